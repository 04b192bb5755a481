/* The session against a real TLS server that answers well and badly: what is sent, how often, and
 * what a person is told. Over 800 lines because all of it is asked at one desk of a server, a client
 * and a session; where it grows further, the network at its worst becomes a file of its own. */
#include "config.h"
#include "api/session.h"
#include "api/methods.h"
#include "model/date.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "support/tls_server.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIMIT_MILLIS = 10000 };

static const char token[] = "S3cretToken";

struct desk {
    struct tls_server *server;
    struct client *client;
    struct profile profile;
    struct session *session;
    struct api api;
    /* what came back */
    size_t orders, rows, progress, answers;
    enum order_status statuses[8];
    char *numbers[8];
    struct api_answer answer; /* texts below */
    char *message, *order_id, *order_number;
    struct api_item_answer items[8];
    char *item_texts[8][3];
    unsigned drop_at_order; /* request to drop at the first order */
};

static void open_desk(struct desk *desk)
{
    *desk = (struct desk){ 0 };
    signal(SIGPIPE, SIG_IGN); /* as the loop does */
    unsetenv("https_proxy");
    unsetenv("ALL_PROXY");
    desk->server = tls_server_start("127.0.0.1", false);
    desk->client = client_new();
    profile_init(&desk->profile);
    free(desk->profile.endpoint);
    desk->profile.endpoint = mem_strdup(tls_server_url(desk->server));
    desk->profile.ca_file = mem_strdup(tls_server_ca_file(desk->server));
    desk->profile.connect_timeout = desk->profile.timeout = 8;
}

static void open_session(struct desk *desk)
{
    desk->session = session_open(desk->client, &desk->profile, token);
    desk->api = session_api(desk->session);
}

static void forget_answer(struct desk *desk)
{
    free(desk->message);
    free(desk->order_id);
    free(desk->order_number);
    for (size_t i = 0; i < desk->answer.item_count; i++) {
        for (size_t t = 0; t < 3; t++)
            free(desk->item_texts[i][t]);
    }
    for (size_t i = 0; i < 8; i++)
        free(desk->numbers[i]);
    desk->message = desk->order_id = desk->order_number = NULL;
    memset(desk->numbers, 0, sizeof desk->numbers);
    memset(&desk->answer, 0, sizeof desk->answer);
    desk->orders = desk->rows = desk->progress = desk->answers = 0;
}

static void close_desk(struct desk *desk)
{
    forget_answer(desk);
    session_close(desk->session);
    client_free(desk->client);
    profile_free(&desk->profile);
    tls_server_free(desk->server);
    log_forget_secrets();
}

static void note_order(void *context, const struct order *order)
{
    struct desk *desk = context;
    if (desk->orders < 8) {
        desk->statuses[desk->orders] = order->status;
        desk->numbers[desk->orders] = mem_strdup(value_text(order->v[ORDER_NUMBER]));
    }
    desk->orders++;
    if (desk->drop_at_order)
        desk->api.ops->drop(desk->api.self, desk->drop_at_order);
}

static void note_progress(void *context, size_t bytes)
{
    struct desk *desk = context;
    cr_expect_geq(bytes, desk->progress);
    desk->progress = bytes;
}

static void note_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    struct desk *desk = context;
    cr_expect_str_eq(columns[LOOKUP_ID], "7");
    desk->rows++;
}

static void note_done(void *context, const struct api_answer *answer)
{
    struct desk *desk = context;
    desk->answers++;
    desk->answer = *answer;
    desk->message = mem_strdup(answer->message);
    desk->order_id = mem_strdup(answer->order_id);
    desk->order_number = mem_strdup(answer->order_number);
    cr_assert_leq(answer->item_count, 8);
    for (size_t i = 0; i < answer->item_count; i++) {
        desk->item_texts[i][0] = mem_strdup(answer->items[i].identifier);
        desk->item_texts[i][1] = mem_strdup(answer->items[i].message);
        desk->item_texts[i][2] = mem_strdup(answer->items[i].item_id);
        desk->items[i] =
            (struct api_item_answer){ desk->item_texts[i][0], answer->items[i].is_accepted,
                                      desk->item_texts[i][1], desk->item_texts[i][2] };
    }
    cr_expect_null(strstr(answer->message, token), "%s", answer->message);
    cr_expect_null(strstr(answer->message, "https://"), "%s", answer->message);
}

