/* The sample company: how many of what, the same each time, and believable. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "sandbox/catalogue.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static struct practice p;

static void open_full(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    practice_open(&p, true);
}

static void close_it(void)
{
    practice_close(&p);
}

TestSuite(sandbox_company, .init = open_full, .fini = close_it);

Test(sandbox_company, has_its_sizes)
{
    static const struct {
        const char *sql;
        int64_t from, to;
    } rows[] = {
        { "SELECT count(*) FROM customer", CATALOGUE_CUSTOMERS, CATALOGUE_CUSTOMERS },
        { "SELECT count(*) FROM carrier", CATALOGUE_CARRIERS, CATALOGUE_CARRIERS },
        { "SELECT count(*) FROM vendor", CATALOGUE_VENDORS, CATALOGUE_VENDORS },
        { "SELECT count(*) FROM product", CATALOGUE_PRODUCTS, CATALOGUE_PRODUCTS },
        { "SELECT count(*) FROM location", CATALOGUE_LOCATIONS, CATALOGUE_LOCATIONS },
        { "SELECT count(*) FROM standing_order", CATALOGUE_ORDERS, CATALOGUE_ORDERS },
        { "SELECT count(*) FROM box_type", 10, 20 },
        { "SELECT count(*) FROM ship_to", 400, 1200 },
        { "SELECT count(DISTINCT item.standing_order) FROM item JOIN breakdown ON item = item.id",
          30, 30 },
        { "SELECT count(*) FROM standing_order o WHERE NOT EXISTS"
          " (SELECT 1 FROM item WHERE standing_order = o.id AND cancelled = 0)",
          10, 40 },
        { "SELECT count(*) FROM item WHERE is_unit = 1", 20, 150 },
        { "SELECT count(*) FROM item WHERE cost IS NULL", 10, 150 },
        { "SELECT count(DISTINCT name) FROM product", CATALOGUE_PRODUCTS, CATALOGUE_PRODUCTS },
        { "SELECT count(DISTINCT name) FROM customer", CATALOGUE_CUSTOMERS, CATALOGUE_CUSTOMERS },
        { "SELECT count(DISTINCT category) FROM product", 20, 40 },
        { "SELECT max(length(code)) FROM product", 4, 20 },
        { "SELECT count(*) FROM item WHERE price <= cost", 0, 0 },
        { "SELECT count(*) FROM product WHERE code = 'RFRE60' AND name = 'Rose Freedom 60'", 1, 1 },
        { "SELECT count(*) FROM item i WHERE bunches <>"
          " (SELECT sum(bunches) FROM breakdown WHERE item = i.id)",
          0, 0 },
        { "SELECT count(*) FROM standing_order WHERE ship_to IS NOT NULL AND customer <>"
          " (SELECT s.customer FROM ship_to s WHERE s.id = ship_to)",
          0, 0 },
        { "SELECT count(*) FROM item JOIN product p ON p.id = product WHERE p.active = 0", 0, 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t count = db_number(p.db, -1, rows[i].sql, "");
        cr_expect(count >= rows[i].from && count <= rows[i].to, "%s gave %lld", rows[i].sql,
                  (long long)count);
    }
}

Test(sandbox_company, has_names_that_try_a_screen)
{
    int wide = 0, accents = 0, long_names = 0;
    struct query *row = db_query(p.db, "SELECT name FROM customer", "");
    while (query_next(row)) {
        const char *name = query_text(row, 0);
        size_t chars = utf8_count_chars(name);
        wide += (size_t)utf8_width_cols(name) > chars;
        accents += strlen(name) > chars;
        long_names += chars > 60;
    }
    cr_expect_geq(wide, 3);
    cr_expect_geq(accents, 12);
    cr_expect_geq(long_names, 1);
}

/* All replies of two companies made on the same day are the same. */
Test(sandbox_company, is_the_same_each_time)
{
    struct practice other;
    practice_open(&other, true);
    static const char *const paths[] = { "standing.order.list", "customer.list", "product.list",
                                         "prebook.list" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        practice_get(&p, paths[i], "dateFrom=2030-09-01", "dateTo=2031-02-01", NULL);
        practice_get(&other, paths[i], "dateFrom=2030-09-01", "dateTo=2031-02-01", NULL);
        cr_expect_gt(p.text.len, 1000);
        cr_expect_str_eq(buf_text(&p.text), buf_text(&other.text), "%s differs", paths[i]);
    }
    cr_expect_str_neq(p.tokens[0], other.tokens[0], "tokens are each company's own");
    practice_close(&other);
}

