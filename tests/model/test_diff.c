/* What differs between two states of an order: values however written, groups, lines, parts. */
#include "config.h"
#include "fixture.h"
#include "model/diff.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(diff, .init = set_locale);

/* A value set in one of the two states; `text` NULL = unknown. */
enum where { HEAD, BOX, UNIT, MIX, PART0, PART1, PART2, CUSTOM };
enum { MOST_SETS = 4 };

struct set {
    enum where where;
    int field;
    const char *text;
    bool in_before;
};

static struct value *value_at(struct order *order, enum where where, int field)
{
    switch (where) {
    case HEAD:
        return &order->v[field];
    case BOX:
    case UNIT:
    case MIX:
        return &order->items[where - BOX].v[field];
    case CUSTOM:
        return &order->items[FIXTURE_BOX].customs[0].v[field];
    case PART0:
    case PART1:
    case PART2:
    default:
        return &order->items[FIXTURE_MIX].breakdowns[where - PART0].v[field];
    }
}

static void write_rows(const struct diff *diff, const struct order *before,
                       const struct order *after, struct buf *out)
{
    static const char *const kinds[] = {
        [DIFF_VALUE] = "",
        [DIFF_LINE_ADDED] = "+line ",
        [DIFF_LINE_GONE] = "-line ",
        [DIFF_PART_ADDED] = "+part ",
        [DIFF_PART_GONE] = "-part ",
        [DIFF_CUSTOM_ADDED] = "+custom ",
        [DIFF_CUSTOM_GONE] = "-custom ",
    };
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_row *row = &diff->rows[i];
        buf_addf(out, "%s%s", i ? "; " : "", kinds[row->kind]);
        diff_write_what(row, before, after, out);
        buf_addf(out, ": %s > %s", row->before ? row->before : "~", row->after ? row->after : "~");
    }
}

static void expect_rows(const struct order *before, const struct order *after,
                        enum diff_scope scope, const char *rows, const char *name)
{
    struct diff diff = { 0 };
    struct buf text = { 0 };
    diff_orders(&diff, before, after, scope);
    write_rows(&diff, before, after, &text);
    cr_expect_str_eq(buf_text(&text), rows, "%s\n  gave     %s\n  expected %s", name,
                     buf_text(&text), rows);
    buf_free(&text);
    diff_free(&diff);
}

#define WAS(where, field, text)                                                                    \
    {                                                                                              \
        where, field, text, true                                                                   \
    }
#define NOW(where, field, text)                                                                    \
    {                                                                                              \
        where, field, text, false                                                                  \
    }

