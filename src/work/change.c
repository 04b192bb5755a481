/* Carrying out a change, request by request; see change.h. What a reading tells of requests is known to
 * compare.c, how the end is put into words to change_words.c. */
#include "config.h"
#include "work/change.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/remembered.h"
#include "work/change_words.h"
#include "work/compare.h"
#include "work/fetch.h"
#include "work/record.h"

#include <stdlib.h>

struct work {
    struct change change; /* first: what others see */
    struct api api;
    void (*on_news)(void *context, struct change *change);
    void (*on_again)(void *context, const struct api_again *again);
    void *context;
    struct order raw;  /* mine as it was typed, not prepared; what was carried out as it was sent */
    char **records;    /* the journal's, one for each step that was begun */
    size_t at;         /* the step under way, or the next */
    size_t stopped_at; /* the step that stopped the others */
    enum change_stop stop;
    struct fetch *fetch;
    struct error trouble; /* what could not be kept of what was carried out */
    bool is_writing, is_telling, is_freed;
    bool is_again; /* the reading under way came to nothing, and is tried again */
};

/* What an answer makes of its step, and why the others are not sent. */
static const struct {
    enum change_step_state state;
    enum change_stop stop;
} judgements[] = {
    [API_DONE] = { CHANGE_STEP_DONE, CHANGE_STOP_NOT },
    [API_PARTIAL] = { CHANGE_STEP_UNKNOWN, CHANGE_STOP_LOST },
    [API_REFUSED] = { CHANGE_STEP_REFUSED, CHANGE_STOP_REFUSED },
    [API_UNREACHED] = { CHANGE_STEP_NOT_SENT, CHANGE_STOP_UNREACHED },
    [API_UNKNOWN] = { CHANGE_STEP_UNKNOWN, CHANGE_STOP_LOST },
    [API_FAILED] = { CHANGE_STEP_UNKNOWN, CHANGE_STOP_LOST },
    [API_NO_BUDGET] = { CHANGE_STEP_NOT_SENT, CHANGE_STOP_BUDGET },
};

/* --- Memory --- */

static void free_steps(struct work *work)
{
    for (size_t i = 0; i < work->change.plan.count; i++) {
        free(work->change.steps[i].message);
        free(work->records[i]);
    }
    free(work->change.steps);
    free(work->records);
    update_plan_free(&work->change.plan);
}

static void destroy(struct work *work)
{
    struct change *change = &work->change;
    struct order *orders[] = { &change->base, &change->mine,     &change->theirs,
                               &change->now,  &change->expected, &work->raw };
    free_steps(work);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        order_free(orders[i]);
    diff_free(&change->differences);
    free(change->message);
    error_clear(&work->trouble);
    free(work);
}

/* The owner may free it while it is told; it is not to be touched afterwards. */
static void tell(struct work *work)
{
    work->is_telling = true;
    if (work->on_news)
        work->on_news(work->context, &work->change);
    work->is_telling = false;
    if (work->is_freed && !work->is_writing)
        destroy(work);
}

static void make_plan(struct work *work)
{
    struct change *change = &work->change;
    free_steps(work);
    update_prepare(&change->mine, &change->base, &work->raw);
    update_plan_make(&change->plan, &change->base, &change->mine);
    change->steps = mem_calloc(change->plan.count + 1, sizeof *change->steps);
    work->records = mem_calloc(change->plan.count + 1, sizeof *work->records);
}

/* --- The end --- */

static void set_message(struct change_step *step, const char *message)
{
    free(step->message);
    step->message = message && *message ? mem_strdup(message) : NULL;
}

static void finish(struct work *work, enum api_outcome outcome, struct buf *message)
{
    struct change *change = &work->change;
    if (work->trouble.text) {
        change_words_add(message, "Not all of this could be kept on this machine:");
        change_words_add(message, error_text(&work->trouble));
    }
    change->state = CHANGE_OVER;
    change->outcome = outcome;
    change->message = buf_take(message);
}

static enum api_outcome sum_up(const struct work *work)
{
    const struct change *change = &work->change;
    static const enum api_outcome outcomes[CHANGE_STOPS] = {
        [CHANGE_STOP_NOT] = API_DONE,
        [CHANGE_STOP_ASKED] = API_UNREACHED,
        [CHANGE_STOP_JOURNAL] = API_UNREACHED,
        [CHANGE_STOP_REFUSED] = API_REFUSED,
        [CHANGE_STOP_UNREACHED] = API_UNREACHED,
        [CHANGE_STOP_LOST] = API_UNREACHED, /* the reading showed that it was not carried out */
        [CHANGE_STOP_BUDGET] = API_NO_BUDGET,
    };
    size_t done = 0;
    for (size_t i = 0; i < change->plan.count; i++) {
        if (change->steps[i].state == CHANGE_STEP_UNKNOWN)
            return API_UNKNOWN;
        done += change->steps[i].state == CHANGE_STEP_DONE;
    }
    if (done == change->plan.count)
        return API_DONE;
    return done ? API_PARTIAL : outcomes[work->stop];
}

