/* What is said unasked, once each: that an answer has shown a refusal of the token or of a method, and that the day's
 * requests have reached a level. Knows what was said before, nothing of screens and of where it is shown. */
#ifndef UI_NOTICES_H
#define UI_NOTICES_H

#include "api/api.h"
#include "base/buf.h"
#include "ui/keymap.h"

#include <stdbool.h>
#include <time.h>

/* Of one profile; zeroed = nothing was said yet. */
struct notices {
    bool was_allowed[METHOD_COUNT + 1]; /* what the token might do when it was looked at last */
    bool has_looked;                    /* that is known */
    unsigned levels; /* bits 1 << enum budget_level: those whose notice was shown */
    bool has_told_trouble;
};

/* Appends what the token may not do any more since it was looked at last, with the key that leads on from this screen
 * (NULL = from any). */
void notices_refusals(struct notices *notices, const struct api *api,
                      const struct screen_class *screen, struct buf *out);
/* Appends what is to be said of the budget where the message line is free; a hold that began with what stands there
 * is not said again. */
void notices_budget(struct notices *notices, const struct budget_state *budget, bool is_free,
                    time_t now, struct buf *out);

#endif
