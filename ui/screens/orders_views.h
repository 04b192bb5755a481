/* Saved views of the list of standing orders as texts in a file: what is asked, the order of the rows,
 * the columns, the words that narrow. For orders*.c only. */
#ifndef UI_SCREENS_ORDERS_VIEWS_H
#define UI_SCREENS_ORDERS_VIEWS_H

#include "store/views.h"
#include "ui/screens/orders_core.h"

/* The columns kept last are those of the next start. */
void orders_views_keep_columns(struct orders *orders); /* says so where it fails */
void orders_views_start(struct orders *orders);

/* How the list is now, into an empty view. Dates that were picked by name stay a name. */
void orders_view_write(const struct orders *orders, struct view *view);
/* The filter of a view for today: the caller frees it. False and a sentence where it makes no sense. */
bool orders_view_filter(const struct orders *orders, const struct view *view, struct filter *filter,
                        enum filter_range *range, struct error *error);
/* Requests it takes: none where the rows are the answer to the same question. */
int orders_view_cost(const struct orders *orders, const struct view *view);
void orders_view_describe(const struct orders *orders, const struct view *view, struct buf *out);
/* The list becomes what the view says; a request is made where it asks something else. */
void orders_view_take(struct orders *orders, const struct view *view);

#endif
