/* The order form: entry and change of one standing order. Knows its keys and what they do; the order
 * itself is order_doc's, the cursor order_moves', the drawing order_view's. */
#include "config.h"
#include "ui/screens/order.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/change.h"
#include "ui/screens/details.h"
#include "ui/screens/display.h"
#include "ui/screens/mix.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_form.h"
#include "ui/screens/order_group.h"
#include "ui/screens/parked.h"
#include "ui/screens/review.h"

#include <stdlib.h>
#include <string.h>

void order_begin(struct ui *ui)
{
    struct drafts drafts = { 0 };
    bool is_any = drafts_list(&drafts, NULL) && drafts.count;
    drafts_free(&drafts);
    if (is_any)
        ui_push(ui, &parked_screen, NULL);
    else
        ui_push(ui, &order_screen, NULL);
}

static void *open_form(struct ui *ui, void *argument)
{
    const struct order_screen_start *start = argument;
    if (start && start->read_only) {
        ui_push(ui, &display_screen, argument);
        return NULL;
    }
    if (start && start->is_change && !start->mine && !start->is_anew &&
        parked_has_change(start->order)) {
        ui_push(ui, &parked_screen, (void *)(uintptr_t)start->order);
        return NULL;
    }
    return order_form_new(ui, start);
}

static void heading(void *screen, struct buf *out)
{
    const struct order_form *form = screen;
    if (form->doc.is_change)
        buf_addf(out, "%s  Change", value_text(form->doc.base.v[ORDER_NUMBER]));
    else
        buf_add(out, form->doc.sent == SENT_PART ? form->doc.number : "New order");
    order_form_write_line(form, out);
}

static void help_field(void *screen, struct buf *out)
{
    const struct order_form *form = screen;
    struct order_place place = order_form_cursor(form);
    const struct field *field = place.field;
    if (!field)
        return;
    order_change_write_help(&form->doc, place, out);
    if (field == &item_fields[ITEM_BOX_TYPE_CODE])
        buf_add(out, "Box type, such as HB, QB or EB; UN makes it a line in units. F4 shows the "
                     "list.");
    else if (field == &item_fields[ITEM_PRODUCT_NAME])
        buf_add(out, "Product: some of its words and F4 pick it; a code is found as well.");
    else
        buf_addf(out, "%s%s %s", field->help, field->lookup ? " F4 picks." : "", entry_hint(field));
}

/* ------ typing ------ */

static void was_typed(struct order_form *form)
{
    form->doc.cursor = order_form_cursor(form);
    order_group_typed(&form->doc, order_form_cursor(form));
    order_doc_changed(&form->doc);
}

