/* Tests of cancelling lines: what is listed, what has to be typed, that nothing leaves without it, and what
 * is said and told afterwards. Today is Tue 2026-02-03, the lead time two days; the list of orders is stood
 * in for by a spy. */
#include "config.h"
#include "support/ui_test.h"
#include "base/mem.h"
#include "store/journal.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/orders.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the spy in the list's place, and whoever opened the screen --- */

static struct buf told;

void orders_put(struct ui *ui, const struct order *order)
{
    (void)ui;
    buf_addf(&told, "put %s/%zu;", value_text(order->v[ORDER_NUMBER]), order->item_count);
}

void orders_take_out(struct ui *ui, const char *order_id)
{
    (void)ui;
    buf_addf(&told, "out %s;", order_id);
}

static void on_cancelled(void *context, const char *order_id, const char *item_id)
{
    (void)context;
    buf_addf(&told, "cancelled %s/%s;", order_id, item_id);
}

static void forget_told(void)
{
    buf_free(&told);
}

TestSuite(cancel_lines, .fini = forget_told);

static void expect_told(const char *words)
{
    cr_expect(strstr(buf_text(&told), words), "\"%s\" should have been told: %s", words,
              buf_text(&told));
}

/* --- orders --- */

static void add_line(struct order *order, const char *id, const char *product, const char *boxes,
                     const char *price)
{
    struct item *item = order_insert_item(order, order->item_count);
    value_set(&item->v[ITEM_ID], id);
    value_set(&item->v[ITEM_PRODUCT_NAME], product);
    value_set(&item->v[ITEM_BOX_TYPE_CODE], "QB");
    value_set(&item->v[ITEM_BOXES], boxes);
    value_set(&item->v[ITEM_BUNCHES], "12");
    value_set(&item->v[ITEM_STEMS_BUNCH], "10");
    value_set(&item->v[ITEM_PRICE], price);
    value_set(&item->v[ITEM_COST], "0.50");
}

static struct order make_order(const char *id, const char *number, const char *customer)
{
    struct order order = { .status = ORDER_ACTIVE };
    order_init_blank(&order);
    order.status = ORDER_ACTIVE;
    value_set(&order.v[ORDER_ID], id);
    value_set(&order.v[ORDER_NUMBER], number);
    value_set(&order.v[ORDER_CUSTOMER_NAME], customer);
    value_set(&order.v[ORDER_START], "2026-01-12");
    value_set(&order.v[ORDER_RECURRENCE], "1");
    value_set(&order.v[ORDER_DAYS], "Monday, Wednesday");
    return order;
}

enum { ORDERS = 3 };

/* Three lines, two lines, one line in units. */
static void make_orders(struct order orders[ORDERS])
{
    orders[0] = make_order("501", "S03228", "Mr. Fresh");
    add_line(&orders[0], "7001", "Rose Freedom 60", "21", "1.21");
    add_line(&orders[0], "7002", "Rose Mondial 60", "10", "1.05");
    add_line(&orders[0], "7003", "Carn Select Red", "6", "0.41");
    orders[1] = make_order("502", "S03240", "Florería Ñandú & Co. São Paulo");
    add_line(&orders[1], "7004", "Assorted Rose 50", "4", "11.45");
    add_line(&orders[1], "7005", "Carn Select White 鮮花", "6", "0.41");
    orders[2] = make_order("503", "S03244", "Fresh Petals Naples");
    add_line(&orders[2], "7006", "Vase Clear 20", NULL, "3.10");
    value_set(&orders[2].items[0].v[ITEM_TYPE], "UN");
    value_set(&orders[2].items[0].v[ITEM_TOTAL_UNITS], "120");
    value_set(&orders[2].v[ORDER_DAYS], "Tuesday");
    value_set(&orders[2].v[ORDER_END], "2026-02-05");
}

