/* UTF-8: the three lengths, clusters, folding. */
#include "config.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(utf8, .init = set_locale);

Test(utf8, folds_letters_and_accents)
{
    static const struct {
        const char *text, *folded;
    } rows[] = {
        { "Ñandú", "nandu" }, { "ÿ", "y" },           { "Łódź", "lodz" }, { "Şiş", "sis" },
        { "Žižek", "zizek" }, { "Straße", "strase" }, { "漢字", "漢字" }, { "×2", "×2" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *folded = utf8_fold(rows[i].text);
        cr_expect_str_eq(folded, rows[i].folded, "%s gave %s", rows[i].text, folded);
        free(folded);
    }
}

Test(utf8, counts_characters_and_columns_apart)
{
    cr_expect_eq(utf8_count_chars("ñ漢e\u0301"), 4);
    cr_expect_eq(utf8_width_cols("ñ漢e\u0301"), 4);
    int used;
    cr_expect_eq(utf8_fit_bytes("漢字", 3, &used), 3);
    cr_expect_eq(used, 2);
}

Test(utf8, refuses_what_is_not_utf8)
{
    cr_expect(utf8_is_valid("ñ€😀", 9));
    cr_expect_not(utf8_is_valid("\xC0\xAF", 2));
    cr_expect_not(utf8_is_valid("\xED\xA0\x80", 3));
    cr_expect_not(utf8_is_valid("\xF5\x80\x80\x80", 4));
    cr_expect_not(utf8_is_valid("\xE2\x82", 2));
}

Test(utf8, a_cluster_is_one_letter)
{
    int cols;
    cr_expect_eq(utf8_cluster_bytes("e\u0301x", 4, &cols), 3);
    cr_expect_eq(cols, 1);
    cr_expect_eq(utf8_cluster_before("ae\u0301", 4), 1);
}
