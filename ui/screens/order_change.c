/* What a change changes; see order_change.h. Differences are found by model/diff.h, what is sent by
 * model/update_plan.h; here they are put beside the fields of the form. */
#include "config.h"
#include "ui/screens/order_change.h"
#include "ui/screens/lookups.h"
#include "ui/screens/words.h"
#include "model/date.h"
#include "work/change.h"

#include <string.h>

static size_t count_bytes(const struct order_doc *doc, const struct update_plan *plan)
{
    const struct api *api = ui_api(doc->ui);
    size_t most = 0;
    for (size_t i = 0; i < plan->count; i++) {
        size_t bytes = api->ops->update_body(api->self, &plan->steps[i].body, NULL);
        most = bytes > most ? bytes : most;
    }
    return most;
}

size_t order_change_judge(struct order_doc *doc, const struct order *used)
{
    struct order prepared = { 0 };
    struct update_plan plan = { 0 };
    struct diff sent = { 0 };
    diff_orders(&doc->changes, &doc->base, used, DIFF_WRITABLE);
    totals_of_order(&doc->base, &doc->was);
    update_prepare(&prepared, &doc->base, used);
    diff_orders(&sent, &doc->base, &prepared, DIFF_WRITABLE);
    update_plan_make(&plan, &doc->base, &prepared);
    doc->change_count = sent.count;
    doc->change_cost = plan.count ? change_cost(&plan) : 0;
    size_t bytes = count_bytes(doc, &plan);
    update_plan_free(&plan);
    diff_free(&sent);
    order_free(&prepared);
    return bytes;
}

static bool is_same_group(const struct field *field, const struct field *other)
{
    return field == other || (field && other && field->lookup && field->lookup == other->lookup);
}

const struct diff_row *order_change_at(const struct order_doc *doc, struct order_place place)
{
    for (size_t i = 0; i < doc->changes.count; i++) {
        const struct diff_row *row = &doc->changes.rows[i];
        if (row->kind == DIFF_VALUE && row->after_item == place.item &&
            row->after_part == place.part && row->after_custom == place.custom &&
            is_same_group(row->field, place.field))
            return row;
    }
    return NULL;
}

bool order_change_touches(const struct order_doc *doc, struct order_place place)
{
    if (!doc->is_change || order_change_at(doc, place))
        return true;
    for (size_t i = 0; place.item != DOC_NONE && i < doc->changes.count; i++) {
        const struct diff_row *row = &doc->changes.rows[i];
        bool is_here = row->kind == DIFF_LINE_ADDED ||
                       (row->kind == DIFF_PART_ADDED && row->after_part == place.part);
        if (is_here && row->after_item == place.item)
            return true;
    }
    return false;
}

char order_change_line_mark(const struct order_doc *doc, int item)
{
    char mark = ' ';
    for (size_t i = 0; i < doc->changes.count; i++) {
        const struct diff_row *row = &doc->changes.rows[i];
        if (row->after_item != item || item == DIFF_NOWHERE)
            continue;
        if (row->kind == DIFF_LINE_ADDED)
            return 'a';
        mark = 'c';
    }
    return mark;
}

void order_change_write_count(const struct order_doc *doc, struct buf *out)
{
    if (!doc->change_count)
        return;
    words_count(out, doc->change_count, "change");
    buf_add(out, " to send (");
    words_count(out, doc->change_cost, "request");
    buf_add(out, ")");
}

static void write_remembered(const struct order_doc *doc, struct order_place place, struct buf *out)
{
    const struct remembered_value *old = remembered_find(
        &doc->remembered, order_place_item(&doc->order, place), place.part, place.field);
    struct buf date = { 0 };
    date_write(&date, date_of_time(old->at));
    buf_addf(out, "Written from here on %s: %s. Ctrl-P takes it. ", buf_text(&date), old->text);
    buf_free(&date);
}

void order_change_write_help(const struct order_doc *doc, struct order_place place, struct buf *out)
{
    const struct diff_row *row = order_change_at(doc, place);
    const struct value *value = order_place_value(&doc->order, place);
    struct buf why = { 0 };
    if (row) {
        buf_addf(out, "It was %s",
                 !row->before   ? "~, not known"
                 : *row->before ? row->before
                                : "empty");
        buf_addf(out, "%s; Alt-w sets it back. ",
                 value && !value_is_set(*value) ? " and will be blanked" : "");
    }
    if (order_change_can_recall(doc, place, &why))
        write_remembered(doc, place, out);
    else if (!row && doc->is_change && value && value_is_unknown(*value))
        buf_add(out, order_doc_fault_at(doc, place)
                         ? "~ is not known here and has to be typed, as it is sent along. "
                         : "~ is not known here and stays as it is unless you type. ");
    buf_free(&why);
}

