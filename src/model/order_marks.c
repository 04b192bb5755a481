/* Marks and options by row, and by order where the list changes; see order_marks.h. Draws nothing and
 * knows no option's meaning. */
#include "config.h"
#include "model/order_marks.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MARK = 0x80, OPTION = 0x0f };

/* What is added can be taken off again exactly, whatever the sums are. */
static int64_t add(int64_t sum, int64_t more)
{
    return (int64_t)((uint64_t)sum + (uint64_t)more);
}

static int64_t take(int64_t sum, int64_t less)
{
    return (int64_t)((uint64_t)sum - (uint64_t)less);
}

bool order_marks_has(const struct order_marks *marks, size_t row)
{
    return row < marks->seen && (marks->rows[row] & MARK);
}

unsigned order_marks_option(const struct order_marks *marks, size_t row)
{
    return row < marks->seen ? marks->rows[row] & OPTION : 0;
}

void order_marks_set(struct order_marks *marks, const struct order_list *list, size_t row,
                     bool marked)
{
    if (row >= marks->seen || order_marks_has(marks, row) == marked)
        return;
    const struct order_row *facts = order_list_row(list, row);
    marks->rows[row] ^= MARK;
    marks->marked += marked ? 1 : (size_t)-1;
    marks->boxes = (marked ? add : take)(marks->boxes, facts->boxes);
    marks->amount = (marked ? add : take)(marks->amount, facts->amount);
}

void order_marks_set_option(struct order_marks *marks, size_t row, unsigned option)
{
    if (row >= marks->seen)
        return;
    marks->opted -= order_marks_option(marks, row) ? 1 : 0;
    marks->rows[row] = (uint8_t)((marks->rows[row] & MARK) | (option & OPTION));
    marks->opted += option ? 1 : 0;
}

/* Ids are digits: a number never stands for one. */
static void write_key(const struct order_list *list, size_t row, struct buf *out)
{
    buf_clear(out);
    order_list_id(list, row, out);
    if (!out->len)
        buf_addf(out, "#%s", order_list_text(list, order_list_row(list, row)->number));
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct order_marks_kept *)a)->key,
                  ((const struct order_marks_kept *)b)->key);
}

static void give_back(struct order_marks *marks, const struct order_list *list, size_t row,
                      struct buf *key)
{
    write_key(list, row, key);
    struct order_marks_kept wanted = { .key = (char *)(uintptr_t)buf_text(key) };
    struct order_marks_kept *kept =
        bsearch(&wanted, marks->kept, marks->kept_count, sizeof wanted, compare);
    if (!kept || !kept->what)
        return;
    order_marks_set(marks, list, row, kept->what & MARK);
    order_marks_set_option(marks, row, kept->what & OPTION);
    kept->what = 0; /* found */
}

void order_marks_update(struct order_marks *marks, const struct order_list *list)
{
    size_t count = order_list_count(list);
    if (count <= marks->seen)
        return;
    if (count > marks->cap) {
        marks->cap = count + count / 4 + 64;
        marks->rows = mem_resize(marks->rows, marks->cap, sizeof *marks->rows);
    }
    size_t from = marks->seen;
    memset(marks->rows + from, 0, count - from);
    marks->seen = count;
    struct buf key = { 0 };
    for (size_t row = from; marks->kept_count && row < count; row++)
        give_back(marks, list, row, &key);
    buf_free(&key);
}

void order_marks_remove(struct order_marks *marks, const struct order_list *list, size_t row)
{
    if (row >= marks->seen)
        return;
    order_marks_set(marks, list, row, false);
    order_marks_set_option(marks, row, 0);
    marks->seen--;
    memmove(marks->rows + row, marks->rows + row + 1, marks->seen - row);
}

void order_marks_replace(struct order_marks *marks, struct order_list *list, size_t row,
                         const struct order *order)
{
    bool marked = order_marks_has(marks, row);
    order_marks_set(marks, list, row, false);
    order_list_replace(list, row, order);
    order_marks_set(marks, list, row, marked);
}

static void drop_rows(struct order_marks *marks)
{
    marks->seen = marks->marked = marks->opted = 0;
    marks->boxes = marks->amount = 0;
}

/* Those that were given back are kept no longer. */
static void drop_found(struct order_marks *marks)
{
    size_t left = 0;
    for (size_t i = 0; i < marks->kept_count; i++) {
        if (marks->kept[i].what)
            marks->kept[left++] = marks->kept[i];
        else
            free(marks->kept[i].key);
    }
    marks->kept_count = left;
}

void order_marks_keep(struct order_marks *marks, const struct order_list *list)
{
    struct buf key = { 0 };
    drop_found(marks);
    for (size_t row = 0; marks->marked + marks->opted && row < marks->seen; row++) {
        if (!marks->rows[row])
            continue;
        write_key(list, row, &key);
        MEM_GROW(marks->kept, marks->kept_count, marks->kept_cap);
        marks->kept[marks->kept_count++] =
            (struct order_marks_kept){ mem_strdup(buf_text(&key)), marks->rows[row] };
    }
    if (marks->kept_count)
        qsort(marks->kept, marks->kept_count, sizeof *marks->kept, compare);
    drop_rows(marks);
    buf_free(&key);
}

size_t order_marks_forget(struct order_marks *marks)
{
    size_t lost = 0;
    for (size_t i = 0; i < marks->kept_count; i++) {
        lost += marks->kept[i].what ? 1 : 0;
        free(marks->kept[i].key);
    }
    marks->kept_count = 0;
    return lost;
}

void order_marks_clear(struct order_marks *marks)
{
    size_t seen = marks->seen;
    if (seen)
        memset(marks->rows, 0, seen);
    drop_rows(marks);
    marks->seen = seen;
    order_marks_forget(marks);
}

void order_marks_free(struct order_marks *marks)
{
    order_marks_forget(marks);
    free(marks->kept);
    free(marks->rows);
    *marks = (struct order_marks){ 0 };
}
