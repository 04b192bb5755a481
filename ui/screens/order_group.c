/* Groups of id, code and name; see order_group.h. Which fields belong together is told by the
 * look-up they name in their tables. */
#include "config.h"
#include "ui/screens/order_group.h"
#include "ui/screens/lookups.h"
#include "ui/screens/order_change.h"
#include "ui/screens/pick.h"

#include <stdlib.h>
#include <string.h>

enum { NO_FIELD = -1 };

struct group {
    const struct field_table *table;
    struct value *values;
    int at[LOOKUP_PARTS]; /* fields of the table, NO_FIELD = it has none */
};

static bool find_group(struct order_doc *doc, struct order_place place, struct group *group)
{
    if (!place.field || !place.field->lookup)
        return false;
    const struct field_table *table = order_place_table(place);
    struct value *value = order_doc_value(doc, place);
    if (!value)
        return false;
    *group = (struct group){ table,
                             value - (place.field - table->fields),
                             { NO_FIELD, NO_FIELD, NO_FIELD } };
    for (size_t i = 0; i < table->count; i++) {
        if (table->fields[i].lookup == place.field->lookup)
            group->at[table->fields[i].lookup_part] = (int)i;
    }
    return true;
}

static bool is_part_set(const struct group *group, enum lookup_part part)
{
    return group->at[part] != NO_FIELD && value_is_set(group->values[group->at[part]]);
}

static void set_part(const struct group *group, enum lookup_part part, const char *text)
{
    if (group->at[part] != NO_FIELD)
        value_set(&group->values[group->at[part]], text);
}

static const char *find_customer(const struct order_doc *doc)
{
    return value_text(doc->order.v[ORDER_CUSTOMER_ID]);
}

/* A ship-to address is one customer's. */
static void drop_ship_to(struct order_doc *doc, const struct group *group,
                         const struct field *field)
{
    static const enum order_field ship_to[] = { ORDER_SHIP_TO_ID, ORDER_SHIP_TO_NAME };
    struct value *v = doc->order.v;
    bool is_any = value_is_set(v[ORDER_SHIP_TO_ID]) || value_is_set(v[ORDER_SHIP_TO_NAME]);
    if (group->table != &order_table || field->lookup != LOOKUP_CUSTOMERS || !is_any)
        return; /* one that nobody knows of is not blanked there */
    for (size_t i = 0; i < sizeof ship_to / sizeof *ship_to; i++)
        value_set(&v[ship_to[i]], "");
}

void order_group_typed(struct order_doc *doc, struct order_place place)
{
    struct group group;
    if (!find_group(doc, place, &group))
        return;
    /* Without an id the others were typed by hand as well, and may well be what is meant. */
    bool is_linked = doc->opened;
    if (place.field->lookup_part == LOOKUP_ID) {
        is_linked |= is_part_set(&group, LOOKUP_CODE) || is_part_set(&group, LOOKUP_NAME);
    } else {
        is_linked |= is_part_set(&group, LOOKUP_ID);
    }
    if (!is_linked)
        return;
    for (int part = 0; part < LOOKUP_PARTS; part++) {
        if (part != (int)place.field->lookup_part)
            set_part(&group, (enum lookup_part)part, "");
    }
    drop_ship_to(doc, &group, place.field);
    order_change_typed(doc, place);
}

/* By the id, or where the service did not tell that by the code. */
static bool is_this_row(const struct group *group, const char *const *columns)
{
    enum lookup_part part = is_part_set(group, LOOKUP_ID) ? LOOKUP_ID : LOOKUP_CODE;
    return is_part_set(group, part) &&
           strcmp(group->values[group->at[part]].text, columns[part]) == 0;
}

static void take_row(struct order_doc *doc, const struct group *group, const struct field *field,
                     const struct lookup_list *list, size_t row)
{
    const char *const *columns = list->rows[row].columns;
    if (!is_this_row(group, columns))
        drop_ship_to(doc, group, field);
    for (int part = 0; part < LOOKUP_PARTS; part++)
        set_part(group, (enum lookup_part)part, columns[part]);
}

void order_group_take(struct order_doc *doc, struct order_place place,
                      const struct lookup_list *list, size_t row)
{
    struct group group;
    if (find_group(doc, place, &group))
        take_row(doc, &group, place.field, list, row);
}

/* By what is typed at `place` from memory; false where the list has no such row, or several. */
static bool complete(struct order_doc *doc, const struct group *group, struct order_place place)
{
    const struct lookup_list *list;
    size_t row;
    enum lookup_part part = (enum lookup_part)place.field->lookup_part;
    const char *text = value_text(group->values[place.field - group->table->fields]);
    const char *customer = find_customer(doc);
    bool found = lookups_find(doc->ui, place.field->lookup, customer, part, text, &list, &row);
    /* Where one field stands for code and name, either may be typed into it. */
    if (!found && part == LOOKUP_NAME && !is_part_set(group, LOOKUP_CODE))
        found =
            lookups_find(doc->ui, place.field->lookup, customer, LOOKUP_CODE, text, &list, &row);
    if (found)
        take_row(doc, group, place.field, list, row);
    return found;
}

