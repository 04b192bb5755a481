/* What every command works with: its arguments, where it writes, and the service. Commands know
 * nothing of terminals, configuration files or connections; run.c and tests put that together. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "api/api.h"
#include "cli/options.h"
#include "cli/table.h"
#include "model/profile.h"
#include "model/validate.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct config;
struct profiles;

struct cli {
    const struct cli_args *args;
    FILE *out, *err;               /* results, talk */
    int columns;                   /* of the terminal that `out` is; 0 = it is none */
    bool is_chatty;                /* `err` is a terminal: progress may be shown there */
    bool has_color;                /* attributes may be used on `out` */
    struct api api;                /* `ops` NULL for commands that need no service */
    struct api_opener opener;      /* services of other profiles; `open` NULL as above */
    const struct profile *profile; /* NULL where none was named */
    struct profiles *profiles;     /* NULL for commands that do not ask for them … */
    const struct config *config;   /* … and what they were read from */
    struct validate_context context;
    int32_t today;
    /* Lets the loop run until *is_done; false when the user interrupts first. */
    bool (*wait)(void *self, const bool *is_done);
    /* Asks the person at the terminal and takes a line of theirs, without its end; false when the user
     * interrupts or says nothing. NULL where nobody can be asked. */
    bool (*ask)(void *self, const char *question, struct buf *answer);
    /* The same for a secret, which is not shown. */
    bool (*ask_hidden)(void *self, const char *question, struct buf *secret);
    /* The first line of standard input where that is no terminal; NULL where it is one. False and a sentence where it cannot be read. */
    bool (*read_input)(void *self, struct buf *secret, struct error *error);
    void *wait_self; /* of all of these */
    int why_deaf;    /* errno of the first result that could not be written; 0 = none */
};

/* One command each; they give the exit code. */
int check_run(struct cli *cli);
int send_run(struct cli *cli);
int list_run(struct cli *cli);
int show_run(struct cli *cli);
int change_run(struct cli *cli);
int cancel_run(struct cli *cli);
int lookup_run(struct cli *cli);
int token_run(struct cli *cli);
int login_run(struct cli *cli);
int journal_run(struct cli *cli);

/* A line of talk, "perennial: " before it, control characters taken out. */
void cli_say(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for the sentence of an error, which is cleared; gives CLI_EXIT_WRONG. */
int cli_fail(struct cli *cli, struct error *error);
int cli_outcome_exit(enum api_outcome outcome);
/* The exit code of an answer, after saying its message where it was not a success. */
int cli_answer_exit(struct cli *cli, const struct api_answer *answer);
/* A read is tried again in a while: said where somebody looks on. For on_again of a call. */
void cli_say_again(struct cli *cli, const struct api_again *again);
/* False, and said, where the profile is for reading only and the method writes, or its token is not meant
 * for the method. What the service once refused stops no command. */
bool cli_may(struct cli *cli, const struct profile *profile, enum method method);
/* Flushes the results. False, and said, where they could not be written; a reader that has gone
 * away is no failure. */
bool cli_finish(struct cli *cli);
/* Whether what is written no longer arrives: nothing more needs to be fetched. Ask right behind the
 * writing, so that the reason is kept. */
bool cli_is_deaf(struct cli *cli);
void cli_flush(struct cli *cli); /* results so far, before talk about them */
/* The form of a result that is no JSON: as asked for, else by where it goes. */
enum table_form cli_form(const struct cli *cli);
/* Whether the option was given. */
bool cli_has(const struct cli *cli, enum cli_option option);

#endif
