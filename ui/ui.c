/* The stack of screens, the way of a key to its action, and the frame around the top screen. Knows no
 * screen in particular and nothing of orders.
 * It is longer than other files: the stack, the keys that wait for it and the change of profile share one moment,
 * settle(), when no handler runs; the frame's drawing could stand apart. */
#include "config.h"
#include "ui/ui.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/store.h"
#include "ui/bars.h"
#include "ui/budget_words.h"
#include "ui/notices.h"
#include "ui/screens/help.h"
#include "ui/screens/words.h"
#include "ui/term.h"
#include "work/gate_journal.h"

#include <stdlib.h>
#include <string.h>

struct level {
    const struct screen_class *screen;
    void *self;
};

struct kept {
    const void *key;
    void *thing;
    void (*free_thing)(void *thing);
};

struct ui {
    struct api api;
    struct profile profile;
    struct api_opener opener;
    struct profiles *profiles;
    struct admin admin;
    const struct screen_class *first, *help, *profiles_screen, *secret_screen;
    struct api next_api; /* of the profile to be used next; `ops` NULL = none */
    struct profile next_profile;
    struct level *stack; /* the last one is on top */
    size_t depth, stack_cap;
    struct level *leaving; /* off the stack, to be closed when no handler of theirs runs */
    size_t leaving_count, leaving_cap;
    struct kept *kept;
    size_t kept_count, kept_cap;
    const void *shown;   /* the screen that was on top when all was last settled */
    bool is_interrupted; /* Ctrl-C was the key before */
    bool needs_drawing;
    bool is_holding;  /* keys wait … */
    struct key *held; /* … here; `paste` is owned */
    size_t held_count, held_cap, held_next;
    enum role message_role;
    struct buf message;
    struct ui_timers timers;
    unsigned tick; /* of the countdown on the top line */
    struct notices notices;
};

struct ui *ui_new(struct api api, const struct profile *profile)
{
    struct ui *ui = mem_calloc(1, sizeof *ui);
    ui->api = api;
    if (profile)
        profile_copy(&ui->profile, profile);
    else
        profile_init(&ui->profile);
    ui->needs_drawing = true;
    return ui;
}

/* A token may be among them: what was pasted, and which keys they were, is overwritten. */
static void forget_key(struct key *key)
{
    char *paste = (char *)(uintptr_t)key->paste;
    if (paste)
        mem_wipe(paste, strlen(paste));
    free(paste);
    mem_wipe(key, sizeof *key);
}

/* Forgets the keys that wait; whether there were any. */
static bool drop_held(struct ui *ui)
{
    bool had = ui->held_next < ui->held_count;
    for (size_t i = ui->held_next; i < ui->held_count; i++)
        forget_key(&ui->held[i]);
    ui->held_count = ui->held_next = 0;
    ui->is_holding = false;
    return had;
}

static void close_all(struct ui *ui)
{
    while (ui->depth)
        ui_pop(ui);
    for (size_t i = 0; i < ui->leaving_count; i++)
        ui->leaving[i].screen->close(ui->leaving[i].self);
    ui->leaving_count = 0;
    for (size_t i = ui->kept_count; i > 0; i--)
        if (ui->kept[i - 1].free_thing)
            ui->kept[i - 1].free_thing(ui->kept[i - 1].thing);
    ui->kept_count = 0;
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    close_all(ui);
    drop_held(ui);
    ui_forget(ui, ui->tick);
    free(ui->held);
    profile_free(&ui->profile);
    profile_free(&ui->next_profile);
    free(ui->stack);
    free(ui->leaving);
    free(ui->kept);
    buf_free(&ui->message);
    free(ui);
}

/* ------ the stack ------ */

static struct level *top(const struct ui *ui)
{
    return ui->depth ? &ui->stack[ui->depth - 1] : NULL;
}

void ui_push(struct ui *ui, const struct screen_class *screen, void *argument)
{
    void *self = screen->open(ui, argument);
    ui->needs_drawing = true;
    if (!self) /* it thought better of it and has said why */
        return;
    MEM_GROW(ui->stack, ui->depth, ui->stack_cap);
    ui->stack[ui->depth++] = (struct level){ screen, self };
}

void ui_pop(struct ui *ui)
{
    if (!ui->depth)
        return;
    MEM_GROW(ui->leaving, ui->leaving_count, ui->leaving_cap);
    ui->leaving[ui->leaving_count++] = ui->stack[--ui->depth];
    ui->needs_drawing = true;
}

