/* The prebooks of one order; see prebooks.h. Reads them for six months at a time, which is the most the
 * service gives at once. */
#include "config.h"
#include "ui/screens/prebooks.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/date.h"
#include "ui/screens/notice.h"
#include "ui/screens/words.h"
#include "ui/widgets/list.h"

#include <stdlib.h>
#include <string.h>

enum { PERIOD_MONTHS = 6, MONTHS_BACK = 3, YEAR = 12, FIRST_YEAR = 1900, LAST_YEAR = 2999 };
enum { NORMAL_COLS = 76, ANY_COLS = 1 << 15 };

struct row {
    char *values[PREBOOK_FIELDS];
    int32_t day; /* DATE_NONE where the date cannot be read: those come last */
};

struct prebooks {
    struct ui *ui;
    struct order order;
    int month;        /* the first one of the period, counted from year 0 */
    struct row *rows; /* by truck date */
    size_t cap;
    struct list list;
    unsigned request; /* 0 = none under way */
    char *error;      /* why the last reading came to nothing; NULL = it did not */
    bool is_stopped, has_no_number, was_asked;
    time_t read_at;
};

/* ------ the period ------ */

static int month_of(int32_t date)
{
    int year, month, day;
    date_to_civil(date, &year, &month, &day);
    return year * YEAR + month - 1;
}

static int32_t first_day(int month)
{
    return date_from_civil(month / YEAR, month % YEAR + 1, 1);
}

static void write_period(const struct prebooks *prebooks, const char *between, struct buf *out)
{
    date_write(out, first_day(prebooks->month));
    buf_add(out, between);
    date_write(out, first_day(prebooks->month + PERIOD_MONTHS) - 1);
}

/* ------ reading ------ */

static void forget_rows(struct prebooks *prebooks)
{
    for (size_t i = 0; i < prebooks->list.count; i++)
        for (size_t j = 0; j < PREBOOK_FIELDS; j++)
            free(prebooks->rows[i].values[j]);
    list_set_count(&prebooks->list, 0);
    prebooks->list.selected = prebooks->list.top = 0;
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *left = a, *right = b;
    if (left->day != right->day) {
        if (left->day == DATE_NONE || right->day == DATE_NONE)
            return left->day == DATE_NONE ? 1 : -1;
        return left->day < right->day ? -1 : 1;
    }
    return strcmp(left->values[PREBOOK_NUMBER], right->values[PREBOOK_NUMBER]);
}

static void take_row(void *context, const char *const values[PREBOOK_FIELDS])
{
    struct prebooks *prebooks = context;
    size_t count = prebooks->list.count;
    MEM_GROW(prebooks->rows, count, prebooks->cap);
    struct row *row = &prebooks->rows[count];
    *row = (struct row){ .day = DATE_NONE };
    for (size_t i = 0; i < PREBOOK_FIELDS; i++)
        row->values[i] = mem_strdup(values[i] ? values[i] : "");
    date_read(row->values[PREBOOK_TRUCK_DATE], &row->day);
    list_set_count(&prebooks->list, count + 1);
}

/* The next truck is what one looks for. */
static void select_next(struct prebooks *prebooks)
{
    int32_t today = date_of_time(clock_now());
    size_t at = 0;
    while (at + 1 < prebooks->list.count && prebooks->rows[at].day != DATE_NONE &&
           prebooks->rows[at].day < today)
        at++;
    prebooks->list.selected = at;
}

static void on_again(void *context, const struct api_again *again)
{
    struct prebooks *prebooks = context;
    forget_rows(prebooks);
    ui_say_again(prebooks->ui, again);
}

static void on_done(void *context, const struct api_answer *answer)
{
    struct prebooks *prebooks = context;
    prebooks->request = 0;
    ui_say_again(prebooks->ui, NULL);
    if (answer->outcome != API_DONE) {
        forget_rows(prebooks);
        prebooks->error = mem_strdup(answer->message);
        ui_discard_keys(prebooks->ui);
        return;
    }
    prebooks->read_at = clock_now();
    if (prebooks->list.count)
        qsort(prebooks->rows, prebooks->list.count, sizeof *prebooks->rows, compare_rows);
    select_next(prebooks);
}

