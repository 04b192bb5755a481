/* The service's methods as a table, and the one way in: a request goes in, a reply comes out. Knows
 * tokens, limits and the codes of the service, nothing of sockets and TLS: tests call it directly. */
#ifndef SANDBOX_ROUTES_H
#define SANDBOX_ROUTES_H

#include "base/buf.h"
#include "sandbox/db.h"
#include "sandbox/faults.h"
#include "sandbox/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROUTES_MAX_BODY = 65536, ROUTES_DAILY_LIMIT = 1000, ROUTES_LEAD_DAYS = 2 };

struct server {
    struct db *db;
    struct faults *faults; /* NULL = none */
    int daily_limit;       /* requests in a UTC day, all tokens together */
    int lead_days;         /* how early prebooks are made */
    bool single_location;  /* the company has one: its code is not asked for */
    bool has_admin;        /* admin_hash is set: see admin.h */
    unsigned char admin_hash[TOKENS_HASH_BYTES];
};

struct request {
    const char *verb, *path;   /* the path behind /api/, decoded */
    const char *token;         /* header authenticationToken, NULL = none */
    const char *admin;         /* header adminSecret, NULL = none; opens nothing of the API */
    const char *const *params; /* name, value, name, value …, NULL ends them; may be NULL */
    const char *body;          /* NUL-terminated; NULL = none */
    size_t body_bytes;         /* over ROUTES_MAX_BODY: refused, the body may then be cut */
    bool is_late;              /* the body took too long to arrive */
};

struct reply {
    int status;
    long retry_after; /* seconds, 0 = not said */
    const char *type; /* content type */
    struct buf body;  /* the whole of it, or its beginning when there is `more` */
    /* Appends the next piece to `body`; false when there is none any more. NULL = it is all there. */
    bool (*more)(struct reply *reply);
    void (*end)(void *state);
    void *state;
    const char *method; /* of the route, "" where there was none: for the log */
    bool is_dropped;    /* close the connection instead of answering, or of going on with `more` */
    bool is_trickled;   /* by a fault: in small pieces */
    int delay_millis;   /* by a fault: wait before answering */
};

struct json;

/* What a handler works on. */
struct call {
    struct server *server;
    const struct route *route;
    const struct request *request;
    struct reply *reply;
    struct token token;
    const struct json *body; /* an object where the route takes one */
    int32_t today;
};

enum { ROUTE_COMPANY = 1, ROUTE_CUSTOMER = 2, ROUTE_VENDOR = 4, ROUTE_ANY = 7, ROUTE_OPEN = 8 };

struct route {
    const char *verb, *path;
    const char *method;   /* as ticked on a token */
    unsigned tokens;      /* types that may call it; ROUTE_OPEN: no token needed */
    bool token_in_params; /* else in the header; POST takes it in the body too */
    bool takes_body;
    const char *needs[3]; /* parameters without which the request is malformed */
    void (*handle)(struct call *call);
};

extern const struct route routes[]; /* a NULL verb ends it */

/* Answers one request. The reply is to be freed with routes_free_reply(). */
void routes_handle(struct server *server, const struct request *request, struct reply *reply);
void routes_free_reply(struct reply *reply);

/* --- for handlers (call.c) --- */

/* A parameter's value, "" where it was not given. */
const char *call_param(const struct call *call, const char *name);
/* Status 0 with these words, as HTTP 200; an HTTP code with these words. */
void call_refuse(struct call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));
void call_fail(struct call *call, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Reads the body, to be freed; false after answering that it is no JSON object. */
bool call_read_body(struct call *call, struct json **body);
/* A parameter that is a date: false after answering that it is none. */
bool call_date(struct call *call, const char *name, int32_t *day);

#endif
