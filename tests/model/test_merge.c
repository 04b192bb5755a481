/* Two people, one order: what is asked, and what becomes of each choice. */
#include "config.h"
#include "fixture.h"
#include "model/merge.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(merge, .init = set_locale);

struct states {
    struct order base, theirs, mine;
};

static void free_states(struct states *s)
{
    order_free(&s->base);
    order_free(&s->theirs);
    order_free(&s->mine);
}

/* As it was read, with the carrier looked up; `theirs` is read anew and has no looked-up ids. */
static void read_states(struct states *s)
{
    *s = (struct states){ 0 };
    fixture_read_order(&s->base);
    value_set(&s->base.v[ORDER_CUSTOMER_ID], NULL);
    order_copy(&s->theirs, &s->base);
    value_set(&s->base.v[ORDER_CARRIER_ID], "1360");
    value_set(&s->base.v[ORDER_CARRIER_CODE], "ARM");
    order_copy(&s->mine, &s->base);
}

static void set(struct order *order, int line, int field, const char *text)
{
    value_set(line < 0 ? &order->v[field] : &order->items[line].v[field], text);
}

static void set_part(struct order *order, size_t part, int field, const char *text)
{
    value_set(&order->items[FIXTURE_MIX].breakdowns[part].v[field], text);
}

static void set_custom(struct order *order, const char *value)
{
    value_set(&order->items[FIXTURE_BOX].customs[0].v[CUSTOM_VALUE], value);
}

static void add_part(struct order *order, const char *id, const char *name, const char *bunches)
{
    struct item *item = &order->items[FIXTURE_MIX];
    struct breakdown *part = item_insert_breakdown(item, item->breakdown_count);
    value_set(&part->v[BREAKDOWN_PRODUCT_ID], id);
    value_set(&part->v[BREAKDOWN_PRODUCT_NAME], name);
    value_set(&part->v[BREAKDOWN_BUNCHES], bunches);
}

static void add_line(struct order *order, size_t at, const char *id, const char *product)
{
    struct item *item = order_insert_item(order, at);
    value_set(&item->v[ITEM_ID], id);
    value_set(&item->v[ITEM_PRODUCT_NAME], product);
}

/* --- What happened --- */

static void nobody(struct states *s)
{
    set(&s->mine, FIXTURE_BOX, ITEM_PRICE, "2.00");
    set(&s->theirs, FIXTURE_BOX, ITEM_TOTAL_PRICE, "99.00");
}

static void theirs_alone(struct states *s)
{
    set(&s->theirs, FIXTURE_BOX, ITEM_PRICE, "3.00");
    set(&s->theirs, -1, ORDER_DAYS, "Monday");
}

static void both_otherwise(struct states *s)
{
    set(&s->theirs, FIXTURE_BOX, ITEM_PRICE, "3.00");
    set(&s->mine, FIXTURE_BOX, ITEM_PRICE, "2.00");
    set(&s->mine, FIXTURE_BOX, ITEM_MARK, "M");
}

static void both_the_same(struct states *s)
{
    set(&s->theirs, FIXTURE_BOX, ITEM_PRICE, "3.00");
    set(&s->mine, FIXTURE_BOX, ITEM_PRICE, "3");
}

static void another_carrier(struct states *s)
{
    set(&s->theirs, -1, ORDER_CARRIER_NAME, "Prime");
}

static void the_same_carrier(struct states *s)
{
    set(&s->theirs, -1, ORDER_CARRIER_NAME, "Prime");
    set(&s->mine, -1, ORDER_CARRIER_ID, "9");
    set(&s->mine, -1, ORDER_CARRIER_CODE, "PRI");
    set(&s->mine, -1, ORDER_CARRIER_NAME, "Prime");
}

static void other_notes(struct states *s)
{
    set(&s->mine, -1, ORDER_PO, "77");
    set(&s->theirs, FIXTURE_UNIT, ITEM_COST, "1.00");
}

static void line_gone(struct states *s)
{
    order_remove_item(&s->theirs, FIXTURE_UNIT);
}

static void line_gone_that_was_edited(struct states *s)
{
    order_remove_item(&s->theirs, FIXTURE_UNIT);
    set(&s->mine, FIXTURE_UNIT, ITEM_TOTAL_UNITS, "500");
}

static void line_taken_out_here(struct states *s)
{
    order_remove_item(&s->mine, FIXTURE_UNIT);
    s->theirs.status = ORDER_CANCELLED;
}

static void lines_added(struct states *s)
{
    add_line(&s->theirs, 1, "600", "Lily");
    add_line(&s->mine, 3, "", "Ruscus");
}

