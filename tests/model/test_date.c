/* Dates and weekday sets. */
#include "config.h"
#include "model/date.h"

#include <criterion/criterion.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

Test(date, reads_and_normalises)
{
    static const char *const rows[] = {
        "2031-01-06",
        "2031/01/06",
        " 2031-01-06 ",
        "2031-01-06 00:00:00",
        "2031/01/06T00:00:00",
        "2031-01-06T23:59:59Z",
        "2031-01-06T10:00:00.000+02:00",
        "2031-01-06 10:00",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int32_t day = DATE_NONE;
        struct buf text = { 0 };
        cr_expect(date_read(rows[i], &day), "%s", rows[i]);
        date_write(&text, day);
        cr_expect_str_eq(buf_text(&text), "2031-01-06", "%s", rows[i]);
        buf_free(&text);
    }
}

Test(date, refuses_what_is_no_date)
{
    static const char *const rows[] = {
        "",
        "2031-4-1",
        "31-01-06",
        "2031-13-01",
        "2031-00-10",
        "2031-01-32",
        "2031-02-29",
        "2031-04-31",
        "2031-01/06",
        "2031.01.06",
        "06-01-2031",
        "2031-01-06x",
        "2031-01-06 25:00:00",
        "2031-01-06T",
        "20310106",
        "0031-01-06",
        "2031-01-06 10",
        "today",
        "2100-02-29",
        "2031-01-06 10:00:00 pm",
        "+2031-01-06",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int32_t day = 77;
        cr_expect_not(date_read(rows[i], &day), "%s", rows[i]);
        cr_expect_eq(day, 77, "%s touched the day", rows[i]);
    }
}

Test(date, counts_days_there_and_back)
{
    cr_expect_eq(date_from_civil(1970, 1, 1), 0);
    cr_expect_eq(date_from_civil(2000, 3, 1), 11017);
    cr_expect_eq(date_weekday(0), 3, "1970-01-01 was a Thursday");
    cr_expect_eq(date_weekday(-4), 6, "1969-12-28 was a Sunday");
    int32_t before = date_from_civil(1999, 12, 31);
    for (int32_t day = before; day < before + 800; day++) {
        int y, m, d;
        date_to_civil(day, &y, &m, &d);
        cr_assert_eq(date_from_civil(y, m, d), day);
        cr_assert_eq(date_weekday(day + 7), date_weekday(day));
    }
    cr_expect_eq(date_of_time(86399), 0);
    cr_expect_eq(date_of_time(86400), 1);
    cr_expect_eq(date_of_time(-1), -1);
}

Test(date, shows_the_weekday)
{
    struct buf text = { 0 };
    date_show(&text, date_from_civil(2031, 1, 6));
    cr_expect_str_eq(buf_text(&text), "Mon 01-06");
    buf_free(&text);
}

Test(date, reads_weekdays_as_a_set)
{
    static const struct {
        const char *text, *written, *shown;
    } rows[] = {
        { "", "", "......." },
        { "  ", "", "......." },
        { "Monday", "Monday", "M......" },
        { "friday,MONDAY ,  Monday", "Monday, Friday", "M...F.." },
        { "Sunday,Saturday,Friday,Thursday,Wednesday,Tuesday,Monday",
          "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday", "MTWTFSS" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned days = 99;
        struct buf text = { 0 };
        cr_expect(date_days_read(rows[i].text, &days, NULL), "%s", rows[i].text);
        date_days_write(&text, days);
        cr_expect_str_eq(buf_text(&text), rows[i].written);
        buf_clear(&text);
        date_days_show(&text, days);
        cr_expect_str_eq(buf_text(&text), rows[i].shown);
        buf_free(&text);
    }
}

Test(date, refuses_unknown_weekdays_by_name)
{
    static const char *const rows[] = { "Mon",     "Monday Friday", "Monday, Fri",    "Montag", "1",
                                        "Monday,", ",Monday",       "Monday,,Friday", "Mondays" };
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned days = 99;
        struct error why = { 0 };
        cr_expect_not(date_days_read(rows[i], &days, &why), "%s", rows[i]);
        cr_expect_eq(days, 99);
        cr_expect(*error_text(&why), "%s has no sentence", rows[i]);
        error_clear(&why);
    }
    struct error why = { 0 };
    unsigned days;
    date_days_read("Monday, Fri", &days, &why);
    cr_expect_str_eq(error_text(&why),
                     "\"Fri\" is not a weekday's full name in English, such as Monday");
    error_clear(&why);
}
