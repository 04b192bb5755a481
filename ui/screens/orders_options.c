/* Options per row of the list of standing orders: they are typed on rows, remembered while the list is
 * moved, and run together in the list's order; letters do the same at once. Opens the screens of one
 * order; knows nothing of how rows are drawn. */
#include "config.h"
#include "ui/screens/orders_options.h"
#include "ui/screens/calendar.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/order.h"
#include "ui/screens/prebooks.h"
#include "ui/screens/words.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* More screens one behind the other than these are a slip of the hand. */
enum { MOST_SCREENS = 20, MOST_CANCELLED = 50 };

enum { CHANGE = 2, COPY = 3, CANCEL = 4, SHOW = 5, CALENDAR = 8, PREBOOKS = 9 };

static void open_change(struct ui *ui, const struct order *order)
{
    ui_push(ui, &order_screen, &(struct order_screen_start){ .order = order, .is_change = true });
}

static void open_copy(struct ui *ui, const struct order *order)
{
    ui_push(ui, &order_screen, &(struct order_screen_start){ .order = order, .is_copy = true });
}

static void open_show(struct ui *ui, const struct order *order)
{
    ui_push(ui, &order_screen, &(struct order_screen_start){ .order = order, .read_only = true });
}

static void open_calendar(struct ui *ui, const struct order *order)
{
    ui_push(ui, &calendar_screen, (void *)(uintptr_t)order);
}

static void open_prebooks(struct ui *ui, const struct order *order)
{
    ui_push(ui, &prebooks_screen, (void *)(uintptr_t)order);
}

static const struct option {
    unsigned what;
    enum action typed, at_once; /* ACTION_NONE = there is no such key */
    const char *word;           /* "2 of 3: S03228, change." */
    const char *not_cancelled;  /* what a cancelled order cannot be; NULL = it can */
    void (*open)(struct ui *ui, const struct order *order); /* NULL = all of them in one screen */
} options[] = {
    { CHANGE, ACTION_OPTION_CHANGE, ACTION_ORDER_CHANGE, "change",
      "is cancelled: it cannot be changed. 3 copies it as a new order", open_change },
    { COPY, ACTION_OPTION_COPY, ACTION_ORDER_COPY, "copy", NULL, open_copy },
    { CANCEL, ACTION_OPTION_CANCEL, ACTION_ORDER_CANCEL, "cancel lines", "is cancelled already",
      NULL },
    { SHOW, ACTION_OPTION_SHOW, ACTION_ORDER_SHOW, "display", NULL, open_show },
    { CALENDAR, ACTION_OPTION_CALENDAR, ACTION_ORDER_CALENDAR, "calendar", NULL, open_calendar },
    { PREBOOKS, ACTION_NONE, ACTION_ORDER_PREBOOKS, "prebooks", NULL, open_prebooks },
};

enum { OPTIONS = sizeof options / sizeof *options };

static const struct option *option_of(unsigned what)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        if (options[i].what == what)
            return &options[i];
    }
    return NULL;
}

/* --- what is to be done --- */

static void drop_todo(struct orders *orders)
{
    struct orders_todo *todo = &orders->todo;
    for (size_t i = 0; i < todo->count; i++) {
        free(todo->list[i].id);
        free(todo->list[i].number);
    }
    todo->count = todo->next = todo->opened = todo->screens = 0;
}

void orders_options_free(struct orders *orders)
{
    drop_todo(orders);
    free(orders->todo.list);
}

static void add_todo(struct orders *orders, size_t row, unsigned what)
{
    struct orders_todo *todo = &orders->todo;
    struct buf id = { 0 };
    order_list_id(orders->list, row, &id);
    MEM_GROW(todo->list, todo->count, todo->cap);
    todo->list[todo->count++] = (struct orders_task){
        .id = buf_take(&id),
        .number =
            mem_strdup(order_list_text(orders->list, order_list_row(orders->list, row)->number)),
        .what = what,
    };
}

static size_t find_task(const struct orders *orders, const struct orders_task *task)
{
    return order_list_find(orders->list, task->id, task->number);
}

