/* Review and send; see review.h. The order is sent once, from the prepared copy that is shown; the
 * screen stays until the answer is there. That a reply is awaited is on disk before the request
 * leaves, as the draft's name. */
#include "config.h"
#include "ui/screens/review.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "ui/screens/confirm.h"
#include "store/remembered.h"
#include "ui/screens/orders.h"
#include "ui/screens/page.h"
#include "ui/screens/review_rest.h"
#include "ui/screens/review_words.h"
#include "ui/screens/text.h"
#include "work/fetch.h"

#include <stdlib.h>
#include <string.h>

enum state {
    REVIEW_ASKING,
    REVIEW_SENDING,
    REVIEW_DONE,
    REVIEW_PART,
    REVIEW_FETCHING, /* what was accepted is read, to go on with the rest */
    REVIEW_CHANGE,   /* on the way to the form, which is a change now */
    REVIEW_LOST,     /* no answer came: it may be saved */
    REVIEW_REFUSED   /* on the way back to the form */
};

struct review;

/* Outlives the screen: the answer comes here also when the program's screens are gone. */
struct sending {
    struct sending *next;
    struct review *review; /* NULL = closed */
    char *draft;
};

/* Those without an answer yet; the program may end before one comes. */
static struct sending *under_way;

struct review {
    struct ui *ui;
    struct order_doc *doc;
    struct order prepared;
    struct page page;
    enum state state;
    enum order_sent before; /* what was so before it was sent */
    size_t warnings;
    struct confirm confirm;
    struct sending *sending;
    unsigned timer;
    int64_t sent_at;
    char *note;     /* why nothing was sent or read; NULL = nothing was tried */
    char *order_id; /* of the order that was accepted in part */
    struct fetch *fetch;
};

static const char again_word[] = "SEND";

static void ask(struct review *review)
{
    char *wanted = review->before == SENT_OPEN ? mem_strdup(again_word)
                   : review->warnings          ? mem_printf("%zu", review->warnings)
                                               : NULL;
    review->state = REVIEW_ASKING;
    confirm_ask(&review->confirm, review->ui, wanted);
    free(wanted);
}

static void *open_review(struct ui *ui, void *argument)
{
    struct review *review = mem_calloc(1, sizeof *review);
    review->ui = ui;
    review->doc = argument;
    review->before = review->doc->sent;
    review->warnings = issues_count(&review->doc->issues, ISSUE_WARNING);
    order_prepare(&review->prepared, &review->doc->order);
    review_words_order(&review->page, review->doc, &review->prepared);
    ask(review);
    return review;
}

static void close_review(void *screen)
{
    struct review *review = screen;
    if (review->timer)
        ui_forget(review->ui, review->timer);
    if (review->sending)
        review->sending->review = NULL;
    order_free(&review->prepared);
    page_free(&review->page);
    confirm_free(&review->confirm);
    fetch_drop(review->fetch);
    free(review->order_id);
    free(review->note);
    free(review);
}

/* ------ drawing ------ */

