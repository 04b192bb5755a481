/* FIELD=VALUE words: which names there are, what is said of others, and where the values go. */
#include "config.h"
#include "cli/assign.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MOST = 4 };

/* A line with two parts and a custom field, behind a header. */
static void fill(struct order *order)
{
    order_init_blank(order);
    struct item *item = order_insert_item(order, 0);
    value_set(&item->v[ITEM_PRICE], "11.45");
    value_set(&item->v[ITEM_VENDOR_NAME], "Altura");
    value_set(&item_insert_breakdown(item, 0)->v[BREAKDOWN_PRODUCT_ID], "3");
    value_set(&item_insert_breakdown(item, 1)->v[BREAKDOWN_PRODUCT_ID], "4");
    struct value *custom = item_insert_custom(item, 0)->v;
    value_set(&custom[CUSTOM_NAME], "Sleeve");
    value_set(&custom[CUSTOM_VALUE], "clear");
}

static bool apply(struct order *order, const char *const *words, bool has_item, struct error *error)
{
    struct assignments assignments = { 0 };
    size_t count = 0;
    while (count < MOST && words[count])
        count++;
    fill(order);
    bool done = assign_read(words, count, has_item, &assignments, error) &&
                assign_apply(&assignments, order, 0, error);
    assign_free(&assignments);
    return done;
}

Test(assign, puts_values_where_they_belong)
{
    static const char *const header[MOST] = { "endDate=2031-12-13", "customerPO=", "comments=a=b" };
    struct error error = { 0 };
    struct order order = { 0 };
    cr_assert(apply(&order, header, false, &error), "%s", error_text(&error));
    cr_expect_str_eq(order.v[ORDER_END].text, "2031-12-13");
    cr_expect(value_is_empty(order.v[ORDER_PO]));
    cr_expect_str_eq(order.v[ORDER_COMMENTS].text, "a=b", "only the first = parts");
    order_free(&order);

    static const char *const line[MOST] = { "price=1.05", "customFields.sleeve=green",
                                            "customFields.Box mark=X", "breakdowns[4].price=12" };
    cr_assert(apply(&order, line, true, &error), "%s", error_text(&error));
    const struct item *item = &order.items[0];
    cr_expect_str_eq(item->v[ITEM_PRICE].text, "1.05");
    cr_assert_eq(item->custom_count, 2);
    cr_expect_str_eq(item->customs[0].v[CUSTOM_NAME].text, "Sleeve");
    cr_expect_str_eq(item->customs[0].v[CUSTOM_VALUE].text, "green");
    cr_expect_str_eq(item->customs[1].v[CUSTOM_NAME].text, "Box mark");
    cr_expect_str_eq(item->customs[1].v[CUSTOM_VALUE].text, "X");
    cr_expect_str_eq(item->breakdowns[1].v[BREAKDOWN_PRICE].text, "12");
    cr_expect(value_is_empty(item->breakdowns[0].v[BREAKDOWN_PRICE]));
    order_free(&order);
}

