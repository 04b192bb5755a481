/* A strict JSON reader, byte by byte in any pieces; see scan.h. It keeps the one token it is in the
 * middle of, and the kinds of the objects and arrays that are open; nothing else. */
#include "config.h"
#include "api/scan.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum state {
    AT_START, /* a byte order mark may stand here */
    AT_VALUE,
    AT_FIRST_VALUE, /* behind '[': or the array ends */
    AT_FIRST_KEY,   /* behind '{': or the object ends */
    AT_KEY,
    AT_COLON,
    AT_COMMA, /* behind a value inside something */
    AT_END,   /* behind the whole value */
    IN_MARK,
    IN_TEXT,
    IN_ESCAPE,
    IN_HEX,
    IN_NUMBER,
    IN_WORD,
    FAILED
};

enum number_state {
    N_BEGIN,
    N_MINUS,
    N_ZERO,
    N_WHOLE,
    N_POINT,
    N_FRACTION,
    N_E,
    N_SIGN,
    N_EXPONENT
};

struct level {
    bool is_object;
    size_t keys_from; /* its keys are those from here on */
};

struct key {
    uint32_t hash;
    size_t at, len; /* in key_texts */
};

enum { MAX_MEMBERS = 4096 }; /* of an object whose keys are compared with each other */

struct scan {
    struct scan_options options;
    enum state state;
    bool in_key;
    struct buf text;      /* of the token being read */
    unsigned more;        /* bytes still to come of a UTF-8 character … */
    unsigned char lo, hi; /* … and what the next may be */
    unsigned hex, hex_left;
    unsigned high; /* a first half of a surrogate pair waits for the second; 0 = none */
    enum number_state number;
    const char *word;
    size_t word_at;
    struct level *levels;
    size_t depth;
    struct buf key_texts;
    struct key *keys;
    size_t key_count, key_cap;
    size_t line, line_from; /* line_from: bytes before the line's first */
    size_t before;          /* bytes before the piece being fed */
    const unsigned char *piece;
    struct error *error;
};

struct scan *scan_new(const struct scan_options *options)
{
    struct scan *scan = mem_calloc(1, sizeof *scan);
    scan->options = *options;
    scan->levels = mem_calloc(options->max_depth + 1, sizeof *scan->levels);
    scan->line = 1;
    scan->text.is_secret = true; /* a token or key may pass through here */
    return scan;
}

void scan_free(struct scan *scan)
{
    if (!scan)
        return;
    buf_wipe(&scan->text);
    buf_free(&scan->key_texts);
    free(scan->keys);
    free(scan->levels);
    free(scan);
}

/* Gives NULL, so that `return fail(…)` ends a reading function. */
static const unsigned char *fail(struct scan *scan, const unsigned char *at, const char *why)
{
    size_t byte = scan->before + (size_t)(at - scan->piece) - scan->line_from + 1;
    error_set(scan->error, "line %zu, byte %zu: %s", scan->line, byte, why);
    scan->state = FAILED;
    return NULL;
}

static bool tell(struct scan *scan, enum scan_event event, enum scan_kind kind)
{
    const struct scan_token token = {
        .event = event,
        .kind = kind,
        .text = buf_text(&scan->text),
        .len = scan->text.len,
        .line = scan->line,
    };
    bool go_on = scan->options.on_event(scan->options.context, &token);
    if (!go_on)
        scan->state = FAILED;
    return go_on;
}

static bool tell_value(struct scan *scan, enum scan_kind kind)
{
    scan->state = scan->depth ? AT_COMMA : AT_END;
    return tell(scan, SCAN_VALUE, kind);
}

static uint32_t hash_of(const struct buf *text)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text->len; i++)
        hash = (hash ^ (unsigned char)text->data[i]) * 16777619u;
    return hash;
}

static const char *keep_key(struct scan *scan)
{
    const struct buf *text = &scan->text;
    size_t from = scan->levels[scan->depth - 1].keys_from;
    uint32_t hash = hash_of(text);
    for (size_t i = from; i < scan->key_count; i++) {
        const struct key *key = &scan->keys[i];
        if (key->hash == hash && key->len == text->len &&
            memcmp(buf_text(&scan->key_texts) + key->at, buf_text(text), text->len) == 0)
            return "is there twice in the same object";
    }
    if (scan->key_count - from >= MAX_MEMBERS)
        return "is one member too many for an object";
    MEM_GROW(scan->keys, scan->key_count, scan->key_cap);
    scan->keys[scan->key_count++] = (struct key){ hash, scan->key_texts.len, text->len };
    buf_add_bytes(&scan->key_texts, buf_text(text), text->len);
    return NULL;
}

