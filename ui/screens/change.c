/* Review and send of a change; see change.h. What is sent is planned once, shown, and carried out by
 * work/change.h from the same plan. The screen stays until that is over; what is left goes back into
 * the doc. That requests are under way is on disk before the first leaves, as the draft's name. */
#include "config.h"
#include "ui/screens/change.h"
#include "base/clock.h"
#include "base/mem.h"
#include "ui/screens/change_page.h"
#include "ui/screens/change_words.h"
#include "ui/screens/confirm.h"
#include "ui/screens/orders.h"
#include "ui/screens/text.h"
#include "ui/screens/theirs.h"

#include <stdlib.h>
#include <string.h>

enum state {
    REVIEW_ASKING,
    REVIEW_NOTHING, /* there is nothing to send */
    REVIEW_UNDER_WAY,
    REVIEW_DIFFERS, /* to be decided, or on the way back to the form */
    REVIEW_REPORT,
    REVIEW_DONE /* all is there as it was sent: on the way out */
};

struct review {
    struct ui *ui;
    struct order_doc *doc;
    struct order prepared;
    struct update_plan plan;
    struct diff diff;
    struct page page;
    enum state state;
    enum order_sent before; /* what was so before it was sent */
    size_t warnings;
    bool adds_lines;
    char *obstacle; /* why it cannot be sent at all; NULL = it can */
    struct confirm confirm;
    char *note; /* why it came to nothing; NULL = nothing was tried */
    struct change *change;
    unsigned timer;
    size_t step;   /* the request under way … */
    int64_t since; /* … and when it began */
    /* Somebody else's change, while it is decided. */
    struct merge merge;
    struct order base, mine; /* the doc's, to be merged */
    bool is_deciding;        /* its screen is above this one */
};

static const char again_word[] = "SEND";

static const char *number_of(const struct review *review)
{
    return value_text(review->doc->base.v[ORDER_NUMBER]);
}

/* ------ what is asked ------ */

/* Where an answer was lost, a new line may be there already. */
static bool needs_word(const struct review *review)
{
    return review->before == SENT_OPEN && review->adds_lines;
}

static void ask(struct review *review)
{
    char *wanted = needs_word(review) ? mem_strdup(again_word)
                   : review->warnings ? mem_printf("%zu", review->warnings)
                                      : NULL;
    review->state = REVIEW_ASKING;
    confirm_ask(&review->confirm, review->ui, wanted);
    free(wanted);
}

/* A new line may have come into the draft, or out of somebody else's change, under another setting. */
static char *find_obstacle(const struct review *review)
{
    const struct profile *profile = ui_profile(review->ui);
    for (size_t i = 0; !profile->add_line_by_update && i < review->plan.count; i++) {
        if (review->plan.steps[i].is_new_line)
            return mem_printf("Line %zu is new, and the profile's add_line_by_update is off: take "
                              "the line out with Ctrl-T.",
                              review->plan.steps[i].line + 1);
    }
    return NULL;
}

static size_t measure(struct review *review)
{
    const struct api *api = ui_api(review->ui);
    size_t largest = 0;
    free(review->obstacle);
    review->obstacle = find_obstacle(review);
    for (size_t i = 0; i < review->plan.count; i++) {
        const struct order *body = &review->plan.steps[i].body;
        struct issues issues = { 0 };
        size_t bytes = api->ops->update_body(api->self, body, NULL);
        validate_body_bytes(body, bytes, &issues);
        for (size_t k = 0; k < issues.count && !review->obstacle; k++) {
            if (issues.list[k].severity == ISSUE_ERROR)
                review->obstacle = mem_printf("Line %zu: %s", review->plan.steps[i].line + 1,
                                              issues.list[k].message);
        }
        issues_free(&issues);
        largest = bytes > largest ? bytes : largest;
    }
    return largest;
}

