/* Dates by name for the filter of the list of standing orders: this week, this season … A box over the
 * filter; it sets both dates and asks nothing of the service. */
#include "config.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/orders_filter.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/widgets/popup.h"

#include <stdlib.h>

enum { RANGE_COUNT = FILTER_RANGES - 1, DATES_COLS = 26 };

struct dates {
    struct orders *orders;
    struct list list;
};

static enum filter_range range_of(size_t row)
{
    return (enum filter_range)(row + 1);
}

static void *open_dates(struct ui *ui, void *argument)
{
    struct dates *dates = mem_calloc(1, sizeof *dates);
    (void)ui;
    dates->orders = argument;
    list_set_count(&dates->list, RANGE_COUNT);
    if (dates->orders->range != FILTER_RANGE_NONE)
        dates->list.selected = (size_t)dates->orders->range - 1;
    return dates;
}

static void close_dates(void *screen)
{
    free(screen);
}

static void draw_dates(void *screen, struct area area)
{
    struct dates *dates = screen;
    struct orders *orders = dates->orders;
    struct buf text = { 0 };
    int cols = 0;
    for (size_t i = 0; i < RANGE_COUNT; i++) {
        buf_clear(&text);
        filter_range_title(range_of(i), orders->today, &text);
        int wide = 3 + utf8_width_cols(buf_text(&text)) + 2 + DATES_COLS;
        cols = wide > cols ? wide : cols;
    }
    orders_draw(orders, area);
    paint_no_cursor();
    struct area box = popup_draw(area, RANGE_COUNT, cols, "Dates");
    list_fit(&dates->list, box.rows);
    for (int y = 0; y < box.rows && dates->list.top + (size_t)y < RANGE_COUNT; y++) {
        size_t row = dates->list.top + (size_t)y;
        bool selected = row == dates->list.selected;
        enum role role = selected ? ROLE_SELECTED : ROLE_NORMAL;
        int32_t from, to;
        paint_left(box, y, 0, box.cols, role, selected ? ">" : "");
        paint_text(box, y, 1, 1, selected ? role : ROLE_KEY,
                   (char[]){ filter_range_letter(range_of(row)), '\0' });
        buf_clear(&text);
        filter_range_title(range_of(row), orders->today, &text);
        paint_text(box, y, 3, box.cols - 3 - DATES_COLS, role, buf_text(&text));
        filter_range_dates(range_of(row), orders->today, &from, &to);
        buf_clear(&text);
        date_write(&text, from);
        buf_add(&text, " to ");
        date_write(&text, to);
        paint_right(box, y, box.cols - DATES_COLS, DATES_COLS, role, buf_text(&text));
    }
    buf_free(&text);
}

static void take(struct dates *dates, enum filter_range range)
{
    struct orders *orders = dates->orders;
    size_t place = orders->form.focus;
    form_blur(&orders->form);
    filter_set_range(&orders->filter, range, orders->today);
    orders->range = range;
    form_focus(&orders->form, place);
    entry_select(&orders->form.entry);
    ui_pop(orders->ui);
}

static enum ui_handled act_dates(void *screen, enum action action)
{
    struct dates *dates = screen;
    if (list_act(&dates->list, action))
        return UI_HANDLED;
    if (action == ACTION_CHOOSE)
        take(dates, range_of(dates->list.selected));
    else
        return action == ACTION_INTERRUPT && orders_stop(dates->orders) ? UI_HANDLED
                                                                        : UI_NOT_HANDLED;
    return UI_HANDLED;
}

static enum ui_handled key_dates(void *screen, struct key key)
{
    struct dates *dates = screen;
    for (size_t i = 0; key_is_text(key) && i < RANGE_COUNT; i++) {
        if (key.code == (unsigned char)filter_range_letter(range_of(i))) {
            take(dates, range_of(i));
            return UI_HANDLED;
        }
    }
    return UI_NOT_HANDLED;
}

static void help_dates(void *screen, struct buf *out)
{
    (void)screen;
    buf_add(out, "Sets From and To. A saved view keeps the name.");
}

static const struct binding dates_bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Take", NULL },  { { "Esc", "F3" }, ACTION_BACK, "Back", NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },      { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "Home" }, ACTION_MOVE_FIRST, NULL, NULL }, { { "End" }, ACTION_MOVE_LAST, NULL, NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct screen_sentence dates_sentences[] = {
    { ACTION_CHOOSE, "Take the selected dates" },
    { ACTION_NONE, NULL },
};

const struct screen_class orders_dates_screen = {
    .name = "orders-dates",
    .title = "Standing orders",
    .about =
        "Dates by name. A letter takes its row at once. A season is a quarter of the calendar: "
        "January to March, April to June, July to September, October to December. A saved view "
        "keeps the name, so that this week is always the week it is taken in.",
    .bindings = dates_bindings,
    .sentences = dates_sentences,
    .open = open_dates,
    .close = close_dates,
    .draw = draw_dates,
    .key = key_dates,
    .act = act_dates,
    .field_help = help_dates,
};
