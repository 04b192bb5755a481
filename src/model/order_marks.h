/* Marks on the rows of an order list, and the option typed on a row. They follow an order by its id, or
 * its number where it has none, from one reading of the list to the next. Sums of the marked rows are
 * kept, so that asking for them costs nothing. */
#ifndef MODEL_ORDER_MARKS_H
#define MODEL_ORDER_MARKS_H

#include "model/order_list.h"

struct order_marks_kept {
    char *key;
    uint8_t what;
};

struct order_marks { /* a zeroed struct has no marks */
    uint8_t *rows;   /* one for each row of the list seen so far */
    size_t seen, cap;
    size_t marked, opted;          /* rows with a mark, rows with an option */
    int64_t boxes, amount;         /* of the marked rows */
    struct order_marks_kept *kept; /* of a list that is gone, by key */
    size_t kept_count, kept_cap;
};

/* Takes in rows added to the list since the last call; those whose mark was kept get it back. */
void order_marks_update(struct order_marks *marks, const struct order_list *list);
bool order_marks_has(const struct order_marks *marks, size_t row);
void order_marks_set(struct order_marks *marks, const struct order_list *list, size_t row,
                     bool marked);
unsigned order_marks_option(const struct order_marks *marks, size_t row); /* 0 = none, to 9 */
void order_marks_set_option(struct order_marks *marks, size_t row, unsigned option);
/* Before order_list_remove(), and instead of order_list_replace(). */
void order_marks_remove(struct order_marks *marks, const struct order_list *list, size_t row);
void order_marks_replace(struct order_marks *marks, struct order_list *list, size_t row,
                         const struct order *order);
/* The list is to be another one: what is marked is kept for it. */
void order_marks_keep(struct order_marks *marks, const struct order_list *list);
/* The other list is whole: what was kept and is not in it is forgotten; gives how many orders. */
size_t order_marks_forget(struct order_marks *marks);
void order_marks_clear(struct order_marks *marks); /* no mark, no option, nothing kept */
void order_marks_free(struct order_marks *marks);

#endif
