/* The day's requests as people and scripts meet them: several sessions on one count, the reserve, a service
 * that wants to be left alone, and a count that cannot be kept. The real program over TLS. */
#include "config.h"
#include "support/desk_command.h"

#include "base/clock.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ORDER TEST_SOURCE_DIR "/e2e/order.json"
#define COUNT "state/perennial/requests-today.tsv"

enum { PATIENCE_MILLIS = 20000 };

static struct pty *pty;

static void lay_out(void)
{
    desk = desk_new();
}

static void clear_away(void)
{
    pty_close(pty);
    desk_result_free(&got);
    desk_free(desk);
}

TestSuite(budget, .init = lay_out, .fini = clear_away, .timeout = 180);

static void start(const char *settings, const char *const *options)
{
    desk_set_profile(desk, settings);
    desk_start_sandbox(desk, options);
}

/* What stands in the file, line by line, as its own header says: the sum of its counts. */
static long counted(const char *file)
{
    char *path = desk_path(desk, file), line[512];
    FILE *in = fopen(path, "r");
    long sum = 0;
    cr_assert_not_null(in, "%s is not there", path);
    while (fgets(line, sizeof line, in)) {
        const char *at = strstr(line, "\tcount\t");
        sum += at ? strtol(at + 7, NULL, 10) : 0;
    }
    fclose(in);
    free(path);
    return sum;
}

static void see(const char *text)
{
    cr_assert(pty_wait_text(pty, text), "\"%s\" is not on the screen", text);
}

/* It takes one request. */
static void list(int status)
{
    run(ARGS("list"));
    expect_status(status);
}

Test(budget, commands_count_together_and_stop_at_the_reserve)
{
    start("daily_limit = 6; reserve = 2;", NULL);
    for (int i = 0; i < 4; i++)
        list(0);
    cr_expect_eq(counted(COUNT), 4);
    run(ARGS("list", "--json"));
    expect_status(5);
    expect_said(
        "4 of the day's 6 requests are used; the last 2 are kept for saving and cancelling.");
    expect_said("Nothing was sent.");
    cr_expect_eq(got.out.len, 0);
    run(ARGS("lookup", "carriers"));
    expect_status(5);
    for (int i = 0; i < 3; i++) { /* also beyond what we think the limit is */
        run(ARGS("send", ORDER));
        expect_status(0);
    }
    cr_expect_eq(counted(COUNT), 7);
    list(5);
    expect_said("only saving and cancelling are still tried");
    cr_expect_eq(counted(COUNT), 7, "what does not leave is not counted");
}

Test(budget, what_does_not_reach_the_server_is_given_back)
{
    start("daily_limit = 6; reserve = 2;", NULL);
    list(0);
    desk_stop_sandbox(desk);
    for (int i = 0; i < 8; i++)
        list(3);
    cr_expect_eq(counted(COUNT), 1);
}

Test(budget, a_screen_and_commands_count_together)
{
    start("daily_limit = 12; reserve = 2;", NULL);
    pty = desk_open(desk, 24, 80, ARGS(NULL));
    see("sorted by");
    long at_start = counted(COUNT);
    cr_assert(at_start >= 1 && at_start < 9, "%ld", at_start);
    while (counted(COUNT) < 9)
        list(0);
    pty_keys(pty, "<F5>");
    see("10/12 saves only");
    list(5);
    int64_t until = clock_millis() + PATIENCE_MILLIS;
    do { /* while a list is being read F5 says that instead */
        cr_assert(clock_millis() < until, "the screen does not say why it reads no more");
        pty_keys(pty, "<F5>");
    } while (!pty_wait_within(pty, "10 of the day's 12 requests", 200));
    cr_expect_eq(counted(COUNT), 10, "%ld", counted(COUNT));
}

Test(budget, a_session_that_is_killed_leaves_its_count)
{
    start("daily_limit = 100;", NULL);
    list(0);
    desk_fault(desk, "slow 60000 *");
    for (int i = 0; i < 3; i++) {
        pty = desk_open(desk, 24, 80, ARGS("list"));
        int64_t until = clock_millis() + PATIENCE_MILLIS;
        while (counted(COUNT) < 2 + i)
            cr_assert(clock_millis() < until, "it counts before the answer");
        kill(pty_pid(pty), SIGKILL);
        pty_close(pty);
        pty = NULL;
    }
    desk_fault(desk, "");
    list(0);
    cr_expect_eq(counted(COUNT), 5);
}

Test(budget, the_service_says_until_when)
{
    start("daily_limit = 1000;", ARGS("--limit", "2"));
    list(0);
    pty = desk_open(desk, 24, 80, ARGS(NULL));
    see("sorted by");
    list(5);
    expect_said("HTTP 429");
    /* from here on nothing leaves, in no session: the server would not be there */
    desk_stop_sandbox(desk);
    long count = counted(COUNT);
    list(5);
    expect_said(
        "The service takes no more requests (HTTP 429) before 00:00 UTC. Nothing was sent.");
    run(ARGS("send", ORDER, "--json"));
    expect_status(5);
    json_object *answer = output();
    cr_expect_str_eq(text_of(answer, "outcome"), "not-sent");
    json_object_put(answer);
    pty_keys(pty, "<F5>");
    see("00:00");
    cr_expect_eq(counted(COUNT), count);
}