/* ------ as it was ------ */

bool order_change_can_set_back(const struct order_doc *doc, struct order_place place,
                               struct buf *why)
{
    if (!order_doc_can_write(doc, why))
        return false;
    if (!doc->is_change)
        buf_add(why, "This is a new order: the service has nothing of it yet. Alt-u undoes.");
    else if (!order_change_at(doc, place))
        buf_add(why, order_change_line_mark(doc, place.item) == 'a'
                         ? "This line is new: the service has nothing of it yet. Alt-u undoes."
                         : "This field is as the service has it.");
    return !why->len;
}

/* Fields that stand and fall with the one at hand. */
static bool goes_along(const struct field_table *table, size_t at, const struct field *field)
{
    const struct field *other = &table->fields[at];
    if (is_same_group(other, field))
        return true;
    if (table == &item_table && field->lookup == LOOKUP_BOX_TYPES)
        return at == ITEM_TYPE;
    return table == &order_table && field->lookup == LOOKUP_CUSTOMERS &&
           other->lookup == LOOKUP_SHIP_TOS;
}

bool order_change_set_back(struct order_doc *doc, struct order_place place)
{
    const struct diff_row *row = order_change_at(doc, place);
    if (!row)
        return false;
    struct order_place before = { row->before_item, row->before_part, row->before_custom, NULL };
    struct value *from = order_place_values(&doc->base, before);
    struct value *to = order_place_values(&doc->order, place);
    const struct field_table *table = order_place_table(place);
    for (size_t i = 0; from && to && i < table->count; i++) {
        if (goes_along(table, i, place.field))
            value_set(&to[i], from[i].text);
    }
    return true;
}

void order_change_typed(struct order_doc *doc, struct order_place place)
{
    struct order_place before = place;
    if (!doc->is_change || place.part != DOC_NONE || place.custom != DOC_NONE)
        return;
    if (place.item != DOC_NONE) /* DIFF_NOWHERE would be the header */
        before.item = diff_find_line(&doc->base, doc->order.items[place.item].v[ITEM_ID].text);
    if (place.item != DOC_NONE && before.item == DIFF_NOWHERE)
        return;
    const struct value *was = order_place_value(&doc->base, before);
    const struct value *is = order_place_value(&doc->order, place);
    const struct field_table *table = order_place_table(place);
    if (!was || !value_is_set(*was) || !value_equal(*was, *is))
        return;
    const struct value *from = order_place_values(&doc->base, before);
    struct value *to = order_place_values(&doc->order, place);
    for (size_t i = 0; i < table->count; i++) {
        if (goes_along(table, i, place.field))
            value_set(&to[i], from[i].text);
    }
}

/* ------ remembered ------ */

bool order_change_can_recall(const struct order_doc *doc, struct order_place place, struct buf *why)
{
    const struct value *value = order_place_value(&doc->order, place);
    if (!order_doc_can_write(doc, why))
        return false;
    const struct remembered_value *old =
        value && place.custom == DOC_NONE
            ? remembered_find(&doc->remembered, order_place_item(&doc->order, place), place.part,
                              place.field)
            : NULL;
    if (!old)
        buf_add(why, "Nothing was written into this field from here before.");
    else if (strcmp(value_text(*value), old->text) == 0)
        buf_add(why, "This is what was written from here.");
    return !why->len;
}

static void recall_one(struct order_doc *doc, struct order_place place)
{
    const struct remembered_value *old = remembered_find(
        &doc->remembered, order_place_item(&doc->order, place), place.part, place.field);
    struct value *value = order_doc_value(doc, place);
    if (old && value)
        value_set(value, old->text);
}

void order_change_recall(struct order_doc *doc, struct order_place place)
{
    recall_one(doc, place);
    if (place.field == &breakdown_fields[BREAKDOWN_COST]) {
        const struct item *item = &doc->order.items[place.item];
        for (size_t i = 0; i < item->breakdown_count; i++) {
            place.part = (int)i;
            if (value_is_unknown(item->breakdowns[i].v[BREAKDOWN_COST]))
                recall_one(doc, place);
        }
    }
}

/* ------ ids by name ------ */

struct group {
    int at[LOOKUP_PARTS]; /* fields of the table; -1 = it has none */
};

static struct group find_group(const struct field_table *table, enum lookup_kind kind)
{
    struct group group = { { -1, -1, -1 } };
    for (size_t i = 0; i < table->count; i++) {
        if (table->fields[i].lookup == kind)
            group.at[table->fields[i].lookup_part] = (int)i;
    }
    return group;
}

