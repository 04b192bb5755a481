/* What may leave and what is kept of it; see gate.h. Knows the store, nothing of connections. */
#include "config.h"
#include "work/gate.h"
#include "base/mem.h"
#include "store/vault.h"
#include "work/gate_budget.h"
#include "work/gate_journal.h"
#include "work/gate_seen.h"

#include <stdlib.h>
#include <string.h>

struct gate {
    struct profile profile;
    char print[VAULT_PRINT_CHARS + 1];
    struct seen seen; /* of this token */
    struct gate_budget *budget;
    bool looks_once, has_seen, has_state; /* for now that is looked at, and stands here: */
    struct budget_state state;
};

/* What was looked at is so no more: this session itself has added to it. */
static void look_anew(struct gate *gate)
{
    gate->has_seen = gate->has_state = false;
}

static bool let_out(void *self, enum method method, enum api_purpose purpose, struct buf *why)
{
    struct gate *gate = self;
    look_anew(gate);
    return gate_budget_let_out(gate->budget, method, purpose, why);
}

static void ended(void *self, const struct gate_try *ended)
{
    struct gate *gate = self;
    look_anew(gate);
    gate_budget_ended(gate->budget, ended);
    if (!ended->is_of_old_token)
        gate_seen_learn(&gate->profile, gate->print, &gate->seen, ended);
    gate_journal_add(gate->profile.name, ended);
}

static bool may(void *self, enum method method, struct buf *why)
{
    struct gate *gate = self;
    if (!gate->has_seen)
        seen_refresh(gate->profile.name, gate->print, &gate->seen);
    gate->has_seen = gate->looks_once;
    return gate_seen_may(&gate->profile, &gate->seen, method, why);
}

static void get_state(void *self, struct budget_state *state)
{
    struct gate *gate = self;
    if (!gate->has_state)
        gate_budget_state(gate->budget, &gate->state);
    gate->has_state = gate->looks_once;
    *state = gate->state;
}

static void look_once(void *self, bool is_once)
{
    struct gate *gate = self;
    gate->looks_once = is_once;
    look_anew(gate);
}

struct gate *gate_open(const struct profile *profile, const char *token)
{
    struct gate *gate = mem_calloc(1, sizeof *gate);
    profile_copy(&gate->profile, profile);
    gate_set_token(gate, token);
    gate->budget = gate_budget_open(profile);
    return gate;
}

void gate_set_token(struct gate *gate, const char *token)
{
    char before[sizeof gate->print];
    look_anew(gate);
    memcpy(before, gate->print, sizeof before);
    vault_print(token, gate->print);
    seen_load(gate->profile.name, gate->print, &gate->seen, NULL);
    if (strcmp(before, gate->print) == 0) /* the same once more: somebody wants it tried again */
        seen_pardon(gate->profile.name, gate->print, &gate->seen, NULL);
}

void gate_close(struct gate *gate)
{
    if (!gate)
        return;
    gate_budget_close(gate->budget);
    profile_free(&gate->profile);
    free(gate);
}

struct api_gate gate_api(struct gate *gate)
{
    return (struct api_gate){ let_out, ended, may, get_state, look_once, gate };
}
