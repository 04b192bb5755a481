/* What a gate learns from each kind of answer, and what it says of it before the next request */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/mem.h"
#include "store/seen.h"
#include "store/store_desk.h"
#include "store/vault.h"
#include "work/gate.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOON = 1795348800 }; /* 2026-11-22 12:00 UTC */

static struct profile profile;
static struct gate *gate;
static struct api_gate api;

static void set_up(void)
{
    store_desk_set_up();
    clock_fix(NOON);
    profile_init(&profile);
    profile.name = mem_strdup("mia");
    gate = gate_open(&profile, "abc");
    api = gate_api(gate);
}

static void tear_down(void)
{
    gate_close(gate);
    profile_free(&profile);
    store_desk_tear_down();
}

TestSuite(gate_seen, .init = set_up, .fini = tear_down);

static void renew(void)
{
    gate_close(gate);
    gate = gate_open(&profile, "abc");
    api = gate_api(gate);
}

static void end(enum method method, int http_status, enum api_outcome outcome, bool is_of_old_token)
{
    const struct gate_try ended = { .method = method,
                                    .outcome = outcome,
                                    .was_sent = true,
                                    .http_status = http_status,
                                    .retry_after = -1,
                                    .is_of_old_token = is_of_old_token,
                                    .message = "",
                                    .text = "GET x" };
    api.ended(api.self, &ended);
}

static void expect_may(enum method method)
{
    struct buf why = { 0 };
    cr_expect(api.may(api.self, method, &why), "%s", buf_text(&why));
    cr_expect_eq(why.len, 0);
    buf_free(&why);
}

static void expect_not(enum method method, const char *part)
{
    struct buf why = { 0 };
    cr_expect_not(api.may(api.self, method, &why), "expected: %s", part);
    cr_expect_not_null(strstr(buf_text(&why), part), "\"%s\" lacks \"%s\"", buf_text(&why), part);
    cr_expect_not(api.may(api.self, method, NULL), "the sentence need not be asked for");
    buf_free(&why);
}

Test(gate_seen, what_each_answer_teaches)
{
    static const struct {
        int http_status;
        enum api_outcome outcome;
        enum seen_verdict token, method;
    } cases[] = {
        { 200, API_DONE, SEEN_ALLOWED, SEEN_ALLOWED },
        { 200, API_PARTIAL, SEEN_ALLOWED, SEEN_ALLOWED },
        { 200, API_REFUSED, SEEN_NOTHING, SEEN_NOTHING }, /* may be about the token: nobody knows */
        { 200, API_UNKNOWN, SEEN_NOTHING, SEEN_NOTHING },
        { 401, API_REFUSED, SEEN_REFUSED, SEEN_NOTHING },
        { 403, API_REFUSED, SEEN_NOTHING, SEEN_REFUSED },
        { 429, API_NO_BUDGET, SEEN_NOTHING, SEEN_NOTHING },
        { 500, API_UNKNOWN, SEEN_NOTHING, SEEN_NOTHING },
        { 0, API_UNREACHED, SEEN_NOTHING, SEEN_NOTHING },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char token[16], print[VAULT_PRINT_CHARS + 1];
        struct seen seen;
        snprintf(token, sizeof token, "token%zu", i);
        gate_set_token(gate, token);
        vault_print(token, print);
        end(METHOD_ORDER_UPDATE, cases[i].http_status, cases[i].outcome, false);
        cr_assert(seen_load("mia", print, &seen, NULL));
        cr_expect_eq(seen.token.verdict, cases[i].token, "%zu", i);
        cr_expect_eq(seen.methods[METHOD_ORDER_UPDATE].verdict, cases[i].method, "%zu", i);
        cr_expect_eq(seen.methods[METHOD_ORDER_LIST].verdict, SEEN_NOTHING, "%zu", i);
    }
}

Test(gate_seen, what_is_refused_is_not_offered_until_it_works)
{
    expect_may(METHOD_COUNT);
    end(METHOD_ORDER_UPDATE, 403, API_REFUSED, false);
    expect_not(METHOD_ORDER_UPDATE, "standing.order.update to the token of mia on 2026-11-22");
    expect_may(METHOD_ORDER_LIST);
    expect_may(METHOD_COUNT);
    end(METHOD_ORDER_LIST, 401, API_REFUSED, false);
    expect_not(METHOD_ORDER_LIST, "refused the token of mia on 2026-11-22");
    expect_not(METHOD_COUNT, "replace its secret");
    expect_may(METHOD_LOGIN);
    renew();
    expect_not(METHOD_COUNT, "replace its secret");
    end(METHOD_ORDER_UPDATE, 200, API_DONE, false);
    expect_may(METHOD_COUNT);
    expect_may(METHOD_ORDER_UPDATE);
}

