/* Lines to be cancelled; see cancel_rows.h. */
#include "config.h"
#include "ui/screens/cancel_rows.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/money.h"
#include "model/schedule.h"
#include "model/totals.h"
#include "ui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* ------ rows ------ */

void cancel_rows_clear(struct cancel_rows *rows)
{
    for (size_t i = 0; i < rows->order_count; i++)
        order_free(&rows->orders[i]);
    for (size_t i = 0; i < rows->cursor.count; i++)
        free(rows->list[i].message);
    free(rows->orders);
    free(rows->list);
    *rows = (struct cancel_rows){ .today = rows->today, .lead_days = rows->lead_days };
}

static size_t find_order(const struct cancel_rows *rows, const char *id)
{
    size_t at = 0;
    while (at < rows->order_count && strcmp(value_text(rows->orders[at].v[ORDER_ID]), id) != 0)
        at++;
    return at;
}

bool cancel_rows_has_order(const struct cancel_rows *rows, const char *order_id)
{
    return find_order(rows, order_id) < rows->order_count;
}

void cancel_rows_add(struct cancel_rows *rows, const struct order *order)
{
    size_t at = rows->order_count;
    if (cancel_rows_has_order(rows, value_text(order->v[ORDER_ID])))
        return;
    MEM_GROW(rows->orders, rows->order_count, rows->order_cap);
    rows->orders[rows->order_count++] = (struct order){ 0 };
    order_copy(&rows->orders[at], order);
    for (size_t i = 0; i < order->item_count; i++) {
        MEM_GROW(rows->list, rows->cursor.count, rows->cap);
        rows->list[rows->cursor.count++] = (struct cancel_row){ .order = at, .item = i };
    }
}

static const struct item *item_of(const struct cancel_rows *rows, const struct cancel_row *row)
{
    return &rows->orders[row->order].items[row->item];
}

bool cancel_rows_has_id(const struct cancel_rows *rows, const struct cancel_row *row)
{
    return value_is_set(item_of(rows, row)->v[ITEM_ID]) &&
           value_is_set(rows->orders[row->order].v[ORDER_ID]);
}

void cancel_rows_mark(struct cancel_rows *rows, const char *order_id, const char *item_id)
{
    size_t order = find_order(rows, order_id);
    for (size_t i = 0; i < rows->cursor.count; i++) {
        struct cancel_row *row = &rows->list[i];
        if (row->order == order && cancel_rows_has_id(rows, row) &&
            strcmp(item_of(rows, row)->v[ITEM_ID].text, item_id) == 0) {
            row->is_marked = true;
            rows->cursor.selected = i;
        }
    }
}

void cancel_rows_mark_all(struct cancel_rows *rows, bool is_marked)
{
    for (size_t i = 0; i < rows->cursor.count; i++)
        rows->list[i].is_marked = is_marked && cancel_rows_has_id(rows, &rows->list[i]);
}

size_t cancel_rows_marked(const struct cancel_rows *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->cursor.count; i++)
        count += rows->list[i].is_marked;
    return count;
}

bool cancel_rows_loses_all(const struct cancel_rows *rows, size_t order)
{
    size_t kept = 0, lost = 0;
    for (size_t i = 0; i < rows->cursor.count; i++) {
        if (rows->list[i].order == order)
            rows->list[i].is_marked ? lost++ : kept++;
    }
    return lost && !kept;
}

const char *cancel_rows_number(const struct cancel_rows *rows, size_t order)
{
    const struct value *v = rows->orders[order].v;
    return value_is_set(v[ORDER_NUMBER]) ? v[ORDER_NUMBER].text : value_text(v[ORDER_ID]);
}

/* ------ words ------ */

/* "10 QB", "120 units"; "~" where it is not known. */
static void write_amount(const struct item *item, struct buf *out)
{
    bool is_unit = item_is_unit(item);
    struct value v = item->v[is_unit ? ITEM_TOTAL_UNITS : ITEM_BOXES];
    int64_t number;
    if (totals_number(v, &number))
        words_number(out, number);
    else
        buf_add(out, value_is_set(v) ? v.text : "~");
    if (is_unit)
        buf_add(out, " units");
    else
        buf_addf(out, " %s",
                 value_is_set(item->v[ITEM_BOX_TYPE_CODE]) ? item->v[ITEM_BOX_TYPE_CODE].text
                                                           : "boxes");
}

