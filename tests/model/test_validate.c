/* Validation: what is required, the either-or groups, the rules, the order of the answers. */
#include "config.h"
#include "fixture.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(validate, .init = set_locale);

static void expect_one(const struct issues *issues, const char *path, const char *code,
                       enum issue_severity severity)
{
    bool is_it = issues->count == 1 && strcmp(issues->list[0].path, path) == 0 &&
                 strcmp(issues->list[0].code, code) == 0 && issues->list[0].severity == severity;
    if (!is_it)
        fixture_print(issues);
    cr_expect(is_it, "expected just %s at %s, got %zu issues", code, path, issues->count);
}

Test(validate, says_nothing_of_a_good_order)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    validate_order(&order, &fixture_company, &issues);
    validate_order(&order, &fixture_unknown, &issues);
    fixture_print(&issues);
    cr_expect_eq(issues.count, 0);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, names_what_is_wrong_with_the_sample_of_the_document)
{
    static const struct {
        const char *path, *code;
        enum issue_severity severity;
    } expected[] = {
        { "items[0].boxTypeId", "wrong-form", ISSUE_ERROR },
        { "items[0].boxTypeCode", "long-code", ISSUE_WARNING },
        { "items[0].totalUnits", "units-on-boxes", ISSUE_WARNING },
        { "items[0].stemsBunch", "stems-on-mix", ISSUE_WARNING },
    };
    struct order order;
    struct issues issues = { 0 };
    fixture_sample(&order);
    validate_order(&order, &fixture_company, &issues);
    if (issues.count != COUNT(expected))
        fixture_print(&issues);
    cr_assert_eq(issues.count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        cr_expect_str_eq(issues.list[i].path, expected[i].path);
        cr_expect_str_eq(issues.list[i].code, expected[i].code);
        cr_expect_eq(issues.list[i].severity, expected[i].severity);
    }
    issues_free(&issues);
    order_free(&order);
}

/* One alternative of each group, what is then missing, and where that is said. */
Test(validate, groups_need_an_id_or_code_and_name)
{
    enum { HEADER, LINE, PART };
    static const struct {
        int where, id, code, name;
        const char *keys[3]; /* id, code, name */
        bool code_is_enough, may_be_empty;
    } groups[] = {
        { HEADER,
          ORDER_CUSTOMER_ID,
          ORDER_CUSTOMER_CODE,
          ORDER_CUSTOMER_NAME,
          { "customerId", "customerCode", "customerDescription" },
          false,
          false },
        { HEADER,
          ORDER_CARRIER_ID,
          ORDER_CARRIER_CODE,
          ORDER_CARRIER_NAME,
          { "carrierId", "carrierCode", "carrierDescription" },
          false,
          false },
        { LINE,
          ITEM_VENDOR_ID,
          ITEM_VENDOR_CODE,
          ITEM_VENDOR_NAME,
          { "items[0].vendorId", "items[0].vendorCode", "items[0].vendorName" },
          false,
          true },
        { LINE,
          ITEM_PRODUCT_ID,
          ITEM_PRODUCT_CODE,
          ITEM_PRODUCT_NAME,
          { "items[0].productId", "items[0].productCode", "items[0].productDescription" },
          false,
          false },
        { LINE,
          ITEM_BOX_TYPE_ID,
          ITEM_BOX_TYPE_CODE,
          ITEM_BOX_TYPE_NAME,
          { "items[0].boxTypeId", "items[0].boxTypeCode", "items[0].boxTypeDescription" },
          true,
          false },
        { PART,
          BREAKDOWN_PRODUCT_ID,
          BREAKDOWN_PRODUCT_CODE,
          BREAKDOWN_PRODUCT_NAME,
          { "items[2].breakdowns[1].productId", "items[2].breakdowns[1].productCode",
            "items[2].breakdowns[1].productDescription" },
          false,
          false },
    };
    for (size_t g = 0; g < COUNT(groups); g++) {
        for (unsigned given = 0; given < 8; given++) {
            struct order order;
            struct issues issues = { 0 };
            fixture_order(&order);
            struct value *v = groups[g].where == HEADER ? order.v
                              : groups[g].where == LINE ? order.items[0].v
                                                        : order.items[2].breakdowns[1].v;
            value_set(&v[groups[g].id], given & 1 ? "1" : "");
            value_set(&v[groups[g].code], given & 2 ? "A" : "");
            value_set(&v[groups[g].name], given & 4 ? "B" : "");
            validate_order(&order, &fixture_company, &issues);
            bool code = given & 2, name = given & 4;
            if ((given & 1) || (code && (name || groups[g].code_is_enough))) {
                if (issues.count)
                    fixture_print(&issues);
                cr_expect_eq(issues.count, 0, "group %zu, given %u", g, given);
            } else if (!code && (!name || groups[g].code_is_enough)) {
                expect_one(&issues, groups[g].keys[0],
                           groups[g].may_be_empty ? "no-vendor" : "either-or",
                           groups[g].may_be_empty ? ISSUE_WARNING : ISSUE_ERROR);
            } else {
                expect_one(&issues, groups[g].keys[code ? 2 : 1], "either-or", ISSUE_ERROR);
            }
            issues_free(&issues);
            order_free(&order);
        }
    }
}

