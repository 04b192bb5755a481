/* Copies of orders, lines and mixes; see order_copy.h. */
#include "config.h"
#include "ui/screens/order_copy.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Where the values to be settled come from. */
struct source {
    const struct remembered *remembered;
    const struct item *item; /* of the original; NULL = the header */
    int part;                /* -1 = none */
    struct buf *lost;        /* may be NULL */
};

/* Each label once. */
static void add_label(struct buf *out, const char *label)
{
    const char *at = buf_text(out);
    size_t len = strlen(label);
    while ((at = strstr(at, label)) &&
           !((at == buf_text(out) || at[-1] == ' ') && (!at[len] || at[len] == ',')))
        at += len;
    if (!at)
        buf_addf(out, "%s%s", out->len ? ", " : "", label);
}

static void settle_unknown(struct value *value, const struct field *field,
                           const struct source *source)
{
    const struct remembered_value *old =
        remembered_find(source->remembered, source->item, source->part, field);
    value_set(value, old ? old->text : "");
    if (old || !source->lost || !field->write_key || field->lookup) /* ids are looked up by name */
        return;
    char *label = mem_printf(source->part < 0 ? "%s" : "%s of parts", field->label);
    add_label(source->lost, label);
    free(label);
}

/* What the service made of an order, or calls it, is not its copy's. */
static bool is_its_own(const struct field_table *table, size_t at)
{
    const struct field *field = &table->fields[at];
    if ((table == &item_table && at == ITEM_IDENTIFIER) ||
        (table == &breakdown_table && at == BREAKDOWN_IDENTIFIER))
        return true;
    return field->update_only || (!field->write_key && !field->lookup);
}

static void settle(struct value *values, const struct field_table *table,
                   const struct source *source)
{
    for (size_t i = 0; i < table->count; i++) {
        if (is_its_own(table, i))
            value_set(&values[i], "");
        else if (value_is_unknown(values[i]))
            settle_unknown(&values[i], &table->fields[i], source);
    }
}

static void settle_parts(struct item *item, struct source source)
{
    for (size_t i = 0; i < item->breakdown_count; i++) {
        source.part = (int)i;
        settle(item->breakdowns[i].v, &breakdown_table, &source);
    }
}

static void settle_item(struct item *to, const struct item *from,
                        const struct remembered *remembered, struct buf *lost)
{
    struct source source = { remembered, from, -1, lost };
    settle(to->v, &item_table, &source);
    settle_parts(to, source);
    item_drop_untaken(to);
    for (size_t i = 0; i < to->custom_count; i++)
        settle(to->customs[i].v, &custom_table, &source);
    to->answer = ITEM_NOT_ANSWERED;
    free(to->answer_message);
    to->answer_message = NULL;
}

void order_copy_item(struct item *to, const struct item *from, const struct remembered *remembered)
{
    item_copy(to, from);
    settle_item(to, from, remembered, NULL);
}

void order_copy_as_new(struct order *to, const struct order *from,
                       const struct remembered *remembered, struct buf *lost)
{
    struct source source = { remembered, NULL, -1, lost };
    order_copy(to, from);
    to->status = ORDER_STATUS_UNKNOWN;
    bool has_ship_to = value_is_set(from->v[ORDER_SHIP_TO_NAME]);
    settle(to->v, &order_table, &source);
    value_set(&to->v[ORDER_START], "");
    value_set(&to->v[ORDER_END], "");
    /* Its id is not told, and without the id the name would be sent to nobody. */
    if (has_ship_to && !value_is_set(to->v[ORDER_SHIP_TO_ID])) {
        value_set(&to->v[ORDER_SHIP_TO_NAME], "");
        add_label(lost, order_fields[ORDER_SHIP_TO_NAME].label);
    }
    for (size_t i = 0; i < to->item_count; i++)
        settle_item(&to->items[i], &from->items[i], remembered, lost);
}

void order_copy_parts(struct item *to, const struct item *from, const struct remembered *remembered)
{
    struct item copy = { 0 };
    order_copy_item(&copy, from, remembered);
    while (to->breakdown_count)
        item_remove_breakdown(to, to->breakdown_count - 1);
    for (size_t i = 0; i < copy.breakdown_count; i++) {
        struct breakdown *part = item_insert_breakdown(to, i);
        for (size_t v = 0; v < BREAKDOWN_FIELDS; v++)
            value_set(&part->v[v], copy.breakdowns[i].v[v].text);
    }
    item_free(&copy);
}
