/* Two thin screens over the list of standing orders, so that letters are text in them and not keys of
 * the list: the filter (what is asked of the service) and the words that narrow the rows. Both show
 * the list itself and change only their part of it. */
#include "config.h"
#include "ui/screens/orders_draw.h"
#include "ui/screens/lookups.h"
#include "ui/screens/orders_filter.h"
#include "ui/screens/pick.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static void draw_over(void *screen, struct area area)
{
    paint_no_cursor();
    orders_draw(screen, area);
}

static enum ui_handled act_below(struct orders *orders, enum action action)
{
    return action == ACTION_INTERRUPT && orders_stop(orders) ? UI_HANDLED : UI_NOT_HANDLED;
}

/* --- the filter --- */

static void *open_filter(struct ui *ui, void *argument)
{
    struct orders *orders = argument;
    (void)ui;
    form_focus(&orders->form, 0);
    entry_select(&orders->form.entry);
    return orders;
}

/* What the form shows is always what the rows answer: what was typed and not asked goes. */
static void close_filter(void *screen)
{
    struct orders *orders = screen;
    form_blur(&orders->form);
    filter_copy(&orders->filter, &orders->asked);
    orders->range = orders->asked_range;
}

static void drop_typed(struct orders *orders)
{
    size_t place = orders->form.focus;
    form_blur(&orders->form);
    filter_copy(&orders->filter, &orders->asked);
    orders->range = orders->asked_range;
    form_focus(&orders->form, place);
}

/* The place of the field that filter_check() speaks of. */
static size_t wrong_place(const struct orders *orders)
{
    struct buf normal = { 0 };
    size_t to = 0;
    for (size_t i = 0; i < orders->form.count; i++) {
        const struct form_place *place = &orders->form.places[i];
        bool bad = field_read(place->field, value_text(*place->value), &normal, NULL) != FIELD_OK ||
                   (place->field->need && !normal.len);
        if (place->field == &filter_fields[FILTER_TO])
            to = i;
        if (bad) {
            buf_free(&normal);
            return i;
        }
    }
    buf_free(&normal);
    return to; /* each is right for itself: the dates are the wrong way round */
}

static void ask(struct orders *orders)
{
    struct error why = { 0 };
    form_blur(&orders->form);
    if (!filter_check(&orders->filter, &why)) {
        form_focus(&orders->form, wrong_place(orders));
        ui_say(orders->ui, ROLE_ERROR, "%s. Nothing was sent.", error_text(&why));
        error_clear(&why);
        return;
    }
    orders_read(orders, orders_same_filter(&orders->filter, &orders->asked));
    ui_pop(orders->ui);
}

static void take_picked(void *context, const struct lookup_list *list, size_t row)
{
    struct orders *orders = context;
    size_t place = orders->form.focus;
    form_blur(&orders->form);
    const char *const *columns = list->rows[row].columns;
    const struct field *field = orders->form.places[place].field;
    const char *name = columns[LOOKUP_NAME];
    if (field == &filter_fields[FILTER_LOCATION_ID])
        value_set(&orders->filter.v[FILTER_LOCATION_ID], columns[LOOKUP_ID]);
    else if (field == &filter_fields[FILTER_CUSTOMER] &&
             utf8_count_chars(name) <= filter_fields[FILTER_CUSTOMER].max_chars)
        value_set(&orders->filter.v[FILTER_CUSTOMER], name);
    else
        value_set(&orders->filter.v[FILTER_CUSTOMER_ID], columns[LOOKUP_ID]);
    form_focus(&orders->form, place);
}

static void prompt(struct orders *orders)
{
    const struct form_place *place = form_at(&orders->form);
    if (place && place->field->type == FIELD_DATE) {
        ui_push(orders->ui, &orders_dates_screen, orders);
        return;
    }
    if (!place || place->field->lookup == LOOKUP_NONE) {
        ui_say(orders->ui, ROLE_MESSAGE, "There is no list for %s: it is typed.",
               place ? place->field->label : "this field");
        return;
    }
    ui_push(orders->ui, &pick_screen,
            &(struct pick_start){
                .kind = place->field->lookup,
                .typed = place->field->lookup_part == LOOKUP_ID ? "" : value_text(*place->value),
                .on_pick = take_picked,
                .context = orders,
            });
}

static void move(struct orders *orders, int steps)
{
    if (!form_move(&orders->form, steps))
        form_focus(&orders->form, steps > 0 ? 0 : orders->form.count - 1);
    entry_select(&orders->form.entry);
}

static enum ui_handled act_filter(void *screen, enum action action)
{
    struct orders *orders = screen;
    if (action == ACTION_CHOOSE)
        ask(orders);
    else if (action == ACTION_NEXT_FIELD)
        move(orders, 1);
    else if (action == ACTION_PREVIOUS_FIELD)
        move(orders, -1);
    else if (action == ACTION_MOVE_DOWN)
        form_move_vertical(&orders->form, 1);
    else if (action == ACTION_MOVE_UP)
        form_move_vertical(&orders->form, -1);
    else if (action == ACTION_FIELD_EXIT)
        entry_erase_to_end(&orders->form.entry), move(orders, 1);
    else if (action == ACTION_PROMPT)
        prompt(orders);
    else if (action == ACTION_DROP)
        drop_typed(orders);
    else
        return act_below(orders, action);
    return UI_HANDLED;
}

