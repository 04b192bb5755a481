/* A small HTTPS server for tests; see tls_server.h. One thread accepts, one serves each connection. */
#include "config.h"
#include "support/tls_server.h"
#include "base/buf.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_ANSWERS = 16,
    MAX_CONNECTIONS = 64,
    MAX_REQUESTS = 64,
    MAX_HEARD_BYTES = 1 << 20,
    SLOW_PIECE = 20, /* bytes, every … */
    SLOW_MILLIS = 100
};

struct tls_server {
    int listener, port;
    char *url, *ca_file, *proxy_url;
    const char *priority;     /* what it speaks, in GnuTLS's words; NULL = all */
    const char *proxy_answer; /* to what comes before TLS */
    bool is_proxy;
    gnutls_certificate_credentials_t credentials;
    pthread_t acceptor, workers[MAX_CONNECTIONS];
    int sockets[MAX_CONNECTIONS];
    pthread_mutex_t lock;
    pthread_cond_t stopping;
    bool is_stopping;
    struct tls_server_answer answers[MAX_ANSWERS];
    size_t answer_count, connection_count, request_count, answered;
    char *requests[MAX_REQUESTS];
    struct buf heard; /* every byte of every connection, as it came */
};

struct connection {
    struct tls_server *server;
    int socket;
};

static void insist(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "tls_server: %s failed\n", what);
        abort();
    }
}

static gnutls_x509_privkey_t make_key(void)
{
    gnutls_x509_privkey_t key;
    gnutls_x509_privkey_init(&key);
    insist(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                        GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0) == 0,
           "making a key");
    return key;
}

/* For ten days around now, not yet signed. */
static gnutls_x509_crt_t begin_certificate(const char *name, const char *serial,
                                           gnutls_x509_privkey_t key)
{
    gnutls_x509_crt_t crt;
    time_t now = time(NULL);
    gnutls_x509_crt_init(&crt);
    gnutls_x509_crt_set_version(crt, 3);
    gnutls_x509_crt_set_serial(crt, serial, 1);
    gnutls_x509_crt_set_activation_time(crt, now - 864000);
    gnutls_x509_crt_set_expiration_time(crt, now + 864000);
    gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                  (unsigned)strlen(name));
    gnutls_x509_crt_set_key(crt, key);
    return crt;
}

static void set_alternative_name(gnutls_x509_crt_t crt, const char *name)
{
    struct in_addr address;
    if (inet_pton(AF_INET, name, &address) == 1)
        gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, &address, sizeof address,
                                             GNUTLS_FSAN_SET);
    else
        gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, name, (unsigned)strlen(name),
                                             GNUTLS_FSAN_SET);
}

static void write_ca_file(struct tls_server *server, gnutls_x509_crt_t crt)
{
    gnutls_datum_t pem;
    insist(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem) == 0, "exporting");
    server->ca_file = mem_strdup("/tmp/perennial-test-ca.XXXXXX");
    int fd = mkstemp(server->ca_file);
    insist(fd >= 0 && write(fd, pem.data, pem.size) == (ssize_t)pem.size, "writing the CA file");
    close(fd);
    gnutls_free(pem.data);
}

static void make_certificate(struct tls_server *server, const struct tls_server_setup *setup)
{
    gnutls_x509_privkey_t key = make_key(), authority_key = NULL;
    gnutls_x509_crt_t crt = begin_certificate(setup->name, "\1", key), authority = NULL;
    time_t now = time(NULL);
    if (setup->is_expired)
        gnutls_x509_crt_set_expiration_time(crt, now - 3600);
    if (setup->is_early)
        gnutls_x509_crt_set_activation_time(crt, now + 3600);
    if (!setup->is_without_alternative)
        set_alternative_name(crt, setup->name);
    if (setup->authority) {
        authority_key = make_key();
        authority = begin_certificate(setup->authority, "\2", authority_key);
        gnutls_x509_crt_set_basic_constraints(authority, 1, -1);
        insist(gnutls_x509_crt_sign2(authority, authority, authority_key, GNUTLS_DIG_SHA256, 0) ==
                   0,
               "signing an authority");
    } else {
        gnutls_x509_crt_set_basic_constraints(crt, 1, -1);
    }
    insist(gnutls_x509_crt_sign2(crt, authority ? authority : crt, authority ? authority_key : key,
                                 GNUTLS_DIG_SHA256, 0) == 0,
           "signing");
    gnutls_certificate_allocate_credentials(&server->credentials);
    insist(gnutls_certificate_set_x509_key(server->credentials, &crt, 1, key) == 0, "using a key");
    write_ca_file(server, authority ? authority : crt);
    if (authority) {
        gnutls_x509_crt_deinit(authority);
        gnutls_x509_privkey_deinit(authority_key);
    }
    gnutls_x509_crt_deinit(crt);
    gnutls_x509_privkey_deinit(key);
}

