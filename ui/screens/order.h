/* The order form: header, lines, the parts of assorted boxes; for entry and for display. What is
 * typed is parked as a draft when the form is left, a second after a key, and when the program is
 * told to end. */
#ifndef UI_SCREENS_ORDER_H
#define UI_SCREENS_ORDER_H

#include "ui/ui.h"

/* The argument of ui_push(); NULL = a blank new order. */
struct order_screen_start {
    const struct order *order; /* copied; NULL = blank */
    bool read_only;
    /* A change of `order`, which is active and as the service has it; `mine` is how it was edited so
     * far, NULL = not at all. */
    bool is_change;
    const struct order *mine;
    bool is_anew; /* parked changes of it were offered already */
    /* A new order with the values of `order`, its own dates left out; nothing is sent. */
    bool is_copy;
    const char *draft; /* name of the draft it was loaded from; copied, NULL = none */
};

extern const struct screen_class order_screen;

/* What ACTION_ORDER_NEW does: a blank form, or where drafts are parked the list of them first. */
void order_begin(struct ui *ui);

#endif
