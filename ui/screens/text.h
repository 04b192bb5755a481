/* Text to read, wrapped and scrolled: the request as JSON, a long message. */
#ifndef UI_SCREENS_TEXT_H
#define UI_SCREENS_TEXT_H

#include "ui/ui.h"

/* The argument of ui_push(); both texts are copied. */
struct text_start {
    const char *title; /* for the top line */
    const char *text;  /* line breaks are kept, long lines wrapped, a blank at their start kept */
};

extern const struct screen_class text_screen;

#endif
