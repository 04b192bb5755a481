/* Creating: every rule of the documents, at its limit and past it; partial success; what a line keeps. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/mem.h"
#include "base/utf8.h"

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

TestSuite(sandbox_create, .init = open_empty, .fini = close_it);

static int64_t count_orders(void)
{
    return db_number(p.db, 0, "SELECT count(*) FROM standing_order", "");
}

/* `NxA` in a member stands for so many letters A. */
static char *expand(const char *member)
{
    struct buf out = { 0 };
    for (const char *at = member; *at;) {
        char *end;
        long count = strtol(at, &end, 10);
        if (end > at && end[0] == 'x' && end[1] == 'A') {
            for (long i = 0; i < count; i++)
                buf_add(&out, "é"); /* two bytes, one character */
            at = end + 2;
        } else {
            buf_add_char(&out, *at++);
        }
    }
    return buf_take(&out);
}

struct rule_row {
    const char *members;
    const char *says; /* a part of the refusal, NULL = accepted */
};

static void try_rows(const struct rule_row *rows, size_t count, bool in_line)
{
    for (size_t i = 0; i < count; i++) {
        char *members = expand(rows[i].members);
        int64_t before = count_orders();
        practice_create(&p, in_line ? "" : members, in_line ? members : "");
        const char *message = practice_message(&p);
        const char *status = practice_text(&p, "status");
        if (in_line) {
            message = practice_text(&p, "items.0.message");
            status = practice_text(&p, "items.0.status");
        }
        cr_expect_eq(p.status, 200, "%s gave %d", rows[i].members, p.status);
        if (rows[i].says) {
            cr_expect_str_eq(status, "0", "%s was accepted", rows[i].members);
            cr_expect(strstr(message, rows[i].says), "%s said: %s", rows[i].members, message);
            cr_expect_eq(count_orders(), before, "%s was saved", rows[i].members);
        } else {
            cr_expect_str_eq(status, "1", "%s said: %s", rows[i].members, message);
            cr_expect_eq(count_orders(), before + 1, "%s was not saved", rows[i].members);
        }
        free(members);
    }
}

#define TRY(rows, in_line) try_rows(rows, sizeof(rows) / sizeof *(rows), in_line)

