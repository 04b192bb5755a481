/* The lines around a screen: place, profile, requests and time above; message and keys below. */
#ifndef UI_BARS_H
#define UI_BARS_H

#include "base/buf.h"
#include "ui/paint.h"
#include "ui/ui.h"

enum { BARS_KEY_ROWS = 2, BARS_ROWS = 2 + BARS_KEY_ROWS }; /* all of them together */

/* Row 0 of the area: `place` at the left, the profile, whether its token was refused, the budget (NULL = there
 * is no service), the time; what is of less weight gives way on a narrow screen. */
void bars_draw_top(struct area area, const char *place, const struct profile *profile,
                   const struct budget_state *budget, bool is_refused);
/* The keys of a screen in two rows from row `y` on: as many as fit, help first, then the bindings in
 * their order, then the way back, with what they take in requests. What cannot be done now is left out. */
void bars_draw_keys(const struct ui *ui, struct area area, int y, const struct screen_class *screen,
                    const void *self);

#endif
