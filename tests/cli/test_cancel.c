/* perennial cancel over a fake service: what it shows, when it asks, what it sends, how it ends. */
#include "config.h"
#include "cli_desk.h"

#include <criterion/criterion.h>
#include <string.h>

static struct cli_desk desk;

static void set_up(void)
{
    cli_desk_open(&desk);
    cli_desk_fill(&desk);
    fake_api_apply(desk.fake, true);
}

static void tear_down(void)
{
    cli_desk_close(&desk);
}

TestSuite(cancel, .init = set_up, .fini = tear_down);

static void expect_said(const char *part)
{
    cr_expect_not_null(strstr(desk.err, part), "\"%s\" lacks \"%s\"", desk.err, part);
}

static void expect_written(const char *part)
{
    cr_expect_not_null(strstr(desk.out, part), "\"%s\" lacks \"%s\"", desk.out, part);
}

static size_t sent(void)
{
    return fake_api_count(desk.fake, "item_cancel");
}

Test(cancel, a_dry_run_shows_the_lines_and_sends_nothing)
{
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --dry-run"), 0);
    cli_desk_expect_golden("cancel-one.txt", desk.out);
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 10611 --dry-run"), 0);
    cli_desk_expect_golden("cancel-all.txt", desk.out);
    cr_expect_eq(cli_desk_run(&desk, "cancel S03231 10700 --dry-run"), 0);
    cli_desk_expect_golden("cancel-units.txt", desk.out);
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --dry-run --json"), 0);
    cli_desk_expect_golden("cancel-dry.json", desk.out);
    cr_expect_eq(sent(), 0);
}

Test(cancel, with_yes_it_asks_nobody)
{
    desk.typed = "";
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --yes"), 0, "%s", desk.err);
    cli_desk_expect_golden("cancel-done.txt", desk.out);
    cr_expect_null(desk.question);
    cr_assert_eq(sent(), 1);
    cr_expect_str_eq(fake_api_cancelled_order(desk.fake, 0), "3228");
    cr_expect_str_eq(fake_api_cancelled_item(desk.fake, 0), "10612");
    cr_expect_eq(fake_api_order(desk.fake, 0)->item_count, 1);
}

Test(cancel, a_result_for_scripts)
{
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --yes --json"), 0);
    cli_desk_expect_golden("cancel-done.json", desk.out);
    cr_expect_str_eq(desk.err, "");
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10611 --yes --csv"), 0);
    expect_written("standingOrderItemId,outcome,message\r\n10611,cancelled,");
}

Test(cancel, what_must_be_typed)
{
    static const struct {
        const char *line, *typed;
        int code;
    } cases[] = {
        { "cancel S03228 10612", "", 2 },
        { "cancel S03228 10612", "2", 2 },
        { "cancel S03228 10612", "yes", 2 },
        { "cancel S03228 10612", "S03228", 2 },
        { "cancel S03228 10612", "10", 2 },
        { "cancel S03228 10611 10612", "2", 2 },
        { "cancel S03228 10611 10612", "S0322", 2 },
        { "cancel S03228 10611 10612", "S032288", 2 },
        { "cancel S03228 10612", " 1 ", 0 },
        { "cancel S03228 10611", "s03228", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t before = sent();
        desk.typed = cases[i].typed;
        cr_expect_eq(cli_desk_run(&desk, cases[i].line), cases[i].code, "case %zu: %s", i,
                     desk.err);
        cr_expect_not_null(desk.question);
        cr_expect_eq(sent() - before, cases[i].code ? 0 : 1, "case %zu", i);
    }
}

Test(cancel, the_question_says_what_is_wanted)
{
    desk.typed = "";
    cli_desk_run(&desk, "cancel S03228 10612");
    cr_expect_str_eq(desk.question, "Type the number of lines, 1, to cancel it: ");
    cli_desk_run(&desk, "cancel S03228 10612 10611");
    cr_expect_str_eq(desk.question,
                     "Type the order's number, S03228, to cancel all of its lines: ");
    expect_said("that was not S03228; nothing was sent\n");
}

Test(cancel, where_nobody_can_be_asked)
{
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612"), 2);
    expect_said("--yes cancels without asking");
    desk.typed = "1";
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --no-input --json"), 2);
    expect_written("\"outcome\":\"not-sent\"");
    cr_expect_null(desk.question);
    cr_expect_eq(sent(), 0);
}

Test(cancel, what_is_wrong_is_said_and_nothing_sent)
{
    static const struct {
        const char *line, *sentence;
        int code;
    } cases[] = {
        { "cancel S03228 10612 999 --yes",
          "the order has no line with the id 999; its lines are 10611, 10612", 2 },
        { "cancel S03228 10612 10612 --yes", "the line 10612 is given twice", 2 },
        { "cancel S09999 10612 --yes", "there is no active standing order", 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_expect_eq(cli_desk_run(&desk, cases[i].line), cases[i].code, "%s", cases[i].line);
        expect_said(cases[i].sentence);
    }
    desk.profile.read_only = true;
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --yes"), 2);
    expect_said("read-only");
    cr_expect_eq(sent(), 0);
}

Test(cancel, ends_with_the_promised_codes)
{
    static const struct {
        enum api_outcome outcome;
        int code;
        const char *word;
    } outcomes[] = { { API_REFUSED, 1, "refused" },
                     { API_UNREACHED, 3, "not-sent" },
                     { API_UNKNOWN, 4, "unknown" },
                     { API_NO_BUDGET, 5, "not-sent" } };
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        fake_api_fail(desk.fake, "item_cancel", outcomes[i].outcome, 500, "It is so.");
        cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --yes --json"), outcomes[i].code);
        expect_written(outcomes[i].word);
        expect_written("It is so.");
        expect_said("0 of 1 line is cancelled");
    }
}

/* One refused does not hold up the others; one lost does. */
Test(cancel, some_of_several)
{
    fake_api_fail_nth(desk.fake, "item_cancel", 1, API_REFUSED, 200, "It is in use.");
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10611 10612 --yes"), 1);
    expect_written("Line 1 (10611) Rose Freedom 60: REFUSED: It is in use.\n");
    expect_written("Line 2 (10612) Assorted Rose 50: cancelled\n");
    expect_said("1 of 2 lines are cancelled");
}

Test(cancel, an_answer_that_was_lost_stops_the_others)
{
    fake_api_fail_nth(desk.fake, "item_cancel", 1, API_UNKNOWN, 0, "No answer came.");
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10611 10612 --yes"), 4);
    expect_written("Line 1 (10611) Rose Freedom 60: no answer came: it may be cancelled");
    expect_written("Line 2 (10612) Assorted Rose 50: not sent");
    expect_said("look at the order before you cancel again: perennial show S03228\n");
    cr_expect_eq(sent(), 1);
}

Test(cancel, interrupted)
{
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10611 --yes"), 130);
    cr_expect_eq(sent(), 0);
    desk.unhurried = 1; /* the order is read */
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10611 10612 --yes"), 1,
                 "the first was on its way");
    cr_expect_eq(sent(), 1);
    desk.unhurried = 1;
    desk.interrupts = 2;
    cr_expect_eq(cli_desk_run(&desk, "cancel S03228 10612 --yes --json"), 4);
    expect_written("\"outcome\":\"unknown\"");
    fake_api_run(desk.fake); /* an answer that comes too late finds nobody */
}
