/* Cancelling lines; see cancel_lines.h. The orders are read again, lines are marked, the marked ones are
 * shown again and confirmed by typing, then they are cancelled one by one (work/cancel.h), and the orders
 * are read once more so that the list follows (cancel_orders.c). How rows look is cancel_rows.h's. */
#include "config.h"
#include "ui/screens/cancel_lines.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/date.h"
#include "ui/screens/cancel_view.h"
#include "ui/screens/notice.h"
#include "ui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* ------ opening and closing ------ */

static void *open_lines(struct ui *ui, void *argument)
{
    const struct cancel_lines_start *start = argument;
    if (!start->count) {
        ui_say(ui, ROLE_MESSAGE, "There is no standing order to cancel lines of.");
        return NULL;
    }
    struct cancel_lines *screen = mem_calloc(1, sizeof *screen);
    screen->ui = ui;
    screen->on_cancelled = start->on_cancelled;
    screen->context = start->context;
    screen->rows.today = date_of_time(clock_now());
    screen->rows.lead_days = ui_profile(ui)->lead_days;
    screen->picks = mem_calloc(start->count, sizeof *screen->picks);
    screen->pick_count = start->count;
    for (size_t i = 0; i < start->count; i++) {
        const struct cancel_pick *pick = &start->picks[i];
        screen->picks[i] = (struct cancel_view_pick){
            .id = mem_strdup(value_text(pick->order->v[ORDER_ID])),
            .number = mem_strdup(value_text(pick->order->v[ORDER_NUMBER])),
            .item_id = mem_strdup(pick->item_id),
        };
    }
    cancel_read_next(screen);
    return screen;
}

static void stop_timer(struct cancel_lines *screen)
{
    if (screen->timer)
        ui_forget(screen->ui, screen->timer);
    screen->timer = 0;
}

static void close_lines(void *self)
{
    struct cancel_lines *screen = self;
    stop_timer(screen);
    fetch_drop(screen->fetch);
    if (screen->work)
        cancel_free(screen->work);
    for (size_t i = 0; i < screen->pick_count; i++) {
        free(screen->picks[i].id);
        free(screen->picks[i].number);
        free(screen->picks[i].item_id);
    }
    free(screen->picks);
    free(screen->sent);
    free(screen->must_read);
    cancel_rows_clear(&screen->rows);
    buf_free(&screen->notes);
    confirm_free(&screen->confirm);
    page_free(&screen->page);
    free(screen);
}

/* ------ confirming ------ */

/* The next order that loses all of its lines; order_count where there is none. */
static size_t next_loser(const struct cancel_lines *screen, size_t from)
{
    while (from < screen->rows.order_count && !cancel_rows_loses_all(&screen->rows, from))
        from++;
    return from;
}

static void begin_confirming(struct cancel_lines *screen)
{
    char *wanted = mem_printf("%zu", cancel_rows_marked(&screen->rows));
    screen->state = CANCEL_CONFIRMING;
    screen->asked = screen->rows.order_count;
    screen->is_seen = false;
    screen->page.top = 0;
    cancel_write_page(screen);
    confirm_ask(&screen->confirm, screen->ui, wanted);
    free(wanted);
}

static void write_question(const struct cancel_lines *screen, struct buf *out)
{
    size_t marked = cancel_rows_marked(&screen->rows), lines = 0;
    if (screen->asked == screen->rows.order_count) {
        buf_addf(out, "Cancel %s: type %zu and Enter. Esc goes back, nothing is cancelled.",
                 marked == 1 ? "this line" : "these lines", marked);
        return;
    }
    for (size_t i = 0; i < screen->rows.cursor.count; i++)
        lines += screen->rows.list[i].order == screen->asked;
    const char *number = cancel_rows_number(&screen->rows, screen->asked);
    buf_addf(out,
             "%s loses %s and comes to its end: type %s and Enter. Esc goes back, nothing is "
             "cancelled.",
             number, lines == 1 ? "its only line" : "all of its lines", number);
}

