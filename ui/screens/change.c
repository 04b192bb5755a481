/* Review and send of a change; see change.h. What is sent is planned once (change_plan.c), shown, and carried
 * out from the same plan (change_send.c). The screen stays until that is over. */
#include "config.h"
#include "ui/screens/change_view.h"
#include "base/clock.h"
#include "base/mem.h"
#include "ui/screens/change_page.h"
#include "ui/screens/text.h"

#include <stdlib.h>
#include <string.h>

static void *open_review(struct ui *ui, void *argument)
{
    struct change_view *view = mem_calloc(1, sizeof *view);
    view->ui = ui;
    view->doc = argument;
    change_view_begin(view);
    return view;
}

static void close_review(void *screen)
{
    struct change_view *view = screen;
    if (view->timer)
        ui_forget(view->ui, view->timer);
    if (view->change)
        change_free(view->change);
    merge_free(&view->merge);
    order_free(&view->base);
    order_free(&view->mine);
    order_free(&view->prepared);
    update_plan_free(&view->plan);
    diff_free(&view->diff);
    page_free(&view->page);
    confirm_free(&view->confirm);
    free(view->obstacle);
    free(view->note);
    free(view);
}

/* ------ drawing ------ */

/* The token and the day may be others by the time it is looked at again. */
static bool can_ask(const struct change_view *view, struct buf *why)
{
    size_t steps = view->plan.count;
    return ui_can_ask(view->ui, METHOD_ORDER_UPDATE, (long)steps, API_SAVING, why) &&
           ui_can_ask(view->ui, METHOD_ORDER_LIST, (long)(change_cost(&view->plan) - steps),
                      API_SAVING, why);
}

static void write_question(const struct change_view *view, struct buf *out)
{
    struct buf why = { 0 };
    if (view->obstacle)
        buf_addf(out, "It cannot be sent. %s Esc goes back to the form.", view->obstacle);
    else if (!can_ask(view, &why))
        buf_addf(out, "It cannot be sent now. %s Esc goes back to the form, which is kept.",
                 buf_text(&why));
    else if (change_view_needs_word(view))
        buf_addf(out,
                 "It was sent before and an answer was lost: a new line may be there already. "
                 "Look in the list first. Only if it is not: type %s and Enter.",
                 change_view_again);
    else if (view->warnings)
        buf_addf(out, "%zu %s: type %zu and Enter to send anyway, or Esc to go back and mend.",
                 view->warnings, view->warnings == 1 ? "warning" : "warnings", view->warnings);
    else if (view->note)
        buf_add(out, "F10 or Enter tries again; Esc goes back to the form.");
    else
        buf_add(out, "No warnings. F10 or Enter sends it as shown; Esc goes back to the form.");
    buf_free(&why);
}

static void write_under_way(const struct change_view *view, struct buf *out)
{
    const struct change *change = view->change;
    long long seconds = (long long)(clock_millis() - view->since) / 1000;
    size_t done = change_page_count(change, CHANGE_STEP_DONE);
    if (change->state == CHANGE_READING)
        buf_addf(out, "Reading %s again before anything is sent … %lld s. ",
                 change_view_number(view), seconds);
    else if (change->state == CHANGE_COMPARING)
        buf_addf(out, "Reading it again to compare … %lld s. ", seconds);
    else
        buf_addf(out, "Sending … %lld s; %zu of %zu done. ", seconds, done, change->plan.count);
    if (change->is_stopping)
        buf_add(out, "It stops once this is answered.");
    else if (change->state == CHANGE_COMPARING)
        buf_add(out, "All that is sent is sent.");
    else
        buf_add(out, "Esc stops after the request under way.");
}

static void draw_foot(struct change_view *view, struct area area)
{
    struct buf text = { 0 };
    enum role role = ROLE_NORMAL;
    switch (view->state) {
    case CHANGE_VIEW_ASKING:
        write_question(view, &text);
        confirm_draw(&view->confirm, area, NULL, buf_text(&text), "Send");
        buf_free(&text);
        return;
    case CHANGE_VIEW_UNDER_WAY:
        write_under_way(view, &text);
        role = ROLE_WARNING;
        break;
    case CHANGE_VIEW_NOTHING:
    case CHANGE_VIEW_REPORT:
        buf_addf(&text, "Enter goes back to the %s.",
                 view->doc->sent == SENT_DONE ? "list" : "form");
        break;
    case CHANGE_VIEW_DIFFERS:
    case CHANGE_VIEW_DONE:
        break;
    }
    paint_wrapped(area, 0, 1, area.cols - 2, role, buf_text(&text));
    buf_free(&text);
}

static void draw(void *screen, struct area area)
{
    struct change_view *view = screen;
    draw_foot(view, confirm_draw_page(&view->page, area));
}

static void heading(void *screen, struct buf *out)
{
    const struct change_view *view = screen;
    const struct value *v = view->prepared.v;
    buf_addf(out, "%s  %s", change_view_number(view),
             value_is_set(v[ORDER_CUSTOMER_NAME]) ? value_text(v[ORDER_CUSTOMER_NAME])
                                                  : value_text(v[ORDER_CUSTOMER_CODE]));
}

