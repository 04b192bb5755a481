/* Bytes of the terminal become keys; see input.h. Reads the descriptor itself: what terminfo knows of
 * the terminal's sequences is handed in, what it gets wrong or lacks is in the tables here. Knows no
 * screen and draws nothing. */
#include "config.h"
#include "ui/input.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    ESC = 27,
    ESC_DELAY_MILLIS = 25,       /* how long a lone Esc may be the head of a sequence */
    SEQUENCE_DELAY_MILLIS = 100, /* how long the rest of "Esc [" may take on a slow line */
    MAX_SEQUENCE_BYTES = 32,
    MAX_PASTE_BYTES = 1 << 20,
};

struct learned {
    char *sequence;
    struct key key;
};

static int tty = -1;
static bool ended;
/* A token may be typed or pasted: what was decoded is overwritten at once, a paste before the next key. */
static struct buf bytes = BUF_SECRET; /* read and not decoded yet, from `start` on */
static size_t start, wiped;           /* before `wiped` nothing is left to overwrite */
static struct buf paste = BUF_SECRET;
static bool is_pasting, drops_paste, prefix_pending;
static struct key *fed;
static size_t fed_at, fed_count, fed_cap;
static struct learned *learned;
static size_t learned_count, learned_cap;

#define NAMED(name)                                                                                \
    {                                                                                              \
        .kind = KEY_NAMED, .code = KEY_NAME_##name                                                 \
    }
static const struct key nothing = { .kind = KEY_NOTHING };

/* ESC O and a letter, and CSI and a letter without parameters: xterm, VT100, rxvt, PuTTY. */
static const struct {
    char letter;
    uint32_t name;
} ss3_letters[] = {
    { 'A', KEY_NAME_UP }, { 'B', KEY_NAME_DOWN }, { 'C', KEY_NAME_RIGHT }, { 'D', KEY_NAME_LEFT },
    { 'H', KEY_NAME_HOME }, { 'F', KEY_NAME_END }, { 'M', KEY_NAME_ENTER },
    { 'a', KEY_NAME_UP }, { 'b', KEY_NAME_DOWN }, { 'c', KEY_NAME_RIGHT }, { 'd', KEY_NAME_LEFT },
    { 'P', KEY_NAME_F1 }, { 'Q', KEY_NAME_F2 }, { 'R', KEY_NAME_F3 }, { 'S', KEY_NAME_F4 },
    { 'T', KEY_NAME_F5 }, { 'U', KEY_NAME_F6 }, { 'V', KEY_NAME_F7 }, { 'W', KEY_NAME_F8 },
    { 'X', KEY_NAME_F9 }, { 'Y', KEY_NAME_F10 }, { 'Z', KEY_NAME_F11 }, { '[', KEY_NAME_F12 },
}, csi_letters[] = {
    { 'A', KEY_NAME_UP }, { 'B', KEY_NAME_DOWN }, { 'C', KEY_NAME_RIGHT }, { 'D', KEY_NAME_LEFT },
    { 'a', KEY_NAME_UP }, { 'b', KEY_NAME_DOWN }, { 'c', KEY_NAME_RIGHT }, { 'd', KEY_NAME_LEFT },
    { 'H', KEY_NAME_HOME }, { 'F', KEY_NAME_END }, { 'Z', KEY_NAME_BACKTAB },
    { 'L', KEY_NAME_INSERT }, { 'I', KEY_NAME_PAGE_UP }, { 'G', KEY_NAME_PAGE_DOWN },
    /* SCO, one of PuTTY's six */
    { 'M', KEY_NAME_F1 }, { 'N', KEY_NAME_F2 }, { 'O', KEY_NAME_F3 }, { 'P', KEY_NAME_F4 },
    { 'Q', KEY_NAME_F5 }, { 'R', KEY_NAME_F6 }, { 'S', KEY_NAME_F7 }, { 'T', KEY_NAME_F8 },
    { 'U', KEY_NAME_F9 }, { 'V', KEY_NAME_F10 }, { 'W', KEY_NAME_F11 }, { 'X', KEY_NAME_F12 },
}, modified_letters[] = { /* CSI 1 ; modifiers and a letter: xterm */
    { 'A', KEY_NAME_UP }, { 'B', KEY_NAME_DOWN }, { 'C', KEY_NAME_RIGHT }, { 'D', KEY_NAME_LEFT },
    { 'H', KEY_NAME_HOME }, { 'F', KEY_NAME_END }, { 'Z', KEY_NAME_BACKTAB },
    { 'P', KEY_NAME_F1 }, { 'Q', KEY_NAME_F2 }, { 'R', KEY_NAME_F3 }, { 'S', KEY_NAME_F4 },
}, linux_letters[] = { /* CSI [ and a letter: the Linux console */
    { 'A', KEY_NAME_F1 }, { 'B', KEY_NAME_F2 }, { 'C', KEY_NAME_F3 }, { 'D', KEY_NAME_F4 },
    { 'E', KEY_NAME_F5 },
};

