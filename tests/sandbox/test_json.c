/* The sandbox's own reading of JSON: what it refuses, and that numbers keep their digits. */
#include "config.h"
#include "sandbox/json.h"

#include <criterion/criterion.h>
#include <string.h>

Test(sandbox_json, refuses_what_is_not_json)
{
    static const char *const rows[] = {
        "",
        " ",
        "{",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":'b'}",
        "{\"a\":True}",
        "{a:1}",
        "{1:2}",
        "{true:1}",
        "{\"a\":1}x",
        "{\"a\":\"\t\"}",
        "{\"a\":1 2}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\q\"}",
        "{\"a\":\"\xff\"}",
        "{\"a\":/**/1}",
        "[1,]",
        "{\"a\":1e}",
        "{\"a\":\"b}",
        "{\"a\":--1}",
        "{\"a\" 1}",
        "Infinity",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = { 0 };
        struct json *json = json_read(rows[i], strlen(rows[i]), &error);
        cr_expect_null(json, "read as JSON: %s", rows[i]);
        cr_expect(*error_text(&error), "no sentence for: %s", rows[i]);
        error_clear(&error);
        json_free(json);
    }
}

Test(sandbox_json, refuses_endless_nesting)
{
    char deep[4001];
    memset(deep, '[', 4000);
    deep[4000] = 0;
    cr_expect_null(json_read(deep, 4000, NULL));
}

Test(sandbox_json, gives_every_scalar_as_its_text)
{
    static const struct {
        const char *json, *text;
    } rows[] = {
        { "{\"a\":12345678901234567890}", "12345678901234567890" },
        { "{\"a\":1.10}", "1.10" },
        { "{\"a\":-0.5e3}", "-0.5e3" },
        { "{\"a\":true}", "1" },
        { "{\"a\":false}", "0" },
        { "{\"a\":null}", "" },
        { "{\"a\":\"\\u00d1and\\u00fa 12 true\"}", "Ñandú 12 true" },
        { " { \"a\" :\n\"x\" } ", "x" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json *json = json_read(rows[i].json, strlen(rows[i].json), NULL);
        cr_assert_not_null(json, "%s", rows[i].json);
        cr_expect_str_eq(json_text(json_member(json, "a")), rows[i].text);
        json_free(json);
    }
}

Test(sandbox_json, writes_what_it_can_read)
{
    struct buf out = { 0 };
    json_open(&out, NULL, '{');
    json_add_text(&out, "a", "\"\\\n\t\x01é,");
    json_add_int(&out, "b", -5);
    json_add_amount(&out, "c", 10500);
    json_open(&out, "d", '[');
    json_add_int(&out, NULL, 1);
    json_add_int(&out, NULL, 2);
    json_close(&out, ']');
    json_close(&out, '}');
    struct json *json = json_read(buf_text(&out), out.len, NULL);
    cr_assert_not_null(json, "%s", buf_text(&out));
    cr_expect_str_eq(json_text(json_member(json, "a")), "\"\\\n\t\x01é,");
    cr_expect_str_eq(json_text(json_member(json, "b")), "-5");
    cr_expect_str_eq(json_text(json_member(json, "c")), "1.05");
    cr_expect_eq(json_count(json_member(json, "d")), 2);
    json_free(json);
    buf_free(&out);
}
