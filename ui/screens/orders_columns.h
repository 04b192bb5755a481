/* The columns of the list of standing orders. For orders*.c only. */
#ifndef UI_SCREENS_ORDERS_COLUMNS_H
#define UI_SCREENS_ORDERS_COLUMNS_H

#include "ui/screens/orders_core.h"

struct orders_column {
    int what;         /* enum order_column or one of the screen's own */
    char letter;      /* sorts by it; '\0' = cannot be sorted by */
    const char *name; /* for files; "" = comes and goes with what is asked */
    const char *title;
    const char *said; /* "Sorted by …" */
    int cols;         /* 0 = as the data needs */
    bool right;
    int drop; /* the highest give way first on a narrow screen; 0 = never */
};

const struct orders_column *orders_columns(void); /* ORDERS_COLUMNS of them */
const struct orders_column *orders_column_of(int what);
bool orders_column_is_chosen(const struct orders_column *column); /* by the user, not by itself */
/* The columns that stand on a screen of this width, in their order, without those that come by
 * themselves; gives how many. */
size_t orders_shown_columns(const struct orders *orders, int cols, uint8_t out[ORDERS_COLUMNS]);
const char *orders_sort_title(enum order_column column); /* "next truck" */

void orders_draw_rows(struct orders *orders, struct area area); /* row 0 of it are the titles */
void orders_draw_totals(const struct orders *orders, struct area area);
void orders_draw_legend(struct area area); /* of the marks in the last column */

#endif
