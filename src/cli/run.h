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

struct profiles;

struct run_start {
    const struct cli_args *args;
    const struct profile *profile; /* NULL where none was named and none is needed */
    struct client *client;         /* NULL where the command needs no service */
    struct api api;
    struct api_opener opener;  /* `open` NULL where the command needs no service */
    struct profiles *profiles; /* NULL where the command does not ask for them */
    bool no_color;
};

/* Runs the command on standard output and error; gives the exit code. */
int run_command(const struct run_start *start);

#endif
