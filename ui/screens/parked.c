/* Parked orders; see parked.h. Reads drafts through the api, which knows their form. */
#include "config.h"
#include "ui/screens/parked.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "ui/screens/order.h"
#include "ui/screens/words.h"
#include "ui/widgets/list.h"

#include <stdlib.h>
#include <string.h>

struct parked {
    struct ui *ui;
    bool is_of_order; /* only changes of … */
    struct order order;
    struct drafts drafts;
    struct list list;
    bool drop_asked;
};

static bool is_change_of(const struct draft *draft, const struct order *order)
{
    struct buf text = { 0 };
    struct order base = { 0 }, mine = { 0 };
    bool is_its = drafts_load(draft->name, &text, NULL) &&
                  api_is_change_file(buf_text(&text), text.len) &&
                  api_read_change_file(buf_text(&text), text.len, &base, &mine, NULL) &&
                  strcmp(value_text(base.v[ORDER_ID]), value_text(order->v[ORDER_ID])) == 0;
    buf_free(&text);
    order_free(&base);
    order_free(&mine);
    return is_its;
}

/* The drafts that are changes of the order, in place of all. */
static void keep_changes(struct drafts *drafts, const struct order *order)
{
    struct drafts kept = { 0 };
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->list[i];
        if (!is_change_of(draft, order))
            continue;
        MEM_GROW(kept.list, kept.count, kept.cap);
        kept.list[kept.count++] =
            (struct draft){ mem_strdup(draft->name), mem_strdup(draft->title), draft->saved };
    }
    drafts_free(drafts);
    *drafts = kept;
}

bool parked_has_change(const struct order *order)
{
    struct drafts drafts = { 0 };
    bool found = false;
    drafts_list(&drafts, NULL);
    for (size_t i = 0; !found && i < drafts.count; i++)
        found = is_change_of(&drafts.list[i], order);
    drafts_free(&drafts);
    return found;
}

static void read_list(struct parked *parked)
{
    struct error error = { 0 };
    if (!drafts_list(&parked->drafts, &error))
        ui_say(parked->ui, ROLE_ERROR, "The parked orders cannot be read: %s.", error_text(&error));
    error_clear(&error);
    if (parked->is_of_order)
        keep_changes(&parked->drafts, &parked->order);
    list_set_count(&parked->list, parked->drafts.count);
}

static void *open_parked(struct ui *ui, void *argument)
{
    struct parked *parked = mem_calloc(1, sizeof *parked);
    parked->ui = ui;
    parked->is_of_order = argument;
    if (argument)
        order_copy(&parked->order, argument);
    read_list(parked);
    return parked;
}

static void close_parked(void *screen)
{
    struct parked *parked = screen;
    drafts_free(&parked->drafts);
    order_free(&parked->order);
    free(parked);
}

static void draw(void *screen, struct area area)
{
    enum { TIME_COLS = 17, FIRST_ROW = 3 };
    struct parked *parked = screen;
    struct buf text = { 0 };
    if (parked->is_of_order) {
        buf_addf(&text, "Parked changes of %s. Enter goes on; F6 begins anew from what is there.",
                 value_text(parked->order.v[ORDER_NUMBER]));
    } else {
        words_count(&text, parked->drafts.count, "parked order");
        buf_add(&text, ". Enter goes on with it; F6, or typing, begins a new one.");
    }
    paint_text(area, 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(&text));
    paint_left(area, 2, 0, area.cols, ROLE_HEADING, "");
    paint_text(area, 2, 1, TIME_COLS, ROLE_HEADING, "Saved");
    paint_text(area, 2, 2 + TIME_COLS, area.cols, ROLE_HEADING, "Order");
    list_fit(&parked->list, area.rows - FIRST_ROW);
    for (int y = FIRST_ROW; y < area.rows; y++) {
        size_t row = parked->list.top + (size_t)(y - FIRST_ROW);
        if (row >= parked->drafts.count)
            break;
        const struct draft *draft = &parked->drafts.list[row];
        buf_clear(&text);
        words_time(&text, draft->saved, clock_now());
        paint_text(area, y, 1, TIME_COLS, ROLE_DIM, buf_text(&text));
        paint_text(area, y, 2 + TIME_COLS, area.cols - TIME_COLS - 3, ROLE_NORMAL, draft->title);
        if (row == parked->list.selected) {
            paint_text(area, y, 0, 1, ROLE_SELECTED, ">");
            paint_role(area, y, 0, area.cols, ROLE_SELECTED);
        }
    }
    buf_free(&text);
}

