/* The gate of one profile's service: the day's budget, what its token was seen to be allowed or refused, and
 * the journal of requests. Sessions ask it before each request and tell it each end (api/gate.h). */
#ifndef WORK_GATE_H
#define WORK_GATE_H

#include "api/gate.h"
#include "model/profile.h"

struct gate;

/* Both are copied; of the token its print alone is kept. */
struct gate *gate_open(const struct profile *profile, const char *token);
void gate_set_token(struct gate *gate, const char *token);
void gate_close(struct gate *gate);
struct api_gate gate_api(struct gate *gate);

#endif
