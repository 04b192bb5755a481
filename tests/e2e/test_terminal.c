/* A good guest: what the program does to the terminal it is given, whatever happens to it. The real
 * program in a pseudo-terminal. */
#include "config.h"
#include "support/desk.h"

#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { QUICK = 2000 }; /* milliseconds within which it must be gone */

#define LIST "sorted by number"

static struct desk *desk;
static struct pty *pty;

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
}

static void clear_away(void)
{
    pty_close(pty);
    desk_free(desk);
}

TestSuite(terminal, .init = lay_out, .fini = clear_away);

static void open_list(void)
{
    pty = desk_open(desk, 24, 80, NULL);
    cr_assert(pty_wait_text(pty, LIST));
}

static bool was_sent(const char *bytes)
{
    const struct buf *output = pty_output(pty);
    return output->len && memmem(output->data, output->len, bytes, strlen(bytes));
}

/* The last place where these bytes were sent, -1 = never. */
static long last_place(const char *bytes)
{
    const struct buf *output = pty_output(pty);
    long place = -1;
    size_t len = strlen(bytes);
    for (size_t at = 0; at + len <= output->len; at++)
        if (memcmp(output->data + at, bytes, len) == 0)
            place = (long)at;
    return place;
}

static void expect_given_back(void)
{
    cr_expect_lt(last_place("\033[?2004h"), last_place("\033[?2004l"), "pastes are not marked");
    cr_expect_lt(last_place("\033[?1049h"), last_place("\033[?1049l"),
                 "the shell's screen is back");
    cr_expect_leq(last_place("\033[?25l"), last_place("\033[?25h"), "the cursor is seen");
}

Test(terminal, is_given_back_at_the_end)
{
    open_list();
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_given_back();
}

Test(terminal, is_given_back_on_signals)
{
    static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        open_list();
        kill(pty_pid(pty), signals[i]);
        cr_expect_eq(pty_wait_exit(pty, QUICK), 128 + signals[i]);
        expect_given_back();
        pty_close(pty);
        pty = NULL;
    }
}

/* The one report there is, the caller's text; its path into `path`. */
static char *read_report(char path[], size_t room)
{
    glob_t found;
    char *pattern = desk_path(desk, "state/perennial/crash-*.txt");
    cr_assert_eq(glob(pattern, 0, NULL, &found), 0, "there is a report");
    cr_expect_eq(found.gl_pathc, 1);
    snprintf(path, room, "%s", found.gl_pathv[0]);
    globfree(&found);
    free(pattern);
    struct stat what;
    struct buf text = { 0 };
    struct error error = { 0 };
    cr_assert_eq(stat(path, &what), 0);
    cr_expect_eq(what.st_mode & 07777, 0600);
    cr_assert(file_read(path, 1 << 20, &text, &error), "%s", error_text(&error));
    return buf_take(&text);
}

static void expect_report(pid_t pid, int signal_number)
{
    char path[PATH_MAX], today[32], head[128], name[64];
    time_t now = time(NULL);
    char *text = read_report(path, sizeof path);
    strftime(today, sizeof today, "%Y-%m-%d", gmtime(&now));
    snprintf(name, sizeof name, "crash-%s-%d.txt", today, (int)pid);
    cr_expect_not_null(strstr(path, name), "%s", path);
    snprintf(head, sizeof head, PACKAGE_STRING " ended by SIG%s at %s ",
             signal_number == SIGABRT ? "ABRT" : "SEGV", today);
    cr_expect_eq(strncmp(text, head, strlen(head)), 0, "%s", text);
    cr_expect_not_null(strstr(text, "[0x"), "%s", text);
    cr_expect_null(strstr(text, desk_token(desk)));
    cr_expect_lt(last_place("\033[?1049l"), last_place("this is a fault of the program"),
                 "the terminal first");
    cr_expect(was_sent(path), "where it is, is said");
    unlink(path);
    free(text);
}