static void write_delivery(const struct item *item, struct buf *out)
{
    struct totals totals;
    totals_of_item(item, &totals);
    if (totals.is_complete && !totals.too_large)
        money_show(out, totals.amount);
    else
        buf_add(out, "~");
}

/* DATE_NONE where none is reached; false where the truck days cannot be reckoned. */
static bool find_truck(const struct cancel_rows *rows, const struct order *order, int32_t *day)
{
    struct schedule schedule;
    if (!schedule_of_order(order, &schedule))
        return false;
    *day = schedule_first_reached(&schedule, rows->today, rows->lead_days);
    return true;
}

static void write_truck(const struct cancel_rows *rows, const struct order *order, struct buf *out)
{
    int32_t day;
    if (!find_truck(rows, order, &day)) {
        buf_add(out, "truck days not known");
    } else if (day == DATE_NONE) {
        buf_add(out, "no truck is reached any more");
    } else {
        buf_addf(out, "first truck reached %.3s ", date_weekday_name(date_weekday(day)));
        date_write(out, day);
    }
}

static void write_line(const struct item *item, struct buf *out)
{
    const struct value *v = item->v;
    buf_addf(out, "%s, ",
             value_is_set(v[ITEM_PRODUCT_NAME]) ? v[ITEM_PRODUCT_NAME].text
                                                : value_text(v[ITEM_PRODUCT_CODE]));
    write_amount(item, out);
    buf_add(out, ", ");
    write_delivery(item, out);
    buf_add(out, " a delivery");
    if (value_is_set(v[ITEM_MARK]))
        buf_addf(out, ", mark %s", v[ITEM_MARK].text);
}

static void write_order(const struct cancel_rows *rows, size_t at, bool with_states,
                        struct page *page)
{
    struct buf text = { 0 };
    const struct order *order = &rows->orders[at];
    buf_addf(&text, "%s  %s, %s", cancel_rows_number(rows, at),
             value_text(order->v[ORDER_CUSTOMER_NAME]),
             !with_states && cancel_rows_loses_all(rows, at) ? "ALL OF ITS LINES, " : "");
    write_truck(rows, order, &text);
    page_add(page, ROLE_HEADING, 0, buf_text(&text));
    buf_free(&text);
}

/* What became of a line; the word stands at its left, in its own column. */
static const struct state_words {
    const char *word;
    enum role role;
} state_words[] = {
    [CANCEL_WAITING] = { "waiting", ROLE_DIM },
    [CANCEL_SENDING] = { "sending", ROLE_WARNING },
    [CANCEL_DONE] = { "cancelled", ROLE_OK },
    [CANCEL_REFUSED] = { "REFUSED", ROLE_ERROR },
    [CANCEL_UNKNOWN] = { "NO ANSWER", ROLE_ERROR },
    [CANCEL_NOT_SENT] = { "not sent", ROLE_WARNING },
};

static void write_state(const struct cancel_row *row, struct buf *out)
{
    if (row->is_still_there)
        buf_add(out, ". It is still there: it was not cancelled so far.");
    else if (row->state == CANCEL_UNKNOWN)
        buf_add(out, ". It may be cancelled.");
    else
        buf_add(out, ".");
    if (row->message && *row->message)
        buf_addf(out, " %s", row->message);
}

void cancel_rows_write(const struct cancel_rows *rows, bool with_states, struct page *page)
{
    enum { STATE_COLS = 11, NUMBER_COLS = 4 };
    size_t number = 0, order = SIZE_MAX;
    for (size_t i = 0; i < rows->cursor.count; i++) {
        const struct cancel_row *row = &rows->list[i];
        struct buf text = { 0 };
        if (!row->is_marked)
            continue;
        if (row->order != order)
            write_order(rows, row->order, with_states, page);
        order = row->order;
        write_line(item_of(rows, row), &text);
        if (with_states) {
            const struct state_words *words = &state_words[row->state];
            write_state(row, &text);
            page_add_pair(page, words->role, words->word, STATE_COLS, ROLE_NORMAL, buf_text(&text));
        } else {
            char *head = mem_printf("%3zu", ++number);
            page_add_pair(page, ROLE_LABEL, head, NUMBER_COLS, ROLE_NORMAL, buf_text(&text));
            free(head);
        }
        buf_free(&text);
    }
}

