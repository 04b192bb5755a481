/* The cursor of the order form: from field to field, between header and lines, and to the place of
 * a problem, whichever screen shows it. */
#include "config.h"
#include "ui/screens/order_form.h"
#include "base/names.h"
#include "ui/screens/details.h"
#include "ui/screens/mix.h"
#include "ui/screens/order_group.h"

#include <string.h>

struct order_place order_form_cursor(const struct order_form *form)
{
    struct order_place place = { DOC_NONE, DOC_NONE, DOC_NONE, NULL };
    if (form->in_lines)
        return order_lines_place(form, form->grid.list.selected, form->grid.column);
    if (form->header.focus < form->header.count)
        place.field = form->header.places[form->header.focus].field;
    return place;
}

/* UN in the box column makes the line one in units, a box type one in boxes. */
static bool settle_type(struct order_form *form, struct order_place place)
{
    if (place.field != &item_fields[ITEM_BOX_TYPE_CODE])
        return false;
    struct item *item = &form->doc.order.items[place.item];
    struct value *code = &item->v[ITEM_BOX_TYPE_CODE];
    if (!value_is_set(*code))
        return false;
    if (!names_equal(code->text, "UN")) {
        bool was_unit = item_is_unit(item);
        if (was_unit)
            value_set(&item->v[ITEM_TYPE], "BOX");
        return was_unit;
    }
    value_set(&item->v[ITEM_TYPE], "UN");
    value_set(&item->v[ITEM_BOX_TYPE_ID], "");
    value_set(&item->v[ITEM_BOX_TYPE_CODE], "");
    value_set(&item->v[ITEM_BOX_TYPE_NAME], "");
    return true;
}

void order_form_leave(struct order_form *form)
{
    if (form->doc.read_only)
        return;
    struct order_place place = order_form_cursor(form);
    if (form->in_lines)
        grid_blur(&form->grid);
    else
        form_blur(&form->header);
    if (!place.field)
        return;
    bool changed = settle_type(form, place);
    changed |= order_group_left(&form->doc, place);
    order_doc_saw(&form->doc, place);
    form->doc.cursor.field = NULL;
    order_doc_look_at_lists(&form->doc);
    if (changed)
        order_doc_changed(&form->doc);
    else
        order_doc_judge(&form->doc);
    order_doc_note(&form->doc);
    order_doc_next_step(&form->doc);
}

void order_form_enter(struct order_form *form)
{
    if (form->doc.read_only)
        form->in_lines = true;
    if (form->in_lines)
        grid_focus(&form->grid, &form->source, form->grid.list.selected, form->grid.column);
    else
        form_focus(&form->header, form->header.focus);
}

static void focus_cell(struct order_form *form, size_t row, int column)
{
    form_blur(&form->header);
    form->in_lines = true;
    form->grid.list.selected = row;
    form->grid.column = column;
    grid_focus(&form->grid, &form->source, row, column);
}

static bool can_type(const struct order_form *form, size_t row, int column)
{
    return order_lines_place(form, row, column).field;
}

/* The cell of this row that can be typed into and is nearest to `column`, to the left first. */
static int nearest_column(const struct order_form *form, size_t row, int column)
{
    for (int at = column; at >= 0; at--) {
        if (can_type(form, row, at))
            return at;
    }
    for (int at = column; at < form->source.column_count; at++) {
        if (can_type(form, row, at))
            return at;
    }
    return column;
}

void order_form_go_line(struct order_form *form, int item, int column)
{
    size_t row = order_lines_row_of(form, item);
    focus_cell(form, row, nearest_column(form, row, column));
}

static void focus_header(struct order_form *form, bool last)
{
    grid_blur(&form->grid);
    form->in_lines = false;
    size_t count = form->header.count, at = last ? count - 1 : 0;
    while (form->header.places[at].read_only && (last ? at > 0 : at + 1 < count))
        at += last ? (size_t)-1 : 1;
    form_focus(&form->header, at);
}

/* Behind the last field: a new line, unless the last one is still blank. */
static void end_of_lines(struct order_form *form)
{
    struct order_doc *doc = &form->doc;
    size_t count = doc->order.item_count;
    struct buf why = { 0 };
    bool can_add = order_doc_can_add_line(doc, &why);
    buf_free(&why);
    if (!can_add || (count && order_doc_line_is_blank(&doc->order.items[count - 1]))) {
        focus_header(form, false);
        return;
    }
    order_doc_insert_line(doc, count);
    order_lines_rebuild(form);
    order_form_go_line(form, (int)count, 0);
}

