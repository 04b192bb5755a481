/* The table of methods and the way a request takes through it: path, size, token, method ticked,
 * day's limit, parameters, body; then the handler. See routes.h. */
#include "config.h"
#include "sandbox/routes.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/mem.h"
#include "model/date.h"
#include "sandbox/json.h"
#include "sandbox/lookups.h"
#include "sandbox/orders.h"
#include "sandbox/prebooks.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_SECONDS = 86400 };

static void log_in(struct call *call);

const struct route routes[] = {
    { "POST", "login", "login", ROUTE_OPEN, false, false, { "username", "password" }, log_in },
    { "GET",
      "standing.order.list",
      "standing.order.list",
      ROUTE_COMPANY,
      true,
      false,
      { "dateFrom", "dateTo" },
      orders_list },
    { "POST",
      "v2/standing-order",
      "standing.order.create",
      ROUTE_ANY,
      false,
      true,
      { 0 },
      orders_create },
    { "PUT",
      "v2/standing-order",
      "standing.order.update",
      ROUTE_COMPANY | ROUTE_CUSTOMER,
      false,
      true,
      { 0 },
      orders_update },
    { "DELETE",
      "v2/standing-order/item",
      "standing.order.item.delete",
      ROUTE_COMPANY | ROUTE_CUSTOMER,
      false,
      false,
      { "standingOrderId", "standingOrderItemId" },
      orders_cancel },
    { "GET", "customer.list", "customer.list", ROUTE_ANY, true, false, { 0 }, lookups_customers },
    { "GET", "carrier.list", "carrier.list", ROUTE_ANY, true, false, { 0 }, lookups_carriers },
    { "GET", "vendor.list", "vendor.list", ROUTE_ANY, true, false, { 0 }, lookups_vendors },
    { "GET", "product.list", "product.list", ROUTE_ANY, true, false, { 0 }, lookups_products },
    { "GET", "boxtype.list", "boxtype.list", ROUTE_ANY, true, false, { 0 }, lookups_box_types },
    { "GET", "location.list", "location.list", ROUTE_ANY, true, false, { 0 }, lookups_locations },
    { "GET",
      "customer.shipto.list",
      "customer.shipto.list",
      ROUTE_ANY,
      true,
      false,
      { "customerId" },
      lookups_ship_tos },
    { "GET",
      "prebook.list",
      "prebook.list",
      ROUTE_ANY,
      true,
      false,
      { "dateFrom", "dateTo" },
      prebooks_list },
    { 0 },
};

static void log_in(struct call *call)
{
    char *token =
        tokens_log_in(call->server->db, call_param(call, "username"), call_param(call, "password"));
    if (!token) {
        call_fail(call, 401, "The user name or the password is wrong.");
        return;
    }
    struct buf *out = &call->reply->body;
    json_open(out, NULL, '{');
    json_add_int(out, "status", 1);
    json_add_text(out, "message", "OK");
    json_add_text(out, "apiKey", token);
    json_close(out, '}');
    mem_wipe(token, strlen(token));
    free(token);
}

static const struct route *find_route(const struct request *request)
{
    for (const struct route *route = routes; route->verb; route++)
        if (strcmp(route->verb, request->verb) == 0 && strcmp(route->path, request->path) == 0)
            return route;
    return NULL;
}

/* The token as it came, from the place this method documents; NULL where there is none. */
static const char *find_token(const struct call *call)
{
    const char *text = call->request->token;
    if (call->route->token_in_params)
        text = call_param(call, "authenticationToken");
    else if ((!text || !*text) && strcmp(call->route->verb, "POST") == 0)
        text = json_text(json_member(call->body, "authenticationToken"));
    return text && *text ? text : NULL;
}

static bool check_token(struct call *call)
{
    static const unsigned bits[] = { [TOKEN_UNKNOWN] = 0,
                                     [TOKEN_COMPANY] = ROUTE_COMPANY,
                                     [TOKEN_CUSTOMER] = ROUTE_CUSTOMER,
                                     [TOKEN_VENDOR] = ROUTE_VENDOR };
    if (call->route->tokens & ROUTE_OPEN)
        return true;
    const char *text = find_token(call);
    bool done = false;
    if (!text) {
        call_fail(call, 401, "The request carries no token.");
    } else if (!tokens_find(call->server->db, text, &call->token)) {
        call_fail(call, 401, "The token is not known.");
    } else if (call->token.is_revoked) {
        call_fail(call, 401, "The token was revoked.");
    } else if (!tokens_allow(&call->token, call->route->method)) {
        call_fail(call, 403, "The token does not allow the method %s.", call->route->method);
    } else if (!(call->route->tokens & bits[call->token.type])) {
        call_fail(call, 403, "The method %s is not for tokens of the type %s.", call->route->method,
                  token_type_word(call->token.type));
    } else {
        done = true;
    }
    if (call->token.id && !call->token.is_revoked)
        tokens_note_use(call->server->db, call->token.id);
    return done;
}

