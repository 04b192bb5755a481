/* The lines that were cancelled from here; see cancelled.h. Reads the journal through its store and its
 * contents through the api, which knows their form. Sends nothing; drafting a line into its order reads
 * that order (1 request). */
#include "config.h"
#include "ui/screens/cancelled.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/date.h"
#include "model/diff.h"
#include "store/journal.h"
#include "ui/screens/cancelled_text.h"
#include "ui/screens/notice.h"
#include "ui/screens/order.h"
#include "ui/screens/text.h"
#include "ui/screens/words.h"
#include "ui/widgets/line.h"
#include "ui/widgets/list.h"
#include "work/fetch.h"

#include <stdlib.h>
#include <string.h>

struct cancelled {
    struct ui *ui;
    struct journal journal;
    size_t damaged;
    char *error;      /* why the journal cannot be read; NULL = it can */
    size_t *shown;    /* those with the words typed, as places in the journal */
    struct list list; /* of those shown */
    struct line typed;
    bool is_narrowing;
    struct fetch *fetch; /* of the order that a line is drafted into … */
    struct order wanted; /* … the line, with its header … */
    struct order found;  /* … and the order, once it is here … */
    bool is_found;       /* … and waits for this screen to be on top */
    char *why;           /* what is to be said instead */
};

/* How it ended, so that no word promises more than is known. */
static const struct outcome_words {
    const char *word;
    enum role role;
} outcome_words[] = {
    [JOURNAL_INTENT] = { "nobody knows", ROLE_WARNING },
    [JOURNAL_DONE] = { "cancelled", ROLE_NORMAL },
    [JOURNAL_REFUSED] = { "refused", ROLE_ERROR },
    [JOURNAL_NOT_SENT] = { "not sent", ROLE_DIM },
    [JOURNAL_UNKNOWN] = { "no answer", ROLE_WARNING },
};

/* ------ reading and narrowing ------ */

static bool has_words(const struct journal_record *record, const char *folded_words)
{
    struct buf row = { 0 };
    bool has = true;
    utf8_fold_into(&row, record->title);
    buf_add_char(&row, ' ');
    utf8_fold_into(&row, record->number);
    buf_add_char(&row, ' ');
    utf8_fold_into(&row, outcome_words[record->outcome].word);
    for (const char *at = folded_words; has && *at;) {
        at += strspn(at, " ");
        char *word = mem_strndup(at, strcspn(at, " "));
        has = strstr(buf_text(&row), word) != NULL;
        free(word);
        at += strcspn(at, " ");
    }
    buf_free(&row);
    return has;
}

static void narrow(struct cancelled *cancelled)
{
    char *words = utf8_fold(buf_text(&cancelled->typed.text));
    size_t count = 0;
    for (size_t i = 0; i < cancelled->journal.count; i++) {
        if (has_words(&cancelled->journal.list[i], words))
            cancelled->shown[count++] = i;
    }
    list_set_count(&cancelled->list, count);
    free(words);
}

static void read_journal(struct cancelled *cancelled)
{
    struct error error = { 0 };
    free(cancelled->error);
    cancelled->error = NULL;
    if (!journal_read(&cancelled->journal, JOURNAL_CANCEL, &cancelled->damaged, &error))
        cancelled->error = mem_strdup(error_text(&error));
    error_clear(&error);
    cancelled->shown =
        mem_resize(cancelled->shown, cancelled->journal.count + 1, sizeof *cancelled->shown);
    narrow(cancelled);
}

static void *open_cancelled(struct ui *ui, void *argument)
{
    struct cancelled *cancelled = mem_calloc(1, sizeof *cancelled);
    (void)argument;
    cancelled->ui = ui;
    line_set(&cancelled->typed, "");
    read_journal(cancelled);
    return cancelled;
}

static void stop_fetch(struct cancelled *cancelled)
{
    if (cancelled->fetch)
        ui_say_again(cancelled->ui, NULL);
    fetch_drop(cancelled->fetch);
    cancelled->fetch = NULL;
}

