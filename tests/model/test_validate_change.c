/* Validation of a change: what is sent is judged, what is as it was is not. */
#include "config.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(validate_change, .init = set_locale);

enum { MOST_SETS = 6, HEAD = -1, PART = -2 };

struct set {
    int line; /* HEAD, or PART: the mix's second part */
    int field;
    const char *text;
    bool in_base; /* in both, so that it is as it was */
};

#define BOTH(line, field, text)                                                                    \
    {                                                                                              \
        line, field, text, true                                                                    \
    }
#define MINE(line, field, text)                                                                    \
    {                                                                                              \
        line, field, text, false                                                                   \
    }

static struct value *value_at(struct order *order, const struct set *set)
{
    if (set->line == HEAD)
        return &order->v[set->field];
    if (set->line == PART)
        return &order->items[FIXTURE_MIX].breakdowns[1].v[set->field];
    return &order->items[set->line].v[set->field];
}

/* As it was read, the names of carrier and vendors found in their lists. */
static void read_base(struct order *base)
{
    fixture_read_order(base);
    value_set(&base->v[ORDER_CARRIER_ID], "1360");
    value_set(&base->v[ORDER_CUSTOMER_ID], NULL);
    for (size_t i = 0; i < base->item_count; i++)
        value_set(&base->items[i].v[ITEM_VENDOR_ID], "33");
}

static void expect_issues(const struct order *base, const struct order *mine, const char *expected,
                          const char *name)
{
    struct validate_context context = fixture_company;
    struct issues issues = { 0 };
    struct buf text = { 0 };
    context.base = base;
    validate_order(mine, &context, &issues);
    for (size_t i = 0; i < issues.count; i++)
        buf_addf(&text, "%s%s %s%s", i ? ", " : "", issues.list[i].path, issues.list[i].code,
                 issues.list[i].severity == ISSUE_WARNING ? "?" : "");
    if (strcmp(buf_text(&text), expected) != 0)
        fixture_print(&issues);
    cr_expect_str_eq(buf_text(&text), expected, "%s\n  gave     %s\n  expected %s", name,
                     buf_text(&text), expected);
    buf_free(&text);
    issues_free(&issues);
}

#define FIFTY "01234567890123456789012345678901234567890123456789"

