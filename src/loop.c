/* The only wait of the program; see loop.h. Signals arrive as bytes of a descriptor, so nothing ever
 * runs inside a signal handler, and nothing wakes while nothing happens. */
#include "config.h"
#include "loop.h"
#include "base/clock.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const struct {
    int number;
    enum loop_signal which;
} signals[] = {
    { SIGWINCH, LOOP_RESIZE },  { SIGHUP, LOOP_HANGUP },   { SIGTERM, LOOP_TERMINATE },
    { SIGINT, LOOP_INTERRUPT }, { SIGTSTP, LOOP_SUSPEND }, { SIGCONT, LOOP_CONTINUE },
};

enum { SIGNALS = sizeof signals / sizeof *signals };

struct timer {
    unsigned id;
    int64_t at; /* clock_millis() */
    void (*fire)(void *context);
    void *context;
};

struct loop {
    struct client *client;
    struct loop_handlers handlers;
    int tty, signal_fd;
    bool is_stopped;
    struct timer *timers;
    size_t timer_count, timer_cap;
    unsigned last_timer;
};

/* What the program was started with. */
static sigset_t mask_before;
static void (*pipe_before)(int);
static bool is_mask_saved;

struct loop *loop_new(struct client *client, int tty, const struct loop_handlers *handlers)
{
    struct loop *loop = mem_calloc(1, sizeof *loop);
    sigset_t mask;
    sigemptyset(&mask);
    for (size_t i = 0; i < SIGNALS; i++) {
        struct sigaction was;
        /* nohup, or a script's background: whoever started us wants it to pass us by */
        if (sigaction(signals[i].number, NULL, &was) != 0 || was.sa_handler != SIG_IGN)
            sigaddset(&mask, signals[i].number);
    }
    loop->client = client;
    loop->handlers = *handlers;
    loop->tty = tty;
    sigset_t before;
    sigprocmask(SIG_BLOCK, &mask, &before);
    void (*before_pipe)(int) = signal(SIGPIPE, SIG_IGN);
    if (!is_mask_saved) {
        mask_before = before;
        pipe_before = before_pipe;
        is_mask_saved = true;
    }
    loop->signal_fd = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
    return loop;
}

static void restore_signals(void)
{
    if (!is_mask_saved)
        return;
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
    signal(SIGPIPE, pipe_before);
}

void loop_free(struct loop *loop)
{
    if (!loop)
        return;
    if (loop->signal_fd >= 0)
        close(loop->signal_fd);
    restore_signals();
    is_mask_saved = false;
    free(loop->timers);
    free(loop);
}

void loop_stop(struct loop *loop)
{
    loop->is_stopped = true;
}

unsigned loop_after(struct loop *loop, int64_t millis, void (*fire)(void *context), void *context)
{
    MEM_GROW(loop->timers, loop->timer_count, loop->timer_cap);
    loop->timers[loop->timer_count++] =
        (struct timer){ ++loop->last_timer, clock_millis() + millis, fire, context };
    return loop->last_timer;
}

void loop_forget(struct loop *loop, unsigned timer)
{
    for (size_t i = 0; i < loop->timer_count; i++) {
        if (loop->timers[i].id == timer) {
            loop->timers[i] = loop->timers[--loop->timer_count];
            return;
        }
    }
}

static int millis_to_next_timer(const struct loop *loop)
{
    if (!loop->timer_count)
        return -1;
    int64_t first = INT64_MAX;
    for (size_t i = 0; i < loop->timer_count; i++) {
        if (loop->timers[i].at < first)
            first = loop->timers[i].at;
    }
    int64_t left = first - clock_millis();
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* Those that were due when it began: a timer that sets itself anew does not keep others waiting. */
static void fire_timers(struct loop *loop)
{
    int64_t now = clock_millis();
    unsigned last = loop->last_timer;
    for (;;) {
        size_t due = loop->timer_count;
        for (size_t i = 0; i < loop->timer_count; i++) {
            const struct timer *timer = &loop->timers[i];
            if (timer->at <= now && timer->id <= last &&
                (due == loop->timer_count || timer->at < loop->timers[due].at))
                due = i;
        }
        if (due == loop->timer_count)
            return;
        struct timer timer = loop->timers[due];
        loop_forget(loop, timer.id);
        timer.fire(timer.context);
    }
}

static void tell_signal(struct loop *loop, enum loop_signal which)
{
    if (loop->handlers.on_signal)
        loop->handlers.on_signal(loop->handlers.context, which);
}

static void drain_signals(struct loop *loop)
{
    struct signalfd_siginfo info;
    while (read(loop->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
        for (size_t i = 0; i < SIGNALS; i++) {
            if (signals[i].number == (int)info.ssi_signo)
                tell_signal(loop, signals[i].which);
        }
    }
}

static void pass(struct loop *loop)
{
    enum { TTY, SIGNAL };
    struct pollfd fds[] = {
        [TTY] = { .fd = loop->tty, .events = POLLIN },
        [SIGNAL] = { .fd = loop->signal_fd, .events = POLLIN },
    };
    /* curl takes no descriptor below 0 */
    struct pollfd *first = loop->tty < 0 ? &fds[SIGNAL] : fds;
    unsigned count = loop->tty < 0 ? 1 : 2;
    client_wait(loop->client, first, count, millis_to_next_timer(loop));
    if (fds[SIGNAL].revents)
        drain_signals(loop);
    client_run(loop->client);
    fire_timers(loop);
    if (loop->tty >= 0 && (fds[TTY].revents & ~POLLIN)) {
        loop->tty = -1; /* it would be ready for ever */
        tell_signal(loop, LOOP_HANGUP);
    } else if (loop->tty >= 0 && fds[TTY].revents && loop->handlers.on_input) {
        loop->handlers.on_input(loop->handlers.context);
    }
    if (loop->handlers.draw && !loop->is_stopped)
        loop->handlers.draw(loop->handlers.context);
}

void loop_run(struct loop *loop, bool (*until)(void *context), void *context)
{
    loop->is_stopped = false;
    if (loop->handlers.draw)
        loop->handlers.draw(loop->handlers.context);
    while (!loop->is_stopped && !(until && until(context)))
        pass(loop);
}
