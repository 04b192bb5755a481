/* The strict JSON reader: what it takes, what it refuses, and that pieces make no difference. */
#include "config.h"
#include "api/scan.h"
#include "base/buf.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Events as text: {k"name" s"text" n1.5 t f z [ ] } */
static bool note_event(void *context, const struct scan_token *token)
{
    static const char marks[] = "{}[]";
    struct buf *out = context;
    if (token->event < SCAN_KEY) {
        buf_add_char(out, marks[token->event]);
        return true;
    }
    buf_add_char(out, token->event == SCAN_KEY ? 'k' : "sntfz"[token->kind]);
    if (token->event == SCAN_KEY || token->kind <= SCAN_NUMBER) {
        buf_addf(out, "<%zu:", token->len);
        buf_add_bytes(out, token->text, token->len);
        buf_add_char(out, '>');
        cr_assert_eq(token->text[token->len], '\0');
    }
    return true;
}

static struct scan_options options_for(struct buf *events)
{
    return (struct scan_options){ .max_depth = 5,
                                  .max_value_bytes = 100,
                                  .refuse_duplicates = true,
                                  .on_event = note_event,
                                  .context = events };
}

/* Reads `text` in two pieces, the first of `split` bytes; or byte by byte with split > len. */
static bool read_split(const char *text, size_t len, size_t split, struct buf *events,
                       struct error *error)
{
    struct scan_options options = options_for(events);
    struct scan *scan = scan_new(&options);
    bool good = true;
    if (split <= len) {
        good = scan_feed(scan, text, split, error) &&
               scan_feed(scan, text + split, len - split, error);
    } else {
        for (size_t i = 0; i < len && good; i++)
            good = scan_feed(scan, text + i, 1, error);
    }
    good = good && scan_finish(scan, error);
    scan_free(scan);
    return good;
}

struct row {
    const char *text;
    const char *events; /* NULL = not JSON */
    size_t len;         /* 0 = strlen */
};

static const struct row rows[] = {
    { "{}", "{}", 0 },
    { " [ ] ", "[]", 0 },
    { "\r\n\t7\n", "n<1:7>", 0 },
    { "0", "n<1:0>", 0 },
    { "-0.10e+05", "n<9:-0.10e+05>", 0 },
    { "12345678901234567890123456789.50", "n<32:12345678901234567890123456789.50>", 0 },
    { "[1E4,1e-4,0.0]", "[n<3:1E4>n<4:1e-4>n<3:0.0>]", 0 },
    { "\"\"", "s<0:>", 0 },
    { "{\"a\":\"b\",\"c\":[true,false,null]}", "{k<1:a>s<1:b>k<1:c>[tfz]}", 0 },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "s<8:\"\\/\b\f\n\r\t>", 0 },
    { "\"\\u00f1\\u20AC\\ud83d\\ude00\"", "s<9:ñ€😀>", 0 },
    { "\"ñ€😀\x7F\"", "s<10:ñ€😀\x7F>", 0 },
    { "\xEF\xBB\xBF{\"a\":1}", "{k<1:a>n<1:1>}", 0 },
    { "{\"a\":{\"a\":1},\"b\":{\"a\":1}}", "{k<1:a>{k<1:a>n<1:1>}k<1:b>{k<1:a>n<1:1>}}", 0 },
    { "[[[[[]]]]]", "[[[[[]]]]]", 0 },
    { "{\"a\":1,\"A\":1}", "{k<1:a>n<1:1>k<1:A>n<1:1>}", 0 },
    /* refused */
    { "", NULL, 0 },
    { "  ", NULL, 0 },
    { "{", NULL, 0 },
    { "[1", NULL, 0 },
    { "\"a", NULL, 0 },
    { "nul", NULL, 0 },
    { "-", NULL, 0 },
    { "1.", NULL, 0 },
    { ".5", NULL, 0 },
    { "+1", NULL, 0 },
    { "01", NULL, 0 },
    { "-01", NULL, 0 },
    { "1e", NULL, 0 },
    { "1e+", NULL, 0 },
    { "0x10", NULL, 0 },
    { "NaN", NULL, 0 },
    { "Infinity", NULL, 0 },
    { "-Infinity", NULL, 0 },
    { "True", NULL, 0 },
    { "nulL", NULL, 0 },
    { "'a'", NULL, 0 },
    { "{a:1}", NULL, 0 },
    { "{\"a\" 1}", NULL, 0 },
    { "{\"a\":}", NULL, 0 },
    { "{\"a\":1,}", NULL, 0 },
    { "{,}", NULL, 0 },
    { "[1,]", NULL, 0 },
    { "[,1]", NULL, 0 },
    { "[1 2]", NULL, 0 },
    { "[1}", NULL, 0 },
    { "{\"a\":1]", NULL, 0 },
    { "{} {}", NULL, 0 },
    { "{}x", NULL, 0 },
    { "1 2", NULL, 0 },
    { "// c\n1", NULL, 0 },
    { "[[[[[[]]]]]]", NULL, 0 },
    { "\"\t\"", NULL, 0 },
    { "\"\n\"", NULL, 0 },
    { "\"\0\"", NULL, 3 },
    { "\"\\x\"", NULL, 0 },
    { "\"\\u12g4\"", NULL, 0 },
    { "\"\\ud800\"", NULL, 0 },
    { "\"\\udc00\"", NULL, 0 },
    { "\"\\ud800\\ud800\"", NULL, 0 },
    { "\"\\ud800x\"", NULL, 0 },
    { "\"\\ud800\\n\"", NULL, 0 },
    { "\"\xFF\"", NULL, 0 },
    { "\"\xC0\xAF\"", NULL, 0 },
    { "\"\xED\xA0\x80\"", NULL, 0 },
    { "\"\xF5\x80\x80\x80\"", NULL, 0 },
    { "\"\xF0\x80\x80\x80\"", NULL, 0 },
    { "\"\xF4\x90\x80\x80\"", NULL, 0 },
    { "\"\xE2\x82\"", NULL, 0 },
    { "\"\xE2", NULL, 0 },
    { "\x80", NULL, 0 },
    { "\xEF\xBB\xBF", NULL, 0 },
    { "\xEF\xBB{}", NULL, 0 },
    { "{}\xEF\xBB\xBF", NULL, 0 },
    { "{\"a\\u0000b\":1}", NULL, 0 },
    { "{\"a\":1,\"a\":2}", NULL, 0 },
    { "{\"\\u0061\":1,\"a\":2}", NULL, 0 },
    { "\x0B{}", NULL, 0 },
};

