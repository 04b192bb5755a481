/* The commands over a fake service: what they write in each form, what they say, how they end. */
#include "config.h"
#include "cli_desk.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct cli_desk desk;

static void set_up(void)
{
    cli_desk_open(&desk);
}

static void tear_down(void)
{
    cli_desk_close(&desk);
}

TestSuite(commands, .init = set_up, .fini = tear_down);

static void expect_said(const char *part)
{
    cr_expect_not_null(strstr(desk.err, part), "\"%s\" lacks \"%s\"", desk.err, part);
}

/* The exit codes are a promise: each outcome has one, for reads and for the write. */
static const struct {
    enum api_outcome outcome;
    int read, write;
    const char *word;
} outcomes[] = {
    { API_REFUSED, 1, 1, "refused" },    { API_UNREACHED, 3, 3, "not-sent" },
    { API_UNKNOWN, 4, 4, "unknown" },    { API_FAILED, 3, -1, NULL },
    { API_NO_BUDGET, 5, 5, "not-sent" },
};

Test(commands, check_of_the_sample_of_the_documentation)
{
    cr_expect_eq(cli_desk_run(&desk, "check @seed-sample.json"), 2);
    cli_desk_expect_golden("check-sample.txt", desk.out);
    expect_said("seed-sample.json: 1 error, 4 warnings\n");
    cr_expect_eq(cli_desk_run(&desk, "check @seed-sample.json --json"), 2);
    cli_desk_expect_golden("check-sample.json", desk.out);
    cr_expect_str_eq(desk.err, "");
    cr_expect_eq(cli_desk_run(&desk, "check @seed-sample.json --csv"), 2);
    cli_desk_expect_golden("check-sample.csv", desk.out);
    cr_expect_eq(cli_desk_run(&desk, "check @seed-sample.json --tsv"), 2);
    cli_desk_expect_golden("check-sample.tsv", desk.out);
}

Test(commands, check_of_a_good_file)
{
    cr_expect_eq(cli_desk_run(&desk, "check @order-three-kinds.json"), 0);
    cr_expect_str_eq(desk.out, "");
    expect_said("no errors\n");
    cr_expect_eq(cli_desk_run(&desk, "check @order-three-kinds.json --json"), 0);
    cr_expect_not_null(strstr(desk.out, "true"));
}

Test(commands, check_of_what_is_no_order_file)
{
    char pattern[] = "/tmp/perennial-cli-XXXXXX";
    int fd = mkstemp(pattern);
    cr_assert_eq(write(fd, "{ \"a\": 1,", 9), 9);
    close(fd);
    char *line = mem_printf("check %s --json", pattern);
    cr_expect_eq(cli_desk_run(&desk, line), 2);
    cr_expect_not_null(strstr(desk.out, "\"not-json\""), "%s", desk.out);
    cr_expect_not_null(strstr(desk.out, "false"));
    cr_expect_null(strstr(desk.out, "unknown-member"));
    free(line);
    line = mem_printf("check %s.missing", pattern);
    cr_expect_eq(cli_desk_run(&desk, line), 2);
    cr_expect_str_eq(desk.out, "");
    expect_said(".missing cannot be opened");
    free(line);
    unlink(pattern);
}

Test(commands, list_in_each_form)
{
    cli_desk_fill(&desk);
    static const struct {
        const char *line, *golden;
        int columns;
    } forms[] = {
        { "list", "list-120.txt", 120 },          { "list", "list-80.txt", 80 },
        { "list --plain", "list-plain.txt", 80 }, { "list", "list-plain.txt", 0 },
        { "list --csv", "list.csv", 80 },         { "list --tsv", "list.tsv", 0 },
        { "list --json", "list.json", 80 },
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        desk.cli.columns = forms[i].columns;
        cr_expect_eq(cli_desk_run(&desk, forms[i].line), 0);
        cli_desk_expect_golden(forms[i].golden, desk.out);
        cr_expect_str_eq(desk.err, "");
    }
}

