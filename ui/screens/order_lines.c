/* The lines of the order form as a grid: which field stands in which column, and what a cell shows.
 * Parts of assorted boxes stand below their line, to be read only; the mix screen edits them. */
#include "config.h"
#include "ui/screens/order_form.h"
#include "base/mem.h"
#include "model/money.h"
#include "ui/screens/order_change.h"

#include <stdlib.h>
#include <string.h>

/* `drop`: the width below which the column gives way; 0 = never. The product takes what is left. */
static const struct {
    struct grid_column column;
    int drop;
} columns[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = { { "#", 3, false, true, 0 }, 0 },
    [COLUMN_VENDOR] = { { "Vendor", 6, false, false, 0 }, 0 },
    [COLUMN_VENDOR_NAME] = { { "Vendor name", 16, false, false, 0 }, 110 },
    [COLUMN_PRODUCT_CODE] = { { "Code", 9, false, false, 0 }, 100 },
    [COLUMN_PRODUCT] = { { "Product", 10, true, false, 0 }, 0 },
    [COLUMN_BOX_TYPE] = { { "Box", 4, false, false, 0 }, 0 },
    [COLUMN_BOXES] = { { "Boxes", 5, false, true, 0 }, 0 },
    [COLUMN_BUNCHES] = { { "Bun", 3, false, true, 0 }, 0 },
    [COLUMN_STEMS] = { { "S/b", 3, false, true, 0 }, 0 },
    [COLUMN_UNIT] = { { "Un", 2, false, false, 0 }, 0 },
    [COLUMN_PRICE] = { { "Price", 6, false, true, 0 }, 0 },
    [COLUMN_COST] = { { "Cost", 6, false, true, 0 }, 0 },
    [COLUMN_MARK] = { { "Mark", 4, false, false, 0 }, 76 },
    [COLUMN_TOTAL] = { { "Total", 9, false, true, 0 }, 70 },
    [COLUMN_NOTES] = { { "Notes", 12, false, false, 0 }, 125 },
};

enum { NO_FIELD = -1 };

static const int column_fields[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = NO_FIELD,
    [COLUMN_VENDOR] = ITEM_VENDOR_CODE,
    [COLUMN_VENDOR_NAME] = ITEM_VENDOR_NAME,
    [COLUMN_PRODUCT_CODE] = ITEM_PRODUCT_CODE,
    [COLUMN_PRODUCT] = ITEM_PRODUCT_NAME,
    [COLUMN_BOX_TYPE] = ITEM_BOX_TYPE_CODE,
    [COLUMN_BOXES] = ITEM_BOXES,
    [COLUMN_BUNCHES] = ITEM_BUNCHES,
    [COLUMN_STEMS] = ITEM_STEMS_BUNCH,
    [COLUMN_UNIT] = ITEM_UNIT_TYPE,
    [COLUMN_PRICE] = ITEM_PRICE,
    [COLUMN_COST] = ITEM_COST,
    [COLUMN_MARK] = ITEM_MARK,
    [COLUMN_TOTAL] = NO_FIELD,
    [COLUMN_NOTES] = NO_FIELD,
};

/* The unit type again, in one letter. */
static const struct field_choice unit_letters[] = { { "Stem", "S" }, { "Bunch", "B" }, { 0 } };
static const struct field unit_field = { .write_key = "unitType",
                                         .label = "Unit type",
                                         .type = FIELD_CHOICE,
                                         .max_chars = 5,
                                         .choices = unit_letters };

/* What a wide screen shows beside is no stop for the cursor: the same keys make the same line at
 * every width. The details have these fields to be typed into. */
static bool is_shown_only(int column)
{
    return column == COLUMN_VENDOR_NAME || column == COLUMN_PRODUCT_CODE;
}

