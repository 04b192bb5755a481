/* The prebooks the service has made from one order already: no change made here reaches those. */
#ifndef UI_SCREENS_PREBOOKS_H
#define UI_SCREENS_PREBOOKS_H

#include "ui/ui.h"

extern const struct screen_class prebooks_screen; /* the argument is a const struct order, copied */

#endif
