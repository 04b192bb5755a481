/* What a session asks before a request leaves, and tells when it has ended: the day's budget, what the token
 * may do, and the journal of requests are kept behind this by somebody else (work/gate.h). Without a gate
 * everything goes out and nothing is kept. */
#ifndef API_GATE_H
#define API_GATE_H

#include "api/api.h"
#include "model/budget.h"
#include "model/methods.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One try of one request, as it ended; valid during the call. Nothing in it holds a secret. */
struct gate_try {
    enum method method;
    enum api_outcome outcome;
    bool is_dropped;      /* nobody waited for the end: what is said of the outcome is not known */
    bool was_sent;        /* a byte of it may have left; if not, the service has not counted it */
    bool is_of_old_token; /* the session has had another token since it left */
    int http_status;      /* 0 where none arrived */
    long retry_after;     /* seconds; 0 = nonsense, -1 = not said */
    int64_t millis;       /* from its start to its end */
    size_t sent_bytes;    /* of the body */
    size_t bytes;         /* received */
    const char *message;  /* as in struct api_answer */
    const char *text;     /* the request: verb, path, parameters, body; secrets masked */
};

struct api_gate {
    /* Whether one more request may leave now; it is then counted. False and a sentence where not. */
    bool (*let_out)(void *self, enum method method, enum api_purpose purpose, struct buf *why);
    /* A request that was let out has ended; each try is told once, also one that was dropped. */
    void (*ended)(void *self, const struct gate_try *ended);
    /* Whether this token may do this, as far as is known: see api_ops.may. */
    bool (*may)(void *self, enum method method, struct buf *why);
    void (*state)(void *self, struct budget_state *state);
    void (*look_once)(void *self, bool is_once); /* see api_ops.look_once */
    void *self;
};

#endif
