/* Every field of the header or of one line, one below the other: also those that the form has no
 * room for, notes and custom fields. */
#ifndef UI_SCREENS_DETAILS_H
#define UI_SCREENS_DETAILS_H

#include "ui/screens/order_doc.h"

/* The argument of ui_push(). */
struct details_start {
    struct order_doc *doc;    /* outlives the screen */
    struct order_place place; /* item DOC_NONE = the header; the cursor starts at the field */
};

extern const struct screen_class details_screen;

#endif
