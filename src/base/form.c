/* Texts in the forms that other programs read; see form.h. Knows nothing of what they say. */
#include "config.h"
#include "base/form.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

void form_add_csv(struct buf *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        buf_add(out, text);
        return;
    }
    buf_add_char(out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *c);
    }
    buf_add_char(out, '"');
}

static bool is_control(char c)
{
    return (unsigned char)c < 32 || c == 127;
}

void form_add_shown(struct buf *out, const char *text)
{
    for (const char *c = text; *c;) {
        uint32_t code_point;
        size_t len = utf8_decode(c, strlen(c), &code_point);
        if ((len == 1 && is_control(*c)) || (code_point >= 0x80 && code_point < 0xA0))
            buf_add_char(out, ' ');
        else
            buf_add_bytes(out, c, len);
        c += len;
    }
}

void form_add_json(struct buf *out, const char *text)
{
    static const char escaped[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    buf_add_char(out, '"');
    for (const char *c = text; *c;) {
        char bytes[4];
        uint32_t code_point;
        const char *at = strchr(escaped, *c);
        size_t len = utf8_decode(c, strnlen(c, sizeof bytes), &code_point);
        if (at)
            buf_addf(out, "\\%c", letters[at - escaped]);
        else if (is_control(*c))
            buf_addf(out, "\\u%04x", (unsigned)(unsigned char)*c);
        else
            buf_add_bytes(out, bytes, utf8_encode(code_point, bytes));
        c += len;
    }
    buf_add_char(out, '"');
}

void form_add_base64(struct buf *out, const char *bytes, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < len; i += 3) {
        uint32_t three = 0;
        for (size_t j = 0; j < 3; j++)
            three = three << 8 | (i + j < len ? (unsigned char)bytes[i + j] : 0u);
        for (size_t j = 0; j < 4; j++)
            buf_add_char(out, i + j <= len ? digits[three >> (18 - 6 * j) & 63] : '=');
    }
}
