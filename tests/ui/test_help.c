/* Tests of help, long texts and the words for numbers. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/screens/help.h"
#include "ui/screens/pick.h"
#include "ui/screens/text.h"
#include "ui/screens/words.h"
#include "base/mem.h"
#include "model/order.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static struct ui_test *open_text(int rows, int cols, const char *title, const char *text)
{
    struct text_start start = { title, text };
    return ui_test_open(rows, cols, &text_screen, &start);
}

static struct ui_test *open_pick(int rows, int cols)
{
    struct pick_start start = { .kind = LOOKUP_CARRIERS };
    return ui_test_open(rows, cols, &pick_screen, &start);
}

/* All the text of a scrolling screen, page by page. */
static char *read_all(struct ui_test *t)
{
    struct buf all = { 0 };
    char *last = mem_strdup("");
    while (strcmp(ui_test_text(t), last) != 0) {
        free(last);
        last = mem_strdup(ui_test_text(t));
        buf_add(&all, last);
        ui_test_keys(t, "<PgDn>");
    }
    free(last);
    return buf_take(&all);
}

Test(help, at_every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/lists/help-80x24.txt" },
        { 20, 60, "golden/lists/help-60x20.txt" },
        { 40, 132, "golden/lists/help-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_pick(sizes[i].rows, sizes[i].cols);
        ui_test_keys(t, "<F1>");
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(help, names_every_action_of_the_screen)
{
    struct ui_test *t = open_pick(24, 132);
    ui_test_keys(t, "<F1>");
    char *all = read_all(t);
    for (const struct binding *b = pick_screen.bindings; b->action != ACTION_NONE; b++)
        cr_expect(strstr(all, action_sentence(b->action)), "help does not say %s",
                  action_name(b->action));
    for (const struct binding *b = global_bindings; b->action != ACTION_NONE; b++)
        cr_expect(strstr(all, action_sentence(b->action)), "help does not say %s",
                  action_name(b->action));
    free(all);
    ui_test_close(t);
}

static void expect_fields(const char *all, const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        cr_expect(strstr(all, field->label), "no %s", field->label);
        cr_expect(strstr(all, field->help), "no help for %s", field->label);
    }
}

Test(help, every_field_of_an_order_is_there)
{
    struct ui_test *t = open_pick(60, 220);
    ui_test_keys(t, "<F1><F1>");
    char *all = read_all(t);
    expect_fields(all, &order_table);
    expect_fields(all, &item_table);
    expect_fields(all, &breakdown_table);
    expect_fields(all, &custom_table);
    cr_expect(strstr(all, "whole number, 1 to 4; needed"));
    free(all);
    ui_test_keys(t, "<Esc><Esc>");
    has(t, "Pick a carrier");
    ui_test_close(t);
}

Test(help, fields_look)
{
    struct ui_test *t = open_pick(24, 80);
    ui_test_keys(t, "<F1>f<PgDn>");
    ui_test_expect(t, "golden/lists/help-fields.txt");
    ui_test_close(t);
}

Test(text, wraps_and_scrolls)
{
    static const char json[] =
        "{\n  \"comments\": \"Please deliver to the back door of the market hall before six in the "
        "morning, ask for the night watch\",\n\t\"a\": 1,\r\n  \"ñ\": \"鮮花批發公司\"\n}\n";
    struct ui_test *t = open_text(20, 60, "The request as JSON", json);
    ui_test_expect(t, "golden/lists/text-60x20.txt");
    ui_test_resize(t, 24, 80);
    has(t, "ask for the night watch");
    ui_test_keys(t, "q");
    cr_expect(ui_is_over(ui_test_ui(t)));
    ui_test_close(t);
}

Test(text, empty_and_one_word_wider_than_the_screen)
{
    struct ui_test *t = open_text(24, 80, "Nothing", "");
    has(t, "Nothing");
    ui_test_close(t);
    char *word = mem_calloc(501, 1);
    memset(word, 'x', 500);
    word[499] = 'Z';
    t = open_text(24, 80, "One word", word);
    has(t, "xZ");
    ui_test_close(t);
    free(word);
}

Test(text, every_line_can_be_reached)
{
    struct buf text = { 0 };
    for (int i = 1; i <= 200; i++)
        buf_addf(&text, "line %d of many\n", i);
    struct ui_test *t = open_text(24, 80, "Long", buf_text(&text));
    buf_free(&text);
    has(t, "line 1 of many");
    has(t, "lines 1-19 of 200");
    ui_test_keys(t, "G");
    has(t, "line 200 of many");
    ui_test_keys(t, "<PgDn>j");
    has(t, "line 200 of many");
    ui_test_keys(t, "gk");
    has(t, "line 1 of many");
    ui_test_keys(t, "<PgDn>j<Up>");
    has(t, "line 19 of many");
    ui_test_resize(t, 20, 60); /* the same line stays at the top */
    has(t, "line 19 of many");
    ui_test_close(t);
}

Test(words, numbers_sizes_and_times)
{
    static const struct {
        int64_t number;
        const char *words;
    } numbers[] = { { 0, "0" },       { 999, "999" },          { 1000, "1,000" },
                    { -123, "-123" }, { -123456, "-123,456" }, { 12345678, "12,345,678" } };
    struct buf out = { 0 };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buf_clear(&out);
        words_number(&out, numbers[i].number);
        cr_expect_str_eq(buf_text(&out), numbers[i].words);
    }
    static const struct {
        size_t bytes;
        const char *words;
    } sizes[] = { { 0, "0 kB" }, { 1, "1 kB" }, { 340000, "340 kB" }, { 2150000, "2.1 MB" } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        buf_clear(&out);
        words_bytes(&out, sizes[i].bytes);
        cr_expect_str_eq(buf_text(&out), sizes[i].words);
    }
    buf_clear(&out);
    words_time(&out, 1770129660, 1770129999);
    cr_expect_str_eq(buf_text(&out), "14:41Z");
    buf_clear(&out);
    words_time(&out, 1770129660, 1770129660 + 86400);
    cr_expect_str_eq(buf_text(&out), "Tue 02-03 14:41Z");
    buf_clear(&out);
    words_count(&out, 1, "row");
    cr_expect_str_eq(buf_text(&out), "1 row");
    buf_free(&out);
}

Test(help, and_key_bar_show_the_users_own_keys)
{
    struct error error = { 0 };
    struct ui_test *t = open_pick(24, 80);
    cr_expect(keymap_rebind("pick", "F9", "refresh", &error), "%s", error_text(&error));
    cr_expect(keymap_rebind("pick", "F5", "none", &error));
    ui_test_run(t);
    ui_test_keys(t, "<Down>");
    has(t, "F9=Read(1 req)");
    ui_test_keys(t, "<F1>");
    has(t, "F9, Ctrl-R");
    cr_expect_not(ui_test_has(t, "F5,"), "the key that was taken away:\n%s", ui_test_text(t));
    keymap_forget();
    error_clear(&error);
    ui_test_close(t);
}