/* CSI number ~ */
static const struct {
    unsigned number;
    uint32_t name;
} csi_numbers[] = {
    { 1, KEY_NAME_HOME }, { 2, KEY_NAME_INSERT },  { 3, KEY_NAME_DELETE },
    { 4, KEY_NAME_END },  { 5, KEY_NAME_PAGE_UP }, { 6, KEY_NAME_PAGE_DOWN },
    { 7, KEY_NAME_HOME }, { 8, KEY_NAME_END },     { 11, KEY_NAME_F1 },
    { 12, KEY_NAME_F2 },  { 13, KEY_NAME_F3 },     { 14, KEY_NAME_F4 },
    { 15, KEY_NAME_F5 },  { 17, KEY_NAME_F6 },     { 18, KEY_NAME_F7 },
    { 19, KEY_NAME_F8 },  { 20, KEY_NAME_F9 },     { 21, KEY_NAME_F10 },
    { 23, KEY_NAME_F11 }, { 24, KEY_NAME_F12 },
};

/* The application keypad, ESC O and a letter. */
static const char keypad_letters[] = "jklmnopqrstuvwxy", keypad_texts[] = "*+,-./0123456789";
_Static_assert(sizeof keypad_letters == sizeof keypad_texts, "one text for each keypad key");

static const char function_digits[] = "1234567890-="; /* F1 to F12 */

#define FIND(table, member, wanted, key)                                                           \
    for (size_t i_ = 0; i_ < sizeof(table) / sizeof *(table); i_++)                                \
        if ((table)[i_].member == (wanted))                                                        \
            (key) = (struct key){ .kind = KEY_NAMED, .code = (table)[i_].name };

void input_open(int descriptor)
{
    tty = descriptor;
    ended = false;
    is_pasting = drops_paste = prefix_pending = false;
    buf_wipe(&bytes);
    buf_wipe(&paste);
    start = wiped = 0;
    fed_at = fed_count = 0;
    while (learned_count)
        free(learned[--learned_count].sequence);
}

void input_learn(const char *sequence, struct key key)
{
    if (sequence[0] != ESC || !sequence[1])
        return;
    MEM_GROW(learned, learned_count, learned_cap);
    learned[learned_count++] = (struct learned){ mem_strdup(sequence), key };
}

bool input_has_ended(void)
{
    return ended;
}

void input_feed_bytes(const char *text, size_t len)
{
    buf_add_bytes(&bytes, text, len);
}

/* Bytes that were decoded give way to what comes behind them. */
static void close_up(void)
{
    size_t len = bytes.len;
    buf_remove(&bytes, 0, start);
    mem_wipe(bytes.data + bytes.len, len - bytes.len);
    start = wiped = 0;
}

/* Its memory stays: the key that is being handled may point to it. */
static void empty_paste(void)
{
    if (paste.data)
        mem_wipe(paste.data, paste.cap);
    paste.len = 0;
}

static void wipe_decoded(void)
{
    if (start > wiped)
        mem_wipe(bytes.data + wiped, start - wiped);
    wiped = start;
}

/* Reads what is there; waits for it at most so long. */
static bool read_more(int wait_millis)
{
    if (tty < 0 || ended)
        return false;
    struct pollfd ready = { .fd = tty, .events = POLLIN };
    int found;
    while ((found = poll(&ready, 1, wait_millis)) < 0 && errno == EINTR)
        continue;
    if (found <= 0 || !(ready.revents & (POLLIN | POLLHUP | POLLERR)))
        return false;
    if (start)
        close_up();
    char chunk[4096];
    ssize_t got = read(tty, chunk, sizeof chunk);
    if (got > 0) {
        buf_add_bytes(&bytes, chunk, (size_t)got);
        mem_wipe(chunk, (size_t)got);
        return true;
    }
    if (got == 0 || (errno != EAGAIN && errno != EINTR))
        ended = true;
    return false;
}

static size_t left(void)
{
    return bytes.len - start;
}

static unsigned char byte_at(size_t at)
{
    return (unsigned char)bytes.data[start + at];
}

