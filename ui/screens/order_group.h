/* Id, code and name of one thing (a customer, a product …) are a group: picked together, completed
 * together, and never left to contradict each other. Knows look-up lists in memory and field
 * tables; asks nothing of the service. */
#ifndef UI_SCREENS_ORDER_GROUP_H
#define UI_SCREENS_ORDER_GROUP_H

#include "ui/screens/order_doc.h"

/* The field at `place` was typed into: what belonged to its old text goes, so that no stale id is
 * ever sent. Call with every change. */
void order_group_typed(struct order_doc *doc, struct order_place place);
/* The cursor leaves the field: a code, id or name found in its list brings the others. A list that
 * is not in memory is asked for (one request, said on the message line); what was waiting for it is
 * completed when it is there. Says so where it is not in the list. True when something was
 * filled in. */
bool order_group_left(struct order_doc *doc, struct order_place place);
/* Completes all that can be completed from memory, but for the group the cursor is in. */
bool order_group_complete(struct order_doc *doc, struct order_place cursor);
/* Adds a warning for each code or name that its list, read already, does not have. */
void order_group_judge(struct order_doc *doc, struct issues *issues);
/* Takes a row of a list into the whole group. */
void order_group_take(struct order_doc *doc, struct order_place place,
                      const struct lookup_list *list, size_t row);
/* Takes the whole group, or the one field where it is in none, from the line above. */
void order_group_ditto(struct order_doc *doc, struct order_place place);
/* What picking at this place takes in requests, and of which method: the list may be in memory already. */
int order_group_price(const struct order_doc *doc, struct order_place place);
enum method order_group_method(const struct order_doc *doc, struct order_place place);
/* Opens the list to pick from for this field. `on_pick` as in pick.h. Says why where it cannot. */
bool order_group_pick(struct order_doc *doc, struct order_place place,
                      void (*on_pick)(void *context, const struct lookup_list *list, size_t row),
                      void *context);

#endif
