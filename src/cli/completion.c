/* Completion scripts for bash, zsh and fish, made from the tables; see completion.h. Each script holds the
 * words and options of every command, so nothing is run while somebody types. */
#include "config.h"
#include "cli/completion.h"
#include "cli/options.h"
#include "model/lookup.h"

#include <string.h>

static void add_kinds(struct buf *out)
{
    for (int kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++)
        buf_addf(out, "%s%s", kind > LOOKUP_NONE + 1 ? " " : "", lookup_types[kind].word);
}

/* What the first argument of a command may be: kinds, or the words that say what it does. */
static void add_first_words(struct buf *out, const struct cli_command_row *row)
{
    if (row->complete == CLI_COMPLETE_KIND)
        add_kinds(out);
    for (const struct cli_first_row *first = row->firsts; first && first->word; first++)
        buf_addf(out, "%s%s", first == row->firsts ? "" : " ", first->word);
}

static void add_words(struct buf *out, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        buf_addf(out, "%s%s", i ? " " : "", words[i]);
}

static void add_command_words(struct buf *out)
{
    for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++)
        buf_addf(out, "%s%s", c > CLI_SCREENS + 1 ? " " : "", cli_commands[c].word);
}

/* Between single quotes. */
static void add_quoted(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            buf_add(out, "'\\''");
        else
            buf_add_char(out, *text);
    }
}

/* What bash is offered behind an option with a value; rows of one name do not differ in it. */
static void add_bash_values(struct buf *out)
{
    for (int i = 0; i < CLI_OPTIONS; i++) {
        const struct cli_option_row *row = &cli_options[i];
        if (!row->value ||
            (i && strcmp(row->name, cli_options[CLI_CUSTOMER].name) == 0 && i != CLI_CUSTOMER))
            continue;
        buf_addf(out, "    --%s)\n        ", row->name);
        if (row->complete == CLI_COMPLETE_FILE) {
            buf_add(out, "COMPREPLY=($(compgen -f -- \"$word\"))");
        } else if (row->complete == CLI_COMPLETE_CHOICE) {
            buf_add(out, "COMPREPLY=($(compgen -W \"");
            add_words(out, row->choices);
            buf_add(out, "\" -- \"$word\"))");
        } else {
            buf_add(out, "COMPREPLY=()");
        }
        buf_add(out, "\n        return ;;\n");
    }
}

static void add_bash_options(struct buf *out)
{
    for (int n = 1; n <= CLI_COMMANDS; n++) {
        int c = n % CLI_COMMANDS; /* the screens are the "*", so they come last */
        buf_addf(out, "    %s) options=\"", cli_commands[c].word ? cli_commands[c].word : "*");
        for (int i = 0; i < CLI_OPTIONS; i++)
            if (cli_takes((enum cli_command)c, (enum cli_option)i))
                buf_addf(out, "--%s ", cli_options[i].name);
        buf_add(out, "\" ;;\n");
    }
}

static void add_bash_arguments(struct buf *out)
{
    for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++) {
        if (cli_commands[c].complete == CLI_COMPLETE_FILE) {
            buf_addf(out, "    %s) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n",
                     cli_commands[c].word);
        } else if (cli_commands[c].complete != CLI_COMPLETE_NOTHING) {
            buf_addf(out, "    %s) %sCOMPREPLY=($(compgen -W \"", cli_commands[c].word,
                     cli_commands[c].firsts ? "[[ $before == \"$command\" ]] && " : "");
            add_first_words(out, &cli_commands[c]);
            buf_add(out, "\" -- \"$word\")) ;;\n");
        }
    }
}

static void write_bash(struct buf *out)
{
    buf_add(out, "# Completion of perennial for bash.\n"
                 "_perennial()\n{\n"
                 "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                 "    local command= options= i\n"
                 "    case $before in\n");
    add_bash_values(out);
    buf_add(out, "    esac\n"
                 "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                 "        case ${COMP_WORDS[i]} in\n        ");
    for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++)
        buf_addf(out, "%s%s", c > CLI_SCREENS + 1 ? "|" : "", cli_commands[c].word);
    buf_add(out, ") command=${COMP_WORDS[i]}; break ;;\n"
                 "        esac\n"
                 "    done\n"
                 "    case $command in\n");
    add_bash_options(out);
    buf_add(out, "    esac\n"
                 "    if [[ $word == -* ]]; then\n"
                 "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
                 "        return\n"
                 "    fi\n"
                 "    case $command in\n"
                 "    '') COMPREPLY=($(compgen -W \"");
    add_command_words(out);
    buf_add(out, "\" -- \"$word\")) ;;\n");
    add_bash_arguments(out);
    buf_add(out, "    esac\n}\ncomplete -o filenames -F _perennial perennial\n");
}

