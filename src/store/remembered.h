/* What this program wrote itself and no list reply says (a purchase order number, notes, the cost of a
 * part …): remembered with its date, so that it can be offered. One small file for each order, per
 * profile, in the data directory, mode 0600, written whole. */
#ifndef STORE_REMEMBERED_H
#define STORE_REMEMBERED_H

#include "base/error.h"
#include "model/order.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct remembered_value {
    char *item_id;             /* "" = of the header */
    char *product_id;          /* of a part; "" = of the line itself */
    size_t part;               /* its place among the line's parts when it was written */
    const struct field *field; /* a row of order_fields, item_fields or breakdown_fields */
    char *text;
    time_t at;
};

struct remembered { /* a zeroed struct is empty */
    struct remembered_value *list;
    size_t count, cap;
};

void remembered_use_profile(const char *profile); /* as drafts_use_profile() */
/* Takes up what `sent` says of fields that cannot be read back (a write key and no read key, beside
 * ids that look-ups give): of its header, of lines with an id, of their parts. Unknown values leave
 * what is remembered; empty ones forget it. Of an order whose id is "" nothing is remembered. */
bool remembered_add(const char *order_id, const struct order *sent, time_t at, struct error *error);
bool remembered_load(const char *order_id, struct remembered *remembered, struct error *error);
/* NULL where nothing is known. `part` -1 = the line itself; `item` NULL = the header. */
const struct remembered_value *remembered_find(const struct remembered *remembered,
                                               const struct item *item, int part,
                                               const struct field *field);
void remembered_free(struct remembered *remembered);

#endif
