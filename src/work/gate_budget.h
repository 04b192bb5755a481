/* The day's budget at the gate of one profile: counts each request before it leaves, holds back what may not
 * leave now, and gives back what did not. Knows the counter on disk, nothing of connections. */
#ifndef WORK_GATE_BUDGET_H
#define WORK_GATE_BUDGET_H

#include "api/gate.h"
#include "model/profile.h"

struct gate_budget;

struct gate_budget *gate_budget_open(const struct profile *profile);
void gate_budget_close(struct gate_budget *budget);
/* As the functions of struct api_gate with these names. */
bool gate_budget_let_out(struct gate_budget *budget, enum method method, enum api_purpose purpose,
                         struct buf *why);
void gate_budget_ended(struct gate_budget *budget, const struct gate_try *ended);
void gate_budget_state(struct gate_budget *budget, struct budget_state *state);

/* The state of a profile whose service is not open. `trouble` stays NULL, `is_counted` says it. */
void gate_budget_look(const struct profile *profile, struct budget_state *state);

#endif
