/* The session when the network is at its worst: connections that die, servers that are not trusted,
 * silent, slow or enormous; what is sent then, how often, and what a person is told. */
#include "config.h"
#include "api/session_desk.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Test(session, a_write_on_a_dying_connection_is_made_exactly_once)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_no_orders);
    session_desk_say_act(&desk, TLS_SERVER_CLOSE, NULL);
    session_desk_list(&desk, "Active"); /* leaves an open connection behind */
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "may have been saved");
    cr_expect_eq(tls_server_requests(desk.server), 2, "the order was sent again");
    cr_expect_eq(tls_server_connections(desk.server), 2, "a write has its own connection");
    session_desk_close(&desk);
}

Test(session, a_read_on_a_dying_connection_is_not_sent_again_by_itself)
{
    /* curl begins it once more and is stopped: nobody has counted that one; see test_session_again.c */
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_no_orders);
    session_desk_say_act(&desk, TLS_SERVER_CLOSE, NULL);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    EXPECT_MESSAGE(&desk, "closed the connection without an answer");
    cr_expect_eq(tls_server_requests(desk.server), 2);
    cr_expect_geq(tls_server_connections(desk.server), 2, "curl did not try");
    session_desk_close(&desk);
}

Test(session, nothing_follows_a_redirect)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    struct tls_server *other = tls_server_start("127.0.0.1", false);
    char *headers = mem_printf("Location: %s\r\n", tls_server_url(other));
    tls_server_say(desk.server, &(struct tls_server_answer){ .status = 302, .headers = headers });
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    cr_expect_eq(tls_server_requests(desk.server), 2);
    cr_expect_eq(tls_server_connections(other), 0);
    free(headers);
    tls_server_free(other);
    session_desk_close(&desk);
}

static void expect_nothing_sent(struct session_desk *desk, const char *names)
{
    session_desk_list(desk, "Active");
    cr_expect_eq(desk->answer.outcome, API_UNREACHED, "%s", desk->message);
    EXPECT_MESSAGE(desk, names);
    EXPECT_MESSAGE(desk, "Nothing was sent");
    session_desk_create(desk);
    cr_expect_eq(desk->answer.outcome, API_UNREACHED, "%s", desk->message);
    EXPECT_MESSAGE(desk, names);
    cr_expect_eq(tls_server_requests(desk->server), 0);
}

Test(session, a_server_that_is_not_trusted_gets_nothing)
{
    struct session_desk desk;
    session_desk_open(&desk);
    struct tls_server *other = tls_server_start("127.0.0.1", false);
    free(desk.profile.ca_file);
    desk.profile.ca_file = mem_strdup(tls_server_ca_file(other));
    session_desk_start(&desk);
    expect_nothing_sent(&desk, "certificate is not trusted");
    tls_server_free(other);
    session_desk_close(&desk);
}

Test(session, the_systems_authorities_do_not_vouch_for_a_test)
{
    struct session_desk desk;
    session_desk_open(&desk);
    free(desk.profile.ca_file);
    desk.profile.ca_file = NULL;
    session_desk_start(&desk);
    expect_nothing_sent(&desk, "certificate is not trusted");
    session_desk_close(&desk);
}

static void replace_server(struct session_desk *desk, const char *name, bool is_expired)
{
    tls_server_free(desk->server);
    desk->server = tls_server_start(name, is_expired);
    free(desk->profile.endpoint);
    free(desk->profile.ca_file);
    desk->profile.endpoint = mem_strdup(tls_server_url(desk->server));
    desk->profile.ca_file = mem_strdup(tls_server_ca_file(desk->server));
}

Test(session, a_certificate_for_another_host_gets_nothing)
{
    struct session_desk desk;
    session_desk_open(&desk);
    replace_server(&desk, "other.example", false);
    session_desk_start(&desk);
    expect_nothing_sent(&desk, "for another host");
    session_desk_close(&desk);
}

Test(session, an_expired_certificate_gets_nothing)
{
    struct session_desk desk;
    session_desk_open(&desk);
    replace_server(&desk, "127.0.0.1", true);
    session_desk_start(&desk);
    expect_nothing_sent(&desk, "has expired");
    session_desk_close(&desk);
}

