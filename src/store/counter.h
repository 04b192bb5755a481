/* The counter of the day's requests, in one file shared by all sessions of the user, or of the whole machine
 * where the profile names one (budget_file). Days are UTC. Nothing counted is ever lost: a request is counted
 * before it leaves, under a lock, and a session that is killed in the middle leaves a file that the others
 * read on. Knows what a count means nowhere: model/budget.h does. */
#ifndef STORE_COUNTER_H
#define STORE_COUNTER_H

#include "base/error.h"
#include "model/budget.h"
#include "model/profile.h"

#include <stdbool.h>
#include <time.h>

struct counter;

/* What the service asks for is believed up to here from now; what is further away is a clock's mistake. */
enum { COUNTER_MAX_HOLD_SECONDS = 25 * 3600 };

/* Of this profile (copied), as its `budget_file` says; else the user's own file, in which each profile has a
 * count of its own. Nothing is read or made before it is asked. */
struct counter *counter_open(const struct profile *profile);
void counter_close(struct counter *counter);
/* Adds `requests` (below 0: they did not leave after all). False and a sentence where the file cannot be
 * used; they are then counted in memory, counter_state() says so, and they go into the file with the next
 * ones that do. Waits for the lock for a moment only. */
bool counter_add(struct counter *counter, long requests, struct error *error);
/* The service takes nothing before `until`: said to all who share the count. The later of two holds. */
bool counter_hold(struct counter *counter, time_t until, struct error *error);
/* What is known now, the other sessions' requests included; cheap enough for each drawing of a screen. Sets
 * `used`, `own`, `held_until`, `is_counted` and `trouble` and leaves the others alone. */
void counter_state(struct counter *counter, struct budget_state *state);
/* What the profile `from` has used today, and a hold, count for `to` as well, which is its new name or file; gives
 * how many requests that are. */
bool counter_follow(const struct profile *from, const struct profile *to, long *requests,
                    struct error *error);
/* So many requests of today count no longer for this profile. */
bool counter_leave(const struct profile *profile, long requests, struct error *error);

#endif
