/* What is done to a cancelled line as the journal has it: its whole content in words, and the line made
 * ready to be drafted anew. */
#ifndef UI_SCREENS_CANCELLED_TEXT_H
#define UI_SCREENS_CANCELLED_TEXT_H

#include "base/buf.h"
#include "model/order.h"

/* Every field that is known and not empty, a line each; last, which are not known. */
void cancelled_write_text(const struct order *order, struct buf *out);
/* Header, lines and parts are nobody's from here on: ids and identifiers go, what is not known of a
 * line is empty, as on a new form. */
void cancelled_forget_ids(struct order *order);

#endif