static const unsigned char *open_level(struct scan *scan, const unsigned char *at, bool is_object)
{
    if (scan->depth >= scan->options.max_depth)
        return fail(scan, at, "objects and arrays are nested too deep");
    scan->levels[scan->depth++] = (struct level){ is_object, scan->key_count };
    scan->state = is_object ? AT_FIRST_KEY : AT_FIRST_VALUE;
    return tell(scan, is_object ? SCAN_BEGIN_OBJECT : SCAN_BEGIN_ARRAY, SCAN_NULL) ? at + 1 : NULL;
}

static const unsigned char *close_level(struct scan *scan, const unsigned char *at)
{
    struct level level = scan->levels[--scan->depth];
    if (scan->key_count > level.keys_from) {
        scan->key_texts.len = scan->keys[level.keys_from].at;
        scan->key_count = level.keys_from;
    }
    scan->state = scan->depth ? AT_COMMA : AT_END;
    return tell(scan, level.is_object ? SCAN_END_OBJECT : SCAN_END_ARRAY, SCAN_NULL) ? at + 1
                                                                                     : NULL;
}

static void begin_text(struct scan *scan, bool in_key)
{
    buf_clear(&scan->text);
    scan->in_key = in_key;
    scan->state = IN_TEXT;
}

static void begin_word(struct scan *scan, const char *word)
{
    buf_clear(&scan->text);
    scan->word = word;
    scan->word_at = 1;
    scan->state = IN_WORD;
}

static void begin_number(struct scan *scan)
{
    buf_clear(&scan->text);
    scan->number = N_BEGIN;
    scan->state = IN_NUMBER;
}

static const unsigned char *read_value(struct scan *scan, const unsigned char *at)
{
    switch (*at) {
    case '{':
        return open_level(scan, at, true);
    case '[':
        return open_level(scan, at, false);
    case '"':
        begin_text(scan, false);
        return at + 1;
    case 't':
        begin_word(scan, "true");
        return at + 1;
    case 'f':
        begin_word(scan, "false");
        return at + 1;
    case 'n':
        begin_word(scan, "null");
        return at + 1;
    case ']':
        if (scan->state == AT_FIRST_VALUE)
            return close_level(scan, at);
        if (scan->depth && !scan->levels[scan->depth - 1].is_object)
            return fail(scan, at, "a comma stands before the closing bracket");
        break;
    default:
        if (*at == '-' || (*at >= '0' && *at <= '9')) {
            begin_number(scan);
            return at;
        }
        break;
    }
    return fail(scan, at, scan->depth ? "a value should stand here" : "this is not JSON");
}

static const unsigned char *read_key(struct scan *scan, const unsigned char *at)
{
    if (*at == '"') {
        begin_text(scan, true);
        return at + 1;
    }
    if (*at == '}' && scan->state == AT_FIRST_KEY)
        return close_level(scan, at);
    return fail(scan, at,
                *at == '}' ? "a comma stands before the closing brace"
                           : "a name in double quotes should stand here");
}

static const unsigned char *read_comma(struct scan *scan, const unsigned char *at)
{
    bool is_object = scan->levels[scan->depth - 1].is_object;
    if (*at == ',') {
        scan->state = is_object ? AT_KEY : AT_VALUE;
        return at + 1;
    }
    if (*at == (is_object ? '}' : ']'))
        return close_level(scan, at);
    return fail(scan, at,
                is_object ? "a comma or a closing brace should stand here"
                          : "a comma or a closing bracket should stand here");
}

/* What may follow the first byte of a UTF-8 character: no overlong forms, no surrogates. */
static bool begin_character(struct scan *scan, unsigned char c)
{
    if (c < 0xC2 || c > 0xF4)
        return false;
    scan->more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    scan->lo = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    scan->hi = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    return true;
}

/* The first byte that is not plain ASCII in a text: a quote, an escape, a control, a byte of UTF-8.
 * Eight at a time: a byte less than n borrows from its top bit when n is taken away. */
static const unsigned char *pass_ascii(const unsigned char *at, const unsigned char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
    for (uint64_t word; (size_t)(end - at) >= sizeof word; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        word = le64toh(word); /* the first byte is the lowest: borrows go on behind it */
        uint64_t quotes = word ^ ones * '"', escapes = word ^ ones * '\\';
        uint64_t marked = (word - ones * ' ') | (quotes - ones) | (escapes - ones) | word;
        if (marked & tops)
            return at + (size_t)__builtin_ctzll(marked & tops) / 8;
    }
    while (at < end && *at >= ' ' && *at < 0x80 && *at != '"' && *at != '\\')
        at++;
    return at;
}

