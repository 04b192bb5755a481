/* What will be sent, in words; then sending it once, and what came of it. */
#ifndef UI_SCREENS_REVIEW_H
#define UI_SCREENS_REVIEW_H

#include "ui/screens/order_doc.h"

/* The argument of ui_push() is a struct order_doc that has no errors; it outlives the screen. */
extern const struct screen_class review_screen;

#endif
