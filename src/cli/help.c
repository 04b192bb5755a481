/* --help from the tables of options.h; see help.h. */
#include "config.h"
#include "cli/help.h"
#include "base/utf8.h"

#include <string.h>

enum { HELP_COLS = 78, MOST_HANG = 28 };

/* Adds `text` behind what stands on the line, broken between words, hanging at `indent`. */
static void wrap(struct buf *out, int at, int indent, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, " ");
        char word[128];
        if (len >= sizeof word)
            len = sizeof word - 1;
        memcpy(word, text, len);
        word[len] = '\0';
        int cols = utf8_width_cols(word);
        if (at > indent && at + 1 + cols > HELP_COLS) {
            buf_addf(out, "\n%*s", indent, "");
            at = indent;
        } else if (at > indent) {
            buf_add_char(out, ' ');
            at++;
        }
        buf_add(out, word);
        at += cols;
        text += len;
        text += strspn(text, " ");
    }
    buf_add_char(out, '\n');
}

/* "  left      sentence", the sentence on a line of its own where left is long. */
static void add_row(struct buf *out, const char *left, int indent, const char *help)
{
    buf_addf(out, "  %s", left);
    int at = 2 + utf8_width_cols(left);
    if (at + 2 > indent)
        buf_addf(out, "\n%*s", indent, "");
    else
        buf_addf(out, "%*s", indent - at, "");
    wrap(out, indent, indent, help);
}

static void add_option_name(struct buf *out, const struct cli_option_row *row)
{
    if (row->letter)
        buf_addf(out, "-%c, ", row->letter);
    buf_addf(out, "--%s", row->name);
    if (row->value)
        buf_addf(out, " %s", row->value);
}

static void add_options(struct buf *out, const char *title, enum cli_command command,
                        bool is_global)
{
    bool has_title = false;
    for (int i = 0; i < CLI_OPTIONS; i++) {
        const struct cli_option_row *row = &cli_options[i];
        if (is_global != !row->commands || !cli_takes(command, (enum cli_option)i))
            continue;
        if (!has_title)
            buf_addf(out, "\n%s\n", title);
        has_title = true;
        struct buf name = { 0 };
        add_option_name(&name, row);
        struct buf help = { 0 };
        cli_add_help(&help, command, (enum cli_option)i);
        add_row(out, buf_text(&name), 22, buf_text(&help));
        buf_free(&help);
        buf_free(&name);
    }
}

static void add_examples(struct buf *out, const struct cli_command_row *row)
{
    buf_add(out, "Examples\n");
    for (int i = 0; i < CLI_MAX_EXAMPLES && row->examples[i].line; i++)
        buf_addf(out, "  %s\n      %s\n", row->examples[i].line, row->examples[i].meaning);
}

static void add_firsts(struct buf *out, const struct cli_command_row *row)
{
    for (const struct cli_first_row *first = row->firsts; first && first->word; first++) {
        struct buf left = { 0 };
        if (first == row->firsts)
            buf_addf(out, "\nWhat perennial %s does\n", row->word);
        buf_addf(&left, "%s %s", first->word, first->arguments);
        add_row(out, buf_text(&left), 22, first->help);
        buf_free(&left);
    }
}

static void add_commands(struct buf *out)
{
    buf_add(out, "\nCommands\n");
    add_row(out, "(none)", MOST_HANG, cli_commands[CLI_SCREENS].summary);
    for (int i = CLI_SCREENS + 1; i < CLI_COMMANDS; i++) {
        struct buf left = { 0 };
        buf_addf(&left, "%s %s", cli_commands[i].word, cli_commands[i].arguments);
        add_row(out, buf_text(&left), MOST_HANG, cli_commands[i].summary);
        buf_free(&left);
    }
}

void help_write(struct buf *out, enum cli_command command)
{
    const struct cli_command_row *row = &cli_commands[command];
    if (row->word) {
        buf_addf(out, "perennial %s%s%s [OPTIONS]\n\n", row->word, *row->arguments ? " " : "",
                 row->arguments);
    } else {
        buf_add(out, "perennial [OPTIONS] [COMMAND [ARGUMENTS]]\n\n");
        wrap(out, 0, 0, "Standing orders for Komet Sales at a terminal.");
        buf_add_char(out, '\n');
    }
    add_examples(out, row);
    buf_add_char(out, '\n');
    wrap(out, 0, 0, row->about);
    add_firsts(out, row);
    if (!row->word)
        add_commands(out);
    add_options(out, "Options", command, false);
    add_options(out, row->word ? "Options of every command" : "Options", command, true);
    buf_add(out, "\nExit codes\n");
    for (const struct cli_exit_row *exit_row = cli_exits; exit_row->help; exit_row++) {
        struct buf code = { 0 };
        buf_addf(&code, "%3d", exit_row->code);
        add_row(out, buf_text(&code), 7, exit_row->help);
        buf_free(&code);
    }
    if (row->word)
        return;
    buf_add(out, "\n");
    wrap(out, 0, 0,
         "More: perennial COMMAND --help, and the manual pages perennial(1) and perennial(5).");
}

void help_write_version(struct buf *out)
{
    buf_add(out, PACKAGE_NAME " " PACKAGE_VERSION "\n");
}
