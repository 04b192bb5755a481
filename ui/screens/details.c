/* Every field of the header or of one line; see details.h. A custom field is a row of its own; one
 * blank row is always there to be typed into, and blank ones are dropped when the screen is left. */
#include "config.h"
#include "ui/screens/details.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_edit.h"
#include "ui/screens/order_facts.h"
#include "ui/widgets/form.h"

#include <stdlib.h>
#include <string.h>

struct details {
    struct order_edit edit;
    int item; /* DOC_NONE = the header */
    struct form form;
    int cols; /* the width it was laid out for; 0 = not yet */
};

enum { LABEL_COLS = 16, NAME_COLS = 24, FOOT_ROWS = 4 };

static struct item *item_of(const struct details *details)
{
    return details->item == DOC_NONE ? NULL : &details->edit.doc->order.items[details->item];
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

static struct order_place cursor(const void *screen)
{
    const struct details *details = screen;
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
    if (field->type == FIELD_NOTE || details->edit.doc->read_only)
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
                                 .read_only = details->edit.doc->read_only || !field->write_key,
                             });
}

static bool is_listed(const struct details *details, const struct field *field)
{
    if (details->edit.doc->read_only)
        return !field->update_only || field->read_key;
    return field->write_key && !field->update_only;
}

static void lay_out(struct details *details)
{
    bool is_header = details->item == DOC_NONE;
    const struct field_table *table = is_header ? &order_table : &item_table;
    struct item *item = item_of(details);
    struct value *values = is_header ? details->edit.doc->order.v : item->v;
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
    if (!details->edit.doc->read_only && details->form.count)
        form_focus(&details->form, focus < details->form.count ? focus : details->form.count - 1);
}

static void add_blank_custom(struct details *details)
{
    struct item *item = item_of(details);
    if (!item || details->edit.doc->read_only)
        return;
    if (!item->custom_count || !is_custom_blank(&item->customs[item->custom_count - 1]))
        item_insert_custom(item, item->custom_count);
}

static void drop_blank_customs(struct details *details)
{
    struct item *item = item_of(details);
    if (!item || details->edit.doc->read_only)
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
    if (!details->edit.doc->read_only)
        form_focus(&details->form, at);
}

static struct order_place cursor(const void *screen);
static void leave(void *screen);
static void go_to_changed(void *screen, struct order_place place);
static void go_back(void *screen);
static const struct order_edit_class edit_class = { cursor, leave, go_to_changed, go_back };

static void *open_details(struct ui *ui, void *argument)
{
    const struct details_start *start = argument;
    struct details *details = mem_calloc(1, sizeof *details);
    details->edit = (struct order_edit){ .ui = ui, .doc = start->doc, .is = &edit_class };
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
    return order_doc_issue_at(details->edit.doc, place_of(details, place));
}

static bool is_required(void *context, const struct form_place *place)
{
    const struct details *details = context;
    return order_doc_is_required(details->edit.doc, place_of(details, place));
}

static bool is_changed(void *context, const struct form_place *place)
{
    const struct details *details = context;
    return order_change_at(details->edit.doc, place_of(details, place));
}

/* Of a line that is only read: where the service reckons otherwise. */
static void draw_facts(const struct details *details, struct area area)
{
    struct buf text = { 0 };
    if (details->item == DOC_NONE)
        order_facts_write_difference(&details->edit.doc->order, &text);
    else
        order_facts_write_line(&details->edit.doc->order.items[details->item], &text);
    paint_wrapped(area, 0, 1, area.cols - 2, ROLE_WARNING, buf_text(&text));
    buf_free(&text);
}