Test(gate_seen, another_token_has_a_clean_sheet)
{
    end(METHOD_ORDER_LIST, 401, API_REFUSED, false);
    gate_set_token(gate, "def");
    expect_may(METHOD_ORDER_LIST);
    gate_set_token(gate, "abc");
    expect_not(METHOD_ORDER_LIST, "refused the token");
}

/* It was sent with the token of before. */
Test(gate_seen, a_late_answer_is_not_held_against_the_new_token)
{
    gate_set_token(gate, "def");
    end(METHOD_ORDER_LIST, 401, API_REFUSED, true);
    end(METHOD_ORDER_UPDATE, 403, API_REFUSED, true);
    expect_may(METHOD_ORDER_LIST);
    expect_may(METHOD_ORDER_UPDATE);
    gate_set_token(gate, "abc");
    end(METHOD_ORDER_CREATE, 200, API_DONE, true);
    struct seen seen;
    char print[VAULT_PRINT_CHARS + 1];
    vault_print("abc", print);
    cr_assert(seen_load("mia", print, &seen, NULL));
    cr_expect_eq(seen.token.verdict, SEEN_NOTHING, "nor counted in its favour");
}

Test(gate_seen, a_login_teaches_nothing_of_the_token)
{
    end(METHOD_LOGIN, 401, API_REFUSED, false);
    expect_may(METHOD_ORDER_LIST);
    end(METHOD_ORDER_LIST, 401, API_REFUSED, false);
    end(METHOD_LOGIN, 200, API_DONE, false);
    expect_not(METHOD_ORDER_LIST, "refused the token");
}

Test(gate_seen, what_is_pardoned_elsewhere_may_be_tried)
{
    struct seen seen;
    char print[VAULT_PRINT_CHARS + 1];
    vault_print("abc", print);
    end(METHOD_ORDER_LIST, 401, API_REFUSED, false);
    expect_not(METHOD_ORDER_LIST, "refused the token");
    cr_assert(seen_load("mia", print, &seen, NULL));
    cr_assert(seen_pardon("mia", print, &seen, NULL));
    expect_may(METHOD_ORDER_LIST);
}

Test(gate_seen, a_profile_that_reads_or_is_meant_for_less)
{
    profile.read_only = true;
    profile.source = mem_strdup("/x/perennial.conf:7");
    renew();
    expect_not(METHOD_ORDER_CREATE, "only reads: read_only is set in /x/perennial.conf:7.");
    expect_may(METHOD_ORDER_LIST);
    profile.read_only = false;
    profile.methods = mem_strdup("standing.order.list");
    renew();
    expect_not(METHOD_ORDER_CREATE, "not meant for standing.order.create");
    expect_may(METHOD_ORDER_LIST);
    expect_may(METHOD_LOGIN);
    expect_may(METHOD_COUNT);
}

/* A drawing asks some thirty times: the disk is looked at for the first question, and again for what this session
 * itself adds. */
Test(gate_seen, looking_once_for_a_drawing)
{
    struct gate *other = gate_open(&profile, "abc");
    const struct api_gate theirs = gate_api(other), ours = api;
    struct budget_state state;
    api.look_once(api.self, true);
    expect_may(METHOD_ORDER_CREATE);
    api.state(api.self, &state);
    cr_expect_eq(state.used, 0);

    api = theirs;
    cr_expect(api.let_out(api.self, METHOD_ORDER_CREATE, API_SAVING, NULL));
    end(METHOD_ORDER_CREATE, 403, API_REFUSED, 0);
    api = ours;
    expect_may(METHOD_ORDER_CREATE);
    api.state(api.self, &state);
    cr_expect_eq(state.used, 0, "another session's is looked for at the next drawing");

    cr_expect(api.let_out(api.self, METHOD_ORDER_LIST, API_LOOKING, NULL));
    api.state(api.self, &state);
    cr_expect_eq(state.used, 2, "what goes out here is counted at once, not %ld", state.used);
    end(METHOD_ORDER_LIST, 403, API_REFUSED, 0);
    expect_not(METHOD_ORDER_LIST, "refused standing.order.list");

    api.look_once(api.self, false);
    expect_not(METHOD_ORDER_CREATE, "refused standing.order.create");
    api = theirs;
    cr_expect(api.let_out(api.self, METHOD_ORDER_LIST, API_LOOKING, NULL));
    api = ours;
    api.state(api.self, &state);
    cr_expect_eq(state.used, 3, "not %ld", state.used);
    gate_close(other);
}
