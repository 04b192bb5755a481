/* Reads that are tried again: after which faults, how often, what becomes of rows given before, and that
 * writes, logins and the service's own "no" are never repeated. */
#include "config.h"
#include "api/again.h"
#include "api/session_desk.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char page[] = "<html>busy</html>";

static void say_headers(struct session_desk *desk, int status, const char *headers)
{
    tls_server_say(desk->server, &(struct tls_server_answer){
                                     .status = status, .headers = headers, .body = "{}" });
}

/* --- which faults --- */

static const struct fault_case {
    enum tls_server_act act;
    int status;
    const char *body;
    int requests; /* that came to the server: the fault's, and the good one's */
} faults[] = {
    { TLS_SERVER_CLOSE, 0, "", 2 },
    { TLS_SERVER_CUT, 200, session_desk_orders, 2 },
    { TLS_SERVER_ANSWER, 408, "", 2 },
    { TLS_SERVER_ANSWER, 500, "{\"status\":0,\"message\":\"Sorry.\"}", 2 },
    { TLS_SERVER_ANSWER, 502, page, 2 },
    { TLS_SERVER_ANSWER, 503, "", 2 },
    { TLS_SERVER_ANSWER, 504, "not JSON", 2 },
    { TLS_SERVER_ANSWER, 520, page, 2 },
    { TLS_SERVER_ANSWER, 501, "{}", 1 },
    { TLS_SERVER_ANSWER, 400, "{}", 1 },
    { TLS_SERVER_ANSWER, 401, page, 1 },
    { TLS_SERVER_ANSWER, 403, "{}", 1 },
    { TLS_SERVER_ANSWER, 404, page, 1 },
    { TLS_SERVER_ANSWER, 429, "{}", 1 },
    { TLS_SERVER_ANSWER, 302, "", 1 },
    { TLS_SERVER_ANSWER, 200, page, 1 },
    { TLS_SERVER_ANSWER, 200, "{\"status\":0,\"message\":\"No.\"}", 1 },
    { TLS_SERVER_BARE, 0, "hello\r\n\r\n", 1 },
};

Test(again, a_read_is_tried_again_after_what_may_pass_and_after_nothing_else)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault_case *fault = &faults[i];
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_try_again(&desk);
        desk.takes_back = true;
        session_desk_start(&desk);
        tls_server_say(desk.server, &(struct tls_server_answer){ .act = fault->act,
                                                                 .status = fault->status,
                                                                 .body = fault->body });
        session_desk_say(&desk, 200, session_desk_no_orders);
        session_desk_list(&desk, "Active");
        cr_expect_eq(tls_server_requests(desk.server), fault->requests, "case %zu: %zu", i,
                     tls_server_requests(desk.server));
        cr_expect_eq(desk.answer.outcome == API_DONE, fault->requests == 2, "case %zu: %s", i,
                     desk.message);
        cr_expect_eq(desk.again_count, fault->requests - 1, "case %zu", i);
        cr_expect_null(strstr(desk.message, "Tried"), "case %zu: %s", i, desk.message);
        cr_expect_eq(desk.api.ops->requests(desk.api.self), fault->requests, "each try is counted");
        session_desk_close(&desk);
    }
}

/* Over a connection that was kept and turned out dead curl would send the request once more by itself, and nobody
 * would have counted it. */
Test(again, nothing_is_sent_again_uncounted)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.takes_back = true;
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_no_orders);
    session_desk_say_act(&desk, TLS_SERVER_CLOSE, "");
    session_desk_say(&desk, 200, session_desk_no_orders);
    session_desk_list(&desk, "Active");
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(desk.again_count, 1);
    cr_expect_eq(tls_server_requests(desk.server), 3);
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 3);
    session_desk_close(&desk);
}

Test(again, what_is_told_before_another_try)
{
    struct session_desk desk;
    struct buf words = { 0 };
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.takes_back = true;
    session_desk_start(&desk);
    session_desk_say(&desk, 502, page);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE);
    cr_assert_eq(desk.again_count, 1);
    cr_expect_eq(desk.again.next, 2);
    cr_expect_eq(desk.again.tries, 3);
    cr_expect(desk.again.millis >= 250 && desk.again.millis <= 750, "%lld",
              (long long)desk.again.millis);
    cr_expect_str_eq(desk.reason, "The server answered with a web page, not data (HTTP 502).");
    cr_expect_str_eq(tls_server_request(desk.server, 0), tls_server_request(desk.server, 1),
                     "the same question");
    desk.again.millis = 1500;
    api_write_again(&desk.again, &words);
    cr_expect_str_eq(buf_text(&words), "Trying again in 2 s (2 of 3): The server answered with a "
                                       "web page, not data (HTTP 502).");
    buf_free(&words);
    session_desk_close(&desk);
}