/* What is typed there still lacks its id. */
static bool is_open_group(struct order_doc *doc, struct order_place place, struct group *group)
{
    struct value *value = order_doc_value(doc, place);
    return value && value_is_set(*value) && find_group(doc, place, group) &&
           place.field->lookup_part != LOOKUP_ID && !is_part_set(group, LOOKUP_ID);
}

static bool complete_table(struct order_doc *doc, struct order_place place,
                           struct order_place cursor)
{
    const struct field_table *table = order_place_table(place);
    const struct value *typing = order_doc_value(doc, cursor);
    struct group group;
    bool changed = false;
    for (size_t i = 0; i < table->count; i++) {
        place.field = &table->fields[i];
        bool is_here = typing && value_is_set(*typing) && cursor.item == place.item &&
                       cursor.part == place.part && cursor.field &&
                       cursor.field->lookup == place.field->lookup;
        /* what a change leaves as it was is order_change_complete()'s */
        if (place.field->lookup && !is_here && order_change_touches(doc, place) &&
            is_open_group(doc, place, &group))
            changed |= complete(doc, &group, place);
    }
    return changed;
}

bool order_group_complete(struct order_doc *doc, struct order_place cursor)
{
    struct order_place place = { DOC_NONE, DOC_NONE, DOC_NONE, NULL };
    bool changed = complete_table(doc, place, cursor);
    for (size_t i = 0; i < doc->order.item_count; i++) {
        place = (struct order_place){ (int)i, DOC_NONE, DOC_NONE, NULL };
        changed |= complete_table(doc, place, cursor);
        for (size_t p = 0; p < doc->order.items[i].breakdown_count; p++) {
            place.part = (int)p;
            changed |= complete_table(doc, place, cursor);
        }
    }
    return changed;
}

/* How many rows of the list have what is typed at `place`. */
static size_t count_rows(struct order_doc *doc, struct order_place place, const char *text)
{
    size_t row, found;
    const struct lookup_list *list =
        lookups_get(doc->ui, place.field->lookup, find_customer(doc)).list;
    found = lookup_list_find(list, (enum lookup_part)place.field->lookup_part, text, &row);
    if (!found && place.field->lookup_part == LOOKUP_NAME)
        found = lookup_list_find(list, LOOKUP_CODE, text, &row);
    return found;
}

static void judge_table(struct order_doc *doc, struct order_place place, struct issues *issues)
{
    const struct field_table *table = order_place_table(place);
    struct group group;
    for (size_t i = 0; i < table->count; i++) {
        place.field = &table->fields[i];
        enum lookup_kind kind = place.field->lookup;
        if (!kind || !is_open_group(doc, place, &group) ||
            !lookups_get(doc->ui, kind, find_customer(doc)).is_read)
            continue;
        if (place.field->lookup_part == LOOKUP_NAME && is_part_set(&group, LOOKUP_CODE))
            continue; /* the code says which one it is */
        const char *text = order_doc_value(doc, place)->text;
        size_t rows = count_rows(doc, place, text);
        char *path = order_place_path(place);
        if (!rows)
            issues_add(issues, ISSUE_WARNING, "not-in-list", path,
                       "%s \"%s\" is not in the list of %ss; F4 shows the list", place.field->label,
                       text, lookup_types[kind].singular);
        else if (rows > 1)
            issues_add(issues, ISSUE_WARNING, "not-in-list", path,
                       "%s \"%s\" is in the list of %ss %zu times; F4 picks one",
                       place.field->label, text, lookup_types[kind].singular, rows);
        free(path);
    }
}

void order_group_judge(struct order_doc *doc, struct issues *issues)
{
    struct order_place place = { DOC_NONE, DOC_NONE, DOC_NONE, NULL };
    judge_table(doc, place, issues);
    for (size_t i = 0; i < doc->order.item_count; i++) {
        /* A line that is not changed is not sent: what it lacks troubles nobody. */
        if (doc->is_change && order_change_line_mark(doc, (int)i) == ' ')
            continue;
        place = (struct order_place){ (int)i, DOC_NONE, DOC_NONE, NULL };
        judge_table(doc, place, issues);
        for (size_t p = 0; p < doc->order.items[i].breakdown_count; p++) {
            place.part = (int)p;
            judge_table(doc, place, issues);
        }
    }
}

static void ask_for_list(struct order_doc *doc, enum lookup_kind kind)
{
    if (kind == LOOKUP_SHIP_TOS || !lookups_can_read(doc->ui, kind, NULL))
        return; /* what is typed goes without */
    lookups_read(doc->ui, kind, NULL);
    ui_say(doc->ui, ROLE_MESSAGE, "Reading the list of %ss (1 request).",
           lookup_types[kind].singular);
    order_doc_await_list(doc, kind);
}

