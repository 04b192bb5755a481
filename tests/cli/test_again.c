/* Commands whose reads are tried again: nothing is there twice, it is said where somebody looks on, an
 * interruption ends the waiting; and what each read of a command is for. */
#include "config.h"
#include "cli_desk.h"

#include <criterion/criterion.h>
#include <string.h>

static struct cli_desk desk;
static bool was_taken; /* the read had an on_again */
static size_t kept;

static void set_up(void)
{
    cli_desk_open(&desk);
    cli_desk_fill(&desk);
    fake_api_apply(desk.fake, true);
    fake_api_add_row(desk.fake, LOOKUP_CARRIERS, "1360", "ARM", "Armellini");
    fake_api_add_row(desk.fake, LOOKUP_CARRIERS, "7", "PRI", "Prime");
    fake_api_add_row(desk.fake, LOOKUP_VENDORS, "33", "33", "33 Flowers");
    was_taken = false;
    kept = 0;
}

static void tear_down(void)
{
    cli_desk_close(&desk);
}

TestSuite(cli_again, .init = set_up, .fini = tear_down);

/* Two orders or rows have come; then the read breaks off. */
static void break_once(struct cli_desk *at)
{
    const struct api_again again = { .next = 2,
                                     .tries = 3,
                                     .millis = 2000,
                                     .reason = "The server failed (HTTP 502).",
                                     .kept = kept };
    fake_api_deliver(at->fake, 2);
    fake_api_deliver_rows(at->fake, 2);
    was_taken = fake_api_again(at->fake, &again);
    at->before_wait = NULL;
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        found++;
    return found;
}

Test(cli_again, no_row_is_there_twice)
{
    static const char *const lines[] = { "list", "list --plain", "show S03228", "lookup carriers",
                                         "list --status all" };
    static const char *const unique[] = { "S03228", "S03228", "S03228", "Armellini", "S03228" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (size_t k = 0; k < 2; k++) {
            cli_desk_run(&desk, lines[i]);
            size_t usual = count(desk.out, unique[i]);
            cr_assert_gt(usual, 0);
            kept = k;
            desk.before_wait = break_once;
            cr_expect_eq(cli_desk_run(&desk, lines[i]), 0);
            cr_expect(was_taken, "%s", lines[i]);
            cr_expect_eq(count(desk.out, unique[i]), usual, "%s:\n%s", lines[i], desk.out);
            cr_expect_str_eq(desk.err, "", "nobody looks on");
            if (strncmp(lines[i], "lookup", 6) == 0)
                break; /* nothing of a look-up is ever kept */
        }
    }
}

Test(cli_again, what_is_written_as_it_arrives_is_not_tried_again)
{
    static const char *const lines[] = { "list --json", "list --csv", "list --tsv" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        was_taken = true;
        desk.before_wait = break_once;
        cli_desk_run(&desk, lines[i]);
        cr_expect_not(was_taken, "%s", lines[i]);
    }
}

Test(cli_again, it_is_said_on_a_terminal)
{
    static const char *const lines[] = { "list", "show S03228", "lookup carriers",
                                         "change S03228 10611 price=1.05" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        desk.is_chatty = true;
        desk.before_wait = break_once;
        cr_expect_eq(cli_desk_run(&desk, lines[i]), 0, "%s: %s", lines[i], desk.err);
        cr_expect_not_null(strstr(desk.err, "perennial: Trying again in 2 s (2 of 3): The server "
                                            "failed (HTTP 502).\n"),
                           "%s: %s", lines[i], desk.err);
    }
}

Test(cli_again, an_interruption_ends_the_waiting)
{
    static const char *const lines[] = { "list", "show S03228", "lookup carriers" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        desk.before_wait = break_once;
        desk.interrupts = 1;
        cr_expect_eq(cli_desk_run(&desk, lines[i]), 130, "%s", lines[i]);
        cr_expect_eq(fake_api_count(desk.fake, "drop"), i + 1, "%s", lines[i]);
        cr_expect_str_eq(desk.out, "");
    }
}

Test(cli_again, what_each_read_is_for)
{
    static const struct {
        const char *line;
        size_t lists[2], lookups[2]; /* for looking, for saving */
    } cases[] = {
        { "list", { 1, 0 }, { 0, 0 } },
        { "list --customer fresh", { 1, 0 }, { 0, 0 } },
        { "list --number S03228", { 0, 1 }, { 0, 0 } },
        { "show S03228", { 0, 1 }, { 0, 0 } },
        { "lookup carriers", { 0, 0 }, { 1, 0 } },
        { "change S03228 10611 price=1.05", { 0, 3 }, { 0, 2 } },
        { "cancel S03228 10611 --yes", { 0, 1 }, { 0, 0 } },
    };
    size_t lists[2] = { 0 }, lookups[2] = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cli_desk_run(&desk, cases[i].line);
        for (int purpose = API_LOOKING; purpose <= API_SAVING; purpose++) {
            lists[purpose] += cases[i].lists[purpose];
            lookups[purpose] += cases[i].lookups[purpose];
            cr_expect_eq(fake_api_count_for(desk.fake, "order_list", (enum api_purpose)purpose),
                         lists[purpose], "%s, %d: %zu", cases[i].line, purpose,
                         fake_api_count_for(desk.fake, "order_list", (enum api_purpose)purpose));
            cr_expect_eq(fake_api_count_for(desk.fake, "lookup", (enum api_purpose)purpose),
                         lookups[purpose], "%s, %d: %zu", cases[i].line, purpose,
                         fake_api_count_for(desk.fake, "lookup", (enum api_purpose)purpose));
        }
    }
}

/* What is sent would be waited for; before it nothing is. */
static void break_the_last_reading(struct cli_desk *at)
{
    if (at->unhurried == 0)
        break_once(at);
}

Test(cli_again, an_interruption_while_a_change_waits_to_read_the_order_ends_it)
{
    desk.before_wait = break_the_last_reading;
    desk.unhurried = 3; /* the order, its carrier, its grower */
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 130);
    cr_expect(was_taken);
    cr_expect_null(strstr(desk.err, "waiting for the answer"), "%s", desk.err);
    cr_expect_not_null(strstr(desk.err, "nothing was sent"), "%s", desk.err);
    cr_expect_eq(fake_api_count(desk.fake, "order_update"), 0);
}