static void finish_steps(struct work *work, const char *unread)
{
    struct buf message = { 0 };
    change_words_end(&work->change, work->stop, work->stopped_at, unread, &message);
    finish(work, sum_up(work), &message);
}

static void mark_unsent(struct change *change)
{
    for (size_t i = 0; i < change->plan.count; i++) {
        change->steps[i].state = CHANGE_STEP_NOT_SENT;
        set_message(&change->steps[i], "Not sent.");
    }
}

/* Over before anything was sent. */
static void finish_unsent(struct work *work, enum api_outcome outcome, const char *what,
                          const char *why)
{
    struct buf message = { 0 };
    mark_unsent(&work->change);
    change_words_add(&message, what);
    change_words_add(&message, why);
    finish(work, outcome, &message);
}

/* --- Keeping what was carried out --- */

static void note_trouble(struct work *work, struct error *error)
{
    if (!work->trouble.text && error->text)
        error_set(&work->trouble, "%s", error_text(error));
    error_clear(error);
}

static void end_record(struct work *work, size_t at, enum journal_outcome outcome)
{
    struct error error = { 0 };
    const char *message = work->change.steps[at].message;
    if (!journal_end(work->records[at], outcome, message ? message : "", &error))
        note_trouble(work, &error);
}

/* What cannot be read back. A new line is remembered once its id is known. */
static void remember(struct work *work, size_t at)
{
    const struct update_step *step = &work->change.plan.steps[at];
    struct order sent = { 0 };
    struct error error = { 0 };
    order_copy(&sent, &step->body);
    value_set(&sent.items[0].v[ITEM_ID], work->change.mine.items[step->line].v[ITEM_ID].text);
    if (!remembered_add(value_text(work->change.base.v[ORDER_ID]), &sent, clock_now(), &error))
        note_trouble(work, &error);
    order_free(&sent);
}

static void carry_out(struct work *work, size_t at)
{
    struct change *change = &work->change;
    const struct update_step *step = &change->plan.steps[at];
    compare_carry_out(&change->expected, &change->mine, step, at == 0);
    item_copy(&work->raw.items[step->line], &change->mine.items[step->line]);
    for (size_t i = 0; at == 0 && i < ORDER_FIELDS; i++)
        value_set(&work->raw.v[i], change->mine.v[i].text);
    remember(work, at);
}

/* --- Reading again, and comparing --- */

static void settle_step(struct work *work, size_t at)
{
    struct change_step *step = &work->change.steps[at];
    struct buf said = { 0 };
    switch (compare_step(&work->change, at)) {
    case COMPARE_THERE:
        step->state = CHANGE_STEP_DONE;
        set_message(step, "No answer came, but read again the order shows it.");
        carry_out(work, at);
        end_record(work, at, JOURNAL_DONE);
        break;
    case COMPARE_NOT_THERE:
        step->state = CHANGE_STEP_NOT_SENT;
        set_message(step, "No answer came; read again, nothing of it is there.");
        end_record(work, at, JOURNAL_NOT_SENT);
        break;
    case COMPARE_CANNOT_TELL:
        buf_add(&said, step->message ? step->message : "");
        change_words_add(&said, "Reading the order again could not tell.");
        set_message(step, buf_text(&said));
        break;
    }
    buf_free(&said);
}

/* New lines that were accepted get the ids they have now: first those that are there just as sent. */
static void find_new_lines(struct work *work, bool exactly)
{
    struct change *change = &work->change;
    size_t line = change->base.item_count; /* where the first new one stands in `expected` */
    for (size_t i = 0; i < change->plan.count; i++) {
        const struct update_step *step = &change->plan.steps[i];
        if (!step->is_new_line || change->steps[i].state != CHANGE_STEP_DONE)
            continue;
        struct item *item = &change->expected.items[line++];
        const char *id =
            value_is_set(item->v[ITEM_ID]) ? NULL : compare_find_new(change, item, exactly);
        if (!id)
            continue;
        value_set(&item->v[ITEM_ID], id);
        value_set(&change->mine.items[step->line].v[ITEM_ID], id);
        value_set(&work->raw.items[step->line].v[ITEM_ID], id);
        remember(work, i);
    }
}

static void compare(struct work *work)
{
    struct change *change = &work->change;
    find_new_lines(work, true);
    for (size_t i = 0; i < change->plan.count; i++) {
        if (change->steps[i].state == CHANGE_STEP_UNKNOWN)
            settle_step(work, i);
    }
    find_new_lines(work, true);
    find_new_lines(work, false);
    diff_orders(&change->differences, &change->expected, &change->now, DIFF_READABLE);
}