static void start_work(struct cancel_lines *screen);

static void take_confirmation(struct cancel_lines *screen)
{
    if (!screen->is_seen) {
        ui_discard_keys(screen->ui);
        ui_say(screen->ui, ROLE_WARNING,
               "There are more lines below: PgDn shows them. They are "
               "confirmed once all of them were seen.");
        return;
    }
    if (!confirm_take(&screen->confirm)) {
        struct buf question = { 0 };
        write_question(screen, &question);
        ui_discard_keys(screen->ui);
        ui_say(screen->ui, ROLE_WARNING, "That is not what is asked for. %s", buf_text(&question));
        buf_free(&question);
        return;
    }
    bool is_first = screen->asked == screen->rows.order_count;
    screen->asked = next_loser(screen, is_first ? 0 : screen->asked + 1);
    if (screen->asked == screen->rows.order_count)
        start_work(screen);
    else
        confirm_ask(&screen->confirm, screen->ui, cancel_rows_number(&screen->rows, screen->asked));
}

/* ------ cancelling ------ */

static void tick(void *context)
{
    struct cancel_lines *screen = context;
    screen->timer = ui_after(screen->ui, 1000, tick, screen);
}

static void take_news(void *context, struct cancel *work)
{
    struct cancel_lines *screen = context;
    for (size_t i = 0; i < work->count && i < screen->sent_count; i++) {
        struct cancel_row *row = &screen->rows.list[screen->sent[i]];
        row->state = work->lines[i].state;
        free(row->message);
        row->message = mem_strdup(work->lines[i].message);
        cancel_tell(screen, row);
    }
    if (work->is_over) {
        stop_timer(screen);
        ui_discard_keys(screen->ui);
        ui_say(screen->ui, ROLE_MESSAGE, "%s", ""); /* what was said while it was on its way */
        screen->reading = 0;
        screen->state = CANCEL_REREADING;
        cancel_reread_next(screen);
    }
    cancel_write_page(screen);
}

/* The header, and this one line. */
static void copy_line(struct order *to, const struct order *from, size_t item)
{
    order_copy(to, from);
    for (size_t i = to->item_count; i-- > 0;) {
        if (i != item)
            order_remove_item(to, i);
    }
}

static void start_work(struct cancel_lines *screen)
{
    struct cancel_rows *rows = &screen->rows;
    size_t marked = cancel_rows_marked(rows);
    struct order *lines = mem_calloc(marked, sizeof *lines);
    screen->sent = mem_resize(screen->sent, marked, sizeof *screen->sent);
    screen->sent_count = 0;
    for (size_t i = 0; i < rows->cursor.count; i++) {
        if (!rows->list[i].is_marked)
            continue;
        copy_line(&lines[screen->sent_count], &rows->orders[rows->list[i].order],
                  rows->list[i].item);
        screen->sent[screen->sent_count++] = i;
    }
    free(screen->must_read);
    screen->must_read = mem_calloc(rows->order_count, sizeof *screen->must_read);
    screen->state = CANCEL_WORKING;
    screen->page.top = 0;
    screen->since = clock_millis();
    screen->timer = ui_after(screen->ui, 1000, tick, screen);
    screen->work = cancel_start(&(struct cancel_call){
        .api = ui_api(screen->ui),
        .lines = lines,
        .count = screen->sent_count,
        .on_news = take_news,
        .context = screen,
    });
    for (size_t i = 0; i < marked; i++)
        order_free(&lines[i]);
    free(lines);
    take_news(screen, screen->work); /* it may be over already, with nothing sent */
}

static void stop_work(struct cancel_lines *screen)
{
    if (screen->work)
        cancel_stop(screen->work);
    ui_say(screen->ui, ROLE_WARNING,
           "The line under way cannot be taken back; no more are sent after it.");
}

/* ------ drawing ------ */

