/* Carrying out a change: read, sent line by line, read again and compared; and all that comes between. */
#include "config.h"
#include "base/mem.h"
#include "work/change.h"
#include "work/work_desk.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct order mine;
static size_t news;
static enum change_state states[32];
static bool frees_when_told;
static enum change_state frees_in;

static void set_up(void)
{
    work_desk_set_up();
    order_copy(&mine, &work_base);
    news = 0;
    frees_when_told = false;
}

static void tear_down(void)
{
    order_free(&mine);
    work_desk_tear_down();
}

TestSuite(change, .init = set_up, .fini = tear_down);

static void take_news(void *context, struct change *change)
{
    cr_expect_eq(context, &mine);
    states[news++] = change->state;
    if (frees_when_told && change->state == frees_in)
        change_free(change);
}

static struct change *start(void)
{
    return change_start(&(struct change_call){ .api = &work_api,
                                               .base = &work_base,
                                               .mine = &mine,
                                               .on_news = take_news,
                                               .context = &mine });
}

static struct change *start_and_run(void)
{
    struct change *change = start();
    fake_api_run(work_service);
    return change;
}

static size_t reads(void)
{
    return fake_api_count(work_service, "order_list");
}

static size_t writes(void)
{
    return fake_api_count(work_service, "order_update");
}

static void set_price(size_t line, const char *price)
{
    value_set(&mine.items[line].v[ITEM_PRICE], price);
}

static void change_two_lines(void)
{
    set_price(0, "1.5");
    value_set(&mine.items[1].v[ITEM_TOTAL_UNITS], "250");
}

static struct item *add_line(const char *product_id, const char *name)
{
    struct item *item = order_insert_item(&mine, mine.item_count);
    item_copy(item, &work_base.items[0]);
    value_set(&item->v[ITEM_ID], "");
    value_set(&item->v[ITEM_PRODUCT_ID], product_id);
    value_set(&item->v[ITEM_PRODUCT_NAME], name);
    while (item->custom_count)
        item_remove_custom(item, 0);
    fake_api_add_row(work_service, LOOKUP_PRODUCTS, product_id, "", name);
    return item;
}

static void expect_says(const struct change *change, const char *words)
{
    cr_expect_not_null(strstr(change->message, words), "\"%s\" is not in: %s", words,
                       change->message);
}

static void expect_left(const struct change *change, bool wanted)
{
    struct order base = { 0 }, rest = { 0 };
    cr_expect_eq(change_rest(change, &base, &rest), wanted);
    order_free(&base);
    order_free(&rest);
}

Test(change, goes_line_by_line_between_two_readings)
{
    change_two_lines();
    struct change *change = start();
    cr_expect_eq(change->state, CHANGE_READING);
    cr_expect_eq(change->plan.count, 2, "what is to be sent is known from the start");
    cr_expect_eq(change_cost(&change->plan), 4);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_WAITING);
    cr_expect_eq(writes(), 0, "nothing is sent before the order was read");
    fake_api_run_one(work_service);
    cr_expect_eq(change->state, CHANGE_SENDING);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_SENDING);
    cr_expect_eq(writes(), 1);
    fake_api_run_one(work_service);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_DONE);
    cr_expect_eq(change->steps[1].state, CHANGE_STEP_SENDING);
    fake_api_run_one(work_service);
    cr_expect_eq(change->state, CHANGE_COMPARING);
    fake_api_run_one(work_service);
    cr_expect_eq(change->state, CHANGE_OVER);
    cr_expect_eq(change->outcome, API_DONE);
    cr_expect_eq(reads(), 2);
    cr_expect_eq(writes(), 2);
    cr_expect(change->has_now);
    cr_expect_eq(change->differences.count, 0);
    cr_expect_str_eq(change->message,
                     "The change was accepted. Read again, the order is as it was sent.");
    cr_expect_str_eq(work_line_value("501", ITEM_PRICE), "1.50");
    cr_expect_str_eq(work_line_value("502", ITEM_TOTAL_UNITS), "250");
    cr_assert_eq(news, 4);
    cr_expect_eq(states[0], CHANGE_SENDING);
    cr_expect_eq(states[3], CHANGE_OVER);
    expect_left(change, false);
    change_free(change);
}

