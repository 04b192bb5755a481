/* The orders that were begun and not sent: go on with one, or begin a new one. */
#ifndef UI_SCREENS_PARKED_H
#define UI_SCREENS_PARKED_H

#include "ui/ui.h"

/* No argument. */
extern const struct screen_class parked_screen;

#endif
