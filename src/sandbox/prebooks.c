/* Prebooks, made when somebody might look at them or change what they are made from; see
 * prebooks.h. */
#include "config.h"
#include "sandbox/prebooks.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/date.h"
#include "model/schedule.h"
#include "sandbox/json.h"
#include "sandbox/order_store.h"

#include <stdlib.h>

enum { DAYS_BACK = 42, MAX_DATES = 64, MAX_MONTHS = 6 };

static void make_one(struct db *db, int64_t order, int64_t customer, const char *carrier,
                     int32_t truck)
{
    int64_t id = db_run(
        db, "INSERT INTO prebook(standing_order, truck, customer, carrier) VALUES(?, ?, ?, ?)",
        "lilt", order, (int)truck, customer, carrier);
    db_run(db,
           "INSERT INTO prebook_item(prebook, product, vendor, box_type, boxes, total_units,"
           " by_bunch, bunches, stems_bunch, price, cost, mark)"
           " SELECT ?, product, vendor, box_type, boxes, coalesce(total_units, boxes * CASE"
           "  WHEN by_bunch THEN bunches ELSE coalesce((SELECT sum(b.bunches * b.stems_bunch)"
           "  FROM breakdown b WHERE b.item = item.id), bunches * stems_bunch) END), by_bunch,"
           " bunches, stems_bunch, price, cost, mark FROM item"
           " WHERE standing_order = ? AND cancelled = 0",
           "ll", id, order);
}

void prebooks_make(struct server *server, int32_t today)
{
    struct db *db = server->db;
    int32_t last = today + server->lead_days;
    if (!db_number(db, 0, "SELECT EXISTS(SELECT 1 FROM standing_order WHERE prebooked_to < ?)", "i",
                   (int)last))
        return;
    db_begin(db);
    struct query *row =
        db_query(db,
                 "SELECT o.id, o.customer, k.name, o.starts, o.ends, o.recurrence, o.days,"
                 " o.prebooked_to FROM standing_order o JOIN carrier k ON k.id = o.carrier"
                 " WHERE o.prebooked_to < ? AND o.starts <= ?"
                 " AND EXISTS(SELECT 1 FROM item WHERE standing_order = o.id AND cancelled = 0)"
                 " ORDER BY o.id",
                 "ii", (int)last, (int)last);
    while (query_next(row)) {
        struct schedule schedule = { .start = (int32_t)query_int(row, 3),
                                     .end = query_int(row, 4) == DB_NULL
                                                ? DATE_NONE
                                                : (int32_t)query_int(row, 4),
                                     .recurrence = (int)query_int(row, 5),
                                     .days = (unsigned)query_int(row, 6) };
        int32_t from = (int32_t)query_int(row, 7) + 1;
        if (from < today - DAYS_BACK)
            from = today - DAYS_BACK;
        int32_t dates[MAX_DATES];
        size_t count = schedule_list(&schedule, from, dates, MAX_DATES);
        for (size_t i = 0; i < count && dates[i] <= last; i++)
            make_one(db, query_int(row, 0), query_int(row, 1), query_text(row, 2), dates[i]);
    }
    db_run(db, "UPDATE standing_order SET prebooked_to = ?1 WHERE prebooked_to < ?1", "i",
           (int)last);
    db_commit(db);
}

static void add_number(struct buf *out, const char *key, int64_t number)
{
    json_add_int(out, key, number == DB_NULL ? 0 : number);
}