static void part_changed(struct states *s)
{
    set_part(&s->theirs, 1, BREAKDOWN_BUNCHES, "6");
    set_part(&s->mine, 1, BREAKDOWN_BUNCHES, "9");
    set_part(&s->mine, 1, BREAKDOWN_COST, "4.00");
}

static void part_changed_there(struct states *s)
{
    set_part(&s->theirs, 1, BREAKDOWN_BUNCHES, "6");
    set_part(&s->mine, 0, BREAKDOWN_COST, "4.00");
}

static void part_gone(struct states *s)
{
    item_remove_breakdown(&s->theirs.items[FIXTURE_MIX], 0);
    set_part(&s->mine, 0, BREAKDOWN_PRICE, "1.00");
}

static void part_gone_on_both_sides(struct states *s)
{
    item_remove_breakdown(&s->theirs.items[FIXTURE_MIX], 0);
    item_remove_breakdown(&s->mine.items[FIXTURE_MIX], 0);
}

static void part_taken_out_here_changed_there(struct states *s)
{
    item_remove_breakdown(&s->mine.items[FIXTURE_MIX], 0);
    set_part(&s->theirs, 0, BREAKDOWN_BUNCHES, "9");
}

static void part_added(struct states *s)
{
    add_part(&s->theirs, "8", "Lily", "2");
    item_remove_breakdown(&s->mine.items[FIXTURE_MIX], 2);
}

static void part_added_on_both_sides(struct states *s)
{
    add_part(&s->theirs, "8", "Lily", "2");
    add_part(&s->mine, "8", "Lily", "5");
    set_part(&s->mine, 3, BREAKDOWN_COST, "2.00");
    value_set(&s->theirs.items[FIXTURE_MIX].breakdowns[3].v[BREAKDOWN_COST], NULL);
}

static void part_added_alike(struct states *s)
{
    add_part(&s->theirs, "8", "Lily", "2");
    add_part(&s->mine, "8", "Lily", "2");
}

static void custom_changed(struct states *s)
{
    set_custom(&s->theirs, "Clear");
    set_custom(&s->mine, "Red");
}

static void custom_gone(struct states *s)
{
    item_remove_custom(&s->theirs.items[FIXTURE_BOX], 0);
}

static void custom_added(struct states *s)
{
    struct custom *custom = item_insert_custom(&s->theirs.items[FIXTURE_UNIT], 0);
    value_set(&custom->v[CUSTOM_NAME], "Tag");
    value_set(&custom->v[CUSTOM_VALUE], "7");
}

static void boxes_become_units(struct states *s)
{
    set(&s->theirs, FIXTURE_BOX, ITEM_TYPE, "UN");
    set(&s->theirs, FIXTURE_BOX, ITEM_TOTAL_UNITS, "500");
    set(&s->theirs, FIXTURE_BOX, ITEM_BOXES, "0");
    set(&s->theirs, FIXTURE_BOX, ITEM_BUNCHES, "");
}

/* Rows: "what: was > now, mine TEXT*" with a star where mine was touched; then what would be sent when
 * theirs was chosen everywhere, and when mine was. */
