/* Carrying a change out, from the plan that was shown, and what becomes of it; see change_view.h. What is left
 * goes back into the doc. That requests are under way is on disk before the first leaves, as the draft's name. */
#include "config.h"
#include "ui/screens/change_view.h"
#include "base/clock.h"
#include "base/mem.h"
#include "ui/screens/change_page.h"
#include "ui/screens/orders.h"
#include "ui/screens/theirs.h"

#include <stdlib.h>

void change_view_show_progress(struct change_view *view)
{
    if (view->state == CHANGE_VIEW_UNDER_WAY)
        change_page_progress(&view->page, view->change, clock_millis() - view->since);
}

static void tick(void *context)
{
    struct change_view *view = context;
    view->timer = ui_after(view->ui, 1000, tick, view);
    change_view_show_progress(view);
}

static void stop_timer(struct change_view *view)
{
    if (view->timer)
        ui_forget(view->ui, view->timer);
    view->timer = 0;
}

/* Nothing was sent: it can be tried again, as before. */
static void ask_again(struct change_view *view, const char *message)
{
    order_doc_set_sent(view->doc, view->before, NULL);
    free(view->note);
    view->note = mem_strdup(message);
    change_view_begin(view);
}

/* All is decided in copies, so that the doc stays as it is where the person turns back. */
static void find_conflicts(struct change_view *view)
{
    order_doc_set_sent(view->doc, view->before, NULL);
    order_copy(&view->base, &view->doc->base);
    order_copy(&view->mine, &view->doc->order);
    merge_find(&view->merge, &view->base, &view->change->theirs, &view->mine);
    view->is_deciding = false;
    view->state = CHANGE_VIEW_DIFFERS;
}

/* The refused line bears the service's words in the form, until it is edited. A new line has no id to be
 * found by; new lines stay the last ones. */
static void mark_refused(struct order_doc *doc, const struct change *change, size_t step,
                         const char *words)
{
    const struct update_step *planned = &change->plan.steps[step];
    int at = diff_find_line(&doc->order, value_text(change->mine.items[planned->line].v[ITEM_ID]));
    size_t behind = change->mine.item_count - planned->line;
    if (planned->is_new_line && doc->order.item_count >= behind)
        at = (int)(doc->order.item_count - behind);
    if (at == DIFF_NOWHERE)
        return;
    struct item *item = &doc->order.items[at];
    item->answer = ITEM_REFUSED;
    free(item->answer_message);
    item->answer_message = mem_strdup(words);
}

static void keep_refusal(struct change_view *view)
{
    struct order_doc *doc = view->doc;
    const struct change *change = view->change;
    for (size_t i = 0; i < change->plan.count; i++) {
        const struct change_step *step = &change->steps[i];
        if (step->state != CHANGE_STEP_REFUSED)
            continue;
        const char *words = step->message ? step->message : change->message;
        free(doc->refusal);
        doc->refusal = mem_printf("line %zu, %s", change->plan.steps[i].line + 1, words);
        mark_refused(doc, change, i, words);
        return;
    }
}

/* The doc gets what is left, and so does its draft. */
static bool take_rest(struct change_view *view)
{
    struct order_doc *doc = view->doc;
    const struct change *change = view->change;
    struct order base = { 0 }, mine = { 0 };
    bool left = true;
    enum order_sent sent = change_page_count(change, CHANGE_STEP_UNKNOWN) ? SENT_OPEN : SENT_NEVER;
    if (!change->is_gone)
        left = change_rest(change, &base, &mine);
    if (left && !change->is_gone)
        order_doc_rebase(doc, &base, &mine);
    if (left && !change_page_count(change, CHANGE_STEP_DONE) && sent == SENT_NEVER)
        sent = view->before;
    order_doc_set_sent(doc, left ? sent : SENT_DONE, left ? NULL : change_view_number(view));
    if (left)
        keep_refusal(view);
    order_free(&base);
    order_free(&mine);
    return left;
}

/* Nothing left this machine and the order is not known to be another: the same can be tried again. */
static bool can_try_again(const struct change *change)
{
    bool sent_any = change_page_count(change, CHANGE_STEP_NOT_SENT) < change->plan.count;
    return !sent_any && !change->has_now && !change->is_gone && !change->is_stopping &&
           change->outcome != API_DONE && change->outcome != API_REFUSED;
}

static void take_over(struct change_view *view)
{
    const struct change *change = view->change;
    if (change->is_gone)
        orders_take_out(view->ui, value_text(change->base.v[ORDER_ID]));
    else if (change->has_now)
        orders_put(view->ui, &change->now);
    else if (change_page_count(change, CHANGE_STEP_NOT_SENT) < change->plan.count)
        orders_select_number(view->ui, change_view_number(view));
    if (can_try_again(change)) {
        ask_again(view, change->message);
        return;
    }
    bool left = take_rest(view);
    bool is_whole = !left && change->outcome == API_DONE && !change->differences.count;
    view->state = is_whole && change->has_now ? CHANGE_VIEW_DONE : CHANGE_VIEW_REPORT;
    if (view->state == CHANGE_VIEW_REPORT)
        change_page_end(&view->page, change, left);
}

