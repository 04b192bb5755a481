/* How the list of standing orders looks around its rows: what is asked, states in words, what to do.
 * Changes nothing of what it shows. */
#include "config.h"
#include "ui/screens/orders_columns.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/notice.h"
#include "ui/screens/words.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { NARROW_COLS = 22, LEGEND_MIN_ROWS = 14, FULL_FOOT_MIN_ROWS = 18 };

static void write_progress(const struct orders *orders, struct buf *out)
{
    enum { WORTH_SAYING = 2 };
    int64_t seconds = (clock_millis() - orders->began) / 1000;
    buf_add(out, orders->incoming ? "reading again \u2026 " : "reading \u2026 ");
    if (orders->arrived) {
        words_count(out, orders->arrived, "order");
        buf_add(out, ", ");
    }
    if (orders->bytes) {
        words_bytes(out, orders->bytes);
        buf_add(out, " so far");
    } else if (seconds >= WORTH_SAYING) {
        buf_addf(out, "no answer for %lld s", (long long)seconds);
    } else {
        buf_add(out, "asked");
    }
    buf_add(out, "; Ctrl-C stops");
}

static void write_count(const struct orders *orders, struct buf *out)
{
    size_t all = order_list_count(orders->list);
    if (orders->narrow.text.len) {
        words_number(out, (int64_t)orders->view.count);
        buf_add(out, " of ");
    }
    words_count(out, all, "order");
}

/* One row: the words that narrow, how many rows there are, and how fresh they are. */
static void draw_status(struct orders *orders, struct area area)
{
    struct buf left = { 0 }, right = { 0 };
    int x = 1, end = area.cols;
    bool has_rows = order_list_count(orders->list);
    if (orders->form.focused)
        buf_add(&right, orders_request_cost(&orders->filter) > 1
                            ? "Enter reads active and cancelled ones"
                            : "Enter reads the list");
    else if (orders->state == ORDERS_READING)
        write_progress(orders, &right);
    else if (orders->read_at) {
        buf_add(&right, "read "), words_time(&right, orders->read_at, clock_now());
    }
    int right_cols = utf8_width_cols(buf_text(&right));
    if (orders->is_narrowing || orders->narrow.text.len) {
        x += paint_text(area, 0, x, 1, ROLE_LABEL, "/");
        int cols = end - x - right_cols - 2 < NARROW_COLS ? end - x - right_cols - 2 : NARROW_COLS;
        cols = cols < 8 ? 8 : cols;
        if (orders->is_narrowing)
            line_draw(&orders->narrow, area, 0, x, cols, ROLE_FOCUS, true);
        else
            cols = paint_text(area, 0, x, cols, ROLE_VALUE, buf_text(&orders->narrow.text));
        x += cols + 2;
    }
    if (!orders->incoming && orders->state == ORDERS_READING && !orders->narrow.text.len)
        buf_clear(&left); /* the progress counts them already */
    else if (has_rows)
        write_count(orders, &left);
    if (left.len && x + utf8_width_cols(buf_text(&left)) + 2 <= end - right_cols)
        x += paint_text(area, 0, x, end - x, ROLE_VALUE, buf_text(&left)) + 2;
    buf_clear(&left);
    buf_addf(&left, "sorted by %s%s", orders_sort_title(orders->view.sort),
             orders->view.reverse ? ", last first" : "");
    if (has_rows && x + utf8_width_cols(buf_text(&left)) + 2 <= end - right_cols)
        paint_text(area, 0, x, end - x, ROLE_DIM, buf_text(&left));
    if (x < end)
        paint_right(area, 0, end - right_cols > x ? end - right_cols : x,
                    end - right_cols > x ? right_cols : end - x,
                    orders->state == ORDERS_READING ? ROLE_VALUE : ROLE_DIM, buf_text(&right));
    buf_free(&left);
    buf_free(&right);
}

