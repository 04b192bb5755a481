/* Issuing tokens: who may, what is taken and refused, that the API does as was ticked at once, and
 * what the file keeps of it. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/admin.h"
#include "sandbox/catalogue.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CREATE "standing.order.create"
#define UPDATE "standing.order.update"

static struct practice p;
static char *secret;

static void open_it(void)
{
    practice_open(&p, false);
    secret = admin_open(&p.server);
    cr_assert_not_null(secret);
}

static void close_it(void)
{
    free(secret);
    practice_close(&p);
}

TestSuite(sandbox_admin, .init = open_it, .fini = close_it);

/* One request with any secret; the reply is left in `p`. Gives the HTTP code. */
static int ask_with(const char *admin, const char *verb, const char *path, const char *body)
{
    const struct request request = { .verb = verb,
                                     .path = path,
                                     .token = p.tokens[TOKENS_COMPANY],
                                     .admin = admin,
                                     .body = body,
                                     .body_bytes = body ? strlen(body) : 0 };
    struct reply reply;
    admin_handle(&p.server, &request, &reply);
    cr_expect_not(reply.is_dropped);
    p.status = reply.status;
    buf_set(&p.text, buf_text(&reply.body));
    routes_free_reply(&reply);
    json_free(p.reply);
    p.reply = json_read(buf_text(&p.text), p.text.len, NULL);
    cr_expect_not_null(p.reply, "%s %s gave no JSON: %s", verb, path, buf_text(&p.text));
    cr_expect_str_eq(practice_text(&p, "status"), p.status < 300 ? "1" : "0");
    return p.status;
}

static int ask(const char *verb, const char *path, const char *body)
{
    return ask_with(secret, verb, path, body);
}

struct issued {
    char *token, *path; /* the path of its own */
};

/* Issues one; `owner` is the id of a customer or vendor, "" for none, `methods` JSON texts. */
static struct issued issue(const char *type, const char *owner, const char *methods)
{
    char *whose = *owner ? mem_printf("\"ownerId\":%s,", owner) : mem_strdup("");
    char *body = mem_printf("{\"type\":\"%s\",%s\"description\":\"for a test\",\"methods\":[%s]}",
                            type, whose, methods);
    cr_assert_eq(ask("POST", "tokens", body), 201, "%s: %s", body, practice_message(&p));
    struct issued issued = { mem_strdup(practice_text(&p, "token")),
                             mem_printf("tokens/%s", practice_text(&p, "id")) };
    free(body);
    free(whose);
    return issued;
}

static void drop(struct issued *issued)
{
    free(issued->token);
    free(issued->path);
}

/* The code of a GET with this token. */
static int get_with(const char *token, const char *path)
{
    const char *params[] = { "authenticationToken", token,    "customerId", "131314", "dateFrom",
                             "2031-01-01",          "dateTo", "2031-02-01", NULL };
    practice_ask(&p, "GET", path, NULL, params, NULL);
    return p.status;
}

/* An order of this customer, its line of this vendor, sent with a token. The reply's status. */
static int create_with(const char *token, const char *customer, const char *vendor)
{
    char *header = mem_printf(",\"customerId\":%s", customer);
    char *line = mem_printf(",\"vendorId\":%s", vendor), *body = practice_body(header, line);
    int status = practice_ask(&p, "POST", "v2/standing-order", token, NULL, body);
    free(body);
    free(line);
    free(header);
    return status;
}

static int64_t count_tokens(void)
{
    return db_number(p.db, 0, "SELECT count(*) FROM token", "");
}

/* The member of the last row of the list. */
static const char *last_row(const char *member)
{
    cr_assert_eq(ask("GET", "tokens", NULL), 200);
    char *path =
        mem_printf("tokens.%zu.%s", json_count(json_member(p.reply, "tokens")) - 1, member);
    const char *text = practice_text(&p, path);
    free(path);
    return text;
}

