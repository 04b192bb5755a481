/* Reading the look-up lists through a session; see api.h. */
#include "config.h"
#include "api/request.h"

static const char *row_words(size_t count)
{
    return count == 1 ? "entry" : "entries";
}

static void give_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    struct request *request = context;
    if (request->is_dropped)
        return;
    request->given++;
    request->call.lookup.on_row(request->context, columns);
}

static struct codec_reader *read_rows(struct request *request)
{
    return codec_read_lookup(request->call.lookup.kind, give_row, request);
}

static bool end_lookup(struct request *request, const struct api_answer *answer)
{
    request->call.lookup.on_done(request->context, answer);
    return true;
}

unsigned lookups_look_up(void *self, const struct api_lookup_call *call)
{
    struct request *request = request_new(self, methods_of_lookup(call->kind));
    struct buf parameters = { 0 };
    request->call.lookup = *call;
    request->purpose = call->purpose;
    request->context = call->context;
    request->on_again = call->on_again;
    request->on_answer = end_lookup;
    request->make_reader = read_rows;
    request->count_words = row_words;
    if (call->kind == LOOKUP_SHIP_TOS)
        request_add_parameter(&parameters, "customerId", call->customer_id);
    request_start(request, buf_text(&parameters), NULL);
    buf_free(&parameters);
    return request->id;
}
