/* A partly accepted order as a change; see review_rest.h. */
#include "config.h"
#include "ui/screens/review_rest.h"
#include "base/mem.h"
#include "model/diff.h"
#include "model/field_group.h"

#include <stdlib.h>
#include <string.h>

static void fill_value(struct value *to, struct value from)
{
    if (value_is_unknown(*to))
        value_set(to, from.text);
}

/* A group is filled in only where both mean the same thing: an id never joins another's name. */
static void fill_in(const struct field_table *table, struct value *to, const struct value *from)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        struct field_group group;
        bool can_tell;
        if (!field->write_key || field->update_only)
            continue;
        if (field_group_of(table, i, &group) && !field_group_is_unknown(&group, to) &&
            !field_group_equal(&group, to, from, &can_tell) && can_tell)
            continue;
        fill_value(&to[i], from[i]);
    }
}

static void fill_in_line(struct item *to, const struct item *from)
{
    fill_in(&item_table, to->v, from->v);
    if (to->breakdown_count != from->breakdown_count)
        return;
    for (size_t i = 0; i < to->breakdown_count; i++) {
        struct field_group group;
        bool can_tell;
        const struct value *there = to->breakdowns[i].v, *sent = from->breakdowns[i].v;
        field_group_of(&breakdown_table, BREAKDOWN_PRODUCT_ID, &group);
        if (field_group_equal(&group, there, sent, &can_tell))
            fill_in(&breakdown_table, to->breakdowns[i].v, sent);
    }
}

static bool is_same_product(const struct item *a, const struct item *b)
{
    struct field_group group;
    bool can_tell;
    return field_group_of(&item_table, ITEM_PRODUCT_ID, &group) &&
           field_group_equal(&group, a->v, b->v, &can_tell);
}

static bool is_accepted_as(const struct order *sent, const char *id)
{
    for (size_t i = 0; i < sent->item_count; i++) {
        if (sent->items[i].answer == ITEM_ACCEPTED &&
            strcmp(value_text(sent->items[i].v[ITEM_ID]), id) == 0)
            return true;
    }
    return false;
}

/* Where the line stands in what was read. One that nothing was said of is there as well where a line of
 * its product is that is no other's: it is not to be sent twice. `taken` has a flag for each line read. */
static int find_line(const struct order *read, const struct order *sent, size_t line, bool *taken)
{
    const struct item *item = &sent->items[line];
    if (item->answer == ITEM_ACCEPTED)
        return diff_find_line(read, value_text(item->v[ITEM_ID]));
    for (size_t i = 0; item->answer == ITEM_NOT_ANSWERED && i < read->item_count; i++) {
        if (taken[i] || !is_same_product(item, &read->items[i]) ||
            is_accepted_as(sent, value_text(read->items[i].v[ITEM_ID])))
            continue;
        taken[i] = true;
        return (int)i;
    }
    return DIFF_NOWHERE;
}

void review_rest_make(const struct order *typed, const struct order *sent, const struct order *read,
                      struct order *base, struct order *mine)
{
    int *places = mem_calloc(sent->item_count, sizeof *places);
    bool *taken = mem_calloc(read->item_count, sizeof *taken);
    order_copy(base, read);
    fill_in(&order_table, base->v, sent->v);
    for (size_t i = 0; i < sent->item_count; i++) {
        places[i] = find_line(read, sent, i, taken);
        if (places[i] != DIFF_NOWHERE)
            fill_in_line(&base->items[places[i]], &sent->items[i]);
    }
    order_copy(mine, base);
    for (size_t i = 0; i < typed->item_count && i < sent->item_count; i++) {
        if (sent->items[i].answer == ITEM_ACCEPTED || places[i] != DIFF_NOWHERE)
            continue;
        struct item *added = order_insert_item(mine, mine->item_count);
        item_copy(added, &typed->items[i]);
        value_set(&added->v[ITEM_ID], "");
    }
    free(places);
    free(taken);
}
