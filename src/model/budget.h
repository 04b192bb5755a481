/* The day's requests: what is used, what is allowed, and what that means for the next one. The day turns at
 * 00:00 UTC (assumed: the service does not say). */
#ifndef MODEL_BUDGET_H
#define MODEL_BUDGET_H

#include "base/buf.h"

#include <stdbool.h>
#include <time.h>

struct budget_state {
    long used;         /* today, by all who count together */
    long own;          /* of these, by this profile */
    long limit;        /* of a day; 0 = not known */
    long reserve;      /* of these, kept for saving and cancelling; less than the limit */
    long warn;         /* from this many on a notice is shown; 0 = none is */
    time_t held_until; /* the service asked (429) for nothing before this; 0 = it did not */
    bool is_counted;   /* in the file; if not, others do not see what this program sends */
    const char
        *trouble; /* why it is not, in a sentence, good until the next question; NULL = nothing */
};

enum budget_level {
    BUDGET_FREE,
    BUDGET_WARNING, /* the warning level is reached */
    BUDGET_RESERVE, /* only the reserve is left, or less: only what saves or cancels goes out */
    BUDGET_HELD,    /* nothing goes out before `held_until` */
};

/* As a profile says them. A reserve that would leave nothing for looking becomes half of the limit; the
 * warning, in percent of the limit, is rounded up to a whole request. */
void budget_set_limits(struct budget_state *state, long limit, long reserve, int warn_percent);

enum budget_level budget_level(const struct budget_state *state, time_t now);
/* Whether `requests` more may go out now; false and a sentence that says why and until when not. What
 * saves or cancels, readings that belong to it included, may use the reserve, and goes out beyond the
 * limit too: our count may be wrong, and the service will say. */
bool budget_allows(const struct budget_state *state, long requests, bool is_saving, time_t now,
                   struct buf *why);
/* When the present day ends. */
time_t budget_day_end(time_t now);

#endif