Test(validate, a_line_in_units_needs_no_box_type)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    cr_assert(value_is_blank(order.items[FIXTURE_UNIT].v[ITEM_BOX_TYPE_ID]));
    cr_assert(value_is_blank(order.items[FIXTURE_UNIT].v[ITEM_BOX_TYPE_CODE]));
    validate_order(&order, &fixture_company, &issues);
    cr_expect_eq(issues.count, 0);
    value_set(&order.items[FIXTURE_UNIT].v[ITEM_TYPE], ""); /* then it is a line in boxes */
    validate_order(&order, &fixture_company, &issues);
    cr_expect_not_null(issues_at(&issues, "items[1].boxTypeId"));
    cr_expect_not_null(issues_at(&issues, "items[1].boxes"));
    issues_free(&issues);
    order_free(&order);
}

Test(validate, unknown_counts_as_empty)
{
    struct order order = { 0 };
    struct issues issues = { 0 };
    order_add_unknown_item(&order);
    validate_order(&order, &fixture_unknown, &issues);
    static const char *const paths[] = {
        "customerId",     "carrierId",         "startDate",          "recurrence",
        "truckDays",      "items[0].vendorId", "items[0].productId", "items[0].boxTypeId",
        "items[0].boxes", "items[0].unitType", "items[0].bunches",   "items[0].stemsBunch",
        "items[0].cost"
    };
    cr_assert_eq(issues.count, COUNT(paths));
    for (size_t i = 0; i < COUNT(paths); i++)
        cr_expect_str_eq(issues.list[i].path, paths[i]);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, a_part_price_depends_on_whose_token_it_is)
{
    static const struct {
        enum token_type type;
        size_t errors, warnings;
    } rows[] = { { TOKEN_COMPANY, 1, 0 },
                 { TOKEN_UNKNOWN, 0, 1 },
                 { TOKEN_CUSTOMER, 0, 0 },
                 { TOKEN_VENDOR, 0, 0 } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct order order;
        struct issues issues = { 0 };
        struct validate_context context = { .token_type = rows[i].type };
        fixture_order(&order);
        for (size_t n = 0; n < FIXTURE_MIX; n++) /* costs have a rule of their own for vendors */
            order_remove_item(&order, 0);
        value_set(&order.items[0].breakdowns[1].v[BREAKDOWN_PRICE], "");
        validate_order(&order, &context, &issues);
        const struct issue *issue = issues_at(&issues, "items[0].breakdowns[1].price");
        cr_expect_eq(issues_count(&issues, ISSUE_ERROR), rows[i].errors, "%zu", i);
        cr_expect_eq(issues_count(&issues, ISSUE_WARNING), rows[i].warnings, "%zu", i);
        cr_expect_eq(issue != NULL, rows[i].errors + rows[i].warnings == 1, "%zu", i);
        issues_free(&issues);
        order_free(&order);
    }
}