Test(session, a_ca_file_that_is_not_there)
{
    struct session_desk desk;
    session_desk_open(&desk);
    free(desk.profile.ca_file);
    desk.profile.ca_file = mem_strdup("/nonexistent/ca.pem");
    session_desk_start(&desk);
    expect_nothing_sent(&desk, "ca_file cannot be read");
    session_desk_close(&desk);
}

Test(session, an_address_without_tls_gets_nothing)
{
    struct session_desk desk;
    session_desk_open(&desk);
    memmove(desk.profile.endpoint + 4, desk.profile.endpoint + 5,
            strlen(desk.profile.endpoint + 5) + 1);
    session_desk_start(&desk);
    expect_nothing_sent(&desk, "not an https address");
    cr_expect_eq(tls_server_connections(desk.server), 0);
    session_desk_close(&desk);
}

Test(session, a_server_that_closes_before_the_handshake)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_NO_TLS, NULL);
    expect_nothing_sent(&desk, "not reached");
    session_desk_close(&desk);
}

Test(session, a_server_that_is_not_there)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    struct tls_server *gone = desk.server;
    desk.server = tls_server_start("127.0.0.1", false);
    tls_server_free(gone);
    expect_nothing_sent(&desk, "nothing answers");
    session_desk_close(&desk);
}

Test(session, a_proxy_is_not_asked_for_this_machine)
{
    struct session_desk desk;
    session_desk_open(&desk);
    setenv("https_proxy", "http://127.0.0.1:1", 1);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    unsetenv("https_proxy");
    session_desk_close(&desk);
}

Test(session, answers_cut_in_the_middle)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_CUT,
                         "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"},"
                         "{\"number\":\"S3\"},{\"number\":\"S4\"}],\"status\":1}");
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    cr_expect_eq(desk.orders, 1);
    EXPECT_MESSAGE(&desk, "cut short");
    EXPECT_MESSAGE(&desk, "1 order had come by then");
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "may have been saved");
    cr_expect_eq(tls_server_requests(desk.server), 2);
    session_desk_close(&desk);
}

Test(session, a_silent_server_is_waited_for_only_so_long)
{
    struct session_desk desk;
    session_desk_open(&desk);
    desk.profile.timeout = 1;
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_STALL, NULL);
    session_desk_ask_list(&desk, "Active");
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    EXPECT_MESSAGE(&desk, "did not answer within 1 s");
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "did not answer within 1 s");
    EXPECT_MESSAGE(&desk, "may have been saved");
    session_desk_close(&desk);
}

Test(session, a_list_that_keeps_coming_is_not_cut_a_write_is)
{
    static const char twenty_blanks[] = "                    ";
    struct session_desk desk;
    struct tls_server_answer answer = {
        .act = TLS_SERVER_SLOW, .status = 200, .body = twenty_blanks, .repeat = 30
    };
    session_desk_open(&desk);
    desk.profile.timeout = 2; /* a busy machine may hold all of it up for a second */
    session_desk_start(&desk);
    tls_server_say(desk.server, &answer); /* three seconds of blanks: alive, but no JSON */
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    EXPECT_MESSAGE(&desk, "without any data");
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "not complete within 2 s");
    session_desk_say_act(&desk, TLS_SERVER_HANG_BODY, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    EXPECT_MESSAGE(&desk, "nothing more came for 2 s");
    session_desk_close(&desk);
}

Test(session, who_waits_for_a_write_is_told_that_nobody_waits_on)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_STALL, NULL);
    session_desk_ask_list(&desk, "Active");
    session_desk_ask_create(&desk);
    session_give_up(desk.session);
    cr_expect_eq(desk.answers, 1, "the read is dropped, the write is answered");
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "was not waited for");
    EXPECT_MESSAGE(&desk, "may have been saved");
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    cr_expect_eq(client_running(desk.client), 0);
    session_desk_close(&desk);
}

