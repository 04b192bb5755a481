/* Listing and creating standing orders through a session; see api.h. Knows what is asked for; how
 * it travels and what an answer means is known elsewhere. */
#include "config.h"
#include "api/request.h"

#include <string.h>

static const char *order_words(size_t count)
{
    return count == 1 ? "order" : "orders";
}

static void give_order(void *context, const struct order *order)
{
    struct request *request = context;
    if (!request->is_dropped)
        request->call.list.on_order(request->context, order);
}

/* Asks for the next status of those still to be asked for. */
static void start_list(struct request *request)
{
    struct buf parameters = { 0 };
    enum order_status status = request->statuses[0];
    request->statuses[0] = request->statuses[1];
    request->statuses[1] = ORDER_STATUS_UNKNOWN;
    for (size_t i = 0; i < FILTER_FIELDS; i++) {
        const char *value =
            i == FILTER_STATUS ? order_status_word(status) : value_text(request->filter.v[i]);
        request_add_parameter(&parameters, filter_fields[i].write_key, value);
    }
    codec_reader_free(request->reader);
    request->reader = codec_read_orders(status, give_order, request);
    request_start(request, buf_text(&parameters), NULL);
    buf_free(&parameters);
}

static bool end_list(struct request *request, const struct api_answer *answer)
{
    if (answer->outcome == API_DONE && request->statuses[0] != ORDER_STATUS_UNKNOWN) {
        start_list(request);
        return false;
    }
    request->call.list.on_done(request->context, answer);
    return true;
}

unsigned orders_list(void *self, const struct api_list_call *call)
{
    struct request *request = request_new(self, METHOD_ORDER_LIST);
    const char *status = value_text(call->filter->v[FILTER_STATUS]);
    filter_copy(&request->filter, call->filter);
    request->call.list = *call;
    request->context = call->context;
    request->on_progress = call->on_progress;
    request->on_answer = end_list;
    request->count_words = order_words;
    if (strcmp(status, "All") == 0) { /* a reply does not say which status its orders have */
        request->statuses[0] = ORDER_ACTIVE;
        request->statuses[1] = ORDER_CANCELLED;
    } else {
        request->statuses[0] = strcmp(status, "Cancelled") == 0 ? ORDER_CANCELLED : ORDER_ACTIVE;
    }
    start_list(request);
    return request->id;
}

static bool end_create(struct request *request, const struct api_answer *answer)
{
    request->call.create.on_done(request->context, answer);
    return true;
}

static const char *body_token(const struct session *session)
{
    return session->profile.post_token_in_body ? session->token : NULL;
}

unsigned orders_create(void *self, const struct api_create_call *call)
{
    struct session *session = self;
    struct request *request = request_new(session, METHOD_ORDER_CREATE);
    struct buf body = BUF_SECRET;
    const struct codec_body how = { .token = body_token(session),
                                    .numbers_as_text = session->profile.numbers_as_text };
    request->call.create = *call;
    request->context = call->context;
    request->on_answer = end_create;
    request->reader = codec_read_answer();
    if (session->profile.read_only)
        request->forbidden = "This profile only reads; nothing was sent.";
    codec_write_create(&body, call->order, &how);
    request_start(request, "", &body);
    buf_wipe(&body);
    return request->id;
}

size_t orders_create_body(void *self, const struct order *order, struct buf *text)
{
    struct session *session = self;
    struct buf body = BUF_SECRET;
    struct codec_body how = { .token = body_token(session),
                              .numbers_as_text = session->profile.numbers_as_text };
    codec_write_create(&body, order, &how);
    size_t bytes = body.len;
    buf_wipe(&body);
    if (text) {
        how.token = NULL;
        how.indent = true;
        codec_write_create(text, order, &how);
    }
    return bytes;
}
