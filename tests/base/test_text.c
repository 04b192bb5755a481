/* Names, buffers, errors, memory and the clock. */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/form.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/pool.h"

#include <criterion/criterion.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Test(names, compare_without_case)
{
    cr_expect(names_equal("startDate", "STARTDATE"));
    cr_expect_not(names_equal("startDate", "startDat"));
    cr_expect_not(names_equal("ñ", "Ñ"), "letters beyond ASCII are not folded");
    cr_expect_lt(names_compare("abc", "ABD"), 0);
    cr_expect_gt(names_compare("b", "A"), 0);
    cr_expect_lt(names_compare("ab", "abc"), 0);
}

Test(names, nearest_is_what_was_meant)
{
    static const char *const known[] = { "customerCode", "customerId", "carrierCode", "price",
                                         NULL };
    static const struct {
        const char *typed, *nearest;
    } rows[] = {
        { "custmerCode", "customerCode" },
        { "CUSTOMERID", "customerId" },
        { "carierCode", "carrierCode" },
        { "rpice", "price" },
        { "pri", "price" },
        { "weather", NULL },
        { "", NULL },
        { "x", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *nearest = names_nearest(rows[i].typed, known);
        cr_expect(rows[i].nearest ? nearest && !strcmp(nearest, rows[i].nearest) : !nearest,
                  "%s gave %s", rows[i].typed, nearest ? nearest : "none");
    }
    char huge[200];
    memset(huge, 'c', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    cr_expect_null(names_nearest(huge, known));
}

/* Whether memory given back still holds `len` bytes that are a run of 'a' + i % 26, i from `from`. */
static bool heap_holds(int from, size_t len)
{
    char line[512], *end;
    bool found = false;
    FILE *maps = fopen("/proc/self/maps", "r");
    cr_assert_not_null(maps);
    while (!found && fgets(line, sizeof line, maps)) {
        if (!strstr(line, "[heap]"))
            continue;
        const char *at = (const char *)strtoul(line, &end, 16); /* NOLINT: an address as text */
        const char *last = (const char *)strtoul(end + 1, NULL, 16) - len;
        for (; !found && at < last; at++) {
            size_t same = 0;
            while (same < len && at[same] == 'a' + (from + (int)same) % 26)
                same++;
            found = same == len;
        }
    }
    fclose(maps);
    return found;
}

Test(buf, a_secret_leaves_no_copy_where_it_was)
{
#ifdef __SANITIZE_ADDRESS__
    cr_skip_test("it looks into freed memory");
#endif
    void *between[8];
    size_t blocks = 0;
    struct buf secret = BUF_SECRET;
    for (int i = 0; i < 100; i++) {
        size_t before = secret.cap;
        buf_add_char(&secret, (char)('a' + i % 26));
        if (secret.cap != before && blocks < 8)
            between[blocks++] = mem_alloc(secret.cap); /* so that it has to move */
    }
    cr_expect_eq(secret.len, 100);
    cr_expect(heap_holds(18, 12), "this way of looking finds what is there");
    buf_wipe(&secret);
    cr_expect_not(heap_holds(18, 12));
    cr_expect(secret.is_secret, "it still is one");
    while (blocks)
        free(between[--blocks]);
}

Test(names, equal_parts_are_whole_names)
{
    cr_expect(names_equal_part("Monday", "MONDAY, Friday", 6));
    cr_expect_not(names_equal_part("Monday", "Mon", 3));
    cr_expect_not(names_equal_part("Monday", "Mondays", 7));
    cr_expect_not(names_equal_part("Monday", "", 0));
}

Test(pool, pieces_keep_what_they_hold_until_it_is_cleared)
{
    struct pool pool = { 0 };
    for (int turn = 0; turn < 3; turn++) {
        char *texts[3000];
        uint64_t *numbers[3000];
        for (size_t i = 0; i < 3000; i++) {
            texts[i] = pool_text(&pool, "abcdefghijklmnopqrstuvwxyz", i % 27);
            numbers[i] = pool_take(&pool, sizeof **numbers);
            *numbers[i] = i;
        }
        for (size_t i = 0; i < 3000; i++) {
            cr_assert_eq(strlen(texts[i]), i % 27);
            cr_assert_eq(*numbers[i], i);
            cr_assert_eq((uintptr_t)numbers[i] % _Alignof(max_align_t), 0);
        }
        char *large = pool_take(&pool, 1 << 20);
        memset(large, 'x', 1 << 20);
        pool_clear(&pool);
    }
    pool_free(&pool);
    pool_clear(&pool);
    cr_expect_str_eq(pool_text(&pool, "again", 5), "again");
    pool_free(&pool);
}

Test(buf, grows_inserts_and_removes)
{
    struct buf buf = { 0 };
    cr_expect_str_eq(buf_text(&buf), "");
    for (int i = 0; i < 1000; i++)
        buf_add(&buf, "0123456789");
    cr_expect_eq(buf.len, 10000);
    cr_expect_eq(strlen(buf_text(&buf)), 10000);
    buf_set(&buf, "held");
    buf_insert(&buf, 3, "lo wor", 6);
    cr_expect_str_eq(buf_text(&buf), "hello word");
    buf_insert(&buf, 10, "s", 1);
    buf_remove(&buf, 0, 6);
    cr_expect_str_eq(buf_text(&buf), "words");
    buf_remove(&buf, 5, 0);
    buf_addf(&buf, "-%d-%s", 7, "x");
    buf_add_char(&buf, '!');
    cr_expect_str_eq(buf_text(&buf), "words-7-x!");
    buf_add_bytes(&buf, "a\0b", 3);
    cr_expect_eq(buf.len, 13);
    buf_clear(&buf);
    cr_expect_eq(buf.len, 0);
    cr_expect_str_eq(buf_text(&buf), "");
    char *text = buf_take(&buf);
    cr_expect_str_eq(text, "");
    cr_expect_null(buf.data);
    free(text);
    text = buf_take(&buf);
    cr_expect_str_eq(text, "", "what was never filled is taken as an empty text");
    free(text);
    buf_add(&buf, "secret");
    buf_wipe(&buf);
    cr_expect_null(buf.data);
}

Test(error, says_one_sentence)
{
    struct error error = { 0 };
    cr_expect_str_eq(error_text(&error), "");
    cr_expect_not(error_set(&error, "%d lines", 3));
    cr_expect_not(error_prefix(&error, "order %s", "S1"));
    cr_expect_str_eq(error_text(&error), "order S1: 3 lines");
    error_set(&error, "again: %s", error_text(&error));
    cr_expect_str_eq(error_text(&error), "again: order S1: 3 lines");
    cr_expect_not(error_set(NULL, "nobody asks"));
    cr_expect_not(error_prefix(NULL, "nobody"));
    error_clear(&error);
    cr_expect_null(error.text);
}

Test(mem, helpers)
{
    int *numbers = NULL;
    size_t count = 0, cap = 0;
    for (int i = 0; i < 100; i++) {
        MEM_GROW(numbers, count, cap);
        numbers[count++] = i;
    }
    for (int i = 0; i < 100; i++)
        cr_assert_eq(numbers[i], i);
    free(numbers);
    cr_expect_null(mem_strdup(NULL));
    char *cut = mem_strndup("petals", 3), *made = mem_printf("%s-%d", "a", 5);
    cr_expect_str_eq(cut, "pet");
    cr_expect_str_eq(made, "a-5");
    mem_wipe(made, 3);
    cr_expect_eq(memcmp(made, "\0\0\0", 3), 0);
    free(cut);
    free(made);
}

Test(mem, an_impossible_size_ends_the_program_with_its_status, .exit_code = 70)
{
    free(mem_resize(NULL, (size_t)-1 / 2, 4));
}

Test(clock, can_be_fixed)
{
    clock_fix(86400);
    cr_expect_eq(clock_now(), 86400);
    int64_t before = clock_millis();
    cr_expect_geq(clock_millis(), before);
}

Test(form, json_strings)
{
    struct buf out = { 0 };
    form_add_json(&out, "a\"b\\c\n\t\x01\x7F \xC3\xB1 \xFF \xE2\x82");
    cr_expect_str_eq(
        buf_text(&out),
        "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f \xC3\xB1 \xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\"");
    buf_free(&out);
}
