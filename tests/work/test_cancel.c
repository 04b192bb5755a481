/* Cancelling lines: in order, each in the journal before it leaves, and what every answer does. */
#include "config.h"
#include "base/mem.h"
#include "model/issue.h"
#include "store/remembered.h"
#include "work/cancel.h"
#include "work/work_desk.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(cancel, .init = work_desk_set_up, .fini = work_desk_tear_down);

enum { LINES = 3 };

static size_t news;
static bool frees_when_told;

static void take_news(void *context, struct cancel *cancel)
{
    cr_expect_str_eq(context, "mine");
    news++;
    if (frees_when_told)
        cancel_free(cancel);
}

/* All three lines of the order, in its order. */
static struct cancel *start(void)
{
    static char context[] = "mine";
    struct order lines[LINES] = { 0 };
    for (size_t i = 0; i < LINES; i++) {
        order_copy(&lines[i], &work_base);
        for (size_t n = LINES; n-- > 0;) {
            if (n != i)
                order_remove_item(&lines[i], n);
        }
    }
    news = 0;
    frees_when_told = false;
    struct cancel *cancel = cancel_start(&(struct cancel_call){ .api = &work_api,
                                                                .lines = lines,
                                                                .count = LINES,
                                                                .on_news = take_news,
                                                                .context = context });
    for (size_t i = 0; i < LINES; i++)
        order_free(&lines[i]);
    return cancel;
}

static size_t sent(void)
{
    return fake_api_count(work_service, "item_cancel");
}

Test(cancel, lines_go_one_after_the_other)
{
    struct cancel *cancel = start();
    cr_expect_eq(cancel->count, LINES);
    cr_expect_eq(cancel->lines[0].state, CANCEL_SENDING);
    cr_expect_eq(cancel->lines[1].state, CANCEL_WAITING);
    cr_expect_eq(sent(), 1);
    fake_api_run_one(work_service);
    cr_expect_eq(news, 1);
    cr_expect_eq(cancel->done, 1);
    cr_expect_eq(cancel->lines[0].state, CANCEL_DONE);
    cr_expect_eq(cancel->lines[1].state, CANCEL_SENDING);
    cr_expect_not(cancel->is_over);
    fake_api_run(work_service);
    cr_expect_eq(news, LINES);
    cr_expect(cancel->is_over);
    cr_expect_eq(cancel->done, LINES);
    cr_expect_eq(cancel->outcome, API_DONE);
    for (size_t i = 0; i < LINES; i++) {
        cr_expect_str_eq(fake_api_cancelled_order(work_service, i), "900");
        cr_expect_str_eq(fake_api_cancelled_item(work_service, i),
                         work_base.items[i].v[ITEM_ID].text);
    }
    cr_expect_eq(work_order()->status, ORDER_CANCELLED);
    cancel_free(cancel);
}

