/* Tests of the cancelled lines: every state and size, narrowing, content, drafting anew. The order form is
 * stood in for by a spy. Now is Tue 2026-02-03 14:41 UTC. */
#include "config.h"
#include "support/ui_test.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/journal.h"
#include "ui/screens/cancelled.h"
#include "ui/screens/order.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* --- the spy in the order form's place --- */

static struct spy {
    struct order order, mine;
    bool is_copy, is_change, has_mine;
    size_t opened;
} spy;

static void *open_spy(struct ui *ui, void *argument)
{
    const struct order_screen_start *start = argument;
    (void)ui;
    order_copy(&spy.order, start->order);
    spy.has_mine = start->mine;
    if (start->mine)
        order_copy(&spy.mine, start->mine);
    spy.is_copy = start->is_copy;
    spy.is_change = start->is_change;
    spy.opened++;
    return &spy;
}

static void close_spy(void *screen)
{
    (void)screen;
}

static void draw_spy(void *screen, struct area area)
{
    (void)screen;
    paint_text(area, 0, 0, area.cols, ROLE_NORMAL, "the order form");
}

static const struct binding spy_bindings[] = { { { "Esc" }, ACTION_BACK, NULL, NULL },
                                               { { NULL }, ACTION_NONE, NULL, NULL } };

const struct screen_class order_screen = {
    .name = "order",
    .title = "Order",
    .bindings = spy_bindings,
    .open = open_spy,
    .close = close_spy,
    .draw = draw_spy,
};

static void forget_spy(void)
{
    order_free(&spy.order);
    order_free(&spy.mine);
}

TestSuite(cancelled, .fini = forget_spy);

/* --- the journal --- */

static struct order make_order(const char *number, const char *customer, const char *product)
{
    struct order order = { .status = ORDER_ACTIVE };
    value_set(&order.v[ORDER_CUSTOMER_CODE], "FRESH");
    value_set(&order.v[ORDER_CUSTOMER_NAME], customer);
    value_set(&order.v[ORDER_START], "2026-01-12");
    value_set(&order.v[ORDER_RECURRENCE], "1");
    value_set(&order.v[ORDER_DAYS], "Monday");
    value_set(&order.v[ORDER_ID], number + 1);
    value_set(&order.v[ORDER_NUMBER], number);
    struct item *item = order_add_unknown_item(&order);
    value_set(&item->v[ITEM_ID], "7002");
    value_set(&item->v[ITEM_TYPE], "BOX");
    value_set(&item->v[ITEM_PRODUCT_NAME], product);
    value_set(&item->v[ITEM_BOX_TYPE_CODE], "QB");
    value_set(&item->v[ITEM_BOXES], "10");
    value_set(&item->v[ITEM_TOTAL_UNITS], "1200"); /* the service's own sum */
    value_set(&item->v[ITEM_PRICE], "11.45");
    value_set(&item->v[ITEM_VENDOR_NOTES], "Cut early.\nNo thorns.");
    struct custom *custom = item_insert_custom(item, 0);
    value_set(&custom->v[CUSTOM_NAME], "UPC");
    value_set(&custom->v[CUSTOM_VALUE], "0 12345 67890 5");
    struct breakdown *part = item_insert_breakdown(item, 0);
    value_set(&part->v[BREAKDOWN_PRODUCT_NAME], "Rose Black Magic");
    value_set(&part->v[BREAKDOWN_BUNCHES], "8");
    return order;
}

static char *begin(const char *number, const char *customer, const char *product)
{
    struct order order = make_order(number, customer, product);
    struct buf text = { 0 };
    struct error error = { 0 };
    char *title = mem_printf("%s, %s, 10 QB", customer, product);
    char *number_copy = mem_strdup(number), *id = mem_strdup(number + 1), item[] = "7002";
    api_write_order_file(&order, &text);
    struct journal_record record = { .kind = JOURNAL_CANCEL,
                                     .order_id = id,
                                     .number = number_copy,
                                     .item_id = item,
                                     .title = title,
                                     .text = text.data };
    char *record_id = journal_begin(&record, &error);
    cr_assert(record_id, "%s", error_text(&error));
    buf_free(&text);
    free(title);
    free(number_copy);
    free(id);
    order_free(&order);
    return record_id;
}

static void add(const char *number, const char *customer, const char *product,
                enum journal_outcome outcome, const char *message)
{
    char *id = begin(number, customer, product);
    if (outcome != JOURNAL_INTENT)
        cr_assert(journal_end(id, outcome, message, NULL));
    free(id);
}

