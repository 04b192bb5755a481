/* The list of standing orders: reading it, narrowing, sorting, opening an order. Drawing is in
 * orders_draw.c, the filter and the words typed to narrow are in orders_filter.c. Knows the service
 * by api.h alone. */
#include "config.h"
#include "ui/screens/orders_view.h"
#include "ui/screens/order.h"
#include "ui/screens/words.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { TICK_MILLIS = 1000, NUMBER_MIN_COLS = 6, NUMBER_MAX_COLS = 10 };

static const size_t nowhere = (size_t)-1;

int orders_request_cost(const struct filter *filter)
{
    return strcmp(value_text(filter->v[FILTER_STATUS]), "All") == 0 ? 2 : 1;
}

/* The row of the list that is selected; `nowhere` where there is none. */
static size_t selected_row(const struct orders *orders)
{
    return orders->cursor.selected < orders->view.count ? orders->view.rows[orders->cursor.selected]
                                                        : nowhere;
}

static void select_row(struct orders *orders, size_t row)
{
    for (size_t i = 0; row != nowhere && i < orders->view.count; i++) {
        if (orders->view.rows[i] == row) {
            orders->cursor.selected = i;
            return;
        }
    }
}

static size_t row_of_number(const struct order_list *list, const char *number)
{
    for (size_t i = 0, count = order_list_count(list); i < count; i++) {
        if (strcmp(order_list_text(list, order_list_row(list, i)->number), number) == 0)
            return i;
    }
    return nowhere;
}

/* The same order stays selected, on the same line of the screen, unless nobody chose it. */
static void follow_selected(struct orders *orders, size_t row)
{
    size_t line = orders->cursor.selected - orders->cursor.top;
    list_set_count(&orders->cursor, orders->view.count);
    if (!orders->has_moved) {
        orders->cursor.selected = orders->cursor.top = 0;
        return;
    }
    select_row(orders, row);
    orders->cursor.top = orders->cursor.selected > line ? orders->cursor.selected - line : 0;
}

static void measure_numbers(struct orders *orders)
{
    size_t count = order_list_count(orders->list);
    for (; orders->number_seen < count; orders->number_seen++) {
        const struct order_row *row = order_list_row(orders->list, orders->number_seen);
        int cols = utf8_width_cols(order_list_text(orders->list, row->number));
        if (cols > orders->number_cols)
            orders->number_cols = cols < NUMBER_MAX_COLS ? cols : NUMBER_MAX_COLS;
    }
}

void orders_catch_up(struct orders *orders)
{
    if (orders->view.seen >= order_list_count(orders->list))
        return;
    size_t row = selected_row(orders);
    order_view_update(&orders->view, orders->list, false);
    follow_selected(orders, row);
    measure_numbers(orders);
}

static void look_afresh(struct orders *orders, size_t row)
{
    order_view_update(&orders->view, orders->list, true);
    follow_selected(orders, row);
    measure_numbers(orders);
}

/* --- reading --- */

static void take_order(void *context, const struct order *order)
{
    struct orders *orders = context;
    order_list_add(orders->incoming ? orders->incoming : orders->list, order);
    orders->arrived++;
}

static void take_progress(void *context, size_t bytes)
{
    ((struct orders *)context)->bytes = bytes;
}

/* Nothing but waking the loop, which draws: how long it has been waiting is on the screen. */
static void tick(void *context)
{
    struct orders *orders = context;
    orders->timer = 0;
    if (orders->state == ORDERS_READING)
        orders->timer = ui_after(orders->ui, TICK_MILLIS, tick, orders);
}

static void put_list(struct orders *orders, struct order_list *list, size_t row)
{
    order_list_free(orders->list);
    orders->list = list;
    orders->number_seen = 0;
    orders->number_cols = NUMBER_MIN_COLS;
    orders->view.seen = 0;
    look_afresh(orders, row);
}

/* The order sent just now: selected where it is in the list, said where it is not. */
static void find_wanted(struct orders *orders)
{
    size_t row = row_of_number(orders->list, orders->wanted);
    if (row == nowhere) {
        ui_say(orders->ui, ROLE_WARNING,
               "%s is saved, but not in this list: its dates, customer or status are not those "
               "asked for.",
               orders->wanted);
    } else {
        if (orders->narrow.text.len)
            orders_set_narrow(orders, "");
        orders->has_moved = true;
        select_row(orders, row);
        ui_say(orders->ui, ROLE_OK, "%s is in the list.", orders->wanted);
    }
    free(orders->wanted);
    orders->wanted = NULL;
    orders->reads_for_it = false;
}

