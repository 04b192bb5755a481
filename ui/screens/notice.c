/* What stands in a list's place when it has no rows; see notice.h. */
#include "config.h"
#include "ui/screens/notice.h"

#include <stddef.h>

void notice_draw(struct area area, enum role role, const char *headline, const char *advice)
{
    enum { MOST_COLS = 72, INDENT = 2 };
    int cols = area.cols - 2 * INDENT;
    if (cols > MOST_COLS)
        cols = MOST_COLS;
    int y = area.rows > 8 ? area.rows / 4 : 0;
    y += paint_wrapped(area, y, INDENT, cols, role, headline);
    if (advice)
        paint_wrapped(area, area.rows > y + 2 ? y + 1 : y, INDENT, cols, ROLE_NORMAL, advice);
}