/* Whether the program would write a report now. */
static bool watches_crashes(pid_t pid)
{
    char name[64], line[256];
    unsigned long long caught = 0;
    snprintf(name, sizeof name, "/proc/%d/status", (int)pid);
    FILE *status = fopen(name, "r");
    while (status && fgets(line, sizeof line, status))
        sscanf(line, "SigCgt: %llx", &caught);
    if (status)
        fclose(status);
    return caught >> (SIGABRT - 1) & 1;
}

Test(terminal, a_command_that_crashes_leaves_a_report)
{
    pty = desk_open(desk, 24, 80, ARGS("check", "-"));
    pid_t pid = pty_pid(pty);
    for (int i = 0; i < PTY_PATIENCE / 10 && !watches_crashes(pid); i++)
        pty_wait_within(pty, "never on the screen", 10);
    kill(pid, SIGABRT);
    cr_expect_eq(pty_wait_exit(pty, QUICK), 128 + SIGABRT);
    expect_report(pid, SIGABRT);
}

Test(terminal, is_given_back_on_a_crash)
{
#ifdef __SANITIZE_ADDRESS__
    static const int crashes[] = { SIGABRT }; /* the sanitizer has handlers of its own for others */
#else
    static const int crashes[] = { SIGABRT, SIGSEGV };
#endif
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        open_list();
        pid_t pid = pty_pid(pty);
        kill(pid, crashes[i]);
        cr_expect_eq(pty_wait_exit(pty, QUICK), 128 + crashes[i]);
        expect_given_back();
        expect_report(pid, crashes[i]);
        pty_close(pty);
        pty = NULL;
    }
}

Test(terminal, that_goes_away_ends_the_program)
{
    open_list();
    pty_hang_up(pty);
    int status = pty_wait_exit(pty, QUICK);
    cr_expect(status == 128 + SIGHUP || status == 0, "status %d", status);
}

/* A character of UTF-8 cut in two, a paste with keys in it, and an Esc alone. */
Test(terminal, keys_arrive_whole)
{
    open_list();
    pty_keys(pty, "/");
    cr_assert(pty_wait_text(pty, "Words in any order"));
    pty_keys(pty, "bl\xC3");
    pty_keys(pty, "\xBC"
                  "ten");
    cr_expect(pty_wait_text(pty, "bl\xC3\xBCten"));
    pty_keys(pty, "<C-u>");
    pty_keys(pty, "\033[200~a<lt>q\rF3\033[201~");
    cr_expect(pty_wait_text(pty, "a<q F3"), "a paste is text");
    pty_keys(pty, "<Esc><Esc>");
    cr_expect(pty_wait_text(pty, LIST));
}

Test(terminal, size_may_change_at_any_moment)
{
    open_list();
    pty_resize(pty, 12, 40);
    cr_expect(pty_wait_text(pty, "Needs 60x20") || pty_wait_text(pty, "needs 60 x 20"));
    pty_resize(pty, 1, 1);
    pty_resize(pty, 40, 132);
    cr_expect(pty_wait_text(pty, LIST));
    for (int i = 0; i < 50; i++)
        pty_resize(pty, 20 + i % 9, 60 + i);
    pty_resize(pty, 24, 80);
    cr_expect(pty_wait_text(pty, LIST));
    pty_keys(pty, "<F6>");
    cr_assert(pty_wait_text(pty, "New order"));
    pty_keys(pty, "FRESH");
    pty_resize(pty, 20, 60);
    pty_resize(pty, 30, 100);
    cr_expect(pty_wait_text(pty, "FRESH"), "what is typed stays");
}

/* The count of times the program gave the processor away, of all its threads. */
static long count_wakeups(void)
{
    char path[64], line[128];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pty_pid(pty));
    FILE *status = fopen(path, "r");
    while (status && fgets(line, sizeof line, status))
        sscanf(line, "voluntary_ctxt_switches: %ld", &count);
    if (status)
        fclose(status);
    return count;
}

Test(terminal, nothing_wakes_while_nothing_happens)
{
    open_list();
    pty_settle(pty, 300);
    long before = count_wakeups();
    cr_assert_geq(before, 0);
    cr_expect_not(pty_wait_within(pty, "never on the screen", 1000));
    cr_expect_eq(count_wakeups(), before);
}