static bool run_until(struct desk *desk, bool (*until)(struct desk *desk))
{
    int64_t end = clock_millis() + LIMIT_MILLIS;
    while (!until(desk)) {
        if (clock_millis() > end)
            return false;
        client_wait(desk->client, NULL, 0, 100);
        client_run(desk->client);
    }
    return true;
}

static bool is_answered(struct desk *desk)
{
    return desk->answers > 0;
}

static bool has_order(struct desk *desk)
{
    return desk->orders > 0;
}

static unsigned ask_list(struct desk *desk, const char *status)
{
    struct filter filter;
    filter_init(&filter, date_from_civil(2031, 1, 6));
    value_set(&filter.v[FILTER_STATUS], status);
    value_set(&filter.v[FILTER_CUSTOMER], "ñ & co");
    struct api_list_call call = { &filter, note_order, note_progress, note_done, desk };
    unsigned id = desk->api.ops->list_orders(desk->api.self, &call);
    filter_free(&filter);
    cr_expect_eq(desk->answers, 0, "an answer never comes from inside the asking call");
    cr_expect_gt(id, 0);
    return id;
}

static void list(struct desk *desk, const char *status)
{
    forget_answer(desk);
    ask_list(desk, status);
    cr_assert(run_until(desk, is_answered));
    cr_expect_eq(desk->api.ops->running(desk->api.self), 0);
}

static unsigned ask_create(struct desk *desk)
{
    struct order order;
    order_init_blank(&order);
    value_set(&order.v[ORDER_CUSTOMER_CODE], "FRESH");
    value_set(&order_insert_item(&order, 0)->v[ITEM_IDENTIFIER], "L1");
    struct api_create_call call = { &order, note_done, desk };
    unsigned id = desk->api.ops->create_order(desk->api.self, &call);
    order_free(&order);
    cr_expect_eq(desk->answers, 0);
    return id;
}

static void create(struct desk *desk)
{
    forget_answer(desk);
    ask_create(desk);
    cr_assert(run_until(desk, is_answered));
}

static void say(struct desk *desk, int status, const char *body)
{
    tls_server_say(desk->server, &(struct tls_server_answer){ .status = status, .body = body });
}

static void say_act(struct desk *desk, enum tls_server_act act, const char *body)
{
    tls_server_say(desk->server,
                   &(struct tls_server_answer){ .act = act, .status = 200, .body = body });
}

static const char two_orders[] = "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"}],"
                                 "\"status\":1,\"message\":\"OK\"}";
static const char no_orders[] = "{\"status\":1,\"message\":\"Orders not found.OK\"}";
static const char created[] =
    "{\"standingOrderId\":3228,\"standingOrderNumber\":\"S03228\","
    "\"message\":\"Saved.\",\"items\":[{\"identifier\":\"L1\",\"status\":1,"
    "\"message\":\"Added.\",\"standingOrderItemId\":10611}],\"status\":1}";

#define EXPECT_MESSAGE(desk, part)                                                                 \
    cr_expect_not_null(strstr((desk)->message, part), "\"%s\" is not in: %s", part, (desk)->message)

/* --- what is sent --- */

Test(session, a_list_is_asked_with_its_filters_and_the_token_in_the_address)
{
    struct desk desk;
    open_desk(&desk);
    desk.profile.account = mem_strdup("acc\r\nX-Evil: 1");
    desk.profile.sales_channel = mem_strdup("web");
    open_session(&desk);
    say(&desk, 200, two_orders);
    list(&desk, "Cancelled");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(desk.orders, 2);
    cr_expect_eq(desk.statuses[1], ORDER_CANCELLED);
    cr_expect_eq(desk.answer.http_status, 200);
    cr_expect_eq(desk.answer.bytes, strlen(two_orders));
    cr_expect_eq(desk.progress, strlen(two_orders));
    const char *request = tls_server_request(desk.server, 0);
    const char *line = "GET /api/standing.order.list?authenticationToken=S3cretToken&"
                       "dateFrom=2031-01-01&dateTo=2031-12-31&customer=%C3%B1%20%26%20co&"
                       "status=Cancelled HTTP/1.1\r\n";
    cr_expect_eq(strncmp(request, line, strlen(line)), 0, "%s", request);
    cr_expect_not_null(strstr(request, "\r\nX-ACCOUNT: accX-Evil: 1\r\n"), "%s", request);
    cr_expect_not_null(strstr(request, "\r\nX-SALES-CHANNEL: web\r\n"), "%s", request);
    cr_expect_null(strstr(request, "\r\nauthenticationToken"), "%s", request);
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 1);
    close_desk(&desk);
}

