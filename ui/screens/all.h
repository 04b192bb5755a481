/* Every screen there is: for the user's key file, help, manual, and the test of all bindings. */
#ifndef UI_SCREENS_ALL_H
#define UI_SCREENS_ALL_H

#include "ui/ui.h"

extern const struct screen_class *const all_screens[]; /* NULL ends it */

/* What the user's file says of keys, one row after the other: `scope` is a screen's name or "all".
 * False and a sentence where scope, key or action is unknown, or two rows clash. */
bool all_screens_rebind(const char *scope, const char *key, const char *action,
                        struct error *error);

#endif
