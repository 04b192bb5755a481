/* The parts of an assorted box; see mix.h. One blank part is always there to be typed into; blank
 * ones are dropped when the screen is left. */
#include "config.h"
#include "ui/screens/mix.h"
#include "base/mem.h"
#include "model/money.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_copy.h"
#include "ui/screens/order_edit.h"
#include "ui/widgets/grid.h"

#include <stdlib.h>
#include <string.h>

enum column {
    COLUMN_NUMBER,
    COLUMN_CODE,
    COLUMN_PRODUCT,
    COLUMN_BUNCHES,
    COLUMN_STEMS,
    COLUMN_PRICE,
    COLUMN_COST,
    COLUMN_IDENTIFIER,
    COLUMN_PRODUCT_ID,
    COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = { "#", 3, false, true, 0 },
    [COLUMN_CODE] = { "Code", 8, false, false, 0 },
    [COLUMN_PRODUCT] = { "Product", 12, true, false, 0 },
    [COLUMN_BUNCHES] = { "Bunches", 7, false, true, 0 },
    [COLUMN_STEMS] = { "S/b", 4, false, true, 0 },
    [COLUMN_PRICE] = { "Price", 7, false, true, 0 },
    [COLUMN_COST] = { "Cost", 7, false, true, 0 },
    [COLUMN_IDENTIFIER] = { "Identifier", 10, false, false, 1 },
    [COLUMN_PRODUCT_ID] = { "Id", 6, false, true, 2 },
};

enum { NO_FIELD = -1, PLAIN_COLUMNS = COLUMN_IDENTIFIER };

static const int column_fields[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = NO_FIELD,
    [COLUMN_CODE] = BREAKDOWN_PRODUCT_CODE,
    [COLUMN_PRODUCT] = BREAKDOWN_PRODUCT_NAME,
    [COLUMN_BUNCHES] = BREAKDOWN_BUNCHES,
    [COLUMN_STEMS] = BREAKDOWN_STEMS_BUNCH,
    [COLUMN_PRICE] = BREAKDOWN_PRICE,
    [COLUMN_COST] = BREAKDOWN_COST,
    [COLUMN_IDENTIFIER] = BREAKDOWN_IDENTIFIER,
    [COLUMN_PRODUCT_ID] = BREAKDOWN_PRODUCT_ID,
};

struct mix {
    struct order_edit edit;
    int item;
    struct grid grid;
    struct grid_source source;
    struct buf cell;
};

static struct item *item_of(const struct mix *mix)
{
    return &mix->edit.doc->order.items[mix->item];
}

static struct order_place place_at(const struct mix *mix, size_t row, int column)
{
    struct order_place place = { mix->item, (int)row, DOC_NONE, NULL };
    if (column_fields[column] != NO_FIELD)
        place.field = &breakdown_fields[column_fields[column]];
    return place;
}

static struct order_place cursor(const void *screen)
{
    const struct mix *mix = screen;
    return place_at(mix, mix->grid.list.selected, mix->grid.column);
}

/* ------ the grid ------ */

static size_t row_count(void *context)
{
    return item_of(context)->breakdown_count;
}

/* A part that is not blank shows its problems once the cursor is elsewhere. */
static const struct issue *issue_at(const struct mix *mix, struct order_place place)
{
    const struct order_doc *doc = mix->edit.doc;
    const struct breakdown *part = &item_of(mix)->breakdowns[place.part];
    if (order_doc_part_is_blank(part))
        return NULL;
    if (!doc->show_all && (size_t)place.part == mix->grid.list.selected &&
        !value_is_set(part->v[place.field - breakdown_fields]))
        return NULL;
    return order_doc_fault_at(doc, place);
}

static void show_cell(void *context, size_t row, int column, struct grid_cell *cell)
{
    struct mix *mix = context;
    buf_clear(&mix->cell);
    if (row >= row_count(mix))
        return;
    struct order_place place = place_at(mix, row, column);
    if (!place.field) {
        buf_addf(&mix->cell, "%zu", row + 1);
        cell->text = buf_text(&mix->cell);
        cell->role = ROLE_DIM;
        return;
    }
    struct value *value = order_doc_value(mix->edit.doc, place);
    cell->field = place.field;
    cell->value = value;
    cell->issue = issue_at(mix, place);
    if (mix->edit.doc->read_only) {
        cell->value = NULL;
        cell->text = field_shown(place.field, *value);
        cell->role = value_is_unknown(*value) ? ROLE_UNKNOWN : ROLE_VALUE;
    } else if (order_change_at(mix->edit.doc, place)) {
        cell->role = ROLE_CHANGED;
    } else if (!value_is_set(*value) && !cell->issue &&
               !(mix->edit.doc->is_change && value_is_unknown(*value)) &&
               !order_doc_part_is_blank(&item_of(mix)->breakdowns[row])) {
        bool is_wanted = order_doc_is_required(mix->edit.doc, place);
        cell->text = is_wanted ? "*" : NULL;
        cell->role = is_wanted ? ROLE_REQUIRED : ROLE_NORMAL;
    }
}

