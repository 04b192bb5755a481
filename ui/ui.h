/* The user interface as a whole: a stack of screens over the service. One action for each key, the
 * whole screen drawn once after each wake. A dialog is a screen on the stack, never a loop. */
#ifndef UI_UI_H
#define UI_UI_H

#include "api/admin.h"
#include "api/api.h"
#include "model/profile.h"
#include "model/validate.h"
#include "ui/input.h"
#include "ui/keymap.h"
#include "ui/paint.h"

#include <stdbool.h>
#include <stdint.h>

struct ui;

enum ui_handled { UI_NOT_HANDLED, UI_HANDLED };

/* What an action does on one screen, where the sentence of action.def would not be true of it. */
struct screen_sentence {
    enum action action;
    const char *sentence;
};

/* What an action asks of the service, before it is done. Its price is shown with its key; where the token or
 * the day's budget stands against it, it is not offered, and whoever presses it is told why. An action that
 * asks for several things has a row for each. */
struct screen_cost {
    enum action action;
    enum method method;
    enum api_purpose purpose;
    int (*requests)(const void *screen); /* as things are now, 0 = none; NULL = always 1 */
    const char *words; /* for help and manual: "1 request for each order"; NULL = "1 request" */
    enum method (*method_of)(const void *screen); /* in place of `method`, where that depends */
    const char *instead; /* what can be done where it cannot, in a sentence; NULL = nothing */
};

/* A screen: one file, one const table of functions, one private struct, one table of bindings. */
struct screen_class {
    const char *name;               /* "orders", "order": also the scope in the user's key file */
    const char *title;              /* for help: "Standing orders" */
    const char *about;              /* two or three sentences for the help screen */
    const struct binding *bindings; /* ends with ACTION_NONE */
    const struct screen_sentence *sentences; /* ends with ACTION_NONE; NULL = none of its own */
    const struct screen_cost *costs; /* ends with ACTION_NONE; NULL = nothing here is asked for */
    /* `argument` is what ui_push() was given; the result is the screen's private struct. */
    void *(*open)(struct ui *ui, void *argument);
    void (*close)(void *screen);                  /* frees it; drops the reads it has under way */
    void (*draw)(void *screen, struct area area); /* the area between top line and message line */
    /* A key that no binding takes first: text typed into a field. Asked before the bindings for
     * plain characters and pastes, after them for all other keys. May be NULL. */
    enum ui_handled (*key)(void *screen, struct key key);
    enum ui_handled (*act)(void *screen, enum action action);
    /* What stands in the top line behind the title: "S03228  Change". May be NULL. */
    void (*heading)(void *screen, struct buf *out);
    /* One sentence on the field the cursor is in, for the message line and F1. May be NULL. */
    void (*field_help)(void *screen, struct buf *out);
    /* Called when the screen above was closed and this one is on top again. May be NULL. */
    void (*shown_again)(void *screen);
    /* Once after each wake, before drawing: takes up what has arrived. May be NULL. */
    void (*woken)(void *screen);
    /* SIGHUP, SIGTERM or the end of the terminal: save what is typed. May be NULL. */
    void (*save)(void *screen);
};

/* The profile is copied; NULL where there is none yet, and then the api has no `ops`. */
struct ui *ui_new(struct api api, const struct profile *profile);
void ui_free(struct ui *ui);

void ui_push(struct ui *ui, const struct screen_class *screen, void *argument);
/* Takes the top screen off; its close() is called when the handler has ended, so this is safe from
 * inside its own handlers and callbacks. */
void ui_pop(struct ui *ui);
bool ui_is_over(const struct ui *ui); /* no screen is left: the program ends */
void ui_quit(struct ui *ui);          /* closes all, saving first */
void *ui_top(struct ui *ui, const struct screen_class **screen);
/* The private struct of the topmost screen of this class; NULL where none is on the stack. */
void *ui_find(struct ui *ui, const struct screen_class *screen);

/* Things that live as long as the ui, such as lists shared by screens, by the address of a key. They
 * are freed after the last screen is closed. ui_kept() gives NULL where there is none. */
void ui_keep(struct ui *ui, const void *key, void *thing, void (*free_thing)(void *thing));
void *ui_kept(const struct ui *ui, const void *key);

void ui_key(struct ui *ui, struct key key); /* one key, one action */
/* What the keys typed next are meant for is still on its way: they wait, in order, until they are
 * released or discarded. Esc and Ctrl-C do not wait; they discard. */
