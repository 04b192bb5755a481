/* The orders behind the screen that cancels lines: read before anything is shown, and again after lines
 * were cancelled, so that the list follows and what got no answer is looked up; see cancel_view.h. Draws
 * nothing. */
#include "config.h"
#include "ui/screens/cancel_view.h"
#include "base/mem.h"
#include "model/diff.h"
#include "store/journal.h"
#include "ui/screens/orders.h"

#include <stdlib.h>
#include <string.h>

void cancel_tell(struct cancel_lines *screen, struct cancel_row *row)
{
    const struct order *order = &screen->rows.orders[row->order];
    if (row->is_told || row->state != CANCEL_DONE)
        return;
    row->is_told = true;
    screen->must_read[row->order] = true;
    if (screen->on_cancelled)
        screen->on_cancelled(screen->context, value_text(order->v[ORDER_ID]),
                             value_text(order->items[row->item].v[ITEM_ID]));
}

void cancel_write_page(struct cancel_lines *screen)
{
    bool is_asked = screen->state == CANCEL_CONFIRMING;
    size_t top = screen->page.top;
    struct buf sums = { 0 };
    page_free(&screen->page);
    if (is_asked) {
        page_add(&screen->page, ROLE_WARNING, 0,
                 "A cancelled line cannot be brought back here; its content is kept and can be "
                 "drafted anew. Prebooks already made stay.");
        cancel_rows_write_sums(&screen->rows, &sums);
        page_add(&screen->page, ROLE_TOTAL, 0, buf_text(&sums));
        buf_free(&sums);
    }
    cancel_rows_write(&screen->rows, !is_asked, &screen->page);
    if (screen->notes.len) {
        page_add(&screen->page, ROLE_NORMAL, 0, "");
        page_add(&screen->page, ROLE_WARNING, 0, buf_text(&screen->notes));
    }
    screen->page.top = top;
}

/* ------ reading the orders again ------ */

static void note(struct cancel_lines *screen, const char *number, const char *what)
{
    buf_addf(&screen->notes, "%s%s %s", screen->notes.len ? " " : "", number, what);
}

static void begin_choosing(struct cancel_lines *screen)
{
    screen->state = CANCEL_CHOOSING;
    for (size_t i = screen->pick_count; i-- > 0;) { /* the cursor comes to the first one */
        const struct cancel_view_pick *pick = &screen->picks[i];
        if (pick->item_id)
            cancel_rows_mark(&screen->rows, pick->id, pick->item_id);
    }
}

/* The rest is not asked for: that would come to the same. */
static void give_up_reading(struct cancel_lines *screen, const char *why)
{
    for (; screen->at < screen->pick_count; screen->at++) {
        if (!screen->picks[screen->at].is_read)
            note(screen, screen->picks[screen->at].number, why);
    }
    begin_choosing(screen);
}

static void take_order(void *context, enum fetch_result result, const struct order *order,
                       enum api_outcome outcome, const char *message)
{
    struct cancel_lines *screen = context;
    struct cancel_view_pick *pick = &screen->picks[screen->at];
    screen->fetch = NULL;
    ui_say_again(screen->ui, NULL);
    pick->is_read = true;
    if (result == FETCH_FOUND) {
        cancel_rows_add(&screen->rows, order);
        orders_put(screen->ui, order);
    } else if (result == FETCH_GONE) {
        note(screen, pick->number, "is no active order any more and is left out.");
        orders_take_out(screen->ui, pick->id);
    } else {
        char *why = mem_printf("could not be read and is left out: %s", message);
        note(screen, pick->number, why);
        free(why);
    }
    screen->at++;
    if (outcome == API_UNREACHED || outcome == API_NO_BUDGET)
        give_up_reading(screen, "was not read and is left out.");
    else
        cancel_read_next(screen);
}

static bool was_read_before(const struct cancel_lines *screen, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (strcmp(screen->picks[i].id, screen->picks[at].id) == 0)
            return true;
    }
    return false;
}

