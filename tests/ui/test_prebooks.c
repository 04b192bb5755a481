/* Tests of the prebooks of one order: every state and size, its period, moving it. Today is Tue
 * 2026-02-03. */
#include "config.h"
#include "support/ui_test.h"
#include "model/date.h"
#include "ui/screens/prebooks.h"

#include <criterion/criterion.h>
#include <string.h>

static void push(struct ui_test *t, const char *number)
{
    struct order order = { .status = ORDER_ACTIVE };
    value_set(&order.v[ORDER_NUMBER], number);
    value_set(&order.v[ORDER_CUSTOMER_NAME], "Florería Ñandú & Co. 鮮花");
    ui_test_push(t, &prebooks_screen, &order);
    order_free(&order);
}

/* One for each day from 2026-01-20 on, the latest first: the screen sorts them. */
static void add(struct ui_test *t, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        struct buf number = { 0 }, date = { 0 };
        buf_addf(&number, "P%05zu", 70001 + i);
        date_write(&date, date_from_civil(2026, 1, 20) + (int32_t)i);
        const char *const values[PREBOOK_FIELDS] = {
            [PREBOOK_ID] = "1",
            [PREBOOK_NUMBER] = buf_text(&number),
            [PREBOOK_TRUCK_DATE] = buf_text(&date),
            [PREBOOK_CUSTOMER_NAME] = "Florería Ñandú & Co. 鮮花",
            [PREBOOK_CARRIER_NAME] = i % 2 ? "Prime Floral Lines" : "Café del Camión Refrigerado",
            [PREBOOK_TYPE] = i == 3 ? "P" : "S",
        };
        fake_api_add_prebook(ui_test_fake(t), values);
        buf_free(&number);
        buf_free(&date);
    }
}

static struct ui_test *open_some(int rows, int cols, size_t count)
{
    struct ui_test *t = ui_test_new(rows, cols);
    add(t, count);
    push(t, "S03228");
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

Test(prebooks, rows_at_every_size)
{
    static const struct {
        int rows, cols;
        size_t count;
        const char *golden;
    } sizes[] = {
        { 24, 80, 0, "golden/desk/prebooks-none.txt" },
        { 24, 80, 1, "golden/desk/prebooks-one.txt" },
        { 24, 80, 40, "golden/desk/prebooks-80x24.txt" },
        { 20, 60, 40, "golden/desk/prebooks-60x20.txt" },
        { 40, 132, 40, "golden/desk/prebooks-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_some(sizes[i].rows, sizes[i].cols, sizes[i].count);
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(prebooks, mono)
{
    struct ui_test *t = open_some(24, 80, 20);
    ui_test_theme(t, "mono", true);
    ui_test_expect_attributes(t, "golden/desk/prebooks-mono.txt");
    ui_test_close(t);
}

Test(prebooks, loading_stopped_failed)
{
    struct ui_test *t = ui_test_new(24, 80);
    add(t, 3);
    fake_api_hold(ui_test_fake(t), true);
    push(t, "S03228");
    ui_test_expect(t, "golden/desk/prebooks-loading.txt");
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "Reading the prebooks was stopped.");
    fake_api_hold(ui_test_fake(t), false);
    fake_api_fail(ui_test_fake(t), "prebook_list", API_FAILED, 0, "The reply was cut off.");
    ui_test_keys(t, "<F5>");
    ui_test_expect(t, "golden/desk/prebooks-failed.txt");
    fake_api_fail(ui_test_fake(t), "prebook_list", API_DONE, 200, "");
    ui_test_keys(t, "<Ctrl-R>");
    has(t, "3 prebooks");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "prebook_list"), 3);
    ui_test_close(t);
}

/* Never more than six months at once. */
Test(prebooks, the_period_moves_and_is_asked_for)
{
    static const struct {
        const char *keys, *from, *to;
    } rows[] = {
        { "", "2025-11-01", "2026-04-30" },
        { "<Left>", "2025-05-01", "2025-10-31" },
        { "<Right>", "2026-05-01", "2026-10-31" },
        { "hhl", "2025-05-01", "2025-10-31" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_some(24, 80, 2);
        ui_test_keys(t, rows[i].keys);
        cr_expect_str_eq(fake_api_prebooks_number(ui_test_fake(t)), "S03228");
        cr_expect_str_eq(fake_api_prebooks_from(ui_test_fake(t)), rows[i].from);
        cr_expect_str_eq(fake_api_prebooks_to(ui_test_fake(t)), rows[i].to);
        has(t, rows[i].from);
        has(t, rows[i].to);
        ui_test_close(t);
    }
}

Test(prebooks, moving_while_it_is_read_asks_anew_and_drops_the_question_before)
{
    struct ui_test *t = ui_test_new(24, 80);
    add(t, 3);
    fake_api_hold(ui_test_fake(t), true);
    push(t, "S03228");
    ui_test_keys(t, "<Left>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "drop"), 1);
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, "3 prebooks");
    ui_test_close(t);
}

Test(prebooks, leaving_while_it_is_read_drops_it)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    push(t, "S03228");
    ui_test_keys(t, "<Esc>");
    ui_test_close(t);
}

Test(prebooks, an_order_without_a_number_asks_nothing)
{
    struct ui_test *t = ui_test_new(24, 80);
    push(t, NULL);
    has(t, "This order has no number yet");
    ui_test_keys(t, "<F5>");
    has(t, "prebooks are asked for by it");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "prebook_list"), 0);
    ui_test_close(t);
}

Test(prebooks, begins_at_the_next_truck_and_resizes)
{
    struct ui_test *t = open_some(24, 80, 40);
    has(t, ">Tue 2026-02-03");
    ui_test_resize(t, 20, 60);
    has(t, ">Tue 2026-02-03");
    ui_test_keys(t, "<End>");
    has(t, ">Sat 2026-02-28");
    ui_test_close(t);
}

Test(prebooks, tried_again_they_are_not_there_twice)
{
    const struct api_again again = {
        .next = 3, .tries = 3, .millis = 900, .reason = "The server failed (HTTP 502)."
    };
    struct ui_test *t = ui_test_new(24, 80);
    add(t, 3);
    fake_api_hold(ui_test_fake(t), true);
    push(t, "S03228");
    fake_api_deliver_rows(ui_test_fake(t), 2);
    ui_draw(ui_test_ui(t));
    has(t, "2 prebooks so far");
    cr_assert(fake_api_again(ui_test_fake(t), &again));
    ui_draw(ui_test_ui(t));
    has(t, "Trying again in 1 s (3 of 3): The server failed (HTTP 502).");
    has(t, "Reading the prebooks of S03228");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, "3 prebooks");
    cr_expect_not(ui_test_has(t, "Trying again"));
    cr_expect_eq(fake_api_count_for(ui_test_fake(t), "prebook_list", API_LOOKING), 1);
    cr_expect_eq(fake_api_count_for(ui_test_fake(t), "prebook_list", API_SAVING), 0);
    ui_test_close(t);
}
