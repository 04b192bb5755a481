/* Two screens over the list of standing orders: the column to sort by, and which columns are shown in
 * which order. Both show the list itself, changed at once. */
#include "config.h"
#include "ui/screens/orders_columns.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/orders_filter.h"
#include "ui/screens/orders_views.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

/* --- the column to sort by --- */

struct sort {
    struct orders *orders;
    enum order_column column; /* as it was */
    bool reverse;
};

static void *open_sort(struct ui *ui, void *argument)
{
    struct sort *sort = mem_calloc(1, sizeof *sort);
    (void)ui;
    sort->orders = argument;
    sort->column = sort->orders->view.sort;
    sort->reverse = sort->orders->view.reverse;
    sort->orders->is_sorting = true;
    return sort;
}

static void close_sort(void *screen)
{
    struct sort *sort = screen;
    sort->orders->is_sorting = false;
    free(sort);
}

static void draw_sort(void *screen, struct area area)
{
    paint_no_cursor();
    orders_draw(((struct sort *)screen)->orders, area);
}

static void sort_by(struct orders *orders, enum order_column column, bool reverse)
{
    orders_sort(orders, column, reverse);
    ui_say(orders->ui, ROLE_MESSAGE, "Sorted by %s%s.", orders_sort_title(column),
           reverse ? ", last first" : "");
}

/* The next column in the order of the list that can be sorted by. */
static void step(struct orders *orders, int by)
{
    const struct orders_column *all = orders_columns();
    int at = 0;
    while (all[at].what != (int)orders->view.sort)
        at++;
    do
        at = (at + by + ORDERS_COLUMNS) % ORDERS_COLUMNS;
    while (!all[at].letter);
    sort_by(orders, (enum order_column)all[at].what, orders->view.reverse);
}

static enum ui_handled act_sort(void *screen, enum action action)
{
    struct sort *sort = screen;
    struct orders *orders = sort->orders;
    if (action == ACTION_CHOOSE)
        ui_pop(orders->ui);
    else if (action == ACTION_MOVE_RIGHT || action == ACTION_MOVE_LEFT)
        step(orders, action == ACTION_MOVE_RIGHT ? 1 : -1);
    else if (action == ACTION_SORT_REVERSE)
        sort_by(orders, orders->view.sort, !orders->view.reverse);
    else if (action == ACTION_BACK) {
        orders_sort(orders, sort->column, sort->reverse);
        ui_pop(orders->ui);
    } else
        return action == ACTION_INTERRUPT && orders_stop(orders) ? UI_HANDLED : UI_NOT_HANDLED;
    return UI_HANDLED;
}

/* A column's letter sorts by it; that of the present one turns it round. */
static enum ui_handled key_sort(void *screen, struct key key)
{
    struct orders *orders = ((struct sort *)screen)->orders;
    const struct orders_column *all = orders_columns();
    for (int i = 0; key_is_text(key) && i < ORDERS_COLUMNS; i++) {
        if (!all[i].letter || key.code != (unsigned char)all[i].letter)
            continue;
        enum order_column column = (enum order_column)all[i].what;
        sort_by(orders, column, column == orders->view.sort && !orders->view.reverse);
        ui_pop(orders->ui);
        return UI_HANDLED;
    }
    return UI_NOT_HANDLED;
}

static void help_sort(void *screen, struct buf *out)
{
    (void)screen;
    buf_add(out, "A letter sorts by its column; the same again turns it round.");
}