Test(commands, list_of_nothing)
{
    cr_expect_eq(cli_desk_run(&desk, "list --json"), 0);
    cr_expect_str_eq(desk.out, "[]\n");
    cr_expect_eq(cli_desk_run(&desk, "list --csv"), 0);
    cr_expect_eq(strncmp(desk.out, "number,", 7), 0);
    cr_expect_eq(cli_desk_run(&desk, "list"), 0);
    cr_expect_str_eq(desk.out, "");
    expect_said("no standing orders match\n");
    cr_expect_eq(cli_desk_run(&desk, "list --number S03228"), 0);
    expect_said("no standing orders match; the service may know the number as 3228\n");
}

Test(commands, list_asks_with_its_filters)
{
    static const struct {
        const char *line;
        enum filter_field field;
        const char *value;
    } cases[] = {
        { "list", FILTER_FROM, "2026-02-01" },
        { "list", FILTER_STATUS, "Active" },
        { "list --from 2031/04/05", FILTER_FROM, "2031-04-05" },
        { "list --to 2031-04-05", FILTER_TO, "2031-04-05" },
        { "list --customer fresh", FILTER_CUSTOMER, "fresh" },
        { "list --customer-id 18446744073709551617", FILTER_CUSTOMER_ID, "18446744073709551617" },
        { "list --number S03228", FILTER_NUMBER, "S03228" },
        { "list --number S03228", FILTER_FROM, "2000-01-01" },
        { "list --number S03228", FILTER_TO, "2099-12-31" },
        { "list --number S03228 --to 2031-01-01", FILTER_TO, "2031-01-01" },
        { "list --location 7", FILTER_LOCATION_ID, "7" },
        { "list --status all", FILTER_STATUS, "All" },
        { "list --status cancelled", FILTER_STATUS, "Cancelled" },
        { "list --status Active", FILTER_STATUS, "Active" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_expect_eq(cli_desk_run(&desk, cases[i].line), 0, "%s: %s", cases[i].line, desk.err);
        const struct filter *filter = fake_api_last_filter(desk.fake);
        cr_assert_not_null(filter);
        cr_expect_str_eq(value_text(filter->v[cases[i].field]), cases[i].value, "%s",
                         cases[i].line);
    }
}

Test(commands, list_with_a_wrong_filter_asks_nothing)
{
    static const char *const lines[] = { "list --from 2031-4-1", "list --customer-id x",
                                         "list --status some",
                                         "list --from 2031-01-02 --to 2031-01-01" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        cr_expect_eq(cli_desk_run(&desk, lines[i]), 2, "%s", lines[i]);
        cr_expect_gt(strlen(desk.err), 20, "%s", lines[i]);
    }
    cr_expect_eq(fake_api_count(desk.fake, "order_list"), 0);
}

Test(commands, reads_end_with_the_promised_codes)
{
    static const char *const lines[][2] = { { "list --json", "order_list" },
                                            { "lookup customers --json", "lookup" } };
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
            fake_api_fail(desk.fake, lines[k][1], outcomes[i].outcome, 500, "It is so.");
            cr_expect_eq(cli_desk_run(&desk, lines[k][0]), outcomes[i].read, "%s, outcome %d",
                         lines[k][0], outcomes[i].outcome);
            cr_expect_str_eq(desk.out, "", "a failed read must not look like an empty list");
            expect_said("perennial: It is so.\n");
        }
    }
}

Test(commands, an_interrupted_read_is_dropped)
{
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "list"), 130);
    cr_expect_eq(fake_api_count(desk.fake, "drop"), 1);
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "lookup carriers"), 130);
    cr_expect_eq(fake_api_count(desk.fake, "drop"), 2);
}

static void add_products(void)
{
    fake_api_add_row(desk.fake, LOOKUP_PRODUCTS, "21", "RF60", "Rose Freedom 60");
    fake_api_add_row(desk.fake, LOOKUP_PRODUCTS, "22", "RW60", "Rose White 60");
    fake_api_add_row(desk.fake, LOOKUP_PRODUCTS, "18446744073709551617", "", "Ñandú 漢字");
}

