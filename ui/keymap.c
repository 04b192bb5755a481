/* Bindings looked up, and the user's changes to them; see keymap.h. */
#include "config.h"
#include "ui/keymap.h"
#include "base/mem.h"
#include "base/names.h"
#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>

const struct binding global_bindings[] = {
    { { "F1", "?", "Alt-?" }, ACTION_HELP, "Help", NULL },
    { { "F3", "Ctrl-X", "Esc" }, ACTION_BACK, "Back", NULL },
    { { "Alt-t" }, ACTION_PROFILES, NULL, NULL },
    { { "Alt-k" }, ACTION_TOKEN_REPLACE, NULL, NULL },
    { { "Ctrl-L" }, ACTION_REDRAW, NULL, NULL },
    { { "Ctrl-Z" }, ACTION_SUSPEND, NULL, NULL },
    { { "Ctrl-C" }, ACTION_INTERRUPT, NULL, NULL },
    { .action = ACTION_NONE },
};

struct rebinding {
    char *screen; /* "all" for every screen */
    struct key key;
    enum action action; /* ACTION_NONE: the key does nothing */
};

static struct rebinding *rebindings;
static size_t rebinding_count, rebinding_cap;

static bool has_key(const struct binding *binding, struct key key)
{
    for (int i = 0; i < BINDING_KEYS && binding->keys[i]; i++) {
        struct key own;
        if (key_parse(binding->keys[i], &own) && key_equal(own, key))
            return true;
    }
    return false;
}

static const struct binding *by_key(const struct binding *bindings, struct key key)
{
    for (; bindings->action != ACTION_NONE; bindings++)
        if (has_key(bindings, key))
            return bindings;
    return NULL;
}

static const struct binding *by_action(const struct binding *bindings, enum action action)
{
    for (; bindings->action != ACTION_NONE; bindings++)
        if (bindings->action == action)
            return bindings;
    return NULL;
}

const char *keymap_sentence(const struct screen_class *screen, enum action action)
{
    for (const struct screen_sentence *row = screen->sentences; row && row->action; row++) {
        if (row->action == action)
            return row->sentence;
    }
    return action_sentence(action);
}

bool keymap_has_action(const struct screen_class *screen, enum action action)
{
    return by_action(screen->bindings, action) || by_action(global_bindings, action);
}

/* Whether it changes this screen's keys: all screens are only changed where the action exists. */
static bool concerns(const struct rebinding *row, const struct screen_class *screen)
{
    if (strcmp(row->screen, "all") == 0)
        return row->action == ACTION_NONE || keymap_has_action(screen, row->action);
    return strcmp(row->screen, screen->name) == 0;
}

/* The user's word on this key, NULL where there is none: that for the screen itself, else that for
 * all. */
static const struct rebinding *rebinding_of(const struct screen_class *screen, struct key key)
{
    const struct rebinding *found = NULL;
    for (size_t i = 0; i < rebinding_count; i++) {
        const struct rebinding *row = &rebindings[i];
        if (!key_equal(row->key, key) || !concerns(row, screen))
            continue;
        if (!found || strcmp(row->screen, "all") != 0)
            found = row;
    }
    return found;
}

const struct binding *keymap_find(const struct screen_class *screen, struct key key)
{
    const struct rebinding *own = rebinding_of(screen, key);
    const struct binding *found;
    if (own) {
        if (own->action == ACTION_NONE)
            return NULL;
        found = by_action(screen->bindings, own->action);
        return found ? found : by_action(global_bindings, own->action);
    }
    found = by_key(screen->bindings, key);
    return found ? found : by_key(global_bindings, key);
}

static void add_key(struct buf *out, struct key key)
{
    if (out->len)
        buf_add(out, ", ");
    key_write(out, key);
}

/* Not where the user gave the key away, or the screen has another use for a global one. */
static void add_default_keys(struct buf *out, const struct screen_class *screen,
                             const struct binding *bindings, enum action action)
{
    for (; bindings->action != ACTION_NONE; bindings++) {
        for (int i = 0; bindings->action == action && i < BINDING_KEYS && bindings->keys[i]; i++) {
            struct key key;
            if (key_parse(bindings->keys[i], &key) && !rebinding_of(screen, key) &&
                keymap_find(screen, key) == bindings)
                add_key(out, key);
        }
    }
}