static void add_blank_part(struct mix *mix)
{
    struct item *item = item_of(mix);
    if (mix->edit.doc->read_only)
        return;
    if (!item->breakdown_count ||
        !order_doc_part_is_blank(&item->breakdowns[item->breakdown_count - 1]))
        item_insert_breakdown(item, item->breakdown_count);
}

static void drop_blank_parts(struct mix *mix)
{
    struct item *item = item_of(mix);
    for (size_t i = item->breakdown_count; !mix->edit.doc->read_only && i-- > 0;) {
        if (order_doc_part_is_blank(&item->breakdowns[i]))
            item_remove_breakdown(item, i);
    }
}

static void go_to(struct mix *mix, size_t row, int column)
{
    grid_focus(&mix->grid, &mix->source, row, column);
}

/* Identifier and product id are seldom typed: fields nobody needs are no stops on the way. */
static bool has_identifier(const struct mix *mix)
{
    const struct item *item = item_of(mix);
    for (size_t i = 0; i < item->breakdown_count; i++) {
        if (value_is_set(item->breakdowns[i].v[BREAKDOWN_IDENTIFIER]))
            return true;
    }
    return false;
}

static struct order_place cursor(const void *screen);
static void leave(void *screen);
static void go_to_changed(void *screen, struct order_place place);
static void go_back(void *screen);
static const struct order_edit_class edit_class = { cursor, leave, go_to_changed, go_back };

static void *open_mix(struct ui *ui, void *argument)
{
    const struct mix_start *start = argument;
    struct mix *mix = mem_calloc(1, sizeof *mix);
    mix->edit = (struct order_edit){ .ui = ui, .doc = start->doc, .is = &edit_class };
    mix->item = start->place.item;
    mix->source = (struct grid_source){ columns, PLAIN_COLUMNS, row_count, show_cell, mix };
    add_blank_part(mix);
    order_doc_judge(mix->edit.doc);
    int column = COLUMN_CODE;
    for (int i = 0; i < COLUMN_COUNT && start->place.field; i++) {
        if (column_fields[i] != NO_FIELD &&
            &breakdown_fields[column_fields[i]] == start->place.field)
            column = i;
    }
    if (column >= PLAIN_COLUMNS || has_identifier(mix))
        mix->source.column_count = COLUMN_COUNT;
    go_to(mix, start->place.part == DOC_NONE ? 0 : (size_t)start->place.part, column);
    return mix;
}

static void close_mix(void *screen)
{
    struct mix *mix = screen;
    entry_forget(&mix->grid.entry); /* the order may be gone already */
    grid_free(&mix->grid);
    buf_free(&mix->cell);
    free(mix);
}

/* ------ drawing ------ */

static void draw_line(const struct mix *mix, struct area area)
{
    const struct item *item = item_of(mix);
    struct buf text = { 0 };
    const char *product = value_text(item->v[ITEM_PRODUCT_NAME]);
    int x = 1 + paint_text(area, 0, 1, area.cols - 2, ROLE_VALUE,
                           *product ? product : "No product yet");
    if (value_is_set(item->v[ITEM_BOXES]))
        buf_addf(&text, "   %s %s", value_text(item->v[ITEM_BOXES]),
                 value_is_set(item->v[ITEM_BOX_TYPE_CODE]) ? value_text(item->v[ITEM_BOX_TYPE_CODE])
                                                           : "boxes");
    if (value_is_set(item->v[ITEM_BUNCHES]))
        buf_addf(&text, "   %s bunches a box", value_text(item->v[ITEM_BUNCHES]));
    buf_addf(&text, "   priced by the %s", item_is_bunch(item) ? "bunch" : "stem");
    paint_text(area, 0, x, area.cols - x - 1, ROLE_DIM, buf_text(&text));
    buf_free(&text);
}