Test(commands, lookup_in_each_form)
{
    add_products();
    static const struct {
        const char *line, *golden;
        int columns;
    } forms[] = {
        { "lookup products", "lookup-100.txt", 100 },
        { "lookup products --plain", "lookup-plain.txt", 100 },
        { "lookup products --csv", "lookup.csv", 0 },
        { "lookup products --tsv", "lookup.tsv", 0 },
        { "lookup products --json", "lookup.json", 0 },
        { "lookup products roswhit60 --json", "lookup-narrowed.json", 0 },
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        desk.cli.columns = forms[i].columns;
        cr_expect_eq(cli_desk_run(&desk, forms[i].line), 0);
        cli_desk_expect_golden(forms[i].golden, desk.out);
    }
}

Test(commands, lookup_of_nothing)
{
    add_products();
    cr_expect_eq(cli_desk_run(&desk, "lookup products tulip --json"), 0);
    cr_expect_str_eq(desk.out, "[]\n");
    cr_expect_eq(cli_desk_run(&desk, "lookup products tulip"), 0);
    cr_expect_str_eq(desk.out, "");
    expect_said("No product of this description");
    cr_expect_eq(cli_desk_run(&desk, "lookup products tulip --csv"), 0);
    cr_expect_eq(strncmp(desk.out, "id,", 3), 0);
}

Test(commands, lookup_knows_every_kind)
{
    for (int kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++) {
        if (kind == LOOKUP_SHIP_TOS)
            continue;
        char *line = mem_printf("lookup %s --json", lookup_types[kind].word);
        fake_api_add_row(desk.fake, (enum lookup_kind)kind, "7", "SEVEN", "Seventh");
        cr_expect_eq(cli_desk_run(&desk, line), 0);
        cr_expect_eq(fake_api_last_kind(desk.fake), (enum lookup_kind)kind, "%s", line);
        cr_expect_not_null(strstr(desk.out, "SEVEN"), "%s: %s", line, desk.out);
        free(line);
    }
    cr_expect_eq(cli_desk_run(&desk, "lookup prodcts"), 2);
    expect_said("there is no list \"prodcts\"; did you mean \"products\"?");
    cr_expect_eq(cli_desk_run(&desk, "lookup q"), 2);
    expect_said(
        "the lists are customers, carriers, vendors, products, boxtypes, locations, shiptos");
}

Test(commands, lookup_of_ship_tos_goes_by_the_customers_code)
{
    fake_api_add_row(desk.fake, LOOKUP_CUSTOMERS, "131313", "FRESH", "Mr. Fresh");
    fake_api_add_row(desk.fake, LOOKUP_CUSTOMERS, "5", "TWICE", "One");
    fake_api_add_row(desk.fake, LOOKUP_CUSTOMERS, "6", "TWICE", "Other");
    fake_api_add_row(desk.fake, LOOKUP_SHIP_TOS, "9", "DOR", "Doral");
    cr_expect_eq(cli_desk_run(&desk, "lookup shiptos --customer fresh --json"), 0);
    cr_expect_not_null(strstr(desk.out, "Doral"));
    cr_expect_str_eq(fake_api_last_customer_id(desk.fake), "131313");
    size_t asked = fake_api_count(desk.fake, "lookup");
    cr_expect_eq(cli_desk_run(&desk, "lookup shiptos --customer FRSH"), 2);
    expect_said("no customer has the code \"FRSH\"; did you mean \"FRESH\"?");
    cr_expect_eq(cli_desk_run(&desk, "lookup shiptos --customer TWICE"), 2);
    expect_said("2 customers have the code \"TWICE\"");
    cr_expect_eq(fake_api_count(desk.fake, "lookup"), asked + 2, "only customers were asked for");
    cr_expect_eq(cli_desk_run(&desk, "lookup shiptos"), 2);
    expect_said("--customer CODE");
    cr_expect_eq(cli_desk_run(&desk, "lookup vendors --customer FRESH"), 2);
    expect_said("only shiptos take --customer");
}

