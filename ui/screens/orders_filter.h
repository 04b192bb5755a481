/* Screens that lie over the list of standing orders: they take its struct orders as argument, draw
 * the list, and change their part of it. */
#ifndef UI_SCREENS_ORDERS_FILTER_H
#define UI_SCREENS_ORDERS_FILTER_H

#include "ui/ui.h"

extern const struct screen_class orders_filter_screen;  /* what is asked of the service */
extern const struct screen_class orders_dates_screen;   /* dates by name, for the filter */
extern const struct screen_class orders_narrow_screen;  /* the words that narrow the rows */
extern const struct screen_class orders_sort_screen;    /* the column to sort by */
extern const struct screen_class orders_columns_screen; /* which columns, in which order */
extern const struct screen_class orders_views_screen;   /* saved views to take */
extern const struct screen_class orders_save_screen;    /* a letter to save this view under */

#endif
