/* HTTPS requests over one curl_multi handle; see client.h. With client_reason.c and client_talk.c the only
 * file that includes curl. No address, header or body ever enters a sentence or a log: they hold the token. */
#include "config.h"
#include "api/client.h"
#include "api/client_reason.h"
#include "api/client_talk.h"
#include "base/clock.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum transfer_state {
    TRANSFER_NEW,    /* not yet with curl: its time may not have come */
    TRANSFER_ON_WAY, /* curl has it */
    TRANSFER_ENDED,  /* its callback is due */
    TRANSFER_DROPPED /* to be freed without a word */
};

struct transfer {
    unsigned id;
    enum transfer_state state;
    struct client_request request; /* its texts are `texts`, `headers` and `body` */
    char *texts[3];                /* verb, address, certificate: the address may hold a token */
    CURL *easy;
    struct curl_slist *headers;
    char *body;
    CURLcode code;
    char problem[CURL_ERROR_SIZE];
    size_t received, head_bytes;
    int64_t begins_at; /* clock_millis() */
    int64_t heard_at;  /* the same, when the server could be asked, then of the last bytes */
    bool is_sent;      /* the server is reached, and a byte of the request may have left */
    bool is_nameless;  /* its certificate has no subjectAltName */
    bool is_stopped;   /* by on_bytes */
    bool is_again;     /* curl wanted to send it a second time by itself, and was stopped */
    enum client_excess excess;
    struct client_talk talk;
    struct transfer *next;
};

struct client {
    CURLM *multi; /* NULL until the first request is on its way: starting curl costs milliseconds */
    struct transfer *transfers;
    unsigned last_id;
    bool is_performing; /* inside curl, where handles may neither be added nor removed */
};

struct client *client_new(void)
{
    return mem_calloc(1, sizeof(struct client));
}

static void wipe_list(struct curl_slist *list)
{
    for (struct curl_slist *at = list; at; at = at->next)
        mem_wipe(at->data, strlen(at->data));
    curl_slist_free_all(list);
}

static void free_transfer(struct client *client, struct transfer *transfer)
{
    if (transfer->easy) {
        curl_multi_remove_handle(client->multi, transfer->easy); /* fine where it was never added */
        curl_easy_cleanup(transfer->easy);
    }
    client_talk_end(&transfer->talk);
    wipe_list(transfer->headers);
    for (size_t i = 0; i < sizeof transfer->texts / sizeof *transfer->texts; i++) {
        if (transfer->texts[i])
            mem_wipe(transfer->texts[i], strlen(transfer->texts[i]));
        free(transfer->texts[i]);
    }
    if (transfer->body)
        mem_wipe(transfer->body, transfer->request.body_bytes);
    free(transfer->body);
    free(transfer);
}

void client_free(struct client *client)
{
    if (!client)
        return;
    while (client->transfers) {
        struct transfer *next = client->transfers->next;
        free_transfer(client, client->transfers);
        client->transfers = next;
    }
    if (client->multi) {
        curl_multi_cleanup(client->multi);
        curl_global_cleanup();
    }
    free(client);
}

static size_t take_bytes(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t len = size * count;
    if (transfer->state == TRANSFER_DROPPED)
        return 0;
    if (len > transfer->request.max_bytes - transfer->received) {
        transfer->excess = EXCESS_BODY;
        return 0;
    }
    transfer->received += len;
    transfer->heard_at = clock_millis();
    if (!transfer->request.on_bytes ||
        transfer->request.on_bytes(transfer->request.context, bytes, len))
        return len;
    transfer->is_stopped = true;
    return 0;
}

/* A line of the server's head, of its trailer, or of a proxy's answer. */
static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    (void)bytes;
    transfer->heard_at = clock_millis();
    transfer->head_bytes += size * count;
    if (transfer->head_bytes <= CLIENT_MAX_HEAD_BYTES)
        return size * count;
    transfer->excess = EXCESS_HEAD;
    return 0;
}