Test(session, all_is_asked_in_two_requests_and_each_order_is_marked)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 200, two_orders);
    say(&desk, 200, "{\"standingOrders\":[{\"number\":\"S3\"}],\"status\":1}");
    list(&desk, "All");
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
    close_desk(&desk);
}

Test(session, all_stops_at_the_first_failure)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 500, "");
    list(&desk, "All");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    cr_expect_eq(tls_server_requests(desk.server), 1);
    close_desk(&desk);
}

Test(session, a_create_carries_the_token_in_header_and_body_as_the_profile_says)
{
    for (int in_body = 0; in_body <= 1; in_body++) {
        struct desk desk;
        open_desk(&desk);
        desk.profile.post_token_in_body = in_body;
        open_session(&desk);
        say(&desk, 200, created);
        create(&desk);
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
        cr_expect_null(strstr(buf_text(&text), token), "people do not see the token");
        cr_expect_not_null(strstr(buf_text(&text), "FRESH"));
        buf_free(&text);
        order_free(&order);
        close_desk(&desk);
    }
}

Test(session, a_create_has_numbers_as_the_profile_says)
{
    for (int as_text = 0; as_text < 2; as_text++) {
        struct desk desk;
        struct order order;
        open_desk(&desk);
        desk.profile.numbers_as_text = as_text;
        open_session(&desk);
        say(&desk, 200, created);
        order_init_blank(&order);
        value_set(&order.v[ORDER_CUSTOMER_ID], "131313");
        struct api_create_call call = { &order, note_done, &desk };
        desk.api.ops->create_order(desk.api.self, &call);
        order_free(&order);
        cr_assert(run_until(&desk, is_answered));
        const char *request = tls_server_request(desk.server, 0);
        cr_expect_not_null(
            strstr(request, as_text ? "\"customerId\":\"131313\"" : "\"customerId\":131313"), "%s",
            request);
        close_desk(&desk);
    }
}

Test(session, look_ups_of_every_kind)
{
    for (size_t kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++) {
        struct desk desk;
        open_desk(&desk);
        open_session(&desk);
        char *body = mem_printf("{\"%s\":[{\"id\":7}],\"status\":1}", lookup_types[kind].array);
        say(&desk, 200, body);
        struct api_lookup_call call = { (enum lookup_kind)kind, "55", note_row, note_done, &desk };
        desk.api.ops->look_up(desk.api.self, &call);
        cr_assert(run_until(&desk, is_answered));
        cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
        cr_expect_eq(desk.rows, 1);
        const char *request = tls_server_request(desk.server, 0);
        bool has_customer = strstr(request, "&customerId=55 ") != NULL;
        cr_expect_eq(has_customer, kind == LOOKUP_SHIP_TOS, "%s", request);
        free(body);
        close_desk(&desk);
    }
}

Test(session, every_method_has_a_row)
{
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        const struct method_row *row = &methods[i];
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
        { 200, two_orders, API_DONE, "OK" },
        { 201, two_orders, API_DONE, "" },
        { 200, no_orders, API_DONE, "" },
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
        { 500, "{\"status\":0,\"message\":\"Down.\"}", API_REFUSED, "Down." },
        { 403, "{\"status\":0,\"message\":\"Orders not found.\"}", API_REFUSED, "HTTP 403" },
        { 500, "{\"status\":0,\"message\":\"Orders not found.\"}", API_REFUSED, "HTTP 500" },
        { 502, page, API_FAILED, "a web page, not data (HTTP 502)" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk fresh;
        open_desk(&fresh);
        open_session(&fresh);
        say(&fresh, cases[i].status, cases[i].body);
        list(&fresh, "Active");
        cr_expect_eq(fresh.answer.outcome, cases[i].outcome, "HTTP %d %s: %d, %s", cases[i].status,
                     cases[i].body, (int)fresh.answer.outcome, fresh.message);
        EXPECT_MESSAGE(&fresh, cases[i].names);
        close_desk(&fresh);
    }
}

Test(session, every_answer_to_a_create)
{
    static const struct reply_case cases[] = {
        { 200, created, API_DONE, "Saved." },
        { 201, created, API_DONE, "Saved." },
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
        struct desk desk;
        open_desk(&desk);
        open_session(&desk);
        say(&desk, cases[i].status, cases[i].body);
        create(&desk);
        cr_expect_eq(desk.answer.outcome, cases[i].outcome, "HTTP %d %s: %d, %s", cases[i].status,
                     cases[i].body, (int)desk.answer.outcome, desk.message);
        EXPECT_MESSAGE(&desk, cases[i].names);
        cr_expect_eq(tls_server_requests(desk.server), 1);
        close_desk(&desk);
    }
}