static struct ui_test *prepare(int rows, int cols)
{
    struct ui_test *t = ui_test_new(rows, cols);
    struct order orders[ORDERS];
    make_orders(orders);
    fake_api_apply(ui_test_fake(t), true);
    for (size_t i = 0; i < ORDERS; i++) {
        fake_api_add_order(ui_test_fake(t), &orders[i]);
        order_free(&orders[i]);
    }
    return t;
}

/* The first `count` orders, one line marked. */
static void push(struct ui_test *t, size_t count, const char *item_id)
{
    struct order orders[ORDERS];
    struct cancel_pick picks[ORDERS];
    make_orders(orders);
    for (size_t i = 0; i < ORDERS; i++)
        picks[i] = (struct cancel_pick){ &orders[i], i ? NULL : item_id };
    struct cancel_lines_start start = { picks, count, on_cancelled, NULL };
    ui_test_push(t, &cancel_lines_screen, &start);
    for (size_t i = 0; i < ORDERS; i++)
        order_free(&orders[i]);
}

static struct ui_test *open_lines(int rows, int cols, size_t count, const char *item_id)
{
    struct ui_test *t = prepare(rows, cols);
    push(t, count, item_id);
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static size_t asked(struct ui_test *t, const char *method)
{
    return fake_api_count(ui_test_fake(t), method);
}

static void none_left(struct ui_test *t)
{
    cr_expect_eq(asked(t, "item_cancel"), 0, "%zu were sent", asked(t, "item_cancel"));
}

/* --- choosing --- */

Test(cancel_lines, choosing_at_every_size)
{
    static const struct {
        int rows, cols;
        size_t count;
        const char *golden;
    } sizes[] = {
        { 24, 80, 1, "golden/desk/cancel-one-order.txt" },
        { 24, 80, 3, "golden/desk/cancel-80x24.txt" },
        { 20, 60, 3, "golden/desk/cancel-60x20.txt" },
        { 40, 132, 3, "golden/desk/cancel-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_lines(sizes[i].rows, sizes[i].cols, sizes[i].count, "7002");
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(cancel_lines, more_lines_than_fit)
{
    struct ui_test *t = ui_test_new(24, 80);
    struct order order = make_order("501", "S03228", "Mr. Fresh");
    for (size_t i = 0; i < 40; i++) {
        char *id = mem_printf("%zu", 7001 + i), *name = mem_printf("Rose %02zu", i + 1);
        add_line(&order, id, name, "3", "1.00");
        free(id);
        free(name);
    }
    fake_api_add_order(ui_test_fake(t), &order);
    struct cancel_pick pick = { &order, "7030" };
    struct cancel_lines_start start = { &pick, 1, NULL, NULL };
    ui_test_push(t, &cancel_lines_screen, &start);
    has(t, "Marked 1 of 40 lines");
    ui_test_expect(t, "golden/desk/cancel-many.txt");
    ui_test_keys(t, "*<F10>");
    ui_test_expect(t, "golden/desk/cancel-many-confirm.txt");
    ui_test_keys(t, "40<Enter>");
    has(t, "There are more lines below: PgDn shows them.");
    none_left(t);
    ui_test_keys(t, "<PgDn><PgDn><PgDn><PgDn><Enter>");
    has(t, "S03228 loses all of its lines and comes to its end");
    ui_test_keys(t, "S03228<Enter>");
    cr_expect_eq(asked(t, "item_cancel"), 40);
    order_free(&order);
    ui_test_close(t);
}

Test(cancel_lines, mono)
{
    struct ui_test *t = open_lines(24, 80, 3, "7002");
    ui_test_theme(t, "mono", true);
    ui_test_expect_attributes(t, "golden/desk/cancel-mono.txt");
    ui_test_close(t);
}

Test(cancel_lines, marks)
{
    static const struct {
        const char *keys, *says;
    } rows[] = {
        { "", "Marked 1 of 6 lines: 10 boxes, 1,260.00 a delivery" },
        { "U", "Marked 0 of 6 lines" },
        { "U<Home><Space><Space>", "Marked 2 of 6 lines: 31 boxes" },
        { "*", "S03228, S03240, S03244 lose all of their lines." },
        { "U<End><Space>", "S03244 loses all of its lines." },
        { "U<End>", "372.00 a delivery, no" },
        { "U<Home>", "reached Mon 2026-02-09." },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_lines(24, 80, 3, "7002");
        ui_test_keys(t, rows[i].keys);
        has(t, rows[i].says);
        none_left(t);
        ui_test_close(t);
    }
}

Test(cancel_lines, a_line_without_an_id_cannot_be_marked)
{
    struct ui_test *t = prepare(24, 80);
    value_set(&fake_api_order(ui_test_fake(t), 0)->items[1].v[ITEM_ID], NULL);
    push(t, 1, NULL);
    ui_test_keys(t, "<Down><Space>");
    has(t, "The service gave no id for this line");
    ui_test_keys(t, "*");
    has(t, "Marked 2 of 3 lines");
    ui_test_close(t);
}

Test(cancel_lines, without_a_mark_nothing_is_asked)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    ui_test_keys(t, "<F10>");
    has(t, "No line is marked; Space marks one.");
    ui_test_keys(t, "<Enter>");
    has(t, "F10 goes on");
    ui_test_close(t);
}

Test(cancel_lines, a_token_may_not_cancel)
{
    struct ui_test *t = prepare(24, 80);
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_ITEM_DELETE, "This profile only reads.");
    push(t, 1, "7002");
    ui_test_keys(t, "<F10>");
    has(t, "This profile only reads.");
    none_left(t);
    ui_test_close(t);
}

/* --- reading --- */

Test(cancel_lines, reads_each_order_before_anything_is_shown)
{
    struct ui_test *t = prepare(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    push(t, 3, NULL);
    ui_test_expect(t, "golden/desk/cancel-reading.txt");
    ui_test_keys(t, "<F10>");
    has(t, "The lines are still being read.");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    cr_expect_eq(asked(t, "order_list"), 3);
    expect_told("put S03228/3;");
    ui_test_close(t);
}

Test(cancel_lines, shows_what_is_there_now_and_not_what_was)
{
    struct ui_test *t = prepare(24, 80);
    value_set(&fake_api_order(ui_test_fake(t), 0)->items[1].v[ITEM_BOXES], "99");
    push(t, 1, "7002");
    has(t, "99 QB");
    ui_test_close(t);
}

Test(cancel_lines, an_order_that_is_gone_is_told_and_left_out)
{
    struct ui_test *t = prepare(24, 80);
    fake_api_order(ui_test_fake(t), 1)->status = ORDER_CANCELLED;
    push(t, 3, NULL);
    has(t, "S03240 is no active order any more and is left out.");
    has(t, "of 4 lines");
    expect_told("out 502;");
    ui_test_close(t);
}

Test(cancel_lines, nothing_can_be_read)
{
    struct ui_test *t = prepare(24, 80);
    fake_api_fail(ui_test_fake(t), "order_list", API_UNREACHED, 0, "The server is not reached.");
    push(t, 3, "7002");
    ui_test_expect(t, "golden/desk/cancel-failed.txt");
    cr_expect_eq(asked(t, "order_list"), 1); /* the others would come to the same */
    fake_api_fail(ui_test_fake(t), "order_list", API_DONE, 200, "");
    ui_test_keys(t, "<F5>");
    has(t, "Marked 1 of 6 lines");
    ui_test_close(t);
}

Test(cancel_lines, one_that_cannot_be_read_is_left_out)
{
    struct ui_test *t = prepare(24, 80);
    fake_api_fail_nth(ui_test_fake(t), "order_list", 2, API_FAILED, 0, "The reply was cut off.");
    push(t, 3, NULL);
    has(t, "S03240 could not be read and is left out: The reply was cut off.");
    has(t, "of 4 lines");
    ui_test_close(t);
}

Test(cancel_lines, reading_can_be_stopped_and_left)
{
    struct ui_test *t = prepare(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    push(t, 3, NULL);
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "S03228 was not read, since reading was stopped");
    ui_test_keys(t, "<F5><Esc>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    none_left(t);
    ui_test_close(t);
}

Test(cancel_lines, reading_again_keeps_the_marks)
{
    struct ui_test *t = open_lines(24, 80, 3, "7002");
    ui_test_keys(t, "<End><Space><F5>");
    has(t, "Marked 2 of 6 lines");
    has(t, "S03244 loses all of its lines.");
    ui_test_close(t);
}

/* --- confirming --- */

Test(cancel_lines, is_shown_and_confirmed_first)
{
    struct ui_test *t = open_lines(24, 80, 3, "7002");
    ui_test_keys(t, "<End><Space><F10>");
    ui_test_expect(t, "golden/desk/cancel-confirm.txt");
    none_left(t);
    ui_test_keys(t, "2<Enter>");
    ui_test_expect(t, "golden/desk/cancel-confirm-order.txt");
    none_left(t);
    ui_test_close(t);
}

/* Nothing but what is asked for, in this order, lets a request leave. */
Test(cancel_lines, no_request_leaves_without_the_right_words)
{
    static const char *const wrong[] = {
        "<F10><Enter>",
        "<F10><F10><F10>",
        "<F10>1<Enter>",
        "<F10>33<Enter>",
        "<F10>3 <Enter>",
        "<F10>y<Enter>yes<Enter>S03228<Enter>",
        "<F10>3<Esc><Enter>",
        "<F10>3<Enter><Enter>3<Enter>",
        "<F10>3<Enter>",
        "<F10>3<Enter>S03240<Enter>s03228<Enter>",
        "<F10>3<Enter>S0322<Enter>8<Enter>",
        "<F10>3<Enter>S03228<Esc><F10><Enter>",
        "3<Enter>S03228<Enter>",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ui_test *t = open_lines(24, 80, 1, NULL);
        ui_test_keys(t, "*");
        for (const char *key = wrong[i]; *key;) { /* one by one: nothing is typed ahead */
            size_t len = *key == '<' ? strcspn(key, ">") + 1 : 1;
            char *one = mem_strndup(key, len);
            ui_test_keys(t, one);
            free(one);
            key += len;
        }
        cr_expect_eq(asked(t, "item_cancel"), 0, "%s sent %zu", wrong[i], asked(t, "item_cancel"));
        ui_test_close(t);
    }
}

/* What was typed before a question was there is no answer to it. */
Test(cancel_lines, keys_typed_ahead_of_a_question_are_thrown_away)
{
    static const char *const storms[] = {
        "*<F10>3<Enter>S03228<Enter>",
        "<F10>1<Enter>1<Enter>1<Enter>",
        "*<F10><F10>3<Enter><F10>",
    };
    for (size_t i = 0; i < sizeof storms / sizeof *storms; i++) {
        struct ui_test *t = open_lines(24, 80, 1, "7001");
        ui_test_keys(t, storms[i]);
        cr_expect_eq(asked(t, "item_cancel"), 0, "%s sent %zu", storms[i], asked(t, "item_cancel"));
        has(t, "Cancel>");
        ui_test_close(t);
    }
    struct ui_test *t = open_lines(24, 80, 1, NULL); /* the same before the second question */
    ui_test_keys(t, "*<F10>");
    ui_test_keys(t, "3<Enter>S03228<Enter>");
    none_left(t);
    ui_test_keys(t, "S03228<Enter>");
    cr_expect_eq(asked(t, "item_cancel"), 3);
    ui_test_close(t);
}

Test(cancel_lines, going_back_keeps_the_marks_and_cancels_nothing)
{
    struct ui_test *t = open_lines(24, 80, 1, "7002");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "1<Esc>");
    has(t, "Nothing was cancelled.");
    has(t, "Marked 1 of 3 lines");
    ui_test_keys(t, "<F3>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    none_left(t);
    ui_test_close(t);
}

Test(cancel_lines, several_orders_that_lose_all_are_asked_for_in_turn)
{
    struct ui_test *t = open_lines(24, 80, 3, NULL);
    ui_test_keys(t, "*<F10>");
    ui_test_keys(t, "6<Enter>");
    has(t, "S03228 loses all of its lines");
    ui_test_keys(t, "S03228<Enter>");
    has(t, "S03240 loses all of its lines");
    ui_test_keys(t, "S03228<Enter>");
    has(t, "That is not what is asked for.");
    ui_test_keys(t, "S03240<Enter>");
    has(t, "S03244 loses its only line");
    none_left(t);
    ui_test_keys(t, "S03244<F10>");
    cr_expect_eq(asked(t, "item_cancel"), 6);
    has(t, "6 lines cancelled.");
    ui_test_close(t);
}

/* --- cancelling --- */

static void cancel_two(struct ui_test *t) /* lines 7002 and 7003 */
{
    ui_test_keys(t, "U<Home><Down><Space><Space><F10>");
    ui_test_keys(t, "2<Enter>");
}

Test(cancel_lines, cancels_what_was_marked_and_nothing_else)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    cancel_two(t);
    cr_expect_eq(asked(t, "item_cancel"), 2);
    cr_expect_str_eq(fake_api_cancelled_order(ui_test_fake(t), 0), "501");
    cr_expect_str_eq(fake_api_cancelled_item(ui_test_fake(t), 0), "7002");
    cr_expect_str_eq(fake_api_cancelled_item(ui_test_fake(t), 1), "7003");
    ui_test_expect(t, "golden/desk/cancel-done.txt");
    expect_told("cancelled 501/7002;cancelled 501/7003;put S03228/1;");
    cr_expect_eq(asked(t, "order_list"), 2); /* before and after */
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    ui_test_close(t);
}

Test(cancel_lines, an_order_without_lines_left_leaves_the_list)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    ui_test_keys(t, "*<F10>");
    ui_test_keys(t, "3<Enter>");
    ui_test_keys(t, "S03228<Enter>");
    has(t, "3 lines cancelled.");
    expect_told("cancelled 501/7003;out 501;");
    ui_test_close(t);
}

Test(cancel_lines, progress_cannot_be_left_and_stops_after_the_one_under_way)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    ui_test_keys(t, "*<F10>");
    ui_test_keys(t, "3<Enter>");
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "S03228<Enter>");
    ui_test_expect(t, "golden/desk/cancel-progress.txt");
    ui_test_keys(t, "<Enter>");
    has(t, "It is under way");
    ui_test_keys(t, "<Esc>");
    has(t, "The line under way cannot be taken back; no more are sent after it.");
    ui_test_keys(t, "<F3>q");
    cr_expect(!ui_is_over(ui_test_ui(t)));
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    cr_expect_eq(asked(t, "item_cancel"), 1);
    ui_test_expect(t, "golden/desk/cancel-stopped.txt");
    ui_test_close(t);
}

