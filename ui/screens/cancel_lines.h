/* Cancelling lines: each with customer, product, boxes and first truck date; confirmed by typing how
 * many they are, or the order's number where it loses all of them; then progress and a report for
 * each line. */
#ifndef UI_SCREENS_CANCEL_LINES_H
#define UI_SCREENS_CANCEL_LINES_H

#include "model/order.h"
#include "ui/ui.h"

struct cancel_pick {
    const struct order *order; /* active, as it was read last */
    const char *item_id;       /* the line marked to begin with; NULL = none */
};

/* The argument of ui_push(); all is copied. The orders are read again before anything is shown. */
struct cancel_lines_start {
    const struct cancel_pick *picks;
    size_t count;
    /* Each time a line was cancelled; may be NULL. Is called as long as the screen lives. */
    void (*on_cancelled)(void *context, const char *order_id, const char *item_id);
    void *context;
};

extern const struct screen_class cancel_lines_screen;

#endif