/* What one answer to the second line does to it, to the third, and to the whole. */
Test(cancel, every_answer_is_reported_as_it_is)
{
    static const struct {
        enum api_outcome answer;
        bool is_carried_out; /* there, although no answer came */
        enum cancel_state state, behind;
        enum api_outcome whole;
        enum journal_outcome journal;
    } rows[] = {
        { API_DONE, false, CANCEL_DONE, CANCEL_DONE, API_DONE, JOURNAL_DONE },
        { API_REFUSED, false, CANCEL_REFUSED, CANCEL_DONE, API_PARTIAL, JOURNAL_REFUSED },
        { API_UNREACHED, false, CANCEL_NOT_SENT, CANCEL_NOT_SENT, API_PARTIAL, JOURNAL_NOT_SENT },
        { API_NO_BUDGET, false, CANCEL_NOT_SENT, CANCEL_NOT_SENT, API_PARTIAL, JOURNAL_NOT_SENT },
        { API_UNKNOWN, false, CANCEL_UNKNOWN, CANCEL_NOT_SENT, API_UNKNOWN, JOURNAL_UNKNOWN },
        { API_UNKNOWN, true, CANCEL_UNKNOWN, CANCEL_NOT_SENT, API_UNKNOWN, JOURNAL_UNKNOWN },
        { API_FAILED, false, CANCEL_UNKNOWN, CANCEL_NOT_SENT, API_UNKNOWN, JOURNAL_UNKNOWN },
        { API_PARTIAL, false, CANCEL_UNKNOWN, CANCEL_NOT_SENT, API_UNKNOWN, JOURNAL_UNKNOWN },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct journal journal = { 0 };
        work_desk_renew();
        if (rows[i].answer != API_DONE)
            fake_api_fail_nth(work_service, "item_cancel", 2, rows[i].answer, 500, "Said so.");
        fake_api_apply_unknown(work_service, rows[i].is_carried_out);
        struct cancel *cancel = start();
        fake_api_run(work_service);
        cr_expect(cancel->is_over);
        cr_expect_eq(cancel->lines[0].state, CANCEL_DONE);
        cr_expect_eq(cancel->lines[1].state, rows[i].state, "row %zu", i);
        cr_expect_eq(cancel->lines[2].state, rows[i].behind, "row %zu", i);
        cr_expect_eq(cancel->outcome, rows[i].whole, "row %zu", i);
        cr_expect_eq(sent(), rows[i].behind == CANCEL_DONE ? 3 : 2, "row %zu", i);
        if (rows[i].answer != API_DONE)
            cr_expect_str_eq(cancel->lines[1].message, "Said so.");
        if (rows[i].behind == CANCEL_NOT_SENT)
            cr_expect_eq(strncmp(cancel->lines[2].message, "Not sent: ", 10), 0);
        /* what is said of a line is true of it at the service */
        for (size_t n = 0; n < LINES; n++) {
            bool is_there = work_order()->status == ORDER_ACTIVE &&
                            diff_find_line(work_order(), work_base.items[n].v[ITEM_ID].text) >= 0;
            if (cancel->lines[n].state != CANCEL_UNKNOWN)
                cr_expect_eq(is_there, cancel->lines[n].state != CANCEL_DONE, "row %zu", i);
        }
        work_newest_record(&journal, JOURNAL_CANCEL);
        size_t of_second = rows[i].behind == CANCEL_DONE ? 1 : 0;
        cr_expect_str_eq(journal.list[of_second].item_id, "502");
        cr_expect_eq(journal.list[of_second].outcome, rows[i].journal, "row %zu", i);
        journal_free(&journal);
        cancel_free(cancel);
    }
}

Test(cancel, where_none_is_done_the_whole_says_why)
{
    static const struct {
        enum api_outcome answer, whole;
    } rows[] = {
        { API_REFUSED, API_REFUSED },
        { API_UNREACHED, API_UNREACHED },
        { API_NO_BUDGET, API_NO_BUDGET },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        work_desk_renew();
        fake_api_fail(work_service, "item_cancel", rows[i].answer, 500, "Said so.");
        struct cancel *cancel = start();
        fake_api_run(work_service);
        cr_expect_eq(cancel->outcome, rows[i].whole, "row %zu", i);
        cancel_free(cancel);
    }
}

