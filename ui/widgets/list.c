/* Positions in a list; see list.h. */
#include "config.h"
#include "ui/widgets/list.h"

void list_set_count(struct list *list, size_t count)
{
    list->count = count;
    if (list->selected >= count)
        list->selected = count ? count - 1 : 0;
    if (list->top > list->selected)
        list->top = list->selected;
}

void list_fit(struct list *list, int rows)
{
    list->rows = rows > 0 ? rows : 1;
    size_t visible = (size_t)list->rows;
    if (list->selected < list->top)
        list->top = list->selected;
    if (list->selected >= list->top + visible)
        list->top = list->selected - visible + 1;
    /* No empty rows below while there are rows above. */
    if (list->top + visible > list->count)
        list->top = list->count > visible ? list->count - visible : 0;
}

bool list_act(struct list *list, enum action action)
{
    size_t last = list->count ? list->count - 1 : 0;
    size_t page = list->rows > 1 ? (size_t)list->rows : 1;
    size_t at = list->selected;
    switch ((int)action) {
    case ACTION_MOVE_UP:
        at = at ? at - 1 : 0;
        break;
    case ACTION_MOVE_DOWN:
        at = at < last ? at + 1 : last;
        break;
    case ACTION_PAGE_UP: /* the window moves by a page and the selected row keeps its place in it */
        at = at > page ? at - page : 0;
        list->top = list->top > page ? list->top - page : 0;
        break;
    case ACTION_PAGE_DOWN:
        at = last - at > page ? at + page : last;
        if (list->top + page < list->count)
            list->top += page;
        break;
    case ACTION_MOVE_FIRST:
        at = 0;
        break;
    case ACTION_MOVE_LAST:
        at = last;
        break;
    default:
        return false;
    }
    list->selected = at;
    return true;
}