/* Passes over bytes that stand for themselves; false where they are not UTF-8. */
static bool pass_plain(struct scan *scan, const unsigned char **at, const unsigned char *end)
{
    const unsigned char *p = *at;
    for (;; p++) {
        if (!scan->more)
            p = pass_ascii(p, end);
        *at = p;
        if (p == end)
            return true;
        if (scan->more) {
            if (*p < scan->lo || *p > scan->hi)
                return false;
            scan->lo = 0x80, scan->hi = 0xBF;
            scan->more--;
        } else if (*p < 0x80) {
            return true;
        } else if (!begin_character(scan, *p)) {
            return false;
        }
    }
}

static const unsigned char *end_text(struct scan *scan, const unsigned char *at)
{
    if (!scan->in_key)
        return tell_value(scan, SCAN_STRING) ? at + 1 : NULL;
    const char *why = scan->options.refuse_duplicates ? keep_key(scan) : NULL;
    if (why) {
        char *sentence = mem_printf("\"%.60s\" %s", buf_text(&scan->text), why);
        fail(scan, at, sentence);
        free(sentence);
        return NULL;
    }
    scan->state = AT_COLON;
    return tell(scan, SCAN_KEY, SCAN_STRING) ? at + 1 : NULL;
}

static const unsigned char *read_text(struct scan *scan, const unsigned char *at,
                                      const unsigned char *end)
{
    const unsigned char *from = at;
    if (scan->high && *at != '\\')
        return fail(scan, at, "half of a surrogate pair stands alone");
    bool good = pass_plain(scan, &at, end);
    if (!good)
        return fail(scan, at, "this is not UTF-8");
    if (at > from)
        buf_add_bytes(&scan->text, from, (size_t)(at - from));
    if (scan->text.len > scan->options.max_value_bytes)
        return fail(scan, at, "a text is too long");
    if (at == end)
        return at;
    if (*at == '"')
        return end_text(scan, at);
    if (*at == '\\') {
        scan->state = IN_ESCAPE;
        return at + 1;
    }
    return fail(scan, at, "a control character stands in a text; it must be written as an escape");
}

static const unsigned char *read_escape(struct scan *scan, const unsigned char *at)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (*at == 'u') {
        scan->hex = 0;
        scan->hex_left = 4;
        scan->state = IN_HEX;
        return at + 1;
    }
    if (scan->high)
        return fail(scan, at, "half of a surrogate pair stands alone");
    const char *found = *at ? strchr(letters, *at) : NULL;
    if (!found)
        return fail(scan, at, "this escape is not known");
    buf_add_char(&scan->text, meant[found - letters]);
    scan->state = IN_TEXT;
    return at + 1;
}

static const unsigned char *end_hex(struct scan *scan, const unsigned char *at)
{
    unsigned unit = scan->hex;
    bool is_high = unit >= 0xD800 && unit <= 0xDBFF, is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (scan->high ? !is_low : is_low)
        return fail(scan, at, "half of a surrogate pair stands alone");
    if (!unit && scan->in_key)
        return fail(scan, at, "a name holds a NUL");
    scan->state = IN_TEXT;
    if (is_high) {
        scan->high = unit;
        return at + 1;
    }
    uint32_t code_point = unit;
    if (scan->high)
        code_point = 0x10000 + ((scan->high - 0xD800) << 10) + (unit - 0xDC00);
    scan->high = 0;
    char bytes[4];
    buf_add_bytes(&scan->text, bytes, utf8_encode(code_point, bytes));
    return at + 1;
}

static const unsigned char *read_hex(struct scan *scan, const unsigned char *at)
{
    unsigned char c = *at;
    unsigned digit;
    if (c >= '0' && c <= '9')
        digit = c - (unsigned)'0';
    else if ((c | 32) >= 'a' && (c | 32) <= 'f')
        digit = (c | 32u) - 'a' + 10;
    else
        return fail(scan, at, "four hexadecimal digits should stand here");
    scan->hex = scan->hex << 4 | digit;
    return --scan->hex_left ? at + 1 : end_hex(scan, at);
}

/* The state behind `c`, or -1 where the number ends before it. */
static int next_in_number(enum number_state state, unsigned char c)
{
    bool digit = c >= '0' && c <= '9';
    bool e = c == 'e' || c == 'E';
    switch (state) {
    case N_BEGIN:
        return c == '-' ? N_MINUS : c == '0' ? N_ZERO : N_WHOLE;
    case N_MINUS:
        return digit ? c == '0' ? N_ZERO : N_WHOLE : -1;
    case N_ZERO:
        return c == '.' ? N_POINT : e ? N_E : -1;
    case N_WHOLE:
        return digit ? N_WHOLE : c == '.' ? N_POINT : e ? N_E : -1;
    case N_POINT:
        return digit ? N_FRACTION : -1;
    case N_FRACTION:
        return digit ? N_FRACTION : e ? N_E : -1;
    case N_E:
        return digit ? N_EXPONENT : c == '+' || c == '-' ? N_SIGN : -1;
    case N_SIGN:
    case N_EXPONENT:
    default:
        return digit ? N_EXPONENT : -1;
    }
}

