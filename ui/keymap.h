/* Which key does what where: bindings of screens, changed by the user's key file, shown by the key
 * bar, help and manual. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "base/buf.h"
#include "base/error.h"
#include "ui/action.h"
#include "ui/input.h"

#include <stdbool.h>

enum { BINDING_KEYS = 4 };

struct binding {
    const char *keys[BINDING_KEYS]; /* the first is shown on the key bar */
    enum action action;
    const char *hint; /* two words for the key bar; NULL = not on the bar */
    /* Whether it can be done now; NULL = always. When not, `why` gets the reason in a sentence. */
    bool (*can)(const void *screen, struct buf *why);
};

struct screen_class;
/* Bindings that hold on every screen (help, back, redraw, suspend …). Ends with ACTION_NONE. */
extern const struct binding global_bindings[];

/* The binding of `key` on this screen, else the global one; NULL where there is none. */
const struct binding *keymap_find(const struct screen_class *screen, struct key key);
/* The keys of an action on this screen as text ("F10, Ctrl-S"). */
void keymap_keys_of(const struct screen_class *screen, enum action action, struct buf *out);
/* The first of them, as the key bar shows it; nothing where there is none. `screen` NULL = on any. */
void keymap_key_of(const struct screen_class *screen, enum action action, struct buf *out);
/* What the action does on this screen, in a sentence: its own words, else those of all screens. */
const char *keymap_sentence(const struct screen_class *screen, enum action action);
/* The same with what it takes: "Read the list again from the service (1 request)". */
void keymap_write_sentence(const struct screen_class *screen, enum action action, struct buf *out);
/* How many requests the action takes on this screen as things are now; 0 = none. */
int keymap_price(const struct screen_class *screen, enum action action, const void *self);
/* Whether this screen, or every screen, has a binding for the action. */
bool keymap_has_action(const struct screen_class *screen, enum action action);
/* From the user's file: on `screen_name` ("all" for every screen) `key` now means the action of this
 * name; "none" takes the key's meaning away. What is said of one screen counts before what is said of
 * all, and a key that all screens are given does so only where the action exists. An unknown key or action, or a key given to two actions
 * on one screen, is refused with a sentence. */
bool keymap_rebind(const char *screen_name, const char *key, const char *action_name,
                   struct error *error);
void keymap_forget(void); /* the user's changes */
/* Two bindings of one key on one screen: false and a sentence. For tests and start-up. */
bool keymap_check(const struct screen_class *screen, struct error *error);

#endif
