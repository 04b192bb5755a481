/* A session at a desk of its own; see session_desk.h. */
#include "config.h"
#include "api/session_desk.h"
#include "api/again.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "model/date.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT_MILLIS = 10000 };

const char session_desk_token[] = "S3cretToken";
const char session_desk_orders[] = "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"}],"
                                   "\"status\":1,\"message\":\"OK\"}";
const char session_desk_no_orders[] = "{\"status\":1,\"message\":\"Orders not found.OK\"}";
const char session_desk_created[] =
    "{\"standingOrderId\":3228,\"standingOrderNumber\":\"S03228\","
    "\"message\":\"Saved.\",\"items\":[{\"identifier\":\"L1\",\"status\":1,"
    "\"message\":\"Added.\",\"standingOrderItemId\":10611}],\"status\":1}";

#define EXPECT_MESSAGE(desk, part)                                                                 \
    cr_expect_not_null(strstr((desk)->message, part), "\"%s\" is not in: %s", part, (desk)->message)

void session_desk_open(struct session_desk *desk)
{
    *desk = (struct session_desk){ 0 };
    signal(SIGPIPE, SIG_IGN); /* as the loop does */
    static const char *const variables[] = { "https_proxy", "HTTPS_PROXY", "all_proxy",
                                             "ALL_PROXY",   "no_proxy",    "NO_PROXY" };
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
    desk->server = tls_server_start("127.0.0.1", false);
    desk->client = client_new();
    profile_init(&desk->profile);
    free(desk->profile.endpoint);
    desk->profile.endpoint = mem_strdup(tls_server_url(desk->server));
    desk->profile.ca_file = mem_strdup(tls_server_ca_file(desk->server));
    desk->profile.connect_timeout = desk->profile.timeout = 8;
    desk->profile.read_retries = 0;
}

void session_desk_try_again(struct session_desk *desk)
{
    struct profile fresh;
    profile_init(&fresh);
    desk->profile.read_retries = fresh.read_retries;
    profile_free(&fresh);
    again_set_pace(1);
}

void session_desk_replace_server(struct session_desk *desk, const struct tls_server_setup *setup)
{
    tls_server_free(desk->server);
    desk->server = tls_server_start_as(setup);
    free(desk->profile.endpoint);
    free(desk->profile.ca_file);
    desk->profile.endpoint = mem_strdup(tls_server_url(desk->server));
    desk->profile.ca_file = mem_strdup(tls_server_ca_file(desk->server));
}

void session_desk_trust(struct session_desk *desk, const char *ca_file)
{
    free(desk->profile.ca_file);
    desk->profile.ca_file = mem_strdup(ca_file);
}

void session_desk_start(struct session_desk *desk)
{
    desk->session = session_open(desk->client, &desk->profile, session_desk_token);
    desk->api = session_api(desk->session);
}

void session_desk_forget(struct session_desk *desk)
{
    free(desk->message);
    free(desk->order_id);
    free(desk->order_number);
    free(desk->reason);
    desk->reason = NULL;
    desk->again_count = 0;
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

void session_desk_close(struct session_desk *desk)
{
    session_desk_forget(desk);
    session_close(desk->session);
    client_free(desk->client);
    profile_free(&desk->profile);
    tls_server_free(desk->server);
    log_forget_secrets();
}

static void note_order(void *context, const struct order *order)
{
    struct session_desk *desk = context;
    if (desk->orders < 8) {
        desk->statuses[desk->orders] = order->status;
        desk->numbers[desk->orders] = mem_strdup(value_text(order->v[ORDER_NUMBER]));
    }
    desk->orders++;
    if (desk->drop_at_order)
        desk->api.ops->drop(desk->api.self, desk->drop_at_order);
}

static void note_again(void *context, const struct api_again *again)
{
    struct session_desk *desk = context;
    desk->again_count++;
    desk->again = *again;
    free(desk->reason);
    desk->again.reason = desk->reason = mem_strdup(again->reason);
    desk->before_again = desk->orders + desk->rows;
    if (desk->drop_at_again)
        desk->api.ops->drop(desk->api.self, desk->drop_at_again);
}

static void note_progress(void *context, size_t bytes)
{
    struct session_desk *desk = context;
    cr_expect_geq(bytes, desk->progress);
    desk->progress = bytes;
}

void session_desk_note_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    struct session_desk *desk = context;
    cr_expect_str_eq(columns[LOOKUP_ID], "7");
    desk->rows++;
}

void session_desk_note_done(void *context, const struct api_answer *answer)
{
    struct session_desk *desk = context;
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
    cr_expect_null(strstr(answer->message, session_desk_token), "%s", answer->message);
    cr_expect_null(strstr(answer->message, "https://"), "%s", answer->message);
}

bool session_desk_run_until(struct session_desk *desk, bool (*until)(struct session_desk *desk))
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

bool session_desk_is_answered(struct session_desk *desk)
{
    return desk->answers > 0;
}

bool session_desk_is_told_again(struct session_desk *desk)
{
    return desk->again_count > 0;
}

bool session_desk_has_order(struct session_desk *desk)
{
    return desk->orders > 0;
}

unsigned session_desk_ask_list(struct session_desk *desk, const char *status)
{
    struct filter filter;
    filter_init(&filter, date_from_civil(2031, 1, 6));
    value_set(&filter.v[FILTER_STATUS], status);
    value_set(&filter.v[FILTER_CUSTOMER], "ñ & co");
    struct api_list_call call = { .filter = &filter,
                                  .on_order = note_order,
                                  .on_progress = note_progress,
                                  .on_again = desk->takes_back ? note_again : NULL,
                                  .on_done = session_desk_note_done,
                                  .context = desk };
    unsigned id = desk->api.ops->list_orders(desk->api.self, &call);
    filter_free(&filter);
    cr_expect_eq(desk->answers, 0, "an answer never comes from inside the asking call");
    cr_expect_gt(id, 0);
    return id;
}

void session_desk_list(struct session_desk *desk, const char *status)
{
    session_desk_forget(desk);
    session_desk_ask_list(desk, status);
    cr_assert(session_desk_run_until(desk, session_desk_is_answered));
    cr_expect_eq(desk->api.ops->running(desk->api.self), 0);
}

unsigned session_desk_ask_create(struct session_desk *desk)
{
    struct order order;
    order_init_blank(&order);
    value_set(&order.v[ORDER_CUSTOMER_CODE], "FRESH");
    value_set(&order_insert_item(&order, 0)->v[ITEM_IDENTIFIER], "L1");
    struct api_create_call call = { &order, session_desk_note_done, desk };
    unsigned id = desk->api.ops->create_order(desk->api.self, &call);
    order_free(&order);
    cr_expect_eq(desk->answers, 0);
    return id;
}

void session_desk_create(struct session_desk *desk)
{
    session_desk_forget(desk);
    session_desk_ask_create(desk);
    cr_assert(session_desk_run_until(desk, session_desk_is_answered));
}

void session_desk_say(struct session_desk *desk, int status, const char *body)
{
    tls_server_say(desk->server, &(struct tls_server_answer){ .status = status, .body = body });
}

void session_desk_say_act(struct session_desk *desk, enum tls_server_act act, const char *body)
{
    tls_server_say(desk->server,
                   &(struct tls_server_answer){ .act = act, .status = 200, .body = body });
}