bool ui_is_over(const struct ui *ui)
{
    return ui->depth == 0;
}

void ui_quit(struct ui *ui)
{
    ui_save_all(ui);
    while (ui->depth)
        ui_pop(ui);
}

void *ui_top(struct ui *ui, const struct screen_class **screen)
{
    struct level *level = top(ui);
    if (screen)
        *screen = level ? level->screen : NULL;
    return level ? level->self : NULL;
}

void *ui_find(struct ui *ui, const struct screen_class *screen)
{
    for (size_t i = ui->depth; i > 0; i--)
        if (ui->stack[i - 1].screen == screen)
            return ui->stack[i - 1].self;
    return NULL;
}

static void turn_to_next(struct ui *ui)
{
    ui_save_all(ui);
    close_all(ui);
    drop_held(ui);
    if (ui->api.ops)
        ui->opener.close(ui->opener.self, ui->api);
    ui->api = ui->next_api;
    ui->next_api = (struct api){ 0 };
    profile_free(&ui->profile);
    ui->profile = ui->next_profile;
    ui->next_profile = (struct profile){ 0 };
    store_use_profile(ui->profile.name);
    ui->notices = (struct notices){ 0 };
    ui_forget(ui, ui->tick); /* of a countdown of the old one's */
    ui->tick = 0;
    ui->shown = NULL;
    ui_push(ui, ui->first, NULL);
}

/* Closes what was popped and tells the screen that is seen again; when no handler runs any more. */
static void settle(struct ui *ui)
{
    if (ui->next_api.ops)
        turn_to_next(ui);
    while (ui->leaving_count) { /* a screen that is seen again may leave at once */
        for (size_t i = 0; i < ui->leaving_count;
             i++) { /* upper ones first: they may lean on lower */
            struct level gone = ui->leaving[i];
            gone.screen->close(gone.self);
        }
        ui->leaving_count = 0;
        struct level *now = top(ui);
        if (now && ui->shown != now->self && now->screen->shown_again) {
            ui->shown = now->self; /* first: it may open another screen at once */
            now->screen->shown_again(now->self);
        }
    }
    struct level *now = top(ui);
    ui->shown = now ? now->self : NULL;
}

void ui_save_all(struct ui *ui)
{
    for (size_t i = ui->depth; i > 0; i--)
        if (ui->stack[i - 1].screen->save)
            ui->stack[i - 1].screen->save(ui->stack[i - 1].self);
}

/* ------ things kept ------ */

void ui_keep(struct ui *ui, const void *key, void *thing, void (*free_thing)(void *thing))
{
    MEM_GROW(ui->kept, ui->kept_count, ui->kept_cap);
    ui->kept[ui->kept_count++] = (struct kept){ key, thing, free_thing };
}

void *ui_kept(const struct ui *ui, const void *key)
{
    for (size_t i = 0; i < ui->kept_count; i++)
        if (ui->kept[i].key == key)
            return ui->kept[i].thing;
    return NULL;
}

/* ------ what the token may do ------ */

/* As ui_may(), without the advice. */
static bool may(const struct ui *ui, enum method method, struct buf *why)
{
    return !ui->api.ops || ui->api.ops->may(ui->api.self, method, why);
}

/* All zeros where there is no service. */
static void get_budget(const struct ui *ui, struct budget_state *state)
{
    *state = (struct budget_state){ 0 };
    if (ui->api.ops)
        ui->api.ops->budget(ui->api.self, state);
}

/* ------ keys ------ */

static bool is_too_small(void)
{
    struct area area = term_area();
    return area.rows < TERM_MIN_ROWS || area.cols < TERM_MIN_COLS;
}

static void open_help(struct ui *ui)
{
    const struct level *level = top(ui);
    if (!ui->help || level->screen == ui->help)
        return;
    struct help_start start = { .about = level->screen, .screen = level->self };
    ui_push(ui, ui->help, &start);
}

static void go_back(struct ui *ui, struct key key)
{
    bool is_esc = key.kind == KEY_NAMED && key.code == KEY_NAME_ESC;
    if (ui->depth == 1 && is_esc) /* one Esc too many must not end the program */
        ui_say(ui, ROLE_MESSAGE, "This is the first screen. F3 leaves Perennial.");
    else
        ui_pop(ui);
}

static void open_once(struct ui *ui, const struct screen_class *screen)
{
    if (!screen)
        ui_say(ui, ROLE_WARNING, "There are no profiles to be shown here.");
    else if (ui_find(ui, screen))
        ui_say(ui, ROLE_MESSAGE, "%s is open already; Esc goes back to it.", screen->title);
    else
        ui_push(ui, screen, NULL);
}

