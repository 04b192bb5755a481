/* The columns of the list of standing orders: which fit, how wide, what stands in them, and their
 * sums. Draws rows and nothing around them. Costs the rows on screen, however many there are. */
#include "config.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/words.h"
#include "base/utf8.h"
#include "model/money.h"

#include <string.h>

enum {
    CUSTOMER_MIN_COLS = 12,
    CUSTOMER_FAIR_COLS = 18, /* before columns of less weight are added */
    CUSTOMER_MAX_COLS = 44,
    WIDE_COLS = 150,
    ENDS_SOON_DAYS = 21,
};

/* Columns that are shown only; behind those of the model. */
enum { COLUMN_FLAGS = ORDER_COLUMNS, COLUMN_CUSTOMER_CODE, COLUMNS };

struct column {
    int what; /* enum order_column or one of the above */
    const char *title;
    const char *said; /* "Sorted by …"; NULL = cannot be sorted by */
    int cols;         /* 0 = as the data needs */
    bool right;
    int drop; /* the highest give way first on a narrow screen; 0 = never */
};

static const struct column columns[] = {
    { ORDER_COLUMN_NUMBER, "Number", "number", 0, false, 0 },
    { ORDER_COLUMN_CUSTOMER, "Customer", "customer", 0, false, 0 },
    { COLUMN_CUSTOMER_CODE, "Code", NULL, 10, false, 10 },
    { ORDER_COLUMN_RECURRENCE, "Wk", "weeks", 2, true, 4 },
    { ORDER_COLUMN_DAYS, "Days", "truck days", 7, false, 1 },
    { ORDER_COLUMN_NEXT, "Next", "next truck", 9, false, 0 },
    { ORDER_COLUMN_START, "Starts", "start", 10, false, 6 },
    { ORDER_COLUMN_END, "Ends", "end", 10, false, 3 },
    { ORDER_COLUMN_BOXES, "Boxes", "boxes", 5, true, 2 },
    { ORDER_COLUMN_LINES, "Lines", "lines", 5, true, 5 },
    { ORDER_COLUMN_AMOUNT, "Delivery", "delivery", 10, true, 0 },
    { COLUMN_FLAGS, "", NULL, 3, false, 0 },
    { ORDER_COLUMN_CARRIER, "Carrier", "carrier", 16, false, 7 },
    { ORDER_COLUMN_LOCATION, "Loc", "location", 5, false, 8 },
    { ORDER_COLUMN_SALESPERSON, "Salesperson", "salesperson", 16, false, 9 },
    { ORDER_COLUMN_SHIP_TO, "Ship-to", "ship-to", 16, false, 11 },
    { ORDER_COLUMN_STATUS, "Status", "status", 9, false, 12 },
};

enum { COLUMN_ROWS = sizeof columns / sizeof *columns };
_Static_assert((int)COLUMN_ROWS == (int)COLUMNS, "every column has a row");

struct place {
    int x, cols; /* cols 0 = not shown */
};

static int least_cols(const struct orders *orders, const struct column *column)
{
    if (column->what == ORDER_COLUMN_NUMBER)
        return orders->number_cols;
    return column->what == ORDER_COLUMN_CUSTOMER ? CUSTOMER_MIN_COLS : column->cols;
}

/* Columns come in by their weight until one does not fit; the customer takes what is left. */
static void place_columns(const struct orders *orders, int cols, struct place *out)
{
    int gap = cols >= WIDE_COLS ? 2 : 1, used = 1 - gap, customer = 0;
    for (int drop = 0; drop < COLUMN_ROWS; drop++) {
        for (int i = 0; i < COLUMN_ROWS; i++) {
            if (columns[i].drop != drop)
                continue;
            int wide = least_cols(orders, &columns[i]);
            int spare = drop > 4 ? CUSTOMER_FAIR_COLS - CUSTOMER_MIN_COLS : 0;
            if (drop && used + gap + wide + spare > cols) {
                drop = COLUMN_ROWS;
                break;
            }
            out[i].cols = wide;
            used += gap + wide;
            if (columns[i].what == ORDER_COLUMN_CUSTOMER)
                customer = i;
        }
    }
    if (cols > used)
        out[customer].cols += cols - used;
    if (out[customer].cols > CUSTOMER_MAX_COLS)
        out[customer].cols = CUSTOMER_MAX_COLS;
    if (out[customer].cols < 1)
        out[customer].cols = 1;
    for (int i = 0, x = 1; i < COLUMN_ROWS; i++) {
        out[i].x = x;
        if (out[i].cols)
            x += out[i].cols + gap;
    }
}

const char *orders_sort_title(enum order_column column)
{
    for (int i = 0; i < COLUMN_ROWS; i++) {
        if (columns[i].what == (int)column)
            return columns[i].said;
    }
    return "";
}