static bool is_whole_number(const struct scan *scan)
{
    return scan->number == N_ZERO || scan->number == N_WHOLE || scan->number == N_FRACTION ||
           scan->number == N_EXPONENT;
}

static const unsigned char *read_number(struct scan *scan, const unsigned char *at,
                                        const unsigned char *end)
{
    const unsigned char *from = at;
    int next = 0;
    while (at < end && (next = next_in_number(scan->number, *at)) >= 0) {
        scan->number = (enum number_state)next;
        at++;
    }
    if (at > from)
        buf_add_bytes(&scan->text, from, (size_t)(at - from));
    if (scan->text.len > scan->options.max_value_bytes)
        return fail(scan, at, "a number is too long");
    if (at == end && next >= 0)
        return at;
    if (!is_whole_number(scan) || (scan->number == N_ZERO && *at >= '0' && *at <= '9'))
        return fail(scan, at, "this is not a number as JSON writes them");
    return tell_value(scan, SCAN_NUMBER) ? at : NULL;
}

static const unsigned char *read_word(struct scan *scan, const unsigned char *at)
{
    if (*at != (unsigned char)scan->word[scan->word_at])
        return fail(scan, at, "a value should stand here");
    if (scan->word[++scan->word_at])
        return at + 1;
    enum scan_kind kind = scan->word[0] == 't'   ? SCAN_TRUE
                          : scan->word[0] == 'f' ? SCAN_FALSE
                                                 : SCAN_NULL;
    buf_set(&scan->text, scan->word);
    return tell_value(scan, kind) ? at + 1 : NULL;
}

static const unsigned char *read_mark(struct scan *scan, const unsigned char *at)
{
    static const unsigned char mark[] = { 0xEF, 0xBB, 0xBF };
    if (*at != mark[scan->word_at])
        return fail(scan, at, "this is not JSON");
    if (++scan->word_at == sizeof mark)
        scan->state = AT_VALUE;
    return at + 1;
}

static const unsigned char *read_between(struct scan *scan, const unsigned char *at)
{
    switch (*at) {
    case '\n':
        scan->line++;
        scan->line_from = scan->before + (size_t)(at - scan->piece) + 1;
        return at + 1;
    case ' ':
    case '\t':
    case '\r':
        return at + 1;
    default:
        break;
    }
    switch (scan->state) {
    case AT_FIRST_KEY:
    case AT_KEY:
        return read_key(scan, at);
    case AT_COLON:
        if (*at != ':')
            return fail(scan, at, "a colon should stand behind the name");
        scan->state = AT_VALUE;
        return at + 1;
    case AT_COMMA:
        return read_comma(scan, at);
    case AT_END:
        return fail(scan, at, "something stands behind the end");
    case AT_START:
    case AT_VALUE:
    case AT_FIRST_VALUE:
    case IN_MARK:
    case IN_TEXT:
    case IN_ESCAPE:
    case IN_HEX:
    case IN_NUMBER:
    case IN_WORD:
    case FAILED:
    default:
        return read_value(scan, at);
    }
}

static const unsigned char *read_some(struct scan *scan, const unsigned char *at,
                                      const unsigned char *end)
{
    switch (scan->state) {
    case IN_TEXT:
        return read_text(scan, at, end);
    case IN_NUMBER:
        return read_number(scan, at, end);
    case IN_ESCAPE:
        return read_escape(scan, at);
    case IN_HEX:
        return read_hex(scan, at);
    case IN_WORD:
        return read_word(scan, at);
    case IN_MARK:
        return read_mark(scan, at);
    case AT_START:
        scan->state = *at == 0xEF ? IN_MARK : AT_VALUE;
        return at;
    case FAILED:
        return NULL;
    case AT_VALUE:
    case AT_FIRST_VALUE:
    case AT_FIRST_KEY:
    case AT_KEY:
    case AT_COLON:
    case AT_COMMA:
    case AT_END:
    default:
        return read_between(scan, at);
    }
}

bool scan_feed(struct scan *scan, const char *bytes, size_t len, struct error *error)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + len;
    scan->piece = at;
    scan->error = error;
    while (at && at < end)
        at = read_some(scan, at, end);
    scan->error = NULL;
    scan->before += len;
    return at != NULL;
}

bool scan_finish(struct scan *scan, struct error *error)
{
    if (scan->state == IN_NUMBER && !scan->depth && is_whole_number(scan))
        tell_value(scan, SCAN_NUMBER);
    if (scan->state == AT_END)
        return true;
    if (scan->state == FAILED)
        return false;
    if (scan->state == AT_START || (scan->state == AT_VALUE && !scan->depth))
        return error_set(error, "there is nothing in it");
    return error_set(error, "line %zu: it ends in the middle", scan->line);
}
