/* The parts of an assorted box: what is in it, whether it adds up, and its average price and cost. */
#ifndef UI_SCREENS_MIX_H
#define UI_SCREENS_MIX_H

#include "ui/screens/order_doc.h"

/* The argument of ui_push(). */
struct mix_start {
    struct order_doc *doc;    /* outlives the screen */
    struct order_place place; /* its item is the line; the cursor starts at part and field */
};

extern const struct screen_class mix_screen;

#endif