static void write_question(const struct review *review, struct buf *out)
{
    struct buf why = { 0 };
    if (!ui_can_ask(review->ui, METHOD_ORDER_CREATE, 1, API_SAVING, &why))
        buf_addf(out, "It cannot be sent now. %s Esc goes back to the form, which is kept.",
                 buf_text(&why));
    else if (review->before == SENT_OPEN)
        buf_addf(out,
                 "It was sent before and no answer came: it may be saved already. Look in the list "
                 "first. Only if it is not there: type %s and Enter.",
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

static void draw_asking(struct review *review, struct area area)
{
    struct buf text = { 0 };
    write_question(review, &text);
    confirm_draw(&review->confirm, area, review->note, buf_text(&text), "Send");
    buf_free(&text);
}

static bool can_add_lines(const struct review *review)
{
    return ui_profile(review->ui)->add_line_by_update;
}

static void write_part_advice(const struct review *review, struct buf *out)
{
    const char *number = review->doc->number;
    if (review->note)
        buf_addf(out, "%s could not be read: %s Enter tries again, Esc goes back to the form.",
                 number, review->note);
    else if (can_add_lines(review))
        buf_addf(out,
                 "Enter reads %s and goes on with it in the form: there the refused "
                 "lines can be mended and added. Esc goes back to the form as it is.",
                 number);
    else
        buf_addf(out,
                 "Refused lines cannot be added to %s from here yet; your text stays in the "
                 "form and is kept as a draft. Enter goes back to the form.",
                 number);
}

static void draw_foot(struct review *review, struct area area)
{
    struct buf text = { 0 };
    enum role role = ROLE_NORMAL;
    switch (review->state) {
    case REVIEW_ASKING:
        draw_asking(review, area);
        return;
    case REVIEW_SENDING:
        buf_addf(&text,
                 "Sending … %lld s. Keys are heard; it cannot be taken back. The answer "
                 "will stand here.",
                 (long long)(clock_millis() - review->sent_at) / 1000);
        role = ROLE_WARNING;
        break;
    case REVIEW_DONE:
        buf_add(&text, "Enter goes back to the list.");
        break;
    case REVIEW_PART:
        write_part_advice(review, &text);
        role = ROLE_WARNING;
        break;
    case REVIEW_FETCHING:
        buf_addf(&text, "Reading %s … Esc goes back to the form.", review->doc->number);
        role = ROLE_WARNING;
        break;
    case REVIEW_LOST:
        buf_add(&text, "Enter goes back to the form; F3 there leads to the list, F5 reads it.");
        role = ROLE_WARNING;
        break;
    case REVIEW_CHANGE:
    case REVIEW_REFUSED:
        break;
    }
    paint_wrapped(area, 0, 1, area.cols - 2, role, buf_text(&text));
    buf_free(&text);
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
    buf_addf(out, "%s  %s", review->doc->number ? review->doc->number : "New order",
             value_is_set(v[ORDER_CUSTOMER_NAME]) ? value_text(v[ORDER_CUSTOMER_NAME])
                                                  : value_text(v[ORDER_CUSTOMER_CODE]));
}

/* ------ sending ------ */

static void tick(void *context)
{
    struct review *review = context;
    review->timer = ui_after(review->ui, 1000, tick, review);
}

static void copy_answers(struct order *to, const struct order *from)
{
    for (size_t i = 0; i < to->item_count && i < from->item_count; i++) {
        struct item *item = &to->items[i];
        const struct item *said = &from->items[i];
        item->answer = said->answer;
        free(item->answer_message);
        item->answer_message = mem_strdup(said->answer_message);
        if (said->answer == ITEM_ACCEPTED)
            value_set(&item->v[ITEM_ID], value_text(said->v[ITEM_ID]));
    }
}

static void show_done(struct review *review, const char *message)
{
    struct buf text = { 0 };
    const char *number = review->doc->number;
    bool is_whole = review->state == REVIEW_DONE;
    page_free(&review->page);
    page_add(&review->page, ROLE_NORMAL, 0, "");
    buf_addf(&text, "%s %s.", is_whole ? "Saved as" : "Saved in part, as", number);
    page_add(&review->page, is_whole ? ROLE_OK : ROLE_WARNING, 0, buf_text(&text));
    page_add(&review->page, ROLE_NORMAL, 0, message);
    page_add(&review->page, ROLE_NORMAL, 0, "");
    review_words_answers(&review->page, &review->prepared);
    buf_free(&text);
}

static void show_lost(struct review *review, const char *message)
{
    page_free(&review->page);
    page_add(&review->page, ROLE_NORMAL, 0, "");
    page_add(&review->page, ROLE_ERROR, 0, "NO ANSWER CAME. The order may have been saved.");
    page_add(&review->page, ROLE_NORMAL, 0, message);
    page_add(&review->page, ROLE_NORMAL, 0, "");
    page_add(&review->page, ROLE_NORMAL, 0,
             "Before anything else, look for it in the list: go back to the list and press F5. "
             "Where it is there, all is well. Only where it is not, open this draft with F6 and "
             "send it again; that asks for the word SEND, so that no customer gets two orders.");
}

static void go_back_refused(struct review *review)
{
    ui_pop(review->ui);
    ui_say(review->ui, ROLE_ERROR, "Refused, nothing was saved. %s", review->doc->refusal);
}

static void stop_timer(struct review *review)
{
    if (review->timer)
        ui_forget(review->ui, review->timer);
    review->timer = 0;
}

/* Nothing arrived there: it can be tried again, as before. */
static void ask_again(struct review *review, const char *message)
{
    order_doc_set_sent(review->doc, review->before, NULL);
    free(review->note);
    review->note = mem_strdup(message);
    ask(review);
}

/* What no list will say of it again. */
static void remember(struct review *review, const char *order_id)
{
    struct error error = { 0 };
    if (!remembered_add(order_id, &review->prepared, clock_now(), &error))
        ui_say(review->ui, ROLE_WARNING, "What the list does not show could not be remembered: %s.",
               error_text(&error));
    error_clear(&error);
}

static void take_answer(struct review *review, const struct api_answer *answer)
{
    struct order_doc *doc = review->doc;
    const char *number = answer->order_number && *answer->order_number ? answer->order_number
                         : answer->order_id                            ? answer->order_id
                                                                       : "";
    stop_timer(review);
    ui_discard_keys(review->ui);
    ui_say(review->ui, ROLE_MESSAGE, "%s", ""); /* what was said while it was on its way */
    api_apply_answer(&review->prepared, answer);
    copy_answers(&doc->order, &review->prepared);
    switch (answer->outcome) {
    case API_DONE:
        review->state = REVIEW_DONE;
        order_doc_set_sent(doc, SENT_DONE, number);
        orders_select_number(review->ui, number);
        show_done(review, answer->message);
        remember(review, answer->order_id);
        break;
    case API_PARTIAL:
        review->state = REVIEW_PART;
        order_doc_set_sent(doc, SENT_PART, number);
        orders_select_number(review->ui, number);
        show_done(review, answer->message);
        review->order_id = mem_strdup(answer->order_id);
        remember(review, answer->order_id);
        break;
    case API_REFUSED:
        review->state = REVIEW_REFUSED;
        order_doc_set_sent(doc, review->before, NULL);
        free(doc->refusal);
        doc->refusal = mem_strdup(answer->message);
        if (ui_top(review->ui, NULL) == review)
            go_back_refused(review);
        break;
    case API_UNREACHED:
    case API_NO_BUDGET:
        ask_again(review, answer->message);
        break;
    case API_UNKNOWN:
    case API_FAILED:
        review->state = REVIEW_LOST;
        show_lost(review, answer->message);
        break;
    }
}

static void on_done(void *context, const struct api_answer *answer)
{
    struct sending *sending = context;
    struct review *review = sending->review;
    if (review) {
        review->sending = NULL;
        take_answer(review, answer);
    } else if (answer->outcome == API_DONE) {
        drafts_remove(sending->draft, NULL);
    }
    struct sending **link = &under_way;
    while (*link != sending)
        link = &(*link)->next;
    *link = sending->next;
    free(sending->draft);
    free(sending);
}

static void send(struct review *review)
{
    const struct api *api = ui_api(review->ui);
    review->doc->save_failed = false; /* why it cannot be saved is said again */
    if (!order_doc_set_sent(review->doc, SENT_OPEN, NULL)) {
        ask_again(review, "Nothing was sent: that it was could not be noted on this machine, and "
                          "after a lost answer it might be sent twice.");
        return;
    }
    review->sending = mem_calloc(1, sizeof *review->sending);
    review->sending->next = under_way;
    under_way = review->sending;
    review->sending->review = review;
    review->sending->draft = mem_strdup(review->doc->draft);
    review->state = REVIEW_SENDING;
    review->sent_at = clock_millis();
    review->timer = ui_after(review->ui, 1000, tick, review);
    const struct api_create_call call = { &review->prepared, on_done, review->sending };
    api->ops->create_order(api->self, &call);
}

/* ------ going on with what was refused ------ */

/* The marks of the refused lines go when something is edited. */
static void keep_refusal(struct order_doc *doc)
{
    for (size_t i = 0; i < doc->order.item_count && !doc->refusal; i++) {
        const struct item *item = &doc->order.items[i];
        if (item->answer == ITEM_REFUSED)
            doc->refusal =
                mem_printf("line %zu, %s", i + 1, item->answer_message ? item->answer_message : "");
    }
}

static void take_order(void *context, enum fetch_result result, const struct order *order,
                       enum api_outcome outcome, const char *message)
{
    struct review *review = context;
    struct order_doc *doc = review->doc;
    struct order base = { 0 }, mine = { 0 };
    (void)outcome; /* the words say it */
    review->fetch = NULL;
    ui_say_again(review->ui, NULL);
    review->state = REVIEW_PART;
    free(review->note);
    review->note = NULL;
    if (result != FETCH_FOUND) {
        review->note = mem_strdup(result == FETCH_GONE ? "the service does not list it." : message);
        ui_discard_keys(review->ui);
        return;
    }
    review_rest_make(&doc->order, &review->prepared, order, &base, &mine);
    order_doc_turn_into_change(doc, &base, &mine);
    keep_refusal(doc);
    orders_put(review->ui, order);
    review->state = REVIEW_CHANGE;
    order_free(&base);
    order_free(&mine);
}

static void on_again(void *context, const struct api_again *again)
{
    ui_say_again(((struct review *)context)->ui, again);
}

static void fetch_order(struct review *review)
{
    const struct fetch_call call = { .api = ui_api(review->ui),
                                     .number = review->doc->number,
                                     .id = review->order_id,
                                     .status = ORDER_ACTIVE,
                                     .on_done = take_order,
                                     .on_again = on_again,
                                     .context = review };
    review->state = REVIEW_FETCHING;
    review->fetch = fetch_start(&call);
}

static void woken(void *screen)
{
    struct review *review = screen;
    if (review->state != REVIEW_CHANGE)
        return;
    ui_pop(review->ui);
    ui_say(review->ui, ROLE_MESSAGE,
           "%s is open for a change: the refused lines are its new ones. F10 reviews them.",
           value_text(review->doc->base.v[ORDER_NUMBER]));
}

/* ------ keys ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct review *review = screen;
    return review->state == REVIEW_ASKING ? confirm_key(&review->confirm, key) : UI_NOT_HANDLED;
}

static void confirm(struct review *review)
{
    switch (review->state) {
    case REVIEW_ASKING:
        if (confirm_take(&review->confirm)) {
            send(review);
            break;
        }
        if (review->before == SENT_OPEN) {
            ui_say(review->ui, ROLE_WARNING, "To send it a second time, type the word %s first.",
                   again_word);
        } else {
            ui_say(review->ui, ROLE_WARNING,
                   "To send it with its warnings, type how many there are: %zu.", review->warnings);
        }
        break;
    case REVIEW_SENDING:
        ui_say(review->ui, ROLE_MESSAGE, "It is being sent; once is enough.");
        break;
    case REVIEW_PART:
        if (can_add_lines(review))
            fetch_order(review);
        else
            ui_pop(review->ui);
        break;
    case REVIEW_FETCHING:
        ui_say(review->ui, ROLE_MESSAGE, "It is being read; Esc goes back to the form.");
        break;
    case REVIEW_DONE:
    case REVIEW_CHANGE:
    case REVIEW_LOST:
    case REVIEW_REFUSED:
        ui_pop(review->ui);
        break;
    }
}

static void go_back(struct review *review)
{
    if (review->state == REVIEW_SENDING)
        ui_say(review->ui, ROLE_WARNING,
               "It is on its way and cannot be taken back; its answer will stand here.");
    else
        ui_pop(review->ui);
}

static void show_json(struct review *review)
{
    const struct api *api = ui_api(review->ui);
    struct buf text = { 0 };
    api->ops->create_body(api->self, &review->prepared, &text);
    struct text_start start = { "The request as it is sent, without the token", buf_text(&text) };
    ui_push(review->ui, &text_screen, &start);
    buf_free(&text);
}

static void shown_again(void *screen)
{
    struct review *review = screen;
    if (review->state == REVIEW_REFUSED)
        go_back_refused(review);
}

static bool can_send(const void *screen, struct buf *why)
{
    const struct review *review = screen;
    if (review->state == REVIEW_SENDING)
        buf_add(why, "It is being sent; once is enough.");
    else if (review->state != REVIEW_ASKING)
        buf_add(why, "It was sent; Enter goes on.");
    return !why->len;
}

static int count_sending(const void *screen)
{
    return ((const struct review *)screen)->state == REVIEW_ASKING;
}

static int count_going_on(const void *screen)
{
    const struct review *review = screen;
    return review->state == REVIEW_PART && can_add_lines(review);
}

static const struct screen_cost costs[] = {
    { ACTION_ORDER_SEND, METHOD_ORDER_CREATE, API_SAVING, .requests = count_sending },
    { ACTION_CHOOSE, METHOD_ORDER_CREATE, API_SAVING, .requests = count_sending },
    { ACTION_CHOOSE, METHOD_ORDER_LIST, API_SAVING, .requests = count_going_on },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "F10", "Ctrl-S" }, ACTION_ORDER_SEND, "Send", can_send },
    { { "F3", "Esc", "Ctrl-X" }, ACTION_BACK, "Form", NULL },
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
    switch ((int)action) {
    case ACTION_ORDER_SEND:
        confirm(review);
        break;
    case ACTION_CHOOSE:
        confirm(review);
        break;
    case ACTION_SHOW_JSON:
        show_json(review);
        break;
    case ACTION_INTERRUPT:
        if (review->state != REVIEW_FETCHING)
            return UI_NOT_HANDLED;
        fetch_drop(review->fetch);
        review->fetch = NULL;
        ui_say_again(review->ui, NULL);
        review->state = REVIEW_PART;
        break;
    case ACTION_BACK:
        go_back(review);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct screen_sentence sentences[] = {
    { ACTION_CHOOSE, "Send this standing order, as F10 does; go on once the answer is there" },
    { ACTION_NONE, NULL },
};

const struct screen_class review_screen = {
    .name = "review",
    .title = "Review and send",
    .about =
        "All that will be sent, in words. Without warnings F10 or Enter sends it; with warnings "
        "you type how many there are. It is sent once: while the answer is awaited nothing can "
        "send it again, and when none comes the screen says how to find out.",
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
