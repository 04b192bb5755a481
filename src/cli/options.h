/* The command line as tables: commands, options, exit codes, environment. Parsing, --help, the
 * manual and the completions of the shells read the same rows. Knows nothing of what commands do. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum cli_command {
    CLI_SCREENS,
    CLI_CHECK,
    CLI_SEND,
    CLI_LIST,
    CLI_SHOW,
    CLI_CHANGE,
    CLI_CANCEL,
    CLI_LOOKUP,
    CLI_TOKEN,
    CLI_LOGIN,
    CLI_JOURNAL,
    CLI_COMMANDS
};

enum cli_option {
    CLI_PROFILE,
    CLI_SANDBOX,
    CLI_CONFIG,
    CLI_THEME,
    CLI_LOG,
    CLI_LOG_LEVEL,
    CLI_NO_COLOR,
    CLI_NO_INPUT,
    CLI_HELP,
    CLI_VERSION,
    CLI_JSON,
    CLI_CSV,
    CLI_TSV,
    CLI_PLAIN,
    CLI_DRY_RUN,
    CLI_YES,
    CLI_FROM,
    CLI_TO,
    CLI_CUSTOMER,
    CLI_CUSTOMER_ID,
    CLI_NUMBER,
    CLI_LOCATION,
    CLI_STATUS,
    CLI_CUSTOMER_CODE,
    CLI_SENT_FROM,
    CLI_SENT_TO,
    CLI_FAILED,
    CLI_TOKEN_FILE,
    CLI_TOKEN_COMMAND,
    CLI_REPLACE,
    CLI_SERVER,
    CLI_TYPE,
    CLI_DESCRIPTION,
    CLI_METHODS,
    CLI_CA_FILE,
    CLI_USER,
    CLI_OPTIONS
};

/* What a shell can offer in a value's or argument's place. */
enum cli_complete {
    CLI_COMPLETE_NOTHING,
    CLI_COMPLETE_FILE,
    CLI_COMPLETE_CHOICE, /* `choices` */
    CLI_COMPLETE_KIND,   /* words of the look-up lists */
    CLI_COMPLETE_FIRST,  /* `firsts` of the command */
};

enum { CLI_MAX_FIRSTS = 6 };

struct cli_option_row {
    const char *name;  /* without the dashes */
    char letter;       /* 0 = none */
    const char *value; /* "NAME", NULL where it takes none */
    enum cli_complete complete;
    const char *const *choices; /* NULL ends them */
    unsigned commands;          /* bits 1 << enum cli_command; 0 = everywhere */
    /* Of commands that have `firsts` only behind these; all NULL = behind each. */
    const char *firsts[CLI_MAX_FIRSTS];
    const char *help; /* one sentence */
};

enum { CLI_MAX_EXAMPLES = 6, CLI_MAX_WORDS = 200 };

/* What a command does is said by its first argument. */
struct cli_first_row {
    const char *word;
    const char *arguments; /* behind it: "NAME", "" */
    size_t least, most;    /* so many */
    const char *help;      /* a few sentences */
};

struct cli_command_row {
    const char *word;                   /* NULL for the screens */
    const char *arguments;              /* "FILE|-", "KIND [TEXT]", "" */
    size_t least, most;                 /* words behind the command's own */
    enum cli_complete complete;         /* of its first argument */
    const struct cli_first_row *firsts; /* a row without a word ends them; NULL = no such words */
    const char *no_more; /* why there are no more arguments than these; NULL = nothing to say */
    const char *summary; /* a few words */
    const char *about;   /* a few sentences */
    struct {
        const char *line, *meaning;
    } examples[CLI_MAX_EXAMPLES];
};

/* Exit codes: promised, see CLI.md. */
enum cli_exit {
    CLI_EXIT_DONE = 0,
    CLI_EXIT_REFUSED = 1,
    CLI_EXIT_WRONG = 2,
    CLI_EXIT_UNREACHED = 3,
    CLI_EXIT_UNKNOWN = 4,
    CLI_EXIT_NO_BUDGET = 5,
    CLI_EXIT_INTERRUPTED = 130
};

struct cli_exit_row {
    enum cli_exit code;
    const char *help;
};

struct cli_variable_row {
    const char *name, *help;
};

extern const struct cli_option_row cli_options[CLI_OPTIONS];
extern const struct cli_command_row cli_commands[CLI_COMMANDS];
extern const struct cli_exit_row cli_exits[];         /* a row without help ends it */
extern const struct cli_variable_row cli_variables[]; /* a row without a name ends it */

struct cli_args {
    enum cli_command command;
    const char *values[CLI_OPTIONS]; /* NULL = not given; "" for those that take no value */
    const char *words[CLI_MAX_WORDS];
    size_t word_count;
};

/* Reads the command line; texts in `args` are argv's. False and a sentence where it is not as the
 * tables say. With --help or --version nothing else is judged but the command's name. */
bool cli_parse(int argc, char *const *argv, struct cli_args *args, struct error *error);

/* Whether this option may be given with this command. */
bool cli_takes(enum cli_command command, enum cli_option option);
/* The option's sentence, and behind which words of this command alone it is taken. */
void cli_add_help(struct buf *out, enum cli_command command, enum cli_option option);
/* The row of the command's first argument, which cli_parse() took; NULL where it has no such words. */
const struct cli_first_row *cli_first(const struct cli_args *args);

#endif
