/* Changes, cancellations and prebooks through the session: what is sent, how often, and what each answer
 * means in outcome and words. */
#include "config.h"
#include "api/session_desk.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char page[] = "<!DOCTYPE html><html><body>Bad Gateway</body></html>";
static const char changed[] = "{\"message\":\"Saved.\",\"status\":1}";
static const char gone[] = "{\"message\":\"Deleted.\",\"status\":\"1\"}";

static struct session_desk desk;

static void open_desk(void)
{
    session_desk_open(&desk);
}

static void close_desk(void)
{
    session_desk_close(&desk);
}

TestSuite(session_writes, .init = open_desk, .fini = close_desk);

static void make_body(struct order *body)
{
    *body = (struct order){ 0 };
    value_set(&body->v[ORDER_ID], "3228");
    value_set(&body->v[ORDER_ITEM_ID], "10611");
    value_set(&body->v[ORDER_PO], "");
    struct item *item = order_add_unknown_item(body);
    value_set(&item->v[ITEM_ID], "10611");
    value_set(&item->v[ITEM_PRICE], "1.10");
}

static const char body_text[] =
    "{\"standingOrderID\":3228,\"standingOrderItemId\":10611,\"customerPO\":\"\",\"items\":["
    "{\"standingOrderItemId\":10611,\"price\":1.10}]}";

static unsigned ask_update(void)
{
    struct order body;
    make_body(&body);
    const struct api_update_call call = { &body, session_desk_note_done, &desk };
    unsigned id = desk.api.ops->update_order(desk.api.self, &call);
    order_free(&body);
    cr_expect_eq(desk.answers, 0);
    return id;
}

static unsigned ask_cancel(void)
{
    const struct api_cancel_call call = { "3228", "10611", session_desk_note_done, &desk };
    unsigned id = desk.api.ops->cancel_item(desk.api.self, &call);
    cr_expect_eq(desk.answers, 0);
    return id;
}

static void wait_for_answer(void)
{
    cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
    cr_expect_eq(desk.answers, 1);
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
}

static void update(void)
{
    session_desk_forget(&desk);
    ask_update();
    wait_for_answer();
}

static void cancel(void)
{
    session_desk_forget(&desk);
    ask_cancel();
    wait_for_answer();
}

/* --- what is sent --- */

Test(session_writes, an_update_is_a_put_with_its_token_in_the_header_alone)
{
    desk.profile.post_token_in_body = true; /* says nothing of updates */
    session_desk_start(&desk);
    session_desk_say(&desk, 200, changed);
    update();
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_str_eq(desk.message, "Saved.");
    const char *request = tls_server_request(desk.server, 0);
    const char *line = "PUT /api/v2/standing-order HTTP/1.1\r\n";
    cr_expect_eq(strncmp(request, line, strlen(line)), 0, "%s", request);
    cr_expect_not_null(strstr(request, "\r\nauthenticationToken: S3cretToken\r\n"));
    cr_expect_not_null(strstr(request, "\r\nContent-Type: application/json\r\n"));
    cr_expect_str_eq(strstr(request, "\r\n\r\n") + 4, body_text);
    struct order body;
    struct buf text = { 0 };
    make_body(&body);
    cr_expect_eq(desk.api.ops->update_body(desk.api.self, &body, &text), strlen(body_text));
    cr_expect_null(strstr(buf_text(&text), session_desk_token));
    cr_expect_not_null(strstr(buf_text(&text), "\n  \"standingOrderID\""), "%s", buf_text(&text));
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 1);
    buf_free(&text);
    order_free(&body);
}

Test(session_writes, an_update_has_numbers_as_the_profile_says)
{
    desk.profile.numbers_as_text = true;
    session_desk_start(&desk);
    session_desk_say(&desk, 200, changed);
    update();
    cr_expect_not_null(strstr(tls_server_request(desk.server, 0), "\"standingOrderID\":\"3228\""));
}

Test(session_writes, a_cancellation_is_a_delete_with_both_ids_in_the_address)
{
    session_desk_start(&desk);
    session_desk_say(&desk, 200, gone);
    cancel();
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_str_eq(desk.message, "Deleted.");
    const char *request = tls_server_request(desk.server, 0);
    const char *line = "DELETE /api/v2/standing-order/item?standingOrderItemId=10611&"
                       "standingOrderId=3228 HTTP/1.1\r\n";
    cr_expect_eq(strncmp(request, line, strlen(line)), 0, "%s", request);
    cr_expect_not_null(strstr(request, "\r\nauthenticationToken: S3cretToken\r\n"));
    cr_expect_str_eq(strstr(request, "\r\n\r\n") + 4, "");
}

static size_t prebooks;
static char *numbers[4];

static void note_prebook(void *context, const char *const values[PREBOOK_FIELDS])
{
    cr_expect_eq(context, &desk);
    cr_assert_lt(prebooks, 4);
    numbers[prebooks++] = mem_printf(
        "%s|%s|%s|%s|%s|%s", values[PREBOOK_ID], values[PREBOOK_NUMBER], values[PREBOOK_TRUCK_DATE],
        values[PREBOOK_CUSTOMER_NAME], values[PREBOOK_CARRIER_NAME], values[PREBOOK_TYPE]);
}

