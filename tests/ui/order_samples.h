/* Standing orders for tests of screens, said in one row each. */
#ifndef TESTS_ORDER_SAMPLES_H
#define TESTS_ORDER_SAMPLES_H

#include "support/fake_api.h"

struct sample {
    const char *number, *customer, *days, *recurrence, *start, *end, *boxes, *price, *cost;
    bool is_mixed;
    enum order_status status; /* unknown = active */
};

void samples_add(struct fake_api *fake, const struct sample *samples, size_t count);
/* Eight orders, one for each thing a row can say; today is Tue 2026-02-03. */
void samples_add_usual(struct fake_api *fake);

#endif