Test(terminal, no_color_is_obeyed)
{
    desk_set(desk, "NO_COLOR=1");
    open_list();
    pty_keys(pty, "<F1>");
    cr_assert(pty_wait_text(pty, "Keys of this screen"));
    cr_expect_not(was_sent("\033[38;"), "no 256 colours");
    cr_expect_not(was_sent("\033[3"
                           "1m"),
                  "no colours");
    cr_expect_not(was_sent("\033[37m"), "not even white");
    cr_expect_not(was_sent("\033[40m"), "nor black: the terminal may be light");
    cr_expect(was_sent("\033[7m") || was_sent("\033[0;7m") || was_sent(";7m"), "but attributes");
}

Test(terminal, without_a_cursor_is_refused_in_words)
{
    desk_set(desk, "TERM=dumb");
    pty = desk_open(desk, 24, 80, NULL);
    cr_expect(pty_wait_text(pty, "cannot place the cursor"));
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 2);
}

Test(terminal, of_an_unknown_kind_is_tried)
{
    static const char *const kinds[] = { "TERM=no-such-terminal", "TERM=vt100", "TERM=linux",
                                         "TERM=screen-256color" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        desk_set(desk, kinds[i]);
        open_list();
        pty_keys(pty, "<F1>");
        cr_expect(pty_wait_text(pty, "Keys of this screen"), "%s", kinds[i]);
        pty_close(pty);
        pty = NULL;
    }
}

Test(terminal, wrong_theme_and_keys_are_said_and_the_rest_works)
{
    pty = desk_open(desk, 24, 80, ARGS("--theme", "defualt"));
    cr_expect(pty_wait_text(pty, "there is no theme \"defualt\""));
    cr_expect(pty_wait_text(pty, LIST));
}

/* Types a whole order up to the review, as a person would. */
static void type_order(void)
{
    static const struct {
        const char *keys, *then;
    } steps[] = {
        { "<F6>", "New order" },
        { "Fresh<F4>", "1 of 400" },
        { "<Enter>", "New order" },
        { "<Tab>ARM<F4>", "Armellini" },
        { "<Enter>", "New order" },
        { "2031-01-06<Tab><Tab>mw<Tab><Tab>MIA<Tab><Tab><Tab><Tab><Tab><Tab><F4>", "60 of 60" },
        { "<Enter>", "New order" },
        { "<F4>", "5,000 of 5,000" },
        { "<Enter>", "New order" },
        { "EB<Tab>6<Tab>10<Tab>10<Tab><Tab>1.05<Tab>0.80<F10>", "No warnings" },
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        pty_keys(pty, steps[i].keys);
        cr_assert(pty_wait_text(pty, steps[i].then), "after %s", steps[i].keys);
    }
}

Test(terminal, answer_to_a_write_is_awaited_when_the_user_leaves)
{
    open_list();
    type_order();
    desk_fault(desk, "slow 2000 standing.order.create");
    pty_keys(pty, "<F10><F3><C-c><C-c>");
    cr_expect(pty_wait_text(pty, "Waiting for the answer to what was sent."));
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_given_back();
}

Test(terminal, answer_to_a_write_may_be_left_on_purpose)
{
    open_list();
    type_order();
    desk_fault(desk, "slow 60000 standing.order.create");
    pty_keys(pty, "<F10><C-c><C-c>");
    cr_expect(pty_wait_text(pty, "Waiting for the answer to what was sent."));
    pty_keys(pty, "<C-c>");
    cr_expect(pty_wait_text(pty, "was not waited for"));
    cr_expect_eq(pty_wait_exit(pty, QUICK), 4);
}

