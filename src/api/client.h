/* HTTPS requests without waiting, over one curl_multi handle. Knows nothing of orders: a request is
 * a verb, an address, headers and a body; what arrives is handed on as bytes. The files behind this
 * header are the only ones that include curl. */
#ifndef API_CLIENT_H
#define API_CLIENT_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

struct client;

enum client_result {
    CLIENT_DONE,      /* a whole reply came, whatever its status */
    CLIENT_UNREACHED, /* no byte of the request left this machine: look-up, connection or TLS failed */
    CLIENT_CUT,       /* something was sent, no whole reply came: closed, timed out */
    CLIENT_TOO_LARGE, /* the reply went past the limit */
    CLIENT_STOPPED,   /* on_bytes returned false */
};

struct client_reply {
    enum client_result result;
    int http_status;    /* 0 where none arrived */
    bool may_pass;      /* what came to nothing may do so by itself: asked again, it may go well */
    long retry_after;   /* seconds of a Retry-After header, 0 = nonsense, -1 = there was none */
    size_t bytes;       /* of the body */
    const char *reason; /* a sentence where result is not CLIENT_DONE; no address, no secret */
    const char
        *points_to; /* of a redirect: "another host (other.example)"; "" = none, or not said */
};

/* All texts are copied and wiped after use. */
struct client_request {
    const char *verb; /* "GET", "POST", "PUT", "DELETE" */
    /* https only; parameters included, percent-encoded. NULL = nothing is sent: it ends as
     * CLIENT_UNREACHED when its time has come. */
    const char *url;
    const char *const *headers; /* "Name: value", NULL ends them; may be NULL */
    const char *body;           /* NULL = none */
    size_t body_bytes;
    const char *ca_file; /* trust this and nothing else; NULL = the system's */
    int connect_timeout; /* seconds */
    int timeout;         /* seconds: of a write in all, of a read without a byte */
    int delay_millis;    /* it begins that much later, and is running meanwhile */
    size_t max_bytes;    /* of the reply */
    bool is_write;       /* its own fresh connection, never sent twice */
    bool (*on_bytes)(void *context, const char *bytes, size_t len); /* as they arrive */
    void (*on_done)(void *context, const struct client_reply *reply);
    void *context;
};

struct client *client_new(void);
void client_free(struct client *client); /* what is under way ends without callbacks */
unsigned client_start(struct client *client, const struct client_request *request); /* id above 0 */
void client_drop(struct client *client, unsigned id); /* ends it; no callbacks any more */
size_t client_running(const struct client *client);

/* The one wait of the program, called by the loop: sleeps until a transfer, one of `fds` or the time
 * limit (milliseconds, -1 = none) wakes it. Does not touch libcurl while nothing is under way. */
void client_wait(struct client *client, struct pollfd *fds, unsigned count, int limit_millis);
/* Moves transfers on and calls the callbacks of those that have news. */
void client_run(struct client *client);

/* Appends `text` percent-encoded. */
struct buf;
void client_encode(struct buf *out, const char *text);

#endif