static void stop(struct prebooks *prebooks)
{
    const struct api *api = ui_api(prebooks->ui);
    if (prebooks->request) {
        api->ops->drop(api->self, prebooks->request);
        ui_say_again(prebooks->ui, NULL);
    }
    prebooks->request = 0;
}

static void read_all(struct prebooks *prebooks)
{
    const struct api *api = ui_api(prebooks->ui);
    struct buf from = { 0 }, to = { 0 };
    prebooks->was_asked = true;
    stop(prebooks);
    forget_rows(prebooks);
    free(prebooks->error);
    prebooks->error = NULL;
    prebooks->is_stopped = false;
    date_write(&from, first_day(prebooks->month));
    date_write(&to, first_day(prebooks->month + PERIOD_MONTHS) - 1);
    const struct api_prebooks_call call = {
        .number = value_text(prebooks->order.v[ORDER_NUMBER]),
        .from = buf_text(&from),
        .to = buf_text(&to),
        .on_prebook = take_row,
        .on_again = on_again,
        .on_done = on_done,
        .context = prebooks,
    };
    prebooks->request = api->ops->list_prebooks(api->self, &call);
    buf_free(&from);
    buf_free(&to);
}

static void *open_prebooks(struct ui *ui, void *argument)
{
    struct prebooks *prebooks = mem_calloc(1, sizeof *prebooks);
    prebooks->ui = ui;
    order_copy(&prebooks->order, argument);
    prebooks->month = month_of(date_of_time(clock_now())) - MONTHS_BACK;
    prebooks->has_no_number = !value_is_set(prebooks->order.v[ORDER_NUMBER]);
    if (!prebooks->has_no_number && ui_can_ask(ui, METHOD_PREBOOK_LIST, 1, API_LOOKING, NULL))
        read_all(prebooks);
    return prebooks;
}

static void close_prebooks(void *screen)
{
    struct prebooks *prebooks = screen;
    stop(prebooks);
    forget_rows(prebooks);
    free(prebooks->rows);
    free(prebooks->error);
    order_free(&prebooks->order);
    free(prebooks);
}

/* ------ drawing ------ */

static void write_date(struct buf *out, const struct row *row)
{
    if (row->day == DATE_NONE) {
        buf_add(out, row->values[PREBOOK_TRUCK_DATE]);
        return;
    }
    buf_addf(out, "%.3s ", date_weekday_name(date_weekday(row->day)));
    date_write(out, row->day);
}

static const char *type_word(const char *type, int cols)
{
    static const char words[] = "S standing order";
    return strcmp(type, "S") == 0 && cols >= (int)strlen(words) ? words : type;
}

/* What does not fit is left out from the end on; the carrier takes what is left. */
static const struct column {
    const char *title;
    int cols;        /* 0 = what is left */
    int from, below; /* shown on screens of these widths */
    enum prebook_field field;
} columns[] = {
    { "Truck", 14, 0, ANY_COLS, PREBOOK_TRUCK_DATE },
    { "Number", 10, 0, NORMAL_COLS, PREBOOK_NUMBER },
    { "Number", 14, NORMAL_COLS, ANY_COLS, PREBOOK_NUMBER },
    { "Type", 4, 0, NORMAL_COLS, PREBOOK_TYPE },
    { "Type", 16, NORMAL_COLS, ANY_COLS, PREBOOK_TYPE },
    { "Customer", 40, 120, ANY_COLS, PREBOOK_CUSTOMER_NAME },
    { "Carrier", 0, 0, ANY_COLS, PREBOOK_CARRIER_NAME },
};

