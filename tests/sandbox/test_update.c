/* Updating and cancelling: absent, empty and set members; one line and the header; cancelled things;
 * prebooks that no request changes. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/clock.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct practice p;
static char *order, *item;

static void open_with_one(void)
{
    practice_open(&p, false);
    order = mem_strdup(practice_create(
        &p, ",\"customerPO\":\"PO1\",\"comments\":\"fresh\",\"shipToId\":50001",
        ",\"markCode\":\"MK\",\"generalNotes\":\"note\","
        "\"customFields\":[{\"name\":\"UPC\",\"value\":\"1\"}],"
        "\"breakdowns\":[{\"productId\":3,\"bunches\":10,\"stemsBunch\":20,\"cost\":\"0.80\","
        "\"price\":\"1.00\"}]"));
    item = mem_strdup(practice_text(&p, "items.0.standingOrderItemId"));
    cr_assert(*order && *item, "%s", practice_message(&p));
}

static void close_it(void)
{
    free(order);
    free(item);
    practice_close(&p);
}

TestSuite(sandbox_update, .init = open_with_one, .fini = close_it);

/* PUT of the order with these members, the line's id at the top and in its one item. */
static int put(const char *header, const char *line)
{
    char *body = mem_printf("{\"standingOrderID\":%s,\"standingOrderItemId\":%s%s,"
                            "\"items\":[{\"standingOrderItemId\":%s%s}]}",
                            order, item, header, item, line);
    int status = practice_put(&p, body);
    free(body);
    return status;
}

static int put_body(const char *format_with_ids)
{
    struct buf body = { 0 };
    for (const char *at = format_with_ids; *at; at++)
        if (*at == '@')
            buf_add(&body, order);
        else if (*at == '#')
            buf_add(&body, item);
        else
            buf_add_char(&body, *at);
    int status = practice_put(&p, buf_text(&body));
    buf_free(&body);
    return status;
}

/* The one value of a query as text. */
static char *ask(const char *sql)
{
    struct query *row = db_query(p.db, sql, "");
    char *text = mem_strdup(query_next(row) ? query_text(row, 0) : "(none)");
    query_end(row);
    return text;
}

static void expect_stored(const char *sql, const char *text)
{
    char *stored = ask(sql);
    cr_expect_str_eq(stored, text, "%s gave %s; the reply was: %s", sql, stored,
                     practice_message(&p));
    free(stored);
}

#define ORDER_ROW                                                                                  \
    "SELECT po || '|' || comments || '|' || recurrence || '|' || ifnull(ends, '-') || '|'"         \
    " || ifnull(ship_to, '-') FROM standing_order"
#define ITEM_ROW                                                                                   \
    "SELECT mark || '|' || general_notes || '|' || boxes || '|' || ifnull(price, '-') || '|'"      \
    " || (SELECT count(*) FROM breakdown) || '|' || (SELECT count(*) FROM custom)"                 \
    " FROM item ORDER BY id"

Test(sandbox_update, absent_members_change_nothing)
{
    cr_expect_eq(put("", ""), 1, "%s", practice_message(&p));
    expect_stored(ORDER_ROW, "PO1|fresh|1|22460|50001");
    expect_stored(ITEM_ROW, "MK|note|6|10500|1|1");
}

Test(sandbox_update, empty_members_blank)
{
    cr_expect_eq(put(",\"customerPO\":\"\",\"endDate\":\"\",\"comments\":null,\"shipToId\":\"\"",
                     ",\"markCode\":\"\",\"price\":\"\",\"customFields\":[]"),
                 1, "%s", practice_message(&p));
    expect_stored(ORDER_ROW, "||1|-|-");
    expect_stored(ITEM_ROW, "|note|6|10000|1|0"); /* the average of the parts */
}

Test(sandbox_update, set_members_are_taken_over)
{
    cr_expect_eq(put(",\"recurrence\":2,\"customerPO\":\"PO2\"",
                     ",\"boxes\":9,\"breakdowns\":[],\"stemsBunch\":25"),
                 1, "%s", practice_message(&p));
    expect_stored(ORDER_ROW, "PO2|fresh|2|22460|50001");
    expect_stored(ITEM_ROW, "MK|note|9|10500|0|1");
}

