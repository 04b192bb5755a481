/* Undo and redo: whatever was edited comes back, step by step and in any number. */
#include "config.h"
#include "fixture.h"
#include "model/history.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { MANY_STEPS = 2000, KINDS = 9 };

/* One edit of each kind; `n` makes each different. */
static void edit(struct order *order, unsigned kind, unsigned n)
{
    char text[32];
    size_t at = order->item_count ? n % order->item_count : 0;
    snprintf(text, sizeof text, "%u", n);
    if (!order->item_count)
        kind = 1;
    switch (kind) {
    case 0:
        value_set(&order->v[n % ORDER_FIELDS], n % 3 ? text : NULL);
        break;
    case 1:
        value_set(&order_insert_item(order, at)->v[ITEM_BOXES], text);
        break;
    case 2:
        if (order->item_count > 1)
            order_remove_item(order, at);
        break;
    case 3:
        value_set(&order->items[at].v[ITEM_PRICE], text);
        break;
    case 4:
        value_set(&item_insert_breakdown(&order->items[at], 0)->v[BREAKDOWN_PRICE], text);
        break;
    case 5:
        if (order->items[at].breakdown_count)
            item_remove_breakdown(&order->items[at], 0);
        break;
    case 6:
        value_set(&item_insert_custom(&order->items[at], 0)->v[CUSTOM_NAME], text);
        break;
    case 7: /* the same value in every line */
        for (size_t i = 0; i < order->item_count; i++)
            value_set(&order->items[i].v[ITEM_MARK], text);
        break;
    default: /* the last line goes to the front */
        item_copy(order_insert_item(order, 0), &order->items[order->item_count - 1]);
        item_copy(&order->items[0], &order->items[order->item_count - 1]);
        order_remove_item(order, order->item_count - 1);
        break;
    }
}

Test(history, takes_back_any_edits_in_any_number)
{
    static struct order states[MANY_STEPS + 1];
    struct order order;
    struct history history = { 0 };
    size_t steps = 0;
    unsigned random = 12345;
    fixture_order(&order);
    history_begin(&history, &order);
    order_copy(&states[0], &order);
    cr_expect(!history_can_undo(&history));
    for (unsigned n = 0; n < MANY_STEPS; n++) {
        random = random * 1103515245 + 12345;
        unsigned kind = random >> 16;
        if (order.item_count > 12)
            kind = 2;
        edit(&order, kind % KINDS, (random >> 8) % 1000);
        bool has_changed = !order_equal(&order, &states[steps]);
        cr_assert_eq(history_note(&history, &order, 0), has_changed);
        if (has_changed)
            order_copy(&states[++steps], &order);
    }
    cr_assert_gt(steps, MANY_STEPS / 2);
    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = steps; i-- > 0;) {
            cr_assert(history_undo(&history, &order, NULL));
            cr_assert(order_equal(&order, &states[i]), "undo of step %zu", i + 1);
        }
        cr_expect(!history_undo(&history, &order, NULL));
        for (size_t i = 1; i <= steps; i++) {
            cr_assert(history_redo(&history, &order, NULL));
            cr_assert(order_equal(&order, &states[i]), "redo of step %zu", i);
        }
        cr_expect(!history_redo(&history, &order, NULL));
    }
    history_free(&history);
    order_free(&order);
    for (size_t i = 0; i <= MANY_STEPS; i++)
        order_free(&states[i]);
}

static void type(struct history *history, struct order *order, const char *price,
                 unsigned long token, bool changes)
{
    value_set(&order->items[0].v[ITEM_PRICE], price);
    cr_expect_eq(history_note(history, order, token), changes, "%s", price);
}

static const char *price_of(const struct order *order)
{
    return value_text(order->items[0].v[ITEM_PRICE]);
}

Test(history, makes_the_keys_typed_into_one_field_one_step)
{
    struct order order;
    struct history history = { 0 };
    fixture_order(&order);
    history_begin(&history, &order);
    type(&history, &order, "2", 7, true);
    type(&history, &order, "2.", 7, true);
    type(&history, &order, "2.", 7, false);
    type(&history, &order, "2.5", 7, true);
    type(&history, &order, "3", 8, true);
    type(&history, &order, "4", 0, true);
    type(&history, &order, "5", 0, true);
    static const char *const prices[] = { "4", "3", "2.5", "1.21" };
    for (size_t i = 0; i < 4; i++) {
        cr_assert(history_undo(&history, &order, NULL));
        cr_expect_str_eq(price_of(&order), prices[i]);
    }
    cr_expect(!history_can_undo(&history));
    history_free(&history);
    order_free(&order);
}

