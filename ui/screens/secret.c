/* Entering a secret: the screen and its keys; see secret.h. Its state is in secret_core.c, how it is read in
 * secret_get.c, kept in secret_keep.c, drawn in secret_draw.c. All of it is wiped when the screen is left, the
 * program stopped or the terminal gone. */
#include "config.h"
#include "ui/screens/secret_core.h"
#include "base/mem.h"
#include "work/profiles.h"

#include <stdlib.h>

static void choose_way(struct secret *secret, enum secret_way way)
{
    if (way == secret->way || !secret_offers(secret, way))
        return;
    secret_wipe(secret);
    secret_say_why(secret, NULL);
    secret->way = way;
}

static void step_way(struct secret *secret, int step)
{
    int way = (int)secret->way;
    do {
        way += step;
    } while (way >= 0 && way < SECRET_WAYS && !secret_offers(secret, (enum secret_way)way));
    if (way >= 0 && way < SECRET_WAYS)
        choose_way(secret, (enum secret_way)way);
}

/* What comes from a command can come from a file from now on where the profile may be changed. */
bool secret_may_replace(const struct ui *ui, const char *name, struct buf *why)
{
    struct profiles *profiles = ui_profiles(ui);
    const struct profile *profile = profiles && name ? profiles_find(profiles, name) : NULL;
    struct error error = { 0 };
    bool may = profile && (profile->is_own || profiles_may_replace(profiles, name, &error));
    if (!profile)
        buf_add(why, "There is no profile here whose secret could be kept.");
    else if (!may)
        buf_addf(why, "No other secret can be kept here: %s.", error_text(&error));
    error_clear(&error);
    return may;
}

static void *open_secret(struct ui *ui, void *argument)
{
    const struct secret_start *start = argument;
    const struct profile *profile = start ? start->profile : ui_profile(ui);
    struct buf why = { 0 };
    if ((!start || !start->take) && !secret_may_replace(ui, profile->name, &why)) {
        ui_say(ui, ROLE_WARNING, "%s", buf_text(&why));
        buf_free(&why);
        return NULL;
    }
    struct secret *secret = mem_calloc(1, sizeof *secret);
    secret->ui = ui;
    profile_copy(&secret->profile, profile);
    if (start) {
        secret->take = start->take;
        secret->context = start->context;
    }
    secret->token.is_secret = true;
    line_set(&secret->typed, "");
    ui_discard_keys(ui); /* what was typed ahead was not meant to be a secret */
    return secret;
}

static void close_secret(void *screen)
{
    struct secret *secret = screen;
    secret_stop_asking(secret);
    secret_wipe(secret);
    line_free(&secret->typed);
    profile_free(&secret->profile);
    free(secret->why);
    free(secret);
}

static void draw(void *screen, struct area area)
{
    paint_no_cursor();
    secret_draw(screen, area);
}

static void woken(void *screen)
{
    secret_get_answer(screen);
}

/* ------ keys ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct secret *secret = screen;
    if (secret->stage != SECRET_TYPING)
        return UI_NOT_HANDLED;
    if (secret->focus == SECRET_ON_WAYS && key.kind == KEY_PASTE) {
        secret->focus = 0; /* what else could it be meant for */
    } else if (secret->focus == SECRET_ON_WAYS) {
        if (!key_is_text(key) || key.code < '1' || key.code >= '1' + SECRET_WAYS ||
            !secret_offers(secret, (enum secret_way)(key.code - '1')))
            return UI_NOT_HANDLED;
        choose_way(secret, (enum secret_way)(key.code - '1'));
        secret->focus = 0;
        return UI_HANDLED;
    }
    secret_say_why(secret, NULL);
    if (secret_ways[secret->way].fields[secret->focus].is_hidden) {
        enum hidden_result result = hidden_key(&secret->hidden, key);
        if (result == HIDDEN_TOO_LONG)
            secret_say_why(secret, "This is far too long for a secret; nothing of it was taken.");
        return result == HIDDEN_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
    }
    return line_key(&secret->typed, key) == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void move(struct secret *secret, int step)
{
    int to = secret->focus + step;
    if (secret->stage != SECRET_TYPING)
        return;
    if (to >= secret_field_count(secret))
        to = SECRET_ON_WAYS;
    else if (to < SECRET_ON_WAYS)
        to = secret_field_count(secret) - 1;
    secret->focus = to;
}

