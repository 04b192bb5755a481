/* Help for the screen it was called from, built from the tables: its words, the field the cursor is
 * in, its keys, and every field of an order. */
#ifndef UI_SCREENS_HELP_H
#define UI_SCREENS_HELP_H

#include "ui/ui.h"

/* The argument of ui_push(): the screen that help is wanted for. */
struct help_start {
    const struct screen_class *about;
    void *screen; /* its private struct, for field_help() while opening */
};

extern const struct screen_class help_screen;
extern const struct screen_class help_fields_screen; /* every field; needs no argument */

#endif