static void take_after(void *context, enum fetch_result result, const struct order *order,
                       enum api_outcome outcome, const char *message)
{
    struct work *work = context;
    (void)outcome;
    work->fetch = NULL;
    if (result == FETCH_FOUND) {
        work->change.has_now = true;
        order_copy(&work->change.now, order);
        compare(work);
        finish_steps(work, NULL);
    } else {
        finish_steps(work, result == FETCH_GONE ? "The service has no such active order any more."
                                                : message);
    }
    tell(work);
}

static void say_again(void *context, const struct api_again *again)
{
    struct work *work = context;
    work->is_again = true;
    if (work->on_again)
        work->on_again(work->context, again);
}

static void start_reading(struct work *work,
                          void (*on_done)(void *, enum fetch_result, const struct order *,
                                          enum api_outcome, const char *))
{
    const struct order *base = &work->change.base;
    work->is_again = false;
    work->fetch = fetch_start(&(struct fetch_call){ .api = &work->api,
                                                    .number = value_text(base->v[ORDER_NUMBER]),
                                                    .id = value_text(base->v[ORDER_ID]),
                                                    .status = ORDER_ACTIVE,
                                                    .on_done = on_done,
                                                    .on_again = say_again,
                                                    .context = work });
}

/* --- Sending --- */

static void end_sending(struct work *work)
{
    struct change *change = &work->change;
    bool was_sent = false;
    for (size_t i = 0; i < change->plan.count; i++) {
        struct change_step *step = &change->steps[i];
        if (step->state == CHANGE_STEP_WAITING) {
            step->state = CHANGE_STEP_NOT_SENT;
            set_message(step, change_words_not_sent(work->stop));
        }
        was_sent = was_sent || step->state != CHANGE_STEP_NOT_SENT;
    }
    if (!was_sent) {
        finish_steps(work, NULL);
    } else if (work->stop == CHANGE_STOP_BUDGET) { /* the reading would be refused as well */
        finish_steps(work, "the service takes no more requests now");
    } else {
        change->state = CHANGE_COMPARING;
        start_reading(work, take_after);
    }
}

static void stop_here(struct work *work, enum change_stop stop)
{
    work->stop = stop;
    work->stopped_at = work->at;
}

static void take_answer(void *context, const struct api_answer *answer);

/* The request leaves only when it is safe in the journal. */
static void send_step(struct work *work)
{
    struct change *change = &work->change;
    const struct update_step *step = &change->plan.steps[work->at];
    struct error error = { 0 };
    char *record = record_begin(JOURNAL_UPDATE, &change->mine, &change->mine.items[step->line],
                                &step->body, &error);
    if (!record) {
        stop_here(work, CHANGE_STOP_JOURNAL);
        change->steps[work->at].state = CHANGE_STEP_NOT_SENT;
        char *said = mem_printf("Not sent, since it could not be kept: %s.", error_text(&error));
        set_message(&change->steps[work->at], said);
        free(said);
        error_clear(&error);
        end_sending(work);
        return;
    }
    work->records[work->at] = record;
    change->steps[work->at].state = CHANGE_STEP_SENDING;
    change->steps[work->at].was_begun = true;
    work->is_writing = true;
    work->api.ops->update_order(
        work->api.self,
        &(struct api_update_call){ .body = &step->body, .on_done = take_answer, .context = work });
}

static void send_next(struct work *work)
{
    struct change *change = &work->change;
    bool is_left = work->at < change->plan.count;
    if (is_left && work->stop == CHANGE_STOP_NOT && change->is_stopping)
        stop_here(work, CHANGE_STOP_ASKED);
    if (is_left && work->stop == CHANGE_STOP_NOT)
        send_step(work);
    else
        end_sending(work);
}

static void take_answer(void *context, const struct api_answer *answer)
{
    struct work *work = context;
    struct change_step *step = &work->change.steps[work->at];
    work->is_writing = false;
    step->state = judgements[answer->outcome].state;
    set_message(step, answer->message);
    end_record(work, work->at, record_outcome(answer->outcome));
    if (step->state == CHANGE_STEP_DONE)
        carry_out(work, work->at);
    if (work->is_freed) {
        destroy(work);
        return;
    }
    if (judgements[answer->outcome].stop != CHANGE_STOP_NOT)
        stop_here(work, judgements[answer->outcome].stop);
    work->at++;
    send_next(work);
    tell(work);
}

/* --- Before sending --- */

static void say_differs(struct work *work, size_t count)
{
    struct change *change = &work->change;
    mark_unsent(change);
    change->state = CHANGE_DIFFERS;
    change->outcome = API_REFUSED;
    change->message =
        mem_printf("The order was changed at the service since you began, in %zu %s. Nothing was "
                   "sent: decide on each, then send it again.",
                   count, count == 1 ? "place" : "places");
}

