/* Many orders in little memory: a row of facts for the list and the packed order itself (a field
 * number and an interned text for each known value), from which it is unpacked when opened. */
#ifndef MODEL_ORDER_LIST_H
#define MODEL_ORDER_LIST_H

#include "model/date.h"
#include "model/order.h"
#include "model/schedule.h"

#include <stdint.h>

enum order_flag {
    ORDER_FLAG_MIXED = 1,      /* has an assorted box */
    ORDER_FLAG_NO_COST = 2,    /* a line has no cost: it stays off purchase orders */
    ORDER_FLAG_INCOMPLETE = 4, /* its totals could not be computed */
};

struct order_row {
    uint32_t number, customer, customer_code, carrier, location, salesperson,
        ship_to;                    /* order_list_text() */
    int32_t start, end, next_truck; /* DATE_NONE = none */
    int64_t amount;                 /* per delivery, ten-thousandths */
    int64_t boxes;
    uint32_t lines;
    uint8_t recurrence, days, status, flags;
    size_t packed;   /* offset of the packed order */
    uint32_t search; /* folded text of the row, for narrowing */
};

static const size_t ORDER_LIST_NOWHERE = (size_t)-1;

struct order_list; /* opaque: rows, packed bytes, interned texts */

struct order_list *order_list_new(int32_t today);
void order_list_free(struct order_list *list);
void order_list_add(struct order_list *list, const struct order *order);
/* The row is made anew from `order`. What it held before stays in memory as long as the list does. */
void order_list_replace(struct order_list *list, size_t index, const struct order *order);
void order_list_remove(struct order_list *list, size_t index); /* the rows behind it move up */
size_t order_list_count(const struct order_list *list);
/* The row of this id; where `id` is NULL or empty, of this number. ORDER_LIST_NOWHERE where there is none. */
size_t order_list_find(const struct order_list *list, const char *id, const char *number);
void order_list_id(const struct order_list *list, size_t index, struct buf *out); /* appends it */
const struct order_row *order_list_row(const struct order_list *list, size_t index);
const char *order_list_text(const struct order_list *list, uint32_t text);
/* Makes the order of a row anew; what `order` held is freed, so it must be zeroed or valid. */
void order_list_unpack(const struct order_list *list, size_t index, struct order *order);
/* The words a row is found by, folded: number, customer, carrier, products, growers … */
const char *order_list_search(const struct order_list *list, size_t index);
size_t order_list_bytes(const struct order_list *list); /* memory held */

/* Columns that can be shown and sorted by. */
enum order_column {
    ORDER_COLUMN_NUMBER,
    ORDER_COLUMN_CUSTOMER,
    ORDER_COLUMN_RECURRENCE,
    ORDER_COLUMN_DAYS,
    ORDER_COLUMN_NEXT,
    ORDER_COLUMN_START,
    ORDER_COLUMN_END,
    ORDER_COLUMN_BOXES,
    ORDER_COLUMN_AMOUNT,
    ORDER_COLUMN_LINES,
    ORDER_COLUMN_CARRIER,
    ORDER_COLUMN_LOCATION,
    ORDER_COLUMN_SALESPERSON,
    ORDER_COLUMN_SHIP_TO,
    ORDER_COLUMN_STATUS,
    ORDER_COLUMNS
};

/* A view of the list: the rows that match, in order. Zeroed it shows nothing until updated. */
struct order_view {
    uint32_t *rows;
    size_t count, cap;
    uint32_t *sorted; /* every row looked at, in order: narrowing never sorts */
    size_t sorted_cap;
    size_t seen;  /* rows of the list already looked at */
    char *narrow; /* words in any order; NULL or "" = all rows */
    enum order_column sort;
    bool reverse;
    int64_t boxes, amount; /* of the rows shown */
};

/* Takes in rows added to the list since the last call; with `afresh` all are looked at again, as
 * after a change of narrow, sort or reverse, or of a row. Typing one more letter only looks at the rows shown. */
void order_view_update(struct order_view *view, const struct order_list *list, bool afresh);
void order_view_narrow(struct order_view *view, const struct order_list *list, const char *text);
void order_view_free(struct order_view *view);

#endif
