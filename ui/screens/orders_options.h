/* What is done to rows of the list of standing orders: marks, and the options 2 3 4 5 8 with their
 * letters. For orders*.c only. */
#ifndef UI_SCREENS_ORDERS_OPTIONS_H
#define UI_SCREENS_ORDERS_OPTIONS_H

#include "ui/screens/orders_core.h"

/* Marks, options typed on a row, options run; false: not one of these actions. */
bool orders_options_act(struct orders *orders, enum action action);
/* The next of those under way, after the screen of the one before was closed; false: there is none. */
bool orders_options_go_on(struct orders *orders);
/* Ctrl-C while one of several is on screen: those behind it are not opened; false: there are none. */
bool orders_options_leave_out(struct orders *orders);
void orders_options_free(struct orders *orders);

/* For bindings: what cannot be done to a cancelled order, with the reason. */
bool orders_can_change(const void *screen, struct buf *why);
bool orders_can_cancel(const void *screen, struct buf *why);
bool orders_has_rows(const void *screen, struct buf *why);
/* For costs: orders with option 4, and orders marked or, without any, the selected one. */
int orders_count_cancels(const void *screen);
int orders_count_picked(const void *screen);

#endif
