/* Commands that give a token; see vault.h. Knows processes and the terminal they share, nothing of where
 * tokens are kept otherwise. */
#include "config.h"
#include "store/vault.h"
#include "base/clock.h"
#include "base/mem.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { LOOK_MILLIS = 100 }; /* how often is looked whether the command has stopped */

struct command {
    const char *text;
    int tty; /* that it gets; -1 = none */
    pid_t pid;
    int output;
    int64_t until;
    int status;
    const char *trouble; /* why it was ended before its time; NULL = it was not */
};

void vault_keep_first_line(struct buf *text)
{
    const char *start = buf_text(text);
    while (*start == ' ' || *start == '\t')
        start++;
    size_t len = strcspn(start, "\n");
    while (len && isspace((unsigned char)start[len - 1]))
        len--;
    struct buf line = BUF_SECRET;
    buf_add_bytes(&line, start, len);
    buf_wipe(text);
    *text = line;
}

/* Makes a process group the terminal's foreground, from wherever the caller stands. */
static void give_terminal(int tty, pid_t group)
{
    sigset_t only, before;
    sigemptyset(&only);
    sigaddset(&only, SIGTTOU);
    sigprocmask(SIG_BLOCK, &only, &before);
    tcsetpgrp(tty, group);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Between fork and exec: nothing that needs memory or locks. */
static void become_command(const struct command *command, int output)
{
    int input = command->tty >= 0 ? command->tty : open("/dev/null", O_RDWR | O_CLOEXEC);
    if (input < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
        dup2(input, STDERR_FILENO) < 0)
        _exit(127);
    if (command->tty >= 0) {
        setpgid(0, 0);
        give_terminal(command->tty, getpid());
    } else {
        setsid(); /* no terminal to draw on, and one group to end */
    }
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execl("/bin/sh", "sh", "-c", command->text, (char *)NULL);
    _exit(127);
}

static bool start(struct command *command, struct error *error)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set(error, "the token command cannot be started: %s", strerror(errno));
    command->output = ends[0];
    command->pid = fork();
    if (command->pid == 0)
        become_command(command, ends[1]);
    int why = errno;
    close(ends[1]);
    if (command->pid < 0) {
        close(ends[0]);
        return error_set(error, "the token command cannot be started: %s", strerror(why));
    }
    if (command->tty >= 0)
        setpgid(command->pid, command->pid); /* whoever of the two comes first */
    return true;
}

/* Whether the program itself is to end: whoever runs the loop hears of signals only when this is over. Ctrl-C comes
 * here only where the command does not have the terminal. */
static bool is_end_awaited(void)
{
    sigset_t pending;
    return sigpending(&pending) == 0 &&
           (sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGHUP) == 1 ||
            sigismember(&pending, SIGINT) == 1);
}

/* Whether the command is not to be waited for any longer. */
static bool must_end(struct command *command)
{
    siginfo_t what = { 0 };
    if (clock_millis() >= command->until)
        command->trouble = "took too long";
    else if (is_end_awaited())
        command->trouble = "was not waited for";
    else if (command->tty >= 0 &&
             waitid(P_PID, (id_t)command->pid, &what, WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
             what.si_pid)
        command->trouble = "was stopped at the terminal";
    return command->trouble != NULL;
}

/* Reads to the end, keeping no more than the limit; false where the command must end first. */
static bool read_output(struct command *command, struct buf *out)
{
    while (!must_end(command)) {
        struct pollfd wait = { .fd = command->output, .events = POLLIN };
        if (poll(&wait, 1, LOOK_MILLIS) <= 0)
            continue;
        char bytes[512];
        ssize_t got = read(command->output, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got > 0 && out->len < VAULT_MAX_BYTES)
            buf_add_bytes(out, bytes, (size_t)got);
        mem_wipe(bytes, sizeof bytes);
        if (got <= 0)
            return true;
    }
    return false;
}

/* The command may close its output and go on: its end is waited for within the same limit. */
static bool wait_for(struct command *command)
{
    while (!must_end(command)) {
        pid_t got = waitpid(command->pid, &command->status, WNOHANG);
        if (got == command->pid || (got < 0 && errno != EINTR))
            return got == command->pid;
        poll(NULL, 0, 5);
    }
    return false;
}

static void end(struct command *command)
{
    kill(-command->pid, SIGKILL);
    kill(command->pid, SIGKILL); /* where it had no group of its own yet */
    while (waitpid(command->pid, &command->status, 0) < 0 && errno == EINTR)
        ;
}

static bool judge(const struct command *command, int limit_millis, struct error *error)
{
    if (command->trouble && clock_millis() >= command->until)
        return error_set(error, "the token command took longer than %d seconds and was stopped",
                         (limit_millis + 999) / 1000);
    if (command->trouble)
        return error_set(error, "the token command %s and was ended", command->trouble);
    if (WIFSIGNALED(command->status) && WTERMSIG(command->status) == SIGINT)
        return error_set(error, "the token command was interrupted");
    if (WIFSIGNALED(command->status))
        return error_set(error, "the token command was ended by signal %d",
                         WTERMSIG(command->status));
    if (WEXITSTATUS(command->status) != 0)
        return error_set(error, "the token command ended with status %d; try it in a shell",
                         WEXITSTATUS(command->status));
    return true;
}

static bool run(struct command *command, int limit_millis, struct buf *line, struct error *error)
{
    command->until = clock_millis() + limit_millis;
    if (!start(command, error))
        return false;
    line->is_secret = true;
    if (!read_output(command, line) || !wait_for(command))
        end(command);
    close(command->output);
    vault_keep_first_line(line);
    return judge(command, limit_millis, error);
}

bool vault_run(const char *command, int limit_millis, struct buf *line, struct error *error)
{
    struct command alone = { .text = command, .tty = -1 };
    return run(&alone, limit_millis, line, error);
}

bool vault_run_at_terminal(const char *command, int limit_millis, struct buf *line,
                           struct error *error)
{
    struct termios modes;
    struct command asking = { .text = command, .tty = open("/dev/tty", O_RDWR | O_CLOEXEC) };
    bool has_it =
        asking.tty >= 0 && tcgetpgrp(asking.tty) == getpgrp() && tcgetattr(asking.tty, &modes) == 0;
    if (!has_it && asking.tty >= 0) {
        close(asking.tty);
        asking.tty = -1;
    }
    bool done = run(&asking, limit_millis, line, error);
    if (has_it) {
        give_terminal(asking.tty, getpgrp());
        /* it may have been ended while nothing was echoed */
        tcsetattr(asking.tty, TCSADRAIN, &modes);
        close(asking.tty);
        /* whoever runs along with us and wanted the terminal meanwhile was stopped */
        kill(0, SIGCONT);
    }
    return done;
}
