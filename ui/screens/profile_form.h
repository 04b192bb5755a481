/* Adding a profile, and changing one: every option by its type, and where its secret comes from. */
#ifndef UI_SCREENS_PROFILE_FORM_H
#define UI_SCREENS_PROFILE_FORM_H

#include "ui/ui.h"

/* The argument is the name of the profile to change (copied); NULL = a new one. */
extern const struct screen_class profile_form_screen;

#endif
