/* The profiles there are: what is known of each, and what can be done with it: use, change, forget, replace its
 * secret, test it. It is also what the program begins with where there is no profile yet. */
#ifndef UI_SCREENS_PROFILES_H
#define UI_SCREENS_PROFILES_H

#include "ui/ui.h"

/* Takes no argument. */
extern const struct screen_class profiles_screen;

#endif
