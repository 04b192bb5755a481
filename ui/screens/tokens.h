/* All tokens of the practice server, with whose they are, what they may do, and when they were used. */
#ifndef UI_SCREENS_TOKENS_H
#define UI_SCREENS_TOKENS_H

#include "ui/ui.h"

extern const struct screen_class tokens_screen; /* takes no argument */

#endif
