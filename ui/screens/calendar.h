/* The truck days of one order, month by month: start, end, and the dates inside the lead time, which
 * probably have prebooks already. */
#ifndef UI_SCREENS_CALENDAR_H
#define UI_SCREENS_CALENDAR_H

#include "ui/ui.h"

extern const struct screen_class calendar_screen; /* the argument is a const struct order, copied */

#endif
