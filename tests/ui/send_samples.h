/* One standing order as a list gives it, and edits of it, for tests of changing. */
#ifndef TESTS_SEND_SAMPLES_H
#define TESTS_SEND_SAMPLES_H

#include "support/fake_api.h"

/* S03228 of Mr. Fresh: a plain line (101), another (102), an assorted box (103) and a line in units
 * (104). What no list says is unknown; what look-ups say is filled in. */
void change_sample(struct order *order);
/* The same as the service's list gives it: without what look-ups say. */
void change_sample_listed(struct order *order);

/* Line 2: price 1.00 -> 1.05. */
void change_price(struct order *mine);
/* Lines 1, 2 and 4 get other prices: three requests. */
void change_three_prices(struct order *mine);
/* A new line at the end: 6 QB Carnation. */
struct item *change_add_line(struct order *mine);

#endif
