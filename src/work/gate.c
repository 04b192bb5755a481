/* What may leave and what is kept of it; see gate.h. Knows the store, nothing of connections. */
#include "config.h"
#include "work/gate.h"
#include "base/mem.h"
#include "store/vault.h"
#include "work/gate_journal.h"

#include <stdlib.h>

struct gate {
    struct profile profile;
    char print[VAULT_PRINT_CHARS + 1];
    long used;
};

static bool let_out(void *self, enum method method, enum api_purpose purpose, struct buf *why)
{
    struct gate *gate = self;
    (void)purpose, (void)why;
    gate->used += method_rows[method].cost;
    return true;
}

static void ended(void *self, const struct gate_try *ended)
{
    const struct gate *gate = self;
    gate_journal_add(gate->profile.name, ended);
}

static bool may(void *self, enum method method, struct buf *why)
{
    const struct gate *gate = self;
    if (method == METHOD_COUNT) /* the token itself */
        return true;
    bool is_barred = method_rows[method].is_write && gate->profile.read_only;
    if (!is_barred && methods_are_meant(&gate->profile, method))
        return true;
    if (why && is_barred)
        buf_addf(why, "The profile %s only reads.", gate->profile.name);
    else if (why)
        buf_addf(why, "The token of %s is not meant for %s.", gate->profile.name,
                 method_rows[method].name);
    return false;
}

static void get_state(void *self, struct budget_state *state)
{
    const struct gate *gate = self;
    *state = (struct budget_state){ .used = gate->used, .own = gate->used };
}

struct gate *gate_open(const struct profile *profile, const char *token)
{
    struct gate *gate = mem_calloc(1, sizeof *gate);
    profile_copy(&gate->profile, profile);
    gate_set_token(gate, token);
    return gate;
}

void gate_set_token(struct gate *gate, const char *token)
{
    vault_print(token, gate->print);
}

void gate_close(struct gate *gate)
{
    if (!gate)
        return;
    profile_free(&gate->profile);
    free(gate);
}

struct api_gate gate_api(struct gate *gate)
{
    return (struct api_gate){ let_out, ended, may, get_state, gate };
}
