/* The way in: paths, tokens, methods ticked, size, day's limit, parameters, faults, login. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct practice p;

static void open_empty(void)
{
    practice_open(&p, false);
}

static void close_it(void)
{
    practice_close(&p);
}

TestSuite(sandbox_routes, .init = open_empty, .fini = close_it);

Test(sandbox_routes, unknown_paths_are_not_found)
{
    static const char *const rows[][2] = {
        { "GET", "nothing.list" },         { "GET", "" },
        { "POST", "customer.list" },       { "GET", "v2/standing-order" },
        { "DELETE", "v2/standing-order" }, { "GET", "customer.list/" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(practice_ask(&p, rows[i][0], rows[i][1], p.tokens[TOKENS_COMPANY], NULL, NULL),
                     0);
        cr_expect_eq(p.status, 404, "%s %s gave %d", rows[i][0], rows[i][1], p.status);
    }
}

/* Every method with each kind of token: what the documents say. */
Test(sandbox_routes, tokens_open_their_methods_only)
{
    static const struct {
        const char *verb, *path;
        int codes[TOKENS_SAMPLES]; /* company, customer, vendor, list only */
    } rows[] = {
        { "GET", "standing.order.list", { 200, 403, 403, 200 } },
        { "POST", "v2/standing-order", { 200, 200, 200, 403 } },
        { "PUT", "v2/standing-order", { 200, 200, 403, 403 } },
        { "DELETE", "v2/standing-order/item", { 200, 200, 403, 403 } },
        { "GET", "customer.list", { 200, 200, 200, 200 } },
        { "GET", "carrier.list", { 200, 200, 200, 200 } },
        { "GET", "vendor.list", { 200, 200, 200, 200 } },
        { "GET", "product.list", { 200, 200, 200, 200 } },
        { "GET", "boxtype.list", { 200, 200, 200, 200 } },
        { "GET", "location.list", { 200, 200, 200, 200 } },
        { "GET", "customer.shipto.list", { 200, 200, 200, 200 } },
        { "GET", "prebook.list", { 200, 200, 200, 200 } },
    };
    size_t count = 0;
    while (routes[count].verb)
        count++;
    cr_expect_eq(sizeof rows / sizeof *rows + 1, count, "a row for each method but login");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int t = 0; t < TOKENS_SAMPLES; t++) {
            bool is_get = strcmp(rows[i].verb, "GET") == 0;
            const char *params[] = { "dateFrom",
                                     "2031-01-01",
                                     "dateTo",
                                     "2031-02-01",
                                     "customerId",
                                     "131313",
                                     "standingOrderId",
                                     "1",
                                     "standingOrderItemId",
                                     "1",
                                     is_get ? "authenticationToken" : "x",
                                     p.tokens[t],
                                     NULL };
            practice_ask(&p, rows[i].verb, rows[i].path, is_get ? NULL : p.tokens[t], params, "{}");
            cr_expect_eq(p.status, rows[i].codes[t], "%s %s with the %s gave %d: %s", rows[i].verb,
                         rows[i].path, tokens_sample_word((enum tokens_sample)t), p.status,
                         practice_message(&p));
        }
}

