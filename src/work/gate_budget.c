/* Counting and holding; see gate_budget.h. What a count means is in model/budget.h. */
#include "config.h"
#include "work/gate_budget.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/counter.h"

#include <stdlib.h>

enum {
    HTTP_TOO_MANY = 429,
    SHORTEST_HOLD = 60,  /* seconds, where the service names a time that cannot be meant */
    LET_OUT_SECONDS = 3, /* at most between counting a request and its start */
    SECOND_MILLIS = 1000,
};

struct gate_budget {
    struct counter *counter;
    int daily_limit, reserve, warn_at;
    bool is_said; /* that it is not counted in the file: in the log once */
};

struct gate_budget *gate_budget_open(const struct profile *profile)
{
    struct gate_budget *budget = mem_calloc(1, sizeof *budget);
    budget->counter = counter_open(profile);
    budget->daily_limit = profile->daily_limit;
    budget->reserve = profile->reserve;
    budget->warn_at = profile->warn_at;
    return budget;
}

void gate_budget_close(struct gate_budget *budget)
{
    if (!budget)
        return;
    counter_close(budget->counter);
    free(budget);
}

void gate_budget_state(struct gate_budget *budget, struct budget_state *state)
{
    *state = (struct budget_state){ 0 };
    budget_set_limits(state, budget->daily_limit, budget->reserve, budget->warn_at);
    counter_state(budget->counter, state);
}

void gate_budget_look(const struct profile *profile, struct budget_state *state)
{
    struct gate_budget *budget = gate_budget_open(profile);
    gate_budget_state(budget, state);
    state->trouble = NULL;
    gate_budget_close(budget);
}

/* Whether it stands in the file or not changes nothing for the request. */
static void say(struct gate_budget *budget, bool is_done, struct error *error)
{
    if (!is_done && !budget->is_said)
        log_line(LOG_ERROR, "%s", error_text(error));
    budget->is_said = !is_done;
    error_clear(error);
}

bool gate_budget_let_out(struct gate_budget *budget, enum method method, enum api_purpose purpose,
                         struct buf *why)
{
    struct budget_state state;
    struct error error = { 0 };
    const struct method_row *row = &method_rows[method];
    bool is_saving = row->is_write || purpose == API_SAVING;
    gate_budget_state(budget, &state);
    if (!budget_allows(&state, row->cost, is_saving, clock_now(), why))
        return false;
    bool is_done = counter_add(budget->counter, row->cost, &error);
    say(budget, is_done, &error);
    return true;
}

/* What the service says about when it takes requests again counts, whatever was counted here. */
static time_t read_hold(long retry_after, time_t now)
{
    if (retry_after < 0)
        return budget_day_end(now);
    if (retry_after == 0)
        return now + SHORTEST_HOLD;
    return now + (retry_after < COUNTER_MAX_HOLD_SECONDS ? retry_after : COUNTER_MAX_HOLD_SECONDS);
}

/* A request of yesterday is not taken from what was counted today. */
static bool was_counted_today(const struct gate_try *ended, time_t now)
{
    time_t counted = now - (time_t)(ended->millis / SECOND_MILLIS) - LET_OUT_SECONDS;
    return budget_day_end(counted) == budget_day_end(now);
}

void gate_budget_ended(struct gate_budget *budget, const struct gate_try *ended)
{
    struct error error = { 0 };
    time_t now = clock_now();
    bool is_done;
    if (!ended->was_sent && was_counted_today(ended, now))
        is_done = counter_add(budget->counter, -method_rows[ended->method].cost, &error);
    else if (ended->http_status == HTTP_TOO_MANY)
        is_done = counter_hold(budget->counter, read_hold(ended->retry_after, now), &error);
    else
        return;
    say(budget, is_done, &error);
}
