/* Entering a secret; see secret.h. What is typed or pasted unseen lies in memory that is overwritten when the
 * screen is left, the program stopped or the terminal gone; user name and password are kept nowhere. Never
 * draws a character of a secret. */
#include "config.h"
#include "ui/screens/secret.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/utf8.h"
#include "store/vault.h"
#include "ui/screens/profile_words.h"
#include "ui/term.h"
#include "ui/widgets/hidden.h"
#include "ui/widgets/line.h"
#include "work/profiles.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ON_WAYS = -1, MOST_FIELDS = 2 };

enum stage { TYPING, ASKING, SHOWN };

enum way { BY_HAND, FROM_FILE, FROM_COMMAND, BY_LOGIN, WAYS };

static const struct {
    const char *words;
    struct {
        const char *label; /* NULL = there is no such field */
        bool is_hidden;
        const char *help;
    } fields[MOST_FIELDS];
} ways[WAYS] = {
    [BY_HAND] = { "Typed or pasted here, unseen",
                  { { "Token", true,
                      "Letters and digits, not shown; a paste takes the place of what is "
                      "there." } } },
    [FROM_FILE] = { "From a file: its first line",
                    { { "File", false,
                        "Its first line is the token; it must be yours, with mode 0600, and "
                        "stays." } } },
    [FROM_COMMAND] = { "From a command, which is asked each time",
                       { { "Command", false,
                           "The first line of what it prints is the token; this line is "
                           "kept." } } },
    [BY_LOGIN] = { "By user name and password (1 request)",
                   { { "User name", false, "As you log in at the service; it is kept nowhere." },
                     { "Password", true, "Not shown and kept nowhere." } } },
};

struct secret {
    struct ui *ui;
    struct profile profile;
    bool (*take)(void *context, const char *token, struct error *error);
    void *context;
    enum way way;
    int focus; /* ON_WAYS, or a field of the way */
    enum stage stage;
    struct line typed;
    struct hidden hidden;
    struct buf token; /* SHOWN: what will be kept */
    char print[VAULT_PRINT_CHARS + 1];
    struct api asked; /* ASKING: `ops` NULL = not */
    bool is_answered;
    char *why; /* what came of it, in a sentence; NULL = nothing yet */
};

/* As a sentence, with a capital and a full stop. */
static void say_why(struct secret *secret, const char *why)
{
    char *copy = NULL;
    if (why && *why) {
        copy = mem_printf("%s%s", why, strchr(".!?", why[strlen(why) - 1]) ? "" : ".");
        copy[0] = (char)toupper((unsigned char)copy[0]);
    }
    free(secret->why);
    secret->why = copy;
}

static void wipe(struct secret *secret)
{
    hidden_wipe(&secret->hidden);
    buf_wipe(&secret->token);
    mem_wipe(secret->print, sizeof secret->print);
    mem_wipe(secret->typed.text.data, secret->typed.text.cap);
    line_free(&secret->typed);
    line_set(&secret->typed, "");
    secret->stage = TYPING;
}

/* Not from inside a callback. */
static void stop_asking(struct secret *secret)
{
    const struct api_opener *opener = ui_opener(secret->ui);
    if (secret->asked.ops)
        opener->close(opener->self, secret->asked);
    secret->asked = (struct api){ 0 };
    secret->is_answered = false;
}

static bool offers(const struct secret *secret, enum way way)
{
    if (way == FROM_COMMAND) /* the form of a new profile has a field for it */
        return !secret->take && secret->profile.is_own;
    return way != BY_LOGIN || ui_opener(secret->ui);
}

static int field_count(const struct secret *secret)
{
    return ways[secret->way].fields[1].label ? 2 : 1;
}

static void choose_way(struct secret *secret, enum way way)
{
    if (way == secret->way || !offers(secret, way))
        return;
    wipe(secret);
    say_why(secret, NULL);
    secret->way = way;
}

static void step_way(struct secret *secret, int step)
{
    int way = (int)secret->way;
    do {
        way += step;
    } while (way >= 0 && way < WAYS && !offers(secret, (enum way)way));
    if (way >= 0 && way < WAYS)
        choose_way(secret, (enum way)way);
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
    stop_asking(secret);
    wipe(secret);
    line_free(&secret->typed);
    profile_free(&secret->profile);
    free(secret->why);
    free(secret);
}

/* ------ drawing ------ */

enum { LABEL_COLS = 10, FIELD_COLS = 52 };

