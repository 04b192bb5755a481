/* Tests of what is done to rows of the list of standing orders: marks and their sums, options typed on
 * rows, letters, rows that change under them. The screens that are opened are spies. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/order_samples.h"
#include "ui/screen_spies.h"
#include "ui/screens/orders.h"
#include "ui/screens/orders_core.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(orders_options, .fini = spies_reset);

static struct ui_test *open_usual(int rows, int cols)
{
    struct ui_test *t = ui_test_new(rows, cols);
    samples_add_usual(ui_test_fake(t));
    ui_test_push(t, &orders_screen, NULL);
    return t;
}

static struct ui_test *open_many(size_t count)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_add_orders(ui_test_fake(t), count);
    ui_test_push(t, &orders_screen, NULL);
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static void has_not(struct ui_test *t, const char *text)
{
    cr_expect(!ui_test_has(t, text), "\"%s\" should not be on screen:\n%s", text, ui_test_text(t));
}

/* --- marks --- */

Test(orders_options, marks_and_options_look_so)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "j 2jj4jj jj8k");
    ui_test_expect(t, "golden/lists/orders-marked.txt");
    ui_test_close(t);
}

Test(orders_options, marks_look_so_at_the_smallest_size)
{
    struct ui_test *t = open_usual(20, 60);
    ui_test_keys(t, "j 2jj4k v/fresh<Enter>");
    ui_test_expect(t, "golden/lists/orders-marked-60x20.txt");
    ui_test_close(t);
}

Test(orders_options, marks_look_so_on_a_wide_screen_and_without_colour)
{
    struct ui_test *t = open_usual(40, 132);
    ui_test_theme(t, "mono", true);
    ui_test_keys(t, "j 2jj4k *");
    ui_test_expect(t, "golden/lists/orders-marked-132x40.txt");
    ui_test_expect_attributes(t, "golden/lists/orders-marked-mono-attributes.txt");
    ui_test_close(t);
}

Test(orders_options, marks_and_their_sums_stay_right)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, " j ");
    has(t, "Marked 2: 53 boxes  5,020.50");
    has(t, "shown 8: 1,506 boxes  166,960.50");
    ui_test_keys(t, "/naples<Enter>");
    has(t, "Marked 2: 53 boxes  5,020.50, 2 of them not shown");
    has(t, "shown 1: 5 boxes  387.50");
    ui_test_keys(t, " ");
    has(t, "Marked 3: 58 boxes  5,408.00, 2 of them not shown");
    ui_test_keys(t, "<Esc>ss");
    has(t, "Marked 3: 58 boxes  5,408.00 ");
    ui_test_keys(t, "S<F5>");
    has(t, "Marked 3: 58 boxes  5,408.00 ");
    has(t, " *>S03244");
    ui_test_keys(t, " ");
    has(t, "Marked 2: 53 boxes");
    ui_test_keys(t, "U");
    has(t, "Taken off: 2 marks.");
    has(t, "Sum of 8 orders");
    ui_test_keys(t, "U");
    has(t, "No row is marked.");
    ui_test_close(t);
}

Test(orders_options, marks_a_range_either_way)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "jjjjv");
    has(t, " v>S03250");
    ui_test_keys(t, "kkv");
    has(t, "3 orders marked.");
    has(t, " *>S03240");
    has(t, " * S03250");
    has(t, "   S03261");
    ui_test_keys(t, "v<Esc>");
    has(t, "Marked 3"); /* what was begun is given up, what is marked stays */
    ui_test_keys(t, "Gvv");
    has(t, "4 orders marked.");
    ui_test_keys(t, "gv/tampa<Enter>v"); /* where it began is not shown: it begins here */
    has(t, "A range begins here.");
    ui_test_close(t);
}

Test(orders_options, marks_all_shown)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "/fresh<Enter>*");
    has(t, "6 orders marked.");
    ui_test_keys(t, "<Esc>");
    has(t, "Marked 6:");
    has(t, "shown 8:");
    ui_test_close(t);
}

