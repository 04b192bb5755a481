/* Two boxes over the list of standing orders: a saved view to take, and a letter to save this one under.
 * What is in a view is known in orders_views.c. */
#include "config.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/orders_filter.h"
#include "ui/screens/orders_views.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/widgets/popup.h"

#include <stdlib.h>

struct saved {
    struct orders *orders;
    struct views views;
    struct list list; /* of those with a letter; the one used last has none and comes first */
    size_t first;
    char asked; /* the letter is taken: typed once more, it is replaced */
    bool is_saving;
};

static struct saved *open_box(struct orders *orders, bool is_saving)
{
    struct saved *saved = mem_calloc(1, sizeof *saved);
    struct error error = { 0 };
    saved->orders = orders;
    saved->is_saving = is_saving;
    if (!views_load(&saved->views, &error)) {
        ui_say(orders->ui, ROLE_ERROR, "The saved views cannot be read: %s.", error_text(&error));
        error_clear(&error);
        free(saved);
        return NULL;
    }
    while (saved->first < saved->views.count && (saved->views.list[saved->first].letter < 'a' ||
                                                 saved->views.list[saved->first].letter > 'z'))
        saved->first++;
    list_set_count(&saved->list, saved->views.count - saved->first);
    return saved;
}

static void *open_views(struct ui *ui, void *argument)
{
    (void)ui;
    return open_box(argument, false);
}

static void *open_save(struct ui *ui, void *argument)
{
    (void)ui;
    return open_box(argument, true);
}

static void close_saved(void *screen)
{
    struct saved *saved = screen;
    views_free(&saved->views);
    free(saved);
}

static const struct view *view_at(const struct saved *saved, size_t row)
{
    return &saved->views.list[saved->first + row];
}

static void draw_view(const struct saved *saved, size_t row, struct area box, int y)
{
    enum { COST_COLS = 11 };
    const struct view *view = view_at(saved, row);
    bool selected = !saved->is_saving && row == saved->list.selected;
    enum role role = selected ? ROLE_SELECTED : ROLE_NORMAL;
    struct buf text = { 0 };
    int cost = orders_view_cost(saved->orders, view), room = saved->is_saving ? 0 : COST_COLS;
    orders_view_describe(saved->orders, view, &text);
    paint_left(box, y, 0, box.cols, role, selected ? ">" : "");
    paint_text(box, y, 1, 1, selected ? role : ROLE_KEY, (char[]){ view->letter, '\0' });
    paint_text(box, y, 3, box.cols - 3 - room - (room ? 1 : 0), role, buf_text(&text));
    paint_right(box, y, box.cols - room, room, selected ? role : ROLE_DIM,
                cost == 0   ? "no request"
                : cost == 1 ? "1 request"
                            : "2 requests");
    buf_free(&text);
}

static void draw_saved(void *screen, struct area area)
{
    enum { MOST_COLS = 90, HEAD_ROWS = 2 };
    struct saved *saved = screen;
    orders_draw(saved->orders, area);
    paint_no_cursor();
    struct area box = popup_draw(area, (int)saved->list.count + HEAD_ROWS,
                                 area.cols - 8 < MOST_COLS ? area.cols - 8 : MOST_COLS,
                                 saved->is_saving ? "Save this view" : "Saved views");
    struct buf text = { 0 };
    if (saved->is_saving) {
        struct views one = { 0 };
        struct view *view = views_put(&one, '?');
        orders_view_write(saved->orders, view);
        orders_view_describe(saved->orders, view, &text);
        views_free(&one);
    } else {
        buf_add(&text, saved->list.count ? "A letter takes its view."
                                         : "No view is saved yet: m and a letter saves this one.");
    }
    paint_text(box, 0, 0, box.cols, saved->is_saving ? ROLE_VALUE : ROLE_DIM, buf_text(&text));
    buf_free(&text);
    struct area rows = area_rows(box, HEAD_ROWS, -1);
    list_fit(&saved->list, rows.rows);
    for (int y = 0; y < rows.rows && saved->list.top + (size_t)y < saved->list.count; y++)
        draw_view(saved, saved->list.top + (size_t)y, rows, y);
}

static void take(struct saved *saved, const struct view *view)
{
    ui_pop(saved->orders->ui);
    orders_view_take(saved->orders, view);
}

