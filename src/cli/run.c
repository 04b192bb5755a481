/* Runs a command; see run.h. The only file of the command line that knows terminals and the loop. */
#include "config.h"
#include "cli/run.h"
#include "cli/cli.h"
#include "base/clock.h"
#include "cli/hidden.h"
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
    [CLI_CHECK] = check_run,     [CLI_SEND] = send_run,     [CLI_LIST] = list_run,
    [CLI_SHOW] = show_run,       [CLI_CHANGE] = change_run, [CLI_CANCEL] = cancel_run,
    [CLI_LOOKUP] = lookup_run,   [CLI_TOKEN] = token_run,   [CLI_LOGIN] = login_run,
    [CLI_JOURNAL] = journal_run,
};

struct waiting {
    struct loop *loop;
    const bool *is_done;
    bool is_interrupted;
    const char *question;      /* NULL = nothing is asked */
    bool is_hidden;            /* what is typed is not shown */
    struct buf typed;          /* at the terminal, while asking */
    enum hidden_read has_read; /* of it */
    bool has_typed;            /* a whole line, or the end of all typing */
};

bool run_needs_profiles(const struct cli_args *args)
{
    return args->command == CLI_TOKEN || args->command == CLI_LOGIN;
}

bool run_needs_profile(const struct cli_args *args)
{
    return args->command != CLI_CHECK && args->command != CLI_JOURNAL && !run_needs_profiles(args);
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
    const struct cli_first_row *first = cli_first(args);
    const char *word = first ? first->word : cli_commands[args->command].word;
    static const char *const asking[] = { "cancel", "add", "remove", "login" };
    bool asks = false;
    for (size_t i = 0; word && i < sizeof asking / sizeof *asking; i++)
        asks = asks || strcmp(asking[i], word) == 0;
    return asks && !args->values[CLI_YES] && !args->values[CLI_NO_INPUT] &&
           !args->values[CLI_DRY_RUN] && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* Where it cannot be hidden nothing is asked. */
static void show_question(struct waiting *waiting)
{
    buf_wipe(&waiting->typed);
    if (waiting->is_hidden && !hidden_begin(STDIN_FILENO)) {
        waiting->has_typed = true;
        return;
    }
    fputs(waiting->question, stderr);
    fflush(stderr);
}

static void take_signal(void *context, enum loop_signal which)
{
    struct waiting *waiting = context;
    if (which == LOOP_INTERRUPT || which == LOOP_TERMINATE || which == LOOP_HANGUP)
        waiting->is_interrupted = true;
    if (which == LOOP_SUSPEND) {
        hidden_end();
        raise(SIGSTOP); /* the loop took the terminal's own stop away */
    }
    if (which == LOOP_CONTINUE && waiting->question && waiting->is_hidden) {
        fputc('\n', stderr);
        show_question(waiting); /* others had the terminal, and what was typed is gone */
    }
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
    struct buf unasked = BUF_SECRET;
    enum hidden_read read =
        hidden_take(STDIN_FILENO, waiting->question ? &waiting->typed : &unasked);
    buf_wipe(&unasked);
    if (!waiting->question)
        return;
    waiting->has_read = read;
    waiting->has_typed = read != HIDDEN_MORE;
}

static bool ask(struct waiting *waiting, const char *question, bool is_hidden, struct buf *answer)
{
    tcflush(STDIN_FILENO, TCIFLUSH); /* nor is what was typed before the question was there */
    waiting->question = question;
    waiting->is_hidden = is_hidden;
    waiting->has_typed = false;
    waiting->has_read = HIDDEN_MORE;
    show_question(waiting);
    wait_in_loop(waiting, &waiting->has_typed);
    waiting->question = NULL;
    hidden_end();
    bool is_line = waiting->has_read == HIDDEN_LINE;
    if (is_line)
        buf_add(answer, buf_text(&waiting->typed));
    if (!is_line || is_hidden)
        fputc('\n', stderr);
    buf_wipe(&waiting->typed);
    return is_line && !waiting->is_interrupted;
}

static bool ask_in_loop(void *self, const char *question, struct buf *answer)
{
    return ask(self, question, false, answer);
}

static bool ask_hidden_in_loop(void *self, const char *question, struct buf *secret)
{
    bool done = ask(self, question, true, secret);
    hidden_trim(secret);
    return done;
}

static bool read_input(void *self, struct buf *secret, struct error *error)
{
    (void)self;
    return hidden_read_line(STDIN_FILENO, secret, error);
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

/* What stops nobody, but has to be known. */
static void say_troubles(struct cli *cli)
{
    struct buf journal = { 0 };
    struct budget_state budget = { 0 };
    bool has_asked = cli->api.ops && cli->api.ops->requests(cli->api.self);
    if (has_asked)
        cli->api.ops->budget(cli->api.self, &budget);
    if (budget.trouble)
        cli_say(cli, "%s", budget.trouble);
    if (gate_journal_trouble(&journal))
        cli_say(cli, "%s", buf_text(&journal));
    buf_free(&journal);
}

int run_command(const struct run_start *start)
{
    struct waiting waiting = { .typed = BUF_SECRET };
    bool asks = may_ask(start->args);
    struct cli cli = { .args = start->args,
                       .out = stdout,
                       .err = stderr,
                       .columns = terminal_columns(),
                       .is_chatty = isatty(STDERR_FILENO) && has_attributes(),
                       .api = start->api,
                       .opener = start->opener,
                       .profiles = start->profiles,
                       .config = start->config,
                       .profile = start->profile,
                       .today = date_of_time(clock_now()),
                       .wait = wait_in_loop,
                       .ask = asks ? ask_in_loop : NULL,
                       .ask_hidden = asks ? ask_hidden_in_loop : NULL,
                       .read_input = isatty(STDIN_FILENO) ? NULL : read_input,
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
    say_troubles(&cli);
    if (waiting.loop)
        loop_free(waiting.loop);
    return code;
}
