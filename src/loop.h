/* The one loop and the only wait: terminal, signals, transfers, timers. Handlers never wait. */
#ifndef LOOP_H
#define LOOP_H

#include "api/client.h"

#include <stdbool.h>
#include <stdint.h>

struct loop;

enum loop_signal {
    LOOP_RESIZE,
    LOOP_HANGUP,
    LOOP_TERMINATE,
    LOOP_INTERRUPT,
    LOOP_SUSPEND,
    LOOP_CONTINUE
};

struct loop_handlers {
    void (*on_input)(void *context);                          /* the terminal has bytes */
    void (*on_signal)(void *context, enum loop_signal which); /* in the loop, never in a handler */
    void (*draw)(void *context); /* once after each wake; may be NULL */
    void *context;
};

/* Blocks the signals it listens to (a signalfd), without those the program was started to ignore;
 * call it before threads start and before curses. loop_free() gives back what was before.
 * `tty` is the descriptor to read keys from, -1 for none. A hang-up of the tty is LOOP_HANGUP. */
struct loop *loop_new(struct client *client, int tty, const struct loop_handlers *handlers);
void loop_free(struct loop *loop);

/* Runs until loop_stop(); or, where `until` is given, until it says true (asked after each pass). */
void loop_run(struct loop *loop, bool (*until)(void *context), void *context);
void loop_stop(struct loop *loop);

/* Calls `fire` once, from the loop, in `millis` from now; gives an id above 0. */
unsigned loop_after(struct loop *loop, int64_t millis, void (*fire)(void *context), void *context);
void loop_forget(struct loop *loop, unsigned timer); /* unknown and fired ids are fine */
#endif
