/* Changes and cancellations carried out on the orders that the fake service gives: what a list can say is
 * changed, what it cannot is dropped. Knows nothing of calls and answers; only fake_api.c uses it. */
#ifndef TESTS_FAKE_APPLY_H
#define TESTS_FAKE_APPLY_H

#include "model/lookup.h"
#include "model/order.h"

#include <stdbool.h>
#include <stddef.h>

struct fake_apply {
    struct order *orders;
    size_t order_count;
    const struct lookup_list *rows; /* by kind: what the service knows of an id */
    unsigned *new_lines;            /* added so far */
};

/* False, and nothing is changed, where the order or the line is not there. */
bool fake_apply_update(const struct fake_apply *on, const struct order *body);
bool fake_apply_cancel(const struct fake_apply *on, const char *order_id, const char *item_id);

#endif
