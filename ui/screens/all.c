/* The table of screens; see all.h. */
#include "config.h"
#include "ui/screens/all.h"
#include "base/names.h"
#include "ui/screens/details.h"
#include "ui/screens/help.h"
#include "ui/screens/mix.h"
#include "ui/screens/order.h"
#include "ui/screens/orders.h"
#include "ui/screens/orders_view.h"
#include "ui/screens/parked.h"
#include "ui/screens/pick.h"
#include "ui/screens/review.h"
#include "ui/screens/text.h"

#include <string.h>

const struct screen_class *const all_screens[] = {
    &orders_screen, &pick_screen, &text_screen, &help_screen, NULL,
};

enum { SCREENS = sizeof all_screens / sizeof *all_screens };

bool all_screens_rebind(const char *scope, const char *key, const char *action, struct error *error)
{
    const char *known[SCREENS + 1] = { "all" };
    for (size_t i = 0; all_screens[i]; i++)
        known[i + 1] = all_screens[i]->name;
    for (size_t i = 0; known[i]; i++)
        if (strcmp(known[i], scope) == 0)
            return keymap_rebind(scope, key, action, error);
    const char *near = names_nearest(scope, known);
    return error_set(error, "there is no screen \"%s\"%s%s%s", scope,
                     near ? "; the nearest is \"" : "", near ? near : "", near ? "\"" : "");
}
