/* The order under entry: its lines, those taken out, and judging it after each change. See
 * order_doc.h; places and problems are in order_doc_issues.c, drafts in order_doc_draft.c. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "base/mem.h"
#include "ui/screens/lookups.h"
#include "ui/screens/order_group.h"

#include <stdlib.h>
#include <string.h>

static void grow_lines(struct order_doc *doc, size_t count)
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
    grow_lines(doc, doc->order.item_count + 1);
    if (!doc->order.item_count && !read_only)
        order_insert_item(&doc->order, 0);
    order_doc_judge(doc);
}

void order_doc_open_change(struct order_doc *doc, struct ui *ui, const struct order *base,
                           const struct order *mine)
{
    *doc = (struct order_doc){ .ui = ui, .is_change = true, .opened = true };
    order_doc_rebase(doc, base, mine ? mine : base);
}

void order_doc_rebase(struct order_doc *doc, const struct order *base, const struct order *mine)
{
    order_copy(&doc->base, base);
    order_copy(&doc->order, mine);
    grow_lines(doc, doc->order.item_count + 1);
    order_doc_judge(doc);
}

static void free_removed(struct order_doc_removed *removed)
{
    item_free(&removed->item);
}

void order_doc_close(struct order_doc *doc)
{
    if (doc->timer)
        ui_forget(doc->ui, doc->timer);
    for (size_t i = 0; i < doc->removed_count; i++)
        free_removed(&doc->removed[i]);
    free(doc->removed);
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

bool order_doc_is_blank(const struct order_doc *doc)
{
    if (doc->used_lines)
        return false;
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (i == ORDER_RECURRENCE && strcmp(value_text(doc->order.v[i]), "1") == 0)
            continue;
        if (value_is_set(doc->order.v[i]))
            return false;
    }
    return !doc->removed_count;
}

bool order_doc_can_write(const struct order_doc *doc, struct buf *why)
{
    if (doc->read_only)
        buf_add(why, "This is a display; it cannot be changed here.");
    return !doc->read_only;
}

/* Found once for each judging, as cells ask for their problems at every drawing. */
static void find_places(struct order_doc *doc)
{
    if (doc->place_cap < doc->issues.count) {
        doc->place_cap = doc->issues.count * 2;
        doc->places = mem_resize(doc->places, doc->place_cap, sizeof *doc->places);
    }
    for (size_t i = 0; i < doc->issues.count; i++)
        order_doc_parse_path(doc->issues.list[i].path, &doc->places[i]);
}

void order_doc_judge(struct order_doc *doc)
{
    struct validate_context context = { 0 };
    struct order prepared = { 0 };
    const struct api *api = ui_api(doc->ui);
    size_t all = doc->order.item_count;
    issues_free(&doc->issues);
    doc->used_lines = all;
    while (doc->used_lines && order_doc_line_is_blank(&doc->order.items[doc->used_lines - 1]))
        doc->used_lines--;

    /* Blank lines at the end are there to be typed into; nothing is said of them. */
    doc->order.item_count = doc->used_lines;
    totals_of_order(&doc->order, &doc->totals);
    if (!doc->read_only) {
        ui_context(doc->ui, &context);
        context.base = doc->is_change ? &doc->base : NULL;
        validate_order(&doc->order, &context, &doc->issues);
        order_prepare(&prepared, &doc->order);
        doc->body_bytes = api->ops->create_body(api->self, &prepared, NULL);
        validate_body_bytes(&doc->order, doc->body_bytes, &doc->issues);
        order_group_judge(doc, &doc->issues);
        order_free(&prepared);
    }
    doc->order.item_count = all;
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
    order_doc_save_soon(doc);
}

/* What came of reading lists that values wait for; never in place of another message. */
static void say_of_lists(struct order_doc *doc, unsigned came)
{
    if (!ui_is_saying(doc->ui, "") && !ui_is_saying(doc->ui, "Reading the list"))
        return;
    ui_say(doc->ui, ROLE_MESSAGE, "%s", "");
    for (int kind = 0; kind < LOOKUP_COUNT; kind++) {
        struct lookups_entry entry = lookups_get(doc->ui, (enum lookup_kind)kind, NULL);
        if ((came >> kind & 1) && *entry.error)
            ui_say(doc->ui, ROLE_WARNING,
                   "The list of %ss could not be read, so what was typed stays as it is. %s",
                   lookup_types[kind].singular, entry.error);
    }
    for (size_t i = 0; i < doc->issues.count; i++) {
        struct order_place place = doc->places[i];
        if (strcmp(doc->issues.list[i].code, "not-in-list") != 0 || !place.field ||
            order_place_equal(place, doc->cursor) || !(came >> place.field->lookup & 1))
            continue;
        ui_say(doc->ui, ROLE_WARNING, "%s.", doc->issues.list[i].message);
        return;
    }
}

