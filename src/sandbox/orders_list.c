/* The method standing.order.list: the filters, and orders written one by one as they are asked for, so
 * that a list of any length takes the memory of one order. Gives only what the list documents. */
#include "config.h"
#include "sandbox/orders.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"
#include "model/date.h"
#include "model/money.h"
#include "sandbox/json.h"
#include "sandbox/order_store.h"
#include "sandbox/second_writer.h"

#include <stdlib.h>
#include <string.h>

enum { MARK_READ_CHARS = 20 /* of 50 that may be written */ };

enum status { ACTIVE, CANCELLED, ALL };
static const char *const status_words[] = { "Active", "Cancelled", "All" };

/* What is left to write of a reply. */
struct listing {
    struct db *db;
    struct server *server;
    int32_t today;
    bool is_of_one; /* asked for by its number, and found */
    int64_t *ids;
    size_t count, cap;
    size_t at,
        end;      /* end: how many orders the reply has, more than count with the fault big-list */
    char **texts; /* big-list only: each order's text behind its number, once it was written */
};

static void add_day(struct buf *out, const char *key, int64_t day)
{
    struct buf text = { 0 };
    if (day != DB_NULL)
        date_write(&text, (int32_t)day);
    json_add_text(out, key, buf_text(&text));
    buf_free(&text);
}

/* An amount that is not there has no member; nor has its total. */
static void add_amounts(struct buf *out, const char *key, const char *total_key, int64_t amount,
                        int64_t units)
{
    int64_t total;
    if (amount == DB_NULL)
        return;
    json_add_amount(out, key, amount);
    if (money_multiply(amount, units, &total))
        json_add_amount(out, total_key, total);
}

