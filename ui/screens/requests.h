/* The journal of requests: what was sent, and how it ended. Asks nobody. */
#ifndef UI_SCREENS_REQUESTS_H
#define UI_SCREENS_REQUESTS_H

#include "ui/ui.h"

/* The argument of ui_push(); NULL shows all. */
struct requests_start {
    const char *profile; /* its requests alone; NULL = of all */
};

extern const struct screen_class requests_screen, requests_filter_screen;

#endif
