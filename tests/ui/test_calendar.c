/* Tests of the calendar of truck days: every size, what is marked, moving, orders that cannot be
 * reckoned. Today is Tue 2026-02-03, the lead time two days. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/screens/calendar.h"

#include <criterion/criterion.h>
#include <string.h>

struct plan {
    const char *start, *end, *recurrence, *days;
    enum order_status status;
};

static struct ui_test *open_plan(int rows, int cols, const struct plan *plan)
{
    struct order order = { .status = plan->status };
    value_set(&order.v[ORDER_NUMBER], "S03228");
    value_set(&order.v[ORDER_CUSTOMER_NAME], "Florería Ñandú & Co. 鮮花");
    value_set(&order.v[ORDER_START], plan->start);
    value_set(&order.v[ORDER_END], plan->end);
    value_set(&order.v[ORDER_RECURRENCE], plan->recurrence);
    value_set(&order.v[ORDER_DAYS], plan->days);
    struct ui_test *t = ui_test_open(rows, cols, &calendar_screen, &order);
    order_free(&order);
    return t;
}

static const struct plan weekly = { "2026-01-12", "2026-12-13", "1", "Monday, Wednesday, Friday",
                                    ORDER_ACTIVE };
static const struct plan every_other = { "2026-01-06", "", "2", "Monday, Friday", ORDER_ACTIVE };

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

Test(calendar, every_size)
{
    static const struct {
        int rows, cols;
        const struct plan *plan;
        const char *golden;
    } sizes[] = {
        { 24, 80, &weekly, "golden/desk/calendar-80x24.txt" },
        { 40, 132, &weekly, "golden/desk/calendar-132x40.txt" },
        { 20, 60, &weekly, "golden/desk/calendar-60x20.txt" },
        { 24, 80, &every_other, "golden/desk/calendar-every-other.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_plan(sizes[i].rows, sizes[i].cols, sizes[i].plan);
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(calendar, mono_and_resize)
{
    struct ui_test *t = open_plan(24, 80, &weekly);
    ui_test_theme(t, "mono", true);
    ui_test_expect_attributes(t, "golden/desk/calendar-mono.txt");
    ui_test_keys(t, "<Right>");
    ui_test_resize(t, 20, 60);
    has(t, "March 2026");
    cr_expect(!ui_test_has(t, "February 2026") && !ui_test_has(t, "May 2026"));
    ui_test_resize(t, 24, 80);
    has(t, "May 2026");
    ui_test_close(t);
}

Test(calendar, first_month_shown)
{
    static const struct {
        struct plan plan;
        const char *month, *says;
    } rows[] = {
        { { "2026-01-12", "", "1", "Monday", ORDER_ACTIVE },
          " February 2026",
          "first reaches Mon 2026-02-09." },
        { { "2028-02-29", "", "1", "Tuesday", ORDER_ACTIVE },
          " February 2028",
          "Next trucks Tue 2028-02-29 >" },
        { { "2025-01-06", "2025-10-31", "4", "Monday", ORDER_ACTIVE },
          " October 2025",
          "A change made today reaches no truck." },
        { { "2026-02-02", "2026-02-05", "1", "Monday, Wednesday, Thursday", ORDER_ACTIVE },
          " February 2026",
          "Wed 02-04 and Thu 02-05 probably have" },
        { { "2026-01-12", "", "1", "Monday", ORDER_CANCELLED },
          " February 2026",
          "The order is cancelled: no more trucks come of it." },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_plan(24, 80, &rows[i].plan);
        has(t, rows[i].month);
        has(t, rows[i].says);
        ui_test_close(t);
    }
}

Test(calendar, a_longer_lead_time_reaches_later_trucks)
{
    struct ui_test *t = ui_test_new(24, 80);
    struct order order = { .status = ORDER_ACTIVE };
    value_set(&order.v[ORDER_START], "2026-01-12");
    value_set(&order.v[ORDER_RECURRENCE], "1");
    value_set(&order.v[ORDER_DAYS], "Monday, Tuesday, Wednesday, Thursday, Friday");
    ui_test_profile(t)->lead_days = 6;
    ui_test_push(t, &calendar_screen, &order);
    has(t, "first reaches Tue 2026-02-10.");
    has(t, "The trucks until Mon 02-09");
    has(t, "lead time, 6 days");
    order_free(&order);
    ui_test_close(t);
}

Test(calendar, keys_turn_the_months)
{
    static const struct {
        const char *keys, *first;
    } rows[] = {
        { "<Right>", " March 2026" },
        { "<Left>", " January 2026" },
        { "<Down><Down>", " April 2026" },
        { "<Up>", " January 2026" },
        { "<PgDn>", " May 2026" },
        { "<PgUp>", " November 2025" },
        { "<F8><F8>", " August 2026" },
        { "<F7>", " November 2025" },
        { "<F8><Home>", " February 2026" },
        { "<End>", " December 2026" },
        { "lj]", " July 2026" },
        { "hk[", " September 2025" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_plan(24, 80, &weekly);
        ui_test_keys(t, rows[i].keys);
        const char *month = strstr(ui_test_text(t), rows[i].first);
        cr_expect(month && strstr(ui_test_text(t), "\n ") <= month, "%s should show %s first:\n%s",
                  rows[i].keys, rows[i].first, ui_test_text(t));
        ui_test_close(t);
    }
}

Test(calendar, no_end_has_no_month)
{
    struct ui_test *t = open_plan(24, 80, &every_other);
    ui_test_keys(t, "<End>");
    has(t, "This order has no end date.");
    has(t, "February 2026");
    ui_test_close(t);
}

Test(calendar, what_cannot_be_reckoned_says_why)
{
    static const struct {
        struct plan plan;
        const char *says;
    } rows[] = {
        { { "", "", "1", "Monday", ORDER_ACTIVE }, "\"Start\" is not filled in." },
        { { "2026-01-12", "", NULL, "Monday", ORDER_ACTIVE }, "is not known." },
        { { "2026-01-12", "soon", "1", "Monday", ORDER_ACTIVE }, "\"soon\"" },
        { { "2026-01-12", "", "5", "Monday", ORDER_ACTIVE }, "\"5\"" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_plan(24, 80, &rows[i].plan);
        has(t, "The truck days of this order cannot be reckoned.");
        has(t, rows[i].says);
        ui_test_keys(t, "<Right>");
        has(t, "There are no months to show");
        ui_test_close(t);
    }
    struct plan nothing = { NULL, NULL, NULL, NULL, ORDER_ACTIVE };
    struct ui_test *t = open_plan(24, 80, &nothing);
    ui_test_expect(t, "golden/desk/calendar-nothing.txt");
    ui_test_close(t);
}
