/* A standing order in words, as a page to read before it is sent and after the answer came. */
#ifndef UI_SCREENS_REVIEW_WORDS_H
#define UI_SCREENS_REVIEW_WORDS_H

#include "ui/screens/order_doc.h"
#include "ui/screens/page.h"

enum { REVIEW_HEAD_COLS = 15 }; /* where the texts of these pages begin */

/* Warnings first, then header, lines, totals, and what is left out. `prepared` is what is sent. */
void review_words_order(struct page *page, const struct order_doc *doc,
                        const struct order *prepared);
/* Each line with the service's answer. */
void review_words_answers(struct page *page, const struct order *sent);
/* The pieces, for other reviews. `line` is the item's place in the doc's order. */
void review_words_warnings(struct page *page, const struct order_doc *doc);
void review_words_line(struct page *page, const struct order_doc *doc, const struct item *item,
                       size_t line, const char *head);

#endif