static void draw_reading(const struct cancel_lines *screen, struct area area)
{
    struct buf headline = { 0 }, advice = { 0 };
    buf_addf(&headline, "Reading %s again \u2026", screen->picks[screen->at].number);
    size_t orders = cancel_count_orders(screen, screen->pick_count);
    if (orders > 1)
        buf_addf(&headline, " (order %zu of %zu)", cancel_count_orders(screen, screen->at + 1),
                 orders);
    buf_add(&advice, "Nothing is cancelled before you have seen the lines and confirmed them. "
                     "Ctrl-C stops reading, Esc goes back.");
    notice_draw(area, ROLE_NORMAL, buf_text(&headline), buf_text(&advice));
    buf_free(&headline);
    buf_free(&advice);
}

static void draw_choosing(struct cancel_lines *screen, struct area area)
{
    enum { FOOT_ROWS = 5, MOST_NOTES = 4 };
    struct area nowhere = { .cols = area.cols };
    const char *notes = buf_text(&screen->notes);
    if (!screen->rows.cursor.count) {
        notice_draw(area, ROLE_WARNING, screen->notes.len ? notes : "These orders have no lines.",
                    "There is no line to cancel. Esc goes back; F5 reads again.");
        return;
    }
    int above =
        screen->notes.len ? paint_wrapped(nowhere, 0, 1, area.cols - 2, ROLE_WARNING, notes) : 0;
    above = above > MOST_NOTES ? MOST_NOTES : above;
    paint_wrapped(area_rows(area, 0, above), 0, 1, area.cols - 2, ROLE_WARNING, notes);
    cancel_rows_draw(&screen->rows, area_rows(area, above, area.rows - above - FOOT_ROWS));
    paint_rule(area, area.rows - FOOT_ROWS);
    cancel_rows_draw_sums(&screen->rows, area_rows(area, area.rows - FOOT_ROWS + 1, -1));
}

static void write_progress(const struct cancel_lines *screen, struct buf *out)
{
    size_t done = screen->work ? screen->work->done : 0;
    buf_addf(out, "Cancelling line %zu of %zu \u2026 %lld s. ",
             done < screen->sent_count ? done + 1 : done, screen->sent_count,
             (long long)(clock_millis() - screen->since) / 1000);
    buf_add(out, screen->work && screen->work->is_stopping
                     ? "It stops after this one."
                     : "Esc or Ctrl-C stops after the one under way.");
}

/* Lines to be tried again; none as long as it is not known of one whether it is cancelled. */
static size_t count_left(const struct cancel_lines *screen)
{
    size_t left = 0;
    for (size_t i = 0; i < screen->rows.cursor.count; i++) {
        const struct cancel_row *row = &screen->rows.list[i];
        if (!row->is_marked)
            continue;
        if (row->state == CANCEL_UNKNOWN && !row->is_still_there)
            return 0;
        left += row->state != CANCEL_DONE;
    }
    return left;
}

static void write_report(const struct cancel_lines *screen, struct buf *out)
{
    static const struct {
        enum cancel_state state;
        const char *words;
    } kinds[] = { { CANCEL_DONE, "cancelled" },
                  { CANCEL_REFUSED, "refused" },
                  { CANCEL_UNKNOWN, "without an answer" },
                  { CANCEL_NOT_SENT, "not sent" } };
    size_t open = cancel_count_open(screen), said = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t count = 0;
        for (size_t i = 0; i < screen->rows.cursor.count; i++) {
            const struct cancel_row *row = &screen->rows.list[i];
            count += row->is_marked && row->state == kinds[k].state;
        }
        if (!count)
            continue;
        buf_add(out, said++ ? ", " : "");
        words_count(out, count, "line");
        buf_addf(out, " %s", kinds[k].words);
    }
    buf_add(out, ". ");
    if (open)
        buf_add(out, "F5 looks how it is now. ");
    size_t left = count_left(screen);
    if (left)
        buf_addf(out, "F10 reads and offers %s again. ", left == 1 ? "the one left" : "those left");
    buf_add(out, "Enter goes back.");
}

