/* Listing standing orders and their prebooks through a session; see api.h. Knows what is asked for; how
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
    if (request->is_dropped)
        return;
    request->given++;
    request->call.list.on_order(request->context, order);
}

static struct codec_reader *read_orders(struct request *request)
{
    return codec_read_orders(request->status, give_order, request);
}

/* Asks for the next status of those still to be asked for. */
static void start_list(struct request *request)
{
    struct buf parameters = { 0 };
    request->status = request->statuses[0];
    request->statuses[0] = request->statuses[1];
    request->statuses[1] = ORDER_STATUS_UNKNOWN;
    for (size_t i = 0; i < FILTER_FIELDS; i++) {
        const char *value = i == FILTER_STATUS ? order_status_word(request->status)
                                               : value_text(request->filter.v[i]);
        request_add_parameter(&parameters, filter_fields[i].write_key, value);
    }
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
    request->purpose = call->purpose;
    request->context = call->context;
    request->on_progress = call->on_progress;
    request->on_again = call->on_again;
    request->on_answer = end_list;
    request->make_reader = read_orders;
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

static const char *prebook_words(size_t count)
{
    return count == 1 ? "prebook" : "prebooks";
}

static void give_prebook(void *context, const char *const values[PREBOOK_FIELDS])
{
    struct request *request = context;
    if (request->is_dropped)
        return;
    request->given++;
    request->call.prebooks.on_prebook(request->context, values);
}

static struct codec_reader *read_prebooks(struct request *request)
{
    return codec_read_prebooks(give_prebook, request);
}

static bool end_prebooks(struct request *request, const struct api_answer *answer)
{
    request->call.prebooks.on_done(request->context, answer);
    return true;
}

unsigned orders_list_prebooks(void *self, const struct api_prebooks_call *call)
{
    struct request *request = request_new(self, METHOD_PREBOOK_LIST);
    struct buf parameters = { 0 };
    request->call.prebooks = *call;
    request->purpose = call->purpose;
    request->context = call->context;
    request->on_again = call->on_again;
    request->on_answer = end_prebooks;
    request->make_reader = read_prebooks;
    request->count_words = prebook_words;
    request_add_parameter(&parameters, "soNumber", call->number);
    request_add_parameter(&parameters, "dateFrom", call->from);
    request_add_parameter(&parameters, "dateTo", call->to);
    request_start(request, buf_text(&parameters), NULL);
    buf_free(&parameters);
    return request->id;
}