Test(cancel, the_journal_has_all_of_a_line_before_it_leaves)
{
    struct journal journal = { 0 };
    struct order sent_once = { 0 }, kept = { 0 };
    struct issues issues = { 0 };
    order_copy(&sent_once, &work_base);
    value_set(&sent_once.v[ORDER_PO], "PO 77");
    value_set(&sent_once.items[0].v[ITEM_VENDOR_NOTES], "tight\nbuds");
    cr_assert(remembered_add("900", &sent_once, 1700000000, NULL));
    struct cancel *cancel = start();
    const struct journal_record *record = work_newest_record(&journal, JOURNAL_CANCEL);
    cr_assert_not_null(record);
    cr_expect_eq(record->outcome, JOURNAL_INTENT, "nobody knows yet");
    cr_expect_str_eq(record->order_id, "900");
    cr_expect_str_eq(record->number, "S00900");
    cr_expect_str_eq(record->item_id, "501");
    cr_expect_str_eq(record->title, "Mr. Fresh, Rose Freedom 60, 21 QB");
    cr_assert(api_read_order_file(record->text, strlen(record->text), &kept, &issues, NULL));
    cr_assert_eq(kept.item_count, 1);
    static const enum item_field fields[] = {
        ITEM_VENDOR_NAME, ITEM_PRODUCT_ID,  ITEM_PRODUCT_NAME, ITEM_BOX_TYPE_CODE, ITEM_BOXES,
        ITEM_BUNCHES,     ITEM_STEMS_BUNCH, ITEM_PRICE,        ITEM_COST,          ITEM_MARK
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        cr_expect_str_eq(value_text(kept.items[0].v[fields[i]]),
                         value_text(work_base.items[0].v[fields[i]]));
    cr_expect_str_eq(value_text(kept.v[ORDER_CUSTOMER_CODE]), "FRESH");
    cr_expect_str_eq(value_text(kept.items[0].customs[0].v[CUSTOM_VALUE]), "Kraft");
    cr_expect_str_eq(value_text(kept.v[ORDER_PO]), "PO 77", "what was remembered is kept too");
    cr_expect_str_eq(value_text(kept.items[0].v[ITEM_VENDOR_NOTES]), "tight\nbuds");
    order_free(&kept);

    fake_api_run(work_service);
    record = work_newest_record(&journal, JOURNAL_CANCEL);
    cr_assert_eq(journal.count, LINES);
    cr_expect_str_eq(record->item_id, "503");
    cr_expect_str_eq(journal.list[1].title, "Mr. Fresh, Carnation Red, 300 units");
    issues_free(&issues);
    cr_assert(api_read_order_file(record->text, strlen(record->text), &kept, &issues, NULL));
    cr_expect_eq(kept.items[0].breakdown_count, 3);
    cr_expect_str_eq(value_text(kept.items[0].breakdowns[1].v[BREAKDOWN_PRICE]), "12.25");
    cancel_free(cancel);
    journal_free(&journal);
    issues_free(&issues);
    order_free(&kept);
    order_free(&sent_once);
}

Test(cancel, nothing_is_sent_that_cannot_be_kept)
{
    work_break_journal();
    struct cancel *cancel = start();
    cr_expect(cancel->is_over);
    cr_expect_eq(cancel->outcome, API_UNREACHED);
    cr_expect_eq(sent(), 0);
    cr_expect_eq(cancel->lines[0].state, CANCEL_NOT_SENT);
    cr_expect_not_null(strstr(cancel->lines[0].message, "journal"));
    cr_expect_eq(cancel->lines[2].state, CANCEL_NOT_SENT);
    cr_expect_not_null(strstr(cancel->lines[2].message, "journal"));
    cancel_free(cancel);
}

Test(cancel, an_end_that_cannot_be_kept_is_said_and_is_no_failure_of_the_line)
{
    struct cancel *cancel = start();
    char *command = mem_printf("rm -rf %s/perennial/journal", getenv("XDG_STATE_HOME"));
    cr_assert_eq(system(command), 0);
    work_break_journal();
    fake_api_run(work_service);
    cr_expect_eq(cancel->lines[0].state, CANCEL_DONE);
    cr_expect_not_null(strstr(cancel->lines[0].message, "could not be kept"));
    cr_expect_eq(sent(), 1);
    cr_expect_eq(cancel->outcome, API_PARTIAL);
    free(command);
    cancel_free(cancel);
}

Test(cancel, a_line_without_its_id_is_left_out)
{
    value_set(&work_base.items[1].v[ITEM_ID], "");
    struct cancel *cancel = start();
    fake_api_run(work_service);
    cr_expect_eq(sent(), 2);
    cr_expect_eq(cancel->lines[1].state, CANCEL_NOT_SENT);
    cr_expect_eq(cancel->lines[2].state, CANCEL_DONE);
    cr_expect_eq(cancel->outcome, API_PARTIAL);
    cancel_free(cancel);
}

Test(cancel, stopping_waits_for_the_line_under_way)
{
    struct cancel *cancel = start();
    cancel_stop(cancel);
    cr_expect_eq(cancel->lines[0].state, CANCEL_SENDING);
    cr_expect_not(cancel->is_over);
    fake_api_run(work_service);
    cr_expect(cancel->is_over);
    cr_expect_eq(sent(), 1);
    cr_expect_eq(cancel->lines[0].state, CANCEL_DONE);
    cr_expect_eq(cancel->lines[1].state, CANCEL_NOT_SENT);
    cr_expect_str_eq(cancel->lines[1].message, "Not sent: it was stopped before.");
    cr_expect_eq(cancel->outcome, API_PARTIAL);
    cancel_free(cancel);
}

Test(cancel, one_that_nobody_waits_for_ends_its_line_in_the_journal)
{
    struct journal journal = { 0 };
    struct cancel *cancel = start();
    cancel_free(cancel);
    fake_api_run(work_service);
    cr_expect_eq(news, 0);
    cr_expect_eq(sent(), 1, "no more are sent");
    const struct journal_record *record = work_newest_record(&journal, JOURNAL_CANCEL);
    cr_expect_eq(journal.count, 1);
    cr_expect_eq(record->outcome, JOURNAL_DONE);
    journal_free(&journal);
    cancel_free(NULL);
}

Test(cancel, can_be_freed_by_whoever_is_told)
{
    start();
    frees_when_told = true;
    fake_api_run(work_service);
    cr_expect_eq(news, 1);
    cr_expect_eq(sent(), 2, "the second was on its way already");
    struct cancel *cancel = start();
    fake_api_fail(work_service, "item_cancel", API_UNKNOWN, 0, "No answer.");
    frees_when_told = true;
    (void)cancel;
    fake_api_run(work_service);
    cr_expect_eq(news, 1);
}