static bool has_part(const struct group *group, const struct value *values, enum lookup_part part)
{
    return group->at[part] >= 0 && value_is_set(values[group->at[part]]);
}

static bool is_same(const struct group *group, const struct value *a, const struct value *b)
{
    for (int part = 0; part < LOOKUP_PARTS; part++) {
        int at = group->at[part];
        if (at >= 0 && !value_equal(a[at], b[at]))
            return false;
    }
    return true;
}

static void take(const struct group *group, struct value *values, const char *const *columns)
{
    for (int part = 0; part < LOOKUP_PARTS; part++) {
        if (group->at[part] >= 0)
            value_set(&values[group->at[part]], columns[part]);
    }
}

/* Undo may have brought back what it was before it was completed. */
static bool follow(const struct group *group, const struct value *base, struct value *mine)
{
    int name = group->at[LOOKUP_NAME];
    if (name < 0 || has_part(group, mine, LOOKUP_ID) || has_part(group, mine, LOOKUP_CODE) ||
        !value_is_set(mine[name]) || !value_equal(base[name], mine[name]))
        return false;
    for (int part = 0; part < LOOKUP_PARTS; part++) {
        if (group->at[part] >= 0)
            value_set(&mine[group->at[part]], base[group->at[part]].text);
    }
    return true;
}

/* `mine` may be NULL: the line is not in the order any more. */
static bool complete(struct order_doc *doc, const struct field_table *table, enum lookup_kind kind,
                     struct value *base, struct value *mine)
{
    struct group group = find_group(table, kind);
    size_t row;
    if (has_part(&group, base, LOOKUP_ID))
        return mine && follow(&group, base, mine);
    enum lookup_part part = has_part(&group, base, LOOKUP_CODE) ? LOOKUP_CODE : LOOKUP_NAME;
    struct lookups_entry known = lookups_get(doc->ui, kind, NULL);
    if (!has_part(&group, base, part) || !known.is_read ||
        lookup_list_find(known.list, part, base[group.at[part]].text, &row) != 1)
        return false;
    bool follows = mine && is_same(&group, base, mine);
    take(&group, base, known.list->rows[row].columns);
    if (follows)
        take(&group, mine, known.list->rows[row].columns);
    return true;
}

bool order_change_complete(struct order_doc *doc)
{
    static const enum lookup_kind of_header[] = { LOOKUP_CARRIERS, LOOKUP_CUSTOMERS };
    bool changed = false;
    if (!doc->is_change)
        return false;
    for (size_t i = 0; i < sizeof of_header / sizeof *of_header; i++)
        changed |= complete(doc, &order_table, of_header[i], doc->base.v, doc->order.v);
    for (size_t i = 0; i < doc->base.item_count; i++) {
        struct item *base = &doc->base.items[i];
        int at = diff_find_line(&doc->order, value_text(base->v[ITEM_ID]));
        struct value *mine = at == DIFF_NOWHERE ? NULL : doc->order.items[at].v;
        changed |= complete(doc, &item_table, LOOKUP_VENDORS, base->v, mine);
    }
    return changed;
}

static bool lacks(const struct field_table *table, enum lookup_kind kind,
                  const struct value *values)
{
    struct group group = find_group(table, kind);
    return has_part(&group, values, LOOKUP_NAME) && !has_part(&group, values, LOOKUP_ID) &&
           !has_part(&group, values, LOOKUP_CODE);
}

/* Whether it must be asked for; what is on its way already is awaited. */
static bool must_ask(struct order_doc *doc, enum lookup_kind kind)
{
    struct lookups_entry known = lookups_get(doc->ui, kind, NULL);
    if (known.is_read || (!known.is_reading && !lookups_can_read(doc->ui, kind, NULL)))
        return false;
    order_doc_await_list(doc, kind);
    if (!known.is_reading)
        lookups_read(doc->ui, kind, NULL);
    return !known.is_reading;
}

void order_change_ask(struct order_doc *doc, struct buf *said)
{
    bool carriers = lacks(&order_table, LOOKUP_CARRIERS, doc->order.v), vendors = false;
    for (size_t i = 0; i < doc->order.item_count; i++)
        vendors |= lacks(&item_table, LOOKUP_VENDORS, doc->order.items[i].v);
    carriers = carriers && must_ask(doc, LOOKUP_CARRIERS);
    vendors = vendors && must_ask(doc, LOOKUP_VENDORS);
    if (carriers && vendors)
        buf_add(said, "Reading the lists of carriers and vendors (2 requests).");
    else if (carriers || vendors)
        buf_addf(said, "Reading the list of %s (1 request).", carriers ? "carriers" : "vendors");
}
