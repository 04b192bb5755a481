/* The commands as scripts see them: exit codes, what goes to which output, and what happens when the
 * server refuses, breaks down or answers nonsense. The real program over TLS. */
#include "config.h"
#include "support/desk_command.h"

#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ORDER     TEST_SOURCE_DIR "/e2e/order.json"
#define BAD_ORDER TEST_SOURCE_DIR "/e2e/order-bad.json"

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

static void use_no_ca_file(void)
{
    struct buf config = { 0 };
    struct error error = { 0 };
    char *path = desk_path(desk, "config/perennial/perennial.conf");
    cr_assert(file_read(path, 1 << 16, &config, &error));
    size_t at = (size_t)(strstr(buf_text(&config), "ca_file") - buf_text(&config));
    buf_remove(&config, at, strcspn(config.data + at, ";") + 1);
    desk_write(desk, "config/perennial/perennial.conf", buf_text(&config));
    buf_free(&config);
    free(path);
}

Test(commands, a_server_with_another_certificate_is_not_trusted)
{
    run(ARGS("list"));
    expect_status(0);
    /* Without it the system's certificates count, and none of them has signed the sandbox's. */
    use_no_ca_file();
    run(ARGS("list"));
    expect_status(3);
    run(ARGS("send", ORDER));
    expect_status(3);
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

/* The order file with one text replaced by another, in the desk's home; the caller frees the path. */
static char *order_with(const char *from, const char *to)
{
    struct buf text = { 0 };
    struct error error = { 0 };
    cr_assert(file_read(ORDER, 1 << 16, &text, &error));
    const char *at = strstr(buf_text(&text), from);
    cr_assert_not_null(at, "%s", from);
    char *changed =
        mem_printf("%.*s%s%s", (int)(at - buf_text(&text)), buf_text(&text), to, at + strlen(from));
    desk_write(desk, "changed.json", changed);
    free(changed);
    buf_free(&text);
    return desk_path(desk, "changed.json");
}

Test(commands, an_order_of_which_a_line_is_refused)
{
    char *path = order_with("2189", "999999");
    run(ARGS("send", path, "--json"));
    expect_status(1);
    json_object *answer = output(), *items = NULL;
    cr_expect_str_eq(text_of(answer, "outcome"), "partial");
    cr_expect(*text_of(answer, "standingOrderId") && *text_of(answer, "standingOrderNumber"));
    cr_assert(json_object_object_get_ex(answer, "items", &items));
    cr_assert_eq(json_object_array_length(items), 3);
    for (size_t i = 0; i < 3; i++) {
        static const char *const identifiers[] = { "plain", "units", "mix" };
        json_object *item = json_object_array_get_idx(items, i);
        cr_expect_str_eq(text_of(item, "identifier"), identifiers[i]);
        cr_expect_str_eq(text_of(item, "status"), i == 1 ? "0" : "1");
        cr_expect_eq(*text_of(item, "standingOrderItemId") != '\0', i != 1);
        cr_expect(*text_of(item, "message"));
        cr_expect_eq(json_object_object_length(item), 4);
    }
    cr_expect_eq(json_object_object_length(answer), 5);
    json_object_put(answer);
    free(path);
}

/* Writes an order whose notes fill its last line up, and gives what check says of it. */
static char *size_of_order(size_t padding)
{
    struct buf text = { 0 };
    buf_add(&text, "{\"customerId\":1,\"carrierId\":2,\"startDate\":\"2031-01-06\","
                   "\"recurrence\":1,\"truckDays\":\"Monday\",\"items\":[");
    for (size_t i = 0; i < 33; i++) {
        buf_addf(&text, "%s{\"identifier\":\"L%zu\",\"vendorId\":3,\"productId\":4,", i ? "," : "",
                 i);
        buf_add(&text, "\"boxTypeCode\":\"QB\",\"boxes\":1,\"unitType\":\"Stem\",\"bunches\":1,"
                       "\"stemsBunch\":1,\"cost\":1,\"itemType\":\"BOX\",\"generalNotes\":\"");
        for (size_t c = 0; c < 1000; c++)
            buf_add_char(&text, 'g');
        buf_add(&text, "\",\"vendorNotes\":\"");
        for (size_t c = 0; c < (i < 32 ? 800 : padding); c++)
            buf_add_char(&text, 'v');
        buf_add(&text, "\"}");
    }
    buf_add(&text, "]}");
    desk_write(desk, "large.json", buf_text(&text));
    buf_free(&text);
    char *path = desk_path(desk, "large.json");
    run(ARGS("check", path, "--json"));
    return path;
}

static size_t said_bytes(void)
{
    const char *said = strstr(buf_text(&got.out), "The order is ");
    cr_assert_not_null(said, "%s", buf_text(&got.out));
    return (size_t)strtoul(said + strlen("The order is "), NULL, 10);
}

Test(commands, an_order_may_have_65536_bytes_with_the_longest_token)
{
    desk_stop_sandbox(desk);
    free(size_of_order(100));
    expect_status(0);
    expect_said("body-large");
    size_t padding = 100 + 65536 - said_bytes();
    cr_assert_leq(padding, 1000);
    free(size_of_order(padding));
    expect_status(0);
    cr_expect_eq(said_bytes(), 65536);
    free(size_of_order(padding + 1));
    expect_status(2);
    cr_expect_eq(said_bytes(), 65537);
    expect_said("body-too-large");
}

/* A server that fails may have carried out what it was asked: that is not a refusal. */
Test(commands, a_server_that_breaks_down_over_a_write)
{
    desk_fault(desk, "status 500 *");
    run(ARGS("send", ORDER, "--json"));
    expect_status(4);
    json_object *answer = output();
    cr_expect_str_eq(text_of(answer, "outcome"), "unknown");
    json_object_put(answer);
}

static bool listens_to_signals(struct pty *pty)
{
    struct buf text = { 0 };
    struct error error = { 0 };
    char *path = mem_printf("/proc/%d/status", (int)pty_pid(pty));
    bool done = file_read(path, 1 << 16, &text, &error);
    const char *blocked = done ? strstr(buf_text(&text), "SigBlk:") : NULL;
    done = blocked && (strtoul(blocked + strlen("SigBlk:"), NULL, 16) & 1u << (SIGINT - 1));
    buf_free(&text);
    error_clear(&error);
    free(path);
    return done;
}

static bool wait_for_start(struct pty *pty)
{
    for (int millis = 0; millis < PTY_PATIENCE; millis += 5) {
        if (listens_to_signals(pty))
            return true;
        pty_wait_within(pty, "nothing is shown by then", 5);
    }
    return false;
}

Test(commands, an_interrupted_list)
{
    desk_fault(desk, "slow 60000 standing.order.list");
    struct pty *pty = desk_open(desk, 24, 80, ARGS("list"));
    cr_assert(wait_for_start(pty));
    pty_keys(pty, "<C-c>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 130);
    pty_close(pty);
}

Test(commands, an_interrupted_send_is_waited_for_and_then_unknown)
{
    desk_fault(desk, "slow 60000 standing.order.create");
    struct pty *pty = desk_open(desk, 24, 80, ARGS("send", ORDER));
    cr_assert(wait_for_start(pty));
    pty_keys(pty, "<C-c>");
    cr_expect(pty_wait_text(pty, "the order is on its way"));
    pty_keys(pty, "<C-c>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 4);
    cr_expect(pty_has_text(pty, "do not send it again before you have looked"));
    pty_close(pty);
}

Test(commands, a_dry_run_in_json_is_the_body)
{
    run(ARGS("send", ORDER, "--dry-run", "--json"));
    expect_status(0);
    json_object *body = output(), *items = NULL;
    cr_expect_not(json_object_object_get_ex(body, "authenticationToken", &items));
    cr_assert(json_object_object_get_ex(body, "items", &items));
    cr_expect_eq(json_object_array_length(items), 3);
    json_object_put(body);
}

/* Whatever a command wrote or a process shows of itself. */
static void expect_no_token(const struct buf *text, const char *where)
{
    cr_expect_not(text->len &&
                      memmem(text->data, text->len, desk_token(desk), strlen(desk_token(desk))),
                  "the token stands in %s", where);
}

static void run_all_commands_with_a_log(void)
{
    char *log = desk_path(desk, "log");
    static const char *const commands[][4] = {
        { "list", "--json" },
        { "list", "--status", "all" },
        { "send", ORDER },
        { "send", ORDER, "--json" },
        { "send", ORDER, "--dry-run" },
        { "send", BAD_ORDER },
        { "check", ORDER },
        { "lookup", "vendors" },
        { "lookup", "customers" },
        { "lookup", "shiptos", "--customer", "Fresh" },
    };
    for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
        run(ARGS("--log", log, commands[k][0], commands[k][1], commands[k][2], commands[k][3]));
        expect_no_token(&got.out, "the output");
        expect_no_token(&got.err, "the talk");
    }
    cr_expect(access(log, F_OK) == 0, "there is a log");
    free(log);
}

Test(commands, the_token_is_never_seen)
{
    static const char *const faults[] = {
        "", "html *", "status 500 *", "drop *", "status 401 *", "status 403 *", "status 429 *"
    };
    cr_assert_gt(strlen(desk_token(desk)), 8);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        desk_fault(desk, faults[i]);
        run_all_commands_with_a_log();
    }
    desk_fault(desk, "");
    use_no_ca_file();
    run_all_commands_with_a_log();
    desk_stop_sandbox(desk);
    run_all_commands_with_a_log();
    cr_expect_null(desk_find_text(desk, "", desk_token(desk)));
}

Test(commands, the_token_is_never_seen_in_the_process_list)
{
    static const char *const names[] = { "cmdline", "environ", "status", "comm" };
    desk_fault(desk, "slow 60000 *");
    struct pty *pty = desk_open(desk, 24, 80, ARGS("list"));
    cr_assert(wait_for_start(pty));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf text = { 0 };
        struct error error = { 0 };
        char *path = mem_printf("/proc/%d/%s", (int)pty_pid(pty), names[i]);
        if (file_read(path, 1 << 16, &text, &error)) /* others must not even read environ */
            expect_no_token(&text, path);
        buf_free(&text);
        error_clear(&error);
        free(path);
    }
    pty_keys(pty, "<C-c>");
    pty_wait_exit(pty, PTY_PATIENCE);
    expect_no_token(pty_output(pty), "the terminal");
    pty_close(pty);
}