static void interrupt(struct ui *ui, bool again)
{
    if (again) {
        ui_quit(ui);
        return;
    }
    ui->is_interrupted = true;
    ui_say(ui, ROLE_MESSAGE, "Ctrl-C once more leaves Perennial; what is typed is saved first.");
}

/* What every screen does unless it has a way of its own. */
static void act_globally(struct ui *ui, enum action action, struct key key, bool was_interrupted)
{
    switch ((int)action) {
    case ACTION_HELP:
        open_help(ui);
        break;
    case ACTION_BACK:
        go_back(ui, key);
        break;
    case ACTION_REDRAW:
        term_redraw();
        break;
    case ACTION_SUSPEND:
        ui_save_all(ui); /* nobody may come back */
        term_suspend();
        break;
    case ACTION_INTERRUPT:
        interrupt(ui, was_interrupted);
        break;
    case ACTION_PROFILES:
        open_once(ui, ui->profiles_screen);
        break;
    case ACTION_TOKEN_REPLACE:
        open_once(ui, ui->secret_screen);
        break;
    default:
        break;
    }
}

/* What the screen on top does not stop may be a matter of those below it. */
static bool interrupt_below(struct ui *ui)
{
    for (size_t i = ui->depth - 1; i-- > 0;) {
        struct level level = ui->stack[i];
        if (level.screen->act && level.screen->act(level.self, ACTION_INTERRUPT) == UI_HANDLED)
            return true;
    }
    return false;
}

static void act(struct ui *ui, const struct binding *binding, struct key key, bool was_interrupted)
{
    struct level level = *top(ui);
    struct buf why = { 0 };
    if (!ui_can_act(ui, level.screen, level.self, binding, &why)) {
        ui_say(ui, ROLE_WARNING, "%s",
               why.len ? buf_text(&why) : "That cannot be done here just now.");
    } else if (binding->action == ACTION_INTERRUPT && was_interrupted) {
        ui_quit(ui);
    } else if ((!level.screen->act ||
                level.screen->act(level.self, binding->action) == UI_NOT_HANDLED) &&
               (binding->action != ACTION_INTERRUPT || !interrupt_below(ui))) {
        act_globally(ui, binding->action, key, was_interrupted);
    } else if (binding->action == ACTION_INTERRUPT) {
        ui->is_interrupted = true; /* it stopped its request; once more leaves */
    }
    buf_free(&why);
}

static bool typed_into(struct level level, struct key key)
{
    return level.screen->key && level.screen->key(level.self, key) == UI_HANDLED;
}

/* No key is swallowed without a word. */
static void say_not_taken(struct ui *ui, struct level level, struct key key)
{
    struct buf name = { 0 }, help = { 0 };
    if (level.screen->field_help)
        level.screen->field_help(level.self, &help);
    if (key.kind == KEY_PASTE)
        buf_add(&name, "Pasted text");
    else
        key_write(&name, key);
    ui_say(ui, ROLE_WARNING, "%s %s here. %s", buf_text(&name),
           key_is_text(key) && help.len ? "is not taken" : "does nothing",
           help.len ? buf_text(&help) : "F1 shows the keys.");
    buf_free(&name);
    buf_free(&help);
}

/* ------ keys that wait ------ */

void ui_hold_keys(struct ui *ui)
{
    ui->is_holding = true;
}

void ui_release_keys(struct ui *ui)
{
    ui->is_holding = false;
}

void ui_discard_keys(struct ui *ui)
{
    bool held = drop_held(ui);
    if (input_discard() || held)
        term_bell();
}

static void make_room_to_hold(struct ui *ui)
{
    struct key *old = ui->held;
    if (ui->held_count < ui->held_cap)
        return;
    size_t bytes = ui->held_count * sizeof *old;
    ui->held_cap = ui->held_cap ? ui->held_cap * 2 : 8;
    ui->held = mem_calloc(ui->held_cap, sizeof *ui->held);
    if (old)
        memcpy(ui->held, old, bytes), mem_wipe(old, bytes);
    free(old);
}

static bool must_wait(struct ui *ui, struct key key)
{
    if (!ui->is_holding || key.kind == KEY_RESIZED)
        return false;
    const struct binding *binding =
        key.kind == KEY_PASTE ? NULL : keymap_find(top(ui)->screen, key);
    if (binding && (binding->action == ACTION_BACK || binding->action == ACTION_INTERRUPT)) {
        ui_discard_keys(ui);
        return false;
    }
    make_room_to_hold(ui);
    key.paste = key.kind == KEY_PASTE ? mem_strdup(key.paste) : NULL;
    ui->held[ui->held_count++] = key;
    return true;
}

