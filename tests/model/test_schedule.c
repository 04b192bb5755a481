/* Truck dates. */
#include "config.h"
#include "fixture.h"
#include "model/schedule.h"

#include <criterion/criterion.h>
#include <string.h>

static int32_t day_of(const char *text)
{
    int32_t day = DATE_NONE;
    if (*text)
        cr_assert(date_read(text, &day), "%s", text);
    return day;
}

static const struct {
    const char *start, *end, *days;
    int recurrence;
    const char *from, *dates;
} rows[] = {
    /* 2031-01-06 is a Monday */
    { "2031-01-06", "", "Monday, Wednesday", 1, "2031-01-06",
      "2031-01-06 2031-01-08 2031-01-13 2031-01-15" },
    { "2031-01-06", "", "Monday", 2, "2031-01-07", "2031-01-20 2031-02-03 2031-02-17 2031-03-03" },
    { "2031-01-06", "", "Sunday", 3, "2000-01-01", "2031-01-12 2031-02-02 2031-02-23 2031-03-16" },
    { "2031-01-06", "", "Friday", 4, "2031-01-11", "2031-02-07 2031-03-07 2031-04-04 2031-05-02" },
    /* begun on a Thursday: its Monday is gone, and the week after next is the second */
    { "2031-01-09", "", "Monday, Friday", 2, "2031-01-09",
      "2031-01-10 2031-01-20 2031-01-24 2031-02-03" },
    /* begun on a Sunday, the last day of its week */
    { "2031-01-12", "", "Monday", 4, "2031-01-01", "2031-02-03 2031-03-03 2031-03-31 2031-04-28" },
    { "2031-01-06", "2031-01-15", "Monday, Wednesday", 1, "2031-01-08",
      "2031-01-08 2031-01-13 2031-01-15" },
    { "2031-01-06", "2031-01-06", "Monday", 1, "2031-01-01", "2031-01-06" },
    { "2031-01-07", "2031-01-12", "Monday", 1, "2031-01-01", "" },
    { "2031-01-07", "2031-01-26", "Monday", 3, "2031-01-01", "" },
    { "2031-01-06", "2031-02-01", "Monday", 1, "2031-02-02", "" },
};

Test(schedule, lists_the_truck_dates)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct schedule schedule = { day_of(rows[i].start), day_of(rows[i].end), rows[i].recurrence,
                                     0 };
        int32_t dates[4];
        struct buf text = { 0 };
        cr_assert(date_days_read(rows[i].days, &schedule.days, NULL));
        size_t count = schedule_list(&schedule, day_of(rows[i].from), dates, 4);
        for (size_t n = 0; n < count; n++) {
            buf_add(&text, n ? " " : "");
            date_write(&text, dates[n]);
        }
        cr_expect_str_eq(buf_text(&text), rows[i].dates, "row %zu gave %s", i, buf_text(&text));
        cr_expect_eq(schedule_next(&schedule, day_of(rows[i].from)), count ? dates[0] : DATE_NONE);
        buf_free(&text);
    }
}

Test(schedule, comes_from_an_order_that_is_readable)
{
    static const struct {
        enum order_field field;
        const char *text;
        bool good;
    } changes[] = {
        { ORDER_END, "", true },          { ORDER_END, "soon", false },
        { ORDER_START, "", false },       { ORDER_START, "2031/01/06", true },
        { ORDER_RECURRENCE, "5", false }, { ORDER_RECURRENCE, "0", false },
        { ORDER_RECURRENCE, "4", true },  { ORDER_DAYS, "", false },
        { ORDER_DAYS, "Mon", false },     { ORDER_DAYS, NULL, false },
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct order order;
        struct schedule schedule;
        fixture_order(&order);
        value_set(&order.v[changes[i].field], changes[i].text);
        cr_expect_eq(schedule_of_order(&order, &schedule), changes[i].good, "row %zu", i);
        order_free(&order);
    }
}

/* With prebooks made two days ahead, a change on Monday finds Wednesday's made already. */
Test(schedule, says_which_truck_a_change_first_reaches)
{
    static const struct {
        const char *today;
        int lead_days;
        const char *first;
    } changes[] = {
        { "2031-01-06", 2, "2031-01-10" }, { "2031-01-06", 1, "2031-01-08" },
        { "2031-01-06", 0, "2031-01-08" }, { "2031-01-05", 0, "2031-01-06" },
        { "2031-01-07", 2, "2031-01-10" }, { "2030-06-01", 2, "2031-01-06" },
        { "2031-01-15", 2, "2031-01-20" }, { "2031-01-18", 2, "" },
        { "2031-03-01", 2, "" },
    };
    struct schedule schedule = { day_of("2031-01-06"), day_of("2031-01-20"), 1, 0 };
    cr_assert(date_days_read("Monday, Wednesday, Friday", &schedule.days, NULL));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        int32_t first =
            schedule_first_reached(&schedule, day_of(changes[i].today), changes[i].lead_days);
        cr_expect_eq(first, day_of(changes[i].first), "row %zu", i);
    }
}
