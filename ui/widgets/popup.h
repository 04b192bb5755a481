/* A framed box over a screen: what stands in it is the caller's. Knows areas, nothing of keys. */
#ifndef UI_WIDGETS_POPUP_H
#define UI_WIDGETS_POPUP_H

#include "ui/paint.h"

/* Clears and frames a box in the middle of `area` with room for `rows` and `cols` where there is so
 * much, the title in its upper edge; gives the room inside. */
struct area popup_draw(struct area area, int rows, int cols, const char *title);

#endif