Test(commands, send_of_a_wrong_order_sends_nothing)
{
    cr_expect_eq(cli_desk_run(&desk, "send @seed-sample.json"), 2);
    expect_said("items[0].boxTypeId: ");
    expect_said("has 1 error, 4 warnings; nothing was sent");
    cr_expect_str_eq(desk.out, "");
    cr_expect_eq(cli_desk_run(&desk, "send @seed-sample.json --json"), 2);
    cr_expect_not_null(strstr(desk.out, "\"not-sent\""), "%s", desk.out);
    cr_expect_eq(cli_desk_run(&desk, "send @seed-sample.json --dry-run"), 2);
    cr_expect_eq(fake_api_count(desk.fake, "order_create"), 0);
}

Test(commands, send_in_each_form)
{
    static const char *const forms[][2] = { { "send @order-three-kinds.json", "send.txt" },
                                            { "send @order-three-kinds.json --json", "send.json" },
                                            { "send @order-three-kinds.json --csv", "send.csv" },
                                            { "send @order-three-kinds.json --tsv", "send.tsv" } };
    for (size_t i = 0; i < 4; i++) {
        fake_api_next_order(desk.fake, "3228", "S03228");
        cr_expect_eq(cli_desk_run(&desk, forms[i][0]), 0, "%s", desk.err);
        cli_desk_expect_golden(forms[i][1], desk.out);
    }
    cr_expect_eq(fake_api_count(desk.fake, "order_create"), 4);
    const struct order *sent = fake_api_created(desk.fake, 0);
    cr_expect_eq(sent->item_count, 3);
    cr_expect_str_eq(value_text(sent->items[2].v[ITEM_PRICE]), "11.75", "the weighted average");
}

Test(commands, send_of_which_a_line_is_refused)
{
    fake_api_next_order(desk.fake, "3228", "S03228");
    fake_api_refuse_item(desk.fake, 1, "The product is not sold any more.");
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json"), 1);
    cli_desk_expect_golden("send-partial.txt", desk.out);
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json --json"), 1);
    cr_expect_not_null(strstr(desk.out, "\"partial\""));
}

Test(commands, send_ends_with_the_promised_codes)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        if (!outcomes[i].word)
            continue;
        fake_api_fail(desk.fake, "order_create", outcomes[i].outcome, 500, "It is so.");
        cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json --json"), outcomes[i].write,
                     "outcome %d", outcomes[i].outcome);
        char *word = mem_printf("\"%s\"", outcomes[i].word);
        cr_expect_not_null(strstr(desk.out, word), "%s lacks %s", desk.out, word);
        free(word);
        expect_said("perennial: It is so.\n");
        cr_expect_eq(strstr(desk.err, "do not send it again") != NULL,
                     outcomes[i].outcome == API_UNKNOWN);
    }
}

Test(commands, send_waits_on_at_the_first_interruption)
{
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json"), 0);
    expect_said("on its way and cannot be called back");
    desk.interrupts = 2;
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json --json"), 4);
    cr_expect_not_null(strstr(desk.out, "\"unknown\""), "%s", desk.out);
    expect_said("do not send it again before you have looked");
    cr_expect_eq(fake_api_count(desk.fake, "drop"), 0, "a write is never dropped");
    cr_expect_eq(fake_api_count(desk.fake, "order_create"), 2);
}

Test(commands, dry_run_shows_the_body_and_sends_nothing)
{
    desk.profile.read_only = true;
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json --dry-run"), 0, "%s", desk.err);
    cli_desk_expect_golden("dry-run.json", desk.out);
    expect_said("nothing was sent");
    cr_expect_eq(fake_api_count(desk.fake, "order_create"), 0);
}

Test(commands, a_read_only_profile_sends_nothing)
{
    desk.profile.read_only = true;
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json"), 2);
    expect_said("the profile mia-sales is read-only");
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json --json"), 2);
    cr_expect_not_null(strstr(desk.out, "\"outcome\":\"not-sent\""), "%s", desk.out);
    cr_expect_eq(fake_api_count(desk.fake, "order_create"), 0);
}

