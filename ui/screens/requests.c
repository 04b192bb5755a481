/* The journal of requests: its keys and what they do. What was read and what of it is shown is in
 * requests_core.c, how it looks in requests_draw.c, the box to filter by in requests_filter.c, the file it is
 * saved in in requests_save.c. Sends nothing. */
#include "config.h"
#include "ui/screens/requests_core.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/date.h"
#include "ui/screens/text.h"

#include <stdlib.h>

static void *open_requests(struct ui *ui, void *argument)
{
    const struct requests_start *start = argument;
    struct requests_journal *journal = mem_calloc(1, sizeof *journal);
    journal->ui = ui;
    line_set(&journal->words, "");
    requests_clear_filter(journal);
    if (start && start->profile)
        value_set(&journal->answers[REQUESTS_ASK_PROFILE], start->profile);
    requests_read_journal(journal);
    return journal;
}

static void close_requests(void *screen)
{
    struct requests_journal *journal = screen;
    requests_free_journal(journal);
    requests_free_filter(journal);
    line_free(&journal->words);
    line_free(&journal->path);
    free(journal);
}

/* --- what is done with a request --- */

static void show(struct requests_journal *journal)
{
    const struct request_record *record = requests_selected(journal);
    struct buf text = { 0 }, title = { 0 };
    for (enum requests_column i = 0; i < REQUESTS_COLUMNS; i++) {
        struct buf cell = { 0 };
        requests_add_cell(&cell, record, i);
        if (cell.len)
            buf_addf(&text, "%-10s  %s\n", requests_columns[i].title, buf_text(&cell));
        buf_free(&cell);
    }
    buf_add_char(&text, '\n');
    requests_add_readable(&text, record->text);
    buf_add(&title, record->method);
    struct text_start start = { buf_text(&title), buf_text(&text) };
    ui_push(journal->ui, &text_screen, &start);
    buf_free(&text);
    buf_free(&title);
}

/* One line, as a cell of each column with tabs between: a spreadsheet takes it apart again. */
static void copy_line(struct requests_journal *journal)
{
    struct buf text = { 0 };
    requests_write_record(&text, REQUESTS_AS_TSV, requests_selected(journal), true);
    buf_remove(&text, text.len - 1, 1);
    ui_copy(journal->ui, buf_text(&text));
    buf_free(&text);
}

static void copy_request(struct requests_journal *journal)
{
    struct buf text = { 0 };
    requests_add_request(&text, requests_selected(journal));
    ui_copy(journal->ui, buf_text(&text));
    buf_free(&text);
}

static void ask_for_path(struct requests_journal *journal)
{
    struct buf name = { 0 };
    buf_add(&name, "requests-");
    date_write(&name, date_of_time(clock_now()));
    buf_add(&name, ".csv");
    if (!journal->path.text.len)
        line_set(&journal->path, buf_text(&name));
    buf_free(&name);
    journal->asked_to_replace = false;
    journal->mode = REQUESTS_SAVE;
}

/* --- keys --- */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct requests_journal *journal = screen;
    if (journal->mode == REQUESTS_LIST)
        return UI_NOT_HANDLED;
    struct line *line = journal->mode == REQUESTS_FIND ? &journal->words : &journal->path;
    enum line_result result = line_key(line, key);
    if (result == LINE_CHANGED && journal->mode == REQUESTS_FIND)
        requests_narrow(journal);
    if (result == LINE_CHANGED)
        journal->asked_to_replace = false;
    return result == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void show_all(struct requests_journal *journal)
{
    journal->mode = REQUESTS_LIST;
    line_set(&journal->words, "");
    requests_clear_filter(journal);
    requests_narrow(journal);
}

static void choose(struct requests_journal *journal)
{
    if (journal->mode == REQUESTS_FIND)
        journal->mode = REQUESTS_LIST;
    else if (journal->mode == REQUESTS_SAVE)
        requests_save_shown(journal);
    else
        show(journal);
}