bool order_group_left(struct order_doc *doc, struct order_place place)
{
    struct group group;
    if (!is_open_group(doc, place, &group))
        return false;
    enum lookup_kind kind = place.field->lookup;
    struct lookups_entry known = lookups_get(doc->ui, kind, find_customer(doc));
    /* What is as the service has it needs no list, and is not completed to be something else. */
    if (!order_change_touches(doc, place))
        return false;
    if (!known.is_read) {
        if (known.is_reading)
            order_doc_await_list(doc, kind);
        else if (!*known.error)
            ask_for_list(doc, kind);
        return false;
    }
    if (complete(doc, &group, place))
        return true;
    if (place.field->lookup_part == LOOKUP_CODE &&
        !count_rows(doc, place, group.values[place.field - group.table->fields].text))
        ui_say(doc->ui, ROLE_WARNING, "%s \"%s\" is not in the list of %ss; F4 shows the list.",
               place.field->label, order_doc_value(doc, place)->text, lookup_types[kind].singular);
    return false;
}

void order_group_ditto(struct order_doc *doc, struct order_place place)
{
    if (place.item < 1 || !place.field || place.part != DOC_NONE || place.custom != DOC_NONE)
        return;
    const struct item *above = &doc->order.items[place.item - 1];
    struct item *item = &doc->order.items[place.item];
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        const struct field *field = &item_fields[i];
        if (field == place.field || (field->lookup && field->lookup == place.field->lookup))
            value_set(&item->v[i], above->v[i].text); /* what is not known stays so */
    }
    if (place.field->lookup == LOOKUP_BOX_TYPES)
        value_set(&item->v[ITEM_TYPE], above->v[ITEM_TYPE].text);
}

/* The list is narrowed by what was typed here, else by what else is known of the thing. */
static const char *find_typed(const struct group *group, struct value value)
{
    if (value_is_set(value))
        return value.text;
    for (int part = LOOKUP_PARTS - 1; part > LOOKUP_ID; part--) {
        if (is_part_set(group, (enum lookup_part)part))
            return group->values[group->at[part]].text;
    }
    return NULL;
}

/* Ship-to addresses are listed by the customer's id, which the service does not tell: the list of
 * customers has it. The keys typed behind F4 wait for the addresses. */
static void wait_for_customer(struct order_doc *doc, struct order_place place)
{
    const struct value *v = doc->order.v;
    struct lookups_entry known = lookups_get(doc->ui, LOOKUP_CUSTOMERS, NULL);
    bool is_named = value_is_set(v[ORDER_CUSTOMER_CODE]) || value_is_set(v[ORDER_CUSTOMER_NAME]);
    if (!is_named || known.is_read || *known.error) {
        ui_say(doc->ui, ROLE_WARNING,
               "Ship-to addresses belong to a customer: pick the customer with F4 first.");
        return;
    }
    if (known.is_reading)
        order_doc_await_list(doc, LOOKUP_CUSTOMERS);
    else /* where it may not be asked for, F4 is not offered */
        ask_for_list(doc, LOOKUP_CUSTOMERS);
    doc->wants_pick = place;
    ui_hold_keys(doc->ui);
}

/* Addresses of a customer whose id is not known begin with the list of customers. */
static enum lookup_kind first_list(const struct order_doc *doc, struct order_place place)
{
    enum lookup_kind kind = place.field ? place.field->lookup : LOOKUP_NONE;
    return kind == LOOKUP_SHIP_TOS && !*find_customer(doc) ? LOOKUP_CUSTOMERS : kind;
}

int order_group_price(const struct order_doc *doc, struct order_place place)
{
    return lookups_price(doc->ui, first_list(doc, place), find_customer(doc));
}

enum method order_group_method(const struct order_doc *doc, struct order_place place)
{
    return methods_of_lookup(first_list(doc, place));
}

bool order_group_pick(struct order_doc *doc, struct order_place place,
                      void (*on_pick)(void *context, const struct lookup_list *list, size_t row),
                      void *context)
{
    struct group group;
    if (!find_group(doc, place, &group)) {
        ui_say(doc->ui, ROLE_NORMAL, "There is no list for this field; F1 says what it takes.");
        return false;
    }
    const char *customer = find_customer(doc);
    if (place.field->lookup == LOOKUP_SHIP_TOS && !*customer) {
        wait_for_customer(doc, place);
        return false;
    }
    /* What is whole already was picked before: the list starts at all of it then. */
    bool is_whole = is_part_set(&group, LOOKUP_ID);
    const struct value *value = order_doc_value(doc, place);
    struct pick_start start = {
        .kind = place.field->lookup,
        .customer_id = place.field->lookup == LOOKUP_SHIP_TOS ? customer : NULL,
        .typed = is_whole || !value ? NULL : find_typed(&group, *value),
        .on_pick = on_pick,
        .context = context,
    };
    ui_push(doc->ui, &pick_screen, &start);
    return true;
}
