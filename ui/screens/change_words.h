/* A change of a standing order in words, as pages to read: before it is sent, while it is, and after. */
#ifndef UI_SCREENS_CHANGE_WORDS_H
#define UI_SCREENS_CHANGE_WORDS_H

#include "model/diff.h"
#include "model/update_plan.h"
#include "ui/screens/order_doc.h"
#include "ui/screens/page.h"

/* What the review tells of; all of it is only read. */
struct change_words {
    const struct order_doc *doc;
    const struct order *prepared; /* update_prepare() of the doc's order */
    const struct update_plan *plan;
    const struct diff *diff; /* doc->base -> prepared, DIFF_WRITABLE */
    size_t largest_bytes;    /* of the bodies of the plan, as sent */
};

/* Adds to the page: warnings, old -> new, the effect on totals, the trucks it reaches, what is not sent, what goes along, and
 * the price in requests. */
void change_words_review(struct page *page, const struct change_words *words);

#endif