Test(sandbox_admin, only_the_secret_opens_it_and_nothing_is_told)
{
    static const char *const ways[][2] = { { "GET", "tokens" },   { "POST", "tokens" },
                                           { "PUT", "tokens/1" }, { "DELETE", "tokens/1" },
                                           { "GET", "" },         { "GET", "tokens/1/../" },
                                           { "PUT", "tokens/99" } };
    char *longer = mem_printf("%sx", secret), *other = mem_strdup(secret);
    char *shorter = mem_strndup(secret, TOKENS_CHARS - 1);
    other[0] = other[0] == 'a' ? 'b' : 'a';
    const char *const wrong[] = { NULL, "", longer, shorter, other, p.tokens[TOKENS_COMPANY] };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            ask_with(wrong[i], ways[w][0], ways[w][1], "{");
            cr_expect_eq(p.status, 401, "%s %s gave %d", ways[w][0], ways[w][1], p.status);
            cr_expect_str_eq(buf_text(&p.text), "{\"status\":0,\"message\":\"Not allowed.\"}");
        }
    cr_expect_eq(ask("GET", "tokens", NULL), 200);
    p.server.has_admin = false;
    cr_expect_eq(ask("GET", "tokens", NULL), 401, "a path that was not opened");
    free(longer);
    free(shorter);
    free(other);
}

Test(sandbox_admin, the_secret_opens_nothing_of_the_api)
{
    char *in_body = mem_printf("{\"authenticationToken\":\"%s\"}", secret);
    cr_expect_eq(get_with(secret, "carrier.list"), 401);
    practice_ask(&p, "PUT", "v2/standing-order", secret, NULL, "{}");
    cr_expect_eq(p.status, 401);
    practice_ask(&p, "POST", "v2/standing-order", NULL, NULL, in_body);
    cr_expect_eq(p.status, 401);
    struct request request = {
        .verb = "PUT", .path = "v2/standing-order", .admin = secret, .body = "{}", .body_bytes = 2
    };
    struct reply reply;
    routes_handle(&p.server, &request, &reply);
    cr_expect_eq(reply.status, 401);
    routes_free_reply(&reply);
    free(in_body);
}

