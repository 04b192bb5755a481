/* A second user at work on the same orders; see second_writer.h. Changes what is stored and asks
 * nobody: its changes are right by themselves. */
#include "config.h"
#include "sandbox/second_writer.h"
#include "base/mem.h"
#include "sandbox/order_store.h"
#include "sandbox/prebooks.h"

#include <stdlib.h>

enum { PRICE_STEP = 500 /* ten-thousandths */, DAYS_STEP = 7, DAYS_LEFT = 364 };

/* The order's first or last line that is not cancelled; DB_NULL where there is none. */
static int64_t find_line(struct db *db, int64_t order, bool is_last)
{
    return db_number(db, DB_NULL,
                     is_last
                         ? "SELECT max(id) FROM item WHERE standing_order = ? AND cancelled = 0"
                         : "SELECT min(id) FROM item WHERE standing_order = ? AND cancelled = 0",
                     "l", order);
}

static void raise_price(struct db *db, int64_t order, int32_t today)
{
    (void)today;
    db_run(db, "UPDATE item SET price = ifnull(price, 0) + ? WHERE id = ?", "il", PRICE_STEP,
           find_line(db, order, false));
}

static void add_box(struct db *db, int64_t order, int32_t today)
{
    (void)today;
    db_run(db, "UPDATE item SET boxes = boxes + 1, total_units = total_units + 1 WHERE id = ?", "l",
           find_line(db, order, false));
}

static void cancel_line(struct db *db, int64_t order, int32_t today)
{
    (void)today;
    line_cancel(db, find_line(db, order, true));
}

static void add_line(struct db *db, int64_t order, int32_t today)
{
    struct line line;
    (void)today;
    if (!line_load(db, order, find_line(db, order, false), &line))
        return;
    free(line.identifier);
    line.identifier = mem_strdup("");
    line_insert(db, order, &line);
    line_free(&line);
}

static void move_end(struct db *db, int64_t order, int32_t today)
{
    db_run(db,
           "UPDATE standing_order SET ends = CASE WHEN ends IS NULL THEN max(starts, ?) + ?"
           " ELSE ends + ? END WHERE id = ?",
           "iiil", (int)today, DAYS_LEFT, DAYS_STEP, order);
}

/* In the order of enum fault_writer. */
static void (*const acts[FAULT_WRITERS])(struct db *db, int64_t order, int32_t today) = {
    [FAULT_WRITER_PRICE] = raise_price, [FAULT_WRITER_BOXES] = add_box,
    [FAULT_WRITER_LINE] = cancel_line,  [FAULT_WRITER_ADD] = add_line,
    [FAULT_WRITER_HEADER] = move_end,
};

void second_writer_strike(struct server *server, int64_t order, int32_t today)
{
    for (int i = 0; i < FAULT_WRITERS && header_is_active(server->db, order); i++) {
        if (!faults_strike(server->faults, FAULT_SECOND_WRITER, fault_writer_words[i], NULL))
            continue;
        prebooks_make(server, today); /* as before any other change */
        db_begin(server->db);
        acts[i](server->db, order, today);
        db_commit(server->db);
        return;
    }
}