Test(change, is_of_the_order_with_its_id_among_those_of_its_number)
{
    struct order *other = fake_api_order(work_service, 0);
    value_set(&other->v[ORDER_ID], "899");
    value_set(&other->items[0].v[ITEM_PRICE], "77");
    set_price(0, "1.5");
    struct change *change = start_and_run();
    cr_expect(change->is_gone, "another order of the same number is not this one");
    cr_expect_eq(writes(), 0);
    change_free(change);

    fake_api_add_order(work_service, &work_base);
    change = start_and_run();
    cr_expect_neq(change->state, CHANGE_DIFFERS, "%s", change->message);
    cr_expect_str_eq(value_text(change->theirs.v[ORDER_ID]), "900");
    cr_expect_eq(writes(), 1);
    change_free(change);
}

Test(change, alters_what_was_changed_and_nothing_else)
{
    struct order wanted = { 0 };
    for (size_t line = 0; line < 3; line++) {
        struct diff diff = { 0 };
        work_desk_renew();
        order_copy(&mine, &work_base);
        value_set(&mine.items[line].v[ITEM_PRICE], "9.99");
        struct change *change = start_and_run();
        news = 0;
        cr_expect_eq(change->outcome, API_DONE, "line %zu: %s", line, change->message);
        order_copy(&wanted, &work_base);
        value_set(&wanted.items[line].v[ITEM_PRICE], "9.99");
        diff_orders(&diff, &wanted, work_order(), DIFF_READABLE);
        cr_expect_eq(diff.count, 0);
        diff_free(&diff);
        change_free(change);
    }
    order_free(&wanted);
}

Test(change, stands_in_the_journal_before_it_leaves)
{
    struct journal journal = { 0 };
    set_price(0, "1.50");
    struct change *change = start();
    fake_api_run_one(work_service);
    const struct journal_record *record = work_newest_record(&journal, JOURNAL_UPDATE);
    cr_assert_not_null(record);
    cr_expect_eq(record->outcome, JOURNAL_INTENT);
    cr_expect_str_eq(record->item_id, "501");
    cr_expect_str_eq(record->number, "S00900");
    cr_expect_not_null(strstr(record->text, "\"1.50\""), "%s", record->text);
    fake_api_run(work_service);
    record = work_newest_record(&journal, JOURNAL_UPDATE);
    cr_expect_eq(record->outcome, JOURNAL_DONE);
    change_free(change);
    journal_free(&journal);
}

Test(change, is_not_sent_where_the_journal_cannot_be_kept)
{
    change_two_lines();
    work_break_journal();
    struct change *change = start_and_run();
    cr_expect_eq(writes(), 0);
    cr_expect_eq(reads(), 1, "what was not sent need not be read again");
    cr_expect_eq(change->state, CHANGE_OVER);
    cr_expect_eq(change->outcome, API_UNREACHED);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_NOT_SENT);
    cr_expect_eq(change->steps[1].state, CHANGE_STEP_NOT_SENT);
    expect_says(change, "Nothing was carried out. Line 1 Rose Freedom 60 was not carried out:");
    expect_says(change, "Not sent, since it could not be kept: ");
    expect_left(change, true);
    change_free(change);
}

Test(change, what_cannot_be_read_back_is_remembered_once_it_is_accepted)
{
    value_set(&mine.v[ORDER_PO], "PO 77");
    value_set(&mine.items[0].v[ITEM_VENDOR_NOTES], "tight buds");
    set_price(1, "5.00");
    value_set(&mine.items[1].v[ITEM_VENDOR_NOTES], "never sent");
    fake_api_fail_nth(work_service, "order_update", 2, API_REFUSED, 200, "Locked.");
    struct change *change = start_and_run();
    char *po = work_remembered("", &order_fields[ORDER_PO]);
    char *notes = work_remembered("501", &item_fields[ITEM_VENDOR_NOTES]);
    cr_assert_not_null(po);
    cr_assert_not_null(notes);
    cr_expect_str_eq(po, "PO 77");
    cr_expect_str_eq(notes, "tight buds");
    cr_expect_null(work_remembered("502", &item_fields[ITEM_VENDOR_NOTES]));
    free(po);
    free(notes);
    change_free(change);
}