static void draw_row(const struct row *row, struct area area, int y, enum role role)
{
    enum { GAP = 2 };
    int x = 1;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const struct column *column = &columns[i];
        struct buf text = { 0 };
        if (area.cols < column->from || area.cols >= column->below)
            continue;
        if (!row)
            buf_add(&text, column->title);
        else if (column->field == PREBOOK_TRUCK_DATE)
            write_date(&text, row);
        else if (column->field == PREBOOK_TYPE)
            buf_add(&text, type_word(row->values[PREBOOK_TYPE], column->cols));
        else
            buf_add(&text, row->values[column->field]);
        int cols = column->cols ? column->cols : area.cols - x;
        paint_text(area, y, x, cols, role, buf_text(&text));
        x += cols + GAP;
        buf_free(&text);
    }
}

static void draw_rows(struct prebooks *prebooks, struct area area)
{
    int32_t today = date_of_time(clock_now());
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    draw_row(NULL, area, 0, ROLE_HEADING);
    struct area rows = area_rows(area, 1, -1);
    list_fit(&prebooks->list, rows.rows);
    for (int y = 0; y < rows.rows; y++) {
        size_t at = prebooks->list.top + (size_t)y;
        if (at >= prebooks->list.count)
            break;
        const struct row *row = &prebooks->rows[at];
        bool is_gone = row->day != DATE_NONE && row->day < today;
        draw_row(row, rows, y, is_gone ? ROLE_DIM : ROLE_NORMAL);
        if (at == prebooks->list.selected) {
            paint_text(rows, y, 0, 1, ROLE_SELECTED, ">");
            paint_role(rows, y, 0, rows.cols, ROLE_SELECTED);
        }
    }
}

static void draw_nothing(const struct prebooks *prebooks, struct area area)
{
    struct buf headline = { 0 }, advice = { 0 };
    enum role role = ROLE_NORMAL;
    if (prebooks->has_no_number) {
        buf_add(&headline, "This order has no number yet, so nothing can have been made from it.");
    } else if (!prebooks->was_asked &&
               !ui_can_ask(prebooks->ui, METHOD_PREBOOK_LIST, 1, API_LOOKING, &headline)) {
        role = ROLE_WARNING;
        buf_add(&advice, "Nothing was asked. Esc goes back.");
    } else if (prebooks->request) {
        buf_addf(&headline, "Reading the prebooks of %s …",
                 value_text(prebooks->order.v[ORDER_NUMBER]));
        buf_add(&advice, "Ctrl-C stops it.");
    } else if (prebooks->error) {
        role = ROLE_ERROR;
        buf_addf(&headline, "The prebooks could not be read. %s", prebooks->error);
        buf_add(&advice, "F5 tries again.");
    } else if (prebooks->is_stopped || !prebooks->was_asked) {
        buf_addf(&headline, "%s",
                 prebooks->is_stopped ? "Reading the prebooks was stopped."
                                      : "The prebooks were not read yet.");
        buf_add(&advice, "F5 reads them.");
    } else {
        buf_addf(&headline, "No prebook was made from %s for trucks from ",
                 value_text(prebooks->order.v[ORDER_NUMBER]));
        write_period(prebooks, " to ", &headline);
        buf_add(&headline, ".");
        buf_add(&advice, "Left and Right ask for the six months before and after.");
    }
    notice_draw(area, role, buf_text(&headline), advice.len ? buf_text(&advice) : NULL);
    buf_free(&headline);
    buf_free(&advice);
}

