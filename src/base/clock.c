/* The clock, real or fixed; see clock.h. */
#include "config.h"
#include "base/clock.h"

#include <stdbool.h>

static bool is_fixed;
static time_t fixed_now;

time_t clock_now(void)
{
    return is_fixed ? fixed_now : time(NULL);
}

int64_t clock_millis(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_fix(time_t now)
{
    is_fixed = true;
    fixed_now = now;
}
