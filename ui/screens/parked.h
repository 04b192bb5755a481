/* The orders that were begun or changed and not sent: go on with one, or begin a new one. */
#ifndef UI_SCREENS_PARKED_H
#define UI_SCREENS_PARKED_H

#include "model/order.h"
#include "ui/ui.h"

/* The argument of ui_push() is NULL, or a const struct order (copied): then only the parked changes of
 * that order are listed, and what is begun anew is a change of it. */
extern const struct screen_class parked_screen;

/* Whether a change of this order is parked. */
bool parked_has_change(const struct order *order);

#endif