/* Whether there is a byte at this place, after a wait for the rest of a sequence. */
static bool has_byte(size_t at, int wait_millis)
{
    while (left() <= at)
        if (!read_more(wait_millis))
            return false;
    return true;
}

static struct key character(uint32_t code, unsigned modifiers)
{
    return (struct key){ .kind = KEY_CHARACTER, .code = code, .modifiers = modifiers };
}

static struct key control(uint32_t c)
{
    switch (c) {
    case '\r':
    case '\n':
        return (struct key)NAMED(ENTER);
    case '\t':
        return (struct key)NAMED(TAB);
    case '\b':
    case 127:
        return (struct key)NAMED(BACKSPACE);
    case ESC:
        return (struct key)NAMED(ESC);
    default:
        return character(c >= 1 && c <= 26 ? c + 'a' - 1 : c + '@', KEY_CTRL);
    }
}

/* Alt-1 … Alt-= stand for function keys where those do not arrive. */
static struct key function_of(struct key key)
{
    const char *digit = key.kind == KEY_CHARACTER && key.code < 0x80
                            ? strchr(function_digits, (int)key.code)
                            : NULL;
    if (!digit || !*digit)
        return nothing;
    return (struct key){ .kind = KEY_NAMED,
                         .code = KEY_NAME_F1 + (uint32_t)(digit - function_digits) };
}

static struct key learned_key(size_t *took)
{
    struct key best = nothing;
    *took = 0;
    for (size_t i = 0; i < learned_count; i++) {
        size_t len = strlen(learned[i].sequence);
        if (len > *took && len <= left() &&
            memcmp(learned[i].sequence, bytes.data + start, len) == 0) {
            best = learned[i].key;
            *took = len;
        }
    }
    return best;
}

static unsigned modifiers_of(unsigned parameter)
{
    unsigned bits = parameter ? parameter - 1 : 0;
    return (bits & 1 ? KEY_SHIFT : 0u) | (bits & 2 ? KEY_ALT : 0u) | (bits & 4 ? KEY_CTRL : 0u);
}

/* CSI code ; modifiers u, as some terminals send keys that have no other form. */
static struct key coded(unsigned code, unsigned modifiers)
{
    if (code < 0x20 || code == 127) {
        struct key key = control(code);
        key.modifiers |= modifiers & ~(unsigned)KEY_SHIFT;
        if (key.kind == KEY_NAMED && key.code == KEY_NAME_TAB && (modifiers & KEY_SHIFT))
            key.code = KEY_NAME_BACKTAB;
        return key;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xF8FF)) /* keys without a character */
        return nothing;
    if (modifiers == KEY_ALT && function_of(character(code, 0)).kind != KEY_NOTHING)
        return function_of(character(code, 0));
    return character(code, modifiers & ~(unsigned)KEY_SHIFT);
}

static struct key csi_key(const unsigned *numbers, size_t count, unsigned char last)
{
    struct key key = nothing;
    if (last == '~' && count) {
        if (numbers[0] == 27 && count == 3)
            return coded(numbers[2], modifiers_of(numbers[1]));
        FIND(csi_numbers, number, numbers[0], key);
    } else if (last == '$' || last == '^') { /* rxvt: Shift and Ctrl */
        FIND(csi_numbers, number, count ? numbers[0] : 0, key);
        key.modifiers = last == '$' ? KEY_SHIFT : KEY_CTRL;
        return key;
    } else if (last == 'u' && count) {
        return coded(numbers[0], count > 1 ? modifiers_of(numbers[1]) : 0);
    } else if (!count) {
        FIND(csi_letters, letter, (char)last, key);
        if (key.kind == KEY_NAMED && last >= 'a' && last <= 'd')
            key.modifiers = KEY_SHIFT;
    } else {
        FIND(modified_letters, letter, (char)last, key);
    }
    if (key.kind == KEY_NAMED && count > 1)
        key.modifiers = modifiers_of(numbers[1]);
    if (key.kind == KEY_NAMED && key.code == KEY_NAME_BACKTAB)
        key.modifiers = 0;
    return key;
}

/* A sequence that begins with ESC [; what nobody knows is swallowed up to its final byte. */
static struct key csi(size_t *took)
{
    unsigned numbers[4] = { 0 };
    size_t count = 0, at = 2;
    bool is_private = false, has_digits = false;

