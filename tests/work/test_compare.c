/* What a reading tells about a request whose answer was lost, and which line is the new one. */
#include "config.h"
#include "model/fixture.h"
#include "work/compare.h"

#include <criterion/criterion.h>
#include <string.h>

static struct change change;

static void tear_down(void)
{
    struct order *orders[] = { &change.base, &change.mine, &change.now, &change.expected };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        order_free(orders[i]);
    update_plan_free(&change.plan);
}

static void begin(void)
{
    fixture_read_order(&change.base);
    order_copy(&change.mine, &change.base);
    order_copy(&change.now, &change.base);
    order_copy(&change.expected, &change.base);
}

TestSuite(compare, .init = begin, .fini = tear_down);

static void make_plan(void)
{
    update_plan_make(&change.plan, &change.base, &change.mine);
}

/* The first line's price goes from 1.21 to 1.50, its boxes from 21 to 9. */
Test(compare, a_line_is_judged_value_by_value)
{
    static const struct {
        const char *price, *boxes; /* as read; NULL = the reply does not say */
        enum compare_verdict verdict;
    } rows[] = {
        { "1.50", "9", COMPARE_THERE },        { "1.5", "9", COMPARE_THERE },
        { "1.21", "21", COMPARE_NOT_THERE },   { "1.50", "21", COMPARE_CANNOT_TELL },
        { "1.21", "9", COMPARE_CANNOT_TELL },  { "1.30", "9", COMPARE_CANNOT_TELL },
        { "1.30", "21", COMPARE_CANNOT_TELL }, { "1.50", NULL, COMPARE_CANNOT_TELL },
        { "1.21", NULL, COMPARE_CANNOT_TELL }, { NULL, NULL, COMPARE_CANNOT_TELL },
    };
    value_set(&change.mine.items[0].v[ITEM_PRICE], "1.50");
    value_set(&change.mine.items[0].v[ITEM_BOXES], "9");
    make_plan();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        value_set(&change.now.items[0].v[ITEM_PRICE], rows[i].price);
        value_set(&change.now.items[0].v[ITEM_BOXES], rows[i].boxes);
        cr_expect_eq(compare_step(&change, 0), rows[i].verdict, "row %zu", i);
        /* what somebody else did elsewhere makes no difference */
        value_set(&change.now.v[ORDER_END], "2031-01-31");
        value_set(&change.now.items[1].v[ITEM_PRICE], "9.99");
        cr_expect_eq(compare_step(&change, 0), rows[i].verdict, "row %zu", i);
    }
    order_remove_item(&change.now, 0);
    cr_expect_eq(compare_step(&change, 0), COMPARE_CANNOT_TELL);
}

Test(compare, the_header_belongs_to_the_first_request_alone)
{
    value_set(&change.mine.v[ORDER_END], "2031-11-30");
    value_set(&change.mine.items[0].v[ITEM_PRICE], "1.50");
    value_set(&change.mine.items[1].v[ITEM_PRICE], "5.00");
    make_plan();
    value_set(&change.now.items[0].v[ITEM_PRICE], "1.50");
    value_set(&change.now.items[1].v[ITEM_PRICE], "5.00");
    cr_expect_eq(compare_step(&change, 0), COMPARE_CANNOT_TELL, "the end is as before");
    cr_expect_eq(compare_step(&change, 1), COMPARE_THERE);
    value_set(&change.now.v[ORDER_END], "2031-11-30");
    cr_expect_eq(compare_step(&change, 0), COMPARE_THERE);
}

Test(compare, parts_and_custom_fields_are_seen_as_a_whole)
{
    struct breakdown *parts = change.mine.items[2].breakdowns;
    value_set(&parts[0].v[BREAKDOWN_BUNCHES], "9");
    make_plan();
    cr_expect_eq(compare_step(&change, 0), COMPARE_NOT_THERE);
    item_copy(&change.now.items[2], &change.mine.items[2]);
    cr_expect_eq(compare_step(&change, 0), COMPARE_THERE);
    value_set(&item_insert_breakdown(&change.now.items[2], 3)->v[BREAKDOWN_PRODUCT_ID], "6");
    cr_expect_eq(compare_step(&change, 0), COMPARE_CANNOT_TELL, "somebody added a part");

    order_copy(&change.mine, &change.base);
    value_set(&change.mine.items[0].customs[0].v[CUSTOM_VALUE], "Clear");
    make_plan();
    cr_expect_eq(compare_step(&change, 0), COMPARE_NOT_THERE);
    value_set(&change.now.items[0].customs[0].v[CUSTOM_VALUE], "Clear");
    cr_expect_eq(compare_step(&change, 0), COMPARE_THERE);
}

static void add_now(const char *id, const char *product, const char *boxes)
{
    struct item *item = order_insert_item(&change.now, change.now.item_count);
    item_copy(item, &change.base.items[0]);
    value_set(&item->v[ITEM_ID], id);
    value_set(&item->v[ITEM_PRODUCT_ID], product);
    value_set(&item->v[ITEM_PRODUCT_NAME], product);
    value_set(&item->v[ITEM_BOXES], boxes);
}

static const char *find(bool exactly)
{
    const char *id = compare_find_new(&change, &change.mine.items[3], exactly);
    return id ? id : "-";
}

Test(compare, a_new_line_is_the_one_that_equals_it_else_the_nearest_of_its_product)
{
    struct item *item = order_insert_item(&change.mine, 3);
    item_copy(item, &change.base.items[0]);
    value_set(&item->v[ITEM_ID], "");
    value_set(&item->v[ITEM_PRODUCT_ID], "71");
    value_set(&item->v[ITEM_PRODUCT_NAME], "71");
    value_set(&item->v[ITEM_BOXES], "6");
    make_plan();
    cr_expect_str_eq(find(false), "-");
    cr_expect_eq(compare_step(&change, 0), COMPARE_CANNOT_TELL, "it may still come");
    add_now("801", "72", "6");
    cr_expect_str_eq(find(false), "-", "another product");
    add_now("802", "71", "5");
    value_set(&change.now.items[4].v[ITEM_MARK], "OTHER");
    cr_expect_str_eq(find(true), "-");
    cr_expect_str_eq(find(false), "802");
    add_now("803", "71", "4");
    cr_expect_str_eq(find(false), "803", "fewer values differ");
    cr_expect_eq(compare_step(&change, 0), COMPARE_CANNOT_TELL);
    add_now("804", "71", "6");
    add_now("805", "71", "6");
    cr_expect_str_eq(find(true), "804");
    cr_expect_str_eq(find(false), "804");
    cr_expect_eq(compare_step(&change, 0), COMPARE_THERE);
    item_copy(order_insert_item(&change.expected, 3), &change.now.items[6]);
    cr_expect_str_eq(find(true), "805", "another new line is that one already");
}
