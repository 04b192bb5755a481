/* Undo and redo of what is done to an order, until it is sent; see order_doc.h. What was done is found
 * by comparing (model/history.h); here is when that is done, and what is said. */
#include "config.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_doc.h"

#include <string.h>

void order_doc_begin_steps(struct order_doc *doc)
{
    struct order used = order_doc_used(doc);
    history_begin(&doc->history, &used);
    order_doc_free_used(&used);
    doc->visit++;
}

static void note(struct order_doc *doc, unsigned long token)
{
    struct order used = order_doc_used(doc);
    history_note(&doc->history, &used, token);
    order_doc_free_used(&used);
}

void order_doc_note(struct order_doc *doc)
{
    note(doc, doc->visit);
}

void order_doc_next_step(struct order_doc *doc)
{
    doc->visit++;
}

void order_doc_note_along(struct order_doc *doc)
{
    if (history_can_undo(&doc->history) || history_can_redo(&doc->history))
        note(doc, doc->history.token);
    else
        order_doc_begin_steps(doc);
}

void order_doc_pass_over(struct order_doc *doc)
{
    struct order used = order_doc_used(doc);
    order_copy(&doc->history.last, &used);
    order_doc_free_used(&used);
}

bool order_doc_can_undo(const struct order_doc *doc, struct buf *why)
{
    if (order_doc_can_write(doc, why) && !history_can_undo(&doc->history))
        buf_add(why, "There is nothing to undo.");
    return !why->len;
}

bool order_doc_can_redo(const struct order_doc *doc, struct buf *why)
{
    if (order_doc_can_write(doc, why) && !history_can_redo(&doc->history))
        buf_add(why, "Nothing was undone that could be done again.");
    return !why->len;
}

/* The rows that are only there to be typed into are no part of what was noted. */
static void drop_blank_ends(struct order_doc *doc)
{
    struct order used = order_doc_used(doc);
    while (doc->order.item_count > used.item_count)
        order_doc_delete_line(doc, doc->order.item_count - 1);
    for (size_t i = 0; i < used.item_count; i++) {
        struct item *item = &doc->order.items[i];
        while (item->breakdown_count > used.items[i].breakdown_count)
            item_remove_breakdown(item, item->breakdown_count - 1);
        while (item->custom_count > used.items[i].custom_count)
            item_remove_custom(item, item->custom_count - 1);
    }
    order_doc_free_used(&used);
}

/* The marks of the form go with their lines. */
static void move_marks(struct order_doc *doc, const struct history_change *change)
{
    size_t kept = change->removed < change->inserted ? change->removed : change->inserted;
    size_t at = change->first + kept, count = doc->order.item_count;
    if (change->inserted > change->removed) {
        size_t more = change->inserted - change->removed;
        order_doc_grow_lines(doc, count + 1);
        memmove(&doc->lines[at + more], &doc->lines[at], (count - at - more) * sizeof *doc->lines);
        memset(&doc->lines[at], 0, more * sizeof *doc->lines);
    } else if (change->removed > change->inserted) {
        size_t less = change->removed - change->inserted;
        memmove(&doc->lines[at], &doc->lines[at + less], (count - at) * sizeof *doc->lines);
        memset(&doc->lines[count], 0, less * sizeof *doc->lines);
    }
}

static void write_lines(struct buf *out, const struct history_change *change, bool is_gone)
{
    size_t count = is_gone ? change->removed : change->inserted;
    if (count > 1)
        buf_addf(out, "lines %zu to %zu", change->first + 1, change->first + count);
    else
        buf_addf(out, "line %zu", change->first + 1);
}

/* Of id, code and name together it is the code that people speak of. */
static const char *find_label(const struct field_table *table, int at)
{
    const struct field *field = &table->fields[at];
    for (size_t i = 0; field->lookup && i < table->count; i++) {
        const struct field *other = &table->fields[i];
        if (other->lookup == field->lookup && other->lookup_part == LOOKUP_CODE)
            return other->label;
    }
    return field->label;
}

static void write_what(const struct history_change *change, struct buf *out)
{
    bool is_lines = change->removed || change->inserted;
    if (change->header_field >= 0)
        buf_addf(out, "%s%s", find_label(&order_table, change->header_field), is_lines ? ", " : "");
    if (!is_lines)
        return;
    if (change->removed == 1 && change->inserted == 1 && change->item_field >= 0)
        buf_addf(out, "line %zu %s", change->first + 1,
                 find_label(&item_table, change->item_field));
    else
        write_lines(out, change, !change->inserted);
    if (!change->removed)
        buf_add(out, change->inserted > 1 ? " are back" : " is back");
    else if (!change->inserted)
        buf_add(out, change->removed > 1 ? " are gone" : " is gone");
}

static struct order_place find_place(const struct order_doc *doc,
                                     const struct history_change *change)
{
    struct order_place place = { DOC_NONE, DOC_NONE, DOC_NONE, NULL };
    if (change->removed || change->inserted) {
        size_t last = doc->order.item_count - 1;
        place.item = (int)(change->first < last ? change->first : last);
        if (change->item_field >= 0)
            place.field = &item_fields[change->item_field];
    } else if (change->header_field >= 0) {
        place.field = &order_fields[change->header_field];
    }
    return place;
}

bool order_doc_undo(struct order_doc *doc, bool again, struct order_place *place)
{
    struct history_change change = { 0 };
    struct buf what = { 0 };
    order_doc_note(doc);
    drop_blank_ends(doc);
    if (!(again ? history_redo : history_undo)(&doc->history, &doc->order, &change))
        return false;
    move_marks(doc, &change);
    order_doc_next_step(doc);
    if (!doc->order.item_count)
        order_insert_item(&doc->order, 0);
    if (order_change_complete(doc))
        order_doc_pass_over(doc);
    order_doc_judge(doc);
    order_doc_save_soon(doc);
    *place = find_place(doc, &change);
    write_what(&change, &what);
    ui_say(doc->ui, ROLE_MESSAGE, "%s: %s.", again ? "Done again" : "Undone", buf_text(&what));
    buf_free(&what);
    return true;
}