/* All that are to be cancelled, from here on, in one screen. */
static bool open_cancel(struct orders *orders);

static bool refuse_cancelled(struct orders *orders, const struct option *option, size_t row)
{
    const struct order_row *facts = order_list_row(orders->list, row);
    if (!option->not_cancelled || facts->status != ORDER_CANCELLED)
        return false;
    ui_say(orders->ui, ROLE_WARNING, "%s %s.", order_list_text(orders->list, facts->number),
           option->not_cancelled);
    return true;
}

static bool open_one(struct orders *orders, struct orders_task *task)
{
    const struct option *option = option_of(task->what);
    struct order order = { 0 };
    size_t row = find_task(orders, task);
    if (row == ORDER_LIST_NOWHERE) /* it went while the one before was on screen */
        return false;
    if (order_marks_option(&orders->marks, row) == task->what)
        order_marks_set_option(&orders->marks, row, 0);
    if (refuse_cancelled(orders, option, row))
        return false;
    orders_select(orders, row); /* where the list is left, it stands on this row */
    orders->has_moved = true;
    order_list_unpack(orders->list, row, &order);
    option->open(orders->ui, &order);
    order_free(&order);
    return true;
}

/* Which of how many it is; what went wrong with the one before, or with this one, counts for more. */
static void say_which(struct orders *orders, const struct orders_task *task)
{
    const struct orders_todo *todo = &orders->todo;
    if (todo->screens < 2 || ui_is_warning(orders->ui))
        return;
    ui_say(orders->ui, ROLE_MESSAGE, "%zu of %zu: %s%s%s.%s", todo->opened, todo->screens,
           task->what == CANCEL ? "" : task->number, task->what == CANCEL ? "" : ", ",
           option_of(task->what)->word,
           todo->opened < todo->screens ? " Ctrl-C leaves out what comes after it." : "");
}

/* Options that were typed stay on their rows: nothing of it was done. */
bool orders_options_leave_out(struct orders *orders)
{
    const struct orders_todo *todo = &orders->todo;
    size_t left = 0;
    bool is_cancel = false;
    for (size_t i = todo->next; i < todo->count; i++) {
        left += !todo->list[i].is_done && (todo->list[i].what != CANCEL || !is_cancel);
        is_cancel |= !todo->list[i].is_done && todo->list[i].what == CANCEL;
    }
    if (!left)
        return false;
    drop_todo(orders);
    ui_say(orders->ui, ROLE_MESSAGE,
           "Left out: the %zu that %s to come. Nothing was done there; F3 goes back to the list.",
           left, left == 1 ? "was" : "were");
    return true;
}

bool orders_options_go_on(struct orders *orders)
{
    struct orders_todo *todo = &orders->todo;
    while (todo->next < todo->count) {
        struct orders_task *task = &todo->list[todo->next++];
        if (task->is_done)
            continue;
        todo->opened++;
        if (task->what == CANCEL ? open_cancel(orders) : open_one(orders, task)) {
            say_which(orders, task);
            return true;
        }
    }
    drop_todo(orders);
    return false;
}

/* --- cancelling --- */

static void line_cancelled(void *context, const char *order_id, const char *item_id)
{
    struct orders *orders = context;
    struct order order = { 0 };
    size_t row = order_list_find(orders->list, order_id, NULL);
    if (row == ORDER_LIST_NOWHERE)
        return;
    order_list_unpack(orders->list, row, &order);
    for (size_t i = order.item_count; i-- > 0;) {
        if (strcmp(value_text(order.items[i].v[ITEM_ID]), item_id) == 0)
            order_remove_item(&order, i);
    }
    if (order.item_count)
        orders_put_row(orders, &order);
    else
        orders_take_out_row(orders, order_id);
    order_free(&order);
}

/* Whether lines of so many orders may be cancelled; said where not. */
static bool may_cancel(struct ui *ui, size_t orders)
{
    struct buf why = { 0 };
    bool can = ui_may(ui, METHOD_ORDER_ITEM_DELETE, &why) &&
               ui_can_ask(ui, METHOD_ORDER_LIST, (long)orders, API_SAVING, &why);
    if (!can)
        ui_say(ui, ROLE_WARNING, "%s", buf_text(&why));
    buf_free(&why);
    return can;
}

