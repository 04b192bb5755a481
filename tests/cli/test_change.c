/* perennial change over a fake service: what it shows, what it sends, and how it ends. */
#include "config.h"
#include "cli_desk.h"

#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct cli_desk desk;

static void set_up(void)
{
    cli_desk_open(&desk);
    cli_desk_fill(&desk);
    fake_api_apply(desk.fake, true);
    fake_api_add_row(desk.fake, LOOKUP_CARRIERS, "1360", "ARM", "Armellini");
    fake_api_add_row(desk.fake, LOOKUP_CARRIERS, "7", "PRI", "Prime");
    fake_api_add_row(desk.fake, LOOKUP_CARRIERS, "8", "PRX", "Prime");
    fake_api_add_row(desk.fake, LOOKUP_VENDORS, "33", "33", "33 Flowers");
    fake_api_add_row(desk.fake, LOOKUP_VENDORS, "41", "ALT", "Altura");
    fake_api_add_row(desk.fake, LOOKUP_CUSTOMERS, "501", "FRESH", "Mr. Fresh");
    fake_api_add_row(desk.fake, LOOKUP_CUSTOMERS, "502", "OTHER", "Other Flowers");
    fake_api_add_row(desk.fake, LOOKUP_SHIP_TOS, "91", "D", "Doral");
}

static void tear_down(void)
{
    cli_desk_close(&desk);
}

TestSuite(change, .init = set_up, .fini = tear_down);

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
    return fake_api_count(desk.fake, "order_update");
}

Test(change, a_dry_run_shows_it_in_each_form_and_sends_nothing)
{
    static const struct {
        const char *line, *golden;
    } cases[] = {
        { "change S03228 10611 price=1.05 boxes=24 vendorNotes=x --dry-run", "change-line.txt" },
        { "change S03228 10611 price=1.05 --dry-run --json", "change-line.json" },
        { "change S03228 10611 price=1.05 markCode= --dry-run --csv", "change-line.csv" },
        { "change S03228 endDate= carrierId=7 recurrence=2 --dry-run", "change-header.txt" },
        { "change S03228 endDate=2026-12-20 --dry-run --json", "change-header.json" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_expect_eq(cli_desk_run(&desk, cases[i].line), 0, "%s: %s", cases[i].line, desk.err);
        cli_desk_expect_golden(cases[i].golden, desk.out);
        expect_said("nothing was sent\n");
    }
    cr_expect_eq(sent(), 0);
}

/* What is not named is not sent, but for what each request must say. */
Test(change, one_price_and_nothing_else)
{
    struct order before = { 0 }, now = { 0 };
    order_copy(&before, fake_api_order(desk.fake, 0));
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 0, "%s", desk.err);
    cli_desk_expect_golden("change-done.txt", desk.out);
    cr_assert_eq(sent(), 1);
    const struct order *body = fake_api_updated(desk.fake, 0);
    cr_expect_str_eq(value_text(body->v[ORDER_CARRIER_ID]), "1360");
    cr_expect_str_eq(value_text(body->items[0].v[ITEM_PRICE]), "1.05");
    cr_expect(value_is_unknown(body->items[0].v[ITEM_VENDOR_NOTES]));
    cr_expect(value_is_unknown(body->v[ORDER_PO]));
    order_copy(&now, fake_api_order(desk.fake, 0));
    cr_expect_str_eq(now.items[0].v[ITEM_PRICE].text, "1.05");
    value_set(&now.items[0].v[ITEM_PRICE], before.items[0].v[ITEM_PRICE].text);
    cr_expect(order_equal(&before, &now), "nothing else has changed");
    order_free(&before);
    order_free(&now);
}

Test(change, a_result_for_scripts)
{
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 customFields.Sleeve=a --json"),
                 0);
    cli_desk_expect_golden("change-done.json", desk.out);
    cr_expect_str_eq(desk.err, "");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.07 --csv"), 0);
    cr_expect_str_eq(desk.out, "path,old,new\r\nitems[0].price,1.05,1.07\r\n");
}

Test(change, what_is_like_that_already_is_not_sent)
{
    static const char *const lines[] = { "change S03228 10611 price=1.21",
                                         "change S03228 10611 price=1.210 --dry-run",
                                         "change S03228 carrierCode=ARM",
                                         "change S03228 carrierCode=arm customerCode=FRESH" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        cr_expect_eq(cli_desk_run(&desk, lines[i]), 0, "%s: %s", lines[i], desk.err);
        expect_written("It is like that already; nothing was sent.\n");
    }
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.21 --json"), 0);
    expect_written("\"outcome\":\"unchanged\"");
    cr_expect_eq(sent(), 0);
}