/* One for each way to end; the last one is the newest. */
static void add_usual(void)
{
    add("S03228", "Mr. Fresh", "Rose Mondial 60", JOURNAL_DONE, "The line was cancelled.");
    add("S03231", "Florería Ñandú & Co. São Paulo", "Carn Select Red", JOURNAL_REFUSED,
        "This standing order is locked.");
    add("S03240", "鮮花批發公司 Miami", "Rose Freedom 60", JOURNAL_UNKNOWN,
        "The connection was cut.");
    add("S03244", "Fresh Petals Naples", "Rose Vendela 50", JOURNAL_NOT_SENT,
        "The server is not reached.");
    add("S03250", "Fresh & Co. Atlanta", "Assorted Rose 50", JOURNAL_INTENT, NULL);
}

static struct ui_test *open_usual(int rows, int cols)
{
    struct ui_test *t = ui_test_new(rows, cols);
    add_usual();
    ui_test_push(t, &cancelled_screen, NULL);
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static size_t asked(struct ui_test *t)
{
    return fake_api_count(ui_test_fake(t), "order_list");
}

/* --- the list --- */

Test(cancelled, every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/desk/cancelled-80x24.txt" },
        { 20, 60, "golden/desk/cancelled-60x20.txt" },
        { 40, 132, "golden/desk/cancelled-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_usual(sizes[i].rows, sizes[i].cols);
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(cancelled, empty_one_many)
{
    struct ui_test *t = ui_test_open(24, 80, &cancelled_screen, NULL);
    ui_test_expect(t, "golden/desk/cancelled-none.txt");
    ui_test_keys(t, "<Enter>");
    has(t, "There is no line here.");
    add("S03228", "Mr. Fresh", "Rose Mondial 60", JOURNAL_DONE, "");
    ui_test_keys(t, "<F5>");
    ui_test_expect(t, "golden/desk/cancelled-one.txt");
    for (size_t i = 0; i < 40; i++) {
        char *number = mem_printf("S1%04zu", i);
        add(number, "Mr. Fresh", "Rose Mondial 60", JOURNAL_DONE, "");
        free(number);
    }
    ui_test_keys(t, "<F5><PgDn><PgDn>");
    ui_test_expect(t, "golden/desk/cancelled-many.txt");
    ui_test_close(t);
}

Test(cancelled, mono_and_resize)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_theme(t, "mono", true);
    ui_test_expect_attributes(t, "golden/desk/cancelled-mono.txt");
    ui_test_keys(t, "<Down><Down>/fre");
    ui_test_resize(t, 20, 60);
    ui_test_keys(t, "sh");
    has(t, "Find fresh");
    ui_test_resize(t, 24, 80);
    has(t, "3 of 5 lines");
    ui_test_close(t);
}

Test(cancelled, narrows_by_words_in_any_order)
{
    static const struct {
        const char *keys, *count;
    } rows[] = {
        { "/nandu", "1 of 5" },     { "/rose mr", "1 of 5" },       { "/S03240", "1 of 5" },
        { "/answer", "1 of 5" },    { "/nobody", "1 of 5" },        { "/ROSE", "4 of 5" },
        { "/rose<Esc>", "5 line" }, { "/rose<Enter>\\", "5 line" }, { "/rose<Enter>", "4 of 5" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_usual(24, 80);
        ui_test_keys(t, rows[i].keys);
        has(t, rows[i].count);
        cr_expect_eq(asked(t), 0);
        ui_test_close(t);
    }
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "/xyzzy");
    has(t, "No line has these words.");
    ui_test_close(t);
}

Test(cancelled, what_cannot_be_read_is_said)
{
    struct ui_test *t = ui_test_new(24, 80);
    add_usual();
    char *command =
        mem_printf("f=$(find %s -name '*.tsv'); printf 'intent\\tbroken\\n' >> $f", getenv("HOME"));
    cr_assert_eq(system(command), 0);
    ui_test_push(t, &cancelled_screen, NULL);
    has(t, "1 damaged in the journal");
    has(t, "5 lines");
    free(command);
    command = mem_printf("f=$(find %s -name '*.tsv'); rm $f; mkdir $f", getenv("HOME"));
    cr_assert_eq(system(command), 0);
    ui_test_keys(t, "<F5>");
    has(t, "The journal cannot be read");
    free(command);
    ui_test_close(t);
}

/* --- one line --- */

Test(cancelled, shows_its_whole_content)
{
    static const char *const keys[] = { "<End><Enter>", "<End><F2>" };
    for (size_t i = 0; i < 2; i++) {
        struct ui_test *t = open_usual(40, 80);
        ui_test_keys(t, keys[i]);
        ui_test_expect(t, "golden/desk/cancelled-content.txt");
        ui_test_keys(t, "<Esc>");
        has(t, "5 lines, newest first");
        ui_test_close(t);
    }
}

Test(cancelled, drafts_it_anew_as_a_new_order)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "<End><F6>");
    has(t, "the order form");
    cr_expect(spy.is_copy && !spy.is_change);
    cr_assert_eq(spy.order.item_count, 1);
    const struct item *item = &spy.order.items[0];
    cr_expect_str_eq(value_text(item->v[ITEM_PRODUCT_NAME]), "Rose Mondial 60");
    cr_expect_str_eq(value_text(item->v[ITEM_VENDOR_NOTES]), "Cut early.\nNo thorns.");
    cr_expect_str_eq(value_text(item->customs[0].v[CUSTOM_VALUE]), "0 12345 67890 5");
    cr_expect_str_eq(value_text(item->breakdowns[0].v[BREAKDOWN_PRODUCT_NAME]), "Rose Black Magic");
    cr_expect_str_eq(value_text(spy.order.v[ORDER_CUSTOMER_CODE]), "FRESH");
    cr_expect_str_eq(value_text(item->v[ITEM_ID]), "");
    cr_expect_str_eq(value_text(spy.order.v[ORDER_ID]), "");
    cr_expect_str_eq(value_text(spy.order.v[ORDER_NUMBER]), "");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_create"), 0);
    ui_test_close(t);
}

