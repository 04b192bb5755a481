/* The session against a real TLS server: what is sent, and what an answer means in outcome and words. */
#include "config.h"
#include "api/session_desk.h"
#include "model/methods.h"
#include "base/clock.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* --- what is sent --- */

Test(session, a_list_is_asked_with_its_filters_and_the_token_in_the_address)
{
    struct session_desk desk;
    session_desk_open(&desk);
    desk.profile.account = mem_strdup("acc\r\nX-Evil: 1");
    desk.profile.sales_channel = mem_strdup("web");
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Cancelled");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(desk.orders, 2);
    cr_expect_eq(desk.statuses[1], ORDER_CANCELLED);
    cr_expect_eq(desk.answer.http_status, 200);
    cr_expect_eq(desk.answer.bytes, strlen(session_desk_orders));
    cr_expect_eq(desk.progress, strlen(session_desk_orders));
    const char *request = tls_server_request(desk.server, 0);
    const char *line = "GET /api/standing.order.list?authenticationToken=S3cretToken&"
                       "dateFrom=2031-01-01&dateTo=2031-12-31&customer=%C3%B1%20%26%20co&"
                       "status=Cancelled HTTP/1.1\r\n";
    cr_expect_eq(strncmp(request, line, strlen(line)), 0, "%s", request);
    cr_expect_not_null(strstr(request, "\r\nX-ACCOUNT: accX-Evil: 1\r\n"), "%s", request);
    cr_expect_not_null(strstr(request, "\r\nX-SALES-CHANNEL: web\r\n"), "%s", request);
    cr_expect_null(strstr(request, "\r\nauthenticationToken"), "%s", request);
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 1);
    session_desk_close(&desk);
}

Test(session, all_is_asked_in_two_requests_and_each_order_is_marked)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_say(&desk, 200, "{\"standingOrders\":[{\"number\":\"S3\"}],\"status\":1}");
    session_desk_list(&desk, "All");
    cr_expect_eq(desk.answers, 1);
    cr_assert_eq(desk.orders, 3);
    cr_expect_eq(desk.statuses[0], ORDER_ACTIVE);
    cr_expect_eq(desk.statuses[2], ORDER_CANCELLED);
    cr_expect_str_eq(desk.numbers[2], "S3");
    cr_expect_eq(tls_server_requests(desk.server), 2);
    cr_expect_eq(tls_server_connections(desk.server), 1, "reads share a connection");
    cr_expect_not_null(strstr(tls_server_request(desk.server, 0), "&status=Active "));
    cr_expect_not_null(strstr(tls_server_request(desk.server, 1), "&status=Cancelled "));
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 2);
    session_desk_close(&desk);
}

Test(session, all_stops_at_the_first_failure)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 500, "");
    session_desk_list(&desk, "All");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    cr_expect_eq(tls_server_requests(desk.server), 1);
    session_desk_close(&desk);
}

Test(session, a_create_carries_the_token_in_header_and_body_as_the_profile_says)
{
    for (int in_body = 0; in_body <= 1; in_body++) {
        struct session_desk desk;
        session_desk_open(&desk);
        desk.profile.post_token_in_body = in_body;
        session_desk_start(&desk);
        session_desk_say(&desk, 200, session_desk_created);
        session_desk_create(&desk);
        cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
        cr_expect_str_eq(desk.message, "Saved.");
        cr_expect_str_eq(desk.order_id, "3228");
        cr_expect_str_eq(desk.order_number, "S03228");
        cr_assert_eq(desk.answer.item_count, 1);
        cr_expect_str_eq(desk.items[0].item_id, "10611");
        const char *request = tls_server_request(desk.server, 0);
        const char *line = "POST /api/v2/standing-order HTTP/1.1\r\n";
        cr_expect_eq(strncmp(request, line, strlen(line)), 0, "%s", request);
        cr_expect_not_null(strstr(request, "\r\nauthenticationToken: S3cretToken\r\n"));
        cr_expect_not_null(strstr(request, "\r\nContent-Type: application/json\r\n"));
        const char *body = strstr(request, "\r\n\r\n") + 4;
        cr_expect_str_eq(body, in_body
                                   ? "{\"authenticationToken\":\"S3cretToken\",\"customerCode\":"
                                     "\"FRESH\",\"items\":[{\"identifier\":\"L1\",\"itemType\":"
                                     "\"BOX\",\"unitType\":\"Stem\"}]}"
                                   : "{\"customerCode\":\"FRESH\",\"items\":[{\"identifier\":"
                                     "\"L1\",\"itemType\":\"BOX\",\"unitType\":\"Stem\"}]}");
        struct order order;
        struct buf text = { 0 };
        order_init_blank(&order);
        value_set(&order.v[ORDER_CUSTOMER_CODE], "FRESH");
        value_set(&order_insert_item(&order, 0)->v[ITEM_IDENTIFIER], "L1");
        cr_expect_eq(desk.api.ops->create_body(desk.api.self, &order, &text), strlen(body));
        cr_expect_null(strstr(buf_text(&text), session_desk_token), "people do not see the token");
        cr_expect_not_null(strstr(buf_text(&text), "FRESH"));
        buf_free(&text);
        order_free(&order);
        session_desk_close(&desk);
    }
}