static const struct binding sort_bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Done", NULL },
    { { "Left" }, ACTION_MOVE_LEFT, NULL, NULL },
    { { "Right" }, ACTION_MOVE_RIGHT, "Next column", NULL },
    { { "S" }, ACTION_SORT_REVERSE, "Reverse", NULL },
    { { "Esc", "F3" }, ACTION_BACK, "As before", NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct screen_sentence sort_sentences[] = {
    { ACTION_CHOOSE, "Keep this order and go back to the list" },
    { ACTION_MOVE_LEFT, "Sort by the column before" },
    { ACTION_MOVE_RIGHT, "Sort by the column behind" },
    { ACTION_BACK, "Go back to the list in the order it had" },
    { ACTION_NONE, NULL },
};

const struct screen_class orders_sort_screen = {
    .name = "orders-sort",
    .title = "Standing orders",
    .about =
        "Sorts the list by a column: each has its letter, shown below the list. The letter of the "
        "column it is sorted by already turns it round. Columns that are not on screen can be "
        "sorted by as well. No request is made.",
    .bindings = sort_bindings,
    .sentences = sort_sentences,
    .open = open_sort,
    .close = close_sort,
    .draw = draw_sort,
    .key = key_sort,
    .act = act_sort,
    .field_help = help_sort,
};

/* --- which columns --- */

struct choose {
    struct orders *orders;
    uint8_t all[ORDERS_COLUMNS]; /* those shown, then the others */
    size_t count, shown;
    struct list list;
    uint8_t before[ORDERS_COLUMNS]; /* as it was */
    size_t before_count;
    int cols; /* of the screen */
};

/* The shown ones in their order, the others behind them. */
static void fill(struct choose *choose)
{
    const struct orders_column *all = orders_columns();
    struct orders *orders = choose->orders;
    if (orders->column_count) {
        choose->shown = orders->column_count;
        memcpy(choose->all, orders->columns, sizeof choose->all);
    } else {
        choose->shown = orders_shown_columns(orders, choose->cols, choose->all);
    }
    choose->count = choose->shown;
    for (int i = 0; i < ORDERS_COLUMNS; i++) {
        if (orders_column_is_chosen(&all[i]) && !memchr(choose->all, all[i].what, choose->shown))
            choose->all[choose->count++] = (uint8_t)all[i].what;
    }
    list_set_count(&choose->list, choose->count);
}

static void *open_columns(struct ui *ui, void *argument)
{
    struct choose *choose = mem_calloc(1, sizeof *choose);
    (void)ui;
    choose->orders = argument;
    choose->before_count = choose->orders->column_count;
    memcpy(choose->before, choose->orders->columns, sizeof choose->before);
    choose->cols = choose->orders->form_cols;
    fill(choose);
    return choose;
}

static void close_columns(void *screen)
{
    free(screen);
}

static void put(struct choose *choose)
{
    choose->orders->column_count = choose->shown;
    memcpy(choose->orders->columns, choose->all, sizeof choose->orders->columns);
}

/* Shown ones stand above the others, so a column that is switched moves to where it belongs. */
static void toggle(struct choose *choose)
{
    size_t at = choose->list.selected;
    uint8_t what = choose->all[at];
    if (at < choose->shown && choose->shown == 1) {
        ui_say(choose->orders->ui, ROLE_WARNING, "One column has to stay.");
        return;
    }
    size_t to = at < choose->shown ? choose->shown - 1 : choose->shown;
    if (to > at)
        memmove(&choose->all[at], &choose->all[at + 1], to - at);
    else
        memmove(&choose->all[to + 1], &choose->all[to], at - to);
    choose->all[to] = what;
    choose->shown += at < choose->shown ? (size_t)-1 : 1;
    put(choose);
}

static void move(struct choose *choose, int by)
{
    size_t at = choose->list.selected;
    if (at >= choose->shown) {
        ui_say(choose->orders->ui, ROLE_MESSAGE, "Space shows this column; then it can be moved.");
        return;
    }
    if ((by < 0 && at == 0) || (by > 0 && at + 1 == choose->shown))
        return;
    size_t to = by < 0 ? at - 1 : at + 1;
    uint8_t what = choose->all[at];
    choose->all[at] = choose->all[to];
    choose->all[to] = what;
    choose->list.selected = to;
    put(choose);
}

/* A shown column that found no room at this width. */
static bool lacks_room(const struct choose *choose, const uint8_t *seen, size_t seen_count,
                       size_t at)
{
    return at < choose->shown && !memchr(seen, choose->all[at], seen_count);
}

static void draw_columns(void *screen, struct area area)
{
    enum { COLS = 34, ABOVE = 1 };
    struct choose *choose = screen;
    choose->cols = area.cols;
    paint_no_cursor();
    orders_draw(choose->orders, area);
    struct area room = area_rows(area, 0, -1), box;
    int half = room.cols / 2;
    room.x += half;
    room.cols -= half;
    box = popup_draw(room, (int)choose->count + ABOVE, COLS, "Columns");
    paint_text(box, 0, 0, box.cols, ROLE_DIM,
               choose->orders->column_count ? "Space shows or hides, < > move"
                                            : "As many as the width has room for");
    struct area rows = area_rows(box, ABOVE, -1);
    uint8_t seen[ORDERS_COLUMNS];
    size_t seen_count = orders_shown_columns(choose->orders, area.cols, seen);
    list_fit(&choose->list, rows.rows);
    for (int y = 0; y < rows.rows && choose->list.top + (size_t)y < choose->count; y++) {
        size_t at = choose->list.top + (size_t)y;
        bool selected = at == choose->list.selected;
        enum role role = selected ? ROLE_SELECTED : ROLE_NORMAL;
        paint_left(rows, y, 0, rows.cols, role, selected ? ">" : "");
        paint_text(rows, y, 1, 3, role, at < choose->shown ? "[x]" : "[ ]");
        paint_text(rows, y, 5, rows.cols - 5, role, orders_column_of(choose->all[at])->said);
        if (lacks_room(choose, seen, seen_count, at))
            paint_right(rows, y, rows.cols - 7, 7, selected ? role : ROLE_DIM, "no room");
    }
}

static enum ui_handled act_columns(void *screen, enum action action)
{
    struct choose *choose = screen;
    struct orders *orders = choose->orders;
    if (list_act(&choose->list, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_MARK:
        toggle(choose);
        break;
    case ACTION_COLUMN_EARLIER:
    case ACTION_COLUMN_LATER:
        move(choose, action == ACTION_COLUMN_LATER ? 1 : -1);
        break;
    case ACTION_DROP:
        orders->column_count = 0;
        fill(choose);
        break;
    case ACTION_CHOOSE:
        orders_views_keep_columns(orders);
        ui_pop(orders->ui);
        break;
    case ACTION_BACK:
        orders->column_count = choose->before_count;
        memcpy(orders->columns, choose->before, sizeof orders->columns);
        ui_pop(orders->ui);
        break;
    case ACTION_INTERRUPT:
        return orders_stop(orders) ? UI_HANDLED : UI_NOT_HANDLED;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct binding columns_bindings[] = {
    { { "Enter", "F11", "+" }, ACTION_CHOOSE, "Keep", NULL },
    { { "Space" }, ACTION_MARK, "Show or hide", NULL },
    { { "<", "Left" }, ACTION_COLUMN_EARLIER, "To the left", NULL },
    { { ">", "Right" }, ACTION_COLUMN_LATER, "To the right", NULL },
    { { "F12", "Ctrl-G" }, ACTION_DROP, "By width", NULL },
    { { "Esc", "F3", "q" }, ACTION_BACK, "As before", NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct screen_sentence columns_sentences[] = {
    { ACTION_CHOOSE, "Keep these columns, also for the next start" },
    { ACTION_MARK, "Show the column, or hide it" },
    { ACTION_DROP, "Show as many columns as the width has room for" },
    { ACTION_BACK, "Go back to the list with the columns it had" },
    { ACTION_NONE, NULL },
};

const struct screen_class orders_columns_screen = {
    .name = "orders-columns",
    .title = "Standing orders",
    .about =
        "Which columns the list has, and in which order. As long as none is chosen, a wider "
        "terminal shows more of them; F12 goes back to that. Where the width has no room for all "
        "that are chosen, the last ones are left out. What is kept holds for the next start, and "
        "goes into saved views.",
    .bindings = columns_bindings,
    .sentences = columns_sentences,
    .open = open_columns,
    .close = close_columns,
    .draw = draw_columns,
    .act = act_columns,
};