static unsigned ask_prebooks(void)
{
    const struct api_prebooks_call call = { .number = "S03228",
                                            .from = "2031-01-01",
                                            .to = "2031-06-30",
                                            .on_prebook = note_prebook,
                                            .on_done = session_desk_note_done,
                                            .context = &desk };
    return desk.api.ops->list_prebooks(desk.api.self, &call);
}

Test(session_writes, prebooks_are_read_whatever_form_their_values_have)
{
    session_desk_start(&desk);
    session_desk_say(&desk, 200,
                     "{\"prebooks\":[{\"id\":12345678901234567890,\"number\":77,\"truckDate\":"
                     "\"2031/01/06\",\"customerName\":\"Fresh\",\"details\":[{\"number\":\"x\"}],"
                     "\"carrierName\":null,\"type\":\"S\"},{\"ID\":\"2\",\"truckdate\":"
                     "\"2031-01-13T00:00:00\"}],\"status\":\"1\",\"message\":\"OK\"}");
    ask_prebooks();
    wait_for_answer();
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_assert_eq(prebooks, 2);
    cr_expect_str_eq(numbers[0], "12345678901234567890|77|2031-01-06|Fresh||S");
    cr_expect_str_eq(numbers[1], "2||2031-01-13|||");
    const char *request = tls_server_request(desk.server, 0);
    const char *line = "GET /api/prebook.list?authenticationToken=S3cretToken&soNumber=S03228&"
                       "dateFrom=2031-01-01&dateTo=2031-06-30 HTTP/1.1\r\n";
    cr_expect_eq(strncmp(request, line, strlen(line)), 0, "%s", request);
    for (size_t i = 0; i < prebooks; i++)
        free(numbers[i]);
}

/* --- what an answer means --- */

struct reply_case {
    int status;
    const char *body;
    enum api_outcome outcome;
    const char *names; /* is in the message */
};

Test(session_writes, every_answer_to_the_question_for_prebooks)
{
    static const struct reply_case cases[] = {
        { 200, "{\"status\":1,\"message\":\"Prebooks not found.\"}", API_DONE, "" },
        { 200, "{\"status\":0,\"message\":\"Prebooks not found.OK\"}", API_DONE, "" },
        { 404, "{\"status\":0,\"message\":\"Prebook not found\"}", API_DONE, "" },
        { 200, "{\"status\":1,\"prebooks\":[]}", API_DONE, "" },
        { 200, "{\"status\":0,\"message\":\"The dates are too far apart.\"}", API_REFUSED,
          "too far apart" },
        { 200, "{}", API_FAILED, "no list" },
        { 403, "", API_REFUSED, "may not use prebook.list (HTTP 403)" },
        { 404, "", API_REFUSED, "does not know prebook.list" },
        { 502, page, API_FAILED, "a web page" },
    };
    session_desk_start(&desk);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        session_desk_say(&desk, cases[i].status, cases[i].body);
        session_desk_forget(&desk);
        ask_prebooks();
        wait_for_answer();
        cr_expect_eq(desk.answer.outcome, cases[i].outcome, "HTTP %d %s: %d, %s", cases[i].status,
                     cases[i].body, (int)desk.answer.outcome, desk.message);
        EXPECT_MESSAGE(&desk, cases[i].names);
    }
}

