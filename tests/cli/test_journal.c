/* perennial journal: which requests it shows, in which form, and how it ends. */
#include "config.h"
#include "cli_desk.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/requests.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { NOW = 1770129660, DAY = 24 * 60 * 60 }; /* 2026-02-03 14:41:00 UTC */

static struct cli_desk desk;

#define TEXT(text) ((char *)(size_t)(text))

static void add(time_t at, const char *profile, const char *method, const char *outcome, int status,
                const char *message)
{
    struct error error = { 0 };
    const struct request_record record = { .at = at,
                                           .profile = TEXT(profile),
                                           .method = TEXT(method),
                                           .outcome = TEXT(outcome),
                                           .http_status = status,
                                           .millis = 412,
                                           .bytes = 20480,
                                           .message = TEXT(message),
                                           .text = TEXT("GET x?a=%20") };
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
}

static void set_up(void)
{
    cli_desk_open(&desk);
    clock_fix(NOW);
}

static void fill(void)
{
    add(NOW - 3 * DAY, "ewr-sales", "customer.list", "not reached", 0,
        "The server was not reached: no connection was made within 10 s. Nothing was sent.");
    add(NOW - DAY, "mia-sales", "standing.order.create", "refused", 200, "No such customer.");
    add(NOW, "mia-sales", "standing.order.list", "done", 200, "");
}

static void tear_down(void)
{
    cli_desk_close(&desk);
}

TestSuite(journal, .init = set_up, .fini = tear_down);

Test(journal, is_shown_in_every_form)
{
    static const struct {
        const char *line, *golden;
        int columns;
    } rows[] = {
        { "journal", "journal-80.txt", 80 },           { "journal", "journal-120.txt", 120 },
        { "journal --plain", "journal-plain.txt", 0 }, { "journal --csv", "journal.csv", 0 },
        { "journal --tsv", "journal.tsv", 0 },         { "journal --json", "journal.json", 0 },
    };
    fill();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        desk.cli.columns = rows[i].columns;
        cr_expect_eq(cli_desk_run(&desk, rows[i].line), CLI_EXIT_DONE, "%s", desk.err);
        cli_desk_expect_golden(rows[i].golden, desk.out);
        cr_expect_str_eq(desk.err, "");
    }
}

Test(journal, is_narrowed)
{
    static const struct {
        const char *line;
        int lines;
    } rows[] = {
        { "journal --plain --failed", 2 },
        { "journal --plain --profile mia-sales", 2 },
        { "journal --plain --profile MIA-SALES --failed", 1 },
        { "journal --plain --from 2026-02-02", 2 },
        { "journal --plain --from 2026-01-31 --to 2026-02-02", 2 },
        { "journal --plain --to 2026-01-31", 1 },
    };
    fill();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int lines = 0;
        cr_expect_eq(cli_desk_run(&desk, rows[i].line), CLI_EXIT_DONE, "%s", desk.err);
        for (const char *c = desk.out; *c; c++)
            lines += *c == '\n';
        cr_expect_eq(lines, rows[i].lines, "%s\n%s", rows[i].line, desk.out);
    }
}

Test(journal, that_is_empty_or_damaged_is_said)
{
    cr_expect_eq(cli_desk_run(&desk, "journal"), CLI_EXIT_DONE);
    cr_expect_not_null(strstr(desk.err, "no request of the last 30 days matches"));
    cr_expect_str_eq(desk.out, "");
    cr_expect_eq(cli_desk_run(&desk, "journal --json"), CLI_EXIT_DONE);
    cr_expect_str_eq(desk.out, "[]\n");
    fill();
    char *command =
        mem_printf("echo torn >> %s/.local/state/perennial/requests/2026-02-03.tsv", desk.home);
    cr_assert_eq(system(command), 0);
    free(command);
    cr_expect_eq(cli_desk_run(&desk, "journal"), CLI_EXIT_DONE);
    cr_expect_not_null(strstr(desk.err, "1 damaged line of the journal was left out"), "%s",
                       desk.err);
}

Test(journal, refuses_what_are_no_dates)
{
    cr_expect_eq(cli_desk_run(&desk, "journal --from yesterday"), CLI_EXIT_WRONG);
    cr_expect_not_null(strstr(desk.err, "--from is no date: \"yesterday\""), "%s", desk.err);
    cr_expect_eq(cli_desk_run(&desk, "journal --from 2026-02-03 --to 2026-02-02"), CLI_EXIT_WRONG);
    cr_expect_not_null(strstr(desk.err, "--from is later than --to"), "%s", desk.err);
}
