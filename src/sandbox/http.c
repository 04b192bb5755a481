/* Sockets, TLS and HTTP by libmicrohttpd; see http.h. Collects a request, has it answered, and sends
 * the reply whole, piece by piece, late, or not at all, as the reply says. */
#include "config.h"
#include "sandbox/http.h"
#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/admin.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    BODY_MILLIS = 30000, /* a body that takes longer is answered with 408 */
    IDLE_SECONDS = 120,  /* then a connection is closed */
    PIECE_BYTES = 65536, /* of a long reply */
    TRICKLE_BYTES = 64,  /* of a reply made slow by a fault, every … */
    TRICKLE_MILLIS = 20,
    HEADER_MEMORY = 128 * 1024,
};

struct http {
    struct MHD_Daemon *daemon;
    struct server *server;
    bool verbose;
    pthread_mutex_t lock; /* of the server: one request at a time */
    pthread_mutex_t stop_lock;
    pthread_cond_t stop_signal; /* wakes the threads that wait */
    atomic_bool is_stopping;
};

/* A request as it comes in. */
struct incoming {
    struct buf body;
    size_t bytes; /* of the body, also those that are not kept */
    int64_t started;
};

/* A reply as it goes out. */
struct outgoing {
    struct http *http;
    struct reply reply;
    size_t sent; /* of reply.body */
    bool is_whole;
};

/* Sleeps, unless the server stops. */
static void wait_millis(struct http *http, int millis)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += millis / 1000;
    until.tv_nsec += millis % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_mutex_lock(&http->stop_lock);
    while (!http->is_stopping &&
           pthread_cond_timedwait(&http->stop_signal, &http->stop_lock, &until) != ETIMEDOUT)
        ;
    pthread_mutex_unlock(&http->stop_lock);
}

static void log_if_verbose(void *context, const char *format, va_list args)
{
    const struct http *http = context;
    if (http->verbose)
        vfprintf(stderr, format, args);
}

/* Sees to it that there is something to send; false at the end. */
static bool refill(struct outgoing *out)
{
    struct reply *reply = &out->reply;
    if (out->sent < reply->body.len)
        return true;
    out->sent = 0;
    buf_clear(&reply->body);
    pthread_mutex_lock(&out->http->lock);
    while (!out->is_whole && reply->body.len < PIECE_BYTES)
        out->is_whole = !reply->more(reply);
    pthread_mutex_unlock(&out->http->lock);
    return reply->body.len > 0;
}

static ssize_t read_reply(void *context, uint64_t position, char *into, size_t most)
{
    struct outgoing *out = context;
    (void)position;
    if (out->http->is_stopping)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (!refill(out))
        return out->reply.is_dropped ? MHD_CONTENT_READER_END_WITH_ERROR
                                     : MHD_CONTENT_READER_END_OF_STREAM;
    if (out->reply.is_trickled) {
        wait_millis(out->http, TRICKLE_MILLIS);
        most = most < TRICKLE_BYTES ? most : TRICKLE_BYTES;
    }
    size_t count = out->reply.body.len - out->sent;
    count = count < most ? count : most;
    memcpy(into, out->reply.body.data + out->sent, count);
    out->sent += count;
    return (ssize_t)count;
}

static void free_outgoing(void *context)
{
    struct outgoing *out = context;
    pthread_mutex_lock(&out->http->lock);
    routes_free_reply(&out->reply);
    pthread_mutex_unlock(&out->http->lock);
    free(out);
}

static enum MHD_Result send_reply(struct http *http, struct MHD_Connection *connection,
                                  struct outgoing *out)
{
    struct reply *reply = &out->reply;
    out->is_whole = !reply->more;
    pthread_mutex_lock(&http->lock);
    while (!out->is_whole && reply->body.len < PIECE_BYTES)
        out->is_whole = !reply->more(reply);
    pthread_mutex_unlock(&http->lock);
    if (reply->is_dropped) {
        free_outgoing(out);
        return MHD_NO;
    }
    uint64_t size = out->is_whole ? reply->body.len : MHD_SIZE_UNKNOWN;
    int status = reply->status;
    struct MHD_Response *response =
        MHD_create_response_from_callback(size, PIECE_BYTES, read_reply, out, free_outgoing);
    if (!response) {
        free_outgoing(out);
        return MHD_NO;
    }
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
    if (reply->retry_after) {
        char *seconds = mem_printf("%ld", reply->retry_after);
        MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
        free(seconds);
    }
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return result;
}

struct params {
    const char **list;
    size_t count, cap;
};

static enum MHD_Result add_param(void *context, enum MHD_ValueKind kind, const char *key,
                                 const char *value)
{
    struct params *params = context;
    (void)kind;
    MEM_GROW(params->list, params->count, params->cap);
    params->list[params->count++] = key;
    MEM_GROW(params->list, params->count, params->cap);
    params->list[params->count++] = value ? value : "";
    return MHD_YES;
}

