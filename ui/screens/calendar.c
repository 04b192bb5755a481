/* The truck days of one order, month by month; see calendar.h. Knows dates and the rule of truck days
 * (schedule.h); asks the service for nothing. */
#include "config.h"
#include "ui/screens/calendar.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/schedule.h"
#include "ui/screens/notice.h"

#include <stdlib.h>
#include <string.h>

enum {
    DAY_COLS = 3, /* a mark and two digits */
    WEEK_DAYS = 7,
    MONTH_COLS = WEEK_DAYS * DAY_COLS,
    GAP_COLS = 4,   /* between months, the last bracket in the first of them */
    MONTH_ROWS = 8, /* name, weekdays, up to six weeks */
    QUARTER = 3,
    YEAR = 12,
    FIRST_YEAR = 1000,
    LAST_YEAR = 9998,
    LABEL_COLS = 13
};

struct calendar {
    struct ui *ui;
    struct order order;
    struct schedule schedule;
    struct buf why; /* why it cannot be reckoned; empty where it can */
    int lead_days;
    int32_t today, reached; /* the first truck a change made today reaches; DATE_NONE = none */
    int month;              /* the first one shown, counted from year 0 */
};

static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

/* ------ opening ------ */

static int month_of(int32_t date)
{
    int year, month, day;
    date_to_civil(date, &year, &month, &day);
    return year * YEAR + month - 1;
}

/* What the truck days hang on, and cannot be read. */
static void write_why(const struct order *order, struct buf *out)
{
    static const enum order_field needed[] = { ORDER_START, ORDER_RECURRENCE, ORDER_DAYS };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        struct value v = order->v[needed[i]];
        if (value_is_blank(v))
            buf_addf(out, "%s \"%s\" is %s.", out->len ? " The field" : "The field",
                     order_fields[needed[i]].label,
                     value_is_unknown(v) ? "not known" : "not filled in");
    }
    if (out->len)
        return;
    static const enum order_field read[] = { ORDER_START, ORDER_END, ORDER_RECURRENCE, ORDER_DAYS };
    buf_add(out, "One of these cannot be understood:");
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        if (!value_is_blank(order->v[read[i]]))
            buf_addf(out, " %s \"%s\".", order_fields[read[i]].label,
                     value_text(order->v[read[i]]));
    }
}

/* Where there is something to be seen: this month, else the first or the last one of the order. */
static int month_to_begin(const struct calendar *calendar)
{
    const struct schedule *schedule = &calendar->schedule;
    if (!calendar->why.len && schedule->start > calendar->today)
        return month_of(schedule->start);
    if (!calendar->why.len && schedule->end != DATE_NONE && schedule->end < calendar->today)
        return month_of(schedule->end);
    return month_of(calendar->today);
}

static void *open_calendar(struct ui *ui, void *argument)
{
    struct calendar *calendar = mem_calloc(1, sizeof *calendar);
    calendar->ui = ui;
    calendar->lead_days = ui_profile(ui)->lead_days;
    calendar->today = date_of_time(clock_now());
    calendar->reached = DATE_NONE;
    order_copy(&calendar->order, argument);
    if (!schedule_of_order(&calendar->order, &calendar->schedule))
        write_why(&calendar->order, &calendar->why);
    else if (calendar->order.status != ORDER_CANCELLED)
        calendar->reached =
            schedule_first_reached(&calendar->schedule, calendar->today, calendar->lead_days);
    calendar->month = month_to_begin(calendar);
    return calendar;
}

static void close_calendar(void *screen)
{
    struct calendar *calendar = screen;
    order_free(&calendar->order);
    buf_free(&calendar->why);
    free(calendar);
}

/* ------ what a day is ------ */

static bool is_truck(const struct calendar *calendar, int32_t day)
{
    return schedule_next(&calendar->schedule, day) == day;
}

static bool is_today(const struct calendar *calendar, int32_t day)
{
    return day == calendar->today;
}

static bool is_start(const struct calendar *calendar, int32_t day)
{
    return day == calendar->schedule.start;
}

