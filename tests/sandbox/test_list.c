/* The list: filters, shape, what cannot be read back, long lists. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct practice p;

static void open_empty(void)
{
    practice_open(&p, false);
}

static void close_it(void)
{
    practice_close(&p);
}

TestSuite(sandbox_list, .init = open_empty, .fini = close_it);

/* Three orders; the ids of their lines go to `items`. */
static char *ids[3], *items[3];

static void make_three(void)
{
    static const char *const headers[] = {
        "",
        ",\"customerId\":131314,\"startDate\":\"2031-03-03\",\"endDate\":\"\"",
        ",\"customerId\":131317,\"companyLocationCode\":\"LAX\"",
    };
    for (int i = 0; i < 3; i++) {
        ids[i] = mem_strdup(practice_create(&p, headers[i], ""));
        items[i] = mem_strdup(practice_text(&p, "items.0.standingOrderItemId"));
        cr_assert(*ids[i], "%s", practice_message(&p));
    }
    cr_assert_eq(practice_cancel(&p, ids[2], items[2]), 1);
}

static void free_three(void)
{
    for (int i = 0; i < 3; i++) {
        free(ids[i]);
        free(items[i]);
    }
}

Test(sandbox_list, filters)
{
    static const struct {
        const char *from, *to, *filter;
        const char *found; /* which of the three */
    } rows[] = {
        { "2031-01-01", "2031-12-31", "x=", "01" },
        { "2031-01-01", "2031-12-31", "status=Active", "01" },
        { "2031-01-01", "2031-12-31", "status=aCTIVE", "01" },
        { "2031-01-01", "2031-12-31", "status=Cancelled", "2" },
        { "2031-01-01", "2031-12-31", "status=ALL", "012" },
        { "2030-01-01", "2031-01-05", "status=All", "" },
        { "2030-01-01", "2031-01-06", "status=All", "02" },
        { "2031-06-30", "2031-06-30", "status=All", "012" },
        { "2031-07-01", "2032-01-01", "status=All", "1" },
        { "2040-01-01", "2041-01-01", "status=All", "1" },
        { "2031-01-01", "2031-12-31", "customer=FRESH", "0" },
        { "2031-01-01", "2031-12-31", "customer=mr. f", "0" },
        { "2031-01-01", "2031-12-31", "customer=pena", "1" },
        { "2031-01-01", "2031-12-31", "customer=PEÑA", "1" },
        { "2031-01-01", "2031-12-31", "customer=%", "" },
        { "2031-01-01", "2031-12-31", "customerId=131314", "1" },
        { "2031-01-01", "2031-12-31", "customerId=13131", "" },
        { "2031-01-01", "2031-12-31", "number=S02928", "0" },
        { "2031-01-01", "2031-12-31", "number=s02929", "1" },
        { "2031-01-01", "2031-12-31", "number=S0292", "" },
        { "2031-01-01", "2031-12-31", "locationId=147", "01" },
        { "2031-01-01", "2031-12-31", "locationId=148", "" },
    };
    make_three();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *from = mem_printf("dateFrom=%s", rows[i].from);
        char *to = mem_printf("dateTo=%s", rows[i].to);
        cr_expect_eq(practice_get(&p, "standing.order.list", from, to, rows[i].filter, NULL), 1);
        struct buf found = { 0 };
        for (size_t o = 0; o < practice_orders(&p); o++) {
            char *path = mem_printf("standingOrders.%zu.id", o);
            for (int which = 0; which < 3; which++)
                if (strcmp(practice_text(&p, path), ids[which]) == 0)
                    buf_addf(&found, "%d", which);
            free(path);
        }
        cr_expect_str_eq(buf_text(&found), rows[i].found, "%s to %s, %s: found %s", rows[i].from,
                         rows[i].to, rows[i].filter, buf_text(&found));
        buf_free(&found);
        free(from);
        free(to);
    }
    free_three();
}

Test(sandbox_list, filters_have_limits)
{
    static const struct {
        const char *filter, *says;
    } rows[] = {
        { "customer=012345678901234567890123456789012345678901234567890", "50 characters" },
        { "customerId=12345678901", "10 digits" },
        { "customerId=12a", "a number" },
        { "number=S0123456789", "10 characters" },
        { "locationId=x", "a number" },
        { "status=Open", "All, Active or Cancelled" },
        { "dateTo=2030-01-01", "before dateFrom" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(practice_get(&p, "standing.order.list", rows[i].filter, "dateFrom=2031-01-01",
                                  "dateTo=2031-12-31", NULL),
                     0, "%s", rows[i].filter);
        cr_expect(strstr(practice_message(&p), rows[i].says), "%s", practice_message(&p));
    }
}

Test(sandbox_list, an_empty_list_is_a_message)
{
    cr_expect_eq(
        practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL),
        1);
    cr_expect_str_eq(practice_message(&p), "Orders not found.");
    cr_expect_null(json_member(p.reply, "standingOrders"));
}

/* What the document names, at each level; and nothing else. */
static const char *const allowed[] = {
    " status message standingOrders ",
    " id number customerName priceList carrierName recurrence days startDate endDate salesperson "
    "locationCode locationName shipToName shipToCarrier shipToStreet shipToCity shipToState "
    "shipToZipcode shipToCountry shipToPhone shipToFax customerCode details ",
    " soItemId productId productDescription units unitType bunches totalBoxes totalUnits unitPrice "
    "totalPrice unitCost totalCost stemsBunch markCode boxType vendorName isAssorted breakdowns "
    "customField ",
    " productId productDescription stemsBunch bunches price ",
    " name description ",
};

