/* Ranges of dates that people ask for by name: this week, this season … They follow today, so one that
 * is kept by its name is right on any day. */
#ifndef MODEL_FILTER_RANGE_H
#define MODEL_FILTER_RANGE_H

#include "model/filter.h"

enum filter_range {
    FILTER_RANGE_NONE, /* dates of one's own */
    FILTER_RANGE_WEEK,
    FILTER_RANGE_NEXT_90,
    FILTER_RANGE_SEASON,
    FILTER_RANGE_YEAR,
    FILTER_RANGE_USUAL, /* as filter_init() has it */
    FILTER_RANGE_ALL,
    FILTER_RANGES
};

const char *filter_range_name(enum filter_range range); /* for files: "week"; "" for none */
enum filter_range filter_range_by_name(const char *name);
char filter_range_letter(enum filter_range range); /* 'w' */
/* In a few words: "This season (January to March)". */
void filter_range_title(enum filter_range range, int32_t today, struct buf *out);
void filter_range_dates(enum filter_range range, int32_t today, int32_t *from, int32_t *to);
/* Not for FILTER_RANGE_NONE. */
void filter_set_range(struct filter *filter, enum filter_range range, int32_t today);
/* Whether the filter's dates are those of the range; false for FILTER_RANGE_NONE. */
bool filter_has_range(const struct filter *filter, enum filter_range range, int32_t today);

#endif
