/* Reading texts by the row of their field; see field.h. Knows the types of fields, not the fields:
 * every limit and every word comes from the row. */
#include "config.h"
#include "model/field.h"
#include "model/date.h"
#include "model/money.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { QUOTED_COLS = 40, INT_MAX_DIGITS = 18, LISTED_RANGE = 6 };

static bool is_text(const struct field *field)
{
    return field->type == FIELD_TEXT || field->type == FIELD_NOTE;
}

/* The written text between the blanks around it. A tab is a blank, but not in a text, where it must
 * be seen and refused. */
static const char *trim(const struct field *field, const char *text, size_t *len)
{
    const char *blanks = field->type == FIELD_TEXT ? " " : " \t\r\n";
    text += strspn(text, blanks);
    *len = strlen(text);
    while (*len && strchr(blanks, text[*len - 1]))
        (*len)--;
    return text;
}

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
}

static enum field_fault check_characters(const struct field *field, const char *text, size_t len,
                                         struct error *why)
{
    bool is_note = field->type == FIELD_NOTE;
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t took = utf8_decode(text + at, len - at, &cp);
        if (took == 1 && (unsigned char)text[at] >= 0x80) {
            error_set(why, "%s holds bytes that are not UTF-8 text; type it anew", field->label);
            return FIELD_BAD_CHARACTER;
        }
        if (is_control(cp) && !(is_note && (cp == '\n' || cp == '\r' || cp == '\t'))) {
            error_set(why,
                      is_note ? "%s holds the control character U+%04X; only line breaks and tabs "
                                "are allowed"
                              : "%s holds the control character U+%04X; take it out",
                      field->label, (unsigned)cp);
            return FIELD_BAD_CHARACTER;
        }
        at += took;
    }
    return FIELD_OK;
}

/* Says what is wrong: `Boxes is "2.0"; it must be …`. Long texts are cut. */
static enum field_fault refuse(enum field_fault fault, const struct field *field, const char *text,
                               bool quoted, const char *right, struct error *why)
{
    size_t fit = utf8_fit_bytes(text, QUOTED_COLS, NULL);
    const char *quote = quoted ? "\"" : "";
    error_set(why, "%s is %s%.*s%s%s; %s", field->label, quote, (int)fit, text,
              text[fit] ? "…" : "", quote, right);
    return fault;
}

static bool is_digits(const char *text)
{
    return *text && !text[strspn(text, "0123456789")];
}

static enum field_fault refuse_long(const struct field *field, size_t chars, const char *unit,
                                    struct error *why)
{
    error_set(why, "%s has %zu %s; at most %u are allowed%s", field->label, chars, unit,
              field->max_chars,
              field->either && field->lookup_part == LOOKUP_CODE ? ", so use the id instead" : "");
    return FIELD_TOO_LONG;
}

static enum field_fault read_id(const struct field *field, const char *text, struct buf *normal,
                                struct error *why)
{
    if (!is_digits(text)) {
        struct buf right = { 0 };
        buf_addf(&right, "an id is digits only, at most %u", field->max_chars);
        enum field_fault fault = refuse(FIELD_WRONG_FORM, field, text, true, buf_text(&right), why);
        buf_free(&right);
        return fault;
    }
    if (field->max_chars && strlen(text) > field->max_chars)
        return refuse_long(field, strlen(text), "digits", why);
    buf_set(normal, text);
    return FIELD_OK;
}

/* "it must be 1, 2, 3 or 4 weeks", "it must be at least 1". */
static void say_range(const struct field *field, bool is_low, struct buf *out)
{
    const char *space = field->unit ? " " : "", *unit = field->unit ? field->unit : "";
    if (field->max - field->min < LISTED_RANGE) {
        buf_add(out, "it must be ");
        for (int64_t n = field->min; n <= field->max; n++)
            buf_addf(out, "%lld%s", (long long)n,
                     n == field->max       ? ""
                     : n == field->max - 1 ? " or "
                                           : ", ");
        buf_addf(out, "%s%s", space, unit);
    } else {
        buf_addf(out, "it must be at %s %lld%s%s", is_low ? "least" : "most",
                 (long long)(is_low ? field->min : field->max), space, unit);
    }
}