Test(commands, what_the_token_is_not_meant_for_is_not_sent)
{
    static const struct {
        const char *methods, *line, *why;
    } cases[] = {
        { "standing.order.list", "send @order-three-kinds.json", "standing.order.create" },
        { "standing.order.list", "cancel S03228 10611 --yes", "standing.order.item.delete" },
        { "standing.order.list", "change S03228 10611 price=1.05", "standing.order.update" },
        { "standing.order.list", "lookup carriers", "carrier.list" },
        { "standing.order.create", "list", "standing.order.list" },
        { "standing.order.create", "show S03228", "standing.order.list" },
        { "standing.order.item.delete", "cancel S03228 10611 --dry-run", "standing.order.list" },
    };
    cli_desk_fill(&desk);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        free(desk.profile.methods);
        desk.profile.methods = mem_strdup(cases[i].methods);
        cr_expect_eq(cli_desk_run(&desk, cases[i].line), 2, "%s", cases[i].line);
        expect_said("the token of mia-sales is not meant for");
        expect_said(cases[i].why);
        cr_expect_eq(desk.cli.api.ops->requests(desk.cli.api.self), 0, "%s", cases[i].line);
    }
}

Test(commands, what_was_refused_once_is_asked_again)
{
    fake_api_forbid(desk.fake, METHOD_ORDER_CREATE, "It was refused on 01-28.");
    cr_expect_eq(cli_desk_run(&desk, "send @order-three-kinds.json"), 0, "%s", desk.err);
    cr_expect_eq(fake_api_count(desk.fake, "order_create"), 1);
}

Test(commands, send_of_a_file_that_is_not_there_says_so_in_json_too)
{
    cr_expect_eq(cli_desk_run(&desk, "send /nowhere/order.json --json"), 2);
    expect_said("/nowhere/order.json cannot be opened");
    cr_expect_not_null(strstr(desk.out, "{\"outcome\":\"not-sent\""), "%s", desk.out);
    cr_expect_eq(cli_desk_run(&desk, "send /nowhere/order.json"), 2);
    cr_expect_str_eq(desk.out, "");
}

Test(commands, a_full_disk_is_told)
{
    cli_desk_fill(&desk);
    cr_expect_eq(cli_desk_run_to(&desk, "list --json", fopen("/dev/full", "w")), 2);
    expect_said("the result cannot be written: No space left on device");
    cr_expect_eq(cli_desk_run_to(&desk, "check @seed-sample.json", fopen("/dev/full", "w")), 2);
    expect_said("No space left on device");
    cr_expect_eq(cli_desk_run_to(&desk, "send @order-three-kinds.json", fopen("/dev/full", "w")), 0,
                 "the order is created, whoever can read of it");
    expect_said("No space left on device");
}

Test(commands, a_reader_that_went_away_ends_the_list_quietly)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    fake_api_add_orders(desk.fake, 500);
    cr_expect_eq(cli_desk_run_to(&desk, "list --json", fdopen(ends[1], "w")), 0);
    cr_expect_str_eq(desk.err, "");
    cr_expect_eq(fake_api_count(desk.fake, "drop"), 1, "the rest is not fetched");
}

Test(commands, what_a_server_says_cannot_steer_the_terminal)
{
    fake_api_fail(desk.fake, "order_list", API_REFUSED, 200, "a\033[2Jb\nc");
    cr_expect_eq(cli_desk_run(&desk, "list"), 1);
    cr_expect_str_eq(desk.err, "perennial: a [2Jb c\n");
    fake_api_add_row(desk.fake, LOOKUP_VENDORS, "1", "\033]0;x\a", "n\xC2\x9Bm\tn");
    cr_expect_eq(cli_desk_run(&desk, "lookup vendors"), 0);
    cr_expect_null(strchr(desk.out, '\033'));
    cr_expect_null(strstr(desk.out, "\xC2\x9B"));
    cr_expect_eq(cli_desk_run(&desk, "lookup vendors --tsv"), 0);
    cr_expect_null(strchr(desk.out, '\033'));
}