Test(orders_options, rows_that_arrive_keep_marks_right)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_add_orders(ui_test_fake(t), 40);
    fake_api_hold(ui_test_fake(t), true);
    ui_test_push(t, &orders_screen, NULL);
    fake_api_deliver(ui_test_fake(t), 10);
    ui_test_keys(t, "S*");
    has(t, "10 orders marked; those still to arrive are not.");
    ui_test_keys(t, "jj4"); /* S00008 */
    fake_api_deliver(ui_test_fake(t), 10);
    ui_test_run(t);
    has(t, "Marked 10:");
    has(t, "4*>S00008");
    ui_test_keys(t, "<Ctrl-C><F5>"); /* stopped, and read anew from the beginning */
    has_not(t, "Marked");
    fake_api_deliver(ui_test_fake(t), 9);
    ui_test_run(t);
    has(t, "Marked 9:");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, "Marked 10:");
    ui_test_keys(t, "/00008<Enter>");
    has(t, "4*>S00008");
    ui_test_close(t);
}

Test(orders_options, says_which_marked_orders_are_gone)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, " j 2");
    fake_api_clear_orders(ui_test_fake(t));
    fake_api_add_orders(ui_test_fake(t), 3);
    ui_test_keys(t, "<F5>");
    has(t, "2 marked orders are not in this list any more.");
    has(t, "Sum of 3 orders");
    ui_test_close(t);
}

/* --- options --- */

Test(orders_options, each_option_opens_its_screen)
{
    static const struct {
        const char *keys, *opened;
        bool read_only, is_change, is_copy;
    } rows[] = {
        { "j2<Enter>", "order", false, true, false },
        { "je", "order", false, true, false },
        { "j3<Enter>", "order", false, false, true },
        { "jc", "order", false, false, true },
        { "j4<Enter>", "cancel", false, false, false },
        { "jx", "cancel", false, false, false },
        { "j5<Enter>", "order", true, false, false },
        { "jd", "order", true, false, false },
        { "j<Enter>", "order", true, false, false },
        { "j8<Enter>", "calendar", false, false, false },
        { "jw", "calendar", false, false, false },
        { "jp", "prebooks", false, false, false },
        { "z", "cancelled", false, false, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_usual(24, 80);
        ui_test_keys(t, rows[i].keys);
        cr_assert_eq(spies.count, 1, "%s", rows[i].keys);
        cr_expect_str_eq(spies.opened, rows[i].opened, "%s", rows[i].keys);
        cr_expect_eq(spies.read_only, rows[i].read_only, "%s", rows[i].keys);
        cr_expect_eq(spies.is_change, rows[i].is_change, "%s", rows[i].keys);
        cr_expect_eq(spies.is_copy, rows[i].is_copy, "%s", rows[i].keys);
        if (spies.numbers)
            cr_expect_str_eq(spies.numbers, "S03231", "%s", rows[i].keys);
        cr_expect_eq(fake_api_count(ui_test_fake(t), "order_list"), 1);
        ui_test_keys(t, "<Esc>");
        cr_expect_eq(spies.count, 1, "%s", rows[i].keys);
        has_not(t, "2>S03231");
        ui_test_close(t);
        spies_reset();
    }
}

Test(orders_options, are_remembered_and_run_in_the_order_of_the_list)
{
    struct ui_test *t = open_many(60);
    ui_test_keys(t, "jjj8<PgDn>4<PgDn>2k4gj5");
    has(t, "5 >S00002");
    has(t, "8  S00004");
    ui_test_keys(t, "/s00002<Enter>"); /* rows that are hidden meanwhile are run as well */
    ui_test_keys(t, "<Enter>");
    cr_expect_str_eq(spies.opened, "order");
    cr_expect(spies.read_only);
    has(t, "1 of 4: S00002, display.");
    ui_test_keys(t, "<Esc>");
    cr_expect_str_eq(spies.opened, "calendar");
    has(t, "2 of 4: S00004, calendar.");
    ui_test_keys(t, "<Esc>");
    cr_expect_str_eq(spies.opened, "cancel");
    cr_expect_eq(spies.pick_count, 2, "all lines to be cancelled are in one screen");
    has(t, "3 of 4: cancel lines.");
    ui_test_keys(t, "<Esc>");
    cr_expect_str_eq(spies.opened, "order");
    cr_expect(spies.is_change);
    ui_test_keys(t, "<Esc>");
    cr_expect_eq(spies.count, 5);
    has(t, "Standing orders");
    ui_test_keys(t, "<Enter>"); /* none is left: the selected order is shown */
    cr_expect_eq(spies.count, 6);
    cr_expect(spies.read_only);
    ui_test_close(t);
}

Test(orders_options, those_behind_the_one_on_screen_can_be_left_out)
{
    struct ui_test *t = open_many(60);
    ui_test_keys(t, "2jj2j4j4gg<Enter>");
    has(t, "1 of 3: S00001, change. Ctrl-C leaves out what comes after it.");
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "Left out: the 2 that were to come. Nothing was done there");
    cr_expect_eq(spies.count, 1);
    ui_test_keys(t, "x<Esc>");
    cr_expect_eq(spies.count, 1, "nothing else is opened");
    has(t, "Standing orders");
    has(t, "2  S00003"); /* what was typed there stays */
    ui_test_keys(t, "<Enter>");
    has(t, "1 of 2: S00003, change.");
    ui_test_keys(t, "<Esc>");
    has(t, "2 of 2: cancel lines.");
    has_not(t, "Ctrl-C leaves out");
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "Ctrl-C once more leaves Perennial");
    ui_test_close(t);
}