Test(terminal, closed_standard_files_are_nobodys_place)
{
    static const char *const closed[] = { "<&-", "2>&-", "<&- 2>&-" };
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        char *command = mem_printf("%s/perennial --sandbox lookup locations %s; echo ended $?",
                                   TEST_BUILD_DIR, closed[i]);
        if (pty)
            pty_close(pty);
        pty = desk_open_program(desk, 24, 80, ARGS("/bin/sh", "-c", command));
        cr_expect(pty_wait_text(pty, "ended 0"), "with %s", closed[i]);
        free(command);
    }
}

Test(terminal, a_signal_does_not_hide_that_an_answer_was_awaited)
{
    open_list();
    type_order();
    desk_fault(desk, "slow 60000 standing.order.create");
    pty_keys(pty, "<F10>");
    cr_expect(pty_wait_text(pty, "it cannot be taken back"));
    kill(pty_pid(pty), SIGTERM);
    cr_expect(pty_wait_text(pty, "was not waited for"));
    cr_expect_eq(pty_wait_exit(pty, QUICK), 128 + SIGTERM);
}

/* The configuration of the desk with these lines behind it; gives the number of the first. */
static int add_to_config(const char *lines)
{
    char *path = desk_path(desk, "config/perennial/perennial.conf");
    struct buf config = { 0 };
    struct error error = { 0 };
    cr_assert(file_read(path, 1 << 16, &config, &error));
    int line = 1;
    for (size_t i = 0; i < config.len; i++)
        line += config.data[i] == '\n';
    buf_add(&config, lines);
    desk_write(desk, "config/perennial/perennial.conf", buf_text(&config));
    buf_free(&config);
    free(path);
    return line;
}

Test(keys, of_the_configuration_take_effect, .init = lay_out, .fini = clear_away)
{
    add_to_config("keys: { orders: { \"Alt-w\" = \"order-new\"; \"F6\" = \"none\"; };\n"
                  "        order: { \"F7\" = \"line-new\"; }; };\n");
    open_list();
    cr_expect(pty_has_text(pty, "Alt-w=New order"), "the key bar shows the own key");
    pty_keys(pty, "<F1>");
    cr_assert(pty_wait_text(pty, "Alt-w"));
    pty_keys(pty, "<F3>");
    cr_assert(pty_wait_text(pty, LIST));
    pty_keys(pty, "<A-w>");
    cr_expect(pty_wait_text(pty, "F7=New line"));
}

Test(keys, that_are_wrong_are_named_and_the_rest_holds, .init = lay_out, .fini = clear_away)
{
    int line = add_to_config("keys: { orders: { \"Alt-w\" = \"order-nw\";\n"
                             "                  \"Alt-v\" = \"order-new\"; };\n"
                             "        oders: { \"F9\" = \"help\"; }; };\n");
    open_list();
    char *first = mem_printf("perennial.conf:%d: there is no action \"order-nw\"", line);
    char *third = mem_printf("perennial.conf:%d: there is no screen \"oders\"", line + 2);
    cr_expect(pty_wait_text(pty, "order-nw"));
    cr_expect(pty_has_text(pty, "\"order-new\""), "the nearest name");
    cr_expect(pty_has_text(pty, "(and 1 more)"));
    pty_keys(pty, "<A-v>");
    cr_expect(pty_wait_text(pty, "Customer"), "what is right holds");
    pty_keys(pty, "<F3>");
    cr_assert(pty_wait_text(pty, LIST));
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    cr_expect(was_sent(first), "said again when the screen is gone");
    cr_expect(was_sent(third), "all of them");
    free(first);
    free(third);
}

Test(terminal, without_a_utf8_locale_ascii_alone_is_sent)
{
    desk_set(desk, "LC_ALL=C");
    open_list();
    pty_keys(pty, "<F6>NAND");
    cr_assert(pty_wait_text(pty, "New order"));
    pty_settle(pty, 200);
    const struct buf *output = pty_output(pty);
    cr_assert_gt(output->len, 1000);
    for (size_t i = 0; i < output->len; i++)
        cr_assert((unsigned char)output->data[i] < 0x80, "byte %02x at %zu",
                  (unsigned char)output->data[i], i);
    cr_expect(was_sent("-----"), "rules are drawn");
}