Test(cancel_lines, a_refused_line_does_not_hold_up_the_others)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    fake_api_fail_nth(ui_test_fake(t), "item_cancel", 1, API_REFUSED, 200,
                      "This standing order is locked.");
    cancel_two(t);
    has(t, "REFUSED");
    has(t, "This standing order");
    has(t, "is locked.");
    has(t, "1 line cancelled, 1 line refused.");
    expect_told("cancelled 501/7003;put S03228/2;");
    ui_test_close(t);
}

Test(cancel_lines, what_is_left_is_offered_once_more)
{
    struct ui_test *t = open_lines(24, 80, 2, NULL);
    fake_api_fail_nth(ui_test_fake(t), "item_cancel", 1, API_REFUSED, 200,
                      "This standing order is locked.");
    ui_test_keys(t, "<Home><Down><Space><Space><End><Space><F10>");
    ui_test_keys(t, "3<Enter>");
    has(t, "2 lines cancelled, 1 line refused. F10 reads and offers the one left again.");
    size_t read = asked(t, "order_list");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(asked(t, "order_list"), read + 1, "S03240 is done with");
    has(t, "Marked 1 of 2 lines");
    cr_expect_eq(asked(t, "item_cancel"), 3, "nothing is sent unasked");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "1<Enter>");
    has(t, "1 line cancelled. Enter goes back.");
    cr_expect_eq(asked(t, "item_cancel"), 4);
    expect_told("cancelled 501/7002;");
    ui_test_keys(t, "<F10>");
    has(t, "This was confirmed and carried out.");
    ui_test_close(t);
}