static void play_held(struct ui *ui)
{
    while (!ui->is_holding && ui->held_next < ui->held_count) {
        struct key key = ui->held[ui->held_next];
        mem_wipe(&ui->held[ui->held_next++], sizeof key);
        ui_key(ui, key);
        forget_key(&key);
    }
    if (ui->held_next == ui->held_count)
        ui->held_count = ui->held_next = 0;
}

void ui_key(struct ui *ui, struct key key)
{
    if (key.kind == KEY_NOTHING)
        return;
    settle(ui); /* what was popped since the last key or drawing may have been all there was */
    if (!ui->depth)
        return;
    ui->needs_drawing = true;
    if (must_wait(ui, key))
        return;
    if (key.kind == KEY_RESIZED) {
        term_resize();
        return;
    }
    bool was_interrupted = ui->is_interrupted;
    ui->is_interrupted = false;
    buf_clear(&ui->message);

    struct level level = *top(ui);
    bool is_text = key_is_text(key) || key.kind == KEY_PASTE;
    bool is_blind = is_too_small(); /* nobody types into what they cannot see */
    const struct binding *binding;
    if (is_text && !is_blind && typed_into(level, key)) {
        settle(ui);
        return;
    }
    binding = key.kind == KEY_PASTE ? NULL : keymap_find(level.screen, key);
    if (is_blind &&
        (!binding || (binding->action != ACTION_SUSPEND && binding->action != ACTION_INTERRUPT)))
        return;
    if (binding)
        act(ui, binding, key, was_interrupted);
    else if (is_text || !typed_into(level, key))
        say_not_taken(ui, level, key);
    settle(ui);
}

void ui_say(struct ui *ui, enum role role, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_clear(&ui->message);
    buf_addv(&ui->message, format, args);
    va_end(args);
    ui->message_role = role;
    ui->needs_drawing = true;
    if (role == ROLE_ERROR)
        ui_discard_keys(ui);
}

void ui_say_again(struct ui *ui, const struct api_again *again)
{
    struct buf words = { 0 };
    if (again && !ui_is_warning(ui)) {
        api_write_again(again, &words);
        ui_say(ui, ROLE_MESSAGE, "%s", buf_text(&words));
    } else if (!again && ui_is_saying(ui, api_again_words)) {
        ui_say(ui, ROLE_MESSAGE, "%s", "");
    }
    buf_free(&words);
}

void ui_copy(struct ui *ui, const char *text)
{
    char *masked = log_mask(text);
    struct buf chars = { 0 };
    words_count(&chars, utf8_count_chars(masked), "character");
    if (term_copy(masked))
        ui_say(ui, ROLE_OK, "Copied %s.", buf_text(&chars));
    else
        ui_say(ui, ROLE_WARNING, "Too long to copy: %s.", buf_text(&chars));
    buf_free(&chars);
    free(masked);
}

bool ui_is_saying(const struct ui *ui, const char *text)
{
    return *text ? strncmp(buf_text(&ui->message), text, strlen(text)) == 0 : !ui->message.len;
}

bool ui_is_warning(const struct ui *ui)
{
    return ui->message.len && (ui->message_role == ROLE_WARNING || ui->message_role == ROLE_ERROR);
}

/* ------ drawing ------ */

static void draw_too_small(struct area area)
{
    struct buf text = { 0 };
    buf_addf(&text, "Perennial needs %d x %d; this is %d x %d.", TERM_MIN_COLS, TERM_MIN_ROWS,
             area.cols, area.rows);
    if (utf8_width_cols(buf_text(&text)) > area.cols) {
        buf_clear(&text);
        buf_addf(&text, "Needs %dx%d", TERM_MIN_COLS, TERM_MIN_ROWS);
    }
    paint_centre(area, area.rows / 2, ROLE_NORMAL, buf_text(&text));
    buf_free(&text);
}