static const struct {
    const char *name;
    struct set sets[MOST_SETS];
    const char *writable, *readable;
} rows[] = {
    { "nothing", { NOW(HEAD, ORDER_END, "2031-12-13") }, "", "" },
    { "a value",
      { NOW(BOX, ITEM_PRICE, "1.30") },
      "Line 1 Rose Freedom 60, price: 1.21 > 1.30",
      "Line 1 Rose Freedom 60, price: 1.21 > 1.30" },
    { "an amount written otherwise", { NOW(BOX, ITEM_PRICE, " 1.2100 ") }, "", "" },
    { "an amount of four decimals, the same",
      { WAS(BOX, ITEM_PRICE, "1.2345"), NOW(BOX, ITEM_PRICE, "1.2345") },
      "",
      "" },
    { "an amount of four decimals, another",
      { WAS(BOX, ITEM_PRICE, "1.2345"), NOW(BOX, ITEM_PRICE, "1.2346") },
      "Line 1 Rose Freedom 60, price: 1.2345 > 1.2346",
      "Line 1 Rose Freedom 60, price: 1.2345 > 1.2346" },
    { "days in another order", { NOW(HEAD, ORDER_DAYS, "friday,Monday , Wednesday") }, "", "" },
    { "other days",
      { NOW(HEAD, ORDER_DAYS, "Monday") },
      "Truck days: Monday, Wednesday, Friday > Monday",
      "Truck days: Monday, Wednesday, Friday > Monday" },
    { "a date with slashes", { NOW(HEAD, ORDER_START, "2031/01/06") }, "", "" },
    { "letter case of a choice", { NOW(UNIT, ITEM_UNIT_TYPE, "bunch") }, "", "" },
    { "blanks are empty", { WAS(BOX, ITEM_MARK, ""), NOW(BOX, ITEM_MARK, "  ") }, "", "" },
    { "blanked",
      { NOW(BOX, ITEM_MARK, "") },
      "Line 1 Rose Freedom 60, mark code: BCK > ",
      "Line 1 Rose Freedom 60, mark code: BCK > " },
    { "empty is not zero",
      { NOW(UNIT, ITEM_COST, "") },
      "Line 2 Carnation Red, cost: 0.00 > ",
      "Line 2 Carnation Red, cost: 0.00 > " },
    { "a value that cannot be read back",
      { NOW(HEAD, ORDER_PO, "77") },
      "Customer PO: ~ > 77",
      "" },
    { "the same, blanked", { NOW(HEAD, ORDER_PO, "") }, "Customer PO: ~ > ", "" },
    { "unknown now: not touched",
      { WAS(HEAD, ORDER_PO, "77"), NOW(HEAD, ORDER_PO, NULL) },
      "",
      "" },
    { "what the server computes", { NOW(BOX, ITEM_TOTAL_PRICE, "9.99") }, "", "" },
    { "what the server says of the customer", { NOW(HEAD, ORDER_SALESPERSON, "Ana") }, "", "" },
    { "ids of the order itself", { NOW(HEAD, ORDER_ITEM_ID, "501") }, "", "" },
    { "a field that this line does not take", { NOW(BOX, ITEM_TOTAL_UNITS, "5") }, "", "" },
    { "item type",
      { NOW(BOX, ITEM_TYPE, "UN"), NOW(BOX, ITEM_TOTAL_UNITS, "300") },
      "Line 1 Rose Freedom 60, item type: BOX > UN; Line 1 Rose Freedom 60, units:  > 300",
      "Line 1 Rose Freedom 60, item type: BOX > UN; Line 1 Rose Freedom 60, units:  > 300" },

    { "a carrier looked up by its name",
      { NOW(HEAD, ORDER_CARRIER_ID, "1360"), NOW(HEAD, ORDER_CARRIER_CODE, "ARM") },
      "",
      "" },
    { "the same in another letter case",
      { NOW(HEAD, ORDER_CARRIER_ID, "1360"), NOW(HEAD, ORDER_CARRIER_NAME, "ARMELLINI") },
      "",
      "" },
    { "another carrier",
      { NOW(HEAD, ORDER_CARRIER_ID, "9"), NOW(HEAD, ORDER_CARRIER_NAME, "Prime") },
      "Carrier name: Armellini > Prime",
      "Carrier name: Armellini > Prime" },
    { "a carrier by its id alone",
      { NOW(HEAD, ORDER_CARRIER_ID, "9"), NOW(HEAD, ORDER_CARRIER_NAME, "") },
      "Carrier name: Armellini > 9",
      "" },
    { "ids before names",
      { WAS(HEAD, ORDER_CARRIER_ID, "9"), NOW(HEAD, ORDER_CARRIER_ID, "10") },
      "Carrier name: Armellini > Armellini",
      "Carrier name: Armellini > Armellini" },
    { "the id is the same, the name is not",
      { WAS(HEAD, ORDER_CARRIER_ID, "9"), NOW(HEAD, ORDER_CARRIER_ID, "9"),
        NOW(HEAD, ORDER_CARRIER_NAME, "Armellini Express") },
      "",
      "" },
    { "codes before names",
      { NOW(HEAD, ORDER_CUSTOMER_CODE, "FRESH2") },
      "Customer name: Mr. Fresh > Mr. Fresh",
      "Customer name: Mr. Fresh > Mr. Fresh" },
    { "an id that is gone, the code agrees",
      { WAS(HEAD, ORDER_CUSTOMER_ID, "5"), NOW(HEAD, ORDER_CUSTOMER_ID, "") },
      "",
      "" },
    { "a vendor taken away",
      { NOW(BOX, ITEM_VENDOR_NAME, "") },
      "Line 1 Rose Freedom 60, vendor name: 33 Flowers > ",
      "Line 1 Rose Freedom 60, vendor name: 33 Flowers > " },
    { "a vendor given",
      { WAS(BOX, ITEM_VENDOR_NAME, ""), NOW(BOX, ITEM_VENDOR_ID, "4") },
      "Line 1 Rose Freedom 60, vendor name:  > 33 Flowers",
      "Line 1 Rose Freedom 60, vendor name:  > 33 Flowers" },
    { "a vendor of which only the id is known, and no vendor",
      { WAS(BOX, ITEM_VENDOR_NAME, NULL), WAS(BOX, ITEM_VENDOR_ID, "4"),
        NOW(BOX, ITEM_VENDOR_NAME, "") },
      "Line 1 Rose Freedom 60, vendor name: 4 > ",
      "Line 1 Rose Freedom 60, vendor name: 4 > " },
    { "a vendor of which nothing was known, now none",
      { WAS(BOX, ITEM_VENDOR_NAME, NULL), NOW(BOX, ITEM_VENDOR_NAME, "") },
      "Line 1 Rose Freedom 60, vendor name: ~ > ",
      "" },
    { "a vendor that nobody knows now", { NOW(BOX, ITEM_VENDOR_NAME, NULL) }, "", "" },
    { "a ship-to by its name",
      { WAS(HEAD, ORDER_SHIP_TO_NAME, "Store 1"), NOW(HEAD, ORDER_SHIP_TO_ID, "6"),
        NOW(HEAD, ORDER_SHIP_TO_NAME, "Store 2") },
      "Ship-to: Store 1 > Store 2",
      "Ship-to: Store 1 > Store 2" },
    { "a box type by its code",
      { NOW(BOX, ITEM_BOX_TYPE_ID, "8"), NOW(BOX, ITEM_BOX_TYPE_CODE, "HB") },
      "Line 1 Rose Freedom 60, box type: QB > HB",
      "Line 1 Rose Freedom 60, box type: QB > HB" },
    { "a product",
      { NOW(BOX, ITEM_PRODUCT_ID, "77"), NOW(BOX, ITEM_PRODUCT_NAME, "Rose Vendela 50") },
      "Line 1 Rose Vendela 50, product: Rose Freedom 60 > Rose Vendela 50",
      "Line 1 Rose Vendela 50, product: Rose Freedom 60 > Rose Vendela 50" },

    { "the value of a custom field",
      { NOW(CUSTOM, CUSTOM_VALUE, "Clear") },
      "Line 1 Rose Freedom 60, custom field Sleeve: Kraft > Clear",
      "Line 1 Rose Freedom 60, custom field Sleeve: Kraft > Clear" },
    { "the name of a custom field",
      { NOW(CUSTOM, CUSTOM_NAME, "Tag") },
      "+custom Line 1 Rose Freedom 60, custom field Tag: ~ > Kraft; "
      "-custom Line 1 Rose Freedom 60, custom field Sleeve: Kraft > ~",
      "+custom Line 1 Rose Freedom 60, custom field Tag: ~ > Kraft; "
      "-custom Line 1 Rose Freedom 60, custom field Sleeve: Kraft > ~" },
    { "custom fields without a value are none",
      { WAS(CUSTOM, CUSTOM_VALUE, ""), NOW(CUSTOM, CUSTOM_NAME, "Tag"),
        NOW(CUSTOM, CUSTOM_VALUE, "") },
      "",
      "" },
    { "an unknown value of a custom field, blanked",
      { WAS(CUSTOM, CUSTOM_VALUE, NULL), NOW(CUSTOM, CUSTOM_VALUE, "") },
      "",
      "" },

    { "a part's price",
      { NOW(PART1, BREAKDOWN_PRICE, "12.26") },
      "Line 3 Rose Mix, part Rose Red, price: 12.25 > 12.26",
      "Line 3 Rose Mix, part Rose Red, price: 12.25 > 12.26" },
    { "a part's cost",
      { NOW(PART1, BREAKDOWN_COST, "9.40") },
      "Line 3 Rose Mix, part Rose Red, cost: ~ > 9.40",
      "" },
    { "another product in a part",
      { NOW(PART0, BREAKDOWN_PRODUCT_ID, "9"), NOW(PART0, BREAKDOWN_PRODUCT_NAME, "Lily") },
      "+part Line 3 Rose Mix, part Lily: ~ > Lily; "
      "-part Line 3 Rose Mix, part Rose Pink: Rose Pink > ~",
      "+part Line 3 Rose Mix, part Lily: ~ > Lily; "
      "-part Line 3 Rose Mix, part Rose Pink: Rose Pink > ~" },
    { "parts of one product, in order",
      { WAS(PART1, BREAKDOWN_PRODUCT_ID, "3"), NOW(PART1, BREAKDOWN_PRODUCT_ID, "3"),
        NOW(PART1, BREAKDOWN_BUNCHES, "6") },
      "Line 3 Rose Mix, part Rose Red, bunches: 7 > 6",
      "Line 3 Rose Mix, part Rose Red, bunches: 7 > 6" },
    { "parts without a product are the same part",
      { WAS(PART1, BREAKDOWN_PRODUCT_ID, ""), WAS(PART1, BREAKDOWN_PRODUCT_NAME, ""),
        NOW(PART1, BREAKDOWN_PRODUCT_ID, ""), NOW(PART1, BREAKDOWN_PRODUCT_NAME, "") },
      "",
      "" },
    { "a part looked up by its name", { WAS(PART1, BREAKDOWN_PRODUCT_ID, "") }, "", "" },
};

