/* How the order under entry begins and ends: blank, as a copy, as a change, after what the service has of
 * it now. Uses all else of the document, and nothing of it uses this; see order_doc.h. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_copy.h"

#include <stdlib.h>

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
