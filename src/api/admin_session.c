/* Calls of the administration path, from admin.h to the client and back; see admin_session.h. Knows where the
 * secret goes, and lets it go nowhere else. An issued token is handed over in the callback, then wiped. */
#include "config.h"
#include "api/admin_session.h"
#include "api/codec_admin.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { CONNECT_SECONDS = 10, SECONDS = 30, MAX_BYTES = 4 << 20, MAX_SAID_BYTES = 2000 };

enum what { WHAT_LIST, WHAT_ISSUE, WHAT_EDIT, WHAT_REVOKE };

/* A row for each call; `doubt` is what may have come of one that nobody answered. */
static const struct {
    const char *verb, *doubt;
} whats[] = {
    [WHAT_LIST] = { "GET", NULL },
    [WHAT_ISSUE] = { "POST", "A token may have been made: look for it in the list of tokens, and "
                             "revoke it there." },
    [WHAT_EDIT] = { "PUT", "The token may have been changed: look at the list of tokens." },
    [WHAT_REVOKE] = { "DELETE", "The token may have been revoked: look at the list of tokens." },
};

struct admin_session {
    struct client *client;
    char *base; /* https://…/admin/ */
    char *ca_file;
    struct buf secret;
    struct call *calls;
};

struct call {
    struct admin_session *session;
    enum what what;
    struct admin_call asked;
    struct codec_admin *reader;
    struct error error;
    unsigned client_id;
    bool is_dropped, is_bad, has_begun;
    bool is_page; /* the first byte of the reply that is no blank is '<' */
    struct call *next;
};

static void free_call(struct call *call)
{
    struct call **at = &call->session->calls;
    while (*at != call)
        at = &(*at)->next;
    *at = call->next;
    codec_admin_free(call->reader);
    error_clear(&call->error);
    free(call);
}

/* The server's own words on one line, without secrets and not endless. */
static void add_words(struct buf *out, const char *said)
{
    char *text = log_mask(said);
    if (strlen(text) > MAX_SAID_BYTES) {
        size_t len = MAX_SAID_BYTES;
        while (len && ((unsigned char)text[len] & 0xC0) == 0x80)
            len--;
        text[len] = '\0';
    }
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    buf_add(out, text);
    free(text);
}

/* No whole reply came. */
static void judge_lost(const struct call *call, const struct client_reply *reply,
                       struct api_answer *answer, struct buf *message)
{
    const char *doubt = whats[call->what].doubt;
    if (reply->result == CLIENT_UNREACHED) {
        answer->outcome = API_UNREACHED;
        buf_addf(message, "The server was not reached: %s. Nothing was sent.", reply->reason);
        return;
    }
    answer->outcome = doubt ? API_UNKNOWN : API_FAILED;
    buf_addf(message, "%s: %s.%s%s", reply->bytes ? "The answer was cut short" : "No answer came",
             reply->reason, doubt ? " " : "", doubt ? doubt : "");
}

/* A reply that cannot be read, points elsewhere, or says neither yes nor no. */
static void judge_odd(const struct call *call, const struct client_reply *reply,
                      struct api_answer *answer, struct buf *message)
{
    const char *doubt = whats[call->what].doubt;
    answer->outcome = doubt ? API_UNKNOWN : API_FAILED;
    if (reply->http_status >= 300 && reply->http_status < 400) {
        buf_add(message, "The server points to ");
        add_words(message, *reply->points_to ? reply->points_to : "another address");
        buf_addf(message, " (HTTP %d), which is not followed.", reply->http_status);
    } else if (call->is_page) {
        buf_addf(message, "The server answered with a web page, not data (HTTP %d).",
                 reply->http_status);
    } else if (reply->http_status == 404) {
        buf_add(message, "The server has no such path (HTTP 404): it issues no tokens this way.");
        answer->outcome = API_REFUSED;
    } else {
        buf_addf(message, "The server's answer cannot be read (HTTP %d)%s%s.", reply->http_status,
                 call->is_bad ? ": " : "", call->is_bad ? error_text(&call->error) : "");
    }
    if (doubt && answer->outcome == API_UNKNOWN)
        buf_addf(message, " %s", doubt);
}