static const char *advise(const struct orders *orders)
{
    switch (orders->outcome) {
    case API_UNREACHED:
        return "F5 tries again. A new order can be written meanwhile: F6.";
    case API_REFUSED:
        if (orders->http_status == 401 || orders->http_status == 403)
            return "A token that is allowed to read the list is needed: Alt-k puts another one in, "
                   "Alt-t leads to the profiles.";
        return "Press f to change what is asked, or F5 to ask again.";
    case API_NO_BUDGET:
        if (orders->http_status == 429 && orders_can_read(orders, NULL))
            return "The service takes requests again: F5 reads the list. F6 begins a new order.";
        if (orders->http_status == 429) /* the service holds */
            return "The list can be read again when the time on the top line is over: F5 then. F6 "
                   "still begins a new order.";
        return "The list can be read again when the service begins a new day. F6 still begins a "
               "new order.";
    case API_DONE:
    case API_PARTIAL:
    case API_UNKNOWN:
    case API_FAILED:
        break;
    }
    return "F5 tries again; a shorter time between From and To makes the list smaller: f.";
}

/* Words of a failure or a stop above rows that are there all the same; gives the rows it took. */
static int draw_trouble(const struct orders *orders, struct area area)
{
    struct buf text = { 0 };
    int rows = 0;
    if (orders->state == ORDERS_STOPPED && orders->read_at)
        buf_add(&text, "Reading again was stopped; these rows are those read before.");
    else if (orders->state == ORDERS_STOPPED)
        buf_add(&text, "Stopped: the list is not complete. F5 reads all of it.");
    else if (orders->state == ORDERS_FAILED && orders->read_at) {
        buf_add(&text, "Read ");
        words_time(&text, orders->read_at, clock_now());
        buf_addf(&text, "; the last try failed: %s%s", buf_text(&orders->trouble),
                 orders_can_read(orders, NULL) ? " F5 tries again." : "");
    } else if (orders->state == ORDERS_FAILED)
        buf_addf(&text, "The list is not complete: %s F5 reads it again.",
                 buf_text(&orders->trouble));
    if (text.len)
        rows = paint_wrapped(area, 0, 1, area.cols - 1,
                             orders->state == ORDERS_FAILED ? ROLE_ERROR : ROLE_WARNING,
                             buf_text(&text));
    buf_free(&text);
    return rows;
}

/* What was asked for, in words: "from 2031-01-01 to 2031-12-31, status Active, customer fresh". */
static void write_question(const struct filter *asked, struct buf *out)
{
    static const enum filter_field parts[] = { FILTER_STATUS, FILTER_NUMBER, FILTER_CUSTOMER,
                                               FILTER_CUSTOMER_ID, FILTER_LOCATION_ID };
    static const char *const words[] = { "status", "number", "customer", "customer id",
                                         "location id" };
    buf_addf(out, "from %s to %s", value_text(asked->v[FILTER_FROM]),
             value_text(asked->v[FILTER_TO]));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *text = value_text(asked->v[parts[i]]);
        if (*text && !(parts[i] == FILTER_STATUS && strcmp(text, "All") == 0))
            buf_addf(out, ", %s %s", words[i], text);
    }
}

static void draw_nothing(const struct orders *orders, struct area area)
{
    struct buf headline = { 0 }, advice = { 0 };
    enum role role = ROLE_NORMAL;
    size_t all = order_list_count(orders->list);
    if (all) {
        buf_addf(&headline, "No order has these words: %s", buf_text(&orders->narrow.text));
        buf_add(&advice, "They may stand in any order. Esc shows all ");
        words_count(&advice, all, "order");
        buf_add(&advice, " again.");
    } else if (orders->state == ORDERS_READING && !orders->incoming) {
        buf_add(&headline, "Reading standing orders from the service \u2026");
        buf_add(&advice, "Rows appear as they arrive, and keys work meanwhile: F6 begins a new "
                         "order, f changes what is asked, Ctrl-C stops.");
    } else if (orders->state == ORDERS_FAILED) {
        role = ROLE_ERROR;
        buf_addf(&headline, "The list could not be read. %s", buf_text(&orders->trouble));
        buf_add(&advice, advise(orders));
    } else if (orders->state == ORDERS_STOPPED && !orders->read_at) {
        buf_add(&headline, "Reading was stopped before an order arrived.");
        buf_add(&advice, "F5 reads the list; f changes what is asked.");
    } else if (orders->state == ORDERS_BARRED && !orders_can_read(orders, &headline)) {
        role = ROLE_WARNING;
        buf_add(&advice, "Nothing was asked. A new order can be written all the same: F6.");
        if (!ui_may(orders->ui, METHOD_ORDER_LIST, NULL))
            buf_add(&advice, " t leads to the profiles and their tokens.");
    } else if (orders->state == ORDERS_BARRED) {
        buf_add(&headline, "The list was not read yet.");
        buf_add(&advice, "F5 reads it; f changes what is asked.");
    } else {
        buf_add(&headline, "No standing order ");
        write_question(&orders->asked, &headline);
        buf_add(&headline, ".");
        if (filter_bare_number(&orders->asked))
            buf_addf(&advice, "The service may know the number as %s. ",
                     filter_bare_number(&orders->asked));
        buf_add(&advice, "Press f to change the dates, the customer or the status, or F6 to begin "
                         "a new order.");
    }
    notice_draw(area, role, buf_text(&headline), buf_text(&advice));
    buf_free(&headline);
    buf_free(&advice);
}