Test(budget, a_wait_that_is_over)
{
    start("", NULL);
    desk_fault(desk, "status 429 *\nretry-after 3");
    list(5);
    desk_fault(desk, "");
    int64_t until = clock_millis() + PATIENCE_MILLIS;
    int refused = 0;
    do {
        run(ARGS("list"));
        refused += got.status == 5;
        cr_assert(clock_millis() < until, "the wait is not over");
    } while (got.status != 0);
    cr_expect_gt(refused, 0, "it was held at first");
}

Test(budget, a_service_that_does_not_say_until_when)
{
    start("", NULL);
    desk_fault(desk, "status 429 *\nretry-after 0");
    list(5);
    desk_fault(desk, "");
    list(5);
    expect_said("before 00:00 UTC");
    run(ARGS("cancel", "S00001", "1", "--yes"));
    expect_status(5);
    run(ARGS("show", "S00001"));
    expect_status(5);
    run(ARGS("change", "S00001", "comments=x"));
    expect_status(5);
}

/* Two users: each with a home of its own, one file for both. */
Test(budget, one_file_for_all_users)
{
    char *pool = desk_path(desk, "pool.budget"), *settings = NULL;
    settings = mem_printf("daily_limit = 6; reserve = 2; budget_file = \"%s\";", pool);
    start(settings, NULL);
    list(0);
    list(0);
    desk_set(desk, "XDG_STATE_HOME=/nonexistent/perennial");
    list(0);
    list(0);
    list(5);
    cr_expect_eq(counted("pool.budget"), 4);
    struct stat what;
    cr_expect(stat(pool, &what) == 0 && (what.st_mode & 0777) == 0640, "0660 less the umask: %o",
              what.st_mode & 0777);
    free(settings);
    free(pool);
}

/* It is said, and nothing else changes. */
static void expect_uncounted(const char *why)
{
    list(0);
    expect_said(why);
    expect_said("Requests are counted in this session alone.");
    run(ARGS("send", ORDER));
    expect_status(0);
    run(ARGS("check", ORDER)); /* asks nothing, so there is nothing to say */
    expect_status(0);
    cr_expect_null(strstr(buf_text(&got.err), "counted"), "%s", buf_text(&got.err));
}

Test(budget, a_directory_in_its_place)
{
    char *path = desk_path(desk, COUNT), *command = mem_printf("mkdir -p %s", path);
    cr_assert_eq(system(command), 0);
    start("daily_limit = 1; reserve = 0;", NULL);
    expect_uncounted("it is a directory");
    pty = desk_open(desk, 24, 80, ARGS(NULL));
    see("it is a directory");
    see("1?/1");
    free(command);
    free(path);
}

Test(budget, a_device_and_a_text_in_its_place)
{
    start("budget_file = \"/dev/full\";", NULL);
    expect_uncounted("/dev/full cannot be used: it is no file");
    desk_write(desk, "letter.txt", "Dear Mr. Fresh,\n");
    char *path = desk_path(desk, "letter.txt");
    char *settings = mem_printf("budget_file = \"%s\";", path);
    start(settings, NULL);
    expect_uncounted("it is no count of requests");
    cr_expect_not_null(desk_find_text(desk, "", "Dear Mr. Fresh,\n"));
    free(settings);
    free(path);
}

Test(budget, a_file_that_may_only_be_read)
{
    if (geteuid() == 0)
        cr_skip_test("the superuser may write to any file");
    start("", NULL);
    list(0);
    char *path = desk_path(desk, COUNT);
    chmod(path, 0400);
    expect_uncounted("cannot be written: Permission denied");
    chmod(path, 0000);
    expect_uncounted("cannot be opened: Permission denied");
    chmod(path, 0600);
    list(0);
    cr_expect_eq(counted(COUNT), 2);
    free(path);
}

/* No file can grow any more, as on a full disk. */
Test(budget, a_full_disk)
{
    start("", NULL);
    list(0);
    pty = desk_open_program(desk, 24, 132,
                            ARGS("/bin/sh", "-c",
                                 "trap '' XFSZ; ulimit -f 0; exec " TEST_BUILD_DIR
                                 "/perennial list --plain"));
    cr_expect_eq(pty_wait_exit(pty, PATIENCE_MILLIS), 0);
    see("requests-today.tsv cannot be written: File too large. Requests are counted");
    cr_expect_eq(counted(COUNT), 1, "what was begun is taken out again");
    list(0);
    cr_expect_eq(counted(COUNT), 2);
}
