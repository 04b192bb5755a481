/* The token's keeper: what it takes, what it refuses and in which words. */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/vault.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *dir;

static void set_up(void)
{
    char pattern[] = "/tmp/perennial-vault-XXXXXX";
    dir = mem_strdup(mkdtemp(pattern));
    cr_assert_not_null(dir);
}

static void tear_down(void)
{
    char *command = mem_printf("rm -rf %s", dir);
    cr_expect_eq(system(command), 0);
    free(command);
    free(dir);
}

TestSuite(vault, .init = set_up, .fini = tear_down);

static char *make_file(const char *bytes, mode_t mode)
{
    char *path = mem_printf("%s/token", dir);
    struct error error = { 0 };
    unlink(path);
    cr_assert(file_create(path, bytes, strlen(bytes), mode, &error), "%s", error_text(&error));
    return path;
}

static void expect_refused(const struct profile *profile, const char *part)
{
    struct buf token = { 0 };
    struct error error = { 0 };
    cr_expect_not(vault_read(profile, &token, &error), "expected: %s", part);
    cr_expect_not_null(strstr(error_text(&error), part), "\"%s\" lacks \"%s\"", error_text(&error),
                       part);
    cr_expect_eq(token.len, 0, "a refused token must not be handed over");
    error_clear(&error);
}

Test(vault, first_line_of_a_private_file)
{
    static const char *const files[] = { "abc123", "abc123\n", "  abc123 \r\nsecond line\n",
                                         "abc123\n\n" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct profile profile = { .name = (char *)"x", .token_file = make_file(files[i], 0600) };
        struct buf token = { 0 };
        struct error error = { 0 };
        cr_expect(vault_read(&profile, &token, &error), "%s", error_text(&error));
        cr_expect_str_eq(buf_text(&token), "abc123");
        buf_wipe(&token);
        free(profile.token_file);
    }
}

Test(vault, modes_that_let_others_in_are_refused)
{
    static const struct {
        mode_t mode;
        const char *shown; /* NULL = fine */
    } modes[] = { { 0600, NULL },   { 0400, NULL },   { 0700, NULL },   { 0640, "0640" },
                  { 0604, "0604" }, { 0644, "0644" }, { 0620, "0620" }, { 0601, "0601" } };
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct profile profile = { .name = (char *)"x",
                                   .token_file = make_file("abc", modes[i].mode) };
        struct buf token = { 0 };
        if (modes[i].shown) {
            expect_refused(&profile, modes[i].shown);
            expect_refused(&profile, "chmod 600");
        } else {
            cr_expect(vault_read(&profile, &token, NULL));
        }
        buf_wipe(&token);
        free(profile.token_file);
    }
}

Test(vault, a_file_of_somebody_else_is_refused)
{
    if (geteuid() != 0)
        cr_skip_test("only root can give a file away");
    struct profile profile = { .name = (char *)"x", .token_file = make_file("abc", 0600) };
    cr_assert_eq(chown(profile.token_file, 65534, 65534), 0);
    expect_refused(&profile, "belongs to somebody else");
    free(profile.token_file);
}

Test(vault, what_is_no_token_is_refused)
{
    static const struct {
        const char *bytes, *part;
    } cases[] = {
        { "", "empty" },
        { "\nabc\n", "empty" },
        { "abc-123\n", "letters and digits" },
        { "abc 123\n", "letters and digits" },
        { "\xC3\xB1\n", "letters and digits" },
        { "123456789012345678901234567890123456789012345678901\n", "at most 50" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = { .name = (char *)"x",
                                   .token_file = make_file(cases[i].bytes, 0600) };
        expect_refused(&profile, cases[i].part);
        free(profile.token_file);
    }
    struct profile longest = { .name = (char *)"x",
                               .token_file = make_file(
                                   "12345678901234567890123456789012345678901234567890\n", 0600) };
    struct buf token = { 0 };
    cr_expect(vault_read(&longest, &token, NULL));
    cr_expect_eq(token.len, 50);
    buf_wipe(&token);
    free(longest.token_file);
}

Test(vault, the_token_is_in_no_sentence)
{
    struct profile profile = { .name = (char *)"x", .token_file = make_file("SECRET-1\n", 0600) };
    struct buf token = { 0 };
    struct error error = { 0 };
    cr_expect_not(vault_read(&profile, &token, &error));
    cr_expect_null(strstr(error_text(&error), "SECRET"));
    error_clear(&error);
    free(profile.token_file);
}

Test(vault, missing_and_wrong_files)
{
    expect_refused(
        &(struct profile){ .name = (char *)"mia", .token_file = (char *)"/no/such/file" },
        "/no/such/file cannot be opened");
    expect_refused(&(struct profile){ .name = (char *)"mia", .token_file = dir }, "is not a file");
    expect_refused(&(struct profile){ .name = (char *)"mia" }, "the profile mia has no token");
}

Test(vault, first_line_of_a_command)
{
    struct profile profile = { .name = (char *)"x",
                               .token_command = (char *)"echo noise >&2; echo abc123; echo more" };
    struct buf token = { 0 };
    struct error error = { 0 };
    cr_expect(vault_read(&profile, &token, &error), "%s", error_text(&error));
    cr_expect_str_eq(buf_text(&token), "abc123");
    buf_wipe(&token);
}

Test(vault, commands_that_fail)
{
    static const struct {
        const char *command, *part;
    } cases[] = {
        { "exit 3", "status 3" },
        { "echo abc; exit 1", "status 1" },
        { "/no/such/program", "status 127" },
        { "kill -9 $$", "signal 9" },
        { "true", "empty" },
        { "echo 'not a token'", "letters and digits" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = { .name = mem_strdup("x"),
                                   .token_command = mem_strdup(cases[i].command) };
        expect_refused(&profile, cases[i].part);
        profile_free(&profile);
    }
}

Test(vault, a_command_gets_no_input_and_no_terminal)
{
    struct buf line = { 0 };
    cr_expect(vault_run("read x; echo got$x; tty", 5000, &line, NULL) == false);
    cr_expect_str_eq(buf_text(&line), "got");
    buf_free(&line);
}

Test(vault, a_command_gets_its_signals_back)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGPIPE, SIG_IGN);
    struct buf line = { 0 };
    struct error error = { 0 };
    cr_expect_not(vault_run("kill -TERM $$; echo alive", 5000, &line, &error));
    cr_expect_not_null(strstr(error_text(&error), "signal 15"), "%s", error_text(&error));
    error_clear(&error);
    buf_free(&line);
}