Test(change, of_the_header_alone_goes_with_the_first_line)
{
    value_set(&mine.v[ORDER_END], "2031-11-30");
    struct change *change = start_and_run();
    cr_expect_eq(writes(), 1);
    cr_expect(change->plan.steps[0].is_header_only);
    cr_expect_eq(change->outcome, API_DONE);
    cr_expect_eq(change->differences.count, 0);
    cr_expect_str_eq(value_text(work_order()->v[ORDER_END]), "2031-11-30");
    expect_left(change, false);
    change_free(change);
}

/* --- Before sending --- */

Test(change, of_two_people_is_not_sent)
{
    change_two_lines();
    value_set(&work_order()->items[0].v[ITEM_BOXES], "30");
    value_set(&work_order()->items[1].v[ITEM_TOTAL_UNITS], "400");
    struct change *change = start_and_run();
    cr_expect_eq(change->state, CHANGE_DIFFERS);
    cr_expect_eq(writes(), 0);
    cr_expect_eq(reads(), 1);
    expect_says(change, "since you began, in 2 places. Nothing was sent");
    cr_expect_str_eq(value_text(change->theirs.items[0].v[ITEM_BOXES]), "30");
    cr_expect_str_eq(value_text(change->base.items[0].v[ITEM_BOXES]), "21",
                     "base stays what the edit began with, so that all three can be shown");
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_NOT_SENT);
    expect_left(change, true);
    change_free(change);
}

Test(change, that_both_made_alike_is_not_sent_twice)
{
    change_two_lines();
    value_set(&work_order()->items[0].v[ITEM_PRICE], "1.50");
    struct change *change = start_and_run();
    cr_expect_eq(change->outcome, API_DONE, "%s", change->message);
    cr_expect_eq(change->plan.count, 1);
    cr_expect_eq(writes(), 1);
    cr_expect_str_eq(value_text(change->base.items[0].v[ITEM_PRICE]), "1.50");
    cr_expect_str_eq(work_line_value("502", ITEM_TOTAL_UNITS), "250");
    change_free(change);
}

Test(change, that_somebody_else_made_already_is_done)
{
    set_price(0, "1.50");
    value_set(&work_order()->items[0].v[ITEM_PRICE], "1.50");
    struct change *change = start_and_run();
    cr_expect_eq(change->state, CHANGE_OVER);
    cr_expect_eq(change->outcome, API_DONE);
    cr_expect_eq(writes(), 0);
    expect_says(change, "nothing had to be sent");
    expect_left(change, false);
    change_free(change);
}

Test(change, of_an_order_that_is_gone_is_not_sent)
{
    set_price(0, "1.50");
    work_order()->status = ORDER_CANCELLED;
    struct change *change = start_and_run();
    cr_expect_eq(change->state, CHANGE_OVER);
    cr_expect(change->is_gone);
    cr_expect_eq(change->outcome, API_REFUSED);
    cr_expect_eq(writes(), 0);
    expect_says(change, "no such active order any more; nothing was sent");
    expect_left(change, true);
    change_free(change);
}

Test(change, that_cannot_be_read_before_is_not_sent)
{
    static const struct {
        enum api_outcome reading, whole;
    } rows[] = {
        { API_REFUSED, API_REFUSED },
        { API_UNREACHED, API_UNREACHED },
        { API_FAILED, API_UNREACHED },
        { API_NO_BUDGET, API_NO_BUDGET },
    };
    set_price(0, "1.50");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        work_desk_renew();
        news = 0;
        fake_api_fail(work_service, "order_list", rows[i].reading, 500, "It broke.");
        struct change *change = start_and_run();
        cr_expect_eq(change->state, CHANGE_OVER);
        cr_expect_eq(change->outcome, rows[i].whole, "row %zu", i);
        cr_expect_eq(writes(), 0);
        cr_expect_eq(reads(), 1);
        cr_expect_not(change->is_gone);
        cr_expect_str_eq(change->message,
                         "Nothing was sent, since the order could not be read before: It broke.");
        cr_expect_eq(change->steps[0].state, CHANGE_STEP_NOT_SENT);
        expect_left(change, true);
        change_free(change);
    }
}

