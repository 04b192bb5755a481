/* Two screens over that of profiles: everything that is known of one, to read; and forgetting one. */
#ifndef UI_SCREENS_PROFILE_PAGES_H
#define UI_SCREENS_PROFILE_PAGES_H

#include "ui/ui.h"

/* The argument of both is the name of the profile (copied). */
extern const struct screen_class profile_screen, profile_forget_screen;

#endif