static void add_items(struct db *db, struct buf *out, int64_t prebook, int64_t vendor)
{
    struct query *row =
        db_query(db,
                 "SELECT i.id, i.product, p.name, v.name, b.code, i.boxes, i.total_units,"
                 " i.by_bunch, i.bunches, i.stems_bunch, i.price, i.cost, i.mark"
                 " FROM prebook_item i JOIN product p ON p.id = i.product"
                 " LEFT JOIN vendor v ON v.id = i.vendor LEFT JOIN box_type b ON b.id = i.box_type"
                 " WHERE i.prebook = ?1 AND (i.vendor = ?2 OR ?2 IS NULL) ORDER BY i.id",
                 "ll", prebook, vendor);
    json_open(out, "details", '[');
    while (query_next(row)) {
        json_open(out, NULL, '{');
        json_add_int(out, "prebookItemId", query_int(row, 0));
        json_add_int(out, "productId", query_int(row, 1));
        json_add_text(out, "productDescription", query_text(row, 2));
        json_add_text(out, "vendorName", query_text(row, 3));
        json_add_text(out, "boxType", query_text(row, 4));
        add_number(out, "totalBoxes", query_int(row, 5));
        add_number(out, "totalUnits", query_int(row, 6));
        json_add_text(out, "unitType", query_int(row, 7) ? "Bunch" : "Stem");
        add_number(out, "bunches", query_int(row, 8));
        add_number(out, "stemsBunch", query_int(row, 9));
        if (query_int(row, 10) != DB_NULL)
            json_add_amount(out, "unitPrice", query_int(row, 10));
        if (query_int(row, 11) != DB_NULL)
            json_add_amount(out, "unitCost", query_int(row, 11));
        json_add_text(out, "markCode", query_text(row, 12));
        json_close(out, '}');
    }
    json_close(out, ']');
}

/* The same day so many months on; a day the month has not is its first day of the next. */
static int32_t months_on(int32_t day, int months)
{
    int year, month, of_month;
    date_to_civil(day, &year, &month, &of_month);
    month += months;
    return date_from_civil(year + (month - 1) / 12, (month - 1) % 12 + 1, 1) + of_month - 1;
}

void prebooks_list(struct call *call)
{
    int32_t from, to;
    if (!call_date(call, "dateFrom", &from) || !call_date(call, "dateTo", &to))
        return;
    if (to < from) {
        call_refuse(call, "dateTo is before dateFrom.");
        return;
    }
    if (to > months_on(from, MAX_MONTHS)) {
        call_refuse(call, "The dates are more than %d months apart.", MAX_MONTHS);
        return;
    }
    struct db *db = call->server->db;
    prebooks_make(call->server, call->today);
    int64_t vendor = call->token.type == TOKEN_VENDOR ? call->token.owner : DB_NULL;
    struct query *row =
        db_query(db,
                 "SELECT b.id, b.truck, c.name, b.carrier FROM prebook b"
                 " JOIN customer c ON c.id = b.customer WHERE b.truck BETWEEN ?1 AND ?2"
                 " AND (?3 = '' OR printf('S%05d', b.standing_order) = upper(?3))"
                 " AND (?4 IS NULL OR b.customer = ?4)"
                 " AND (?5 IS NULL OR EXISTS(SELECT 1 FROM prebook_item i"
                 "      WHERE i.prebook = b.id AND i.vendor = ?5))"
                 " ORDER BY b.truck, b.id",
                 "iitll", (int)from, (int)to, call_param(call, "soNumber"),
                 call->token.type == TOKEN_CUSTOMER ? call->token.owner : DB_NULL, vendor);
    struct buf *out = &call->reply->body;
    bool any = query_next(row);
    json_open(out, NULL, '{');
    json_add_int(out, "status", 1);
    json_add_text(out, "message", any ? "OK" : "Prebooks not found.");
    if (any)
        json_open(out, "prebooks", '[');
    for (bool more = any; more; more = query_next(row)) {
        struct buf text = { 0 };
        int64_t id = query_int(row, 0);
        json_open(out, NULL, '{');
        json_add_int(out, "id", id);
        buf_addf(&text, "P%06lld", (long long)id);
        json_add_text(out, "number", buf_text(&text));
        buf_clear(&text);
        date_write(&text, (int32_t)query_int(row, 1));
        json_add_text(out, "truckDate", buf_text(&text));
        json_add_text(out, "customerName", query_text(row, 2));
        json_add_text(out, "carrierName", query_text(row, 3));
        json_add_text(out, "type", "S");
        add_items(db, out, id, vendor);
        json_close(out, '}');
        buf_free(&text);
    }
    if (any)
        json_close(out, ']');
    json_close(out, '}');
}