Test(session, the_services_words_never_show_the_token)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 200, "{\"status\":0,\"message\":\"Token S3cretToken\\u001b[2J is wrong\"}");
    list(&desk, "Active");
    cr_expect_str_eq(desk.message, "Token [secret] [2J is wrong");
    close_desk(&desk);
}

Test(session, a_refused_budget_says_when_to_come_back)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    tls_server_say(desk.server,
                   &(struct tls_server_answer){ .status = 429, .headers = "Retry-After: 119\r\n" });
    list(&desk, "Active");
    EXPECT_MESSAGE(&desk, "to wait 119 s");
    static const struct {
        const char *header, *wait;
    } waits[] = {
        { "Retry-After: 121\r\n", "to wait 3 minutes" },
        { "Retry-After: 7140\r\n", "to wait 119 minutes" },
        { "Retry-After: 7141\r\n", "to wait 2 hours 0 minutes" },
        { "Retry-After: 71343\r\n", "to wait 19 hours 50 minutes" },
    };
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        tls_server_say(desk.server,
                       &(struct tls_server_answer){ .status = 429, .headers = waits[i].header });
        list(&desk, "Active");
        EXPECT_MESSAGE(&desk, waits[i].wait);
    }
    close_desk(&desk);
}

/* --- the network at its worst --- */

Test(session, a_write_on_a_dying_connection_is_made_exactly_once)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 200, no_orders);
    say_act(&desk, TLS_SERVER_CLOSE, NULL);
    list(&desk, "Active"); /* leaves an open connection behind */
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "may have been saved");
    cr_expect_eq(tls_server_requests(desk.server), 2, "the order was sent again");
    cr_expect_eq(tls_server_connections(desk.server), 2, "a write has its own connection");
    close_desk(&desk);
}

Test(session, a_read_on_a_dying_connection_is_made_again)
{
    /* the same with a read shows that the test above would see a second sending */
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 200, no_orders);
    say_act(&desk, TLS_SERVER_CLOSE, NULL);
    say(&desk, 200, two_orders);
    list(&desk, "Active");
    list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(tls_server_requests(desk.server), 3);
    close_desk(&desk);
}

Test(session, nothing_follows_a_redirect)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    struct tls_server *other = tls_server_start("127.0.0.1", false);
    char *headers = mem_printf("Location: %s\r\n", tls_server_url(other));
    tls_server_say(desk.server, &(struct tls_server_answer){ .status = 302, .headers = headers });
    list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    cr_expect_eq(tls_server_requests(desk.server), 2);
    cr_expect_eq(tls_server_connections(other), 0);
    free(headers);
    tls_server_free(other);
    close_desk(&desk);
}

static void expect_nothing_sent(struct desk *desk, const char *names)
{
    list(desk, "Active");
    cr_expect_eq(desk->answer.outcome, API_UNREACHED, "%s", desk->message);
    EXPECT_MESSAGE(desk, names);
    EXPECT_MESSAGE(desk, "Nothing was sent");
    create(desk);
    cr_expect_eq(desk->answer.outcome, API_UNREACHED, "%s", desk->message);
    EXPECT_MESSAGE(desk, names);
    cr_expect_eq(tls_server_requests(desk->server), 0);
}

Test(session, a_server_that_is_not_trusted_gets_nothing)
{
    struct desk desk;
    open_desk(&desk);
    struct tls_server *other = tls_server_start("127.0.0.1", false);
    free(desk.profile.ca_file);
    desk.profile.ca_file = mem_strdup(tls_server_ca_file(other));
    open_session(&desk);
    expect_nothing_sent(&desk, "certificate is not trusted");
    tls_server_free(other);
    close_desk(&desk);
}

Test(session, the_systems_authorities_do_not_vouch_for_a_test)
{
    struct desk desk;
    open_desk(&desk);
    free(desk.profile.ca_file);
    desk.profile.ca_file = NULL;
    open_session(&desk);
    expect_nothing_sent(&desk, "certificate is not trusted");
    close_desk(&desk);
}

static void replace_server(struct desk *desk, const char *name, bool is_expired)
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
    struct desk desk;
    open_desk(&desk);
    replace_server(&desk, "other.example", false);
    open_session(&desk);
    expect_nothing_sent(&desk, "for another host");
    close_desk(&desk);
}

