/* What the list call is asked for: the seed's filters. */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include "base/error.h"
#include "model/field.h"
#include "model/order.h"

enum filter_field {
    FILTER_FROM,
    FILTER_TO,
    FILTER_CUSTOMER,
    FILTER_CUSTOMER_ID,
    FILTER_NUMBER,
    FILTER_LOCATION_ID,
    FILTER_STATUS, /* Active, Cancelled or All */
    FILTER_FIELDS
};

extern const struct field filter_fields[FILTER_FIELDS];

struct filter {
    struct value v[FILTER_FIELDS];
};

/* The default: from the first day of this month to a year later, status Active. */
void filter_init(struct filter *filter, int32_t today);
void filter_copy(struct filter *to, const struct filter *from);
void filter_free(struct filter *filter);
/* False and a sentence naming the first field that is wrong. Texts are normalised in place. */
bool filter_check(struct filter *filter, struct error *why);

/* The digits alone of a number asked for as "S03228", under which the service may know it; NULL
 * where it has another form. Good as long as the filter. */
const char *filter_bare_number(const struct filter *filter);
/* Whether both name the same order: letter case does not matter, and S03228 is 3228. */
bool filter_is_same_number(const char *a, const char *b);

#endif