static bool open_cancel(struct orders *orders)
{
    struct orders_todo *todo = &orders->todo;
    struct order *picked = mem_calloc(todo->count, sizeof *picked);
    struct cancel_pick *picks = mem_calloc(todo->count, sizeof *picks);
    size_t count = 0;
    for (size_t i = todo->next - 1; i < todo->count; i++) {
        struct orders_task *task = &todo->list[i];
        if (task->what != CANCEL)
            continue;
        size_t row = find_task(orders, task);
        task->is_done = true;
        if (row == ORDER_LIST_NOWHERE)
            continue;
        if (order_marks_option(&orders->marks, row) == CANCEL)
            order_marks_set_option(&orders->marks, row, 0);
        if (refuse_cancelled(orders, option_of(CANCEL), row))
            continue;
        order_list_unpack(orders->list, row, &picked[count]);
        picks[count] = (struct cancel_pick){ .order = &picked[count] };
        count++;
    }
    bool can = count && may_cancel(orders->ui, count);
    if (can)
        ui_push(orders->ui, &cancel_lines_screen,
                &(struct cancel_lines_start){ .picks = picks,
                                              .count = count,
                                              .on_cancelled = line_cancelled,
                                              .context = orders });
    for (size_t i = 0; i < count; i++)
        order_free(&picked[i]);
    free(picked);
    free(picks);
    return can;
}

/* --- running --- */

static void run(struct orders *orders)
{
    struct orders_todo *todo = &orders->todo;
    size_t cancelled = 0;
    for (size_t i = 0; i < todo->count; i++)
        cancelled += todo->list[i].what == CANCEL;
    todo->screens = todo->count - cancelled + (cancelled ? 1 : 0);
    if (todo->screens > MOST_SCREENS || cancelled > MOST_CANCELLED) {
        if (todo->screens > MOST_SCREENS)
            ui_say(orders->ui, ROLE_WARNING,
                   "That would open %zu screens, one after the other; %d are the most at once.",
                   todo->screens, MOST_SCREENS);
        else
            ui_say(orders->ui, ROLE_WARNING,
                   "Lines of %zu orders are too many to cancel at once; %d orders are the most.",
                   cancelled, MOST_CANCELLED);
        drop_todo(orders);
        return;
    }
    orders_options_go_on(orders);
}

/* In the order of the list, those that the narrowing hides too: they were typed on a row that was seen,
 * and each is seen again before anything is done. */
static void run_options(struct orders *orders)
{
    size_t left = orders->marks.opted;
    drop_todo(orders);
    if (!left) {
        size_t row = orders_selected(orders);
        if (row != orders_nowhere)
            add_todo(orders, row, SHOW);
    }
    for (size_t i = 0; left && i < orders->view.seen; i++) {
        unsigned what = order_marks_option(&orders->marks, orders->view.sorted[i]);
        if (!what)
            continue;
        add_todo(orders, orders->view.sorted[i], what);
        left--;
    }
    run(orders);
}

/* The marked rows, else the one selected. */
static void run_at_once(struct orders *orders, unsigned what)
{
    size_t left = orders->marks.marked;
    drop_todo(orders);
    if (!left)
        add_todo(orders, orders_selected(orders), what);
    for (size_t i = 0; left && i < orders->view.seen; i++) {
        if (!order_marks_has(&orders->marks, orders->view.sorted[i]))
            continue;
        add_todo(orders, orders->view.sorted[i], what);
        left--;
    }
    run(orders);
}

/* --- marks --- */

static void mark_range(struct orders *orders)
{
    size_t row = orders_selected(orders), from = orders->cursor.selected, at = 0;
    struct buf text = { 0 };
    while (at < orders->view.count && orders->view.rows[at] != orders->range_row)
        at++;
    if (orders->range_row == orders_nowhere || at == orders->view.count) {
        orders->range_row = row;
        ui_say(orders->ui, ROLE_MESSAGE,
               "A range begins here. v on its last row marks all between; Esc gives it up.");
        return;
    }
    orders_mark_shown(orders, from < at ? from : at, from < at ? at : from);
    orders->range_row = orders_nowhere;
    words_count(&text, orders->marks.marked, "order");
    ui_say(orders->ui, ROLE_MESSAGE, "%s marked.", buf_text(&text));
    buf_free(&text);
}