/* The parts as they count: without the blank one. */
static struct item counted(const struct mix *mix)
{
    struct item item = *item_of(mix);
    while (item.breakdown_count &&
           order_doc_part_is_blank(&item.breakdowns[item.breakdown_count - 1]))
        item.breakdown_count--;
    return item;
}

static enum role write_balance(const struct item *item, struct buf *out)
{
    int64_t parts, box;
    if (!item->breakdown_count) {
        buf_add(out, "No parts yet: the box is a plain one.");
        return ROLE_DIM;
    }
    if (!totals_mix_bunches(item, &parts)) {
        buf_add(out, "Each part needs its bunches before they can be added up.");
        return ROLE_DIM;
    }
    if (!totals_number(item->v[ITEM_BUNCHES], &box)) {
        buf_addf(out, "Parts make %lld bunches; the box will have as many.", (long long)parts);
        return ROLE_NORMAL;
    }
    buf_addf(out, "Parts make %lld of %lld bunches", (long long)parts, (long long)box);
    if (parts == box) {
        buf_add(out, ": it balances.");
        return ROLE_OK;
    }
    buf_addf(out, ": %lld %s.", (long long)(parts < box ? box - parts : parts - box),
             parts < box ? "missing" : "too many");
    return ROLE_ERROR;
}

static void write_average(const struct item *item, enum breakdown_field field, const char *label,
                          struct buf *out)
{
    int64_t amount;
    buf_addf(out, "%s%s ", out->len ? "   " : "", label);
    if (totals_mix_average(item, field, &amount))
        money_show(out, amount);
    else
        buf_add(out, "not yet known");
}

static void draw_foot(const struct mix *mix, struct area area)
{
    struct buf text = { 0 };
    struct item item = counted(mix);
    paint_rule(area, 0);
    enum role role = write_balance(&item, &text);
    paint_text(area, 1, 1, area.cols - 2, role, buf_text(&text));
    buf_clear(&text);
    write_average(&item, BREAKDOWN_PRICE, "Average price", &text);
    write_average(&item, BREAKDOWN_COST, "cost", &text);
    paint_text(area, 2, 1, area.cols - 2, ROLE_TOTAL, buf_text(&text));
    buf_free(&text);
    struct order_place place = cursor(mix);
    if (!place.field || (size_t)place.part >= item_of(mix)->breakdown_count)
        return;
    const struct issue *issue = issue_at(mix, place);
    if (issue)
        paint_wrapped(area_rows(area, 3, -1), 0, 1, area.cols - 2,
                      issue->severity == ISSUE_ERROR ? ROLE_ERROR : ROLE_WARNING, issue->message);
}

static void draw(void *screen, struct area area)
{
    enum { FOOT_ROWS = 5 };
    struct mix *mix = screen;
    mix->edit.doc->cursor = cursor(mix);
    draw_line(mix, area);
    paint_rule(area, 1);
    grid_draw(&mix->grid, &mix->source, area_rows(area, 2, area.rows - 2 - FOOT_ROWS));
    draw_foot(mix, area_rows(area, area.rows - FOOT_ROWS, FOOT_ROWS));
}

static void heading(void *screen, struct buf *out)
{
    const struct mix *mix = screen;
    buf_addf(out, "line %d", mix->item + 1);
}

static void help_field(void *screen, struct buf *out)
{
    order_edit_write_help(screen, out);
}

/* ------ typing ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct mix *mix = screen;
    if (mix->edit.doc->read_only)
        return UI_NOT_HANDLED;
    enum entry_result result = grid_key(&mix->grid, key);
    if (result == ENTRY_CHANGED)
        order_edit_typed(mix);
    return result == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

/* Ends typing in this cell; the cursor stays. */
static void leave(void *screen)
{
    struct mix *mix = screen;
    if (mix->edit.doc->read_only)
        return;
    struct order_place place = cursor(mix);
    grid_blur(&mix->grid);
    order_edit_left(&mix->edit, place);
    add_blank_part(mix);
    go_to(mix, mix->grid.list.selected, mix->grid.column);
}

static void step(struct mix *mix, int steps)
{
    leave(mix);
    size_t row = mix->grid.list.selected;
    bool on_blank = !mix->edit.doc->read_only && row_count(mix) &&
                    order_doc_part_is_blank(&item_of(mix)->breakdowns[row]);
    if (mix->edit.doc->read_only)
        list_act(&mix->grid.list, steps < 0 ? ACTION_MOVE_UP : ACTION_MOVE_DOWN);
    else if (!grid_move(&mix->grid, &mix->source, steps) && steps > 0 && on_blank)
        go_to(mix, 0, COLUMN_CODE);
}