Test(commands, the_token_is_never_seen_on_the_screens)
{
    char *log = desk_path(desk, "log");
    struct pty *pty = desk_open(desk, 24, 80, ARGS("--log", log));
    cr_assert(pty_wait_text(pty, "F5=Read(1 req)"));
    cr_assert(pty_wait_gone(pty, "Ctrl-C stops"));
    desk_fault(desk, "html *");
    pty_keys(pty, "<F5>");
    cr_expect(pty_wait_text(pty, "a web page"));
    desk_fault(desk, "status 401 *");
    pty_keys(pty, "<F5>");
    cr_expect(pty_wait_text(pty, "does not accept the token"));
    cr_expect(pty_wait_text(pty, "Alt-k replaces the token"));
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_no_token(pty_output(pty), "the terminal");
    cr_expect_null(desk_find_text(desk, "", desk_token(desk)));
    pty_close(pty);
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

/* The samples of the practice server are its profiles, and those of the configuration are not there. */
Test(commands, the_sandbox_has_a_profile_for_each_of_its_tokens)
{
    static const struct {
        const char *profile;
        int status;
        const char *says;
    } rows[] = {
        { "sandbox", 0, "" },
        { "sandbox-list", 0, "" },
        { "sandbox-customer", 1, "HTTP 403" },
        { "sandbox-vendor", 1, "HTTP 403" },
        { "sandbox-custmer", 2, "did you mean \"sandbox-customer\"?" },
        { "test", 2, "there is no profile \"test\"" },
    };
    desk_set(desk, "PERENNIAL_PROFILE=test");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run(ARGS("--sandbox", "--profile", rows[i].profile, "list", "--json"));
        expect_status(rows[i].status);
        expect_said(rows[i].says);
    }
    run(ARGS("--sandbox", "--profile", "sandbox-list", "cancel", "S00001", "1", "--yes"));
    cr_expect_neq(got.status, 0);
    run(ARGS("--sandbox", "list", "--json"));
    expect_status(0);
}

static void try_again(void)
{
    desk_try_again(desk);
    desk_start_sandbox(desk, NULL);
}

Test(commands, a_read_that_fails_once_is_tried_again)
{
    static const char *const faults[] = { "status 502 standing.order.list 1",
                                          "drop-before standing.order.list 1",
                                          "html standing.order.list 1" };
    try_again();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        desk_fault(desk, faults[i]);
        run(ARGS("list", "--json"));
        expect_status(0);
        json_object *orders = output();
        cr_expect_gt(json_object_array_length(orders), 0);
        json_object_put(orders);
        cr_expect_eq(got.err.len, 0, "%s", buf_text(&got.err));
    }
}

Test(commands, a_read_that_goes_on_failing_says_how_often_it_was_tried)
{
    try_again();
    desk_fault(desk, "drop-before standing.order.list");
    run(ARGS("list"));
    expect_status(3);
    expect_said("No answer came");
    expect_said("Tried 3 times.");
}

Test(commands, a_write_is_not_tried_again)
{
    try_again();
    int before = count_orders();
    desk_fault(desk, "status 503 standing.order.create 1");
    run(ARGS("send", ORDER));
    expect_status(4);
    cr_expect_eq(count_orders(), before);
}