static bool is_end(const struct calendar *calendar, int32_t day)
{
    return day == calendar->schedule.end;
}

static bool is_reached(const struct calendar *calendar, int32_t day)
{
    return day == calendar->reached;
}

static bool is_gone(const struct calendar *calendar, int32_t day)
{
    return day < calendar->today;
}

static bool is_within_lead(const struct calendar *calendar, int32_t day)
{
    return day >= calendar->today && day <= calendar->today + calendar->lead_days;
}

static bool is_any(const struct calendar *calendar, int32_t day)
{
    (void)calendar, (void)day;
    return true;
}

/* The first row that holds gives the mark: one for days with a truck, one for those without. */
static const struct day_kind {
    bool (*holds)(const struct calendar *calendar, int32_t day);
    char truck, plain;
    enum role role;
    const char *legend;
} day_kinds[] = {
    { is_today, 'T', 't', ROLE_SELECTED, "today" },
    { is_start, 'S', 's', ROLE_CHANGED, "start" },
    { is_end, 'E', 'e', ROLE_CHANGED, "end" },
    { is_reached, '>', ' ', ROLE_OK, "first truck a change reaches" },
    { is_gone, 'x', ' ', ROLE_DIM, "truck gone by" },
    { is_within_lead, 'P', ':', ROLE_WARNING, "prebook probably made" },
    { is_any, '[', ' ', ROLE_TOTAL, "truck" },
};

enum { DAY_KINDS = sizeof day_kinds / sizeof *day_kinds };

static const struct day_kind *kind_of(const struct calendar *calendar, int32_t day)
{
    const struct day_kind *kind = day_kinds;
    while (!kind->holds(calendar, day))
        kind++;
    return kind;
}

static char mark_of(const struct calendar *calendar, int32_t day)
{
    const struct day_kind *kind = kind_of(calendar, day);
    return is_truck(calendar, day) ? kind->truck : kind->plain;
}

static bool is_outside(const struct calendar *calendar, int32_t day)
{
    return day < calendar->schedule.start ||
           (calendar->schedule.end != DATE_NONE && day > calendar->schedule.end);
}

/* The mark stands right before the number, and a truck's bracket is closed in the first column of the
 * next day, unless that needs it. */
static void draw_day(const struct calendar *calendar, struct area area, int y, int x, int32_t day,
                     int number)
{
    char mark = mark_of(calendar, day);
    enum role role = mark != ' '                 ? kind_of(calendar, day)->role
                     : is_outside(calendar, day) ? ROLE_DIM
                                                 : ROLE_NORMAL;
    bool is_short = number < 10;
    char tens = (char)('0' + number / 10), ones = (char)('0' + number % 10);
    char text[] = { tens, ones, '\0' };
    if (is_short)
        text[0] = mark;
    if (!is_short)
        paint_text(area, y, x, 1, role, (char[]){ mark, '\0' });
    paint_text(area, y, x + 1, 2, role, text);
    bool next_needs_it = date_weekday(day) < WEEK_DAYS - 1 && number >= 9 &&
                         month_of(day + 1) == month_of(day) && mark_of(calendar, day + 1) != ' ';
    if (is_truck(calendar, day) && !next_needs_it)
        paint_text(area, y, x + DAY_COLS, 1, role, "]");
}

static void draw_month(const struct calendar *calendar, struct area area, int y, int x, int month)
{
    char *title = mem_printf("%s %d", month_names[month % YEAR], month / YEAR);
    int32_t first = date_from_civil(month / YEAR, month % YEAR + 1, 1), day = first;
    paint_text(area, y, x + 1, MONTH_COLS, ROLE_HEADING, title);
    free(title);
    for (int weekday = 0; weekday < WEEK_DAYS; weekday++) {
        char name[] = { date_weekday_name(weekday)[0], date_weekday_name(weekday)[1], '\0' };
        paint_text(area, y + 1, x + weekday * DAY_COLS + 1, 2, ROLE_LABEL, name);
    }
    while (month_of(day + 1) == month)
        day++;
    for (int week; day >= first; day--) { /* from the last on: brackets stay in front of blanks */
        week = (day - (first - date_weekday(first))) / WEEK_DAYS;
        draw_day(calendar, area, y + 2 + week, x + date_weekday(day) * DAY_COLS, day,
                 day - first + 1);
    }
}

