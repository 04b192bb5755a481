/* Theme files: those we bring, and what is said of bad ones. */
#include "config.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "ui/term.h"
#include "ui/theme.h"

#include <criterion/criterion.h>
#include <curses.h>
#include <stdlib.h>
#include <string.h>

static const char *const themes[] = { "default", "light", "high-contrast", "mono" };

static char *path_of(const char *name)
{
    return mem_printf("%s/../themes/%s.theme", TEST_SOURCE_DIR, name);
}

Test(theme, ours_name_every_role)
{
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        struct buf text = { 0 };
        struct error error = { 0 };
        char *path = path_of(themes[i]);
        cr_assert(file_read(path, 1 << 16, &text, &error), "%s", error_text(&error));
        cr_expect(theme_read(path, buf_text(&text), &error), "%s", error_text(&error));
        for (int role = 0; role < ROLE_COUNT; role++) {
            char *row = mem_printf("\n%s ", role_name((enum role)role));
            cr_expect(strstr(buf_text(&text), row), "%s has no row for %s", path,
                      role_name((enum role)role));
            free(row);
        }
        buf_free(&text);
        free(path);
    }
}

Test(theme, says_where_and_what_is_wrong)
{
    static const struct {
        const char *text, *said;
    } bad[] = {
        { "normal = default\n\nlable = red, default",
          "t:3: there is no role \"lable\"; the nearest is \"label\"" },
        { "label = rde", "t:1: there is no colour \"rde\"; the nearest is \"red\"" },
        { "# one\nlabel = red or bleu",
          "t:2: there is no colour \"bleu\"; the nearest is \"blue\"" },
        { "label = 256", "t:1: colour 256 is too high; the highest is 255" },
        { "label = red, default, blod",
          "t:1: there is no attribute \"blod\"; the nearest is \"bold\"" },
        { "label red", "t:1: a row looks like this: role = foreground, background, attributes" },
        { "label =", "t:1: a colour is missing; \"default\" is the terminal's own" },
        { "label = red,,bold", "t:1: a colour is missing; \"default\" is the terminal's own" },
        { "label = red\nlabel = blue", "t:2: \"label\" has a row already" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = { 0 };
        cr_expect_not(theme_read("t", bad[i].text, &error), "%s", bad[i].text);
        cr_expect_str_eq(error_text(&error), bad[i].said);
        error_clear(&error);
    }
    struct error error = { 0 };
    cr_expect(
        theme_read("t", "# c\n\n  Label = 39 or cyan , default,bold underline # end\r\n", &error),
        "%s", error_text(&error));
}

static bool looks_alike(enum role a, enum role b)
{
    return theme_attributes(a) == theme_attributes(b);
}

Test(theme, meaning_stays_without_colour)
{
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        struct error error = { 0 };
        char *path = path_of(themes[i]);
        cr_assert(term_open_blind(24, 80));
        cr_assert(theme_load(path, true, &error), "%s", error_text(&error));
        for (int role = 0; role < ROLE_COUNT; role++)
            cr_expect_eq(theme_attributes((enum role)role) & (int)A_COLOR, 0, "%s %s", themes[i],
                         role_name((enum role)role));
        cr_expect_not(looks_alike(ROLE_SELECTED, ROLE_NORMAL), "%s: the selected row is seen",
                      path);
        cr_expect_not(looks_alike(ROLE_FOCUS, ROLE_FIELD), "%s: the cursor's field is seen", path);
        cr_expect_not(looks_alike(ROLE_ERROR, ROLE_NORMAL), "%s: an error is seen", path);
        term_close();
        free(path);
    }
}

Test(theme, colours_have_pairs_of_their_roles)
{
    struct error error = { 0 };
    char *path = path_of("default");
    cr_assert(term_open_blind(24, 80));
    cr_assert(theme_load(path, false, &error), "%s", error_text(&error));
    cr_expect_eq(PAIR_NUMBER(theme_attributes(ROLE_ERROR)), ROLE_ERROR + 1);
    cr_expect_eq(PAIR_NUMBER(theme_attributes(ROLE_NORMAL)), 0);
    short fg, bg;
    cr_assert_eq(pair_content(ROLE_FOCUS + 1, &fg, &bg), OK);
    cr_expect_eq(fg, 16);
    cr_expect_eq(bg, 153);
    cr_expect_not(theme_load("no-such-theme", false, &error));
    cr_expect(strstr(error_text(&error), "high-contrast"), "%s", error_text(&error));
    cr_expect_eq(PAIR_NUMBER(theme_attributes(ROLE_ERROR)), 0, "mono stays in force");
    term_close();
    free(path);
    error_clear(&error);
}
