/* Screens that lie over the list of standing orders: they take its struct orders as argument, draw
 * the list, and change their part of it. */
#ifndef UI_SCREENS_ORDERS_FILTER_H
#define UI_SCREENS_ORDERS_FILTER_H

#include "ui/ui.h"

extern const struct screen_class orders_filter_screen; /* what is asked of the service */
extern const struct screen_class orders_narrow_screen; /* the words that narrow the rows */

#endif
