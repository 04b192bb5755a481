/* The real program in a pseudo-terminal: keys go in, the screen comes out as cells and as text.
 * Nothing here sleeps: each wait reads the terminal until its condition holds or a bound is over. */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <vterm.h>

enum { PTY_PATIENCE = 20000 }; /* milliseconds a wait may take before it has failed */

struct pty;

/* Starts `arguments` (the program first, NULL ends them) with exactly this environment and TERM,
 * LC_ALL and TZ; `environment` ("NAME=value", NULL ends it) may set those too. */
struct pty *pty_open(int rows, int cols, const char *const *arguments,
                     const char *const *environment);
/* Kills the program if it is still there, and reaps it. */
void pty_close(struct pty *pty);

/* Types "<F6>abc<Tab>": F1 … F12, Tab, S-Tab, Enter, Esc, BS, Del, Ins, Up, Down, Left, Right, Home,
 * End, PgUp, PgDn, Space, lt, C-a … C-z, A-a … for Alt. An unknown name is the end of the test. */
void pty_keys(struct pty *pty, const char *keys);
void pty_resize(struct pty *pty, int rows, int cols);
/* The terminal goes away, as when a connection breaks. */
void pty_hang_up(struct pty *pty);

/* Waits until the text stands in one row of the screen; else says what did, and gives false. */
bool pty_wait_text(struct pty *pty, const char *text);
bool pty_wait_gone(struct pty *pty, const char *text);
/* Waits until `holds` says so. */
bool pty_wait(struct pty *pty, bool (*holds)(struct pty *pty, void *context), void *context);
bool pty_wait_within(struct pty *pty, const char *text, int64_t millis); /* says nothing */
/* Reads until nothing came for `millis`: for measuring and pictures, not for tests. */
void pty_settle(struct pty *pty, int millis);
/* Waits until the program has ended; its exit status, 128 + signal, or -1 when it goes on. */
int pty_wait_exit(struct pty *pty, int64_t millis);

bool pty_has_text(struct pty *pty, const char *text);
/* The row the text stands in, -1 = none. */
int pty_find_row(struct pty *pty, const char *text);
void pty_row_text(struct pty *pty, int row, struct buf *out);
void pty_screen_text(struct pty *pty, struct buf *out); /* one line a row, blanks at ends gone */
void pty_cursor(struct pty *pty, int *row, int *col);
bool pty_cursor_is_shown(const struct pty *pty);
int pty_rows(const struct pty *pty);
int pty_cols(const struct pty *pty);
VTermScreen *pty_vterm(struct pty *pty);
/* Every byte the program ever wrote to the terminal. */
const struct buf *pty_output(const struct pty *pty);
/* When its last byte arrived, of clock_millis(), in microseconds. */
int64_t pty_last_byte_micros(const struct pty *pty);
pid_t pty_pid(const struct pty *pty);

int64_t pty_now_micros(void);

#endif