/* 'name[sentence]:value:action', with what zsh takes for its own marked. */
static void add_zsh_option(struct buf *out, const struct cli_option_row *row)
{
    buf_addf(out, "        '--%s[", row->name);
    for (const char *c = row->help; *c; c++) {
        if (*c == '[' || *c == ']' || *c == ':')
            buf_add_char(out, '\\');
        char one[2] = { *c, '\0' };
        add_quoted(out, one);
    }
    buf_add(out, "]");
    if (row->value) {
        buf_addf(out, ":%s:", row->value);
        if (row->complete == CLI_COMPLETE_FILE)
            buf_add(out, "_files");
        if (row->complete == CLI_COMPLETE_CHOICE) {
            buf_add(out, "(");
            add_words(out, row->choices);
            buf_add(out, ")");
        }
    }
    buf_add(out, "' \\\n");
}

static void write_zsh(struct buf *out)
{
    buf_add(out, "#compdef perennial\n# Completion of perennial for zsh.\n"
                 "_perennial() {\n"
                 "    local command i\n"
                 "    for ((i = 2; i < CURRENT; i++)); do\n"
                 "        case $words[i] in\n        ");
    for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++)
        buf_addf(out, "%s%s", c > CLI_SCREENS + 1 ? "|" : "", cli_commands[c].word);
    buf_add(out, ") command=$words[i]; break ;;\n        esac\n    done\n"
                 "    case $command in\n");
    for (int n = 1; n <= CLI_COMMANDS; n++) {
        int c = n % CLI_COMMANDS; /* the screens are the "*", so they come last */
        buf_addf(out, "    %s)\n        _arguments -S \\\n",
                 cli_commands[c].word ? cli_commands[c].word : "*");
        for (int i = 0; i < CLI_OPTIONS; i++)
            if (cli_takes((enum cli_command)c, (enum cli_option)i))
                add_zsh_option(out, &cli_options[i]);
        buf_add(out, "        '1:command:(");
        add_command_words(out);
        buf_add(out, ")'");
        if (cli_commands[c].complete == CLI_COMPLETE_FILE)
            buf_add(out, " '2:file:_files'");
        if (cli_commands[c].complete == CLI_COMPLETE_KIND ||
            cli_commands[c].complete == CLI_COMPLETE_FIRST) {
            buf_add(out, cli_commands[c].firsts ? " '2:what to do:(" : " '2:kind:(");
            add_first_words(out, &cli_commands[c]);
            buf_add(out, ")'");
        }
        buf_add(out, " ;;\n");
    }
    buf_add(out, "    esac\n}\n_perennial \"$@\"\n");
}

static void add_fish_condition(struct buf *out, unsigned commands)
{
    if (!commands)
        return;
    buf_add(out, " -n '__fish_seen_subcommand_from");
    for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++)
        if (commands & (1u << c))
            buf_addf(out, " %s", cli_commands[c].word);
    buf_add(out, "'");
}

/* Behind the command, and before any of the words that say what it does. */
static void add_fish_once(struct buf *out, const struct cli_command_row *row)
{
    buf_addf(out, " -n '__fish_seen_subcommand_from %s; and not __fish_seen_subcommand_from ",
             row->word);
    add_first_words(out, row);
    buf_add(out, "'");
}

static void add_fish_option(struct buf *out, const struct cli_option_row *row)
{
    buf_add(out, "complete -c perennial");
    add_fish_condition(out, row->commands);
    if (row->letter)
        buf_addf(out, " -s %c", row->letter);
    buf_addf(out, " -l %s", row->name);
    if (row->value)
        buf_add(out, row->complete == CLI_COMPLETE_FILE ? " -r -F" : " -x");
    if (row->complete == CLI_COMPLETE_CHOICE) {
        buf_add(out, " -a '");
        add_words(out, row->choices);
        buf_add(out, "'");
    }
    buf_add(out, " -d '");
    for (const char *c = row->help; *c; c++) {
        if (*c == '\'' || *c == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, *c);
    }
    buf_add(out, "'\n");
}

static void write_fish(struct buf *out)
{
    buf_add(out, "# Completion of perennial for fish.\ncomplete -c perennial -f\n");
    for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++) {
        const struct cli_command_row *row = &cli_commands[c];
        buf_addf(out, "complete -c perennial -n __fish_use_subcommand -a %s -d '", row->word);
        add_quoted(out, row->summary);
        buf_add(out, "'\n");
        if (row->complete == CLI_COMPLETE_NOTHING)
            continue;
        buf_add(out, "complete -c perennial");
        if (row->firsts)
            add_fish_once(out, row);
        else
            add_fish_condition(out, 1u << c);
        if (row->complete == CLI_COMPLETE_FILE) {
            buf_add(out, " -F\n");
            continue;
        }
        buf_add(out, " -a '");
        add_first_words(out, row);
        buf_add(out, "'\n");
    }
    for (int i = 0; i < CLI_OPTIONS; i++)
        add_fish_option(out, &cli_options[i]);
}

bool completion_write(struct buf *out, const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        write_bash(out);
    else if (strcmp(shell, "zsh") == 0)
        write_zsh(out);
    else if (strcmp(shell, "fish") == 0)
        write_fish(out);
    else
        return false;
    return true;
}
