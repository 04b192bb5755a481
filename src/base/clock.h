/* What time it is: the machine's clock, or one a test has set. Times are UTC. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

time_t clock_now(void);     /* seconds since 1970, UTC */
int64_t clock_millis(void); /* milliseconds of a clock that only goes forward */
void clock_fix(time_t now); /* from here on clock_now() answers this */

#endif
