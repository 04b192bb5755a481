/* All tokens of the practice server, with whose they are, what they may do, and when they were used. */
#ifndef UI_SCREENS_TOKENS_H
#define UI_SCREENS_TOKENS_H

#include "ui/ui.h"

/* The argument of ui_push() is the print of the token to begin with (const char *, copied), or NULL. */
extern const struct screen_class tokens_screen;

#endif