Test(again, look_ups_and_prebooks_too)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 503, "");
    session_desk_say(&desk, 200, "{\"customers\":[{\"id\":7}],\"status\":1}");
    session_desk_say(&desk, 503, "");
    session_desk_say(&desk, 200, "{\"prebooks\":[],\"status\":1}");
    const struct api_lookup_call look_up = { .kind = LOOKUP_CUSTOMERS,
                                             .on_row = session_desk_note_row,
                                             .on_done = session_desk_note_done,
                                             .context = &desk };
    desk.api.ops->look_up(desk.api.self, &look_up);
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(desk.rows, 1);
    session_desk_forget(&desk);
    const struct api_prebooks_call prebooks = { .number = "S1",
                                                .from = "2031-01-01",
                                                .to = "2031-02-01",
                                                .on_done = session_desk_note_done,
                                                .context = &desk };
    desk.api.ops->list_prebooks(desk.api.self, &prebooks);
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(tls_server_requests(desk.server), 4);
    session_desk_close(&desk);
}

/* --- how often --- */

Test(again, as_often_as_the_profile_says_and_the_last_failure_is_told)
{
    for (int retries = 0; retries <= 3; retries++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_try_again(&desk);
        desk.profile.read_retries = retries;
        session_desk_start(&desk);
        for (int i = 0; i < retries; i++)
            session_desk_say(&desk, 500, "");
        session_desk_say(&desk, 502, "");
        session_desk_list(&desk, "Active");
        cr_expect_eq(desk.answer.outcome, API_FAILED);
        cr_expect_eq(desk.answer.http_status, 502);
        cr_expect_eq(tls_server_requests(desk.server), (size_t)retries + 1);
        char *said = retries
                         ? mem_printf("The server failed (HTTP 502). Tried %d times.", retries + 1)
                         : mem_strdup("The server failed (HTTP 502).");
        cr_expect_str_eq(desk.message, said);
        free(said);
        session_desk_close(&desk);
    }
}

Test(again, a_no_of_the_service_ends_it)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 500, "");
    session_desk_say(&desk, 401, "");
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_REFUSED);
    cr_expect_eq(tls_server_requests(desk.server), 2);
    cr_expect_null(strstr(desk.message, "Tried"), "%s", desk.message);
    session_desk_close(&desk);
}

Test(again, a_server_that_is_not_there_is_looked_for_again)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.takes_back = true;
    free(desk.profile.endpoint);
    desk.profile.endpoint = mem_strdup("https://127.0.0.1:1/api/");
    session_desk_start(&desk);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_UNREACHED);
    cr_expect_eq(desk.again_count, 2);
    EXPECT_MESSAGE(&desk, "Nothing was sent. Tried 3 times.");
    session_desk_close(&desk);
}

Test(again, a_connection_closed_before_tls_is_tried_again)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_NO_TLS, "");
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_UNREACHED);
    cr_expect_eq(tls_server_connections(desk.server), 3);
    session_desk_close(&desk);
}

Test(again, a_silent_server_is_asked_again)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.profile.timeout = 1;
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_STALL, "");
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(desk.orders, 2);
    session_desk_close(&desk);
}

Test(again, whom_nobody_trusts_is_never_tried_again)
{
    static const struct tls_server_setup setups[] = {
        { .name = "127.0.0.1", .is_expired = true },
        { .name = "other.example" },
        { .name = "127.0.0.1", .is_without_alternative = true },
        { .name = "127.0.0.1", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT" },
    };
    for (size_t i = 0; i <= sizeof setups / sizeof *setups; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_try_again(&desk);
        if (i < sizeof setups / sizeof *setups)
            session_desk_replace_server(&desk, &setups[i]);
        else
            session_desk_trust(&desk, "/nowhere/ca.pem");
        desk.takes_back = true;
        session_desk_start(&desk);
        session_desk_list(&desk, "Active");
        cr_expect_eq(desk.answer.outcome, API_UNREACHED, "case %zu", i);
        cr_expect_eq(desk.again_count, 0, "case %zu", i);
        cr_expect_leq(tls_server_connections(desk.server), 1, "case %zu", i);
        session_desk_close(&desk);
    }
}

Test(again, a_list_that_is_too_large_is_not_asked_for_again)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    session_desk_start(&desk);
    char *header = mem_printf("X-Long: %0*d\r\n", 70 << 10, 0);
    say_headers(&desk, 200, header);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    cr_expect_eq(tls_server_requests(desk.server), 1);
    session_desk_close(&desk);
    free(header);
}

