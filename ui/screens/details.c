/* Every field of the header or of one line; see details.h. A custom field is a row of its own; one
 * blank row is always there to be typed into, and blank ones are dropped when the screen is left. */
#include "config.h"
#include "ui/screens/details.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/screens/order_group.h"
#include "ui/widgets/form.h"

#include <stdlib.h>
#include <string.h>

struct details {
    struct ui *ui;
    struct order_doc *doc;
    int item; /* DOC_NONE = the header */
    struct form form;
    int cols; /* the width it was laid out for; 0 = not yet */
    struct order_place picking;
};

enum { LABEL_COLS = 16, NAME_COLS = 24, FOOT_ROWS = 4 };

static struct item *item_of(const struct details *details)
{
    return details->item == DOC_NONE ? NULL : &details->doc->order.items[details->item];
}

/* Where the value of this row of the form is. */
static struct order_place place_of(const struct details *details, const struct form_place *at)
{
    struct order_place place = { details->item, DOC_NONE, DOC_NONE, at->field };
    const struct item *item = item_of(details);
    bool is_custom =
        at->field == &custom_fields[CUSTOM_NAME] || at->field == &custom_fields[CUSTOM_VALUE];
    for (size_t i = 0; is_custom && i < item->custom_count; i++) {
        if (at->value == &item->customs[i].v[at->field - custom_fields])
            place.custom = (int)i;
    }
    return place;
}

static struct order_place cursor(const struct details *details)
{
    struct order_place nowhere = { details->item, DOC_NONE, DOC_NONE, NULL };
    const struct form *form = &details->form;
    return form->focus < form->count ? place_of(details, &form->places[form->focus]) : nowhere;
}

/* ------ laying out ------ */

static bool is_custom_blank(const struct custom *custom)
{
    return !value_is_set(custom->v[CUSTOM_NAME]) && !value_is_set(custom->v[CUSTOM_VALUE]);
}

static void add_field(struct details *details, const struct field *field, struct value *value,
                      int y, int x, int label_cols, int most)
{
    int cols = entry_cols(field), room = details->cols - x - label_cols - 2;
    if (field->type == FIELD_NOTE || details->doc->read_only)
        cols = room;
    if (most && cols > most)
        cols = most;
    form_add(&details->form, (struct form_place){
                                 .field = field,
                                 .value = value,
                                 .y = y,
                                 .x = x,
                                 .label_cols = label_cols,
                                 .cols = cols < room ? cols : room,
                                 .read_only = details->doc->read_only || !field->write_key,
                             });
}

static bool is_listed(const struct details *details, const struct field *field)
{
    if (details->doc->read_only)
        return !field->update_only || field->read_key;
    return field->write_key && !field->update_only;
}

static void lay_out(struct details *details)
{
    bool is_header = details->item == DOC_NONE;
    const struct field_table *table = is_header ? &order_table : &item_table;
    struct item *item = item_of(details);
    struct value *values = is_header ? details->doc->order.v : item->v;
    int y = 0;
    form_clear(&details->form);
    for (size_t i = 0; i < table->count; i++) {
        if (is_listed(details, &table->fields[i]))
            add_field(details, &table->fields[i], &values[i], y++, 1, LABEL_COLS, 0);
    }
    size_t customs = is_header ? 0 : item->custom_count;
    for (size_t i = 0; i < customs; i++, y++) {
        struct value *v = item->customs[i].v;
        add_field(details, &custom_fields[CUSTOM_NAME], &v[CUSTOM_NAME], y, 1, LABEL_COLS,
                  NAME_COLS);
        add_field(details, &custom_fields[CUSTOM_VALUE], &v[CUSTOM_VALUE], y,
                  LABEL_COLS + NAME_COLS + 5, 5, 0);
    }
}

/* After fields came or went: the cursor stays at the same row of the form. */
static void lay_out_again(struct details *details)
{
    size_t focus = details->form.focus;
    int top = details->form.top;
    lay_out(details);
    details->form.top = top;
    if (!details->doc->read_only && details->form.count)
        form_focus(&details->form, focus < details->form.count ? focus : details->form.count - 1);
}

static void add_blank_custom(struct details *details)
{
    struct item *item = item_of(details);
    if (!item || details->doc->read_only)
        return;
    if (!item->custom_count || !is_custom_blank(&item->customs[item->custom_count - 1]))
        item_insert_custom(item, item->custom_count);
}

static void drop_blank_customs(struct details *details)
{
    struct item *item = item_of(details);
    if (!item || details->doc->read_only)
        return;
    for (size_t i = item->custom_count; i-- > 0;) {
        if (is_custom_blank(&item->customs[i]))
            item_remove_custom(item, i);
    }
}

