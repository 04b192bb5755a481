/* The list of standing orders: its keys and what they do. What it shows is in orders_core.c, how it
 * looks in orders_draw.c; the filter and the words that narrow are screens over it. */
#include "config.h"
#include "ui/screens/orders_columns.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/orders_filter.h"
#include "ui/screens/orders_options.h"
#include "ui/screens/orders_views.h"
#include "ui/screens/cancelled.h"
#include "ui/screens/order.h"
#include "ui/screens/requests.h"
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
    if (orders)
        orders_put_row(orders, order);
}

void orders_take_out(struct ui *ui, const char *order_id)
{
    struct orders *orders = ui_find(ui, &orders_screen);
    if (orders)
        orders_take_out_row(orders, order_id);
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
    if (filter_has_range(&orders->filter, FILTER_RANGE_USUAL, orders->today))
        orders->range = FILTER_RANGE_USUAL;
    orders->range_row = orders_nowhere;
    orders_make_form(orders);
    orders_views_start(orders);
    orders_read(orders, false);
    return orders;
}

static void close_orders(void *screen)
{
    struct orders *orders = screen;
    orders_drop_read(orders);
    order_view_free(&orders->view);
    orders_options_free(orders);
    order_marks_free(&orders->marks);
    order_list_free(orders->list);
    form_free(&orders->form);
    filter_free(&orders->filter);
    filter_free(&orders->asked);
    line_free(&orders->narrow);
    buf_free(&orders->trouble);
    free(orders->wanted);
    free(orders);
}

static void reverse(struct orders *orders)
{
    orders_sort(orders, orders->view.sort, !orders->view.reverse);
    ui_say(orders->ui, ROLE_MESSAGE, "Sorted by %s%s.", orders_sort_title(orders->view.sort),
           orders->view.reverse ? ", last first" : "");
}

/* One step back at a time: the range that was begun, then the words that narrow. */
static void show_all(struct orders *orders)
{
    if (orders->range_row != orders_nowhere)
        orders->range_row = orders_nowhere;
    else if (orders->narrow.text.len)
        orders_set_narrow(orders, "");
    else
        ui_say(orders->ui, ROLE_MESSAGE, "All rows are shown. F3 or q leaves the program.");
}

/* Screens that are opened over the list with its struct as argument. */
static const struct {
    enum action action;
    const struct screen_class *screen;
} over[] = {
    { ACTION_FILTER, &orders_filter_screen },   { ACTION_NARROW, &orders_narrow_screen },
    { ACTION_SORT, &orders_sort_screen },       { ACTION_COLUMNS, &orders_columns_screen },
    { ACTION_VIEW_TAKE, &orders_views_screen }, { ACTION_VIEW_SAVE, &orders_save_screen },
};

static bool open_over(struct orders *orders, enum action action)
{
    for (size_t i = 0; i < sizeof over / sizeof *over; i++) {
        if (over[i].action == action) {
            ui_push(orders->ui, over[i].screen, orders);
            return true;
        }
    }
    return false;
}

