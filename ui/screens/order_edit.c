/* What the screens that edit a piece of an order share; see order_edit.h. */
#include "config.h"
#include "ui/screens/order_edit.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_group.h"
#include "ui/widgets/entry.h"

bool order_edit_can_write(const void *screen, struct buf *why)
{
    return order_doc_can_write(((const struct order_edit *)screen)->doc, why);
}

bool order_edit_can_undo(const void *screen, struct buf *why)
{
    return order_doc_can_undo(((const struct order_edit *)screen)->doc, why);
}

bool order_edit_can_redo(const void *screen, struct buf *why)
{
    return order_doc_can_redo(((const struct order_edit *)screen)->doc, why);
}

bool order_edit_can_set_back(const void *screen, struct buf *why)
{
    const struct order_edit *edit = screen;
    return order_change_can_set_back(edit->doc, edit->is->cursor(screen), why);
}

bool order_edit_can_recall(const void *screen, struct buf *why)
{
    const struct order_edit *edit = screen;
    return order_change_can_recall(edit->doc, edit->is->cursor(screen), why);
}

static int count_picking(const void *screen)
{
    const struct order_edit *edit = screen;
    return order_group_price(edit->doc, edit->is->cursor(screen));
}

static enum method pick_method(const void *screen)
{
    const struct order_edit *edit = screen;
    return order_group_method(edit->doc, edit->is->cursor(screen));
}

const struct screen_cost order_edit_costs[] = {
    { ACTION_PROMPT, METHOD_COUNT, API_SAVING, .requests = count_picking, .method_of = pick_method,
      .words = "1 request where the list was not read yet",
      .instead = "The field can be typed in." },
    { .action = ACTION_NONE },
};

void order_edit_typed(void *screen)
{
    struct order_edit *edit = screen;
    edit->doc->cursor = edit->is->cursor(screen);
    order_group_typed(edit->doc, edit->doc->cursor);
    order_doc_changed(edit->doc);
}

void order_edit_left(struct order_edit *edit, struct order_place place)
{
    struct order_doc *doc = edit->doc;
    if (place.field && order_group_left(doc, place))
        order_doc_save_soon(doc);
    doc->cursor.field = NULL;
    order_doc_look_at_lists(doc);
    order_doc_note(doc);
    order_doc_next_step(doc);
    order_doc_judge(doc);
}

static void take_pick(void *context, const struct lookup_list *list, size_t row)
{
    struct order_edit *edit = context;
    order_group_take(edit->doc, edit->picking, list, row);
    edit->is_picked = true;
    order_doc_changed(edit->doc);
}

static void pick(struct order_edit *edit)
{
    edit->picking = edit->is->cursor(edit);
    if (!edit->picking.field)
        return;
    if (edit->picking.field->lookup)
        order_group_pick(edit->doc, edit->picking, take_pick, edit);
    else
        ui_say(edit->ui, ROLE_MESSAGE, "There is no list for this field. %s",
               entry_hint(edit->picking.field));
}

void order_edit_woken(void *screen)
{
    struct order_edit *edit = screen;
    edit->doc->cursor = edit->is->cursor(screen);
    order_doc_look_at_lists(edit->doc);
    if (order_doc_can_pick_now(edit->doc))
        pick(edit);
}

void order_edit_write_help(const struct order_edit *edit, struct buf *out)
{
    struct order_place place = edit->is->cursor(edit);
    if (!place.field || edit->doc->read_only)
        return;
    order_change_write_help(edit->doc, place, out);
    buf_addf(out, "%s%s %s", place.field->help, place.field->lookup ? " F4 picks." : "",
             entry_hint(place.field));
}

static void undo(struct order_edit *edit, bool again)
{
    struct order_place place = edit->is->cursor(edit);
    edit->is->leave(edit);
    order_doc_undo(edit->doc, again, &place);
    edit->is->go(edit, place);
}

static void set_here(struct order_edit *edit,
                     void (*how)(struct order_doc *doc, struct order_place place))
{
    struct order_place place = edit->is->cursor(edit);
    edit->is->leave(edit);
    how(edit->doc, place);
    edit->is->go(edit, place);
}

enum ui_handled order_edit_act(void *screen, enum action action)
{
    struct order_edit *edit = screen;
    edit->doc->wants_pick.field = NULL;
    switch ((int)action) {
    case ACTION_PROMPT:
        pick(edit);
        break;
    case ACTION_UNDO:
        undo(edit, false);
        break;
    case ACTION_REDO:
        undo(edit, true);
        break;
    case ACTION_AS_IT_WAS:
        set_here(edit, order_doc_set_back);
        break;
    case ACTION_RECALL:
        set_here(edit, order_doc_recall);
        break;
    case ACTION_NEXT_PROBLEM:
        edit->doc->next_from = edit->is->cursor(screen);
        edit->doc->wants_next = true;
        edit->is->go_back(screen);
        break;
    case ACTION_ORDER_REVIEW:
        edit->doc->wants_review = true;
        edit->is->go_back(screen);
        break;
    case ACTION_INTERRUPT:
        return order_doc_stop_lists(edit->doc) ? UI_HANDLED : UI_NOT_HANDLED;
    case ACTION_BACK:
        edit->is->go_back(screen);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}
