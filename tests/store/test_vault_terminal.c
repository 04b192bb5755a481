/* Token commands at a terminal: they may ask there and nowhere else, and the terminal is given back whole */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/vault.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { LIMIT = 20000, PATIENCE = 20000, SHORT = 400 };

static int master;
static pid_t child;
static struct buf seen; /* all that came to the terminal */

static void clear_away(void)
{
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    buf_free(&seen);
}

TestSuite(vault_terminal, .fini = clear_away);

/* Whether nobody else holds the terminal, and its modes are those it had. */
static bool is_whole(const struct termios *before)
{
    struct termios now;
    return tcgetpgrp(STDIN_FILENO) == getpgrp() && tcgetattr(STDIN_FILENO, &now) == 0 &&
           now.c_lflag == before->c_lflag && now.c_iflag == before->c_iflag;
}

/* The child: runs the command and says on its terminal what came of it. */
static _Noreturn void ask(const char *command, int limit, bool is_behind)
{
    struct buf line = { 0 };
    struct error error = { 0 };
    struct termios before;
    sigset_t blocked;
    tcgetattr(STDIN_FILENO, &before);
    sigemptyset(&blocked); /* as the loop of the screens has it */
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTSTP);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGHUP);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (is_behind && fork() != 0) {
        for (;;)
            pause();
    }
    if (is_behind)
        setpgid(0, 0);
    bool done = vault_run_at_terminal(command, limit, &line, &error);
    bool is_ours = is_behind || is_whole(&before);
    printf("\nend %s [%s] [%s] %s.\n", done ? "done" : "failed", buf_text(&line),
           error_text(&error), is_ours ? "whole" : "broken");
    fflush(stdout);
    _exit(0);
}

static void start(const char *command, int limit, bool is_behind)
{
    child = forkpty(&master, NULL, NULL, NULL);
    cr_assert_geq(child, 0);
    if (child == 0)
        ask(command, limit, is_behind);
}

static bool wait_for(const char *text)
{
    int64_t until = clock_millis() + PATIENCE;
    while (!strstr(buf_text(&seen), text)) {
        char bytes[512];
        struct pollfd fd = { .fd = master, .events = POLLIN };
        int64_t left = until - clock_millis();
        if (left <= 0 || (poll(&fd, 1, (int)left) < 0 && errno != EINTR))
            break;
        ssize_t got = fd.revents ? read(master, bytes, sizeof bytes) : 0;
        if (got < 0)
            break;
        buf_add_bytes(&seen, bytes, (size_t)got);
    }
    bool found = strstr(buf_text(&seen), text) != NULL;
    cr_expect(found, "no \"%s\" in:\n%s", text, buf_text(&seen));
    return found;
}

static void type(const char *keys)
{
    cr_assert_eq(write(master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

static const char asking[] = "printf 'Passphrase:' >/dev/tty; stty -echo </dev/tty; printf ' ok? ' "
                             ">/dev/tty; read x </dev/tty; stty echo </dev/tty; echo token$x";

Test(vault_terminal, a_command_asks_and_is_answered)
{
    start(asking, LIMIT, false);
    cr_assert(wait_for("ok? "));
    type("secret\r");
    cr_assert(wait_for("end done [tokensecret] [] whole."));
    cr_expect_null(strstr(buf_text(&seen), "? secret"), "nothing is echoed");
}

Test(vault_terminal, its_talk_and_its_input_are_the_terminal)
{
    start("echo talk >&2; read x; echo got$x", LIMIT, false);
    cr_assert(wait_for("talk"));
    type("7\r");
    wait_for("end done [got7] [] whole.");
}

Test(vault_terminal, ctrl_c_is_for_the_command_and_the_modes_come_back)
{
    start(asking, LIMIT, false);
    cr_assert(wait_for("ok? "));
    type("\003");
    wait_for("end failed [] [the token command was interrupted] whole.");
}

Test(vault_terminal, a_command_that_is_stopped_is_not_waited_for)
{
    start(asking, LIMIT, false);
    cr_assert(wait_for("ok? "));
    type("\032");
    wait_for("end failed [] [the token command was stopped at the terminal and was ended] whole.");
}

Test(vault_terminal, a_command_that_waits_too_long_is_ended)
{
    start(asking, SHORT, false);
    wait_for("took longer than 1 seconds and was stopped] whole.");
}

Test(vault_terminal, a_program_that_is_to_end_does_not_wait)
{
    start("printf asking >/dev/tty; sleep 600", LIMIT, false);
    cr_assert(wait_for("asking"));
    kill(child, SIGTERM);
    wait_for("end failed [] [the token command was not waited for and was ended] whole.");
}

/* The set of signals that a line of /proc/self/status names; all of them where it is not there. */
static unsigned long long signals_of(const char *name)
{
    unsigned long long signals = ~0ULL;
    const char *line = strstr(buf_text(&seen), name);
    if (line)
        sscanf(line + strlen(name), ":%llx", &signals);
    return signals;
}

/* All signals come through to the command, none is ignored. 32 and 33 are the C library's own: whoever
 * started the test may have left them ignored, and nobody can change that. */
Test(vault_terminal, a_command_has_its_signals)
{
    static const unsigned long long not_ours = 3ULL << (32 - 1);
    start("grep -E '^Sig(Blk|Ign)' /proc/self/status | tr -d '\\t\\n'", LIMIT, false);
    cr_assert(wait_for("] [] whole."));
    cr_expect_eq(signals_of("SigBlk"), 0, "%s", buf_text(&seen));
    cr_expect_eq(signals_of("SigIgn") & ~not_ours, 0, "%s", buf_text(&seen));
}

/* It would stop, or take the keys of whoever is in front. */
Test(vault_terminal, nobody_is_asked_from_behind)
{
    start("tty || echo none; echo x >/dev/tty", LIMIT, true);
    wait_for("end failed [not a tty]");
}

Test(vault_terminal, a_failing_command_gives_its_status)
{
    start("exit 3", LIMIT, false);
    wait_for("end failed [] [the token command ended with status 3; try it in a shell] whole.");
}