static enum field_fault read_int(const struct field *field, const char *text, struct buf *normal,
                                 struct error *why)
{
    size_t len = strlen(text);
    if (!is_digits(text) || (len > 1 && text[0] == '0'))
        return refuse(FIELD_WRONG_FORM, field, text, true,
                      "it must be a whole number, written with digits only, such as 12", why);
    bool is_huge = len > INT_MAX_DIGITS;
    if (field->min || field->max) {
        int64_t n = is_huge ? INT64_MAX : strtoll(text, NULL, 10);
        if (n < field->min || n > field->max) {
            struct buf right = { 0 };
            say_range(field, n < field->min, &right);
            enum field_fault fault =
                refuse(FIELD_OUT_OF_RANGE, field, text, false, buf_text(&right), why);
            buf_free(&right);
            return fault;
        }
    } else if (field->max_chars && len > field->max_chars) {
        return refuse_long(field, len, "digits", why);
    }
    buf_set(normal, text);
    return FIELD_OK;
}

static enum field_fault read_amount(const struct field *field, const char *text, struct buf *normal,
                                    struct error *why)
{
    int64_t amount;
    if (money_read(text, &amount)) {
        buf_clear(normal);
        money_write(normal, amount);
        return FIELD_OK;
    }
    size_t whole = strspn(text, "0123456789");
    bool is_plain = is_digits(text) || (text[whole] == '.' && is_digits(text + whole + 1));
    if (is_plain && whole > 8 && text[0] != '0')
        return refuse(FIELD_OUT_OF_RANGE, field, text, false, "it must be at most 99999999.99",
                      why);
    if (text[0] == '-' && money_read(text + 1, &amount))
        return refuse(FIELD_OUT_OF_RANGE, field, text, false, "it must not be negative", why);
    return refuse(FIELD_WRONG_FORM, field, text, true,
                  "it must be an amount in digits with a point and at most two decimals, such as "
                  "1.05",
                  why);
}

static enum field_fault read_date(const struct field *field, const char *text, struct buf *normal,
                                  struct error *why)
{
    int32_t day;
    if (!date_read(text, &day))
        return refuse(FIELD_WRONG_FORM, field, text, true,
                      "it must be a real date written as YYYY-MM-DD, such as 2031-01-06", why);
    buf_clear(normal);
    date_write(normal, day);
    return FIELD_OK;
}

static enum field_fault read_days(const struct field *field, const char *text, struct buf *normal,
                                  struct error *why)
{
    unsigned days;
    struct error what = { 0 };
    if (!date_days_read(text, &days, &what)) {
        error_set(why, "%s: %s", field->label, error_text(&what));
        error_clear(&what);
        return FIELD_WRONG_FORM;
    }
    buf_clear(normal);
    date_days_write(normal, days);
    return FIELD_OK;
}

static enum field_fault read_choice(const struct field *field, const char *text, struct buf *normal,
                                    struct error *why)
{
    struct buf right = { 0 };
    buf_add(&right, "it must be ");
    for (const struct field_choice *c = field->choices; c->value; c++) {
        if (names_equal(text, c->value)) {
            buf_set(normal, c->value);
            buf_free(&right);
            return FIELD_OK;
        }
        buf_add(&right, c->value);
        if (!names_equal(c->value, c->label))
            buf_addf(&right, " (%s)", c->label);
        if (c[1].value)
            buf_add(&right, c[2].value ? ", " : " or ");
    }
    enum field_fault fault = refuse(FIELD_WRONG_FORM, field, text, true, buf_text(&right), why);
    buf_free(&right);
    return fault;
}

static const char *truth_of(const char *text)
{
    static const char *const yes[] = { "1", "true", "yes", "t", "y" };
    static const char *const no[] = { "0", "false", "no", "f", "n" };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (names_equal(text, yes[i]))
            return "1";
        if (names_equal(text, no[i]))
            return "0";
    }
    return NULL;
}

