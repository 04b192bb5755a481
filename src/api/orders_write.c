/* Creating, changing and cancelling through a session; see api.h. Knows what is sent; how it travels,
 * once and over a connection of its own, and what an answer means is known elsewhere. */
#include "config.h"
#include "api/request.h"

static struct codec_reader *read_answer(struct request *request)
{
    (void)request;
    return codec_read_answer();
}

static struct request *new_write(struct session *session, enum method method, void *context)
{
    struct request *request = request_new(session, method);
    request->context = context;
    request->purpose = API_SAVING;
    request->make_reader = read_answer;
    if (session->profile.read_only)
        request->forbidden = "This profile only reads; nothing was sent.";
    return request;
}

static bool end_create(struct request *request, const struct api_answer *answer)
{
    request->call.create.on_done(request->context, answer);
    return true;
}

static bool end_update(struct request *request, const struct api_answer *answer)
{
    request->call.update.on_done(request->context, answer);
    return true;
}

static bool end_cancel(struct request *request, const struct api_answer *answer)
{
    request->call.cancel.on_done(request->context, answer);
    return true;
}

/* How a body is written; the token is in it where method and profile say so. */
static struct codec_body body_for(const struct session *session, enum method method)
{
    bool has_token =
        method_rows[method].token == METHOD_TOKEN_BOTH && session->profile.post_token_in_body;
    return (struct codec_body){ .token = has_token ? session->token : NULL,
                                .numbers_as_text = session->profile.numbers_as_text };
}

unsigned orders_create(void *self, const struct api_create_call *call)
{
    struct session *session = self;
    struct request *request = new_write(session, METHOD_ORDER_CREATE, call->context);
    const struct codec_body how = body_for(session, METHOD_ORDER_CREATE);
    struct buf body = BUF_SECRET;
    request->call.create = *call;
    request->on_answer = end_create;
    codec_write_create(&body, call->order, &how);
    request_start(request, "", &body);
    buf_wipe(&body);
    return request->id;
}

unsigned orders_update(void *self, const struct api_update_call *call)
{
    struct session *session = self;
    struct request *request = new_write(session, METHOD_ORDER_UPDATE, call->context);
    const struct codec_body how = body_for(session, METHOD_ORDER_UPDATE);
    struct buf body = { 0 };
    request->call.update = *call;
    request->on_answer = end_update;
    codec_write_update(&body, call->body, &how);
    request_start(request, "", &body);
    buf_free(&body);
    return request->id;
}

unsigned orders_cancel_item(void *self, const struct api_cancel_call *call)
{
    struct request *request = new_write(self, METHOD_ORDER_ITEM_DELETE, call->context);
    struct buf parameters = { 0 };
    request->call.cancel = *call;
    request->on_answer = end_cancel;
    request_add_parameter(&parameters, "standingOrderItemId", call->item_id);
    request_add_parameter(&parameters, "standingOrderId", call->order_id);
    request_start(request, buf_text(&parameters), NULL);
    buf_free(&parameters);
    return request->id;
}

typedef void writer(struct buf *out, const struct order *order, const struct codec_body *how);

/* The size as it is sent; to `text`, where there is one, the body as people read it. */
static size_t measure(writer *write, const struct order *order, struct codec_body how,
                      struct buf *text)
{
    struct buf body = BUF_SECRET;
    write(&body, order, &how);
    size_t bytes = body.len;
    buf_wipe(&body);
    if (text) {
        how.token = NULL;
        how.indent = true;
        write(text, order, &how);
    }
    return bytes;
}

size_t orders_create_body(void *self, const struct order *order, struct buf *text)
{
    return measure(codec_write_create, order, body_for(self, METHOD_ORDER_CREATE), text);
}

size_t orders_update_body(void *self, const struct order *body, struct buf *text)
{
    return measure(codec_write_update, body, body_for(self, METHOD_ORDER_UPDATE), text);
}