/* --- A step that fails --- */

Test(change, stops_at_the_first_that_is_refused)
{
    struct order base = { 0 }, rest = { 0 };
    change_two_lines();
    value_set(&mine.items[2].v[ITEM_BOXES], "5");
    fake_api_fail_nth(work_service, "order_update", 2, API_REFUSED, 200, "The line is locked");
    struct change *change = start_and_run();
    cr_expect_eq(writes(), 2);
    cr_expect_eq(change->outcome, API_PARTIAL);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_DONE);
    cr_expect_eq(change->steps[1].state, CHANGE_STEP_REFUSED);
    cr_expect_str_eq(change->steps[1].message, "The line is locked");
    cr_expect_eq(change->steps[2].state, CHANGE_STEP_NOT_SENT);
    cr_expect_str_eq(change->steps[2].message, "Not sent: the request before was refused.");
    cr_expect_str_eq(
        change->message,
        "1 of 3 requests was carried out. Line 2 Carnation Red was refused: The line is locked. "
        "Read again, what was carried out is as it was sent. Mend it or try again later, then send "
        "what is left.");
    cr_assert(change_rest(change, &base, &rest));
    cr_expect_str_eq(value_text(base.items[0].v[ITEM_PRICE]), "1.50");
    cr_expect_str_eq(value_text(base.items[1].v[ITEM_TOTAL_UNITS]), "300");
    cr_expect_str_eq(value_text(rest.items[1].v[ITEM_TOTAL_UNITS]), "250");
    cr_expect_str_eq(value_text(rest.items[2].v[ITEM_BOXES]), "5");

    struct update_plan plan = { 0 };
    update_plan_make(&plan, &base, &rest);
    cr_expect_eq(plan.count, 2, "what is done is not sent again");
    update_plan_free(&plan);
    order_free(&base);
    order_free(&rest);
    change_free(change);
}

Test(change, that_was_lost_is_settled_by_reading_again)
{
    struct journal journal = { 0 };
    for (int is_there = 0; is_there < 2; is_there++) {
        work_desk_renew();
        news = 0;
        order_copy(&mine, &work_base);
        change_two_lines();
        fake_api_fail_nth(work_service, "order_update", 1, API_UNKNOWN, 0, "No answer came.");
        fake_api_apply_unknown(work_service, is_there);
        struct change *change = start_and_run();
        cr_expect_eq(writes(), 1, "nothing follows what may have been lost");
        cr_expect_eq(change->steps[0].state, is_there ? CHANGE_STEP_DONE : CHANGE_STEP_NOT_SENT);
        cr_expect_eq(change->steps[1].state, CHANGE_STEP_NOT_SENT);
        cr_expect_str_eq(change->steps[0].message,
                         is_there ? "No answer came, but read again the order shows it."
                                  : "No answer came; read again, nothing of it is there.");
        cr_expect_eq(change->outcome, is_there ? API_PARTIAL : API_UNREACHED);
        cr_expect_eq(change->differences.count, 0);
        cr_expect_eq(work_newest_record(&journal, JOURNAL_UPDATE)->outcome,
                     is_there ? JOURNAL_DONE : JOURNAL_NOT_SENT);
        expect_left(change, true);
        change_free(change);
    }
    journal_free(&journal);
}

/* A purchase order number is in no reply. */
Test(change, that_was_lost_and_cannot_be_seen_stays_unknown)
{
    struct order base = { 0 }, rest = { 0 };
    value_set(&mine.v[ORDER_PO], "PO 77");
    fake_api_fail_nth(work_service, "order_update", 1, API_UNKNOWN, 0, "No answer came.");
    fake_api_apply_unknown(work_service, true);
    struct change *change = start_and_run();
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_UNKNOWN);
    cr_expect_eq(change->outcome, API_UNKNOWN);
    expect_says(change, "The header may or may not be carried out: No answer came. Reading the "
                        "order again could not tell.");
    expect_says(change, "Look at the order before you send what is left.");
    cr_expect_null(work_remembered("", &order_fields[ORDER_PO]));
    cr_assert(change_rest(change, &base, &rest));
    cr_expect_str_eq(value_text(rest.v[ORDER_PO]), "PO 77");
    order_free(&base);
    order_free(&rest);
    change_free(change);
}

