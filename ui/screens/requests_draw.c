/* How the journal of requests looks: its head, its rows, and the selected request below them. */
#include "config.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/date.h"
#include "ui/screens/notice.h"
#include "ui/screens/requests_core.h"
#include "ui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_COLUMNS = 7, TIME_COLS = 19, NO_YEAR_COLS = 14, NO_SECONDS_COLS = 11 };

/* Where the window is narrow: columns go by `drop`, the highest first, 0 never; those with a `most` take what
 * is left. */
static const struct column {
    const char *title;
    enum requests_column column;
    int least, most, drop;
    bool is_right;
} columns[SHOWN_COLUMNS] = {
    { "Time (UTC)", REQUESTS_TIME, NO_SECONDS_COLS, TIME_COLS, 0, false },
    { "Profile", REQUESTS_PROFILE, 10, 24, 2, false },
    { "Method", REQUESTS_METHOD, 26, 26, 0, false },
    { "HTTP", REQUESTS_STATUS, 4, 4, 0, true },
    { "Took", REQUESTS_MILLIS, 7, 7, 1, true },
    { "Size", REQUESTS_RECEIVED, 7, 7, 3, true },
    { "Outcome", REQUESTS_OUTCOME, 11, 11, 0, false },
};

struct layout {
    int cols[SHOWN_COLUMNS]; /* 0 = not shown */
};

static int sum_of(const struct layout *layout)
{
    int sum = 0;
    for (size_t i = 0; i < SHOWN_COLUMNS; i++)
        sum += layout->cols[i] ? layout->cols[i] + 1 : 0;
    return sum;
}

static void lay_out(struct layout *layout, int cols)
{
    for (size_t i = 0; i < SHOWN_COLUMNS; i++)
        layout->cols[i] = columns[i].least;
    for (int drop = 3; drop > 0 && sum_of(layout) > cols; drop--)
        for (size_t i = 0; i < SHOWN_COLUMNS; i++)
            if (columns[i].drop == drop)
                layout->cols[i] = 0;
    static const int times[] = { NO_YEAR_COLS, TIME_COLS };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (sum_of(layout) + times[i] - layout->cols[0] <= cols)
            layout->cols[0] = times[i];
    for (size_t i = 1; i < SHOWN_COLUMNS; i++)
        while (layout->cols[i] && layout->cols[i] < columns[i].most && sum_of(layout) < cols)
            layout->cols[i]++;
}

/* "2026-02-03 14:41:00", and less of it where there is no room. */
static void add_time(struct buf *out, const struct request_record *record, int cols)
{
    enum { YEAR = 5, SECONDS = 3 };
    requests_add_cell(out, record, REQUESTS_TIME);
    if (out->len < TIME_COLS)
        return;
    out->data[10] = ' ';
    buf_remove(out, out->len - 1, 1);
    if (cols < TIME_COLS)
        buf_remove(out, 0, YEAR);
    if (cols < NO_YEAR_COLS)
        buf_remove(out, out->len - SECONDS, SECONDS);
}

static void add_shown(struct buf *out, const struct request_record *record,
                      enum requests_column column, int cols)
{
    if (column == REQUESTS_TIME)
        add_time(out, record, cols);
    else if (column == REQUESTS_MILLIS && record->millis >= 10000)
        buf_addf(out, "%lld.%lld s", (long long)record->millis / 1000,
                 (long long)record->millis % 1000 / 100);
    else if (column == REQUESTS_MILLIS)
        buf_addf(out, "%lld ms", (long long)record->millis);
    else if (column == REQUESTS_RECEIVED && record->bytes < 1000)
        buf_addf(out, "%zu B", record->bytes);
    else if (column == REQUESTS_RECEIVED)
        words_bytes(out, record->bytes);
    else
        requests_add_cell(out, record, column);
}

static enum role role_of(const struct request_record *record)
{
    if (strcmp(record->outcome, "dropped") == 0)
        return ROLE_DIM;
    if (strcmp(record->outcome, "unknown") == 0 || strcmp(record->outcome, "partial") == 0)
        return ROLE_WARNING;
    return requests_has_failed(record) ? ROLE_ERROR : ROLE_NORMAL;
}

static void draw_row(const struct request_record *record, const struct layout *layout,
                     struct area area, int y, enum role role)
{
    int x = 1;
    for (size_t i = 0; i < SHOWN_COLUMNS; i++) {
        struct buf text = { 0 };
        if (!layout->cols[i])
            continue;
        if (record)
            add_shown(&text, record, columns[i].column, layout->cols[i]);
        else
            buf_add(&text, columns[i].title);
        bool speaks = record && role == ROLE_NORMAL && columns[i].column == REQUESTS_OUTCOME;
        (columns[i].is_right ? paint_right : paint_left)(
            area, y, x, layout->cols[i], speaks ? role_of(record) : role, buf_text(&text));
        x += layout->cols[i] + 1;
        buf_free(&text);
    }
}

