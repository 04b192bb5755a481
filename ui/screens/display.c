/* The display of one standing order; see display.h. Looks as the order form does; nothing is typed, so
 * letters are keys. */
#include "config.h"
#include "ui/screens/display.h"
#include "ui/screens/calendar.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/details.h"
#include "ui/screens/mix.h"
#include "ui/screens/order_form.h"
#include "ui/screens/prebooks.h"

static void *open_display(struct ui *ui, void *argument)
{
    return order_form_new(ui, argument);
}

static void heading(void *screen, struct buf *out)
{
    const struct order_form *form = screen;
    const struct order *order = &form->doc.order;
    buf_addf(out, "%s  Display", field_shown(&order_fields[ORDER_NUMBER], order->v[ORDER_NUMBER]));
    if (*order_status_word(order->status))
        buf_addf(out, "  %s", order_status_word(order->status));
    order_form_write_line(form, out);
}

static void help_field(void *screen, struct buf *out)
{
    (void)screen;
    buf_add(out, "F2 shows every field; ~ is what the service does not let be read back.");
}

/* ------ other screens ------ */

static int line_of(const struct order_form *form)
{
    return form->grid.list.selected < form->row_count ? form->rows[form->grid.list.selected].item
                                                      : DOC_NONE;
}

/* In place of the display, which would show the order of before. */
static void change(struct order_form *form)
{
    struct order_screen_start start = { .order = &form->doc.order, .is_change = true };
    ui_pop(form->ui);
    ui_push(form->ui, &order_screen, &start);
}

static void copy(struct order_form *form)
{
    struct order_screen_start start = { .order = &form->doc.order, .is_copy = true };
    ui_push(form->ui, &order_screen, &start);
}

static void take_cancelled(void *context, const char *order_id, const char *item_id)
{
    struct order_form *form = context;
    struct order_doc *doc = &form->doc;
    int at = diff_find_line(&doc->order, item_id);
    (void)order_id;
    if (at == DIFF_NOWHERE)
        return;
    order_doc_delete_line(doc, (size_t)at);
    if (!doc->order.item_count)
        doc->order.status = ORDER_CANCELLED;
    order_doc_judge(doc);
    order_lines_rebuild(form);
}

static void cancel(struct order_form *form)
{
    int line = line_of(form);
    const struct order *order = &form->doc.order;
    const struct cancel_pick pick = { order, line == DOC_NONE
                                                 ? NULL
                                                 : value_text(order->items[line].v[ITEM_ID]) };
    struct cancel_lines_start start = { &pick, 1, take_cancelled, form };
    order_form_cover(form, &cancel_lines_screen, &start);
}

static void open_details(struct order_form *form)
{
    struct details_start start = { &form->doc, { DOC_NONE, DOC_NONE, DOC_NONE, NULL } };
    order_form_cover(form, &details_screen, &start);
}

static void open_mix(struct order_form *form)
{
    struct mix_start start = { &form->doc, { line_of(form), 0, DOC_NONE, NULL } };
    order_form_cover(form, &mix_screen, &start);
}

static void shown_again(void *screen)
{
    struct order_form *form = screen;
    form->is_covered = false;
    order_lines_rebuild(form);
    order_form_enter(form);
}

/* ------ keys ------ */

static bool can_mix(const void *screen, struct buf *why)
{
    const struct order_form *form = screen;
    int line = line_of(form);
    if (line == DOC_NONE || !form->doc.order.items[line].breakdown_count)
        buf_add(why, "This line has no parts.");
    return !why->len;
}

static bool can_change(const void *screen, struct buf *why)
{
    const struct order *order = &((const struct order_form *)screen)->doc.order;
    if (order->status != ORDER_ACTIVE)
        buf_addf(why, "%s is %s: only an active order can be changed. c copies it.",
                 value_text(order->v[ORDER_NUMBER]),
                 order->status == ORDER_CANCELLED ? "cancelled" : "of unknown status");
    return !why->len;
}

static bool can_cancel(const void *screen, struct buf *why)
{
    return can_change(screen, why) &&
           ui_may(((const struct order_form *)screen)->ui, METHOD_ORDER_ITEM_DELETE, why);
}

static const struct screen_cost costs[] = {
    { ACTION_ORDER_CANCEL, METHOD_ORDER_LIST, .purpose = API_SAVING,
      .words = "1 request, and then 1 for each line" },
    { ACTION_ORDER_PREBOOKS, METHOD_PREBOOK_LIST, .purpose = API_LOOKING },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "F10", "e", "2" }, ACTION_ORDER_CHANGE, "Change", can_change },
    { { "c", "3" }, ACTION_ORDER_COPY, "Copy", NULL },
    { { "x", "Ctrl-T", "4" }, ACTION_ORDER_CANCEL, "Cancel lines", can_cancel },
    { { "w", "8" }, ACTION_ORDER_CALENDAR, "Calendar", NULL },
    { { "p" }, ACTION_ORDER_PREBOOKS, "Prebooks", NULL },
    { { "F2", "Alt-n" }, ACTION_DETAILS, "Details", NULL },
    { { "Ctrl-B" }, ACTION_MIX, "Mix", can_mix },
    { { "F11" }, ACTION_FOLD, "Fold mixes", order_form_can_fold },
    { { "F3", "q", "Esc", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "Up", "k", "Shift-Tab" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j", "Tab", "Enter" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, NULL, NULL },
    { .action = ACTION_NONE },
};

static enum ui_handled act(void *screen, enum action action)
{
    struct order_form *form = screen;
    int page = form->grid.list.rows > 1 ? form->grid.list.rows - 1 : 1;
    switch ((int)action) {
    case ACTION_ORDER_CHANGE:
        change(form);
        break;
    case ACTION_ORDER_COPY:
        copy(form);
        break;
    case ACTION_ORDER_CANCEL:
        cancel(form);
        break;
    case ACTION_ORDER_CALENDAR:
        order_form_cover(form, &calendar_screen, &form->doc.order);
        break;
    case ACTION_ORDER_PREBOOKS:
        order_form_cover(form, &prebooks_screen, &form->doc.order);
        break;
    case ACTION_DETAILS:
        open_details(form);
        break;
    case ACTION_MIX:
        open_mix(form);
        break;
    case ACTION_FOLD:
        order_form_fold(form);
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
    case ACTION_BACK:
        ui_pop(form->ui);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct screen_sentence sentences[] = {
    { ACTION_ORDER_CHANGE,
      "Change this order; nothing is sent before its review (up to 2 requests where the "
      "lists of carriers and vendors were not read yet)" },
    { ACTION_ORDER_COPY, "Begin a new order as a copy of this one, without its dates" },
    { ACTION_ORDER_CANCEL, "Cancel lines of this order; they are shown and confirmed first" },
    { ACTION_ORDER_CALENDAR, "Show the truck days of this order month by month" },
    { ACTION_ORDER_PREBOOKS, "Show the prebooks made from this order already" },
    { ACTION_DETAILS, "Show every field, with notes and custom fields" },
    { ACTION_NONE, NULL },
};

const struct screen_class display_screen = {
    .name = "display",
    .title = "Standing order",
    .about = "A standing order as the service has it: its header above, its lines below. ~ is what "
             "the service does not let be read back. Letters and digits are keys here: e changes "
             "the order, c copies it, x cancels lines, w shows its calendar, p its prebooks.",
    .bindings = bindings,
    .sentences = sentences,
    .costs = costs,
    .open = open_display,
    .close = order_form_free,
    .draw = order_form_draw,
    .act = act,
    .heading = heading,
    .field_help = help_field,
    .shown_again = shown_again,
};
