/* A salesperson's desk for one test: a home directory of its own, a sandbox server, and the program
 * run beside it, as a command or in a terminal. Everything is taken away by desk_free(). */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include "base/buf.h"
#include "support/pty.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct desk;

struct desk *desk_new(void);
void desk_free(struct desk *desk);

const char *desk_home(const struct desk *desk);
/* A path below the home directory; the caller frees it. */
char *desk_path(const struct desk *desk, const char *name);
void desk_write(const struct desk *desk, const char *name, const char *text); /* mode 0600 */
/* One more "NAME=value" for what is started from now on. */
void desk_set(struct desk *desk, const char *assignment);

/* Starts perennial-sandbox with these options (NULL ends them) and writes a configuration whose
 * profile "test" uses it, and tries reads once; waits until it is ready. A second call starts another one in its place. */
void desk_start_sandbox(struct desk *desk, const char *const *options);
/* From the next sandbox on the profile "test" tries reads again, as profiles do by themselves. */
void desk_try_again(struct desk *desk);
/* From the next sandbox on the profile "test" says this too, as in the configuration: "reserve = 3;". */
void desk_set_profile(struct desk *desk, const char *settings);
/* Takes the server away without a word, as when it breaks down; whether it was there. */
bool desk_stop_sandbox(struct desk *desk);
/* What goes wrong from now on, as src/sandbox/faults.h words it; "" for nothing. */
void desk_fault(struct desk *desk, const char *lines);
/* The requests counted so far, and what the service said about the next ones, are forgotten. */
void desk_forget_requests(const struct desk *desk);
const char *desk_token(const struct desk *desk);   /* the secret of profile "test" */
int desk_port(const struct desk *desk);            /* of the sandbox that was started last */
const char *desk_ca_file(const struct desk *desk); /* the same */
/* Writes the configuration for a server that listens on this port of 127.0.0.1. */
void desk_use_port(struct desk *desk, int port, const char *ca_file, const char *token_file);

struct desk_result {
    int status; /* exit status, 128 + signal */
    struct buf out, err;
};

/* Runs the program with these arguments (NULL ends them) and `input` on its standard input (NULL =
 * none), until it ends. */
struct desk_result desk_run(struct desk *desk, const char *input, const char *const *arguments);
void desk_result_free(struct desk_result *result);
/* Opens the program in a terminal. */
struct pty *desk_open(struct desk *desk, int rows, int cols, const char *const *arguments);
/* The same through other arguments of the caller's: program first. */
struct pty *desk_open_program(struct desk *desk, int rows, int cols, const char *const *arguments);

/* A file below this folder of the home directory ("" for all of it) that has this text in it, token
 * files left out; NULL = none. Good until the next call. */
const char *desk_find_text(const struct desk *desk, const char *below, const char *text);

#define ARGS(...)                                                                                  \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

#endif