static void take_incoming(struct orders *orders)
{
    size_t row = selected_row(orders);
    if (row != nowhere) {
        const struct order_row *old = order_list_row(orders->list, row);
        row = row_of_number(orders->incoming, order_list_text(orders->list, old->number));
    }
    struct order_list *list = orders->incoming;
    orders->incoming = NULL;
    put_list(orders, list, row);
}

static void take_answer(void *context, const struct api_answer *answer)
{
    struct orders *orders = context;
    ui_forget(orders->ui, orders->timer);
    orders->timer = 0;
    orders->request = 0;
    if (answer->outcome == API_DONE) {
        orders->state = ORDERS_READ;
        orders->read_at = clock_now();
        if (orders->incoming)
            take_incoming(orders);
        orders_catch_up(orders);
        if (orders->reads_for_it)
            find_wanted(orders);
        return;
    }
    orders->state = ORDERS_FAILED;
    orders->outcome = answer->outcome;
    orders->http_status = answer->http_status;
    buf_set(&orders->trouble, answer->message);
    order_list_free(orders->incoming); /* the rows of before are whole, these are not */
    orders->incoming = NULL;
}

static void drop_read(struct orders *orders)
{
    const struct api *api = ui_api(orders->ui);
    if (orders->request)
        api->ops->drop(api->self, orders->request);
    orders->request = 0;
    ui_forget(orders->ui, orders->timer);
    orders->timer = 0;
    order_list_free(orders->incoming);
    orders->incoming = NULL;
}

void orders_read(struct orders *orders, bool same_question)
{
    drop_read(orders);
    orders->today = date_of_time(clock_now());
    filter_copy(&orders->asked, &orders->filter);
    if (same_question && orders->read_at) {
        orders->incoming = order_list_new(orders->today);
    } else {
        orders->read_at = 0;
        orders->has_moved = false;
        put_list(orders, order_list_new(orders->today), nowhere);
    }
    orders->state = ORDERS_READING;
    orders->reads_for_it = orders->wanted != NULL;
    orders->arrived = orders->bytes = 0;
    orders->began = clock_millis();
    const struct api *api = ui_api(orders->ui);
    orders->request = api->ops->list_orders(api->self, &(struct api_list_call){
                                                           .filter = &orders->asked,
                                                           .on_order = take_order,
                                                           .on_progress = take_progress,
                                                           .on_done = take_answer,
                                                           .context = orders,
                                                       });
    orders->timer = ui_after(orders->ui, TICK_MILLIS, tick, orders);
}

static bool stop_reading(struct orders *orders)
{
    if (orders->state != ORDERS_READING)
        return false;
    drop_read(orders);
    orders->state = ORDERS_STOPPED;
    return true;
}

void orders_select_number(struct ui *ui, const char *number)
{
    struct orders *orders = ui_find(ui, &orders_screen);
    if (!orders || !number || !*number)
        return;
    free(orders->wanted);
    orders->wanted = mem_strdup(number);
    orders->reads_for_it = false;
}

/* --- the screen --- */

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
    drop_read(orders);
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

void orders_set_narrow(struct orders *orders, const char *words)
{
    if (strcmp(buf_text(&orders->narrow.text), words) != 0)
        line_set(&orders->narrow, words);
    size_t row = selected_row(orders);
    order_view_narrow(&orders->view, orders->list, words);
    list_set_count(&orders->cursor, orders->view.count);
    orders->cursor.selected = orders->cursor.top = 0;
    if (!*words)
        select_row(orders, row); /* all rows are back: the one that was found stays selected */
}

static void sort_by(struct orders *orders, enum order_column column, bool reverse)
{
    orders->view.sort = column;
    orders->view.reverse = reverse;
    size_t row = selected_row(orders);
    look_afresh(orders, row);
    ui_say(orders->ui, ROLE_MESSAGE, "Sorted by %s%s.", orders_sort_title(column),
           reverse ? ", last first" : "");
}

static void show_selected(struct orders *orders)
{
    size_t row = selected_row(orders);
    if (row == nowhere) {
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
    } else if (action != ACTION_INTERRUPT || !stop_reading(orders)) {
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