/* Only a part of it is to be seen: somebody else wrote to the same line just then. */
Test(change, that_was_lost_and_shows_in_part_stays_unknown)
{
    set_price(0, "1.50");
    value_set(&mine.items[0].v[ITEM_BOXES], "9");
    fake_api_fail_nth(work_service, "order_update", 1, API_UNKNOWN, 0, "No answer came.");
    struct change *change = start();
    fake_api_run_one(work_service);
    value_set(&work_order()->items[0].v[ITEM_PRICE], "1.50");
    fake_api_run(work_service);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_UNKNOWN);
    cr_expect_eq(change->outcome, API_UNKNOWN);
    cr_expect_eq(change->differences.count, 1);
    expect_left(change, true);
    change_free(change);
}

Test(change, that_was_lost_with_its_line_stays_unknown)
{
    set_price(0, "1.50");
    fake_api_fail_nth(work_service, "order_update", 1, API_UNKNOWN, 0, "No answer came.");
    struct change *change = start();
    fake_api_run_one(work_service);
    order_remove_item(work_order(), 0);
    fake_api_run(work_service);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_UNKNOWN);
    cr_expect_eq(change->differences.count, 1);
    change_free(change);
}

Test(change, of_parts_that_was_lost_is_settled_too)
{
    for (int is_there = 0; is_there < 2; is_there++) {
        work_desk_renew();
        news = 0;
        order_copy(&mine, &work_base);
        for (size_t i = 0; i < 3; i++)
            value_set(&mine.items[2].breakdowns[i].v[BREAKDOWN_COST], "8.00");
        value_set(&mine.items[2].breakdowns[0].v[BREAKDOWN_BUNCHES], "9");
        value_set(&mine.items[2].breakdowns[1].v[BREAKDOWN_BUNCHES], "6");
        value_set(&mine.items[0].customs[0].v[CUSTOM_VALUE], "Clear");
        for (size_t i = 0; i < 3; i++) {
            const struct value *part = mine.items[2].breakdowns[i].v;
            fake_api_add_row(work_service, LOOKUP_PRODUCTS, part[BREAKDOWN_PRODUCT_ID].text, "",
                             part[BREAKDOWN_PRODUCT_NAME].text);
        }
        fake_api_fail_nth(work_service, "order_update", 2, API_UNKNOWN, 0, "No answer came.");
        fake_api_apply_unknown(work_service, is_there);
        struct change *change = start_and_run();
        cr_assert_eq(change->plan.count, 2);
        cr_expect_eq(change->steps[0].state, CHANGE_STEP_DONE);
        cr_expect_eq(change->steps[1].state, is_there ? CHANGE_STEP_DONE : CHANGE_STEP_NOT_SENT,
                     "%s", change->message);
        cr_expect_eq(change->differences.count, 0);
        expect_left(change, !is_there);
        change_free(change);
    }
}

/* --- New lines --- */

Test(change, new_lines_take_the_ids_they_are_given)
{
    struct item *item = add_line("71", "Tulip Yellow");
    value_set(&item->v[ITEM_VENDOR_NOTES], "tight buds");
    add_line("72", "Tulip White");
    struct change *change = start_and_run();
    cr_expect_eq(change->outcome, API_DONE);
    cr_expect_eq(change->differences.count, 0, "%s", change->message);
    cr_expect_eq(change->now.item_count, 5);
    cr_expect_str_eq(value_text(change->expected.items[3].v[ITEM_ID]), "80001");
    cr_expect_str_eq(value_text(change->expected.items[4].v[ITEM_ID]), "80002");
    cr_expect_str_eq(value_text(change->mine.items[3].v[ITEM_ID]), "80001");
    char *notes = work_remembered("80001", &item_fields[ITEM_VENDOR_NOTES]);
    cr_assert_not_null(notes);
    cr_expect_str_eq(notes, "tight buds");
    struct order base = { 0 }, rest = { 0 };
    cr_expect_not(change_rest(change, &base, &rest));
    cr_expect_eq(rest.item_count, 5, "they are the order's now");
    order_free(&base);
    order_free(&rest);
    free(notes);
    change_free(change);
}

