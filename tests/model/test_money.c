/* Amounts: what is read, what is refused, how they are written and shown. */
#include "config.h"
#include "model/money.h"

#include <criterion/criterion.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

Test(money, reads_what_people_write)
{
    static const struct {
        const char *text;
        int64_t amount;
    } rows[] = {
        { "0", 0 },
        { "0.00", 0 },
        { "1", 10000 },
        { "1.5", 15000 },
        { "1.05", 10500 },
        { "1.500", 15000 },
        { "1.0500000", 10500 },
        { ".80", 8000 },
        { "0.01", 100 },
        { "99999999.99", INT64_C(999999999900) },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t amount = -1;
        cr_expect(money_read(rows[i].text, &amount), "%s", rows[i].text);
        cr_expect_eq(amount, rows[i].amount, "%s gave %lld", rows[i].text, (long long)amount);
    }
}

Test(money, refuses_what_is_no_amount)
{
    static const char *const rows[] = { "",          ".",
                                        "1.",        "-1",
                                        "+1",        "1e2",
                                        "1E2",       "1,5",
                                        "1,000",     "1.055",
                                        "1.001",     "1.2.3",
                                        "0x1",       "1 ",
                                        " 1",        "007",
                                        "00.5",      "NaN",
                                        "1.5O",      "$1.05",
                                        "100000000", "99999999999999999999.00" };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t amount = -7;
        cr_expect_not(money_read(rows[i], &amount), "%s", rows[i]);
        cr_expect_eq(amount, -7, "%s left %lld behind", rows[i], (long long)amount);
    }
}

Test(money, reads_replies_tolerantly)
{
    static const struct {
        const char *text;
        int64_t amount;
    } rows[] = {
        { "1,234.5678", 12345678 }, { "-3.5", -35000 }, { "0.0001", 1 },
        { "1.05000", 10500 },       { " 7 ", 70000 },   { "12,345", 123450000 },
        { "-.5", -5000 },           { "5.", 50000 },    { "0007", 70000 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t amount = -1;
        cr_expect(money_read_reply(rows[i].text, &amount), "%s", rows[i].text);
        cr_expect_eq(amount, rows[i].amount, "%s gave %lld", rows[i].text, (long long)amount);
    }
    static const char *const refused[] = { "",    "-",       ".",
                                           ",",   "1,",      "abc",
                                           "1e3", "1.00001", "999999999999999" };
    for (size_t i = 0; i < COUNT(refused); i++) {
        int64_t amount = -7;
        cr_expect_not(money_read_reply(refused[i], &amount), "%s", refused[i]);
    }
}

Test(money, writes_and_shows)
{
    static const struct {
        int64_t amount;
        const char *written, *shown;
    } rows[] = {
        { 0, "0.00", "0.00" },
        { 10500, "1.05", "1.05" },
        { -35000, "-3.50", "-3.50" },
        { 10550, "1.055", "1.06" },
        { 10525, "1.0525", "1.05" },
        { -1, "-0.0001", "0.00" },
        { INT64_C(50433100), "5043.31", "5,043.31" },
        { INT64_C(10000000000), "1000000.00", "1,000,000.00" },
        { INT64_C(9990000), "999.00", "999.00" },
        { INT64_MIN, "-922337203685477.5808", "-922,337,203,685,477.58" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf text = { 0 };
        money_write(&text, rows[i].amount);
        cr_expect_str_eq(buf_text(&text), rows[i].written);
        buf_clear(&text);
        money_show(&text, rows[i].amount);
        cr_expect_str_eq(buf_text(&text), rows[i].shown);
        buf_free(&text);
    }
}

Test(money, rounds_half_away_from_zero)
{
    static const int64_t rows[][2] = { { 10549, 10500 },   { 10550, 10600 }, { -10550, -10600 },
                                       { -10549, -10500 }, { 0, 0 },         { 10500, 10500 } };
    for (size_t i = 0; i < COUNT(rows); i++)
        cr_expect_eq(money_round_cents(rows[i][0]), rows[i][1], "%lld", (long long)rows[i][0]);
}

Test(money, tells_when_a_product_does_not_fit)
{
    int64_t product;
    cr_expect(money_multiply(12100, 1911, &product));
    cr_expect_eq(product, 23123100);
    cr_expect_not(money_multiply(INT64_MAX / 2, 3, &product));
}
