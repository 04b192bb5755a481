/* From the command line to a running command: its streams, the loop it waits in, its exit code. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "api/api.h"
#include "api/client.h"
#include "cli/options.h"
#include "model/profile.h"

#include <stdbool.h>

/* Whether the command talks to the service, and whether it needs the token for that. */
bool run_needs_profile(const struct cli_args *args);
bool run_needs_token(const struct cli_args *args);
/* Whether a profile that is named has to be one of the configuration: the journal knows those of before. */
bool run_knows_profile(const struct cli_args *args);
/* Whether it works with the profiles there are, and with services of their own for them: it is given
 * `profiles`, a client and an opener, whether any profile is set up or not. */
bool run_needs_profiles(const struct cli_args *args);

struct config;
struct profiles;

struct run_start {
    const struct cli_args *args;
    const struct profile *profile; /* NULL where none was named and none is needed */
    struct client *client;         /* NULL where the command needs no service */
    struct api api;
    struct api_opener opener;    /* `open` NULL where the command needs no service */
    struct profiles *profiles;   /* NULL where the command does not ask for them … */
    const struct config *config; /* … and what they were read from */
    bool no_color;
};

/* Runs the command on standard output and error; gives the exit code. */
int run_command(const struct run_start *start);

#endif