Test(assign, what_belongs_to_the_old_value_goes)
{
    static const struct {
        const char *words[MOST];
        const char *id, *code, *name; /* NULL = unknown */
    } cases[] = {
        { { "vendorId=33" }, "33", NULL, NULL },
        { { "vendorCode=33" }, NULL, "33", NULL },
        { { "vendorName=33 Flowers" }, NULL, NULL, "33 Flowers" },
        { { "vendorCode=33", "vendorName=33 Flowers" }, NULL, "33", "33 Flowers" },
        { { "vendorCode=" }, "", "", "" },
        { { "vendorId=", "vendorCode=33" }, "", "33", NULL },
        { { "price=1" }, "", "", "Altura" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = { 0 };
        struct order order = { 0 };
        cr_assert(apply(&order, cases[i].words, true, &error), "%s", error_text(&error));
        const struct value *v = order.items[0].v;
        const struct {
            const char *is, *wanted;
        } texts[] = { { v[ITEM_VENDOR_ID].text, cases[i].id },
                      { v[ITEM_VENDOR_CODE].text, cases[i].code },
                      { v[ITEM_VENDOR_NAME].text, cases[i].name } };
        for (size_t k = 0; k < 3; k++)
            cr_expect(texts[k].is == texts[k].wanted || (texts[k].is && texts[k].wanted &&
                                                         strcmp(texts[k].is, texts[k].wanted) == 0),
                      "case %zu, %zu: %s", i, k, texts[k].is ? texts[k].is : "unknown");
        order_free(&order);
    }
}

/* The parts of one order may change products all at once. */
Test(assign, a_part_keeps_its_name_while_its_product_changes)
{
    static const char *const words[MOST] = { "breakdowns[3].productCode=X",
                                             "breakdowns[4].productId=3",
                                             "breakdowns[3].productDescription=Y",
                                             "breakdowns[3].bunches=7" };
    struct error error = { 0 };
    struct order order = { 0 };
    cr_assert(apply(&order, words, true, &error), "%s", error_text(&error));
    const struct value *first = order.items[0].breakdowns[0].v,
                       *second = order.items[0].breakdowns[1].v;
    cr_expect(value_is_unknown(first[BREAKDOWN_PRODUCT_ID]));
    cr_expect_str_eq(first[BREAKDOWN_PRODUCT_CODE].text, "X");
    cr_expect_str_eq(first[BREAKDOWN_PRODUCT_NAME].text, "Y");
    cr_expect_str_eq(first[BREAKDOWN_BUNCHES].text, "7");
    cr_expect_str_eq(second[BREAKDOWN_PRODUCT_ID].text, "3");
    order_free(&order);
}

Test(assign, says_what_is_wrong_and_names_the_nearest)
{
    static const struct {
        const char *words[MOST];
        bool has_item;
        const char *sentence;
    } cases[] = {
        { { NULL }, false, "there is nothing to change: give FIELD=VALUE" },
        { { "price" }, true, "\"price\" is no FIELD=VALUE" },
        { { "=5" }, true, "\"=5\" is no FIELD=VALUE" },
        { { "prise=1" }, true, "a line has no field \"prise\"; did you mean \"price\"?" },
        { { "Price=1" }, true, "a line has no field \"Price\"; did you mean \"price\"?" },
        { { "xyzzyx=1" }, true, "a line has no field \"xyzzyx\"" },
        { { "endDat=1" },
          false,
          "a standing order has no field \"endDat\"; did you mean \"endDate\"?" },
        { { "unitPrice=1" },
          true,
          "there is no field \"unitPrice\" to write; did you mean \"price\"?" },
        { { "totalPrice=1" }, true, "totalPrice cannot be changed: the service gives it" },
        { { "number=1" }, false, "number cannot be changed: the service gives it" },
        { { "standingOrderID=1" }, false, NULL },
        { { "standingOrderItemId=1" }, true, NULL },
        { { "endDate=1" },
          true,
          "endDate belongs to the standing order, not to one of its lines; leave out the line's "
          "id" },
        { { "price=1" }, false, "price belongs to a line; put the line's id before it" },
        { { "customFields.A=1" },
          false,
          "customFields.A belongs to a line; put the line's id before it" },
        { { "customFields=1" }, true, "\"customFields\" must be written customFields.NAME=VALUE" },
        { { "breakdowns.price=1" },
          true,
          "\"breakdowns.price\" must be written breakdowns[PRODUCTID].FIELD=VALUE" },
        { { "breakdowns[].price=1" },
          true,
          "\"breakdowns[].price\" must be written breakdowns[PRODUCTID].FIELD=VALUE" },
        { { "breakdowns[3].prize=1" },
          true,
          "a part has no field \"prize\"; did you mean \"price\"?" },
        { { "breakdowns[9].price=1" },
          true,
          "the line has no part with the product 9; its parts are 3, 4" },
        { { "price=1", "price=2" }, true, "price is given twice" },
        { { "customFields.A=1", "customFields.a=2" }, true, "customFields.a is given twice" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = { 0 };
        struct order order = { 0 };
        cr_expect_not(apply(&order, cases[i].words, cases[i].has_item, &error), "case %zu", i);
        if (cases[i].sentence)
            cr_expect_str_eq(error_text(&error), cases[i].sentence);
        else
            cr_expect_gt(strlen(error_text(&error)), 20);
        error_clear(&error);
        order_free(&order);
    }
}