/* Too many requests: when to come again, unless a fault says otherwise. */
static void say_when(struct call *call, long seconds)
{
    int number = 0;
    bool is_fault =
        faults_strike(call->server->faults, FAULT_RETRY_AFTER, call->route->method, &number);
    call->reply->retry_after = is_fault ? number : seconds;
}

static bool count_request(struct call *call)
{
    struct db *db = call->server->db;
    int64_t used =
        db_number(db, 0, "SELECT requests FROM usage WHERE day = ?", "i", (int)call->today);
    if (used >= call->server->daily_limit) {
        call_fail(call, 429,
                  "The %d requests of the day are used up; they begin anew at 00:00 UTC.",
                  call->server->daily_limit);
        say_when(call, (long)(DAY_SECONDS - clock_now() % DAY_SECONDS));
        return false;
    }
    db_run(db,
           "INSERT INTO usage(day, requests) VALUES(?, 1)"
           " ON CONFLICT(day) DO UPDATE SET requests = requests + 1",
           "i", (int)call->today);
    return true;
}

static bool has_params(struct call *call)
{
    for (size_t i = 0; i < 3 && call->route->needs[i]; i++)
        if (!*call_param(call, call->route->needs[i])) {
            call_fail(call, 400, "The parameter %s is missing.", call->route->needs[i]);
            return false;
        }
    return true;
}

/* What faults do instead of the method; false when nothing is carried out. */
static bool strike_before(struct call *call)
{
    struct faults *faults = call->server->faults;
    struct reply *reply = call->reply;
    const char *method = call->route->method;
    int number = 0;
    if (faults_strike(faults, FAULT_SLOW, method, &number))
        reply->delay_millis = number;
    reply->is_trickled = faults_strike(faults, FAULT_SLOW_BYTES, method, NULL);
    if (faults_strike(faults, FAULT_DROP_BEFORE, method, NULL)) {
        reply->is_dropped = true;
        return false;
    }
    if (faults_strike(faults, FAULT_HTML, method, NULL)) {
        reply->status = 502;
        reply->type = "text/html; charset=utf-8";
        buf_set(&reply->body, "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>"
                              "<body><h1>Bad Gateway</h1><p>The service is being maintained.</p>"
                              "</body></html>\n");
        return false;
    }
    if (faults_strike(faults, FAULT_STATUS, method, &number)) {
        call_fail(call, number, "This code was asked for.");
        if (number == 429)
            say_when(call, 60);
        return false;
    }
    return true;
}

static void carry_out(struct call *call)
{
    struct json *body = NULL;
    if (call->request->is_late)
        call_fail(call, 408, "The request took too long to arrive.");
    else if (call->request->body_bytes > ROUTES_MAX_BODY)
        call_fail(call, 400, "The request has more than 65,536 bytes.");
    else if (!call->route->takes_body || call_read_body(call, &body)) {
        call->body = body;
        if (check_token(call) && count_request(call) && has_params(call))
            call->route->handle(call);
    }
    json_free(body);
    free(call->token.methods);
}

void routes_handle(struct server *server, const struct request *request, struct reply *reply)
{
    *reply =
        (struct reply){ .status = 200, .type = "application/json; charset=utf-8", .method = "" };
    struct call call = { .server = server,
                         .route = find_route(request),
                         .request = request,
                         .reply = reply,
                         .today = date_of_time(clock_now()) };
    if (!call.route) {
        call_fail(&call, 404, "There is no %s %s here.", request->verb, request->path);
        return;
    }
    reply->method = call.route->method;
    faults_refresh(server->faults);
    if (!strike_before(&call))
        return;
    carry_out(&call);
    struct error error = { 0 };
    if (db_failed(server->db, &error)) {
        db_roll_back(server->db);
        call_fail(&call, 500, "%s.", error.text);
        error_clear(&error);
    }
    if (faults_strike(server->faults, FAULT_DROP, call.route->method, NULL))
        reply->is_dropped = true;
}

void routes_free_reply(struct reply *reply)
{
    buf_wipe(&reply->body);
    if (reply->end)
        reply->end(reply->state);
    *reply = (struct reply){ 0 };
}