/* Texts are passed over several bytes at a time: where a byte stands makes no difference. */
Test(scan, every_byte_is_judged_wherever_it_stands_in_a_text)
{
    for (unsigned byte = 1; byte < 256; byte++) {
        bool good = byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
        for (size_t at = 0; at < 24; at++) {
            char text[] = "[\"~~~~~~~~~~~~~~~~~~~~~~~~\"]";
            struct buf events = { 0 }, wanted = { 0 };
            struct error error = { 0 };
            text[2 + at] = (char)byte;
            bool read = read_split(text, strlen(text), 1, &events, &error);
            cr_expect_eq(read, good, "byte %u at %zu", byte, at);
            buf_addf(&wanted, "[s<24:%.24s>]", text + 2);
            if (good)
                cr_expect_str_eq(buf_text(&events), buf_text(&wanted));
            error_clear(&error);
            buf_free(&events);
            buf_free(&wanted);
        }
    }
}

Test(scan, tables_whole_and_split_at_every_byte)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        size_t len = row->len ? row->len : strlen(row->text);
        for (size_t split = 0; split <= len + 1; split++) {
            struct buf events = { 0 };
            struct error error = { 0 };
            bool good = read_split(row->text, len, split, &events, &error);
            cr_expect_eq(good, row->events != NULL, "%s split at %zu: %s", row->text, split,
                         error_text(&error));
            if (row->events)
                cr_expect_str_eq(buf_text(&events), row->events, "%s split at %zu", row->text,
                                 split);
            else
                cr_expect(*error_text(&error), "no sentence for %s", row->text);
            buf_free(&events);
            error_clear(&error);
        }
    }
}

Test(scan, a_nul_in_a_value_is_kept_with_its_length)
{
    struct buf events = { 0 };
    cr_expect(read_split("\"a\\u0000b\"", 10, 0, &events, NULL));
    cr_expect_eq(events.len, strlen("s<3:a.b>"));
    cr_expect_eq(memcmp(events.data, "s<3:a\0b>", events.len), 0);
    buf_free(&events);
}

Test(scan, a_sentence_names_line_and_byte)
{
    struct buf events = { 0 };
    struct error error = { 0 };
    const char *text = "{\n  \"a\": 1,\n  \"b\": tru\n}";
    for (size_t split = 0; split <= strlen(text); split++) {
        cr_expect_not(read_split(text, strlen(text), split, &events, &error));
        cr_expect_str_eq(error_text(&error), "line 3, byte 11: a value should stand here");
    }
    buf_free(&events);
    error_clear(&error);
}

Test(scan, long_values_are_bounded)
{
    static const char *const opens[] = { "\"", "", "{\"" };
    for (size_t kind = 0; kind < 3; kind++) {
        for (size_t len = 100; len <= 101; len++) {
            struct buf text = { 0 }, events = { 0 };
            struct error error = { 0 };
            buf_add(&text, opens[kind]);
            for (size_t i = 0; i < len; i++)
                buf_add_char(&text, '1');
            buf_add(&text, kind == 0 ? "\"" : kind == 1 ? "" : "\":1}");
            cr_expect_eq(read_split(text.data, text.len, 50, &events, &error), len == 100,
                         "kind %zu, %zu bytes: %s", kind, len, error_text(&error));
            buf_free(&text);
            buf_free(&events);
            error_clear(&error);
        }
    }
}

Test(scan, duplicates_are_fine_where_nobody_asks)
{
    struct buf events = { 0 };
    struct scan_options options = options_for(&events);
    options.refuse_duplicates = false;
    struct scan *scan = scan_new(&options);
    cr_expect(scan_feed(scan, "{\"a\":1,\"a\":2}", 13, NULL));
    cr_expect(scan_finish(scan, NULL));
    scan_free(scan);
    buf_free(&events);
}

static bool stop_at_once(void *context, const struct scan_token *token)
{
    (void)token;
    ++*(size_t *)context;
    return false;
}

Test(scan, an_event_can_stop_it_and_nothing_follows)
{
    size_t calls = 0;
    struct scan_options options = {
        .max_depth = 5, .max_value_bytes = 100, .on_event = stop_at_once, .context = &calls
    };
    struct scan *scan = scan_new(&options);
    cr_expect_not(scan_feed(scan, "[1,2]", 5, NULL));
    cr_expect_not(scan_feed(scan, "[1,2]", 5, NULL));
    cr_expect_not(scan_finish(scan, NULL));
    cr_expect_eq(calls, 1);
    scan_free(scan);
}