static void close_cancelled(void *screen)
{
    struct cancelled *cancelled = screen;
    stop_fetch(cancelled);
    journal_free(&cancelled->journal);
    line_free(&cancelled->typed);
    order_free(&cancelled->wanted);
    order_free(&cancelled->found);
    free(cancelled->why);
    free(cancelled->error);
    free(cancelled->shown);
    free(cancelled);
}

/* ------ drawing ------ */

enum { TIME_COLS = 17, DATE_COLS = 10, NORMAL_COLS = 76, ENDED_COLS = 12, GAP = 2 };

static int number_cols(const struct cancelled *cancelled)
{
    enum { LEAST = 6, MOST = 12 };
    int cols = LEAST;
    for (size_t i = 0; i < cancelled->journal.count; i++) {
        int own = utf8_width_cols(cancelled->journal.list[i].number);
        cols = own > cols ? own : cols;
    }
    return cols < MOST ? cols : MOST;
}

static void draw_head(struct cancelled *cancelled, struct area area)
{
    enum { TYPED_COLS = 30 };
    struct buf text = { 0 };
    if (cancelled->list.count < cancelled->journal.count)
        buf_addf(&text, "%zu of ", cancelled->list.count);
    words_count(&text, cancelled->journal.count, "line");
    buf_add(&text, ", newest first");
    if (cancelled->damaged)
        buf_addf(&text, "; %zu damaged in the journal", cancelled->damaged);
    bool finds = cancelled->is_narrowing || cancelled->typed.text.len;
    int left = finds ? TYPED_COLS + 8 : 1;
    paint_right(area, 0, left, area.cols - left - 1, cancelled->damaged ? ROLE_WARNING : ROLE_DIM,
                buf_text(&text));
    buf_free(&text);
    if (!finds)
        return;
    paint_text(area, 0, 1, 5, ROLE_LABEL, "Find");
    line_draw(&cancelled->typed, area, 0, 6, TYPED_COLS,
              cancelled->is_narrowing ? ROLE_FOCUS : ROLE_FIELD, cancelled->is_narrowing);
}

/* The whole date: lines may be years old. */
static void write_time(struct buf *out, time_t at)
{
    date_write(out, date_of_time(at));
    buf_add_char(out, ' ');
    words_time(out, at, at);
}

static void draw_row(const struct journal_record *record, struct area area, int y, int number,
                     enum role role)
{
    struct buf when = { 0 };
    int time = area.cols < NORMAL_COLS ? DATE_COLS : TIME_COLS;
    int x = 1, title = area.cols - 2 - time - number - ENDED_COLS - 3 * GAP;
    const struct outcome_words *ended = record ? &outcome_words[record->outcome] : NULL;
    if (record)
        write_time(&when, record->at);
    else
        buf_add(&when, "When");
    if (when.len > (size_t)time) /* the date alone */
        buf_remove(&when, (size_t)time, when.len - (size_t)time);
    paint_text(area, y, x, time, role, buf_text(&when));
    x += time + GAP;
    paint_text(area, y, x, number, role, record ? record->number : "Order");
    x += number + GAP;
    paint_text(area, y, x, title, role, record ? record->title : "Line");
    x += title + GAP;
    paint_text(area, y, x, ENDED_COLS, ended && role == ROLE_NORMAL ? ended->role : role,
               ended ? ended->word : "How it ended");
    buf_free(&when);
}

static void draw_rows(struct cancelled *cancelled, struct area area)
{
    int number = number_cols(cancelled);
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    draw_row(NULL, area, 0, number, ROLE_HEADING);
    struct area rows = area_rows(area, 1, -1);
    list_fit(&cancelled->list, rows.rows);
    for (int y = 0; y < rows.rows; y++) {
        size_t at = cancelled->list.top + (size_t)y;
        if (at >= cancelled->list.count)
            break;
        bool is_selected = at == cancelled->list.selected;
        if (is_selected)
            paint_left(rows, y, 0, rows.cols, ROLE_SELECTED, ">");
        draw_row(&cancelled->journal.list[cancelled->shown[at]], rows, y, number,
                 is_selected ? ROLE_SELECTED : ROLE_NORMAL);
    }
}

