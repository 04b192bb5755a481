/* The command line: what it takes, what it refuses, and that every row of its tables has its words. */
#include "config.h"
#include "cli/completion.h"
#include "cli/help.h"
#include "cli/options.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 12 };

static bool parse(const char *const *words, struct cli_args *args, struct error *error)
{
    static char texts[MOST + 1][80]; /* what `args` points into */
    char *argv[MOST + 2] = { texts[0] };
    int argc = 1;
    for (; words[argc - 1]; argc++)
        argv[argc] = strcpy(texts[argc], words[argc - 1]);
    return cli_parse(argc, argv, args, error);
}

Test(options, takes_what_the_tables_say)
{
    static const struct {
        const char *words[MOST];
        enum cli_command command;
        enum cli_option option;
        const char *value;
        const char *word;
    } cases[] = {
        { { NULL }, CLI_SCREENS, CLI_JSON, NULL, NULL },
        { { "--sandbox" }, CLI_SCREENS, CLI_SANDBOX, "", NULL },
        { { "--theme", "mono" }, CLI_SCREENS, CLI_THEME, "mono", NULL },
        { { "check", "-" }, CLI_CHECK, CLI_JSON, NULL, "-" },
        { { "check", "--json", "a.json" }, CLI_CHECK, CLI_JSON, "", "a.json" },
        { { "--json", "check", "a.json" }, CLI_CHECK, CLI_JSON, "", "a.json" },
        { { "check", "--", "--odd.json" }, CLI_CHECK, CLI_JSON, NULL, "--odd.json" },
        { { "send", "a", "--dry-run" }, CLI_SEND, CLI_DRY_RUN, "", "a" },
        { { "--profile", "x", "list" }, CLI_LIST, CLI_PROFILE, "x", NULL },
        { { "list", "--profile=x=y" }, CLI_LIST, CLI_PROFILE, "x=y", NULL },
        { { "list", "--customer", "fresh" }, CLI_LIST, CLI_CUSTOMER, "fresh", NULL },
        { { "--customer", "fresh", "list" }, CLI_LIST, CLI_CUSTOMER, "fresh", NULL },
        { { "list", "--number", "-5" }, CLI_LIST, CLI_NUMBER, "-5", NULL },
        { { "list", "--from", "2031-01-01", "--to", "2031-02-01" },
          CLI_LIST,
          CLI_TO,
          "2031-02-01",
          NULL },
        { { "lookup", "shiptos", "--customer", "X" },
          CLI_LOOKUP,
          CLI_CUSTOMER_CODE,
          "X",
          "shiptos" },
        { { "list", "--bogus-is-after-help-not-judged", "-h" }, CLI_LIST, CLI_HELP, NULL, NULL },
        { { "token", "list" }, CLI_TOKEN, CLI_JSON, NULL, "list" },
        { { "token", "--json", "list", "--sandbox" }, CLI_TOKEN, CLI_SANDBOX, "", "list" },
        { { "token", "add", "mia", "--type", "vendor" }, CLI_TOKEN, CLI_TYPE, "vendor", "add" },
        { { "token", "test" }, CLI_TOKEN, CLI_JSON, NULL, "test" },
        { { "token", "remove", "mia", "--yes" }, CLI_TOKEN, CLI_YES, "", "remove" },
        { { "login" }, CLI_LOGIN, CLI_USER, NULL, NULL },
        { { "login", "mia", "--user", "m" }, CLI_LOGIN, CLI_USER, "m", "mia" },
        { { "check", "--help" }, CLI_CHECK, CLI_HELP, "", NULL },
        { { "-h" }, CLI_SCREENS, CLI_HELP, "", NULL },
        { { "--version", "send" }, CLI_SEND, CLI_VERSION, "", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cli_args args;
        struct error error = { 0 };
        bool done = parse(cases[i].words, &args, &error);
        if (cases[i].option == CLI_HELP && !cases[i].value) {
            cr_expect_not(done, "an unknown option is told even beside --help");
            error_clear(&error);
            continue;
        }
        cr_assert(done, "case %zu: %s", i, error_text(&error));
        cr_expect_eq(args.command, cases[i].command, "case %zu", i);
        if (cases[i].value)
            cr_expect_str_eq(args.values[cases[i].option], cases[i].value, "case %zu", i);
        else
            cr_expect_null(args.values[cases[i].option], "case %zu", i);
        if (cases[i].word)
            cr_expect_str_eq(args.words[0], cases[i].word, "case %zu", i);
    }
}

Test(options, refuses_the_rest_in_words)
{
    static const struct {
        const char *words[MOST];
        const char *sentence;
    } cases[] = {
        { { "lsit" }, "there is no command \"lsit\"; did you mean \"list\"?" },
        { { "frobnicate" }, "there is no command \"frobnicate\"" },
        { { "--snadbox" }, "there is no option --snadbox; did you mean --sandbox?" },
        { { "list", "--xyzzyx" }, "there is no option --xyzzyx" },
        { { "-x" }, "there is no option -x" },
        { { "--x" }, "there is no option --x" },
        { { "-json" }, "there is no option -json; long options have two dashes" },
        { { "list", "--dry-run" }, "list takes no --dry-run" },
        { { "check", "a", "--from", "2031-01-01" }, "check takes no --from" },
        { { "--from", "2031-01-01" }, "--from needs a command, such as list" },
        { { "--json" }, "--json needs a command, such as list" },
        { { "list", "--from" }, "--from needs a value: DATE" },
        { { "list", "--from", "--to", "x" }, "--from needs a value: DATE" },
        { { "list", "--from=" }, "--from needs a value: DATE" },
        { { "list", "--json=yes" }, "--json takes no value" },
        { { "list", "--json", "--csv" }, "--json and --csv exclude each other" },
        { { "list", "x" }, "list takes options only" },
        { { "check" }, "check needs FILE|-" },
        { { "check", "a", "b" },
          "check takes only FILE|-; put quotes around a text of several words" },
        { { "lookup" }, "lookup needs KIND [TEXT]" },
        { { "token" }, "token needs list|add|use|test|remove [NAME]" },
        { { "token", "lits" }, "there is no token \"lits\"; did you mean \"list\"?" },
        { { "token", "frobnicate" }, "token needs list|add|use|test|remove [NAME]" },
        { { "token", "add" }, "token add needs NAME" },
        { { "token", "list", "mia" }, "token list takes options only" },
        { { "token", "add", "mia", "abc" },
          "token add takes only NAME; a token is never taken from an argument, where others can "
          "read it" },
        { { "token", "add", "mia", "--token", "abc" },
          "there is no option --token: a token is never taken from an argument, where others can "
          "read it" },
        { { "login", "--password=abc" },
          "there is no option --password: a password is never taken from an argument, where others "
          "can read it" },
        { { "login", "-password=abc" },
          "there is no option -password; long options have two dashes" },
        { { "login", "mia", "abc" },
          "login takes only [NAME]; a password is never taken from an argument, where others can "
          "read it" },
        { { "token", "use", "mia", "--yes" }, "token use takes no --yes" },
        { { "token", "test", "--server", "x" }, "token test takes no --server" },
        { { "token", "add", "mia", "--csv" }, "token add takes no --csv" },
        { { "login", "--token-file", "x" }, "login takes no --token-file" },
        { { "lookup", "products", "rose", "white" },
          "lookup takes only KIND [TEXT]; put quotes around a text of several words" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cli_args args;
        struct error error = { 0 };
        cr_expect_not(parse(cases[i].words, &args, &error), "case %zu", i);
        cr_expect_str_eq(error_text(&error), cases[i].sentence);
        error_clear(&error);
    }
}

Test(options, every_row_has_its_words)
{
    for (int i = 0; i < CLI_OPTIONS; i++) {
        const struct cli_option_row *row = &cli_options[i];
        cr_assert_not_null(row->name, "option %d", i);
        cr_expect(row->help && strlen(row->help) > 8, "%s has no help", row->name);
        cr_expect_eq(row->complete == CLI_COMPLETE_CHOICE, row->choices != NULL, "%s", row->name);
        for (int k = 0; k < i; k++) {
            if (strcmp(cli_options[k].name, row->name) != 0)
                continue;
            cr_expect_eq(cli_options[k].commands & row->commands, 0, "%s twice", row->name);
            cr_expect_eq(!cli_options[k].value, !row->value, "%s with and without value",
                         row->name);
        }
    }
    for (int i = 0; i < CLI_OPTIONS; i++)
        for (int k = 0; k < CLI_MAX_FIRSTS && cli_options[i].firsts[k]; k++) {
            struct cli_args args = { .command = CLI_TOKEN,
                                     .words = { cli_options[i].firsts[k] },
                                     .word_count = 1 };
            cr_expect(cli_first(&args), "--%s is for %s, which there is not", cli_options[i].name,
                      args.words[0]);
        }
    for (int c = 0; c < CLI_COMMANDS; c++) {
        const struct cli_first_row *first = cli_commands[c].firsts;
        cr_expect_eq(cli_commands[c].complete == CLI_COMPLETE_FIRST, first != NULL);
        for (; first && first->word; first++)
            cr_expect(first->arguments && first->help && strlen(first->help) > 8);
        cr_expect_eq(!cli_commands[c].word, c == CLI_SCREENS);
        cr_expect(cli_commands[c].about && cli_commands[c].summary);
        cr_expect_not_null(cli_commands[c].examples[0].line, "command %d has no example", c);
    }
}

Test(options, help_has_every_option_of_the_command_and_no_long_line)
{
    for (int c = 0; c < CLI_COMMANDS; c++) {
        struct buf out = { 0 };
        help_write(&out, (enum cli_command)c);
        for (int i = 0; i < CLI_OPTIONS; i++) {
            char name[64];
            snprintf(name, sizeof name, "--%s", cli_options[i].name);
            if (cli_takes((enum cli_command)c, (enum cli_option)i))
                cr_expect_not_null(strstr(buf_text(&out), name), "command %d lacks %s", c, name);
        }
        cr_expect_lt(strstr(buf_text(&out), "Examples") - buf_text(&out), 120,
                     "examples come first");
        for (const char *line = buf_text(&out); *line; line = strchr(line, '\n') + 1)
            cr_expect_lt(strchr(line, '\n') - line, 80, "%.*s", (int)strcspn(line, "\n"), line);
        buf_free(&out);
    }
}

Test(options, completions_know_commands_options_and_kinds)
{
    static const char *const shells[] = { "bash", "zsh", "fish" };
    for (size_t i = 0; i < 3; i++) {
        struct buf out = { 0 };
        cr_assert(completion_write(&out, shells[i]));
        for (int c = CLI_SCREENS + 1; c < CLI_COMMANDS; c++)
            cr_expect_not_null(strstr(buf_text(&out), cli_commands[c].word));
        for (int o = 0; o < CLI_OPTIONS; o++)
            cr_expect_not_null(strstr(buf_text(&out), cli_options[o].name), "%s lacks %s",
                               shells[i], cli_options[o].name);
        cr_expect_not_null(strstr(buf_text(&out), "shiptos"));
        cr_expect_not_null(strstr(buf_text(&out), "list add use test remove"), "%s", shells[i]);
        buf_free(&out);
    }
    cr_expect_not(completion_write(&(struct buf){ 0 }, "tcsh"));
}