Test(sandbox_create, rules_of_the_header)
{
    static const struct rule_row rows[] = {
        { "", NULL },
        { ",\"customerId\":\"\"", "customer is missing" },
        { ",\"customerId\":\"\",\"customerCode\":\"Fresh\"", "customerDescription is missing" },
        { ",\"customerId\":\"\",\"customerCode\":\"fresh\",\"customerDescription\":\"Mr. Fresh\"",
          NULL },
        { ",\"customerId\":\"\",\"customerDescription\":\"Mr. Fresh\"", "customerCode is missing" },
        { ",\"customerId\":\"\",\"customerCode\":\"21xA\",\"customerDescription\":\"x\"",
          "more than 20" },
        { ",\"customerId\":\"\",\"customerCode\":\"20xA\",\"customerDescription\":\"x\"",
          "no customer with the code" },
        { ",\"customerDescription\":\"200xA\"", NULL },
        { ",\"customerDescription\":\"201xA\"", "more than 200" },
        { ",\"customerId\":99", "no customer with the id 99" },
        { ",\"customerId\":\"12a\"", "number" },
        { ",\"customerId\":\"99999999999999999999\"", "no customer with the id" },
        { ",\"customerId\":\"999999999999999999999\"", "20 digits" },
        { ",\"carrierId\":\"\"", "carrier is missing" },
        { ",\"carrierId\":\"\",\"carrierCode\":\"ARM\"", "carrierDescription is missing" },
        { ",\"carrierId\":\"\",\"carrierCode\":\"ARM\",\"carrierDescription\":\"Armellini\"",
          NULL },
        { ",\"carrierId\":1", "no carrier" },
        { ",\"carrierId\":1384", "not active" },
        { ",\"startDate\":\"\"", "start date is missing" },
        { ",\"startDate\":\"2031-02-30\"", "must be a date" },
        { ",\"startDate\":\"2031-4-1\"", "must be a date" },
        { ",\"startDate\":\"2031/01/06\"", NULL },
        { ",\"endDate\":\"\"", NULL },
        { ",\"endDate\":\"2031-01-05\"", "before the start" },
        { ",\"endDate\":\"2031-01-06\"", NULL },
        { ",\"startDate\":\"2031-01-07\",\"endDate\":\"2031-01-09\"", "No truck day" },
        { ",\"recurrence\":\"\"", "recurrence is missing" },
        { ",\"recurrence\":0", "from 1 to 4" },
        { ",\"recurrence\":5", "from 1 to 4" },
        { ",\"recurrence\":4", NULL },
        { ",\"recurrence\":\"2.0\"", "whole number" },
        { ",\"recurrence\":\"01\"", "whole number" },
        { ",\"truckDays\":\"\"", "truck days are missing" },
        { ",\"truckDays\":\"Mon\"", "weekdays in full" },
        { ",\"truckDays\":\"Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday\"",
          NULL },
        { ",\"shipViaId\":2", "from 0 to 1" },
        { ",\"shipViaId\":1", NULL },
        { ",\"customerPO\":\"20xA\"", NULL },
        { ",\"customerPO\":\"21xA\"", "at most 20" },
        { ",\"comments\":\"200xA\"", NULL },
        { ",\"comments\":\"201xA\"", "at most 200" },
        { ",\"invoiceNotes\":\"200xA\"", NULL },
        { ",\"invoiceNotes\":\"201xA\"", "at most 200" },
        { ",\"comments\":[]", "text or a number" },
        { ",\"companyLocationCode\":\"\"", "companyLocationCode is missing" },
        { ",\"companyLocationCode\":\"\",\"companyLocationId\":147",
          "companyLocationCode is missing" },
        { ",\"companyLocationCode\":\"XXX\"", "no location" },
        { ",\"shipToId\":50001", NULL },
        { ",\"shipToId\":1", "no ship-to" },
        { ",\"shipToId\":50010", "another customer" },
    };
    TRY(rows, false);
}