static enum ui_handled go_back(struct requests_journal *journal)
{
    if (journal->mode == REQUESTS_LIST)
        return UI_NOT_HANDLED;
    if (journal->mode == REQUESTS_FIND) {
        line_set(&journal->words, "");
        requests_narrow(journal);
    }
    journal->mode = REQUESTS_LIST;
    return UI_HANDLED;
}

static enum ui_handled act(void *screen, enum action action)
{
    struct requests_journal *journal = screen;
    if (journal->mode != REQUESTS_SAVE && list_act(&journal->list, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_CHOOSE:
        choose(journal);
        break;
    case ACTION_NARROW:
        journal->mode = REQUESTS_FIND;
        break;
    case ACTION_NARROW_CLEAR:
        show_all(journal);
        break;
    case ACTION_FILTER:
        ui_push(journal->ui, &requests_filter_screen, journal);
        break;
    case ACTION_FAILED_ONLY:
        requests_toggle_failed(journal);
        break;
    case ACTION_COPY:
        copy_line(journal);
        break;
    case ACTION_COPY_REQUEST:
        copy_request(journal);
        break;
    case ACTION_SAVE_AS:
        ask_for_path(journal);
        break;
    case ACTION_REFRESH:
        requests_read_journal(journal);
        break;
    case ACTION_BACK:
        return go_back(journal);
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static bool has_request(const void *screen, struct buf *why)
{
    const struct requests_journal *journal = screen;
    if (journal->mode == REQUESTS_LIST && !requests_selected(journal))
        buf_add(why, "There is no request here.");
    return !why->len;
}

/* What is typed goes into the line that is open; only Enter and Esc are keys then. */
static bool is_at_rows(const void *screen, struct buf *why)
{
    const struct requests_journal *journal = screen;
    if (journal->mode != REQUESTS_LIST)
        buf_add(why, "Enter ends what is typed, then this key does it.");
    return !why->len;
}

static bool is_at_request(const void *screen, struct buf *why)
{
    return is_at_rows(screen, why) && has_request(screen, why);
}

static void help_field(void *screen, struct buf *out)
{
    const struct requests_journal *journal = screen;
    if (journal->mode == REQUESTS_FIND)
        buf_add(out, "Words of any column, of the message or of the address. Enter keeps them, Esc "
                     "shows all again.");
    else if (journal->mode == REQUESTS_SAVE)
        buf_add(out, "A file's name; .csv, .tsv and .json are written as such, any other as text. "
                     "Enter saves, Esc does not.");
}

static void draw(void *screen, struct area area)
{
    requests_draw(screen, area);
}

static const struct binding bindings[] = {
    { { "Enter", "F2" }, ACTION_CHOOSE, "Show it", has_request },
    { { "/" }, ACTION_NARROW, "Narrow", is_at_rows },
    { { "f", "F4" }, ACTION_FILTER, "Filter", is_at_rows },
    { { "F3", "Esc", "q", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "e" }, ACTION_FAILED_ONLY, "Failures", is_at_rows },
    { { "y" }, ACTION_COPY, "Copy line", is_at_request },
    { { "Y" }, ACTION_COPY_REQUEST, "Copy request", is_at_request },
    { { "!" }, ACTION_SAVE_AS, "Save", is_at_request },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Read again", is_at_rows },
    { { "\\" }, ACTION_NARROW_CLEAR, NULL, NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_CHOOSE, "Show all of the request; end the words or the name that is typed" },
    { ACTION_REFRESH, "Read the journal again, without a request" },
    { ACTION_FILTER, "Choose profile, method, outcome and days" },
    { ACTION_NARROW_CLEAR, "Show all requests again: neither words nor a filter" },
    { ACTION_NONE, NULL },
};

const struct screen_class requests_screen = {
    .name = "journal",
    .title = "Journal of requests",
    .about = "Each request of the last 30 days, from every profile and session of this user, the "
             "newest first: when it began (UTC), what it asked for, what came back, how long it "
             "took and how it ended. Tries that were made again stand here one by one. Tokens and "
             "passwords are in none of it. Nothing here takes a request.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_requests,
    .close = close_requests,
    .draw = draw,
    .key = type_key,
    .act = act,
    .field_help = help_field,
};