/* ------ words ------ */

static void add_date(struct buf *out, int32_t day)
{
    buf_addf(out, "%.3s ", date_weekday_name(date_weekday(day)));
    date_write(out, day);
}

static void write_days(unsigned days, struct buf *out)
{
    int last = 0, named = 0;
    for (int i = 0; i < WEEK_DAYS; i++)
        last = days & 1u << i ? i : last;
    for (int i = 0; i < WEEK_DAYS; i++) {
        if (!(days & 1u << i))
            continue;
        buf_addf(out, "%s%s", !named ? "" : i == last ? " and " : ", ", date_weekday_name(i));
        named++;
    }
}

static void write_rhythm(const struct calendar *calendar, struct buf *out)
{
    const struct schedule *schedule = &calendar->schedule;
    if (schedule->recurrence == 1)
        buf_add(out, "Every week on ");
    else
        buf_addf(out, "Every %d weeks on ", schedule->recurrence);
    write_days(schedule->days, out);
    if (schedule->recurrence > 1) {
        buf_add(out, ", weeks counted from ");
        date_write(out, schedule->start - date_weekday(schedule->start));
    }
    buf_add(out, ".  Start ");
    add_date(out, schedule->start);
    if (schedule->end != DATE_NONE) {
        buf_add(out, ", end ");
        add_date(out, schedule->end);
        buf_add(out, ".");
    } else {
        buf_add(out, ", no end.");
    }
}

/* "Wed 02-04 and Fri 02-06 probably have prebooks already; change those in Komet." */
static void write_made(const struct calendar *calendar, struct buf *out)
{
    enum { MOST = 3 };
    int32_t dates[MOST + 1];
    int32_t until = calendar->today + calendar->lead_days;
    size_t count = schedule_list(&calendar->schedule, calendar->today, dates, MOST + 1), made = 0;
    while (made < count && dates[made] <= until)
        made++;
    if (!made)
        return;
    buf_add(out, " ");
    for (size_t i = 0; i < made && made <= MOST; i++) {
        buf_add(out, !i ? "" : i + 1 == made ? " and " : ", ");
        date_show(out, dates[i]);
    }
    if (made > MOST) {
        buf_add(out, "The trucks until ");
        date_show(out, until);
    }
    buf_addf(out, " probably %s already; change %s in Komet.",
             made == 1 ? "has its prebook" : "have their prebooks", made == 1 ? "it" : "those");
}

static void write_reached(const struct calendar *calendar, struct buf *out)
{
    if (calendar->order.status == ORDER_CANCELLED) {
        buf_add(out, "The order is cancelled: no more trucks come of it. The days are those it "
                     "was planned for.");
        return;
    }
    if (calendar->reached == DATE_NONE) {
        buf_add(out, "A change made today reaches no truck.");
    } else {
        buf_add(out, "A change made today first reaches ");
        add_date(out, calendar->reached);
        buf_add(out, ".");
    }
    write_made(calendar, out);
}

/* ------ drawing ------ */

static int measure(struct area area, const struct buf *text)
{
    struct area nowhere = { .cols = area.cols };
    return paint_wrapped(nowhere, 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(text));
}

/* Short texts one behind the other, each whole. */
struct flow {
    struct area area; /* without rows: measures only */
    int left, y, x;   /* where rows begin, and where the next text goes */
};

static void flow_add(struct flow *flow, enum role role, const char *text)
{
    enum { SPACE = 2 };
    int cols = (int)strlen(text);
    if (flow->x + cols > flow->area.cols && flow->x > flow->left) {
        flow->x = flow->left;
        flow->y++;
    }
    paint_text(flow->area, flow->y, flow->x, cols, role, text);
    flow->x += cols + SPACE;
}