static void draw_message(const struct ui *ui, const struct level *level, struct area area, int y)
{
    if (ui->message.len) { /* a long one covers rows of the screen until the next key */
        enum { MOST_ROWS = 5 };
        struct area nowhere = { .cols = area.cols };
        const char *text = buf_text(&ui->message);
        int rows = paint_wrapped(nowhere, 0, 1, area.cols - 1, ui->message_role, text);
        rows = rows < 1 ? 1 : rows > MOST_ROWS ? MOST_ROWS : rows;
        struct area band = area_rows(area, y + 1 - rows, rows);
        paint_clear(band);
        paint_wrapped(band, 0, 1, band.cols - 1, ui->message_role, text);
    } else if (level->screen->field_help) {
        struct buf help = { 0 };
        level->screen->field_help(level->self, &help);
        bool is_long = utf8_width_cols(buf_text(&help)) > area.cols - 1;
        if (is_long && paint_is_blank(area, y - 1)) /* room that nobody uses */
            paint_wrapped(area_rows(area, y - 1, 2), 0, 1, area.cols - 1, ROLE_DIM,
                          buf_text(&help));
        else
            paint_text(area, y, 1, area.cols - 1, ROLE_DIM, buf_text(&help));
        buf_free(&help);
    }
}

/* Said with whatever else is said of the answer that has shown it. */
static void say_refusals(struct ui *ui)
{
    struct buf notice = { 0 };
    notices_refusals(&ui->notices, &ui->api, top(ui) ? top(ui)->screen : NULL, &notice);
    if (notice.len) {
        buf_addf(&ui->message, "%s%s", ui->message.len ? " " : "", buf_text(&notice));
        if (ui->message_role != ROLE_ERROR || ui->message.len == notice.len)
            ui->message_role = ROLE_WARNING;
    }
    buf_free(&notice);
}

static void say_budget(struct ui *ui)
{
    struct budget_state budget;
    struct buf notice = { 0 };
    get_budget(ui, &budget);
    notices_budget(&ui->notices, &budget, !ui->message.len, clock_now(), &notice);
    if (notice.len)
        ui_say(ui, ROLE_WARNING, "%s", buf_text(&notice));
    buf_free(&notice);
}

/* Nothing but waking the loop, which draws. */
static void tick(void *context)
{
    struct ui *ui = context;
    ui->tick = 0;
    ui->needs_drawing = true;
}

/* Only while a hold is on: an idle program does not wake. */
static void count_down(struct ui *ui, const struct budget_state *budget)
{
    int64_t millis = budget_next_change(budget, clock_now());
    if (millis && !ui->tick)
        ui->tick = ui_after(ui, millis, tick, ui);
}

/* What stops nobody, but has to be known. */
static void say_trouble(struct ui *ui)
{
    struct buf text = { 0 };
    if (!ui->message.len && gate_journal_trouble(&text))
        ui_say(ui, ROLE_WARNING, "%s", buf_text(&text));
    buf_free(&text);
}

static void draw_all(struct ui *ui)
{
    struct area whole = term_area(), area = whole;
    struct level *level;
    say_refusals(ui);
    say_budget(ui);
    say_trouble(ui);
    ui->needs_drawing = false;
    paint_no_cursor();
    paint_clear(whole);
    if (!(level = top(ui)))
        return;
    if (is_too_small()) {
        draw_too_small(whole);
        return;
    }
    area.cols--; /* the last column stays free: no line is ever broken by copying it */

    struct buf place = { 0 };
    buf_add(&place, level->screen->title);
    if (level->screen->heading) {
        struct buf heading = { 0 };
        level->screen->heading(level->self, &heading);
        if (heading.len)
            buf_addf(&place, "  %s", buf_text(&heading));
        buf_free(&heading);
    }
    struct budget_state budget;
    get_budget(ui, &budget);
    bars_draw_top(whole, buf_text(&place), &ui->profile, ui->api.ops ? &budget : NULL,
                  !may(ui, METHOD_COUNT, NULL));
    count_down(ui, &budget);
    buf_free(&place);

    int below = area.rows - BARS_KEY_ROWS;
    level->screen->draw(level->self, area_rows(area, 1, below - 2));
    draw_message(ui, level, area, below - 1);
    bars_draw_keys(ui, area, below, level->screen, level->self);
}

/* What is known is looked at once for the whole screen, however often its parts ask. */
static void look_once(const struct ui *ui, bool is_once)
{
    if (ui->api.ops)
        ui->api.ops->look_once(ui->api.self, is_once);
}

void ui_draw(struct ui *ui)
{
    struct level *level;
    settle(ui);
    if ((level = top(ui)) && level->screen->woken) {
        level->screen->woken(level->self);
        settle(ui);
    }
    play_held(ui);
    look_once(ui, true);
    draw_all(ui);
    look_once(ui, false);
}