    if (has_byte(2, SEQUENCE_DELAY_MILLIS) && byte_at(2) == '[') {
        struct key key = nothing;
        *took = 3;
        if (!has_byte(3, SEQUENCE_DELAY_MILLIS))
            return nothing;
        *took = 4;
        FIND(linux_letters, letter, (char)byte_at(3), key);
        return key;
    }
    for (; has_byte(at, SEQUENCE_DELAY_MILLIS) && at < MAX_SEQUENCE_BYTES; at++) {
        unsigned char c = byte_at(at);
        if (c >= '0' && c <= '9') {
            if (!has_digits && count < 4)
                count++;
            has_digits = true;
            if (numbers[count - 1] < 100000000)
                numbers[count - 1] = numbers[count - 1] * 10 + c - '0';
        } else if (c == ';') {
            if (!has_digits && count < 4)
                count++;
            has_digits = false;
        } else if (c >= 0x40 && c <= 0x7E) {
            *took = at + 1;
            return is_private ? nothing : csi_key(numbers, count, c);
        } else if (c == '$' && !is_private) {
            *took = at + 1;
            return csi_key(numbers, count, c);
        } else if (c >= 0x20 && c < 0x40) {
            is_private = true;
        } else { /* no sequence after all: what follows is read as it is */
            break;
        }
    }
    *took = at;
    if (at == 2) /* nothing came behind it: Alt and the bracket */
        return character('[', KEY_ALT);
    return nothing;
}

static struct key ss3(size_t *took)
{
    *took = 2;
    if (!has_byte(2, SEQUENCE_DELAY_MILLIS))
        return character('O', KEY_ALT);
    char last = (char)byte_at(2);
    struct key key = nothing;
    *took = 3;
    FIND(ss3_letters, letter, last, key);
    if (key.kind == KEY_NAMED && last >= 'a' && last <= 'd')
        key.modifiers = KEY_CTRL;
    const char *pad = last ? strchr(keypad_letters, last) : NULL;
    if (pad && *pad)
        key = character((unsigned char)keypad_texts[pad - keypad_letters], 0);
    return key;
}

/* One character from `at` on: its bytes, 0 while its end has not arrived. */
static size_t decode_character(size_t at, uint32_t *code)
{
    unsigned char c = byte_at(at);
    size_t need = c < 0xC2 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 1;
    size_t have = left() - at, good = 1;
    while (good < need && good < have && (byte_at(at + good) & 0xC0) == 0x80)
        good++;
    if (good < need && good == have)
        return 0;
    return utf8_decode(bytes.data + start + at, have, code);
}

/* A key that begins with ESC. Gives the bytes it takes. */
static struct key escape(size_t *took)
{
    *took = 1;
    if (!has_byte(1, ESC_DELAY_MILLIS) || byte_at(1) == ESC)
        return (struct key)NAMED(ESC);

    struct key key;
    if (byte_at(1) == '[' || byte_at(1) == 'O') {
        has_byte(2, SEQUENCE_DELAY_MILLIS);
        size_t len;
        key = learned_key(&len);
        struct key usual = byte_at(1) == '[' ? csi(took) : ss3(took);
        if (len < *took && usual.kind != KEY_NOTHING)
            return usual;
        if (len)
            *took = len;
        return len ? key : usual;
    }
    key = learned_key(took);
    if (*took)
        return key;
    *took = 2;
    if (byte_at(1) < 0x20 || byte_at(1) == 127) {
        key = control(byte_at(1));
    } else {
        uint32_t code;
        size_t len = decode_character(1, &code);
        if (!len) /* the rest of the character comes later, as a character of its own */
            return *took = 1, nothing;
        *took = 1 + len;
        key = character(code, 0);
        if (function_of(key).kind != KEY_NOTHING)
            return function_of(key);
    }
    key.modifiers |= KEY_ALT;
    return key;
}

static const char paste_begins[] = "\033[200~", paste_ends[] = "\033[201~";

/* Moves pasted bytes aside; true when the paste is whole. */
static bool collect_paste(void)
{
    const size_t mark = sizeof paste_ends - 1;
    const char *text = bytes.data + start;
    const char *end = memmem(text, left(), paste_ends, mark);
    size_t len = end ? (size_t)(end - text) : left();
    if (!end) /* the head of the end mark may have arrived */
        for (size_t tail = mark - 1; tail; tail--)
            if (len >= tail && memcmp(text + len - tail, paste_ends, tail) == 0) {
                len -= tail;
                break;
            }
    if (paste.len < MAX_PASTE_BYTES)
        buf_add_bytes(&paste, text, len);
    start += len + (end ? mark : 0);
    return end;
}

