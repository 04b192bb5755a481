/* Standing orders in the database; see order_store.h. Knows no JSON and no rules. */
#include "config.h"
#include "sandbox/order_store.h"
#include "base/mem.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdlib.h>

void header_init(struct header *header)
{
    *header = (struct header){ .id = DB_NULL,
                               .customer = DB_NULL,
                               .carrier = DB_NULL,
                               .location = DB_NULL,
                               .ship_to = DB_NULL,
                               .starts = DB_NULL,
                               .ends = DB_NULL,
                               .recurrence = DB_NULL,
                               .days = DB_NULL,
                               .ship_via = DB_NULL,
                               .po = mem_strdup(""),
                               .comments = mem_strdup(""),
                               .invoice_notes = mem_strdup("") };
}

void header_free(struct header *header)
{
    free(header->po);
    free(header->comments);
    free(header->invoice_notes);
    *header = (struct header){ 0 };
}

void line_init(struct line *line)
{
    *line = (struct line){ .id = DB_NULL,
                           .identifier = mem_strdup(""),
                           .vendor = DB_NULL,
                           .product = DB_NULL,
                           .is_unit = 0,
                           .by_bunch = DB_NULL,
                           .box_type = DB_NULL,
                           .boxes = DB_NULL,
                           .total_units = DB_NULL,
                           .bunches = DB_NULL,
                           .stems_bunch = DB_NULL,
                           .price = DB_NULL,
                           .cost = DB_NULL,
                           .mark = mem_strdup(""),
                           .general_notes = mem_strdup(""),
                           .vendor_notes = mem_strdup("") };
}

void part_free(struct part *part)
{
    free(part->identifier);
}

void line_free(struct line *line)
{
    free(line->identifier);
    free(line->mark);
    free(line->general_notes);
    free(line->vendor_notes);
    for (size_t i = 0; i < line->part_count; i++)
        part_free(&line->parts[i]);
    free(line->parts);
    for (size_t i = 0; i < line->pair_count; i++) {
        free(line->pairs[i].name);
        free(line->pairs[i].value);
    }
    free(line->pairs);
    *line = (struct line){ 0 };
}

bool line_count_units(const struct line *line, int64_t *per_box, int64_t *total)
{
    *per_box = 0;
    *total = 0;
    if (line->is_unit == 1) {
        *total = line->total_units == DB_NULL ? 0 : line->total_units;
        return true;
    }
    if (line->bunches == DB_NULL || line->boxes == DB_NULL)
        return true;
    if (line->by_bunch == 1) {
        *per_box = line->bunches;
    } else if (line->part_count) {
        for (size_t i = 0; i < line->part_count; i++) {
            int64_t stems;
            if (__builtin_mul_overflow(line->parts[i].bunches, line->parts[i].stems_bunch,
                                       &stems) ||
                __builtin_add_overflow(*per_box, stems, per_box))
                return false;
        }
    } else if (line->stems_bunch != DB_NULL &&
               __builtin_mul_overflow(line->bunches, line->stems_bunch, per_box)) {
        return false;
    }
    return !__builtin_mul_overflow(*per_box, line->boxes, total);
}

int64_t line_average(const struct line *line, bool of_cost)
{
    int64_t sum = 0, units = 0;
    for (size_t i = 0; i < line->part_count; i++) {
        const struct part *part = &line->parts[i];
        int64_t amount = of_cost ? part->cost : part->price, count = part->bunches, product;
        if (amount == DB_NULL ||
            (line->by_bunch != 1 && __builtin_mul_overflow(count, part->stems_bunch, &count)) ||
            !money_multiply(amount, count, &product) ||
            __builtin_add_overflow(sum, product, &sum) ||
            __builtin_add_overflow(units, count, &units))
            return DB_NULL;
    }
    return units ? money_round_cents((sum + units / 2) / units) : DB_NULL;
}

static char *take(struct query *row, int column)
{
    return mem_strdup(query_text(row, column));
}

bool header_load(struct db *db, int64_t id, struct header *header)
{
    struct query *row =
        db_query(db,
                 "SELECT customer, carrier, location, ship_to, starts, ends, recurrence, days,"
                 " ship_via, po, comments, invoice_notes FROM standing_order WHERE id = ?",
                 "l", id);
    if (!query_next(row))
        return false;
    *header = (struct header){ .id = id,
                               .customer = query_int(row, 0),
                               .carrier = query_int(row, 1),
                               .location = query_int(row, 2),
                               .ship_to = query_int(row, 3),
                               .starts = query_int(row, 4),
                               .ends = query_int(row, 5),
                               .recurrence = query_int(row, 6),
                               .days = query_int(row, 7),
                               .ship_via = query_int(row, 8),
                               .po = take(row, 9),
                               .comments = take(row, 10),
                               .invoice_notes = take(row, 11) };
    query_end(row);
    return true;
}

static void load_parts(struct db *db, struct line *line)
{
    struct query *row = db_query(db,
                                 "SELECT identifier, product, bunches, stems_bunch, cost, price"
                                 " FROM breakdown WHERE item = ? ORDER BY position",
                                 "l", line->id);
    while (query_next(row)) {
        MEM_GROW(line->parts, line->part_count, line->part_cap);
        line->parts[line->part_count++] = (struct part){ .identifier = take(row, 0),
                                                         .product = query_int(row, 1),
                                                         .bunches = query_int(row, 2),
                                                         .stems_bunch = query_int(row, 3),
                                                         .cost = query_int(row, 4),
                                                         .price = query_int(row, 5) };
    }
    row = db_query(db, "SELECT name, value FROM custom WHERE item = ? ORDER BY position", "l",
                   line->id);
    while (query_next(row)) {
        MEM_GROW(line->pairs, line->pair_count, line->pair_cap);
        line->pairs[line->pair_count++] =
            (struct pair){ .name = take(row, 0), .value = take(row, 1) };
    }
}

