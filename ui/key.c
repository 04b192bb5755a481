/* Keys as people write them: "F10", "Ctrl-S", "Alt-n". Knows nothing of bytes or terminals. */
#include "config.h"
#include "ui/input.h"
#include "base/names.h"
#include "base/utf8.h"

#include <string.h>

static const char *const names[KEY_NAME_COUNT] = {
    [KEY_NAME_ENTER] = "Enter",
    [KEY_NAME_TAB] = "Tab",
    [KEY_NAME_BACKTAB] = "Shift-Tab",
    [KEY_NAME_ESC] = "Esc",
    [KEY_NAME_BACKSPACE] = "Backspace",
    [KEY_NAME_DELETE] = "Delete",
    [KEY_NAME_INSERT] = "Insert",
    [KEY_NAME_UP] = "Up",
    [KEY_NAME_DOWN] = "Down",
    [KEY_NAME_LEFT] = "Left",
    [KEY_NAME_RIGHT] = "Right",
    [KEY_NAME_HOME] = "Home",
    [KEY_NAME_END] = "End",
    [KEY_NAME_PAGE_UP] = "PgUp",
    [KEY_NAME_PAGE_DOWN] = "PgDn",
    [KEY_NAME_F1] = "F1",
    [KEY_NAME_F2] = "F2",
    [KEY_NAME_F3] = "F3",
    [KEY_NAME_F4] = "F4",
    [KEY_NAME_F5] = "F5",
    [KEY_NAME_F6] = "F6",
    [KEY_NAME_F7] = "F7",
    [KEY_NAME_F8] = "F8",
    [KEY_NAME_F9] = "F9",
    [KEY_NAME_F10] = "F10",
    [KEY_NAME_F11] = "F11",
    [KEY_NAME_F12] = "F12",
};

static const struct {
    const char *prefix;
    unsigned modifier;
} prefixes[] = { { "Ctrl-", KEY_CTRL }, { "Alt-", KEY_ALT }, { "Shift-", KEY_SHIFT } };

static bool strip_prefix(const char **name, unsigned *modifiers)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t len = strlen(prefixes[i].prefix);
        char head[8] = { 0 };
        if (strlen(*name) <= len) /* "Ctrl--" has the minus sign behind it */
            continue;
        memcpy(head, *name, len);
        if (!names_equal(head, prefixes[i].prefix))
            continue;
        *modifiers |= prefixes[i].modifier;
        *name += len;
        return true;
    }
    return false;
}

bool key_parse(const char *name, struct key *key)
{
    struct key found = { .kind = KEY_NAMED };
    for (;;) {
        for (uint32_t i = 0; i < KEY_NAME_COUNT; i++) {
            if (names_equal(name, names[i])) { /* before prefixes: "Shift-Tab" is a name */
                found.code = i;
                *key = found;
                return true;
            }
        }
        if (!strip_prefix(&name, &found.modifiers))
            break;
    }
    found.kind = KEY_CHARACTER;
    if (names_equal(name, "Space")) {
        found.code = ' ';
    } else {
        size_t len = strlen(name);
        if (!len || utf8_decode(name, len, &found.code) != len || found.code < 0x20)
            return false;
    }
    if ((found.modifiers & KEY_CTRL) && found.code >= 'A' && found.code <= 'Z')
        found.code += 'a' - 'A';
    *key = found;
    return true;
}

void key_write(struct buf *out, struct key key)
{
    if (key.kind != KEY_CHARACTER && key.kind != KEY_NAMED)
        return;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (key.modifiers & prefixes[i].modifier)
            buf_add(out, prefixes[i].prefix);
    if (key.kind == KEY_NAMED) {
        buf_add(out, names[key.code]);
    } else if (key.code == ' ') {
        buf_add(out, "Space");
    } else {
        char bytes[4];
        uint32_t code = key.code;
        if ((key.modifiers & KEY_CTRL) && code >= 'a' && code <= 'z')
            code -= 'a' - 'A';
        buf_add_bytes(out, bytes, utf8_encode(code, bytes));
    }
}

bool key_equal(struct key a, struct key b)
{
    return a.kind == b.kind && a.code == b.code && a.modifiers == b.modifiers;
}

bool key_is_text(struct key key)
{
    return key.kind == KEY_CHARACTER && !(key.modifiers & (KEY_CTRL | KEY_ALT)) &&
           key.code >= 0x20 && !(key.code >= 0x7F && key.code < 0xA0);
}
