/* Orders as values: copying, lines and parts in and out, what a reply settles, what is sent. */
#include "config.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <string.h>

Test(order, a_copy_is_equal_and_its_own)
{
    struct order order, copy = { 0 };
    fixture_order(&order);
    order_copy(&copy, &order);
    cr_expect(order_equal(&order, &copy));
    value_set(&copy.items[2].breakdowns[1].v[BREAKDOWN_PRICE], "1.00");
    cr_expect_not(order_equal(&order, &copy));
    order_copy(&copy, &order);
    value_set(&copy.items[0].customs[0].v[CUSTOM_VALUE], NULL);
    cr_expect_not(order_equal(&order, &copy));
    order_copy(&copy, &order);
    value_set(&copy.v[ORDER_PO], NULL);
    cr_expect_not(order_equal(&order, &copy), "unknown is not empty");
    order_copy(&copy, &order);
    order_remove_item(&copy, 1);
    cr_expect_not(order_equal(&order, &copy));
    order_copy(&copy, &copy);
    cr_expect_eq(copy.item_count, 2);
    order_free(&copy);
    order_free(&order);
    cr_expect_eq(order.item_count, 0);
}

Test(order, a_blank_order_is_empty_and_a_zeroed_one_unknown)
{
    struct order blank, zeroed = { 0 };
    order_init_blank(&blank);
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        cr_expect(value_is_empty(blank.v[i]));
        cr_expect(value_is_unknown(zeroed.v[i]));
    }
    struct item *item = order_insert_item(&blank, 0);
    cr_expect_str_eq(item->v[ITEM_TYPE].text, "BOX");
    cr_expect_str_eq(item->v[ITEM_UNIT_TYPE].text, "Stem");
    cr_expect(value_is_empty(item->v[ITEM_PRICE]));
    item = order_add_unknown_item(&blank);
    cr_expect(value_is_unknown(item->v[ITEM_PRICE]));
    order_free(&blank);
}

Test(order, lines_and_parts_go_in_and_out_where_they_should)
{
    struct order order;
    order_init_blank(&order);
    for (int i = 0; i < 20; i++) { /* each before all others: the last one is first */
        char text[2] = { (char)('a' + i), 0 };
        value_set(&order_insert_item(&order, 0)->v[ITEM_MARK], text);
    }
    value_set(&order_insert_item(&order, 5)->v[ITEM_MARK], "here");
    cr_expect_str_eq(order.items[5].v[ITEM_MARK].text, "here");
    cr_expect_str_eq(order.items[4].v[ITEM_MARK].text, "p");
    cr_expect_str_eq(order.items[6].v[ITEM_MARK].text, "o");
    order_remove_item(&order, 5);
    order_remove_item(&order, 0);
    cr_expect_eq(order.item_count, 19);
    cr_expect_str_eq(order.items[0].v[ITEM_MARK].text, "s");
    struct item *item = &order.items[3];
    for (int i = 0; i < 10; i++)
        item_insert_breakdown(item, item->breakdown_count);
    value_set(&item_insert_breakdown(item, 0)->v[BREAKDOWN_PRICE], "1");
    cr_expect(value_is_empty(item->breakdowns[1].v[BREAKDOWN_PRICE]));
    item_remove_breakdown(item, 0);
    cr_expect(value_is_empty(item->breakdowns[0].v[BREAKDOWN_PRICE]));
    value_set(&item_insert_custom(item, 0)->v[CUSTOM_NAME], "x");
    value_set(&item_insert_custom(item, 0)->v[CUSTOM_NAME], "y");
    item_remove_custom(item, 0);
    cr_expect_str_eq(item->customs[0].v[CUSTOM_NAME].text, "x");
    order_free(&order);
}

Test(order, kinds_of_lines_are_told_before_they_are_normalised)
{
    struct order order;
    order_init_blank(&order);
    struct item *item = order_insert_item(&order, 0);
    cr_expect_not(item_is_unit(item) || item_is_mixed(item) || item_is_bunch(item));
    value_set(&item->v[ITEM_TYPE], " un ");
    value_set(&item->v[ITEM_UNIT_TYPE], "BUNCH");
    value_set(&item->v[ITEM_ASSORTED], "true");
    cr_expect(item_is_unit(item) && item_is_mixed(item) && item_is_bunch(item));
    value_set(&item->v[ITEM_TYPE], "UNI");
    value_set(&item->v[ITEM_ASSORTED], "0");
    cr_expect_not(item_is_unit(item) || item_is_mixed(item));
    item_insert_breakdown(item, 0);
    cr_expect(item_is_mixed(item));
    order_free(&order);
}

