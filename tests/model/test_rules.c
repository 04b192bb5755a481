/* The rules: for each row of order_rules[] an order that breaks just that rule. */
#include "config.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static void take_lines_out(struct order *order)
{
    while (order->item_count)
        order_remove_item(order, 0);
}

static void end_early(struct order *order)
{
    value_set(&order->v[ORDER_END], "2031-01-05");
}

static void end_before_a_truck(struct order *order)
{
    value_set(&order->v[ORDER_START], "2031-01-07"); /* a Tuesday */
    value_set(&order->v[ORDER_END], "2031-01-07");
}

static void repeat_identifier(struct order *order)
{
    value_set(&order->items[1].v[ITEM_IDENTIFIER], " 1");
}

static void put_units_on_boxes(struct order *order)
{
    value_set(&order->items[FIXTURE_BOX].v[ITEM_TOTAL_UNITS], "777");
}

static void put_box_type_id_on_units(struct order *order)
{
    value_set(&order->items[FIXTURE_UNIT].v[ITEM_BOX_TYPE_ID], "7");
}

static void put_box_type_code_on_units(struct order *order)
{
    value_set(&order->items[FIXTURE_UNIT].v[ITEM_BOX_TYPE_CODE], "QB21");
}

static void put_box_type_name_on_units(struct order *order)
{
    value_set(&order->items[FIXTURE_UNIT].v[ITEM_BOX_TYPE_NAME], "QB");
}

static void put_boxes_on_units(struct order *order)
{
    value_set(&order->items[FIXTURE_UNIT].v[ITEM_BOXES], "0"); /* left out, so it may be wrong */
}

static void put_bunches_on_units(struct order *order)
{
    value_set(&order->items[FIXTURE_UNIT].v[ITEM_BUNCHES], "12");
}

static void put_stems_on_units(struct order *order)
{
    value_set(&order->items[FIXTURE_UNIT].v[ITEM_STEMS_BUNCH], "10");
}

static void put_stems_on_mix(struct order *order)
{
    value_set(&order->items[FIXTURE_MIX].v[ITEM_STEMS_BUNCH], "10");
}

static void unbalance(struct order *order)
{
    value_set(&order->items[FIXTURE_MIX].v[ITEM_BUNCHES], "23");
}

static void take_cost(struct order *order)
{
    value_set(&order->items[FIXTURE_UNIT].v[ITEM_COST], "");
}

static void keep_one_cost(struct order *order)
{
    order_remove_item(order, FIXTURE_MIX);
    order_remove_item(order, FIXTURE_UNIT);
}

static void put_parts_on_units(struct order *order)
{
    struct item *unit = &order->items[FIXTURE_UNIT];
    struct breakdown *part = item_insert_breakdown(unit, 0);
    for (size_t i = 0; i < BREAKDOWN_FIELDS; i++)
        value_set(&part->v[i], order->items[FIXTURE_MIX].breakdowns[0].v[i].text);
}

static void order_a_universe(struct order *order)
{
    struct value *v = order->items[FIXTURE_BOX].v;
    value_set(&v[ITEM_BOXES], "9999999999");
    value_set(&v[ITEM_BUNCHES], "9999999999");
}

static void repeat_part_identifier(struct order *order)
{
    struct item *mix = &order->items[FIXTURE_MIX];
    value_set(&mix->breakdowns[0].v[BREAKDOWN_IDENTIFIER], "A");
    value_set(&mix->breakdowns[2].v[BREAKDOWN_IDENTIFIER], "A");
}

