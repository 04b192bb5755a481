/* Keys: bytes of the terminal become struct key. Whole characters, function keys, Alt, bracketed
 * paste; unknown escape sequences are swallowed, never typed. */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum key_kind {
    KEY_NOTHING,
    KEY_CHARACTER, /* `code` is a code point; with KEY_CTRL a lower-case letter or one of @[\]^_ */
    KEY_NAMED,     /* `code` is an enum key_name */
    KEY_PASTE,     /* `paste` is the text pasted, until the next key is read */
    KEY_RESIZED    /* the terminal has another size */
};

enum key_name {
    KEY_NAME_ENTER,
    KEY_NAME_TAB,
    KEY_NAME_BACKTAB,
    KEY_NAME_ESC,
    KEY_NAME_BACKSPACE,
    KEY_NAME_DELETE,
    KEY_NAME_INSERT,
    KEY_NAME_UP,
    KEY_NAME_DOWN,
    KEY_NAME_LEFT,
    KEY_NAME_RIGHT,
    KEY_NAME_HOME,
    KEY_NAME_END,
    KEY_NAME_PAGE_UP,
    KEY_NAME_PAGE_DOWN,
    KEY_NAME_F1,
    KEY_NAME_F2,
    KEY_NAME_F3,
    KEY_NAME_F4,
    KEY_NAME_F5,
    KEY_NAME_F6,
    KEY_NAME_F7,
    KEY_NAME_F8,
    KEY_NAME_F9,
    KEY_NAME_F10,
    KEY_NAME_F11,
    KEY_NAME_F12,
    KEY_NAME_COUNT
};

enum key_modifier { KEY_CTRL = 1, KEY_ALT = 2, KEY_SHIFT = 4 };

struct key {
    enum key_kind kind;
    uint32_t code;
    unsigned modifiers;
    const char *paste;
};

/* "F10", "Ctrl-S", "Alt-n", "Esc", "Enter", "Tab", "Shift-Tab", "Up", "PgUp", "/", "a", "Space". */
bool key_parse(const char *name, struct key *key);
void key_write(struct buf *out, struct key key);
bool key_equal(struct key a, struct key b);
bool key_is_text(struct key key); /* a printable character without Ctrl or Alt */

/* The next key that the terminal has ready, KEY_NOTHING where there is none. Never waits, but for
 * the rest of an escape sequence (ESCDELAY). Alt-1 … Alt-= come out as F1 … F12. */
struct key input_next(void);
/* The terminal's descriptor to read from (-1 = none); learned sequences are forgotten. */
void input_open(int tty);
/* What terminfo says this terminal sends for `key`; the usual sequences are known without. */
void input_learn(const char *sequence, struct key key);
bool input_has_ended(void); /* the terminal is gone: no key will ever come */
/* Bytes as if the terminal had sent them, for tests. */
void input_feed_bytes(const char *bytes, size_t len);
/* Puts keys in front, as if typed: "<Down>2031-01-06<F10>", "<lt>" for "<". False and untouched
 * where a name is unknown. */
bool input_feed(const char *script);
bool input_is_waiting(void); /* fed keys not read yet */
/* Throws away all that was typed and not read yet; whether there was anything. */
bool input_discard(void);

#endif