static void draw(void *screen, struct area area)
{
    enum { FOOT_ROWS = 2 };
    struct prebooks *prebooks = screen;
    struct buf text = { 0 };
    paint_no_cursor();
    buf_add(&text, "Trucks ");
    write_period(prebooks, " to ", &text);
    int x = 1 + paint_text(area, 0, 1, area.cols - 2, ROLE_LABEL, buf_text(&text)) + 2;
    buf_clear(&text);
    if (prebooks->list.count) {
        words_count(&text, prebooks->list.count, "prebook");
        if (prebooks->request)
            buf_add(&text, " so far; Ctrl-C stops");
        else {
            buf_add(&text, "   read ");
            words_time(&text, prebooks->read_at, clock_now());
        }
    }
    paint_right(area, 0, x, area.cols - x, ROLE_DIM, buf_text(&text));
    paint_rule(area, 1);
    struct area middle = area_rows(area, 2, area.rows - 2 - FOOT_ROWS);
    if (prebooks->list.count)
        draw_rows(prebooks, middle);
    else
        draw_nothing(prebooks, middle);
    paint_rule(area, area.rows - FOOT_ROWS);
    paint_text(area, area.rows - 1, 1, area.cols - 2, ROLE_WARNING,
               "No change made here reaches these; change them in Komet.");
    buf_free(&text);
}

static void heading(void *screen, struct buf *out)
{
    const struct value *v = ((const struct prebooks *)screen)->order.v;
    buf_addf(out, "%s  %s", value_text(v[ORDER_NUMBER]), value_text(v[ORDER_CUSTOMER_NAME]));
}

/* ------ keys ------ */

static void turn(struct prebooks *prebooks, int months)
{
    int to = prebooks->month + months;
    if (to / YEAR < FIRST_YEAR || to / YEAR > LAST_YEAR)
        return;
    prebooks->month = to;
    read_all(prebooks);
}

static bool interrupt(struct prebooks *prebooks)
{
    if (!prebooks->request)
        return false;
    stop(prebooks);
    forget_rows(prebooks);
    prebooks->is_stopped = true;
    return true;
}

static enum ui_handled act(void *screen, enum action action)
{
    struct prebooks *prebooks = screen;
    if (list_act(&prebooks->list, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_MOVE_LEFT:
        turn(prebooks, -PERIOD_MONTHS);
        break;
    case ACTION_MOVE_RIGHT:
        turn(prebooks, PERIOD_MONTHS);
        break;
    case ACTION_REFRESH:
        read_all(prebooks);
        break;
    case ACTION_INTERRUPT:
        return interrupt(prebooks) ? UI_HANDLED : UI_NOT_HANDLED;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static bool can_read(const void *screen, struct buf *why)
{
    const struct prebooks *prebooks = screen;
    if (prebooks->has_no_number)
        buf_add(why, "This order has no number yet: prebooks are asked for by it.");
    return !prebooks->has_no_number;
}

static const struct screen_cost costs[] = {
    { ACTION_MOVE_LEFT, METHOD_PREBOOK_LIST, .purpose = API_LOOKING },
    { ACTION_MOVE_RIGHT, METHOD_PREBOOK_LIST, .purpose = API_LOOKING },
    { ACTION_REFRESH, METHOD_PREBOOK_LIST, .purpose = API_LOOKING },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "Left", "h" }, ACTION_MOVE_LEFT, "Months before", can_read },
    { { "Right", "l" }, ACTION_MOVE_RIGHT, "Months after", can_read },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Read", can_read },
    { { "F3", "Esc", "q" }, ACTION_BACK, "Back", NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j", "Enter" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_MOVE_LEFT, "Ask for the six months before" },
    { ACTION_MOVE_RIGHT, "Ask for the six months after" },
    { ACTION_REFRESH, "Read the prebooks of these months again" },
    { ACTION_NONE, NULL },
};

const struct screen_class prebooks_screen = {
    .name = "prebooks",
    .title = "Prebooks",
    .about = "What the service has made of one standing order already, truck by truck: the three "
             "months before this one, this month, and the two behind it. It gives at most six "
             "months at once. No change made here reaches a prebook; change those in Komet.",
    .bindings = bindings,
    .sentences = sentences,
    .costs = costs,
    .open = open_prebooks,
    .close = close_prebooks,
    .draw = draw,
    .act = act,
    .heading = heading,
};