Test(history, forgets_a_step_that_was_typed_back)
{
    struct order order;
    struct history history = { 0 };
    fixture_order(&order);
    history_begin(&history, &order);
    type(&history, &order, "9", 7, true);
    type(&history, &order, "1.2", 8, true);
    type(&history, &order, "9", 8, true);
    type(&history, &order, "9.1", 8, true); /* a step of its own: that of before is gone */
    cr_assert(history_undo(&history, &order, NULL));
    cr_expect_str_eq(price_of(&order), "9");
    cr_assert(history_undo(&history, &order, NULL));
    cr_expect_str_eq(price_of(&order), "1.21");
    cr_expect(!history_can_undo(&history));
    history_free(&history);
    order_free(&order);
}

Test(history, has_no_way_forward_after_a_new_edit)
{
    struct order order;
    struct history history = { 0 };
    fixture_order(&order);
    history_begin(&history, &order);
    type(&history, &order, "1", 7, true);
    type(&history, &order, "2", 8, true);
    cr_assert(history_undo(&history, &order, NULL));
    cr_expect(history_can_redo(&history));
    type(&history, &order, "3", 8, true); /* the token of the step before, which is over */
    cr_expect(!history_can_redo(&history));
    cr_assert(history_undo(&history, &order, NULL));
    cr_expect_str_eq(price_of(&order), "1");
    cr_assert(history_undo(&history, &order, NULL));
    cr_expect_str_eq(price_of(&order), "1.21");
    cr_expect(!history_can_undo(&history));
    history_begin(&history, &order);
    cr_expect(!history_can_undo(&history));
    cr_expect(!history_can_redo(&history));
    history_free(&history);
    order_free(&order);
}

static void expect_change(const struct history_change *got, size_t first, size_t removed,
                          size_t inserted, int header_field, int item_field)
{
    cr_expect_eq(got->first, first);
    cr_expect_eq(got->removed, removed);
    cr_expect_eq(got->inserted, inserted);
    cr_expect_eq(got->header_field, header_field);
    cr_expect_eq(got->item_field, item_field);
}

Test(history, says_what_undo_and_redo_replaced)
{
    struct order order;
    struct history history = { 0 };
    struct history_change change;
    fixture_order(&order);
    history_begin(&history, &order);
    value_set(&order.items[2].v[ITEM_COST], "3");
    history_note(&history, &order, 0);
    order_remove_item(&order, 1);
    history_note(&history, &order, 0);
    value_set(&order.v[ORDER_DAYS], "Monday");
    value_set(&order.v[ORDER_PO], "1");
    history_note(&history, &order, 0);
    value_set(&order.items[0].v[ITEM_COST], "3");
    value_set(&order.items[0].v[ITEM_PRICE], "3");
    history_note(&history, &order, 0);
    value_set(&order.items[1].v[ITEM_COST], "4");
    item_remove_breakdown(&order.items[1], 0);
    history_note(&history, &order, 0);

    history_undo(&history, &order, &change);
    expect_change(&change, 1, 1, 1, -1, -1);
    history_undo(&history, &order, &change);
    expect_change(&change, 0, 1, 1, -1, -1);
    history_undo(&history, &order, &change);
    expect_change(&change, 2, 0, 0, ORDER_DAYS, -1);
    history_undo(&history, &order, &change);
    expect_change(&change, 1, 0, 1, -1, -1);
    history_undo(&history, &order, &change);
    expect_change(&change, 2, 1, 1, -1, ITEM_COST);
    history_redo(&history, &order, &change);
    expect_change(&change, 2, 1, 1, -1, ITEM_COST);
    history_redo(&history, &order, &change);
    expect_change(&change, 1, 1, 0, -1, -1);
    order_insert_item(&order, 1);
    history_note(&history, &order, 0);
    history_undo(&history, &order, &change);
    expect_change(&change, 1, 1, 0, -1, -1);
    history_free(&history);
    order_free(&order);
}