/* Plans what is to be sent from the doc as it is now, shows it, and asks. */
static void begin(struct review *review)
{
    struct order_doc *doc = review->doc;
    order_free(&review->prepared);
    update_plan_free(&review->plan);
    struct order used = order_doc_used(doc);
    update_prepare(&review->prepared, &doc->base, &used);
    order_doc_free_used(&used);
    update_plan_make(&review->plan, &doc->base, &review->prepared);
    diff_orders(&review->diff, &doc->base, &review->prepared, DIFF_WRITABLE);
    review->before = doc->sent;
    review->warnings = issues_count(&doc->issues, ISSUE_WARNING);
    review->adds_lines = false;
    for (size_t i = 0; i < review->plan.count; i++)
        review->adds_lines |= review->plan.steps[i].is_new_line;
    const struct change_words words = { doc, &review->prepared, &review->plan, &review->diff,
                                        measure(review) };
    ask(review);
    page_free(&review->page);
    if (review->note)
        page_add(&review->page, ROLE_ERROR, 0, review->note);
    else if (review->before == SENT_OPEN)
        page_add(&review->page, ROLE_WARNING, 0,
                 "It was sent before and an answer was lost, so a part of it may be there. It is "
                 "read again before anything is sent.");
    if (review->page.count)
        page_add(&review->page, ROLE_NORMAL, 0, "");
    if (review->plan.count) {
        change_words_review(&review->page, &words);
        return;
    }
    review->state = REVIEW_NOTHING;
    page_add(&review->page, ROLE_NORMAL, 0, "");
    page_add(&review->page, ROLE_OK, 0,
             "Nothing is left to be sent: the order is as it is in the form.");
}

static void *open_review(struct ui *ui, void *argument)
{
    struct review *review = mem_calloc(1, sizeof *review);
    review->ui = ui;
    review->doc = argument;
    begin(review);
    return review;
}

static void close_review(void *screen)
{
    struct review *review = screen;
    if (review->timer)
        ui_forget(review->ui, review->timer);
    if (review->change)
        change_free(review->change);
    merge_free(&review->merge);
    order_free(&review->base);
    order_free(&review->mine);
    order_free(&review->prepared);
    update_plan_free(&review->plan);
    diff_free(&review->diff);
    page_free(&review->page);
    confirm_free(&review->confirm);
    free(review->obstacle);
    free(review->note);
    free(review);
}

/* ------ drawing ------ */

/* The token and the day may be others by the time it is looked at again. */
static bool can_ask(const struct review *review, struct buf *why)
{
    size_t steps = review->plan.count;
    return ui_can_ask(review->ui, METHOD_ORDER_UPDATE, (long)steps, API_SAVING, why) &&
           ui_can_ask(review->ui, METHOD_ORDER_LIST, (long)(change_cost(&review->plan) - steps),
                      API_SAVING, why);
}

static void write_question(const struct review *review, struct buf *out)
{
    struct buf why = { 0 };
    if (review->obstacle)
        buf_addf(out, "It cannot be sent. %s Esc goes back to the form.", review->obstacle);
    else if (!can_ask(review, &why))
        buf_addf(out, "It cannot be sent now. %s Esc goes back to the form, which is kept.",
                 buf_text(&why));
    else if (needs_word(review))
        buf_addf(out,
                 "It was sent before and an answer was lost: a new line may be there already. "
                 "Look in the list first. Only if it is not: type %s and Enter.",
                 again_word);
    else if (review->warnings)
        buf_addf(out, "%zu %s: type %zu and Enter to send anyway, or Esc to go back and mend.",
                 review->warnings, review->warnings == 1 ? "warning" : "warnings",
                 review->warnings);
    else if (review->note)
        buf_add(out, "F10 or Enter tries again; Esc goes back to the form.");
    else
        buf_add(out, "No warnings. F10 or Enter sends it as shown; Esc goes back to the form.");
    buf_free(&why);
}