Test(sandbox_create, rules_of_a_line)
{
    static const struct rule_row rows[] = {
        { "", NULL },
        { ",\"identifier\":\"30xA\"", NULL },
        { ",\"identifier\":\"31xA\"", "at most 30" },
        { ",\"vendorId\":\"\"", NULL },
        { ",\"vendorId\":1", "no vendor" },
        { ",\"vendorId\":\"\",\"vendorCode\":\"333\"", "vendorName is missing" },
        { ",\"vendorId\":\"\",\"vendorCode\":\"333\",\"vendorName\":\"33 Flowers\"", NULL },
        { ",\"productId\":\"\"", "product is missing" },
        { ",\"productId\":9999999", "no product" },
        { ",\"productId\":\"\",\"productCode\":\"Lucky\"", "productDescription is missing" },
        { ",\"productId\":\"\",\"productCode\":\"Lucky\",\"productDescription\":\"Black Monstera\"",
          NULL },
        { ",\"productDescription\":\"201xA\"", "more than 200" },
        { ",\"itemType\":\"\"", NULL },
        { ",\"itemType\":\"box\"", NULL },
        { ",\"itemType\":\"BIN\"", "BOX or UN" },
        { ",\"boxTypeCode\":\"\"", "box type is missing" },
        { ",\"boxTypeCode\":\"ZZ\"", "no box type" },
        { ",\"boxTypeCode\":\"\",\"boxTypeId\":1", NULL },
        { ",\"boxTypeId\":\"QB\"", "number" },
        { ",\"boxes\":\"\"", "boxes is missing" },
        { ",\"boxes\":0", "from 1" },
        { ",\"boxes\":-1", "from 1" },
        { ",\"boxes\":9999999999", NULL },
        { ",\"boxes\":10000000000", "to 9999999999" },
        { ",\"boxes\":9999999999,\"bunches\":9999999999", "too large" },
        { ",\"bunches\":\"\"", "bunches per box is missing" },
        { ",\"bunches\":0", "from 1" },
        { ",\"stemsBunch\":\"\"", "stems per bunch are missing" },
        { ",\"stemsBunch\":0", "from 1" },
        { ",\"unitType\":\"\"", "unit type is missing" },
        { ",\"unitType\":\"bunch\"", NULL },
        { ",\"unitType\":\"Box\"", "Stem or Bunch" },
        { ",\"itemType\":\"UN\"", "total units are missing" },
        { ",\"itemType\":\"UN\",\"totalUnits\":0", "from 1" },
        { ",\"itemType\":\"UN\",\"totalUnits\":50", NULL },
        { ",\"itemType\":\"UN\",\"totalUnits\":50,\"boxTypeCode\":\"\",\"boxes\":\"\","
          "\"bunches\":\"\",\"stemsBunch\":\"\"",
          NULL },
        { ",\"price\":\"\"", NULL },
        { ",\"price\":0", NULL },
        { ",\"price\":\"1.005\"", "amount" },
        { ",\"price\":\"1,05\"", "amount" },
        { ",\"price\":-1", "amount" },
        { ",\"price\":1e2", "amount" },
        { ",\"price\":99999999.99,\"boxes\":1", NULL },
        { ",\"price\":100000000", "amount" },
        { ",\"cost\":\"\"", NULL },
        { ",\"cost\":\"free\"", "amount" },
        { ",\"markCode\":\"50xA\"", NULL },
        { ",\"markCode\":\"51xA\"", "at most 50" },
        { ",\"generalNotes\":\"1000xA\"", NULL },
        { ",\"generalNotes\":\"1001xA\"", "at most 1000" },
        { ",\"vendorNotes\":\"1000xA\"", NULL },
        { ",\"vendorNotes\":\"1001xA\"", "at most 1000" },
        { ",\"customFields\":[{\"name\":\"45xA\",\"value\":\"200xA\"}]", NULL },
        { ",\"customFields\":[{\"name\":\"46xA\",\"value\":\"\"}]", "at most 45" },
        { ",\"customFields\":[{\"name\":\"a\",\"value\":\"201xA\"}]", "at most 200" },
        { ",\"customFields\":[{\"name\":\"\",\"value\":\"b\"}]", "name is missing" },
        { ",\"customFields\":[{\"name\":\"\",\"value\":\"\"}]", NULL },
    };
    TRY(rows, true);
}

#define PART(members)                                                                              \
    ",\"breakdowns\":[{\"productId\":3,\"bunches\":10,\"stemsBunch\":25,\"cost\":\"0.80\","        \
    "\"price\":\"1.00\"" members "}]"

Test(sandbox_create, rules_of_a_breakdown)
{
    static const struct rule_row rows[] = {
        { PART(""), NULL },
        { PART("") ",\"stemsBunch\":\"\"", NULL },
        { ",\"breakdowns\":[]", NULL },
        { ",\"breakdowns\":\"\"", NULL },
        { ",\"breakdowns\":[],\"stemsBunch\":\"\"", "stems per bunch are missing" },
        { PART(",\"identifier\":\"30xA\""), NULL },
        { PART(",\"identifier\":\"31xA\""), "at most 30" },
        { PART(",\"productId\":\"\""), "product is missing" },
        { PART(",\"productId\":1"), "no product" },
        { PART(",\"bunches\":\"\""), "bunches is missing" },
        { PART(",\"bunches\":9"), "add up to 9 bunches" },
        { PART(",\"stemsBunch\":\"\""), "stems per bunch is missing" },
        { PART(",\"cost\":\"\""), "cost is missing" },
        { PART(",\"cost\":\"x\""), "amount" },
        { PART(",\"price\":\"\""), "price is missing" },
        { PART(",\"price\":0"), NULL },
    };
    TRY(rows, true);
}