Test(session, orders_show_while_the_rest_is_still_coming)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(
        &desk, TLS_SERVER_HANG_BODY,
        "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"},{\"number\":\"S3\"}]}");
    unsigned id = session_desk_ask_list(&desk, "Active");
    cr_expect(session_desk_run_until(&desk, session_desk_has_order));
    cr_expect_eq(desk.answers, 0);
    cr_expect_eq(desk.api.ops->running(desk.api.self), 1);
    desk.api.ops->drop(desk.api.self, id);
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    cr_expect_eq(client_running(desk.client), 0);
    session_desk_close(&desk);
}

Test(session, a_read_dropped_by_its_own_callback_says_no_more)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    desk.drop_at_order = session_desk_ask_list(&desk, "Active");
    cr_expect(session_desk_run_until(&desk, session_desk_has_order));
    client_run(desk.client);
    cr_expect_eq(desk.orders, 1);
    cr_expect_eq(desk.answers, 0);
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    desk.api.ops->drop(desk.api.self, desk.drop_at_order);
    desk.api.ops->drop(desk.api.self, 4711);
    session_desk_close(&desk);
}

Test(session, a_write_is_not_dropped)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_created);
    unsigned id = session_desk_ask_create(&desk);
    desk.api.ops->drop(desk.api.self, id);
    cr_expect(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_eq(desk.answer.outcome, API_DONE);
    session_desk_close(&desk);
}

Test(session, a_profile_that_only_reads_sends_no_order)
{
    struct session_desk desk;
    session_desk_open(&desk);
    desk.profile.read_only = true;
    session_desk_start(&desk);
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNREACHED);
    EXPECT_MESSAGE(&desk, "only reads");
    cr_expect_eq(tls_server_connections(desk.server), 0);
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 0);
    session_desk_close(&desk);
}

Test(session, an_enormous_answer_is_not_read_to_its_end)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    tls_server_say(desk.server, &(struct tls_server_answer){
                                    .status = 200, .body = "        ", .repeat = 3 << 20 });
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "larger than 16 MiB");
    EXPECT_MESSAGE(&desk, "may have been saved");
    session_desk_close(&desk);
}

Test(session, an_answer_that_does_not_say_its_length_is_bounded_too)
{
    static char blanks[1 << 16];
    memset(blanks, ' ', sizeof blanks - 1);
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    tls_server_say(desk.server,
                   &(struct tls_server_answer){
                       .act = TLS_SERVER_NO_LENGTH, .status = 200, .body = blanks, .repeat = 300 });
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "larger than 16 MiB");
    session_desk_close(&desk);

    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_NO_LENGTH, session_desk_created);
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    session_desk_close(&desk);
}

Test(session, an_answer_in_tiny_pieces_is_the_same)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_TRICKLE, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE);
    cr_expect_eq(desk.orders, 2);
    session_desk_close(&desk);
}

Test(session, closing_ends_what_is_under_way_without_a_word)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_STALL, NULL);
    session_desk_ask_list(&desk, "Active");
    session_desk_ask_create(&desk);
    client_run(desk.client);
    session_close(desk.session);
    desk.session = NULL;
    cr_expect_eq(client_running(desk.client), 0);
    cr_expect_eq(desk.answers, 0);
    session_desk_close(&desk);
}

Test(session, the_log_names_methods_and_no_secrets)
{
    struct session_desk desk;
    struct buf text = { 0 };
    char path[] = "/tmp/perennial-test-log.XXXXXX";
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    close(fd);
    cr_assert(log_open(path, LOG_DEBUG, NULL));
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_say(&desk, 200, session_desk_created);
    session_desk_list(&desk, "Active");
    session_desk_create(&desk);
    log_close();
    cr_assert(file_read(path, 1 << 20, &text, NULL));
    cr_expect_not_null(strstr(buf_text(&text), "standing.order.list"));
    cr_expect_not_null(strstr(buf_text(&text), "standing.order.create"));
    cr_expect_null(strstr(buf_text(&text), session_desk_token));
    cr_expect_not_null(strstr(buf_text(&text), "> GET /api/standing.order.list?[secret] HTTP"));
    cr_expect_not_null(strstr(buf_text(&text), "> authenticationToken: [secret]"));
    cr_expect_null(strstr(buf_text(&text), "dateFrom"), "no parameters");
    cr_expect_null(strstr(buf_text(&text), "FRESH"), "no bodies");
    buf_free(&text);
    unlink(path);
    session_desk_close(&desk);
}