static void step_lines(struct order_form *form, int steps)
{
    size_t row = form->grid.list.selected;
    int column = form->grid.column;
    for (;;) {
        column += steps;
        if (column < 0) {
            if (!row) {
                focus_header(form, true);
                return;
            }
            row--;
            column = form->source.column_count - 1;
        } else if (column >= form->source.column_count) {
            if (++row >= form->row_count) {
                end_of_lines(form);
                return;
            }
            column = 0;
        }
        if (can_type(form, row, column)) {
            focus_cell(form, row, column);
            return;
        }
    }
}

static void step_header(struct order_form *form, int steps)
{
    size_t at = form->header.focus;
    do {
        if (steps < 0 && !at) {
            order_form_enter(form);
            return;
        }
        at += steps < 0 ? (size_t)-1 : 1;
        if (at >= form->header.count) {
            order_form_go_line(form, 0, 0);
            return;
        }
    } while (form->header.places[at].read_only);
    form_focus(&form->header, at);
}

/* The cursor came here from another field. */
static void select_entry(struct order_form *form, struct order_place from)
{
    if (!order_place_equal(from, order_form_cursor(form)))
        entry_select(form->in_lines ? &form->grid.entry : &form->header.entry);
}

void order_form_step(struct order_form *form, int steps)
{
    struct order_place from = order_form_cursor(form);
    order_form_leave(form);
    if (form->in_lines)
        step_lines(form, steps);
    else
        step_header(form, steps);
    select_entry(form, from);
}

/* The line `steps` lines away, as far as there are lines; false where there is none at all. */
static bool find_line(const struct order_form *form, int steps, int *item)
{
    int last = (int)form->doc.order.item_count - 1,
        here = form->rows[form->grid.list.selected].item;
    int wanted = here + steps;
    if ((here == 0 && steps < 0) || (here == last && steps > 0))
        return false;
    *item = wanted < 0 ? 0 : wanted > last ? last : wanted;
    return true;
}

/* The field of the header's last row that stands above the cell. */
static void rise_to_header(struct order_form *form)
{
    focus_header(form, true);
    int y = form->header.places[form->header.focus].y;
    for (size_t i = 0; i < form->header.count; i++) {
        if (form->header.places[i].y == y && !form->header.places[i].read_only) {
            form_focus(&form->header, i);
            return;
        }
    }
}

void order_form_step_rows(struct order_form *form, int steps)
{
    int item;
    if (form->doc.read_only) {
        struct list *list = &form->grid.list;
        long at = (long)list->selected + steps, last = (long)form->row_count - 1;
        list->selected = at < 0 || last < 0 ? 0 : (size_t)(at > last ? last : at);
        return;
    }
    struct order_place from = order_form_cursor(form);
    order_form_leave(form);
    if (!form->in_lines) {
        order_form_enter(form);
        if (!form_move_vertical(&form->header, steps < 0 ? -1 : 1) && steps > 0)
            order_form_go_line(form, 0, 0);
    } else if (find_line(form, steps, &item)) {
        order_form_go_line(form, item, form->grid.column);
    } else if (steps < 0) {
        rise_to_header(form);
    } else {
        order_form_enter(form);
    }
    select_entry(form, from);
}

void order_form_cover(struct order_form *form, const struct screen_class *screen, void *argument)
{
    order_form_leave(form);
    form->is_covered = true;
    ui_push(form->ui, screen, argument);
    if (ui_top(form->ui, NULL) == form) { /* it thought better of it */
        form->is_covered = false;
        order_form_enter(form);
    }
}

static void go_details(struct order_form *form, struct order_place place)
{
    struct details_start start = { &form->doc, place };
    if (place.item != DOC_NONE)
        form->grid.list.selected = order_lines_row_of(form, place.item);
    order_form_cover(form, &details_screen, &start);
}

void order_form_go(struct order_form *form, struct order_place place)
{
    order_form_leave(form);
    if (place.item != DOC_NONE && place.part != DOC_NONE) {
        struct mix_start start = { &form->doc, place };
        order_form_go_line(form, place.item, form->grid.column);
        order_form_cover(form, &mix_screen, &start);
    } else if (place.item == DOC_NONE) {
        int at = place.field ? order_header_find(form, place.field) : 0;
        if (at == DOC_NONE) {
            go_details(form, place);
            return;
        }
        grid_blur(&form->grid);
        form->in_lines = false;
        form_focus(&form->header, (size_t)at);
        entry_select(&form->header.entry);
    } else {
        int column = place.field && place.custom == DOC_NONE
                         ? order_lines_column_of(form, place.field)
                     : place.custom == DOC_NONE ? 0
                                                : DOC_NONE;
        if (column == DOC_NONE) {
            go_details(form, place);
        } else {
            order_form_go_line(form, place.item, column);
            entry_select(&form->grid.entry);
        }
    }
}
