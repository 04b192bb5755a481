/* One standing order to be read, and what can be done with it. */
#ifndef UI_SCREENS_DISPLAY_H
#define UI_SCREENS_DISPLAY_H

#include "ui/screens/order.h"

/* The argument of ui_push() is a struct order_screen_start that is read_only. */
extern const struct screen_class display_screen;

#endif
