/* The keys of the order form, and what each needs to be done now, with the reason why not. */
#include "config.h"
#include "ui/screens/order_form.h"
#include "model/field_group.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_group.h"

static bool can_write(const void *screen, struct buf *why)
{
    return order_doc_can_write(&((const struct order_form *)screen)->doc, why);
}

bool order_form_can_review(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    if (can_write(screen, why) && form->doc.sent == SENT_PART)
        buf_addf(why,
                 "It is saved as %s already. Refused lines cannot be added to it from here yet; "
                 "your text stays.",
                 form->doc.number);
    else if (!why->len && form->doc.is_change && !form->doc.changes.count)
        buf_add(why, "Nothing is changed: there is nothing to send.");
    else if (!why->len && form->doc.is_change && !form->doc.change_cost && form->doc.change_count &&
             !form->doc.base.item_count)
        buf_addf(
            why,
            "%s has no lines any more, and a change is sent with one: it came to its end. 3 on "
            "the list copies it as a new order.",
            value_text(form->doc.base.v[ORDER_NUMBER]));
    return !why->len;
}

/* A line that the service has is cancelled there. */
static bool is_theirs(const struct order_form *form)
{
    int item = order_form_cursor(form).item;
    return form->doc.is_change && item != DOC_NONE &&
           diff_find_line(&form->doc.base, value_text(form->doc.order.items[item].v[ITEM_ID])) !=
               DIFF_NOWHERE;
}

static bool can_take_out(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    if (can_write(screen, why) && !form->in_lines)
        buf_add(why, "Put the cursor on the line to be taken out first.");
    return !why->len && (!is_theirs(form) || ui_may(form->ui, METHOD_ORDER_ITEM_DELETE, why));
}

static int count_taking_out(const void *screen)
{
    return is_theirs(screen);
}

static int count_picking(const void *screen)
{
    const struct order_form *form = screen;
    return order_group_price(&form->doc, order_form_cursor(form));
}

static enum method pick_method(const void *screen)
{
    const struct order_form *form = screen;
    return order_group_method(&form->doc, order_form_cursor(form));
}

const struct screen_cost order_form_costs[] = {
    { ACTION_PROMPT, METHOD_COUNT, API_SAVING, .requests = count_picking, .method_of = pick_method,
      .words = "1 request where the list was not read yet",
      .instead = "The field can be typed in." },
    { ACTION_LINE_REMOVE, METHOD_ORDER_LIST, API_SAVING, .requests = count_taking_out,
      .words = "a line that the service has is cancelled there: 1 request to read it, 1 to cancel "
               "it" },
    { .action = ACTION_NONE },
};

static bool can_undo(const void *screen, struct buf *why)
{
    return order_doc_can_undo(&((const struct order_form *)screen)->doc, why);
}

static bool can_redo(const void *screen, struct buf *why)
{
    return order_doc_can_redo(&((const struct order_form *)screen)->doc, why);
}

static bool can_set_back(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    return order_change_can_set_back(&form->doc, order_form_cursor(form), why);
}

static bool can_recall(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    return order_change_can_recall(&form->doc, order_form_cursor(form), why);
}

static bool can_add_line(const void *screen, struct buf *why)
{
    return order_doc_can_add_line(&((const struct order_form *)screen)->doc, why);
}

/* Of id, code and name any one will do. */
static bool is_known(const struct item *item, const struct field *field)
{
    struct field_group group;
    size_t at = (size_t)(field - item_fields);
    return field_group_of(&item_table, at, &group) ? !field_group_is_unknown(&group, item->v)
                                                   : !value_is_unknown(item->v[at]);
}

static bool can_ditto(const void *screen, struct buf *why)
{
    struct order_place place = order_form_cursor(screen);
    const struct order *order = &((const struct order_form *)screen)->doc.order;
    if (can_write(screen, why) && (place.item < 1 || !place.field))
        buf_add(why, "Ditto takes the value of the line above: there is none.");
    else if (!why->len && !is_known(&order->items[place.item - 1], place.field))
        buf_addf(why, "What line %d has there is not known, so there is nothing to take.",
                 place.item);
    return !why->len;
}

static bool can_copy(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    int item = order_form_cursor(form).item;
    if (can_add_line(screen, why) &&
        (item == DOC_NONE || (!item && order_doc_line_is_blank(&form->doc.order.items[0]))))
        buf_add(why, "There is no line here to copy.");
    return !why->len;
}

static bool can_mix(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    int item = order_form_cursor(form).item;
    if (item == DOC_NONE)
        buf_add(why, "Put the cursor on the line whose box is assorted first.");
    else if (item_is_unit(&form->doc.order.items[item]))
        buf_addf(why,
                 "Line %d is in units; only a line in boxes has parts. Type its box type first.",
                 item + 1);
    return !why->len;
}

bool order_form_can_fold(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    for (size_t i = 0; i < form->doc.order.item_count; i++) {
        if (form->doc.order.items[i].breakdown_count)
            return true;
    }
    buf_add(why, "No line has parts to be shown or hidden.");
    return false;
}

const struct binding order_form_bindings[] = {
    { { "F2", "Alt-n" }, ACTION_DETAILS, "Details", NULL },
    { { "F4", "Ctrl-F" }, ACTION_PROMPT, "Pick", can_write },
    { { "F10", "Ctrl-S" }, ACTION_ORDER_REVIEW, "Review+send", order_form_can_review },
    { { "F6", "Ctrl-N" }, ACTION_LINE_NEW, "New line", can_add_line },
    { { "Ctrl-B" }, ACTION_MIX, "Mix", can_mix },
    { { "Ctrl-T" }, ACTION_LINE_REMOVE, "Take out", can_take_out },
    { { "Ctrl-D", "Alt-d" }, ACTION_DITTO, "Ditto", can_ditto },
    { { "F9" }, ACTION_LINE_COPY, "Copy line", can_copy },
    { { "Alt-p" }, ACTION_NEXT_PROBLEM, "Next problem", can_write },
    { { "Alt-u", "Ctrl-_" }, ACTION_UNDO, "Undo", can_undo },
    { { "Alt-r" }, ACTION_REDO, "Redo", can_redo },
    { { "Alt-w" }, ACTION_AS_IT_WAS, "As it was", can_set_back },
    { { "Ctrl-P" }, ACTION_RECALL, "Written before", can_recall },
    { { "Ctrl-K" }, ACTION_FIELD_EXIT, "Field exit", can_write },
    { { "F11" }, ACTION_FOLD, "Fold mixes", order_form_can_fold },
    { { "F12", "Ctrl-G" }, ACTION_DROP, "Drop", can_write },
    { { "Tab", "Enter" }, ACTION_NEXT_FIELD, NULL, NULL },
    { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, NULL, NULL },
    { .action = ACTION_NONE },
};