enum order_column orders_next_sort(const struct orders *orders)
{
    struct place places[COLUMN_ROWS] = { { 0, 0 } };
    place_columns(orders, orders->form_cols, places);
    int at = 0;
    while (at < COLUMN_ROWS && columns[at].what != (int)orders->view.sort)
        at++;
    for (int i = 1; i < COLUMN_ROWS; i++) {
        int next = (at + i) % COLUMN_ROWS;
        if (columns[next].said && places[next].cols)
            return (enum order_column)columns[next].what;
    }
    return orders->view.sort;
}

static bool ends_soon(const struct orders *orders, const struct order_row *row)
{
    return row->end != DATE_NONE && row->end >= orders->today &&
           row->end - orders->today <= ENDS_SOON_DAYS;
}

/* The marks of a row, the one that matters most first; each with its role. */
static const struct {
    char mark;
    enum role role;
    const char *words, *brief;
} flags[] = {
    { '?', ROLE_WARNING, "no total", "no total" },
    { 'X', ROLE_CANCELLED, "cancelled", "cancelled" },
    { 'N', ROLE_WARNING, "line has no cost", "no cost" },
    { 'E', ROLE_WARNING, "ends in 21 days", "ends soon" },
    { '+', ROLE_DIM, "mixed box", "mix" },
};

enum { FLAG_COUNT = sizeof flags / sizeof *flags };

static bool has_flag(const struct orders *orders, const struct order_row *row, int flag)
{
    switch (flags[flag].mark) {
    case '?':
        return row->flags & ORDER_FLAG_INCOMPLETE;
    case 'X':
        return row->status == ORDER_CANCELLED;
    case 'N':
        return row->flags & ORDER_FLAG_NO_COST;
    case 'E':
        return row->status != ORDER_CANCELLED && ends_soon(orders, row);
    default:
        return row->flags & ORDER_FLAG_MIXED;
    }
}

static void write_next(const struct orders *orders, const struct order_row *row, struct buf *out)
{
    if (row->status == ORDER_CANCELLED)
        buf_add(out, "cancelled");
    else if (row->next_truck != DATE_NONE)
        date_show(out, row->next_truck);
    else
        buf_add(out, row->end != DATE_NONE && row->end < orders->today ? "ended" : "none");
}

static void write_cell(const struct orders *orders, const struct order_row *row, int what,
                       struct buf *out)
{
    const struct order_list *list = orders->list;
    buf_clear(out);
    switch (what) {
    case ORDER_COLUMN_NUMBER:
        buf_add(out, order_list_text(list, row->number));
        break;
    case ORDER_COLUMN_CUSTOMER:
        buf_add(out, order_list_text(list, row->customer));
        break;
    case COLUMN_CUSTOMER_CODE:
        buf_add(out, order_list_text(list, row->customer_code));
        break;
    case ORDER_COLUMN_RECURRENCE:
        if (row->recurrence)
            buf_addf(out, "%u", (unsigned)row->recurrence);
        break;
    case ORDER_COLUMN_DAYS:
        date_days_show(out, row->days);
        break;
    case ORDER_COLUMN_NEXT:
        write_next(orders, row, out);
        break;
    case ORDER_COLUMN_START:
        if (row->start != DATE_NONE)
            date_write(out, row->start);
        break;
    case ORDER_COLUMN_END:
        if (row->end != DATE_NONE)
            date_write(out, row->end);
        else
            buf_add(out, "open");
        break;
    case ORDER_COLUMN_BOXES:
        words_number(out, row->boxes);
        break;
    case ORDER_COLUMN_LINES:
        words_number(out, row->lines);
        break;
    case ORDER_COLUMN_AMOUNT:
        money_show(out, row->amount);
        break;
    case ORDER_COLUMN_CARRIER:
        buf_add(out, order_list_text(list, row->carrier));
        break;
    case ORDER_COLUMN_LOCATION:
        buf_add(out, order_list_text(list, row->location));
        break;
    case ORDER_COLUMN_SALESPERSON:
        buf_add(out, order_list_text(list, row->salesperson));
        break;
    case ORDER_COLUMN_SHIP_TO:
        buf_add(out, order_list_text(list, row->ship_to));
        break;
    case ORDER_COLUMN_STATUS:
        buf_add(out, order_status_word((enum order_status)row->status));
        break;
    default:
        break;
    }
}

static void draw_headings(const struct orders *orders, const struct place *places, struct area area)
{
    const char *mark = paint_is_utf8() ? (orders->view.reverse ? "\u25bc" : "\u25b2")
                                       : (orders->view.reverse ? "v" : "^");
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    for (int i = 0; i < COLUMN_ROWS; i++) {
        if (!places[i].cols)
            continue;
        const char *title = columns[i].title;
        int x = places[i].x;
        if (columns[i].right)
            x += places[i].cols - utf8_width_cols(title);
        paint_text(area, 0, x, places[i].x + places[i].cols - x, ROLE_HEADING, title);
        if (columns[i].what == (int)orders->view.sort)
            paint_text(area, 0, x - 1, 1, ROLE_HEADING, mark);
    }
}

