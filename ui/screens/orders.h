/* The first screen: the list of standing orders, what is asked of the service for it, and narrowing
 * it in place. */
#ifndef UI_SCREENS_ORDERS_H
#define UI_SCREENS_ORDERS_H

#include "model/filter.h"
#include "ui/ui.h"

/* The argument may be NULL: then the filter is the default one (filter_init). The list is asked for
 * at once. */
struct orders_start {
    const struct filter *filter; /* copied */
};

extern const struct screen_class orders_screen;

/* After an order was sent: the list is read again when it is next seen, and the order of this
 * number is selected once it has arrived. Nothing happens where no list is open. */
void orders_select_number(struct ui *ui, const char *number);

/* Without a request: the order was read anew elsewhere, and its row is made anew from it; an order that
 * the list does not have is left alone. Nothing happens where no list is open. */
void orders_put(struct ui *ui, const struct order *order);
/* The order is not there any more: its row goes. */
void orders_take_out(struct ui *ui, const char *order_id);

#endif
