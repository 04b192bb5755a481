/* The journal of requests: what is added comes back, by day, newest first, whatever happened to its files. */
#include "config.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/requests.h"
#include "store/store_desk.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DAY = 24 * 60 * 60, NOW = 1800000000 }; /* 2027-01-15 08:00:00 UTC */

#define FOLDER "state/perennial/requests"
#define TODAY  FOLDER "/2027-01-15.tsv"

static struct requests requests;

static void set_up(void)
{
    store_desk_set_up();
    clock_fix(NOW);
}

static void tear_down(void)
{
    requests_free(&requests);
    store_desk_tear_down();
}

TestSuite(requests, .init = set_up, .fini = tear_down);

static void add_text(time_t at, const char *message, const char *text)
{
    static char profile[] = "mia-sales", method[] = "standing.order.create", outcome[] = "refused";
    struct error error = { 0 };
    struct request_record record = { .at = at,
                                     .profile = profile,
                                     .method = method,
                                     .outcome = outcome,
                                     .http_status = 200,
                                     .millis = 1234,
                                     .sent_bytes = 70,
                                     .bytes = 800,
                                     .message = (char *)(size_t)message,
                                     .text = (char *)(size_t)text };
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
}

static size_t read_days(int days, size_t wanted_damaged)
{
    struct error error = { 0 };
    size_t damaged = 99;
    cr_assert(requests_read(&requests, days, &damaged, &error), "%s", error_text(&error));
    cr_expect_eq(damaged, wanted_damaged, "%zu lines are damaged, not %zu", damaged,
                 wanted_damaged);
    return requests.count;
}