/* Gives the rows it takes. */
static int draw_legend(const struct calendar *calendar, struct area area)
{
    struct flow flow = { area, 1, 0, 1 };
    for (int i = DAY_KINDS; i-- > 0;) {
        const struct day_kind *kind = &day_kinds[i];
        char *text =
            mem_printf("%c%s %s", kind->truck, kind->truck == '[' ? " ]" : "", kind->legend);
        flow_add(&flow, ROLE_DIM, text);
        free(text);
    }
    char *lead = mem_printf(": lead time, %d %s", calendar->lead_days,
                            calendar->lead_days == 1 ? "day" : "days");
    flow_add(&flow, ROLE_DIM, lead);
    flow_add(&flow, ROLE_DIM, "small letter: no truck");
    free(lead);
    return flow.y + 1;
}

static void draw_next_date(const struct calendar *calendar, struct flow *flow, int32_t date)
{
    struct buf text = { 0 };
    enum role role = ROLE_VALUE;
    if (month_of(date) / YEAR == month_of(calendar->today) / YEAR)
        date_show(&text, date);
    else
        add_date(&text, date);
    if (is_within_lead(calendar, date)) {
        buf_add(&text, " P");
        role = ROLE_WARNING;
    } else if (is_reached(calendar, date)) {
        buf_add(&text, " >");
        role = ROLE_OK;
    }
    flow_add(flow, role, buf_text(&text));
    buf_free(&text);
}

/* As many of the next dates as there is room for. */
static void draw_next(const struct calendar *calendar, struct area area)
{
    enum { MOST = 120 };
    int32_t dates[MOST];
    size_t count = 0;
    struct flow flow = { area, LABEL_COLS, 0, LABEL_COLS };
    if (calendar->order.status != ORDER_CANCELLED)
        count = schedule_list(&calendar->schedule, calendar->today, dates, MOST);
    paint_text(area, 0, 1, LABEL_COLS - 1, ROLE_LABEL, "Next trucks");
    if (!count)
        flow_add(&flow, ROLE_WARNING, "none");
    for (size_t i = 0; i < count && flow.y < area.rows; i++)
        draw_next_date(calendar, &flow, dates[i]);
}

static int months_beside(int cols)
{
    int count = (cols - 2 + GAP_COLS) / (MONTH_COLS + GAP_COLS);
    return count > 1 ? count : 1;
}

static void draw_months(const struct calendar *calendar, struct area area)
{
    int beside = months_beside(area.cols), bands = (area.rows + 1) / (MONTH_ROWS + 1);
    int month = calendar->month;
    for (int band = 0; band < (bands > 1 ? bands : 1); band++) {
        for (int i = 0; i < beside; i++)
            draw_month(calendar, area, band * (MONTH_ROWS + 1), 1 + i * (MONTH_COLS + GAP_COLS),
                       month++);
    }
}

/* The months come first, the words take what they need, the next dates what is left. */
static void draw_reckoned(const struct calendar *calendar, struct area area)
{
    enum { LEAST_NEXT = 1, MOST_BANDS = 4, BAND_ROWS = MONTH_ROWS + 1 };
    struct buf rhythm = { 0 }, reached = { 0 };
    write_rhythm(calendar, &rhythm);
    write_reached(calendar, &reached);
    int above = measure(area, &rhythm), below = measure(area, &reached);
    int legend = draw_legend(calendar, (struct area){ .cols = area.cols });
    int left = area.rows - above - below - legend - LEAST_NEXT;
    bool has_rules = left >= MONTH_ROWS + 2;
    int bands = (left - (has_rules ? 2 : 0) + 1) / BAND_ROWS;
    bands = bands > MOST_BANDS ? MOST_BANDS : bands > 1 ? bands : 1;
    int months = bands * BAND_ROWS - 1, y = above + has_rules;
    paint_wrapped(area, 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(&rhythm));
    draw_months(calendar, area_rows(area, y, months));
    y += months + has_rules;
    if (has_rules) {
        paint_rule(area, above);
        paint_rule(area, y - 1);
    }
    paint_wrapped(area_rows(area, y, -1), 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(&reached));
    y += below;
    int rest = area.rows - y - legend;
    draw_next(calendar, area_rows(area, y, rest > LEAST_NEXT ? rest : LEAST_NEXT));
    draw_legend(calendar, area_rows(area, y + (rest > LEAST_NEXT ? rest : LEAST_NEXT), -1));
    buf_free(&rhythm);
    buf_free(&reached);
}

