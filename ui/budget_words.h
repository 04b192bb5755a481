/* What is said of the day's requests: on the top line, and once when a level is reached. Knows the budget and
 * no screen. */
#ifndef UI_BUDGET_WORDS_H
#define UI_BUDGET_WORDS_H

#include "base/buf.h"
#include "model/budget.h"
#include "ui/theme.h"

#include <stdint.h>
#include <time.h>

/* For the top line, from the longest form (0) to the shortest: "req 137/1000". What is out of the ordinary
 * stands in every form, in signs or words: "req 812/1000!", "req 951/1000 saves only", "wait 3:20". */
enum { BUDGET_FORMS = 4 };
void budget_write(struct buf *out, const struct budget_state *state, int form, time_t now);
enum role budget_role(const struct budget_state *state, time_t now);
/* A sentence or two for when this level is reached; "" where there is nothing to be said. */
void budget_write_notice(struct buf *out, const struct budget_state *state, time_t now);
/* In how many milliseconds the countdown of budget_write() shows something else; 0 = nothing counts down. */
int64_t budget_next_change(const struct budget_state *state, time_t now);

#endif
