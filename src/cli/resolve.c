/* Look-ups for a change; see resolve.h. Which fields belong together is told by the field tables. */
#include "config.h"
#include "cli/resolve.h"
#include "cli/ask.h"
#include "base/mem.h"
#include "base/names.h"
#include "model/diff.h"
#include "model/field_group.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CANDIDATES = 8 };

/* One group of one place of the order. */
struct target {
    const struct field_table *table;
    struct field_group group;
    enum lookup_kind kind;
    struct value *values;
    const char *member; /* a part's product id, as in its assignment */
};

void resolve_free(struct resolve *resolve)
{
    for (int kind = 0; kind < LOOKUP_COUNT; kind++)
        lookup_list_free(&resolve->lists[kind]);
}

static const struct field *field_at(const struct target *target, int part)
{
    int at = target->group.at[part];
    return at == FIELD_GROUP_NONE ? NULL : &target->table->fields[at];
}

static struct value *value_at(const struct target *target, int part)
{
    int at = target->group.at[part];
    return at == FIELD_GROUP_NONE ? NULL : &target->values[at];
}

/* "breakdowns[21].productId": how the part of the group is given on the command line. */
static void add_word(struct buf *out, const struct target *target, int part)
{
    if (target->member)
        buf_addf(out, "%s[%s].", breakdown_table.path, target->member);
    buf_add(out, field_at(target, part)->write_key);
}

static const char *const part_words[LOOKUP_PARTS] = { "id", "code", "name" };

static int fail_none(struct resolve *resolve, const struct target *target, int part,
                     const char *text)
{
    const struct lookup_list *list = &resolve->lists[target->kind];
    const char **known = mem_calloc(list->count + 1, sizeof *known);
    for (size_t i = 0; i < list->count; i++)
        known[i] = list->rows[i].columns[part];
    const char *near = names_nearest(text, known);
    cli_say(resolve->cli, "no %s has the %s \"%s\"%s%s%s", lookup_types[target->kind].singular,
            part_words[part], text, near ? "; did you mean \"" : "", near ? near : "",
            near ? "\"?" : "");
    free(known);
    return CLI_EXIT_WRONG;
}

static int fail_several(struct resolve *resolve, const struct target *target, int part,
                        const char *text, size_t found)
{
    const struct lookup_list *list = &resolve->lists[target->kind];
    struct buf what = { 0 };
    size_t shown = 0;
    buf_addf(&what, "the %s \"%s\"", part_words[part], text);
    for (size_t i = 0; i < list->count && shown < MOST_CANDIDATES; i++) {
        const char *const *columns = list->rows[i].columns;
        if (!names_equal_trimmed(columns[part], text))
            continue;
        buf_addf(&what, "%s %s (id %s)", shown++ ? "," : ":",
                 *columns[LOOKUP_CODE] ? columns[LOOKUP_CODE] : columns[LOOKUP_NAME],
                 columns[LOOKUP_ID]);
    }
    buf_add(&what, shown < found ? " …; say which one with " : "; say which one with ");
    add_word(&what, target, LOOKUP_ID);
    cli_say(resolve->cli, "%zu %ss have %s=ID", found, lookup_types[target->kind].singular,
            buf_text(&what));
    buf_free(&what);
    return CLI_EXIT_WRONG;
}

static int complete(struct resolve *resolve, const struct target *target);

/* A ship-to is one customer's, whose id no list of orders says. */
static int find_customer(struct resolve *resolve, const char **id)
{
    struct target target = { .table = &order_table,
                             .kind = LOOKUP_CUSTOMERS,
                             .values = resolve->mine->v };
    field_group_of(&order_table, ORDER_CUSTOMER_ID, &target.group);
    int code = CLI_EXIT_DONE;
    if (!value_is_set(target.values[ORDER_CUSTOMER_ID]))
        code = complete(resolve, &target);
    *id = value_text(target.values[ORDER_CUSTOMER_ID]);
    return code;
}

static int read_list(struct resolve *resolve, enum lookup_kind kind)
{
    struct lookup_list *list = &resolve->lists[kind];
    const char *customer = NULL;
    int code = CLI_EXIT_DONE;
    if (resolve->is_read[kind])
        return code;
    if (kind == LOOKUP_SHIP_TOS)
        code = find_customer(resolve, &customer);
    if (code != CLI_EXIT_DONE)
        return code;
    list->kind = kind;
    resolve->is_read[kind] = true;
    resolve->requests++;
    return ask_list(resolve->cli, API_SAVING, list, customer);
}

/* What was given beside the part it was found by must not name another one. */
static int check_others(struct resolve *resolve, const struct target *target,
                        const char *const *columns)
{
    for (int part = 0; part < LOOKUP_PARTS; part++) {
        const struct value *value = value_at(target, part);
        if (!value || !value_is_set(*value) || names_equal_trimmed(value->text, columns[part]))
            continue;
        struct buf word = { 0 };
        add_word(&word, target, part);
        cli_say(resolve->cli, "%s=%s does not belong to the %s %s (id %s)", buf_text(&word),
                value->text, lookup_types[target->kind].singular, columns[LOOKUP_NAME],
                columns[LOOKUP_ID]);
        buf_free(&word);
        return CLI_EXIT_WRONG;
    }
    return CLI_EXIT_DONE;
}