static void judge_no(const struct call *call, const struct client_reply *reply,
                     struct api_answer *answer, struct buf *message)
{
    const char *said = codec_admin_message(call->reader), *doubt = whats[call->what].doubt;
    bool is_broken = reply->http_status >= 500;
    answer->outcome = !is_broken ? API_REFUSED : doubt ? API_UNKNOWN : API_FAILED;
    if (reply->http_status == 401)
        buf_add(message, "The server does not accept the administration's secret (HTTP 401). ");
    if (*said)
        add_words(message, said);
    else
        buf_addf(message, "The server refused, and gave no reason (HTTP %d).", reply->http_status);
    if (is_broken && doubt)
        buf_addf(message, " %s", doubt);
}

/* Whether the reply holds what was asked for. */
static bool is_whole(const struct call *call)
{
    struct admin_token token;
    if (call->what == WHAT_LIST)
        return codec_admin_has_list(call->reader);
    return codec_admin_token(call->reader, 0, &token) && (call->what != WHAT_ISSUE || *token.token);
}

static void judge(struct call *call, const struct client_reply *reply, struct api_answer *answer,
                  struct buf *message)
{
    struct admin_token token;
    bool arrived = reply->result == CLIENT_DONE || reply->result == CLIENT_STOPPED;
    if (arrived && !call->is_bad)
        call->is_bad = !codec_admin_finish(call->reader, &call->error);
    if (codec_admin_token(call->reader, 0, &token))
        log_add_secret(token.token); /* before anything of the reply is repeated */
    int status = codec_admin_status(call->reader);
    bool is_good = reply->http_status >= 200 && reply->http_status < 300;
    if (!arrived) {
        judge_lost(call, reply, answer, message);
    } else if (!call->is_bad && status == 0 && reply->http_status / 100 != 3) {
        judge_no(call, reply, answer, message);
    } else if (!call->is_bad && status == 1 && is_good && is_whole(call)) {
        answer->outcome = API_DONE;
        add_words(message, codec_admin_message(call->reader));
    } else {
        judge_odd(call, reply, answer, message);
    }
}

static bool take_bytes(void *context, const char *bytes, size_t len)
{
    struct call *call = context;
    for (size_t i = 0; i < len && !call->has_begun; i++) {
        call->has_begun = !strchr(" \t\r\n", bytes[i]);
        call->is_page = bytes[i] == '<';
    }
    if (!call->is_bad)
        call->is_bad = !codec_admin_feed(call->reader, bytes, len, &call->error);
    return !call->is_bad;
}

/* Any of these may drop the call. */
static void give(const struct call *call)
{
    struct admin_token token;
    unsigned types;
    const struct admin_call *asked = &call->asked;
    for (size_t i = 0; !call->is_dropped && asked->on_token; i++) {
        if (!codec_admin_token(call->reader, i, &token))
            break;
        if (call->what != WHAT_ISSUE)
            token.token = "";
        asked->on_token(asked->context, &token);
    }
    for (size_t i = 0; !call->is_dropped && asked->on_method; i++) {
        const char *name = codec_admin_method(call->reader, i, &types);
        if (!name)
            break;
        asked->on_method(asked->context, name, types);
    }
}

static void take_reply(void *context, const struct client_reply *reply)
{
    struct call *call = context;
    struct buf message = { 0 };
    struct api_answer answer = {
        .http_status = reply->http_status, .order_id = "", .order_number = "", .bytes = reply->bytes
    };
    judge(call, reply, &answer, &message);
    answer.message = buf_text(&message);
    log_line(LOG_DEBUG, "administration %s: HTTP %d, outcome %d", whats[call->what].verb,
             reply->http_status, (int)answer.outcome);
    if (answer.outcome == API_DONE)
        give(call);
    if (!call->is_dropped && call->asked.on_done)
        call->asked.on_done(call->asked.context, &answer);
    buf_free(&message);
    free_call(call);
}