/* What may be cancelled already is not offered before that was looked up. */
Test(cancel_lines, a_lost_answer_is_looked_up_before_anything_is_offered_again)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    fake_api_apply_unknown(ui_test_fake(t), false);
    fake_api_fail_nth(ui_test_fake(t), "item_cancel", 1, API_UNKNOWN, 0, "It was cut.");
    cancel_two(t);
    ui_test_keys(t, "<F10>");
    has(t, "It is not known yet how far it came: F5 looks first.");
    ui_test_keys(t, "<F5>");
    has(t, "offers those left again.");
    ui_test_keys(t, "<F10>");
    has(t, "Marked 2 of 3 lines");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "2<Enter>");
    has(t, "2 lines cancelled. Enter goes back.");
    ui_test_close(t);
}

Test(cancel_lines, a_lost_answer_stops_the_rest_and_is_looked_up)
{
    static const struct {
        bool was_carried_out;
        const char *says, *tells;
    } rows[] = {
        { true, "1 line cancelled, 1 line not sent.", "cancelled 501/7002;put S03228/2;" },
        { false, "it was not cancelled so far. The connection was cut.", "put S03228/3;" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_lines(24, 80, 1, NULL);
        buf_clear(&told);
        fake_api_apply_unknown(ui_test_fake(t), rows[i].was_carried_out);
        fake_api_fail(ui_test_fake(t), "item_cancel", API_UNKNOWN, 0, "The connection was cut.");
        cancel_two(t);
        cr_expect_eq(asked(t, "item_cancel"), 1);
        if (!i)
            ui_test_expect(t, "golden/desk/cancel-lost.txt");
        has(t, "1 line without an answer, 1 line not sent. F5 looks how it is now");
        cr_expect_eq(asked(t, "order_list"), 1);
        ui_test_keys(t, "<F5>");
        has(t, rows[i].says);
        expect_told(rows[i].tells);
        cr_expect_eq(asked(t, "order_list"), 2);
        cr_expect_eq(asked(t, "item_cancel"), 1);
        ui_test_close(t);
    }
}

/* Where a line was cancelled the order is read again anyway, and what became of the other is seen. */
Test(cancel_lines, a_lost_answer_behind_a_cancelled_line_is_looked_up_at_once)
{
    for (int was_carried_out = 0; was_carried_out <= 1; was_carried_out++) {
        struct ui_test *t = open_lines(24, 80, 1, NULL);
        fake_api_apply_unknown(ui_test_fake(t), was_carried_out);
        fake_api_fail_nth(ui_test_fake(t), "item_cancel", 2, API_UNKNOWN, 0, "It was cut.");
        cancel_two(t);
        has(t, was_carried_out ? "2 lines cancelled. Enter" : "F5 looks how it is now.");
        has(t, was_carried_out ? "it was not there any more." : "still there:");
        cr_expect_eq(asked(t, "order_list"), 2);
        ui_test_close(t);
    }
}

Test(cancel_lines, what_is_looked_up_is_known_to_the_journal_too)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    struct journal journal = { 0 };
    fake_api_apply_unknown(ui_test_fake(t), true);
    fake_api_fail(ui_test_fake(t), "item_cancel", API_UNKNOWN, 0, "The connection was cut.");
    cancel_two(t);
    cr_assert(journal_read(&journal, JOURNAL_CANCEL, NULL, NULL));
    cr_assert_eq(journal.count, 1);
    cr_expect_eq(journal.list[0].outcome, JOURNAL_UNKNOWN);
    cr_expect(strstr(journal.list[0].text, "Rose Mondial 60"));
    ui_test_keys(t, "<F5>");
    cr_assert(journal_read(&journal, JOURNAL_CANCEL, NULL, NULL));
    cr_expect_eq(journal.list[0].outcome, JOURNAL_DONE);
    journal_free(&journal);
    ui_test_close(t);
}

