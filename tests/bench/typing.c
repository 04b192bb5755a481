/* bench-typing COUNT: what a key typed into a price costs in the form of a change of an order of COUNT
 * lines: judging it anew, the step of undo, drawing. With one line changed, with a line
 * more at the top, and with every line changed. The yardstick is one copy of the same order. */
#include "config.h"

#include "ui/change_samples.h"
#include "ui/screens/order_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { KEYS = 20 };

static double now_millis(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double best(const double took[KEYS])
{
    double least = took[0];
    for (size_t i = 1; i < KEYS; i++)
        least = took[i] < least ? took[i] : least;
    return least;
}

/* The lines of the sample again and again, each with an id of its own. */
static void make_order(struct order *order, size_t count)
{
    char id[32];
    change_sample(order);
    size_t samples = order->item_count;
    for (size_t i = samples; i < count; i++) {
        struct item *item = order_add_unknown_item(order);
        item_copy(item, &order->items[i % samples]);
        snprintf(id, sizeof id, "%zu", 1000 + i);
        value_set(&item->v[ITEM_ID], id);
    }
}

static double copy_millis(const struct order *order)
{
    double took[KEYS];
    for (size_t i = 0; i < KEYS; i++) {
        struct order copy = { 0 };
        double start = now_millis();
        order_copy(&copy, order);
        took[i] = now_millis() - start;
        order_free(&copy);
    }
    return best(took);
}

/* A change of `order` as far as `mine`, with the cursor on the price of the line in the middle. */
static void measure(const struct order *order, const struct order *mine, const char *what,
                    double yardstick)
{
    struct ui_test *t = typing_new(24, 80);
    struct order_screen_start start = { .order = order, .mine = mine, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    struct order_form *form = ui_find(ui_test_ui(t), &order_screen);
    struct order_place price = { (int)(order->item_count / 2), DOC_NONE, DOC_NONE,
                                 &item_fields[ITEM_PRICE] };
    order_form_go(form, price);
    ui_test_keys(t, "9.");
    double keys[KEYS], judged[KEYS], noted[KEYS];
    for (size_t i = 0; i < KEYS; i++) {
        double begun = now_millis();
        ui_test_keys(t, i % 2 ? "<Backspace>" : "7");
        keys[i] = now_millis() - begun;
        begun = now_millis();
        order_doc_judge(&form->doc);
        judged[i] = now_millis() - begun;
        value_set(&form->doc.order.items[price.item].v[ITEM_PRICE], i % 2 ? "3" : "4");
        begun = now_millis();
        order_doc_note(&form->doc);
        noted[i] = now_millis() - begun;
    }
    double key = best(keys);
    printf("  %s: a key %.2f ms, of it judging %.2f, undo %.2f; a copy %.2f: ratio %.1f (%zu "
           "changes)\n",
           what, key, best(judged), best(noted), yardstick, key / yardstick,
           form->doc.change_count);
    ui_test_close(t);
}

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 50;
    struct order order, longer = { 0 }, all = { 0 };
    make_order(&order, count);
    double yardstick = copy_millis(&order);
    order_copy(&longer, &order);
    order_insert_item(&longer, 0);
    item_copy(&longer.items[0], &order.items[0]);
    value_set(&longer.items[0].v[ITEM_ID], NULL);
    order_copy(&all, &order);
    for (size_t i = 0; i < all.item_count; i++)
        value_set(&all.items[i].v[ITEM_PRICE], "2.5");
    printf("typing into a change of %zu lines\n", order.item_count);
    measure(&order, NULL, "one line changed", yardstick);
    measure(&order, &longer, "a line more at the top", yardstick);
    measure(&order, &all, "every line changed", yardstick);
    order_free(&order);
    order_free(&longer);
    order_free(&all);
    return 0;
}