static void go_to(struct details *details, struct order_place place)
{
    details->item = place.item;
    add_blank_custom(details);
    lay_out(details);
    size_t at = 0;
    for (size_t i = 0; i < details->form.count && place.field; i++) {
        struct order_place here = place_of(details, &details->form.places[i]);
        if (here.field == place.field && here.custom == place.custom)
            at = i;
    }
    if (!details->doc->read_only)
        form_focus(&details->form, at);
}

static void *open_details(struct ui *ui, void *argument)
{
    const struct details_start *start = argument;
    struct details *details = mem_calloc(1, sizeof *details);
    details->ui = ui;
    details->doc = start->doc;
    details->cols = 80;
    go_to(details, start->place);
    return details;
}

static void close_details(void *screen)
{
    struct details *details = screen;
    form_forget(&details->form); /* the order may be gone already */
    form_free(&details->form);
    free(details);
}

/* ------ drawing ------ */

static const struct issue *issue_at(void *context, const struct form_place *place)
{
    const struct details *details = context;
    return order_doc_issue_at(details->doc, place_of(details, place));
}

static bool is_required(void *context, const struct form_place *place)
{
    const struct details *details = context;
    return order_doc_is_required(details->doc, place_of(details, place));
}

/* Below the form: what is wrong here, or a long text as a whole. */
static void draw_foot(struct details *details, struct area area)
{
    struct order_place place = cursor(details);
    struct value *value = order_doc_value(details->doc, place);
    paint_rule(area, 0);
    if (!value || details->doc->read_only)
        return;
    const struct issue *issue = order_doc_issue_at(details->doc, place);
    struct area below = area_rows(area, 1, area.rows - 1);
    if (issue) {
        paint_wrapped(below, 0, 1, below.cols - 2,
                      issue->severity == ISSUE_ERROR ? ROLE_ERROR : ROLE_WARNING, issue->message);
        return;
    }
    if (!value_is_set(*value) || !place.field->max_chars || place.field->type == FIELD_CHOICE)
        return;
    struct buf text = { 0 };
    buf_addf(&text, "%zu of %u characters", utf8_count_chars(value->text),
             (unsigned)place.field->max_chars);
    paint_text(below, 0, 1, below.cols - 2, ROLE_DIM, buf_text(&text));
    buf_free(&text);
    if (place.field->type == FIELD_NOTE)
        paint_wrapped(area_rows(below, 1, -1), 0, 1, below.cols - 2, ROLE_VALUE, value->text);
}

static void woken(void *screen)
{
    struct details *details = screen;
    details->doc->cursor = cursor(details);
    order_doc_look_at_lists(details->doc);
}

static void draw(void *screen, struct area area)
{
    struct details *details = screen;
    details->doc->cursor = cursor(details);
    if (details->cols != area.cols) {
        details->cols = area.cols;
        lay_out_again(details);
    }
    const struct form_eyes eyes = { issue_at, is_required, details };
    form_draw(&details->form, area_rows(area, 0, area.rows - FOOT_ROWS), &eyes);
    draw_foot(details, area_rows(area, area.rows - FOOT_ROWS, FOOT_ROWS));
}

static void heading(void *screen, struct buf *out)
{
    const struct details *details = screen;
    if (details->doc->read_only)
        buf_addf(out, "%s  ", value_text(details->doc->order.v[ORDER_NUMBER]));
    if (details->item == DOC_NONE)
        buf_add(out, "header");
    else
        buf_addf(out, "line %d of %zu", details->item + 1, details->doc->order.item_count);
}

static void help_field(void *screen, struct buf *out)
{
    const struct details *details = screen;
    struct order_place place = cursor(details);
    if (place.field && !details->doc->read_only)
        buf_addf(out, "%s%s %s", place.field->help, place.field->lookup ? " F4 picks." : "",
                 entry_hint(place.field));
}

/* ------ typing ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct details *details = screen;
    if (details->doc->read_only)
        return UI_NOT_HANDLED;
    enum entry_result result = form_key(&details->form, key);
    if (result == ENTRY_CHANGED) {
        order_group_typed(details->doc, cursor(details));
        order_doc_changed(details->doc);
    }
    return result == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

/* Ends typing in this field; the form stays, at the same place. */
static void leave(struct details *details)
{
    if (details->doc->read_only)
        return;
    struct order_place place = cursor(details);
    form_blur(&details->form);
    if (!place.field)
        return;
    if (order_group_left(details->doc, place))
        order_doc_changed(details->doc);
    order_doc_saw(details->doc, place);
    details->doc->cursor.field = NULL;
    order_doc_look_at_lists(details->doc);
    add_blank_custom(details);
    lay_out_again(details);
    order_doc_judge(details->doc);
}

static void step(struct details *details, int steps)
{
    leave(details);
    if (!form_move(&details->form, steps) && steps > 0) {
        form_focus(&details->form, 0);
        entry_select(&details->form.entry);
    }
}

