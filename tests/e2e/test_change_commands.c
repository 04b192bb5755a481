/* show, change and cancel as scripts see them: the real program over TLS, and what stands in the server's
 * own database afterwards, what no reply says included. */
#include "config.h"
#include "support/desk_command.h"

#include "base/mem.h"
#include "sandbox/db.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ORDER TEST_SOURCE_DIR "/e2e/order-full.json"

enum { LINES = 3 };

static char *number, *order_id, *lines[LINES]; /* of the order of ORDER */

static void expect_outcome(const char *outcome)
{
    json_object *answer = output();
    cr_expect_str_eq(text_of(answer, "outcome"), outcome, "%s", buf_text(&got.out));
    json_object_put(answer);
}

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
    run(ARGS("send", ORDER, "--json"));
    expect_status(0);
    json_object *answer = output(), *items = NULL;
    number = mem_strdup(text_of(answer, "standingOrderNumber"));
    order_id = mem_strdup(text_of(answer, "standingOrderId"));
    cr_assert(json_object_object_get_ex(answer, "items", &items));
    cr_assert_eq(json_object_array_length(items), LINES);
    for (size_t i = 0; i < LINES; i++)
        lines[i] = mem_strdup(text_of(json_object_array_get_idx(items, i), "standingOrderItemId"));
    json_object_put(answer);
}

static void clear_away(void)
{
    desk_result_free(&got);
    desk_free(desk);
    free(number);
    free(order_id);
    for (size_t i = 0; i < LINES; i++)
        free(lines[i]);
}

TestSuite(change_commands, .init = lay_out, .fini = clear_away);

/* All that the server holds of the order, a fact on a line. */
static char *dump(void)
{
    static const char *const queries[] = {
        "SELECT 'header ' || json_array(customer, carrier, starts, recurrence, days, ship_via,"
        " location, ship_to, po, comments, invoice_notes) FROM standing_order WHERE id = ?",
        "SELECT 'end ' || json_array(ends) FROM standing_order WHERE id = ?",
        "SELECT 'item ' || id || json_array(identifier, vendor, product, is_unit, box_type, boxes,"
        " total_units, by_bunch, bunches, stems_bunch, cost, mark, general_notes)"
        " FROM item WHERE standing_order = ? ORDER BY id",
        "SELECT 'vendor notes ' || id || json_array(vendor_notes)"
        " FROM item WHERE standing_order = ? ORDER BY id",
        "SELECT 'price ' || id || json_array(price) FROM item WHERE standing_order = ? ORDER BY id",
        "SELECT 'cancelled ' || id || json_array(cancelled)"
        " FROM item WHERE standing_order = ? ORDER BY id",
        "SELECT 'part ' || item || json_array(position, b.identifier, b.product, b.bunches,"
        " b.stems_bunch, b.cost, b.price) FROM breakdown b JOIN item i ON i.id = b.item"
        " WHERE standing_order = ? ORDER BY item, position",
        "SELECT 'custom ' || item || json_array(position, name, value)"
        " FROM custom c JOIN item i ON i.id = c.item"
        " WHERE standing_order = ? ORDER BY item, position",
    };
    struct buf text = { 0 };
    struct error error = { 0 };
    char *path = desk_path(desk, "server/sandbox.db");
    struct db *db = db_open(path, NULL, NULL, &error);
    cr_assert_not_null(db, "%s", error_text(&error));
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct query *query = db_query(db, queries[i], "l", (int64_t)atoll(order_id));
        while (query_next(query))
            buf_addf(&text, "%s\n", query_text(query, 0));
    }
    cr_assert_not(db_failed(db, &error), "%s", error_text(&error));
    db_close(db);
    free(path);
    return buf_take(&text);
}

/* `before` is freed. Exactly the lines named, ended by NULL, are new. */
static void expect_changed(char *before, const char *const *changes)
{
    char *now = dump();
    const char *old = before, *new = now;
    size_t found = 0;
    while (*old && *new) {
        size_t old_len = strcspn(old, "\n"), new_len = strcspn(new, "\n");
        if (old_len != new_len || memcmp(old, new, old_len) != 0) {
            bool is_known = changes[found] && strlen(changes[found]) == new_len &&
                            memcmp(changes[found], new, new_len) == 0;
            cr_expect(is_known, "%.*s became %.*s", (int)old_len, old, (int)new_len, new);
            found += is_known;
        }
        old += old_len + (old[old_len] == '\n');
        new += new_len + (new[new_len] == '\n');
    }
    cr_expect(!*old && !*new, "facts came or went:\n%s\n%s", before, now);
    cr_expect_null(changes[found], "\"%s\" is not there", changes[found]);
    free(before);
    free(now);
}

