/* The columns of the list of standing orders: which fit, how wide, what stands in them, and their
 * sums. Draws rows and nothing around them. Costs the rows on screen, however many there are. */
#include "config.h"
#include "ui/screens/orders_columns.h"
#include "ui/screens/words.h"
#include "base/utf8.h"
#include "model/money.h"

#include <string.h>

enum {
    OP_COLS = 3, /* option, mark, and the sign of the selected row */
    CUSTOMER_MIN_COLS = 11,
    CUSTOMER_FAIR_COLS = 17, /* before columns of less weight are added */
    CUSTOMER_MAX_COLS = 44,
    WIDE_COLS = 160,
    ENDS_SOON_DAYS = 21,
};

/* The columns in the order they stand in as long as nobody chose another one. */
static const struct orders_column columns[] = {
    { ORDER_COLUMN_NUMBER, 'n', "number", "Number", "number", 0, false, 0 },
    { ORDER_COLUMN_CUSTOMER, 'c', "customer", "Customer", "customer", 0, false, 0 },
    { ORDERS_COLUMN_CODE, '\0', "code", "Code", "customer code", 10, false, 11 },
    { ORDER_COLUMN_RECURRENCE, 'w', "weeks", "Wk", "weeks", 2, true, 4 },
    { ORDER_COLUMN_DAYS, 'd', "days", "Days", "truck days", 7, false, 1 },
    { ORDER_COLUMN_NEXT, 't', "next", "Next", "next truck", 9, false, 0 },
    { ORDER_COLUMN_START, 's', "start", "Starts", "start", 10, false, 10 },
    { ORDER_COLUMN_END, 'e', "end", "Ends", "end", 10, false, 3 },
    { ORDER_COLUMN_BOXES, 'b', "boxes", "Boxes", "boxes", 5, true, 2 },
    { ORDER_COLUMN_LINES, 'l', "lines", "Lines", "lines", 5, true, 5 },
    { ORDER_COLUMN_AMOUNT, 'a', "amount", "Delivery", "delivery", 10, true, 0 },
    { ORDERS_COLUMN_STATE, '\0', "", "", "active or cancelled", 1, false, 0 },
    { ORDERS_COLUMN_FLAGS, '\0', "marks", "", "marks: ? X N E +", 2, false, 0 },
    { ORDER_COLUMN_SHIP_TO, 'h', "ship-to", "Ship-to", "ship-to", 13, false, 6 },
    { ORDER_COLUMN_CARRIER, 'r', "carrier", "Carrier", "carrier", 12, false, 7 },
    { ORDER_COLUMN_LOCATION, 'p', "location", "Loc", "location", 4, false, 8 },
    { ORDER_COLUMN_SALESPERSON, 'm', "salesperson", "Salesperson", "salesperson", 11, false, 9 },
    { ORDER_COLUMN_STATUS, 'x', "status", "Status", "status", 9, false, 12 },
};

enum { COLUMN_ROWS = sizeof columns / sizeof *columns };
_Static_assert((int)COLUMN_ROWS == (int)ORDERS_COLUMNS, "every column has a row");

struct place {
    const struct orders_column *column;
    int x, cols;
};

const struct orders_column *orders_columns(void)
{
    return columns;
}

const struct orders_column *orders_column_of(int what)
{
    for (int i = 0; i < COLUMN_ROWS; i++) {
        if (columns[i].what == what)
            return &columns[i];
    }
    return NULL;
}

/* Marked as chosen with Space, and not put there by what is asked. */
bool orders_column_is_chosen(const struct orders_column *column)
{
    return *column->name;
}

static int least_cols(const struct orders *orders, const struct orders_column *column)
{
    if (column->what == ORDER_COLUMN_NUMBER)
        return orders->number_cols;
    return column->what == ORDER_COLUMN_CUSTOMER ? CUSTOMER_MIN_COLS : column->cols;
}

/* Adds a column where there is room for it; gives the columns used by then. */
static int add_place(const struct orders *orders, const struct orders_column *column, int used,
                     int room, struct place *out, int *count)
{
    int wide = least_cols(orders, column);
    if (*count && used + wide > room)
        return used;
    out[(*count)++] = (struct place){ column, 0, wide };
    return used + wide;
}

static int column_gap(int cols)
{
    return cols >= WIDE_COLS ? 2 : 1;
}

/* Columns come in by their weight until one does not fit; they stand in the order of the table. */
static int choose_by_width(const struct orders *orders, int cols, struct place *out)
{
    bool is_in[COLUMN_ROWS] = { false };
    int gap = column_gap(cols), used = OP_COLS - gap, count = 0;
    for (int drop = 0; drop < COLUMN_ROWS; drop++) {
        for (int i = 0; i < COLUMN_ROWS; i++) {
            if (columns[i].drop != drop ||
                (columns[i].what == ORDERS_COLUMN_STATE && !orders_asks_all(&orders->asked)))
                continue;
            int wide = least_cols(orders, &columns[i]);
            int spare = drop > 4 ? CUSTOMER_FAIR_COLS - CUSTOMER_MIN_COLS : 0;
            if (drop && used + gap + wide + spare > cols) {
                drop = COLUMN_ROWS;
                break;
            }
            is_in[i] = true;
            used += gap + wide;
        }
    }
    for (int i = 0; i < COLUMN_ROWS; i++) {
        if (is_in[i])
            out[count++] = (struct place){ &columns[i], 0, least_cols(orders, &columns[i]) };
    }
    return count;
}

