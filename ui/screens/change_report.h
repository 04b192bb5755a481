/* How a change goes and what came of it, as a page to read: each request with its state, and each
 * difference between what was sent and what came back. Says only what is known. */
#ifndef UI_SCREENS_CHANGE_REPORT_H
#define UI_SCREENS_CHANGE_REPORT_H

#include "ui/screens/page.h"
#include "work/change.h"

/* While it runs; `millis` is how long the request under way has been so. */
void change_report_progress(struct page *page, const struct change *change, int64_t millis);
/* After it is over. `left` = something is still to be sent. */
void change_report_end(struct page *page, const struct change *change, bool left);
size_t change_report_count(const struct change *change, enum change_step_state state);
/* The request under way, as one of the plan; its count where it is none of them. */
size_t change_report_current(const struct change *change);

#endif
