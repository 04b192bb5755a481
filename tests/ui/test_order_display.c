/* Tests of the display of an order: the ship-to address, who sells it, the service's totals where they are
 * other than ours, truck dates with their probable prebooks. Today is Tue 2026-02-03. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/screens/order.h"
#include "ui/screens/order_facts.h"

#include <criterion/criterion.h>
#include <string.h>

static struct item *add_line(struct order *order, const char *product, const char *total)
{
    struct item *item = order_insert_item(order, order->item_count);
    value_set(&item->v[ITEM_ID], "7001");
    value_set(&item->v[ITEM_PRODUCT_NAME], product);
    value_set(&item->v[ITEM_BOX_TYPE_CODE], "QB");
    value_set(&item->v[ITEM_BOXES], "10");
    value_set(&item->v[ITEM_BUNCHES], "12");
    value_set(&item->v[ITEM_STEMS_BUNCH], "10");
    value_set(&item->v[ITEM_PRICE], "1.05");
    value_set(&item->v[ITEM_COST], "0.80");
    value_set(&item->v[ITEM_TOTAL_PRICE], total);
    value_set(&item->v[ITEM_TOTAL_COST], "960.00");
    return item;
}

/* Two lines: with this total of the service for the second one. */
static struct order make_order(const char *total)
{
    struct order order = { 0 };
    order_init_blank(&order);
    order.status = ORDER_ACTIVE;
    value_set(&order.v[ORDER_NUMBER], "S03228");
    value_set(&order.v[ORDER_CUSTOMER_NAME], "Florería Ñandú & Co.");
    value_set(&order.v[ORDER_START], "2026-01-12");
    value_set(&order.v[ORDER_RECURRENCE], "1");
    value_set(&order.v[ORDER_DAYS], "Monday, Wednesday");
    value_set(&order.v[ORDER_SHIP_TO_NAME], "Doral");
    value_set(&order.v[ORDER_SHIP_TO_STREET], "8000 NW 21st St");
    value_set(&order.v[ORDER_SHIP_TO_CITY], "Miami");
    value_set(&order.v[ORDER_SHIP_TO_STATE], "FL");
    value_set(&order.v[ORDER_SHIP_TO_ZIP], "33122");
    value_set(&order.v[ORDER_SHIP_TO_COUNTRY], "US");
    value_set(&order.v[ORDER_SHIP_TO_PHONE], "305 555 0100");
    value_set(&order.v[ORDER_SALESPERSON], "Mia Sales");
    value_set(&order.v[ORDER_SHIP_TO_CARRIER], "Florida Cold Freight");
    value_set(&order.v[ORDER_PRICE_LIST], "Wholesale");
    add_line(&order, "Rose Mondial 60", "1,260.00");
    add_line(&order, "Rose Freedom 60", total);
    return order;
}

static struct ui_test *open_display(int rows, int cols, struct order *order)
{
    struct order_screen_start start = { .order = order, .read_only = true };
    struct ui_test *t = ui_test_open(rows, cols, &order_screen, &start);
    order_free(order);
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

Test(order_display, at_every_size)
{
    static const struct {
        int rows, cols;
        const char *total, *golden;
    } sizes[] = {
        { 24, 80, "1260.0000", "golden/desk/display-80x24.txt" },
        { 24, 80, "1,250.00", "golden/desk/display-differs.txt" },
        { 40, 132, "1,250.00", "golden/desk/display-132x40.txt" },
        { 20, 60, "1,250.00", "golden/desk/display-60x20.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct order order = make_order(sizes[i].total);
        struct ui_test *t = open_display(sizes[i].rows, sizes[i].cols, &order);
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(order_display, all_fields_say_where_the_service_reckons_otherwise)
{
    struct order order = make_order("1,250.00");
    value_set(&order.items[1].v[ITEM_TOTAL_COST], "900");
    struct ui_test *t = open_display(24, 80, &order);
    ui_test_keys(t, "<F2>");
    has(t, "The service makes it 2,510.00 a delivery; reckoned here it is 2,520.00.");
    ui_test_keys(t, "<PgDn><PgDn>");
    has(t, "Price of a delivery: the service says 1,250.00, reckoned here it is 1,260.00.");
    has(t, "the service says 900.00");
    ui_test_keys(t, "<PgUp>");
    cr_expect_not(ui_test_has(t, "the service says"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_display, a_cancelled_order_has_no_next_trucks)
{
    struct order order = make_order("1,260.00");
    order.status = ORDER_CANCELLED;
    struct ui_test *t = open_display(24, 80, &order);
    has(t, "none: the order is cancelled");
    ui_test_close(t);
}

Test(order_display, trucks_inside_the_lead_time_are_marked)
{
    struct order order = make_order("1,260.00");
    struct ui_test *t = open_display(24, 80, &order);
    has(t, "Wed 02-04*  Mon 02-09 ");
    has(t, "*=prebook likely");
    ui_test_close(t);
    order = make_order("1,260.00");
    value_set(&order.v[ORDER_DAYS], "Monday");
    t = open_display(24, 80, &order);
    has(t, "Mon 02-09  Mon 02-16");
    cr_expect_not(ui_test_has(t, "*=prebook likely"));
    ui_test_close(t);
}

/* --- the words alone --- */

Test(order_facts, differences)
{
    static const struct {
        const char *total, *words;
    } rows[] = {
        { "1,260.00", "" },
        { "1260.0099", "" }, /* under a cent */
        { "1260.01", "The service makes it 2,520.01 a delivery; reckoned here it is 2,520.00. Line "
                     "2: the service says 1,260.01, reckoned here it is 1,260.00." },
        { "", "" }, /* the service did not say */
        { "much", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct order order = make_order(rows[i].total);
        struct buf words = { 0 };
        order_facts_write_difference(&order, &words);
        cr_expect_str_eq(buf_text(&words), rows[i].words, "%s: %s", rows[i].total,
                         buf_text(&words));
        buf_free(&words);
        order_free(&order);
    }
}

Test(order_facts, header)
{
    struct order order = make_order("");
    struct buf words = { 0 };
    order_facts_write_header(&order, &words);
    cr_expect_str_eq(buf_text(&words),
                     "Ship to Doral, 8000 NW 21st St, Miami, FL 33122, US, phone 305 555 0100. "
                     "Salesperson Mia Sales. Price list Wholesale. Ship-to's carrier Florida Cold "
                     "Freight.");
    buf_clear(&words);
    order_free(&order);
    order_facts_write_header(&order, &words);
    cr_expect_str_eq(buf_text(&words), "");
    buf_free(&words);
}
