/* The table of screens; see all.h. */
#include "config.h"
#include "ui/screens/all.h"
#include "base/names.h"
#include "ui/screens/calendar.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/cancelled.h"
#include "ui/screens/change.h"
#include "ui/screens/details.h"
#include "ui/screens/display.h"
#include "ui/screens/help.h"
#include "ui/screens/issue.h"
#include "ui/screens/mix.h"
#include "ui/screens/order.h"
#include "ui/screens/orders.h"
#include "ui/screens/orders_filter.h"
#include "ui/screens/parked.h"
#include "ui/screens/pick.h"
#include "ui/screens/prebooks.h"
#include "ui/screens/requests.h"
#include "ui/screens/profile_form.h"
#include "ui/screens/profile_methods.h"
#include "ui/screens/profile_pages.h"
#include "ui/screens/profiles.h"
#include "ui/screens/review.h"
#include "ui/screens/secret.h"
#include "ui/screens/text.h"
#include "ui/screens/theirs.h"
#include "ui/screens/tokens.h"

#include <string.h>

/* clang-format off */
const struct screen_class *const all_screens[] = {
    &orders_screen,
    &orders_filter_screen,
    &orders_dates_screen,
    &orders_narrow_screen,
    &orders_sort_screen,
    &orders_columns_screen,
    &orders_views_screen,
    &orders_save_screen,
    &order_screen,
    &details_screen,
    &display_screen,
    &mix_screen,
    &review_screen,
    &parked_screen,
    &pick_screen,
    &text_screen,
    &help_screen,
    &help_fields_screen,
    &calendar_screen,
    &prebooks_screen,
    &cancel_lines_screen,
    &cancelled_screen,
    &change_screen,
    &theirs_screen,
    &issue_screen,
    &tokens_screen,
    &requests_screen,
    &requests_filter_screen,
    &profiles_screen,
    &profile_screen,
    &profile_form_screen,
    &profile_methods_screen,
    &profile_forget_screen,
    &secret_screen,
    NULL,
};
/* clang-format on */

enum { SCREENS = sizeof all_screens / sizeof *all_screens };

static bool refuse_screen(const char *scope, struct error *error)
{
    const char *known[SCREENS + 1] = { "all" };
    for (size_t i = 0; all_screens[i]; i++)
        known[i + 1] = all_screens[i]->name;
    const char *near = names_nearest(scope, known);
    return error_set(error, "there is no screen \"%s\"%s%s%s", scope,
                     near ? "; the nearest is \"" : "", near ? near : "", near ? "\"" : "");
}

/* An action that exists, but not there: the key would do nothing. */
static bool refuse_action(const struct screen_class *screen, const char *name, struct error *error)
{
    const char *known[ACTION_COUNT] = { 0 };
    size_t count = 0;
    for (int i = 1; i < ACTION_COUNT; i++)
        if (keymap_has_action(screen, (enum action)i))
            known[count++] = action_name((enum action)i);
    const char *near = names_nearest(name, known);
    return error_set(error, "the screen \"%s\" has no action \"%s\"%s%s%s", screen->name, name,
                     near ? "; the nearest is \"" : "", near ? near : "", near ? "\"" : "");
}

bool all_screens_rebind(const char *scope, const char *key, const char *action, struct error *error)
{
    if (strcmp(scope, "all") == 0)
        return keymap_rebind(scope, key, action, error);
    for (size_t i = 0; all_screens[i]; i++) {
        if (strcmp(all_screens[i]->name, scope) != 0)
            continue;
        enum action named = action_by_name(action);
        if (named != ACTION_NONE && !keymap_has_action(all_screens[i], named))
            return refuse_action(all_screens[i], action, error);
        return keymap_rebind(scope, key, action, error);
    }
    return refuse_screen(scope, error);
}
