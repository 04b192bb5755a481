/* What a change sends: one request (PUT) for each changed line, in the order of the form, the new
 * lines last; a change of the header alone goes with the first line, unchanged. Each request is an
 * order with exactly one line that holds just what is sent: what the service requires, and what
 * was changed. A value unknown is left out and stays as it is there; an empty one blanks it there. */
#ifndef MODEL_UPDATE_PLAN_H
#define MODEL_UPDATE_PLAN_H

#include "model/order.h"

#include <stdbool.h>
#include <stddef.h>

struct update_step {
    struct order body;
    size_t line;         /* its place in `mine` */
    bool is_header_only; /* the line goes along unchanged */
    bool is_new_line;
};

struct update_plan { /* a zeroed struct is empty: nothing was changed */
    struct update_step *steps;
    size_t count, cap;
};

/* The changed order as it is to be sent and shown: like order_prepare(), but nothing unknown is filled
 * in, lines that are there already get no identifier, and a mixed line whose parts were changed gets
 * the average of their prices and costs unless its own was typed. */
void update_prepare(struct order *to, const struct order *base, const struct order *mine);
/* `mine` is prepared, and valid (validate_order with `base` in its context). Changes of the header go
 * along in the first request; the fields of it that each request needs stand in each. Lines of `base`
 * that are missing in `mine` are not cancelled by this: that is another request. */
void update_plan_make(struct update_plan *plan, const struct order *base, const struct order *mine);
/* Whether the request puts all parts of a line that is there anew without what identifies each of them:
 * that cannot be read back, and is not there any more afterwards. */
bool update_step_loses_identifiers(const struct update_step *step);
void update_plan_free(struct update_plan *plan);

#endif