static void write_under_way(const struct review *review, struct buf *out)
{
    const struct change *change = review->change;
    long long seconds = (long long)(clock_millis() - review->since) / 1000;
    size_t done = change_page_count(change, CHANGE_STEP_DONE);
    if (change->state == CHANGE_READING)
        buf_addf(out, "Reading %s again before anything is sent … %lld s. ", number_of(review),
                 seconds);
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

static void draw_foot(struct review *review, struct area area)
{
    struct buf text = { 0 };
    enum role role = ROLE_NORMAL;
    switch (review->state) {
    case REVIEW_ASKING:
        write_question(review, &text);
        confirm_draw(&review->confirm, area, NULL, buf_text(&text), "Send");
        buf_free(&text);
        return;
    case REVIEW_UNDER_WAY:
        write_under_way(review, &text);
        role = ROLE_WARNING;
        break;
    case REVIEW_NOTHING:
    case REVIEW_REPORT:
        buf_addf(&text, "Enter goes back to the %s.",
                 review->doc->sent == SENT_DONE ? "list" : "form");
        break;
    case REVIEW_DIFFERS:
    case REVIEW_DONE:
        break;
    }
    paint_wrapped(area, 0, 1, area.cols - 2, role, buf_text(&text));
    buf_free(&text);
}

static void show_progress(struct review *review)
{
    if (review->state == REVIEW_UNDER_WAY)
        change_page_progress(&review->page, review->change, clock_millis() - review->since);
}

static void draw(void *screen, struct area area)
{
    struct review *review = screen;
    draw_foot(review, confirm_draw_page(&review->page, area));
}

static void heading(void *screen, struct buf *out)
{
    const struct review *review = screen;
    const struct value *v = review->prepared.v;
    buf_addf(out, "%s  %s", number_of(review),
             value_is_set(v[ORDER_CUSTOMER_NAME]) ? value_text(v[ORDER_CUSTOMER_NAME])
                                                  : value_text(v[ORDER_CUSTOMER_CODE]));
}

/* ------ carrying it out ------ */

static void tick(void *context)
{
    struct review *review = context;
    review->timer = ui_after(review->ui, 1000, tick, review);
    show_progress(review);
}

static void stop_timer(struct review *review)
{
    if (review->timer)
        ui_forget(review->ui, review->timer);
    review->timer = 0;
}

/* Nothing was sent: it can be tried again, as before. */
static void ask_again(struct review *review, const char *message)
{
    order_doc_set_sent(review->doc, review->before, NULL);
    free(review->note);
    review->note = mem_strdup(message);
    begin(review);
}

/* All is decided in copies, so that the doc stays as it is where the person turns back. */
static void find_conflicts(struct review *review)
{
    order_doc_set_sent(review->doc, review->before, NULL);
    order_copy(&review->base, &review->doc->base);
    order_copy(&review->mine, &review->doc->order);
    merge_find(&review->merge, &review->base, &review->change->theirs, &review->mine);
    review->is_deciding = false;
    review->state = REVIEW_DIFFERS;
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

static void keep_refusal(struct review *review)
{
    struct order_doc *doc = review->doc;
    const struct change *change = review->change;
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
static bool take_rest(struct review *review)
{
    struct order_doc *doc = review->doc;
    const struct change *change = review->change;
    struct order base = { 0 }, mine = { 0 };
    bool left = true;
    enum order_sent sent = change_page_count(change, CHANGE_STEP_UNKNOWN) ? SENT_OPEN : SENT_NEVER;
    if (!change->is_gone)
        left = change_rest(change, &base, &mine);
    if (left && !change->is_gone)
        order_doc_rebase(doc, &base, &mine);
    if (left && !change_page_count(change, CHANGE_STEP_DONE) && sent == SENT_NEVER)
        sent = review->before;
    order_doc_set_sent(doc, left ? sent : SENT_DONE, left ? NULL : number_of(review));
    if (left)
        keep_refusal(review);
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

static void take_over(struct review *review)
{
    const struct change *change = review->change;
    if (change->is_gone)
        orders_take_out(review->ui, value_text(change->base.v[ORDER_ID]));
    else if (change->has_now)
        orders_put(review->ui, &change->now);
    else if (change_page_count(change, CHANGE_STEP_NOT_SENT) < change->plan.count)
        orders_select_number(review->ui, number_of(review));
    if (can_try_again(change)) {
        ask_again(review, change->message);
        return;
    }
    bool left = take_rest(review);
    bool is_whole = !left && change->outcome == API_DONE && !change->differences.count;
    review->state = is_whole && change->has_now ? REVIEW_DONE : REVIEW_REPORT;
    if (review->state == REVIEW_REPORT)
        change_page_end(&review->page, change, left);
}

static void on_again(void *context, const struct api_again *again)
{
    ui_say_again(((struct review *)context)->ui, again);
}

static void on_news(void *context, struct change *change)
{
    struct review *review = context;
    ui_say_again(review->ui, NULL);
    size_t step = change_page_current(change) + (change->state == CHANGE_COMPARING);
    if (step != review->step)
        review->since = clock_millis();
    review->step = step;
    if (change->state == CHANGE_DIFFERS || change->state == CHANGE_OVER) {
        stop_timer(review);
        ui_discard_keys(review->ui);
        ui_say(review->ui, ROLE_MESSAGE, "%s", ""); /* what was said while it was on its way */
    }
    if (change->state == CHANGE_DIFFERS)
        find_conflicts(review);
    else if (change->state == CHANGE_OVER)
        take_over(review);
    else
        show_progress(review);
}

static void send(struct review *review)
{
    review->doc->save_failed = false; /* why it cannot be saved is said again */
    if (!order_doc_set_sent(review->doc, SENT_OPEN, NULL)) {
        ask_again(review, "Nothing was sent: the change could not be kept on this machine, and "
                          "after a lost answer nobody would know of it.");
        return;
    }
    if (review->change)
        change_free(review->change);
    struct order used = order_doc_used(review->doc);
    const struct change_call call = { .api = ui_api(review->ui),
                                      .base = &review->doc->base,
                                      .mine = &used,
                                      .on_news = on_news,
                                      .on_again = on_again,
                                      .context = review };
    review->state = REVIEW_UNDER_WAY;
    review->since = clock_millis();
    review->timer = ui_after(review->ui, 1000, tick, review);
    review->change = change_start(&call);
    order_doc_free_used(&used);
    review->step = change_page_current(review->change);
    page_free(&review->page);
    show_progress(review);
}

/* ------ somebody else's change ------ */

static void go_back_mending(struct review *review)
{
    review->doc->show_all = true;
    review->state = REVIEW_REPORT;
    ui_pop(review->ui);
    ui_say(
        review->ui, ROLE_ERROR,
        "Nothing was sent yet: with what somebody else changed, something is to be mended first.");
}

static void on_decided(void *context)
{
    struct review *review = context;
    struct order_doc *doc = review->doc;
    review->is_deciding = false;
    merge_apply(&review->merge, &review->base, &review->change->theirs, &review->mine);
    order_doc_rebase(doc, &review->base, &review->mine);
    doc->dirty = true;
    order_doc_save(doc);
    orders_put(review->ui, &review->change->theirs);
    free(review->note);
    review->note = NULL;
    if (issues_count(&doc->issues, ISSUE_ERROR)) {
        go_back_mending(review);
        return;
    }
    begin(review);
    if (review->state == REVIEW_NOTHING)
        order_doc_set_sent(doc, SENT_DONE, number_of(review));
    else
        ui_say(review->ui, ROLE_MESSAGE,
               "Nothing was sent yet: this is what is sent now, with what you decided.");
}

static void decide(struct review *review)
{
    struct theirs_start start = { .merge = &review->merge,
                                  .base = &review->base,
                                  .theirs = &review->change->theirs,
                                  .mine = &review->mine,
                                  .on_decided = on_decided,
                                  .context = review };
    review->is_deciding = review->merge.count;
    if (review->is_deciding)
        ui_push(review->ui, &theirs_screen, &start);
    else
        on_decided(review);
}

/* What is to be seen waits until this screen is on top. */
static void woken(void *screen)
{
    struct review *review = screen;
    if (review->state == REVIEW_DONE) {
        ui_pop(review->ui);
        ui_say(review->ui, ROLE_OK, "%s is changed.", number_of(review));
    } else if (review->state == REVIEW_DIFFERS && !review->is_deciding) {
        decide(review);
    }
}

static void shown_again(void *screen)
{
    struct review *review = screen;
    if (review->state == REVIEW_DIFFERS && review->is_deciding) { /* it was left */
        ui_pop(review->ui);
        ui_say(review->ui, ROLE_WARNING,
               "Nothing was sent, and what you typed is as it was. F10 reads %s again.",
               number_of(review));
    }
}

/* ------ keys ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct review *review = screen;
    return review->state == REVIEW_ASKING ? confirm_key(&review->confirm, key) : UI_NOT_HANDLED;
}

static void try_to_send(struct review *review)
{
    if (review->obstacle) {
        ui_say(review->ui, ROLE_WARNING, "It cannot be sent. %s", review->obstacle);
    } else if (confirm_take(&review->confirm)) {
        send(review);
    } else if (needs_word(review)) {
        ui_say(review->ui, ROLE_WARNING, "To send it a second time, type the word %s first.",
               again_word);
    } else {
        ui_say(review->ui, ROLE_WARNING,
               "To send it with its warnings, type how many there are: %zu.", review->warnings);
    }
}

static void go_on(struct review *review)
{
    if (review->state == REVIEW_ASKING)
        try_to_send(review);
    else if (review->state == REVIEW_UNDER_WAY)
        ui_say(review->ui, ROLE_MESSAGE, "It is under way; once is enough.");
    else
        ui_pop(review->ui);
}

static void stop(struct review *review)
{
    change_stop(review->change);
    show_progress(review);
}

static void show_json(struct review *review)
{
    const struct api *api = ui_api(review->ui);
    struct buf text = { 0 };
    for (size_t i = 0; i < review->plan.count; i++) {
        const struct update_step *step = &review->plan.steps[i];
        buf_addf(&text, "%sRequest %zu of %zu: line %zu\n\n", i ? "\n" : "", i + 1,
                 review->plan.count, step->line + 1);
        api->ops->update_body(api->self, &step->body, &text);
        buf_add(&text, "\n");
    }
    struct text_start start = { "The requests as they are sent, without the token",
                                buf_text(&text) };
    ui_push(review->ui, &text_screen, &start);
    buf_free(&text);
}

static bool can_send(const void *screen, struct buf *why)
{
    const struct review *review = screen;
    if (review->state == REVIEW_UNDER_WAY)
        buf_add(why, "It is under way; once is enough.");
    else if (review->state != REVIEW_ASKING)
        buf_add(why, "There is nothing to send here any more; Enter goes on.");
    else if (review->obstacle)
        buf_addf(why, "It cannot be sent. %s", review->obstacle);
    return !why->len;
}

static bool can_leave(const void *screen, struct buf *why)
{
    const struct review *review = screen;
    if (review->state == REVIEW_UNDER_WAY)
        buf_add(why, "It is under way; Esc stops it after the request that is on its way.");
    return !why->len;
}

static int count_sending(const void *screen)
{
    const struct review *review = screen;
    return review->state == REVIEW_ASKING ? (int)review->plan.count : 0;
}

static int count_readings(const void *screen)
{
    const struct review *review = screen;
    return review->state == REVIEW_ASKING ? (int)(change_cost(&review->plan) - review->plan.count)
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
    struct review *review = screen;
    if (page_act(&review->page, action))
        return UI_HANDLED;
    bool is_under_way = review->state == REVIEW_UNDER_WAY;
    switch ((int)action) {
    case ACTION_ORDER_SEND:
    case ACTION_CHOOSE:
        go_on(review);
        break;
    case ACTION_SHOW_JSON:
        show_json(review);
        break;
    case ACTION_INTERRUPT:
        if (!is_under_way)
            return UI_NOT_HANDLED;
        stop(review);
        break;
    case ACTION_BACK:
        if (is_under_way)
            stop(review);
        else
            ui_pop(review->ui);
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
    .shown_again = shown_again,
    .woken = woken,
};
