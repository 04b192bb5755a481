/* What a change of an existing order changes: which values and lines are not as the service has them,
 * setting one back, what was written from here before, and ids found by exact name. Knows the order
 * under entry and look-up lists in memory; draws nothing. */
#ifndef UI_SCREENS_ORDER_CHANGE_H
#define UI_SCREENS_ORDER_CHANGE_H

#include "ui/screens/order_doc.h"

/* Finds anew what differs; gives the bytes of the largest request it would take. `used` is the order
 * without blank ends. */
size_t order_change_judge(struct order_doc *doc, const struct order *used);
/* The difference at this place, or in the group it belongs to; NULL = none, also in a new order. */
const struct diff_row *order_change_at(const struct order_doc *doc, struct order_place place);
/* Whether the value is not as the service has it: also of a line or part that was added. All of a new
 * order is. */
bool order_change_touches(const struct order_doc *doc, struct order_place place);
/* A field typed as it was: what belongs to it, and went at the first key, is as it was too. */
void order_change_typed(struct order_doc *doc, struct order_place place);
/* 'a' added, 'c' changed, ' ' as it was. */
char order_change_line_mark(const struct order_doc *doc, int item);
/* "2 changes to send (4 requests)"; "" where nothing is changed. */
void order_change_write_count(const struct order_doc *doc, struct buf *out);
/* "It was 1.00; Alt-w sets it back. " and the like, before the help of a field. */
void order_change_write_help(const struct order_doc *doc, struct order_place place,
                             struct buf *out);

/* Sets the value, with its group, back to what the service has, `~` included; false where it is so
 * already. What follows a change of values is order_doc_set_back()'s. */
bool order_change_can_set_back(const struct order_doc *doc, struct order_place place,
                               struct buf *why);
bool order_change_set_back(struct order_doc *doc, struct order_place place);

/* What was written from here before and no reply says. A cost in a mix stands for all of its costs. What
 * follows a change of values is order_doc_recall()'s. */
bool order_change_can_recall(const struct order_doc *doc, struct order_place place,
                             struct buf *why);
void order_change_recall(struct order_doc *doc, struct order_place place);

/* Asks for the lists that are needed to find ids by name, unless they are in memory; what it asks for
 * is said, with its price. */
void order_change_ask(struct order_doc *doc, struct buf *said);
/* Completes by exact name, from lists in memory, what the service tells by name only: in base, and in
 * the order where that was not changed, so that nothing becomes a change by it. True where something was
 * filled in. Nothing is done in a new order. */
bool order_change_complete(struct order_doc *doc);

#endif