Test(sandbox_create, a_company_with_one_location_needs_no_code)
{
    p.server.single_location = true;
    cr_expect(*practice_create(&p, ",\"companyLocationCode\":\"\"", ""));
}

static int post_as(enum tokens_sample token, const char *header, const char *line)
{
    char *body = practice_body(header, line);
    int status = practice_ask(&p, "POST", "v2/standing-order", p.tokens[token], NULL, body);
    free(body);
    return status;
}

Test(sandbox_create, customer_and_vendor_tokens_stay_with_their_own)
{
    cr_expect_eq(post_as(TOKENS_CUSTOMER, "", PART(",\"price\":\"\"")), 1, "%s",
                 practice_message(&p));
    cr_expect_eq(post_as(TOKENS_CUSTOMER, ",\"customerId\":131314", ""), 0);
    cr_expect(strstr(practice_message(&p), "another customer"));
    cr_expect_eq(post_as(TOKENS_VENDOR, "", ""), 1);
    cr_expect_eq(post_as(TOKENS_VENDOR, "", ",\"vendorId\":\"\""), 1);
    cr_expect_eq(db_number(p.db, 0, "SELECT vendor FROM item ORDER BY id DESC", ""), 33);
    cr_expect_eq(post_as(TOKENS_VENDOR, "", ",\"vendorId\":34"), 0);
    cr_expect(strstr(practice_text(&p, "items.0.message"), "another vendor"));
}

Test(sandbox_create, all_problems_are_said_at_once_in_500_characters)
{
    practice_create(&p, ",\"recurrence\":9,\"truckDays\":\"Mon\",\"startDate\":\"x\"", "");
    cr_expect(strstr(practice_message(&p), "Recurrence"));
    cr_expect(strstr(practice_message(&p), "Truck days"));
    cr_expect(strstr(practice_message(&p), "Start date"));
    char *long_days =
        expand(",\"truckDays\":\"90xA\",\"startDate\":\"300xA\",\"endDate\":\"300xA\","
               "\"recurrence\":\"300xA\",\"customerId\":\"300xA\",\"carrierId\":\"x\"");
    practice_create(&p, long_days, "");
    cr_expect(utf8_count_chars(practice_message(&p)) <= 500);
    cr_expect(utf8_is_valid(practice_message(&p), strlen(practice_message(&p))), "%s",
              practice_message(&p));
    free(long_days);
}

Test(sandbox_create, an_order_needs_items)
{
    static const char *const rows[] = { ",\"items\":[]", ",\"items\":\"\"", ",\"items\":null" };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *body = practice_body("", "");
        body[strlen(body) - 1] = 0;
        char *whole = mem_printf("%s%s}", body, rows[i]);
        cr_expect_eq(practice_post(&p, whole), 0);
        cr_expect(strstr(practice_message(&p), "no items"), "%s", practice_message(&p));
        free(whole);
        free(body);
    }
    cr_expect_eq(count_orders(), 0);
}

static const char three_lines[] =
    "{\"customerId\":131313,\"carrierId\":1360,\"startDate\":\"2031-01-06\",\"recurrence\":1,"
    "\"truckDays\":\"Monday\",\"companyLocationCode\":\"MIA\",\"items\":["
    "{\"identifier\":\"A\",\"productId\":21,\"boxTypeCode\":\"QB\",\"boxes\":1,\"unitType\":"
    "\"Stem\","
    "\"bunches\":1,\"stemsBunch\":1},"
    "{\"identifier\":\"B\",\"productId\":99,\"boxTypeCode\":\"QB\",\"boxes\":1,\"unitType\":"
    "\"Stem\","
    "\"bunches\":1,\"stemsBunch\":1},"
    "{\"identifier\":\"C\",\"productId\":3,\"itemType\":\"UN\",\"totalUnits\":5,"
    "\"unitType\":\"Bunch\"}]}";