static const int part_fields[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = NO_FIELD,
    [COLUMN_VENDOR] = NO_FIELD,
    [COLUMN_VENDOR_NAME] = NO_FIELD,
    [COLUMN_PRODUCT_CODE] = BREAKDOWN_PRODUCT_CODE,
    [COLUMN_PRODUCT] = BREAKDOWN_PRODUCT_NAME,
    [COLUMN_BOX_TYPE] = NO_FIELD,
    [COLUMN_BOXES] = NO_FIELD,
    [COLUMN_BUNCHES] = BREAKDOWN_BUNCHES,
    [COLUMN_STEMS] = BREAKDOWN_STEMS_BUNCH,
    [COLUMN_UNIT] = NO_FIELD,
    [COLUMN_PRICE] = BREAKDOWN_PRICE,
    [COLUMN_COST] = BREAKDOWN_COST,
    [COLUMN_MARK] = NO_FIELD,
    [COLUMN_TOTAL] = NO_FIELD,
    [COLUMN_NOTES] = NO_FIELD,
};

static void add_row(struct order_form *form, size_t item, int part)
{
    MEM_GROW(form->rows, form->row_count, form->row_cap);
    form->rows[form->row_count++] = (struct order_form_row){ (int)item, part };
}

void order_lines_rebuild(struct order_form *form)
{
    const struct order *order = &form->doc.order;
    int selected =
        form->grid.list.selected < form->row_count ? form->rows[form->grid.list.selected].item : 0;
    form->row_count = 0;
    for (size_t i = 0; i < order->item_count; i++) {
        add_row(form, i, DOC_NONE);
        for (size_t p = 0; !form->is_folded && p < order->items[i].breakdown_count; p++)
            add_row(form, i, (int)p);
    }
    list_set_count(&form->grid.list, form->row_count);
    form->grid.list.selected = order_lines_row_of(form, selected);
}

size_t order_lines_row_of(const struct order_form *form, int item)
{
    size_t last = 0;
    for (size_t i = 0; i < form->row_count; i++) {
        if (form->rows[i].part != DOC_NONE)
            continue;
        last = i;
        if (form->rows[i].item == item)
            break;
    }
    return last;
}

static const struct field *find_field(const struct item *item, int column)
{
    int field = column_fields[column];
    if (item_is_unit(item)) {
        if (field == ITEM_BOXES)
            field = ITEM_TOTAL_UNITS;
        else if (field == ITEM_BUNCHES || field == ITEM_STEMS_BUNCH)
            field = NO_FIELD;
    } else if (field == ITEM_STEMS_BUNCH && item_is_mixed(item)) {
        field = NO_FIELD;
    }
    return field == NO_FIELD ? NULL : &item_fields[field];
}

struct order_place order_lines_place(const struct order_form *form, size_t row, int column)
{
    struct order_place place = { DOC_NONE, DOC_NONE, DOC_NONE, NULL };
    if (row >= form->row_count || column < 0 || column >= form->source.column_count)
        return place;
    place.item = form->rows[row].item;
    place.part = form->rows[row].part;
    if (place.part == DOC_NONE && !is_shown_only(form->shown[column]))
        place.field = find_field(&form->doc.order.items[place.item], form->shown[column]);
    return place;
}

int order_lines_column_of(const struct order_form *form, const struct field *field)
{
    int near = DOC_NONE;
    for (int column = 0; column < form->source.column_count; column++) {
        int shown = column_fields[form->shown[column]];
        if (shown == NO_FIELD || is_shown_only(form->shown[column]))
            continue;
        const struct field *here = &item_fields[shown];
        if (here == field || (shown == ITEM_BOXES && field == &item_fields[ITEM_TOTAL_UNITS]))
            return column;
        if (near == DOC_NONE && field->either && here->either == field->either)
            near = column;
    }
    return near;
}

static void show_number(struct order_form *form, const struct item *item, int number,
                        struct grid_cell *cell)
{
    char change = order_change_line_mark(&form->doc, number);
    char mark = item->answer == ITEM_REFUSED ? '!' : item->answer == ITEM_ACCEPTED ? '=' : change;
    buf_addf(&form->cell, "%d%c", number + 1, mark);
    cell->role = item->answer == ITEM_REFUSED    ? ROLE_ERROR
                 : item->answer == ITEM_ACCEPTED ? ROLE_OK
                 : change != ' '                 ? ROLE_CHANGED
                                                 : ROLE_DIM;
    cell->text = buf_text(&form->cell);
}

