/* Reading one standing order anew; see fetch.h. The list has no single-order read, so the number is
 * the filter and the dates are as wide as the service's calendar goes. */
#include "config.h"
#include "work/fetch.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct fetch {
    struct fetch_call call;
    unsigned request;
    char *number, *id;
    struct order order; /* the one meant */
    bool is_found;
    size_t given, found_at; /* orders so far; which of them it was */
};

static void free_fetch(struct fetch *fetch)
{
    order_free(&fetch->order);
    free(fetch->number);
    free(fetch->id);
    free(fetch);
}

static bool is_meant(const struct fetch *fetch, const struct order *order)
{
    if (fetch->id && *fetch->id)
        return strcmp(value_text(order->v[ORDER_ID]), fetch->id) == 0;
    return filter_is_same_number(value_text(order->v[ORDER_NUMBER]), fetch->number);
}

static void take_order(void *context, const struct order *order)
{
    struct fetch *fetch = context;
    size_t at = fetch->given++;
    if (fetch->is_found || !is_meant(fetch, order))
        return;
    fetch->is_found = true;
    fetch->found_at = at;
    order_copy(&fetch->order, order);
}

static void begin_again(void *context, const struct api_again *again)
{
    struct fetch *fetch = context;
    fetch->given = again->kept;
    fetch->is_found = fetch->is_found && fetch->found_at < again->kept;
    if (fetch->call.on_again)
        fetch->call.on_again(fetch->call.context, again);
}

static void take_answer(void *context, const struct api_answer *answer)
{
    struct fetch *fetch = context;
    enum fetch_result result = answer->outcome != API_DONE ? FETCH_FAILED
                               : fetch->is_found           ? FETCH_FOUND
                                                           : FETCH_GONE;
    fetch->call.on_done(fetch->call.context, result, result == FETCH_FOUND ? &fetch->order : NULL,
                        answer->outcome, answer->message);
    free_fetch(fetch);
}

struct fetch *fetch_start(const struct fetch_call *call)
{
    const char *const status =
        call->status == ORDER_STATUS_UNKNOWN ? "All" : order_status_word(call->status);
    struct fetch *fetch = mem_calloc(1, sizeof *fetch);
    struct filter filter = { 0 };
    fetch->call = *call;
    fetch->number = mem_strdup(call->number);
    fetch->id = mem_strdup(call->id);
    filter_init(&filter, 0);
    value_set(&filter.v[FILTER_FROM], "2000-01-01");
    value_set(&filter.v[FILTER_TO], "2099-12-31");
    value_set(&filter.v[FILTER_NUMBER], call->number);
    value_set(&filter.v[FILTER_STATUS], status);
    fetch->request = call->api->ops->list_orders(call->api->self, &(struct api_list_call){
                                                                      .purpose = API_SAVING,
                                                                      .filter = &filter,
                                                                      .on_order = take_order,
                                                                      .on_again = begin_again,
                                                                      .on_done = take_answer,
                                                                      .context = fetch,
                                                                  });
    filter_free(&filter);
    return fetch;
}

void fetch_drop(struct fetch *fetch)
{
    if (!fetch)
        return;
    fetch->call.api->ops->drop(fetch->call.api->self, fetch->request);
    free_fetch(fetch);
}
