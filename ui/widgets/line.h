/* A one-line editor as a value: text, cursor, nothing of fields. Edits whole letters (clusters). */
#ifndef UI_WIDGETS_LINE_H
#define UI_WIDGETS_LINE_H

#include "base/buf.h"
#include "ui/input.h"
#include "ui/paint.h"

struct line {
    struct buf text;
    size_t cursor; /* bytes */
    int scroll;    /* columns hidden at the left */
};

enum line_result { LINE_NOT_MINE, LINE_MOVED, LINE_CHANGED };

void line_set(struct line *line, const char *text); /* cursor at the end */
void line_free(struct line *line);
/* Typing, pasting (line breaks become blanks), arrows, Home, End, Backspace, Delete, Ctrl-A, Ctrl-E,
 * Ctrl-W, Ctrl-U. Ctrl-K is left to forms. */
enum line_result line_key(struct line *line, struct key key);
/* Puts text in as it is, line breaks included, where the cursor is. */
enum line_result line_insert(struct line *line, const char *text);
void line_erase_to_end(struct line *line);
/* Draws it in `cols` columns, scrolled so that the cursor is seen; with `focused` the terminal's
 * cursor is put there. */
void line_draw(struct line *line, struct area area, int y, int x, int cols, enum role role,
               bool focused);

#endif
