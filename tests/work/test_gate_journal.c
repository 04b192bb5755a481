/* What the gate writes down of a request, and that a journal which cannot be written stops nobody. */
#include "config.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/requests.h"
#include "store/store_desk.h"
#include "work/gate_journal.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOW = 1770129660 };

static void set_up(void)
{
    store_desk_set_up();
    clock_fix(NOW);
}

TestSuite(gate_journal, .init = set_up, .fini = store_desk_tear_down);

static const struct gate_try refused = { .method = METHOD_ORDER_LIST,
                                         .outcome = API_REFUSED,
                                         .was_sent = true,
                                         .http_status = 403,
                                         .millis = 2500,
                                         .bytes = 12,
                                         .message = "No.",
                                         .text = "GET standing.order.list?a=1" };

Test(gate_journal, each_try_is_written_down)
{
    struct requests requests = { 0 };
    struct gate_try dropped = refused;
    struct buf said = { 0 };
    dropped.is_dropped = true;
    gate_journal_add("mia-sales", &refused);
    gate_journal_add("ewr", &dropped);
    cr_assert(requests_read(&requests, 1, NULL, NULL));
    cr_assert_eq(requests.count, 2);
    cr_expect_str_eq(requests.list[0].outcome, "dropped");
    const struct request_record *record = &requests.list[1];
    cr_expect_eq(record->at, NOW - 2, "when it began");
    cr_expect_str_eq(record->profile, "mia-sales");
    cr_expect_str_eq(record->method, "standing.order.list");
    cr_expect_str_eq(record->outcome, "refused");
    cr_expect_eq(record->http_status, 403);
    cr_expect_eq(record->millis, 2500);
    cr_expect_str_eq(record->message, "No.");
    cr_expect_str_eq(record->text, "GET standing.order.list?a=1");
    cr_expect_not(gate_journal_trouble(&said));
    requests_free(&requests);
}

Test(gate_journal, what_cannot_be_written_is_said_once)
{
    struct buf said = { 0 };
    char *log = store_desk_path("log");
    store_desk_write("state/perennial/requests", "a file where the folder should be");
    cr_assert(log_open(log, LOG_ERROR, NULL));
    gate_journal_add("mia-sales", &refused);
    gate_journal_add("mia-sales", &refused);
    log_close();
    char *logged = store_desk_read("log"), *first = strstr(logged, "not written down");
    cr_expect(first && !strstr(first + 1, "not written down"), "in the log once: %s", logged);
    free(logged);
    free(log);
    cr_assert(gate_journal_trouble(&said));
    cr_expect_not_null(strstr(buf_text(&said), "Requests are not written down: "), "%s",
                       buf_text(&said));
    buf_clear(&said);
    cr_expect_not(gate_journal_trouble(&said));
    gate_journal_add("mia-sales", &refused);
    cr_expect_not(gate_journal_trouble(&said), "once is enough");
    char *path = store_desk_path("state/perennial/requests");
    unlink(path);
    gate_journal_add("mia-sales", &refused);
    store_desk_write("state/perennial/requests/gone", "");
    free(path);
    cr_expect_not(gate_journal_trouble(&said));
    buf_free(&said);
}
