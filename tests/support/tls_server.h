/* A small HTTPS server in a thread of the test: it answers what the test says, well or badly, and
 * counts what it was asked. It makes its own certificate; tls_server_ca_file() is what to trust. */
#ifndef TESTS_TLS_SERVER_H
#define TESTS_TLS_SERVER_H

#include <stdbool.h>
#include <stddef.h>

struct tls_server;

enum tls_server_act {
    TLS_SERVER_ANSWER,    /* the whole answer; the connection stays open for more */
    TLS_SERVER_CLOSE,     /* reads the request, closes without a byte */
    TLS_SERVER_CUT,       /* promises more than it sends, closes in the middle */
    TLS_SERVER_STALL,     /* reads the request and says nothing until the server is stopped */
    TLS_SERVER_HANG_BODY, /* sends half of the body and then nothing more */
    TLS_SERVER_NO_TLS,    /* closes before the handshake */
    TLS_SERVER_TRICKLE,   /* the whole answer, in pieces of a few bytes */
    TLS_SERVER_SLOW,      /* the whole answer, a piece of it every 100 ms */
    TLS_SERVER_BARE,      /* the body alone, no line of HTTP before it; then closes */
    TLS_SERVER_NO_LENGTH, /* does not say how long it is; it ends with the connection */
};

struct tls_server_answer {
    enum tls_server_act act;
    int status;
    const char *headers; /* further lines, each ending in "\r\n"; NULL = none */
    const char *body;    /* texts stay the test's until the server is freed */
    size_t body_bytes;   /* of a body that is no text; 0 = up to its NUL */
    size_t repeat;       /* the body this many times; 0 = once */
};

/* What the server is; all that is not named is as it should be. The texts stay the test's. */
struct tls_server_setup {
    const char *name;            /* what the certificate is for: "127.0.0.1", or a host's name */
    bool is_expired, is_early;   /* the certificate: no longer, or not yet valid */
    bool is_without_alternative; /* the name stands in its subject only */
    const char *authority;       /* who issued it, with a key of its own; NULL = signed by itself */
    const char *priority;        /* what it speaks, in GnuTLS's words; NULL = all */
    /* Speaks as a proxy first: reads a head, says `proxy_answer` (NULL = nothing at all, "" = closes
     * without a word), and where that is a bare "HTTP/1.1 200" goes on as the server asked for. */
    bool is_proxy;
    const char *proxy_answer;
};

struct tls_server *tls_server_start_as(const struct tls_server_setup *setup);
/* `name` is what the certificate is for: "127.0.0.1", or another host. */
struct tls_server *tls_server_start(const char *name, bool is_expired);
void tls_server_free(struct tls_server *server);
int tls_server_port(const struct tls_server *server);
const char *tls_server_url(const struct tls_server *server);       /* https://127.0.0.1:port/api/ */
const char *tls_server_proxy_url(const struct tls_server *server); /* http://127.0.0.1:port */
const char *tls_server_ca_file(const struct tls_server *server);
/* The answers in turn, by request (not by connection); the last is given again and again. */
void tls_server_say(struct tls_server *server, const struct tls_server_answer *answer);
size_t tls_server_requests(struct tls_server *server);    /* whole requests read */
size_t tls_server_connections(struct tls_server *server); /* accepted, before any handshake */
/* Whether these bytes ever came in, on any connection, as they were on the wire. */
bool tls_server_heard(struct tls_server *server, const char *text);
/* The n-th request from 0, head and body as they came; "" where there was none. Valid until the
 * server is freed. */
const char *tls_server_request(struct tls_server *server, size_t index);

#endif