Test(sandbox_company, goes_on_with_the_documented_number)
{
    cr_expect_str_eq(practice_create(&p, "", ""), "3228");
    cr_expect_str_eq(practice_text(&p, "standingOrderNumber"), "S03228");
    cr_expect_str_eq(practice_message(&p), "Standing Order # S03228 was successfully saved.");
}

/* The sample orders keep the sandbox's own rules: what is sent again as it was is accepted. */
Test(sandbox_company, keeps_its_own_rules)
{
    struct query *row = db_query(p.db,
                                 "SELECT o.id, i.id FROM standing_order o JOIN item i"
                                 " ON i.standing_order = o.id WHERE cancelled = 0 ORDER BY i.id",
                                 "");
    char *bodies[4000];
    size_t count = 0;
    while (query_next(row) && count < sizeof bodies / sizeof *bodies)
        bodies[count++] =
            mem_printf("{\"standingOrderID\":%s,\"items\":[{\"standingOrderItemId\":%s}]}",
                       query_text(row, 0), query_text(row, 1));
    cr_expect_gt(count, 500);
    p.server.daily_limit = 10000;
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(practice_put(&p, bodies[i]), 1, "%s: %s", bodies[i], practice_message(&p));
        free(bodies[i]);
    }
}

Test(sandbox_company, can_lose_its_orders)
{
    catalogue_remove_orders(p.db);
    practice_get(&p, "standing.order.list", "dateFrom=2000-01-01", "dateTo=2060-01-01",
                 "status=All", NULL);
    cr_expect_str_eq(practice_message(&p), "Orders not found.");
    practice_get(&p, "customer.list", NULL);
    cr_expect_eq(json_count(json_member(p.reply, "customers")), CATALOGUE_CUSTOMERS);
}

/* Which ids are text and which numbers, and where the status stands. */
Test(sandbox_company, look_ups_have_the_services_shapes)
{
    static const struct {
        const char *path, *begins, *holds;
    } rows[] = {
        { "customer.list", "{\"status\":1,\"message\":\"OK\",\"customers\":[{\"id\":\"",
          "\"salesPersonId\":\"" },
        { "carrier.list", "{\"carriers\":[{\"id\":1", "],\"status\":1,\"message\":\"OK\"}" },
        { "vendor.list", "{\"status\":1,\"message\":\"OK\",\"vendors\":[{\"id\":\"",
          "\"active\":1" },
        { "product.list", "{\"status\":1,\"message\":\"OK\",\"products\":[{\"id\":\"",
          "\"legacyCode\":\"" },
        { "boxtype.list", "{\"status\":1,\"message\":\"OK\",\"boxtypes\":[{\"id\":1",
          "\"fbe\":0.25" },
        { "location.list", "{\"status\":1,\"message\":\"OK\",\"locations\":[{\"id\":\"",
          "\"code\":\"MIA\"" },
        { "customer.shipto.list", "{\"status\":1,\"message\":\"OK\",\"shiptos\":[{\"id\":5",
          "\"zipcode\":\"" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(practice_get(&p, rows[i].path, "customerId=131313", NULL), 1);
        cr_expect_eq(strncmp(buf_text(&p.text), rows[i].begins, strlen(rows[i].begins)), 0,
                     "%.100s", buf_text(&p.text));
        cr_expect(strstr(buf_text(&p.text), rows[i].holds), "%s has no %s", rows[i].path,
                  rows[i].holds);
    }
    practice_get(&p, "customer.shipto.list", "customerId=1", NULL);
    cr_expect_str_eq(practice_message(&p), "Ship-tos not found.");
    cr_expect_null(json_member(p.reply, "shiptos"));
}