Test(session, a_create_has_numbers_as_the_profile_says)
{
    for (int as_text = 0; as_text < 2; as_text++) {
        struct session_desk desk;
        struct order order;
        session_desk_open(&desk);
        desk.profile.numbers_as_text = as_text;
        session_desk_start(&desk);
        session_desk_say(&desk, 200, session_desk_created);
        order_init_blank(&order);
        value_set(&order.v[ORDER_CUSTOMER_ID], "131313");
        struct api_create_call call = { &order, session_desk_note_done, &desk };
        desk.api.ops->create_order(desk.api.self, &call);
        order_free(&order);
        cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
        const char *request = tls_server_request(desk.server, 0);
        cr_expect_not_null(
            strstr(request, as_text ? "\"customerId\":\"131313\"" : "\"customerId\":131313"), "%s",
            request);
        session_desk_close(&desk);
    }
}

Test(session, look_ups_of_every_kind)
{
    for (size_t kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_start(&desk);
        char *body = mem_printf("{\"%s\":[{\"id\":7}],\"status\":1}", lookup_types[kind].array);
        session_desk_say(&desk, 200, body);
        struct api_lookup_call call = { .kind = (enum lookup_kind)kind,
                                        .customer_id = "55",
                                        .on_row = session_desk_note_row,
                                        .on_done = session_desk_note_done,
                                        .context = &desk };
        desk.api.ops->look_up(desk.api.self, &call);
        cr_assert(session_desk_run_until(&desk, session_desk_is_answered));
        cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
        cr_expect_eq(desk.rows, 1);
        const char *request = tls_server_request(desk.server, 0);
        bool has_customer = strstr(request, "&customerId=55 ") != NULL;
        cr_expect_eq(has_customer, kind == LOOKUP_SHIP_TOS, "%s", request);
        free(body);
        session_desk_close(&desk);
    }
}

Test(session, every_method_has_a_row)
{
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        const struct method_row *row = &method_rows[i];
        cr_assert(row->name && row->verb && row->path && row->help && row->cost == 1);
        bool is_read = strcmp(row->verb, "GET") == 0 || i == METHOD_LOGIN;
        cr_expect_eq(row->is_write, !is_read, "%s", row->name);
        cr_expect_eq(row->token == METHOD_TOKEN_URL, strcmp(row->verb, "GET") == 0, "%s",
                     row->name);
    }
}

/* --- what an answer means --- */

struct reply_case {
    int status;
    const char *body;
    enum api_outcome outcome;
    const char *names; /* what the sentence must hold */
};

static const char page[] = "<!DOCTYPE html><html><body>Bad Gateway</body></html>";

