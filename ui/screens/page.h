/* A page of text in pieces, wrapped to the width there is, and scrolled. Knows roles and columns,
 * nothing of what it shows. Wrapping is done once for each width, so a key costs the rows seen. */
#ifndef UI_SCREENS_PAGE_H
#define UI_SCREENS_PAGE_H

#include "ui/action.h"
#include "ui/paint.h"

#include <stdbool.h>
#include <stddef.h>

struct page_item {
    char *head; /* stands left of the text; NULL = none */
    char *text;
    enum role head_role, role;
    int indent; /* columns left of the text, the head stands in them */
};

struct page_row {
    size_t item, from, bytes;
};

struct page { /* a zeroed one is empty */
    struct page_item *items;
    size_t count, cap;
    struct page_row *rows;
    size_t row_count, row_cap, top;
    int cols;    /* the rows are for this width; 0 = not laid out */
    int visible; /* rows seen, as of the last drawing */
};

/* A text with line breaks becomes several lines. "" is an empty line. */
void page_add(struct page *page, enum role role, int indent, const char *text);
/* `head` in the first columns, the text wrapped beside it from `indent` on. */
void page_add_pair(struct page *page, enum role head_role, const char *head, int indent,
                   enum role role, const char *text);
void page_free(struct page *page);
bool page_act(struct page *page, enum action action); /* scrolls; false: not mine */
void page_draw(struct page *page, struct area area);

#endif