/* `%` in the words stands for "changed" and "cancelled". */
Test(session_writes, every_answer_to_an_update_and_to_a_cancellation)
{
    static const struct reply_case cases[] = {
        { 200, "{\"status\":1,\"message\":\"Saved.\"}", API_DONE, "Saved." },
        { 201, "{\"status\":\"1\"}", API_DONE, "The " },
        { 200, "{\"STATUS\":true}", API_DONE, "The " },
        { 200, "{\"status\":1,\"items\":[{\"identifier\":\"a\"}]}", API_DONE, "The " },
        { 200, "{\"status\":1,\"items\":[{\"status\":1},{\"status\":0,\"message\":\"No box.\"}]}",
          API_REFUSED, "The line was refused. It says: No box." },
        { 200, "{\"status\":0,\"message\":\"In use.\"}", API_REFUSED, "In use." },
        { 200, "{\"status\":0}", API_REFUSED, "and gave no reason." },
        { 200, "{\"status\":0,\"items\":[{\"status\":1}]}", API_REFUSED, "gave no reason" },
        { 200, "{}", API_UNKNOWN, "The line may have been %: read the order again" },
        { 200, "{\"message\":\"Hm.\"}", API_UNKNOWN, "It says: Hm. The line may have been %" },
        { 200, "{\"status\":1", API_UNKNOWN, "may have been %" },
        { 200, page, API_UNKNOWN, "a web page, not data (HTTP 200). The line may have been %" },
        { 200, "", API_UNKNOWN, "without any data (HTTP 200). The line may have been %" },
        { 302, "", API_UNKNOWN, "HTTP 302" },
        { 400, "{\"status\":0,\"message\":\"Bad date.\"}", API_REFUSED, "It says: Bad date." },
        { 401, "", API_REFUSED, "token" },
        { 403, "", API_REFUSED, "(HTTP 403)" },
        { 404, "", API_REFUSED, "Check the profile's endpoint" },
        { 404, page, API_REFUSED, "Check the profile's endpoint" },
        { 404, "{\"status\":0,\"message\":\"No line 7.\"}", API_REFUSED,
          "The server knows no such order or line (HTTP 404). It says: No line 7." },
        { 408, "", API_UNKNOWN, "may have been %" },
        { 423, "{\"status\":0,\"message\":\"Locked.\"}", API_REFUSED, "(HTTP 423). It says: Lo" },
        { 429, "", API_NO_BUDGET, "Nothing was carried out" },
        { 500, "", API_UNKNOWN, "may have been %" },
        { 500, "{\"status\":0,\"message\":\"Down.\"}", API_UNKNOWN, "Down. The line may" },
        { 502, page, API_UNKNOWN, "a web page, not data (HTTP 502). The line may have been %" },
    };
    session_desk_close(&desk);
    for (size_t i = 0; i < sizeof cases / sizeof *cases * 2; i++) {
        const struct reply_case *one = &cases[i / 2];
        bool is_update = i % 2 == 0;
        const char *hole = strchr(one->names, '%');
        char *names = hole ? mem_printf("%.*s%s%s", (int)(hole - one->names), one->names,
                                        is_update ? "changed" : "cancelled", hole + 1)
                           : mem_strdup(one->names);
        session_desk_open(&desk);
        session_desk_start(&desk);
        session_desk_say(&desk, one->status, one->body);
        (is_update ? update : cancel)();
        cr_expect_eq(desk.answer.outcome, one->outcome, "HTTP %d %s: %d, %s", one->status,
                     one->body, (int)desk.answer.outcome, desk.message);
        EXPECT_MESSAGE(&desk, names);
        cr_expect_null(strstr(desk.message, "saved: look"), "%s", desk.message);
        cr_expect_eq(tls_server_requests(desk.server), 1);
        session_desk_close(&desk);
        free(names);
    }
    session_desk_open(&desk);
}

/* --- the network --- */

Test(session_writes, neither_is_ever_sent_twice)
{
    static void (*const acts[])(void) = { update, cancel };
    session_desk_start(&desk);
    for (size_t i = 0; i < 2; i++) {
        session_desk_say(&desk, 200, session_desk_no_orders);
        session_desk_say_act(&desk, TLS_SERVER_CLOSE, NULL);
        size_t requests = tls_server_requests(desk.server);
        session_desk_list(&desk, "Active"); /* leaves an open connection behind */
        acts[i]();
        cr_expect_eq(desk.answer.outcome, API_UNKNOWN, "%s", desk.message);
        EXPECT_MESSAGE(&desk, "No answer came");
        EXPECT_MESSAGE(&desk, i ? "may have been cancelled" : "may have been changed");
        cr_expect_eq(tls_server_requests(desk.server) - requests, 2, "it was sent again");
    }
    cr_expect_eq(tls_server_connections(desk.server), 3, "one for reading, one for each write");
}

Test(session_writes, a_server_that_is_not_there_got_nothing)
{
    tls_server_free(desk.server);
    desk.server = tls_server_start("127.0.0.1", false); /* elsewhere */
    session_desk_start(&desk);
    update();
    cr_expect_eq(desk.answer.outcome, API_UNREACHED, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "Nothing was sent.");
    cancel();
    cr_expect_eq(desk.answer.outcome, API_UNREACHED, "%s", desk.message);
}

Test(session_writes, a_profile_that_only_reads_sends_neither)
{
    desk.profile.read_only = true;
    session_desk_start(&desk);
    update();
    cr_expect_eq(desk.answer.outcome, API_UNREACHED);
    cr_expect_str_eq(desk.message, "This profile only reads; nothing was sent.");
    cancel();
    cr_expect_eq(desk.answer.outcome, API_UNREACHED);
    cr_expect_str_eq(desk.message, "This profile only reads; nothing was sent.");
    cr_expect_eq(tls_server_connections(desk.server), 0);
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 0);
}

Test(session_writes, neither_can_be_dropped_and_prebooks_can)
{
    session_desk_start(&desk);
    session_desk_say(&desk, 200, changed);
    session_desk_say(&desk, 200, gone);
    desk.api.ops->drop(desk.api.self, ask_update());
    wait_for_answer();
    session_desk_forget(&desk);
    desk.api.ops->drop(desk.api.self, ask_cancel());
    wait_for_answer();
    session_desk_forget(&desk);
    desk.api.ops->drop(desk.api.self, ask_prebooks());
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    cr_expect_eq(desk.answers, 0);
}

Test(session_writes, who_leaves_is_told_what_may_have_been_done)
{
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_STALL, NULL);
    ask_update();
    session_give_up(desk.session);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "was not waited for. The line may have been changed");
    session_desk_forget(&desk);
    ask_cancel();
    session_give_up(desk.session);
    EXPECT_MESSAGE(&desk, "was not waited for. The line may have been cancelled");
}