static void note_heard(struct tls_server *server, const void *bytes, size_t len)
{
    pthread_mutex_lock(&server->lock);
    if (server->heard.len + len <= MAX_HEARD_BYTES)
        buf_add_bytes(&server->heard, bytes, len);
    pthread_mutex_unlock(&server->lock);
}

/* The way of every byte that comes in, TLS or not. */
static ssize_t hear(gnutls_transport_ptr_t context, void *bytes, size_t size)
{
    struct connection *connection = context;
    ssize_t got = recv(connection->socket, bytes, size, 0);
    if (got > 0)
        note_heard(connection->server, bytes, (size_t)got);
    return got;
}

static size_t body_length(const char *head)
{
    const char *found = strcasestr(head, "\r\ncontent-length:");
    return found ? (size_t)strtoul(found + 17, NULL, 10) : 0;
}

/* Appends to `in` until a whole request is there; false at the end of the connection. */
static bool read_request(gnutls_session_t tls, struct buf *in)
{
    for (;;) {
        const char *end = strstr(buf_text(in), "\r\n\r\n");
        if (end && in->len >= (size_t)(end - in->data) + 4 + body_length(in->data))
            return true;
        char chunk[4096];
        ssize_t got = gnutls_record_recv(tls, chunk, sizeof chunk);
        if (got == GNUTLS_E_INTERRUPTED || got == GNUTLS_E_AGAIN)
            continue;
        if (got <= 0)
            return false;
        buf_add_bytes(in, chunk, (size_t)got);
    }
}

