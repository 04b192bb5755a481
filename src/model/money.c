/* Exact amounts; see money.h. Every step that could leave 64 bits is checked. */
#include "config.h"
#include "model/money.h"

#include <string.h>

enum { MAX_WHOLE_DIGITS = 8 };
#define REPLY_MOST INT64_C(99999999999999) /* times the scale it still fits 64 bits */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Up to four decimals after the point into ten-thousandths; what stands behind them must be zeros. */
static const char *read_decimals(const char *at, int most, int64_t *part)
{
    int64_t scale = MONEY_SCALE;
    *part = 0;
    for (int n = 0; is_digit(*at); at++, n++) {
        if (n >= most && *at != '0')
            return NULL;
        if (n >= most)
            continue;
        scale /= 10;
        *part += (*at - '0') * scale;
    }
    return at;
}

bool money_read(const char *text, int64_t *amount)
{
    int64_t whole = 0, part = 0;
    const char *at = text;
    while (is_digit(*at))
        whole = at - text < MAX_WHOLE_DIGITS ? whole * 10 + (*at - '0') : whole, at++;
    size_t digits = (size_t)(at - text);
    if (digits > MAX_WHOLE_DIGITS || (digits > 1 && text[0] == '0'))
        return false;
    if (*at == '.') {
        if (!is_digit(at[1]))
            return false;
        at = read_decimals(at + 1, 2, &part);
    } else if (!digits) {
        return false;
    }
    if (!at || *at)
        return false;
    *amount = whole * MONEY_SCALE + part;
    return true;
}

bool money_read_reply(const char *text, int64_t *amount)
{
    int64_t whole = 0, part = 0;
    bool has_digit = false;
    text += strspn(text, " \t");
    bool negative = *text == '-';
    const char *at = text + negative;
    for (; is_digit(*at) || (*at == ',' && has_digit && is_digit(at[1])); at++) {
        if (*at == ',')
            continue;
        has_digit = true;
        whole = whole * 10 + (*at - '0');
        if (whole > REPLY_MOST)
            return false;
    }
    if (*at == '.') {
        if (!has_digit && !is_digit(at[1]))
            return false;
        at = read_decimals(at + 1, 4, &part);
    } else if (!has_digit) {
        return false;
    }
    if (!at || at[strspn(at, " \t")])
        return false;
    *amount = whole * MONEY_SCALE + part;
    if (negative)
        *amount = -*amount;
    return true;
}

/* The digits without a sign; also right for the smallest number. */
static uint64_t magnitude(int64_t amount)
{
    return amount < 0 ? (uint64_t)0 - (uint64_t)amount : (uint64_t)amount;
}

/* Digit by digit: a list of orders has a hundred thousand amounts, and printf is felt. */
void money_write(struct buf *out, int64_t amount)
{
    enum { DECIMALS = 4, FEWEST_DECIMALS = 2 };
    char digits[32];
    uint64_t left = magnitude(amount);
    size_t start = sizeof digits, end = sizeof digits;
    for (int place = 0; place <= DECIMALS || left; place++, left /= 10) {
        if (place == DECIMALS)
            digits[--start] = '.';
        digits[--start] = (char)('0' + left % 10);
        if (place < DECIMALS - FEWEST_DECIMALS && end == start + 1 && digits[start] == '0')
            end--;
    }
    if (amount < 0)
        digits[--start] = '-';
    buf_add_bytes(out, digits + start, end - start);
}

void money_show(struct buf *out, int64_t amount)
{
    uint64_t cents = (magnitude(amount) + 50) / 100;
    char digits[24];
    size_t count = 0;
    for (uint64_t whole = cents / 100; count == 0 || whole; whole /= 10)
        digits[count++] = (char)('0' + whole % 10);
    if (amount < 0 && cents)
        buf_add_char(out, '-');
    while (count) {
        buf_add_char(out, digits[--count]);
        if (count && count % 3 == 0)
            buf_add_char(out, ',');
    }
    buf_addf(out, ".%02u", (unsigned)(cents % 100));
}

int64_t money_round_cents(int64_t amount)
{
    int64_t rest = amount % 100, down = amount - rest;
    if (rest >= 50 && down <= INT64_MAX - 100)
        return down + 100;
    if (rest <= -50 && down >= INT64_MIN + 100)
        return down - 100;
    return down;
}

bool money_multiply(int64_t amount, int64_t count, int64_t *product)
{
    return !__builtin_mul_overflow(amount, count, product);
}