static void draw_head(const struct secret *secret, struct area area)
{
    const struct profile *profile = &secret->profile;
    struct buf text = { 0 };
    buf_addf(&text, "The token of %s", profile->name ? profile->name : "this profile");
    if (*token_type_word(profile->token_type))
        buf_addf(&text, " (%s)", token_type_word(profile->token_type));
    if (secret->take)
        buf_add(&text, ". It is kept in a private file of Perennial's own.");
    else if (profile->token_command)
        buf_addf(&text, ", which now comes from a command: %s", profile->token_command);
    else if (profile->token_file)
        buf_add(&text, ". It takes the place of the one in "),
            profile_words_path(profile->token_file, &text);
    else
        buf_add(&text, ", which has none yet. It is kept in a private file of Perennial's own.");
    paint_wrapped(area, 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(&text));
    buf_free(&text);
}

static int draw_ways(const struct secret *secret, struct area area)
{
    int y = 0;
    for (int way = 0; way < WAYS; way++) {
        if (!offers(secret, (enum way)way))
            continue;
        bool is_chosen = way == (int)secret->way;
        char digit[2] = { (char)('1' + way), '\0' };
        if (is_chosen)
            paint_text(area, y, 0, 1, ROLE_SELECTED, ">");
        paint_text(area, y, 2, 1, ROLE_KEY, digit);
        paint_text(area, y, 4, area.cols - 5, ROLE_NORMAL, ways[way].words);
        if (is_chosen && secret->focus == ON_WAYS)
            paint_role(area, y, 0, area.cols, ROLE_SELECTED);
        y++;
    }
    return y;
}

static void draw_fields(struct secret *secret, struct area area)
{
    int cols = area.cols - LABEL_COLS - 3;
    cols = cols < FIELD_COLS ? cols : FIELD_COLS;
    for (int i = 0; i < field_count(secret); i++) {
        bool focused = secret->stage == TYPING && secret->focus == i;
        paint_text(area, i, 1, LABEL_COLS, ROLE_LABEL, ways[secret->way].fields[i].label);
        if (ways[secret->way].fields[i].is_hidden)
            hidden_draw(&secret->hidden, area, i, LABEL_COLS + 2, cols, focused);
        else
            line_draw(&secret->typed, area, i, LABEL_COLS + 2, cols,
                      focused ? ROLE_FOCUS : ROLE_FIELD, focused);
    }
}

/* What comes of it: the print before it is kept, or why it came to nothing. */
static void draw_end(const struct secret *secret, struct area area)
{
    struct buf text = { 0 };
    enum role role = ROLE_OK;
    if (secret->stage == SHOWN) {
        buf_addf(&text,
                 "Read: %zu characters, whose print begins with #%.4s. Enter keeps it; Esc types "
                 "it anew.",
                 secret->token.len, secret->print);
    } else if (secret->stage == ASKING) {
        buf_add(&text, "Asking the service for a token (1 request) \u2026 Ctrl-C stops.");
        role = ROLE_WARNING;
    } else if (secret->why) {
        buf_add(&text, secret->why);
        role = ROLE_ERROR;
    }
    paint_wrapped(area, 0, 1, area.cols - 2, role, buf_text(&text));
    buf_free(&text);
}

static void draw(void *screen, struct area area)
{
    enum { HEAD_ROWS = 2 };
    struct secret *secret = screen;
    paint_no_cursor();
    draw_head(secret, area_rows(area, 0, HEAD_ROWS));
    paint_rule(area, HEAD_ROWS);
    int y = HEAD_ROWS + 1;
    y += draw_ways(secret, area_rows(area, y, WAYS)) + 1;
    if (secret->stage != SHOWN)
        draw_fields(secret, area_rows(area, y, MOST_FIELDS));
    y += field_count(secret) + 1;
    draw_end(secret, area_rows(area, y, -1));
}

/* ------ reading it ------ */

bool secret_read(const struct profile *profile, struct buf *token, struct error *error)
{
    if (profile->token_file || !profile->token_command)
        return vault_read(profile, token, error);
    char *said = mem_printf("Asking for the token of %s \u2026 (Ctrl-C gives up)", profile->name);
    term_hand_over(said);
    bool done = vault_read_at_terminal(profile, token, error);
    term_take_back();
    free(said);
    return done;
}