bool ui_is_idle(const struct ui *ui)
{
    return !ui->needs_drawing && !input_is_waiting() && !ui->leaving_count &&
           (!ui->api.ops || !ui->api.ops->running(ui->api.self));
}

/* ------ what screens ask for ------ */

void ui_set_help(struct ui *ui, const struct screen_class *help)
{
    ui->help = help;
}

const struct api *ui_api(const struct ui *ui)
{
    return &ui->api;
}

void ui_context(const struct ui *ui, struct validate_context *context)
{
    *context = (struct validate_context){ .token_type = ui->profile.token_type,
                                          .multi_location = ui->profile.multi_location };
}

const struct profile *ui_profile(const struct ui *ui)
{
    return &ui->profile;
}

void ui_set_profile_screens(struct ui *ui, const struct screen_class *profiles,
                            const struct screen_class *secret)
{
    ui->profiles_screen = profiles;
    ui->secret_screen = secret;
}

bool ui_may(const struct ui *ui, enum method method, struct buf *why)
{
    if (may(ui, method, why))
        return true;
    if (why && !may(ui, METHOD_COUNT, NULL)) {
        struct buf key = { 0 };
        keymap_key_of(top(ui) ? top(ui)->screen : NULL, ACTION_TOKEN_REPLACE, &key);
        buf_addf(why, " %s replaces it; nothing typed is lost.", buf_text(&key));
        buf_free(&key);
    }
    return false;
}

bool ui_can_ask(const struct ui *ui, enum method method, long requests, enum api_purpose purpose,
                struct buf *why)
{
    struct budget_state budget;
    if (!ui_may(ui, method, why))
        return false;
    get_budget(ui, &budget);
    struct buf unheard = { 0 };
    bool can =
        budget_allows(&budget, requests, purpose == API_SAVING, clock_now(), why ? why : &unheard);
    buf_free(&unheard);
    return can;
}

bool ui_can_act(const struct ui *ui, const struct screen_class *screen, const void *self,
                const struct binding *binding, struct buf *why)
{
    if (binding->can && !binding->can(self, why))
        return false;
    for (const struct screen_cost *row = screen->costs; row && row->action; row++) {
        if (row->action != binding->action)
            continue;
        int requests = row->requests ? row->requests(self) : 1;
        if (!requests || ui_can_ask(ui, row->method_of ? row->method_of(self) : row->method,
                                    requests, row->purpose, why))
            continue;
        if (why && row->instead)
            buf_addf(why, " %s", row->instead);
        return false;
    }
    return true;
}

void ui_set_opener(struct ui *ui, const struct api_opener *opener)
{
    ui->opener = *opener;
}

const struct api_opener *ui_opener(const struct ui *ui)
{
    return ui->opener.open ? &ui->opener : NULL;
}

void ui_set_profiles(struct ui *ui, struct profiles *profiles, struct admin admin)
{
    ui->profiles = profiles;
    ui->admin = admin;
}

struct profiles *ui_profiles(const struct ui *ui)
{
    return ui->profiles;
}

const struct admin *ui_admin(const struct ui *ui)
{
    return &ui->admin;
}

void ui_begin(struct ui *ui, const struct screen_class *first)
{
    ui->first = first;
    ui_push(ui, first, NULL);
}

void ui_begin_without(struct ui *ui, const struct screen_class *first,
                      const struct screen_class *instead)
{
    ui->first = first;
    ui_push(ui, instead, NULL);
}

bool ui_may_use(const struct ui *ui, struct buf *why)
{
    if (!ui->api.ops || !ui->api.ops->running(ui->api.self))
        return true;
    if (why)
        buf_add(why, "An answer of the service is on its way; the profile can be changed when it "
                     "is here.");
    return false;
}

void ui_use(struct ui *ui, const struct profile *profile, struct api api)
{
    if (ui->next_api.ops)
        ui->opener.close(ui->opener.self, ui->next_api);
    profile_copy(&ui->next_profile, profile);
    ui->next_api = api;
    ui->needs_drawing = true;
}

void ui_set_timers(struct ui *ui, struct ui_timers timers)
{
    ui->timers = timers;
}

unsigned ui_after(struct ui *ui, int64_t millis, void (*fire)(void *), void *context)
{
    return ui->timers.after ? ui->timers.after(ui->timers.self, millis, fire, context) : 0;
}

void ui_forget(struct ui *ui, unsigned timer)
{
    if (timer && ui->timers.forget)
        ui->timers.forget(ui->timers.self, timer);
}