/* The screen is another one from here on. */
static void open_form(struct parked *parked, struct order_screen_start *start)
{
    ui_pop(parked->ui);
    ui_push(parked->ui, &order_screen, start);
}

static bool open_draft(struct parked *parked, const char *name, const struct buf *text,
                       struct error *error)
{
    struct order order = { 0 }, mine = { 0 };
    struct issues issues = { 0 };
    struct order_screen_start start = { .order = &order, .draft = name };
    start.is_change = api_is_change_file(buf_text(text), text->len);
    if (start.is_change)
        start.mine = &mine;
    bool is_read = start.is_change
                       ? api_read_change_file(buf_text(text), text->len, &order, &mine, error)
                       : api_read_order_file(buf_text(text), text->len, &order, &issues, error);
    if (is_read)
        open_form(parked, &start);
    order_free(&order);
    order_free(&mine);
    issues_free(&issues);
    return is_read;
}

static void go_on(struct parked *parked)
{
    if (!parked->drafts.count)
        return;
    const char *name = parked->drafts.list[parked->list.selected].name;
    struct buf text = { 0 };
    struct error error = { 0 };
    if (!drafts_load(name, &text, &error) || !open_draft(parked, name, &text, &error))
        ui_say(parked->ui, ROLE_ERROR, "This draft cannot be opened: %s.", error_text(&error));
    buf_free(&text);
    error_clear(&error);
}

static void drop(struct parked *parked)
{
    struct error error = { 0 };
    if (!parked->drafts.count)
        return;
    if (!parked->drop_asked) {
        parked->drop_asked = true;
        ui_say(parked->ui, ROLE_WARNING,
               "F12 once more drops this draft for good. Any other key keeps it.");
        return;
    }
    parked->drop_asked = false;
    if (!drafts_remove(parked->drafts.list[parked->list.selected].name, &error))
        ui_say(parked->ui, ROLE_ERROR, "It cannot be dropped: %s.", error_text(&error));
    error_clear(&error);
    read_list(parked);
}

static const struct binding bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Go on with it", NULL },
    { { "F6", "Ctrl-N" }, ACTION_ORDER_NEW, "Begin anew", NULL },
    { { "F12", "Ctrl-G" }, ACTION_DROP, "Drop", NULL },
    { { "F3", "Esc", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, NULL, NULL },
    { .action = ACTION_NONE },
};

static void begin_new(struct parked *parked)
{
    struct order_screen_start change = { .order = &parked->order,
                                         .is_change = true,
                                         .is_anew = true };
    open_form(parked, parked->is_of_order ? &change : NULL);
}

/* Whoever types ahead after F6 means the new order, whether or not orders were parked. */
static enum ui_handled type_key(void *screen, struct key key)
{
    struct parked *parked = screen;
    const struct screen_class *form;
    parked->drop_asked = false;
    if (parked->is_of_order || (!key_is_text(key) && key.kind != KEY_PASTE))
        return UI_NOT_HANDLED;
    begin_new(parked);
    void *self = ui_top(parked->ui, &form);
    return form->key(self, key);
}

static enum ui_handled act(void *screen, enum action action)
{
    struct parked *parked = screen;
    if (action != ACTION_DROP)
        parked->drop_asked = false;
    if (list_act(&parked->list, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_CHOOSE:
        go_on(parked);
        break;
    case ACTION_ORDER_NEW:
        begin_new(parked);
        break;
    case ACTION_DROP:
        drop(parked);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct screen_sentence sentences[] = {
    { ACTION_CHOOSE, "Go on with the selected order" },
    { ACTION_DROP, "Drop the selected order for good; asks for the key once more" },
    { ACTION_NONE, NULL },
};

const struct screen_class parked_screen = {
    .name = "parked",
    .title = "Parked orders",
    .about =
        "Orders that were begun or changed and not sent. They are kept on this machine until they "
        "are sent or dropped. Where an order that is to be changed has a parked change, that is "
        "offered first; beginning anew leaves it parked. One that was sent without an answer says "
        "so. Letters typed here begin a new "
        "order, as F6 does, and are its first ones.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_parked,
    .close = close_parked,
    .draw = draw,
    .key = type_key,
    .act = act,
};
