/* The services of other profiles in a test: each that is opened is the same fake, and what was asked of the
 * opener is recorded. */
#ifndef TESTS_FAKE_OPENER_H
#define TESTS_FAKE_OPENER_H

#include "support/fake_api.h"

struct fake_opener { /* zeroed, with `fake` set */
    struct fake_api *fake;
    size_t opened, closed, replaced;
    struct buf profile, token; /* of the last one opened */
    struct buf new_token;      /* of the last set_token() */
};

struct api_opener fake_opener(struct fake_opener *opener);
void fake_opener_free(struct fake_opener *opener); /* and its fake */

#endif