static bool is_all_done(const struct cancel_lines *screen)
{
    for (size_t i = 0; i < screen->rows.cursor.count; i++) {
        const struct cancel_row *row = &screen->rows.list[i];
        if (row->is_marked && row->state != CANCEL_DONE)
            return false;
    }
    return true;
}

static void draw_page(struct cancel_lines *screen, struct area area)
{
    struct buf text = { 0 };
    struct area foot = confirm_draw_page(&screen->page, area);
    enum role role = ROLE_WARNING;
    if (screen->state == CANCEL_WORKING)
        write_progress(screen, &text);
    else if (screen->state == CANCEL_REREADING)
        buf_addf(&text, "Reading %s again, so that the list shows it as it is now \u2026",
                 cancel_rows_number(&screen->rows, screen->reading));
    else
        write_report(screen, &text);
    if (screen->state != CANCEL_WORKING && is_all_done(screen))
        role = ROLE_OK;
    paint_wrapped(foot, 0, 1, foot.cols - 2, role, buf_text(&text));
    buf_free(&text);
}

static void draw_confirming(struct cancel_lines *screen, struct area area)
{
    struct buf question = { 0 };
    struct area foot = confirm_draw_page(&screen->page, area);
    const struct page *page = &screen->page;
    screen->is_seen |= page->top + (size_t)page->visible >= page->row_count;
    write_question(screen, &question);
    confirm_draw(&screen->confirm, foot, NULL, buf_text(&question), "Cancel");
    buf_free(&question);
}

static void draw(void *self, struct area area)
{
    struct cancel_lines *screen = self;
    paint_no_cursor();
    switch (screen->state) {
    case CANCEL_READING:
        draw_reading(screen, area);
        break;
    case CANCEL_CHOOSING:
        draw_choosing(screen, area);
        break;
    case CANCEL_CONFIRMING:
        draw_confirming(screen, area);
        break;
    case CANCEL_WORKING:
    case CANCEL_REREADING:
    case CANCEL_REPORT:
        draw_page(screen, area);
        break;
    }
}

static void heading(void *self, struct buf *out)
{
    const struct cancel_lines *screen = self;
    if (screen->pick_count == 1 || screen->rows.order_count == 1)
        buf_add(out, screen->picks[0].number);
    else if (screen->rows.order_count)
        words_count(out, screen->rows.order_count, "order");
    if (screen->state == CANCEL_CONFIRMING)
        buf_add(out, "  confirm");
    else if (screen->state == CANCEL_REPORT)
        buf_add(out, "  report");
}

/* ------ keys ------ */

static enum ui_handled type_key(void *self, struct key key)
{
    struct cancel_lines *screen = self;
    return screen->state == CANCEL_CONFIRMING ? confirm_key(&screen->confirm, key) : UI_NOT_HANDLED;
}

static void mark(struct cancel_lines *screen)
{
    struct cancel_rows *rows = &screen->rows;
    struct cancel_row *row = &rows->list[rows->cursor.selected];
    if (!cancel_rows_has_id(rows, row)) {
        ui_say(screen->ui, ROLE_WARNING,
               "The service gave no id for this line: it cannot be cancelled from here.");
        return;
    }
    row->is_marked = !row->is_marked;
    list_act(&rows->cursor, ACTION_MOVE_DOWN);
}

static void go_on(struct cancel_lines *screen)
{
    if (screen->state == CANCEL_CONFIRMING)
        take_confirmation(screen);
    else if (screen->state == CANCEL_REPORT)
        ui_pop(screen->ui);
    else if (screen->state == CANCEL_CHOOSING)
        ui_say(screen->ui, ROLE_MESSAGE,
               "Space marks a line; F10 goes on to what will be asked "
               "before anything is cancelled.");
    else
        ui_say(screen->ui, ROLE_MESSAGE, "It is under way; its end will stand here.");
}