/* Those chosen, as far as there is room: the last ones give way. What says active and cancelled apart
 * is always there where both are asked for. */
static int choose_as_told(const struct orders *orders, int cols, struct place *out)
{
    int gap = column_gap(cols), used = OP_COLS - gap, count = 0;
    bool needs_state = orders_asks_all(&orders->asked);
    const struct orders_column *state = orders_column_of(ORDERS_COLUMN_STATE);
    int room = cols - (needs_state ? gap + state->cols : 0);
    for (size_t i = 0; i < orders->column_count; i++) {
        if (needs_state && orders->columns[i] == ORDERS_COLUMN_FLAGS) { /* where it always stands */
            out[count++] = (struct place){ state, 0, state->cols };
            used += gap + state->cols;
            room = cols;
            needs_state = false;
        }
        int before = count;
        int now =
            add_place(orders, orders_column_of(orders->columns[i]), used + gap, room, out, &count);
        used = count > before ? now : used;
    }
    if (needs_state)
        out[count++] = (struct place){ state, 0, state->cols };
    return count;
}

/* The columns that are shown, with their places; the customer takes what is left. */
static int place_columns(const struct orders *orders, int cols, struct place out[COLUMN_ROWS])
{
    int gap = column_gap(cols), used = OP_COLS - gap, x = OP_COLS;
    int count = orders->column_count ? choose_as_told(orders, cols, out)
                                     : choose_by_width(orders, cols, out);
    struct place *customer = NULL;
    for (int i = 0; i < count; i++) {
        used += gap + out[i].cols;
        if (out[i].column->what == ORDER_COLUMN_CUSTOMER)
            customer = &out[i];
    }
    if (customer) {
        customer->cols += cols - used;
        if (customer->cols > CUSTOMER_MAX_COLS)
            customer->cols = CUSTOMER_MAX_COLS;
        if (customer->cols < 1)
            customer->cols = 1;
    }
    for (int i = 0; i < count; i++) {
        out[i].x = x;
        x += out[i].cols + gap;
    }
    return count;
}

size_t orders_shown_columns(const struct orders *orders, int cols, uint8_t out[ORDERS_COLUMNS])
{
    struct place places[COLUMN_ROWS];
    size_t shown = 0;
    int count = place_columns(orders, cols, places);
    for (int i = 0; i < count; i++) {
        if (orders_column_is_chosen(places[i].column))
            out[shown++] = (uint8_t)places[i].column->what;
    }
    return shown;
}

const char *orders_sort_title(enum order_column column)
{
    return orders_column_of((int)column)->said;
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
        return row->status == ORDER_CANCELLED && !orders_asks_all(&orders->asked);
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
    case ORDERS_COLUMN_CODE:
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
    case ORDERS_COLUMN_STATE:
        buf_add(out, row->status == ORDER_CANCELLED ? "X" : "A");
        break;
    default:
        break;
    }
}

