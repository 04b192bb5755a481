/* The list of standing orders without its looks: reading it, taking in rows that arrive, narrowing,
 * sorting, and which row is selected. What the files of the orders screen share; it knows the service
 * by api.h, and no screen and no drawing. */
#include "config.h"
#include "ui/screens/orders_core.h"
#include "ui/screens/words.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { TICK_MILLIS = 1000, NUMBER_MIN_COLS = 6, NUMBER_MAX_COLS = 10 };

int orders_request_cost(const struct filter *filter)
{
    return orders_asks_all(filter) ? 2 : 1;
}

bool orders_same_filter(const struct filter *a, const struct filter *b)
{
    for (size_t i = 0; i < FILTER_FIELDS; i++) {
        if (strcmp(value_text(a->v[i]), value_text(b->v[i])) != 0)
            return false;
    }
    return true;
}

bool orders_asks_all(const struct filter *filter)
{
    return strcmp(value_text(filter->v[FILTER_STATUS]), "All") == 0;
}

size_t orders_selected(const struct orders *orders)
{
    return orders->cursor.selected < orders->view.count ? orders->view.rows[orders->cursor.selected]
                                                        : orders_nowhere;
}

void orders_select(struct orders *orders, size_t row)
{
    for (size_t i = 0; row != orders_nowhere && i < orders->view.count; i++) {
        if (orders->view.rows[i] == row) {
            orders->cursor.selected = i;
            return;
        }
    }
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
    orders_select(orders, row);
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

/* After the rows shown have changed: costs them, and nothing where no row is marked. */
static void count_marked(struct orders *orders)
{
    orders->marked_shown = 0;
    order_marks_update(&orders->marks, orders->list);
    for (size_t i = 0; orders->marks.marked && i < orders->view.count; i++)
        orders->marked_shown += order_marks_has(&orders->marks, orders->view.rows[i]);
}

void orders_catch_up(struct orders *orders)
{
    if (orders->view.seen >= order_list_count(orders->list))
        return;
    size_t row = orders_selected(orders);
    order_view_update(&orders->view, orders->list, false);
    count_marked(orders);
    follow_selected(orders, row);
    measure_numbers(orders);
}

static void look_afresh(struct orders *orders, size_t row)
{
    order_view_update(&orders->view, orders->list, true);
    count_marked(orders);
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

/* What is on the screen stays until the new rows are whole, marks and cursor with it. */
static void begin_again(void *context, const struct api_again *again)
{
    struct orders *orders = context;
    const struct order_list *from = orders->incoming ? orders->incoming : orders->list;
    ui_say_again(orders->ui, again);
    orders->arrived = again->kept;
    if (!orders->incoming && !order_list_count(from))
        return;
    struct order_list *kept = order_list_new(orders->today);
    struct order order = { 0 };
    for (size_t row = 0; row < again->kept && row < order_list_count(from); row++) {
        order_list_unpack(from, row, &order);
        order_list_add(kept, &order);
    }
    order_free(&order);
    order_list_free(orders->incoming);
    orders->incoming = kept;
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
    order_marks_keep(&orders->marks, orders->list);
    order_list_free(orders->list);
    orders->list = list;
    orders->range_row = orders_nowhere;
    orders->number_seen = 0;
    orders->number_cols = NUMBER_MIN_COLS;
    orders->view.seen = 0;
    look_afresh(orders, row);
}

/* The order sent just now: selected where it is in the list, said where it is not. */
static void find_wanted(struct orders *orders)
{
    size_t row = order_list_find(orders->list, NULL, orders->wanted);
    if (row == orders_nowhere) {
        ui_say(orders->ui, ROLE_WARNING,
               "%s is saved, but not in this list: its dates, customer or status are not those "
               "asked for.",
               orders->wanted);
    } else {
        if (orders->narrow.text.len)
            orders_set_narrow(orders, "");
        orders->has_moved = true;
        orders_select(orders, row);
        ui_say(orders->ui, ROLE_OK, "%s is in the list.", orders->wanted);
    }
    free(orders->wanted);
    orders->wanted = NULL;
    orders->reads_for_it = false;
}

static void take_incoming(struct orders *orders)
{
    size_t row = orders_selected(orders);
    if (row != orders_nowhere) {
        const struct order_row *old = order_list_row(orders->list, row);
        struct buf id = { 0 };
        order_list_id(orders->list, row, &id);
        row = order_list_find(orders->incoming, buf_text(&id),
                              order_list_text(orders->list, old->number));
        buf_free(&id);
    }
    struct order_list *list = orders->incoming;
    orders->incoming = NULL;
    put_list(orders, list, row);
}

static void say_lost_marks(struct orders *orders)
{
    struct buf text = { 0 };
    size_t lost = order_marks_forget(&orders->marks);
    words_count(&text, lost, "marked order");
    if (lost)
        ui_say(orders->ui, ROLE_WARNING, "%s %s not in this list any more.", buf_text(&text),
               lost == 1 ? "is" : "are");
    buf_free(&text);
}

static void take_answer(void *context, const struct api_answer *answer)
{
    struct orders *orders = context;
    ui_forget(orders->ui, orders->timer);
    orders->timer = 0;
    orders->request = 0;
    ui_say_again(orders->ui, NULL);
    if (answer->outcome == API_DONE) {
        orders->state = ORDERS_READ;
        orders->read_at = clock_now();
        if (orders->incoming)
            take_incoming(orders);
        orders_catch_up(orders);
        say_lost_marks(orders);
        if (orders->reads_for_it)
            find_wanted(orders);
        return;
    }
    orders->state = ORDERS_FAILED;
    orders->outcome = answer->outcome;
    orders->http_status = answer->http_status;
    buf_set(&orders->trouble, answer->message);
    if (orders->incoming && !orders->read_at &&
        order_list_count(orders->incoming) >= order_list_count(orders->list))
        take_incoming(orders);         /* neither is whole, and this is newer */
    order_list_free(orders->incoming); /* the rows of before are whole, or more */
    orders->incoming = NULL;
}

void orders_drop_read(struct orders *orders)
{
    const struct api *api = ui_api(orders->ui);
    if (orders->request) {
        api->ops->drop(api->self, orders->request);
        ui_say_again(orders->ui, NULL);
    }
    orders->request = 0;
    ui_forget(orders->ui, orders->timer);
    orders->timer = 0;
    order_list_free(orders->incoming);
    orders->incoming = NULL;
}

bool orders_can_read(const struct orders *orders, struct buf *why)
{
    return ui_can_ask(orders->ui, METHOD_ORDER_LIST, orders_request_cost(&orders->filter),
                      API_LOOKING, why);
}

/* Nothing is asked: rows that are there stay. */
static void leave_unread(struct orders *orders, const char *why)
{
    if (orders->list) {
        if (!ui_is_warning(orders->ui))
            ui_say(orders->ui, ROLE_WARNING, "The list is as it was. %s", why);
        return;
    }
    put_list(orders, order_list_new(orders->today), orders_nowhere);
    filter_copy(&orders->asked, &orders->filter); /* what the filter goes back to */
    orders->asked_range = orders->range;
    orders->state = ORDERS_BARRED;
}

void orders_read(struct orders *orders, bool same_question)
{
    struct buf why = { 0 };
    bool can = orders_can_read(orders, &why);
    if (!can)
        leave_unread(orders, buf_text(&why));
    buf_free(&why);
    if (!can)
        return;
    orders_drop_read(orders);
    orders->today = date_of_time(clock_now());
    filter_copy(&orders->asked, &orders->filter);
    orders->asked_range = orders->range;
    if (same_question && orders->read_at) {
        orders->incoming = order_list_new(orders->today);
    } else {
        orders->read_at = 0;
        orders->has_moved = false;
        put_list(orders, order_list_new(orders->today), orders_nowhere);
    }
    orders->state = ORDERS_READING;
    orders->reads_for_it = orders->wanted != NULL;
    orders->arrived = orders->bytes = 0;
    orders->began = clock_millis();
    const struct api *api = ui_api(orders->ui);
    /* an order that is asked for by its number may be one to be cancelled */
    bool is_one = value_is_set(orders->asked.v[FILTER_NUMBER]);
    orders->request =
        api->ops->list_orders(api->self, &(struct api_list_call){
                                             .purpose = is_one ? API_SAVING : API_LOOKING,
                                             .filter = &orders->asked,
                                             .on_order = take_order,
                                             .on_progress = take_progress,
                                             .on_again = begin_again,
                                             .on_done = take_answer,
                                             .context = orders,
                                         });
    orders->timer = ui_after(orders->ui, TICK_MILLIS, tick, orders);
}

bool orders_stop(struct orders *orders)
{
    if (orders->state != ORDERS_READING)
        return false;
    orders_drop_read(orders);
    orders->state = ORDERS_STOPPED;
    return true;
}

void orders_set_narrow(struct orders *orders, const char *words)
{
    if (strcmp(buf_text(&orders->narrow.text), words) != 0)
        line_set(&orders->narrow, words);
    size_t row = orders_selected(orders);
    order_view_narrow(&orders->view, orders->list, words);
    count_marked(orders);
    list_set_count(&orders->cursor, orders->view.count);
    orders->cursor.selected = orders->cursor.top = 0;
    if (!*words)
        orders_select(orders, row); /* all rows are back: the one that was found stays selected */
}

void orders_sort(struct orders *orders, enum order_column column, bool reverse)
{
    orders->view.sort = column;
    orders->view.reverse = reverse;
    look_afresh(orders, orders_selected(orders));
}

void orders_put_row(struct orders *orders, const struct order *order)
{
    struct order known = *order; /* shallow: for its status alone */
    size_t row = order_list_find(orders->list, value_text(order->v[ORDER_ID]),
                                 value_text(order->v[ORDER_NUMBER]));
    if (row == ORDER_LIST_NOWHERE)
        return;
    if (known.status == ORDER_STATUS_UNKNOWN)
        known.status = (enum order_status)order_list_row(orders->list, row)->status;
    orders_catch_up(orders);
    size_t selected = orders_selected(orders);
    order_marks_replace(&orders->marks, orders->list, row, &known);
    look_afresh(orders, selected);
}

void orders_take_out_row(struct orders *orders, const char *order_id)
{
    size_t row = order_list_find(orders->list, order_id, NULL);
    if (row == ORDER_LIST_NOWHERE)
        return;
    orders_catch_up(orders);
    size_t selected = orders_selected(orders), at = orders->cursor.selected;
    order_marks_remove(&orders->marks, orders->list, row);
    order_list_remove(orders->list, row);
    if (orders->number_seen)
        orders->number_seen--;
    if (orders->range_row == row)
        orders->range_row = orders_nowhere;
    else if (orders->range_row != orders_nowhere && orders->range_row > row)
        orders->range_row--;
    bool was_selected = selected == row;
    if (selected != orders_nowhere && selected > row)
        selected--;
    look_afresh(orders, was_selected ? orders_nowhere : selected);
    if (was_selected) /* the one behind it takes its place on the screen */
        orders->cursor.selected = at < orders->view.count ? at : orders->cursor.selected;
}

void orders_mark(struct orders *orders, size_t row, bool marked)
{
    size_t before = orders->marks.marked;
    order_marks_set(&orders->marks, orders->list, row, marked);
    orders->marked_shown += orders->marks.marked - before;
}

void orders_mark_shown(struct orders *orders, size_t from, size_t to)
{
    for (size_t i = from; i <= to && i < orders->view.count; i++)
        orders_mark(orders, orders->view.rows[i], true);
}

void orders_unmark(struct orders *orders)
{
    order_marks_clear(&orders->marks);
    orders->marked_shown = 0;
}
