/* The practice server as this program's child: --sandbox starts it, uses it, and takes it along. */
#ifndef SANDBOX_CHILD_H
#define SANDBOX_CHILD_H

#include "base/error.h"
#include "model/profile.h"

#include <stdbool.h>
#include <sys/types.h>

struct sandbox_child { /* zeroed: none is running */
    pid_t pid;
    int input, output; /* pipes: it ends when `input` closes */
};

/* Starts perennial-sandbox and waits until it is ready, at most ten seconds. `profile` (zeroed or
 * freed before) becomes one named "sandbox" that leads to it. Call it before the loop is there. */
bool sandbox_child_start(struct sandbox_child *child, struct profile *profile, struct error *error);
/* Ends it and waits for its end; one that does not obey is killed. None running is fine. */
void sandbox_child_stop(struct sandbox_child *child);

/* The sample company's profile as far as it is known without a server. `profile` is zeroed. */
void sandbox_child_profile(struct profile *profile);

#endif
