/* The day's requests in words; see budget_words.h. Counts nothing and stops nothing. */
#include "config.h"
#include "ui/budget_words.h"

enum { MINUTE = 60, HOUR = 3600 };

/* "03:20Z", the first whole minute at which it is over, with the day where it is behind the next midnight. */
static void write_time(struct buf *out, time_t until, time_t now)
{
    struct tm utc;
    until = (until + MINUTE - 1) / MINUTE * MINUTE;
    gmtime_r(&until, &utc);
    if (until > budget_day_end(now))
        buf_addf(out, "%02d-%02d ", utc.tm_mon + 1, utc.tm_mday);
    buf_addf(out, "%02d:%02dZ", utc.tm_hour, utc.tm_min);
}

/* "wait 3:20" while it is less than an hour, else until when, with the hours and minutes where there is room. */
static void write_wait(struct buf *out, time_t until, int form, time_t now)
{
    long left = (long)(until - now);
    if (left < HOUR) {
        buf_addf(out, "wait %ld:%02ld", left / MINUTE, left % MINUTE);
        return;
    }
    left = (left + MINUTE - 1) / MINUTE; /* whole minutes, as they are counted down */
    if (form < 2)
        buf_addf(out, "wait %ld h %02ld, ", left / MINUTE, left % MINUTE);
    buf_add(out, form < 2 ? "till " : "wait till ");
    write_time(out, until, now);
}

void budget_write(struct buf *out, const struct budget_state *state, int form, time_t now)
{
    static const char *const saves[BUDGET_FORMS] = { " saves only", " saves only", " saves only",
                                                     " saves" };
    enum budget_level level = budget_level(state, now);
    if (level != BUDGET_HELD || form < 2) {
        if (form < 3)
            buf_add(out, form < 1 ? "requests " : "req ");
        buf_addf(out, "%ld%s", state->used, state->is_counted ? "" : "?");
        if (state->limit)
            buf_addf(out, "/%ld", state->limit);
    }
    if (level == BUDGET_WARNING)
        buf_add(out, "!");
    if (level == BUDGET_WARNING && form < 1)
        buf_addf(out, " %ld left", state->limit - state->reserve - state->used);
    if (level == BUDGET_RESERVE)
        buf_add(out, saves[form]);
    if (level == BUDGET_HELD && form < 2)
        buf_add(out, " ");
    if (level == BUDGET_HELD)
        write_wait(out, state->held_until, form, now);
}

enum role budget_role(const struct budget_state *state, time_t now)
{
    static const enum role roles[] = { [BUDGET_FREE] = ROLE_TITLE,
                                       [BUDGET_WARNING] = ROLE_WARNING,
                                       [BUDGET_RESERVE] = ROLE_WARNING,
                                       [BUDGET_HELD] = ROLE_ERROR };
    return roles[budget_level(state, now)];
}

void budget_write_notice(struct buf *out, const struct budget_state *state, time_t now)
{
    switch (budget_level(state, now)) {
    case BUDGET_FREE:
        break;
    case BUDGET_WARNING:
        buf_addf(out,
                 "%ld of the day's %ld requests are used. After %ld more nothing is read any more; "
                 "the last %ld are kept for saving and cancelling. The count begins anew at 00:00 "
                 "UTC.",
                 state->used, state->limit, state->limit - state->reserve - state->used,
                 state->reserve);
        break;
    case BUDGET_RESERVE:
        buf_addf(out,
                 "%ld of the day's %ld requests are used: lists are not read any more. Saving and "
                 "cancelling go on. The count begins anew at 00:00 UTC.",
                 state->used, state->limit);
        break;
    case BUDGET_HELD:
        buf_add(out, "The service takes no more requests before ");
        write_time(out, state->held_until, now);
        buf_add(out, ": until then nothing is sent, nor read. What is typed stays here.");
        break;
    }
}

int64_t budget_next_change(const struct budget_state *state, time_t now)
{
    enum { SECOND = 1000 };
    if (state->held_until <= now)
        return 0;
    long left = (long)(state->held_until - now);
    if (left <= HOUR)
        return SECOND;
    return (int64_t)((left - 1) % MINUTE + 1) * SECOND;
}