Test(sandbox_update, what_is_needed_cannot_be_blanked)
{
    static const char *const headers[] = { ",\"recurrence\":\"\"", ",\"customerId\":\"\"",
                                           ",\"carrierId\":\"\"",  ",\"startDate\":\"\"",
                                           ",\"truckDays\":\"\"",  ",\"companyLocationCode\":\"\"",
                                           ",\"recurrence\":9" };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        cr_expect_eq(put(headers[i], ",\"boxes\":9"), 0, "%s", headers[i]);
        expect_stored(ITEM_ROW, "MK|note|6|10500|1|1");
    }
    expect_stored(ORDER_ROW, "PO1|fresh|1|22460|50001");
}

Test(sandbox_update, a_line_that_fails_stays_as_it_was)
{
    static const char *const lines[] = {
        ",\"boxes\":9,\"breakdowns\":[{\"productId\":3,\"bunches\":10,\"stemsBunch\":20,\"price\":"
        "1}]",
        ",\"boxes\":9,\"breakdowns\":[{\"productId\":99,\"bunches\":10,\"stemsBunch\":20,\"cost\":"
        "1,"
        "\"price\":1}]",
        ",\"boxes\":9,\"customFields\":[{\"name\":\"\",\"value\":\"x\"}]",
        ",\"boxes\":9,\"bunches\":11",
        ",\"boxes\":0",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        cr_expect_eq(put("", lines[i]), 0, "%s", lines[i]);
        cr_expect(strstr(practice_message(&p), "was not updated"), "%s", practice_message(&p));
        expect_stored(ITEM_ROW, "MK|note|6|10500|1|1");
    }
}

Test(sandbox_update, a_line_that_fails_takes_nothing_back_of_the_header)
{
    cr_expect_eq(put(",\"customerPO\":\"PO2\",\"recurrence\":2",
                     ",\"boxes\":9,\"breakdowns\":[{\"productId\":99}]"),
                 0);
    cr_expect(strstr(practice_message(&p), "was not updated"), "%s", practice_message(&p));
    expect_stored(ORDER_ROW, "PO2|fresh|2|22460|50001");
    expect_stored(ITEM_ROW, "MK|note|6|10500|1|1");
}

Test(sandbox_update, a_line_in_units_has_no_parts)
{
    cr_expect_eq(put("", ",\"itemType\":\"UN\",\"totalUnits\":5,\"breakdowns\":[{\"productId\":3,"
                         "\"bunches\":10,\"stemsBunch\":20,\"cost\":1,\"price\":1}]"),
                 0);
    cr_expect(strstr(practice_message(&p), "no breakdowns"), "%s", practice_message(&p));
    expect_stored(ITEM_ROW, "MK|note|6|10500|1|1");
    cr_expect_eq(put("", ",\"itemType\":\"UN\",\"totalUnits\":5"), 1, "%s", practice_message(&p));
    expect_stored("SELECT count(*) FROM breakdown", "0");
}

Test(sandbox_update, equal_identifiers_in_one_request)
{
    cr_expect_eq(put_body("{\"standingOrderID\":@,\"comments\":\"x\",\"items\":["
                          "{\"standingOrderItemId\":#,\"identifier\":\"a\"},"
                          "{\"identifier\":\"a\",\"productId\":21,\"itemType\":\"UN\","
                          "\"totalUnits\":5,\"unitType\":\"Stem\"}]}"),
                 0);
    cr_expect_str_eq(practice_message(&p), "Two items have the identifier a.");
    expect_stored("SELECT count(*) || identifier FROM item", "1L1");
    expect_stored(ORDER_ROW, "PO1|fresh|1|22460|50001");
    char *body = practice_body("", "},{\"identifier\":\"L1\"");
    cr_expect_eq(practice_post(&p, body), 0);
    cr_expect_str_eq(practice_message(&p), "Two items have the identifier L1.");
    free(body);
}