size_t cancel_count_orders(const struct cancel_lines *screen, size_t until)
{
    size_t count = 0;
    for (size_t i = 0; i < until; i++)
        count += !was_read_before(screen, i);
    return count;
}

static void on_again(void *context, const struct api_again *again)
{
    ui_say_again(((struct cancel_lines *)context)->ui, again);
}

static void start_fetch(struct cancel_lines *screen, const char *number, const char *id,
                        void (*on_done)(void *, enum fetch_result, const struct order *,
                                        enum api_outcome, const char *))
{
    screen->fetch = fetch_start(&(struct fetch_call){
        .api = ui_api(screen->ui),
        .number = number,
        .id = id,
        .status = ORDER_ACTIVE,
        .on_done = on_done,
        .on_again = on_again,
        .context = screen,
    });
}

void cancel_read_next(struct cancel_lines *screen)
{
    while (screen->at < screen->pick_count && was_read_before(screen, screen->at))
        screen->at++;
    if (screen->at == screen->pick_count) {
        begin_choosing(screen);
        return;
    }
    screen->state = CANCEL_READING;
    start_fetch(screen, screen->picks[screen->at].number, screen->picks[screen->at].id, take_order);
}

void cancel_stop_reading(struct cancel_lines *screen)
{
    fetch_drop(screen->fetch);
    screen->fetch = NULL;
    ui_say_again(screen->ui, NULL);
    give_up_reading(screen, "was not read, since reading was stopped; it is left out.");
}

/* Marks are kept: as picks of the lines that had them. */
void cancel_read_again(struct cancel_lines *screen)
{
    struct cancel_rows *rows = &screen->rows;
    size_t orders = screen->pick_count;
    screen->picks =
        mem_resize(screen->picks, orders + cancel_rows_marked(rows) + 1, sizeof *screen->picks);
    for (size_t i = 0; i < orders; i++) {
        struct cancel_view_pick *pick = &screen->picks[i];
        pick->is_read = false;
        if (!cancel_rows_has_order(rows, pick->id))
            continue; /* its mark was never to be seen, and is kept */
        free(pick->item_id);
        pick->item_id = NULL;
    }
    for (size_t i = 0; i < rows->cursor.count; i++) {
        const struct order *order = &rows->orders[rows->list[i].order];
        if (rows->list[i].is_marked)
            screen->picks[screen->pick_count++] = (struct cancel_view_pick){
                .id = mem_strdup(value_text(order->v[ORDER_ID])),
                .number = mem_strdup(value_text(order->v[ORDER_NUMBER])),
                .item_id = mem_strdup(value_text(order->items[rows->list[i].item].v[ITEM_ID])),
            };
    }
    cancel_rows_clear(rows);
    buf_clear(&screen->notes);
    screen->at = 0;
    cancel_read_next(screen);
}

static bool has_marked(const struct cancel_rows *rows, const char *order_id)
{
    for (size_t i = 0; i < rows->cursor.count; i++) {
        const struct cancel_row *row = &rows->list[i];
        if (row->is_marked &&
            strcmp(value_text(rows->orders[row->order].v[ORDER_ID]), order_id) == 0)
            return true;
    }
    return false;
}

void cancel_try_again(struct cancel_lines *screen)
{
    struct cancel_rows *rows = &screen->rows;
    size_t kept = 0;
    for (size_t i = 0; i < rows->cursor.count; i++)
        rows->list[i].is_marked &= rows->list[i].state != CANCEL_DONE;
    for (size_t i = 0; i < screen->pick_count; i++) { /* an order that is done with is not read */
        struct cancel_view_pick *pick = &screen->picks[i];
        if (!cancel_rows_has_order(rows, pick->id) || has_marked(rows, pick->id)) {
            screen->picks[kept++] = *pick;
            continue;
        }
        free(pick->id);
        free(pick->number);
        free(pick->item_id);
    }
    screen->pick_count = kept;
    cancel_free(screen->work);
    screen->work = NULL;
    cancel_read_again(screen);
}

/* ------ the list follows ------ */

static const char settled_words[] = "No answer came; read again, it was not there any more.";

