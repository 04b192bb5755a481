/* Edits of the order under entry: each changes values or lines, judges what came of it, makes it a step of
 * undo and has the draft saved; see order_doc.h. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_copy.h"

#include <stdlib.h>
#include <string.h>

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

static void changed_at_once(struct order_doc *doc)
{
    order_doc_next_step(doc);
    order_doc_changed(doc);
    order_doc_next_step(doc);
}

void order_doc_set_back(struct order_doc *doc, struct order_place place)
{
    if (order_change_set_back(doc, place))
        changed_at_once(doc);
}

void order_doc_recall(struct order_doc *doc, struct order_place place)
{
    order_change_recall(doc, place);
    changed_at_once(doc);
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
            if (order_doc_custom_is_blank(&item->customs[c]))
                item_remove_custom(item, c);
        }
    }
    order_doc_note_along(doc);
    order_doc_judge(doc);
}