static void step_rows(struct details *details, int steps)
{
    if (details->doc->read_only) {
        details->form.top += steps;
        if (details->form.top < 0)
            details->form.top = 0;
        return;
    }
    leave(details);
    form_move_vertical(&details->form, steps);
}

static void exit_field(struct details *details)
{
    if (entry_erase_to_end(&details->form.entry) == ENTRY_CHANGED) {
        order_group_typed(details->doc, cursor(details));
        order_doc_changed(details->doc);
    }
    step(details, 1);
}

/* The header comes before the first line. */
static void turn_page(struct details *details, int steps)
{
    int to = details->item == DOC_NONE ? -1 : details->item;
    to += steps;
    if (to < -1 || to >= (int)details->doc->order.item_count) {
        ui_say(details->ui, ROLE_MESSAGE,
               to < 0 ? "This is the header, before the first line." : "This is the last line.");
        return;
    }
    leave(details);
    form_blur(&details->form);
    drop_blank_customs(details);
    go_to(details, (struct order_place){ to < 0 ? DOC_NONE : to, DOC_NONE, DOC_NONE, NULL });
}

static void take_pick(void *context, const struct lookup_list *list, size_t row)
{
    struct details *details = context;
    order_group_take(details->doc, details->picking, list, row);
    order_doc_changed(details->doc);
}

static void pick(struct details *details)
{
    struct order_place place = cursor(details);
    if (!place.field)
        return;
    details->picking = place;
    if (place.field->lookup)
        order_group_pick(details->doc, place, take_pick, details);
    else
        ui_say(details->ui, ROLE_MESSAGE, "There is no list for this field. %s",
               entry_hint(place.field));
}

static void go_back(struct details *details)
{
    leave(details);
    form_blur(&details->form);
    drop_blank_customs(details);
    order_doc_judge(details->doc);
    ui_pop(details->ui);
}

static void next_problem(struct details *details)
{
    details->doc->next_from = cursor(details);
    details->doc->wants_next = true;
    go_back(details);
}

static void review(struct details *details)
{
    details->doc->wants_review = true;
    go_back(details);
}

/* ------ actions ------ */

static bool can_write(const void *screen, struct buf *why)
{
    return order_doc_can_write(((const struct details *)screen)->doc, why);
}

static const struct binding bindings[] = {
    { { "F4", "Ctrl-F" }, ACTION_PROMPT, "Pick", can_write },
    { { "F3", "F2", "Esc", "Ctrl-X" }, ACTION_BACK, "Form", NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, "Next line", NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, "Line before", NULL },
    { { "F10", "Ctrl-S" }, ACTION_ORDER_REVIEW, "Review+send", can_write },
    { { "Ctrl-K" }, ACTION_FIELD_EXIT, "Field exit", can_write },
    { { "Alt-p" }, ACTION_NEXT_PROBLEM, "Next problem", can_write },
    { { "Tab", "Enter" }, ACTION_NEXT_FIELD, NULL, NULL },
    { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { .action = ACTION_NONE },
};

static enum ui_handled act(void *screen, enum action action)
{
    struct details *details = screen;
    if (details->doc->read_only && action == ACTION_NEXT_FIELD)
        action = ACTION_MOVE_DOWN;
    if (details->doc->read_only && action == ACTION_PREVIOUS_FIELD)
        action = ACTION_MOVE_UP;
    switch ((int)action) {
    case ACTION_NEXT_FIELD:
        step(details, 1);
        break;
    case ACTION_PREVIOUS_FIELD:
        step(details, -1);
        break;
    case ACTION_MOVE_UP:
        step_rows(details, -1);
        break;
    case ACTION_MOVE_DOWN:
        step_rows(details, 1);
        break;
    case ACTION_PAGE_UP:
        turn_page(details, -1);
        break;
    case ACTION_PAGE_DOWN:
        turn_page(details, 1);
        break;
    case ACTION_FIELD_EXIT:
        exit_field(details);
        break;
    case ACTION_PROMPT:
        pick(details);
        break;
    case ACTION_NEXT_PROBLEM:
        next_problem(details);
        break;
    case ACTION_ORDER_REVIEW:
        review(details);
        break;
    case ACTION_INTERRUPT:
        return order_doc_stop_lists(details->doc) ? UI_HANDLED : UI_NOT_HANDLED;
    case ACTION_BACK:
        go_back(details);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

const struct screen_class details_screen = {
    .name = "details",
    .title = "All fields",
    .about =
        "Every field of the header or of one line, with ids, notes and custom fields. PgUp and "
        "PgDn go from the header to the lines. A custom field is typed into the blank row at "
        "the end; one that is made blank goes away.",
    .bindings = bindings,
    .open = open_details,
    .close = close_details,
    .draw = draw,
    .woken = woken,
    .key = type_key,
    .act = act,
    .heading = heading,
    .field_help = help_field,
};