static enum ui_handled type_key(void *screen, struct key key)
{
    struct order_form *form = screen;
    form->drop_asked = false;
    enum entry_result result =
        form->in_lines ? grid_key(&form->grid, key) : form_key(&form->header, key);
    if (result == ENTRY_CHANGED)
        was_typed(form);
    return result == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void exit_field(struct order_form *form)
{
    struct entry *entry = form->in_lines ? &form->grid.entry : &form->header.entry;
    if (entry_erase_to_end(entry) == ENTRY_CHANGED)
        was_typed(form);
    order_form_step(form, 1);
}

/* ------ picking ------ */

static void go_behind_group(struct order_form *form)
{
    struct order_place from = form->picking, now;
    do {
        order_form_step(form, 1);
        now = order_form_cursor(form);
    } while (now.field && now.field->lookup == from.field->lookup && now.item == from.item);
}

static void take_pick(void *context, const struct lookup_list *list, size_t row)
{
    struct order_form *form = context;
    struct order_place place = form->picking;
    order_group_take(&form->doc, place, list, row);
    if (place.field->lookup == LOOKUP_BOX_TYPES)
        value_set(&form->doc.order.items[place.item].v[ITEM_TYPE], "BOX");
    order_doc_changed(&form->doc);
    form->is_picked = true;
}

static void pick(struct order_form *form)
{
    struct order_place place = order_form_cursor(form);
    if (!place.field)
        return;
    if (place.field->type == FIELD_CHOICE || place.field->type == FIELD_DAYS) {
        ui_say(form->ui, ROLE_MESSAGE, "%s: %s Space changes it.", place.field->label,
               place.field->help);
        return;
    }
    /* Not order_form_leave(): what is half typed is looked for, not completed. */
    if (form->in_lines)
        grid_blur(&form->grid);
    else
        form_blur(&form->header);
    form->picking = place;
    form->is_covered = order_group_pick(&form->doc, place, take_pick, form);
    if (!form->is_covered)
        order_form_enter(form);
}

/* ------ lines ------ */

static void new_line(struct order_form *form)
{
    struct order_doc *doc = &form->doc;
    order_form_leave(form);
    size_t at = doc->order.item_count;
    if (form->in_lines)
        at = (size_t)form->rows[form->grid.list.selected].item + 1;
    if (!at || !order_doc_line_is_blank(&doc->order.items[at - 1])) {
        order_doc_insert_line(doc, at);
        order_lines_rebuild(form);
        at++;
    }
    order_form_go_line(form, (int)at - 1, 0);
}

static void take_cancelled(void *context, const char *order_id, const char *item_id)
{
    struct order_form *form = context;
    (void)order_id;
    order_doc_line_cancelled(&form->doc, item_id);
}

/* A line that the service has is not taken out but cancelled there; what else was typed stays. */
static void cancel_line(struct order_form *form, const struct item *item)
{
    const struct cancel_pick pick = { &form->doc.base, value_text(item->v[ITEM_ID]) };
    struct cancel_lines_start start = { &pick, 1, take_cancelled, form };
    order_form_cover(form, &cancel_lines_screen, &start);
}

static void remove_line(struct order_form *form)
{
    int item = form->rows[form->grid.list.selected].item;
    const struct item *line = &form->doc.order.items[item];
    if (form->doc.is_change && diff_find_line(&form->doc.base, value_text(line->v[ITEM_ID])) >= 0) {
        cancel_line(form, line);
        return;
    }
    bool was_blank = order_doc_line_is_blank(&form->doc.order.items[item]);
    grid_blur(&form->grid);
    order_doc_remove_line(&form->doc, (size_t)item);
    order_lines_rebuild(form);
    if (item >= (int)form->doc.order.item_count)
        item = (int)form->doc.order.item_count - 1;
    order_form_go_line(form, item, form->grid.column);
    if (!was_blank)
        ui_say(form->ui, ROLE_MESSAGE, "Taken out. Alt-u undoes it.");
}

/* Whatever shows the place gets the cursor; a place that only other screens show is left alone. */
static void go_to_undone(struct order_form *form, struct order_place place)
{
    if (place.item == DOC_NONE) {
        if (place.field && order_header_find(form, place.field) != DOC_NONE)
            order_form_go(form, place);
        else
            order_form_enter(form);
        return;
    }
    int column = place.field ? order_lines_column_of(form, place.field) : form->grid.column;
    order_form_go_line(form, place.item, column == DOC_NONE ? form->grid.column : column);
}

static void undo(struct order_form *form, bool again)
{
    struct order_place place;
    order_form_leave(form);
    bool is_done = order_doc_undo(&form->doc, again, &place);
    order_lines_rebuild(form);
    if (is_done)
        go_to_undone(form, place);
    else
        order_form_enter(form);
}

/* Sets the value at the cursor by `how`, and opens it again. */
static void set_here(struct order_form *form,
                     void (*how)(struct order_doc *doc, struct order_place place))
{
    struct order_place place = order_form_cursor(form);
    if (form->in_lines)
        grid_blur(&form->grid);
    else
        form_blur(&form->header);
    how(&form->doc, place);
    order_form_enter(form);
}

/* The line with the cursor below itself; on a blank line, the one above into it. */
static void copy_line(struct order_form *form)
{
    struct order_doc *doc = &form->doc;
    order_form_leave(form);
    int item = form->rows[form->grid.list.selected].item;
    if (order_doc_line_is_blank(&doc->order.items[item])) {
        order_doc_remove_line(doc, (size_t)item);
        item--;
    }
    order_doc_copy_line(doc, (size_t)item);
    order_lines_rebuild(form);
    order_form_go_line(form, item + 1, form->grid.column);
}

static void ditto(struct order_form *form)
{
    struct order_place place = order_form_cursor(form);
    grid_blur(&form->grid);
    order_doc_next_step(&form->doc);
    order_group_ditto(&form->doc, place);
    order_doc_changed(&form->doc);
    order_form_enter(form);
    order_form_step(form, 1);
}

/* ------ other screens ------ */

static void open_details(struct order_form *form)
{
    struct details_start start = { &form->doc, order_form_cursor(form) };
    start.place.part = DOC_NONE;
    order_form_cover(form, &details_screen, &start);
}

static void open_mix(struct order_form *form)
{
    struct order_place place = order_form_cursor(form);
    struct mix_start start = { &form->doc, { place.item, 0, DOC_NONE, NULL } };
    order_form_cover(form, &mix_screen, &start);
}

static void next_problem(struct order_form *form, struct order_place from)
{
    struct order_place place;
    order_form_leave(form);
    form->doc.show_all = true;
    const struct issue *issue = order_doc_next_issue(&form->doc, from);
    if (issue && order_place_parse(issue->path, &place)) {
        order_form_go(form, place);
        return;
    }
    order_form_enter(form);
    ui_say(form->ui, ROLE_OK, "No problems: F10 reviews the order before it is sent.");
}

static void refuse_review(struct order_form *form)
{
    const struct issue *first = NULL;
    struct order_place place;
    struct buf words = { 0 };
    size_t errors = order_doc_count_errors(&form->doc, false);
    for (size_t i = 0; !first && i < form->doc.issues.count; i++) {
        if (form->doc.issues.list[i].severity == ISSUE_ERROR)
            first = &form->doc.issues.list[i];
    }
    order_doc_write_issue(first, &words);
    if (order_place_parse(first->path, &place))
        order_form_go(form, place);
    else
        order_form_enter(form);
    ui_say(form->ui, ROLE_ERROR, "Not sent, %zu %s. %s", errors,
           errors == 1 ? "problem" : "problems", buf_text(&words));
    buf_free(&words);
}

/* Asked for from another screen, where the key does not know of it. */
static bool is_review_refused(struct order_form *form)
{
    struct buf why = { 0 };
    bool is_refused = !order_form_can_review(form, &why);
    if (is_refused) {
        order_form_enter(form);
        ui_say(form->ui, ROLE_WARNING, "%s", buf_text(&why));
    }
    buf_free(&why);
    return is_refused;
}

/* What is missing may be among what is on its way: F10 counts once that is there. */
static void wait_for_lists(struct order_form *form)
{
    order_form_enter(form);
    form->waits = true;
    ui_hold_keys(form->ui);
    ui_say(form->ui, ROLE_MESSAGE, "A list that this needs is on its way; then it goes on.");
}

static void review(struct order_form *form)
{
    struct order_doc *doc = &form->doc;
    order_form_leave(form);
    doc->cursor = (struct order_place){ DOC_NONE, DOC_NONE, DOC_NONE, NULL };
    if (order_change_complete(doc))
        order_doc_pass_over(doc);
    if (order_group_complete(doc, doc->cursor)) {
        order_doc_note_along(doc);
        order_doc_save_soon(doc);
    }
    order_doc_drop_blank_lines(doc);
    order_lines_rebuild(form);
    if (is_review_refused(form))
        return;
    if (doc->is_change && doc->awaited && issues_count(&doc->issues, ISSUE_ERROR)) {
        wait_for_lists(form);
        return;
    }
    doc->show_all = true;
    if (issues_count(&doc->issues, ISSUE_ERROR))
        refuse_review(form);
    else
        order_form_cover(form, doc->is_change ? &change_screen : &review_screen, doc);
}

static void woken(void *screen)
{
    struct order_form *form = screen;
    form->doc.cursor = order_form_cursor(form);
    order_doc_look_at_lists(&form->doc);
    if (order_doc_can_pick_now(&form->doc))
        pick(form);
    if (form->waits && !form->doc.awaited) {
        form->waits = false;
        review(form);
        ui_release_keys(form->ui);
    }
}

static void drop(struct order_form *form)
{
    bool has_steps = history_can_undo(&form->doc.history);
    if ((has_steps || !order_doc_is_blank(&form->doc)) && !form->drop_asked) {
        form->drop_asked = true;
        ui_say(
            form->ui, ROLE_WARNING,
            form->doc.is_change && form->doc.sent == SENT_OPEN
                ? "F12 once more drops what was changed here for good; what of it was carried out "
                  "already stays. Any other key keeps it."
            : form->doc.is_change ? "F12 once more drops what was changed here for good; the "
                                    "order stays as it is. Any other key keeps it."
                                  : "F12 once more drops this order for good, its draft too. Any "
                                    "other key keeps it.");
        return;
    }
    order_doc_drop_draft(&form->doc);
    ui_pop(form->ui);
}

static void say_parked(const struct order_doc *doc)
{
    if (doc->sent == SENT_OPEN && doc->is_change)
        ui_say(doc->ui, ROLE_WARNING,
               "An answer was lost, so a part of it may be there. It is parked; changing %s again "
               "offers it, and shows what is there before anything is sent.",
               value_text(doc->base.v[ORDER_NUMBER]));
    else if (doc->sent == SENT_OPEN)
        ui_say(doc->ui, ROLE_WARNING,
               "It was sent and no answer came: F5 reads the list, look for it there. It is parked "
               "as well; F6 brings it back.");
    else if (doc->sent == SENT_PART)
        ui_say(doc->ui, ROLE_MESSAGE,
               "%s is saved without its refused lines; F6 brings back what was typed.",
               doc->number);
    else if (doc->is_change)
        ui_say(doc->ui, ROLE_MESSAGE,
               "Parked, nothing was sent. Changing %s again offers it, F6 too.",
               value_text(doc->base.v[ORDER_NUMBER]));
    else
        ui_say(doc->ui, ROLE_MESSAGE, "Parked. F6 brings it back.");
}

static void go_back(struct order_form *form)
{
    struct order_doc *doc = &form->doc;
    order_form_leave(form);
    if (order_doc_is_blank(doc)) {
        order_doc_drop_draft(doc);
    } else if (order_doc_save(doc)) {
        say_parked(doc);
    } else {
        order_form_enter(form); /* leaving would lose it; why it could not be saved was said */
        return;
    }
    ui_pop(form->ui);
}

static void shown_again(void *screen)
{
    struct order_form *form = screen;
    form->is_covered = false;
    if (form->doc.sent == SENT_DONE) {
        ui_pop(form->ui);
        return;
    }
    order_doc_judge(&form->doc);
    order_lines_rebuild(form);
    order_form_enter(form);
    if (form->is_picked)
        go_behind_group(form);
    form->is_picked = false;
    bool wants_next = form->doc.wants_next, wants_review = form->doc.wants_review;
    form->doc.wants_next = form->doc.wants_review = false;
    if (wants_review)
        review(form);
    else if (wants_next)
        next_problem(form, form->doc.next_from);
}

static void save(void *screen)
{
    struct order_form *form = screen;
    order_doc_save(&form->doc);
}

/* ------ actions ------ */

static enum ui_handled act(void *screen, enum action action)
{
    struct order_form *form = screen;
    int page = form->grid.list.rows > 1 ? form->grid.list.rows - 1 : 1;
    if (action != ACTION_DROP)
        form->drop_asked = false;
    form->doc.wants_pick.field = NULL;
    form->waits = false;
    switch ((int)action) {
    case ACTION_NEXT_FIELD:
        order_form_step(form, 1);
        break;
    case ACTION_PREVIOUS_FIELD:
        order_form_step(form, -1);
        break;
    case ACTION_MOVE_UP:
        order_form_step_rows(form, -1);
        break;
    case ACTION_MOVE_DOWN:
        order_form_step_rows(form, 1);
        break;
    case ACTION_PAGE_UP:
        order_form_step_rows(form, -page);
        break;
    case ACTION_PAGE_DOWN:
        order_form_step_rows(form, page);
        break;
    case ACTION_FIELD_EXIT:
        exit_field(form);
        break;
    case ACTION_LINE_NEW:
        new_line(form);
        break;
    case ACTION_LINE_REMOVE:
        remove_line(form);
        break;
    case ACTION_UNDO:
        undo(form, false);
        break;
    case ACTION_REDO:
        undo(form, true);
        break;
    case ACTION_AS_IT_WAS:
        set_here(form, order_doc_set_back);
        break;
    case ACTION_RECALL:
        set_here(form, order_doc_recall);
        break;
    case ACTION_LINE_COPY:
        copy_line(form);
        break;
    case ACTION_DITTO:
        ditto(form);
        break;
    case ACTION_FOLD:
        order_form_fold(form);
        break;
    case ACTION_PROMPT:
        pick(form);
        break;
    case ACTION_DETAILS:
        open_details(form);
        break;
    case ACTION_MIX:
        open_mix(form);
        break;
    case ACTION_NEXT_PROBLEM:
        next_problem(form, order_form_cursor(form));
        break;
    case ACTION_ORDER_REVIEW:
        review(form);
        break;
    case ACTION_DROP:
        drop(form);
        break;
    case ACTION_INTERRUPT:
        return order_doc_stop_lists(&form->doc) ? UI_HANDLED : UI_NOT_HANDLED;
    case ACTION_BACK:
        go_back(form);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct screen_sentence sentences[] = {
    { ACTION_LINE_REMOVE, "Take this line out; one that the service has is cancelled there, which "
                          "is confirmed first" },
    { ACTION_NONE, NULL },
};

const struct screen_class order_screen = {
    .name = "order",
    .title = "Standing order",
    .about = "A standing order: its header above, its lines below. Tab or Enter goes from field to "
             "field, Enter behind the last field adds a line. What must be filled in is marked *, "
             "where one of several fields is enough +, and what is wrong is said at the foot. "
             "In a filled date, number or code the first key typed replaces what is there; an "
             "arrow, End or Backspace keeps it to be edited, and Backspace on the emptied field "
             "brings it back. "
             "Nothing is sent before you have seen the review and confirmed it; leaving the form "
             "parks it, and F6 on the list brings it back.\n"
             "In a change, ~ is what the service does not let be read back: it stays as it is "
             "there unless something is typed. c stands beside what is different, a beside a new "
             "line, ! beside what is wrong. Changing the order again offers a change that was "
             "parked.",
    .bindings = order_form_bindings,
    .costs = order_form_costs,
    .sentences = sentences,
    .open = open_form,
    .close = order_form_free,
    .draw = order_form_draw,
    .key = type_key,
    .act = act,
    .heading = heading,
    .field_help = help_field,
    .shown_again = shown_again,
    .woken = woken,
    .save = save,
};