Test(cancel_lines, where_nothing_arrived_nothing_more_is_sent)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    fake_api_fail(ui_test_fake(t), "item_cancel", API_UNREACHED, 0, "The server is not reached.");
    cancel_two(t);
    cr_expect_eq(asked(t, "item_cancel"), 1);
    has(t, "2 lines not sent. F10 reads and offers those left again. Enter goes back.");
    has(t, "The server is not");
    cr_expect_eq(asked(t, "order_list"), 1); /* nothing was changed: nothing is read */
    ui_test_keys(t, "<F5>");
    has(t, "there is nothing to look up");
    ui_test_close(t);
}

Test(cancel_lines, the_days_requests_are_used_up)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    fake_api_fail_nth(ui_test_fake(t), "item_cancel", 2, API_NO_BUDGET, 429, "Wait until 00:00Z.");
    cancel_two(t);
    has(t, "1 line cancelled, 1 line not sent.");
    has(t, "Wait until 00:00Z.");
    ui_test_close(t);
}

/* What could not be drafted anew afterwards is not cancelled. */
Test(cancel_lines, nothing_is_sent_that_the_journal_cannot_keep)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    char *path = mem_printf("%s/.local", getenv("HOME"));
    FILE *file = fopen(path, "w"); /* where a folder would have to be */
    cr_assert(file);
    fclose(file);
    cancel_two(t);
    none_left(t);
    has(t, "2 lines not sent. F10");
    has(t, "could not be kept");
    ui_test_close(t);
    free(path);
}

