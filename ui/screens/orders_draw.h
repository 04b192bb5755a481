/* Drawing the list of standing orders, and its columns. For orders*.c only. */
#ifndef UI_SCREENS_ORDERS_DRAW_H
#define UI_SCREENS_ORDERS_DRAW_H

#include "ui/screens/orders_core.h"

void orders_draw(struct orders *orders, struct area area);

/* orders_columns.c */
void orders_draw_rows(struct orders *orders, struct area area); /* row 0 of it are the titles */
void orders_draw_totals(const struct orders *orders, struct area area);
void orders_draw_legend(struct area area);
const char *orders_sort_title(enum order_column column); /* "next truck" */
/* The column to sort by next: the one right of the present one that is on screen. */
enum order_column orders_next_sort(const struct orders *orders);

#endif
