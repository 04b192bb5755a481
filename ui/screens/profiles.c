/* The screen of profiles: its keys; see profiles.h. What its rows are is in profiles_rows.c, what is done to
 * them in profiles_do.c, how all looks in profiles_draw.c. */
#include "config.h"
#include "ui/screens/profiles.h"
#include "base/mem.h"
#include "ui/screens/issue.h"
#include "ui/screens/profile_form.h"
#include "ui/screens/profiles_view.h"
#include "ui/screens/requests.h"
#include "ui/screens/tokens.h"

#include <stdlib.h>

static void *open_profiles(struct ui *ui, void *argument)
{
    struct profiles_view *view = mem_calloc(1, sizeof *view);
    (void)argument;
    view->ui = ui;
    view->profiles = ui_profiles(ui);
    line_set(&view->typed, "");
    profiles_read(view);
    profiles_select(view, ui_profile(ui)->name);
    return view;
}

static void close_profiles(void *screen)
{
    struct profiles_view *view = screen;
    profiles_do_free(view);
    profiles_rows_free(view);
    line_free(&view->typed);
    page_free(&view->detail);
    free(view);
}

static void draw(void *screen, struct area area)
{
    paint_no_cursor();
    profiles_draw(screen, area);
}

static void show_again(void *screen)
{
    struct profiles_view *view = screen;
    profiles_read(view);
    profiles_do_go_on(view);
}

static void woken(void *screen)
{
    struct profiles_view *view = screen;
    if (profiles_do_take_answers(view))
        profiles_read(view);
}

static void end_narrowing(struct profiles_view *view, bool keeps)
{
    view->is_narrowing = false;
    if (keeps)
        return;
    line_set(&view->typed, "");
    profiles_narrow(view);
}