Test(cancel_lines, the_list_may_be_old_where_it_cannot_be_read_again)
{
    struct ui_test *t = open_lines(24, 80, 1, NULL);
    fake_api_fail(ui_test_fake(t), "order_list", API_FAILED, 0, "The reply was cut off.");
    cancel_two(t);
    has(t, "2 lines cancelled. F5 looks how it is now.");
    has(t, "S03228 could not be read again, so the list may show it as it was");
    fake_api_fail(ui_test_fake(t), "order_list", API_DONE, 200, "");
    ui_test_keys(t, "<F5>");
    expect_told("put S03228/1;");
    ui_test_close(t);
}

Test(cancel_lines, resize_in_the_middle)
{
    struct ui_test *t = open_lines(24, 80, 3, NULL);
    ui_test_keys(t, "*<F10>");
    ui_test_keys(t, "6");
    ui_test_resize(t, 20, 60);
    ui_test_expect(t, "golden/desk/cancel-confirm-60x20.txt");
    ui_test_resize(t, 10, 40);
    ui_test_keys(t, "<Enter>");
    ui_test_resize(t, 24, 80);
    has(t, "Cancel> 6");
    none_left(t);
    ui_test_close(t);
}

Test(cancel_lines, a_reading_that_is_tried_again_is_said_and_may_use_the_reserve)
{
    const struct api_again again = {
        .next = 2, .tries = 3, .millis = 2000, .reason = "The server failed (HTTP 502)."
    };
    struct ui_test *t = prepare(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    push(t, 1, NULL);
    cr_assert(fake_api_again(ui_test_fake(t), &again));
    ui_draw(ui_test_ui(t));
    has(t, "Trying again in 2 s (2 of 3): The server failed (HTTP 502).");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    cr_expect_not(ui_test_has(t, "Trying again"));
    has(t, "Rose Freedom 60");
    cr_expect_eq(fake_api_count_for(ui_test_fake(t), "order_list", API_LOOKING), 0);
    cr_expect_eq(fake_api_count_for(ui_test_fake(t), "order_list", API_SAVING), 1);
    ui_test_close(t);
}