Test(diff, compares_field_by_field)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct order before, after;
        fixture_read_order(&before);
        value_set(&before.v[ORDER_CUSTOMER_ID], NULL);
        fixture_read_order(&after);
        value_set(&after.v[ORDER_CUSTOMER_ID], NULL);
        for (size_t n = 0; n < MOST_SETS; n++) {
            const struct set *set = &rows[i].sets[n];
            if (n && !set->where && !set->field)
                break;
            struct order *order = set->in_before ? &before : &after;
            value_set(value_at(order, set->where, set->field), set->text);
        }
        expect_rows(&before, &after, DIFF_WRITABLE, rows[i].writable, rows[i].name);
        expect_rows(&before, &after, DIFF_READABLE, rows[i].readable, rows[i].name);
        order_free(&before);
        order_free(&after);
    }
}

Test(diff, finds_lines_by_their_id)
{
    struct order before, after;
    fixture_read_order(&before);
    fixture_read_order(&after);
    order_remove_item(&after, FIXTURE_BOX);
    expect_rows(&before, &after, DIFF_WRITABLE, "-line Line 1 Rose Freedom 60: Rose Freedom 60 > ~",
                "a line gone");
    value_set(&after.items[0].v[ITEM_COST], "1");
    struct item *added = order_insert_item(&after, 1);
    value_set(&added->v[ITEM_PRODUCT_NAME], "Ruscus");
    expect_rows(&before, &after, DIFF_READABLE,
                "Line 1 Carnation Red, cost: 0.00 > 1; +line Line 2 Ruscus: ~ > Ruscus; "
                "-line Line 1 Rose Freedom 60: Rose Freedom 60 > ~",
                "lines of all kinds");
    cr_expect_eq(diff_find_line(&after, "503"), 2);
    cr_expect_eq(diff_find_line(&after, "501"), DIFF_NOWHERE);
    cr_expect_eq(diff_find_line(&after, ""), DIFF_NOWHERE);
    cr_expect_eq(diff_find_line(&after, NULL), DIFF_NOWHERE);
    order_free(&before);
    order_free(&after);
}