/* --- rows that were given --- */

Test(again, rows_of_a_try_that_was_cut_are_void_and_come_anew)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.takes_back = true;
    session_desk_start(&desk);
    static const char three[] = "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"},"
                                "{\"number\":\"S3\"}],\"status\":1,\"message\":\"OK\"}";
    session_desk_say_act(&desk, TLS_SERVER_CUT, three);
    session_desk_say(&desk, 200, three);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_assert_eq(desk.again_count, 1);
    cr_expect_gt(desk.before_again, 0, "the test gives rows before the cut");
    cr_expect_eq(desk.again.kept, 0);
    cr_expect_eq(desk.orders - desk.before_again, 3);
    cr_expect_str_eq(desk.numbers[desk.before_again], "S1", "from the first on");
    session_desk_close(&desk);
}

Test(again, who_cannot_take_rows_back_is_told_the_failure)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_CUT, session_desk_orders);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    cr_expect_gt(desk.orders, 0);
    cr_expect_eq(tls_server_requests(desk.server), 1);
    EXPECT_MESSAGE(&desk, "The answer was cut short");
    cr_expect_null(strstr(desk.message, "Tried"), "%s", desk.message);
    session_desk_close(&desk);
}

Test(again, of_all_orders_only_the_half_that_failed_is_asked_for_again)
{
    for (int takes_back = 0; takes_back <= 1; takes_back++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_try_again(&desk);
        desk.takes_back = takes_back;
        desk.profile.read_retries = 1;
        session_desk_start(&desk);
        session_desk_say(&desk, 500, "");
        session_desk_say(&desk, 200, session_desk_orders);
        session_desk_say(&desk, 500, ""); /* each half has its own tries */
        session_desk_say(&desk, 200, "{\"standingOrders\":[{\"number\":\"S3\"}],\"status\":1}");
        session_desk_list(&desk, "All");
        cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
        cr_assert_eq(desk.orders, 3);
        cr_expect_eq(desk.statuses[1], ORDER_ACTIVE);
        cr_expect_eq(desk.statuses[2], ORDER_CANCELLED);
        cr_expect_eq(tls_server_requests(desk.server), 4);
        cr_expect_not_null(strstr(tls_server_request(desk.server, 2), "&status=Cancelled "));
        cr_expect_not_null(strstr(tls_server_request(desk.server, 3), "&status=Cancelled "));
        cr_expect_eq(desk.again_count, takes_back ? 2 : 0);
        if (takes_back)
            cr_expect_eq(desk.again.kept, 2);
        session_desk_close(&desk);
    }
}

/* --- what is never repeated --- */

Test(again, a_write_is_sent_once_whatever_happens)
{
    static const struct fault_case cases[] = {
        { TLS_SERVER_CLOSE, 0, "", 1 },      { TLS_SERVER_ANSWER, 500, "", 1 },
        { TLS_SERVER_ANSWER, 503, page, 1 }, { TLS_SERVER_ANSWER, 408, "", 1 },
        { TLS_SERVER_NO_TLS, 0, "", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_try_again(&desk);
        session_desk_start(&desk);
        tls_server_say(desk.server, &(struct tls_server_answer){ .act = cases[i].act,
                                                                 .status = cases[i].status,
                                                                 .body = cases[i].body });
        session_desk_create(&desk);
        const struct api_cancel_call cancel = { "1", "2", session_desk_note_done, &desk };
        session_desk_forget(&desk);
        desk.api.ops->cancel_item(desk.api.self, &cancel);
        cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
        cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
        cr_expect_eq(tls_server_requests(desk.server), 2 * (size_t)cases[i].requests, "case %zu",
                     i);
        cr_expect_eq(tls_server_connections(desk.server), 2, "case %zu", i);
        session_desk_close(&desk);
    }
}

static void note_login(void *context, const struct api_answer *answer, const char *token)
{
    (void)token;
    session_desk_note_done(context, answer);
}

Test(again, a_login_is_sent_once)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 503, "");
    const struct api_login_call login = { "mia", "pass", note_login, &desk };
    desk.api.ops->log_in(desk.api.self, &login);
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_neq(desk.answer.outcome, API_DONE);
    cr_expect_eq(tls_server_requests(desk.server), 1);
    session_desk_close(&desk);
}

