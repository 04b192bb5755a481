/* What differs between two states of one standing order, field by field. Lines belong together by
 * their id (a line without one is new), parts of a line by their product in order, custom fields by
 * their name. Values are compared in their one written form: 1.5 and 1.50 are the same amount. A custom
 * field without a value is the same as none. */
#ifndef MODEL_DIFF_H
#define MODEL_DIFF_H

#include "base/buf.h"
#include "model/order.h"

#include <stdbool.h>
#include <stddef.h>

enum { DIFF_NOWHERE = -1 };

enum diff_kind {
    DIFF_VALUE,
    DIFF_LINE_ADDED, /* only in `after`; its fields are not rows of their own */
    DIFF_LINE_GONE,  /* only in `before` */
    DIFF_PART_ADDED,
    DIFF_PART_GONE,
    DIFF_CUSTOM_ADDED,
    DIFF_CUSTOM_GONE
};

enum diff_scope {
    /* What a request can change, against what is known: a value unknown in `after` was not touched
     * and is no row; one unknown in `before` and known in `after` is. */
    DIFF_WRITABLE,
    /* What a list reply can show: a value unknown on either side cannot be compared and is no row.
     * What the server computes (totals) is left out. */
    DIFF_READABLE
};

struct diff_row {
    enum diff_kind kind;
    /* DIFF_VALUE: the field. Id, code and name of one thing are one row: the name's field, or the
     * code's where it has no name; they are compared by the id where both sides have it, else by the
     * code, else by the name. NULL with the other kinds. */
    const struct field *field;
    int before_item, after_item; /* places in each order; DIFF_NOWHERE = not there, or the header */
    int before_part, after_part;
    int before_custom, after_custom;
    const char *before, *after; /* the orders' own texts; NULL = unknown, or not there */
};

struct diff { /* a zeroed struct is empty */
    struct diff_row *rows;
    size_t count, cap;
};

/* `diff` is emptied first. Header first, then the lines of `after` in order, then lines gone. */
void diff_orders(struct diff *diff, const struct order *before, const struct order *after,
                 enum diff_scope scope);
/* The same for two states of one line. Places are those of a one-line order: item 0. */
void diff_items(struct diff *diff, const struct item *before, const struct item *after,
                enum diff_scope scope);
void diff_free(struct diff *diff);

/* What of the header or of one line was changed, a flag for each row of its table. */
struct diff_touch {
    bool any, customs, parts;
    bool fields[ORDER_FIELDS]; /* of id, code and name either all or none */
};

bool diff_is_header(const struct diff_row *row);
/* `after_item` DIFF_NOWHERE = the header. A line that was added has no flags but `any`. */
void diff_find_touched(const struct diff *diff, int after_item, struct diff_touch *touch);
/* Whether two known values of a field are the same, however written. */
bool diff_values_equal(const struct field *field, struct value a, struct value b);
/* The same for the field `at` of a table and what belongs together with it: whether it would be a row. */
bool diff_differs(const struct field_table *table, size_t at, const struct value *before,
                  const struct value *after, enum diff_scope scope);
/* The part (custom field) of `in` that is part (custom field) `at` of `of`; DIFF_NOWHERE where none
 * is. */
int diff_find_part(const struct item *of, size_t at, const struct item *in);
int diff_find_custom(const struct item *of, size_t at, const struct item *in);
/* The place of the line in `order` that has this id; DIFF_NOWHERE where none has. */
int diff_find_line(const struct order *order, const char *item_id);
/* The same, looking from the place outwards where it is likely to be: lines seldom move far. */
int diff_find_line_near(const struct order *order, const char *item_id, size_t near);
/* "Line 2 Rose Mondial 60, price": what the row is about. The line's number is that of `after`, or of
 * `before` where it is gone. */
void diff_write_what(const struct diff_row *row, const struct order *before,
                     const struct order *after, struct buf *out);

#endif
