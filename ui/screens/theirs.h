/* Two people, one order: for each field that somebody else changed meanwhile, how it was, how it is
 * now, and how it was edited here; each is decided by one key. */
#ifndef UI_SCREENS_THEIRS_H
#define UI_SCREENS_THEIRS_H

#include "model/merge.h"
#include "ui/ui.h"

/* The argument of ui_push(); all of it must stay as long as the screen does. */
struct theirs_start {
    struct merge *merge;
    const struct order *base, *theirs, *mine;
    /* Once, after the screen was taken off: all rows are decided. Not called where it was left
     * before. */
    void (*on_decided)(void *context);
    void *context;
};

extern const struct screen_class theirs_screen;

#endif