static bool send_all(gnutls_session_t tls, const char *bytes, size_t len, size_t piece)
{
    while (len) {
        if (piece == SLOW_PIECE)
            poll(NULL, 0, SLOW_MILLIS);
        ssize_t put = gnutls_record_send(tls, bytes, len < piece ? len : piece);
        if (put == GNUTLS_E_INTERRUPTED || put == GNUTLS_E_AGAIN)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

static void wait_until_stopping(struct tls_server *server)
{
    pthread_mutex_lock(&server->lock);
    while (!server->is_stopping)
        pthread_cond_wait(&server->stopping, &server->lock);
    pthread_mutex_unlock(&server->lock);
}

static bool send_answer(struct tls_server *server, gnutls_session_t tls,
                        const struct tls_server_answer *answer)
{
    const char *body = answer->body ? answer->body : "";
    size_t len = answer->body_bytes ? answer->body_bytes : strlen(body),
           times = answer->repeat ? answer->repeat : 1;
    struct buf head = { 0 };
    if (answer->act == TLS_SERVER_BARE) {
        send_all(tls, body, len, len);
        return false;
    }
    buf_addf(&head, "HTTP/1.1 %d Status\r\n%s", answer->status,
             answer->headers ? answer->headers : "");
    if (answer->act != TLS_SERVER_NO_LENGTH)
        buf_addf(&head, "Content-Length: %zu\r\n", len * times);
    buf_add(&head, "\r\n");
    size_t piece = answer->act == TLS_SERVER_TRICKLE ? 7
                   : answer->act == TLS_SERVER_SLOW  ? SLOW_PIECE
                                                     : 16384;
    bool good = send_all(tls, head.data, head.len, piece);
    buf_free(&head);
    if (answer->act == TLS_SERVER_CUT || answer->act == TLS_SERVER_HANG_BODY) {
        send_all(tls, body, len / 2, piece);
        if (answer->act == TLS_SERVER_HANG_BODY)
            wait_until_stopping(server);
        return false;
    }
    for (size_t i = 0; good && i < times; i++)
        good = send_all(tls, body, len, piece);
    if (answer->act == TLS_SERVER_NO_LENGTH && good)
        gnutls_bye(tls, GNUTLS_SHUT_WR);
    return good && answer->act != TLS_SERVER_NO_LENGTH;
}

/* Notes the request and gives the answer whose turn it is. */
static struct tls_server_answer take_turn(struct tls_server *server, const char *request)
{
    struct tls_server_answer answer = { .status = 200, .body = "{}" };
    pthread_mutex_lock(&server->lock);
    if (server->request_count < MAX_REQUESTS)
        server->requests[server->request_count] = mem_strdup(request);
    server->request_count++;
    if (server->answer_count) {
        size_t turn =
            server->answered < server->answer_count ? server->answered : server->answer_count - 1;
        answer = server->answers[turn];
        server->answered++;
    }
    pthread_mutex_unlock(&server->lock);
    return answer;
}

static bool say_plain(struct connection *connection, const char *text)
{
    size_t len = strlen(text);
    while (len) {
        ssize_t put = send(connection->socket, text, len, MSG_NOSIGNAL);
        if (put <= 0)
            return false;
        text += put;
        len -= (size_t)put;
    }
    return true;
}

/* As a proxy is asked and answers; true where a tunnel begins. */
static bool be_proxy(struct connection *connection)
{
    struct tls_server *server = connection->server;
    struct buf in = { 0 };
    char chunk[4096];
    ssize_t got = 1;
    while (got > 0 && !strstr(buf_text(&in), "\r\n\r\n")) {
        got = hear(connection, chunk, 1); /* what comes behind belongs to TLS */
        if (got > 0)
            buf_add_bytes(&in, chunk, (size_t)got);
    }
    buf_free(&in);
    if (got <= 0)
        return false;
    if (!server->proxy_answer) {
        wait_until_stopping(server);
        return false;
    }
    if (!*server->proxy_answer || !say_plain(connection, server->proxy_answer))
        return false;
    const char *end = strstr(server->proxy_answer, "\r\n\r\n");
    if (strncmp(server->proxy_answer, "HTTP/1.1 200", 12) == 0 && end && !end[4])
        return true;
    shutdown(connection->socket, SHUT_WR);
    while (hear(connection, chunk, sizeof chunk) > 0) /* a reset would swallow the answer */
        continue;
    return false;
}

static bool is_refusing_tls(struct tls_server *server)
{
    pthread_mutex_lock(&server->lock);
    bool refuses = server->answer_count && server->answers[0].act == TLS_SERVER_NO_TLS;
    pthread_mutex_unlock(&server->lock);
    return refuses;
}

static void *serve(void *context)
{
    struct connection *connection = context;
    struct tls_server *server = connection->server;
    struct buf in = { 0 };
    gnutls_session_t tls;
    gnutls_init(&tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
    if (server->priority)
        insist(gnutls_priority_set_direct(tls, server->priority, NULL) == 0, "a priority");
    else
        gnutls_set_default_priority(tls);
    gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, server->credentials);
    gnutls_transport_set_ptr2(tls, connection,
                              (gnutls_transport_ptr_t)(intptr_t)connection->socket);
    gnutls_transport_set_pull_function(tls, hear);
    int done = is_refusing_tls(server) || (server->is_proxy && !be_proxy(connection)) ? -1 : 0;
    if (!done) {
        do
            done = gnutls_handshake(tls);
        while (done < 0 && !gnutls_error_is_fatal(done));
    }
    while (done == 0 && read_request(tls, &in)) {
        struct tls_server_answer answer = take_turn(server, buf_text(&in));
        buf_clear(&in);
        if (answer.act == TLS_SERVER_CLOSE)
            break;
        if (answer.act == TLS_SERVER_STALL) {
            wait_until_stopping(server);
            break;
        }
        if (!send_answer(server, tls, &answer))
            break;
    }
    shutdown(connection->socket, SHUT_RDWR);
    gnutls_deinit(tls);
    buf_free(&in);
    free(connection);
    return NULL;
}

static void *accept_all(void *context)
{
    struct tls_server *server = context;
    for (;;) {
        int socket = accept(server->listener, NULL, NULL), on = 1;
        if (socket < 0 && errno == EINTR)
            continue;
        pthread_mutex_lock(&server->lock);
        bool over =
            socket < 0 || server->is_stopping || server->connection_count == MAX_CONNECTIONS;
        if (!over) {
            struct connection *connection = mem_calloc(1, sizeof *connection);
            *connection = (struct connection){ server, socket };
            size_t at = server->connection_count++;
            server->sockets[at] = socket;
            setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* tests need not wait */
            insist(pthread_create(&server->workers[at], NULL, serve, connection) == 0, "a thread");
        }
        pthread_mutex_unlock(&server->lock);
        if (over) {
            if (socket >= 0)
                close(socket);
            return NULL;
        }
    }
}

struct tls_server *tls_server_start(const char *name, bool is_expired)
{
    return tls_server_start_as(
        &(struct tls_server_setup){ .name = name, .is_expired = is_expired });
}

struct tls_server *tls_server_start_as(const struct tls_server_setup *setup)
{
    struct tls_server *server = mem_calloc(1, sizeof *server);
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t len = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->stopping, NULL);
    make_certificate(server, setup);
    server->priority = setup->priority;
    server->is_proxy = setup->is_proxy;
    server->proxy_answer = setup->proxy_answer;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    insist(bind(server->listener, (struct sockaddr *)&address, len) == 0 &&
               listen(server->listener, 16) == 0 &&
               getsockname(server->listener, (struct sockaddr *)&address, &len) == 0,
           "listening");
    server->port = ntohs(address.sin_port);
    server->url = mem_printf("https://127.0.0.1:%d/api/", server->port);
    server->proxy_url = mem_printf("http://127.0.0.1:%d", server->port);
    insist(pthread_create(&server->acceptor, NULL, accept_all, server) == 0, "a thread");
    return server;
}

void tls_server_free(struct tls_server *server)
{
    pthread_mutex_lock(&server->lock);
    server->is_stopping = true;
    pthread_cond_broadcast(&server->stopping);
    pthread_mutex_unlock(&server->lock);
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->acceptor, NULL);
    close(server->listener);
    for (size_t i = 0; i < server->connection_count; i++)
        shutdown(server->sockets[i], SHUT_RDWR);
    for (size_t i = 0; i < server->connection_count; i++) {
        pthread_join(server->workers[i], NULL);
        close(server->sockets[i]);
    }
    unlink(server->ca_file);
    gnutls_certificate_free_credentials(server->credentials);
    for (size_t i = 0; i < server->request_count && i < MAX_REQUESTS; i++)
        free(server->requests[i]);
    pthread_mutex_destroy(&server->lock);
    pthread_cond_destroy(&server->stopping);
    free(server->ca_file);
    free(server->url);
    free(server->proxy_url);
    buf_free(&server->heard);
    free(server);
}

