/* Values and differences of orders in the words of screens. */
#ifndef UI_SCREENS_DIFF_WORDS_H
#define UI_SCREENS_DIFF_WORDS_H

#include "model/diff.h"

/* A value as screens say it: "~" unknown, "(empty)", choices by their label, line breaks as " / ". */
void diff_words_value(struct buf *out, const struct field *field, const char *text);
/* "1.00 -> 1.05" of a row of whichever kind, with `arrow` between. */
void diff_words_step(struct buf *out, const struct diff_row *row, const char *arrow);
/* What a line is besides its product: "6 QB 25 x 20, price 4.10". */
void diff_words_line(struct buf *out, const struct item *item);
/* The product of a line, however much of it is known. */
const char *diff_words_product(const struct item *item);

#endif