Test(diff, says_where_each_row_is)
{
    struct order before, after;
    struct diff diff = { 0 };
    fixture_read_order(&before);
    fixture_read_order(&after);
    value_set(&after.v[ORDER_RECURRENCE], "2");
    order_remove_item(&after, FIXTURE_BOX);
    item_remove_breakdown(&after.items[1], 0);
    value_set(&after.items[1].breakdowns[0].v[BREAKDOWN_BUNCHES], "9");
    diff_orders(&diff, &before, &after, DIFF_WRITABLE);
    cr_assert_eq(diff.count, 4);
    cr_expect(diff_is_header(&diff.rows[0]));
    cr_expect_eq(diff.rows[0].field, &order_fields[ORDER_RECURRENCE]);
    cr_expect(!diff_is_header(&diff.rows[1]));
    cr_expect_eq(diff.rows[1].before_item, 2);
    cr_expect_eq(diff.rows[1].after_item, 1);
    cr_expect_eq(diff.rows[1].before_part, 1);
    cr_expect_eq(diff.rows[1].after_part, 0);
    cr_expect_eq(diff.rows[1].before_custom, DIFF_NOWHERE);
    cr_expect_eq(diff.rows[2].kind, DIFF_PART_GONE);
    cr_expect_eq(diff.rows[2].before_part, 0);
    cr_expect_eq(diff.rows[2].after_part, DIFF_NOWHERE);
    cr_expect_eq(diff.rows[3].kind, DIFF_LINE_GONE);
    cr_expect_eq(diff.rows[3].before_item, 0);
    cr_expect_eq(diff.rows[3].after_item, DIFF_NOWHERE);
    cr_expect_eq(diff.rows[3].before_part, DIFF_NOWHERE);
    diff_free(&diff);
    cr_expect_eq(diff.count, 0);
    order_free(&before);
    order_free(&after);
}