static const struct {
    const char *id, *path;
    enum issue_severity severity;
    enum token_type token_type;
    void (*spoil)(struct order *order);
} broken[] = {
    { "no-lines", "items", ISSUE_ERROR, TOKEN_COMPANY, take_lines_out },
    { "end-before-start", "endDate", ISSUE_ERROR, TOKEN_COMPANY, end_early },
    { "no-truck-day", "endDate", ISSUE_ERROR, TOKEN_COMPANY, end_before_a_truck },
    { "duplicate-identifier", "items[1].identifier", ISSUE_ERROR, TOKEN_COMPANY,
      repeat_identifier },
    { "units-on-boxes", "items[0].totalUnits", ISSUE_WARNING, TOKEN_COMPANY, put_units_on_boxes },
    { "box-type-id-on-units", "items[1].boxTypeId", ISSUE_WARNING, TOKEN_COMPANY,
      put_box_type_id_on_units },
    { "box-type-code-on-units", "items[1].boxTypeCode", ISSUE_WARNING, TOKEN_COMPANY,
      put_box_type_code_on_units },
    { "box-type-name-on-units", "items[1].boxTypeDescription", ISSUE_WARNING, TOKEN_COMPANY,
      put_box_type_name_on_units },
    { "boxes-on-units", "items[1].boxes", ISSUE_WARNING, TOKEN_COMPANY, put_boxes_on_units },
    { "bunches-on-units", "items[1].bunches", ISSUE_WARNING, TOKEN_COMPANY, put_bunches_on_units },
    { "stems-on-units", "items[1].stemsBunch", ISSUE_WARNING, TOKEN_COMPANY, put_stems_on_units },
    { "stems-on-mix", "items[2].stemsBunch", ISSUE_WARNING, TOKEN_COMPANY, put_stems_on_mix },
    { "mix-out-of-balance", "items[2].bunches", ISSUE_ERROR, TOKEN_COMPANY, unbalance },
    { "no-cost", "items[1].cost", ISSUE_WARNING, TOKEN_COMPANY, take_cost },
    { "vendor-cost", "items[0].cost", ISSUE_WARNING, TOKEN_VENDOR, keep_one_cost },
    { "parts-on-units", "items[1].breakdowns", ISSUE_ERROR, TOKEN_COMPANY, put_parts_on_units },
    { "too-large", "items[0]", ISSUE_WARNING, TOKEN_COMPANY, order_a_universe },
    { "duplicate-part-identifier", "items[2].breakdowns[2].identifier", ISSUE_ERROR, TOKEN_COMPANY,
      repeat_part_identifier },
};

enum { BROKEN = sizeof broken / sizeof *broken };

Test(rules, each_is_broken_alone_by_its_order)
{
    for (size_t i = 0; i < BROKEN; i++) {
        struct order order;
        struct issues issues = { 0 };
        struct validate_context context = { .token_type = broken[i].token_type,
                                            .multi_location = true };
        fixture_order(&order);
        broken[i].spoil(&order);
        validate_order(&order, &context, &issues);
        bool is_it = issues.count == 1 && strcmp(issues.list[0].code, broken[i].id) == 0 &&
                     strcmp(issues.list[0].path, broken[i].path) == 0 && *issues.list[0].message &&
                     issues.list[0].severity == broken[i].severity;
        if (!is_it)
            fixture_print(&issues);
        cr_expect(is_it, "%s: %zu issues", broken[i].id, issues.count);
        issues_free(&issues);
        order_free(&order);
    }
}

Test(rules, each_row_has_its_order_and_its_words)
{
    size_t count = 0;
    for (const struct order_rule *rule = order_rules; rule->id; rule++, count++) {
        size_t orders = 0, len = strlen(rule->help);
        for (size_t i = 0; i < BROKEN; i++)
            orders += strcmp(broken[i].id, rule->id) == 0;
        cr_expect_eq(orders, 1, "%s has %zu orders that break it", rule->id, orders);
        cr_expect(len > 10 && rule->help[len - 1] == '.', "%s: help is no sentence", rule->id);
    }
    cr_expect_eq(count, BROKEN);
}

static void expect_message(void (*spoil)(struct order *), const char *message)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    spoil(&order);
    validate_order(&order, &fixture_company, &issues);
    cr_assert_eq(issues.count, 1);
    cr_expect_str_eq(issues.list[0].message, message);
    issues_free(&issues);
    order_free(&order);
}

Test(rules, say_what_would_be_right)
{
    expect_message(end_early, "End is 2031-01-05, before Start, which is 2031-01-06; it must be "
                              "the same day or later, or empty");
    expect_message(end_before_a_truck,
                   "No truck leaves between 2031-01-07 and 2031-01-07: trucks leave on Monday, "
                   "Wednesday, Friday; choose a later end or other truck days");
    expect_message(unbalance, "Bunches is 23 and the parts make 20, 3 too few; the parts must add "
                              "up to the line's bunches");
    expect_message(put_units_on_boxes,
                   "Units is for lines in units and this one is in boxes, so it is left out");
    expect_message(repeat_identifier,
                   "Identifier is the same as that of line 1; each line needs its own, or the "
                   "answers cannot be told apart");
}

Test(rules, an_open_end_always_has_trucks)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    value_set(&order.v[ORDER_END], "");
    validate_order(&order, &fixture_company, &issues);
    cr_expect_eq(issues.count, 0);
    value_set(&order.v[ORDER_END], order.v[ORDER_START].text); /* a Monday, and Mondays run */
    validate_order(&order, &fixture_company, &issues);
    cr_expect_eq(issues.count, 0);
    issues_free(&issues);
    order_free(&order);
}

Test(rules, a_cost_of_zero_is_a_cost)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    value_set(&order.items[FIXTURE_BOX].v[ITEM_COST], "0");
    validate_order(&order, &fixture_company, &issues);
    cr_expect_eq(issues.count, 0);
    issues_free(&issues);
    order_free(&order);
}