/* Nobody else changed what was not changed here as well. */
static void begin_sending(struct work *work, struct merge *nothing)
{
    struct change *change = &work->change;
    merge_apply(nothing, &change->base, &change->theirs, &work->raw);
    make_plan(work);
    order_copy(&change->expected, &change->base);
    if (!change->plan.count) {
        finish_unsent(work, API_DONE,
                      "The order already is as you want it; nothing had to be sent.", NULL);
        return;
    }
    change->state = CHANGE_SENDING;
    send_next(work);
}

static void take_theirs(struct work *work, const struct order *order)
{
    struct change *change = &work->change;
    struct merge merge = { 0 };
    order_copy(&change->theirs, order);
    merge_find(&merge, &change->base, &change->theirs, &change->mine);
    if (merge.count)
        say_differs(work, merge.count);
    else
        begin_sending(work, &merge);
    merge_free(&merge);
}

static void take_before(void *context, enum fetch_result result, const struct order *order,
                        enum api_outcome outcome, const char *message)
{
    struct work *work = context;
    bool is_said = outcome == API_REFUSED || outcome == API_NO_BUDGET;
    work->fetch = NULL;
    if (work->change.is_stopping) {
        finish_unsent(work, API_UNREACHED, "It was stopped; nothing was sent.", NULL);
    } else if (result == FETCH_FAILED) {
        finish_unsent(work, is_said ? outcome : API_UNREACHED,
                      "Nothing was sent, since the order could not be read before:", message);
    } else if (result == FETCH_GONE) {
        work->change.is_gone = true;
        finish_unsent(work, API_REFUSED,
                      "The service has no such active order any more; nothing was sent.", NULL);
    } else {
        take_theirs(work, order);
    }
    tell(work);
}

/* --- What others call --- */

size_t change_cost(const struct update_plan *plan)
{
    return plan->count + 2;
}

struct change *change_start(const struct change_call *call)
{
    struct work *work = mem_calloc(1, sizeof *work);
    struct change *change = &work->change;
    work->api = *call->api;
    work->on_news = call->on_news;
    work->on_again = call->on_again;
    work->context = call->context;
    order_copy(&change->base, call->base);
    order_copy(&change->expected, call->base);
    order_copy(&work->raw, call->mine);
    make_plan(work);
    start_reading(work, take_before);
    return change;
}

void change_stop(struct change *change)
{
    struct work *work = (struct work *)change;
    change->is_stopping = true;
    if (change->state == CHANGE_READING && work->fetch && work->is_again) {
        fetch_drop(work->fetch);
        take_before(work, FETCH_FAILED, NULL, API_UNREACHED, "");
    }
}

void change_free(struct change *change)
{
    struct work *work = (struct work *)change;
    if (!work)
        return;
    work->on_news = NULL;
    work->on_again = NULL;
    work->is_freed = true;
    fetch_drop(work->fetch);
    work->fetch = NULL;
    if (!work->is_writing && !work->is_telling)
        destroy(work);
}

/* A new line that was carried out and whose id is not known is not to be sent again. */
static void drop_unfound_lines(const struct change *change, struct order *base, struct order *mine)
{
    for (size_t i = change->plan.count;
         i-- > 0;) { /* new lines stand in the order of their steps */
        const struct update_step *step = &change->plan.steps[i];
        if (step->is_new_line && change->steps[i].state == CHANGE_STEP_DONE &&
            !value_is_set(mine->items[step->line].v[ITEM_ID]))
            order_remove_item(mine, step->line);
    }
    for (size_t i = base->item_count; i-- > 0;) {
        if (!value_is_set(base->items[i].v[ITEM_ID]))
            order_remove_item(base, i);
    }
}

static bool is_anything_left(const struct order *base, const struct order *mine)
{
    struct order prepared = { 0 };
    struct update_plan plan = { 0 };
    update_prepare(&prepared, base, mine);
    update_plan_make(&plan, base, &prepared);
    bool is_left = plan.count > 0;
    update_plan_free(&plan);
    order_free(&prepared);
    return is_left;
}

bool change_rest(const struct change *change, struct order *base, struct order *mine)
{
    const struct work *work = (const struct work *)change;
    struct merge merge = { 0 };
    order_copy(base, &change->expected);
    order_copy(mine, &work->raw);
    drop_unfound_lines(change, base, mine);
    if (change->has_now) {
        merge_find(&merge, base, &change->now, mine);
        for (size_t i = 0; i < merge.count; i++)
            merge.rows[i].choice = merge.rows[i].is_touched ? MERGE_MINE : MERGE_THEIRS;
        merge_apply(&merge, base, &change->now, mine);
        merge_free(&merge);
    }
    return is_anything_left(base, mine);
}
