/* Orders for tests: one without any fault, and the sample of the service's own document. */
#ifndef TESTS_MODEL_FIXTURE_H
#define TESTS_MODEL_FIXTURE_H

#include "model/order.h"
#include "model/validate.h"

enum { FIXTURE_BOX, FIXTURE_UNIT, FIXTURE_MIX, FIXTURE_ITEMS };

/* A line in boxes, a line in units and an assorted box, of which nothing can be said, neither with
 * a company's token nor in a company with several locations. */
void fixture_order(struct order *order);
/* The same as a list reply shows it: with ids, and without what cannot be read back. */
void fixture_read_order(struct order *order);
/* The sample request of the document, value by value. */
void fixture_sample(struct order *order);

extern const struct validate_context fixture_company; /* several locations, a company's token */
extern const struct validate_context fixture_unknown; /* nothing known */

/* How many issues have this code, or with NULL how many there are at all. */
size_t fixture_count(const struct issues *issues, const char *code);
/* Writes all issues to stderr: for the message of a failing test. */
void fixture_print(const struct issues *issues);

#endif