static void draw_nothing(const struct cancelled *cancelled, struct area area)
{
    if (cancelled->error) {
        struct buf text = { 0 };
        buf_addf(&text, "The journal cannot be read: %s.", cancelled->error);
        notice_draw(area, ROLE_ERROR, buf_text(&text), "F5 tries again. Esc goes back.");
        buf_free(&text);
    } else if (cancelled->journal.count) {
        notice_draw(area, ROLE_NORMAL, "No line has these words.", "\\ shows all of them again.");
    } else {
        notice_draw(area, ROLE_NORMAL, "No line was cancelled from here so far.",
                    "What is cancelled with Perennial under this profile is kept here with its "
                    "whole content. Lines cancelled elsewhere are not.");
    }
}

static const struct journal_record *selected(const struct cancelled *cancelled)
{
    return cancelled->list.selected < cancelled->list.count
               ? &cancelled->journal.list[cancelled->shown[cancelled->list.selected]]
               : NULL;
}

/* Below the rows: how the selected one ended, in words, or what is under way. */
static void draw_foot(const struct cancelled *cancelled, struct area area)
{
    const struct journal_record *record = selected(cancelled);
    struct buf text = { 0 };
    enum role role = ROLE_DIM;
    if (cancelled->fetch) {
        buf_addf(&text,
                 "Reading %s, so that the line can be drafted into it \u2026 "
                 "Ctrl-C stops.",
                 value_text(cancelled->wanted.v[ORDER_NUMBER]));
        role = ROLE_WARNING;
    } else if (record && record->outcome == JOURNAL_INTENT) {
        buf_add(&text, "It was sent, and nothing is known of how that ended: the order shows it.");
        role = ROLE_WARNING;
    } else if (record) {
        buf_add(&text, record->message);
    }
    paint_rule(area, 0);
    if (record)
        paint_text(area, 1, 1, area.cols - 2, ROLE_VALUE, record->title);
    paint_wrapped(area_rows(area, 2, -1), 0, 1, area.cols - 2, role, buf_text(&text));
    buf_free(&text);
}

static void draw(void *screen, struct area area)
{
    enum { FOOT_ROWS = 4 };
    struct cancelled *cancelled = screen;
    paint_no_cursor();
    draw_head(cancelled, area);
    paint_rule(area, 1);
    struct area middle = area_rows(area, 2, area.rows - 2 - FOOT_ROWS);
    if (cancelled->list.count)
        draw_rows(cancelled, middle);
    else
        draw_nothing(cancelled, middle);
    draw_foot(cancelled, area_rows(area, area.rows - FOOT_ROWS, FOOT_ROWS));
}

/* ------ what a line was ------ */

/* The header and the line as the journal has them; false and said where that cannot be read. */
static bool load(struct cancelled *cancelled, const struct journal_record *record,
                 struct order *order)
{
    struct issues issues = { 0 };
    struct error error = { 0 };
    bool done = api_read_order_file(record->text, strlen(record->text), order, &issues, &error);
    if (!done)
        ui_say(cancelled->ui, ROLE_ERROR, "Its content cannot be read: %s.", error_text(&error));
    else if (!order->item_count)
        ui_say(cancelled->ui, ROLE_ERROR, "The journal has no line with this entry.");
    done = done && order->item_count;
    if (done) {
        value_set(&order->v[ORDER_ID], record->order_id);
        value_set(&order->v[ORDER_NUMBER], record->number);
        value_set(&order->items[0].v[ITEM_ID], record->item_id);
    }
    issues_free(&issues);
    error_clear(&error);
    return done;
}

static void show(struct cancelled *cancelled)
{
    const struct journal_record *record = selected(cancelled);
    struct order order = { 0 };
    if (record && load(cancelled, record, &order)) {
        struct buf text = { 0 };
        buf_add(&text, outcome_words[record->outcome].word);
        if (record->message && *record->message)
            buf_addf(&text, ": %s", record->message);
        buf_add(&text, "\n\n");
        cancelled_write_text(&order, &text);
        struct text_start start = { record->title, buf_text(&text) };
        ui_push(cancelled->ui, &text_screen, &start);
        buf_free(&text);
    }
    order_free(&order);
}