static void keep_login(void *context, const struct api_answer *answer, const char *token)
{
    struct session_desk *desk = context;
    free(desk->numbers[0]);
    desk->numbers[0] = token ? mem_strdup(token) : NULL;
    session_desk_note_done(context, answer);
}

/* Also where it is the one in use already, or the password occurs in it: neither is masked in it. */
Test(again, a_login_gives_the_token_as_it_came)
{
    static const char *const replies[][2] = {
        { "{\"status\": 1, \"apiKey\": \"tOken9\"}", "tOken9" },
        { "{\"status\": 1, \"apiKey\": \"12pAss34\"}", "12pAss34" },
    };
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_set_token(desk.session, "tOken9");
    const struct api_login_call login = { "mia", "pAss", keep_login, &desk };
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
        session_desk_say(&desk, 200, replies[i][0]);
        session_desk_forget(&desk);
        desk.api.ops->log_in(desk.api.self, &login);
        cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
        cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
        cr_assert(desk.numbers[0]);
        cr_expect_str_eq(desk.numbers[0], replies[i][1]);
    }
    session_desk_close(&desk);
}

Test(again, a_wrong_password_is_no_wrong_token)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 401, "{\"status\": 0, \"message\": \"No.\"}");
    const struct api_login_call login = { "mia", "pAss", note_login, &desk };
    desk.api.ops->log_in(desk.api.self, &login);
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_str_eq(desk.message,
                     "The server does not accept this user name with this password (HTTP 401). "
                     "It says: No.");
    session_desk_close(&desk);
}

/* It is masked while the login lasts, and kept no longer; who has it as a token keeps it. */
Test(again, a_login_leaves_no_password)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, "{\"status\": 0, \"message\": \"not pAss9 nor tOken9\"}");
    session_desk_say(&desk, 200, "{\"status\": 0, \"message\": \"not pAss9 nor tOken9\"}");
    session_set_token(desk.session, "tOken9");
    const struct api_login_call wrong = { "mia", "pAss9", note_login, &desk },
                                same = { "mia", "tOken9", note_login, &desk };
    desk.api.ops->log_in(desk.api.self, &wrong);
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_str_eq(desk.message, "not [secret] nor [secret]");
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    session_desk_forget(&desk);
    desk.api.ops->log_in(desk.api.self, &same);
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_str_eq(desk.message, "not pAss9 nor [secret]");
    char *masked = log_mask("pAss9 tOken9");
    cr_expect_str_eq(masked, "pAss9 [secret]");
    free(masked);
    session_desk_close(&desk);
}

/* --- stopping, and waiting --- */

Test(again, dropping_ends_the_waiting)
{
    for (int at_once = 0; at_once <= 1; at_once++) { /* from inside on_again, and behind it */
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_try_again(&desk);
        desk.takes_back = true;
        session_desk_start(&desk);
        again_set_pace(1000000); /* nobody waits that long */
        session_desk_say(&desk, 503, "");
        unsigned id = session_desk_ask_list(&desk, "Active");
        desk.drop_at_again = at_once ? id : 0;
        cr_assert(session_desk_run_until(&desk, session_desk_is_told_again));
        if (!at_once) {
            cr_expect_eq(desk.api.ops->running(desk.api.self), 1);
            cr_expect_eq(client_running(desk.client), 1);
            desk.api.ops->drop(desk.api.self, id);
        }
        cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
        cr_expect_eq(client_running(desk.client), 0);
        cr_expect_eq(desk.answers, 0);
        cr_expect_eq(tls_server_requests(desk.server), 1);
        session_desk_close(&desk);
    }
}