Test(orders_options, an_option_is_replaced_and_taken_off)
{
    static const char *const off[] = { "<Backspace>", "0", "<Delete>", "U" };
    for (size_t i = 0; i < sizeof off / sizeof *off; i++) {
        struct ui_test *t = open_usual(24, 80);
        ui_test_keys(t, "j48");
        has(t, "8 >S03231");
        ui_test_keys(t, off[i]);
        has(t, "  >S03231");
        ui_test_keys(t, "<Enter>");
        cr_expect_str_eq(spies.opened, "order");
        ui_test_close(t);
        spies_reset();
    }
}

Test(orders_options, letters_are_for_the_marked_rows_in_the_order_of_the_list)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "jjj kk Gd<Esc>");
    cr_expect_str_eq(spies.numbers, "S03231 S03244");
    has(t, "2 of 2: S03244, display.");
    ui_test_keys(t, "<Esc>x");
    cr_expect_str_eq(spies.numbers, "S03231 S03244 S03231 S03244");
    cr_expect_eq(spies.pick_count, 2);
    ui_test_keys(t, "<Esc>");
    has(t, "Marked 2");
    ui_test_close(t);
}

Test(orders_options, a_cancelled_order_is_not_changed)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f<Tab><Tab>a<Enter>G");
    has(t, ">S03271");
    ui_test_keys(t, "2");
    has(t, "S03271 is cancelled: it cannot be changed. 3 copies it");
    ui_test_keys(t, "e");
    has(t, "cannot be changed");
    ui_test_keys(t, "4");
    has(t, "S03271 is cancelled already.");
    ui_test_keys(t, "x");
    has(t, "cancelled already");
    cr_expect_eq(spies.count, 0);
    ui_test_keys(t, "3<Enter>");
    cr_expect(spies.is_copy);
    ui_test_keys(t, "<Esc> k e"); /* one that can be and one that cannot */
    cr_expect_eq(spies.count, 2);
    cr_expect(spies.is_change);
    ui_test_keys(t, "<Esc>");
    has(t, "S03271 is cancelled: it cannot be changed.");
    cr_expect_eq(spies.count, 2);
    ui_test_close(t);
}

Test(orders_options, too_many_at_once_are_refused)
{
    struct ui_test *t = open_many(60);
    ui_test_keys(t, "*d");
    has(t, "That would open 60 screens");
    ui_test_keys(t, "x");
    has(t, "Lines of 60 orders are too many to cancel at once");
    cr_expect_eq(spies.count, 0);
    ui_test_close(t);
}

Test(orders_options, nothing_shown_is_nothing_done)
{
    static const char *const keys[] = { " ", "v",       "*", "2", "3", "4", "5", "8",
                                        "0", "<Enter>", "e", "c", "x", "d", "w", "p" };
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "/nobody<Enter>");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        ui_test_keys(t, keys[i]);
        has(t, "No row is shown");
    }
    cr_expect_eq(spies.count, 0);
    ui_test_close(t);
}

/* --- rows that change --- */

