/* A standing order as the sandbox keeps it, and its way in and out of the database. Numbers that are
 * not there are DB_NULL; texts are owned and never NULL once loaded or read. */
#ifndef SANDBOX_ORDER_STORE_H
#define SANDBOX_ORDER_STORE_H

#include "base/buf.h"
#include "sandbox/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct header {
    int64_t id;
    int64_t customer, carrier, location, ship_to;
    int64_t starts, ends, recurrence, days, ship_via;
    char *po, *comments, *invoice_notes;
};

struct part { /* of an assorted box */
    char *identifier;
    int64_t product, bunches, stems_bunch, cost, price;
};

struct pair { /* a custom field */
    char *name, *value;
};

struct line {
    int64_t id; /* DB_NULL for a new one */
    char *identifier;
    int64_t vendor, product;
    int64_t is_unit, by_bunch; /* 0 or 1 */
    int64_t box_type, boxes, total_units, bunches, stems_bunch;
    int64_t price, cost; /* ten-thousandths */
    char *mark, *general_notes, *vendor_notes;
    struct part *parts;
    size_t part_count, part_cap;
    struct pair *pairs;
    size_t pair_count, pair_cap;
    bool is_cancelled; /* loaded only */
};

/* Nothing in it: numbers DB_NULL, texts empty. */
void header_init(struct header *header);
void header_free(struct header *header);
void line_init(struct line *line);
void line_free(struct line *line);
void part_free(struct part *part);

/* How many stems or bunches are priced: in a box (0 on a line in units), and on a delivery. False
 * where the numbers are too large to count. */
bool line_count_units(const struct line *line, int64_t *per_box, int64_t *total);
/* Price or cost of a mixed line averaged over its parts (`of_cost` says which); DB_NULL where a part
 * has none. */
int64_t line_average(const struct line *line, bool of_cost);

/* False where there is no such order or line. */
bool header_load(struct db *db, int64_t id, struct header *header);
bool line_load(struct db *db, int64_t standing_order, int64_t id, struct line *line);
int64_t header_insert(struct db *db, const struct header *header); /* its id */
void header_save(struct db *db, const struct header *header);
int64_t line_insert(struct db *db, int64_t standing_order, const struct line *line);
void line_save(struct db *db, const struct line *line);
void line_cancel(struct db *db, int64_t id);
/* Whether a line of the order is not cancelled. */
bool header_is_active(struct db *db, int64_t id);
/* "S03228" */
void header_add_number(struct buf *out, int64_t id);

#endif
