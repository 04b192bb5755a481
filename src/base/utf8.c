/* Bytes, characters and columns of UTF-8 text; see utf8.h. Widths come from wcwidth(), so a UTF-8
 * locale must have been set by the program. */
#include "config.h"
#include "base/utf8.h"
#include "base/buf.h"

#include <string.h>
#include <wchar.h>
#include <wctype.h>

size_t utf8_decode(const char *text, size_t len, uint32_t *code_point)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t need;
    uint32_t cp, least;

    *code_point = UTF8_INVALID;
    if (s[0] < 0x80) {
        *code_point = s[0];
        return 1;
    } else if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        need = 2, cp = s[0] & 0x1Fu, least = 0x80;
    } else if ((s[0] & 0xF0) == 0xE0) {
        need = 3, cp = s[0] & 0x0Fu, least = 0x800;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        need = 4, cp = s[0] & 0x07u, least = 0x10000;
    } else {
        return 1;
    }
    if (len < need)
        return 1;
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 1;
        cp = cp << 6 | (s[i] & 0x3Fu);
    }
    if (cp < least || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        return 1;
    *code_point = cp;
    return need;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool utf8_is_valid(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t took = utf8_decode(text + at, len - at, &cp);
        if (took == 1 && (unsigned char)text[at] >= 0x80)
            return false;
        at += took;
    }
    return true;
}

size_t utf8_count_chars(const char *text)
{
    size_t len = strlen(text), chars = 0;
    for (size_t at = 0; at < len; chars++) {
        uint32_t cp;
        at += utf8_decode(text + at, len - at, &cp);
    }
    return chars;
}

int utf8_code_point_cols(uint32_t cp)
{
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
        return 1; /* drawn as one replacement sign */
    if (cp < 0x300)
        return cp == 0xAD ? 0 : 1;
    int cols = wcwidth((wchar_t)cp);
    return cols < 0 ? 1 : cols;
}

enum { ZERO_WIDTH_JOINER = 0x200D };

static bool is_extender(uint32_t cp)
{
    return cp == ZERO_WIDTH_JOINER || (cp >= 0x1F3FB && cp <= 0x1F3FF) || /* skin tones */
           (cp >= 0x300 && utf8_code_point_cols(cp) == 0);
}

size_t utf8_cluster_bytes(const char *text, size_t len, int *cols)
{
    uint32_t cp = 0;
    if (!len) {
        if (cols)
            *cols = 0;
        return 0;
    }
    size_t at = utf8_decode(text, len, &cp);
    int width = utf8_code_point_cols(cp);
    bool joined = false;
    while (at < len) {
        uint32_t next;
        size_t took = utf8_decode(text + at, len - at, &next);
        if (!joined && !is_extender(next))
            break;
        joined = next == ZERO_WIDTH_JOINER && cp >= 0x2000;
        at += took;
    }
    if (cols)
        *cols = width;
    return at;
}

size_t utf8_cluster_before(const char *text, size_t at)
{
    size_t start = 0, next = 0;
    while (next < at) { /* clusters are only known from the front; texts here are short */
        start = next;
        next += utf8_cluster_bytes(text + next, at - next, NULL);
    }
    return start;
}

size_t utf8_fit_bytes(const char *text, int cols, int *used)
{
    size_t len = strlen(text), at = 0;
    int sum = 0;
    while (at < len) {
        int width;
        size_t took = utf8_cluster_bytes(text + at, len - at, &width);
        if (sum + width > cols)
            break;
        sum += width;
        at += took;
    }
    if (used)
        *used = sum;
    return at;
}

int utf8_width_cols(const char *text)
{
    size_t len = strlen(text), at = 0;
    int sum = 0;
    while (at < len) {
        int width;
        at += utf8_cluster_bytes(text + at, len - at, &width);
        sum += width;
    }
    return sum;
}

/* The plain letters of U+00C0..U+017F, one for each code point; '*' keeps the character. */
static const char plain_letters[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
                                    "aaaaaaaceeeeiiiidnooooo*ouuuuyty"
                                    "aaaaaaccccccccddddeeeeeeeeeegggg"
                                    "gggghhhhiiiiiiiiiiiijjkkklllllll"
                                    "lllnnnnnnnnnoooooooorrrrrrssssss"
                                    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
_Static_assert(sizeof plain_letters - 1 == 0x180 - 0xC0, "one letter for each code point");

/* Appends the ASCII letters `text` begins with in lower case; gives how many bytes they are. */
static size_t fold_ascii(struct buf *out, const char *text)
{
    size_t count = 0;
    while (text[count] && (unsigned char)text[count] < 0x80)
        count++;
    buf_add_bytes(out, text, count);
    for (char *c = out->data + out->len - count; *c; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 32);
    }
    return count;
}

void utf8_fold_into(struct buf *out, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = fold_ascii(out, text); at < len; at += fold_ascii(out, text + at)) {
        uint32_t cp;
        char bytes[4];
        at += utf8_decode(text + at, len - at, &cp);
        if (cp >= 0x300 && cp <= 0x36F)
            continue;
        if (cp >= 0xC0 && cp < 0x180 && plain_letters[cp - 0xC0] != '*')
            buf_add_char(out, plain_letters[cp - 0xC0]);
        else
            buf_add_bytes(out, bytes, utf8_encode((uint32_t)towlower((wint_t)cp), bytes));
    }
}

char *utf8_fold(const char *text)
{
    struct buf out = { 0 };
    utf8_fold_into(&out, text);
    return buf_take(&out);
}
