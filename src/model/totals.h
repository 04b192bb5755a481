/* Totals of lines and orders for one delivery. A line in boxes is boxes x bunches x price where the
 * unit is the bunch, also x stems per bunch where it is the stem; a unit line is units x price. */
#ifndef MODEL_TOTALS_H
#define MODEL_TOTALS_H

#include "model/order.h"

struct totals {
    int64_t boxes, bunches, stems;
    int64_t amount, cost; /* ten-thousandths, each line rounded once to cents */
    bool is_complete; /* false: a value needed for amount, boxes or stems is missing or invalid */
    bool has_cost;    /* false: some line has no cost */
    bool too_large;   /* does not fit: nothing above may be shown */
};

void totals_of_item(const struct item *item, struct totals *totals);
void totals_of_order(const struct order *order, struct totals *totals);

/* A mix: how many bunches its parts make, and the weighted averages by the line's unit type,
 * rounded to cents. false: a part lacks the number or amount, or there are no parts. */
bool totals_mix_bunches(const struct item *item, int64_t *bunches);
bool totals_mix_average(const struct item *item, enum breakdown_field price_or_cost,
                        int64_t *amount);

/* A whole number of a value, strict digits; false where it is unknown, empty or something else. */
bool totals_number(struct value v, int64_t *number);

#endif