void ui_hold_keys(struct ui *ui);
void ui_release_keys(struct ui *ui); /* they act at the next drawing */
/* Throws away all that was typed ahead; one bell where there was something. */
void ui_discard_keys(struct ui *ui);
void ui_draw(struct ui *ui); /* the whole screen: top line, screen, message, key bar */
void ui_save_all(struct ui *ui);

/* The screen that F1 pushes, with a struct help_start (ui/screens/help.h) as its argument. */
void ui_set_help(struct ui *ui, const struct screen_class *help);

/* The screens that ACTION_PROFILES and ACTION_TOKEN_REPLACE push from everywhere, each with a NULL argument: the
 * second for the profile in use. */
void ui_set_profile_screens(struct ui *ui, const struct screen_class *profiles,
                            const struct screen_class *secret);

/* Nothing is on its way, typed ahead, or waiting to be drawn. */
bool ui_is_idle(const struct ui *ui);

const struct api *ui_api(const struct ui *ui);
void ui_context(const struct ui *ui, struct validate_context *context);
const struct profile *ui_profile(const struct ui *ui); /* of the ui; another one after ui_use() */
/* Whether the service may be asked for this with the present token, as far as is known: see api_ops.may.
 * Where the token was refused, `why` (may be NULL) names the key that replaces it. */
bool ui_may(const struct ui *ui, enum method method, struct buf *why);
/* The same, and whether the day's budget has room for so many requests. */
bool ui_can_ask(const struct ui *ui, enum method method, long requests, enum api_purpose purpose,
                struct buf *why);
/* Whether the action of this binding can be done now on this screen: by its `can`, and by what it asks for. */
bool ui_can_act(const struct ui *ui, const struct screen_class *screen, const void *self,
                const struct binding *binding, struct buf *why);

/* The services of other profiles; the composition supplies it. Without one there are no others. */
void ui_set_opener(struct ui *ui, const struct api_opener *opener);
const struct api_opener *ui_opener(const struct ui *ui); /* NULL = none */
/* The profiles there are, and the practice server's way to issue tokens; the composition supplies them.
 * NULL, and an admin without `ops`, where there are none. */
struct profiles;
void ui_set_profiles(struct ui *ui, struct profiles *profiles, struct admin admin);
struct profiles *ui_profiles(const struct ui *ui);
const struct admin *ui_admin(const struct ui *ui);
/* The screen everything begins with; it is opened at once. */
void ui_begin(struct ui *ui, const struct screen_class *first);
/* The same where there is no service yet: `instead` is opened, and `first` when ui_use() has brought one. */
void ui_begin_without(struct ui *ui, const struct screen_class *first,
                      const struct screen_class *instead);
/* Another profile, and its service, opened by ui_opener(): when the handler that runs has ended, all that is
 * typed is saved, every screen is closed, what was kept is freed, the old service is closed, the store turns
 * to the profile's files, and the first screen is opened anew. Not while a write is under way: ask
 * ui_may_use() before (`why` may be NULL). The profile is copied. */
bool ui_may_use(const struct ui *ui, struct buf *why);
void ui_use(struct ui *ui, const struct profile *profile, struct api api);

/* The message line: stays until a key is pressed. An error discards what was typed ahead. */
void ui_say(struct ui *ui, enum role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A read is tried again in a while: said, unless a warning stands there. Once it is over (or dropped) with
 * NULL: what was said of it goes. */
void ui_say_again(struct ui *ui, const struct api_again *again);
/* Puts the text on the clipboard, without secrets, and says how much it was or that it is too long. */
void ui_copy(struct ui *ui, const char *text);

/* Whether the message begins so; "" = whether there is none. */
bool ui_is_saying(const struct ui *ui, const char *text);
bool ui_is_warning(const struct ui *ui); /* there is one, and it is a warning or an error */

/* Calls `fire` once from the loop in `millis`; the composition supplies it (app.c, tests). */
struct ui_timers {
    unsigned (*after)(void *self, int64_t millis, void (*fire)(void *), void *context);
    void (*forget)(void *self, unsigned timer);
    void *self;
};
void ui_set_timers(struct ui *ui, struct ui_timers timers);
unsigned ui_after(struct ui *ui, int64_t millis, void (*fire)(void *), void *context);
void ui_forget(struct ui *ui, unsigned timer);

#endif
