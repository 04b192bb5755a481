/* Wrapped and scrolled text; see page.h. */
#include "config.h"
#include "ui/screens/page.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

void page_add_pair(struct page *page, enum role head_role, const char *head, int indent,
                   enum role role, const char *text)
{
    for (bool is_first = true;; is_first = false) {
        size_t len = strcspn(text, "\n");
        MEM_GROW(page->items, page->count, page->cap);
        page->items[page->count++] = (struct page_item){
            .head = is_first && head ? mem_strdup(head) : NULL,
            .text = mem_strndup(text, len),
            .head_role = head_role,
            .role = role,
            .indent = indent,
        };
        if (!text[len])
            break;
        text += len + 1;
    }
    page->cols = 0;
}

void page_add(struct page *page, enum role role, int indent, const char *text)
{
    page_add_pair(page, ROLE_NORMAL, NULL, indent, role, text);
}

void page_empty(struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        free(page->items[i].head);
        free(page->items[i].text);
    }
    page->count = 0;
    page->cols = 0;
}

void page_free(struct page *page)
{
    page_empty(page);
    free(page->items);
    free(page->rows);
    *page = (struct page){ 0 };
}

static void add_row(struct page *page, size_t item, size_t from, size_t bytes)
{
    MEM_GROW(page->rows, page->row_count, page->row_cap);
    page->rows[page->row_count++] = (struct page_row){ item, from, bytes };
}

/* Breaks at the last blank that fits, in the middle of a word only where there is none. */
static void wrap_item(struct page *page, size_t at, int cols)
{
    const char *text = page->items[at].text;
    size_t from = strspn(text, " "); /* what it is indented by */
    int used = (int)from < cols / 2 ? (int)from : cols / 2;
    int rest = cols - used > 1 ? cols - used : 1;
    for (from = 0;;) {
        const char *left = text + from;
        size_t bytes = utf8_fit_bytes(left, from ? rest : cols, &used);
        if (!bytes && *left) /* a letter wider than the column */
            bytes = utf8_cluster_bytes(left, strlen(left), &used);
        if (!left[bytes]) {
            add_row(page, at, from, bytes);
            return;
        }
        size_t blank = bytes;
        while (blank > 0 && left[blank] != ' ')
            blank--;
        if (blank > strspn(left, " "))
            bytes = blank;
        add_row(page, at, from, bytes);
        from += bytes;
        from += strspn(text + from, " ");
        if (!text[from])
            return;
    }
}

static void lay_out(struct page *page, int cols)
{
    size_t seen = page->top < page->row_count ? page->rows[page->top].item : 0;
    page->row_count = page->top = 0;
    for (size_t i = 0; i < page->count; i++) {
        int rest = cols - page->items[i].indent;
        if (i == seen)
            page->top = page->row_count; /* the same text stays at the top */
        wrap_item(page, i, rest > 1 ? rest : 1);
    }
    page->cols = cols;
}

static size_t last_top(const struct page *page)
{
    size_t visible = page->visible > 0 ? (size_t)page->visible : 0;
    return page->row_count > visible ? page->row_count - visible : 0;
}

static void scroll(struct page *page, long by)
{
    if (by < 0 && page->top < (size_t)-by)
        page->top = 0;
    else
        page->top += (size_t)by;
    if (page->top > last_top(page))
        page->top = last_top(page);
}

bool page_act(struct page *page, enum action action)
{
    int screenful = page->visible > 2 ? page->visible - 1 : 1;
    if (action == ACTION_MOVE_UP)
        scroll(page, -1);
    else if (action == ACTION_MOVE_DOWN)
        scroll(page, 1);
    else if (action == ACTION_PAGE_UP)
        scroll(page, -screenful);
    else if (action == ACTION_PAGE_DOWN)
        scroll(page, screenful);
    else if (action == ACTION_MOVE_FIRST)
        page->top = 0;
    else if (action == ACTION_MOVE_LAST)
        page->top = last_top(page);
    else
        return false;
    return true;
}

static void draw_row(const struct page *page, size_t at, struct area area, int y)
{
    const struct page_row *row = &page->rows[at];
    const struct page_item *item = &page->items[row->item];
    int x = item->indent;
    if (!row->from && item->head)
        paint_text(area, y, 0, item->indent > 1 ? item->indent - 1 : 1, item->head_role,
                   item->head);
    if (row->from) { /* a wrapped line goes on below its own beginning */
        int own = (int)strspn(item->text, " ");
        x += own < (area.cols - x) / 2 ? own : (area.cols - x) / 2;
    }
    char *text = mem_strndup(item->text + row->from, row->bytes);
    paint_text(area, y, x, area.cols - x, item->role, text);
    free(text);
}

void page_draw(struct page *page, struct area area)
{
    area.x++; /* in line with the top line's text */
    area.cols--;
    if (page->cols != area.cols)
        lay_out(page, area.cols);
    bool scrolls = page->row_count > (size_t)area.rows;
    page->visible = scrolls ? area.rows - 1 : area.rows;
    if (page->top > last_top(page))
        page->top = last_top(page);
    size_t end = page->top;
    for (int y = 0; y < page->visible && end < page->row_count; y++)
        draw_row(page, end++, area, y);
    if (!scrolls)
        return;
    if (page->more) {
        paint_left(area, area.rows - 1, 0, area.cols, ROLE_DIM, page->more);
        return;
    }
    char *where = mem_printf("lines %zu-%zu of %zu%s", page->top + 1, end, page->row_count,
                             end < page->row_count ? "   PgDn goes on" : "");
    paint_left(area, area.rows - 1, 0, area.cols, ROLE_DIM, where);
    free(where);
}
