/* Copies of orders, lines and mixes: the values without what tells the one from the other, what the
 * service does not tell filled in from memory or left empty. Knows values, nothing of screens. */
#ifndef UI_SCREENS_ORDER_COPY_H
#define UI_SCREENS_ORDER_COPY_H

#include "base/buf.h"
#include "model/order.h"
#include "store/remembered.h"

/* `to` becomes a new order with the values of `from`, without its dates. `lost` gets the labels of what is unknown and therefore empty now, each once. */
void order_copy_as_new(struct order *to, const struct order *from,
                       const struct remembered *remembered, struct buf *lost);
/* The same for a line of the same order. */
void order_copy_item(struct item *to, const struct item *from, const struct remembered *remembered);
/* The parts of a line become those of another; what it had goes. */
void order_copy_parts(struct item *to, const struct item *from,
                      const struct remembered *remembered);

#endif