static void go_back(struct cancel_lines *screen)
{
    switch (screen->state) {
    case CANCEL_CONFIRMING:
        screen->state = CANCEL_CHOOSING;
        ui_say(screen->ui, ROLE_MESSAGE, "Nothing was cancelled.");
        break;
    case CANCEL_WORKING:
        stop_work(screen);
        break;
    case CANCEL_READING:
    case CANCEL_CHOOSING:
    case CANCEL_REREADING:
    case CANCEL_REPORT:
        ui_pop(screen->ui);
        break;
    }
}

static bool interrupt(struct cancel_lines *screen)
{
    if (screen->state == CANCEL_READING)
        cancel_stop_reading(screen);
    else if (screen->state == CANCEL_WORKING)
        stop_work(screen);
    else if (screen->state == CANCEL_REREADING)
        cancel_stop_rereading(screen);
    else
        return false;
    return true;
}

static bool can_mark(const void *self, struct buf *why)
{
    const struct cancel_lines *screen = self;
    if (screen->state == CANCEL_READING)
        buf_add(why, "The lines are still being read.");
    else if (screen->state != CANCEL_CHOOSING)
        buf_add(why, "Lines are marked before they are confirmed.");
    else if (!screen->rows.cursor.count)
        buf_add(why, "There is no line to mark.");
    return screen->state == CANCEL_CHOOSING && screen->rows.cursor.count;
}

static bool can_cancel(const void *self, struct buf *why)
{
    const struct cancel_lines *screen = self;
    if (screen->state == CANCEL_CONFIRMING)
        return true;
    if (screen->state == CANCEL_CHOOSING && cancel_rows_marked(&screen->rows))
        return true;
    if (screen->state == CANCEL_REPORT && count_left(screen))
        return true;
    buf_add(why, screen->state == CANCEL_CHOOSING  ? "No line is marked; Space marks one."
                 : screen->state == CANCEL_READING ? "The lines are still being read."
                 : screen->state == CANCEL_REPORT && cancel_count_open(screen)
                     ? "It is not known yet how far it came: F5 looks first."
                     : "This was confirmed and carried out.");
    return false;
}

static bool can_read(const void *self, struct buf *why)
{
    const struct cancel_lines *screen = self;
    if (screen->state == CANCEL_CHOOSING)
        return true;
    if (screen->state == CANCEL_REPORT && cancel_count_open(screen))
        return true;
    buf_add(why, screen->state == CANCEL_REPORT ? "All of it is known; there is nothing to look up."
                                                : "That can be done before and after, not now.");
    return false;
}

/* What F10 leads to: the lines, and the orders read again behind them. */
static bool will_cancel(const struct cancel_lines *screen)
{
    return screen->state == CANCEL_CHOOSING || screen->state == CANCEL_CONFIRMING;
}

static int count_lines(const void *self)
{
    const struct cancel_lines *screen = self;
    return will_cancel(screen) ? (int)cancel_rows_marked(&screen->rows) : 0;
}

static int count_orders(const void *self)
{
    const struct cancel_lines *screen = self;
    int count = 0;
    for (size_t at = 0; at < screen->rows.order_count; at++) {
        bool is_read = false;
        for (size_t i = 0; i < screen->rows.cursor.count; i++) {
            const struct cancel_row *row = &screen->rows.list[i];
            is_read |= row->is_marked && row->order == at && row->state != CANCEL_DONE;
        }
        count += is_read;
    }
    return count;
}

static int count_confirmed(const void *self)
{
    const struct cancel_lines *screen = self;
    return screen->state == CANCEL_CONFIRMING ? count_lines(self) : 0;
}

static int count_confirmed_orders(const void *self)
{
    const struct cancel_lines *screen = self;
    return screen->state == CANCEL_CONFIRMING ? count_orders(self) : 0;
}

static int count_readings(const void *self)
{
    const struct cancel_lines *screen = self;
    return (int)(screen->state == CANCEL_REPORT ? cancel_count_open(screen)
                                                : cancel_count_orders(screen, screen->pick_count));
}

