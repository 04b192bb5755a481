/* The tables of the manual pages, in the troff of man(7); see manual.h. */
#include "config.h"
#include "cli/manual.h"
#include "base/roff.h"
#include "cli/options.h"
#include "config/options.h"

#include <stdlib.h>
#include <string.h>

static void add_option(struct buf *out, enum cli_command command, int option)
{
    const struct cli_option_row *row = &cli_options[option];
    struct buf help = { 0 };
    buf_add(out, ".TP\n");
    if (row->letter)
        buf_addf(out, "\\fB\\-%c\\fR, ", row->letter);
    buf_add(out, "\\fB\\-\\-");
    roff_add_text(out, row->name);
    buf_add(out, "\\fR");
    if (row->value)
        buf_addf(out, " \\fI%s\\fR", row->value);
    buf_add_char(out, '\n');
    cli_add_help(&help, command, (enum cli_option)option);
    roff_add_line(out, buf_text(&help));
    buf_free(&help);
}

static void add_global_options(struct buf *out)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (!cli_options[i].commands)
            add_option(out, CLI_SCREENS, i);
}

static bool is_format(int option)
{
    return option >= CLI_JSON && option <= CLI_PLAIN;
}

static void add_formats(struct buf *out)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (is_format(i))
            add_option(out, CLI_SCREENS, i);
}

static void add_firsts(struct buf *out, const struct cli_command_row *row)
{
    for (const struct cli_first_row *first = row->firsts; first && first->word; first++) {
        buf_addf(out, ".TP\n\\fB%s %s\\fR", row->word, first->word);
        if (*first->arguments)
            buf_addf(out, " \\fI%s\\fR", first->arguments);
        buf_add_char(out, '\n');
        roff_add_line(out, first->help);
    }
}

static void add_commands(struct buf *out)
{
    for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++) {
        const struct cli_command_row *row = &cli_commands[c];
        buf_add(out, ".SS \"");
        buf_addf(out, "%s%s", row->word, *row->arguments ? " " : "");
        roff_add_text(out, row->arguments);
        buf_add(out, "\"\n");
        roff_add_line(out, row->about);
        add_firsts(out, row);
        for (int i = 0; i < CLI_OPTIONS; i++)
            if (cli_options[i].commands && !is_format(i) &&
                cli_takes((enum cli_command)c, (enum cli_option)i))
                add_option(out, (enum cli_command)c, i);
    }
}

static void add_examples(struct buf *out)
{
    for (int c = 0; c < CLI_COMMANDS; c++) {
        for (int i = 0; i < CLI_MAX_EXAMPLES && cli_commands[c].examples[i].line; i++) {
            buf_add(out, ".TP\n");
            roff_add_bold(out, cli_commands[c].examples[i].line);
            buf_add_char(out, '\n');
            roff_add_line(out, cli_commands[c].examples[i].meaning);
        }
    }
}

static void add_exits(struct buf *out)
{
    for (const struct cli_exit_row *row = cli_exits; row->help; row++) {
        buf_addf(out, ".TP\n\\fB%d\\fR\n", row->code);
        roff_add_line(out, row->help);
    }
}

static void add_variables(struct buf *out)
{
    for (const struct cli_variable_row *row = cli_variables; row->name; row++) {
        buf_addf(out, ".TP\n\\fB%s\\fR\n", row->name);
        roff_add_line(out, row->help);
    }
}

static void add_limits(struct buf *out, const struct option *row)
{
    if (row->type == OPTION_NUMBER)
        buf_addf(out, "From %d to %d %s. ", row->min, row->max, row->unit);
    if (*row->fallback)
        buf_addf(out, "Default: %s.", row->fallback);
    else
        buf_add(out, "Not set by default.");
    buf_add_char(out, '\n');
}

static void add_config(struct buf *out, const struct option *table)
{
    for (const struct option *row = table; row->name; row++) {
        buf_add(out, ".TP\n");
        roff_add_bold(out, row->name);
        buf_add_char(out, '\n');
        roff_add_line(out, row->help);
        if (row->type != OPTION_LIST && row->type != OPTION_GROUP)
            add_limits(out, row);
    }
}

static void add_config_top(struct buf *out)
{
    add_config(out, options_top);
}

static void add_config_profile(struct buf *out)
{
    add_config(out, options_profile);
}

static const struct roff_table tables[] = {
    { "options", add_global_options },
    { "formats", add_formats },
    { "commands", add_commands },
    { "examples", add_examples },
    { "exits", add_exits },
    { "variables", add_variables },
    { "config-top", add_config_top },
    { "config-profile", add_config_profile },
    { 0 },
};

bool manual_write(struct buf *out, const char *page)
{
    return roff_add_page(out, page, tables);
}
