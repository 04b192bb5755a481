/* The lines that cancelling is about: orders as they were just read, which of their lines are marked,
 * what became of each, and how that looks as a table and in words. Asks the service for nothing. */
#ifndef UI_SCREENS_CANCEL_ROWS_H
#define UI_SCREENS_CANCEL_ROWS_H

#include "model/order.h"
#include "ui/paint.h"
#include "ui/screens/page.h"
#include "ui/widgets/list.h"
#include "work/cancel.h"

#include <stdint.h>

struct cancel_row {
    size_t order, item;
    bool is_marked;
    bool is_told;            /* that it was cancelled */
    bool is_still_there;     /* no answer came, and it was there when the order was read again */
    enum cancel_state state; /* of a marked one, once it began */
    char *message;           /* NULL = none yet */
};

struct cancel_rows { /* a zeroed struct is empty */
    struct order *orders;
    size_t order_count, order_cap;
    struct cancel_row *list;
    size_t cap;
    struct list cursor; /* its count is that of the rows */
    int32_t today;
    int lead_days;
};

void cancel_rows_clear(struct cancel_rows *rows); /* today and lead_days stay */
/* The order is copied. One that is there already (by its id) is left as it is. */
void cancel_rows_add(struct cancel_rows *rows, const struct order *order);
bool cancel_rows_has_order(const struct cancel_rows *rows, const char *order_id);
void cancel_rows_mark(struct cancel_rows *rows, const char *order_id, const char *item_id);
void cancel_rows_mark_all(struct cancel_rows *rows, bool is_marked);
size_t cancel_rows_marked(const struct cancel_rows *rows);
bool cancel_rows_loses_all(const struct cancel_rows *rows, size_t order);
/* A line without an id cannot be named to the service. */
bool cancel_rows_has_id(const struct cancel_rows *rows, const struct cancel_row *row);
/* Its number; its id where it has none. */
const char *cancel_rows_number(const struct cancel_rows *rows, size_t order);

/* "Marked 2 of 7 lines: 53 boxes, 3,937.60 a delivery." */
void cancel_rows_write_sums(const struct cancel_rows *rows, struct buf *out);
void cancel_rows_draw(struct cancel_rows *rows, struct area area);
/* Below the table: what is marked, who loses all, the selected line whole. */
void cancel_rows_draw_sums(const struct cancel_rows *rows, struct area area);
/* The marked lines by order, each in words; once they began, with what became of them. */
void cancel_rows_write(const struct cancel_rows *rows, bool with_states, struct page *page);

#endif