static void move_vertical(struct secret *secret, int step)
{
    if (secret->stage != SECRET_TYPING)
        return;
    if (secret->focus == SECRET_ON_WAYS)
        step_way(secret, step);
    else
        move(secret, step);
}

static void choose(struct secret *secret)
{
    if (secret->stage == SECRET_SHOWN)
        secret_keep(secret);
    else if (secret->stage == SECRET_TYPING && secret->focus + 1 < secret_field_count(secret))
        move(secret, 1);
    else if (secret->stage == SECRET_TYPING)
        secret_get(secret);
}

static enum ui_handled step_back(struct secret *secret)
{
    if (secret->stage != SECRET_SHOWN)
        return UI_NOT_HANDLED;
    secret_wipe(secret);
    return UI_HANDLED;
}

static enum ui_handled interrupt(struct secret *secret)
{
    if (secret->stage != SECRET_ASKING)
        return UI_NOT_HANDLED;
    secret_stop_asking(secret);
    secret_wipe(secret);
    ui_say(secret->ui, ROLE_MESSAGE,
           "Stopped. The service may have counted the request; nothing is kept.");
    return UI_HANDLED;
}

static enum ui_handled act(void *screen, enum action action)
{
    struct secret *secret = screen;
    switch ((int)action) {
    case ACTION_CHOOSE:
        choose(secret);
        break;
    case ACTION_NEXT_FIELD:
        move(secret, 1);
        break;
    case ACTION_PREVIOUS_FIELD:
        move(secret, -1);
        break;
    case ACTION_MOVE_DOWN:
        move_vertical(secret, 1);
        break;
    case ACTION_MOVE_UP:
        move_vertical(secret, -1);
        break;
    case ACTION_PROMPT:
        if (secret->stage == SECRET_TYPING)
            secret->focus = SECRET_ON_WAYS;
        break;
    case ACTION_DROP:
        secret_stop_asking(secret);
        secret_wipe(secret);
        secret_say_why(secret, NULL);
        break;
    case ACTION_BACK:
        return step_back(secret);
    case ACTION_INTERRUPT:
        return interrupt(secret);
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

/* The program is stopped or ends: nothing of it stays in memory meanwhile. */
static void save(void *screen)
{
    struct secret *secret = screen;
    secret_stop_asking(secret);
    if (secret->stage != SECRET_TYPING || secret->hidden.text.len)
        secret_say_why(secret, "What was typed was wiped while the program was stopped.");
    secret_wipe(secret);
}

static void help_field(void *screen, struct buf *out)
{
    const struct secret *secret = screen;
    if (secret->stage == SECRET_SHOWN)
        buf_add(out, "Compare the print with the one you know, then Enter.");
    else if (secret->focus == SECRET_ON_WAYS)
        buf_add(out, "How the token comes here: Up and Down, or its digit.");
    else
        buf_add(out, secret_ways[secret->way].fields[secret->focus].help);
}

static void heading(void *screen, struct buf *out)
{
    const struct secret *secret = screen;
    buf_add(out, secret->profile.name ? secret->profile.name : "");
}

static const struct binding bindings[] = {
    { { "Enter", "F10", "Ctrl-S" }, ACTION_CHOOSE, "Go on", NULL },
    { { "F4", "Ctrl-F" }, ACTION_PROMPT, "Other way", NULL },
    { { "F3", "Esc", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "F12", "Ctrl-G" }, ACTION_DROP, "Wipe", NULL },
    { { "Tab" }, ACTION_NEXT_FIELD, NULL, NULL },
    { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_CHOOSE, "Go on: to the next field, to the print of what was read, and then keep it" },
    { ACTION_PROMPT, "Choose another way in which the token comes here" },
    { ACTION_BACK, "Go one step back; what was typed here is wiped" },
    { ACTION_DROP, "Wipe what was typed here" },
    { ACTION_NONE, NULL },
};

const struct screen_class secret_screen = {
    .name = "secret",
    .title = "New secret",
    .about =
        "A token for a profile: typed or pasted unseen, from the first line of a private file, "
        "from a command that is asked each time, or by user name and password, which takes one "
        "request and is kept nowhere. Before it is kept its print is shown: the head of its "
        "SHA-256, enough to tell two tokens apart. The token itself is never shown. What is "
        "typed here is wiped when the screen is left or the program is stopped.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_secret,
    .close = close_secret,
    .draw = draw,
    .key = type_key,
    .act = act,
    .heading = heading,
    .field_help = help_field,
    .woken = woken,
    .save = save,
};