static void save(struct saved *saved, char letter)
{
    struct orders *orders = saved->orders;
    struct error error = { 0 };
    if (views_find(&saved->views, letter) && saved->asked != letter) {
        saved->asked = letter;
        ui_say(orders->ui, ROLE_WARNING, "%c has a view already; %c once more replaces it.", letter,
               letter);
        return;
    }
    orders_view_write(orders, views_put(&saved->views, letter));
    if (views_save(&saved->views, &error))
        ui_say(orders->ui, ROLE_OK, "Saved: ' and %c takes this view again.", letter);
    else
        ui_say(orders->ui, ROLE_ERROR, "The view is not saved: %s.", error_text(&error));
    error_clear(&error);
    ui_pop(orders->ui);
}

static bool is_letter(struct key key)
{
    return key_is_text(key) && key.code >= 'a' && key.code <= 'z';
}

static enum ui_handled key_views(void *screen, struct key key)
{
    struct saved *saved = screen;
    if (!is_letter(key))
        return UI_NOT_HANDLED;
    const struct view *view = views_find(&saved->views, (char)key.code);
    if (view)
        take(saved, view);
    else
        ui_say(saved->orders->ui, ROLE_WARNING, "No view is saved under %c.", (char)key.code);
    return UI_HANDLED;
}

static enum ui_handled key_save(void *screen, struct key key)
{
    struct saved *saved = screen;
    if (!is_letter(key)) {
        saved->asked = '\0';
        return UI_NOT_HANDLED;
    }
    save(saved, (char)key.code);
    return UI_HANDLED;
}

static enum ui_handled act_views(void *screen, enum action action)
{
    struct saved *saved = screen;
    if (list_act(&saved->list, action))
        return UI_HANDLED;
    if (action == ACTION_CHOOSE && saved->list.count)
        take(saved, view_at(saved, saved->list.selected));
    else if (action == ACTION_CHOOSE)
        ui_pop(saved->orders->ui);
    else
        return action == ACTION_INTERRUPT && orders_stop(saved->orders) ? UI_HANDLED
                                                                        : UI_NOT_HANDLED;
    return UI_HANDLED;
}

static enum ui_handled act_save(void *screen, enum action action)
{
    struct saved *saved = screen;
    saved->asked = '\0';
    return action == ACTION_INTERRUPT && orders_stop(saved->orders) ? UI_HANDLED : UI_NOT_HANDLED;
}

static void help_save(void *screen, struct buf *out)
{
    (void)screen;
    buf_add(out, "A letter from a to z saves it. Dates that were picked by name follow the day.");
}

static int count_reading(const void *screen)
{
    const struct saved *saved = screen;
    return saved->list.count ? orders_view_cost(saved->orders, view_at(saved, saved->list.selected))
                             : 0;
}

static const struct screen_cost views_costs[] = {
    { ACTION_CHOOSE, METHOD_ORDER_LIST, API_LOOKING, .requests = count_reading,
      .words = "the requests beside the view, none where the rows are there" },
    { .action = ACTION_NONE },
};

static const struct binding views_bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Take", NULL },
    { { "Esc", "F3", "'" }, ACTION_BACK, "Back", NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "Home" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End" }, ACTION_MOVE_LAST, NULL, NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct binding save_bindings[] = {
    { { "Esc", "F3" }, ACTION_BACK, "Back", NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct screen_sentence views_sentences[] = {
    { ACTION_CHOOSE, "Take the selected view" },
    { ACTION_BACK, "Go back to the list as it is" },
    { ACTION_NONE, NULL },
};

static const struct screen_sentence save_sentences[] = {
    { ACTION_BACK, "Go back to the list and save nothing" },
    { ACTION_NONE, NULL },
};

const struct screen_class orders_views_screen = {
    .name = "orders-views",
    .title = "Standing orders",
    .about =
        "Views that were saved with m and a letter. A letter takes its view: what is asked, the "
        "order of the rows, the columns, the words that narrow. Each says what it takes in "
        "requests; where the rows are the answer already it takes none.",
    .bindings = views_bindings,
    .sentences = views_sentences,
    .costs = views_costs,
    .open = open_views,
    .close = close_saved,
    .draw = draw_saved,
    .key = key_views,
    .act = act_views,
};

const struct screen_class orders_save_screen = {
    .name = "orders-save",
    .title = "Standing orders",
    .about =
        "A letter saves how the list is now: what was asked, the order of the rows, the columns, "
        "the words that narrow. A letter that has a view already is replaced when it is typed "
        "twice. Dates that were picked by name are kept by name.",
    .bindings = save_bindings,
    .sentences = save_sentences,
    .open = open_save,
    .close = close_saved,
    .draw = draw_saved,
    .key = key_save,
    .act = act_save,
    .field_help = help_save,
};
