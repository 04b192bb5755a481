/* perennial show over a fake service: its forms, how the number is looked for, how it ends. */
#include "config.h"
#include "cli_desk.h"

#include <criterion/criterion.h>
#include <string.h>

static struct cli_desk desk;

static void set_up(void)
{
    cli_desk_open(&desk);
}

static void tear_down(void)
{
    cli_desk_close(&desk);
}

TestSuite(show, .init = set_up, .fini = tear_down);

static void expect_said(const char *part)
{
    cr_expect_not_null(strstr(desk.err, part), "\"%s\" lacks \"%s\"", desk.err, part);
}

Test(show, in_each_form)
{
    cli_desk_fill(&desk);
    static const struct {
        const char *line, *golden;
        int columns;
    } forms[] = {
        { "show S03228", "show-120.txt", 120 },
        { "show S03228", "show-80.txt", 80 },
        { "show S03228", "show-60.txt", 60 },
        { "show S03228", "show-plain.txt", 0 },
        { "show S03228 --plain", "show-plain.txt", 80 },
        { "show S03228 --csv", "show.csv", 80 },
        { "show S03228 --tsv", "show.tsv", 80 },
        { "show S03228 --json", "show.json", 80 },
        { "show S03231", "show-units.txt", 80 },
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        desk.cli.columns = forms[i].columns;
        cr_expect_eq(cli_desk_run(&desk, forms[i].line), 0);
        cli_desk_expect_golden(forms[i].golden, desk.out);
        cr_expect_str_eq(desk.err, "");
    }
    cr_expect_eq(fake_api_count(desk.fake, "order_list"), sizeof forms / sizeof *forms);
}

static void add_order(enum order_status status, const char *number, const char *id)
{
    struct order order = { 0 };
    order_init_blank(&order);
    order.status = status;
    value_set(&order.v[ORDER_NUMBER], number);
    value_set(&order.v[ORDER_ID], id);
    fake_api_add_order(desk.fake, &order);
    order_free(&order);
}

Test(show, the_active_one_else_the_cancelled_one)
{
    add_order(ORDER_CANCELLED, "S03300", "1");
    add_order(ORDER_ACTIVE, "S03301", "2");
    desk.cli.columns = 80;
    cr_expect_eq(cli_desk_run(&desk, "show S03301"), 0);
    cr_expect_not_null(strstr(desk.out, "S03301 (id 2), Active\n"));
    cr_expect_eq(cli_desk_run(&desk, "show S03300"), 0);
    cr_expect_not_null(strstr(desk.out, "S03300 (id 1), Cancelled\n"));
    cr_expect_null(strstr(desk.out, "Trucks"));
}

/* Whatever the service calls it, the order that is shown has the number that was asked for. */
Test(show, a_number_in_other_letters_or_by_its_digits)
{
    static const char *const lines[] = { "show s03301", "show 3301", "show S03301" };
    add_order(ORDER_ACTIVE, "S03300", "1");
    add_order(ORDER_ACTIVE, "3301", "2");
    for (size_t i = 0; i < 3; i++) {
        cr_expect_eq(cli_desk_run(&desk, lines[i]), 0, "%s: %s", lines[i], desk.err);
        cr_expect_eq(cli_desk_run(&desk, lines[i]), 0);
    }
    cr_expect_eq(cli_desk_run(&desk, "show S03309"), 1);
    cr_expect_str_eq(desk.out, "");
    expect_said("there is no standing order with the number S03309\n");
    cr_expect_str_eq(value_text(fake_api_last_filter(desk.fake)->v[FILTER_NUMBER]), "3309",
                     "at last it is asked for by its digits");
    cr_expect_str_eq(value_text(fake_api_last_filter(desk.fake)->v[FILTER_STATUS]), "Cancelled");
    cr_expect_eq(fake_api_count(desk.fake, "order_list"), 6 + 4);
}

Test(show, a_number_that_is_none_asks_nothing)
{
    static const char *const lines[] = { "show \t", "show 123456789012345678901234567890" };
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(cli_desk_run(&desk, lines[i]), 2, "%s", lines[i]);
        cr_expect_gt(strlen(desk.err), 20);
    }
    cr_expect_eq(fake_api_count(desk.fake, "order_list"), 0);
}

Test(show, ends_with_the_promised_codes)
{
    static const struct {
        enum api_outcome outcome;
        int code;
    } outcomes[] = {
        { API_REFUSED, 1 }, { API_UNREACHED, 3 }, { API_FAILED, 3 }, { API_NO_BUDGET, 5 }
    };
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        fake_api_fail(desk.fake, "order_list", outcomes[i].outcome, 500, "It is so.");
        cr_expect_eq(cli_desk_run(&desk, "show S03228 --json"), outcomes[i].code);
        cr_expect_str_eq(desk.out, "");
        expect_said("perennial: It is so.\n");
    }
    cr_expect_eq(fake_api_count(desk.fake, "order_list"), 4, "a failure is no reason to ask again");
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "show S03228"), 130);
    cr_expect_eq(fake_api_count(desk.fake, "drop"), 1);
}