Test(session, an_expired_certificate_gets_nothing)
{
    struct desk desk;
    open_desk(&desk);
    replace_server(&desk, "127.0.0.1", true);
    open_session(&desk);
    expect_nothing_sent(&desk, "has expired");
    close_desk(&desk);
}

Test(session, a_ca_file_that_is_not_there)
{
    struct desk desk;
    open_desk(&desk);
    free(desk.profile.ca_file);
    desk.profile.ca_file = mem_strdup("/nonexistent/ca.pem");
    open_session(&desk);
    expect_nothing_sent(&desk, "ca_file cannot be read");
    close_desk(&desk);
}

Test(session, an_address_without_tls_gets_nothing)
{
    struct desk desk;
    open_desk(&desk);
    memmove(desk.profile.endpoint + 4, desk.profile.endpoint + 5,
            strlen(desk.profile.endpoint + 5) + 1);
    open_session(&desk);
    expect_nothing_sent(&desk, "not an https address");
    cr_expect_eq(tls_server_connections(desk.server), 0);
    close_desk(&desk);
}

Test(session, a_server_that_closes_before_the_handshake)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say_act(&desk, TLS_SERVER_NO_TLS, NULL);
    expect_nothing_sent(&desk, "not reached");
    close_desk(&desk);
}

Test(session, a_server_that_is_not_there)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    struct tls_server *gone = desk.server;
    desk.server = tls_server_start("127.0.0.1", false);
    tls_server_free(gone);
    expect_nothing_sent(&desk, "nothing answers");
    close_desk(&desk);
}

Test(session, a_proxy_is_not_asked_for_this_machine)
{
    struct desk desk;
    open_desk(&desk);
    setenv("https_proxy", "http://127.0.0.1:1", 1);
    open_session(&desk);
    say(&desk, 200, two_orders);
    list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    unsetenv("https_proxy");
    close_desk(&desk);
}

Test(session, answers_cut_in_the_middle)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say_act(&desk, TLS_SERVER_CUT,
            "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"},"
            "{\"number\":\"S3\"},{\"number\":\"S4\"}],\"status\":1}");
    list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    cr_expect_eq(desk.orders, 1);
    EXPECT_MESSAGE(&desk, "cut short");
    EXPECT_MESSAGE(&desk, "1 order had come by then");
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "may have been saved");
    cr_expect_eq(tls_server_requests(desk.server), 2);
    close_desk(&desk);
}

Test(session, a_silent_server_is_waited_for_only_so_long)
{
    struct desk desk;
    open_desk(&desk);
    desk.profile.timeout = 1;
    open_session(&desk);
    say_act(&desk, TLS_SERVER_STALL, NULL);
    ask_list(&desk, "Active");
    cr_assert(run_until(&desk, is_answered));
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    EXPECT_MESSAGE(&desk, "did not answer within 1 s");
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "did not answer within 1 s");
    EXPECT_MESSAGE(&desk, "may have been saved");
    close_desk(&desk);
}

Test(session, a_list_that_keeps_coming_is_not_cut_a_write_is)
{
    static const char twenty_blanks[] = "                    ";
    struct desk desk;
    struct tls_server_answer answer = {
        .act = TLS_SERVER_SLOW, .status = 200, .body = twenty_blanks, .repeat = 30
    };
    open_desk(&desk);
    desk.profile.timeout = 2; /* a busy machine may hold all of it up for a second */
    open_session(&desk);
    tls_server_say(desk.server, &answer); /* three seconds of blanks: alive, but no JSON */
    list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    EXPECT_MESSAGE(&desk, "without any data");
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "not complete within 2 s");
    say_act(&desk, TLS_SERVER_HANG_BODY, two_orders);
    list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED);
    EXPECT_MESSAGE(&desk, "nothing more came for 2 s");
    close_desk(&desk);
}

Test(session, who_waits_for_a_write_is_told_that_nobody_waits_on)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say_act(&desk, TLS_SERVER_STALL, NULL);
    ask_list(&desk, "Active");
    ask_create(&desk);
    session_give_up(desk.session);
    cr_expect_eq(desk.answers, 1, "the read is dropped, the write is answered");
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "was not waited for");
    EXPECT_MESSAGE(&desk, "may have been saved");
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    cr_expect_eq(client_running(desk.client), 0);
    close_desk(&desk);
}