Test(change, what_is_wrong_is_said_and_nothing_sent)
{
    static const struct {
        const char *line, *sentence;
    } cases[] = {
        { "change S03228 10611 prise=1", "did you mean \"price\"?" },
        { "change S03228 10x price=1", "\"10x\" is neither the id of a line nor FIELD=VALUE" },
        { "change S03228 10611", "there is nothing to change" },
        { "change S03228 999 price=1",
          "the order has no line with the id 999; its lines are 10611, 10612" },
        { "change S03228 10611 price=1.055", "items[0].price: " },
        { "change S03228 10611 boxes=0", "1 error; nothing was sent" },
        { "change S03228 startDate=", "startDate: " },
        { "change S03228 endDate=2020-01-01", "nothing was sent" },
        { "change S03228 carrierCode=ARN",
          "no carrier has the code \"ARN\"; did you mean \"ARM\"?" },
        { "change S03228 carrierId=99999", "no carrier has the id \"99999\"" },
        { "change S03228 carrierDescription=prime",
          "2 carriers have the name \"prime\": PRI (id 7), PRX (id 8); say which one with "
          "carrierId=ID" },
        { "change S03228 carrierId=7 carrierCode=ARM",
          "carrierCode=ARM does not belong to the carrier Prime (id 7)" },
        { "change S03228 10611 totalUnits=7", "totalUnits is not for this line: it is in boxes\n" },
        { "change S03228 10612 stemsBunch=7",
          "stemsBunch is not for this line: it is an assorted box, and its parts say it\n" },
        { "change S03228 10611 itemType=UN totalUnits=7 boxes=3",
          "boxes is not for this line: it is in units\n" },
        { "change S03228 10611 startDate=2030-01-01", "leave out the line's id" },
        { "change S03228 10611 vendorCode=XX", "no vendor has the code \"XX\"" },
        { "change S03228 10612 breakdowns[4].price=1",
          "the line has no part with the product 4; its parts are 3" },
        { "change S03231 endDate=2027-01-01",
          "2 carriers have the name \"Prime\": PRI (id 7), PRX (id 8); say which one with "
          "carrierId=ID" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_expect_eq(cli_desk_run(&desk, cases[i].line), 2, "%s: %s", cases[i].line, desk.err);
        expect_said(cases[i].sentence);
    }
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 boxes=0 --json"), 2);
    expect_written("\"outcome\":\"not-sent\"");
    cr_expect_eq(cli_desk_run(&desk, "change S09999 endDate="), 1);
    expect_said("there is no active standing order with the number S09999\n");
    cr_expect_eq(sent(), 0);
}

Test(change, a_carrier_of_several_with_one_name_is_named_by_its_id)
{
    cr_expect_eq(cli_desk_run(&desk, "change S03231 endDate=2027-01-01 carrierId=8"), 2,
                 "this order has no location: %s", desk.err);
    value_set(&fake_api_order(desk.fake, 1)->v[ORDER_LOCATION_CODE], "MIA");
    cr_expect_eq(cli_desk_run(&desk, "change S03231 endDate=2027-01-01 carrierId=8"), 0, "%s",
                 desk.err);
    cr_assert_eq(sent(), 1);
    cr_expect_str_eq(value_text(fake_api_updated(desk.fake, 0)->v[ORDER_CARRIER_ID]), "8");
}

/* Every request names the carrier, also one for a line. */
Test(change, and_so_it_is_for_a_line)
{
    value_set(&fake_api_order(desk.fake, 1)->v[ORDER_LOCATION_CODE], "MIA");
    const char *id = value_text(fake_api_order(desk.fake, 1)->items[0].v[ITEM_ID]);
    char *bare = mem_printf("change S03231 %s price=3", id);
    char *named = mem_printf("change S03231 %s price=3 carrierId=8", id);
    cr_expect_eq(cli_desk_run(&desk, bare), 2);
    expect_said("say which one with carrierId=ID");
    cr_expect_eq(cli_desk_run(&desk, named), 0, "%s", desk.err);
    cr_expect_null(strstr(desk.out, "Carrier"), "the same name is no change: %s", desk.out);
    cr_assert_eq(sent(), 1);
    cr_expect_str_eq(value_text(fake_api_updated(desk.fake, 0)->v[ORDER_CARRIER_ID]), "8");
    free(bare);
    free(named);
}

Test(change, blanks_around_a_name_do_not_hide_it)
{
    value_set(&fake_api_order(desk.fake, 0)->v[ORDER_CARRIER_NAME], "Armellini ");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=3 --dry-run --csv"), 0, "%s",
                 desk.err);
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=3"), 0, "%s", desk.err);
}

Test(change, another_customer_has_other_addresses)
{
    value_set(&fake_api_order(desk.fake, 0)->v[ORDER_SHIP_TO_NAME], "Doral");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 customerCode=OTHER --dry-run --csv"), 0, "%s",
                 desk.err);
    expect_written("customerDescription,Mr. Fresh,Other Flowers\r\n");
    expect_written("shipToName,Doral,\r\n");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 shipToId=91 --dry-run"), 0, "%s", desk.err);
    expect_written("It is like that already");
}