Test(change, a_new_line_that_came_out_otherwise_is_compared_with_what_was_sent)
{
    add_line("71", "Tulip Yellow");
    struct change *change = start();
    fake_api_run_one(work_service);
    fake_api_run_one(work_service);
    cr_assert_eq(change->state, CHANGE_COMPARING);
    value_set(&work_order()->items[3].v[ITEM_BOXES], "1");
    fake_api_run(work_service);
    cr_expect_eq(change->outcome, API_DONE);
    cr_assert_eq(change->differences.count, 1);
    cr_expect_eq(change->differences.rows[0].field, &item_fields[ITEM_BOXES]);
    expect_says(change, "Read again, the order is not as it was sent, in 1 place.");
    expect_left(change, false);
    change_free(change);
}

Test(change, a_new_line_that_was_lost_is_done_only_where_it_is_seen)
{
    for (int is_there = 0; is_there < 2; is_there++) {
        work_desk_renew();
        news = 0;
        order_copy(&mine, &work_base);
        add_line("71", "Tulip Yellow");
        fake_api_fail_nth(work_service, "order_update", 1, API_UNKNOWN, 0, "No answer came.");
        fake_api_apply_unknown(work_service, is_there);
        struct change *change = start_and_run();
        cr_expect_eq(change->steps[0].state, is_there ? CHANGE_STEP_DONE : CHANGE_STEP_UNKNOWN);
        cr_expect_eq(change->outcome, is_there ? API_DONE : API_UNKNOWN);
        cr_expect_eq(change->differences.count, 0);
        if (is_there)
            cr_expect_str_eq(value_text(change->expected.items[3].v[ITEM_ID]), "80001");
        expect_left(change, !is_there);
        change_free(change);
    }
}

/* Nobody can say which line it has become: it must not be added once more. */
Test(change, a_new_line_whose_id_is_not_known_is_never_left_to_be_sent)
{
    for (int is_read = 0; is_read < 2; is_read++) {
        struct order base = { 0 }, rest = { 0 };
        work_desk_renew();
        news = 0;
        order_copy(&mine, &work_base);
        add_line("71", "Tulip Yellow");
        add_line("72", "Tulip White");
        fake_api_fail_nth(work_service, "order_update", 2, API_REFUSED, 200, "No.");
        if (!is_read)
            fake_api_fail_nth(work_service, "order_list", 2, API_FAILED, 0, "It broke.");
        struct change *change = start();
        for (int i = 0; i < 3; i++)
            fake_api_run_one(work_service);
        cr_assert_eq(change->state, CHANGE_COMPARING);
        order_remove_item(work_order(), 3);
        fake_api_run(work_service);
        cr_expect_eq(change->outcome, API_PARTIAL);
        cr_expect_eq(change->has_now, is_read);
        cr_assert(change_rest(change, &base, &rest));
        cr_expect_eq(base.item_count, 3);
        cr_assert_eq(rest.item_count, 4);
        cr_expect_str_eq(value_text(rest.items[3].v[ITEM_PRODUCT_NAME]), "Tulip White");
        order_free(&base);
        order_free(&rest);
        change_free(change);
    }
}

/* --- Reading again --- */

Test(change, shows_what_differs_from_what_was_sent)
{
    change_two_lines();
    struct change *change = start();
    for (int i = 0; i < 3; i++)
        fake_api_run_one(work_service);
    value_set(&work_order()->items[0].v[ITEM_PRICE], "1.40");
    value_set(&work_order()->v[ORDER_END], "2031-12-31");
    fake_api_run(work_service);
    cr_expect_eq(change->outcome, API_DONE);
    cr_assert_eq(change->differences.count, 2);
    cr_expect_str_eq(change->differences.rows[0].after, "2031-12-31");
    cr_expect_str_eq(change->differences.rows[1].before, "1.50");
    cr_expect_str_eq(change->differences.rows[1].after, "1.40");
    expect_says(change, "The change was accepted. Read again, the order is not as it was sent, in "
                        "2 places.");
    expect_left(change, false);
    change_free(change);
}

