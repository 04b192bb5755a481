/* Reading one standing order anew: one list request by its number. It may use what is left of the day's
 * requests for saving: without it nothing can be changed or cancelled. The layer `work` is for what takes
 * several requests and must outlive the screen or command that began it; it knows the service by api.h
 * alone, and neither screens nor the command line. */
#ifndef WORK_FETCH_H
#define WORK_FETCH_H

#include "api/api.h"

struct fetch;

enum fetch_result {
    FETCH_FOUND,
    FETCH_GONE,  /* the service has no such active order (any more) */
    FETCH_FAILED /* it could not be read: `message` says why */
};

struct fetch_call {
    const struct api *api;
    const char *number;       /* as the service gave it, or as somebody typed it */
    const char *id;           /* where not NULL or "": the one meant among those of this number */
    enum order_status status; /* ORDER_ACTIVE, ORDER_CANCELLED; UNKNOWN = both, in two requests */
    /* Once, from the loop; the fetch is over and freed. `order` is the callee's to copy, valid during the
     * call, NULL unless found. `outcome` tells how a failure is to be reported. */
    void (*on_done)(void *context, enum fetch_result result, const struct order *order,
                    enum api_outcome outcome, const char *message);
    void (*on_again)(void *context, const struct api_again *again); /* to be said; may be NULL */
    void *context;
};

struct fetch *fetch_start(const struct fetch_call *call);
void fetch_drop(struct fetch *fetch); /* on_done is not called any more; NULL is fine */

#endif