/* What is behind `base` in the path; NULL where the path is elsewhere. */
static const char *path_behind(const char *url, const char *base)
{
    size_t len = strlen(base);
    return strncmp(url, base, len) == 0 ? url + len : NULL;
}

static enum MHD_Result answer(struct http *http, struct MHD_Connection *connection,
                              const char *verb, const char *url, const struct incoming *in)
{
    const char *admin = path_behind(url, "/admin/");
    const char *path = admin ? admin : path_behind(url, "/api/");
    struct params params = { 0 };
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_param, &params);
    MEM_GROW(params.list, params.count, params.cap);
    params.list[params.count] = NULL;
    const struct request request = {
        .verb = verb,
        .path = path ? path : url,
        .token = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "authenticationToken"),
        .admin = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "adminSecret"),
        .params = params.list,
        .body = buf_text(&in->body),
        .body_bytes = in->bytes,
        .is_late = clock_millis() - in->started > BODY_MILLIS,
    };
    struct outgoing *out = mem_calloc(1, sizeof *out);
    out->http = http;
    pthread_mutex_lock(&http->lock);
    (admin ? admin_handle : routes_handle)(http->server, &request, &out->reply);
    pthread_mutex_unlock(&http->lock);
    free(params.list);
    if (http->verbose)
        fprintf(stderr, "%s %s %d%s\n", verb, out->reply.method, out->reply.status,
                out->reply.is_dropped ? " dropped" : "");
    if (out->reply.delay_millis)
        wait_millis(http, out->reply.delay_millis);
    if (out->reply.is_dropped || http->is_stopping) {
        free_outgoing(out);
        return MHD_NO;
    }
    return send_reply(http, connection, out);
}

static enum MHD_Result take_request(void *context, struct MHD_Connection *connection,
                                    const char *url, const char *verb, const char *version,
                                    const char *data, size_t *bytes, void **state)
{
    struct http *http = context;
    struct incoming *in = *state;
    (void)version;
    if (!in) { /* the header has come */
        in = mem_calloc(1, sizeof *in);
        in->started = clock_millis();
        *state = in;
        return MHD_YES;
    }
    if (*bytes) { /* a piece of the body; what is too much is counted and not kept */
        in->bytes += *bytes;
        if (in->bytes <= ROUTES_MAX_BODY)
            buf_add_bytes(&in->body, data, *bytes);
        *bytes = 0;
        return MHD_YES;
    }
    return answer(http, connection, verb, url, in);
}

static void end_request(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode why)
{
    struct incoming *in = *state;
    (void)context;
    (void)connection;
    (void)why;
    if (in)
        buf_wipe(&in->body);
    free(in);
    *state = NULL;
}

struct http *http_start(struct server *server, const struct certificate *certificate, uint16_t port,
                        bool verbose, struct error *error)
{
    struct http *http = mem_calloc(1, sizeof *http);
    http->server = server;
    http->verbose = verbose;
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&http->stop_signal, &clock);
    pthread_condattr_destroy(&clock);
    pthread_mutex_init(&http->lock, NULL);
    pthread_mutex_init(&http->stop_lock, NULL);
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    http->daemon =
        MHD_start_daemon(MHD_USE_TLS | MHD_USE_THREAD_PER_CONNECTION |
                             MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ERROR_LOG,
                         port, NULL, NULL, take_request, http, MHD_OPTION_EXTERNAL_LOGGER,
                         log_if_verbose, http, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                         MHD_OPTION_HTTPS_MEM_KEY, certificate->key_pem, MHD_OPTION_HTTPS_MEM_CERT,
                         certificate->cert_pem, MHD_OPTION_HTTPS_PRIORITIES,
                         "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", MHD_OPTION_NOTIFY_COMPLETED,
                         end_request, http, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
                         MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_MEMORY, MHD_OPTION_END);
    if (http->daemon)
        return http;
    error_set(error, "Port %u of 127.0.0.1 cannot be used: %s", (unsigned)port, strerror(errno));
    http_stop(http);
    return NULL;
}

uint16_t http_port(const struct http *http)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

void http_stop(struct http *http)
{
    if (!http)
        return;
    pthread_mutex_lock(&http->stop_lock);
    http->is_stopping = true;
    pthread_cond_broadcast(&http->stop_signal);
    pthread_mutex_unlock(&http->stop_lock);
    if (http->daemon)
        MHD_stop_daemon(http->daemon);
    pthread_cond_destroy(&http->stop_signal);
    pthread_mutex_destroy(&http->stop_lock);
    pthread_mutex_destroy(&http->lock);
    free(http);
}