/* It is looked at before it is kept: what was typed ahead must not keep it. */
static void show(struct secret *secret)
{
    vault_print(buf_text(&secret->token), secret->print);
    hidden_wipe(&secret->hidden);
    secret->stage = SHOWN;
    say_why(secret, NULL);
    ui_discard_keys(secret->ui);
}

static void fail(struct secret *secret, const char *why)
{
    buf_wipe(&secret->token);
    secret->stage = TYPING;
    say_why(secret, why);
    ui_discard_keys(secret->ui);
}

static bool read_by_hand(struct secret *secret, struct error *error)
{
    if (!secret->hidden.text.len)
        return error_set(error, "No token is typed yet.");
    if (!vault_check(hidden_text(&secret->hidden), error))
        return false;
    buf_add(&secret->token, hidden_text(&secret->hidden));
    return true;
}

/* Through the keeper, which refuses what others could read. */
static bool read_elsewhere(struct secret *secret, struct error *error)
{
    const char *typed = buf_text(&secret->typed.text);
    struct profile source = { 0 };
    bool done = false;
    if (!*typed)
        return error_set(error, "Nothing is typed yet.");
    source.name = mem_strdup(secret->profile.name);
    if (secret->way == FROM_COMMAND)
        source.token_command = mem_strdup(typed);
    else
        source.token_file = paths_expand(typed);
    if (source.token_file && *source.token_file != '/')
        error_set(error, "The file must be given with its whole path, from / or from ~/ on.");
    else
        done = secret_read(&source, &secret->token, error);
    profile_free(&source);
    return done;
}

static void take_answer(void *context, const struct api_answer *answer, const char *token)
{
    struct secret *secret = context;
    struct error why = { 0 };
    secret->is_answered = true;
    if (!token || answer->outcome != API_DONE)
        say_why(secret, answer->message);
    else if (!vault_check(token, &why))
        say_why(secret, error_text(&why));
    else
        buf_add(&secret->token, token);
    error_clear(&why);
}

static void log_in(struct secret *secret)
{
    const struct api_opener *opener = ui_opener(secret->ui);
    if (!secret->typed.text.len || !secret->hidden.text.len) {
        fail(secret, "User name and password are both needed.");
        return;
    }
    say_why(secret, NULL);
    secret->stage = ASKING;
    secret->asked = opener->open(opener->self, &secret->profile, "");
    secret->asked.ops->log_in(secret->asked.self,
                              &(struct api_login_call){ .user = buf_text(&secret->typed.text),
                                                        .password = hidden_text(&secret->hidden),
                                                        .on_done = take_answer,
                                                        .context = secret });
    hidden_wipe(&secret->hidden);
}

static void go(struct secret *secret)
{
    struct error why = { 0 };
    if (secret->way == BY_LOGIN) {
        log_in(secret);
        return;
    }
    if (secret->way == BY_HAND ? read_by_hand(secret, &why) : read_elsewhere(secret, &why))
        show(secret);
    else
        fail(secret, error_text(&why));
    error_clear(&why);
}

static void woken(void *screen)
{
    struct secret *secret = screen;
    if (!secret->is_answered)
        return;
    stop_asking(secret);
    if (secret->token.len) {
        show(secret);
        return;
    }
    char *why = mem_strdup(secret->why ? secret->why : "");
    fail(secret, why);
    free(why);
}

/* ------ keeping it ------ */

/* The profile says from now on where its token comes from: the command, or no longer one. */
static bool change_source(struct secret *secret, struct error *error)
{
    struct profiles *profiles = ui_profiles(secret->ui);
    struct profile changed = { 0 };
    profile_copy(&changed, &secret->profile);
    free(changed.token_command);
    free(changed.token_file);
    changed.token_command = changed.token_file = NULL;
    if (secret->way == FROM_COMMAND)
        changed.token_command = mem_strdup(buf_text(&secret->typed.text));
    bool done = profiles_change(profiles, secret->profile.name, &changed, error);
    profile_free(&changed);
    return done;
}

/* What cannot be kept leaves the profile as it was. */
static bool put_in_file(struct secret *secret, struct error *error)
{
    struct profiles *profiles = ui_profiles(secret->ui);
    const struct profile *before = &secret->profile;
    if (before->token_command && !change_source(secret, error))
        return false;
    if (profiles_replace_secret(profiles, before->name, buf_text(&secret->token), error))
        return true;
    if (before->token_command)
        profiles_change(profiles, before->name, before, NULL);
    return false;
}

static bool keep_for_profile(struct secret *secret, struct error *error)
{
    return secret->way == FROM_COMMAND ? change_source(secret, error) : put_in_file(secret, error);
}

