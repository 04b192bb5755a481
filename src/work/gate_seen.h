/* What a gate learns of its token from answers, and what it says of that before a request is made. */
#ifndef WORK_GATE_SEEN_H
#define WORK_GATE_SEEN_H

#include "api/gate.h"
#include "model/profile.h"
#include "store/seen.h"

/* What this end of a try tells. Where it cannot be kept on disk it still holds for this run. */
void gate_seen_learn(const struct profile *profile, const char *print, struct seen *seen,
                     const struct gate_try *ended);
/* Whether the profile may do this with this token, as far as is known; METHOD_COUNT asks for the token itself.
 * False and a sentence; `why` may be NULL. */
bool gate_seen_may(const struct profile *profile, const struct seen *seen, enum method method,
                   struct buf *why);

#endif
