/* What the count of the day's requests means; see budget.h. Pure reckoning: files are in the store. */
#include "config.h"
#include "model/budget.h"

enum { MINUTE_SECONDS = 60, DAY_SECONDS = 86400, PERCENT = 100 };

time_t budget_day_end(time_t now)
{
    return (now / DAY_SECONDS + 1) * DAY_SECONDS;
}

void budget_set_limits(struct budget_state *state, long limit, long reserve, int warn_percent)
{
    state->limit = limit > 0 ? limit : 0;
    state->reserve = reserve > 0 ? reserve : 0;
    if (state->reserve >= state->limit)
        state->reserve = state->limit / 2;
    state->warn = warn_percent > 0 ? (state->limit * warn_percent + PERCENT - 1) / PERCENT : 0;
}

/* How many requests are left for looking; less than none where the reserve was begun. */
static long left_for_looking(const struct budget_state *state)
{
    return state->limit - state->reserve - state->used;
}

enum budget_level budget_level(const struct budget_state *state, time_t now)
{
    if (state->held_until > now)
        return BUDGET_HELD;
    if (state->limit && left_for_looking(state) <= 0)
        return BUDGET_RESERVE;
    return state->limit && state->warn && state->used >= state->warn ? BUDGET_WARNING : BUDGET_FREE;
}

/* "14:50 UTC", the first whole minute at which it is over, with the day where it is another one. */
static void write_until(struct buf *out, time_t until, time_t now)
{
    struct tm utc;
    until = (until + MINUTE_SECONDS - 1) / MINUTE_SECONDS * MINUTE_SECONDS;
    gmtime_r(&until, &utc);
    if (until > budget_day_end(now))
        buf_addf(out, "%04d-%02d-%02d ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
    buf_addf(out, "%02d:%02d UTC", utc.tm_hour, utc.tm_min);
}

bool budget_allows(const struct budget_state *state, long requests, bool is_saving, time_t now,
                   struct buf *why)
{
    if (state->held_until > now) {
        buf_add(why, "The service takes no more requests (HTTP 429) before ");
        write_until(why, state->held_until, now);
        buf_add(why, ".");
        return false;
    }
    long left = left_for_looking(state);
    if (is_saving || !state->limit || requests <= left)
        return true;
    buf_addf(why, "%ld of the day's %ld requests are used", state->used, state->limit);
    if (left > 0)
        buf_addf(why, ", and this takes %ld", requests);
    if (state->used >= state->limit)
        buf_add(why, "; only saving and cancelling are still tried.");
    else if (state->reserve)
        buf_addf(why, "; the last %ld are kept for saving and cancelling.", state->reserve);
    else
        buf_add(why, ".");
    buf_add(why, " The count begins anew at 00:00 UTC.");
    return false;
}