static void use_at_once(struct secret *secret)
{
    const struct api_opener *opener = ui_opener(secret->ui);
    const struct profiles *profiles = ui_profiles(secret->ui);
    const struct profile *now = profiles ? profiles_find(profiles, secret->profile.name) : NULL;
    const char *used = ui_profile(secret->ui)->name;
    bool is_used = opener && used && strcmp(used, secret->profile.name) == 0;
    if (is_used && ui_api(secret->ui)->ops)
        opener->set_token(opener->self, *ui_api(secret->ui), buf_text(&secret->token));
    else if (is_used && now) /* there was no service without it */
        ui_use(secret->ui, now, opener->open(opener->self, now, buf_text(&secret->token)));
    ui_say(secret->ui, ROLE_OK, "%s has its new secret, #%.4s.%s", secret->profile.name,
           secret->print, is_used ? " It is used from the next request on." : "");
}

static void keep(struct secret *secret)
{
    struct error why = { 0 };
    bool done = secret->take ? secret->take(secret->context, buf_text(&secret->token), &why)
                             : keep_for_profile(secret, &why);
    if (!done) {
        fail(secret, error_text(&why));
    } else {
        if (!secret->take)
            use_at_once(secret);
        wipe(secret);
        ui_pop(secret->ui);
    }
    error_clear(&why);
}

/* ------ keys ------ */

static enum ui_handled type_key(void *screen, struct key key)
{
    struct secret *secret = screen;
    if (secret->stage != TYPING)
        return UI_NOT_HANDLED;
    if (secret->focus == ON_WAYS && key.kind == KEY_PASTE) {
        secret->focus = 0; /* what else could it be meant for */
    } else if (secret->focus == ON_WAYS) {
        if (!key_is_text(key) || key.code < '1' || key.code >= '1' + WAYS ||
            !offers(secret, (enum way)(key.code - '1')))
            return UI_NOT_HANDLED;
        choose_way(secret, (enum way)(key.code - '1'));
        secret->focus = 0;
        return UI_HANDLED;
    }
    say_why(secret, NULL);
    if (ways[secret->way].fields[secret->focus].is_hidden) {
        enum hidden_result result = hidden_key(&secret->hidden, key);
        if (result == HIDDEN_TOO_LONG)
            say_why(secret, "This is far too long for a secret; nothing of it was taken.");
        return result == HIDDEN_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
    }
    return line_key(&secret->typed, key) == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void move(struct secret *secret, int step)
{
    int to = secret->focus + step;
    if (secret->stage != TYPING)
        return;
    if (to >= field_count(secret))
        to = ON_WAYS;
    else if (to < ON_WAYS)
        to = field_count(secret) - 1;
    secret->focus = to;
}

static void move_vertical(struct secret *secret, int step)
{
    if (secret->stage != TYPING)
        return;
    if (secret->focus == ON_WAYS)
        step_way(secret, step);
    else
        move(secret, step);
}

static void choose(struct secret *secret)
{
    if (secret->stage == SHOWN)
        keep(secret);
    else if (secret->stage == TYPING && secret->focus + 1 < field_count(secret))
        move(secret, 1);
    else if (secret->stage == TYPING)
        go(secret);
}

static enum ui_handled step_back(struct secret *secret)
{
    if (secret->stage != SHOWN)
        return UI_NOT_HANDLED;
    wipe(secret);
    return UI_HANDLED;
}

static enum ui_handled interrupt(struct secret *secret)
{
    if (secret->stage != ASKING)
        return UI_NOT_HANDLED;
    stop_asking(secret);
    wipe(secret);
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
        if (secret->stage == TYPING)
            secret->focus = ON_WAYS;
        break;
    case ACTION_DROP:
        stop_asking(secret);
        wipe(secret);
        say_why(secret, NULL);
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
    stop_asking(secret);
    if (secret->stage != TYPING || secret->hidden.text.len)
        say_why(secret, "What was typed was wiped while the program was stopped.");
    wipe(secret);
}

static void help_field(void *screen, struct buf *out)
{
    const struct secret *secret = screen;
    if (secret->stage == SHOWN)
        buf_add(out, "Compare the print with the one you know, then Enter.");
    else if (secret->focus == ON_WAYS)
        buf_add(out, "How the token comes here: Up and Down, or its digit.");
    else
        buf_add(out, ways[secret->way].fields[secret->focus].help);
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
