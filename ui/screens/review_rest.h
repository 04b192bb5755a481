/* What is left of a new order that was accepted in part: a change of the order that is there now, with
 * the refused lines as new ones. */
#ifndef UI_SCREENS_REVIEW_REST_H
#define UI_SCREENS_REVIEW_REST_H

#include "model/order.h"

/* `typed` is the order as it was typed and `sent` as it was prepared and sent, both line by line with
 * their answers and new ids; `read` is the order as the service has it now. `base` becomes `read` with
 * what was sent where the list cannot say it, `mine` that and the refused lines as they were typed. */
void review_rest_make(const struct order *typed, const struct order *sent, const struct order *read,
                      struct order *base, struct order *mine);

#endif