Test(sandbox_update, ids_are_needed_and_must_fit)
{
    static const struct {
        const char *body, *says;
    } rows[] = {
        { "{}", "standingOrderID is missing" },
        { "{\"standingOrderId\":@,\"standingOrderItemId\":#}", "standingOrderID is missing" },
        { "{\"standingOrderID\":1,\"standingOrderItemId\":#}", "no standing order" },
        { "{\"standingOrderID\":@}", "standingOrderItemId is missing" },
        { "{\"standingOrderID\":@,\"standingOrderItemId\":1}", "no item with the id 1" },
        { "{\"standingOrderID\":@,\"items\":[{\"standingOrderItemId\":1,\"boxes\":2}]}",
          "no item with the id 1" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(put_body(rows[i].body), 0, "%s", rows[i].body);
        cr_expect(strstr(practice_message(&p), rows[i].says), "%s", practice_message(&p));
    }
    cr_expect_eq(put_body("{\"standingOrderID\":@,\"standingOrderItemId\":#,\"comments\":\"x\"}"),
                 1);
    cr_expect_eq(
        put_body("{\"standingOrderID\":@,\"standingOrderItemId\":#,\"items\":[{\"boxes\":7}]}"), 1,
        "one item without an id is the one named at the top");
    expect_stored(ITEM_ROW, "MK|note|7|10500|1|1");
}

Test(sandbox_update, an_item_without_an_id_is_a_new_line)
{
    cr_expect_eq(put_body("{\"standingOrderID\":@,\"items\":[{\"productId\":21,\"itemType\":\"UN\","
                          "\"totalUnits\":5,\"unitType\":\"Stem\"}]}"),
                 1, "%s", practice_message(&p));
    expect_stored("SELECT count(*) FROM item", "2");
    cr_expect_eq(put_body("{\"standingOrderID\":@,\"items\":[{\"productId\":21}]}"), 0);
    expect_stored("SELECT count(*) FROM item", "2");
}

Test(sandbox_update, another_customer_takes_its_own_ship_to)
{
    cr_expect_eq(put(",\"customerId\":131314,\"shipToId\":50001", ""), 0);
    cr_expect_eq(put(",\"customerId\":131314", ""), 1);
    expect_stored("SELECT ifnull(ship_to, '-') FROM standing_order", "-");
}

Test(sandbox_update, a_cancelled_line_is_final)
{
    cr_expect_eq(put_body("{\"standingOrderID\":@,\"items\":[{\"productId\":21,\"itemType\":\"UN\","
                          "\"totalUnits\":5,\"unitType\":\"Stem\"}]}"),
                 1);
    cr_expect_eq(practice_cancel(&p, order, item), 1);
    cr_expect_eq(practice_cancel(&p, order, item), 0);
    cr_expect(strstr(practice_message(&p), "cancelled already"));
    cr_expect_eq(put("", ",\"boxes\":9"), 0);
    cr_expect(strstr(practice_message(&p), "cancelled"));
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL);
    cr_expect_eq(practice_orders(&p), 1);
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.totalUnits"), "5");
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.1.soItemId"), "");
}

Test(sandbox_update, an_order_without_active_lines_is_cancelled)
{
    cr_expect_eq(practice_cancel(&p, "1", item), 0);
    cr_expect_eq(practice_cancel(&p, order, "1"), 0);
    cr_expect_eq(practice_cancel(&p, order, "99999999999999999999"), 0);
    cr_expect_eq(practice_cancel(&p, order, item), 1);
    cr_expect_eq(put(",\"comments\":\"x\"", ""), 0);
    cr_expect(strstr(practice_message(&p), "is cancelled"));
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31",
                 "status=Cancelled", NULL);
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.id"), order);
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.soItemId"), item);
}

Test(sandbox_update, customers_change_their_own_orders_only)
{
    char *other = mem_strdup(practice_create(&p, ",\"customerId\":131314", ""));
    char *body =
        mem_printf("{\"standingOrderID\":%s,\"standingOrderItemId\":1,\"comments\":\"x\"}", other);
    cr_expect_eq(
        practice_ask(&p, "PUT", "v2/standing-order", p.tokens[TOKENS_CUSTOMER], NULL, body), 0);
    cr_expect(strstr(practice_message(&p), "no standing order"));
    const char *params[] = { "standingOrderId", order, "standingOrderItemId", item, NULL };
    cr_expect_eq(practice_ask(&p, "DELETE", "v2/standing-order/item", p.tokens[TOKENS_CUSTOMER],
                              params, NULL),
                 1);
    free(body);
    free(other);
}

Test(sandbox_update, locked_orders_are_in_use)
{
    p.server.faults = faults_new(NULL);
    cr_assert(faults_add(p.server.faults, "lock-orders", NULL));
    cr_expect_eq(put("", ""), 0);
    cr_expect(strstr(practice_message(&p), "in use"));
    cr_expect_eq(practice_cancel(&p, order, item), 0);
    cr_expect(strstr(practice_message(&p), "in use"));
    faults_free(p.server.faults);
}