static void draw(void *screen, struct area area)
{
    const struct calendar *calendar = screen;
    paint_no_cursor();
    if (calendar->why.len)
        notice_draw(area, ROLE_WARNING, "The truck days of this order cannot be reckoned.",
                    buf_text(&calendar->why));
    else
        draw_reckoned(calendar, area);
}

static void heading(void *screen, struct buf *out)
{
    const struct value *v = ((const struct calendar *)screen)->order.v;
    buf_addf(out, "%s  %s", value_is_set(v[ORDER_NUMBER]) ? v[ORDER_NUMBER].text : "New order",
             value_text(v[ORDER_CUSTOMER_NAME]));
}

/* ------ keys ------ */

static void turn(struct calendar *calendar, int months)
{
    int to = calendar->month + months;
    if (to / YEAR < FIRST_YEAR || to / YEAR > LAST_YEAR)
        return;
    calendar->month = to;
}

static enum ui_handled act(void *screen, enum action action)
{
    struct calendar *calendar = screen;
    switch ((int)action) {
    case ACTION_MOVE_LEFT:
    case ACTION_MOVE_UP:
        turn(calendar, -1);
        break;
    case ACTION_MOVE_RIGHT:
    case ACTION_MOVE_DOWN:
        turn(calendar, 1);
        break;
    case ACTION_PAGE_UP:
        turn(calendar, -QUARTER);
        break;
    case ACTION_PAGE_DOWN:
        turn(calendar, QUARTER);
        break;
    case ACTION_MOVE_FIRST:
        calendar->month = month_of(calendar->today);
        break;
    case ACTION_MOVE_LAST:
        if (calendar->schedule.end != DATE_NONE)
            calendar->month = month_of(calendar->schedule.end);
        else
            ui_say(calendar->ui, ROLE_MESSAGE, "This order has no end date.");
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static bool can_turn(const void *screen, struct buf *why)
{
    const struct calendar *calendar = screen;
    if (calendar->why.len)
        buf_add(why, "There are no months to show: the truck days cannot be reckoned.");
    return !calendar->why.len;
}

static const struct binding bindings[] = {
    { { "Left", "Up", "h", "k" }, ACTION_MOVE_LEFT, "Month before", can_turn },
    { { "Right", "Down", "l", "j" }, ACTION_MOVE_RIGHT, "Next month", can_turn },
    { { "F3", "Esc", "q", "Enter" }, ACTION_BACK, "Back", NULL },
    { { "PgUp", "F7", "[" }, ACTION_PAGE_UP, "Quarter before", can_turn },
    { { "PgDn", "F8", "]", "Space" }, ACTION_PAGE_DOWN, "Next quarter", can_turn },
    { { "Home", "g" }, ACTION_MOVE_FIRST, "Today", can_turn },
    { { "End", "G" }, ACTION_MOVE_LAST, "End date", can_turn },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_MOVE_LEFT, "Show one month earlier" },
    { ACTION_MOVE_RIGHT, "Show one month later" },
    { ACTION_PAGE_UP, "Show three months earlier" },
    { ACTION_PAGE_DOWN, "Show three months later" },
    { ACTION_MOVE_FIRST, "Show the month of today" },
    { ACTION_MOVE_LAST, "Show the month in which the order ends" },
    { ACTION_NONE, NULL },
};

const struct screen_class calendar_screen = {
    .name = "calendar",
    .title = "Calendar",
    .about =
        "The truck days of one standing order, reckoned from its start, end, recurrence and days; "
        "weeks begin on Monday and are counted from the week of the start date. Trucks inside the "
        "lead time (lead_days of the profile) probably have their prebooks already: no change "
        "made here reaches those. Nothing is asked of the service.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_calendar,
    .close = close_calendar,
    .draw = draw,
    .act = act,
    .heading = heading,
};
