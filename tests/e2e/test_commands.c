/* The commands as scripts see them: exit codes, what goes to which output, and what happens when the
 * server refuses, breaks down or answers nonsense. The real program over TLS. */
#include "config.h"
#include "support/desk.h"

#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ORDER     TEST_SOURCE_DIR "/e2e/order.json"
#define BAD_ORDER TEST_SOURCE_DIR "/e2e/order-bad.json"

static struct desk *desk;
static struct desk_result got;

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
}

static void clear_away(void)
{
    desk_result_free(&got);
    desk_free(desk);
}

TestSuite(commands, .init = lay_out, .fini = clear_away);

static void run(const char *const *arguments)
{
    desk_result_free(&got);
    got = desk_run(desk, NULL, arguments);
}

static void expect_status(int status)
{
    cr_expect_eq(got.status, status, "status %d instead of %d, out \"%.400s\", err \"%.400s\"",
                 got.status, status, buf_text(&got.out), buf_text(&got.err));
}

static void expect_said(const char *text)
{
    cr_expect(strstr(buf_text(&got.err), text) || strstr(buf_text(&got.out), text),
              "\"%s\" is not in \"%.400s\" nor in \"%.400s\"", text, buf_text(&got.out),
              buf_text(&got.err));
}

/* The whole of standard output as JSON. */
static json_object *output(void)
{
    json_object *value = json_tokener_parse(buf_text(&got.out));
    cr_assert_not_null(value, "this is not JSON: \"%.400s\"", buf_text(&got.out));
    return value;
}

static const char *text_of(json_object *object, const char *key)
{
    json_object *value = NULL;
    return json_object_object_get_ex(object, key, &value) ? json_object_get_string(value) : "";
}

static size_t count_orders(void)
{
    run(ARGS("list", "--status", "all", "--from", "2020-01-01", "--to", "2040-01-01", "--json"));
    expect_status(0);
    json_object *list = output();
    size_t count = json_object_array_length(list);
    json_object_put(list);
    return count;
}

Test(commands, check_says_yes_to_a_good_order_and_needs_no_server)
{
    desk_stop_sandbox(desk);
    run(ARGS("check", ORDER));
    expect_status(0);
    run(ARGS("check", ORDER, "--json"));
    expect_status(0);
    json_object *answer = output();
    cr_expect_str_eq(text_of(answer, "ok"), "true");
    json_object_put(answer);
}

Test(commands, check_names_everything_that_is_wrong)
{
    run(ARGS("check", BAD_ORDER));
    expect_status(2);
    expect_said("Recurrence is 7; it must be 1, 2, 3 or 4 weeks");
    expect_said("items[0].boxes");
    run(ARGS("check", BAD_ORDER, "--json"));
    expect_status(2);
    json_object *answer = output(), *issues = NULL;
    cr_expect_str_eq(text_of(answer, "ok"), "false");
    json_object_object_get_ex(answer, "issues", &issues);
    bool found = false;
    for (size_t i = 0; i < json_object_array_length(issues); i++) {
        json_object *issue = json_object_array_get_idx(issues, i);
        if (strcmp(text_of(issue, "path"), "items[0].boxes") == 0) {
            found = true;
            cr_expect_str_eq(text_of(issue, "code"), "required");
            cr_expect_str_eq(text_of(issue, "severity"), "error");
        }
    }
    cr_expect(found, "the missing boxes are named");
    json_object_put(answer);
}

