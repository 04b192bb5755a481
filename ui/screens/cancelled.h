/* Lines that were cancelled from here, out of the journal, with their full content: each can be
 * drafted anew, as a line of its order or as a new order. Nothing is sent. */
#ifndef UI_SCREENS_CANCELLED_H
#define UI_SCREENS_CANCELLED_H

#include "ui/ui.h"

extern const struct screen_class cancelled_screen; /* without an argument */

#endif
