/* A command at a desk of its own: arguments in, a fake service behind it, what it wrote and said as
 * texts. */
#ifndef TESTS_CLI_DESK_H
#define TESTS_CLI_DESK_H

#include "cli/cli.h"
#include "config/config.h"
#include "support/fake_api.h"

struct cli_desk {
    struct cli_args args;
    struct cli cli;
    struct profile profile;
    struct fake_api *fake;
    char *out, *err; /* after cli_desk_run() */
    size_t out_len, err_len;
    bool is_chatty;    /* somebody looks on at a terminal */
    int interrupts;    /* so many waits end by the user's interruption, before any answer */
    int unhurried;     /* so many waits pass before the interruptions begin */
    const char *typed; /* what is answered when asked; NULL = nobody can be asked */
    char *question;    /* the last one; NULL = nothing was asked */
    void (*before_wait)(struct cli_desk *desk); /* what happens elsewhere meanwhile; may be NULL */
    char *home;
    /* Of the commands that work with all profiles: what is typed hidden, NULL = nobody can be asked; what
     * the first line of standard input is, NULL = it is a terminal. */
    const char *hidden, *input;
    char *hidden_question;               /* the last one; NULL = nothing was asked */
    struct config config;                /* read anew for each of them */
    char *opened_profile, *opened_token; /* of the last service that was opened */
    int opened, closed;
};

/* Company token, several locations, 2026-02-03, output no terminal, a home directory of its own. Zeroed
 * before. */
void cli_desk_open(struct cli_desk *desk);
void cli_desk_close(struct cli_desk *desk);
/* Runs the command line (words parted by blanks; "@x" is a fixture's path) and gives the exit code. */
int cli_desk_run(struct cli_desk *desk, const char *line);
/* The same with results going elsewhere; `out` is closed. */
int cli_desk_run_to(struct cli_desk *desk, const char *line, FILE *out);
/* The orders of fixtures/orders-reply.json become the service's. */
void cli_desk_fill(struct cli_desk *desk);
/* Compares with golden/cli/NAME; with UPDATE_GOLDEN in the environment writes it instead. */
void cli_desk_expect_golden(const char *name, const char *text);

#endif