static enum ui_handled type_key(void *screen, struct key key)
{
    struct profiles_view *view = screen;
    if (!view->is_narrowing)
        return UI_NOT_HANDLED;
    enum line_result result = line_key(&view->typed, key);
    if (result == LINE_CHANGED)
        profiles_narrow(view);
    return result == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static enum ui_handled go_back(struct profiles_view *view)
{
    if (!view->is_narrowing)
        return UI_NOT_HANDLED;
    end_narrowing(view, false);
    return UI_HANDLED;
}

static bool can_add(const void *screen, struct buf *why)
{
    const struct profiles_view *view = screen;
    if (view->profiles)
        return true;
    buf_add(why, "No profile can be kept here.");
    return false;
}

static bool can_list(const void *screen, struct buf *why)
{
    const struct profiles_view *view = screen;
    if (ui_admin(view->ui)->ops)
        return true;
    buf_add(why,
            "Only the practice server (perennial --sandbox) tells its tokens; those of the live "
            "service stand in Komet: Setup > Settings > Tokens.");
    return false;
}

/* It begins with the token of the selected profile. */
static void list_tokens(struct profiles_view *view)
{
    struct profiles_row *row = profiles_selected(view);
    ui_push(view->ui, &tokens_screen, row && *row->facts.print ? row->facts.print : NULL);
}

static void show_requests(struct profiles_view *view)
{
    const struct profiles_row *row = profiles_selected(view);
    ui_push(view->ui, &requests_screen, &(struct requests_start){ row ? row->name : NULL });
}

static enum ui_handled act(void *screen, enum action action)
{
    struct profiles_view *view = screen;
    if (list_act(&view->list, action))
        return UI_HANDLED;
    if (view->is_narrowing && action == ACTION_OPTIONS_RUN) {
        end_narrowing(view, true);
        return UI_HANDLED;
    }
    if (profiles_do_act(view, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_PROFILE_NEW:
        ui_push(view->ui, ui_admin(view->ui)->ops ? &issue_screen : &profile_form_screen, NULL);
        break;
    case ACTION_ISSUE_LIST:
        list_tokens(view);
        break;
    case ACTION_JOURNAL:
        show_requests(view);
        break;
    case ACTION_REFRESH:
        profiles_read(view);
        ui_say(view->ui, ROLE_MESSAGE, "Read anew, without a request.");
        break;
    case ACTION_NARROW:
        view->is_narrowing = true;
        break;
    case ACTION_NARROW_CLEAR:
        end_narrowing(view, false);
        break;
    case ACTION_INTERRUPT:
        return profiles_do_stop(view) ? UI_HANDLED : UI_NOT_HANDLED;
    case ACTION_BACK:
        return go_back(view);
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static void help_field(void *screen, struct buf *out)
{
    const struct profiles_view *view = screen;
    if (view->is_narrowing)
        buf_add(out, "Words of name, type, state or description. Enter keeps them, Esc shows all.");
}

static const struct binding bindings[] = {
    { { "Enter" }, ACTION_OPTIONS_RUN, "Run, show", profiles_has_rows },
    { { "F6", "Ctrl-N", "o" }, ACTION_PROFILE_NEW, "New", can_add },
    { { "i" }, ACTION_ISSUE_LIST, "Issued tokens", can_list },
    { { "u" }, ACTION_PROFILE_USE, "Use", profiles_can_use },
    { { "t" }, ACTION_PROFILE_TEST, "Test(1 req)", profiles_can_test },
    { { "s" }, ACTION_PROFILE_SECRET, "New secret", profiles_can_replace },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Reload", NULL },
    { { "/" }, ACTION_NARROW, "Narrow", profiles_has_rows },
    { { "F3", "Esc", "q", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "e" }, ACTION_PROFILE_CHANGE, NULL, profiles_can_change },
    { { "x" }, ACTION_PROFILE_FORGET, NULL, profiles_can_forget },
    { { "d" }, ACTION_PROFILE_SHOW, NULL, profiles_has_rows },
    { { "a" }, ACTION_PROFILE_PARDON, "Try again", profiles_can_pardon },
    { { "1" }, ACTION_OPTION_USE, NULL, profiles_can_use },
    { { "2" }, ACTION_OPTION_CHANGE, NULL, profiles_can_change },
    { { "4" }, ACTION_OPTION_FORGET, NULL, profiles_can_forget },
    { { "5" }, ACTION_OPTION_SHOW, NULL, profiles_has_rows },
    { { "6" }, ACTION_OPTION_SECRET, NULL, profiles_can_replace },
    { { "7" }, ACTION_OPTION_TEST, NULL, profiles_can_test },
    { { "9" }, ACTION_OPTION_PARDON, NULL, profiles_can_pardon },
    { { "Backspace", "0", "Delete" }, ACTION_OPTION_OFF, NULL, profiles_has_rows },
    { { "J" }, ACTION_JOURNAL, NULL, profiles_has_rows },
    { { "\\" }, ACTION_NARROW_CLEAR, NULL, NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_OPTIONS_RUN, "Run the options typed on rows; without any, show the selected profile" },
    { ACTION_OPTION_CHANGE, "Put 2 on the row: change the profile" },
    { ACTION_OPTION_SHOW, "Put 5 on the row: show everything of the profile" },
    { ACTION_REFRESH, "Read what is known of the profiles anew, without a request" },
    { ACTION_JOURNAL, "Show the requests of the selected profile" },
    { ACTION_NONE, NULL },
};

const struct screen_class profiles_screen = {
    .name = "profiles",
    .title = "Profiles and tokens",
    .about =
        "A profile is a company on a server with a token, its type and its settings; > marks the "
        "one "
        "in use. Using another one switches drafts, lists, the day's requests and what forms "
        "require; what is typed is parked first. Print is the head of the token's SHA-256, enough "
        "to tell two tokens apart; the token itself is never shown.\n"
        "1 2 4 5 6 7 9 typed on rows stand in column Op until Enter runs them: 1 uses the profile "
        "(the one in use, once its token was refused: its secret is read anew), "
        "2 changes it, 4 forgets it, 5 shows everything, 6 enters a new secret, 7 tests it with "
        "one list call (1 request of its own day's) and, where that is accepted, lets what was "
        "refused be tried again, 9 does so without a request. The "
        "letters u e x d s t a do the same at once for the selected row.\n"
        "What a token may do is learned from answers, since the service has no call to ask. "
        "Profiles of your configuration file are shown with file and line, and never written.\n"
        "On the practice server F6 issues a token, and i shows all that were issued, to be changed "
        "or "
        "revoked.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_profiles,
    .close = close_profiles,
    .draw = draw,
    .key = type_key,
    .act = act,
    .shown_again = show_again,
    .woken = woken,
    .field_help = help_field,
};