int tls_server_port(const struct tls_server *server)
{
    return server->port;
}

const char *tls_server_url(const struct tls_server *server)
{
    return server->url;
}

const char *tls_server_proxy_url(const struct tls_server *server)
{
    return server->proxy_url;
}

const char *tls_server_ca_file(const struct tls_server *server)
{
    return server->ca_file;
}

void tls_server_say(struct tls_server *server, const struct tls_server_answer *answer)
{
    pthread_mutex_lock(&server->lock);
    insist(server->answer_count < MAX_ANSWERS, "one more answer");
    server->answers[server->answer_count++] = *answer;
    pthread_mutex_unlock(&server->lock);
}

static size_t read_count(struct tls_server *server, const size_t *count)
{
    pthread_mutex_lock(&server->lock);
    size_t now = *count;
    pthread_mutex_unlock(&server->lock);
    return now;
}

size_t tls_server_requests(struct tls_server *server)
{
    return read_count(server, &server->request_count);
}

size_t tls_server_connections(struct tls_server *server)
{
    return read_count(server, &server->connection_count);
}

const char *tls_server_request(struct tls_server *server, size_t index)
{
    pthread_mutex_lock(&server->lock);
    const char *text =
        index < server->request_count && index < MAX_REQUESTS ? server->requests[index] : "";
    pthread_mutex_unlock(&server->lock);
    return text;
}

bool tls_server_heard(struct tls_server *server, const char *text)
{
    pthread_mutex_lock(&server->lock);
    bool found = server->heard.len &&
                 memmem(server->heard.data, server->heard.len, text, strlen(text)) != NULL;
    pthread_mutex_unlock(&server->lock);
    return found;
}
