/* FIELD=VALUE words; see assign.h. The names are those of the field tables. */
#include "config.h"
#include "cli/assign.h"
#include "base/mem.h"
#include "base/names.h"
#include "model/field_group.h"

#include <stdlib.h>
#include <string.h>

void assign_free(struct assignments *assignments)
{
    for (size_t i = 0; i < assignments->count; i++)
        free(assignments->list[i].member);
    free(assignments->list);
    *assignments = (struct assignments){ 0 };
}

/* The names that may be given, ended by NULL; the caller frees the array. */
static const char **list_names(const struct field_table *table)
{
    const char **names = mem_calloc(table->count + 3, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++)
        if (table->fields[i].write_key && !table->fields[i].update_only)
            names[count++] = table->fields[i].write_key;
    if (table == &item_table) {
        names[count++] = custom_table.path;
        names[count++] = breakdown_table.path;
    }
    return names;
}

static bool fail_name(const char *name, const struct field_table *table, struct error *error)
{
    const struct field *read = field_by_read_key(table, name);
    if (read && read->write_key && !read->update_only)
        return error_set(error, "there is no field \"%s\" to write; did you mean \"%s\"?", name,
                         read->write_key);
    if (read)
        return error_set(error, "%s cannot be changed: the service gives it", name);
    const char **names = list_names(table);
    const char *near = names_nearest(name, names);
    free(names);
    const char *owner = table == &order_table    ? "a standing order"
                        : table == &item_table   ? "a line"
                        : table == &custom_table ? "a custom field"
                                                 : "a part";
    if (near)
        return error_set(error, "%s has no field \"%s\"; did you mean \"%s\"?", owner, name, near);
    return error_set(error, "%s has no field \"%s\"", owner, name);
}

static bool find_field(const char *name, const struct field_table *table,
                       struct assignment *assignment, struct error *error)
{
    const struct field *field = field_by_write_key(table, name, NULL);
    if (!field || field->update_only)
        return fail_name(name, table, error);
    assignment->table = table;
    assignment->field = field;
    return true;
}

/* "customFields.NAME" and "breakdowns[PRODUCTID].FIELD". False with *is_member false where the name is
 * neither. */
static bool read_member(const char *name, struct assignment *assignment, bool *is_member,
                        struct error *error)
{
    size_t custom = strlen(custom_table.path), part = strlen(breakdown_table.path);
    *is_member = true;
    if (strncmp(name, custom_table.path, custom) == 0) {
        if (name[custom] != '.' || !name[custom + 1])
            return error_set(error, "\"%s\" must be written %s.NAME=VALUE", name,
                             custom_table.path);
        assignment->table = &custom_table;
        assignment->field = &custom_fields[CUSTOM_VALUE];
        assignment->member = mem_strdup(name + custom + 1);
        return true;
    }
    if (strncmp(name, breakdown_table.path, part) == 0) {
        const char *end = strstr(name, "].");
        if (name[part] != '[' || !end || end == name + part + 1)
            return error_set(error, "\"%s\" must be written %s[PRODUCTID].FIELD=VALUE", name,
                             breakdown_table.path);
        assignment->member = mem_strndup(name + part + 1, (size_t)(end - name) - part - 1);
        return find_field(end + 2, &breakdown_table, assignment, error);
    }
    *is_member = false;
    return false;
}

/* Which carrier is meant has to be said with a line too where its name does not tell. */
static const struct field *find_carrier(const char *name)
{
    const struct field *field = field_by_write_key(&order_table, name, NULL);
    return field && field->either == EITHER_CARRIER ? field : NULL;
}

/* A field of the other kind is no typing mistake. */
static bool fail_place(const char *name, bool has_item, struct error *error)
{
    if (has_item && field_by_write_key(&order_table, name, NULL))
        return error_set(error,
                         "%s belongs to the standing order, not to one of its lines; leave "
                         "out the line's id",
                         name);
    if (!has_item && field_by_write_key(&item_table, name, NULL))
        return error_set(error, "%s belongs to a line; put the line's id before it", name);
    return fail_name(name, has_item ? &item_table : &order_table, error);
}

static bool read_name(const char *name, bool has_item, struct assignment *assignment,
                      struct error *error)
{
    const struct field_table *table = has_item ? &item_table : &order_table;
    const struct field *field = field_by_write_key(table, name, NULL);
    bool is_member;
    if (field && !field->update_only)
        return find_field(name, table, assignment, error);
    if (has_item && find_carrier(name))
        return find_field(name, &order_table, assignment, error);
    if (read_member(name, assignment, &is_member, error))
        return has_item ||
               error_set(error, "%s belongs to a line; put the line's id before it", name);
    return !is_member && fail_place(name, has_item, error);
}

static bool same_member(const char *a, const char *b)
{
    return a && b ? names_equal(a, b) : a == b;
}

static const struct assignment *find(const struct assignments *assignments,
                                     const struct field *field, const char *member)
{
    for (size_t i = 0; i < assignments->count; i++)
        if (assignments->list[i].field == field && same_member(assignments->list[i].member, member))
            return &assignments->list[i];
    return NULL;
}