Test(sandbox_update, one_order_alone_is_in_use)
{
    char *first_order = order, *first_item = item;
    order = mem_strdup(practice_create(&p, "", ""));
    item = mem_strdup(practice_text(&p, "items.0.standingOrderItemId"));
    char *fault = mem_printf("lock-order s%05d 2", atoi(first_order));
    p.server.faults = faults_new(NULL);
    cr_assert(faults_add(p.server.faults, fault, NULL));
    cr_expect_eq(put("", ""), 1, "%s", practice_message(&p));
    free(order);
    free(item);
    order = first_order;
    item = first_item;
    cr_expect_eq(put("", ""), 0);
    cr_expect(strstr(practice_message(&p), "in use"), "%s", practice_message(&p));
    cr_expect_eq(practice_cancel(&p, order, item), 0);
    cr_expect_eq(put("", ""), 1, "two times only");
    faults_free(p.server.faults);
    free(fault);
}

static size_t count_prebooks(const char *from, const char *to)
{
    char *a = mem_printf("dateFrom=%s", from), *b = mem_printf("dateTo=%s", to);
    practice_get(&p, "prebook.list", a, b, NULL);
    free(a);
    free(b);
    return json_count(json_member(p.reply, "prebooks"));
}

static void let_it_be(int days_on)
{
    clock_fix(clock_now() + (time_t)days_on * 86400);
}

Test(sandbox_update, prebooks_are_made_ahead_of_the_truck_and_stay)
{
    cr_expect_eq(count_prebooks("2030-12-01", "2031-05-31"), 0);
    cr_expect_str_eq(practice_message(&p), "Prebooks not found.");
    let_it_be(19); /* 2031-01-03: two days ahead of it no truck leaves */
    cr_expect_eq(count_prebooks("2030-12-01", "2031-05-31"), 0);
    let_it_be(1); /* 2031-01-04: the truck of Monday the 6th is within two days */
    /* A change before anybody looked: the prebook is that of the order as it was. */
    cr_expect_eq(put("", ",\"boxes\":9"), 1, "%s", practice_message(&p));
    cr_expect_eq(count_prebooks("2030-12-01", "2031-05-31"), 1);
    cr_expect_str_eq(practice_text(&p, "prebooks.0.truckDate"), "2031-01-06");
    cr_expect_str_eq(practice_text(&p, "prebooks.0.type"), "S");
    cr_expect_str_eq(practice_text(&p, "prebooks.0.details.0.totalBoxes"), "6");
    cr_expect_str_eq(practice_text(&p, "prebooks.0.details.0.totalUnits"), "1200");
    let_it_be(6); /* 2031-01-10: Friday's has come, Monday the 13th not yet */
    cr_expect_eq(practice_cancel(&p, order, item), 1);
    cr_expect_eq(count_prebooks("2030-12-01", "2031-05-31"), 2);
    cr_expect_str_eq(practice_text(&p, "prebooks.1.truckDate"), "2031-01-10");
    cr_expect_str_eq(practice_text(&p, "prebooks.1.details.0.totalBoxes"), "9");
    let_it_be(30);
    cr_expect_eq(count_prebooks("2030-12-01", "2031-05-31"), 2, "a cancelled order makes no more");
    cr_expect_eq(count_prebooks("2031-01-07", "2031-05-31"), 1);
    practice_get(&p, "prebook.list", "dateFrom=2031-01-01", "dateTo=2031-02-01", "soNumber=s02928",
                 NULL);
    cr_expect_eq(json_count(json_member(p.reply, "prebooks")), 2);
    practice_get(&p, "prebook.list", "dateFrom=2031-01-01", "dateTo=2031-02-01", "soNumber=S02929",
                 NULL);
    cr_expect_eq(json_count(json_member(p.reply, "prebooks")), 0);
}

Test(sandbox_update, prebook_lists_span_six_months)
{
    cr_expect_eq(practice_get(&p, "prebook.list", "dateFrom=2031-01-15", "dateTo=2031-07-15", NULL),
                 1);
    cr_expect_eq(practice_get(&p, "prebook.list", "dateFrom=2031-01-15", "dateTo=2031-07-16", NULL),
                 0);
    cr_expect(strstr(practice_message(&p), "6 months"));
    cr_expect_eq(practice_get(&p, "prebook.list", "dateFrom=2031-01-15", "dateTo=2031-01-14", NULL),
                 0);
}