Test(again, a_session_that_is_closed_while_one_waits_leaves_nothing)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.takes_back = true;
    session_desk_start(&desk);
    again_set_pace(1000000);
    session_desk_say(&desk, 503, "");
    session_desk_ask_list(&desk, "Active");
    cr_assert(session_desk_run_until(&desk, session_desk_is_told_again));
    session_give_up(desk.session);
    cr_expect_eq(client_running(desk.client), 0);
    cr_expect_eq(desk.answers, 0);
    session_desk_close(&desk);
}

struct occasion {
    bool has_come;
};

static void note_occasion(void *context, const struct client_reply *reply)
{
    ((struct occasion *)context)->has_come = true;
    cr_expect_eq(reply->result, CLIENT_UNREACHED);
    cr_expect_not(reply->may_pass);
}

/* Where nothing limits the wait it has no end, and the test does not wait for that. */
Test(again, a_transfer_that_begins_later_limits_the_wait_and_ends_in_time, .timeout = 20)
{
    enum { DELAY_MILLIS = 60, FOR_EVER = -1 };
    struct occasion occasion = { 0 };
    struct client *client = client_new();
    const struct client_request request = {
        .verb = "GET", .delay_millis = DELAY_MILLIS, .on_done = note_occasion, .context = &occasion
    };
    int64_t began = clock_millis();
    client_start(client, &request);
    size_t wakes = 0;
    cr_expect_eq(client_running(client), 1);
    while (!occasion.has_come && wakes < 50) {
        client_wait(client, NULL, 0, FOR_EVER);
        client_run(client);
        wakes++;
    }
    cr_expect(occasion.has_come);
    cr_expect_geq(clock_millis() - began, DELAY_MILLIS, "not too early");
    cr_expect_leq(wakes, 2, "nothing wakes meanwhile: %zu", wakes);
    cr_expect_eq(client_running(client), 0);
    client_free(client);
}

Test(again, pauses_grow_and_are_spread)
{
    for (int next = 2; next <= 4; next++) {
        int64_t whole = 500 << (next - 2), least = INT64_MAX, most = 0;
        for (uint32_t random = 0; random < 5000; random += 7) {
            int64_t pause = again_pause(next, random, -1);
            least = pause < least ? pause : least;
            most = pause > most ? pause : most;
        }
        cr_expect(least >= whole / 2 && least < whole * 6 / 10, "%lld", (long long)least);
        cr_expect(most <= whole * 3 / 2 && most > whole * 14 / 10, "%lld", (long long)most);
    }
    cr_expect_leq(again_pause(1000, 0, -1), 8000, "not for ever longer");
    int64_t asked = again_pause(2, 0, 3);
    cr_expect(asked >= 3250 && asked <= 3750, "%lld", (long long)asked);
    cr_expect_eq(again_pause(2, 0, 0), again_pause(2, 0, -1));
    cr_expect_eq(again_pause(2, 0, 11), -1);
    cr_expect_eq(again_pause(2, 0, LONG_MAX), -1);
}

/* --- Retry-After --- */

Test(again, what_a_server_asks_to_wait_is_waited_unless_it_is_too_long)
{
    static const struct {
        const char *header;
        int64_t least; /* milliseconds; -1 = no further try */
        const char *said;
    } cases[] = {
        { "Retry-After: 4\r\n", 4250, NULL },
        { "Retry-After:   4  \r\n", 4250, NULL },
        { "Retry-After: 0\r\n", 250, NULL },
        { "Retry-After: 3600\r\n", -1, "wait 60 minutes" },
        { "Retry-After: 99999999999999999999\r\n", -1, "asks to wait" },
        { "Retry-After: Fri, 02 Jan 2099 00:00:05 GMT\r\n", 5250, NULL },
        { "Retry-After: Friday, 02-Jan-99 00:00:05 GMT\r\n", 250, NULL }, /* 1999, to curl */
        { "Retry-After: Fri Jan  2 00:00:05 2099\r\n", 5250, NULL },
        { "Retry-After: Fri, 02 Jan 2099 01:00:00 GMT\r\n", -1, "wait 60 minutes" },
        { "Retry-After: Wed, 02 Jan 2019 00:00:05 GMT\r\n", 250, NULL },
        { "Retry-After: soon\r\n", 250, NULL },
        { "Retry-After: 4x\r\n", 250, NULL },
        { "Retry-After: -4\r\n", 250, NULL },
        { "Retry-After: 4.5\r\n", 250, NULL },
        { "Retry-After: 4, 5\r\n", 250, NULL },
        { "Retry-After: 20990102 00:00:05\r\n", 250, NULL },
        { "Retry-After:\r\n", 250, NULL },
    };
    clock_fix(4070995200); /* Fri, 02 Jan 2099 00:00:00 */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_try_again(&desk);
        desk.takes_back = true;
        session_desk_start(&desk);
        say_headers(&desk, 503, cases[i].header);
        session_desk_say(&desk, 200, session_desk_orders);
        session_desk_list(&desk, "Active");
        if (cases[i].least < 0) {
            cr_expect_eq(tls_server_requests(desk.server), 1, "%s", cases[i].header);
            cr_expect_eq(desk.again_count, 0, "%s", cases[i].header);
            cr_expect_not_null(strstr(desk.message, cases[i].said), "%s%s", cases[i].header,
                               desk.message);
        } else {
            cr_assert_eq(desk.again_count, 1, "%s", cases[i].header);
            cr_expect(desk.again.millis >= cases[i].least &&
                          desk.again.millis <= cases[i].least + 500,
                      "%s%lld", cases[i].header, (long long)desk.again.millis);
        }
        session_desk_close(&desk);
    }
}

