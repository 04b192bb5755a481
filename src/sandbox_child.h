/* The practice server as this program's child: --sandbox starts it, uses it, and takes it along. */
#ifndef SANDBOX_CHILD_H
#define SANDBOX_CHILD_H

#include "base/error.h"
#include "model/profile.h"

#include <stdbool.h>
#include <sys/types.h>

enum { SANDBOX_CHILD_SAMPLES = 4 };

struct sandbox_child { /* zeroed: none is running */
    pid_t pid;
    int input, output; /* pipes: it ends when `input` closes */
    /* "sandbox" with every right, "sandbox-customer", "sandbox-vendor", "sandbox-list" */
    struct profile samples[SANDBOX_CHILD_SAMPLES];
    char *admin_file; /* holds the secret that opens its administration path */
};

/* Starts perennial-sandbox and waits until it is ready, at most ten seconds. `child` is zeroed before. Call
 * it before the loop is there. */
bool sandbox_child_start(struct sandbox_child *child, struct error *error);
/* Instead of that: the samples as far as they are known without a server. */
void sandbox_child_describe(struct sandbox_child *child);
/* Ends it and waits for its end; one that does not obey is killed. None running is fine. */
void sandbox_child_stop(struct sandbox_child *child);

#endif