Test(orders_options, a_row_is_put_without_a_request)
{
    struct ui_test *t = open_usual(24, 80);
    struct order order = { 0 };
    ui_test_keys(t, "j j<Enter>"); /* S03231 is marked, S03240 on screen */
    order_copy(&order, &spies.shown);
    value_set(&order.items[0].v[ITEM_BOXES], "80");
    value_set(&order.v[ORDER_CUSTOMER_NAME], "Another Name");
    order.status = ORDER_STATUS_UNKNOWN;
    orders_put(ui_test_ui(t), &order);
    ui_test_keys(t, "<Esc>");
    has(t, ">S03240 Another Name");
    has(t, "6,400.00");
    has(t, "Marked 1: 12 boxes");
    has(t, "shown 8: 1,578 boxes");
    ui_test_keys(t, " ");
    has(t, "Marked 2: 92 boxes  6,808.00");
    value_set(&order.items[0].v[ITEM_BOXES], "8");
    orders_put(ui_test_ui(t), &order);
    ui_test_run(t);
    has(t, "Marked 2: 20 boxes  1,048.00");
    value_set(&order.v[ORDER_ID], "777");
    orders_put(ui_test_ui(t), &order);
    ui_test_run(t);
    has(t, "shown 8: 1,506 boxes");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_list"), 1);
    order_free(&order);
    ui_test_close(t);
}

Test(orders_options, a_cancelled_row_stays_one_when_its_status_is_not_known)
{
    struct ui_test *t = open_usual(24, 80);
    struct order order = { 0 };
    ui_test_keys(t, "f<Tab><Tab>a<Enter>G<Enter>");
    order_copy(&order, &spies.shown);
    order.status = ORDER_STATUS_UNKNOWN;
    value_set(&order.items[0].v[ITEM_BOXES], "18");
    orders_put(ui_test_ui(t), &order);
    ui_test_keys(t, "<Esc>");
    has(t, "1,395.00 X");
    order_free(&order);
    ui_test_close(t);
}

Test(orders_options, a_row_is_taken_out_without_a_request)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "j 4j j8");
    orders_take_out(ui_test_ui(t), "03231");
    ui_test_run(t);
    has_not(t, "S03231");
    has(t, "8 >S03244");
    has(t, "Marked 1: 8 boxes");
    orders_take_out(ui_test_ui(t), "03244"); /* the selected one: the next takes its place */
    orders_take_out(ui_test_ui(t), "03244");
    orders_take_out(ui_test_ui(t), "");
    ui_test_run(t);
    has(t, "  >S03250");
    has(t, "shown 6:");
    ui_test_keys(t, "G");
    orders_take_out(ui_test_ui(t), "03270");
    ui_test_run(t);
    has(t, ">S03266");
    ui_test_keys(t, "U<Enter>");
    cr_expect_str_eq(spies.numbers, "S03266");
    ui_test_close(t);
}

Test(orders_options, cancelled_lines_leave_the_list)
{
    struct ui_test *t = open_usual(24, 80);
    struct order order = { 0 };
    ui_test_keys(t, "j<Enter>");
    order_copy(&order, &spies.shown);
    ui_test_keys(t, "<Esc>");
    value_set(&order.items[0].v[ITEM_ID], "501");
    item_copy(order_insert_item(&order, 1), &order.items[0]);
    value_set(&order.items[1].v[ITEM_ID], "502");
    orders_put(ui_test_ui(t), &order);
    ui_test_keys(t, " x");
    has(t, "another screen");
    spies.start.on_cancelled(spies.start.context, "03231", "501");
    ui_test_keys(t, "<Esc>");
    has(t, "Marked 1: 12 boxes");
    spies.start.on_cancelled(spies.start.context, "03231", "502");
    ui_test_run(t);
    has_not(t, "S03231");
    has(t, "Sum of 7 orders");
    spies.start.on_cancelled(spies.start.context, "999", "502");
    order_free(&order);
    ui_test_close(t);
}

Test(orders_options, an_order_that_went_is_passed_over)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "5j5j5<Enter>");
    orders_take_out(ui_test_ui(t), "03231");
    ui_test_keys(t, "<Esc>");
    cr_expect_str_eq(spies.numbers, "S03228 S03240");
    ui_test_keys(t, "<Esc>");
    has(t, ">S03240");
    ui_test_close(t);
}

/* Bulk work on ten thousand rows; the benchmark measures it, this only sees that it ends well. */
Test(orders_options, ten_thousand_rows)
{
    struct ui_test *t = open_many(10000);
    ui_test_keys(t, "*");
    has(t, "10,000 orders marked.");
    ui_test_keys(t, "/0999<Enter>");
    has(t, "Marked 10,000:");
    ui_test_keys(t, "<Esc><F5>");
    has(t, "Marked 10,000:");
    ui_test_keys(t, "S U");
    has(t, "Taken off: 9,999 marks.");
    ui_test_close(t);
}