static bool is_loopback_host(const char *host)
{
    struct in_addr four;
    struct in6_addr six;
    size_t len = strlen(host);
    if (inet_pton(AF_INET, host, &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    if (*host == '[') {
        char *bare = mem_strndup(host + 1, len - 2);
        bool is_six = inet_pton(AF_INET6, bare, &six) == 1;
        free(bare);
        return is_six && (IN6_IS_ADDR_LOOPBACK(&six) ||
                          (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 127));
    }
    return strcasecmp(host, "localhost") == 0;
}

static bool is_loopback(const char *url)
{
    char *host = NULL;
    CURLU *parsed = curl_url();
    bool found = parsed && curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK &&
                 curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                 is_loopback_host(host);
    curl_free(host);
    curl_url_cleanup(parsed);
    return found;
}

/* The request until curl takes it over, which is after the next repaint; the list needs no curl that
 * was started. */
static void copy_request(struct transfer *transfer, const struct client_request *request)
{
    bool is_post = strcmp(request->verb, "POST") == 0;
    transfer->request = *request;
    transfer->request.verb = transfer->texts[0] = mem_strdup(request->verb);
    transfer->request.url = transfer->texts[1] = mem_strdup(request->url);
    transfer->request.ca_file = transfer->texts[2] = mem_strdup(request->ca_file);
    for (const char *const *header = request->headers; header && *header; header++)
        transfer->headers = curl_slist_append(transfer->headers, *header);
    /* without this curl holds a long body back for a second, waiting for "100 Continue" */
    transfer->headers = curl_slist_append(transfer->headers, "Expect:");
    if (request->body || is_post)
        transfer->body = mem_strndup(request->body ? request->body : "", request->body_bytes);
}

static void set_verb_and_body(struct transfer *transfer)
{
    const struct client_request *request = &transfer->request;
    CURL *easy = transfer->easy;
    if (transfer->body) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_bytes);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer->body);
    }
    if (strcmp(request->verb, "POST") != 0 && strcmp(request->verb, "GET") != 0)
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->verb);
    if (request->is_write) {
        /* curl sends a request again by itself when a connection it used before turns out dead: the
         * order would be there twice */
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    }
}

/* Curl falls back on the name in the subject where there is no subjectAltName. Nobody issues such
 * certificates any more, and what an authority may vouch for says nothing about subjects. A connection
 * used again lists no certificates; it was looked at when it was made. */
static bool has_alternative_names(CURL *easy)
{
    static const char label[] = "X509v3 Subject Alternative Name:";
    const struct curl_certinfo *info = NULL;
    const char *flavour = curl_version_info(CURLVERSION_NOW)->ssl_version;
    curl_easy_getinfo(easy, CURLINFO_CERTINFO, &info);
    if (!flavour || strncmp(flavour, "OpenSSL/", 8) != 0 || !info || info->num_of_certs < 1)
        return true;
    for (const struct curl_slist *line = info->certinfo[0]; line; line = line->next) {
        if (strncmp(line->data, label, sizeof label - 1) == 0)
            return true;
    }
    return false;
}

/* Called when the server is reached, TLS agreed on and its certificate found good; the request leaves
 * next. Nothing that fails before has sent a byte of it, whatever was said to a proxy. */
static int note_sent(void *context, char *ip, char *local_ip, int port, int local_port)
{
    struct transfer *transfer = context;
    (void)ip, (void)local_ip, (void)port, (void)local_port;
    transfer->is_nameless = !has_alternative_names(transfer->easy);
    if (transfer->is_nameless)
        return CURL_PREREQFUNC_ABORT;
    if (transfer->is_sent) {
        /* a connection that was kept turned out dead: another try is counted, and begun elsewhere */
        transfer->is_again = true;
        return CURL_PREREQFUNC_ABORT;
    }
    transfer->is_sent = true;
    transfer->heard_at = clock_millis();
    return CURL_PREREQFUNC_OK;
}

static void set_trust(struct transfer *transfer)
{
    CURL *easy = transfer->easy;
    const char *ca_file = transfer->request.ca_file;
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L); /* for has_alternative_names() */
    curl_easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 2L);
    if (ca_file) { /* without CAPATH the system's authorities count as well */
        curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
        curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, ca_file);
        curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, NULL);
    }
    /* what is for the server is not for the proxy: the token may be among the headers */
    curl_easy_setopt(easy, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
    if (is_loopback(transfer->request.url)) /* a proxy would take it to another machine */
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
}

