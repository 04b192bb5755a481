/* Cancelling lines of standing orders: one request each, in order. Each line's full content is in the
 * journal before its request leaves. A refused line does not hold up the others; after an answer that
 * is lost, or where the service is not reached, no more are sent. */
#ifndef WORK_CANCEL_H
#define WORK_CANCEL_H

#include "api/api.h"

enum cancel_state {
    CANCEL_WAITING,
    CANCEL_SENDING,
    CANCEL_DONE,
    CANCEL_REFUSED,
    CANCEL_UNKNOWN, /* no answer came: it may be cancelled */
    CANCEL_NOT_SENT
};

struct cancel_line {
    enum cancel_state state;
    struct order order; /* the header, and just this one line */
    char *message;      /* NULL = none yet */
};

/* Read-only for others. */
struct cancel {
    struct cancel_line *lines;
    size_t count, done; /* done: those that have their final state */
    bool is_over, is_stopping;
    enum api_outcome outcome; /* at the end: as a whole */
};

struct cancel_call {
    const struct api *api;
    const struct order *lines; /* each a header with just the one line to be cancelled; copied */
    size_t count;
    void (*on_news)(void *context, struct cancel *cancel); /* after each line, and at the end */
    void *context;
};

/* It may be over at once, before on_news was ever called: where nothing could be kept in the journal. */
struct cancel *cancel_start(const struct cancel_call *call);
void cancel_stop(struct cancel *cancel); /* no more are sent after the one under way */
void cancel_free(struct cancel *cancel); /* as change_free() */

#endif
