/* Which rows of a list are shown, and in what order; see order_list.h. All rows are kept sorted, so
 * that narrowing and widening only pick, and rows that arrive are put in where they belong. */
#include "config.h"
#include "model/order_list.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A row and the number it sorts by; texts sort by their first letters, then by the whole. */
struct keyed {
    uint64_t key;
    uint32_t row;
};

struct sorting {
    const struct order_list *list;
    enum order_column column;
    bool reverse;
};

static bool text_of(const struct order_row *row, enum order_column column, uint32_t *text)
{
    switch ((int)column) {
    case ORDER_COLUMN_NUMBER:
        *text = row->number;
        return true;
    case ORDER_COLUMN_CUSTOMER:
        *text = row->customer;
        return true;
    case ORDER_COLUMN_CARRIER:
        *text = row->carrier;
        return true;
    case ORDER_COLUMN_LOCATION:
        *text = row->location;
        return true;
    case ORDER_COLUMN_SALESPERSON:
        *text = row->salesperson;
        return true;
    case ORDER_COLUMN_SHIP_TO:
        *text = row->ship_to;
        return true;
    default:
        return false;
    }
}

/* Signed numbers in an order that unsigned ones keep. */
static uint64_t bias(int64_t n)
{
    return (uint64_t)n ^ UINT64_C(1) << 63;
}

/* No date is later than any: an order without an end goes on, one without a truck comes last. */
static uint64_t date_key(int32_t day)
{
    return day == DATE_NONE ? UINT64_MAX : bias(day);
}

static uint64_t first_letters(const char *text)
{
    uint64_t key = 0;
    char *folded = utf8_fold(text);
    size_t len = strlen(folded);
    for (size_t i = 0; i < sizeof key; i++)
        key = key << 8 | (i < len ? (unsigned char)folded[i] : 0);
    free(folded);
    return key;
}

/* "S03228" sorts as 3228, so that S999 comes before S1000. */
static uint64_t number_key(const char *text)
{
    uint64_t key = 0;
    for (text += strcspn(text, "0123456789"); *text >= '0' && *text <= '9'; text++)
        key = key < UINT64_MAX / 16 ? key * 10 + (uint64_t)(*text - '0') : key;
    return key;
}

/* Monday first: an order with an earlier first day comes before. */
static uint64_t days_key(uint8_t days)
{
    uint64_t key = 0;
    for (int i = 0; i < 7; i++)
        key = key << 1 | !(days >> i & 1);
    return key;
}

static uint64_t key_of(const struct sorting *sorting, uint32_t index)
{
    const struct order_row *row = order_list_row(sorting->list, index);
    uint32_t text;
    switch (sorting->column) {
    case ORDER_COLUMN_NUMBER:
        return number_key(order_list_text(sorting->list, row->number));
    case ORDER_COLUMN_RECURRENCE:
        return row->recurrence;
    case ORDER_COLUMN_DAYS:
        return days_key(row->days);
    case ORDER_COLUMN_NEXT:
        return date_key(row->next_truck);
    case ORDER_COLUMN_START:
        return date_key(row->start);
    case ORDER_COLUMN_END:
        return date_key(row->end);
    case ORDER_COLUMN_BOXES:
        return bias(row->boxes);
    case ORDER_COLUMN_AMOUNT:
        return bias(row->amount);
    case ORDER_COLUMN_LINES:
        return row->lines;
    case ORDER_COLUMN_STATUS:
        return row->status;
    case ORDER_COLUMN_CUSTOMER:
    case ORDER_COLUMN_CARRIER:
    case ORDER_COLUMN_LOCATION:
    case ORDER_COLUMN_SALESPERSON:
    case ORDER_COLUMN_SHIP_TO:
    case ORDER_COLUMNS:
        break;
    }
    return text_of(row, sorting->column, &text)
               ? first_letters(order_list_text(sorting->list, text))
               : 0;
}

static int compare(const void *left, const void *right, void *data)
{
    const struct keyed *a = left, *b = right;
    const struct sorting *sorting = data;
    uint32_t ta, tb;
    int order = a->key < b->key ? -1 : a->key > b->key;
    if (!order && text_of(order_list_row(sorting->list, a->row), sorting->column, &ta) &&
        text_of(order_list_row(sorting->list, b->row), sorting->column, &tb) && ta != tb)
        order =
            names_compare(order_list_text(sorting->list, ta), order_list_text(sorting->list, tb));
    if (order)
        return sorting->reverse ? -order : order;
    return a->row < b->row ? -1 : a->row > b->row;
}

static bool is_before(const struct sorting *sorting, const struct keyed *new, uint32_t row)
{
    struct keyed old = { key_of(sorting, row), row };
    return compare(new, &old, (void *)(uintptr_t)sorting) < 0;
}

static void reserve(uint32_t **array, size_t *cap, size_t count)
{
    if (count <= *cap)
        return;
    *cap = count + count / 4 + 64;
    *array = mem_resize(*array, *cap, sizeof **array);
}

