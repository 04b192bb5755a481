/* The list of standing orders: its keys and what they do. What it shows is in orders_core.c, how it
 * looks in orders_draw.c; the filter and the words that narrow are screens over it. */
#include "config.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/orders_filter.h"
#include "ui/screens/order.h"
#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void orders_select_number(struct ui *ui, const char *number)
{
    struct orders *orders = ui_find(ui, &orders_screen);
    if (!orders || !number || !*number)
        return;
    free(orders->wanted);
    orders->wanted = mem_strdup(number);
    orders->reads_for_it = false;
}

void orders_put(struct ui *ui, const struct order *order)
{
    struct orders *orders = ui_find(ui, &orders_screen);
    size_t row = orders ? order_list_find(orders->list, value_text(order->v[ORDER_ID]),
                                          value_text(order->v[ORDER_NUMBER]))
                        : ORDER_LIST_NOWHERE;
    if (row == ORDER_LIST_NOWHERE)
        return;
    orders_catch_up(orders);
    order_list_replace(orders->list, row, order);
    orders_sort(orders, orders->view.sort, orders->view.reverse);
}

static void *open_orders(struct ui *ui, void *argument)
{
    const struct orders_start *start = argument;
    struct orders *orders = mem_calloc(1, sizeof *orders);
    orders->ui = ui;
    orders->today = date_of_time(clock_now());
    if (start && start->filter)
        filter_copy(&orders->filter, start->filter);
    else
        filter_init(&orders->filter, orders->today);
    orders_make_form(orders);
    orders_read(orders, false);
    return orders;
}

static void close_orders(void *screen)
{
    struct orders *orders = screen;
    orders_drop_read(orders);
    order_view_free(&orders->view);
    order_list_free(orders->list);
    form_free(&orders->form);
    filter_free(&orders->filter);
    filter_free(&orders->asked);
    line_free(&orders->narrow);
    buf_free(&orders->trouble);
    free(orders->wanted);
    free(orders);
}

static void sort_by(struct orders *orders, enum order_column column, bool reverse)
{
    orders_sort(orders, column, reverse);
    ui_say(orders->ui, ROLE_MESSAGE, "Sorted by %s%s.", orders_sort_title(column),
           reverse ? ", last first" : "");
}

static void show_selected(struct orders *orders)
{
    size_t row = orders_selected(orders);
    if (row == orders_nowhere) {
        ui_say(orders->ui, ROLE_WARNING, "There is no order to show yet.");
        return;
    }
    struct order order = { 0 };
    order_list_unpack(orders->list, row, &order);
    ui_push(orders->ui, &order_screen,
            &(struct order_screen_start){ .order = &order, .read_only = true });
    order_free(&order);
}

static enum ui_handled act_orders(void *screen, enum action action)
{
    struct orders *orders = screen;
    orders_catch_up(orders);
    if (list_act(&orders->cursor, action)) {
        orders->has_moved = true;
    } else if (action == ACTION_ORDER_SHOW) {
        show_selected(orders);
    } else if (action == ACTION_ORDER_NEW) {
        order_begin(orders->ui);
    } else if (action == ACTION_REFRESH) {
        orders_read(orders, true);
    } else if (action == ACTION_FILTER) {
        ui_push(orders->ui, &orders_filter_screen, orders);
    } else if (action == ACTION_NARROW) {
        ui_push(orders->ui, &orders_narrow_screen, orders);
    } else if (action == ACTION_NARROW_CLEAR) {
        if (orders->narrow.text.len)
            orders_set_narrow(orders, "");
        else
            ui_say(orders->ui, ROLE_MESSAGE, "All rows are shown. F3 or q leaves the program.");
    } else if (action == ACTION_SORT) {
        sort_by(orders, orders_next_sort(orders), false);
    } else if (action == ACTION_SORT_REVERSE) {
        sort_by(orders, orders->view.sort, !orders->view.reverse);
    } else if (action != ACTION_INTERRUPT || !orders_stop(orders)) {
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static void draw_orders(void *screen, struct area area)
{
    paint_no_cursor();
    orders_draw(screen, area);
}

static void show_again(void *screen)
{
    struct orders *orders = screen;
    if (orders->wanted)
        orders_read(orders, true);
}

static bool has_rows(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    if (order_list_count(orders->list))
        return true;
    buf_add(why, "There is no order to show yet.");
    return false;
}

/* Words and sorting may be given while the rows are on their way. */
static bool expects_rows(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    return orders->state == ORDERS_READING || has_rows(screen, why);
}

static bool can_read(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    if (orders->state != ORDERS_READING)
        return true;
    buf_add(why, "The list is being read already; Ctrl-C stops it.");
    return false;
}

static const struct binding bindings[] = {
    { { "Enter" }, ACTION_ORDER_SHOW, "Show", has_rows },
    { { "F6", "Ctrl-N", "o" }, ACTION_ORDER_NEW, "New order", NULL },
    { { "f", "Tab", "F4" }, ACTION_FILTER, "Filter", NULL },
    { { "/" }, ACTION_NARROW, "Narrow", expects_rows },
    { { "s" }, ACTION_SORT, "Sort", expects_rows },
    { { "S" }, ACTION_SORT_REVERSE, "Reverse", expects_rows },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Read again", can_read },
    { { "F3", "q" }, ACTION_BACK, "Exit", NULL },
    { { "Esc", "\\" }, ACTION_NARROW_CLEAR, NULL, NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "Ctrl-U" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, "Next page", has_rows },
    { { "Ctrl-D" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

const struct screen_class orders_screen = {
    .name = "orders",
    .title = "Standing orders",
    .about = "The standing orders that the service has for the dates, customer and status asked "
             "for. Rows appear while they arrive. f changes what is asked and takes a request; / "
             "narrows to rows with the words typed, in any order, and takes none. Wk is every how "
             "many weeks, Next the next truck, Delivery the amount of one delivery.\n"
             "Marks: + has an assorted box, N a line has no cost and stays off purchase orders, E "
             "ends within 21 days, X cancelled, ? its total cannot be computed.",
    .bindings = bindings,
    .open = open_orders,
    .close = close_orders,
    .draw = draw_orders,
    .act = act_orders,
    .shown_again = show_again,
};
