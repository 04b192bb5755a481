/* The order under entry: its values and lines, what of them is blank, and what may be done with it. The
 * core of the document: it knows nothing of judging, undo, drafts and groups, which lean on it; see
 * order_doc.h. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct value *order_doc_value(struct order_doc *doc, struct order_place place)
{
    struct value *values = order_place_values(&doc->order, place);
    return values && place.field ? &values[place.field - order_place_table(place)->fields] : NULL;
}

void order_doc_grow_lines(struct order_doc *doc, size_t count)
{
    if (count <= doc->line_cap)
        return;
    size_t cap = count + 8;
    doc->lines = mem_resize(doc->lines, cap, sizeof *doc->lines);
    memset(doc->lines + doc->line_cap, 0, (cap - doc->line_cap) * sizeof *doc->lines);
    doc->line_cap = cap;
}

static bool is_blank(const struct value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (value_is_set(values[i]))
            return false;
    }
    return true;
}

bool order_doc_part_is_blank(const struct breakdown *part)
{
    return is_blank(part->v, BREAKDOWN_FIELDS);
}

bool order_doc_custom_is_blank(const struct custom *custom)
{
    return is_blank(custom->v, CUSTOM_FIELDS);
}

bool order_doc_line_is_blank(const struct item *item)
{
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        if (i != ITEM_TYPE && i != ITEM_UNIT_TYPE && value_is_set(item->v[i]))
            return false;
    }
    for (size_t i = 0; i < item->breakdown_count; i++) {
        if (!order_doc_part_is_blank(&item->breakdowns[i]))
            return false;
    }
    for (size_t i = 0; i < item->custom_count; i++) {
        if (!order_doc_custom_is_blank(&item->customs[i]))
            return false;
    }
    return true;
}

/* A custom field that was named and has no value yet: nothing is sent of it, but it was typed. */
static bool has_named_only(const struct order_doc *doc)
{
    for (size_t i = 0; i < doc->order.item_count; i++) {
        const struct item *item = &doc->order.items[i];
        int was = diff_find_line(&doc->base, value_text(item->v[ITEM_ID]));
        for (size_t c = 0; was != DIFF_NOWHERE && c < item->custom_count; c++) {
            if (value_is_set(item->customs[c].v[CUSTOM_NAME]) &&
                diff_find_custom(item, c, &doc->base.items[was]) == DIFF_NOWHERE)
                return true;
        }
    }
    return false;
}

bool order_doc_is_blank(const struct order_doc *doc)
{
    if (doc->is_change)
        return !doc->changes.count && !has_named_only(doc);
    if (doc->used_lines)
        return false;
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (i == ORDER_RECURRENCE && strcmp(value_text(doc->order.v[i]), "1") == 0)
            continue;
        if (value_is_set(doc->order.v[i]))
            return false;
    }
    return true;
}

bool order_doc_can_write(const struct order_doc *doc, struct buf *why)
{
    if (doc->read_only)
        buf_add(why, "This is a display; it cannot be changed here.");
    return !doc->read_only;
}

bool order_doc_may_send(const struct order_doc *doc, struct buf *why)
{
    if (!doc->is_change)
        return ui_may(doc->ui, METHOD_ORDER_CREATE, why);
    return ui_may(doc->ui, METHOD_ORDER_UPDATE, why) && ui_may(doc->ui, METHOD_ORDER_LIST, why);
}

static size_t count_used(const struct order *order)
{
    size_t count = order->item_count;
    while (count && order_doc_line_is_blank(&order->items[count - 1]))
        count--;
    return count;
}

struct order order_doc_used(const struct order_doc *doc)
{
    struct order used = doc->order;
    used.item_count = count_used(&doc->order);
    used.items = mem_calloc(used.item_count + 1, sizeof *used.items);
    for (size_t i = 0; i < used.item_count; i++) {
        struct item *item = &used.items[i];
        *item = doc->order.items[i];
        while (item->breakdown_count &&
               order_doc_part_is_blank(&item->breakdowns[item->breakdown_count - 1]))
            item->breakdown_count--;
        while (item->custom_count &&
               order_doc_custom_is_blank(&item->customs[item->custom_count - 1]))
            item->custom_count--;
    }
    return used;
}

void order_doc_free_used(struct order *used)
{
    free(used->items); /* what they point to is the order's */
    *used = (struct order){ 0 };
}

void order_doc_delete_line(struct order_doc *doc, size_t at)
{
    size_t count = doc->order.item_count;
    memmove(&doc->lines[at], &doc->lines[at + 1], (count - at - 1) * sizeof *doc->lines);
    doc->lines[count - 1] = (struct order_doc_line){ 0 };
    order_remove_item(&doc->order, at);
}

bool order_doc_can_add_line(const struct order_doc *doc, struct buf *why)
{
    if (order_doc_can_write(doc, why) && doc->is_change && !ui_profile(doc->ui)->add_line_by_update)
        buf_addf(why,
                 "No line can be added to %s: the profile's add_line_by_update is off, as the "
                 "service may not take it. Begin a new order for it.",
                 value_text(doc->base.v[ORDER_NUMBER]));
    return !why->len;
}

void order_doc_await_list(struct order_doc *doc, enum lookup_kind kind)
{
    doc->awaited |= 1u << kind;
}
