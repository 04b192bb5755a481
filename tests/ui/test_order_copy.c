/* Copies: of an order into a new one, of a line, of the parts of a box. */
#include "config.h"
#include "change_samples.h"
#include "store/drafts.h"
#include "store/remembered.h"
#include "ui/screens/order_form.h"

#include <criterion/criterion.h>
#include <string.h>

#define EXPECT_SEEN(t, text)                                                                       \
    cr_expect(ui_test_has(t, text), "no \"%s\":\n%s", text, ui_test_text(t))
#define EXPECT_NOT_SEEN(t, text)                                                                   \
    cr_expect_not(ui_test_has(t, text), "\"%s\":\n%s", text, ui_test_text(t))

static struct order_form *form_of(struct ui_test *t)
{
    return ui_find(ui_test_ui(t), &order_screen);
}

static void go_to(struct ui_test *t, int item, const struct field *field)
{
    order_form_go(form_of(t), (struct order_place){ item, DOC_NONE, DOC_NONE, field });
    ui_test_run(t);
}

static struct ui_test *copy_open(int rows, int cols)
{
    struct ui_test *t = typing_new(rows, cols);
    struct order order;
    change_sample(&order);
    fake_api_add_row(ui_test_fake(t), LOOKUP_VENDORS, "41", "41", "Alpine Roses");
    struct order_screen_start start = { .order = &order, .is_copy = true };
    ui_test_push(t, &order_screen, &start);
    order_free(&order);
    return t;
}