Test(commands, what_is_sent_is_found_in_the_list)
{
    size_t before = count_orders();
    run(ARGS("send", ORDER, "--json"));
    expect_status(0);
    json_object *answer = output();
    cr_expect_str_eq(text_of(answer, "outcome"), "created");
    char *number = mem_strdup(text_of(answer, "standingOrderNumber"));
    char *id = mem_strdup(text_of(answer, "standingOrderId"));
    json_object_put(answer);
    cr_assert(*number && *id);

    run(ARGS("list", "--number", number, "--from", "2031-01-01", "--to", "2031-12-31", "--json"));
    expect_status(0);
    json_object *list = output(), *order = json_object_array_get_idx(list, 0), *lines = NULL;
    cr_assert_eq(json_object_array_length(list), 1);
    cr_expect_str_eq(text_of(order, "id"), id);
    cr_expect_str_eq(text_of(order, "number"), number);
    cr_expect_str_eq(text_of(order, "startDate"), "2031-01-06");
    cr_expect_str_eq(text_of(order, "days"), "Monday, Friday");
    cr_expect_str_eq(text_of(order, "status"), "Active");
    json_object_object_get_ex(order, "details", &lines);
    cr_assert_eq(json_object_array_length(lines), 3);
    static const struct {
        const char *product, *boxes, *price, *bunches;
    } rows[] = { { "21", "6", "1.05", "12" },
                 { "2189", "0", "0.42", "0" },
                 { "2191", "4", "11.45", "20" } };
    for (size_t i = 0; i < 3; i++) {
        json_object *line = json_object_array_get_idx(lines, i), *parts = NULL;
        cr_expect_str_eq(text_of(line, "productId"), rows[i].product);
        cr_expect_str_eq(text_of(line, "unitPrice"), rows[i].price);
        cr_expect_eq(atoi(text_of(line, "totalBoxes")), atoi(rows[i].boxes));
        cr_expect_eq(atoi(text_of(line, "bunches")), atoi(rows[i].bunches));
        json_object_object_get_ex(line, "breakdowns", &parts);
        cr_expect_eq(parts ? json_object_array_length(parts) : 0, i == 2 ? 2u : 0u);
    }
    json_object_put(list);
    cr_expect_eq(count_orders(), before + 1);
    free(number);
    free(id);
}

Test(commands, a_dry_run_sends_nothing_and_shows_no_token)
{
    size_t before = count_orders();
    run(ARGS("send", ORDER, "--dry-run"));
    expect_status(0);
    expect_said("\"truckDays\"");
    cr_expect_null(strstr(buf_text(&got.out), desk_token(desk)));
    cr_expect_eq(count_orders(), before);
}

Test(commands, an_order_with_an_error_is_not_sent)
{
    size_t before = count_orders();
    run(ARGS("send", BAD_ORDER));
    expect_status(2);
    expect_said("Boxes");
    cr_expect_eq(count_orders(), before);
}

Test(commands, a_server_that_is_down)
{
    desk_stop_sandbox(desk);
    run(ARGS("list"));
    expect_status(3);
    run(ARGS("send", ORDER));
    expect_status(3);
    run(ARGS("lookup", "carriers"));
    expect_status(3);
    cr_expect(got.err.len > 0, "it says why");
    cr_expect_eq(got.out.len, 0, "nothing but results on standard output");
}

Test(commands, an_answer_that_was_lost)
{
    size_t before = count_orders();
    desk_fault(desk, "drop standing.order.create");
    run(ARGS("send", ORDER, "--json"));
    expect_status(4);
    json_object *answer = output();
    cr_expect_str_eq(text_of(answer, "outcome"), "unknown");
    json_object_put(answer);
    desk_fault(desk, "");
    cr_expect_eq(count_orders(), before + 1, "sent once, not twice");
}

Test(commands, a_connection_cut_before_anything_was_done)
{
    size_t before = count_orders();
    desk_fault(desk, "drop-before standing.order.create");
    run(ARGS("send", ORDER));
    expect_status(4);
    desk_fault(desk, "");
    cr_expect_eq(count_orders(), before, "and not sent again by itself");
}

Test(commands, a_web_page_in_place_of_an_answer)
{
    desk_fault(desk, "html *");
    run(ARGS("send", ORDER));
    cr_expect_neq(got.status, 0);
    run(ARGS("list", "--json"));
    cr_expect_neq(got.status, 0);
    cr_expect(got.err.len > 0);
    cr_expect_null(strstr(buf_text(&got.out), "<html"));
}

