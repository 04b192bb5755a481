/* Hidden typing and piped secrets; see hidden.h. */
#include "config.h"
#include "cli/hidden.h"
#include "base/mem.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* More than any secret: what comes after is not kept. */
enum { MAX_BYTES = 4096 };

/* What ends the program past the loop. */
static const int deadly[] = { SIGQUIT, SIGABRT, SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,
                              SIGSYS,  SIGTRAP, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU };
enum { DEADLY = sizeof deadly / sizeof *deadly };

static struct termios before;
static struct sigaction actions[DEADLY]; /* as they were */
static volatile sig_atomic_t hidden_tty = -1;

/* Nothing but what a signal handler may call. */
static void show_again(void)
{
    if (hidden_tty >= 0)
        tcsetattr(hidden_tty, TCSAFLUSH, &before);
    hidden_tty = -1;
}

static void die_tidily(int number)
{
    show_again();
    for (int i = 0; i < DEADLY; i++)
        if (deadly[i] == number)
            sigaction(number, &actions[i], NULL);
    raise(number); /* it comes when this has returned */
}

bool hidden_begin(int tty)
{
    static bool is_registered;
    if (hidden_tty < 0) {
        if (tcgetattr(tty, &before) != 0)
            return false;
        struct sigaction tidily = { .sa_handler = die_tidily, .sa_flags = SA_ONSTACK };
        sigfillset(&tidily.sa_mask);
        hidden_tty = tty;
        for (int i = 0; i < DEADLY; i++)
            sigaction(deadly[i], &tidily, &actions[i]);
        if (!is_registered)
            atexit(hidden_end);
        is_registered = true;
    }
    struct termios silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    silent.c_lflag |= ICANON | ISIG;
    silent.c_iflag |= ICRNL;
    return tcsetattr(tty, TCSAFLUSH, &silent) == 0;
}

void hidden_end(void)
{
    if (hidden_tty < 0)
        return;
    show_again();
    for (int i = 0; i < DEADLY; i++)
        sigaction(deadly[i], &actions[i], NULL);
}

enum hidden_read hidden_take(int fd, struct buf *line)
{
    char bytes[512];
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got < 0)
        return errno == EINTR ? HIDDEN_MORE : HIDDEN_FAILED;
    const char *end = memchr(bytes, '\n', (size_t)got);
    size_t len = end ? (size_t)(end - bytes) : (size_t)got;
    if (line->len < MAX_BYTES)
        buf_add_bytes(line, bytes, len);
    mem_wipe(bytes, sizeof bytes);
    return end ? HIDDEN_LINE : got > 0 ? HIDDEN_MORE : HIDDEN_OVER;
}

void hidden_trim(struct buf *line)
{
    static const char *const marks[] = { "\033[200~", "\033[201~" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *mark = strstr(buf_text(line), marks[i]);
        if (mark)
            buf_remove(line, (size_t)(mark - line->data), strlen(marks[i]));
    }
    while (line->len && line->data[line->len - 1] == '\r')
        buf_remove(line, line->len - 1, 1);
}

bool hidden_read_line(int fd, struct buf *line, struct error *error)
{
    sigset_t none, masked;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, &masked);
    enum hidden_read read = HIDDEN_MORE;
    while (read == HIDDEN_MORE)
        read = hidden_take(fd, line);
    int why = read == HIDDEN_FAILED ? errno : 0;
    sigprocmask(SIG_SETMASK, &masked, NULL);
    hidden_trim(line);
    return !why || error_set(error, "standard input cannot be read: %s", strerror(why));
}
