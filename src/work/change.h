/* Carrying out the change of a standing order: read it again, see whether somebody else changed it,
 * send one request for each changed line, in order, stop at the first that fails, read it again and
 * compare. What was written is remembered. Nothing is ever sent twice. */
#ifndef WORK_CHANGE_H
#define WORK_CHANGE_H

#include "api/api.h"
#include "model/diff.h"
#include "model/merge.h"
#include "model/update_plan.h"

enum change_state {
    CHANGE_READING, /* the order, before anything is sent */
    CHANGE_DIFFERS, /* over, nothing was sent: somebody else changed it (`theirs`) */
    CHANGE_SENDING,
    CHANGE_COMPARING, /* reading it again, after sending */
    CHANGE_OVER
};

enum change_step_state {
    CHANGE_STEP_WAITING,
    CHANGE_STEP_SENDING,
    CHANGE_STEP_DONE,
    CHANGE_STEP_REFUSED,
    CHANGE_STEP_UNKNOWN, /* no answer came, and reading it again could not tell */
    CHANGE_STEP_NOT_SENT
};

struct change_step {
    enum change_step_state state;
    bool was_begun; /* its request was asked for: one that is NOT_SENT came to nothing on its way */
    char *message;  /* the service's words, or why it was not sent; NULL = none */
};

/* Read-only for others. */
struct change {
    enum change_state state;
    enum api_outcome outcome; /* at the end: API_DONE, PARTIAL (some were carried out), REFUSED,
                                 UNREACHED, UNKNOWN, NO_BUDGET */
    char *message;            /* at the end: a sentence for a person, never NULL then */
    bool is_gone;             /* the service has no such active order any more; nothing was sent */
    struct order base, mine;  /* copies; mine is prepared */
    struct update_plan plan;
    struct change_step *steps; /* one for each of the plan */
    struct order theirs;       /* as it was read before sending */
    bool has_now;              /* it was read again after sending: … */
    struct order now;          /* … as it is now */
    struct diff
        differences; /* between what was sent (before) and `now` (after), of what was carried out */
    struct order expected; /* the `before` of the differences: base with what was carried out */
    bool is_stopping;      /* no more is sent after the one under way */
};

struct change_call {
    const struct api *api;
    const struct order *base, *mine; /* copied; mine need not be prepared, and is valid */
    /* Whenever a state changes, from the loop only; also once it is over. May be NULL. */
    void (*on_news)(void *context, struct change *change);
    /* A reading is tried again: to be said; may be NULL. */
    void (*on_again)(void *context, const struct api_again *again);
    void *context;
};

/* At least one step must be planned. */
struct change *change_start(const struct change_call *call);
/* Nothing more is sent; what is on its way is waited for. While the reading before is tried again it is over
 * at once, which on_news is told from inside the call. */
void change_stop(struct change *change);
/* The owner loses interest: on_news is not called any more. A write under way goes on until it is
 * answered, then it frees itself. */
void change_free(struct change *change);
/* Requests it takes when all goes well, the two readings included. */
size_t change_cost(const struct update_plan *plan);
/* What is still to be sent after it is over: `base` and `mine` as they are now (from `now` where it was
 * read, else from what was carried out). False where nothing is left. */
bool change_rest(const struct change *change, struct order *base, struct order *mine);

#endif