Test(session, every_answer_to_a_list)
{
    static const struct reply_case cases[] = {
        { 200, session_desk_orders, API_DONE, "OK" },
        { 201, session_desk_orders, API_DONE, "" },
        { 200, session_desk_no_orders, API_DONE, "" },
        { 200, "{\"status\":0,\"message\":\"Orders not found.\"}", API_DONE, "" },
        { 404, "{\"status\":0,\"message\":\"Orders not found.\"}", API_DONE, "" },
        { 200, "{\"standingOrders\":[]}", API_DONE, "" },
        { 200, "{\"status\":0,\"message\":\"Wrong dates.\"}", API_REFUSED, "Wrong dates." },
        { 200, "{\"status\":0}", API_REFUSED, "no reason" },
        { 200, "{\"status\":0,\"message\":\"Orders not found\",\"standingOrders\":[]}", API_REFUSED,
          "Orders not found" },
        { 200, "{}", API_FAILED, "no list" },
        { 200, "[]", API_FAILED, "cannot be read" },
        { 200, page, API_FAILED, "a web page, not data (HTTP 200)" },
        { 200, "", API_FAILED, "without any data (HTTP 200)" },
        { 204, NULL, API_FAILED, "without any data (HTTP 204)" },
        { 200, "{\"status\":1,\"standingOrders\":[{},", API_FAILED, "1 order had come" },
        { 200, "{\"standingOrders\":[{},{},oops]}", API_FAILED, "2 orders had come" },
        { 301, "", API_FAILED, "points to another address (HTTP 301)" },
        { 400, "{\"message\":\"Bad date.\"}", API_REFUSED, "Bad date." },
        { 401, "", API_REFUSED, "does not accept the token (HTTP 401)" },
        { 401, page, API_REFUSED, "does not accept the token (HTTP 401)" },
        { 403, "{\"status\":0,\"message\":\"Not for you.\"}", API_REFUSED,
          "standing.order.list (HTTP 403)" },
        { 404, page, API_REFUSED, "HTTP 404" },
        { 408, "", API_FAILED, "gave up waiting" },
        { 429, "", API_NO_BUDGET, "used up (HTTP 429)" },
        { 500, "", API_FAILED, "The server failed (HTTP 500)" },
        { 500, "{\"status\":0,\"message\":\"Down.\"}", API_FAILED, "Down." },
        { 403, "{\"status\":0,\"message\":\"Orders not found.\"}", API_REFUSED, "HTTP 403" },
        { 500, "{\"status\":0,\"message\":\"Orders not found.\"}", API_FAILED, "HTTP 500" },
        { 502, page, API_FAILED, "a web page, not data (HTTP 502)" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session_desk fresh;
        session_desk_open(&fresh);
        session_desk_start(&fresh);
        session_desk_say(&fresh, cases[i].status, cases[i].body);
        session_desk_list(&fresh, "Active");
        cr_expect_eq(fresh.answer.outcome, cases[i].outcome, "HTTP %d %s: %d, %s", cases[i].status,
                     cases[i].body, (int)fresh.answer.outcome, fresh.message);
        EXPECT_MESSAGE(&fresh, cases[i].names);
        session_desk_close(&fresh);
    }
}

Test(session, every_answer_to_a_create)
{
    static const struct reply_case cases[] = {
        { 200, session_desk_created, API_DONE, "Saved." },
        { 201, session_desk_created, API_DONE, "Saved." },
        { 200, "{\"status\":\"1\"}", API_DONE, "saved" },
        { 200, "{\"standingOrderId\":5}", API_DONE, "saved" },
        { 200, "{\"status\":1,\"items\":[{\"status\":1},{\"status\":0,\"message\":\"no\"}]}",
          API_PARTIAL, "1 of 2 lines was refused" },
        { 200, "{\"status\":0,\"standingOrderId\":5}", API_PARTIAL, "not all of it" },
        { 200,
          "{\"status\":0,\"message\":\"No.\",\"items\":[{\"status\":1,\"standingOrderItemId\":7},"
          "{\"status\":0}]}",
          API_PARTIAL, "No. 1 of 2 lines was refused" },
        { 200, "{\"status\":0,\"message\":\"No.\",\"items\":[{\"status\":0}]}", API_REFUSED,
          "No." },
        { 200, "{\"items\":[{\"status\":1,\"standingOrderItemId\":7}]}", API_UNKNOWN,
          "may have been saved" },
        { 200, "{\"status\":0,\"standingOrderId\":0,\"message\":\"No.\"}", API_REFUSED, "No." },
        { 200, "{\"status\":0,\"message\":\"Customer unknown.\"}", API_REFUSED,
          "Customer unknown." },
        { 200, "{}", API_UNKNOWN, "may have been saved" },
        { 200, "{\"status\":1", API_UNKNOWN, "may have been saved" },
        { 200, page, API_UNKNOWN, "a web page, not data (HTTP 200)" },
        { 200, "", API_UNKNOWN, "look at the list before" },
        { 302, "", API_UNKNOWN, "HTTP 302" },
        { 400, "{\"status\":0,\"message\":\"Bad date.\"}", API_REFUSED, "Bad date." },
        { 400, page, API_REFUSED, "a web page" },
        { 401, "", API_REFUSED, "token" },
        { 403, "", API_REFUSED, "standing.order.create (HTTP 403)" },
        { 404, "", API_REFUSED, "HTTP 404" },
        { 408, "", API_UNKNOWN, "may have been saved" },
        { 429, "", API_NO_BUDGET, "Nothing was carried out" },
        { 500, "", API_UNKNOWN, "may have been saved" },
        { 500, "{\"status\":500,\"message\":\"NullPointer\"}", API_UNKNOWN, "NullPointer" },
        { 500, "{\"status\":0,\"message\":\"Down.\"}", API_UNKNOWN, "Down." },
        { 408, "{\"status\":0,\"message\":\"Late.\"}", API_REFUSED, "Late." },
        { 502, page, API_UNKNOWN, "a web page, not data (HTTP 502)" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_start(&desk);
        session_desk_say(&desk, cases[i].status, cases[i].body);
        session_desk_create(&desk);
        cr_expect_eq(desk.answer.outcome, cases[i].outcome, "HTTP %d %s: %d, %s", cases[i].status,
                     cases[i].body, (int)desk.answer.outcome, desk.message);
        EXPECT_MESSAGE(&desk, cases[i].names);
        cr_expect_eq(tls_server_requests(desk.server), 1);
        session_desk_close(&desk);
    }
}

Test(session, the_services_words_never_show_the_token)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200,
                     "{\"status\":0,\"message\":\"Token S3cretToken\\u001b[2J is wrong\"}");
    session_desk_list(&desk, "Active");
    cr_expect_str_eq(desk.message, "Token [secret] [2J is wrong");
    session_desk_close(&desk);
}