Test(commands, a_spent_budget)
{
    desk_fault(desk, "status 429 *");
    run(ARGS("list"));
    expect_status(5);
    run(ARGS("send", ORDER));
    expect_status(5);
}

Test(commands, a_token_that_is_refused)
{
    static const int codes[] = { 401, 403 };
    for (size_t i = 0; i < 2; i++) {
        char *fault = mem_printf("status %d *", codes[i]);
        desk_fault(desk, fault);
        run(ARGS("list"));
        expect_status(1);
        run(ARGS("send", ORDER));
        expect_status(1);
        cr_expect(got.err.len + got.out.len > 0);
        free(fault);
    }
}

Test(commands, a_list_of_many_orders_is_written_whole)
{
    desk_fault(desk, "big-list 5000");
    run(ARGS("list", "--json"));
    expect_status(0);
    json_object *list = output();
    cr_expect_eq(json_object_array_length(list), 5000);
    json_object_put(list);
}

Test(commands, a_lookup_finds_by_words)
{
    run(ARGS("lookup", "carriers", "armellini", "--json"));
    expect_status(0);
    json_object *rows = output();
    cr_assert_geq(json_object_array_length(rows), 1);
    json_object *row = json_object_array_get_idx(rows, 0);
    cr_expect_str_eq(text_of(row, "code"), "ARM");
    cr_expect_str_eq(text_of(row, "id"), "1360");
    json_object_put(rows);
}

Test(commands, a_server_with_another_certificate_is_not_trusted)
{
    run(ARGS("list"));
    expect_status(0);
    struct buf config = { 0 };
    struct error error = { 0 };
    char *path = desk_path(desk, "config/perennial/perennial.conf");
    cr_assert(file_read(path, 1 << 16, &config, &error));
    const char *line = strstr(buf_text(&config), "ca_file");
    cr_assert_not_null(line);
    /* Without it the system's certificates count, and none of them has signed the sandbox's. */
    size_t at = (size_t)(line - buf_text(&config));
    buf_remove(&config, at, strcspn(line, ";") + 1);
    desk_write(desk, "config/perennial/perennial.conf", buf_text(&config));
    run(ARGS("list"));
    expect_status(3);
    run(ARGS("send", ORDER));
    expect_status(3);
    buf_free(&config);
    free(path);
}

Test(commands, wrong_use)
{
    run(ARGS("--no-such-option"));
    expect_status(2);
    run(ARGS("lst"));
    expect_status(2);
    expect_said("list");
    run(ARGS("check", "no-such-file.json"));
    expect_status(2);
    run(ARGS("list", "--from", "tomorrow"));
    expect_status(2);
}

Test(commands, the_token_is_never_seen)
{
    char *log = desk_path(desk, "log");
    const char *const faults[] = { "", "html *", "status 500 *", "drop *", "status 401 *" };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        desk_fault(desk, faults[i]);
        static const char *const commands[][2] = { { "list", "--json" },
                                                   { "send", ORDER },
                                                   { "lookup", "vendors" } };
        for (size_t k = 0; k < 3; k++) {
            run(ARGS("--log", log, commands[k][0], commands[k][1]));
            cr_expect_null(strstr(buf_text(&got.out), desk_token(desk)));
            cr_expect_null(strstr(buf_text(&got.err), desk_token(desk)));
        }
    }
    cr_assert_gt(strlen(desk_token(desk)), 8);
    cr_expect(access(log, F_OK) == 0, "there is a log");
    cr_expect_null(desk_find_text(desk, "", desk_token(desk)));
    free(log);
}

Test(commands, the_sandbox_option_needs_no_configuration)
{
    desk_free(desk);
    desk = desk_new();
    run(ARGS("--sandbox", "list", "--json"));
    expect_status(0);
    json_object *list = output();
    cr_expect_geq(json_object_array_length(list), 200);
    json_object_put(list);
}
