/* Runs a command; see run.h. The only file of the command line that knows terminals and the loop. */
#include "config.h"
#include "cli/run.h"
#include "cli/cli.h"
#include "base/clock.h"
#include "loop.h"
#include "work/gate_journal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static int (*const commands[CLI_COMMANDS])(struct cli *) = {
    [CLI_CHECK] = check_run,   [CLI_SEND] = send_run,       [CLI_LIST] = list_run,
    [CLI_SHOW] = show_run,     [CLI_CHANGE] = change_run,   [CLI_CANCEL] = cancel_run,
    [CLI_LOOKUP] = lookup_run, [CLI_JOURNAL] = journal_run,
};

struct waiting {
    struct loop *loop;
    const bool *is_done;
    bool is_interrupted;
    struct buf typed;          /* at the terminal, while asking */
    bool is_asking, has_typed; /* a whole line, or the end of all typing */
};

bool run_needs_profile(const struct cli_args *args)
{
    return args->command != CLI_CHECK && args->command != CLI_JOURNAL;
}

bool run_needs_token(const struct cli_args *args)
{
    bool asks_nothing = args->command == CLI_SEND && args->values[CLI_DRY_RUN];
    return run_needs_profile(args) && !asks_nothing;
}

bool run_knows_profile(const struct cli_args *args)
{
    return args->command != CLI_JOURNAL;
}

/* Only what may have to ask listens to the terminal; the others leave it to whoever comes next. */
static bool may_ask(const struct cli_args *args)
{
    return args->command == CLI_CANCEL && !args->values[CLI_YES] && !args->values[CLI_NO_INPUT] &&
           !args->values[CLI_DRY_RUN] && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static void take_signal(void *context, enum loop_signal which)
{
    struct waiting *waiting = context;
    if (which == LOOP_INTERRUPT || which == LOOP_TERMINATE || which == LOOP_HANGUP)
        waiting->is_interrupted = true;
    if (which == LOOP_SUSPEND)
        raise(SIGSTOP); /* the loop took the terminal's own stop away */
}

static bool is_over(void *context)
{
    const struct waiting *waiting = context;
    return *waiting->is_done || waiting->is_interrupted;
}

static bool wait_in_loop(void *self, const bool *is_done)
{
    struct waiting *waiting = self;
    waiting->is_done = is_done;
    waiting->is_interrupted = false;
    loop_run(waiting->loop, is_over, waiting);
    return *is_done;
}

/* What is typed while nothing is asked is no answer. */
static void take_typing(void *context)
{
    struct waiting *waiting = context;
    char bytes[256];
    ssize_t len = read(STDIN_FILENO, bytes, sizeof bytes);
    if (!waiting->is_asking)
        return;
    if (len > 0)
        buf_add_bytes(&waiting->typed, bytes, (size_t)len);
    if (len <= 0 || memchr(bytes, '\n', (size_t)len))
        waiting->has_typed = true;
}

static bool ask_in_loop(void *self, const char *question, struct buf *answer)
{
    struct waiting *waiting = self;
    tcflush(STDIN_FILENO, TCIFLUSH); /* nor is what was typed before the question was there */
    fputs(question, stderr);
    fflush(stderr);
    buf_clear(&waiting->typed);
    waiting->has_typed = false;
    waiting->is_asking = true;
    wait_in_loop(waiting, &waiting->has_typed);
    waiting->is_asking = false;
    const char *end = strchr(buf_text(&waiting->typed), '\n');
    if (end)
        buf_add_bytes(answer, buf_text(&waiting->typed), (size_t)(end - buf_text(&waiting->typed)));
    else
        fputc('\n', stderr);
    buf_free(&waiting->typed);
    return end && !waiting->is_interrupted;
}

/* The width of the terminal that standard output is; 0 where it is none. */
static int terminal_columns(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    return 80;
}

static bool has_attributes(void)
{
    const char *term = getenv("TERM");
    return term && *term && strcmp(term, "dumb") != 0;
}

int run_command(const struct run_start *start)
{
    struct waiting waiting = { 0 };
    struct cli cli = { .args = start->args,
                       .out = stdout,
                       .err = stderr,
                       .columns = terminal_columns(),
                       .is_chatty = isatty(STDERR_FILENO) && has_attributes(),
                       .api = start->api,
                       .opener = start->opener,
                       .profiles = start->profiles,
                       .profile = start->profile,
                       .today = date_of_time(clock_now()),
                       .wait = wait_in_loop,
                       .ask = may_ask(start->args) ? ask_in_loop : NULL,
                       .wait_self = &waiting };
    struct loop_handlers handlers = { .on_input = take_typing,
                                      .on_signal = take_signal,
                                      .context = &waiting };
    cli.has_color = cli.columns && !start->no_color && has_attributes();
    if (start->profile)
        cli.context = (struct validate_context){ .token_type = start->profile->token_type,
                                                 .multi_location = start->profile->multi_location };
    if (start->client)
        waiting.loop = loop_new(start->client, cli.ask ? STDIN_FILENO : -1, &handlers);
    int code = commands[start->args->command](&cli);
    struct buf trouble = { 0 };
    if (gate_journal_trouble(&trouble))
        cli_say(&cli, "%s", buf_text(&trouble));
    buf_free(&trouble);
    if (waiting.loop)
        loop_free(waiting.loop);
    return code;
}