static void step_rows(struct mix *mix, int steps)
{
    leave(mix);
    if (mix->edit.doc->read_only)
        list_act(&mix->grid.list, steps < 0 ? ACTION_MOVE_UP : ACTION_MOVE_DOWN);
    else
        grid_move_rows(&mix->grid, &mix->source, steps);
}

static void exit_field(struct mix *mix)
{
    if (entry_erase_to_end(&mix->grid.entry) == ENTRY_CHANGED)
        order_edit_typed(mix);
    step(mix, 1);
}

static void remove_part(struct mix *mix)
{
    struct item *item = item_of(mix);
    size_t at = mix->grid.list.selected;
    if (at >= item->breakdown_count || order_doc_part_is_blank(&item->breakdowns[at])) {
        ui_say(mix->edit.ui, ROLE_MESSAGE, "There is no part here to take out.");
        return;
    }
    leave(mix);
    grid_blur(&mix->grid);
    item_remove_breakdown(item, at);
    add_blank_part(mix);
    order_doc_changed(mix->edit.doc);
    order_doc_next_step(mix->edit.doc);
    go_to(mix, at, mix->grid.column);
    ui_say(mix->edit.ui, ROLE_MESSAGE, "Taken out. Alt-u undoes it.");
}

/* The nearest other line with parts, above first; NULL = none. */
static const struct item *find_other_mix(const struct mix *mix)
{
    const struct order *order = &mix->edit.doc->order;
    for (int i = mix->item - 1; i >= 0; i--) {
        if (order->items[i].breakdown_count)
            return &order->items[i];
    }
    for (size_t i = (size_t)mix->item + 1; i < order->item_count; i++) {
        if (order->items[i].breakdown_count)
            return &order->items[i];
    }
    return NULL;
}

static bool can_copy(const void *screen, struct buf *why)
{
    const struct mix *mix = screen;
    if (order_edit_can_write(screen, why) && !find_other_mix(mix))
        buf_add(why, "No other line has parts that could be copied.");
    else if (!why->len && counted(mix).breakdown_count)
        buf_add(why, "This box has parts already; take them out first (Ctrl-T).");
    return !why->len;
}

static void copy_parts(struct mix *mix)
{
    struct order_doc *doc = mix->edit.doc;
    const struct item *from = find_other_mix(mix);
    leave(mix);
    grid_blur(&mix->grid);
    order_copy_parts(item_of(mix), from, &doc->remembered);
    add_blank_part(mix);
    order_doc_changed(doc);
    order_doc_next_step(doc);
    go_to(mix, 0, COLUMN_CODE);
    ui_say(mix->edit.ui, ROLE_MESSAGE, "The parts of line %d are copied. Alt-u undoes it.",
           (int)(from - doc->order.items) + 1);
}

/* After undo: it may be that another line was changed; the form shows that one. */
static void go_to_changed(void *screen, struct order_place place)
{
    struct mix *mix = screen;
    size_t row = mix->grid.list.selected;
    entry_forget(&mix->grid.entry);
    if (place.item != mix->item) {
        ui_pop(mix->edit.ui);
        return;
    }
    add_blank_part(mix);
    go_to(mix, place.part == DOC_NONE ? row : (size_t)place.part, mix->grid.column);
}

static void switch_columns(struct mix *mix)
{
    leave(mix);
    mix->source.column_count =
        mix->source.column_count == COLUMN_COUNT ? PLAIN_COLUMNS : COLUMN_COUNT;
    go_to(mix, mix->grid.list.selected, mix->grid.column);
}

static void ditto(struct mix *mix)
{
    struct order_place place = cursor(mix);
    if (place.part < 1 || !place.field) {
        ui_say(mix->edit.ui, ROLE_MESSAGE,
               "Ditto takes the value of the part above: there is none.");
        return;
    }
    grid_blur(&mix->grid);
    order_doc_next_step(mix->edit.doc);
    struct breakdown *part = &item_of(mix)->breakdowns[place.part];
    for (size_t i = 0; i < BREAKDOWN_FIELDS; i++) {
        const struct field *field = &breakdown_fields[i];
        if (field == place.field || (field->lookup && field->lookup == place.field->lookup))
            value_set(&part->v[i], part[-1].v[i].text);
    }
    order_doc_changed(mix->edit.doc);
    go_to(mix, (size_t)place.part, mix->grid.column);
    step(mix, 1);
}

