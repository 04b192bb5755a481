/* Drawing text in areas by role. Cuts by columns, never in the middle of a letter. Screens use this
 * and nothing of curses. Coordinates are relative to the area; what falls outside is not drawn. */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include "ui/theme.h"

#include <stdbool.h>
#include <stddef.h>

struct area {
    int y, x, rows, cols;
};

struct area area_rows(struct area area, int from,
                      int rows); /* a band of it; rows < 0: to the end */

void paint_clear(struct area area);
/* Draws `text` at most `cols` columns wide and gives the columns used. Control characters show as
 * a mid dot; where it is cut the last column shows "…" ("~" without UTF-8). */
int paint_text(struct area area, int y, int x, int cols, enum role role, const char *text);
/* The same, padded with blanks to exactly `cols`. */
void paint_left(struct area area, int y, int x, int cols, enum role role, const char *text);
void paint_right(struct area area, int y, int x, int cols, enum role role, const char *text);
void paint_centre(struct area area, int y, enum role role, const char *text);
/* Words wrapped to the area's width from row `y` on; gives the rows used. */
int paint_wrapped(struct area area, int y, int x, int cols, enum role role, const char *text);
void paint_rule(struct area area, int y);     /* a horizontal line over the whole width */
bool paint_is_blank(struct area area, int y); /* nothing was drawn in this row */
void paint_role(struct area area, int y, int x, int cols,
                enum role role);                   /* changes attributes only */
void paint_cursor(struct area area, int y, int x); /* where the terminal's cursor is to be seen */
void paint_no_cursor(void);
bool paint_has_cursor(int *y, int *x); /* where it is, from the screen's corner */
void paint_place_cursor(void);         /* the last thing before a flush: for term.c only */
void paint_use_ascii(bool ascii);      /* the terminal shows nothing but ASCII */
bool paint_is_utf8(void);              /* it shows more than that */

#endif
