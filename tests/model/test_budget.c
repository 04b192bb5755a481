/* The budget: levels, what may go out, and the sentences, in tables. */
#include "config.h"
#include "model/budget.h"

#include <criterion/criterion.h>
#include <string.h>

enum { NOON = 1798718400 }; /* 2026-12-31 12:00:00 UTC */

TestSuite(budget);

Test(budget, the_day_ends_at_midnight_utc)
{
    static const struct {
        time_t now, end;
    } cases[] = { { 0, 86400 },
                  { 86399, 86400 },
                  { 86400, 172800 },
                  { NOON, NOON + 12 * 3600 },
                  { NOON + 12 * 3600 - 1, NOON + 12 * 3600 },
                  { NOON + 12 * 3600, NOON + 36 * 3600 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(budget_day_end(cases[i].now), cases[i].end, "case %zu", i);
}

Test(budget, limits_as_a_profile_says_them)
{
    static const struct {
        long limit, reserve;
        int percent;
        long is_limit, is_reserve, is_warn;
    } cases[] = {
        { 1000, 50, 80, 1000, 50, 800 },
        { 1000, 0, 100, 1000, 0, 1000 },
        { 7, 2, 50, 7, 2, 4 }, /* rounded up */
        { 1, 0, 1, 1, 0, 1 },
        { 40, 50, 80, 40, 20, 32 },
        { 50, 50, 80, 50, 25, 40 },
        { 50, 49, 80, 50, 49, 40 },
        { 1, 50, 80, 1, 0, 1 },
        { 0, 50, 80, 0, 0, 0 },
        { -5, -5, -5, 0, 0, 0 },
        { 1000, 50, 0, 1000, 50, 0 },
        { 1000000, 1, 99, 1000000, 1, 990000 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct budget_state state = { .used = 7 };
        budget_set_limits(&state, cases[i].limit, cases[i].reserve, cases[i].percent);
        cr_expect_eq(state.limit, cases[i].is_limit, "case %zu", i);
        cr_expect_eq(state.reserve, cases[i].is_reserve, "case %zu: %ld", i, state.reserve);
        cr_expect_eq(state.warn, cases[i].is_warn, "case %zu: %ld", i, state.warn);
        cr_expect_eq(state.used, 7);
    }
}

Test(budget, levels)
{
    static const struct {
        long used, limit, reserve, warn;
        time_t held;
        enum budget_level level;
    } cases[] = {
        { 0, 1000, 50, 800, 0, BUDGET_FREE },
        { 799, 1000, 50, 800, 0, BUDGET_FREE },
        { 800, 1000, 50, 800, 0, BUDGET_WARNING },
        { 949, 1000, 50, 800, 0, BUDGET_WARNING },
        { 950, 1000, 50, 800, 0, BUDGET_RESERVE },
        { 1000, 1000, 50, 800, 0, BUDGET_RESERVE },
        { 1013, 1000, 50, 800, 0, BUDGET_RESERVE },
        { 950, 1000, 50, 960, 0, BUDGET_RESERVE }, /* the reserve comes before the warning */
        { 999, 1000, 0, 1000, 0, BUDGET_FREE },
        { 1000, 1000, 0, 1000, 0, BUDGET_RESERVE },
        { 5000, 0, 0, 0, 0, BUDGET_FREE }, /* no limit is known */
        { 900, 1000, 50, 0, 0, BUDGET_FREE },
        { 0, 1000, 50, 800, NOON + 1, BUDGET_HELD },
        { 0, 0, 0, 0, NOON + 1, BUDGET_HELD },
        { 999, 1000, 50, 800, NOON + 1, BUDGET_HELD },
        { 0, 1000, 50, 800, NOON, BUDGET_FREE }, /* it has just passed */
        { 960, 1000, 50, 800, NOON - 100, BUDGET_RESERVE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct budget_state state = { .used = cases[i].used,
                                            .limit = cases[i].limit,
                                            .reserve = cases[i].reserve,
                                            .warn = cases[i].warn,
                                            .held_until = cases[i].held };
        cr_expect_eq(budget_level(&state, NOON), cases[i].level, "case %zu", i);
    }
}

/* `why` is all of the sentence; NULL = it may go out. */
static const struct {
    long used, limit, reserve;
    time_t held;
    long requests;
    bool is_saving;
    const char *why;
} asked[] = {
    { 0, 1000, 50, 0, 1, false, NULL },
    { 949, 1000, 50, 0, 1, false, NULL },
    { 950, 1000, 50, 0, 1, false,
      "950 of the day's 1000 requests are used; the last 50 are kept for saving and cancelling. "
      "The count begins anew at 00:00 UTC." },
    { 948, 1000, 50, 0, 3, false,
      "948 of the day's 1000 requests are used, and this takes 3; the last 50 are kept for saving "
      "and cancelling. The count begins anew at 00:00 UTC." },
    { 999, 1000, 50, 0, 1, true, NULL },
    { 1000, 1000, 50, 0, 1, true, NULL },
    { 1013, 1000, 50, 0, 7, true, NULL },
    { 1013, 1000, 50, 0, 1, false,
      "1013 of the day's 1000 requests are used; only saving and cancelling are still tried. The "
      "count begins anew at 00:00 UTC." },
    { 999, 1000, 0, 0, 1, false, NULL },
    { 999, 1000, 0, 0, 2, false,
      "999 of the day's 1000 requests are used, and this takes 2. The count begins anew at 00:00 "
      "UTC." },
    { 90000, 0, 0, 0, 100, false, NULL },
    { 0, 1000, 50, NOON + 3000, 1, false,
      "The service takes no more requests (HTTP 429) before 12:50 UTC." },
    { 0, 1000, 50, NOON + 3000, 1, true,
      "The service takes no more requests (HTTP 429) before 12:50 UTC." },
    { 0, 1000, 50, NOON + 1, 1, true,
      "The service takes no more requests (HTTP 429) before 12:01 UTC." },
    { 0, 0, 0, NOON + 12 * 3600, 1, true,
      "The service takes no more requests (HTTP 429) before 00:00 UTC." },
    { 0, 0, 0, NOON + 20 * 3600, 1, true,
      "The service takes no more requests (HTTP 429) before 2027-01-01 08:00 UTC." },
    { 0, 1000, 50, NOON, 1, false, NULL },
    { 0, 1000, 50, NOON - 5, 1, false, NULL },
};

Test(budget, what_may_go_out)
{
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct buf why = { 0 };
        const struct budget_state state = { .used = asked[i].used,
                                            .limit = asked[i].limit,
                                            .reserve = asked[i].reserve,
                                            .held_until = asked[i].held };
        bool allowed = budget_allows(&state, asked[i].requests, asked[i].is_saving, NOON, &why);
        cr_expect_eq(allowed, !asked[i].why, "case %zu", i);
        cr_expect_str_eq(buf_text(&why), asked[i].why ? asked[i].why : "", "case %zu", i);
        buf_free(&why);
    }
}

/* What the level says and what is let out agree, whatever the numbers. */
Test(budget, level_and_leave_agree)
{
    for (long limit = 0; limit <= 12; limit++)
        for (long reserve = 0; reserve <= 14; reserve++)
            for (long used = 0; used <= 16; used++) {
                struct buf why = { 0 };
                struct budget_state state = { .used = used };
                budget_set_limits(&state, limit, reserve, 80);
                enum budget_level level = budget_level(&state, NOON);
                bool goes = budget_allows(&state, 1, false, NOON, &why);
                cr_assert_eq(goes, level < BUDGET_RESERVE, "%ld of %ld, %ld kept", used, limit,
                             reserve);
                cr_assert(goes == !why.len);
                cr_assert(used || goes, "a fresh day lets something be looked at");
                cr_assert(budget_allows(&state, 1, true, NOON, &why));
                buf_free(&why);
            }
}