static void shown_again(void *screen)
{
    struct mix *mix = screen;
    if (!mix->edit.is_picked)
        return;
    mix->edit.is_picked = false;
    do
        step(mix, 1);
    while (cursor(mix).field && cursor(mix).field->lookup_part == LOOKUP_NAME &&
           cursor(mix).field->lookup);
}

/* ------ leaving ------ */

static void go_back(void *screen)
{
    struct mix *mix = screen;
    struct order_doc *doc = mix->edit.doc;
    struct item *item = item_of(mix);
    int64_t bunches;
    leave(mix);
    grid_blur(&mix->grid);
    drop_blank_parts(mix);
    if (!doc->read_only) {
        doc->lines[mix->item].mix_seen = true;
        bool is_as_it_was = doc->is_change && order_change_line_mark(doc, mix->item) ==
                                                  ' '; /* looking is no change */
        if (!is_as_it_was && !value_is_set(item->v[ITEM_BUNCHES]) &&
            totals_mix_bunches(item, &bunches)) {
            struct buf text = { 0 };
            buf_addf(&text, "%lld", (long long)bunches);
            value_take(&item->v[ITEM_BUNCHES], buf_take(&text));
            ui_say(mix->edit.ui, ROLE_MESSAGE,
                   "Line %d has %lld bunches a box now, as its parts make.", mix->item + 1,
                   (long long)bunches);
            order_doc_save_soon(doc);
        }
        order_doc_note(doc);
        order_doc_judge(doc);
    }
    ui_pop(mix->edit.ui);
}

/* ------ actions ------ */

static const struct binding bindings[] = {
    { { "F3", "Esc", "Ctrl-B", "Ctrl-X" }, ACTION_BACK, "Form", NULL },
    { { "Ctrl-T" }, ACTION_LINE_REMOVE, "Take out", order_edit_can_write },
    { { "Ctrl-D", "Alt-d" }, ACTION_DITTO, "Ditto", order_edit_can_write },
    { { "F9" }, ACTION_LINE_COPY, "Copy parts", can_copy },
    ORDER_EDIT_BINDINGS,
    { { "F11" }, ACTION_COLUMNS, "Columns", NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, NULL, NULL },
    { .action = ACTION_NONE },
};

static enum ui_handled act(void *screen, enum action action)
{
    struct mix *mix = screen;
    int page = mix->grid.list.rows > 1 ? mix->grid.list.rows - 1 : 1;
    switch ((int)action) {
    case ACTION_NEXT_FIELD:
        step(mix, 1);
        break;
    case ACTION_PREVIOUS_FIELD:
        step(mix, -1);
        break;
    case ACTION_MOVE_UP:
        step_rows(mix, -1);
        break;
    case ACTION_MOVE_DOWN:
        step_rows(mix, 1);
        break;
    case ACTION_PAGE_UP:
        step_rows(mix, -page);
        break;
    case ACTION_PAGE_DOWN:
        step_rows(mix, page);
        break;
    case ACTION_FIELD_EXIT:
        exit_field(mix);
        break;
    case ACTION_LINE_REMOVE:
        remove_part(mix);
        break;
    case ACTION_LINE_COPY:
        copy_parts(mix);
        break;
    case ACTION_COLUMNS:
        switch_columns(mix);
        break;
    case ACTION_DITTO:
        ditto(mix);
        break;
    default:
        return order_edit_act(screen, action);
    }
    return UI_HANDLED;
}

static const struct screen_sentence sentences[] = {
    { ACTION_LINE_REMOVE, "Take this part out" },
    { ACTION_LINE_COPY, "Take the parts of the nearest other assorted box" },
    { ACTION_DITTO, "Take the value of this field from the part above" },
    { ACTION_NONE, NULL },
};

const struct screen_class mix_screen = {
    .name = "mix",
    .title = "Assorted box",
    .about =
        "The parts of one assorted box. Their bunches add up to the bunches of the box; price "
        "and cost of the line are the averages of its parts unless you type them there. Stems "
        "per bunch belong to the parts. A part is typed into the blank row at the end. F11 shows "
        "the identifier and the product's id as well.",
    .bindings = bindings,
    .costs = order_edit_costs,
    .sentences = sentences,
    .open = open_mix,
    .close = close_mix,
    .draw = draw,
    .woken = order_edit_woken,
    .key = type_key,
    .act = act,
    .heading = heading,
    .field_help = help_field,
    .shown_again = shown_again,
};