Test(validate, several_locations_need_the_code)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    value_set(&order.v[ORDER_LOCATION_CODE], "");
    value_set(&order.v[ORDER_LOCATION_ID], "147");
    validate_order(&order, &fixture_unknown, &issues);
    cr_expect_eq(issues.count, 0);
    validate_order(&order, &fixture_company, &issues);
    expect_one(&issues, "companyLocationCode", "required", ISSUE_ERROR);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, custom_fields_need_a_name_for_a_value)
{
    static const struct {
        const char *name, *value;
        bool is_wrong;
    } rows[] = {
        { "", "", false }, { "Sleeve", "", false }, { "", "Kraft", true }, { " ", "Kraft", true }
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct order order;
        struct issues issues = { 0 };
        fixture_order(&order);
        struct custom *custom = item_insert_custom(&order.items[0], 1);
        value_set(&custom->v[CUSTOM_NAME], rows[i].name);
        value_set(&custom->v[CUSTOM_VALUE], rows[i].value);
        validate_order(&order, &fixture_company, &issues);
        if (rows[i].is_wrong)
            expect_one(&issues, "items[0].customFields[1].name", "required", ISSUE_ERROR);
        else
            cr_expect_eq(issues.count, 0, "%zu", i);
        issues_free(&issues);
        order_free(&order);
    }
}