Test(change, a_part_of_a_mix)
{
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10612 breakdowns[3].price=12"), 2);
    expect_said("items[1].breakdowns[0].cost: ");
    expect_said("give breakdowns[3].cost=COST\n");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10612 breakdowns[3].price=12 "
                                     "breakdowns[3].cost=9.5"),
                 0, "%s", desk.err);
    expect_written("part Black King 50, price  11.45    →  12.00\n");
    expect_written("those not given are lost there");
    cr_expect_eq(sent(), 1);
}

static void change_it_elsewhere(struct cli_desk *at)
{
    if (fake_api_count(at->fake, "order_list") == 2)
        value_set(&fake_api_order(at->fake, 0)->items[0].v[ITEM_PRICE], "1.30");
}

Test(change, a_second_writer_is_never_overwritten)
{
    desk.before_wait = change_it_elsewhere;
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 1);
    cli_desk_expect_golden("change-conflict.txt", desk.out);
    expect_said("Nothing was sent");
    cr_expect_eq(sent(), 0);
    cr_expect_str_eq(fake_api_order(desk.fake, 0)->items[0].v[ITEM_PRICE].text, "1.30");
}

Test(change, a_second_writer_in_json)
{
    desk.before_wait = change_it_elsewhere;
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 --json"), 1);
    expect_written("\"outcome\":\"conflict\"");
    expect_written("\"differences\":[{\"path\":\"items[0].price\",\"base\":\"1.21\","
                   "\"theirs\":\"1.30\",\"mine\":\"1.05\"}]");
    cr_expect_eq(sent(), 0);
}

Test(change, what_did_not_become_as_it_was_sent)
{
    fake_api_apply(desk.fake, false);
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 1);
    expect_written("Not as it was sent");
    expect_written("1.05  1.21\n");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 --json"), 1);
    expect_written("\"outcome\":\"differs\"");
    expect_written("{\"path\":\"items[0].price\",\"theirs\":\"1.21\",\"mine\":\"1.05\"}");
}

Test(change, ends_with_the_promised_codes)
{
    static const struct {
        enum api_outcome outcome;
        int code;
        const char *word;
    } outcomes[] = { { API_REFUSED, 1, "refused" },
                     { API_UNREACHED, 3, "not-sent" },
                     { API_NO_BUDGET, 5, "not-sent" } };
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        fake_api_fail(desk.fake, "order_update", outcomes[i].outcome, 500, "It is so.");
        cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 --json"), outcomes[i].code,
                     "%s", desk.err);
        expect_written(outcomes[i].word);
        expect_said("It is so.");
    }
}

/* Read again, the order tells whether a price arrived; of notes it cannot. */
Test(change, an_answer_that_was_lost)
{
    fake_api_fail(desk.fake, "order_update", API_UNKNOWN, 0, "No answer came.");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 --json"), 3, "%s", desk.err);
    expect_written("\"outcome\":\"not-sent\"");
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 vendorNotes=wet --json"), 4);
    expect_written("\"outcome\":\"unknown\"");
    fake_api_apply_unknown(desk.fake, true);
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 --json"), 0, "%s", desk.err);
    expect_written("\"outcome\":\"changed\"");
    cr_expect_eq(sent(), 3, "each sent once");
}

Test(change, a_read_that_fails_sends_nothing)
{
    static const struct {
        const char *method;
        size_t nth;
    } reads[] = { { "order_list", 1 }, { "lookup", 1 }, { "lookup", 3 }, { "order_list", 5 } };
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        fake_api_fail_nth(desk.fake, reads[i].method, reads[i].nth, API_UNREACHED, 0, "It is so.");
        cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 3, "%zu: %s", i,
                     desk.err);
        expect_said("It is so.");
    }
    cr_expect_eq(sent(), 0);
}

Test(change, interrupted)
{
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 130);
    desk.unhurried = 3; /* the order and two lists are read */
    desk.interrupts = 1;
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 130);
    expect_said("waiting for the answer to what is on its way");
    cr_expect_eq(sent(), 0);
    desk.unhurried = 3;
    desk.interrupts = 2;
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 --json"), 4);
    expect_written("\"outcome\":\"unknown\"");
    expect_said("look at the order before you change it again");
    fake_api_run(desk.fake); /* an answer that comes too late finds nobody */
}

Test(change, a_profile_for_reading_only)
{
    desk.profile.read_only = true;
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05"), 2);
    expect_said("read-only");
    cr_expect_eq(fake_api_count(desk.fake, "order_list"), 0);
    cr_expect_eq(cli_desk_run(&desk, "change S03228 10611 price=1.05 --dry-run"), 0);
}
