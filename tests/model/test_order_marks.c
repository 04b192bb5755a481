/* Rows that are replaced and taken out, and marks and options that stay with their orders. */
#include "config.h"
#include "model/order_marks.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* An order of `boxes` boxes at 10.00 each. */
static void make_order(struct order *order, unsigned id, int64_t boxes)
{
    *order = (struct order){ .status = ORDER_ACTIVE };
    value_take(&order->v[ORDER_ID], id ? mem_printf("%u", id) : NULL);
    value_take(&order->v[ORDER_NUMBER], mem_printf("S%05u", id));
    value_set(&order->v[ORDER_CUSTOMER_NAME], "Mr. Fresh");
    value_set(&order->v[ORDER_SHIP_TO_NAME], id % 2 ? "Doral" : "Naples");
    struct item *item = order_add_unknown_item(order);
    value_set(&item->v[ITEM_PRODUCT_NAME], "Rose Freedom 60");
    value_set(&item->v[ITEM_TYPE], "BOX");
    value_take(&item->v[ITEM_BOXES], mem_printf("%lld", (long long)boxes));
    value_set(&item->v[ITEM_BUNCHES], "10");
    value_set(&item->v[ITEM_UNIT_TYPE], "Bunch");
    value_set(&item->v[ITEM_STEMS_BUNCH], "10");
    value_set(&item->v[ITEM_PRICE], "1.00");
}

static void add(struct order_list *list, unsigned id, int64_t boxes)
{
    struct order order;
    make_order(&order, id, boxes);
    order_list_add(list, &order);
    order_free(&order);
}

/* Orders 1 … count, each with as many boxes as its id says. */
static struct order_list *make_list(unsigned count)
{
    struct order_list *list = order_list_new(0);
    for (unsigned id = 1; id <= count; id++)
        add(list, id, id);
    return list;
}

/* The sums say what the rows say. */
static void expect_sums(const struct order_marks *marks, const struct order_list *list)
{
    size_t marked = 0, opted = 0;
    int64_t boxes = 0, amount = 0;
    for (size_t row = 0; row < order_list_count(list); row++) {
        opted += order_marks_option(marks, row) ? 1 : 0;
        if (!order_marks_has(marks, row))
            continue;
        marked++;
        boxes += order_list_row(list, row)->boxes;
        amount += order_list_row(list, row)->amount;
    }
    cr_expect_eq(marks->marked, marked);
    cr_expect_eq(marks->opted, opted);
    cr_expect_eq(marks->boxes, boxes);
    cr_expect_eq(marks->amount, amount);
}

Test(order_list, a_row_is_replaced_without_touching_others)
{
    struct order_list *list = make_list(5);
    struct order order, out = { 0 };
    struct order_view view = { .sort = ORDER_COLUMN_BOXES };
    order_view_update(&view, list, false);
    make_order(&order, 2, 400);
    value_set(&order.v[ORDER_CUSTOMER_NAME], "Zinnia Corner");
    order_list_replace(list, 1, &order);
    order_view_update(&view, list, true);
    cr_expect_eq(order_list_count(list), 5);
    cr_expect_eq(view.rows[4], 1, "it has most boxes now");
    cr_expect_eq(view.boxes, 1 + 400 + 3 + 4 + 5);
    order_list_unpack(list, 1, &out);
    cr_expect(order_equal(&out, &order));
    order_list_unpack(list, 2, &out);
    cr_expect_str_eq(value_text(out.v[ORDER_ID]), "3");
    order_view_narrow(&view, list, "zinnia");
    cr_expect_eq(view.count, 1);
    order_free(&order);
    order_free(&out);
    order_view_free(&view);
    order_list_free(list);
}

Test(order_list, a_row_is_taken_out)
{
    struct order_list *list = make_list(5);
    struct order_view view = { .sort = ORDER_COLUMN_NUMBER };
    order_view_update(&view, list, false);
    order_list_remove(list, 1);
    order_view_update(&view, list, true);
    cr_expect_eq(view.count, 4);
    cr_expect_eq(view.boxes, 1 + 3 + 4 + 5);
    cr_expect_eq(order_list_find(list, "2", NULL), ORDER_LIST_NOWHERE);
    cr_expect_eq(order_list_find(list, "3", NULL), 1);
    order_list_remove(list, 3);
    order_view_update(&view, list, true);
    cr_expect_eq(view.count, 3);
    order_view_free(&view);
    order_list_free(list);
}

Test(order_list, is_found_by_id_or_number)
{
    struct order_list *list = make_list(3);
    struct order order;
    add(list, 0, 7); /* without an id */
    make_order(&order, 4, 1);
    value_set(&order.v[ORDER_ID], "0044"); /* not the digits it would be written with */
    order_list_add(list, &order);
    cr_expect_eq(order_list_find(list, "2", "S00003"), 1, "the id counts");
    cr_expect_eq(order_list_find(list, "", "S00003"), 2);
    cr_expect_eq(order_list_find(list, NULL, "S00000"), 3);
    cr_expect_eq(order_list_find(list, "0044", NULL), 4);
    cr_expect_eq(order_list_find(list, "44", NULL), ORDER_LIST_NOWHERE);
    cr_expect_eq(order_list_find(list, NULL, NULL), ORDER_LIST_NOWHERE);
    cr_expect_eq(order_list_find(list, "", ""), ORDER_LIST_NOWHERE);
    order_free(&order);
    order_list_free(list);
}