/* In place of stems per bunch: that it is a mix, and whether it adds up. */
static void show_mix(struct order_form *form, const struct item *item, struct grid_cell *cell)
{
    int64_t box, parts;
    cell->role = ROLE_OK;
    if (!item->breakdown_count || !totals_mix_bunches(item, &parts) ||
        !totals_number(item->v[ITEM_BUNCHES], &box)) {
        cell->role = ROLE_DIM;
        buf_add(&form->cell, "mix");
    } else if (box == parts) {
        buf_add(&form->cell, "mix");
    } else {
        cell->role = ROLE_ERROR;
        buf_addf(&form->cell, "%+lld", (long long)(parts - box));
    }
    cell->text = buf_text(&form->cell);
}

static void show_total(struct order_form *form, const struct item *item, struct grid_cell *cell)
{
    struct totals totals;
    totals_of_item(item, &totals);
    if (totals.is_complete)
        money_show(&form->cell, totals.amount);
    else if (form->doc.read_only && value_is_set(item->v[ITEM_TOTAL_PRICE]))
        buf_add(&form->cell, value_text(item->v[ITEM_TOTAL_PRICE]));
    cell->role = ROLE_TOTAL;
    cell->text = buf_text(&form->cell);
}

static bool is_group_blank(const struct item *item, const struct field *field)
{
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        if (item_fields[i].either == field->either && value_is_set(item->v[i]))
            return false;
    }
    return true;
}

/* Not yet a problem, but it will have to be filled in. */
static bool is_wanted(const struct order_form *form, const struct item *item,
                      struct order_place place)
{
    if (form->doc.read_only || (form->doc.used_lines && order_doc_line_is_blank(item)))
        return false;
    const struct field *field = place.field;
    if (field->either == EITHER_PRODUCT)
        return field == &item_fields[ITEM_PRODUCT_NAME] && is_group_blank(item, field);
    if (field->either == EITHER_BOX_TYPE)
        return !item_is_unit(item) && is_group_blank(item, field);
    return order_doc_is_required(&form->doc, place);
}

static void show_average(struct order_form *form, const struct item *item,
                         enum breakdown_field of_part, struct grid_cell *cell)
{
    int64_t amount;
    if (!totals_mix_average(item, of_part, &amount))
        return;
    money_write(&form->cell, amount);
    cell->text = buf_text(&form->cell);
    cell->role = ROLE_DIM;
}

static void show_empty(struct order_form *form, const struct item *item, struct order_place place,
                       struct grid_cell *cell)
{
    if (place.field == &item_fields[ITEM_PRICE])
        show_average(form, item, BREAKDOWN_PRICE, cell);
    else if (place.field == &item_fields[ITEM_COST])
        show_average(form, item, BREAKDOWN_COST, cell);
    if (!cell->text && is_wanted(form, item, place)) {
        cell->text = place.field->either ? "+" : "*";
        cell->role = ROLE_REQUIRED;
    }
}

static void show_notes(struct order_form *form, const struct item *item, struct grid_cell *cell)
{
    const struct value *v = item->v;
    buf_add(&form->cell, value_text(v[ITEM_GENERAL_NOTES]));
    if (value_is_set(v[ITEM_VENDOR_NOTES]))
        buf_addf(&form->cell, "%s%s", form->cell.len ? " / " : "",
                 value_text(v[ITEM_VENDOR_NOTES]));
    cell->text = buf_text(&form->cell);
    cell->role = ROLE_VALUE;
}