Test(sandbox_admin, a_token_is_shown_once_and_kept_as_its_hash)
{
    char *before = NULL;
    for (int i = 0; i < 20; i++) {
        struct issued one = issue("company", "", "\"carrier.list\"");
        unsigned char hash[TOKENS_HASH_BYTES];
        char print[TOKENS_PRINT_CHARS + 1];
        cr_expect_eq(strlen(one.token), TOKENS_CHARS);
        cr_expect(strlen(one.token) <= TOKEN_MAX_CHARS);
        for (const char *c = one.token; *c; c++)
            cr_expect((*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') ||
                      (*c >= 'A' && *c <= 'Z'));
        cr_expect(!before || strcmp(before, one.token) != 0);
        tokens_hash(one.token, hash);
        for (size_t h = 0; h < TOKENS_PRINT_CHARS / 2; h++)
            snprintf(print + 2 * h, 3, "%02x", hash[h]);
        cr_expect_str_eq(last_row("print"), print);
        cr_expect_not(strstr(buf_text(&p.text), one.token), "listed: %s", buf_text(&p.text));
        ask("PUT", one.path, "{\"description\":\"another\"}");
        cr_expect_not(strstr(buf_text(&p.text), one.token));
        cr_expect_eq(db_number(p.db, 0,
                               "SELECT count(*) FROM token WHERE hash = ?1 OR description = ?1",
                               "t", one.token),
                     0);
        free(before);
        before = mem_strdup(one.token);
        drop(&one);
    }
    free(before);
}

Test(sandbox_admin, the_list_says_what_each_token_is)
{
    struct issued one = issue("vendor", "33", "\"prebook.list\",\"" CREATE "\",\"prebook.list\"");
    static const char *const rows[][2] = {
        { "type", "vendor" },
        { "ownerId", "33" },
        { "ownerCode", "333" },
        { "ownerName", "33 Flowers" },
        { "description", "for a test" },
        { "methods.0", CREATE },
        { "methods.1", "prebook.list" },
        { "methods.2", "" },
        { "made", "2030-12-15 12:00:00" },
        { "used", "" },
        { "revoked", "" },
        { "atStart", "0" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(last_row(rows[i][0]), rows[i][1], "%s", rows[i][0]);
    cr_expect_eq(json_count(json_member(p.reply, "tokens")), TOKENS_SAMPLES + 1);
    cr_expect_str_eq(practice_text(&p, "tokens.0.atStart"), "1");
    cr_expect_str_eq(practice_text(&p, "tokens.0.ownerId"), "", "a company token has no owner");
    cr_expect_str_eq(practice_text(&p, "tokens.1.ownerCode"), "Fresh");
    clock_fix(clock_now() + 3723);
    get_with(p.tokens[TOKENS_COMPANY], "carrier.list");
    cr_expect_str_eq(last_row("used"), "", "another was used");
    get_with(one.token, "carrier.list"); /* not ticked: seen all the same */
    cr_expect_str_eq(last_row("used"), "2030-12-15 13:02:03");
    drop(&one);
}

Test(sandbox_admin, the_methods_to_tick_are_listed_with_their_types)
{
    size_t at = 0;
    ask("GET", "tokens", NULL);
    const struct json *methods = json_member(p.reply, "apiMethods");
    for (const struct route *route = routes; route->verb; route++) {
        if (route->tokens & ROUTE_OPEN)
            continue;
        const struct json *row = json_at(methods, at++);
        cr_expect_str_eq(json_text(json_member(row, "method")), route->method);
        size_t types = 0;
        for (unsigned bit = ROUTE_COMPANY; bit <= ROUTE_VENDOR; bit <<= 1)
            types += (route->tokens & bit) != 0;
        cr_expect_eq(json_count(json_member(row, "types")), types, "%s", route->method);
    }
    cr_expect_eq(json_count(methods), at);
    cr_expect_str_eq(practice_text(&p, "apiMethods.0.types.0"), "company");
}

Test(sandbox_admin, an_issued_token_opens_what_was_ticked)
{
    struct issued one = issue("company", "", "\"carrier.list\",\"" CREATE "\"");
    cr_expect_eq(get_with(one.token, "carrier.list"), 200);
    cr_expect_eq(get_with(one.token, "standing.order.list"), 403);
    cr_expect(strstr(practice_message(&p), "does not allow the method standing.order.list"));
    cr_expect_eq(create_with(one.token, "131313", "33"), 1, "%s", practice_message(&p));
    cr_expect_eq(ask("PUT", one.path, "{\"methods\":[\"standing.order.list\"]}"), 200);
    cr_expect_str_eq(practice_text(&p, "description"), "for a test", "not named: as it was");
    cr_expect_eq(get_with(one.token, "carrier.list"), 403);
    cr_expect_eq(get_with(one.token, "standing.order.list"), 200);
    cr_expect_eq(ask("PUT", one.path, "{\"description\":\"  looks \"}"), 200);
    cr_expect_str_eq(last_row("description"), "looks");
    cr_expect_eq(get_with(one.token, "standing.order.list"), 200);
    drop(&one);
}

Test(sandbox_admin, a_customer_token_is_for_its_own_customer)
{
    struct issued one = issue("customer", "131314",
                              "\"" CREATE "\",\"" UPDATE "\",\"standing.order.item.delete\","
                              "\"standing.order.list\",\"customer.list\"");
    cr_expect_eq(create_with(one.token, "131313", "33"), 0);
    cr_expect(strstr(practice_message(&p), "another customer"), "%s", practice_message(&p));
    cr_expect_eq(create_with(one.token, "131314", "33"), 1, "%s", practice_message(&p));
    cr_expect_eq(get_with(one.token, "customer.list"), 200);
    cr_expect_eq(json_count(json_member(p.reply, "customers")), 1);
    cr_expect_str_eq(practice_text(&p, "customers.0.id"), "131314");
    cr_expect_eq(get_with(one.token, "standing.order.list"), 403);
    cr_expect(strstr(practice_message(&p), "type customer"));
    char *other = mem_strdup(practice_create(&p, "", ""));
    char *body = mem_printf("{\"standingOrderID\":\"%s\",\"comments\":\"mine\"}", other);
    cr_expect_eq(practice_ask(&p, "PUT", "v2/standing-order", one.token, NULL, body), 0);
    cr_expect(strstr(practice_message(&p), "There is no standing order"));
    const char *params[] = { "standingOrderId", other, "standingOrderItemId", "9401", NULL };
    cr_expect_eq(practice_ask(&p, "DELETE", "v2/standing-order/item", one.token, params, NULL), 0);
    cr_expect_eq(db_number(p.db, 0, "SELECT count(*) FROM item WHERE cancelled", ""), 0);
    free(body);
    free(other);
    drop(&one);
}

Test(sandbox_admin, a_vendor_token_is_for_its_own_lines)
{
    int64_t id = db_number(p.db, 0, "SELECT id FROM vendor WHERE id <> 33", "");
    char *other = mem_printf("%lld", (long long)id);
    struct issued one = issue("vendor", other, "\"" CREATE "\",\"" UPDATE "\",\"vendor.list\"");
    cr_expect_eq(create_with(one.token, "131313", "33"), 0);
    cr_expect(strstr(buf_text(&p.text), "another vendor"), "%s", buf_text(&p.text));
    cr_expect_eq(create_with(one.token, "131313", other), 1, "%s", buf_text(&p.text));
    cr_expect_eq(get_with(one.token, "vendor.list"), 200);
    cr_expect_str_eq(practice_text(&p, "vendors.0.id"), other);
    practice_ask(&p, "PUT", "v2/standing-order", one.token, NULL, "{}");
    cr_expect_eq(p.status, 403);
    drop(&one);
    free(other);
}

Test(sandbox_admin, a_revoked_token_opens_nothing_any_more)
{
    struct issued one = issue("company", "", "\"carrier.list\"");
    cr_expect_eq(get_with(one.token, "carrier.list"), 200);
    clock_fix(clock_now() + 60);
    cr_expect_eq(ask("DELETE", one.path, NULL), 200);
    cr_expect_eq(get_with(one.token, "carrier.list"), 401);
    cr_expect_str_eq(practice_message(&p), "The token was revoked.");
    clock_fix(clock_now() + 60);
    cr_expect_eq(ask("DELETE", one.path, NULL), 200, "again changes nothing");
    cr_expect_str_eq(last_row("revoked"), "2030-12-15 12:01:00");
    cr_expect_str_eq(last_row("used"), "2030-12-15 12:00:00");
    cr_expect_eq(ask("PUT", one.path, "{\"methods\":[\"carrier.list\"]}"), 409);
    cr_expect(strstr(practice_message(&p), "issue a new one"));
    cr_expect_eq(get_with(one.token, "carrier.list"), 401);
    struct issued next = issue("company", "", "\"carrier.list\"");
    cr_expect_str_neq(next.path, one.path, "its number is not given again");
    drop(&next);
    drop(&one);
}

Test(sandbox_admin, tokens_made_at_the_start_stay)
{
    for (int i = 1; i <= TOKENS_SAMPLES; i++) {
        char *path = mem_printf("tokens/%d", i);
        cr_expect_eq(ask("PUT", path, "{\"description\":\"mine\"}"), 409);
        cr_expect(strstr(practice_message(&p), "made at the start"));
        cr_expect_eq(ask("DELETE", path, NULL), 409);
        free(path);
    }
    for (int i = 0; i < TOKENS_SAMPLES; i++)
        cr_expect_eq(get_with(p.tokens[i], "carrier.list"), 200);
}

#define GOOD "\"description\":\"d\",\"methods\":[\"carrier.list\"]"

Test(sandbox_admin, wrong_input_is_refused_in_words)
{
    static const struct {
        const char *verb, *body, *says;
    } rows[] = {
        { "POST", "{" GOOD "}", "The type is missing" },
        { "POST", "{\"type\":\"\"," GOOD "}", "The type is missing" },
        { "POST", "{\"type\":[]," GOOD "}", "The type is missing" },
        { "POST", "{\"type\":\"custmer\"," GOOD "}", "\"custmer\"; customer is near it" },
        { "POST", "{\"type\":\"companyvendor\"," GOOD "}", "There is no type" },
        { "POST", "{\"type\":\"xyzzy\"," GOOD "}", "it is company, customer or vendor" },
        { "POST", "{\"type\":\"customer\"," GOOD "}", "the id of the customer the token is for" },
        { "POST", "{\"type\":\"vendor\",\"ownerId\":null," GOOD "}", "the id of the vendor" },
        { "POST", "{\"type\":\"customer\",\"ownerId\":33," GOOD "}", "no customer with the id 33" },
        { "POST", "{\"type\":\"vendor\",\"ownerId\":131313," GOOD "}",
          "no vendor with the id 131313" },
        { "POST", "{\"type\":\"vendor\",\"ownerId\":\"33 \"," GOOD "}",
          "must be the id of a vendor" },
        { "POST", "{\"type\":\"vendor\",\"ownerId\":-33," GOOD "}", "must be the id of a vendor" },
        { "POST", "{\"type\":\"vendor\",\"ownerId\":[33]," GOOD "}", "must be the id of a vendor" },
        { "POST", "{\"type\":\"vendor\",\"ownerId\":99999999999999999999," GOOD "}",
          "must be the id" },
        { "POST", "{\"type\":\"company\",\"ownerId\":33," GOOD "}", "leave ownerId out" },
        { "POST", "{\"type\":\"company\",\"methods\":[\"carrier.list\"]}", "description is empty" },
        { "POST", "{\"type\":\"company\",\"description\":\"  \",\"methods\":[\"carrier.list\"]}",
          "description is empty" },
        { "POST", "{\"type\":\"company\",\"description\":{},\"methods\":[\"carrier.list\"]}",
          "must be a text" },
        { "POST", "{\"type\":\"company\",\"description\":\"a\\nb\",\"methods\":[\"carrier.list\"]}",
          "one line" },
        { "POST",
          "{\"type\":\"company\",\"description\":\"a\\u009bb\",\"methods\":[\"carrier.list\"]}",
          "one line" },
        { "POST", "{\"type\":\"company\",\"description\":\"d\"}", "No method is ticked" },
        { "POST", "{\"type\":\"company\",\"description\":\"d\",\"methods\":[]}",
          "No method is ticked" },
        { "POST", "{\"type\":\"company\",\"description\":\"d\",\"methods\":\"carrier.list\"}",
          "must be a list" },
        { "POST", "{\"type\":\"company\",\"description\":\"d\",\"methods\":[[]]}",
          "must be a list" },
        { "POST", "{\"type\":\"company\",\"description\":\"d\",\"methods\":[\"carier.list\"]}",
          "\"carier.list\"; carrier.list is near it" },
        { "POST", "{\"type\":\"company\",\"description\":\"d\",\"methods\":[\"inventory.add\"]}",
          "no method \"inventory.add\"" },
        { "POST", "{\"type\":\"company\",\"description\":\"d\",\"methods\":[\"login\"]}",
          "no method \"login\"" },
        { "POST", "{\"type\":\"company\",\"methodes\":1," GOOD "}",
          "\"methodes\"; methods is near" },
        { "POST", "{\"type\":\"company\",\"token\":\"mine\"," GOOD "}", "no member \"token\"" },
        { "POST", "", "JSON" },
        { "POST", "[]", "one JSON object" },
        { "POST", "{\"type\":\"company\"," GOOD ",}", "not JSON" },
        { "PUT", "{}", "Nothing is to be changed" },
        { "PUT", "{\"type\":\"vendor\"}", "The type of a token stays" },
        { "PUT", "{\"ownerId\":33," GOOD "}", "The owner of a token stays" },
        { "PUT", "{\"descripton\":\"d\"}", "description is near it" },
        { "PUT", "{\"description\":null}", "description is empty" },
        { "PUT", "{\"methods\":null}", "must be a list" },
        { "PUT", "{\"methods\":[]}", "No method is ticked" },
        { "PUT", "{\"description\":\"new\",\"methods\":[\"x\"]}", "no method \"x\"" },
    };
    struct issued one = issue("company", "", "\"carrier.list\"");
    int64_t before = count_tokens();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_new = strcmp(rows[i].verb, "POST") == 0;
        ask(rows[i].verb, is_new ? "tokens" : one.path, rows[i].body);
        cr_expect_eq(p.status, 400, "%s gave %d", rows[i].body, p.status);
        cr_expect(strstr(practice_message(&p), rows[i].says), "%s said: %s", rows[i].body,
                  practice_message(&p));
    }
    cr_expect_eq(count_tokens(), before);
    cr_expect_str_eq(last_row("description"), "for a test");
    cr_expect_str_eq(last_row("methods.0"), "carrier.list");
    drop(&one);
}

Test(sandbox_admin, every_text_has_its_end)
{
    struct buf long_text = { 0 };
    for (int chars = ADMIN_DESCRIPTION_CHARS; chars <= ADMIN_DESCRIPTION_CHARS + 1; chars++) {
        buf_clear(&long_text);
        for (int i = 0; i < chars; i++)
            buf_add(&long_text, "ñ");
        char *body = mem_printf("{\"type\":\"company\",\"description\":\"%s\","
                                "\"methods\":[\"carrier.list\"]}",
                                buf_text(&long_text));
        ask("POST", "tokens", body);
        cr_expect_eq(p.status, chars > ADMIN_DESCRIPTION_CHARS ? 400 : 201, "%d gave %d", chars,
                     p.status);
        free(body);
    }
    cr_expect(strstr(practice_message(&p), "has 101 characters; at most 100"));
    while (long_text.len < ADMIN_MAX_BODY / 2)
        buf_add(&long_text, "ñ");
    const char *const forms[] = {
        "{\"type\":\"%s\"," GOOD "}", "{\"type\":\"vendor\",\"ownerId\":\"%s\"," GOOD "}",
        "{\"type\":\"company\",\"description\":\"d\",\"methods\":[\"%s\"]}",
        "{\"type\":\"company\",\"%s\":1," GOOD "}"
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct buf body = { 0 };
        const char *at = strstr(forms[i], "%s");
        buf_add_bytes(&body, forms[i], (size_t)(at - forms[i]));
        buf_add(&body, buf_text(&long_text));
        buf_add(&body, at + 2);
        cr_expect_eq(ask("POST", "tokens", buf_text(&body)), 400);
        cr_expect(p.text.len < 600, "%zu bytes", p.text.len);
        buf_free(&body);
    }
    char *path = mem_printf("tokens/%s", buf_text(&long_text));
    cr_expect_eq(ask("DELETE", path, NULL), 404);
    cr_expect(p.text.len < 300);
    while (long_text.len <= ADMIN_MAX_BODY)
        buf_add_char(&long_text, ' ');
    cr_expect_eq(ask("POST", "tokens", buf_text(&long_text)), 400);
    cr_expect(strstr(practice_message(&p), "more than 16384 bytes"));
    free(path);
    buf_free(&long_text);
}

Test(sandbox_admin, what_is_not_here_is_said)
{
    static const struct {
        const char *verb, *path;
        int code;
    } rows[] = {
        { "GET", "", 404 },
        { "GET", "tokens/", 405 },
        { "GET", "token", 404 },
        { "DELETE", "tokens", 405 },
        { "PATCH", "tokens", 405 },
        { "GET", "tokens/1", 405 },
        { "DELETE", "tokens/0", 404 },
        { "DELETE", "tokens/x", 404 },
        { "PUT", "tokens/99", 404 },
        { "PUT", "tokens/", 404 },
        { "DELETE", "tokens/1/2", 404 },
        { "GET", "carrier.list", 404 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ask(rows[i].verb, rows[i].path, "{" GOOD "}");
        cr_expect_eq(p.status, rows[i].code, "%s %s gave %d", rows[i].verb, rows[i].path, p.status);
        cr_expect(*practice_message(&p));
    }
    practice_ask(&p, "GET", "tokens", secret, NULL, NULL);
    cr_expect_eq(p.status, 404, "the API has no such path");
}

Test(sandbox_admin, neither_the_days_limit_nor_faults_concern_it)
{
    struct error error = { 0 };
    p.server.daily_limit = 0;
    p.server.faults = faults_new(NULL);
    cr_assert(faults_add(p.server.faults, "drop-before *", &error), "%s", error_text(&error));
    struct issued one = issue("company", "", "\"carrier.list\"");
    cr_expect_eq(ask("PUT", one.path, "{\"description\":\"d\"}"), 200);
    cr_expect_eq(ask("DELETE", one.path, NULL), 200);
    cr_expect_eq(ask("GET", "tokens", NULL), 200);
    cr_expect_eq(db_number(p.db, 0, "SELECT count(*) FROM usage", ""), 0);
    faults_free(p.server.faults);
    drop(&one);
}

Test(sandbox_admin, a_failing_database_is_500_and_a_late_request_408)
{
    const struct request late = {
        .verb = "POST", .path = "tokens", .admin = secret, .is_late = true
    };
    struct reply reply;
    admin_handle(&p.server, &late, &reply);
    cr_expect_eq(reply.status, 408);
    routes_free_reply(&reply);
    db_run(p.db, "ALTER TABLE token RENAME TO gone", "");
    cr_assert_not(db_failed(p.db, NULL));
    cr_expect_eq(ask("POST", "tokens", "{\"type\":\"company\"," GOOD "}"), 500);
    cr_expect_str_eq(practice_text(&p, "token"), "", "none is given that was not kept");
    db_run(p.db, "ALTER TABLE gone RENAME TO token", "");
    cr_expect_eq(ask("GET", "tokens", NULL), 200);
}

static void fill_first(struct db *db, void *context)
{
    (void)context;
    tokens_fill(db, CATALOGUE_FIRST_CUSTOMER, CATALOGUE_FIRST_VENDOR);
}

static struct db *open_file(const char *path)
{
    struct error error = { 0 };
    struct db *db = db_open(path, fill_first, NULL, &error);
    cr_assert_not_null(db, "%s", error_text(&error));
    tokens_keep_samples(db, CATALOGUE_FIRST_CUSTOMER, CATALOGUE_FIRST_VENDOR);
    return db;
}

Test(sandbox_admin, tokens_survive_a_restart_and_a_file_of_the_first_version_is_taken)
{
    char *path = mem_printf("%s/admin-%d.db", TEST_BUILD_DIR, (int)getpid());
    struct db *db = open_file(path);
    struct token wish = { .type = TOKEN_VENDOR, .owner = 33, .methods = (char *)" carrier.list " };
    struct token found = { 0 };
    char *sample = tokens_sample_text(db, TOKENS_COMPANY);
    char *text = tokens_issue(db, &wish, "kept");
    cr_expect_eq(wish.id, TOKENS_SAMPLES + 1, "%d", (int)wish.id);
    db_close(db);

    db = open_file(path);
    cr_expect_eq(db_number(db, 0, "SELECT count(*) FROM token", ""), TOKENS_SAMPLES + 1);
    cr_assert(tokens_find(db, text, &found));
    cr_expect_eq(found.type, TOKEN_VENDOR);
    cr_expect_eq(found.owner, 33);
    cr_expect_str_eq(found.methods, " carrier.list ");
    free(found.methods);

    db_run(db, "UPDATE token SET methods = ' old ' WHERE sample", "");
    db_run(db, "DROP TABLE token", "");
    db_run(db,
           "CREATE TABLE token(hash TEXT PRIMARY KEY, type INTEGER NOT NULL, owner INTEGER,"
           " description TEXT NOT NULL, methods TEXT NOT NULL) WITHOUT ROWID",
           "");
    db_run(db, "PRAGMA user_version=1", "");
    db_close(db);

    db = open_file(path);
    cr_assert(tokens_find(db, sample, &found), "the samples are there again");
    cr_expect(found.is_sample && tokens_allow(&found, CREATE));
    free(found.methods);
    cr_expect_not(tokens_find(db, text, &found));
    db_run(db, "UPDATE token SET methods = ' old ' WHERE sample", "");
    db_close(db);

    db = open_file(path);
    cr_assert(tokens_find(db, sample, &found));
    cr_expect(tokens_allow(&found, CREATE), "and have this version's methods");
    free(found.methods);
    cr_expect_not(db_failed(db, NULL));
    db_close(db);
    cr_expect(db_remove(path, NULL));
    free(text);
    free(sample);
    free(path);
}
