/* A secret that is typed or pasted and never shown: only how many characters it has. It is kept in memory
 * that is overwritten when it is done with. Knows nothing of what it is for. */
#ifndef UI_WIDGETS_HIDDEN_H
#define UI_WIDGETS_HIDDEN_H

#include "base/buf.h"
#include "ui/input.h"
#include "ui/paint.h"

struct hidden { /* zeroed = empty */
    struct buf text;
};

enum hidden_result { HIDDEN_NOT_MINE, HIDDEN_CHANGED, HIDDEN_TOO_LONG };

/* Typing at the end; Backspace, Ctrl-U and Ctrl-W. A paste takes the place of what is there, without the
 * blanks and line breaks around it; of one that is too long for any secret nothing is taken. */
enum hidden_result hidden_key(struct hidden *hidden, struct key key);
const char *hidden_text(const struct hidden *hidden);
void hidden_wipe(struct hidden *hidden);
void hidden_draw(const struct hidden *hidden, struct area area, int y, int x, int cols,
                 bool focused);

#endif