static enum ui_handled act_orders(void *screen, enum action action)
{
    struct orders *orders = screen;
    orders_catch_up(orders);
    if (list_act(&orders->cursor, action)) {
        orders->has_moved = true;
    } else if (orders_options_act(orders, action)) {
        orders->has_moved = true; /* what was done to a row is not to slip from under the cursor */
    } else if (open_over(orders, action)) {
        return UI_HANDLED;
    } else if (action == ACTION_ORDER_NEW) {
        order_begin(orders->ui);
    } else if (action == ACTION_CANCELLED_LINES) {
        ui_push(orders->ui, &cancelled_screen, NULL);
    } else if (action == ACTION_JOURNAL) {
        ui_push(orders->ui, &requests_screen, NULL);
    } else if (action == ACTION_REFRESH) {
        orders_read(orders, true);
    } else if (action == ACTION_NARROW_CLEAR) {
        show_all(orders);
    } else if (action == ACTION_SORT_REVERSE) {
        reverse(orders);
    } else if (action != ACTION_INTERRUPT ||
               !(orders_options_leave_out(orders) || orders_stop(orders))) {
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
    if (orders_options_go_on(orders))
        return;
    bool can_at_last = orders->state == ORDERS_BARRED && orders_can_read(orders, NULL);
    if (orders->wanted || can_at_last) /* an order was sent, or another token was put in */
        orders_read(orders, true);
}

/* Words and sorting may be given while the rows are on their way. */
static bool expects_rows(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    return orders->state == ORDERS_READING || order_list_count(orders->list) ||
           orders_has_rows(screen, why);
}

static bool can_read(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    if (orders->state != ORDERS_READING)
        return true;
    buf_add(why, "The list is being read already; Ctrl-C stops it.");
    return false;
}

/* A mark or an option that is there can be taken off. */
static bool has_marks(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    if (orders->marks.marked || orders->marks.opted || orders->range_row != orders_nowhere)
        return true;
    buf_add(why, "No row is marked. Space marks one, * all that are shown.");
    return false;
}

static int count_reading(const void *screen)
{
    return orders_request_cost(&((const struct orders *)screen)->filter);
}

static const struct screen_cost costs[] = {
    { ACTION_REFRESH, METHOD_ORDER_LIST, API_LOOKING, .requests = count_reading,
      .words = "1 request; 2 where active and cancelled orders are asked for" },
    { ACTION_OPTIONS_RUN, METHOD_ORDER_LIST, API_SAVING, .requests = orders_count_cancels,
      .words = "1 request for each order of which lines are to be cancelled" },
    { ACTION_ORDER_CANCEL, METHOD_ORDER_LIST, API_SAVING, .requests = orders_count_picked,
      .words = "1 request for each order, and then 1 for each line" },
    { ACTION_ORDER_PREBOOKS, METHOD_PREBOOK_LIST, API_LOOKING, .requests = orders_count_picked,
      .words = "1 request for each order" },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "Enter" }, ACTION_OPTIONS_RUN, "Show", orders_has_rows },
    { { "F6", "Ctrl-N", "o" }, ACTION_ORDER_NEW, "New order", NULL },
    { { "f", "Tab", "F4" }, ACTION_FILTER, "Filter", NULL },
    { { "/" }, ACTION_NARROW, "Narrow", expects_rows },
    { { "s" }, ACTION_SORT, "Sort", expects_rows },
    { { "Space" }, ACTION_MARK, "Mark", orders_has_rows },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Read", can_read },
    { { "F3", "q" }, ACTION_BACK, "Exit", NULL },
    { { "'" }, ACTION_VIEW_TAKE, "Views", NULL },
    { { "F11", "+" }, ACTION_COLUMNS, "Columns", NULL },
    { { "v" }, ACTION_MARK_RANGE, "Range", orders_has_rows },
    { { "S" }, ACTION_SORT_REVERSE, "Reverse", expects_rows },
    { { "*" }, ACTION_MARK_ALL, NULL, orders_has_rows },
    { { "U" }, ACTION_MARK_NONE, NULL, has_marks },
    { { "m" }, ACTION_VIEW_SAVE, NULL, NULL },
    { { "2" }, ACTION_OPTION_CHANGE, NULL, orders_can_change },
    { { "3" }, ACTION_OPTION_COPY, NULL, orders_has_rows },
    { { "4" }, ACTION_OPTION_CANCEL, NULL, orders_can_cancel },
    { { "5" }, ACTION_OPTION_SHOW, NULL, orders_has_rows },
    { { "8" }, ACTION_OPTION_CALENDAR, NULL, orders_has_rows },
    { { "Backspace", "0", "Delete" }, ACTION_OPTION_OFF, NULL, orders_has_rows },
    { { "e" }, ACTION_ORDER_CHANGE, NULL, orders_can_change },
    { { "c" }, ACTION_ORDER_COPY, NULL, orders_has_rows },
    { { "x" }, ACTION_ORDER_CANCEL, NULL, orders_can_cancel },
    { { "d" }, ACTION_ORDER_SHOW, NULL, orders_has_rows },
    { { "w" }, ACTION_ORDER_CALENDAR, NULL, orders_has_rows },
    { { "p" }, ACTION_ORDER_PREBOOKS, NULL, orders_has_rows },
    { { "z" }, ACTION_CANCELLED_LINES, NULL, NULL },
    { { "t", "Alt-t" }, ACTION_PROFILES, NULL, NULL },
    { { "J" }, ACTION_JOURNAL, NULL, NULL },
    { { "Esc", "\\" }, ACTION_NARROW_CLEAR, NULL, NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "Ctrl-U" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, "Page", orders_has_rows },
    { { "Ctrl-D" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

#define CHANGE_READS " (up to 2 requests where the lists of carriers and vendors were not read yet)"

static const struct screen_sentence sentences[] = {
    { ACTION_MARK, "Mark the selected order, or take its mark off" },
    { ACTION_MARK_ALL, "Mark all orders shown" },
    { ACTION_MARK_NONE, "Take off all marks and all options" },
    { ACTION_OPTION_CHANGE, "Put 2 on the row: change the order" CHANGE_READS },
    { ACTION_ORDER_CHANGE, "Change the marked orders, or the selected one" CHANGE_READS },
    { ACTION_COLUMNS, "Choose which columns are shown, and in which order" },
    { ACTION_NONE, NULL },
};

const struct screen_class orders_screen = {
    .name = "orders",
    .title = "Standing orders",
    .about = "Standing orders for the dates, customer and status asked for; rows appear while they "
             "arrive. "
             "f changes what is asked and takes a request; / narrows to words and takes none. Wk "
             "is every "
             "how many weeks, Delivery the amount of one delivery.\n"
             "2 3 4 5 8 typed on rows stand in column Op until Enter runs all of them, in the "
             "order of the "
             "list, one after the other; Ctrl-C in one of them leaves out the rest. Without any, "
             "Enter shows the selected order. The letters e c x d w p do the "
             "same at once "
             "for the rows marked with *, or the selected one. Marks stay when the list is read "
             "again, and "
             "those that the narrowing hides count as well.\n"
             "Last column: + has an assorted box, N a line has no cost and stays off purchase "
             "orders, E ends "
             "within 21 days, ? its total cannot be computed, X cancelled, A active.",
    .bindings = bindings,
    .sentences = sentences,
    .costs = costs,
    .open = open_orders,
    .close = close_orders,
    .draw = draw_orders,
    .act = act_orders,
    .shown_again = show_again,
};