static enum ui_handled key_filter(void *screen, struct key key)
{
    struct orders *orders = screen;
    return form_key(&orders->form, key) == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void help_filter(void *screen, struct buf *out)
{
    const struct orders *orders = screen;
    const struct form_place *place = form_at(&orders->form);
    if (!place)
        return;
    buf_add(out, place->field->help);
    if (place->field->type == FIELD_DATE)
        buf_add(out, " F4: dates by name.");
    else if (place->field->lookup != LOOKUP_NONE)
        buf_add(out, " F4 lists them.");
}

static int count_reading(const void *screen)
{
    return orders_request_cost(&((const struct orders *)screen)->filter);
}

static enum lookup_kind kind_here(const void *screen)
{
    const struct form_place *place = form_at(&((const struct orders *)screen)->form);
    return place ? place->field->lookup : LOOKUP_NONE;
}

static int count_list(const void *screen)
{
    return lookups_price(((const struct orders *)screen)->ui, kind_here(screen), NULL);
}

static enum method list_method(const void *screen)
{
    return methods_of_lookup(kind_here(screen));
}

static const struct screen_cost filter_costs[] = {
    { ACTION_CHOOSE, METHOD_ORDER_LIST, API_LOOKING, .requests = count_reading,
      .words = "1 request; 2 where active and cancelled orders are asked for" },
    { ACTION_PROMPT, METHOD_COUNT, API_LOOKING, .requests = count_list, .method_of = list_method,
      .words = "1 request where the list was not read yet", .instead = "It can be typed." },
    { .action = ACTION_NONE },
};

static const struct binding filter_bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Read the list", NULL },
    { { "F3", "Esc" }, ACTION_BACK, "Keep as it was", NULL },
    { { "Tab" }, ACTION_NEXT_FIELD, "Next field", NULL },
    { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, NULL },
    { { "F4", "Ctrl-F" }, ACTION_PROMPT, "Pick", NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "Ctrl-K" }, ACTION_FIELD_EXIT, NULL, NULL },
    { { "F12", "Ctrl-G" }, ACTION_DROP, "Drop typed", NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct screen_sentence filter_sentences[] = {
    { ACTION_CHOOSE, "Read the list as asked" },
    { ACTION_BACK, "Go back to the list and leave the questions as they were" },
    { ACTION_NONE, NULL },
};

const struct screen_class orders_filter_screen = {
    .name = "orders-filter",
    .title = "Standing orders",
    .about = "What is asked of the service: orders that run between two dates, of one customer, "
             "number or location, active, cancelled or both. Enter reads the list. Status changes "
             "with Space or its first letter. F4 in a "
             "date lists dates by name: this week, the next 90 days, this season \u2026",
    .bindings = filter_bindings,
    .sentences = filter_sentences,
    .costs = filter_costs,
    .open = open_filter,
    .close = close_filter,
    .draw = draw_over,
    .key = key_filter,
    .act = act_filter,
    .field_help = help_filter,
};

/* --- the words that narrow --- */

static void *open_narrow(struct ui *ui, void *argument)
{
    struct orders *orders = argument;
    (void)ui;
    orders->is_narrowing = true;
    return orders;
}

static void close_narrow(void *screen)
{
    ((struct orders *)screen)->is_narrowing = false;
}

static enum ui_handled act_narrow(void *screen, enum action action)
{
    struct orders *orders = screen;
    orders_catch_up(orders);
    if (list_act(&orders->cursor, action)) {
        orders->has_moved = true;
    } else if (action == ACTION_CHOOSE) {
        ui_pop(orders->ui);
    } else if (action == ACTION_NARROW_CLEAR) {
        orders_set_narrow(orders, "");
        ui_pop(orders->ui);
    } else {
        return act_below(orders, action);
    }
    return UI_HANDLED;
}

static enum ui_handled key_narrow(void *screen, struct key key)
{
    struct orders *orders = screen;
    enum line_result result = line_key(&orders->narrow, key);
    if (result == LINE_CHANGED) {
        orders_catch_up(orders);
        orders_set_narrow(orders, buf_text(&orders->narrow.text));
    }
    return result == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void help_narrow(void *screen, struct buf *out)
{
    (void)screen;
    buf_add(out, "Words in any order, of any column. Enter keeps them, Esc shows all rows.");
}

static const struct binding narrow_bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Done", NULL },
    { { "Esc" }, ACTION_NARROW_CLEAR, "Show all", NULL },
    { { "F3" }, ACTION_BACK, "Done", NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, "Next page", NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct screen_sentence narrow_sentences[] = {
    { ACTION_CHOOSE, "Keep the words and go back to the list" },
    { ACTION_NONE, NULL },
};

const struct screen_class orders_narrow_screen = {
    .name = "orders-narrow",
    .title = "Standing orders",
    .about = "Narrows the list to the rows that have all the words typed, in any order and any "
             "column, accents or not. It works on what was read: no request is made.",
    .bindings = narrow_bindings,
    .sentences = narrow_sentences,
    .open = open_narrow,
    .close = close_narrow,
    .draw = draw_over,
    .key = key_narrow,
    .act = act_narrow,
    .field_help = help_narrow,
};