/* A line of the dump; good until some calls later. */
static const char *fact(const char *kind, const char *id, const char *value)
{
    static char texts[8][120];
    static size_t at;
    char *text = texts[at++ % 8];
    snprintf(text, sizeof texts[0], "%s %s[%s]", kind, id, value);
    return text;
}

static json_object *show(void)
{
    run(ARGS("show", number, "--json"));
    expect_status(0);
    return output();
}

Test(change_commands, one_price_changes_and_nothing_else)
{
    static const char *const prices[LINES] = { "price=1.10", "price=0.45", "price=11.60" };
    static const char *const stored[LINES] = { "11000", "4500", "116000" };
    for (size_t i = 0; i < LINES; i++) {
        char *before = dump();
        json_object *was = show();
        run(ARGS("change", number, lines[i], prices[i]));
        expect_status(0);
        expect_changed(before, ARGS(fact("price", lines[i], stored[i])));
        json_object *is = show();
        json_object *details = NULL;
        json_object_object_get_ex(json_object_array_get_idx(is, 0), "details", &details);
        json_object *line = json_object_array_get_idx(details, i);
        cr_expect_str_eq(text_of(line, "unitPrice"), prices[i] + strlen("price="));
        json_object *old = NULL;
        json_object_object_get_ex(json_object_array_get_idx(was, 0), "details", &old);
        old = json_object_array_get_idx(old, i);
        static const char *const keys[] = { "unitPrice", "totalPrice" };
        for (size_t k = 0; k < 2; k++)
            json_object_object_add(line, keys[k],
                                   json_object_get(json_object_object_get(old, keys[k])));
        cr_expect(json_object_equal(was, is), "%s\n%s", json_object_to_json_string(was),
                  json_object_to_json_string(is));
        json_object_put(was);
        json_object_put(is);
    }
}

Test(change_commands, the_header_a_part_and_a_custom_field)
{
    char *before = dump();
    run(ARGS("change", number, "endDate=2031-12-19", "--json"));
    expect_status(0);
    expect_outcome("changed");
    expect_changed(before, ARGS("end [22632]"));

    before = dump();
    run(ARGS("change", number, lines[0], "customFields.Sleeve=green", "vendorNotes="));
    expect_status(0);
    expect_changed(before, ARGS(fact("vendor notes", lines[0], "\"\""),
                                fact("custom", lines[0], "0,\"Sleeve\",\"green\"")));

    run(ARGS("change", number, lines[2], "breakdowns[2192].price=11.50"));
    expect_status(2);
    expect_said("give breakdowns[2192].cost=8.50, sent from here on ");
    expect_said("give breakdowns[2193].cost=9.16, sent from here on ");
    before = dump();
    run(ARGS("change", number, lines[2], "breakdowns[2192].price=11.50",
             "breakdowns[2192].cost=8.50", "breakdowns[2193].cost=9.16", "price=11.45",
             "cost=8.90"));
    expect_status(0);
    expect_said("price");
    char *now = dump();
    cr_expect_not_null(strstr(now, "8,10,85000,115000]"), "%s", now);
    cr_expect_not_null(strstr(now, "[\"mix\",33"), "%s", now);
    free(before);
    free(now);
}

Test(change_commands, names_are_looked_up)
{
    char *before = dump();
    run(ARGS("change", number, "carrierCode=arm", "shipToId=50001", "customerCode=Fresh"));
    expect_status(0);
    expect_said("It is like that already; nothing was sent.");
    run(ARGS("change", number, "carrierCode=AMR"));
    expect_status(2);
    expect_said("no carrier has the code \"AMR\"");
    run(ARGS("change", number, "shipToId=50999"));
    expect_status(2);
    expect_said("no ship-to has the id \"50999\"");
    expect_changed(before, ARGS(NULL));
    run(ARGS("change", number, "shipToId=50002"));
    expect_status(0);
    expect_said("Mr. Fresh - Miami  →  Mr. Fresh - Denver");
}

/* While any write would break down, a dry run does not notice. */
Test(change_commands, a_dry_run_sends_nothing)
{
    char *before = dump();
    desk_fault(desk, "status 500 standing.order.update\nstatus 500 standing.order.item.delete");
    run(ARGS("change", number, lines[0], "price=1.10", "--dry-run"));
    expect_status(0);
    expect_said("1.05  →  1.10");
    run(ARGS("change", number, lines[0], "price=1.10", "--dry-run", "--json"));
    expect_status(0);
    json_object *body = output(), *items = NULL;
    cr_assert(json_object_object_get_ex(body, "items", &items));
    cr_expect_str_eq(text_of(json_object_array_get_idx(items, 0), "standingOrderItemId"), lines[0]);
    cr_expect_not(json_object_object_get_ex(body, "authenticationToken", &items));
    json_object_put(body);
    run(ARGS("cancel", number, lines[0], "--dry-run"));
    expect_status(0);
    run(ARGS("cancel", number, lines[0]));
    expect_status(2);
    expect_said("--yes");
    expect_changed(before, ARGS(NULL));
    cr_expect_null(desk_find_text(desk, "state/perennial/journal", number),
                   "nothing is in the journal of changes");
    run(ARGS("cancel", number, lines[0], "--yes"));
    expect_status(4);
}