static const struct {
    const char *name;
    void (*happen)(struct states *s);
    const char *rows, *theirs, *mine;
} cases[] = {
    { "nobody", nobody, "", "Line 1 Rose Freedom 60, price: 1.21 > 2.00",
      "Line 1 Rose Freedom 60, price: 1.21 > 2.00" },
    { "theirs alone", theirs_alone,
      "Truck days: Monday, Wednesday, Friday > Monday, mine Monday, Wednesday, Friday; "
      "Line 1 Rose Freedom 60, price: 1.21 > 3.00, mine 1.21",
      "",
      "Truck days: Monday > Monday, Wednesday, Friday; "
      "Line 1 Rose Freedom 60, price: 3.00 > 1.21" },
    { "both, otherwise", both_otherwise, "Line 1 Rose Freedom 60, price: 1.21 > 3.00, mine 2.00*",
      "Line 1 Rose Freedom 60, mark code: BCK > M",
      "Line 1 Rose Freedom 60, price: 3.00 > 2.00; Line 1 Rose Freedom 60, mark code: BCK > M" },
    { "both the same", both_the_same, "", "", "" },
    { "another carrier", another_carrier, "Carrier name: Armellini > Prime, mine Armellini", "",
      "Carrier name: Prime > Armellini" },
    { "the same carrier", the_same_carrier, "", "", "" },
    { "what cannot be read", other_notes, "Line 2 Carnation Red, cost: 0.00 > 1.00, mine 0.00",
      "Customer PO: ~ > 77", "Customer PO: ~ > 77; Line 2 Carnation Red, cost: 1.00 > 0.00" },
    { "a line gone", line_gone, "-Line 2 Carnation Red: Carnation Red > ~, mine Carnation Red", "",
      "+Line 2 Carnation Red: ~ > Carnation Red" },
    { "a line gone that was edited", line_gone_that_was_edited,
      "-Line 2 Carnation Red: Carnation Red > ~, mine Carnation Red*", "",
      "+Line 2 Carnation Red: ~ > Carnation Red" },
    { "lines added", lines_added, "+Line 2 Lily: ~ > Lily, mine ~", "+Line 5 Ruscus: ~ > Ruscus",
      "+Line 5 Ruscus: ~ > Ruscus" },
    { "a part changed", part_changed, "Line 3 Rose Mix, part Rose Red, bunches: 7 > 6, mine 9*",
      "Line 3 Rose Mix, part Rose Red, cost: ~ > 4.00",
      "Line 3 Rose Mix, part Rose Red, bunches: 6 > 9; "
      "Line 3 Rose Mix, part Rose Red, cost: ~ > 4.00" },
    { "a part changed there", part_changed_there,
      "Line 3 Rose Mix, part Rose Red, bunches: 7 > 6, mine 7",
      "Line 3 Rose Mix, part Rose Pink, cost: ~ > 4.00",
      "Line 3 Rose Mix, part Rose Pink, cost: ~ > 4.00; "
      "Line 3 Rose Mix, part Rose Red, bunches: 6 > 7" },
    { "a part gone", part_gone, "-Line 3 Rose Mix, part Rose Pink: Rose Pink > ~, mine Rose Pink*",
      "", "+Line 3 Rose Mix, part Rose Pink: ~ > Rose Pink" },
    { "a part gone on both sides", part_gone_on_both_sides, "", "", "" },
    { "a part taken out here, changed there", part_taken_out_here_changed_there,
      "Line 3 Rose Mix, part Rose Pink, bunches: 8 > 9, mine ~*", "",
      "-Line 3 Rose Mix, part Rose Pink: Rose Pink > ~" },
    { "a part added", part_added, "+Line 3 Rose Mix, part Lily: ~ > Lily, mine ~",
      "-Line 3 Rose Mix, part Rose White: Rose White > ~",
      "-Line 3 Rose Mix, part Rose White: Rose White > ~; "
      "-Line 3 Rose Mix, part Lily: Lily > ~" },
    { "a part added on both sides", part_added_on_both_sides,
      "+Line 3 Rose Mix, part Lily: ~ > Lily, mine Lily*",
      "Line 3 Rose Mix, part Lily, cost: ~ > 2.00",
      "Line 3 Rose Mix, part Lily, bunches: 2 > 5; Line 3 Rose Mix, part Lily, cost: ~ > 2.00" },
    { "a line taken out here", line_taken_out_here, "", "-Line 2 Carnation Red: Carnation Red > ~",
      "-Line 2 Carnation Red: Carnation Red > ~" },
    { "a part added alike", part_added_alike, "", "", "" },
    { "a custom field changed", custom_changed,
      "Line 1 Rose Freedom 60, custom field Sleeve: Kraft > Clear, mine Red*", "",
      "Line 1 Rose Freedom 60, custom field Sleeve: Clear > Red" },
    { "a custom field gone", custom_gone,
      "-Line 1 Rose Freedom 60, custom field Sleeve: Kraft > ~, mine Kraft", "",
      "+Line 1 Rose Freedom 60, custom field Sleeve: ~ > Kraft" },
    { "a custom field added", custom_added,
      "+Line 2 Carnation Red, custom field Tag: ~ > 7, mine ~", "",
      "-Line 2 Carnation Red, custom field Tag: 7 > ~" },
    { "boxes become units", boxes_become_units,
      "Line 1 Rose Freedom 60, item type: BOX > UN, mine BOX; "
      "Line 1 Rose Freedom 60, units:  > 500, mine ",
      "",
      "Line 1 Rose Freedom 60, item type: UN > BOX; Line 1 Rose Freedom 60, boxes: 0 > 21; "
      "Line 1 Rose Freedom 60, bunches:  > 13" },
};