Test(session, a_refused_budget_says_when_to_come_back)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    tls_server_say(desk.server,
                   &(struct tls_server_answer){ .status = 429, .headers = "Retry-After: 119\r\n" });
    session_desk_list(&desk, "Active");
    EXPECT_MESSAGE(&desk, "to wait 119 s");
    static const struct {
        const char *header, *wait;
    } waits[] = {
        { "Retry-After: 121\r\n", "to wait 3 minutes" },
        { "Retry-After: 7140\r\n", "to wait 119 minutes" },
        { "Retry-After: 7141\r\n", "to wait 2 hours 0 minutes" },
        { "Retry-After: 71343\r\n", "to wait 19 hours 50 minutes" },
        { "", "The day's requests are used up (HTTP 429)" },
        { "Retry-After: 86400\r\n", "The day's requests are used up (HTTP 429)" },
        { "Retry-After: 60\r\n", "The service takes no more requests now (HTTP 429)" },
        { "Retry-After: soon\r\n", "The service takes no more requests now (HTTP 429)" },
    };
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        tls_server_say(desk.server,
                       &(struct tls_server_answer){ .status = 429, .headers = waits[i].header });
        session_desk_list(&desk, "Active");
        EXPECT_MESSAGE(&desk, waits[i].wait);
    }
    session_desk_close(&desk);
}

/* --- the answer and its order --- */

Test(session, lines_get_the_answers_that_belong_to_them)
{
    struct order order;
    order_init_blank(&order);
    for (size_t i = 0; i < 3; i++) {
        char *identifier = mem_printf("L%zu", i);
        value_set(&order_insert_item(&order, i)->v[ITEM_IDENTIFIER], identifier);
        free(identifier);
    }
    struct api_item_answer items[] = { { "L2", true, "fine", "12" },
                                       { "", false, "no such product", "" },
                                       { "L0", true, "", "10" },
                                       { "other", true, "x", "99" } };
    struct api_answer answer = { .outcome = API_PARTIAL,
                                 .message = "",
                                 .order_id = "5",
                                 .order_number = "S5",
                                 .items = items,
                                 .item_count = 4 };
    api_apply_answer(&order, &answer);
    cr_expect_str_eq(order.v[ORDER_ID].text, "5");
    cr_expect_str_eq(order.v[ORDER_NUMBER].text, "S5");
    cr_expect_eq(order.items[0].answer, ITEM_ACCEPTED);
    cr_expect_str_eq(order.items[0].v[ITEM_ID].text, "10");
    cr_expect_null(order.items[0].answer_message);
    cr_expect_eq(order.items[1].answer, ITEM_REFUSED);
    cr_expect_str_eq(order.items[1].answer_message, "no such product");
    cr_expect_str_eq(order.items[1].v[ITEM_ID].text, "");
    cr_expect_eq(order.items[2].answer, ITEM_ACCEPTED);
    cr_expect_str_eq(order.items[2].v[ITEM_ID].text, "12");
    order_free(&order);
}
