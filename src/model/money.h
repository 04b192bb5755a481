/* Amounts as whole ten-thousandths in 64 bits: 1.05 is 10500. Replies carry up to four decimals.
 * Never floating point. */
#ifndef MODEL_MONEY_H
#define MODEL_MONEY_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum { MONEY_SCALE = 10000 };

/* Strict, for what people and files write: digits, one point, at most two decimals that are not
 * zero, at most 8 digits before the point. No comma, no exponent, no plus sign. */
bool money_read(const char *text, int64_t *amount);
/* Tolerant, for replies: thousands commas, up to four decimals, a leading minus. */
bool money_read_reply(const char *text, int64_t *amount);
/* "1.05", "-3.50", "0.00": two decimals, three or four where they are not zero. */
void money_write(struct buf *out, int64_t amount);
/* The same with thousands commas, for screens: "5,043.31". Rounded to two decimals. */
void money_show(struct buf *out, int64_t amount);
int64_t money_round_cents(int64_t amount); /* half away from zero, still in ten-thousandths */
/* amount * count; false when it does not fit. */
bool money_multiply(int64_t amount, int64_t count, int64_t *product);

#endif
