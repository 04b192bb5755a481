/* The order under entry: its lines, and judging it after each change. See order_doc.h; places and
 * problems are in order_doc_issues.c, undo in order_doc_undo.c, drafts in order_doc_draft.c, lists that
 * values wait for in order_doc_lists.c, what a change changes in order_change.c. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "base/mem.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_copy.h"
#include "ui/screens/order_group.h"

#include <stdlib.h>
#include <string.h>

void order_doc_grow_lines(struct order_doc *doc, size_t count)
{
    if (count <= doc->line_cap)
        return;
    size_t cap = count + 8;
    doc->lines = mem_resize(doc->lines, cap, sizeof *doc->lines);
    memset(doc->lines + doc->line_cap, 0, (cap - doc->line_cap) * sizeof *doc->lines);
    doc->line_cap = cap;
}

void order_doc_open(struct order_doc *doc, struct ui *ui, const struct order *order, bool read_only)
{
    *doc = (struct order_doc){ .ui = ui, .read_only = read_only, .opened = order };
    if (order) {
        order_copy(&doc->order, order);
    } else {
        order_init_blank(&doc->order);
        if (!value_is_set(doc->order.v[ORDER_RECURRENCE]))
            value_set(&doc->order.v[ORDER_RECURRENCE], "1");
    }
    order_doc_grow_lines(doc, doc->order.item_count + 1);
    if (!doc->order.item_count && !read_only)
        order_insert_item(&doc->order, 0);
    order_doc_judge(doc);
    if (!read_only)
        order_doc_begin_steps(doc);
}

static void set_orders(struct order_doc *doc, const struct order *base, const struct order *mine)
{
    struct order was = { 0 }, is = { 0 }; /* they may be the doc's own */
    order_copy(&was, base);
    order_copy(&is, mine);
    order_free(&doc->base);
    order_free(&doc->order);
    doc->base = was;
    doc->order = is;
    order_doc_grow_lines(doc, doc->order.item_count + 1);
    if (!doc->order.item_count)
        order_insert_item(&doc->order, 0);
    order_change_complete(doc);
    order_doc_begin_steps(doc);
    order_doc_judge(doc);
}

/* It is a change from here on. */
static void begin_change(struct order_doc *doc, const struct order *base)
{
    struct error error = { 0 };
    doc->is_change = doc->opened = true;
    if (!remembered_load(value_text(base->v[ORDER_ID]), &doc->remembered, &error))
        ui_say(doc->ui, ROLE_WARNING, "What was written from here before cannot be read: %s.",
               error_text(&error));
    error_clear(&error);
}

void order_doc_open_change(struct order_doc *doc, struct ui *ui, const struct order *base,
                           const struct order *mine)
{
    *doc = (struct order_doc){ .ui = ui };
    begin_change(doc, base);
    set_orders(doc, base, mine ? mine : base);
}

void order_doc_open_copy(struct order_doc *doc, struct ui *ui, const struct order *from,
                         struct buf *lost)
{
    struct remembered remembered = { 0 };
    struct order copy = { 0 };
    remembered_load(value_text(from->v[ORDER_ID]), &remembered, NULL);
    order_copy_as_new(&copy, from, &remembered, lost);
    order_doc_open(doc, ui, &copy, false);
    order_doc_save_soon(doc);
    order_free(&copy);
    remembered_free(&remembered);
}

void order_doc_turn_into_change(struct order_doc *doc, const struct order *base,
                                const struct order *mine)
{
    begin_change(doc, base);
    set_orders(doc, base, mine);
    order_doc_set_sent(doc, SENT_NEVER, NULL);
}

void order_doc_rebase(struct order_doc *doc, const struct order *base, const struct order *mine)
{
    set_orders(doc, base, mine);
    doc->dirty = true;
    order_doc_save(doc);
}

void order_doc_close(struct order_doc *doc)
{
    if (doc->timer)
        ui_forget(doc->ui, doc->timer);
    diff_free(&doc->changes);
    history_free(&doc->history);
    remembered_free(&doc->remembered);
    free(doc->lines);
    free(doc->places);
    free(doc->number);
    free(doc->refusal);
    free(doc->draft);
    issues_free(&doc->issues);
    order_free(&doc->order);
    order_free(&doc->base);
    *doc = (struct order_doc){ 0 };
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
        if (!is_blank(item->customs[i].v, CUSTOM_FIELDS))
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

/* Found once for each judging, as cells ask for their problems at every drawing. */
static void find_places(struct order_doc *doc)
{
    if (doc->place_cap < doc->issues.count) {
        doc->place_cap = doc->issues.count * 2;
        doc->places = mem_resize(doc->places, doc->place_cap, sizeof *doc->places);
    }
    for (size_t i = 0; i < doc->issues.count; i++)
        order_place_parse(doc->issues.list[i].path, &doc->places[i]);
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
               is_blank(item->customs[item->custom_count - 1].v, CUSTOM_FIELDS))
            item->custom_count--;
    }
    return used;
}

