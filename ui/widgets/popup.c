/* A framed box; see popup.h. */
#include "config.h"
#include "ui/widgets/popup.h"

enum { FRAME_ROWS = 2, FRAME_COLS = 4 /* an edge and a blank on each side */ };

struct area popup_draw(struct area area, int rows, int cols, const char *title)
{
    int high = rows + FRAME_ROWS < area.rows ? rows + FRAME_ROWS : area.rows;
    int wide = cols + FRAME_COLS < area.cols ? cols + FRAME_COLS : area.cols;
    struct area box = { area.y + (area.rows - high) / 2, area.x + (area.cols - wide) / 2, high,
                        wide };
    bool utf8 = paint_is_utf8();
    paint_clear(box);
    paint_rule(box, 0);
    paint_rule(box, high - 1);
    for (int y = 0; y < high; y++) {
        const char *left = "|", *right = "|";
        if (utf8) {
            left = y == 0 ? "\u250c" : y == high - 1 ? "\u2514" : "\u2502";
            right = y == 0 ? "\u2510" : y == high - 1 ? "\u2518" : "\u2502";
        } else if (y == 0 || y == high - 1) {
            left = right = "+";
        }
        paint_text(box, y, 0, 1, ROLE_RULE, left);
        paint_text(box, y, wide - 1, 1, ROLE_RULE, right);
    }
    paint_text(box, 0, 2, 1, ROLE_RULE, " ");
    int used = paint_text(box, 0, 3, wide - 6, ROLE_TITLE, title);
    paint_text(box, 0, 3 + used, 1, ROLE_RULE, " ");
    return (struct area){ box.y + 1, box.x + 2, high - FRAME_ROWS, wide - FRAME_COLS };
}
