/* Totals: plain boxes, units, mixes, what is missing, what does not fit. */
#include "config.h"
#include "fixture.h"
#include "model/totals.h"

#include <criterion/criterion.h>

Test(totals, of_each_kind_of_line)
{
    struct order order;
    struct totals t;
    fixture_order(&order);
    totals_of_item(&order.items[FIXTURE_BOX], &t);
    cr_expect_eq(t.boxes, 21);
    cr_expect_eq(t.bunches, 273);
    cr_expect_eq(t.stems, 1911);
    cr_expect_eq(t.amount, 23123100);
    cr_expect_eq(t.cost, 19301100);
    cr_expect(t.is_complete && t.has_cost && !t.too_large);

    totals_of_item(&order.items[FIXTURE_UNIT], &t);
    cr_expect_eq(t.boxes, 0);
    cr_expect_eq(t.bunches, 300);
    cr_expect_eq(t.amount, 12300000);
    cr_expect(t.is_complete);
    cr_expect(t.has_cost, "a cost of zero is a cost");

    totals_of_item(&order.items[FIXTURE_MIX], &t);
    cr_expect_eq(t.boxes, 4);
    cr_expect_eq(t.stems, 800);
    cr_expect_eq(t.amount, 9160000, "4 x 20 x 11.45");
    cr_expect_eq(t.cost, 7120000, "4 x 20 x 8.90");
    order_free(&order);
}

/* The order of the desk's picture: five lines, 47 boxes, 9,911 stems, 5,718.31. */
Test(totals, of_a_whole_order)
{
    static const struct {
        const char *boxes, *bunches, *stems, *unit, *price;
    } lines[] = {
        { "21", "13", "7", "Stem", "1.21" },
        { "10", "12", "10", "Stem", "1.05" },
        { "6", "25", "20", "Bunch", "4.10" },
        { "6", "25", "20", "Bunch", "4.10" },
    };
    struct order order;
    struct totals t;
    fixture_order(&order);
    order_remove_item(&order, FIXTURE_UNIT);
    order_remove_item(&order, FIXTURE_BOX);
    for (size_t i = 0; i < 4; i++) {
        struct item *item = order_insert_item(&order, i);
        value_set(&item->v[ITEM_BOXES], lines[i].boxes);
        value_set(&item->v[ITEM_BUNCHES], lines[i].bunches);
        value_set(&item->v[ITEM_STEMS_BUNCH], lines[i].stems);
        value_set(&item->v[ITEM_UNIT_TYPE], lines[i].unit);
        value_set(&item->v[ITEM_PRICE], lines[i].price);
        value_set(&item->v[ITEM_COST], i == 3 ? "" : "0.80");
    }
    totals_of_order(&order, &t);
    cr_expect_eq(t.boxes, 47);
    cr_expect_eq(t.stems, 9911);
    cr_expect_eq(t.amount, 57183100);
    cr_expect(t.is_complete);
    cr_expect_not(t.has_cost, "line 4 has none");
    order_free(&order);
}

Test(totals, what_is_missing_leaves_the_rest)
{
    struct order order;
    struct totals t;
    fixture_order(&order);
    struct item *box = &order.items[FIXTURE_BOX];
    value_set(&box->v[ITEM_PRICE], "");
    totals_of_item(box, &t);
    cr_expect_not(t.is_complete);
    cr_expect_eq(t.boxes, 21);
    cr_expect_eq(t.stems, 1911);
    cr_expect_eq(t.amount, 0);

    value_set(&box->v[ITEM_PRICE], "1,21");
    totals_of_item(box, &t);
    cr_expect_not(t.is_complete);

    value_set(&box->v[ITEM_PRICE], "1.21");
    value_set(&box->v[ITEM_BUNCHES], "2.0");
    totals_of_item(box, &t);
    cr_expect_not(t.is_complete);
    cr_expect_eq(t.boxes, 21);
    cr_expect_eq(t.amount, 0);

    value_set(&box->v[ITEM_BUNCHES], "13");
    value_set(&box->v[ITEM_STEMS_BUNCH], "");
    value_set(&box->v[ITEM_UNIT_TYPE], "Bunch");
    totals_of_item(box, &t);
    cr_expect_not(t.is_complete, "its stems cannot be told");
    cr_expect_eq(t.amount, 3303300, "its amount can: 273 x 1.21");
    order_free(&order);
}

Test(totals, each_line_is_rounded_once)
{
    struct order order;
    struct totals t;
    fixture_order(&order);
    struct item *unit = &order.items[FIXTURE_UNIT];
    value_set(&unit->v[ITEM_TOTAL_UNITS], "7");
    value_set(&unit->v[ITEM_PRICE], "1.0525");
    value_set(&unit->v[ITEM_COST], "1.0505");
    totals_of_item(unit, &t);
    cr_expect_eq(t.amount, 73700, "7 x 1.0525 is 7.3675");
    cr_expect_eq(t.cost, 73500, "7 x 1.0505 is 7.3535");
    order_free(&order);
}