/* ------ drafting anew ------ */

static void draft_order(struct cancelled *cancelled)
{
    const struct journal_record *record = selected(cancelled);
    struct order order = { 0 };
    if (record && load(cancelled, record, &order)) {
        struct order_screen_start start = { .order = &order, .is_copy = true };
        cancelled_forget_ids(&order);
        ui_push(cancelled->ui, &order_screen, &start);
    }
    order_free(&order);
}

static void take_order(void *context, enum fetch_result result, const struct order *order,
                       enum api_outcome outcome, const char *message)
{
    struct cancelled *cancelled = context;
    const char *number = value_text(cancelled->wanted.v[ORDER_NUMBER]);
    (void)outcome;
    cancelled->fetch = NULL;
    ui_say_again(cancelled->ui, NULL);
    ui_release_keys(cancelled->ui);
    if (result == FETCH_FOUND) {
        order_copy(&cancelled->found, order);
        cancelled->is_found = true;
        return;
    }
    ui_discard_keys(cancelled->ui);
    cancelled->why =
        result == FETCH_GONE
            ? mem_printf("%s is no active order any more: draft the line as a new order.", number)
            : mem_printf("%s could not be read: %s", number, message);
}

static void on_again(void *context, const struct api_again *again)
{
    ui_say_again(((struct cancelled *)context)->ui, again);
}

static void begin_line(struct cancelled *cancelled)
{
    const struct journal_record *record = selected(cancelled);
    order_free(&cancelled->wanted);
    if (!record || !load(cancelled, record, &cancelled->wanted))
        return;
    cancelled->fetch = fetch_start(&(struct fetch_call){
        .api = ui_api(cancelled->ui),
        .number = record->number,
        .id = record->order_id,
        .status = ORDER_ACTIVE,
        .on_done = take_order,
        .on_again = on_again,
        .context = cancelled,
    });
    ui_hold_keys(cancelled->ui); /* what is typed now is meant for the form */
}

static void open_change(struct cancelled *cancelled)
{
    struct order mine = { 0 };
    const struct order *found = &cancelled->found;
    if (diff_find_line(found, value_text(cancelled->wanted.items[0].v[ITEM_ID])) != DIFF_NOWHERE) {
        ui_say(cancelled->ui, ROLE_ERROR, "%s has this line still: there is nothing to draft anew.",
               value_text(found->v[ORDER_NUMBER]));
        return;
    }
    order_copy(&mine, found);
    cancelled_forget_ids(&cancelled->wanted);
    item_copy(order_insert_item(&mine, mine.item_count), &cancelled->wanted.items[0]);
    struct order_screen_start start = { .order = found, .is_change = true, .mine = &mine };
    ui_push(cancelled->ui, &order_screen, &start);
    order_free(&mine);
}

/* Only when this screen is on top: what arrived must not open a form over another screen. */
static void woken(void *screen)
{
    struct cancelled *cancelled = screen;
    if (cancelled->why) {
        ui_say(cancelled->ui, ROLE_ERROR, "%s", cancelled->why);
        free(cancelled->why);
        cancelled->why = NULL;
    }
    if (!cancelled->is_found)
        return;
    cancelled->is_found = false;
    open_change(cancelled);
}

/* ------ keys ------ */

static void end_narrowing(struct cancelled *cancelled, bool keeps)
{
    cancelled->is_narrowing = false;
    if (keeps)
        return;
    line_set(&cancelled->typed, "");
    narrow(cancelled);
}