/* Puts `more` sorted rows into `count` sorted ones, from the back; every row moves at most once. */
static void merge(const struct sorting *sorting, uint32_t *rows, size_t count,
                  const struct keyed *new, size_t more)
{
    size_t end = count;
    for (size_t n = more; n-- > 0;) {
        size_t low = 0, high = end;
        if (end && !is_before(sorting, &new[n], rows[end - 1]))
            low = end; /* rows mostly arrive in order */
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (is_before(sorting, &new[n], rows[middle]))
                high = middle;
            else
                low = middle + 1;
        }
        memmove(rows + low + n + 1, rows + low, (end - low) * sizeof *rows);
        rows[low + n] = new[n].row;
        end = low;
    }
}

/* Whether every word of the folded text is in the row's words. */
static bool matches(const struct order_list *list, uint32_t row, char *const *words)
{
    const char *search = order_list_search(list, row);
    for (; *words; words++) {
        if (!strstr(search, *words))
            return false;
    }
    return true;
}

/* Splits a folded text at blanks, in place; `words` ends with a NULL. */
static char **split(char *folded)
{
    char **words = mem_calloc(strlen(folded) / 2 + 2, sizeof *words), *rest = NULL;
    size_t count = 0;
    for (char *word = strtok_r(folded, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    return words;
}

static void count_in(struct order_view *view, const struct order_list *list, uint32_t row)
{
    const struct order_row *facts = order_list_row(list, row);
    int64_t sum;
    if (!__builtin_add_overflow(view->boxes, facts->boxes, &sum))
        view->boxes = sum;
    if (!__builtin_add_overflow(view->amount, facts->amount, &sum))
        view->amount = sum;
}

/* Shows of these rows those that match, in their order. `from` may be the shown rows themselves. */
static void pick(struct order_view *view, const struct order_list *list, const uint32_t *from,
                 size_t count)
{
    char *folded = utf8_fold(view->narrow ? view->narrow : "");
    char **words = split(folded);
    size_t kept = 0;
    view->boxes = view->amount = 0;
    for (size_t i = 0; i < count; i++) {
        if (!matches(list, from[i], words))
            continue;
        view->rows[kept++] = from[i];
        count_in(view, list, view->rows[kept - 1]);
    }
    view->count = kept;
    free(words);
    free(folded);
}

/* Rows that came since the last call, sorted among themselves. */
static struct keyed *sort_new(const struct sorting *sorting, size_t from, size_t more)
{
    struct keyed *new = mem_alloc(more * sizeof *new);
    bool is_sorted = true;
    for (size_t i = 0; i < more; i++) {
        new[i].row = (uint32_t)(from + i);
        new[i].key = key_of(sorting, new[i].row);
        if (i && is_sorted)
            is_sorted = compare(&new[i - 1], &new[i], (void *)(uintptr_t)sorting) < 0;
    }
    if (!is_sorted)
        qsort_r(new, more, sizeof *new, compare, (void *)(uintptr_t)sorting);
    return new;
}

void order_view_update(struct order_view *view, const struct order_list *list, bool afresh)
{
    struct sorting sorting = { list, view->sort, view->reverse };
    size_t count = order_list_count(list);
    if (afresh || count < view->seen) {
        view->seen = view->count = 0;
        view->boxes = view->amount = 0;
    }
    if (count == view->seen)
        return;
    size_t more = count - view->seen, matching = 0;
    struct keyed *new = sort_new(&sorting, view->seen, more);
    reserve(&view->sorted, &view->sorted_cap, count);
    merge(&sorting, view->sorted, view->seen, new, more);

    char *folded = utf8_fold(view->narrow ? view->narrow : "");
    char **words = split(folded);
    for (size_t i = 0; i < more; i++) {
        if (!matches(list, new[i].row, words))
            continue;
        count_in(view, list, new[i].row);
        new[matching++] = new[i];
    }
    reserve(&view->rows, &view->cap, view->count + matching);
    merge(&sorting, view->rows, view->count, new, matching);
    view->count += matching;
    view->seen = count;
    free(words);
    free(folded);
    free(new);
}

void order_view_narrow(struct order_view *view, const struct order_list *list, const char *text)
{
    const char *was = view->narrow ? view->narrow : "";
    bool goes_on = strncmp(text, was, strlen(was)) == 0;
    char *narrow = mem_strdup(text);
    free(view->narrow);
    view->narrow = narrow;
    if (goes_on) {
        pick(view, list, view->rows, view->count);
    } else {
        reserve(&view->rows, &view->cap, view->seen);
        pick(view, list, view->sorted, view->seen);
    }
    order_view_update(view, list, false);
}

void order_view_free(struct order_view *view)
{
    free(view->rows);
    free(view->sorted);
    free(view->narrow);
    *view = (struct order_view){ 0 };
}
