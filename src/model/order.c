/* Orders, their lines and parts: making, copying, comparing, and what a reply settles; see order.h.
 * What a text must look like is the field table's business. */
#include "config.h"
#include "model/order.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *order_status_word(enum order_status status)
{
    static const char *const words[] = {
        [ORDER_STATUS_UNKNOWN] = "", [ORDER_ACTIVE] = "Active", [ORDER_CANCELLED] = "Cancelled"
    };
    return words[status];
}

static void set_all(struct value *values, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        value_set(&values[i], text);
}

static void copy_all(struct value *to, const struct value *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i].text = mem_strdup(from[i].text);
}

static bool all_equal(const struct value *a, const struct value *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!value_equal(a[i], b[i]))
            return false;
    }
    return true;
}

void order_init_blank(struct order *order)
{
    *order = (struct order){ 0 };
    set_all(order->v, ORDER_FIELDS, "");
}

void item_free(struct item *item)
{
    for (size_t i = 0; i < item->custom_count; i++)
        set_all(item->customs[i].v, CUSTOM_FIELDS, NULL);
    for (size_t i = 0; i < item->breakdown_count; i++)
        set_all(item->breakdowns[i].v, BREAKDOWN_FIELDS, NULL);
    set_all(item->v, ITEM_FIELDS, NULL);
    free(item->customs);
    free(item->breakdowns);
    free(item->answer_message);
    *item = (struct item){ 0 };
}

void order_free(struct order *order)
{
    for (size_t i = 0; i < order->item_count; i++)
        item_free(&order->items[i]);
    set_all(order->v, ORDER_FIELDS, NULL);
    free(order->items);
    *order = (struct order){ 0 };
}

void item_copy(struct item *to, const struct item *from)
{
    struct item copy = { .answer = from->answer,
                         .answer_message = mem_strdup(from->answer_message) };
    copy_all(copy.v, from->v, ITEM_FIELDS);
    for (size_t i = 0; i < from->custom_count; i++) {
        MEM_GROW(copy.customs, copy.custom_count, copy.custom_cap);
        copy_all(copy.customs[copy.custom_count++].v, from->customs[i].v, CUSTOM_FIELDS);
    }
    for (size_t i = 0; i < from->breakdown_count; i++) {
        MEM_GROW(copy.breakdowns, copy.breakdown_count, copy.breakdown_cap);
        copy_all(copy.breakdowns[copy.breakdown_count++].v, from->breakdowns[i].v,
                 BREAKDOWN_FIELDS);
    }
    item_free(to);
    *to = copy;
}

void order_copy(struct order *to, const struct order *from)
{
    struct order copy = { .status = from->status };
    copy_all(copy.v, from->v, ORDER_FIELDS);
    for (size_t i = 0; i < from->item_count; i++) {
        MEM_GROW(copy.items, copy.item_count, copy.item_cap);
        copy.items[i] = (struct item){ 0 };
        item_copy(&copy.items[copy.item_count++], &from->items[i]);
    }
    order_free(to);
    *to = copy;
}

bool item_equal(const struct item *a, const struct item *b)
{
    if (!all_equal(a->v, b->v, ITEM_FIELDS) || a->custom_count != b->custom_count ||
        a->breakdown_count != b->breakdown_count)
        return false;
    for (size_t i = 0; i < a->custom_count; i++) {
        if (!all_equal(a->customs[i].v, b->customs[i].v, CUSTOM_FIELDS))
            return false;
    }
    for (size_t i = 0; i < a->breakdown_count; i++) {
        if (!all_equal(a->breakdowns[i].v, b->breakdowns[i].v, BREAKDOWN_FIELDS))
            return false;
    }
    return true;
}

bool order_equal(const struct order *a, const struct order *b)
{
    if (!all_equal(a->v, b->v, ORDER_FIELDS) || a->item_count != b->item_count)
        return false;
    for (size_t i = 0; i < a->item_count; i++) {
        if (!item_equal(&a->items[i], &b->items[i]))
            return false;
    }
    return true;
}

