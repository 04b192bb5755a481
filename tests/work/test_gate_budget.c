/* The budget at the gate: what is let out and counted, what is given back, and how long the service's "too
 * many requests" holds everybody. */
#include "config.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "model/date.h"
#include "store/store_desk.h"
#include "work/gate.h"
#include "work/gate_budget.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOON = 1925467200, DAY = 86400 }; /* 2031-01-06 12:00:00 UTC */

static struct profile profile;

static void set_up(void)
{
    store_desk_set_up();
    clock_fix(NOON);
    profile_init(&profile);
    profile.name = mem_strdup("mia");
    profile.daily_limit = 10;
    profile.reserve = 3;
    profile.warn_at = 45;
}

static void tear_down(void)
{
    profile_free(&profile);
    store_desk_tear_down();
}

TestSuite(gate_budget, .init = set_up, .fini = tear_down);

static bool let_out(struct gate_budget *budget, enum method method, enum api_purpose purpose)
{
    struct buf why = { 0 };
    bool goes = gate_budget_let_out(budget, method, purpose, &why);
    cr_expect_eq(goes, !why.len, "%s", buf_text(&why));
    buf_free(&why);
    return goes;
}

static bool look(struct gate_budget *budget)
{
    return let_out(budget, METHOD_ORDER_LIST, API_LOOKING);
}

static void end(struct gate_budget *budget, bool was_sent, int status, long retry_after)
{
    const struct gate_try ended = { .method = METHOD_ORDER_LIST,
                                    .outcome = status ? API_DONE : API_UNREACHED,
                                    .was_sent = was_sent,
                                    .http_status = status,
                                    .retry_after = retry_after,
                                    .message = "",
                                    .text = "" };
    gate_budget_ended(budget, &ended);
}

static struct budget_state state_of(struct gate_budget *budget)
{
    struct budget_state state;
    gate_budget_state(budget, &state);
    return state;
}

Test(gate_budget, counts_before_it_leaves_and_stops_at_the_reserve)
{
    struct gate_budget *budget = gate_budget_open(&profile), *other = gate_budget_open(&profile);
    for (int i = 0; i < 7; i++) {
        cr_expect_eq(budget_level(&(struct budget_state){ 0 }, NOON), BUDGET_FREE);
        cr_expect(look(i % 2 ? budget : other), "request %d", i);
        cr_expect_eq(state_of(budget).used, i + 1);
        struct budget_state state = state_of(other);
        cr_expect_eq(budget_level(&state, NOON), i + 1 < 5   ? BUDGET_FREE
                                                 : i + 1 < 7 ? BUDGET_WARNING
                                                             : BUDGET_RESERVE);
    }
    cr_expect_not(look(budget));
    cr_expect_not(look(other));
    cr_expect_eq(state_of(budget).used, 7, "what does not leave is not counted");
    cr_expect(let_out(budget, METHOD_ORDER_LIST, API_SAVING), "a reading that belongs to a saving");
    cr_expect(let_out(budget, METHOD_ORDER_UPDATE, API_LOOKING), "what writes is a saving");
    cr_expect(let_out(budget, METHOD_LOGIN, API_SAVING), "the way to a token");
    for (int i = 0; i < 5; i++)
        cr_expect(let_out(other, METHOD_ORDER_ITEM_DELETE, API_SAVING), "beyond the limit too");
    cr_expect_eq(state_of(budget).used, 15);
    clock_fix(NOON + DAY);
    cr_expect(look(budget));
    cr_expect_eq(state_of(other).used, 1);
    gate_budget_close(budget);
    gate_budget_close(other);
}

Test(gate_budget, limits_are_the_profiles)
{
    struct gate_budget *budget = gate_budget_open(&profile);
    struct budget_state state = state_of(budget), seen;
    cr_expect_eq(state.limit, 10);
    cr_expect_eq(state.reserve, 3);
    cr_expect_eq(state.warn, 5);
    cr_expect(state.is_counted);
    look(budget);
    gate_budget_look(&profile, &seen);
    cr_expect_eq(seen.used, 1);
    cr_expect_eq(seen.limit, 10);
    gate_budget_close(budget);
}

Test(gate_budget, what_was_not_sent_is_given_back)
{
    struct gate_budget *budget = gate_budget_open(&profile);
    look(budget);
    end(budget, true, 200, -1);
    cr_expect_eq(state_of(budget).used, 1);
    look(budget);
    end(budget, false, 0, -1);
    cr_expect_eq(state_of(budget).used, 1);
    look(budget);
    end(budget, true, 0, -1);
    cr_expect_eq(state_of(budget).used, 2, "its answer was lost: the service may have counted it");
    gate_budget_close(budget);
}