Test(change, that_cannot_be_read_again_says_what_is_known)
{
    change_two_lines();
    fake_api_fail_nth(work_service, "order_list", 2, API_FAILED, 0, "It broke.");
    struct change *change = start_and_run();
    cr_expect_eq(change->outcome, API_DONE);
    cr_expect_not(change->has_now);
    cr_expect_eq(change->differences.count, 0);
    cr_expect_str_eq(change->message, "The change was accepted. The order could not be read again "
                                      "to compare: It broke.");
    expect_left(change, false);
    change_free(change);
}

Test(change, is_not_read_again_where_requests_are_used_up)
{
    struct order base = { 0 }, rest = { 0 };
    change_two_lines();
    fake_api_fail_nth(work_service, "order_update", 2, API_NO_BUDGET, 429, "Used up.");
    struct change *change = start_and_run();
    cr_expect_eq(reads(), 1);
    cr_expect_eq(change->outcome, API_PARTIAL);
    cr_expect_eq(change->steps[1].state, CHANGE_STEP_NOT_SENT);
    cr_expect_str_eq(change->steps[1].message, "Used up.");
    cr_assert(change_rest(change, &base, &rest));
    cr_expect_str_eq(value_text(base.items[0].v[ITEM_PRICE]), "1.50");
    order_free(&base);
    order_free(&rest);
    change_free(change);
}

/* What was typed here and never carried out stays, whatever somebody else did to the line meanwhile. */
Test(change, what_is_left_keeps_what_was_typed)
{
    struct order base = { 0 }, rest = { 0 };
    set_price(0, "1.50");
    fake_api_fail_nth(work_service, "order_update", 1, API_REFUSED, 200, "Locked.");
    struct change *change = start();
    fake_api_run_one(work_service);
    value_set(&work_order()->items[0].v[ITEM_PRICE], "1.30");
    value_set(&work_order()->items[0].v[ITEM_BOXES], "30");
    fake_api_run(work_service);
    cr_assert(change_rest(change, &base, &rest));
    cr_expect_str_eq(value_text(base.items[0].v[ITEM_PRICE]), "1.30");
    cr_expect_str_eq(value_text(rest.items[0].v[ITEM_PRICE]), "1.50");
    cr_expect_str_eq(value_text(rest.items[0].v[ITEM_BOXES]), "30");
    expect_says(change, "Nothing was carried out.");
    expect_says(change, "Read again, the order is not as it was before, in 2 places.");
    order_free(&base);
    order_free(&rest);
    change_free(change);
}

Test(change, says_what_could_not_be_kept_of_it)
{
    set_price(0, "1.50");
    struct change *change = start();
    fake_api_run_one(work_service);
    char *command = mem_printf("rm -rf %s/perennial/journal", getenv("XDG_STATE_HOME"));
    cr_assert_eq(system(command), 0);
    work_break_journal();
    fake_api_run(work_service);
    cr_expect_eq(change->outcome, API_DONE);
    expect_says(change, "Not all of this could be kept on this machine:");
    free(command);
    change_free(change);
}

/* --- Stopping, and losing interest --- */

Test(change, stops_in_every_state)
{
    for (int after = 0; after < 4; after++) {
        static const size_t written[] = { 0, 1, 2, 2 };
        work_desk_renew();
        news = 0;
        order_copy(&mine, &work_base);
        change_two_lines();
        struct change *change = start();
        for (int i = 0; i < after; i++)
            fake_api_run_one(work_service);
        change_stop(change);
        fake_api_run(work_service);
        cr_expect_eq(change->state, CHANGE_OVER);
        cr_expect_eq(writes(), written[after], "stopped after %d", after);
        cr_expect_eq(change->outcome, after == 0   ? API_UNREACHED
                                      : after == 1 ? API_PARTIAL
                                                   : API_DONE);
        if (after == 0)
            cr_expect_str_eq(change->message, "It was stopped; nothing was sent.");
        if (after == 1)
            expect_says(change, "It was stopped before the rest was sent.");
        cr_expect_eq(change->has_now, after > 0);
        expect_left(change, after < 2);
        change_free(change);
    }
}