static void add_its_order(struct ui_test *t, const char *item_id)
{
    struct order order = make_order("S03228", "Mr. Fresh", "Rose Freedom 60");
    value_set(&order.items[0].v[ITEM_ID], item_id);
    fake_api_add_order(ui_test_fake(t), &order);
    order_free(&order);
}

Test(cancelled, drafts_it_anew_in_its_own_order)
{
    struct ui_test *t = open_usual(24, 80);
    add_its_order(t, "7001");
    ui_test_keys(t, "<End><F9>");
    has(t, "the order form");
    cr_expect_eq(asked(t), 1);
    cr_expect(spy.is_change && spy.has_mine && !spy.is_copy);
    cr_assert_eq(spy.order.item_count, 1);
    cr_assert_eq(spy.mine.item_count, 2);
    cr_expect_str_eq(value_text(spy.mine.items[0].v[ITEM_ID]), "7001");
    cr_expect_str_eq(value_text(spy.mine.items[1].v[ITEM_ID]), "");
    cr_expect_str_eq(value_text(spy.mine.items[1].v[ITEM_TOTAL_UNITS]), "");
    cr_expect_str_eq(value_text(spy.mine.items[1].v[ITEM_PRODUCT_NAME]), "Rose Mondial 60");
    cr_expect_str_eq(value_text(spy.mine.items[1].v[ITEM_VENDOR_NOTES]), "Cut early.\nNo thorns.");
    cr_expect_str_eq(value_text(spy.mine.v[ORDER_ID]), "03228");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_update"), 0);
    ui_test_close(t);
}

Test(cancelled, a_line_that_is_there_still_is_not_drafted_twice)
{
    struct ui_test *t = open_usual(24, 80);
    add_its_order(t, "7002");
    size_t opened = spy.opened;
    ui_test_keys(t, "<End>l");
    has(t, "S03228 has this line still");
    cr_expect_eq(spy.opened, opened);
    ui_test_close(t);
}

Test(cancelled, its_order_is_gone_or_cannot_be_read)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "<End><F9>");
    has(t, "S03228 is no active order any more: draft the line as a new order.");
    fake_api_fail(ui_test_fake(t), "order_list", API_UNREACHED, 0, "The server is not reached.");
    ui_test_keys(t, "<F9>");
    has(t, "S03228 could not be read: The server is not reached.");
    ui_test_close(t);
}

Test(cancelled, reading_its_order_can_be_stopped_and_holds_keys)
{
    struct ui_test *t = open_usual(24, 80);
    add_its_order(t, "7001");
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<End><F9>");
    ui_test_expect(t, "golden/desk/cancelled-reading.txt");
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "nothing was drafted");
    size_t opened = spy.opened;
    ui_test_keys(t, "<F9><Up>");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    cr_expect_eq(spy.opened, opened + 1);
    ui_test_close(t);
}

Test(cancelled, a_profile_may_forbid_new_lines)
{
    struct ui_test *t = ui_test_new(24, 80);
    add_usual();
    ui_test_profile(t)->add_line_by_update = false;
    ui_test_push(t, &cancelled_screen, NULL);
    ui_test_keys(t, "<F9>");
    has(t, "add_line_by_update is off");
    cr_expect_eq(asked(t), 0);
    ui_test_close(t);
}