/* --- the gate --- */

struct gate_log {
    size_t asked, allowed; /* how often it was asked; how often it says yes */
    size_t ended;
    enum api_outcome outcomes[8];
    bool of_old_token[8];
    enum api_purpose purpose;
};

static bool let_out(void *self, enum method method, enum api_purpose purpose, struct buf *why)
{
    struct gate_log *log = self;
    (void)method;
    log->purpose = purpose;
    if (log->asked++ < log->allowed)
        return true;
    buf_add(why, "Only the reserve is left.");
    return false;
}

static void note_ended(void *self, const struct gate_try *ended)
{
    struct gate_log *log = self;
    cr_assert_lt(log->ended, 8);
    cr_expect(ended->was_sent);
    log->of_old_token[log->ended] = ended->is_of_old_token;
    log->outcomes[log->ended++] = ended->outcome;
}

static void ask_through_gate(struct session_desk *desk, struct gate_log *log)
{
    session_desk_open(desk);
    session_desk_try_again(desk);
    session_desk_start(desk);
    session_set_gate(desk->session,
                     &(struct api_gate){ .let_out = let_out, .ended = note_ended, .self = log });
    session_desk_say(desk, 500, "");
    session_desk_say(desk, 502, "");
    session_desk_say(desk, 200, session_desk_orders);
    session_desk_list(desk, "Active");
}

Test(again, each_try_goes_through_the_gate_and_is_told_to_it)
{
    struct session_desk desk;
    struct gate_log log = { .allowed = 8 };
    ask_through_gate(&desk, &log);
    cr_expect_eq(desk.answer.outcome, API_DONE);
    cr_expect_eq(log.asked, 3);
    cr_assert_eq(log.ended, 3);
    cr_expect_eq(log.outcomes[0], API_FAILED);
    cr_expect_eq(log.outcomes[2], API_DONE);
    session_desk_close(&desk);
}

Test(again, a_gate_that_closes_meanwhile_is_told_with_the_failure_before)
{
    struct session_desk desk;
    struct gate_log log = { .allowed = 2 };
    ask_through_gate(&desk, &log);
    cr_expect_eq(desk.answer.outcome, API_FAILED, "it was sent: not the budget is what failed");
    cr_expect_eq(desk.answer.http_status, 502);
    cr_expect_str_eq(desk.message, "The server failed (HTTP 502). It was not tried again. Only the "
                                   "reserve is left.");
    cr_expect_eq(log.asked, 3);
    cr_expect_eq(log.ended, 2);
    cr_expect_eq(tls_server_requests(desk.server), 2);
    session_desk_close(&desk);
}

Test(again, one_that_is_dropped_while_it_waits_was_not_counted)
{
    struct session_desk desk;
    struct gate_log log = { .allowed = 8 };
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.takes_back = true;
    session_desk_start(&desk);
    again_set_pace(1000000);
    session_set_gate(desk.session,
                     &(struct api_gate){ .let_out = let_out, .ended = note_ended, .self = &log });
    session_desk_say(&desk, 500, "");
    unsigned id = session_desk_ask_list(&desk, "Active");
    cr_assert(session_desk_run_until(&desk, session_desk_is_told_again));
    desk.api.ops->drop(desk.api.self, id);
    cr_expect_eq(log.asked, 1);
    cr_expect_eq(log.ended, 1);
    session_desk_close(&desk);
}