/* ------ keys ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct change_view *view = screen;
    return view->state == CHANGE_VIEW_ASKING ? confirm_key(&view->confirm, key) : UI_NOT_HANDLED;
}

static void try_to_send(struct change_view *view)
{
    if (view->obstacle) {
        ui_say(view->ui, ROLE_WARNING, "It cannot be sent. %s", view->obstacle);
    } else if (confirm_take(&view->confirm)) {
        change_view_send(view);
    } else if (change_view_needs_word(view)) {
        ui_say(view->ui, ROLE_WARNING, "To send it a second time, type the word %s first.",
               change_view_again);
    } else {
        ui_say(view->ui, ROLE_WARNING,
               "To send it with its warnings, type how many there are: %zu.", view->warnings);
    }
}

static void go_on(struct change_view *view)
{
    if (view->state == CHANGE_VIEW_ASKING)
        try_to_send(view);
    else if (view->state == CHANGE_VIEW_UNDER_WAY)
        ui_say(view->ui, ROLE_MESSAGE, "It is under way; once is enough.");
    else
        ui_pop(view->ui);
}

static void show_json(struct change_view *view)
{
    const struct api *api = ui_api(view->ui);
    struct buf text = { 0 };
    for (size_t i = 0; i < view->plan.count; i++) {
        const struct update_step *step = &view->plan.steps[i];
        buf_addf(&text, "%sRequest %zu of %zu: line %zu\n\n", i ? "\n" : "", i + 1,
                 view->plan.count, step->line + 1);
        api->ops->update_body(api->self, &step->body, &text);
        buf_add(&text, "\n");
    }
    struct text_start start = { "The requests as they are sent, without the token",
                                buf_text(&text) };
    ui_push(view->ui, &text_screen, &start);
    buf_free(&text);
}

static bool can_send(const void *screen, struct buf *why)
{
    const struct change_view *view = screen;
    if (view->state == CHANGE_VIEW_UNDER_WAY)
        buf_add(why, "It is under way; once is enough.");
    else if (view->state != CHANGE_VIEW_ASKING)
        buf_add(why, "There is nothing to send here any more; Enter goes on.");
    else if (view->obstacle)
        buf_addf(why, "It cannot be sent. %s", view->obstacle);
    return !why->len;
}

static bool can_leave(const void *screen, struct buf *why)
{
    const struct change_view *view = screen;
    if (view->state == CHANGE_VIEW_UNDER_WAY)
        buf_add(why, "It is under way; Esc stops it after the request that is on its way.");
    return !why->len;
}

static int count_sending(const void *screen)
{
    const struct change_view *view = screen;
    return view->state == CHANGE_VIEW_ASKING ? (int)view->plan.count : 0;
}

static int count_readings(const void *screen)
{
    const struct change_view *view = screen;
    return view->state == CHANGE_VIEW_ASKING ? (int)(change_cost(&view->plan) - view->plan.count)
                                             : 0;
}

static const struct screen_cost costs[] = {
    { ACTION_ORDER_SEND, METHOD_ORDER_UPDATE, API_SAVING, .requests = count_sending,
      .words = "1 request for each changed line, and 2 to read the order again" },
    { ACTION_ORDER_SEND, METHOD_ORDER_LIST, API_SAVING, .requests = count_readings },
    { ACTION_CHOOSE, METHOD_ORDER_UPDATE, API_SAVING, .requests = count_sending,
      .words = "the same" },
    { ACTION_CHOOSE, METHOD_ORDER_LIST, API_SAVING, .requests = count_readings },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "F10", "Ctrl-S" }, ACTION_ORDER_SEND, "Send", can_send },
    { { "F3", "Ctrl-X" }, ACTION_BACK, "Form", can_leave },
    { { "Esc" }, ACTION_BACK, NULL, NULL },
    { { "F4", "Ctrl-F" }, ACTION_SHOW_JSON, "Show the JSON", NULL },
    { { "Enter" }, ACTION_CHOOSE, "Go on", NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, "Next page", NULL },
    { .action = ACTION_NONE },
};

static enum ui_handled act(void *screen, enum action action)
{
    struct change_view *view = screen;
    if (page_act(&view->page, action))
        return UI_HANDLED;
    bool is_under_way = view->state == CHANGE_VIEW_UNDER_WAY;
    switch ((int)action) {
    case ACTION_ORDER_SEND:
    case ACTION_CHOOSE:
        go_on(view);
        break;
    case ACTION_SHOW_JSON:
        show_json(view);
        break;
    case ACTION_INTERRUPT:
        if (!is_under_way)
            return UI_NOT_HANDLED;
        change_view_stop(view);
        break;
    case ACTION_BACK:
        if (is_under_way)
            change_view_stop(view);
        else
            ui_pop(view->ui);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct screen_sentence sentences[] = {
    { ACTION_CHOOSE, "Send this change, as F10 does; go on once it is over" },
    { ACTION_ORDER_SEND, "Send this change" },
    { ACTION_BACK, "Go back to the form; while it is sent: stop after the request under way" },
    { ACTION_NONE, NULL },
};

const struct screen_class change_screen = {
    .name = "change",
    .title = "Review and send",
    .about =
        "What of the order is changed: old and new of each field, and what that makes of the "
        "totals. Values shown as ~ in the form are not sent unless they were typed. Sending "
        "reads the order again first; where somebody else changed it, that is decided before "
        "anything is sent. Then each changed line goes in a request of its own, the first that "
        "fails stops the rest, and what came back is compared with what was sent.",
    .bindings = bindings,
    .sentences = sentences,
    .costs = costs,
    .open = open_review,
    .close = close_review,
    .draw = draw,
    .key = type_key,
    .act = act,
    .heading = heading,
    .shown_again = change_view_shown_again,
    .woken = change_view_woken,
};