static void draw_flags(const struct orders *orders, const struct order_row *row, struct area area,
                       int y, struct place place)
{
    int x = place.x;
    for (int i = 0; i < FLAG_COUNT && x < place.x + place.cols; i++) {
        if (has_flag(orders, row, i))
            x += paint_text(area, y, x, 1, flags[i].role, (char[]){ flags[i].mark, '\0' });
    }
}

static void draw_row(const struct orders *orders, const struct place *places, struct area area,
                     int y, size_t at, struct buf *text)
{
    const struct order_row *row = order_list_row(orders->list, orders->view.rows[at]);
    enum role role = row->status == ORDER_CANCELLED ? ROLE_CANCELLED : ROLE_NORMAL;
    bool selected = at == orders->cursor.selected;
    if (selected) /* the mark and the first columns show it: moving it sends few bytes */
        paint_left(area, y, 0, places[1].x + places[1].cols, ROLE_SELECTED, ">");
    for (int i = 0; i < COLUMN_ROWS; i++) {
        if (!places[i].cols)
            continue;
        if (columns[i].what == COLUMN_FLAGS) {
            draw_flags(orders, row, area, y, places[i]);
            continue;
        }
        write_cell(orders, row, columns[i].what, text);
        (columns[i].right ? paint_right : paint_left)(area, y, places[i].x, places[i].cols,
                                                      selected && i < 2 ? ROLE_SELECTED : role,
                                                      buf_text(text));
    }
}

void orders_draw_rows(struct orders *orders, struct area area)
{
    struct place places[COLUMN_ROWS] = { { 0, 0 } };
    struct buf text = { 0 };
    place_columns(orders, area.cols, places);
    draw_headings(orders, places, area_rows(area, 0, 1));
    struct area rows = area_rows(area, 1, -1);
    list_fit(&orders->cursor, rows.rows);
    for (int y = 0; y < rows.rows && orders->cursor.top + (size_t)y < orders->view.count; y++)
        draw_row(orders, places, rows, y, orders->cursor.top + (size_t)y, &text);
    buf_free(&text);
}

void orders_draw_totals(const struct orders *orders, struct area area)
{
    struct place places[COLUMN_ROWS] = { { 0, 0 } };
    place_columns(orders, area.cols, places);
    struct buf text = { 0 }, boxes = { 0 }, amount = { 0 };
    words_number(&boxes, orders->view.boxes);
    money_show(&amount, orders->view.amount);
    int boxes_at = -1, amount_at = 0;
    for (int i = 0; i < COLUMN_ROWS; i++) {
        if (columns[i].what == ORDER_COLUMN_BOXES && places[i].cols)
            boxes_at = i;
        if (columns[i].what == ORDER_COLUMN_AMOUNT)
            amount_at = i;
    }
    const struct place *money = &places[amount_at];
    int amount_cols = utf8_width_cols(buf_text(&amount));
    buf_add(&text, orders->narrow.text.len ? "Sum of the " : "Sum of ");
    words_count(&text, orders->view.count, "order");
    buf_add(&text, orders->narrow.text.len ? " shown" : "");
    if (strcmp(value_text(orders->asked.v[FILTER_STATUS]), "All") == 0)
        buf_add(&text, ", cancelled ones too");
    if (boxes_at >= 0 &&
        amount_cols <= money->x + money->cols - (places[boxes_at].x + places[boxes_at].cols) - 1) {
        enum { MORE = 6 }; /* a sum has more digits than its rows, and room at its left */
        const struct place *count = &places[boxes_at];
        paint_text(area, 0, 1, count->x - MORE - 2, ROLE_TOTAL, buf_text(&text));
        paint_right(area, 0, count->x - MORE, count->cols + MORE, ROLE_TOTAL, buf_text(&boxes));
        paint_right(area, 0, money->x + money->cols - amount_cols, amount_cols, ROLE_TOTAL,
                    buf_text(&amount));
    } else {
        buf_addf(&text, ": %s boxes, %s a delivery", buf_text(&boxes), buf_text(&amount));
        paint_text(area, 0, 1, area.cols - 1, ROLE_TOTAL, buf_text(&text));
    }
    buf_free(&text);
    buf_free(&boxes);
    buf_free(&amount);
}

void orders_draw_legend(struct area area)
{
    enum { FULL_COLS = 78 };
    int x = 1;
    for (int i = FLAG_COUNT - 1; i >= 0; i--) {
        const char *words = area.cols >= FULL_COLS ? flags[i].words : flags[i].brief;
        x += paint_text(area, 0, x, 1, flags[i].role, (char[]){ flags[i].mark, '\0' }) + 1;
        x += paint_text(area, 0, x, area.cols - x, ROLE_DIM, words) + 2;
    }
}