static void add_parts(struct db *db, struct buf *out, int64_t item)
{
    struct query *row =
        db_query(db,
                 "SELECT b.product, p.name, b.stems_bunch, b.bunches, b.price FROM breakdown b"
                 " JOIN product p ON p.id = b.product WHERE b.item = ? ORDER BY b.position",
                 "l", item);
    json_open(out, "breakdowns", '[');
    while (query_next(row)) {
        json_open(out, NULL, '{');
        json_add_int(out, "productId", query_int(row, 0));
        json_add_text(out, "productDescription", query_text(row, 1));
        json_add_int(out, "stemsBunch", query_int(row, 2));
        json_add_int(out, "bunches", query_int(row, 3));
        if (query_int(row, 4) != DB_NULL)
            json_add_amount(out, "price", query_int(row, 4));
        json_close(out, '}');
    }
    json_close(out, ']');
    row =
        db_query(db, "SELECT name, value FROM custom WHERE item = ? ORDER BY position", "l", item);
    json_open(out, "customField", '[');
    while (query_next(row)) {
        json_open(out, NULL, '{');
        json_add_text(out, "name", query_text(row, 0));
        json_add_text(out, "description", query_text(row, 1));
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void add_line(struct db *db, struct buf *out, struct query *row, const struct line *line)
{
    int64_t per_box, units;
    line_count_units(line, &per_box, &units);
    json_open(out, NULL, '{');
    json_add_int(out, "soItemId", line->id);
    json_add_int(out, "productId", line->product);
    json_add_text(out, "productDescription", query_text(row, 1));
    json_add_int(out, "units", per_box);
    json_add_text(out, "unitType", line->by_bunch ? "Bunch" : "Stem");
    if (line->bunches != DB_NULL)
        json_add_int(out, "bunches", line->bunches);
    json_add_int(out, "totalBoxes", line->boxes == DB_NULL ? 0 : line->boxes);
    json_add_int(out, "totalUnits", units);
    add_amounts(out, "unitPrice", "totalPrice", line->price, units);
    add_amounts(out, "unitCost", "totalCost", line->cost, units);
    if (line->stems_bunch != DB_NULL)
        json_add_int(out, "stemsBunch", line->stems_bunch);
    char *mark = mem_strdup(line->mark);
    size_t end = 0, chars = 0;
    for (uint32_t c; mark[end] && chars < MARK_READ_CHARS; chars++)
        end += utf8_decode(mark + end, strlen(mark + end), &c);
    mark[end] = 0;
    json_add_text(out, "markCode", mark);
    free(mark);
    json_add_text(out, "boxType", query_text(row, 2));
    json_add_text(out, "vendorName", query_text(row, 3));
    json_add_raw(out, "isAssorted", line->part_count ? "true" : "false");
    add_parts(db, out, line->id);
    json_close(out, '}');
}

/* Cancelled lines are shown only where all of the order's are. */
static void add_lines(struct db *db, struct buf *out, int64_t order)
{
    int cancelled = !header_is_active(db, order);
    struct query *row =
        db_query(db,
                 "SELECT i.id, p.name, b.code, v.name FROM item i"
                 " JOIN product p ON p.id = i.product LEFT JOIN box_type b ON b.id = i.box_type"
                 " LEFT JOIN vendor v ON v.id = i.vendor"
                 " WHERE i.standing_order = ? AND i.cancelled = ? ORDER BY i.id",
                 "li", order, cancelled);
    json_open(out, "details", '[');
    while (query_next(row)) {
        struct line line;
        if (!line_load(db, order, query_int(row, 0), &line)) {
            query_end(row);
            break;
        }
        add_line(db, out, row, &line);
        line_free(&line);
    }
    json_close(out, ']');
}

/* The order behind its id and number, and the closing brace. */
static void add_order(struct db *db, struct buf *out, int64_t id)
{
    struct query *row = db_query(
        db,
        "SELECT c.name, c.price_list, k.name, o.recurrence, o.days, o.starts, o.ends,"
        " c.salesperson, l.code, l.name, s.name, sk.name, s.address, s.city, s.state, s.zip,"
        " s.country, s.phone, s.fax, c.code FROM standing_order o"
        " JOIN customer c ON c.id = o.customer JOIN carrier k ON k.id = o.carrier"
        " LEFT JOIN location l ON l.id = o.location LEFT JOIN ship_to s ON s.id = o.ship_to"
        " LEFT JOIN carrier sk ON sk.id = s.carrier WHERE o.id = ?",
        "l", id);
    static const char *const texts[] = { "salesperson",   "locationCode",  "locationName",
                                         "shipToName",    "shipToCarrier", "shipToStreet",
                                         "shipToCity",    "shipToState",   "shipToZipcode",
                                         "shipToCountry", "shipToPhone",   "shipToFax",
                                         "customerCode" };
    struct buf days = { 0 };
    if (query_next(row)) {
        json_add_text(out, "customerName", query_text(row, 0));
        json_add_text(out, "priceList", query_text(row, 1));
        json_add_text(out, "carrierName", query_text(row, 2));
        json_add_int(out, "recurrence", query_int(row, 3));
        date_days_write(&days, (unsigned)query_int(row, 4));
        json_add_text(out, "days", buf_text(&days));
        add_day(out, "startDate", query_int(row, 5));
        add_day(out, "endDate", query_int(row, 6));
        for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
            json_add_text(out, texts[i], query_text(row, 7 + i));
        query_end(row);
        add_lines(db, out, id);
    }
    json_close(out, '}');
    buf_free(&days);
}

static void add_head(struct buf *out, int64_t id, bool is_first)
{
    struct buf number = { 0 };
    header_add_number(&number, id);
    buf_add(out, is_first ? "{" : ",{");
    json_add_int(out, "id", id);
    json_add_text(out, "number", buf_text(&number));
    buf_free(&number);
}

/* One order more. A big list goes round and round the orders there are, with ids that go on. */
static bool add_next(struct reply *reply)
{
    struct listing *list = reply->state;
    struct buf *out = &reply->body;
    if (list->at == list->end) {
        buf_add(out, "]}");
        if (list->is_of_one)
            second_writer_strike(list->server, list->ids[0], list->today);
        return false;
    }
    size_t which = list->at % list->count;
    if (!list->texts) {
        add_head(out, list->ids[which], list->at == 0);
        add_order(list->db, out, list->ids[which]);
    } else {
        int64_t id = list->ids[which] + (int64_t)(list->at / list->count) * 100000;
        add_head(out, id, list->at == 0);
        if (!list->texts[which]) {
            struct buf text = { 0 };
            buf_add_char(&text, '"'); /* what stands before, for the comma */
            add_order(list->db, &text, list->ids[which]);
            list->texts[which] = buf_take(&text);
        }
        buf_add(out, list->texts[which] + 1);
    }
    list->at++;
    if (!db_failed(list->db, NULL))
        return true;
    reply->is_dropped = true; /* half a list must not look like a whole one */
    return false;
}

static void end_listing(void *state)
{
    struct listing *list = state;
    for (size_t i = 0; list->texts && i < list->count; i++)
        free(list->texts[i]);
    free(list->texts);
    free(list->ids);
    free(list);
}

/* Which orders match: their ids. Dates match by overlap, the customer by a part of name or code. */
static struct listing *find(struct call *call, int32_t from, int32_t to, enum status status)
{
    struct db *db = call->server->db;
    struct listing *list = mem_calloc(1, sizeof *list);
    list->db = db;
    list->server = call->server;
    list->today = call->today;
    struct query *row = db_query(
        db,
        "SELECT o.id FROM standing_order o JOIN customer c ON c.id = o.customer"
        " WHERE o.starts <= ?2 AND (o.ends IS NULL OR o.ends >= ?1)"
        " AND (contains(c.name, ?3) OR contains(c.code, ?3))"
        " AND (?4 = '' OR CAST(o.customer AS TEXT) = ?4)"
        " AND (?5 = '' OR printf('S%05d', o.id) = upper(?5))"
        " AND (?6 = '' OR CAST(o.location AS TEXT) = ?6)"
        " AND (?7 = 2 OR ?7 = NOT EXISTS(SELECT 1 FROM item i"
        "      WHERE i.standing_order = o.id AND i.cancelled = 0))"
        " ORDER BY o.id",
        "iitttti", (int)from, (int)to, call_param(call, "customer"), call_param(call, "customerId"),
        call_param(call, "number"), call_param(call, "locationId"), (int)status);
    while (query_next(row)) {
        MEM_GROW(list->ids, list->count, list->cap);
        list->ids[list->count++] = query_int(row, 0);
    }
    list->end = list->count;
    list->is_of_one = *call_param(call, "number") && list->count == 1;
    return list;
}

static bool check_params(struct call *call, enum status *status)
{
    static const struct {
        const char *name;
        size_t max_chars;
        bool is_number;
    } limits[] = { { "customer", 50, false },
                   { "customerId", 10, true },
                   { "number", 10, false },
                   { "locationId", 10, true } };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const char *text = call_param(call, limits[i].name);
        if (utf8_count_chars(text) > limits[i].max_chars ||
            (limits[i].is_number && strspn(text, "0123456789") != strlen(text))) {
            call_refuse(call, "%s is %.60s; it must be %s of at most %zu %s.", limits[i].name, text,
                        limits[i].is_number ? "a number" : "a text", limits[i].max_chars,
                        limits[i].is_number ? "digits" : "characters");
            return false;
        }
    }
    const char *word = call_param(call, "status");
    *status = ACTIVE;
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++)
        if (names_equal(word, status_words[i])) {
            *status = (enum status)i;
            return true;
        }
    if (!*word)
        return true;
    call_refuse(call, "status is %.40s; it must be All, Active or Cancelled.", word);
    return false;
}

void orders_list(struct call *call)
{
    int32_t from, to;
    enum status status;
    if (!call_date(call, "dateFrom", &from) || !call_date(call, "dateTo", &to) ||
        !check_params(call, &status))
        return;
    if (to < from) {
        call_refuse(call, "dateTo is before dateFrom.");
        return;
    }
    struct listing *list = find(call, from, to, status);
    struct buf *out = &call->reply->body;
    int big = 0;
    json_open(out, NULL, '{');
    json_add_int(out, "status", 1);
    if (!list->count) {
        json_add_text(out, "message", "Orders not found.");
        json_close(out, '}');
        end_listing(list);
        return;
    }
    json_add_text(out, "message", "OK");
    json_open(out, "standingOrders", '[');
    if (faults_strike(call->server->faults, FAULT_BIG_LIST, call->route->method, &big)) {
        list->end = (size_t)big;
        list->texts = mem_calloc(list->count, sizeof *list->texts);
    }
    call->reply->state = list;
    call->reply->more = add_next;
    call->reply->end = end_listing;
}