Test(diff, compares_two_states_of_one_line)
{
    struct order before, after;
    struct diff diff = { 0 };
    fixture_read_order(&before);
    fixture_read_order(&after);
    value_set(&after.items[FIXTURE_MIX].v[ITEM_BOXES], "5");
    value_set(&after.items[FIXTURE_MIX].v[ITEM_ID], "");
    diff_items(&diff, &before.items[FIXTURE_MIX], &after.items[FIXTURE_MIX], DIFF_WRITABLE);
    cr_assert_eq(diff.count, 1);
    cr_expect_eq(diff.rows[0].field, &item_fields[ITEM_BOXES]);
    cr_expect_eq(diff.rows[0].before_item, 0);
    cr_expect_eq(diff.rows[0].after_item, 0);
    diff_items(&diff, &before.items[0], &before.items[0], DIFF_WRITABLE);
    cr_expect_eq(diff.count, 0);
    diff_free(&diff);
    order_free(&before);
    order_free(&after);
}

/* Lines far from where they were are found all the same. */
Test(diff, takes_orders_of_many_lines)
{
    struct order before = { 0 }, after = { 0 };
    struct diff diff = { 0 };
    char id[32];
    for (size_t i = 0; i < 500; i++) {
        struct item *item = order_insert_item(&before, i);
        snprintf(id, sizeof id, "%zu", 7000 + i);
        value_set(&item->v[ITEM_ID], id);
    }
    order_copy(&after, &before);
    order_remove_item(&after, 0);
    value_set(&after.items[498].v[ITEM_BOXES], "3");
    diff_orders(&diff, &before, &after, DIFF_WRITABLE);
    cr_assert_eq(diff.count, 2);
    cr_expect_eq(diff.rows[0].before_item, 499);
    cr_expect_eq(diff.rows[0].after_item, 498);
    diff_free(&diff);
    order_free(&before);
    order_free(&after);
}

/* diff_orders() does not look into lines that are equal value by value; diff_items() does. */
Test(diff, says_nothing_of_an_equal_line_whatever_is_in_it)
{
    static const char *const texts[] = { NULL, "", " ", "~", "1.50", "x", "FRESH " };
    enum { TEXTS = sizeof texts / sizeof *texts, LISTED = 3 };
    struct diff diff = { 0 };
    for (size_t i = 0; i < (size_t)TEXTS * TEXTS; i++) {
        struct order order = { 0 };
        struct item *item = order_add_unknown_item(&order);
        for (size_t n = 0; n < ITEM_FIELDS; n++)
            value_set(&item->v[n], texts[(i + n * (i / TEXTS)) % TEXTS]);
        for (size_t at = 0; at < LISTED; at++) { /* the first two are the same */
            size_t from = i + at / 2;
            struct value *part = item_insert_breakdown(item, at)->v;
            struct value *custom = item_insert_custom(item, at)->v;
            for (size_t n = 0; n < BREAKDOWN_FIELDS; n++)
                value_set(&part[n], texts[(from + n) % TEXTS]);
            for (size_t n = 0; n < CUSTOM_FIELDS; n++)
                value_set(&custom[n], texts[(from + n) % TEXTS]);
        }
        diff_items(&diff, item, item, DIFF_WRITABLE);
        cr_expect_eq(diff.count, 0, "%zu: %zu rows to send", i, diff.count);
        diff_items(&diff, item, item, DIFF_READABLE);
        cr_expect_eq(diff.count, 0, "%zu: %zu rows as read", i, diff.count);
        order_free(&order);
    }
    diff_free(&diff);
}

Test(diff, finds_a_line_from_any_place)
{
    struct order order = { 0 };
    char id[32];
    for (size_t i = 0; i < 5; i++) {
        snprintf(id, sizeof id, "%zu", 7000 + i);
        value_set(&order_insert_item(&order, i)->v[ITEM_ID], id);
    }
    for (size_t near = 0; near < 12; near++) {
        for (size_t i = 0; i < 5; i++)
            cr_expect_eq(diff_find_line_near(&order, order.items[i].v[ITEM_ID].text, near), (int)i,
                         "%zu from %zu", i, near);
        cr_expect_eq(diff_find_line_near(&order, "7005", near), DIFF_NOWHERE);
        cr_expect_eq(diff_find_line_near(&order, "", near), DIFF_NOWHERE);
        cr_expect_eq(diff_find_line_near(&order, NULL, near), DIFF_NOWHERE);
    }
    order_free(&order);
}