static const struct {
    const char *name;
    struct set sets[MOST_SETS];
    const char *issues;
} rows[] = {
    { "nothing", { BOTH(HEAD, ORDER_PO, NULL) }, "" },
    { "a price", { MINE(FIXTURE_BOX, ITEM_PRICE, "1.30") }, "" },
    { "a price of a mix: its parts are not sent", { MINE(FIXTURE_MIX, ITEM_PRICE, "12") }, "" },
    { "the header alone", { MINE(HEAD, ORDER_RECURRENCE, "2") }, "" },
    { "a value in the wrong form",
      { MINE(FIXTURE_BOX, ITEM_PRICE, "1.234") },
      "items[0].price wrong-form" },
    { "the same, as it was: not sent",
      { BOTH(FIXTURE_BOX, ITEM_PRICE, "1.2345"), MINE(FIXTURE_BOX, ITEM_MARK, "X") },
      "" },
    { "a text that is too long, as it was",
      { BOTH(FIXTURE_BOX, ITEM_MARK, FIFTY "1"), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "" },
    { "a mark over 20, as it was",
      { BOTH(FIXTURE_BOX, ITEM_MARK, FIFTY), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "" },
    { "a mark over 20, typed",
      { MINE(FIXTURE_BOX, ITEM_MARK, FIFTY) },
      "items[0].markCode long-code?" },
    { "a long box type, as it was, though it is sent",
      { BOTH(FIXTURE_BOX, ITEM_BOX_TYPE_CODE, "QB21"), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "" },
    { "a long box type, typed",
      { MINE(FIXTURE_BOX, ITEM_BOX_TYPE_CODE, "QB21") },
      "items[0].boxTypeCode long-code?" },
    { "what is required of a line that is sent",
      { MINE(FIXTURE_BOX, ITEM_BUNCHES, "") },
      "items[0].bunches required" },
    { "what is required, and was missing already",
      { BOTH(FIXTURE_BOX, ITEM_BUNCHES, ""), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "items[0].bunches required" },
    { "the same in a line that is as it was", { BOTH(FIXTURE_BOX, ITEM_BUNCHES, "") }, "" },
    { "what is required of the header, whatever is changed",
      { BOTH(HEAD, ORDER_DAYS, ""), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "truckDays required" },

    { "a carrier known by its name alone",
      { BOTH(HEAD, ORDER_CARRIER_ID, NULL), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "carrierCode either-or" },
    { "a carrier by code and name",
      { BOTH(HEAD, ORDER_CARRIER_ID, NULL), MINE(HEAD, ORDER_CARRIER_CODE, "ARM") },
      "" },
    { "a vendor known by its name alone",
      { BOTH(FIXTURE_BOX, ITEM_VENDOR_ID, NULL), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "items[0].vendorCode either-or" },
    { "the same in a line that is as it was",
      { BOTH(FIXTURE_BOX, ITEM_VENDOR_ID, NULL), MINE(FIXTURE_MIX, ITEM_PRICE, "2") },
      "" },
    { "no vendor, as it was",
      { BOTH(FIXTURE_BOX, ITEM_VENDOR_ID, NULL), BOTH(FIXTURE_BOX, ITEM_VENDOR_NAME, ""),
        MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "" },
    { "a vendor taken away",
      { MINE(FIXTURE_BOX, ITEM_VENDOR_ID, ""), MINE(FIXTURE_BOX, ITEM_VENDOR_NAME, "") },
      "items[0].vendorId no-vendor?" },
    { "a code that is too long, and no id",
      { BOTH(HEAD, ORDER_CUSTOMER_CODE, FIFTY), MINE(HEAD, ORDER_PO, "2") },
      "customerCode too-long" },
    { "the same with the id, which is enough",
      { BOTH(HEAD, ORDER_CUSTOMER_CODE, FIFTY), MINE(HEAD, ORDER_CUSTOMER_ID, "4") },
      "" },
    { "an id in the wrong form", { MINE(HEAD, ORDER_CUSTOMER_ID, "x") }, "customerId wrong-form" },
    { "a ship-to by its name alone",
      { MINE(HEAD, ORDER_SHIP_TO_NAME, "Store 2") },
      "shipToId either-or" },
    { "the same, as it was",
      { BOTH(HEAD, ORDER_SHIP_TO_NAME, "Store 2"), MINE(HEAD, ORDER_PO, "2") },
      "" },
    { "a ship-to by its id",
      { MINE(HEAD, ORDER_SHIP_TO_NAME, "Store 2"), MINE(HEAD, ORDER_SHIP_TO_ID, "2") },
      "" },

    { "an order that ended before it began, as it was",
      { BOTH(HEAD, ORDER_END, "2030-01-01"), MINE(HEAD, ORDER_PO, "2") },
      "" },
    { "the same, typed", { MINE(HEAD, ORDER_END, "2030-01-01") }, "endDate end-before-start" },
    { "truck days that leave no truck",
      { BOTH(HEAD, ORDER_END, "2031-01-06"), MINE(HEAD, ORDER_DAYS, "Sunday") },
      "endDate no-truck-day" },
    { "a cost that is empty, as it was",
      { BOTH(FIXTURE_BOX, ITEM_COST, ""), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "" },
    { "a cost blanked", { MINE(FIXTURE_BOX, ITEM_COST, "") }, "items[0].cost no-cost?" },
    { "bunches that do not add up, as it was",
      { BOTH(FIXTURE_MIX, ITEM_BUNCHES, "19"), MINE(FIXTURE_MIX, ITEM_PRICE, "2") },
      "" },
    { "bunches that do not add up, typed",
      { MINE(FIXTURE_MIX, ITEM_BUNCHES, "19") },
      "items[2].bunches mix-out-of-balance" },
    { "parts on a line in units, as it was",
      { BOTH(FIXTURE_MIX, ITEM_TYPE, "UN"), BOTH(FIXTURE_MIX, ITEM_TOTAL_UNITS, "9"),
        MINE(FIXTURE_MIX, ITEM_PRICE, "2") },
      "items[2].itemType unclear-type?" },
    { "no boxes and yet a box type, which would make it a line in units",
      { BOTH(FIXTURE_BOX, ITEM_TYPE, "UN"), BOTH(FIXTURE_BOX, ITEM_BOXES, "0"),
        BOTH(FIXTURE_BOX, ITEM_TOTAL_UNITS, "9"), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "items[0].itemType unclear-type?" },
    { "the same where the box type says units",
      { BOTH(FIXTURE_BOX, ITEM_TYPE, "UN"), BOTH(FIXTURE_BOX, ITEM_BOX_TYPE_CODE, "un "),
        BOTH(FIXTURE_BOX, ITEM_TOTAL_UNITS, "9"), MINE(FIXTURE_BOX, ITEM_PRICE, "2") },
      "" },
    { "the same, made a line in boxes",
      { BOTH(FIXTURE_BOX, ITEM_TYPE, "UN"), BOTH(FIXTURE_BOX, ITEM_BOXES, "0"),
        MINE(FIXTURE_BOX, ITEM_TYPE, "BOX"), MINE(FIXTURE_BOX, ITEM_BOXES, "3") },
      "" },
    { "a mix becomes units",
      { MINE(FIXTURE_MIX, ITEM_TYPE, "UN"), MINE(FIXTURE_MIX, ITEM_TOTAL_UNITS, "9"),
        MINE(FIXTURE_MIX, ITEM_BOX_TYPE_CODE, ""), MINE(FIXTURE_MIX, ITEM_BOXES, ""),
        MINE(FIXTURE_MIX, ITEM_BUNCHES, "") },
      "items[2].breakdowns parts-on-units" },
    { "units become boxes",
      { MINE(FIXTURE_UNIT, ITEM_TYPE, "BOX"), MINE(FIXTURE_UNIT, ITEM_BOXES, "3"),
        MINE(FIXTURE_UNIT, ITEM_BUNCHES, "3"), MINE(FIXTURE_UNIT, ITEM_STEMS_BUNCH, "3") },
      "items[1].boxTypeId either-or, items[1].totalUnits units-on-boxes?" },

    { "a part's price: the costs of all parts are sent",
      { MINE(PART, BREAKDOWN_PRICE, "13") },
      "items[2].breakdowns[0].cost required, items[2].breakdowns[1].cost required, "
      "items[2].breakdowns[2].cost required" },
    { "a part's bunches, with the service's sum of units",
      { BOTH(FIXTURE_MIX, ITEM_TOTAL_UNITS, "80"), MINE(PART, BREAKDOWN_BUNCHES, "8"),
        MINE(PART, BREAKDOWN_COST, "1") },
      "items[2].bunches mix-out-of-balance, items[2].breakdowns[0].cost required, "
      "items[2].breakdowns[2].cost required" },
    { "a part's bunches",
      { MINE(PART, BREAKDOWN_BUNCHES, "8"), MINE(PART, BREAKDOWN_COST, "1") },
      "items[2].bunches mix-out-of-balance, items[2].breakdowns[0].cost required, "
      "items[2].breakdowns[2].cost required" },
};

Test(validate_change, judges_what_is_sent)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct order base, mine = { 0 };
        read_base(&base);
        for (int in_base = 1; in_base >= 0; in_base--) {
            for (size_t n = 0; n < MOST_SETS; n++) {
                const struct set *set = &rows[i].sets[n];
                if (!set->line && !set->field) /* none: nobody types ids of lines */
                    break;
                if (set->in_base == (bool)in_base)
                    value_set(value_at(in_base ? &base : &mine, set), set->text);
            }
            if (in_base)
                order_copy(&mine, &base);
        }
        expect_issues(&base, &mine, rows[i].issues, rows[i].name);
        order_free(&base);
        order_free(&mine);
    }
}

Test(validate_change, a_line_that_is_missing_is_an_error)
{
    struct order base, mine = { 0 };
    read_base(&base);
    order_copy(&mine, &base);
    order_remove_item(&mine, FIXTURE_UNIT);
    expect_issues(&base, &mine, " line-missing", "one line");
    order_remove_item(&mine, 0);
    order_remove_item(&mine, 0);
    expect_issues(&base, &mine, "items no-lines,  line-missing,  line-missing,  line-missing",
                  "all lines");
    order_free(&base);
    order_free(&mine);
}

Test(validate_change, a_new_line_is_judged_like_one_of_a_new_order)
{
    struct order base, mine = { 0 };
    read_base(&base);
    order_copy(&mine, &base);
    struct item *item = order_insert_item(&mine, 1);
    expect_issues(&base, &mine,
                  "items[1].vendorId no-vendor?, items[1].productId either-or, "
                  "items[1].boxTypeId either-or, items[1].boxes required, "
                  "items[1].bunches required, items[1].stemsBunch required, items[1].cost no-cost?",
                  "blank");
    item_copy(item, &mine.items[3]);
    value_set(&item->v[ITEM_ID], "");
    expect_issues(&base, &mine,
                  "items[1].breakdowns[0].cost required, items[1].breakdowns[1].cost required, "
                  "items[1].breakdowns[2].cost required",
                  "copied");
    order_free(&base);
    order_free(&mine);
}

Test(validate_change, custom_fields_are_judged_when_they_are_sent)
{
    struct order base, mine = { 0 };
    read_base(&base);
    struct custom *custom = item_insert_custom(&base.items[FIXTURE_BOX], 1);
    value_set(&custom->v[CUSTOM_VALUE], "without a name");
    order_copy(&mine, &base);
    value_set(&mine.items[FIXTURE_BOX].v[ITEM_PRICE], "2");
    expect_issues(&base, &mine, "", "as they were");
    value_set(&mine.items[FIXTURE_BOX].customs[0].v[CUSTOM_VALUE], "Clear");
    expect_issues(&base, &mine, "items[0].customFields[1].name required", "changed");
    order_free(&base);
    order_free(&mine);
}

Test(validate_change, a_box_without_its_parts_needs_stems_per_bunch)
{
    struct order base, mine = { 0 };
    read_base(&base);
    order_copy(&mine, &base);
    while (mine.items[FIXTURE_MIX].breakdown_count)
        item_remove_breakdown(&mine.items[FIXTURE_MIX], 0);
    expect_issues(&base, &mine, "items[2].stemsBunch required", "no parts");
    value_set(&mine.items[FIXTURE_MIX].v[ITEM_STEMS_BUNCH], "10");
    expect_issues(&base, &mine, "", "stems typed");
    cr_expect_str_eq(mine.items[FIXTURE_MIX].v[ITEM_ASSORTED].text, "1");
    order_free(&base);
    order_free(&mine);
}

/* What is said must help: which part, and what to do. */
Test(validate_change, says_what_to_do)
{
    static const struct {
        struct set set;
        const char *path, *words;
    } cases[] = {
        { MINE(FIXTURE_BOX, ITEM_VENDOR_ID, NULL), "items[0].vendorCode",
          "Vendor is known by its name alone, which may not be just once in its list; pick it with "
          "F4 "
          "or give its id" },
        { MINE(PART, BREAKDOWN_PRICE, "13"), "items[2].breakdowns[0].cost",
          "Cost of this part cannot be read back, and parts are sent whole; type it" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct order base, mine = { 0 };
        struct validate_context context = fixture_company;
        struct issues issues = { 0 };
        read_base(&base);
        order_copy(&mine, &base);
        value_set(value_at(&mine, &cases[i].set), cases[i].set.text);
        value_set(&mine.items[FIXTURE_BOX].v[ITEM_MARK], "X");
        context.base = &base;
        validate_order(&mine, &context, &issues);
        const struct issue *issue = issues_at(&issues, cases[i].path);
        cr_assert_not_null(issue, "%s", cases[i].path);
        cr_expect_str_eq(issue->message, cases[i].words);
        issues_free(&issues);
        order_free(&base);
        order_free(&mine);
    }
}