Test(gate_budget, yesterdays_request_is_not_taken_from_today)
{
    static const struct {
        int seconds, millis; /* since midnight; from start to end */
        long used;
    } cases[] = { { 1, 500, 1 }, { 10, 20000, 1 }, { 10, 10000, 1 }, { 60, 20000, 0 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = store_desk_path("state/perennial/requests-today.tsv");
        unlink(path);
        free(path);
        struct gate_budget *budget = gate_budget_open(&profile);
        clock_fix(NOON + DAY / 2 + cases[i].seconds);
        look(budget);
        const struct gate_try ended = { .method = METHOD_ORDER_LIST, .millis = cases[i].millis };
        gate_budget_ended(budget, &ended);
        cr_expect_eq(state_of(budget).used, cases[i].used, "case %zu", i);
        gate_budget_close(budget);
    }
}

Test(gate_budget, too_many_requests_hold_everybody)
{
    static const struct {
        long retry_after;
        time_t until;
    } cases[] = { { -1, NOON + DAY / 2 },
                  { 0, NOON + 60 },
                  { 1, NOON + 1 },
                  { 119, NOON + 119 },
                  { 20 * 3600, NOON + 20 * 3600 },
                  { 86400L * 365, NOON + 25 * 3600 },
                  { __LONG_MAX__, NOON + 25 * 3600 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        clock_fix(NOON);
        char *path = store_desk_path("state/perennial/requests-today.tsv");
        unlink(path);
        free(path);
        struct gate_budget *budget = gate_budget_open(&profile),
                           *other = gate_budget_open(&profile);
        cr_expect(look(budget));
        end(budget, true, 429, cases[i].retry_after);
        cr_expect_eq(state_of(other).held_until, cases[i].until, "case %zu: %ld", i,
                     (long)(state_of(other).held_until - NOON));
        cr_expect_eq(state_of(other).used, 1, "our count stays as it was");
        clock_fix(cases[i].until - 1);
        cr_expect_not(look(other));
        cr_expect_not(let_out(other, METHOD_ORDER_UPDATE, API_SAVING), "nor what saves");
        cr_expect_not(let_out(budget, METHOD_LOGIN, API_SAVING));
        clock_fix(cases[i].until);
        cr_expect(look(other));
        gate_budget_close(budget);
        gate_budget_close(other);
    }
}

/* The service is believed, whether we counted more than it allows or hardly anything. */
Test(gate_budget, the_service_knows_better)
{
    struct gate_budget *budget = gate_budget_open(&profile);
    for (int i = 0; i < 14; i++)
        let_out(budget, METHOD_ORDER_UPDATE, API_SAVING);
    end(budget, true, 200, -1);
    cr_expect_eq(state_of(budget).held_until, 0);
    end(budget, true, 429, 30);
    cr_expect_eq(state_of(budget).held_until, NOON + 30);
    clock_fix(NOON + 30);
    cr_expect(let_out(budget, METHOD_ORDER_UPDATE, API_SAVING));
    gate_budget_close(budget);
}

Test(gate_budget, goes_on_where_the_file_cannot_be_used)
{
    char *path = store_desk_path("state/perennial/requests-today.tsv");
    store_desk_write("state/perennial/x", "");
    cr_assert_eq(mkdir(path, 0700), 0);
    struct gate_budget *budget = gate_budget_open(&profile);
    char *log = store_desk_path("log");
    cr_assert(log_open(log, LOG_ERROR, NULL));
    for (int i = 0; i < 7; i++)
        cr_expect(look(budget));
    log_close();
    char *logged = store_desk_read("log"), *first = strstr(logged, "is a directory");
    cr_expect(first && !strstr(first + 1, "is a directory"), "in the log once: %s", logged);
    free(logged);
    free(log);
    cr_expect_not(look(budget), "also this count stops at the reserve");
    struct budget_state state = state_of(budget);
    cr_expect_eq(state.used, 7);
    cr_expect_not(state.is_counted);
    cr_expect(strstr(state.trouble, "is a directory"), "%s", state.trouble);
    end(budget, true, 429, 30);
    cr_expect_eq(state_of(budget).held_until, NOON + 30);
    gate_budget_close(budget);
    free(path);
}

Test(gate_budget, is_behind_the_gate)
{
    struct gate *gate = gate_open(&profile, "TOKEN");
    struct api_gate api = gate_api(gate);
    struct budget_state state;
    struct buf why = { 0 };
    cr_expect(api.let_out(api.self, METHOD_ORDER_LIST, API_LOOKING, &why));
    const struct gate_try ended = { .method = METHOD_ORDER_LIST,
                                    .outcome = API_NO_BUDGET,
                                    .was_sent = true,
                                    .http_status = 429,
                                    .retry_after = 60,
                                    .message = "",
                                    .text = "" };
    api.ended(api.self, &ended);
    api.state(api.self, &state);
    cr_expect_eq(state.used, 1);
    cr_expect_eq(state.limit, 10);
    cr_expect_eq(state.held_until, NOON + 60);
    cr_expect_not(api.let_out(api.self, METHOD_ORDER_LIST, API_LOOKING, &why));
    cr_expect_str_eq(buf_text(&why),
                     "The service takes no more requests (HTTP 429) before 12:01 UTC.");
    buf_free(&why);
    gate_close(gate);
}
