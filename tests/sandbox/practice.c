/* The sandbox in memory for tests; see practice.h. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/date.h"
#include "sandbox/catalogue.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PARAMS = 32 };

static int32_t today(void)
{
    int32_t day = 0;
    cr_assert(date_read(PRACTICE_TODAY, &day));
    return day;
}

static void fill(struct db *db, void *context)
{
    const bool *with_orders = context;
    catalogue_fill(db, today(), *with_orders);
}

void practice_open(struct practice *practice, bool with_orders)
{
    struct error error = { 0 };
    *practice = (struct practice){ 0 };
    clock_fix((time_t)today() * 86400 + 43200);
    practice->db = db_open(":memory:", fill, &with_orders, &error);
    cr_assert_not_null(practice->db, "%s", error_text(&error));
    practice->server = (struct server){ .db = practice->db,
                                        .daily_limit = ROUTES_DAILY_LIMIT,
                                        .lead_days = ROUTES_LEAD_DAYS };
    for (int i = 0; i < TOKENS_SAMPLES; i++)
        practice->tokens[i] = tokens_sample_text(practice->db, (enum tokens_sample)i);
}

void practice_close(struct practice *practice)
{
    for (int i = 0; i < TOKENS_SAMPLES; i++)
        free(practice->tokens[i]);
    json_free(practice->reply);
    buf_free(&practice->text);
    db_close(practice->db);
}

int practice_ask(struct practice *practice, const char *verb, const char *path, const char *token,
                 const char *const *params, const char *body)
{
    const struct request request = { .verb = verb,
                                     .path = path,
                                     .token = token,
                                     .params = params,
                                     .body = body,
                                     .body_bytes = body ? strlen(body) : 0 };
    struct reply reply;
    routes_handle(&practice->server, &request, &reply);
    practice->pieces = 1;
    while (reply.more && reply.more(&reply))
        practice->pieces++;
    practice->status = reply.status;
    practice->retry_after = reply.retry_after;
    practice->is_dropped = reply.is_dropped;
    practice->delay_millis = reply.delay_millis;
    buf_set(&practice->text, buf_text(&reply.body));
    routes_free_reply(&reply);
    json_free(practice->reply);
    practice->reply = json_read(buf_text(&practice->text), practice->text.len, NULL);
    const char *status = json_text(json_member(practice->reply, "status"));
    return status ? atoi(status) : -1;
}

int practice_get(struct practice *practice, const char *path, ...)
{
    const char *params[MAX_PARAMS] = { "authenticationToken", practice->tokens[TOKENS_COMPANY] };
    char *copies[MAX_PARAMS];
    size_t count = 2, copied = 0;
    va_list args;
    va_start(args, path);
    for (const char *pair; (pair = va_arg(args, const char *));) {
        char *copy = copies[copied++] = mem_strdup(pair), *value = strchr(copy, '=');
        *value = 0;
        params[count++] = copy;
        params[count++] = value + 1;
    }
    va_end(args);
    int status = practice_ask(practice, "GET", path, NULL, params, NULL);
    while (copied)
        free(copies[--copied]);
    return status;
}

int practice_post(struct practice *practice, const char *body)
{
    return practice_ask(practice, "POST", "v2/standing-order", practice->tokens[TOKENS_COMPANY],
                        NULL, body);
}

int practice_put(struct practice *practice, const char *body)
{
    return practice_ask(practice, "PUT", "v2/standing-order", practice->tokens[TOKENS_COMPANY],
                        NULL, body);
}

int practice_cancel(struct practice *practice, const char *order, const char *item)
{
    const char *params[] = { "standingOrderId", order, "standingOrderItemId", item, NULL };
    return practice_ask(practice, "DELETE", "v2/standing-order/item",
                        practice->tokens[TOKENS_COMPANY], params, NULL);
}

char *practice_body(const char *header, const char *line)
{
    return mem_printf(
        "{\"customerId\":131313,\"carrierId\":1360,\"startDate\":\"2031-01-06\","
        "\"endDate\":\"2031-06-30\",\"recurrence\":1,\"truckDays\":\"Monday, Friday\","
        "\"companyLocationCode\":\"MIA\"%s,\"items\":[{\"identifier\":\"L1\",\"vendorId\":33,"
        "\"productId\":21,\"itemType\":\"BOX\",\"boxTypeCode\":\"QB\",\"boxes\":6,"
        "\"unitType\":\"Stem\",\"bunches\":10,\"stemsBunch\":25,\"price\":\"1.05\","
        "\"cost\":\"0.80\"%s}]}",
        header, line);
}

const char *practice_create(struct practice *practice, const char *header, const char *line)
{
    char *body = practice_body(header, line);
    practice_post(practice, body);
    free(body);
    return practice_text(practice, "standingOrderId");
}

const char *practice_message(const struct practice *practice)
{
    return practice_text(practice, "message");
}

/* Steps of a path are parted by dots; a figure is an index: "standingOrders.0.details.0.soItemId". */
const char *practice_text(const struct practice *practice, const char *path)
{
    char *copy = mem_strdup(path), *rest = NULL;
    const struct json *value = practice->reply;
    for (char *step = strtok_r(copy, ".", &rest); value && step;
         step = strtok_r(NULL, ".", &rest)) {
        if (json_is_array(value)) {
            size_t at = (size_t)atoi(step);
            value = at < json_count(value) ? json_at(value, at) : NULL;
        } else {
            value = json_member(value, step);
        }
    }
    free(copy);
    const char *text = json_text(value);
    return text ? text : "";
}

size_t practice_orders(const struct practice *practice)
{
    return json_count(json_member(practice->reply, "standingOrders"));
}
