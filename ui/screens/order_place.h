/* Places in an order: of a value of its header, of a line, of a part or of a custom field. Knows the
 * model alone; what screens share of an order under entry leans on it. */
#ifndef UI_SCREENS_ORDER_PLACE_H
#define UI_SCREENS_ORDER_PLACE_H

#include "model/order.h"

#include <stdbool.h>

enum { DOC_NONE = -1 }; /* no line, no part, no custom field: a header field */

/* Where a value is. */
struct order_place {
    int item, part, custom;    /* DOC_NONE = not there */
    const struct field *field; /* NULL = the order, line or part itself */
};

/* The values, the value or the line at a place of any order; NULL where there is none. */
struct value *order_place_values(struct order *order, struct order_place place);
const struct value *order_place_value(const struct order *order, struct order_place place);
const struct item *order_place_item(const struct order *order, struct order_place place);
const struct field_table *order_place_table(struct order_place place);
char *order_place_path(struct order_place place); /* "items[2].price"; the caller frees it */
bool order_place_parse(const char *path, struct order_place *place);
bool order_place_equal(struct order_place a, struct order_place b);

#endif