static bool set_up(struct transfer *transfer)
{
    const struct client_request *request = &transfer->request;
    CURL *easy = transfer->easy = curl_easy_init();
    if (!easy)
        return false;
    curl_easy_setopt(easy, CURLOPT_URL, request->url);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* no waiting for a slow look-up of a name */
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, PACKAGE_NAME "/" PACKAGE_VERSION);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)request->connect_timeout);
    if (request->is_write) /* a read may take its time as long as it comes: end_silent() */
        curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)request->timeout);
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->max_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, note_sent);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->problem);
    client_talk_begin(&transfer->talk, transfer->id, easy);
    set_trust(transfer);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    set_verb_and_body(transfer);
    return true;
}

unsigned client_start(struct client *client, const struct client_request *request)
{
    struct transfer *transfer = mem_calloc(1, sizeof *transfer);
    transfer->id = ++client->last_id;
    transfer->begins_at = clock_millis() + request->delay_millis;
    copy_request(transfer, request);
    struct transfer **end = &client->transfers;
    while (*end)
        end = &(*end)->next;
    *end = transfer;
    return transfer->id;
}

static void unlink_transfer(struct client *client, struct transfer *transfer)
{
    struct transfer **at = &client->transfers;
    while (*at != transfer)
        at = &(*at)->next;
    *at = transfer->next;
}

void client_drop(struct client *client, unsigned id)
{
    for (struct transfer *t = client->transfers; t; t = t->next) {
        if (t->id != id)
            continue;
        t->state = TRANSFER_DROPPED;
        if (!client->is_performing) {
            unlink_transfer(client, t);
            free_transfer(client, t);
        }
        return;
    }
}

size_t client_running(const struct client *client)
{
    size_t count = 0;
    for (const struct transfer *t = client->transfers; t; t = t->next)
        count += t->state != TRANSFER_DROPPED;
    return count;
}

static bool is_too_early(const struct transfer *transfer)
{
    return transfer->state == TRANSFER_NEW && transfer->begins_at > clock_millis();
}

static bool is_news_due(const struct client *client)
{
    for (const struct transfer *t = client->transfers; t; t = t->next) {
        if (t->state != TRANSFER_ON_WAY && !is_too_early(t))
            return true;
    }
    return false;
}

/* How long the server may still be silent; curl's own limit of speed samples once a second, which is
 * too coarse for short limits. */
static int64_t silence_left(const struct transfer *transfer)
{
    return transfer->heard_at + (int64_t)transfer->request.timeout * 1000 - clock_millis();
}

static bool may_fall_silent(const struct transfer *transfer)
{
    return transfer->state == TRANSFER_ON_WAY && transfer->is_sent && !transfer->request.is_write;
}

/* Until the first transfer begins, or has been silent for too long. */
static int limit_wait(const struct client *client, int limit_millis)
{
    for (const struct transfer *t = client->transfers; t; t = t->next) {
        int64_t left = may_fall_silent(t) ? silence_left(t)
                       : is_too_early(t)  ? t->begins_at - clock_millis()
                                          : INT_MAX;
        if (limit_millis < 0 || left < limit_millis)
            limit_millis = left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
    }
    return limit_millis;
}

/* After what had arrived was read, or a program that was stopped for a while would blame the server. */
static void end_silent(struct client *client)
{
    for (struct transfer *t = client->transfers; t; t = t->next) {
        if (!may_fall_silent(t) || silence_left(t) > 0)
            continue;
        curl_multi_remove_handle(client->multi, t->easy);
        t->state = TRANSFER_ENDED;
        t->code = CURLE_OPERATION_TIMEDOUT;
    }
}

void client_wait(struct client *client, struct pollfd *fds, unsigned count, int limit_millis)
{
    if (!client->transfers) {
        poll(fds, count, limit_millis);
        return;
    }
    if (!is_news_due(client) && !client->multi) {
        poll(fds, count, limit_wait(client, limit_millis));
    } else if (!is_news_due(client)) {
        struct curl_waitfd *extra = mem_calloc(count, sizeof *extra);
        for (unsigned i = 0; i < count; i++)
            extra[i] = (struct curl_waitfd){ .fd = fds[i].fd, .events = CURL_WAIT_POLLIN };
        curl_multi_poll(client->multi, extra, count, limit_wait(client, limit_millis), NULL);
        free(extra);
    }
    poll(fds, count, 0); /* curl does not pass on that a descriptor was hung up */
}