static enum ui_handled type_key(void *screen, struct key key)
{
    struct cancelled *cancelled = screen;
    if (!cancelled->is_narrowing)
        return UI_NOT_HANDLED;
    enum line_result result = line_key(&cancelled->typed, key);
    if (result == LINE_CHANGED)
        narrow(cancelled);
    return result == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static bool interrupt(struct cancelled *cancelled)
{
    if (!cancelled->fetch)
        return false;
    stop_fetch(cancelled);
    ui_release_keys(cancelled->ui);
    ui_say(cancelled->ui, ROLE_MESSAGE, "Reading the order was stopped; nothing was drafted.");
    return true;
}

static enum ui_handled go_back(struct cancelled *cancelled)
{
    if (!cancelled->is_narrowing)
        return UI_NOT_HANDLED;
    end_narrowing(cancelled, false);
    return UI_HANDLED;
}

static void choose(struct cancelled *cancelled)
{
    if (cancelled->is_narrowing)
        end_narrowing(cancelled, true);
    else
        show(cancelled);
}

static bool can_show(const void *screen, struct buf *why)
{
    const struct cancelled *cancelled = screen;
    if (!selected(cancelled))
        buf_add(why, "There is no line here.");
    return selected(cancelled) || cancelled->is_narrowing;
}

static bool can_draft(const void *screen, struct buf *why)
{
    const struct cancelled *cancelled = screen;
    if (!selected(cancelled))
        buf_add(why, "There is no line to draft anew.");
    else if (cancelled->fetch)
        buf_add(why, "The order is still being read.");
    return selected(cancelled) && !cancelled->fetch;
}

static bool can_draft_line(const void *screen, struct buf *why)
{
    const struct cancelled *cancelled = screen;
    if (!can_draft(screen, why))
        return false;
    if (!ui_profile(cancelled->ui)->add_line_by_update)
        buf_add(why, "No line can be added to an order that is there: the profile's "
                     "add_line_by_update is off. Draft it as a new order.");
    else if (!*selected(cancelled)->number)
        buf_add(why, "The number of its order is not known. Draft it as a new order.");
    return !why->len;
}

static const struct screen_cost costs[] = {
    { ACTION_DRAFT_LINE, METHOD_ORDER_LIST, .purpose = API_LOOKING },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "Enter", "F2" }, ACTION_CHOOSE, "Show it", can_show },
    { { "F6", "Ctrl-N", "o" }, ACTION_DRAFT_ORDER, "As new order", can_draft },
    { { "F9", "+", "l" }, ACTION_DRAFT_LINE, "Into its order", can_draft_line },
    { { "/" }, ACTION_NARROW, "Narrow", NULL },
    { { "\\" }, ACTION_NARROW_CLEAR, NULL, NULL },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, NULL, NULL },
    { { "F3", "Esc", "q", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static enum ui_handled act(void *screen, enum action action)
{
    struct cancelled *cancelled = screen;
    if (list_act(&cancelled->list, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_CHOOSE:
        choose(cancelled);
        break;
    case ACTION_DRAFT_ORDER:
        draft_order(cancelled);
        break;
    case ACTION_DRAFT_LINE:
        begin_line(cancelled);
        break;
    case ACTION_NARROW:
        cancelled->is_narrowing = true;
        break;
    case ACTION_NARROW_CLEAR:
        end_narrowing(cancelled, false);
        break;
    case ACTION_REFRESH:
        read_journal(cancelled);
        break;
    case ACTION_INTERRUPT:
        return interrupt(cancelled) ? UI_HANDLED : UI_NOT_HANDLED;
    case ACTION_BACK:
        return go_back(cancelled);
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static void help_field(void *screen, struct buf *out)
{
    const struct cancelled *cancelled = screen;
    if (cancelled->is_narrowing)
        buf_add(out, "Words of customer, product, order or how it ended. Enter keeps them, Esc "
                     "shows all again.");
}

static const struct screen_sentence sentences[] = {
    { ACTION_CHOOSE, "Show the whole content of the line; end the words to narrow by" },
    { ACTION_REFRESH, "Read the journal again, without a request" },
    { ACTION_NONE, NULL },
};

const struct screen_class cancelled_screen = {
    .name = "cancelled",
    .title = "Cancelled lines",
    .about = "The lines that were cancelled from here under this profile, the newest first, each "
             "with its whole content out of the journal on this machine. One can be drafted anew "
             "as a new standing order, or as a new line of its own order, which is read for it. "
             "Nothing is sent: a draft is reviewed and sent as any other.",
    .bindings = bindings,
    .sentences = sentences,
    .costs = costs,
    .open = open_cancelled,
    .close = close_cancelled,
    .draw = draw,
    .key = type_key,
    .act = act,
    .field_help = help_field,
    .woken = woken,
};