static void mark_all(struct orders *orders)
{
    struct buf text = { 0 };
    if (orders->view.count)
        orders_mark_shown(orders, 0, orders->view.count - 1);
    words_count(&text, orders->marks.marked, "order");
    ui_say(orders->ui, ROLE_MESSAGE, "%s marked%s", buf_text(&text),
           orders->state == ORDERS_READING ? "; those still to arrive are not." : ".");
    buf_free(&text);
}

static void unmark(struct orders *orders)
{
    struct buf text = { 0 };
    orders->range_row = orders_nowhere;
    words_count(&text, orders->marks.marked, "mark");
    if (orders->marks.opted) {
        buf_add(&text, " and ");
        words_count(&text, orders->marks.opted, "option");
    }
    ui_say(orders->ui, ROLE_MESSAGE, "Taken off: %s.", buf_text(&text));
    orders_unmark(orders);
    buf_free(&text);
}

static bool act_on_marks(struct orders *orders, enum action action)
{
    size_t row = orders_selected(orders);
    if (action == ACTION_MARK)
        orders_mark(orders, row, !order_marks_has(&orders->marks, row));
    else if (action == ACTION_MARK_RANGE)
        mark_range(orders);
    else if (action == ACTION_MARK_ALL)
        mark_all(orders);
    else if (action == ACTION_MARK_NONE)
        unmark(orders);
    else if (action == ACTION_OPTION_OFF)
        order_marks_set_option(&orders->marks, row, 0);
    else
        return false;
    return true;
}

bool orders_options_act(struct orders *orders, enum action action)
{
    if (action == ACTION_OPTIONS_RUN) {
        run_options(orders);
        return true;
    }
    for (size_t i = 0; i < OPTIONS; i++) {
        if (action == options[i].at_once)
            run_at_once(orders, options[i].what);
        else if (action == options[i].typed)
            order_marks_set_option(&orders->marks, orders_selected(orders), options[i].what);
        else
            continue;
        return true;
    }
    return act_on_marks(orders, action);
}

/* --- for bindings --- */

bool orders_has_rows(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    if (orders->view.count)
        return true;
    buf_add(why, order_list_count(orders->list) ? "No row is shown: Esc shows all of them."
                                                : "There is no order to show yet.");
    return false;
}

/* Several marked ones are looked at one by one, when their turn comes. */
static bool can_do(const struct orders *orders, unsigned what, struct buf *why)
{
    size_t row = orders_selected(orders);
    if (!orders_has_rows(orders, why))
        return false;
    const struct order_row *facts = order_list_row(orders->list, row);
    if (orders->marks.marked || facts->status != ORDER_CANCELLED)
        return true;
    buf_addf(why, "%s %s.", order_list_text(orders->list, facts->number),
             option_of(what)->not_cancelled);
    return false;
}

bool orders_can_change(const void *screen, struct buf *why)
{
    return can_do(screen, CHANGE, why);
}

bool orders_can_cancel(const void *screen, struct buf *why)
{
    const struct orders *orders = screen;
    return can_do(orders, CANCEL, why) && ui_may(orders->ui, METHOD_ORDER_ITEM_DELETE, why);
}

int orders_count_cancels(const void *screen)
{
    const struct orders *orders = screen;
    int count = 0;
    size_t left = orders->marks.opted;
    for (size_t i = 0; left && i < orders->view.seen; i++) {
        unsigned what = order_marks_option(&orders->marks, orders->view.sorted[i]);
        left -= what != 0;
        count += what == CANCEL;
    }
    return count;
}

int orders_count_picked(const void *screen)
{
    const struct orders *orders = screen;
    return orders->marks.marked ? (int)orders->marks.marked : 1;
}