bool order_doc_stop_lists(struct order_doc *doc)
{
    if (!doc->awaited)
        return false;
    for (int kind = 0; kind < LOOKUP_COUNT; kind++)
        if (doc->awaited >> kind & 1)
            lookups_stop(doc->ui, (enum lookup_kind)kind, NULL);
    doc->awaited = 0;
    ui_say(doc->ui, ROLE_MESSAGE,
           "Reading the list was stopped; what was typed stays. F4 reads it again.");
    return true;
}

void order_doc_look_at_lists(struct order_doc *doc)
{
    unsigned waiting = 0, came;
    for (int kind = 0; kind < LOOKUP_COUNT; kind++) {
        if ((doc->awaited >> kind & 1) &&
            lookups_get(doc->ui, (enum lookup_kind)kind, NULL).is_reading)
            waiting |= 1u << kind;
    }
    came = doc->awaited & ~waiting;
    doc->awaited = waiting;
    if (came) {
        if (order_group_complete(doc, doc->cursor))
            order_doc_changed(doc);
        else
            order_doc_judge(doc);
        say_of_lists(doc, came);
    }
}

void order_doc_await_list(struct order_doc *doc, enum lookup_kind kind)
{
    doc->awaited |= 1u << kind;
}

void order_doc_insert_line(struct order_doc *doc, size_t at)
{
    size_t count = doc->order.item_count;
    grow_lines(doc, count + 1);
    memmove(&doc->lines[at + 1], &doc->lines[at], (count - at) * sizeof *doc->lines);
    doc->lines[at] = (struct order_doc_line){ 0 };
    order_insert_item(&doc->order, at);
    order_doc_judge(doc);
}

void order_doc_copy_line(struct order_doc *doc, size_t from)
{
    struct item copy = { 0 };
    item_copy(&copy, &doc->order.items[from]);
    order_doc_insert_line(doc, from + 1);
    struct item *item = &doc->order.items[from + 1];
    item_copy(item, &copy);
    item_free(&copy);
    /* What tells one line from another is not copied. */
    value_set(&item->v[ITEM_ID], "");
    value_set(&item->v[ITEM_IDENTIFIER], "");
    item->answer = ITEM_NOT_ANSWERED;
    free(item->answer_message);
    item->answer_message = NULL;
    order_doc_changed(doc);
}

static void delete_line(struct order_doc *doc, size_t at)
{
    size_t count = doc->order.item_count;
    memmove(&doc->lines[at], &doc->lines[at + 1], (count - at - 1) * sizeof *doc->lines);
    doc->lines[count - 1] = (struct order_doc_line){ 0 };
    order_remove_item(&doc->order, at);
}

void order_doc_remove_line(struct order_doc *doc, size_t at)
{
    if (!order_doc_line_is_blank(&doc->order.items[at])) {
        MEM_GROW(doc->removed, doc->removed_count, doc->removed_cap);
        struct order_doc_removed *removed = &doc->removed[doc->removed_count++];
        *removed = (struct order_doc_removed){ .line = doc->lines[at], .at = at };
        item_copy(&removed->item, &doc->order.items[at]);
    }
    delete_line(doc, at);
    if (!doc->order.item_count)
        order_doc_insert_line(doc, 0);
    order_doc_changed(doc);
}

bool order_doc_restore_line(struct order_doc *doc, size_t *at)
{
    if (!doc->removed_count)
        return false;
    struct order_doc_removed *removed = &doc->removed[--doc->removed_count];
    *at = removed->at < doc->order.item_count ? removed->at : doc->order.item_count;
    order_doc_insert_line(doc, *at);
    item_copy(&doc->order.items[*at], &removed->item);
    doc->lines[*at] = removed->line;
    free_removed(removed);
    order_doc_changed(doc);
    return true;
}

void order_doc_drop_blank_lines(struct order_doc *doc)
{
    for (size_t i = doc->order.item_count; i-- > 0 && doc->order.item_count > 1;) {
        if (order_doc_line_is_blank(&doc->order.items[i]))
            delete_line(doc, i);
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
    order_doc_judge(doc);
}
