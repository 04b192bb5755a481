/* Drawing the list of standing orders. For orders*.c only. */
#ifndef UI_SCREENS_ORDERS_DRAW_H
#define UI_SCREENS_ORDERS_DRAW_H

#include "ui/screens/orders_core.h"

void orders_draw(struct orders *orders, struct area area);

#endif