void order_doc_free_used(struct order *used)
{
    free(used->items); /* what they point to is the order's */
    *used = (struct order){ 0 };
}

static size_t count_bytes(const struct order_doc *doc, const struct order *used)
{
    const struct api *api = ui_api(doc->ui);
    struct order prepared = { 0 };
    order_prepare(&prepared, used);
    size_t bytes = api->ops->create_body(api->self, &prepared, NULL);
    order_free(&prepared);
    return bytes;
}

void order_doc_judge(struct order_doc *doc)
{
    struct validate_context context = { 0 };
    issues_free(&doc->issues);
    /* Blank lines at the end are there to be typed into; nothing is said of them. */
    struct order used = order_doc_used(doc);
    doc->used_lines = used.item_count;
    totals_of_order(&used, &doc->totals);
    if (!doc->read_only) {
        ui_context(doc->ui, &context);
        context.base = doc->is_change ? &doc->base : NULL;
        validate_order(&used, &context, &doc->issues);
        doc->body_bytes = doc->is_change ? order_change_judge(doc, &used) : count_bytes(doc, &used);
        validate_body_bytes(&used, doc->body_bytes, &doc->issues);
        order_group_judge(doc, &doc->issues);
    }
    order_doc_free_used(&used);
    find_places(doc);
}

void order_doc_changed(struct order_doc *doc)
{
    if (doc->refusal) {
        free(doc->refusal);
        doc->refusal = NULL;
        for (size_t i = 0; i < doc->order.item_count; i++)
            doc->order.items[i].answer = ITEM_NOT_ANSWERED;
    }
    order_doc_judge(doc);
    order_doc_note(doc);
    order_doc_save_soon(doc);
}

void order_doc_insert_line(struct order_doc *doc, size_t at)
{
    size_t count = doc->order.item_count;
    order_doc_grow_lines(doc, count + 1);
    memmove(&doc->lines[at + 1], &doc->lines[at], (count - at) * sizeof *doc->lines);
    doc->lines[at] = (struct order_doc_line){ 0 };
    order_insert_item(&doc->order, at);
    order_doc_note(doc);
    order_doc_judge(doc);
}

void order_doc_copy_line(struct order_doc *doc, size_t from)
{
    struct item copy = { 0 };
    order_doc_next_step(doc);
    order_copy_item(&copy, &doc->order.items[from], &doc->remembered);
    order_doc_insert_line(doc, from + 1);
    item_copy(&doc->order.items[from + 1], &copy);
    item_free(&copy);
    order_doc_changed(doc);
    order_doc_next_step(doc);
}

void order_doc_delete_line(struct order_doc *doc, size_t at)
{
    size_t count = doc->order.item_count;
    memmove(&doc->lines[at], &doc->lines[at + 1], (count - at - 1) * sizeof *doc->lines);
    doc->lines[count - 1] = (struct order_doc_line){ 0 };
    order_remove_item(&doc->order, at);
}

void order_doc_remove_line(struct order_doc *doc, size_t at)
{
    order_doc_next_step(doc);
    order_doc_delete_line(doc, at);
    if (!doc->order.item_count)
        order_doc_insert_line(doc, 0);
    order_doc_changed(doc);
    order_doc_next_step(doc);
}

void order_doc_line_cancelled(struct order_doc *doc, const char *item_id)
{
    int in_base = diff_find_line(&doc->base, item_id), at = diff_find_line(&doc->order, item_id);
    if (in_base != DIFF_NOWHERE)
        order_remove_item(&doc->base, (size_t)in_base);
    if (at != DIFF_NOWHERE)
        order_doc_delete_line(doc, (size_t)at);
    if (!doc->order.item_count)
        order_doc_insert_line(doc, 0);
    order_doc_judge(doc);
    order_doc_begin_steps(doc);
    order_doc_save_soon(doc);
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

void order_doc_drop_blank_lines(struct order_doc *doc)
{
    for (size_t i = doc->order.item_count; i-- > 0 && doc->order.item_count > 1;) {
        if (order_doc_line_is_blank(&doc->order.items[i]))
            order_doc_delete_line(doc, i);
    }
    for (size_t i = 0; i < doc->order.item_count; i++) {
        struct item *item = &doc->order.items[i];
        for (size_t p = item->breakdown_count; p-- > 0;) {
            if (order_doc_part_is_blank(&item->breakdowns[p]))
                item_remove_breakdown(item, p);
        }
        for (size_t c = item->custom_count; c-- > 0;) {
            if (is_blank(item->customs[c].v, CUSTOM_FIELDS))
                item_remove_custom(item, c);
        }
    }
    order_doc_note_along(doc);
    order_doc_judge(doc);
}