/* Line breaks as \n, valid UTF-8, no control characters but tabs. */
static struct key finish_paste(void)
{
    struct buf clean = BUF_SECRET;
    for (size_t at = 0; at < paste.len;) {
        uint32_t code;
        size_t took = utf8_decode(paste.data + at, paste.len - at, &code);
        if (code == '\r') {
            buf_add_char(&clean, '\n');
            if (at + 1 < paste.len && paste.data[at + 1] == '\n')
                took++;
        } else if (code == '\n' || code == '\t') {
            buf_add_char(&clean, (char)code);
        } else if (code >= 0x20 && !(code >= 0x7F && code < 0xA0)) {
            char out[4];
            buf_add_bytes(&clean, out, utf8_encode(code, out));
        }
        at += took;
    }
    buf_wipe(&paste);
    paste = clean;
    is_pasting = false;
    return (struct key){ .kind = KEY_PASTE, .paste = buf_text(&paste) };
}

/* Decodes one key from the bytes at hand; *again when they gave none and there are more. */
static struct key decode(bool *again)
{
    size_t took = 0;
    struct key key = nothing;
    *again = false;
    if (!is_pasting && byte_at(0) == ESC) {
        key = escape(&took);
        if (took == sizeof paste_begins - 1 &&
            memcmp(bytes.data + start, paste_begins, took) == 0) {
            is_pasting = true;
            drops_paste = false;
            empty_paste();
        }
        start += took;
    } else if (is_pasting) {
        if (!collect_paste())
            return nothing;
        key = finish_paste();
        if (drops_paste)
            key = nothing;
    } else if (byte_at(0) < 0x20 || byte_at(0) == 127) {
        key = control(byte_at(0));
        start++;
    } else {
        uint32_t code = 0;
        took = decode_character(0, &code);
        if (!took)
            return nothing;
        start += took;
        if (code != UTF8_INVALID && !(code >= 0x80 && code < 0xA0))
            key = character(code, 0);
    }
    *again = key.kind == KEY_NOTHING;
    return key;
}

static struct key next_typed(void)
{
    bool again;
    do {
        if (!left() && !read_more(0))
            return nothing;
        struct key key = decode(&again);
        wipe_decoded();
        if (key.kind != KEY_NOTHING)
            return key;
        if (!again) /* half a character or paste: more may be there already */
            again = read_more(0);
    } while (again);
    return nothing;
}

struct key input_next(void)
{
    if (!is_pasting)
        empty_paste();
    for (;;) {
        struct key key = fed_at < fed_count ? fed[fed_at++] : next_typed();
        if (!prefix_pending || key.kind == KEY_NOTHING) {
            if (key.kind == KEY_CHARACTER && key.modifiers == KEY_CTRL && key.code == ']') {
                prefix_pending = true;
                continue;
            }
            return key;
        }
        prefix_pending = false;
        struct key function = key.modifiers ? nothing : function_of(key);
        return function.kind != KEY_NOTHING ? function : key;
    }
}

bool input_feed(const char *script)
{
    struct key *keys = NULL;
    size_t count = 0, cap = 0;
    for (const char *at = script; *at;) {
        struct key key;
        if (*at == '<') {
            const char *end = strchr(at, '>');
            char *name = end ? mem_strndup(at + 1, (size_t)(end - at - 1)) : NULL;
            bool known = name && key_parse(strcmp(name, "lt") == 0 ? "<" : name, &key);
            free(name);
            if (!known) {
                free(keys);
                return false;
            }
            at = end + 1;
        } else {
            key = character(0, 0);
            at += utf8_decode(at, strlen(at), &key.code);
            if (key.code < 0x20)
                key = control(key.code);
        }
        MEM_GROW(keys, count, cap);
        keys[count++] = key;
    }
    for (; fed_at < fed_count; fed_at++) { /* what was fed before comes behind */
        MEM_GROW(keys, count, cap);
        keys[count++] = fed[fed_at];
    }
    free(fed);
    fed = keys;
    fed_at = 0;
    fed_count = count;
    fed_cap = cap;
    return true;
}

bool input_is_waiting(void)
{
    return fed_at < fed_count;
}

bool input_discard(void)
{
    bool any = fed_at < fed_count;
    fed_at = fed_count;
    while (next_typed().kind != KEY_NOTHING)
        any = true;
    /* A paste of which only a part has come is dropped to its end: its rest must not act as keys. */
    drops_paste = is_pasting;
    empty_paste();
    prefix_pending = false;
    return any || is_pasting;
}