/* ------ the table ------ */

enum column {
    COLUMN_NUMBER,
    COLUMN_CUSTOMER,
    COLUMN_PRODUCT,
    COLUMN_AMOUNT,
    COLUMN_TRUCK,
    COLUMN_DELIVERY,
    COLUMN_COUNT
};

static const struct title {
    const char *text;
    bool is_right;
} titles[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = { "Number", false },   [COLUMN_CUSTOMER] = { "Customer", false },
    [COLUMN_PRODUCT] = { "Product", false }, [COLUMN_AMOUNT] = { "Boxes", true },
    [COLUMN_TRUCK] = { "First trk", false }, [COLUMN_DELIVERY] = { "Delivery", true },
};

/* Customer and product share what the others leave. */
static void lay_out(const struct cancel_rows *rows, int cols, int widths[COLUMN_COUNT])
{
    enum { MARK_COLS = 3, NUMBER_MIN = 6, NUMBER_MAX = 12, NORMAL_COLS = 78 };
    bool is_narrow = cols < NORMAL_COLS;
    widths[COLUMN_NUMBER] = NUMBER_MIN;
    for (size_t i = 0; i < rows->order_count; i++) {
        int width = utf8_width_cols(cancel_rows_number(rows, i));
        if (width > widths[COLUMN_NUMBER])
            widths[COLUMN_NUMBER] = width < NUMBER_MAX ? width : NUMBER_MAX;
    }
    widths[COLUMN_AMOUNT] = is_narrow ? 7 : 9;
    widths[COLUMN_TRUCK] = is_narrow ? 5 : 9;
    widths[COLUMN_DELIVERY] = is_narrow ? 8 : 10;
    int left = cols - MARK_COLS - COLUMN_COUNT + 1;
    for (int i = 0; i < COLUMN_COUNT; i++)
        left -= i == COLUMN_CUSTOMER || i == COLUMN_PRODUCT ? 0 : widths[i];
    widths[COLUMN_CUSTOMER] = left * 2 / 5;
    widths[COLUMN_PRODUCT] = left - widths[COLUMN_CUSTOMER];
}

static void write_cell(const struct cancel_rows *rows, const struct cancel_row *row, int column,
                       int cols, struct buf *out)
{
    const struct order *order = &rows->orders[row->order];
    const struct item *item = item_of(rows, row);
    int32_t day;
    switch (column) {
    case COLUMN_NUMBER:
        buf_add(out, cancel_rows_number(rows, row->order));
        break;
    case COLUMN_CUSTOMER:
        buf_add(out, value_text(order->v[ORDER_CUSTOMER_NAME]));
        break;
    case COLUMN_PRODUCT:
        buf_add(out, value_is_set(item->v[ITEM_PRODUCT_NAME])
                         ? item->v[ITEM_PRODUCT_NAME].text
                         : value_text(item->v[ITEM_PRODUCT_CODE]));
        break;
    case COLUMN_AMOUNT:
        write_amount(item, out);
        break;
    case COLUMN_TRUCK:
        if (!find_truck(rows, order, &day))
            buf_add(out, "~");
        else if (day == DATE_NONE)
            buf_add(out, "none");
        else
            date_show(out, day);
        if (cols < 9 && out->len > 5) /* without its weekday */
            buf_remove(out, 0, out->len - 5);
        break;
    case COLUMN_DELIVERY:
        write_delivery(item, out);
        break;
    }
}

static void draw_row(const struct cancel_rows *rows, const struct cancel_row *row,
                     const int widths[COLUMN_COUNT], struct area area, int y, enum role role)
{
    int x = 3;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        struct buf text = { 0 };
        if (row)
            write_cell(rows, row, i, widths[i], &text);
        else
            buf_add(&text, i == COLUMN_TRUCK && widths[i] < 9 ? "Truck" : titles[i].text);
        (titles[i].is_right ? paint_right : paint_left)(area, y, x, widths[i], role,
                                                        buf_text(&text));
        x += widths[i] + 1;
        buf_free(&text);
    }
}