/* Opens or closes a gap of one element at `at` in an array of `count` elements. */
static void open_gap(void *array, size_t size, size_t count, size_t at)
{
    char *bytes = array;
    memmove(bytes + (at + 1) * size, bytes + at * size, (count - at) * size);
    memset(bytes + at * size, 0, size);
}

static void close_gap(void *array, size_t size, size_t count, size_t at)
{
    char *bytes = array;
    memmove(bytes + at * size, bytes + (at + 1) * size, (count - at - 1) * size);
}

struct item *order_add_unknown_item(struct order *order)
{
    MEM_GROW(order->items, order->item_count, order->item_cap);
    struct item *item = &order->items[order->item_count++];
    *item = (struct item){ 0 };
    return item;
}

struct item *order_insert_item(struct order *order, size_t at)
{
    MEM_GROW(order->items, order->item_count, order->item_cap);
    open_gap(order->items, sizeof *order->items, order->item_count++, at);
    struct item *item = &order->items[at];
    set_all(item->v, ITEM_FIELDS, "");
    value_set(&item->v[ITEM_TYPE], "BOX");
    value_set(&item->v[ITEM_UNIT_TYPE], "Stem");
    return item;
}

void order_remove_item(struct order *order, size_t at)
{
    item_free(&order->items[at]);
    close_gap(order->items, sizeof *order->items, order->item_count--, at);
}

struct breakdown *item_insert_breakdown(struct item *item, size_t at)
{
    MEM_GROW(item->breakdowns, item->breakdown_count, item->breakdown_cap);
    open_gap(item->breakdowns, sizeof *item->breakdowns, item->breakdown_count++, at);
    set_all(item->breakdowns[at].v, BREAKDOWN_FIELDS, "");
    return &item->breakdowns[at];
}

void item_remove_breakdown(struct item *item, size_t at)
{
    set_all(item->breakdowns[at].v, BREAKDOWN_FIELDS, NULL);
    close_gap(item->breakdowns, sizeof *item->breakdowns, item->breakdown_count--, at);
}

struct custom *item_insert_custom(struct item *item, size_t at)
{
    MEM_GROW(item->customs, item->custom_count, item->custom_cap);
    open_gap(item->customs, sizeof *item->customs, item->custom_count++, at);
    set_all(item->customs[at].v, CUSTOM_FIELDS, "");
    return &item->customs[at];
}

void item_remove_custom(struct item *item, size_t at)
{
    set_all(item->customs[at].v, CUSTOM_FIELDS, NULL);
    close_gap(item->customs, sizeof *item->customs, item->custom_count--, at);
}

/* Whether the value is this word, blanks around it and the case of ASCII letters aside. */
static bool says(struct value v, const char *word)
{
    size_t len;
    const char *text = value_trimmed(v, &len);
    if (len != strlen(word))
        return false;
    for (size_t i = 0; i < len; i++) {
        if ((text[i] | ('a' ^ 'A')) != (word[i] | ('a' ^ 'A')))
            return false;
    }
    return true;
}

bool item_is_unit(const struct item *item)
{
    return says(item->v[ITEM_TYPE], "UN");
}

bool item_is_mixed(const struct item *item)
{
    struct value assorted = item->v[ITEM_ASSORTED];
    return item->breakdown_count > 0 || says(assorted, "1") || says(assorted, "true");
}

bool item_is_bunch(const struct item *item)
{
    return says(item->v[ITEM_UNIT_TYPE], "Bunch");
}

bool item_takes(const struct item *item, enum item_field field)
{
    const struct field *row = &item_fields[field];
    bool is_unit = item_is_unit(item);
    if (row->need & NEED_UN)
        return is_unit;
    if ((row->need & NEED_PLAIN) && item_is_mixed(item))
        return false;
    if ((row->need & NEED_BOX) || row->either == EITHER_BOX_TYPE || field == ITEM_BOX_TYPE_NAME)
        return !is_unit;
    return true;
}

const char *item_type_by_boxes(const struct item *item)
{
    const char *boxes = value_text(item->v[ITEM_BOXES]);
    boxes += strspn(boxes, "0");
    return *boxes >= '1' && *boxes <= '9' ? "BOX" : "UN";
}