/* Finds the row by the first part that is set, id first, and completes the group from it. */
static int complete(struct resolve *resolve, const struct target *target)
{
    int part = 0;
    while (part < LOOKUP_PARTS &&
           (!value_at(target, part) || !value_is_set(*value_at(target, part))))
        part++;
    if (part == LOOKUP_PARTS)
        return CLI_EXIT_DONE; /* emptied, or nothing there */
    int code = read_list(resolve, target->kind);
    if (code != CLI_EXIT_DONE)
        return code;
    const struct lookup_list *list = &resolve->lists[target->kind];
    const char *text = value_at(target, part)->text;
    size_t row, found = lookup_list_find(list, (enum lookup_part)part, text, &row);
    if (found != 1)
        return found ? fail_several(resolve, target, part, text, found)
                     : fail_none(resolve, target, part, text);
    const char *const *columns = list->rows[row].columns;
    code = check_others(resolve, target, columns);
    for (int i = 0; i < LOOKUP_PARTS && code == CLI_EXIT_DONE; i++)
        if (value_at(target, i))
            value_set(value_at(target, i), *columns[i] ? columns[i] : NULL);
    return code;
}

static bool is_assigned(const struct resolve *resolve, const struct target *target)
{
    for (int part = 0; part < LOOKUP_PARTS; part++)
        if (field_at(target, part) &&
            assign_has(resolve->assignments, field_at(target, part), target->member))
            return true;
    return false;
}

/* The groups of one table in which something was assigned. */
static int complete_table(struct resolve *resolve, const struct field_table *table,
                          struct value *values, const char *member)
{
    int code = CLI_EXIT_DONE;
    for (size_t i = 0; i < table->count && code == CLI_EXIT_DONE; i++) {
        struct target target = {
            .table = table, .kind = table->fields[i].lookup, .values = values, .member = member
        };
        if (field_group_of(table, i, &target.group) && field_group_first(&target.group) == i &&
            is_assigned(resolve, &target))
            code = complete(resolve, &target);
    }
    return code;
}

/* What is not assigned and yet needed: found by its name, in both states of the order. */
static int complete_known(struct resolve *resolve, const struct field_table *table, size_t at,
                          struct value *base, struct value *mine)
{
    struct target target = { .table = table, .kind = table->fields[at].lookup, .values = base };
    if (!field_group_of(table, at, &target.group) || is_assigned(resolve, &target))
        return CLI_EXIT_DONE;
    int code = complete(resolve, &target);
    if (code == CLI_EXIT_DONE)
        field_group_copy(&target.group, mine, base);
    return code;
}

/* The addresses of one customer are not those of another. */
static void drop_ship_to(struct resolve *resolve)
{
    struct target customer = { .table = &order_table }, ship_to = { .table = &order_table };
    field_group_of(&order_table, ORDER_CUSTOMER_CODE, &customer.group);
    field_group_of(&order_table, ORDER_SHIP_TO_ID, &ship_to.group);
    bool can_tell;
    if (!is_assigned(resolve, &customer) || is_assigned(resolve, &ship_to) ||
        field_group_equal(&customer.group, resolve->base->v, resolve->mine->v, &can_tell))
        return;
    if (!field_group_is_set(&ship_to.group, resolve->mine->v))
        return; /* one that nobody knows of is not blanked there */
    value_set(&resolve->mine->v[ORDER_SHIP_TO_ID], "");
    value_set(&resolve->mine->v[ORDER_SHIP_TO_NAME], "");
}

/* A part is called by the product it had when it was named. */
static int complete_parts(struct resolve *resolve, int item)
{
    struct item *mine = &resolve->mine->items[item];
    const struct item *base = &resolve->base->items[item];
    int code = CLI_EXIT_DONE;
    for (size_t i = 0; i < mine->breakdown_count && code == CLI_EXIT_DONE; i++)
        code = complete_table(resolve, &breakdown_table, mine->breakdowns[i].v,
                              value_text(base->breakdowns[i].v[BREAKDOWN_PRODUCT_ID]));
    return code;
}

int resolve_all(struct resolve *resolve, int item)
{
    struct order *base = resolve->base, *mine = resolve->mine;
    int code = complete_table(resolve, &order_table, mine->v, NULL);
    drop_ship_to(resolve);
    if (code == CLI_EXIT_DONE)
        code = complete_known(resolve, &order_table, ORDER_CARRIER_NAME, base->v, mine->v);
    if (item == DIFF_NOWHERE || code != CLI_EXIT_DONE)
        return code;
    code = complete_table(resolve, &item_table, mine->items[item].v, NULL);
    if (code == CLI_EXIT_DONE)
        code = complete_parts(resolve, item);
    if (code == CLI_EXIT_DONE)
        code = complete_known(resolve, &item_table, ITEM_VENDOR_NAME, base->items[item].v,
                              mine->items[item].v);
    return code;
}