void cancel_rows_draw(struct cancel_rows *rows, struct area area)
{
    int widths[COLUMN_COUNT];
    lay_out(rows, area.cols, widths);
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    draw_row(rows, NULL, widths, area, 0, ROLE_HEADING);
    struct area below = area_rows(area, 1, -1);
    list_fit(&rows->cursor, below.rows);
    for (int y = 0; y < below.rows && rows->cursor.top + (size_t)y < rows->cursor.count; y++) {
        size_t at = rows->cursor.top + (size_t)y;
        const struct cancel_row *row = &rows->list[at];
        enum role role = at == rows->cursor.selected ? ROLE_SELECTED
                         : row->is_marked            ? ROLE_CHANGED
                                                     : ROLE_NORMAL;
        paint_left(below, y, 0, below.cols, role == ROLE_SELECTED ? role : ROLE_NORMAL,
                   at == rows->cursor.selected ? ">" : "");
        draw_row(rows, row, widths, below, y, role);
        paint_text(below, y, 1, 1, role,
                   row->is_marked                  ? "x"
                   : cancel_rows_has_id(rows, row) ? " "
                                                   : "-");
    }
}

void cancel_rows_write_sums(const struct cancel_rows *rows, struct buf *out)
{
    struct totals sum = { .is_complete = true };
    size_t marked = cancel_rows_marked(rows);
    for (size_t i = 0; i < rows->cursor.count; i++) {
        struct totals line;
        if (!rows->list[i].is_marked)
            continue;
        totals_of_item(item_of(rows, &rows->list[i]), &line);
        sum.is_complete &= line.is_complete;
        sum.too_large |=
            line.too_large || __builtin_add_overflow(sum.amount, line.amount, &sum.amount);
        sum.too_large |= __builtin_add_overflow(sum.boxes, line.boxes, &sum.boxes);
    }
    buf_addf(out, "Marked %zu of ", marked);
    words_count(out, rows->cursor.count, "line");
    if (!marked || sum.too_large) {
        buf_add(out, ".");
        return;
    }
    buf_add(out, ": ");
    words_number(out, sum.boxes);
    buf_addf(out, " %s, ", sum.boxes == 1 ? "box" : "boxes");
    money_show(out, sum.amount);
    buf_add(out, sum.is_complete ? " a delivery." : " a delivery, as far as it is known.");
}

static void write_losers(const struct cancel_rows *rows, struct buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->order_count; i++) {
        if (cancel_rows_loses_all(rows, i))
            buf_addf(out, "%s%s", count++ ? ", " : "", cancel_rows_number(rows, i));
    }
    if (count)
        buf_add(out, count == 1 ? " loses all of its lines." : " lose all of their lines.");
}

void cancel_rows_draw_sums(const struct cancel_rows *rows, struct area area)
{
    struct buf text = { 0 };
    cancel_rows_write_sums(rows, &text);
    paint_text(area, 0, 1, area.cols - 2, ROLE_TOTAL, buf_text(&text));
    buf_clear(&text);
    write_losers(rows, &text);
    int used = text.len > 0;
    if (used)
        paint_text(area, 1, 1, area.cols - 2, ROLE_WARNING, buf_text(&text));
    buf_clear(&text);
    if (rows->cursor.selected < rows->cursor.count) {
        const struct cancel_row *row = &rows->list[rows->cursor.selected];
        buf_addf(&text, "%s %s: ", cancel_rows_number(rows, row->order),
                 value_text(rows->orders[row->order].v[ORDER_CUSTOMER_NAME]));
        write_line(item_of(rows, row), &text);
        buf_add(&text, ", ");
        write_truck(rows, &rows->orders[row->order], &text);
        if (!cancel_rows_has_id(rows, row))
            buf_add(&text, ". It has no id and cannot be cancelled from here");
        buf_add(&text, ".");
        paint_wrapped(area_rows(area, 1 + used, -1), 0, 1, area.cols - 2, ROLE_DIM,
                      buf_text(&text));
    }
    buf_free(&text);
}
