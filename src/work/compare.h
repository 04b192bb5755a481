/* What reading an order again tells about the requests that were sent: whether one whose answer was
 * lost was carried out, and which line is the new one. Sends nothing. */
#ifndef WORK_COMPARE_H
#define WORK_COMPARE_H

#include "work/change.h"

/* `to` as it is once the step is carried out: the line as in `mine`, and with the first step the header
 * too, which goes along with it. */
void compare_carry_out(struct order *to, const struct order *mine, const struct update_step *step,
                       bool is_first);

enum compare_verdict {
    COMPARE_CANNOT_TELL, /* nothing of it can be read back, or only a part of it is to be seen */
    COMPARE_THERE,       /* all of it that can be read back is as it was sent */
    COMPARE_NOT_THERE    /* all of it is as it was before */
};

/* The step of which it is not known, judged by `now` and by what is `expected` without it. */
enum compare_verdict compare_step(const struct change *change, size_t step);

/* The id of the line in `now` that this new line has become: one that is neither in base nor taken in
 * `expected`, equal in all that can be read back, or, where that need not be (`exactly` false), of the
 * same product and nearest to it. NULL where there is none. */
const char *compare_find_new(const struct change *change, const struct item *line, bool exactly);

#endif