static const struct screen_cost costs[] = {
    { ACTION_CANCEL_LINES, METHOD_ORDER_ITEM_DELETE, API_SAVING, .requests = count_lines,
      .words = "1 request for each line, and 1 for each order to read it again" },
    { ACTION_CANCEL_LINES, METHOD_ORDER_LIST, API_SAVING, .requests = count_orders },
    { ACTION_CHOOSE, METHOD_ORDER_ITEM_DELETE, API_SAVING, .requests = count_confirmed,
      .words = "the same" },
    { ACTION_CHOOSE, METHOD_ORDER_LIST, API_SAVING, .requests = count_confirmed_orders },
    { ACTION_REFRESH, METHOD_ORDER_LIST, API_SAVING, .requests = count_readings,
      .words = "1 request for each order" },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "Space", "x" }, ACTION_MARK, "Mark", can_mark },
    { { "*" }, ACTION_MARK_ALL, "Mark all", can_mark },
    { { "U" }, ACTION_MARK_NONE, "Mark none", can_mark },
    { { "F10", "Ctrl-S" }, ACTION_CANCEL_LINES, "Cancel lines", can_cancel },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Read", can_read },
    { { "Enter" }, ACTION_CHOOSE, "Go on", NULL },
    { { "F3", "Esc", "q", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static bool moves(struct cancel_lines *screen, enum action action)
{
    if (screen->state == CANCEL_CHOOSING)
        return list_act(&screen->rows.cursor, action);
    return screen->state != CANCEL_READING && page_act(&screen->page, action);
}

static enum ui_handled act(void *self, enum action action)
{
    struct cancel_lines *screen = self;
    if (moves(screen, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_MARK:
        mark(screen);
        break;
    case ACTION_MARK_ALL:
        cancel_rows_mark_all(&screen->rows, true);
        break;
    case ACTION_MARK_NONE:
        cancel_rows_mark_all(&screen->rows, false);
        break;
    case ACTION_CANCEL_LINES:
        if (screen->state == CANCEL_CONFIRMING)
            take_confirmation(screen);
        else if (screen->state == CANCEL_REPORT)
            cancel_try_again(screen);
        else
            begin_confirming(screen);
        break;
    case ACTION_REFRESH:
        if (screen->state == CANCEL_REPORT)
            cancel_reread(screen);
        else
            cancel_read_again(screen);
        break;
    case ACTION_CHOOSE:
        go_on(screen);
        break;
    case ACTION_BACK:
        go_back(screen);
        break;
    case ACTION_INTERRUPT:
        return interrupt(screen) ? UI_HANDLED : UI_NOT_HANDLED;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct screen_sentence sentences[] = {
    { ACTION_CANCEL_LINES,
      "Show the marked lines, to be confirmed; after the end, offer those left once more" },
    { ACTION_CHOOSE, "Take what was typed to confirm it; go back once all is over" },
    { ACTION_REFRESH, "Read the orders again" },
    { ACTION_BACK,
      "Go one step back; while lines are being cancelled, stop after the one under way" },
    { ACTION_NONE, NULL },
};

const struct screen_class cancel_lines_screen = {
    .name = "cancel-lines",
    .title = "Cancel lines",
    .about =
        "The orders are read again, then each of their lines is listed with "
        "customer, product, boxes, the first truck a change reaches, and what a delivery of it "
        "comes to. Nothing is cancelled before the marked lines were shown once more and their "
        "number was typed; an order that loses all of its lines asks for its own number as well. "
        "Lines are cancelled one by one, and what became of each is said. A "
        "cancelled line cannot be brought back here; its content is kept and can be drafted anew.",
    .bindings = bindings,
    .sentences = sentences,
    .costs = costs,
    .open = open_lines,
    .close = close_lines,
    .draw = draw,
    .key = type_key,
    .act = act,
    .heading = heading,
};