Test(order_copy, is_a_new_order_without_dates_at_every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/copy-form.txt" },
        { 20, 60, "golden/copy-form-60x20.txt" },
        { 40, 132, "golden/copy-form-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = copy_open(sizes[i].rows, sizes[i].cols);
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(order_copy, has_all_but_what_tells_the_original)
{
    struct ui_test *t = copy_open(24, 80);
    struct drafts drafts = { 0 };
    ui_test_run(t);
    const struct order *order = &form_of(t)->doc.order;
    cr_expect_not(form_of(t)->doc.is_change);
    cr_expect_str_eq(value_text(order->v[ORDER_ID]), "");
    cr_expect_str_eq(value_text(order->v[ORDER_NUMBER]), "");
    cr_expect_str_eq(value_text(order->v[ORDER_START]), "");
    cr_expect_str_eq(value_text(order->v[ORDER_END]), "");
    cr_expect_str_eq(value_text(order->v[ORDER_CARRIER_ID]), "1360");
    cr_expect_str_eq(value_text(order->v[ORDER_DAYS]), "Monday, Wednesday");
    cr_expect_eq(order->item_count, 3);
    cr_expect_str_eq(value_text(order->items[0].v[ITEM_ID]), "");
    cr_expect_str_eq(value_text(order->items[0].v[ITEM_VENDOR_ID]), "33");
    cr_expect_str_eq(value_text(order->items[0].customs[0].v[CUSTOM_VALUE]), "Kraft");
    cr_expect_str_eq(value_text(order->items[1].v[ITEM_TOTAL_UNITS]), "350");
    cr_expect_eq(order->items[2].breakdown_count, 2);
    for (size_t i = 0; i < ORDER_FIELDS; i++)
        cr_expect_not(value_is_unknown(order->v[i]), "%s", order_fields[i].label);
    ui_test_advance(t, 1000);
    cr_assert(drafts_list(&drafts, NULL));
    cr_expect_eq(drafts.count, 1, "a copy is a draft at once");
    drafts_free(&drafts);
    /* With what only the user knows it can be sent. */
    ui_test_keys(t, "2026-03-02<Tab>");
    go_to(t, 2, &item_fields[ITEM_BOXES]);
    ui_test_keys(t, "<Ctrl-B><Tab><Tab><Tab><Tab><Tab>8.50<Down>9.40<Esc>");
    ui_test_keys(t, "<F10>");
    EXPECT_SEEN(t, "Review and send");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_create"), 0);
    ui_test_close(t);
}

Test(order_copy, for_another_customer_loses_the_ship_to)
{
    struct ui_test *t = copy_open(24, 80);
    go_to(t, DOC_NONE, &order_fields[ORDER_CUSTOMER_CODE]);
    ui_test_keys(t, "BLOOM<Tab>");
    cr_expect_str_eq(value_text(form_of(t)->doc.order.v[ORDER_CUSTOMER_ID]), "131314");
    cr_expect_str_eq(value_text(form_of(t)->doc.order.v[ORDER_SHIP_TO_NAME]), "");
    ui_test_close(t);
}

Test(order_copy, takes_what_was_written_from_here)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order, sent = { 0 };
    change_sample(&order);
    order_copy(&sent, &order);
    value_set(&sent.v[ORDER_COMMENTS], "Ring twice");
    value_set(&sent.items[2].breakdowns[1].v[BREAKDOWN_COST], "9.40");
    value_set(&sent.items[0].v[ITEM_VENDOR_NOTES], "Open buds");
    cr_assert(remembered_add("70131", &sent, 1763640000, NULL));
    struct order_screen_start start = { .order = &order, .is_copy = true };
    ui_test_push(t, &order_screen, &start);
    const struct order *copy = &form_of(t)->doc.order;
    cr_expect_str_eq(value_text(copy->v[ORDER_COMMENTS]), "Ring twice");
    cr_expect_str_eq(value_text(copy->items[2].breakdowns[1].v[BREAKDOWN_COST]), "9.40");
    cr_expect_str_eq(value_text(copy->items[2].breakdowns[0].v[BREAKDOWN_COST]), "");
    cr_expect_str_eq(value_text(copy->items[0].v[ITEM_VENDOR_NOTES]), "Open buds");
    EXPECT_NOT_SEEN(t, "empty: Ship via, Customer PO, Comments");
    order_free(&sent);
    order_free(&order);
    ui_test_close(t);
}

Test(order_copy, a_copied_line_of_a_change_is_a_new_line)
{
    struct ui_test *t = change_open(24, 80);
    go_to(t, 2, &item_fields[ITEM_BOXES]);
    ui_test_keys(t, "<F9>");
    const struct order *order = &form_of(t)->doc.order;
    cr_assert_eq(order->item_count, 4);
    cr_expect_str_eq(value_text(order->items[3].v[ITEM_ID]), "");
    cr_expect_eq(order->items[3].breakdown_count, 2);
    cr_expect(value_is_empty(order->items[3].breakdowns[0].v[BREAKDOWN_COST]),
              "of a new line nothing is unknown");
    cr_expect(value_is_unknown(order->items[2].breakdowns[0].v[BREAKDOWN_COST]));
    EXPECT_SEEN(t, "4a");
    ui_test_close(t);
}

/* A reply tells units of a line in boxes, and boxes of one in units: its own sums. */
Test(order_copy, the_services_sums_are_nobodys_mistake)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    value_set(&order.items[0].v[ITEM_TOTAL_UNITS], "2400");
    value_set(&order.items[1].v[ITEM_BOXES], "0");
    fake_api_add_row(ui_test_fake(t), LOOKUP_VENDORS, "41", "41", "Alpine Roses");
    struct order_screen_start start = { .order = &order, .is_copy = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    const struct order_doc *doc = &form_of(t)->doc;
    cr_expect(value_is_blank(doc->order.items[0].v[ITEM_TOTAL_UNITS]));
    cr_expect(value_is_blank(doc->order.items[1].v[ITEM_BOXES]));
    for (size_t i = 0; i < doc->issues.count; i++)
        cr_expect_not(strstr(doc->issues.list[i].message, "left out"), "%s",
                      doc->issues.list[i].message);
    order_free(&order);
    ui_test_close(t);
}

Test(order_copy, the_parts_of_another_box)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_mixed_line);
    ui_test_keys(t, "<Ctrl-B><F9>");
    EXPECT_SEEN(t, "No other line has parts that could be copied.");
    ui_test_keys(t, "<Esc><F6>33<Tab>RF60<Tab>HB<Tab>2<Tab>20<Ctrl-B><F9>");
    EXPECT_SEEN(t, "The parts of line 1 are copied. Alt-u undoes it.");
    EXPECT_SEEN(t, "Black King 50");
    EXPECT_SEEN(t, "it balances");
    ui_test_keys(t, "<F9>");
    EXPECT_SEEN(t, "This box has parts already");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "No parts yet");
    ui_test_close(t);
}