Test(change_commands, an_answer_that_was_lost)
{
    char *before = dump();
    desk_fault(desk, "drop standing.order.update");
    run(ARGS("change", number, lines[0], "price=1.10", "--json"));
    expect_status(0);
    expect_outcome("changed");
    expect_changed(before, ARGS(fact("price", lines[0], "11000")));

    before = dump();
    run(ARGS("change", number, lines[0], "vendorNotes=wet"));
    expect_status(4);
    expect_said("may or may not be carried out");
    expect_changed(before, ARGS(fact("vendor notes", lines[0], "\"wet\"")));

    before = dump();
    desk_fault(desk, "drop-before standing.order.update");
    run(ARGS("change", number, lines[0], "price=1.20", "--json"));
    expect_status(3);
    expect_outcome("not-sent");
    expect_changed(before, ARGS(NULL));
}

Test(change_commands, exit_codes_of_what_the_server_does)
{
    static const struct {
        const char *fault;
        int change, cancel;
    } cases[] = {
        { "lock-orders", 1, 1 },
        { "status 403 standing.order.update\nstatus 403 standing.order.item.delete", 1, 1 },
        { "status 429 standing.order.update\nstatus 429 standing.order.item.delete", 5, 5 },
        { "status 429 *", 5, 5 },
        { "status 500 standing.order.item.delete\nhtml standing.order.list", 3, 3 }
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *before = dump();
        desk_fault(desk, cases[i].fault);
        desk_forget_requests(desk); /* 429 would hold back those after it */
        run(ARGS("change", number, lines[0], "price=1.10"));
        expect_status(cases[i].change);
        cr_expect_gt(got.err.len, 20);
        desk_forget_requests(desk);
        run(ARGS("cancel", number, lines[0], "--yes"));
        expect_status(cases[i].cancel);
        cr_expect_gt(got.err.len, 20);
        expect_changed(before, ARGS(NULL));
    }
    desk_stop_sandbox(desk);
    run(ARGS("show", number));
    expect_status(3);
    run(ARGS("change", number, lines[0], "price=1.10"));
    expect_status(3);
    run(ARGS("cancel", number, lines[0], "--yes"));
    expect_status(3);
}

Test(change_commands, a_number_that_no_order_has)
{
    static const char *const commands[][5] = { { "show", "S99999" },
                                               { "change", "S99999", "endDate=" },
                                               { "cancel", "S99999", "1", "--yes" } };
    for (size_t i = 0; i < 3; i++) {
        run(commands[i]);
        expect_status(1);
        expect_said("standing order with the number S99999");
    }
}

Test(change_commands, a_second_writer_is_never_overwritten)
{
    char *before = dump();
    desk_fault(desk, "second-writer price 1");
    run(ARGS("change", number, lines[1], "price=0.50", "--json"));
    expect_status(1);
    expect_outcome("conflict");
    expect_said("\"base\":\"1.05\",\"theirs\":\"1.10\"");
    expect_changed(before, ARGS(fact("price", lines[0], "11000")));

    before = dump();
    run(ARGS("change", number, lines[1], "price=0.50"));
    expect_status(0);
    expect_changed(before, ARGS(fact("price", lines[1], "5000")));

    before = dump();
    desk_fault(desk, "second-writer price 1 # again");
    run(ARGS("change", number, lines[0], "price=2.00"));
    expect_status(1);
    expect_said("Changed there meanwhile");
    expect_said("1.10     1.15    2.00");
    expect_changed(before, ARGS(fact("price", lines[0], "11500")));
}

Test(change_commands, cancelled_lines)
{
    char *before = dump();
    run(ARGS("cancel", number, lines[1], "--yes", "--json"));
    expect_status(0);
    expect_outcome("cancelled");
    expect_changed(before, ARGS(fact("cancelled", lines[1], "1")));
    cr_expect_not_null(desk_find_text(desk, "state/perennial/journal", lines[1]),
                       "the line is in the journal");
    run(ARGS("cancel", number, lines[1], "--yes"));
    expect_status(2);
    expect_said("the order has no line with the id");

    before = dump();
    run(ARGS("cancel", number, lines[0], lines[2], "--yes"));
    expect_status(0);
    expect_changed(before,
                   ARGS(fact("cancelled", lines[0], "1"), fact("cancelled", lines[2], "1")));
    json_object *shown = show();
    cr_expect_str_eq(text_of(json_object_array_get_idx(shown, 0), "status"), "Cancelled");
    json_object_put(shown);
    run(ARGS("change", number, "endDate="));
    expect_status(1);
    expect_said("there is no active standing order");
}

