/* Counts, sizes and times as people read them. */
#ifndef UI_SCREENS_WORDS_H
#define UI_SCREENS_WORDS_H

#include "base/buf.h"

#include <stddef.h>
#include <stdint.h>
#include <time.h>

void words_number(struct buf *out, int64_t number); /* "1,240" */
/* "1 order", "1,240 orders": the plural is the word with an s. */
void words_count(struct buf *out, size_t count, const char *word);
void words_bytes(struct buf *out, size_t bytes); /* "340 kB", "2.1 MB" */
/* "14:41Z"; with its date in front where that is not the day of `now`. */
void words_time(struct buf *out, time_t when, time_t now);

#endif