static void write_row(struct buf *out, const struct diff_row *row, const struct order *before,
                      const struct order *after)
{
    static const char *const signs[] = {
        [DIFF_VALUE] = "",        [DIFF_LINE_ADDED] = "+", [DIFF_LINE_GONE] = "-",
        [DIFF_PART_ADDED] = "+",  [DIFF_PART_GONE] = "-",  [DIFF_CUSTOM_ADDED] = "+",
        [DIFF_CUSTOM_GONE] = "-",
    };
    buf_addf(out, "%s%s", out->len ? "; " : "", signs[row->kind]);
    struct buf what = { 0 };
    diff_write_what(row, before, after, &what);
    buf_addf(out, "%s: %s > %s", buf_text(&what), row->before ? row->before : "~",
             row->after ? row->after : "~");
    buf_free(&what);
}

static void expect_text(struct buf *text, const char *expected, const char *name, const char *what)
{
    cr_expect_str_eq(buf_text(text), expected, "%s, %s\n  gave     %s\n  expected %s", name, what,
                     buf_text(text), expected);
    buf_free(text);
}

static void choose(struct merge *merge, enum merge_choice choice)
{
    for (size_t i = 0; i < merge->count; i++)
        merge->rows[i].choice = choice;
}

static void expect_sent(const struct states *s, const char *expected, const char *name,
                        const char *what)
{
    struct diff diff = { 0 };
    struct buf text = { 0 };
    diff_orders(&diff, &s->base, &s->mine, DIFF_WRITABLE);
    for (size_t i = 0; i < diff.count; i++)
        write_row(&text, &diff.rows[i], &s->base, &s->mine);
    expect_text(&text, expected, name, what);
    diff_orders(&diff, &s->base, &s->theirs, DIFF_READABLE);
    cr_expect_eq(diff.count, 0, "%s, %s: base is not theirs", name, what);
    cr_expect_str_eq(value_text(s->mine.items[0].v[ITEM_TOTAL_PRICE]),
                     value_text(s->theirs.items[0].v[ITEM_TOTAL_PRICE]), "%s", name);
    cr_expect_eq(s->base.status, s->theirs.status, "%s", name);
    cr_expect_eq(s->mine.status, s->theirs.status, "%s", name);
    diff_free(&diff);
}

Test(merge, asks_and_carries_out)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int choice = MERGE_THEIRS; choice <= MERGE_MINE; choice++) {
            struct states s;
            struct merge merge = { 0 };
            struct buf text = { 0 };
            read_states(&s);
            cases[i].happen(&s);
            merge_find(&merge, &s.base, &s.theirs, &s.mine);
            for (size_t n = 0; n < merge.count; n++) {
                const struct merge_row *row = &merge.rows[n];
                write_row(&text, &row->theirs, &s.base, &s.theirs);
                buf_addf(&text, ", mine %s%s", row->mine ? row->mine : "~",
                         row->is_touched ? "*" : "");
                cr_expect_eq(row->choice, MERGE_OPEN);
            }
            cr_expect_eq(merge_is_decided(&merge), merge.count == 0);
            expect_text(&text, cases[i].rows, cases[i].name, "rows");
            choose(&merge, (enum merge_choice)choice);
            cr_expect(merge_is_decided(&merge));
            merge_apply(&merge, &s.base, &s.theirs, &s.mine);
            cr_expect_eq(merge.count, 0);
            expect_sent(&s, choice == MERGE_THEIRS ? cases[i].theirs : cases[i].mine, cases[i].name,
                        choice == MERGE_THEIRS ? "theirs" : "mine");
            free_states(&s);
        }
    }
}

Test(merge, says_where_each_row_is_in_mine)
{
    struct states s;
    struct merge merge = { 0 };
    read_states(&s);
    set(&s.theirs, -1, ORDER_RECURRENCE, "2");
    set(&s.theirs, FIXTURE_UNIT, ITEM_COST, "3");
    add_line(&s.theirs, 3, "600", "Lily");
    order_remove_item(&s.theirs, FIXTURE_BOX);
    add_line(&s.mine, 0, "", "Ruscus");
    merge_find(&merge, &s.base, &s.theirs, &s.mine);
    cr_assert_eq(merge.count, 4);
    static const int items[] = { DIFF_NOWHERE, 2, DIFF_NOWHERE, 1 };
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(merge.rows[i].mine_item, items[i], "row %zu", i);
    merge.rows[0].choice = merge.rows[1].choice = merge.rows[2].choice = MERGE_THEIRS;
    cr_expect(!merge_is_decided(&merge));
    merge_free(&merge);
    cr_expect_eq(merge.count, 0);
    free_states(&s);
}