static void on_again(void *context, const struct api_again *again)
{
    ui_say_again(((struct change_view *)context)->ui, again);
}

static void on_news(void *context, struct change *change)
{
    struct change_view *view = context;
    ui_say_again(view->ui, NULL);
    size_t step = change_page_current(change) + (change->state == CHANGE_COMPARING);
    if (step != view->step)
        view->since = clock_millis();
    view->step = step;
    if (change->state == CHANGE_DIFFERS || change->state == CHANGE_OVER) {
        stop_timer(view);
        ui_discard_keys(view->ui);
        ui_say(view->ui, ROLE_MESSAGE, "%s", ""); /* what was said while it was on its way */
    }
    if (change->state == CHANGE_DIFFERS)
        find_conflicts(view);
    else if (change->state == CHANGE_OVER)
        take_over(view);
    else
        change_view_show_progress(view);
}

void change_view_send(struct change_view *view)
{
    view->doc->save_failed = false; /* why it cannot be saved is said again */
    if (!order_doc_set_sent(view->doc, SENT_OPEN, NULL)) {
        ask_again(view, "Nothing was sent: the change could not be kept on this machine, and "
                        "after a lost answer nobody would know of it.");
        return;
    }
    if (view->change)
        change_free(view->change);
    struct order used = order_doc_used(view->doc);
    const struct change_call call = { .api = ui_api(view->ui),
                                      .base = &view->doc->base,
                                      .mine = &used,
                                      .on_news = on_news,
                                      .on_again = on_again,
                                      .context = view };
    view->state = CHANGE_VIEW_UNDER_WAY;
    view->since = clock_millis();
    view->timer = ui_after(view->ui, 1000, tick, view);
    view->change = change_start(&call);
    order_doc_free_used(&used);
    view->step = change_page_current(view->change);
    page_free(&view->page);
    change_view_show_progress(view);
}

/* ------ somebody else's change ------ */

static void go_back_mending(struct change_view *view)
{
    view->doc->show_all = true;
    view->state = CHANGE_VIEW_REPORT;
    ui_pop(view->ui);
    ui_say(
        view->ui, ROLE_ERROR,
        "Nothing was sent yet: with what somebody else changed, something is to be mended first.");
}

static void on_decided(void *context)
{
    struct change_view *view = context;
    struct order_doc *doc = view->doc;
    view->is_deciding = false;
    merge_apply(&view->merge, &view->base, &view->change->theirs, &view->mine);
    order_doc_rebase(doc, &view->base, &view->mine);
    doc->dirty = true;
    order_doc_save(doc);
    orders_put(view->ui, &view->change->theirs);
    free(view->note);
    view->note = NULL;
    if (issues_count(&doc->issues, ISSUE_ERROR)) {
        go_back_mending(view);
        return;
    }
    change_view_begin(view);
    if (view->state == CHANGE_VIEW_NOTHING)
        order_doc_set_sent(doc, SENT_DONE, change_view_number(view));
    else
        ui_say(view->ui, ROLE_MESSAGE,
               "Nothing was sent yet: this is what is sent now, with what you decided.");
}

static void decide(struct change_view *view)
{
    struct theirs_start start = { .merge = &view->merge,
                                  .base = &view->base,
                                  .theirs = &view->change->theirs,
                                  .mine = &view->mine,
                                  .on_decided = on_decided,
                                  .context = view };
    view->is_deciding = view->merge.count;
    if (view->is_deciding)
        ui_push(view->ui, &theirs_screen, &start);
    else
        on_decided(view);
}

/* What is to be seen waits until this screen is on top. */
void change_view_woken(void *screen)
{
    struct change_view *view = screen;
    if (view->state == CHANGE_VIEW_DONE) {
        ui_pop(view->ui);
        ui_say(view->ui, ROLE_OK, "%s is changed.", change_view_number(view));
    } else if (view->state == CHANGE_VIEW_DIFFERS && !view->is_deciding) {
        decide(view);
    }
}

void change_view_shown_again(void *screen)
{
    struct change_view *view = screen;
    if (view->state == CHANGE_VIEW_DIFFERS && view->is_deciding) { /* it was left */
        ui_pop(view->ui);
        ui_say(view->ui, ROLE_WARNING,
               "Nothing was sent, and what you typed is as it was. F10 reads %s again.",
               change_view_number(view));
    }
}

void change_view_stop(struct change_view *view)
{
    change_stop(view->change);
    if (view->state == CHANGE_VIEW_UNDER_WAY) /* else it is over already */
        change_view_show_progress(view);
}
