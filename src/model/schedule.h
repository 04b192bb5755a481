/* The truck dates of an order: weeks are counted Monday to Sunday from the week of the start date;
 * every `recurrence`-th week has trucks on the given days, not before start, not after end. */
#ifndef MODEL_SCHEDULE_H
#define MODEL_SCHEDULE_H

#include "model/date.h"
#include "model/order.h"

struct schedule {
    int32_t start, end; /* end DATE_NONE = open */
    int recurrence;     /* 1-4 weeks */
    unsigned days;
};

/* False when start, recurrence or days are missing, or one of them or the end is invalid. */
bool schedule_of_order(const struct order *order, struct schedule *schedule);
/* The first truck date on or after `from`; DATE_NONE where none comes. */
int32_t schedule_next(const struct schedule *schedule, int32_t from);
/* Up to `most` dates on or after `from`; gives their number. */
size_t schedule_list(const struct schedule *schedule, int32_t from, int32_t *dates, size_t most);

/* The first truck date that a change made `today` still reaches: those within `lead_days` of it have
 * their prebooks already. DATE_NONE where none comes. */
int32_t schedule_first_reached(const struct schedule *schedule, int32_t today, int lead_days);

#endif