Test(change_commands, a_lost_answer_stops_the_other_lines)
{
    char *before = dump();
    desk_fault(desk, "drop standing.order.item.delete 1");
    run(ARGS("cancel", number, lines[0], lines[1], "--yes"));
    expect_status(4);
    expect_said("no answer came: it may be cancelled");
    expect_said("Rose");
    expect_said(": not sent");
    expect_said("look at the order before you cancel again: perennial show");
    expect_changed(before, ARGS(fact("cancelled", lines[0], "1")));
}

Test(change_commands, an_answer_that_was_lost_in_the_middle)
{
    char *before = dump();
    desk_fault(desk, "drop-before standing.order.item.delete 1 1");
    run(ARGS("cancel", number, lines[0], lines[1], lines[2], "--yes", "--json"));
    expect_status(4);
    json_object *answer = output(), *items = NULL;
    cr_expect_str_eq(text_of(answer, "outcome"), "unknown");
    cr_assert(json_object_object_get_ex(answer, "items", &items));
    static const char *const outcomes[LINES] = { "cancelled", "unknown", "not-sent" };
    for (size_t i = 0; i < LINES; i++) {
        json_object *item = json_object_array_get_idx(items, i);
        cr_expect_str_eq(text_of(item, "standingOrderItemId"), lines[i]);
        cr_expect_str_eq(text_of(item, "outcome"), outcomes[i]);
    }
    json_object_put(answer);
    expect_changed(before, ARGS(fact("cancelled", lines[0], "1")));
}

Test(change_commands, at_a_terminal_the_number_of_lines_is_typed)
{
    char *before = dump();
    struct pty *pty = desk_open(desk, 24, 80, ARGS("cancel", number, lines[0]));
    cr_assert(pty_wait_text(pty, "Type the number of lines, 1, to cancel it:"));
    cr_expect(pty_has_text(pty, "Mr. Fresh"));
    cr_expect(pty_has_text(pty, "First truck without it"));
    pty_keys(pty, "y<Enter>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 2);
    cr_expect(pty_has_text(pty, "that was not 1; nothing was sent"));
    pty_close(pty);

    pty = desk_open(desk, 24, 80, ARGS("cancel", number, lines[0]));
    cr_assert(pty_wait_text(pty, "Type the number of lines"));
    pty_keys(pty, "<C-c>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 130);
    pty_close(pty);
    expect_changed(before, ARGS(NULL));

    before = dump();
    pty = desk_open(desk, 24, 80, ARGS("cancel", number, lines[0]));
    cr_assert(pty_wait_text(pty, "Type the number of lines"));
    pty_keys(pty, "1<Enter>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    pty_close(pty);
    expect_changed(before, ARGS(fact("cancelled", lines[0], "1")));
}

/* What is typed before the question is no answer to it. */
Test(change_commands, waiting_keys_are_thrown_away)
{
    char *before = dump();
    desk_fault(desk, "slow 300 standing.order.list");
    struct pty *pty = desk_open(desk, 24, 80, ARGS("cancel", number, lines[0]));
    pty_keys(pty, "1<Enter>1<Enter>1");
    cr_assert(pty_wait_text(pty, "Type the number of lines"));
    pty_keys(pty, "<Enter>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 2);
    pty_close(pty);
    expect_changed(before, ARGS(NULL));
}

Test(change_commands, the_token_is_never_seen)
{
    static const char *const faults[] = { "", "drop standing.order.update", "status 500 *",
                                          "html standing.order.update" };
    char *log = desk_path(desk, "log");
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        desk_fault(desk, faults[i]);
        static const char *const words[] = { "price=1.01", "price=1.02", "price=1.03",
                                             "price=1.04" };
        run(ARGS("--log", log, "show", number));
        run(ARGS("--log", log, "change", number, lines[0], words[i], "--json"));
        cr_expect_null(strstr(buf_text(&got.out), desk_token(desk)));
        cr_expect_null(strstr(buf_text(&got.err), desk_token(desk)));
        run(ARGS("--log", log, "change", number, lines[0], "price=9", "--dry-run", "--json"));
        cr_expect_null(strstr(buf_text(&got.out), desk_token(desk)));
        run(ARGS("--log", log, "cancel", number, lines[i % LINES], "--yes"));
        cr_expect_null(strstr(buf_text(&got.out), desk_token(desk)));
    }
    cr_expect_null(desk_find_text(desk, "", desk_token(desk)));
    free(log);
}
