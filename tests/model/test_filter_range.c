/* Ranges of dates by name: what they are on which day. */
#include "config.h"
#include "model/date.h"
#include "model/filter_range.h"

#include <criterion/criterion.h>

static int32_t day_of(const char *text)
{
    int32_t day = DATE_NONE;
    cr_assert(date_read(text, &day));
    return day;
}

Test(filter_range, follows_today)
{
    static const struct {
        enum filter_range range;
        const char *today, *from, *to;
    } rows[] = {
        { FILTER_RANGE_WEEK, "2026-02-03", "2026-02-02", "2026-02-08" },
        { FILTER_RANGE_WEEK, "2026-02-02", "2026-02-02", "2026-02-08" },
        { FILTER_RANGE_WEEK, "2026-02-08", "2026-02-02", "2026-02-08" },
        { FILTER_RANGE_NEXT_90, "2026-02-03", "2026-02-03", "2026-05-04" },
        { FILTER_RANGE_SEASON, "2026-02-03", "2026-01-01", "2026-03-31" },
        { FILTER_RANGE_SEASON, "2026-04-01", "2026-04-01", "2026-06-30" },
        { FILTER_RANGE_SEASON, "2026-09-30", "2026-07-01", "2026-09-30" },
        { FILTER_RANGE_SEASON, "2026-12-31", "2026-10-01", "2026-12-31" },
        { FILTER_RANGE_YEAR, "2028-02-29", "2028-01-01", "2028-12-31" },
        { FILTER_RANGE_USUAL, "2026-12-24", "2026-12-01", "2027-11-30" },
        { FILTER_RANGE_ALL, "2026-02-03", "2000-01-01", "2099-12-31" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filter filter;
        int32_t today = day_of(rows[i].today);
        filter_init(&filter, today);
        filter_set_range(&filter, rows[i].range, today);
        cr_expect_str_eq(value_text(filter.v[FILTER_FROM]), rows[i].from, "row %zu", i);
        cr_expect_str_eq(value_text(filter.v[FILTER_TO]), rows[i].to, "row %zu", i);
        cr_expect(filter_check(&filter, NULL));
        cr_expect(filter_has_range(&filter, rows[i].range, today));
        cr_expect_not(filter_has_range(&filter, rows[i].range, today + 400) &&
                      rows[i].range != FILTER_RANGE_ALL);
        filter_free(&filter);
    }
}

Test(filter_range, has_a_name_a_letter_and_words)
{
    int32_t today = day_of("2026-11-22");
    for (int i = FILTER_RANGE_NONE + 1; i < FILTER_RANGES; i++) {
        enum filter_range range = (enum filter_range)i;
        struct buf title = { 0 };
        cr_expect_eq(filter_range_by_name(filter_range_name(range)), range);
        for (int other = i + 1; other < FILTER_RANGES; other++)
            cr_expect_neq(filter_range_letter(range),
                          filter_range_letter((enum filter_range)other));
        filter_range_title(range, today, &title);
        cr_expect_gt(title.len, 5);
        if (range == FILTER_RANGE_SEASON)
            cr_expect_str_eq(buf_text(&title), "This season, October to December");
        buf_free(&title);
    }
    cr_expect_eq(filter_range_by_name("never"), FILTER_RANGE_NONE);
    cr_expect_eq(filter_range_by_name(""), FILTER_RANGE_NONE);
}

Test(filter_range, own_dates_are_no_range)
{
    struct filter filter;
    int32_t today = day_of("2026-02-03");
    filter_init(&filter, today);
    cr_expect_not(filter_has_range(&filter, FILTER_RANGE_NONE, today));
    cr_expect(filter_has_range(&filter, FILTER_RANGE_USUAL, today));
    value_set(&filter.v[FILTER_TO], "2026-02-30");
    cr_expect_not(filter_has_range(&filter, FILTER_RANGE_USUAL, today));
    value_set(&filter.v[FILTER_TO], "2026-03-01");
    cr_expect_not(filter_has_range(&filter, FILTER_RANGE_USUAL, today));
    filter_free(&filter);
}
