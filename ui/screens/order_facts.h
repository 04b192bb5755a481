/* What the display of an order says beside its fields: where the service's totals are not those reckoned
 * here, the ship-to address in one line, who sells it. Draws nothing. */
#ifndef UI_SCREENS_ORDER_FACTS_H
#define UI_SCREENS_ORDER_FACTS_H

#include "base/buf.h"
#include "model/order.h"

/* "The service makes it 5,043.31 a delivery; reckoned here it is 5,718.31. Line 2: …"; nothing where both
 * are the same, or where the service did not say. */
void order_facts_write_difference(const struct order *order, struct buf *out);
/* The same for price and cost of one line. */
void order_facts_write_line(const struct item *item, struct buf *out);
/* "Ship to Doral, 8000 NW 21st St, Miami, FL 33122, US. Salesperson Mia. Price list Wholesale." */
void order_facts_write_header(const struct order *order, struct buf *out);

#endif