static enum client_result result_of(const struct transfer *transfer)
{
    if (!transfer->is_sent)
        return CLIENT_UNREACHED;
    if (transfer->excess || transfer->code == CURLE_FILESIZE_EXCEEDED)
        return CLIENT_TOO_LARGE;
    if (transfer->is_stopped)
        return CLIENT_STOPPED;
    return transfer->code == CURLE_OK ? CLIENT_DONE : CLIENT_CUT;
}

static void end_transfer(struct client *client, struct transfer *transfer)
{
    struct buf reason = { 0 }, points_to = { 0 };
    long status = 0, retry_after = -1;
    if (transfer->is_sent) {
        curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
        retry_after = client_read_wait(transfer->easy);
        client_say_target(transfer->easy, transfer->request.url, &points_to);
    }
    if (transfer->is_again) {
        transfer->code = CURLE_GOT_NOTHING;
        transfer->problem[0] = '\0';
    }
    if (transfer->is_sent && transfer->code == CURLE_OUT_OF_MEMORY)
        transfer->excess = EXCESS_HEAD; /* so curl calls a header line that has no end */
    struct client_reply reply = {
        .result = result_of(transfer),
        .http_status = (int)status,
        .retry_after = retry_after,
        .bytes = transfer->received,
        .points_to = buf_text(&points_to),
    };
    if (reply.result != CLIENT_DONE && reply.result != CLIENT_STOPPED) {
        const struct client_failure failure = { .easy = transfer->easy,
                                                .code = transfer->code,
                                                .problem = transfer->problem,
                                                .request = &transfer->request,
                                                .excess = transfer->excess,
                                                .is_sent = transfer->is_sent,
                                                .is_nameless = transfer->is_nameless,
                                                .received = transfer->received };
        client_say_reason(&failure, &reason);
        reply.may_pass = client_may_pass(&failure);
    }
    reply.reason = buf_text(&reason);
    void (*on_done)(void *, const struct client_reply *) = transfer->request.on_done;
    void *context = transfer->request.context;
    unlink_transfer(client, transfer);
    free_transfer(client, transfer);
    on_done(context, &reply);
    buf_free(&reason);
    buf_free(&points_to);
}

static void hand_over_new(struct client *client)
{
    if (!client->multi) {
        unsetenv("SSLKEYLOGFILE"); /* curl would write there what opens a recorded connection */
        curl_global_init(CURL_GLOBAL_DEFAULT);
        client->multi = curl_multi_init();
    }
    for (struct transfer *t = client->transfers; t; t = t->next) {
        if (t->state != TRANSFER_NEW || is_too_early(t))
            continue;
        t->state = TRANSFER_ON_WAY;
        if (!client->multi || !t->request.url || !set_up(t) ||
            curl_multi_add_handle(client->multi, t->easy) != CURLM_OK) {
            t->state = TRANSFER_ENDED;
            t->code = CURLE_FAILED_INIT;
        }
    }
}

static void collect_ended(struct client *client)
{
    int left;
    const struct CURLMsg *message;
    while ((message = curl_multi_info_read(client->multi, &left))) {
        char *private = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        struct transfer *transfer = (struct transfer *)(void *)private;
        if (transfer->state == TRANSFER_ON_WAY)
            transfer->state = TRANSFER_ENDED;
        transfer->code = message->data.result;
    }
}

/* The first that is over; callbacks may start and drop others, so nothing is kept between two. */
static struct transfer *find_over(struct client *client)
{
    for (struct transfer *t = client->transfers; t; t = t->next) {
        if (t->state == TRANSFER_ENDED || t->state == TRANSFER_DROPPED)
            return t;
    }
    return NULL;
}

void client_run(struct client *client)
{
    if (!client->transfers)
        return;
    hand_over_new(client);
    if (client->multi) {
        int running;
        client->is_performing = true;
        curl_multi_perform(client->multi, &running);
        client->is_performing = false;
        collect_ended(client);
        end_silent(client);
    }
    struct transfer *transfer;
    while ((transfer = find_over(client))) {
        if (transfer->state == TRANSFER_ENDED) {
            end_transfer(client, transfer);
        } else {
            unlink_transfer(client, transfer);
            free_transfer(client, transfer);
        }
    }
}

void client_encode(struct buf *out, const char *text)
{
    static const char free_ones[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                    "-._~";
    for (; *text; text++) {
        if (strchr(free_ones, *text))
            buf_add_char(out, *text);
        else
            buf_addf(out, "%%%02X", (unsigned)(unsigned char)*text);
    }
}
