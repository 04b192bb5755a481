/* The program's beginning and end: arguments, locale, configuration, profile, token, and then a
 * command or the screens. Knows every layer and does none of their work. */
#include "config.h"
#include "app.h"
#include "base/log.h"
#include "base/mem.h"
#include "cli/help.h"
#include "cli/options.h"
#include "store/vault.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

/* Without a UTF-8 locale of the user's, characters are still UTF-8. */
static void set_locale(void)
{
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static void complain(const struct error *error)
{
    fprintf(stderr, "perennial: %s\n", error_text(error));
}

/* The value of an option, else of its variable, else NULL. */
static const char *choose_text(const char *option, const char *variable)
{
    const char *text = option ? option : getenv(variable);
    return text && *text ? text : NULL;
}

static int print_help(const struct cli_args *args)
{
    struct buf out = { 0 };
    if (args->values[CLI_HELP])
        help_write(&out, args->command);
    else
        help_write_version(&out);
    bool done = fputs(buf_text(&out), stdout) != EOF && fflush(stdout) == 0;
    buf_free(&out);
    return done ? CLI_EXIT_DONE : CLI_EXIT_WRONG;
}

int main(int argc, char **argv)
{
    struct cli_args args;
    struct error error = { 0 };
    set_locale();
    if (!cli_parse(argc, argv, &args, &error)) {
        complain(&error);
        fputs("Try: perennial --help\n", stderr);
        error_clear(&error);
        return CLI_EXIT_WRONG;
    }
    if (args.values[CLI_HELP] || args.values[CLI_VERSION])
        return print_help(&args);
    (void)choose_text;
    struct app_start start = { 0 };
    return app_run_screens(&start);
}
