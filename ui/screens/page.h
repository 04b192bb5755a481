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
    const char
        *more; /* not scrolled here: said in the last row where there is more; NULL = it scrolls */
};

/* A text with line breaks becomes several lines. "" is an empty line. */
void page_add(struct page *page, enum role role, int indent, const char *text);
/* `head` in the first columns, the text wrapped beside it from `indent` on. */
void page_add_pair(struct page *page, enum role head_role, const char *head, int indent,
                   enum role role, const char *text);
/* Its texts go; what is put in instead is seen from the same place on. */
void page_empty(struct page *page);
void page_free(struct page *page);
bool page_act(struct page *page, enum action action); /* scrolls; false: not mine */
void page_draw(struct page *page, struct area area);

/* Rows of a table of bindings for a screen that is one page and takes no typing. */
#define PAGE_BINDINGS                                                                              \
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },                                                 \
        { { "Down", "j", "Enter" }, ACTION_MOVE_DOWN, NULL, NULL },                                \
        { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, "Page up", NULL },                      \
        { { "Ctrl-U", "b" }, ACTION_PAGE_UP, NULL, NULL },                                         \
        { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, "Page down", NULL },                  \
        { { "Ctrl-D", "Space" }, ACTION_PAGE_DOWN, NULL, NULL },                                   \
        { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },                                        \
        { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },                                          \
    {                                                                                              \
        { "F3", "Esc", "q" }, ACTION_BACK, "Back", NULL                                            \
    }

#endif