Test(order, boxes_tell_the_type_of_a_line_in_a_reply)
{
    static const struct {
        const char *boxes, *type;
    } rows[] = { { "4", "BOX" }, { "010", "BOX" }, { "0", "UN" },
                 { "", "UN" },   { NULL, "UN" },   { "none", "UN" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct item item = { 0 };
        value_set(&item.v[ITEM_BOXES], rows[i].boxes);
        cr_expect_str_eq(item_type_by_boxes(&item), rows[i].type, "%s",
                         value_text(item.v[ITEM_BOXES]));
        item_free(&item);
    }
}

Test(order, is_made_ready_for_sending)
{
    struct order order, sent = { 0 };
    fixture_order(&order);
    value_set(&order.v[ORDER_START], " 2031/01/06 00:00:00");
    value_set(&order.v[ORDER_DAYS], "friday,monday");
    value_set(&order.v[ORDER_PO], NULL);
    struct value *box = order.items[FIXTURE_BOX].v, *unit = order.items[FIXTURE_UNIT].v,
                 *mix = order.items[FIXTURE_MIX].v;
    value_set(&box[ITEM_TYPE], " ");
    value_set(&box[ITEM_PRICE], "1.5");
    value_set(&box[ITEM_TOTAL_UNITS], "777");
    value_set(&box[ITEM_IDENTIFIER], "");
    item_insert_custom(&order.items[FIXTURE_BOX], 0);
    value_set(&unit[ITEM_TYPE], "un");
    value_set(&unit[ITEM_BOXES], "5");
    value_set(&unit[ITEM_BOX_TYPE_CODE], "QB");
    value_set(&unit[ITEM_BOX_TYPE_NAME], "Q");
    value_set(&unit[ITEM_IDENTIFIER], "L1");
    value_set(&mix[ITEM_STEMS_BUNCH], "9");
    value_set(&mix[ITEM_IDENTIFIER], NULL);
    order_prepare(&sent, &order);

    cr_expect_str_eq(sent.v[ORDER_START].text, "2031-01-06");
    cr_expect_str_eq(sent.v[ORDER_DAYS].text, "Monday, Friday");
    cr_expect(value_is_unknown(sent.v[ORDER_PO]), "unknown stays unknown");
    box = sent.items[FIXTURE_BOX].v, unit = sent.items[FIXTURE_UNIT].v,
    mix = sent.items[FIXTURE_MIX].v;
    cr_expect_str_eq(box[ITEM_TYPE].text, "BOX");
    cr_expect_str_eq(box[ITEM_PRICE].text, "1.50");
    cr_expect(value_is_empty(box[ITEM_TOTAL_UNITS]));
    cr_expect_str_eq(box[ITEM_STEMS_BUNCH].text, "7");
    cr_expect_eq(sent.items[FIXTURE_BOX].custom_count, 1, "the blank one is gone");
    cr_expect_str_eq(unit[ITEM_TYPE].text, "UN");
    cr_expect(value_is_empty(unit[ITEM_BOXES]));
    cr_expect(value_is_empty(unit[ITEM_BOX_TYPE_CODE]));
    cr_expect(value_is_empty(unit[ITEM_BOX_TYPE_NAME]));
    cr_expect_str_eq(unit[ITEM_TOTAL_UNITS].text, "300");
    cr_expect_str_eq(unit[ITEM_COST].text, "0.00");
    cr_expect(value_is_empty(mix[ITEM_STEMS_BUNCH]));
    cr_expect_str_eq(mix[ITEM_PRICE].text, "11.45");
    cr_expect_str_eq(mix[ITEM_COST].text, "8.90");
    cr_expect_str_eq(box[ITEM_IDENTIFIER].text, "L4", "L1 is taken");
    cr_expect_str_eq(unit[ITEM_IDENTIFIER].text, "L1");
    cr_expect_str_eq(mix[ITEM_IDENTIFIER].text, "L3");

    struct order again = { 0 };
    order_prepare(&again, &sent);
    cr_expect(order_equal(&again, &sent), "ready once is ready for ever");
    order_free(&again);
    order_free(&sent);
    order_free(&order);
}

Test(order, a_typed_price_of_a_mix_is_kept)
{
    struct order order, sent = { 0 };
    fixture_order(&order);
    value_set(&order.items[FIXTURE_MIX].v[ITEM_PRICE], "10");
    value_set(&order.items[FIXTURE_MIX].breakdowns[0].v[BREAKDOWN_COST], "");
    order_prepare(&sent, &order);
    cr_expect_str_eq(sent.items[FIXTURE_MIX].v[ITEM_PRICE].text, "10.00");
    cr_expect(value_is_empty(sent.items[FIXTURE_MIX].v[ITEM_COST]),
              "no average of what is not known");
    order_free(&sent);
    order_free(&order);
}

Test(order, statuses_have_words)
{
    cr_expect_str_eq(order_status_word(ORDER_ACTIVE), "Active");
    cr_expect_str_eq(order_status_word(ORDER_CANCELLED), "Cancelled");
    cr_expect_str_eq(order_status_word(ORDER_STATUS_UNKNOWN), "");
}