/* What the list cannot say stays known as long as it belongs to the same thing. */
Test(merge, carries_over_what_was_looked_up)
{
    struct states s;
    struct merge merge = { 0 };
    read_states(&s);
    set(&s.base, -1, ORDER_PO, "77");
    set(&s.base, FIXTURE_BOX, ITEM_VENDOR_ID, "33");
    set(&s.base, FIXTURE_UNIT, ITEM_VENDOR_ID, "12");
    set_part(&s.base, 1, BREAKDOWN_COST, "9.40");
    order_copy(&s.mine, &s.base);
    set(&s.mine, FIXTURE_MIX, ITEM_VENDOR_ID, "41"); /* looked up since */
    set(&s.mine, -1, ORDER_CARRIER_ID, NULL);
    set(&s.theirs, FIXTURE_UNIT, ITEM_VENDOR_NAME, "Another");
    item_remove_breakdown(&s.theirs.items[FIXTURE_MIX], 0);
    merge_find(&merge, &s.base, &s.theirs, &s.mine);
    choose(&merge, MERGE_THEIRS);
    merge_apply(&merge, &s.base, &s.theirs, &s.mine);
    for (int i = 0; i < 2; i++) {
        const struct order *order = i ? &s.mine : &s.base;
        cr_expect_str_eq(value_text(order->v[ORDER_CARRIER_ID]), "1360");
        cr_expect_str_eq(value_text(order->v[ORDER_CARRIER_CODE]), "ARM");
        cr_expect_str_eq(value_text(order->v[ORDER_PO]), "77");
        cr_expect_str_eq(value_text(order->items[FIXTURE_BOX].v[ITEM_VENDOR_ID]), "33");
        cr_expect(value_is_unknown(order->items[FIXTURE_UNIT].v[ITEM_VENDOR_ID]));
        cr_expect_str_eq(order->items[FIXTURE_UNIT].v[ITEM_VENDOR_NAME].text, "Another");
        cr_expect_eq(order->items[FIXTURE_MIX].breakdown_count, 2);
        cr_expect_str_eq(value_text(order->items[FIXTURE_MIX].breakdowns[0].v[BREAKDOWN_COST]),
                         "9.40");
    }
    cr_expect_str_eq(value_text(s.mine.items[FIXTURE_MIX].v[ITEM_VENDOR_ID]), "41");
    free_states(&s);
}

/* A line that is gone there and kept here is a new one: its old id is nobody's any more. */
Test(merge, a_line_kept_against_theirs_is_added_anew)
{
    struct states s;
    struct merge merge = { 0 };
    read_states(&s);
    line_gone_that_was_edited(&s);
    merge_find(&merge, &s.base, &s.theirs, &s.mine);
    choose(&merge, MERGE_MINE);
    merge_apply(&merge, &s.base, &s.theirs, &s.mine);
    cr_assert_eq(s.mine.item_count, 3);
    cr_expect_str_eq(s.mine.items[FIXTURE_UNIT].v[ITEM_ID].text, "");
    cr_expect_str_eq(s.mine.items[FIXTURE_UNIT].v[ITEM_TOTAL_UNITS].text, "500");
    cr_expect_eq(s.base.item_count, 2);
    free_states(&s);
}

Test(merge, lines_added_there_stand_where_they_stand_there)
{
    struct states s;
    struct merge merge = { 0 };
    read_states(&s);
    add_line(&s.theirs, 2, "601", "Lily");
    add_line(&s.theirs, 3, "602", "Iris");
    add_line(&s.mine, 0, "", "Ruscus");
    add_line(&s.mine, 4, "", "Fern");
    merge_find(&merge, &s.base, &s.theirs, &s.mine);
    choose(&merge, MERGE_THEIRS);
    merge_apply(&merge, &s.base, &s.theirs, &s.mine);
    static const char *const ids[] = { "", "501", "502", "601", "602", "503", "" };
    cr_assert_eq(s.mine.item_count, 7);
    for (size_t i = 0; i < 7; i++)
        cr_expect_str_eq(s.mine.items[i].v[ITEM_ID].text, ids[i], "line %zu", i + 1);
    free_states(&s);
}

/* What was typed stays, whatever became of the id it once had. */
Test(merge, a_line_whose_id_nobody_knows_is_added_anew)
{
    struct states s;
    struct merge merge = { 0 };
    read_states(&s);
    add_line(&s.mine, 3, "999", "Ruscus");
    merge_find(&merge, &s.base, &s.theirs, &s.mine);
    cr_expect_eq(merge.count, 0);
    merge_apply(&merge, &s.base, &s.theirs, &s.mine);
    cr_assert_eq(s.mine.item_count, 4);
    cr_expect_str_eq(s.mine.items[3].v[ITEM_ID].text, "");
    cr_expect_str_eq(s.mine.items[3].v[ITEM_PRODUCT_NAME].text, "Ruscus");
    free_states(&s);
}