static void draw_headings(const struct orders *orders, const struct place *places, int count,
                          struct area area)
{
    const char *mark = paint_is_utf8() ? (orders->view.reverse ? "\u25bc" : "\u25b2")
                                       : (orders->view.reverse ? "v" : "^");
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "Op");
    for (int i = 0; i < count; i++) {
        const char *title = places[i].column->title;
        int x = places[i].x;
        if (places[i].column->right)
            x += places[i].cols - utf8_width_cols(title);
        paint_text(area, 0, x, places[i].x + places[i].cols - x, ROLE_HEADING, title);
        if (places[i].column->what == (int)orders->view.sort)
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

/* Option, mark, and the sign of the selected row. */
static void draw_op(const struct orders *orders, struct area area, int y, size_t index,
                    bool selected)
{
    unsigned option = order_marks_option(&orders->marks, index);
    const char *mark = order_marks_has(&orders->marks, index) ? "*"
                       : orders->range_row == index           ? "v"
                                                              : "";
    if (option)
        paint_text(area, y, 0, 1, selected ? ROLE_SELECTED : ROLE_CHANGED,
                   (char[]){ (char)('0' + option), '\0' });
    if (*mark)
        paint_text(area, y, 1, 1, selected ? ROLE_SELECTED : ROLE_CHANGED, mark);
    if (selected)
        paint_text(area, y, 2, 1, ROLE_SELECTED, ">");
}

static void draw_row(const struct orders *orders, const struct place *places, int count,
                     struct area area, int y, size_t at, struct buf *text)
{
    size_t index = orders->view.rows[at];
    const struct order_row *row = order_list_row(orders->list, index);
    enum role role = row->status == ORDER_CANCELLED ? ROLE_CANCELLED : ROLE_NORMAL;
    bool selected = at == orders->cursor.selected;
    const struct place *last = &places[count > 1 ? 1 : 0];
    if (selected) /* the sign and the first columns show it: moving it sends few bytes */
        paint_left(area, y, 0, last->x + last->cols, ROLE_SELECTED, "");
    draw_op(orders, area, y, index, selected);
    for (int i = 0; i < count; i++) {
        if (places[i].column->what == ORDERS_COLUMN_FLAGS) {
            draw_flags(orders, row, area, y, places[i]);
            continue;
        }
        write_cell(orders, row, places[i].column->what, text);
        (places[i].column->right ? paint_right : paint_left)(
            area, y, places[i].x, places[i].cols, selected && i < 2 ? ROLE_SELECTED : role,
            buf_text(text));
    }
}

void orders_draw_rows(struct orders *orders, struct area area)
{
    struct place places[COLUMN_ROWS];
    struct buf text = { 0 };
    int count = place_columns(orders, area.cols, places);
    draw_headings(orders, places, count, area_rows(area, 0, 1));
    struct area rows = area_rows(area, 1, -1);
    list_fit(&orders->cursor, rows.rows);
    for (int y = 0; y < rows.rows && orders->cursor.top + (size_t)y < orders->view.count; y++)
        draw_row(orders, places, count, rows, y, orders->cursor.top + (size_t)y, &text);
    buf_free(&text);
}

/* "3: 45 boxes  3,937.60" */
static void write_sums(struct buf *out, size_t rows, int64_t boxes, int64_t amount, bool brief)
{
    buf_add_char(out, ' ');
    words_number(out, (int64_t)rows);
    buf_add(out, ": ");
    words_number(out, boxes);
    buf_add(out, brief ? " bx  " : boxes == 1 ? " box  " : " boxes  ");
    money_show(out, amount);
}

/* Sums of the marked rows at the left, of those shown at the right. */
static void draw_marked_totals(const struct orders *orders, struct area area)
{
    const struct order_marks *marks = &orders->marks;
    struct buf left = { 0 }, right = { 0 };
    for (int brief = 0; brief < 2; brief++) {
        buf_set(&left, "Marked");
        buf_set(&right, "shown");
        write_sums(&left, marks->marked, marks->boxes, marks->amount, brief);
        write_sums(&right, orders->view.count, orders->view.boxes, orders->view.amount, brief);
        if (orders->marked_shown < marks->marked) {
            buf_addf(&left, brief ? " (" : ", ");
            words_number(&left, (int64_t)(marks->marked - orders->marked_shown));
            buf_add(&left, brief ? " hidden)" : " of them not shown");
        }
        if (1 + utf8_width_cols(buf_text(&left)) + 2 + utf8_width_cols(buf_text(&right)) <=
            area.cols)
            break;
    }
    int left_cols = paint_text(area, 0, 1, area.cols - 1, ROLE_TOTAL, buf_text(&left));
    int right_cols = utf8_width_cols(buf_text(&right));
    if (1 + left_cols + 2 + right_cols <= area.cols)
        paint_right(area, 0, area.cols - right_cols, right_cols, ROLE_TOTAL, buf_text(&right));
    buf_free(&left);
    buf_free(&right);
}

static const struct place *place_of(const struct place *places, int count, int what)
{
    for (int i = 0; i < count; i++) {
        if (places[i].column->what == what)
            return &places[i];
    }
    return NULL;
}

/* Below the columns they are sums of, where these are shown and wide enough. */
static void draw_shown_totals(const struct orders *orders, struct area area)
{
    struct place places[COLUMN_ROWS];
    int columns_shown = place_columns(orders, area.cols, places);
    const struct place *count = place_of(places, columns_shown, ORDER_COLUMN_BOXES);
    const struct place *money = place_of(places, columns_shown, ORDER_COLUMN_AMOUNT);
    struct buf text = { 0 }, boxes = { 0 }, amount = { 0 };
    words_number(&boxes, orders->view.boxes);
    money_show(&amount, orders->view.amount);
    int amount_cols = utf8_width_cols(buf_text(&amount));
    buf_add(&text, orders->narrow.text.len ? "Sum of the " : "Sum of ");
    words_count(&text, orders->view.count, "order");
    buf_add(&text, orders->narrow.text.len ? " shown" : "");
    if (orders_asks_all(&orders->asked))
        buf_add(&text, ", cancelled ones too");
    enum { MORE = 6, WORDS = 26 }; /* a sum has more digits than its rows, and room at its left */
    if (count && money && count->x > WORDS &&
        amount_cols <= money->x + money->cols - (count->x + count->cols) - 1) {
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

void orders_draw_totals(const struct orders *orders, struct area area)
{
    (orders->marks.marked ? draw_marked_totals : draw_shown_totals)(orders, area);
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