Test(sandbox_create, lines_that_are_right_are_saved_without_those_that_are_not)
{
    cr_expect_eq(practice_post(&p, three_lines), 1);
    cr_expect(strstr(practice_message(&p), "1 of its 3 items"), "%s", practice_message(&p));
    cr_expect_str_eq(practice_text(&p, "items.0.identifier"), "A");
    cr_expect_str_eq(practice_text(&p, "items.0.status"), "1");
    cr_expect_str_eq(practice_text(&p, "items.0.message"), "Item was successfully added.");
    cr_expect(*practice_text(&p, "items.0.standingOrderItemId"));
    cr_expect_str_eq(practice_text(&p, "items.1.identifier"), "B");
    cr_expect_str_eq(practice_text(&p, "items.1.status"), "0");
    cr_expect(strstr(practice_text(&p, "items.1.message"), "no product with the id 99"));
    cr_expect_str_eq(practice_text(&p, "items.1.standingOrderItemId"), "");
    cr_expect_str_eq(practice_text(&p, "items.2.status"), "1");
    cr_expect_eq(count_orders(), 1);
    cr_expect_eq(db_number(p.db, 0, "SELECT count(*) FROM item", ""), 2);
}

Test(sandbox_create, an_order_none_of_whose_lines_is_right_is_not_saved)
{
    cr_expect_str_eq(practice_create(&p, "", ",\"productId\":99"), "");
    cr_expect_eq(count_orders(), 0);
    cr_expect_str_eq(practice_text(&p, "status"), "0");
    cr_expect(strstr(practice_text(&p, "items.0.message"), "no product"));
}

Test(sandbox_create, the_documented_sample_is_refused_for_its_box_type_only)
{
    static const char sample[] =
        "{ \"customerId\": \"131313\", \"customerCode\": \"Fresh\", \"customerDescription\": "
        "\"Mr. Fresh\", \"carrierId\": \"1360\", \"carrierCode\": \"ARM\", \"carrierDescription\": "
        "\"Armellini\", \"startDate\": \"2022/04/13\", \"endDate\": \"2022/12/13\", \"shipViaId\": "
        "\"1\", \"customerPO\": \"122344\", \"companyLocationId\": \"147\", "
        "\"companyLocationCode\": \"MIA\", \"recurrence\": \"1\", \"truckDays\": \"Monday, "
        "Wednesday, Friday\", \"comments\": \"Keep it fresh\", \"invoiceNotes\": \"\", \"items\": "
        "[ "
        "{ \"identifier\": \"1123\", \"vendorId\": \"33\", \"vendorCode\": \"333\", "
        "\"vendorName\": \"33 Flowers\", \"productId\": \"21\", \"productCode\": \"Lucky\", "
        "\"productDescription\": \"Black Monstera\", \"itemType\": \"BOX\", \"boxTypeId\": \"%s\", "
        "\"boxTypeCode\": \"QB21\", \"boxes\": \"21\", \"totalUnits\": \"777\", \"unitType\": "
        "\"Stem\", \"bunches\": \"13\", \"stemsBunch\": \"7\", \"price\": \"1.21\", \"cost\": "
        "\"1.01\", \"markCode\": \"BCK\", \"generalNotes\": \"Ship it\", \"vendorNotes\": \"Thank "
        "you\", \"customFields\": [ { \"name\": \"\", \"value\": \"\" } ], \"breakdowns\": [ { "
        "\"identifier\": \"Assorted 1\", \"productId\": \"3\", \"productCode\": \"BK\", "
        "\"productDescription\": \"Black King Rose\", \"bunches\": \"13\", \"stemsBunch\": \"13\", "
        "\"cost\": \"1.33\", \"price\": \"0.99\" } ] } ] }";
    char *wrong = mem_printf(sample, "QB"), *right = mem_printf(sample, "");
    cr_expect_eq(practice_post(&p, wrong), 0);
    cr_expect_str_eq(practice_text(&p, "items.0.message"),
                     "boxTypeId is QB; it must be a number of at most 20 digits.");
    cr_expect_eq(practice_post(&p, right), 1, "%s", practice_text(&p, "items.0.message"));
    free(wrong);
    free(right);
}