static enum field_fault read_bool(const struct field *field, const char *text, struct buf *normal,
                                  struct error *why)
{
    const char *truth = truth_of(text);
    if (!truth)
        return refuse(FIELD_WRONG_FORM, field, text, true, "it must be 1 or 0", why);
    buf_set(normal, truth);
    return FIELD_OK;
}

static enum field_fault read_text(const struct field *field, const char *text, struct buf *normal,
                                  struct error *why)
{
    size_t chars = utf8_count_chars(text);
    if (field->max_chars && chars > field->max_chars)
        return refuse_long(field, chars, "characters", why);
    buf_set(normal, text);
    return FIELD_OK;
}

enum field_fault field_read(const struct field *field, const char *text, struct buf *normal,
                            struct error *why)
{
    static enum field_fault (*const readers[])(const struct field *, const char *, struct buf *,
                                               struct error *) = {
        [FIELD_TEXT] = read_text,     [FIELD_NOTE] = read_text, [FIELD_ID] = read_id,
        [FIELD_INT] = read_int,       [FIELD_DATE] = read_date, [FIELD_DAYS] = read_days,
        [FIELD_AMOUNT] = read_amount, [FIELD_BOOL] = read_bool, [FIELD_CHOICE] = read_choice,
    };
    size_t len;
    const char *start = trim(field, text, &len);
    enum field_fault fault = check_characters(field, start, len, why);
    if (fault != FIELD_OK)
        return fault;
    char *trimmed = mem_strndup(start, len); /* `normal` may hold `text` itself */
    if (len)
        fault = readers[field->type](field, trimmed, normal, why);
    else
        buf_clear(normal);
    free(trimmed);
    return fault;
}

const char *field_fault_code(enum field_fault fault)
{
    static const char *const codes[] = {
        [FIELD_OK] = "",
        [FIELD_WRONG_FORM] = "wrong-form",
        [FIELD_OUT_OF_RANGE] = "out-of-range",
        [FIELD_TOO_LONG] = "too-long",
        [FIELD_BAD_CHARACTER] = "bad-character",
    };
    return codes[fault];
}

/* "1,000" and "12.00" are whole numbers when a server says so. */
static bool read_reply_int(const char *text, struct buf *normal)
{
    int64_t amount;
    if (!money_read_reply(text, &amount) || amount % MONEY_SCALE)
        return false;
    buf_clear(normal);
    buf_addf(normal, "%lld", (long long)(amount / MONEY_SCALE));
    return true;
}

void field_read_reply(const struct field *field, const char *text, struct buf *normal)
{
    int64_t amount;
    if (is_text(field)) { /* kept to the blank: it is theirs */
        buf_set(normal, text);
        return;
    }
    if (field->type == FIELD_AMOUNT && money_read_reply(text, &amount)) {
        buf_clear(normal);
        money_write(normal, amount);
        return;
    }
    if (field->type == FIELD_INT && read_reply_int(text, normal))
        return;
    if (field_read(field, text, normal, NULL) != FIELD_OK)
        buf_set(normal, text);
}

const char *field_shown(const struct field *field, struct value v)
{
    if (value_is_unknown(v))
        return "~";
    for (const struct field_choice *c = field->choices; c && c->value; c++) {
        if (names_equal(v.text, c->value))
            return c->label;
    }
    return v.text;
}

const struct field *field_by_write_key(const struct field_table *table, const char *key,
                                       const char **near)
{
    const char **known = mem_calloc(table->count + 1, sizeof *known);
    size_t count = 0;
    const struct field *found = NULL;
    for (size_t i = 0; i < table->count && !found; i++) {
        const struct field *field = &table->fields[i];
        if (field->write_key && strcmp(field->write_key, key) == 0)
            found = field;
        else if (field->write_key)
            known[count++] = field->write_key;
    }
    if (near)
        *near = found ? NULL : names_nearest(key, known);
    free(known);
    return found;
}

const struct field *field_by_read_key(const struct field_table *table, const char *key)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->read_key && names_equal(field->read_key, key))
            return field;
    }
    return NULL;
}
