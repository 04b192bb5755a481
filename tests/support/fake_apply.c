/* Changes and cancellations carried out on the orders of the fake service; see fake_apply.h. */
#include "config.h"
#include "support/fake_apply.h"
#include "base/mem.h"

#include <string.h>

/* What the service knows of a thing that a request names by its id alone. */
static const char *find_column(const struct fake_apply *on, const struct field *field,
                               const char *id)
{
    const struct lookup_list *rows = &on->rows[field->lookup];
    for (size_t i = 0; i < rows->count; i++) {
        if (strcmp(rows->rows[i].columns[LOOKUP_ID], id) == 0)
            return rows->rows[i].columns[field->lookup_part];
    }
    return *id ? NULL : "";
}

/* What a body says of the values of one table, carried out on those a list gives. */
static void apply_values(const struct fake_apply *on, const struct field_table *table,
                         struct value *to, const struct value *body)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!field->read_key || field->update_only)
            continue;
        if (field->write_key && !value_is_unknown(body[i])) {
            value_set(&to[i], body[i].text);
            continue;
        }
        for (size_t id = 0; field->lookup && id < table->count; id++) {
            const struct field *named = &table->fields[id];
            if (named->lookup != field->lookup || named->lookup_part != LOOKUP_ID ||
                !named->write_key || value_is_unknown(body[id]))
                continue;
            const char *text = find_column(on, field, value_text(body[id]));
            if (text)
                value_set(&to[i], text);
        }
    }
}

static void blank_readable(const struct field_table *table, struct value *values)
{
    for (size_t i = 0; i < table->count; i++)
        value_set(&values[i], table->fields[i].read_key ? "" : NULL);
}

static void apply_customs(const struct fake_apply *on, struct item *to, const struct item *body)
{
    while (body->custom_count && to->custom_count)
        item_remove_custom(to, 0);
    for (size_t i = 0; i < body->custom_count; i++) {
        if (!value_is_set(body->customs[i].v[CUSTOM_NAME]))
            continue;
        struct custom *custom = item_insert_custom(to, to->custom_count);
        blank_readable(&custom_table, custom->v);
        apply_values(on, &custom_table, custom->v, body->customs[i].v);
    }
}

static void apply_parts(const struct fake_apply *on, struct item *to, const struct item *body)
{
    while (body->breakdown_count && to->breakdown_count)
        item_remove_breakdown(to, 0);
    for (size_t i = 0; i < body->breakdown_count; i++) {
        if (!value_is_set(body->breakdowns[i].v[BREAKDOWN_BUNCHES]))
            continue;
        struct breakdown *part = item_insert_breakdown(to, to->breakdown_count);
        blank_readable(&breakdown_table, part->v);
        apply_values(on, &breakdown_table, part->v, body->breakdowns[i].v);
    }
    if (body->breakdown_count)
        value_set(&to->v[ITEM_ASSORTED], to->breakdown_count ? "1" : "0");
}

static struct order *find_order(const struct fake_apply *on, const char *id)
{
    for (size_t i = 0; i < on->order_count; i++) {
        if (strcmp(value_text(on->orders[i].v[ORDER_ID]), id) == 0)
            return &on->orders[i];
    }
    return NULL;
}

static struct item *find_line(struct order *order, const char *id)
{
    for (size_t i = 0; i < order->item_count; i++) {
        if (strcmp(value_text(order->items[i].v[ITEM_ID]), id) == 0)
            return &order->items[i];
    }
    return NULL;
}

bool fake_apply_update(const struct fake_apply *on, const struct order *body)
{
    struct order *order = find_order(on, value_text(body->v[ORDER_ID]));
    if (!order || !body->item_count)
        return false;
    const struct item *said = &body->items[0];
    const char *id = value_text(said->v[ITEM_ID]);
    if (!*id)
        id = value_text(body->v[ORDER_ITEM_ID]);
    struct item *line = find_line(order, id);
    if (*id && !line)
        return false;
    if (!*id) {
        line = order_add_unknown_item(order);
        blank_readable(&item_table, line->v);
        value_take(&line->v[ITEM_ID], mem_printf("%u", 80001 + (*on->new_lines)++));
    }
    apply_values(on, &order_table, order->v, body->v);
    apply_values(on, &item_table, line->v, said->v);
    value_set(&line->v[ITEM_TYPE], item_type_by_boxes(line));
    apply_customs(on, line, said);
    apply_parts(on, line, said);
    return true;
}

bool fake_apply_cancel(const struct fake_apply *on, const char *order_id, const char *item_id)
{
    struct order *order = find_order(on, order_id);
    struct item *line = order ? find_line(order, item_id) : NULL;
    if (!line || order->status == ORDER_CANCELLED)
        return false;
    if (order->item_count == 1)
        order->status = ORDER_CANCELLED;
    else
        order_remove_item(order, (size_t)(line - order->items));
    return true;
}