/* `id` NULL = all of them. */
static void start(struct admin_session *session, enum what what, const char *id,
                  const struct buf *body, const struct admin_call *asked)
{
    struct call *call = mem_calloc(1, sizeof *call);
    call->session = session;
    call->what = what;
    call->asked = *asked;
    call->reader = codec_admin_new();
    call->next = session->calls;
    session->calls = call;
    struct buf url = { 0 }, header = BUF_SECRET;
    buf_addf(&url, "%stokens", session->base);
    if (id) {
        buf_add_char(&url, '/');
        client_encode(&url, id);
    }
    buf_addf(&header, "adminSecret: %s", buf_text(&session->secret));
    const char *const headers[] = { buf_text(&header),
                                    body ? "Content-Type: application/json" : NULL, NULL };
    const struct client_request request = {
        .verb = whats[what].verb,
        .url = buf_text(&url),
        .headers = headers,
        .body = body ? buf_text(body) : NULL,
        .body_bytes = body ? body->len : 0,
        .ca_file = session->ca_file,
        .connect_timeout = CONNECT_SECONDS,
        .timeout = SECONDS,
        .max_bytes = MAX_BYTES,
        .is_write = what != WHAT_LIST,
        .on_bytes = take_bytes,
        .on_done = take_reply,
        .context = call,
    };
    call->client_id = client_start(session->client, &request);
    buf_free(&url);
    buf_wipe(&header);
}

static void list(void *self, const struct admin_call *call)
{
    start(self, WHAT_LIST, NULL, NULL, call);
}

static void issue(void *self, const struct admin_token *token, const struct admin_call *call)
{
    struct buf body = { 0 };
    codec_admin_write_issue(&body, token);
    start(self, WHAT_ISSUE, NULL, &body, call);
    buf_free(&body);
}

static void edit(void *self, const struct admin_token *token, const struct admin_call *call)
{
    struct buf body = { 0 };
    codec_admin_write_edit(&body, token);
    start(self, WHAT_EDIT, token->id, &body, call);
    buf_free(&body);
}

static void revoke(void *self, const char *id, const struct admin_call *call)
{
    start(self, WHAT_REVOKE, id, NULL, call);
}

/* A list is ended; what writes goes on, unheard. */
static void drop(void *self, void *context)
{
    struct admin_session *session = self;
    for (struct call *call = session->calls; call; call = call->next)
        if (call->asked.context == context)
            call->is_dropped = true;
}

static size_t count_running(void *self)
{
    size_t count = 0;
    for (const struct call *call = ((const struct admin_session *)self)->calls; call;
         call = call->next)
        count += call->what != WHAT_LIST || !call->is_dropped;
    return count;
}

static const struct admin_ops session_ops = { list, issue, edit, revoke, drop, count_running };

struct admin_session *admin_session_open(struct client *client, const char *endpoint,
                                         const char *ca_file, const char *secret)
{
    struct admin_session *session = mem_calloc(1, sizeof *session);
    const char *host = strstr(endpoint, "://");
    size_t len = host ? (size_t)(host + 3 - endpoint) : 0;
    len += strcspn(endpoint + len, "/?#");
    session->client = client;
    session->base = mem_printf("%.*s/admin/", (int)len, endpoint);
    session->ca_file = mem_strdup(ca_file);
    session->secret.is_secret = true;
    buf_add(&session->secret, secret);
    log_add_secret(secret);
    return session;
}

void admin_session_close(struct admin_session *session)
{
    if (!session)
        return;
    while (session->calls) {
        client_drop(session->client, session->calls->client_id);
        free_call(session->calls);
    }
    free(session->base);
    free(session->ca_file);
    buf_wipe(&session->secret);
    free(session);
}

struct admin admin_session_admin(struct admin_session *session)
{
    return (struct admin){ &session_ops, session };
}
