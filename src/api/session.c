/* One profile on one service: carries requests from api.h to the client and their answers back; see
 * session.h. Knows where the token goes, and lets it go nowhere else. What a method asks and gives
 * is in orders*.c and lookups.c, what a reply means in judge.c. */
#include "config.h"
#include "api/request.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const size_t MAX_LIST_BYTES = (size_t)256 << 20, MAX_ANSWER_BYTES = (size_t)16 << 20;

struct request *request_new(struct session *session, enum method method)
{
    struct request *request = mem_calloc(1, sizeof *request);
    request->id = ++session->last_id;
    request->session = session;
    request->method = method;
    struct request **end = &session->requests;
    while (*end)
        end = &(*end)->next;
    *end = request;
    return request;
}

void request_free(struct request *request)
{
    struct request **at = &request->session->requests;
    while (*at != request)
        at = &(*at)->next;
    *at = request->next;
    codec_reader_free(request->reader);
    filter_free(&request->filter);
    error_clear(&request->error);
    buf_free(&request->held_back);
    buf_free(&request->parameters);
    buf_free(&request->last_message);
    buf_wipe(&request->text);
    if (request->password) {
        log_forget_secret(request->password);
        mem_wipe(request->password, strlen(request->password));
        free(request->password);
    }
    free(request);
}

/* Tells the gate how one try ended. */
static void tell_gate(struct request *request, const struct client_reply *reply,
                      const struct api_answer *answer)
{
    const struct api_gate *gate = &request->session->gate;
    if (!gate->ended || !request->text.len)
        return;
    const struct gate_try ended = {
        .method = request->method,
        .outcome = answer ? answer->outcome : API_FAILED,
        .is_dropped = !answer,
        .was_sent = !reply || reply->result != CLIENT_UNREACHED,
        .is_of_old_token = request->token_number != request->session->token_number,
        .http_status = reply ? reply->http_status : 0,
        .retry_after = reply ? reply->retry_after : -1,
        .millis = clock_millis() - request->started_at,
        .sent_bytes = request->sent_bytes,
        .bytes = request->bytes,
        .message = answer ? answer->message : "",
        .text = buf_text(&request->text),
    };
    gate->ended(gate->self, &ended);
    buf_clear(&request->text);
}

void request_drop(struct request *request)
{
    client_drop(request->session->client, request->client_id);
    tell_gate(request, NULL, NULL);
    request->is_dropped = true;
    if (!request->is_reading)
        request_free(request);
}

void request_add_parameter(struct buf *parameters, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    buf_addf(parameters, "%s%s=", parameters->len ? "&" : "", name);
    client_encode(parameters, value);
}

static bool take_bytes(void *context, const char *bytes, size_t len)
{
    struct request *request = context;
    request->bytes += len;
    for (size_t i = 0; i < len && !request->first; i++) {
        if (!strchr(" \t\r\n", bytes[i]))
            request->first = bytes[i];
    }
    request->is_reading = true;
    if (!request->is_bad)
        request->is_bad = !codec_reader_feed(request->reader, bytes, len, &request->error);
    if (request->on_progress && !request->is_dropped)
        request->on_progress(request->context, request->bytes_before + request->bytes);
    request->is_reading = false;
    if (request->is_dropped) {
        request_free(request);
        return false;
    }
    /* a write is heard to its end: its status line alone tells much */
    return !request->is_bad || method_rows[request->method].is_write;
}

static void take_reply(void *context, const struct client_reply *reply)
{
    struct request *request = context;
    struct api_answer answer = { 0 };
    struct buf message = { 0 };
    request->is_reading = true; /* the last order may come only now, and be answered by a drop */
    judge_reply(request, reply, &answer, &message);
    request->is_reading = false;
    log_line(LOG_DEBUG, "%s: HTTP %d, outcome %d, %zu bytes, %lld ms",
             method_rows[request->method].name, reply->http_status, (int)answer.outcome,
             reply->bytes, (long long)(clock_millis() - request->started_at));
    tell_gate(request, reply, &answer);
    bool is_over = true;
    if (!request->is_dropped) {
        request->is_reading = true;
        is_over = !again_begin(request, reply, &answer);
        if (is_over) {
            again_finish(request, reply, &answer, &message);
            is_over = request->on_answer(request, &answer);
        }
        request->is_reading = false;
    }
    free((void *)(uintptr_t)answer.items);
    buf_free(&message);
    if (is_over || request->is_dropped)
        request_free(request);
}

