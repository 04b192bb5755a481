/* A partly accepted order as a change; see review_rest.h. */
#include "config.h"
#include "ui/screens/review_rest.h"
#include "model/diff.h"
#include "model/field_group.h"

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

void review_rest_make(const struct order *typed, const struct order *sent, const struct order *read,
                      struct order *base, struct order *mine)
{
    order_copy(base, read);
    fill_in(&order_table, base->v, sent->v);
    for (size_t i = 0; i < sent->item_count; i++) {
        const struct item *item = &sent->items[i];
        int at = item->answer == ITEM_ACCEPTED ? diff_find_line(base, value_text(item->v[ITEM_ID]))
                                               : DIFF_NOWHERE;
        if (at != DIFF_NOWHERE)
            fill_in_line(&base->items[at], item);
    }
    order_copy(mine, base);
    for (size_t i = 0; i < typed->item_count && i < sent->item_count; i++) {
        if (sent->items[i].answer == ITEM_ACCEPTED)
            continue;
        struct item *added = order_insert_item(mine, mine->item_count);
        item_copy(added, &typed->items[i]);
        value_set(&added->v[ITEM_ID], "");
    }
}