bool line_load(struct db *db, int64_t standing_order, int64_t id, struct line *line)
{
    struct query *row =
        db_query(db,
                 "SELECT identifier, vendor, product, is_unit, by_bunch, box_type, boxes,"
                 " total_units, bunches, stems_bunch, price, cost, mark, general_notes,"
                 " vendor_notes, cancelled FROM item WHERE standing_order = ? AND id = ?",
                 "ll", standing_order, id);
    if (!query_next(row))
        return false;
    *line = (struct line){ .id = id,
                           .identifier = take(row, 0),
                           .vendor = query_int(row, 1),
                           .product = query_int(row, 2),
                           .is_unit = query_int(row, 3),
                           .by_bunch = query_int(row, 4),
                           .box_type = query_int(row, 5),
                           .boxes = query_int(row, 6),
                           .total_units = query_int(row, 7),
                           .bunches = query_int(row, 8),
                           .stems_bunch = query_int(row, 9),
                           .price = query_int(row, 10),
                           .cost = query_int(row, 11),
                           .mark = take(row, 12),
                           .general_notes = take(row, 13),
                           .vendor_notes = take(row, 14),
                           .is_cancelled = query_int(row, 15) != 0 };
    query_end(row);
    load_parts(db, line);
    return true;
}

int64_t header_insert(struct db *db, const struct header *h)
{
    return db_run(db,
                  "INSERT INTO standing_order(customer, carrier, location, ship_to, starts, ends,"
                  " recurrence, days, ship_via, po, comments, invoice_notes)"
                  " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  "lllllllllttt", h->customer, h->carrier, h->location, h->ship_to, h->starts,
                  h->ends, h->recurrence, h->days, h->ship_via, h->po, h->comments,
                  h->invoice_notes);
}

void header_save(struct db *db, const struct header *h)
{
    db_run(db,
           "UPDATE standing_order SET customer = ?, carrier = ?, location = ?, ship_to = ?,"
           " starts = ?, ends = ?, recurrence = ?, days = ?, ship_via = ?, po = ?, comments = ?,"
           " invoice_notes = ? WHERE id = ?",
           "llllllllltttl", h->customer, h->carrier, h->location, h->ship_to, h->starts, h->ends,
           h->recurrence, h->days, h->ship_via, h->po, h->comments, h->invoice_notes, h->id);
}

static void insert_parts(struct db *db, int64_t id, const struct line *line)
{
    for (size_t i = 0; i < line->part_count; i++) {
        const struct part *part = &line->parts[i];
        db_run(db,
               "INSERT INTO breakdown(item, position, identifier, product, bunches, stems_bunch,"
               " cost, price) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
               "litlllll", id, (int)i, part->identifier, part->product, part->bunches,
               part->stems_bunch, part->cost, part->price);
    }
    for (size_t i = 0; i < line->pair_count; i++)
        db_run(db, "INSERT INTO custom(item, position, name, value) VALUES(?, ?, ?, ?)", "litt", id,
               (int)i, line->pairs[i].name, line->pairs[i].value);
}

int64_t line_insert(struct db *db, int64_t standing_order, const struct line *l)
{
    int64_t id = db_run(
        db,
        "INSERT INTO item(standing_order, identifier, vendor, product, is_unit, by_bunch, box_type,"
        " boxes, total_units, bunches, stems_bunch, price, cost, mark, general_notes, vendor_notes)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ltlllllllllllttt", standing_order, l->identifier, l->vendor, l->product, l->is_unit,
        l->by_bunch, l->box_type, l->boxes, l->total_units, l->bunches, l->stems_bunch, l->price,
        l->cost, l->mark, l->general_notes, l->vendor_notes);
    insert_parts(db, id, l);
    return id;
}

void line_save(struct db *db, const struct line *l)
{
    db_run(db,
           "UPDATE item SET identifier = ?, vendor = ?, product = ?, is_unit = ?, by_bunch = ?,"
           " box_type = ?, boxes = ?, total_units = ?, bunches = ?, stems_bunch = ?, price = ?,"
           " cost = ?, mark = ?, general_notes = ?, vendor_notes = ? WHERE id = ?",
           "tllllllllllltttl", l->identifier, l->vendor, l->product, l->is_unit, l->by_bunch,
           l->box_type, l->boxes, l->total_units, l->bunches, l->stems_bunch, l->price, l->cost,
           l->mark, l->general_notes, l->vendor_notes, l->id);
    db_run(db, "DELETE FROM breakdown WHERE item = ?", "l", l->id);
    db_run(db, "DELETE FROM custom WHERE item = ?", "l", l->id);
    insert_parts(db, l->id, l);
}

void line_cancel(struct db *db, int64_t id)
{
    db_run(db, "UPDATE item SET cancelled = 1 WHERE id = ?", "l", id);
}

bool header_is_active(struct db *db, int64_t id)
{
    return db_number(db, 0,
                     "SELECT EXISTS(SELECT 1 FROM item WHERE standing_order = ? AND cancelled = 0)",
                     "l", id) != 0;
}

void header_add_number(struct buf *out, int64_t id)
{
    buf_addf(out, "S%05" PRId64, id);
}
