/* What the count of the day's requests means; see budget.h. Pure reckoning: files are in the store. */
#include "config.h"
#include "model/budget.h"

enum { DAY_SECONDS = 86400 };

time_t budget_day_end(time_t now)
{
    return (now / DAY_SECONDS + 1) * DAY_SECONDS;
}

enum budget_level budget_level(const struct budget_state *state, time_t now)
{
    if (state->held_until > now)
        return BUDGET_HELD;
    if (state->limit && state->used >= state->limit - state->reserve)
        return BUDGET_RESERVE;
    return state->limit && state->used >= state->warn ? BUDGET_WARNING : BUDGET_FREE;
}

/* "14:50 UTC", with the day where it is another one. */
static void write_until(struct buf *out, time_t until, time_t now)
{
    struct tm utc;
    gmtime_r(&until, &utc);
    if (until >= budget_day_end(now))
        buf_addf(out, "%04d-%02d-%02d ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
    buf_addf(out, "%02d:%02d UTC", utc.tm_hour, utc.tm_min);
}

bool budget_allows(const struct budget_state *state, long requests, bool is_saving, time_t now,
                   struct buf *why)
{
    if (state->held_until > now) {
        buf_add(why, "The day's requests are used up; the service takes none before ");
        write_until(why, state->held_until, now);
        buf_add(why, ".");
        return false;
    }
    if (is_saving || !state->limit || state->used + requests <= state->limit - state->reserve)
        return true;
    buf_addf(why,
             "%ld of the day's %ld requests are used; the last %ld are kept for saving and "
             "cancelling. The count begins anew at 00:00 UTC.",
             state->used, state->limit, state->reserve);
    return false;
}
