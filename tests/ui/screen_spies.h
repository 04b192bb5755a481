/* Spies in the place of the screens that the list of standing orders opens: the order form, cancelling,
 * calendar, prebooks, cancelled lines. They keep what they were opened with; Esc leaves them. */
#ifndef TESTS_SCREEN_SPIES_H
#define TESTS_SCREEN_SPIES_H

#include "model/order.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/order.h"

enum { SPY_PICKS = 64 };

struct spies {
    const char *opened; /* the name of the screen opened last; NULL = none */
    int count;          /* screens opened */
    int begun;          /* new orders begun */
    struct order shown; /* the order it was opened with */
    bool read_only, is_change, is_copy;
    char *numbers;                   /* "S00001 S00002": of all orders opened or picked so far */
    struct cancel_lines_start start; /* without its picks */
    size_t pick_count;
};

extern struct spies spies;
void spies_reset(void);

#endif