/* The names in a reply, by walking its text: every "name": is looked for in all levels. */
static void expect_documented(const char *text)
{
    for (const char *at = text; *at;
         at++) { /* strstr() is slow on long texts under the sanitizers */
        if (at[0] != '"' || at[1] != ':')
            continue;
        const char *start = at;
        while (start > text && start[-1] != '"')
            start--;
        char *name = mem_printf(" %.*s ", (int)(at - start), start);
        bool known = false;
        for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
            known = known || strstr(allowed[i], name);
        cr_expect(known, "%sis not documented", name);
        free(name);
    }
}

Test(sandbox_list, gives_back_only_what_is_documented)
{
    practice_create(&p,
                    ",\"customerPO\":\"SECRETPO\",\"comments\":\"SECRETCOMMENT\",\"invoiceNotes\":"
                    "\"SECRETNOTE\","
                    "\"shipViaId\":1,\"shipToId\":50001",
                    ",\"identifier\":\"SECRETID\",\"generalNotes\":\"SECRETGENERAL\","
                    "\"vendorNotes\":\"SECRETVENDOR\",\"markCode\":\"0123456789012345678901234\","
                    "\"customFields\":[{\"name\":\"UPC\",\"value\":\"123\"}],"
                    "\"breakdowns\":[{\"identifier\":\"SECRETPART\",\"productId\":3,\"bunches\":10,"
                    "\"stemsBunch\":20,\"cost\":\"0.77\",\"price\":\"1.00\"}]");
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL);
    expect_documented(buf_text(&p.text));
    cr_expect_null(strstr(buf_text(&p.text), "SECRET"), "%s", buf_text(&p.text));
    cr_expect_null(strstr(buf_text(&p.text), "0.77"), "the cost of a part cannot be read back");
    static const char *const rows[][2] = {
        { "number", "S02928" },
        { "customerCode", "Fresh" },
        { "customerName", "Mr. Fresh" },
        { "carrierName", "Armellini" },
        { "recurrence", "1" },
        { "days", "Monday, Friday" },
        { "startDate", "2031-01-06" },
        { "endDate", "2031-06-30" },
        { "locationCode", "MIA" },
        { "locationName", "Miami" },
        { "shipToCountry", "US" },
        { "details.0.productDescription", "Black Monstera" },
        { "details.0.units", "200" },
        { "details.0.totalUnits", "1200" },
        { "details.0.totalBoxes", "6" },
        { "details.0.bunches", "10" },
        { "details.0.stemsBunch", "" },
        { "details.0.unitPrice", "1.05" },
        { "details.0.totalPrice", "1260.00" },
        { "details.0.unitCost", "0.80" },
        { "details.0.totalCost", "960.00" },
        { "details.0.boxType", "QB" },
        { "details.0.vendorName", "33 Flowers" },
        { "details.0.isAssorted", "1" },
        { "details.0.markCode", "01234567890123456789" },
        { "details.0.breakdowns.0.productDescription", "Black King Rose" },
        { "details.0.breakdowns.0.price", "1.00" },
        { "details.0.customField.0.name", "UPC" },
        { "details.0.customField.0.description", "123" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *path = mem_printf("standingOrders.0.%s", rows[i][0]);
        cr_expect_str_eq(practice_text(&p, path), rows[i][1], "%s is %s", rows[i][0],
                         practice_text(&p, path));
        free(path);
    }
}

Test(sandbox_list, no_cost_is_not_a_cost_of_nothing)
{
    practice_create(&p, "", ",\"cost\":\"\"");
    practice_create(&p, "", ",\"cost\":\"0.00\"");
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL);
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.unitCost"), "");
    cr_expect_str_eq(practice_text(&p, "standingOrders.1.details.0.unitCost"), "0.00");
}

Test(sandbox_list, a_line_in_units_has_no_boxes)
{
    practice_create(&p, "", ",\"itemType\":\"UN\",\"totalUnits\":50,\"unitType\":\"Bunch\"");
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL);
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.totalBoxes"), "0");
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.totalUnits"), "50");
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.boxType"), "");
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.totalPrice"), "52.50");
}

Test(sandbox_list, averages_a_mixed_line_without_price)
{
    practice_create(
        &p, "",
        ",\"price\":\"\",\"breakdowns\":["
        "{\"productId\":3,\"bunches\":4,\"stemsBunch\":10,\"cost\":1,\"price\":\"1.00\"},"
        "{\"productId\":21,\"bunches\":6,\"stemsBunch\":20,\"cost\":1,\"price\":\"2.00\"}]");
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL);
    /* 40 stems at 1.00 and 120 at 2.00 */
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.unitPrice"), "1.75");
    cr_expect_str_eq(practice_text(&p, "standingOrders.0.details.0.units"), "160");
}

Test(sandbox_list, a_big_list_comes_piece_by_piece)
{
    make_three();
    p.server.faults = faults_new(NULL);
    cr_assert(faults_add(p.server.faults, "big-list 5000", NULL));
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL);
    cr_expect_eq(practice_orders(&p), 5000);
    cr_expect_eq(p.pieces, 5001);
    cr_expect_str_neq(practice_text(&p, "standingOrders.0.id"),
                      practice_text(&p, "standingOrders.2.id"));
    expect_documented(buf_text(&p.text));
    faults_free(p.server.faults);
    free_three();
}

Test(sandbox_list, one_that_breaks_off_is_no_whole_list_and_nobody_elses_trouble)
{
    practice_create(&p, "", "");
    db_run(p.db, "DROP TABLE custom", "");
    practice_get(&p, "standing.order.list", "dateFrom=2031-01-01", "dateTo=2031-12-31", NULL);
    cr_expect(p.is_dropped);
    cr_expect_null(p.reply);
    cr_expect_eq(practice_get(&p, "carrier.list", NULL), 1);
    cr_expect_eq(p.status, 200);
}