Test(again, another_try_carries_the_token_of_then)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    desk.takes_back = true;
    session_desk_start(&desk);
    session_desk_say(&desk, 500, "");
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_ask_list(&desk, "Active");
    cr_assert(session_desk_run_until(&desk, session_desk_is_told_again));
    session_set_token(desk.session, "AnotherToken");
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_not_null(strstr(tls_server_request(desk.server, 1), "Token=AnotherToken&"));
    session_desk_close(&desk);
}

/* What comes back of a request is about the token that it carried. */
Test(again, an_answer_is_told_to_be_of_the_token_before)
{
    struct session_desk desk;
    struct gate_log log = { .allowed = 8 };
    session_desk_open(&desk);
    session_desk_try_again(&desk);
    session_desk_start(&desk);
    session_set_gate(desk.session,
                     &(struct api_gate){ .let_out = let_out, .ended = note_ended, .self = &log });
    session_desk_say(&desk, 500, "");
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_ask_list(&desk, "Active");
    session_set_token(desk.session, "AnotherToken");
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_assert_eq(log.ended, 2);
    cr_expect(log.of_old_token[0]);
    cr_expect_not(log.of_old_token[1], "the other try carried the new one");
    session_desk_close(&desk);
}

static void ask_login(struct session_desk *desk)
{
    const struct api_login_call login = { "mia", "pAss9", note_login, desk };
    desk->api.ops->log_in(desk->api.self, &login);
}

static void ask_create(struct session_desk *desk)
{
    session_desk_ask_create(desk);
}

static void ask_both_halves(struct session_desk *desk)
{
    session_desk_ask_list(desk, "All");
}

static void ask_rows(struct session_desk *desk)
{
    const struct api_lookup_call call = { .kind = LOOKUP_CARRIERS,
                                          .on_row = session_desk_note_row,
                                          .on_done = session_desk_note_done,
                                          .context = desk };
    desk->api.ops->look_up(desk->api.self, &call);
}

/* Nothing passes it by, and each end is told; a list of all orders is two requests. */
Test(again, every_request_goes_through_the_gate)
{
    static const struct {
        void (*ask)(struct session_desk *desk);
        size_t requests;
        enum api_purpose purpose;
    } rows[] = {
        { ask_both_halves, 2, API_LOOKING },
        { ask_rows, 1, API_LOOKING },
        { ask_create, 1, API_SAVING },
        { ask_login, 1, API_SAVING },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct session_desk desk;
        struct gate_log log = { .allowed = 8 };
        session_desk_open(&desk);
        session_desk_start(&desk);
        session_set_gate(desk.session, &(struct api_gate){
                                           .let_out = let_out, .ended = note_ended, .self = &log });
        for (size_t times = 0; times < 2; times++)
            session_desk_say(&desk, 200, session_desk_orders);
        rows[i].ask(&desk);
        cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
        cr_expect_eq(log.asked, rows[i].requests, "row %zu: %zu", i, log.asked);
        cr_expect_eq(log.ended, rows[i].requests, "row %zu: %zu", i, log.ended);
        cr_expect_eq(log.purpose, rows[i].purpose, "row %zu", i);
        cr_expect_eq(tls_server_requests(desk.server), rows[i].requests, "row %zu", i);
        cr_expect_eq(desk.api.ops->running(desk.api.self), 0, "row %zu", i);
        session_desk_close(&desk);
    }
}

/* A read that was dropped may have been counted there: it is told, and not given back. */
Test(again, what_is_dropped_on_its_way_is_told_once)
{
    struct session_desk desk;
    struct gate_log log = { .allowed = 8 };
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_set_gate(desk.session,
                     &(struct api_gate){ .let_out = let_out, .ended = note_ended, .self = &log });
    session_desk_say(&desk, 200, session_desk_orders);
    unsigned id = session_desk_ask_list(&desk, "Active");
    desk.api.ops->drop(desk.api.self, id);
    desk.api.ops->drop(desk.api.self, id);
    cr_expect_eq(log.asked, 1);
    cr_expect_eq(log.ended, 1);
    cr_expect_eq(desk.answers, 0);
    session_desk_close(&desk);
    cr_expect_eq(log.ended, 1);
}
