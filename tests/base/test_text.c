/* Names, buffers, errors, memory and the clock. */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/names.h"

#include <criterion/criterion.h>
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