bool assign_has(const struct assignments *assignments, const struct field *field,
                const char *member)
{
    return find(assignments, field, member) != NULL;
}

static bool read_word(const char *word, bool has_item, struct assignments *assignments,
                      struct error *error)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word)
        return error_set(error, "\"%s\" is no FIELD=VALUE", word);
    struct assignment assignment = { .word = word, .value = equals + 1 };
    char *name = mem_strndup(word, (size_t)(equals - word));
    bool good = read_name(name, has_item, &assignment, error);
    if (good && find(assignments, assignment.field, assignment.member))
        good = error_set(error, "%s is given twice", name);
    free(name);
    if (!good) {
        free(assignment.member);
        return false;
    }
    MEM_GROW(assignments->list, assignments->count, assignments->cap);
    assignments->list[assignments->count++] = assignment;
    return true;
}

bool assign_read(const char *const *words, size_t count, bool has_item,
                 struct assignments *assignments, struct error *error)
{
    for (size_t i = 0; i < count; i++)
        if (!read_word(words[i], has_item, assignments, error))
            return false;
    return count || error_set(error, "there is nothing to change: give FIELD=VALUE");
}

/* What stands beside the value in its group belongs to what was there before. */
static void loosen_group(const struct assignments *assignments, const struct assignment *assignment,
                         struct value *values)
{
    struct field_group group;
    const struct field_table *table = assignment->table;
    if (!field_group_of(table, (size_t)(assignment->field - table->fields), &group))
        return;
    bool is_set = *assignment->value;
    for (int part = 0; part < LOOKUP_PARTS; part++) {
        const struct assignment *other =
            group.at[part] == FIELD_GROUP_NONE
                ? NULL
                : find(assignments, &table->fields[group.at[part]], assignment->member);
        is_set |= other && *other->value;
    }
    for (int part = 0; part < LOOKUP_PARTS; part++)
        if (group.at[part] != FIELD_GROUP_NONE &&
            !find(assignments, &table->fields[group.at[part]], assignment->member))
            value_set(&values[group.at[part]], is_set ? NULL : "");
}

enum { NOT_FOUND = -1 };

static int find_part(const struct assignment *assignment, const struct item *item,
                     struct error *error)
{
    int found = NOT_FOUND;
    struct buf known = { 0 };
    for (size_t i = 0; i < item->breakdown_count; i++) {
        const char *id = value_text(item->breakdowns[i].v[BREAKDOWN_PRODUCT_ID]);
        buf_addf(&known, "%s%s", i ? ", " : "", id);
        if (strcmp(id, assignment->member) != 0)
            continue;
        if (found != NOT_FOUND) {
            error_set(error, "several parts have the product %s, so \"%s\" cannot tell which one",
                      id, assignment->word);
            buf_free(&known);
            return NOT_FOUND;
        }
        found = (int)i;
    }
    if (found == NOT_FOUND && known.len)
        error_set(error, "the line has no part with the product %s; its parts are %s",
                  assignment->member, buf_text(&known));
    else if (found == NOT_FOUND)
        error_set(error, "the line has no part with the product %s: it has no parts at all",
                  assignment->member);
    buf_free(&known);
    return found;
}

static int find_custom(const struct assignment *assignment, struct item *item)
{
    for (size_t i = 0; i < item->custom_count; i++)
        if (names_equal(value_text(item->customs[i].v[CUSTOM_NAME]), assignment->member))
            return (int)i;
    struct custom *custom = item_insert_custom(item, item->custom_count);
    value_set(&custom->v[CUSTOM_NAME], assignment->member);
    return (int)item->custom_count - 1;
}

/* The place among the custom fields or parts; 0 for fields of the header and of the line itself. */
static int find_place(const struct assignment *assignment, struct order *order, size_t item,
                      struct error *error)
{
    if (assignment->table == &custom_table)
        return find_custom(assignment, &order->items[item]);
    if (assignment->table == &breakdown_table)
        return find_part(assignment, &order->items[item], error);
    return 0;
}

static struct value *find_values(const struct assignment *assignment, struct order *order,
                                 size_t item, int place)
{
    return assignment->table == &order_table       ? order->v
           : assignment->table == &custom_table    ? order->items[item].customs[place].v
           : assignment->table == &breakdown_table ? order->items[item].breakdowns[place].v
                                                   : order->items[item].v;
}

bool assign_apply(const struct assignments *assignments, struct order *order, size_t item,
                  struct error *error)
{
    /* all places first: a part whose product is changed would not be found again */
    int *places = mem_calloc(assignments->count + 1, sizeof *places);
    bool good = true;
    for (size_t i = 0; i < assignments->count && good; i++) {
        places[i] = find_place(&assignments->list[i], order, item, error);
        good = places[i] != NOT_FOUND;
    }
    for (size_t i = 0; i < assignments->count && good; i++) {
        const struct assignment *assignment = &assignments->list[i];
        struct value *values = find_values(assignment, order, item, places[i]);
        loosen_group(assignments, assignment, values);
        value_set(&values[assignment->field - assignment->table->fields], assignment->value);
    }
    free(places);
    return good;
}