Test(totals, the_parts_count_where_the_box_says_nothing)
{
    struct order order;
    struct totals t;
    fixture_order(&order);
    struct item *mix = &order.items[FIXTURE_MIX];
    value_set(&mix->v[ITEM_BUNCHES], "");
    totals_of_item(mix, &t);
    cr_expect_eq(t.bunches, 80);
    cr_expect(t.is_complete);
    value_set(&mix->v[ITEM_BUNCHES], "many");
    totals_of_item(mix, &t);
    cr_expect_not(t.is_complete);
    cr_expect_eq(t.bunches, 0);
    order_free(&order);
}

Test(totals, a_mix_is_averaged_by_what_its_price_is_for)
{
    struct order order;
    int64_t amount, bunches;
    struct totals t;
    fixture_order(&order);
    struct item *mix = &order.items[FIXTURE_MIX];
    value_set(&mix->breakdowns[0].v[BREAKDOWN_STEMS_BUNCH], "20");
    cr_assert(totals_mix_bunches(mix, &bunches));
    cr_expect_eq(bunches, 20);
    cr_assert(totals_mix_average(mix, BREAKDOWN_PRICE, &amount));
    cr_expect_eq(amount, 114500, "by the bunch the stems do not matter");
    value_set(&mix->v[ITEM_UNIT_TYPE], "Stem");
    cr_assert(totals_mix_average(mix, BREAKDOWN_PRICE, &amount));
    /* (160 x 11.00 + 70 x 12.25 + 50 x 11.05) / 280 = 11.3214… */
    cr_expect_eq(amount, 113200);
    totals_of_item(mix, &t);
    cr_expect_eq(t.stems, 4 * 280);
    cr_expect_eq(t.amount, INT64_C(4) * 280 * 113200);

    value_set(&mix->v[ITEM_PRICE], "10.00");
    totals_of_item(mix, &t);
    cr_expect_eq(t.amount, INT64_C(4) * 280 * 100000, "a typed price wins");
    order_free(&order);
}

Test(totals, an_average_is_rounded_half_away_from_zero)
{
    struct order order;
    int64_t amount;
    fixture_order(&order);
    struct item *mix = &order.items[FIXTURE_MIX];
    item_remove_breakdown(mix, 2);
    value_set(&mix->breakdowns[0].v[BREAKDOWN_BUNCHES], "1");
    value_set(&mix->breakdowns[1].v[BREAKDOWN_BUNCHES], "1");
    value_set(&mix->breakdowns[0].v[BREAKDOWN_PRICE], "1.00");
    value_set(&mix->breakdowns[1].v[BREAKDOWN_PRICE], "1.01");
    cr_assert(totals_mix_average(mix, BREAKDOWN_PRICE, &amount));
    cr_expect_eq(amount, 10100);
    value_set(&mix->breakdowns[0].v[BREAKDOWN_BUNCHES], "2");
    cr_assert(totals_mix_average(mix, BREAKDOWN_PRICE, &amount));
    cr_expect_eq(amount, 10000);
    value_set(&mix->breakdowns[1].v[BREAKDOWN_PRICE], "");
    cr_expect_not(totals_mix_average(mix, BREAKDOWN_PRICE, &amount));
    item_remove_breakdown(mix, 1);
    item_remove_breakdown(mix, 0);
    cr_expect_not(totals_mix_average(mix, BREAKDOWN_PRICE, &amount));
    cr_expect_not(totals_mix_bunches(mix, &amount));
    order_free(&order);
}

Test(totals, say_when_they_do_not_fit)
{
    struct order order;
    struct totals t;
    fixture_order(&order);
    struct item *box = &order.items[FIXTURE_BOX];
    value_set(&box->v[ITEM_BOXES], "9999999999");
    totals_of_item(box, &t);
    cr_expect_not(t.too_large);
    value_set(&box->v[ITEM_BUNCHES], "9999999999");
    totals_of_item(box, &t);
    cr_expect(t.too_large);
    cr_expect_not(t.is_complete);
    totals_of_order(&order, &t);
    cr_expect(t.too_large);
    order_free(&order);
}

Test(totals, read_whole_numbers_strictly)
{
    static const struct {
        const char *text;
        bool good;
    } rows[] = { { "0", true },    { "12", true },
                 { " 12 ", true }, { "007", false },
                 { "", false },    { NULL, false },
                 { "-1", false },  { "1.0", false },
                 { "1e3", false }, { "9999999999999999999", false } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t n;
        struct value v = { NULL };
        value_set(&v, rows[i].text);
        cr_expect_eq(totals_number(v, &n), rows[i].good, "%s",
                     rows[i].text ? rows[i].text : "unknown");
        value_set(&v, NULL);
    }
}