/* What nobody knew is known now: the journal is told as well. */
static void settle_journal(const char *item_id)
{
    struct journal journal = { 0 };
    if (!journal_read(&journal, JOURNAL_CANCEL, NULL, NULL))
        return;
    for (size_t i = 0; i < journal.count; i++) {
        const struct journal_record *record = &journal.list[i];
        if (strcmp(record->item_id, item_id) != 0)
            continue;
        if (record->outcome == JOURNAL_UNKNOWN || record->outcome == JOURNAL_INTENT)
            journal_end(record->id, JOURNAL_DONE, settled_words, NULL);
        break;
    }
    journal_free(&journal);
}

/* `order` NULL = it is not active any more. */
static void settle_unknown(struct cancel_lines *screen, size_t at, const struct order *order)
{
    for (size_t i = 0; i < screen->rows.cursor.count; i++) {
        struct cancel_row *row = &screen->rows.list[i];
        const char *item_id =
            value_text(screen->rows.orders[row->order].items[row->item].v[ITEM_ID]);
        if (!row->is_marked || row->order != at || row->state != CANCEL_UNKNOWN)
            continue;
        row->is_still_there = order && diff_find_line(order, item_id) != DIFF_NOWHERE;
        if (row->is_still_there)
            continue;
        row->state = CANCEL_DONE;
        free(row->message);
        row->message = mem_strdup(settled_words);
        settle_journal(item_id);
        cancel_tell(screen, row);
    }
}

static void take_reread(void *context, enum fetch_result result, const struct order *order,
                        enum api_outcome outcome, const char *message)
{
    struct cancel_lines *screen = context;
    size_t at = screen->reading;
    (void)outcome;
    screen->fetch = NULL;
    ui_say_again(screen->ui, NULL);
    if (result == FETCH_FAILED) {
        char *why =
            mem_printf("could not be read again, so the list may show it as it was: %s", message);
        note(screen, cancel_rows_number(&screen->rows, at), why);
        free(why);
    } else {
        settle_unknown(screen, at, order);
        screen->must_read[at] = false;
        if (order)
            orders_put(screen->ui, order);
        else
            orders_take_out(screen->ui, value_text(screen->rows.orders[at].v[ORDER_ID]));
    }
    screen->reading++;
    cancel_reread_next(screen);
    cancel_write_page(screen);
}

void cancel_reread_next(struct cancel_lines *screen)
{
    struct cancel_rows *rows = &screen->rows;
    while (screen->reading < rows->order_count && !screen->must_read[screen->reading])
        screen->reading++;
    if (screen->reading == rows->order_count) {
        screen->state = CANCEL_REPORT;
        return;
    }
    start_fetch(screen, value_text(rows->orders[screen->reading].v[ORDER_NUMBER]),
                value_text(rows->orders[screen->reading].v[ORDER_ID]), take_reread);
}

size_t cancel_count_open(const struct cancel_lines *screen)
{
    size_t count = 0;
    for (size_t at = 0; at < screen->rows.order_count; at++) {
        bool is_open = screen->must_read && screen->must_read[at];
        for (size_t i = 0; i < screen->rows.cursor.count; i++) {
            const struct cancel_row *row = &screen->rows.list[i];
            is_open |= row->is_marked && row->order == at && row->state == CANCEL_UNKNOWN;
        }
        count += is_open;
    }
    return count;
}

void cancel_reread(struct cancel_lines *screen)
{
    for (size_t i = 0; i < screen->rows.cursor.count; i++) {
        const struct cancel_row *row = &screen->rows.list[i];
        if (row->is_marked && row->state == CANCEL_UNKNOWN)
            screen->must_read[row->order] = true;
    }
    buf_clear(&screen->notes);
    screen->reading = 0;
    screen->state = CANCEL_REREADING;
    cancel_reread_next(screen);
    cancel_write_page(screen);
}

void cancel_stop_rereading(struct cancel_lines *screen)
{
    fetch_drop(screen->fetch);
    screen->fetch = NULL;
    ui_say_again(screen->ui, NULL);
    screen->state = CANCEL_REPORT;
}