Test(validate, a_part_without_cost_is_an_error_and_the_line_has_none)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    value_set(&order.items[FIXTURE_MIX].breakdowns[0].v[BREAKDOWN_COST], "");
    validate_order(&order, &fixture_company, &issues);
    cr_assert_eq(issues.count, 2);
    cr_expect_str_eq(issues.list[0].path, "items[2].cost");
    cr_expect_eq(issues.list[0].severity, ISSUE_WARNING);
    cr_expect_str_eq(issues.list[1].path, "items[2].breakdowns[0].cost");
    cr_expect_eq(issues.list[1].severity, ISSUE_ERROR);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, answers_come_in_the_order_of_the_form)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    value_set(&order.v[ORDER_CARRIER_ID], "x");
    value_set(&order.v[ORDER_END], "2030-01-01");
    value_set(&order.v[ORDER_RECURRENCE], "5");
    value_set(&order.items[0].v[ITEM_MARK], "\x01");
    value_set(&order.items[0].v[ITEM_PRODUCT_ID], "x");
    value_set(&order.items[0].customs[0].v[CUSTOM_NAME], "");
    value_set(&order.items[2].v[ITEM_BUNCHES], "21");
    value_set(&order.items[2].breakdowns[2].v[BREAKDOWN_STEMS_BUNCH], "0");
    validate_order(&order, &fixture_company, &issues);
    static const char *const paths[] = { "carrierId",         "endDate",
                                         "recurrence",        "items[0].productId",
                                         "items[0].markCode", "items[0].customFields[0].name",
                                         "items[2].bunches",  "items[2].breakdowns[2].stemsBunch" };
    if (issues.count != COUNT(paths))
        fixture_print(&issues);
    cr_assert_eq(issues.count, COUNT(paths));
    for (size_t i = 0; i < COUNT(paths); i++)
        cr_expect_str_eq(issues.list[i].path, paths[i]);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, what_is_not_sent_is_not_judged)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    value_set(&order.v[ORDER_ID], "x");
    value_set(&order.v[ORDER_ITEM_ID], "x");
    value_set(&order.v[ORDER_NUMBER], "\x01");
    value_set(&order.items[0].v[ITEM_ID], "x");
    value_set(&order.items[0].v[ITEM_TOTAL_PRICE], "-1");
    validate_order(&order, &fixture_company, &issues);
    cr_expect_eq(issues.count, 0);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, parts_of_a_line_in_units_need_not_balance)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    value_set(&order.items[FIXTURE_MIX].v[ITEM_TYPE], "UN");
    value_set(&order.items[FIXTURE_MIX].v[ITEM_TOTAL_UNITS], "5");
    value_set(&order.items[FIXTURE_MIX].v[ITEM_BUNCHES], "99");
    validate_order(&order, &fixture_company, &issues);
    cr_expect_eq(fixture_count(&issues, "mix-out-of-balance"), 0);
    cr_expect_eq(fixture_count(&issues, "parts-on-units"), 1);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, marks_what_must_be_filled_in)
{
    struct order order;
    fixture_order(&order);
    const struct item *box = &order.items[FIXTURE_BOX], *unit = &order.items[FIXTURE_UNIT],
                      *mix = &order.items[FIXTURE_MIX];
    const struct validate_context *company = &fixture_company, *unknown = &fixture_unknown;
    cr_expect(validate_is_required(&order_fields[ORDER_START], NULL, unknown));
    cr_expect_not(validate_is_required(&order_fields[ORDER_END], NULL, unknown));
    cr_expect(validate_is_required(&order_fields[ORDER_LOCATION_CODE], NULL, company));
    cr_expect_not(validate_is_required(&order_fields[ORDER_LOCATION_CODE], NULL, unknown));
    cr_expect(validate_is_required(&item_fields[ITEM_BOXES], box, unknown));
    cr_expect_not(validate_is_required(&item_fields[ITEM_BOXES], unit, unknown));
    cr_expect(validate_is_required(&item_fields[ITEM_TOTAL_UNITS], unit, unknown));
    cr_expect_not(validate_is_required(&item_fields[ITEM_TOTAL_UNITS], box, unknown));
    cr_expect(validate_is_required(&item_fields[ITEM_STEMS_BUNCH], box, unknown));
    cr_expect_not(validate_is_required(&item_fields[ITEM_STEMS_BUNCH], mix, unknown));
    cr_expect(validate_is_required(&item_fields[ITEM_BUNCHES], mix, unknown));
    cr_expect(validate_is_required(&breakdown_fields[BREAKDOWN_PRICE], mix, company));
    cr_expect_not(validate_is_required(&breakdown_fields[BREAKDOWN_PRICE], mix, unknown));
    order_free(&order);
}

Test(validate, a_large_body_names_its_longest_texts)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    char notes[901];
    memset(notes, 'x', 900);
    notes[900] = '\0';
    value_set(&order.items[1].v[ITEM_VENDOR_NOTES], notes);
    validate_body_bytes(&order, 64000, &issues);
    cr_expect_eq(issues.count, 0);
    validate_body_bytes(&order, 64001, &issues);
    expect_one(&issues, "", "body-large", ISSUE_WARNING);
    issues_free(&issues);
    validate_body_bytes(&order, 65536, &issues);
    expect_one(&issues, "", "body-large", ISSUE_WARNING);
    issues_free(&issues);
    validate_body_bytes(&order, 65537, &issues);
    expect_one(&issues, "", "body-too-large", ISSUE_ERROR);
    cr_expect(strstr(issues.list[0].message, "Vendor notes of line 2 (900 bytes)"), "%s",
              issues.list[0].message);
    issues_free(&issues);
    order_free(&order);
}

Test(validate, issues_at_a_path_put_errors_first)
{
    struct issues issues = { 0 };
    issues_add(&issues, ISSUE_WARNING, "a", "cost", "first");
    issues_add(&issues, ISSUE_ERROR, "b", "cost", "%s", "second");
    cr_expect_str_eq(issues_at(&issues, "cost")->message, "second");
    cr_expect_null(issues_at(&issues, "price"));
    issues_free(&issues);
    cr_expect_eq(issues.count, 0);
}