Test(sandbox_routes, a_token_stands_in_its_place)
{
    const char *good = p.tokens[TOKENS_COMPANY];
    const char *in_params[] = { "authenticationToken", good, NULL };
    const char *wrong[] = { "authenticationToken", "0123456789", NULL };
    char *in_body = mem_printf("{\"authenticationToken\":\"%s\"}", good);
    char *wrong_body = mem_printf("{\"authenticationToken\":\"%s\"}", "0123456789");
    const struct {
        const char *verb, *path, *header;
        const char *const *params;
        const char *body;
        int code;
    } rows[] = {
        { "GET", "carrier.list", NULL, in_params, NULL, 200 },
        { "GET", "carrier.list", NULL, wrong, NULL, 401 },
        { "GET", "carrier.list", NULL, NULL, NULL, 401 },
        { "GET", "carrier.list", good, NULL, NULL, 401 },
        { "POST", "v2/standing-order", good, NULL, "{}", 200 },
        { "POST", "v2/standing-order", NULL, NULL, in_body, 200 },
        { "POST", "v2/standing-order", NULL, NULL, wrong_body, 401 },
        { "POST", "v2/standing-order", NULL, NULL, "{}", 401 },
        { "POST", "v2/standing-order", "", NULL, "{}", 401 },
        { "PUT", "v2/standing-order", good, NULL, "{}", 200 },
        { "PUT", "v2/standing-order", NULL, NULL, in_body, 401 },
        { "PUT", "v2/standing-order", NULL, in_params, "{}", 401 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        practice_ask(&p, rows[i].verb, rows[i].path, rows[i].header, rows[i].params, rows[i].body);
        cr_expect_eq(p.status, rows[i].code, "row %zu gave %d: %s", i, p.status,
                     practice_message(&p));
    }
    free(in_body);
    free(wrong_body);
}

Test(sandbox_routes, tokens_are_short_and_kept_as_hashes)
{
    for (int i = 0; i < TOKENS_SAMPLES; i++) {
        size_t len = strlen(p.tokens[i]);
        cr_expect(len <= 50 && len >= 32);
        cr_expect_eq(strspn(p.tokens[i], "abcdefghijklmnopqrstuvwxyz0123456789"), len);
        cr_expect_eq(
            db_number(p.db, 0, "SELECT count(*) FROM token WHERE hash = ?", "t", p.tokens[i]), 0);
        for (int j = 0; j < i; j++)
            cr_expect_str_neq(p.tokens[i], p.tokens[j]);
    }
}

Test(sandbox_routes, malformed_requests_are_400)
{
    static const char *const bodies[] = {
        "", "{", "[]", "1", "{\"items\":{}}", "{\"items\":\"x\"}", "{\"a\":NaN}"
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        practice_post(&p, bodies[i]);
        cr_expect_eq(p.status, 400, "%s gave %d", bodies[i], p.status);
        cr_expect(*practice_message(&p));
    }
    practice_get(&p, "standing.order.list", "dateTo=2031-01-01", NULL);
    cr_expect_eq(p.status, 400);
    cr_expect(strstr(practice_message(&p), "dateFrom"));
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", NULL);
    cr_expect(strstr(practice_message(&p), "dateTo"));
    practice_get(&p, "standing.order.list", "dateFrom=soon", "dateTo=2031-01-01", NULL);
    cr_expect_eq(p.status, 400);
    practice_get(&p, "customer.shipto.list", NULL);
    cr_expect_eq(p.status, 400);
    practice_get(&p, "prebook.list", "dateFrom=2031-01-01", NULL);
    cr_expect_eq(p.status, 400);
    practice_cancel(&p, "1", "");
    cr_expect_eq(p.status, 400);
}

Test(sandbox_routes, a_body_has_at_most_64_kilobytes)
{
    char *filler = mem_alloc(ROUTES_MAX_BODY + 1);
    for (size_t size = ROUTES_MAX_BODY; size <= ROUTES_MAX_BODY + 1; size++) {
        memset(filler, ' ', size);
        filler[0] = '{';
        filler[size - 1] = '}';
        struct request request = { .verb = "POST",
                                   .path = "v2/standing-order",
                                   .token = p.tokens[TOKENS_COMPANY],
                                   .body = filler,
                                   .body_bytes = size };
        struct reply reply;
        filler = mem_resize(filler, size + 1, 1);
        filler[size] = 0;
        request.body = filler;
        routes_handle(&p.server, &request, &reply);
        cr_expect_eq(reply.status, size > ROUTES_MAX_BODY ? 400 : 200, "%zu bytes gave %d", size,
                     reply.status);
        routes_free_reply(&reply);
    }
    free(filler);
}

Test(sandbox_routes, a_request_that_came_too_slowly_is_408)
{
    const struct request request = { .verb = "POST",
                                     .path = "v2/standing-order",
                                     .token = p.tokens[TOKENS_COMPANY],
                                     .body = "{}",
                                     .body_bytes = 2,
                                     .is_late = true };
    struct reply reply;
    routes_handle(&p.server, &request, &reply);
    cr_expect_eq(reply.status, 408);
    routes_free_reply(&reply);
}

Test(sandbox_routes, the_days_requests_run_out_and_begin_anew)
{
    p.server.daily_limit = 3;
    for (int i = 0; i < 3; i++) {
        practice_get(&p, "carrier.list", NULL);
        cr_expect_eq(p.status, 200);
    }
    practice_ask(&p, "GET", "carrier.list", NULL, NULL, NULL); /* without a token: not counted */
    cr_expect_eq(p.status, 401);
    practice_get(&p, "carrier.list", NULL);
    cr_expect_eq(p.status, 429);
    cr_expect_eq(p.retry_after, 43200, "%ld seconds until midnight", p.retry_after);
    char *body = practice_body("", "");
    practice_post(&p, body);
    free(body);
    cr_expect_eq(p.status, 429);
    clock_fix(clock_now() + p.retry_after);
    practice_get(&p, "carrier.list", NULL);
    cr_expect_eq(p.status, 200);
    cr_expect_eq(db_number(p.db, 0, "SELECT count(*) FROM standing_order", ""), 0);
}

Test(sandbox_routes, a_limit_says_when_to_come_again_as_the_fault_has_it)
{
    static const struct {
        const char *fault;
        long says;
    } cases[] = { { "status 429 *", 60 },
                  { "status 429 *\nretry-after 5", 5 },
                  { "status 429 *\nretry-after 7 carrier.list", 7 },
                  { "status 429 *\nretry-after 7 vendor.list", 60 },
                  { "status 429 *\nretry-after 0", 0 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        p.server.faults = faults_new(NULL);
        char *lines = mem_strdup(cases[i].fault), *rest = NULL;
        for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
            cr_assert(faults_add(p.server.faults, line, NULL));
        practice_get(&p, "carrier.list", NULL);
        cr_expect_eq(p.status, 429);
        cr_expect_eq(p.retry_after, cases[i].says, "%s: %ld", cases[i].fault, p.retry_after);
        faults_free(p.server.faults);
        p.server.faults = NULL;
        free(lines);
    }
    p.server.daily_limit = 0;
    practice_get(&p, "carrier.list", NULL);
    cr_expect_eq(p.retry_after, 43200);
    p.server.faults = faults_new(NULL);
    cr_assert(faults_add(p.server.faults, "retry-after 0", NULL));
    practice_get(&p, "carrier.list", NULL);
    cr_expect_eq(p.status, 429);
    cr_expect_eq(p.retry_after, 0, "it does not say");
    faults_free(p.server.faults);
    p.server.faults = NULL;
}

Test(sandbox_routes, a_failing_database_is_500)
{
    db_run(p.db, "ALTER TABLE carrier RENAME TO gone", "");
    cr_assert_not(db_failed(p.db, NULL));
    cr_expect_eq(practice_get(&p, "carrier.list", NULL), 0);
    cr_expect_eq(p.status, 500);
    practice_get(&p, "location.list", NULL);
    cr_expect_eq(p.status, 200, "the next request is answered again");
}

Test(sandbox_routes, login_gives_the_company_token)
{
    const char *right[] = { "username", "practice", "password", "practice", NULL };
    const char *wrong[] = { "username", "practice", "password", "guess", NULL };
    const char *half[] = { "username", "practice", NULL };
    cr_expect_eq(practice_ask(&p, "POST", "login", NULL, right, NULL), 1);
    cr_expect_str_eq(practice_text(&p, "apiKey"), p.tokens[TOKENS_COMPANY]);
    cr_expect_eq(practice_ask(&p, "POST", "login", NULL, wrong, NULL), 0);
    cr_expect_eq(p.status, 401);
    practice_ask(&p, "POST", "login", NULL, half, NULL);
    cr_expect_eq(p.status, 400);
}

static size_t rows_of(const char *token, const char *path, const char *array)
{
    const char *params[] = { "authenticationToken", token, "customerId", "131314", NULL };
    practice_ask(&p, "GET", path, NULL, params, NULL);
    return json_count(json_member(p.reply, array));
}

Test(sandbox_routes, customers_and_vendors_see_themselves_only)
{
    cr_expect_eq(rows_of(p.tokens[TOKENS_CUSTOMER], "customer.list", "customers"), 1);
    cr_expect_str_eq(practice_text(&p, "customers.0.code"), "Fresh");
    cr_expect_eq(rows_of(p.tokens[TOKENS_CUSTOMER], "customer.shipto.list", "shiptos"), 0);
    cr_expect_eq(rows_of(p.tokens[TOKENS_VENDOR], "vendor.list", "vendors"), 1);
    cr_expect_str_eq(practice_text(&p, "vendors.0.code"), "333");
}

static void with_faults(const char *line)
{
    struct error error = { 0 };
    p.server.faults = faults_new(NULL);
    cr_assert(faults_add(p.server.faults, line, &error), "%s", error_text(&error));
}

Test(sandbox_routes, faults_strike_their_method)
{
    static const struct {
        const char *line;
        int code;
        bool is_dropped;
        int delay;
        int orders; /* saved nevertheless */
    } rows[] = {
        { "drop standing.order.create", 200, true, 0, 1 },
        { "drop-before standing.order.create", 200, true, 0, 0 },
        { "html standing.order.create", 502, false, 0, 0 },
        { "html", 502, false, 0, 0 },
        { "status 500 standing.order.create", 500, false, 0, 0 },
        { "status 429 *", 429, false, 0, 0 },
        { "slow 40", 200, false, 40, 1 },
        { "drop standing.order.list", 200, false, 0, 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t before = db_number(p.db, 0, "SELECT count(*) FROM standing_order", "");
        with_faults(rows[i].line);
        practice_create(&p, "", "");
        cr_expect_eq(p.status, rows[i].code, "%s gave %d", rows[i].line, p.status);
        cr_expect_eq(p.is_dropped, rows[i].is_dropped, "%s", rows[i].line);
        cr_expect_eq(p.delay_millis, rows[i].delay, "%s", rows[i].line);
        cr_expect_eq(db_number(p.db, 0, "SELECT count(*) FROM standing_order", "") - before,
                     rows[i].orders, "%s", rows[i].line);
        faults_free(p.server.faults);
        p.server.faults = NULL;
    }
}

Test(sandbox_routes, faults_are_counted_and_read_from_a_file)
{
    char *path = mem_printf("%s/faults-%d", TEST_BUILD_DIR, (int)getpid());
    static const char text[] = "# first\ndrop-before carrier.list 1\n\nnonsense\n";
    static const char again[] = "# second\ndrop-before carrier.list 1\n";
    cr_assert(file_write(path, text, strlen(text), 0600, NULL));
    p.server.faults = faults_new(path);
    practice_get(&p, "carrier.list", NULL);
    cr_expect(p.is_dropped);
    practice_get(&p, "carrier.list", NULL);
    cr_expect_not(p.is_dropped, "one time only");
    cr_assert(file_write(path, again, strlen(again), 0600, NULL));
    practice_get(&p, "carrier.list", NULL);
    cr_expect(p.is_dropped, "a changed file counts anew");
    unlink(path);
    practice_get(&p, "carrier.list", NULL);
    cr_expect_not(p.is_dropped);
    faults_free(p.server.faults);
    free(path);
}

Test(sandbox_routes, a_fault_may_let_some_requests_through_first)
{
    static const bool dropped[] = { false, false, true, false };
    p.server.faults = faults_new(NULL);
    cr_assert(faults_add(p.server.faults, "drop-before carrier.list 1 2", NULL));
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        practice_get(&p, "vendor.list", NULL);
        cr_expect_not(p.is_dropped);
        practice_get(&p, "carrier.list", NULL);
        cr_expect_eq(p.is_dropped, dropped[i], "request %zu", i + 1);
    }
    faults_free(p.server.faults);
}

Test(sandbox_routes, wrong_faults_are_refused)
{
    static const char *const rows[] = { "nothing",
                                        "drop",
                                        "status x *",
                                        "status 500",
                                        "slow",
                                        "slow -1",
                                        "big-list",
                                        "drop a b",
                                        "slow 1e3",
                                        "html * twice",
                                        "lock-order",
                                        "second-writer",
                                        "second-writer *",
                                        "second-writer cost",
                                        "second-writer price x",
                                        "" };
    struct faults *faults = faults_new(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = { 0 };
        cr_expect_not(faults_add(faults, rows[i], &error), "%s was taken", rows[i]);
        cr_expect(*error_text(&error));
        error_clear(&error);
    }
    faults_free(faults);
}