Test(session, orders_show_while_the_rest_is_still_coming)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say_act(&desk, TLS_SERVER_HANG_BODY,
            "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"},{\"number\":\"S3\"}]}");
    unsigned id = ask_list(&desk, "Active");
    cr_expect(run_until(&desk, has_order));
    cr_expect_eq(desk.answers, 0);
    cr_expect_eq(desk.api.ops->running(desk.api.self), 1);
    desk.api.ops->drop(desk.api.self, id);
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    cr_expect_eq(client_running(desk.client), 0);
    close_desk(&desk);
}

Test(session, a_read_dropped_by_its_own_callback_says_no_more)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 200, two_orders);
    desk.drop_at_order = ask_list(&desk, "Active");
    cr_expect(run_until(&desk, has_order));
    client_run(desk.client);
    cr_expect_eq(desk.orders, 1);
    cr_expect_eq(desk.answers, 0);
    cr_expect_eq(desk.api.ops->running(desk.api.self), 0);
    desk.api.ops->drop(desk.api.self, desk.drop_at_order);
    desk.api.ops->drop(desk.api.self, 4711);
    close_desk(&desk);
}

Test(session, a_write_is_not_dropped)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 200, created);
    unsigned id = ask_create(&desk);
    desk.api.ops->drop(desk.api.self, id);
    cr_expect(run_until(&desk, is_answered));
    cr_expect_eq(desk.answer.outcome, API_DONE);
    close_desk(&desk);
}

Test(session, a_profile_that_only_reads_sends_no_order)
{
    struct desk desk;
    open_desk(&desk);
    desk.profile.read_only = true;
    open_session(&desk);
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNREACHED);
    EXPECT_MESSAGE(&desk, "only reads");
    cr_expect_eq(tls_server_connections(desk.server), 0);
    cr_expect_eq(desk.api.ops->requests(desk.api.self), 0);
    close_desk(&desk);
}

Test(session, an_enormous_answer_is_not_read_to_its_end)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    tls_server_say(desk.server, &(struct tls_server_answer){
                                    .status = 200, .body = "        ", .repeat = 3 << 20 });
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "larger than 16 MiB");
    EXPECT_MESSAGE(&desk, "may have been saved");
    close_desk(&desk);
}

Test(session, an_answer_that_does_not_say_its_length_is_bounded_too)
{
    static char blanks[1 << 16];
    memset(blanks, ' ', sizeof blanks - 1);
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    tls_server_say(desk.server,
                   &(struct tls_server_answer){
                       .act = TLS_SERVER_NO_LENGTH, .status = 200, .body = blanks, .repeat = 300 });
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN);
    EXPECT_MESSAGE(&desk, "larger than 16 MiB");
    close_desk(&desk);

    open_desk(&desk);
    open_session(&desk);
    say_act(&desk, TLS_SERVER_NO_LENGTH, created);
    create(&desk);
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    close_desk(&desk);
}

Test(session, an_answer_in_tiny_pieces_is_the_same)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say_act(&desk, TLS_SERVER_TRICKLE, two_orders);
    list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE);
    cr_expect_eq(desk.orders, 2);
    close_desk(&desk);
}

Test(session, closing_ends_what_is_under_way_without_a_word)
{
    struct desk desk;
    open_desk(&desk);
    open_session(&desk);
    say_act(&desk, TLS_SERVER_STALL, NULL);
    ask_list(&desk, "Active");
    ask_create(&desk);
    client_run(desk.client);
    session_close(desk.session);
    desk.session = NULL;
    cr_expect_eq(client_running(desk.client), 0);
    cr_expect_eq(desk.answers, 0);
    close_desk(&desk);
}

Test(session, the_log_names_methods_and_no_secrets)
{
    struct desk desk;
    struct buf text = { 0 };
    char path[] = "/tmp/perennial-test-log.XXXXXX";
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    close(fd);
    cr_assert(log_open(path, LOG_DEBUG, NULL));
    open_desk(&desk);
    open_session(&desk);
    say(&desk, 200, two_orders);
    say(&desk, 200, created);
    list(&desk, "Active");
    create(&desk);
    log_close();
    cr_assert(file_read(path, 1 << 20, &text, NULL));
    cr_expect_not_null(strstr(buf_text(&text), "standing.order.list"));
    cr_expect_not_null(strstr(buf_text(&text), "standing.order.create"));
    cr_expect_null(strstr(buf_text(&text), token));
    cr_expect_null(strstr(buf_text(&text), "127.0.0.1"));
    buf_free(&text);
    unlink(path);
    close_desk(&desk);
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
