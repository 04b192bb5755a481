/* A list's position: how many rows, which is selected, which is at the top. No drawing, no data. */
#ifndef UI_WIDGETS_LIST_H
#define UI_WIDGETS_LIST_H

#include "ui/action.h"

#include <stdbool.h>
#include <stddef.h>

struct list {
    size_t count, selected, top;
    int rows; /* visible ones, as of the last list_fit() */
};

void list_set_count(struct list *list, size_t count);
void list_fit(struct list *list, int rows); /* before drawing: scrolls so that selected is seen */
bool list_act(struct list *list, enum action action); /* the moving actions; false: not mine */

#endif
