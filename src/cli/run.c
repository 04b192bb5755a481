/* Runs a command; see run.h. The only file of the command line that knows terminals and the loop. */
#include "config.h"
#include "cli/run.h"
#include "cli/cli.h"
#include "base/clock.h"
#include "loop.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int (*const commands[CLI_COMMANDS])(struct cli *) = {
    [CLI_CHECK] = check_run, [CLI_SEND] = send_run,     [CLI_LIST] = list_run,
    [CLI_SHOW] = show_run,   [CLI_LOOKUP] = lookup_run,
};

struct waiting {
    struct loop *loop;
    const bool *is_done;
    bool is_interrupted;
};

bool run_needs_profile(const struct cli_args *args)
{
    return args->command != CLI_CHECK;
}

bool run_needs_token(const struct cli_args *args)
{
    return run_needs_profile(args) && !args->values[CLI_DRY_RUN];
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
                       .profile = start->profile,
                       .today = date_of_time(clock_now()),
                       .wait = wait_in_loop,
                       .wait_self = &waiting };
    struct loop_handlers handlers = { .on_signal = take_signal, .context = &waiting };
    cli.has_color = cli.columns && !start->no_color && has_attributes();
    if (start->profile)
        cli.context = (struct validate_context){ .token_type = start->profile->token_type,
                                                 .multi_location = start->profile->multi_location };
    if (start->client)
        waiting.loop = loop_new(start->client, -1, &handlers);
    int code = commands[start->args->command](&cli);
    if (waiting.loop)
        loop_free(waiting.loop);
    return code;
}
