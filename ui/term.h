/* The terminal: the only file that starts and ends curses. */
#ifndef UI_TERM_H
#define UI_TERM_H

#include "base/buf.h"
#include "base/error.h"
#include "ui/paint.h"

#include <stdbool.h>

enum { TERM_MIN_ROWS = 20, TERM_MIN_COLS = 60, TERM_MAX_COPY_BYTES = 74994 };

/* Full screen, flow control off, bracketed paste on. An unknown TERM is tried as xterm-256color; a
 * terminal without cursor addressing is refused with a sentence. */
bool term_open(struct error *error);
void term_close(void);   /* gives the terminal back whole; fine to call twice and from last words */
void term_suspend(void); /* gives it back, stops the program, comes back whole */
/* Another program has the terminal, as it was before the screens, until it is taken back: the sentence says why.
 * What was typed meanwhile and not read by it is thrown away. */
void term_hand_over(const char *sentence);
void term_take_back(void);
void term_resume(void); /* after a stop that was not ours: modes, size and screen anew */
void term_resize(void); /* takes the terminal's present size */
void term_redraw(void); /* all of it, at the next flush */
void term_flush(void);  /* sends what has changed, once after each wake */
struct area term_area(void);
void term_bell(void);
/* Puts the text on the clipboard of whoever sits at the terminal (OSC 52), also through tmux; most terminals
 * take it, some ask or do not. False and nothing is written where it is longer than TERM_MAX_COPY_BYTES. */
bool term_copy(const char *text);

/* For tests: a screen of this size without a terminal, and what is on it. */
bool term_open_blind(int rows, int cols);
void term_resize_blind(int rows, int cols);
const char *term_copied_blind(void); /* what was copied last; "" = nothing */
/* One line of text for each row, blanks at the end gone. */
void term_dump_text(struct buf *out);
/* One letter for each cell: 'a' + role where the theme gives the role a colour, else 'R' reverse, 'U'
 * underline, 'B' bold, 'D' dim, '.' plain. */
void term_dump_attributes(struct buf *out);

#endif