/* A header's value; control characters would let a value become a header of its own. */
static void set_header(struct buf *header, const char *name, const char *value)
{
    buf_addf(header, "%s: ", name);
    for (; *value; value++) {
        if ((unsigned char)*value >= ' ' && *value != 0x7F)
            buf_add_char(header, *value);
    }
}

enum { HEADER_TYPE, HEADER_TOKEN, HEADER_ACCOUNT, HEADER_CHANNEL, HEADERS };

static void set_headers(const struct request *request, bool has_body, struct buf headers[HEADERS])
{
    const struct profile *profile = &request->session->profile;
    enum method_token token = method_rows[request->method].token;
    if (has_body)
        set_header(&headers[HEADER_TYPE], "Content-Type", "application/json");
    if (token == METHOD_TOKEN_HEADER || token == METHOD_TOKEN_BOTH)
        set_header(&headers[HEADER_TOKEN], "authenticationToken", request->session->token);
    if (profile->account)
        set_header(&headers[HEADER_ACCOUNT], "X-ACCOUNT", profile->account);
    if (profile->sales_channel)
        set_header(&headers[HEADER_CHANNEL], "X-SALES-CHANNEL", profile->sales_channel);
}

static void set_url(const struct request *request, const char *parameters, struct buf *url)
{
    const struct method_row *method = &method_rows[request->method];
    struct buf query = BUF_SECRET;
    if (method->token == METHOD_TOKEN_URL)
        request_add_parameter(&query, "authenticationToken", request->session->token);
    if (*parameters)
        buf_addf(&query, "%s%s", query.len ? "&" : "", parameters);
    const char *endpoint = request->session->profile.endpoint;
    size_t len = endpoint ? strlen(endpoint) : 0;
    buf_addf(url, "%s%s%s", endpoint ? endpoint : "", len && endpoint[len - 1] == '/' ? "" : "/",
             method->path);
    if (query.len)
        buf_addf(url, "?%s", buf_text(&query));
    buf_wipe(&query);
}

/* What is sent, without the token, for the journal of requests. */
static void write_text(struct request *request, const char *parameters, const struct buf *body)
{
    const struct method_row *method = &method_rows[request->method];
    struct buf text = BUF_SECRET;
    buf_addf(&text, "%s %s", method->verb, method->path);
    if (method->token == METHOD_TOKEN_NONE) /* user name and password are kept nowhere */
        buf_add(&text, "?[secret]");
    else if (*parameters)
        buf_addf(&text, "?%s", parameters);
    if (body)
        buf_addf(&text, "\n%s", buf_text(body));
    char *masked = log_mask(buf_text(&text));
    buf_wipe(&text);
    buf_set(&request->text, masked);
    free(masked);
}

/* Whether the gate lets it out; otherwise its answer comes as that of a request which was not sent. */
static bool is_let_out(struct request *request)
{
    const struct api_gate *gate = &request->session->gate;
    buf_clear(&request->held_back);
    if (request->forbidden)
        return false;
    return !gate->let_out ||
           gate->let_out(gate->self, request->method, request->purpose, &request->held_back);
}

/* One try. */
static void send_request(struct request *request, const char *parameters, const struct buf *body)
{
    struct session *session = request->session;
    const struct method_row *method = &method_rows[request->method];
    struct buf url = BUF_SECRET, headers[HEADERS] = { 0 };
    const char *header_texts[HEADERS + 1] = { 0 };
    headers[HEADER_TOKEN].is_secret = true;
    set_url(request, parameters, &url);
    set_headers(request, body != NULL, headers);
    for (size_t i = 0, count = 0; i < HEADERS; i++) {
        if (headers[i].len)
            header_texts[count++] = buf_text(&headers[i]);
    }
    bool is_list = strcmp(method->verb, "GET") == 0;
    bool goes_out = is_let_out(request);
    const struct client_request sent = {
        .verb = method->verb,
        .url = goes_out ? buf_text(&url) : NULL,
        .headers = header_texts,
        .body = body ? buf_text(body) : NULL,
        .body_bytes = body ? body->len : 0,
        .ca_file = session->profile.ca_file,
        .connect_timeout = session->profile.connect_timeout,
        .timeout = session->profile.timeout,
        .max_bytes = is_list ? MAX_LIST_BYTES : MAX_ANSWER_BYTES,
        .is_write = method->is_write,
        .on_bytes = take_bytes,
        .on_done = take_reply,
        .context = request,
    };
    codec_reader_free(request->reader);
    request->reader = request->make_reader(request);
    request->tries++;
    request->bytes_before += request->bytes;
    request->bytes = 0;
    request->first = 0;
    request->is_bad = false;
    request->started_at = clock_millis();
    request->token_number = session->token_number;
    request->sent_bytes = body ? body->len : 0;
    if (goes_out) {
        session->started += (size_t)method->cost;
        write_text(request, parameters, body);
    }
    request->client_id = client_start(session->client, &sent);
    buf_wipe(&url);
    for (size_t i = 0; i < HEADERS; i++)
        buf_wipe(&headers[i]);
}

