/* How a change goes and what came of it, as a page to read: each request with its state, and each
 * difference between what was sent and what came back. Says only what is known. */
#ifndef UI_SCREENS_CHANGE_PAGE_H
#define UI_SCREENS_CHANGE_PAGE_H

#include "ui/screens/page.h"
#include "work/change.h"

/* While it runs; `millis` is how long the request under way has been so. */
void change_page_progress(struct page *page, const struct change *change, int64_t millis);
/* After it is over. `left` = something is still to be sent. */
void change_page_end(struct page *page, const struct change *change, bool left);
size_t change_page_count(const struct change *change, enum change_step_state state);
/* The request under way, as one of the plan; its count where it is none of them. */
size_t change_page_current(const struct change *change);

#endif
