/* What all commands share: talk and exit codes; see cli.h. */
#include "config.h"
#include "cli/cli.h"
#include "base/buf.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

bool cli_has(const struct cli *cli, enum cli_option option)
{
    return cli->args->values[option] != NULL;
}

enum table_form cli_form(const struct cli *cli)
{
    if (cli_has(cli, CLI_CSV))
        return TABLE_CSV;
    if (cli_has(cli, CLI_TSV))
        return TABLE_TSV;
    return cli_has(cli, CLI_PLAIN) || !cli->columns ? TABLE_PLAIN : TABLE_SCREEN;
}

void cli_say(struct cli *cli, const char *format, ...)
{
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    struct buf shown = { 0 };
    table_add_shown(&shown, buf_text(&text));
    fprintf(cli->err, "perennial: %s\n", buf_text(&shown));
    buf_free(&shown);
    buf_free(&text);
}

int cli_fail(struct cli *cli, struct error *error)
{
    cli_say(cli, "%s", error_text(error));
    error_clear(error);
    return CLI_EXIT_WRONG;
}

int cli_outcome_exit(enum api_outcome outcome)
{
    switch (outcome) {
    case API_DONE:
        return CLI_EXIT_DONE;
    case API_PARTIAL:
    case API_REFUSED:
        return CLI_EXIT_REFUSED;
    case API_UNREACHED:
    case API_FAILED: /* a read that came to nothing changed nothing */
        return CLI_EXIT_UNREACHED;
    case API_UNKNOWN:
        return CLI_EXIT_UNKNOWN;
    case API_NO_BUDGET:
        return CLI_EXIT_NO_BUDGET;
    }
    return CLI_EXIT_UNKNOWN;
}

int cli_answer_exit(struct cli *cli, const struct api_answer *answer)
{
    if (answer->outcome != API_DONE)
        cli_say(cli, "%s", answer->message);
    return cli_outcome_exit(answer->outcome);
}

void cli_say_again(struct cli *cli, const struct api_again *again)
{
    struct buf words = { 0 };
    api_write_again(again, &words);
    if (cli->is_chatty)
        cli_say(cli, "%s", buf_text(&words));
    buf_free(&words);
}

bool cli_may(struct cli *cli, const struct profile *profile, enum method method)
{
    bool is_meant = methods_are_meant(profile, method);
    if (method_rows[method].is_write && profile->read_only)
        cli_say(cli,
                "the profile %s is read-only, so nothing is sent; read_only in the configuration "
                "says so",
                profile->name);
    else if (!is_meant)
        cli_say(cli,
                "the token of %s is not meant for %s, so nothing is sent; methods of the profile "
                "says what it is meant for",
                profile->name, method_rows[method].name);
    else
        return true;
    return false;
}

bool cli_is_deaf(struct cli *cli)
{
    if (!ferror(cli->out))
        return false;
    if (!cli->why_deaf)
        cli->why_deaf = errno ? errno : EIO;
    return true;
}

void cli_flush(struct cli *cli)
{
    errno = 0;
    if (fflush(cli->out) != 0)
        cli_is_deaf(cli);
}

bool cli_finish(struct cli *cli)
{
    cli_flush(cli);
    if (!cli_is_deaf(cli) || cli->why_deaf == EPIPE)
        return true;
    cli_say(cli, "the result cannot be written: %s", strerror(cli->why_deaf));
    return false;
}