void keymap_keys_of(const struct screen_class *screen, enum action action, struct buf *out)
{
    struct buf keys = { 0 };
    for (size_t i = rebinding_count; i > 0; i--) {
        const struct rebinding *own = &rebindings[i - 1];
        if (own->action == action && rebinding_of(screen, own->key) == own)
            add_key(&keys, own->key);
    }
    add_default_keys(&keys, screen, screen->bindings, action);
    add_default_keys(&keys, screen, global_bindings, action);
    buf_add(out, buf_text(&keys));
    buf_free(&keys);
}

void keymap_key_of(const struct screen_class *screen, enum action action, struct buf *out)
{
    static const struct binding none[] = { { .action = ACTION_NONE } };
    static const struct screen_class any = { .name = "all", .bindings = none };
    struct buf keys = { 0 };
    keymap_keys_of(screen ? screen : &any, action, &keys);
    const char *text = buf_text(&keys), *end = strstr(text, ", ");
    buf_add_bytes(out, text, end ? (size_t)(end - text) : keys.len);
    buf_free(&keys);
}

/* ------ what actions take ------ */

void keymap_write_sentence(const struct screen_class *screen, enum action action, struct buf *out)
{
    buf_add(out, keymap_sentence(screen, action));
    for (const struct screen_cost *row = screen->costs; row && row->action; row++) {
        if (row->action == action) {
            buf_addf(out, " (%s)", row->words ? row->words : "1 request");
            return;
        }
    }
}

int keymap_price(const struct screen_class *screen, enum action action, const void *self)
{
    int price = 0;
    for (const struct screen_cost *row = screen->costs; row && row->action; row++)
        if (row->action == action)
            price += row->requests ? row->requests(self) : 1;
    return price;
}

static enum action named_action(const char *name, struct error *error)
{
    const char *known[ACTION_COUNT] = { 0 };
    enum action action = action_by_name(name);
    if (action != ACTION_NONE)
        return action;
    for (int i = 1; i < ACTION_COUNT; i++)
        known[i - 1] = action_name((enum action)i);
    const char *near = names_nearest(name, known);
    error_set(error, "there is no action \"%s\"%s%s%s", name, near ? "; the nearest is \"" : "",
              near ? near : "", near ? "\"" : "");
    return ACTION_NONE;
}

static const char *action_word(enum action action)
{
    return action == ACTION_NONE ? "none" : action_name(action);
}

bool keymap_rebind(const char *screen_name, const char *key_name, const char *name,
                   struct error *error)
{
    struct key key;
    enum action action = ACTION_NONE;
    if (!key_parse(key_name, &key))
        return error_set(error, "there is no key \"%s\"; keys are written like F10, Ctrl-S, Alt-n",
                         key_name);
    if (!names_equal(name, "none") && (action = named_action(name, error)) == ACTION_NONE)
        return false;
    for (size_t i = 0; i < rebinding_count; i++)
        if (strcmp(rebindings[i].screen, screen_name) == 0 && key_equal(rebindings[i].key, key) &&
            rebindings[i].action != action)
            return error_set(error, "%s is given to two actions on \"%s\": %s and %s", key_name,
                             screen_name, action_word(rebindings[i].action), action_word(action));
    MEM_GROW(rebindings, rebinding_count, rebinding_cap);
    rebindings[rebinding_count++] = (struct rebinding){ mem_strdup(screen_name), key, action };
    return true;
}

void keymap_forget(void)
{
    while (rebinding_count)
        free(rebindings[--rebinding_count].screen);
    free(rebindings);
    rebindings = NULL;
    rebinding_cap = 0;
}

static bool check_row(const struct screen_class *screen, const struct binding *row,
                      struct error *error)
{
    for (int i = 0; i < BINDING_KEYS && row->keys[i]; i++) {
        struct key key;
        if (!key_parse(row->keys[i], &key))
            return error_set(error, "on \"%s\", \"%s\" is no key", screen->name, row->keys[i]);
        for (const struct binding *other = screen->bindings; other < row; other++)
            if (has_key(other, key))
                return error_set(error, "on \"%s\", %s is bound to %s and to %s", screen->name,
                                 row->keys[i], action_name(other->action),
                                 action_name(row->action));
        for (int j = 0; j < i; j++) {
            struct key earlier;
            if (key_parse(row->keys[j], &earlier) && key_equal(earlier, key))
                return error_set(error, "on \"%s\", %s is written twice for %s", screen->name,
                                 row->keys[i], action_name(row->action));
        }
    }
    return true;
}

bool keymap_check(const struct screen_class *screen, struct error *error)
{
    for (const struct binding *row = screen->bindings; row->action != ACTION_NONE; row++)
        if (!check_row(screen, row, error))
            return false;
    return true;
}
