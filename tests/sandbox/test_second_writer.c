/* A second user at work: what each kind changes, when, and how often. */
#include "config.h"
#include "sandbox/practice.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct practice p;
static char *number;

static void open_with_two_lines(void)
{
    practice_open(&p, false);
    practice_create(&p, "",
                    "},{\"productId\":3,\"itemType\":\"UN\",\"totalUnits\":40,"
                    "\"unitType\":\"Stem\",\"price\":\"2.00\"");
    number = mem_strdup(practice_text(&p, "standingOrderNumber"));
    cr_assert(*number, "%s", practice_message(&p));
    p.server.faults = faults_new(NULL);
}

static void close_it(void)
{
    faults_free(p.server.faults);
    free(number);
    practice_close(&p);
}

TestSuite(sandbox_second_writer, .init = open_with_two_lines, .fini = close_it);

#define FIRST  "standingOrders.0.details.0."
#define SECOND "standingOrders.0.details.1."
#define THIRD  "standingOrders.0.details.2."

/* Reads the order by its number, or all orders. */
static void read_one(const char *number_wanted)
{
    char *parameter = mem_printf("number=%s", number_wanted);
    practice_get(&p, "standing.order.list", "dateFrom=2030-01-01", "dateTo=2032-12-31", parameter,
                 NULL);
    free(parameter);
}

static void expect(const char *path, const char *text)
{
    cr_expect_str_eq(practice_text(&p, path), text, "%s is \"%s\", not \"%s\"", path,
                     practice_text(&p, path), text);
}

Test(sandbox_second_writer, changes_an_order_after_it_was_read)
{
    static const struct {
        const char *kind, *path, *before, *after;
    } rows[] = {
        { "price", FIRST "unitPrice", "1.05", "1.10" },
        { "boxes", FIRST "totalBoxes", "6", "7" },
        { "line", SECOND "totalUnits", "40", "" },
        { "add", THIRD "unitPrice", "", "1.05" },
        { "header", "standingOrders.0.endDate", "2031-06-30", "2031-07-07" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *fault = mem_printf("second-writer %s 1", rows[i].kind);
        if (i)
            open_with_two_lines();
        cr_assert(faults_add(p.server.faults, fault, NULL));
        read_one("");
        expect(rows[i].path, rows[i].before);
        read_one("S99999");
        read_one(number);
        expect(rows[i].path, rows[i].before);
        read_one(number);
        expect(rows[i].path, rows[i].after);
        read_one(number);
        expect(rows[i].path, rows[i].after);
        free(fault);
        if (i + 1 < sizeof rows / sizeof *rows)
            close_it();
    }
}

Test(sandbox_second_writer, goes_on_without_a_count)
{
    cr_assert(faults_add(p.server.faults, "second-writer price", NULL));
    read_one(number);
    read_one(number);
    read_one(number);
    expect(FIRST "unitPrice", "1.15");
    expect(SECOND "unitPrice", "2.00");
}

Test(sandbox_second_writer, an_order_without_an_end_gets_one)
{
    char *body = mem_printf("{\"standingOrderID\":%d,\"standingOrderItemId\":%s,\"endDate\":\"\"}",
                            atoi(number + 1), practice_text(&p, "items.0.standingOrderItemId"));
    cr_assert_eq(practice_put(&p, body), 1, "%s", practice_message(&p));
    cr_assert(faults_add(p.server.faults, "second-writer header", NULL));
    read_one(number);
    expect("standingOrders.0.endDate", "");
    read_one(number);
    expect("standingOrders.0.endDate", "2032-01-05");
    free(body);
}

Test(sandbox_second_writer, the_last_line_ends_the_order_and_then_nothing_more_happens)
{
    cr_assert(faults_add(p.server.faults, "second-writer line", NULL));
    read_one(number);
    read_one(number);
    cr_expect_eq(practice_orders(&p), 1);
    read_one(number);
    cr_expect_eq(practice_orders(&p), 0);
    cr_assert(faults_add(p.server.faults, "second-writer header", NULL));
    for (size_t i = 0; i < 2; i++) {
        char *parameter = mem_printf("number=%s", number);
        practice_get(&p, "standing.order.list", "dateFrom=2030-01-01", "dateTo=2032-12-31",
                     "status=Cancelled", parameter, NULL);
        free(parameter);
        expect("standingOrders.0.endDate", "2031-06-30");
        expect(SECOND "totalUnits", "40");
    }
}
