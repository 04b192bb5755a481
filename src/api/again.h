/* How long reads wait before they are tried again, and what tests may change of that. */
#ifndef API_AGAIN_H
#define API_AGAIN_H

#include <stdint.h>

/* Milliseconds before try `next` (2 = the first one again): growing, and spread by `random` from half of it
 * to half as much again, so that not everybody comes back at once. `asked` is what the server asks to wait
 * in seconds, -1 = nothing; -1 where it asks for more than anybody waits for. */
int64_t again_pause(int next, uint32_t random, long asked);

/* For tests, which need not wait: from now on pauses are told as they are and take so many thousandths. */
void again_set_pace(int thousandths);

#endif