static void append(const char *bytes)
{
    char *path = store_desk_path(TODAY);
    int fd = open(path, O_WRONLY | O_APPEND);
    cr_assert_geq(fd, 0);
    cr_assert_eq(write(fd, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
    close(fd);
    free(path);
}

static mode_t mode_of(const char *below)
{
    struct stat what;
    char *path = store_desk_path(below);
    cr_assert_eq(stat(path, &what), 0, "%s", path);
    free(path);
    return what.st_mode & 07777;
}

Test(requests, no_file_is_an_empty_journal)
{
    cr_expect_eq(read_days(REQUESTS_DAYS, 0), 0);
    cr_expect_not(requests.is_cut);
}

Test(requests, a_record_comes_back_byte_for_byte)
{
    const char *text = "POST v2/standing-order\n{\"a\":\"\\u00f1\t\xC3\xB1\r\n\"}";
    umask(0);
    add_text(NOW - 3, "No \\such\tcustomer.\n", text);
    cr_assert_eq(read_days(1, 0), 1);
    const struct request_record *record = &requests.list[0];
    cr_expect_eq(record->at, NOW - 3);
    cr_expect_str_eq(record->profile, "mia-sales");
    cr_expect_str_eq(record->method, "standing.order.create");
    cr_expect_str_eq(record->outcome, "refused");
    cr_expect_eq(record->http_status, 200);
    cr_expect_eq(record->millis, 1234);
    cr_expect_eq(record->sent_bytes, 70);
    cr_expect_eq(record->bytes, 800);
    cr_expect_str_eq(record->message, "No \\such\tcustomer.\n");
    cr_expect_str_eq(record->text, text);
    cr_expect_eq(mode_of(TODAY), 0600);
    cr_expect_eq(mode_of(FOLDER), 0700);
}

Test(requests, are_masked_on_the_way_in)
{
    log_add_secret("T0ken/x");
    add_text(NOW, "The token T0ken\\/x is unknown.", "GET list?authenticationToken=T0ken%2fx&a=1");
    cr_assert_eq(read_days(1, 0), 1);
    cr_expect_str_eq(requests.list[0].message, "The token [secret] is unknown.");
    cr_expect_str_eq(requests.list[0].text, "GET list?authenticationToken=[secret]&a=1");
    log_forget_secrets();
}

Test(requests, stand_in_the_file_of_their_day_and_come_newest_first)
{
    static const int ages[] = { 29 * DAY, 2 * DAY, 1 * DAY, 60, 0 };
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        char *text = mem_printf("%d", ages[i]);
        add_text(NOW - ages[i], "", text);
        free(text);
    }
    cr_assert_eq(read_days(REQUESTS_DAYS, 0), 5);
    cr_expect_str_eq(requests.list[0].text, "0");
    cr_expect_str_eq(requests.list[1].text, "60");
    cr_expect_eq(requests.list[4].at, NOW - 29 * DAY);
    cr_expect_eq(read_days(1, 0), 2);
    cr_expect_eq(read_days(2, 0), 3);
    cr_expect_eq(read_days(29, 0), 4);
}

Test(requests, of_long_ago_are_removed_when_a_day_begins)
{
    store_desk_write(FOLDER "/2026-12-16.tsv", ""); /* 30 days before */
    store_desk_write(FOLDER "/2026-12-17.tsv", "");
    store_desk_write(FOLDER "/2026-12-01.txt", "not ours");
    add_text(NOW, "", "");
    static const struct {
        const char *name;
        bool stays;
    } rows[] = { { FOLDER "/2026-12-16.tsv", false },
                 { FOLDER "/2026-12-17.tsv", true },
                 { FOLDER "/2026-12-01.txt", true } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *path = store_desk_path(rows[i].name);
        cr_expect_eq(access(path, F_OK) == 0, rows[i].stays, "%s", rows[i].name);
        free(path);
    }
    store_desk_write(FOLDER "/2026-12-16.tsv", "");
    add_text(NOW, "", "");
    char *path = store_desk_path(FOLDER "/2026-12-16.tsv");
    cr_expect_eq(access(path, F_OK), 0, "looked for only when a file is begun");
    free(path);
}

Test(requests, damaged_lines_are_left_out_and_counted)
{
    add_text(NOW, "", "first");
    append("1800000000\tmia-sales\tstanding.ord"); /* cut by a crash */
    add_text(NOW, "", "second");
    append("no such line\n\n1800000000\tp\tm\tdone\t-1\t0\t0\t0\t\t\t.\n"
           "x\tp\tm\tdone\t200\t0\t0\t0\t\t\t.\n"
           "1800000000\tp\tm\tdone\t200\t0\t0\t0\t\t\n"
           "1800000000\tp\tm\tdone\t200\t0\t0\t0\t\t\\q\t.\n"
           "1800000000\tp\tm\tdone\t200\t0\t0\t0\t\t\t.\tmore\n"
           "1800000000\tp\tm\tdone\t200\t0\t0\t0\t\tthird\t.\n"
           "1800000000\tp\tm\tdone\t200\t0\t0\t0\t\tnot ended\t.");
    cr_assert_eq(read_days(1, 8), 3);
    cr_expect_str_eq(requests.list[0].text, "third");
    cr_expect_str_eq(requests.list[1].text, "second");
    cr_expect_str_eq(requests.list[2].text, "first");
}

Test(requests, of_two_programs_at_once_are_all_there)
{
    enum { WRITERS = 4, EACH = 200, LONG = 60000 };
    char *text = mem_alloc(LONG + 1);
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    pid_t pids[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        if ((pids[i] = fork()) == 0) {
            for (int n = 0; n < EACH; n++)
                add_text(NOW, "", n % 50 ? "short" : text);
            _exit(0);
        }
    }
    for (int i = 0; i < WRITERS; i++)
        waitpid(pids[i], NULL, 0);
    cr_expect_eq(read_days(1, 0), WRITERS * EACH);
    free(text);
}

Test(requests, more_than_can_be_held_are_the_newest_of_them)
{
    enum { LONG = 64 << 10, COUNT = REQUESTS_READ_BYTES / LONG + 20 };
    char *text = mem_alloc(LONG + 1);
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    for (int i = 0; i < COUNT; i++)
        add_text(i < COUNT / 2 ? NOW - DAY : NOW, i == COUNT - 1 ? "the last" : "", text);
    size_t count = read_days(REQUESTS_DAYS, 0);
    cr_expect(requests.is_cut);
    cr_expect_lt(count, COUNT);
    cr_expect_gt(count, COUNT - 40);
    cr_expect_str_eq(requests.list[0].message, "the last");
    free(text);
}

Test(requests, are_not_written_through_a_link_nor_where_a_folder_cannot_be)
{
    static char none[] = "";
    struct error error = { 0 };
    struct request_record record = {
        .at = NOW, .profile = none, .method = none, .outcome = none, .message = none, .text = none
    };
    store_desk_write(FOLDER "/other", "theirs\n");
    char *path = store_desk_path(TODAY), *other = store_desk_path(FOLDER "/other");
    cr_assert_eq(symlink(other, path), 0);
    cr_expect_not(requests_add(&record, &error));
    cr_expect_not_null(strstr(error_text(&error), "2027-01-15.tsv"), "%s", error_text(&error));
    char *bytes = store_desk_read(FOLDER "/other");
    cr_expect_str_eq(bytes, "theirs\n");
    error_clear(&error);
    free(bytes);
    free(path);
    free(other);
}