static void show_line(struct order_form *form, const struct order_form_row *row, int column,
                      struct grid_cell *cell)
{
    const struct item *item = &form->doc.order.items[row->item];
    if (column == COLUMN_NUMBER) {
        show_number(form, item, row->item, cell);
        return;
    }
    if (column == COLUMN_TOTAL) {
        show_total(form, item, cell);
        return;
    }
    if (column == COLUMN_NOTES) {
        show_notes(form, item, cell);
        return;
    }
    const struct field *field = find_field(item, column);
    if (!field) {
        if (column == COLUMN_STEMS && item_is_mixed(item))
            show_mix(form, item, cell);
        else
            cell->text = "";
        return;
    }
    const struct order_place place = { row->item, DOC_NONE, DOC_NONE, field };
    struct value *value = order_doc_value(&form->doc, place);
    cell->field = column == COLUMN_UNIT ? &unit_field : field;
    cell->value = form->doc.read_only ? NULL : value;
    cell->issue = order_doc_issue_at(&form->doc, place);
    if (column == COLUMN_BOX_TYPE && item_is_unit(item) && !value_is_set(*value)) {
        cell->text = "UN";
        cell->role = ROLE_VALUE;
    } else if (column == COLUMN_VENDOR && value_is_unknown(*value) &&
               (form->doc.read_only || value_is_set(item->v[ITEM_VENDOR_NAME]))) {
        cell->text = field_shown(&item_fields[ITEM_VENDOR_NAME], item->v[ITEM_VENDOR_NAME]);
        cell->role = ROLE_VALUE;
    } else if (form->doc.read_only || is_shown_only(column)) {
        cell->value = NULL;
        cell->text = field_shown(cell->field, *value);
        cell->role = value_is_unknown(*value) ? ROLE_UNKNOWN : ROLE_VALUE;
    } else if (order_change_at(&form->doc, place)) {
        cell->role = ROLE_CHANGED;
    } else if (!value_is_set(*value) && !cell->issue &&
               !(form->doc.is_change && value_is_unknown(*value))) {
        show_empty(form, item, place, cell);
    }
}

static void show_part(struct order_form *form, const struct order_form_row *row, int column,
                      struct grid_cell *cell)
{
    const struct breakdown *part = &form->doc.order.items[row->item].breakdowns[row->part];
    int field = part_fields[column];
    cell->role = ROLE_DIM;
    cell->text = "";
    if (field == NO_FIELD)
        return;
    const struct order_place place = { row->item, row->part, DOC_NONE, &breakdown_fields[field] };
    cell->issue = order_doc_issue_at(&form->doc, place);
    if (order_change_at(&form->doc, place))
        cell->role = ROLE_CHANGED;
    const char *shown = field_shown(&breakdown_fields[field], part->v[field]);
    if (field == BREAKDOWN_PRODUCT_NAME && value_is_empty(part->v[field]))
        shown = value_text(part->v[BREAKDOWN_PRODUCT_CODE]);
    if (field == BREAKDOWN_PRODUCT_NAME)
        cell->span = COLUMN_BOXES - COLUMN_PRODUCT; /* a part has neither box type nor boxes */
    buf_addf(&form->cell, "%s%s", field == BREAKDOWN_PRODUCT_NAME ? "+ " : "", shown);
    cell->text = buf_text(&form->cell);
}

static void show_cell(void *context, size_t row, int column, struct grid_cell *cell)
{
    struct order_form *form = context;
    buf_clear(&form->cell);
    if (row >= form->row_count)
        return;
    if (form->rows[row].part == DOC_NONE)
        show_line(form, &form->rows[row], form->shown[column], cell);
    else
        show_part(form, &form->rows[row], form->shown[column], cell);
}

static size_t row_count(void *context)
{
    return ((struct order_form *)context)->row_count;
}

void order_lines_lay_out(struct order_form *form, int cols)
{
    int focused = form->source.column_count ? (int)form->shown[form->grid.column] : COLUMN_VENDOR;
    if (form->lines_cols == cols)
        return;
    int count = 0, at = 0;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (cols < columns[i].drop)
            continue;
        if (i <= focused)
            at = count;
        form->columns[count] = columns[i].column;
        form->shown[count++] = (enum order_form_column)i;
    }
    bool was_focused = form->grid.focused;
    if (was_focused)
        grid_blur(&form->grid);
    form->lines_cols = cols;
    form->source = (struct grid_source){ form->columns, count, row_count, show_cell, form };
    form->grid.column = at;
    if (was_focused)
        grid_focus(&form->grid, &form->source, form->grid.list.selected, at);
}

/* The parts of the line with the cursor are seen as far as there is room. */
static void show_parts(struct order_form *form, int rows)
{
    struct list *list = &form->grid.list;
    size_t last = list->selected;
    while (last + 1 < form->row_count && form->rows[last + 1].part != DOC_NONE)
        last++;
    if (rows > 0 && last >= list->top + (size_t)rows) {
        size_t top = last + 1 - (size_t)rows;
        list->top = top < list->selected ? top : list->selected;
    }
}

void order_lines_draw(struct order_form *form, struct area area)
{
    show_parts(form, area.rows - 1);
    grid_draw(&form->grid, &form->source, area);
}