Test(order_marks, sums_follow_every_change)
{
    struct order_list *list = make_list(10);
    struct order_marks marks = { 0 };
    order_marks_set(&marks, list, 2, true);
    cr_expect_eq(marks.marked, 0, "a row not taken in yet is not marked");
    order_marks_update(&marks, list);
    for (size_t row = 0; row < 10; row += 3)
        order_marks_set(&marks, list, row, true);
    order_marks_set(&marks, list, 3, true); /* twice is once */
    cr_expect_eq(marks.marked, 4);
    cr_expect_eq(marks.boxes, 1 + 4 + 7 + 10);
    cr_expect_eq(marks.amount, (int64_t)(1 + 4 + 7 + 10) * 100000);
    order_marks_set_option(&marks, 3, 4);
    order_marks_set_option(&marks, 5, 2);
    order_marks_set_option(&marks, 5, 8);
    cr_expect_eq(order_marks_option(&marks, 5), 8);
    expect_sums(&marks, list);

    struct order order;
    make_order(&order, 4, 1000);
    order_marks_replace(&marks, list, 3, &order);
    order_free(&order);
    cr_expect(order_marks_has(&marks, 3));
    cr_expect_eq(order_marks_option(&marks, 3), 4);
    cr_expect_eq(marks.boxes, 1 + 1000 + 7 + 10);
    expect_sums(&marks, list);

    order_marks_remove(&marks, list, 3);
    order_list_remove(list, 3);
    cr_expect_eq(marks.boxes, 1 + 7 + 10);
    cr_expect_eq(order_marks_option(&marks, 4), 8, "the rows behind it moved up");
    expect_sums(&marks, list);
    order_marks_set(&marks, list, 0, false);
    order_marks_set_option(&marks, 4, 0);
    expect_sums(&marks, list);
    order_marks_clear(&marks);
    expect_sums(&marks, list);
    cr_expect_eq(marks.marked + marks.opted, 0);
    order_marks_free(&marks);
    order_list_free(list);
}

Test(order_marks, follow_their_orders_into_another_list)
{
    struct order_list *list = make_list(20), *other = order_list_new(0);
    struct order_marks marks = { 0 };
    add(list, 0, 50); /* without an id: by its number */
    order_marks_update(&marks, list);
    order_marks_set(&marks, list, 20, true);
    order_marks_set(&marks, list, 4, true);  /* 5 */
    order_marks_set_option(&marks, 4, 3);    /* 5 */
    order_marks_set_option(&marks, 9, 2);    /* 10 */
    order_marks_set(&marks, list, 14, true); /* 15 */
    order_marks_keep(&marks, list);
    cr_expect_eq(marks.marked, 0);
    order_list_free(list);

    add(other, 10, 1);
    order_marks_update(&marks, other); /* they arrive bit by bit, in another order */
    cr_expect_eq(order_marks_option(&marks, 0), 2);
    cr_expect_not(order_marks_has(&marks, 0));
    add(other, 6, 6);
    add(other, 0, 51);
    add(other, 5, 70);
    order_marks_update(&marks, other);
    cr_expect_not(order_marks_has(&marks, 1));
    cr_expect(order_marks_has(&marks, 2));
    cr_expect(order_marks_has(&marks, 3));
    cr_expect_eq(order_marks_option(&marks, 3), 3);
    cr_expect_eq(marks.boxes, 51 + 70);
    expect_sums(&marks, other);
    cr_expect_eq(order_marks_forget(&marks), 1, "order 15 is not there any more");
    add(other, 15, 15);
    order_marks_update(&marks, other);
    cr_expect_not(order_marks_has(&marks, 4));
    order_marks_free(&marks);
    order_list_free(other);
}

Test(order_marks, a_list_replaced_while_it_arrives_loses_nothing)
{
    struct order_list *first = make_list(10), *second = make_list(5), *third = make_list(10);
    struct order_marks marks = { 0 };
    order_marks_update(&marks, first);
    for (size_t row = 0; row < 5; row++)
        order_marks_set(&marks, first, row, true);
    order_marks_set(&marks, first, 8, true);
    order_marks_keep(&marks, first);
    order_marks_update(&marks, second); /* stopped before row 8 came */
    order_marks_keep(&marks, second);
    order_marks_update(&marks, third);
    for (size_t row = 0; row < 5; row++)
        cr_expect(order_marks_has(&marks, row), "row %zu", row);
    cr_expect(order_marks_has(&marks, 8));
    expect_sums(&marks, third);
    cr_expect_eq(order_marks_forget(&marks), 0);
    order_marks_free(&marks);
    order_list_free(first);
    order_list_free(second);
    order_list_free(third);
}