/* Below the form: what is wrong here, or a long text as a whole. */
static void draw_foot(struct details *details, struct area area)
{
    struct order_place place = cursor(details);
    struct value *value = order_doc_value(details->edit.doc, place);
    paint_rule(area, 0);
    if (details->edit.doc->read_only)
        draw_facts(details, area_rows(area, 1, -1));
    if (!value || details->edit.doc->read_only)
        return;
    const struct issue *issue = order_doc_issue_at(details->edit.doc, place);
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

static void draw(void *screen, struct area area)
{
    struct details *details = screen;
    details->edit.doc->cursor = cursor(details);
    if (details->cols != area.cols) {
        details->cols = area.cols;
        lay_out_again(details);
    }
    const struct form_eyes eyes = { issue_at, is_required, is_changed, details };
    form_draw(&details->form, area_rows(area, 0, area.rows - FOOT_ROWS), &eyes);
    draw_foot(details, area_rows(area, area.rows - FOOT_ROWS, FOOT_ROWS));
}

static void heading(void *screen, struct buf *out)
{
    const struct details *details = screen;
    if (details->edit.doc->read_only)
        buf_addf(out, "%s  ", value_text(details->edit.doc->order.v[ORDER_NUMBER]));
    if (details->item == DOC_NONE)
        buf_add(out, "header");
    else
        buf_addf(out, "line %d of %zu", details->item + 1, details->edit.doc->order.item_count);
}

static void help_field(void *screen, struct buf *out)
{
    order_edit_write_help(screen, out);
}

/* ------ typing ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct details *details = screen;
    if (details->edit.doc->read_only)
        return UI_NOT_HANDLED;
    enum entry_result result = form_key(&details->form, key);
    if (result == ENTRY_CHANGED)
        order_edit_typed(details);
    return result == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

/* Ends typing in this field; the form stays, at the same place. */
static void leave(void *screen)
{
    struct details *details = screen;
    if (details->edit.doc->read_only)
        return;
    struct order_place place = cursor(details);
    form_blur(&details->form);
    if (!place.field)
        return;
    order_doc_saw(details->edit.doc, place);
    order_edit_left(&details->edit, place);
    add_blank_custom(details);
    lay_out_again(details);
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
    if (details->edit.doc->read_only) {
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
    if (entry_erase_to_end(&details->form.entry) == ENTRY_CHANGED)
        order_edit_typed(details);
    step(details, 1);
}

/* The header comes before the first line. */
static void turn_page(struct details *details, int steps)
{
    int to = details->item == DOC_NONE ? -1 : details->item;
    to += steps;
    if (to < -1 || to >= (int)details->edit.doc->order.item_count) {
        ui_say(details->edit.ui, ROLE_MESSAGE,
               to < 0 ? "This is the header, before the first line." : "This is the last line.");
        return;
    }
    leave(details);
    form_blur(&details->form);
    drop_blank_customs(details);
    go_to(details, (struct order_place){ to < 0 ? DOC_NONE : to, DOC_NONE, DOC_NONE, NULL });
}

static void go_to_changed(void *screen, struct order_place place)
{
    struct details *details = screen;
    form_forget(&details->form);
    if (place.field || place.item != details->item)
        go_to(details, place);
    else
        lay_out_again(details);
}

static void go_back(void *screen)
{
    struct details *details = screen;
    leave(details);
    form_blur(&details->form);
    drop_blank_customs(details);
    order_doc_note(details->edit.doc);
    order_doc_judge(details->edit.doc);
    ui_pop(details->edit.ui);
}

/* ------ actions ------ */

static const struct binding bindings[] = {
    { { "F3", "F2", "Esc", "Ctrl-X" }, ACTION_BACK, "Form", NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, "Next line", NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, "Line before", NULL },
    ORDER_EDIT_BINDINGS,
    { .action = ACTION_NONE },
};

static enum ui_handled act(void *screen, enum action action)
{
    struct details *details = screen;
    if (details->edit.doc->read_only && action == ACTION_NEXT_FIELD)
        action = ACTION_MOVE_DOWN;
    if (details->edit.doc->read_only && action == ACTION_PREVIOUS_FIELD)
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
    default:
        return order_edit_act(screen, action);
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
    .costs = order_edit_costs,
    .open = open_details,
    .close = close_details,
    .draw = draw,
    .woken = order_edit_woken,
    .key = type_key,
    .act = act,
    .heading = heading,
    .field_help = help_field,
};
