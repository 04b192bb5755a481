/* Cancelling lines, one after the other; see cancel.h. */
#include "config.h"
#include "work/cancel.h"
#include "base/mem.h"
#include "work/record.h"

#include <stdlib.h>

/* Why no more are sent. */
enum stop { STOP_NOT, STOP_ASKED, STOP_JOURNAL, STOP_UNREACHED, STOP_LOST, STOP_BUDGET, STOPS };

static const char *const stop_words[STOPS] = {
    [STOP_NOT] = "",
    [STOP_ASKED] = "Not sent: it was stopped before.",
    [STOP_JOURNAL] = "Not sent: the line before could not be put into the journal.",
    [STOP_UNREACHED] = "Not sent: the server was not reached for the line before.",
    [STOP_LOST] = "Not sent: no answer came for the line before.",
    [STOP_BUDGET] = "Not sent: the service takes no more requests now.",
};

/* What an answer makes of its line, and whether it holds up the others. */
static const struct {
    enum cancel_state state;
    enum stop stop;
} judgements[] = {
    [API_DONE] = { CANCEL_DONE, STOP_NOT },
    [API_PARTIAL] = { CANCEL_UNKNOWN, STOP_LOST },
    [API_REFUSED] = { CANCEL_REFUSED, STOP_NOT },
    [API_UNREACHED] = { CANCEL_NOT_SENT, STOP_UNREACHED },
    [API_UNKNOWN] = { CANCEL_UNKNOWN, STOP_LOST },
    [API_FAILED] = { CANCEL_UNKNOWN, STOP_LOST },
    [API_NO_BUDGET] = { CANCEL_NOT_SENT, STOP_BUDGET },
};

struct work {
    struct cancel cancel; /* first: what others see */
    struct api api;
    void (*on_news)(void *context, struct cancel *cancel);
    void *context;
    char *record; /* the journal's, of the line under way */
    enum stop stop;
    bool is_writing, is_telling, is_freed;
};

static void destroy(struct work *work)
{
    for (size_t i = 0; i < work->cancel.count; i++) {
        order_free(&work->cancel.lines[i].order);
        free(work->cancel.lines[i].message);
    }
    free(work->cancel.lines);
    free(work->record);
    free(work);
}

/* The owner may free it while it is told. */
static void tell(struct work *work)
{
    work->is_telling = true;
    if (work->on_news)
        work->on_news(work->context, &work->cancel);
    work->is_telling = false;
    if (work->is_freed && !work->is_writing)
        destroy(work);
}

static void set_message(struct cancel_line *line, const char *message)
{
    free(line->message);
    line->message = message && *message ? mem_strdup(message) : NULL;
}

/* One that is lost weighs most: the whole is then as uncertain. */
static enum api_outcome sum_up(const struct work *work)
{
    size_t counts[CANCEL_NOT_SENT + 1] = { 0 };
    for (size_t i = 0; i < work->cancel.count; i++)
        counts[work->cancel.lines[i].state]++;
    if (counts[CANCEL_UNKNOWN])
        return API_UNKNOWN;
    if (counts[CANCEL_DONE])
        return counts[CANCEL_DONE] == work->cancel.count ? API_DONE : API_PARTIAL;
    if (counts[CANCEL_REFUSED])
        return API_REFUSED;
    return work->stop == STOP_BUDGET ? API_NO_BUDGET
           : work->cancel.count      ? API_UNREACHED
                                     : API_DONE;
}

static void finish(struct work *work)
{
    struct cancel *cancel = &work->cancel;
    for (; cancel->done < cancel->count; cancel->done++) {
        struct cancel_line *line = &cancel->lines[cancel->done];
        line->state = CANCEL_NOT_SENT;
        set_message(line, stop_words[work->stop]);
    }
    cancel->outcome = sum_up(work);
    cancel->is_over = true;
}

static void take_answer(void *context, const struct api_answer *answer);

/* Whose ids nobody knows cannot be named to the service; the others can. */
static bool has_ids(struct cancel_line *line)
{
    if (line->order.item_count && value_is_set(line->order.v[ORDER_ID]) &&
        value_is_set(line->order.items[0].v[ITEM_ID]))
        return true;
    line->state = CANCEL_NOT_SENT;
    set_message(line, "Not sent: the service's id of this line is not known.");
    return false;
}

/* The request leaves only when its line is safe in the journal. */
static bool send_line(struct work *work, struct cancel_line *line)
{
    struct order full = { 0 };
    struct error error = { 0 };
    const struct item *item = line->order.items;
    record_fill(&full, &line->order);
    work->record = record_begin(JOURNAL_CANCEL, &line->order, item, &full, &error);
    order_free(&full);
    if (!work->record) {
        char *said = mem_printf("Not sent, since it could not be kept: %s.", error_text(&error));
        work->stop = STOP_JOURNAL;
        line->state = CANCEL_NOT_SENT;
        set_message(line, said);
        free(said);
        error_clear(&error);
        return false;
    }
    line->state = CANCEL_SENDING;
    work->is_writing = true;
    work->api.ops->cancel_item(work->api.self, &(struct api_cancel_call){
                                                   .order_id = value_text(line->order.v[ORDER_ID]),
                                                   .item_id = value_text(item->v[ITEM_ID]),
                                                   .on_done = take_answer,
                                                   .context = work,
                                               });
    return true;
}

static void send_next(struct work *work)
{
    struct cancel *cancel = &work->cancel;
    if (cancel->is_stopping && work->stop == STOP_NOT)
        work->stop = STOP_ASKED;
    while (cancel->done < cancel->count && work->stop == STOP_NOT) {
        struct cancel_line *line = &cancel->lines[cancel->done];
        if (has_ids(line) && send_line(work, line))
            return;
        cancel->done++;
    }
    finish(work);
}

static void end_record(struct work *work, struct cancel_line *line, enum api_outcome outcome)
{
    struct error error = { 0 };
    if (!journal_end(work->record, record_outcome(outcome), line->message, &error)) {
        char *said = mem_printf("%s%sHow it ended could not be kept: %s.",
                                line->message ? line->message : "", line->message ? " " : "",
                                error_text(&error));
        set_message(line, said);
        free(said);
    }
    error_clear(&error);
    free(work->record);
    work->record = NULL;
}

static void take_answer(void *context, const struct api_answer *answer)
{
    struct work *work = context;
    struct cancel *cancel = &work->cancel;
    struct cancel_line *line = &cancel->lines[cancel->done++];
    work->is_writing = false;
    line->state = judgements[answer->outcome].state;
    work->stop = judgements[answer->outcome].stop;
    set_message(line, answer->message);
    end_record(work, line, answer->outcome);
    if (work->is_freed) {
        destroy(work);
        return;
    }
    send_next(work);
    tell(work);
}

struct cancel *cancel_start(const struct cancel_call *call)
{
    struct work *work = mem_calloc(1, sizeof *work);
    struct cancel *cancel = &work->cancel;
    work->api = *call->api;
    work->on_news = call->on_news;
    work->context = call->context;
    cancel->count = call->count;
    cancel->lines = mem_calloc(call->count, sizeof *cancel->lines);
    for (size_t i = 0; i < call->count; i++)
        order_copy(&cancel->lines[i].order, &call->lines[i]);
    send_next(work);
    return cancel;
}

void cancel_stop(struct cancel *cancel)
{
    cancel->is_stopping = true;
}

void cancel_free(struct cancel *cancel)
{
    struct work *work = (struct work *)cancel;
    if (!work)
        return;
    work->on_news = NULL;
    work->is_freed = true;
    if (!work->is_writing && !work->is_telling)
        destroy(work);
}