static void draw_rows(struct requests_journal *journal, struct area area)
{
    struct layout layout;
    lay_out(&layout, area.cols - 1);
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    draw_row(NULL, &layout, area, 0, ROLE_HEADING);
    struct area rows = area_rows(area, 1, -1);
    list_fit(&journal->list, rows.rows);
    for (int y = 0; y < rows.rows; y++) {
        size_t at = journal->list.top + (size_t)y;
        if (at >= journal->list.count)
            break;
        bool is_selected = at == journal->list.selected;
        if (is_selected)
            paint_left(rows, y, 0, rows.cols, ROLE_SELECTED, ">");
        draw_row(&journal->requests.list[journal->shown[at]], &layout, rows, y,
                 is_selected ? ROLE_SELECTED : ROLE_NORMAL);
    }
}

/* Words and filter at the left, the count at the right. */
static void draw_head(struct requests_journal *journal, struct area area)
{
    enum { FIND_COLS = 24 };
    struct buf count = { 0 }, filter = { 0 };
    bool is_warning = journal->damaged || journal->requests.is_cut;
    bool finds = journal->mode == REQUESTS_FIND || journal->words.text.len;
    int x = 1;
    if (journal->list.count < journal->requests.count) {
        words_number(&count, (int64_t)journal->list.count);
        buf_add(&count, " of ");
    }
    words_count(&count, journal->requests.count, "request");
    if (journal->damaged) {
        buf_add(&count, "; ");
        words_count(&count, journal->damaged, "damaged line");
    }
    if (journal->requests.is_cut)
        buf_add(&count, "; older ones left out");
    int used = utf8_width_cols(buf_text(&count)), left = area.cols - used - 2;
    paint_right(area, 0, left + 1, used, is_warning ? ROLE_WARNING : ROLE_DIM, buf_text(&count));
    if (finds) {
        int cols = left - x - 6 < FIND_COLS ? left - x - 6 : FIND_COLS;
        paint_text(area, 0, x, 5, ROLE_LABEL, "Find");
        line_draw(&journal->words, area, 0, x + 5, cols,
                  journal->mode == REQUESTS_FIND ? ROLE_FOCUS : ROLE_FIELD,
                  journal->mode == REQUESTS_FIND);
        x += 5 + cols + 1;
    }
    requests_describe_filter(journal, &filter);
    if (filter.len && left > x)
        paint_text(area, 0, x, left - x, ROLE_VALUE, buf_text(&filter));
    buf_free(&filter);
    buf_free(&count);
}

static void draw_nothing(const struct requests_journal *journal, struct area area)
{
    if (journal->error) {
        char *text = mem_printf("The journal cannot be read: %s.", journal->error);
        notice_draw(area, ROLE_ERROR, text, "F5 tries again. Esc goes back.");
        free(text);
    } else if (journal->requests.count) {
        notice_draw(area, ROLE_NORMAL, "No request is as the filter and the words say.",
                    "\\ shows all of them again.");
    } else {
        notice_draw(area, ROLE_NORMAL, "No request was made in the last 30 days.",
                    "Each request is written down here, with how it ended; for 30 days.");
    }
}

/* The selected request: what it was, and what was said of it. */
static void draw_foot(struct requests_journal *journal, struct area area)
{
    const struct request_record *record = requests_selected(journal);
    struct buf text = { 0 };
    paint_rule(area, 0);
    if (journal->mode == REQUESTS_SAVE) {
        paint_text(area, 1, 1, area.cols - 2, ROLE_LABEL, "Save what is shown as");
        line_draw(&journal->path, area, 2, 1, area.cols - 2, ROLE_FOCUS, true);
        return;
    }
    if (!record)
        return;
    size_t first = strcspn(record->text, "\n");
    buf_add_bytes(&text, record->text, first);
    if (record->text[first])
        buf_add(&text, record->text + first); /* its line break shows as a dot */
    paint_text(area, 1, 1, area.cols - 2, ROLE_VALUE, buf_text(&text));
    buf_clear(&text);
    requests_add_cell(&text, record, REQUESTS_TIME);
    buf_addf(&text, "  %s  %lld ms, %zu bytes sent, %zu received", record->profile,
             (long long)record->millis, record->sent_bytes, record->bytes);
    paint_text(area, 2, 1, area.cols - 2, ROLE_DIM, buf_text(&text));
    paint_wrapped(area_rows(area, 3, -1), 0, 1, area.cols - 2, role_of(record), record->message);
    buf_free(&text);
}

void requests_draw(struct requests_journal *journal, struct area area)
{
    enum { FOOT_ROWS = 5 };
    paint_no_cursor();
    draw_head(journal, area);
    paint_rule(area, 1);
    struct area middle = area_rows(area, 2, area.rows - 2 - FOOT_ROWS);
    if (journal->list.count)
        draw_rows(journal, middle);
    else
        draw_nothing(journal, middle);
    draw_foot(journal, area_rows(area, area.rows - FOOT_ROWS, FOOT_ROWS));
}