/* What can be typed before a row; see orders_options.c for what it does. */
static void draw_options(struct area area)
{
    static const struct {
        const char *key, *words, *brief;
    } options[] = {
        { "2", "Change", "Change" }, { "3", "Copy", "Copy" },     { "4", "Cancel lines", "Cancel" },
        { "5", "Display", "Show" },  { "8", "Calendar", "Days" }, { "Enter", "run", "run" },
    };
    enum { FULL_COLS = 74 };
    int x = 1 + paint_text(area, 0, 1, area.cols, ROLE_DIM, "Op") + 1;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *words = area.cols >= FULL_COLS ? options[i].words : options[i].brief;
        x += paint_text(area, 0, x, area.cols - x, ROLE_KEY, options[i].key);
        x += paint_text(area, 0, x, area.cols - x, ROLE_DIM, "=");
        x += paint_text(area, 0, x, area.cols - x, ROLE_DIM, words) + 2;
    }
}

/* The columns to sort by with their letters, wrapped; `draw` false: gives the rows alone. */
static int sort_line(struct area area, bool draw)
{
    const struct orders_column *all = orders_columns();
    int y = 0, x = 1;
    if (draw)
        paint_text(area, 0, 1, area.cols, ROLE_LABEL, "Sort by");
    x += (int)strlen("Sort by") + 2;
    for (int i = 0; i < ORDERS_COLUMNS; i++) {
        if (!all[i].letter)
            continue;
        int cols = 2 + utf8_width_cols(all[i].said);
        if (x + cols > area.cols) {
            x = 1;
            y++;
        }
        if (draw) {
            paint_text(area, y, x, 1, ROLE_KEY, (char[]){ all[i].letter, '\0' });
            paint_text(area, y, x + 1, 1, ROLE_DIM, "=");
            paint_text(area, y, x + 2, area.cols - x, ROLE_DIM, all[i].said);
        }
        x += cols + 2;
    }
    return y + 1;
}

/* Rule, sums, options, marks; on low screens without legends. */
static int foot_rows(const struct orders *orders, struct area area)
{
    if (orders->is_sorting)
        return 2 + sort_line(area, false);
    return area.rows >= FULL_FOOT_MIN_ROWS ? 4 : area.rows >= LEGEND_MIN_ROWS ? 3 : 2;
}

static void draw_foot(const struct orders *orders, struct area area)
{
    paint_rule(area, 0);
    orders_draw_totals(orders, area_rows(area, 1, 1));
    if (orders->is_sorting) {
        sort_line(area_rows(area, 2, -1), true);
        return;
    }
    bool wants_options = area.rows > 3 || orders->marks.opted || orders->marks.marked;
    if (area.rows > 2 && wants_options)
        draw_options(area_rows(area, 2, 1));
    if (area.rows > 3 || (area.rows > 2 && !wants_options))
        orders_draw_legend(area_rows(area, area.rows - 1, 1));
}

void orders_draw(struct orders *orders, struct area area)
{
    orders_catch_up(orders);
    orders_fit_form(orders, area.cols);
    form_draw(&orders->form, area_rows(area, 0, orders->form_rows), NULL);
    int y = orders->form_rows;
    draw_status(orders, area_rows(area, y++, 1));
    paint_rule(area, y++);
    bool has_rows = orders->view.count;
    if (has_rows)
        y += draw_trouble(orders, area_rows(area, y, -1));
    if (!has_rows) {
        draw_nothing(orders, area_rows(area, y, -1));
        return;
    }
    int foot = foot_rows(orders, area);
    orders_draw_rows(orders, area_rows(area, y, area.rows - foot - y));
    draw_foot(orders, area_rows(area, area.rows - foot, foot));
}