Test(vault, a_command_is_not_waited_for_when_the_program_is_to_end)
{
    static const int ends[] = { SIGTERM, SIGHUP, SIGINT };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        sigset_t blocked;
        struct buf line = { 0 };
        struct error error = { 0 };
        sigemptyset(&blocked); /* as the loop has it */
        sigaddset(&blocked, ends[i]);
        sigprocmask(SIG_BLOCK, &blocked, NULL);
        raise(ends[i]);
        cr_expect_not(vault_run("sleep 600", 30000, &line, &error));
        cr_expect_str_eq(error_text(&error), "the token command was not waited for and was ended");
        cr_expect_eq(sigwaitinfo(&blocked, NULL), ends[i], "it is still to be heard of");
        error_clear(&error);
        buf_free(&line);
    }
}

/* Whether the process is gone, or is only still to be collected by whoever inherited it. */
static bool has_ended(pid_t pid)
{
    char *path = mem_printf("/proc/%d/stat", (int)pid);
    struct buf state = { 0 };
    bool ended = !file_read(path, 4096, &state, NULL) || strstr(buf_text(&state), ") Z") ||
                 strstr(buf_text(&state), ") X");
    buf_free(&state);
    free(path);
    return ended;
}

static bool ends_soon(pid_t pid)
{
    int64_t until = clock_millis() + 5000;
    while (!has_ended(pid) && clock_millis() < until)
        sched_yield();
    return has_ended(pid);
}

Test(vault, a_slow_command_is_ended_with_its_children)
{
    char *path = mem_printf("%s/pid", dir);
    char *command = mem_printf("sleep 600 & echo $! > %s; wait", path);
    struct buf line = { 0 }, pid = { 0 };
    struct error error = { 0 };
    int64_t start = clock_millis();
    cr_expect_not(vault_run(command, 400, &line, &error));
    cr_expect_lt(clock_millis() - start, 5000);
    cr_expect_not_null(strstr(error_text(&error), "took longer than 1 seconds"), "%s",
                       error_text(&error));
    cr_assert(file_read(path, 100, &pid, NULL));
    pid_t child = (pid_t)atoi(buf_text(&pid));
    cr_assert_gt(child, 0);
    cr_expect(ends_soon(child), "the command's child still runs");
    buf_free(&pid);
    buf_free(&line);
    error_clear(&error);
    free(command);
    free(path);
}

Test(vault, endless_output_is_cut)
{
    struct buf line = { 0 };
    struct error error = { 0 };
    cr_expect_not(vault_run("yes | tr -d '\\n'", 300, &line, &error));
    cr_expect_leq(line.len, 8192);
    error_clear(&error);
    buf_free(&line);
}

/* It has said what it has to say, and goes on. */
Test(vault, a_command_that_does_not_end_is_ended)
{
    struct buf line = { 0 };
    struct error error = { 0 };
    cr_expect_not(vault_run("echo a1; exec >&- 2>&-; sleep 100", 300, &line, &error));
    cr_expect_not_null(strstr(error_text(&error), "took"), "%s", error_text(&error));
    error_clear(&error);
    buf_free(&line);
}

/* Opening one would wait for somebody to write. */
Test(vault, a_pipe_in_the_place_of_the_file_is_refused_at_once, .timeout = 10)
{
    struct profile profile = { .name = (char *)"x", .token_file = mem_printf("%s/pipe", dir) };
    cr_assert_eq(mkfifo(profile.token_file, 0600), 0);
    expect_refused(&profile, "is not a file");
    free(profile.token_file);
}

Test(vault, what_a_command_complains_stays_off_the_screen)
{
    struct buf token = { 0 }, said = { 0 };
    struct error error = { 0 };
    char *path = mem_printf("%s/said", dir);
    int before = dup(STDERR_FILENO), file = open(path, O_RDWR | O_CREAT, 0600);
    cr_assert(before >= 0 && file >= 0);
    dup2(file, STDERR_FILENO);
    bool done = vault_run("echo complaint >&2; echo abc123", 10000, &token, &error);
    dup2(before, STDERR_FILENO);
    cr_expect(done, "%s", error_text(&error));
    cr_expect_str_eq(buf_text(&token), "abc123");
    cr_expect(file_read(path, 4096, &said, &error), "%s", error_text(&error));
    cr_expect_str_eq(buf_text(&said), "");
    close(file);
    close(before);
    buf_free(&said);
    buf_free(&token);
    free(path);
}