Test(change, can_be_freed_in_every_state)
{
    for (int after = 0; after <= 4; after++) {
        struct journal journal = { 0 };
        work_desk_renew();
        news = 0;
        order_copy(&mine, &work_base);
        change_two_lines();
        struct change *change = start();
        for (int i = 0; i < after; i++)
            fake_api_run_one(work_service);
        size_t told = news, sent = writes();
        change_free(change);
        fake_api_run(work_service);
        cr_expect_eq(news, told);
        cr_expect_eq(writes(), sent, "nothing more is sent");
        const struct journal_record *record = work_newest_record(&journal, JOURNAL_UPDATE);
        if (sent)
            cr_expect_eq(record->outcome, JOURNAL_DONE, "what was under way has its end");
        journal_free(&journal);
    }
    change_free(NULL);
}

Test(change, can_be_freed_by_whoever_is_told)
{
    for (enum change_state state = CHANGE_DIFFERS; state <= CHANGE_OVER; state++) {
        work_desk_renew();
        news = 0;
        order_copy(&mine, &work_base);
        change_two_lines();
        if (state == CHANGE_DIFFERS)
            value_set(&work_order()->items[0].v[ITEM_BOXES], "30");
        frees_when_told = true;
        frees_in = state;
        start();
        fake_api_run(work_service);
        cr_expect_eq(states[news - 1], state, "told no more");
    }
}

Test(change, needs_nobody_to_be_told)
{
    set_price(0, "1.50");
    struct change *change =
        change_start(&(struct change_call){ .api = &work_api, .base = &work_base, .mine = &mine });
    fake_api_run(work_service);
    cr_expect_eq(change->outcome, API_DONE);
    change_free(change);
}

static void note_again(void *context, const struct api_again *again)
{
    cr_expect_eq(context, &mine);
    cr_expect_eq(again->next, 2);
    news += 100;
}

Test(change, both_readings_are_told_when_they_are_tried_again_and_may_use_the_reserve)
{
    const struct api_again again = { .next = 2, .tries = 3, .reason = "Cut." };
    set_price(0, "1.5");
    struct change *change = change_start(&(struct change_call){ .api = &work_api,
                                                                .base = &work_base,
                                                                .mine = &mine,
                                                                .on_again = note_again,
                                                                .context = &mine });
    cr_assert(fake_api_again(work_service, &again));
    fake_api_run_one(work_service);
    fake_api_run_one(work_service);
    cr_assert(fake_api_again(work_service, &again));
    fake_api_run(work_service);
    cr_expect_eq(change->state, CHANGE_OVER);
    cr_expect_eq(change->outcome, API_DONE);
    cr_expect_eq(news, 200);
    cr_expect_eq(fake_api_count_for(work_service, "order_list", API_SAVING), 2);
    cr_expect_eq(fake_api_count_for(work_service, "order_list", API_LOOKING), 0);
    change_free(change);
}

Test(change, stopped_while_the_reading_before_waits_for_another_try_it_is_over_at_once)
{
    const struct api_again again = { .next = 2, .tries = 3, .reason = "Cut." };
    for (int frees = 0; frees <= 1; frees++) {
        work_desk_renew();
        news = 0;
        frees_when_told = frees;
        frees_in = CHANGE_OVER;
        set_price(0, "1.5");
        struct change *change = start();
        cr_assert(fake_api_again(work_service, &again));
        change_stop(change);
        cr_expect_eq(news, 1);
        cr_expect_eq(states[0], CHANGE_OVER);
        cr_expect_eq(fake_api_count(work_service, "drop"), 1);
        if (!frees) {
            cr_expect_str_eq(change->message, "It was stopped; nothing was sent.");
            expect_left(change, true);
            change_free(change);
        }
        fake_api_run(work_service);
        cr_expect_eq(writes(), 0);
        cr_expect_eq(news, 1);
    }
}