void request_start(struct request *request, const char *parameters, const struct buf *body)
{
    request->tries = 0;
    request->kept = request->given;
    if (strcmp(method_rows[request->method].verb, "GET") == 0) /* no other is sent again */
        buf_set(&request->parameters, parameters);
    send_request(request, parameters, body);
}

void request_send_again(struct request *request)
{
    request->given = request->kept;
    send_request(request, buf_text(&request->parameters), NULL);
}

static void drop(void *self, unsigned id)
{
    struct session *session = self;
    for (struct request *request = session->requests; request; request = request->next) {
        if (request->id != id)
            continue;
        if (!request->is_dropped && !method_rows[request->method].is_write)
            request_drop(request);
        return;
    }
}

static size_t count_running(void *self)
{
    size_t count = 0;
    const struct session *session = self;
    for (const struct request *request = session->requests; request; request = request->next)
        count += !request->is_dropped;
    return count;
}

static size_t count_requests(void *self)
{
    return ((const struct session *)self)->started;
}

static bool may(void *self, enum method method, struct buf *why)
{
    const struct session *session = self;
    const struct api_gate *gate = &session->gate;
    if (gate->may)
        return gate->may(gate->self, method, why);
    if (method == METHOD_COUNT || !method_rows[method].is_write || !session->profile.read_only)
        return true;
    if (why)
        buf_add(why, "This profile only reads.");
    return false;
}

static void get_budget(void *self, struct budget_state *state)
{
    const struct session *session = self;
    const struct api_gate *gate = &session->gate;
    *state = (struct budget_state){ .used = (long)session->started, .own = (long)session->started };
    if (gate->state)
        gate->state(gate->self, state);
}

static void look_once(void *self, bool is_once)
{
    const struct api_gate *gate = &((const struct session *)self)->gate;
    if (gate->look_once)
        gate->look_once(gate->self, is_once);
}

static const struct api_ops session_ops = {
    .list_orders = orders_list,
    .look_up = lookups_look_up,
    .create_order = orders_create,
    .update_order = orders_update,
    .cancel_item = orders_cancel_item,
    .list_prebooks = orders_list_prebooks,
    .log_in = login_log_in,
    .drop = drop,
    .create_body = orders_create_body,
    .update_body = orders_update_body,
    .running = count_running,
    .requests = count_requests,
    .may = may,
    .budget = get_budget,
    .look_once = look_once,
};

struct session *session_open(struct client *client, const struct profile *profile,
                             const char *token)
{
    struct session *session = mem_calloc(1, sizeof *session);
    session->client = client;
    profile_copy(&session->profile, profile);
    session->token = mem_strdup(token ? token : "");
    log_add_secret(session->token);
    return session;
}

void session_set_gate(struct session *session, const struct api_gate *gate)
{
    session->gate = *gate;
}

void session_set_token(struct session *session, const char *token)
{
    char *copy = mem_strdup(token);
    mem_wipe(session->token, strlen(session->token));
    free(session->token);
    session->token = copy;
    session->token_number++;
    log_add_secret(copy);
}

void session_give_up(struct session *session)
{
    while (session->requests) {
        struct request *request = session->requests;
        client_drop(session->client, request->client_id);
        if (method_rows[request->method].is_write) {
            char *message =
                mem_printf("The answer was not waited for. %s", judge_doubt(request->method));
            const struct api_answer answer = {
                .outcome = API_UNKNOWN, .message = message, .order_id = "", .order_number = ""
            };
            tell_gate(request, NULL, &answer);
            request->on_answer(request, &answer);
            free(message);
        } else {
            tell_gate(request, NULL, NULL);
        }
        request_free(request);
    }
}

void session_close(struct session *session)
{
    if (!session)
        return;
    while (session->requests)
        request_drop(session->requests);
    profile_free(&session->profile);
    mem_wipe(session->token, strlen(session->token));
    free(session->token);
    free(session);
}

struct api session_api(struct session *session)
{
    return (struct api){ &session_ops, session };
}
