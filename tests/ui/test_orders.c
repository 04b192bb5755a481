/* Tests of the list of standing orders: every state, every size, reading, narrowing, sorting and the
 * filter. The other screens are spies. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/order_samples.h"
#include "ui/screen_spies.h"
#include "ui/screens/orders.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* --- helpers --- */

static struct ui_test *open_usual(int rows, int cols)
{
    struct ui_test *t = ui_test_new(rows, cols);
    samples_add_usual(ui_test_fake(t));
    ui_test_push(t, &orders_screen, NULL);
    return t;
}

static struct ui_test *open_many(int rows, int cols, size_t count)
{
    struct ui_test *t = ui_test_new(rows, cols);
    fake_api_add_orders(ui_test_fake(t), count);
    ui_test_push(t, &orders_screen, NULL);
    return t;
}

static struct ui_test *open_held(size_t count)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_add_orders(ui_test_fake(t), count);
    fake_api_hold(ui_test_fake(t), true);
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

static size_t asked(struct ui_test *t)
{
    return fake_api_count(ui_test_fake(t), "order_list");
}

static const char *filter_text(struct ui_test *t, enum filter_field field)
{
    return value_text(fake_api_last_filter(ui_test_fake(t))->v[field]);
}

/* --- what it looks like --- */

Test(orders, empty)
{
    struct ui_test *t = ui_test_open(24, 80, &orders_screen, NULL);
    ui_test_expect(t, "golden/lists/orders-empty.txt");
    ui_test_close(t);
}

Test(orders, loading)
{
    struct ui_test *t = open_held(3);
    ui_test_expect(t, "golden/lists/orders-loading.txt");
    ui_test_close(t);
}

Test(orders, one_row)
{
    struct ui_test *t = open_many(24, 80, 1);
    ui_test_expect(t, "golden/lists/orders-one.txt");
    ui_test_close(t);
}

Test(orders, every_kind_of_row)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_expect(t, "golden/lists/orders-80x24.txt");
    ui_test_close(t);
}

Test(orders, smallest_size)
{
    struct ui_test *t = open_usual(20, 60);
    ui_test_expect(t, "golden/lists/orders-60x20.txt");
    ui_test_close(t);
}

Test(orders, wide)
{
    struct ui_test *t = open_usual(40, 132);
    ui_test_expect(t, "golden/lists/orders-132x40.txt");
    ui_test_close(t);
}

Test(orders, very_wide_shows_every_column)
{
    struct ui_test *t = open_usual(24, 180);
    has(t, "Salesperson");
    has(t, "Code");
    has(t, "Status");
    has(t, "Mia Sales");
    ui_test_close(t);
}

Test(orders, more_rows_than_fit)
{
    struct ui_test *t = open_many(24, 80, 348);
    ui_test_keys(t, "<PgDn>jjk");
    ui_test_expect(t, "golden/lists/orders-many.txt");
    ui_test_keys(t, "G");
    has(t, ">S00348");
    ui_test_keys(t, "g");
    has(t, ">S00001");
    ui_test_keys(t, "<Ctrl-F><Ctrl-D>[<F7>");
    has(t, ">S00001");
    ui_test_close(t);
}

/* Today is 2026-02-03: an order that ended yesterday does not end soon. */
Test(orders, only_what_still_runs_ends_soon)
{
    static const struct {
        const char *end;
        bool soon;
    } rows[] = { { "2026-02-02", false },
                 { "2026-02-03", true },
                 { "2026-02-24", true },
                 { "2026-02-25", false },
                 { "", false } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sample sample = { "S00001", "Fresh", "Monday", "1",   "2026-01-05", rows[i].end,
                                 "1",      "1.00",  "0.50",   false, ORDER_ACTIVE };
        struct ui_test *t = ui_test_new(24, 80);
        samples_add(ui_test_fake(t), &sample, 1);
        ui_test_push(t, &orders_screen, NULL);
        ui_test_run(t);
        const char *row = strstr(ui_test_text(t), ">S00001");
        cr_assert_not_null(row);
        const char *mark = strpbrk(row, "E\n");
        cr_expect_eq(*mark == 'E', rows[i].soon, "ends %s", rows[i].end);
        ui_test_close(t);
    }
}

Test(orders, mono_theme_marks_the_selected_row)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_theme(t, "mono", true);
    ui_test_keys(t, "j");
    cr_expect_neq(ui_test_attribute(t, "S03231"), ui_test_attribute(t, "S03240"),
                  "the selected row looks like the others");
    has(t, ">S03231");
    ui_test_expect_attributes(t, "golden/lists/orders-mono-attributes.txt");
    ui_test_close(t);
}

Test(orders, too_small_and_large_again)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "jj");
    ui_test_resize(t, 10, 30);
    has_not(t, "S03240");
    ui_test_resize(t, 24, 80);
    has(t, ">S03240");
    ui_test_close(t);
}

/* --- reading --- */

Test(orders, failures_say_what_to_do)
{
    static const struct {
        enum api_outcome outcome;
        int status;
        const char *message, *advice;
    } rows[] = {
        { API_UNREACHED, 0, "The service does not answer.", "F5 tries again" },
        { API_REFUSED, 403, "Method not allowed for this token.", "token that is allowed" },
        { API_REFUSED, 200, "Invalid date.", "Press f to change what is asked" },
        { API_NO_BUDGET, 429, "Daily limit reached.",
          "takes requests again: F5" }, /* nothing holds */
        { API_NO_BUDGET, 0, "Daily limit reached.", "new day" },
        { API_FAILED, 200, "The reply was cut off.", "a shorter time between From and To" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = ui_test_new(24, 80);
        fake_api_fail(ui_test_fake(t), "order_list", rows[i].outcome, rows[i].status,
                      rows[i].message);
        ui_test_push(t, &orders_screen, NULL);
        has(t, "The list could not be read.");
        has(t, rows[i].message);
        has(t, rows[i].advice);
        if (i == 0)
            ui_test_expect(t, "golden/lists/orders-failed.txt");
        fake_api_fail(ui_test_fake(t), "order_list", API_DONE, 200, "");
        samples_add_usual(ui_test_fake(t));
        ui_test_keys(t, "<F5>");
        has(t, "S03228");
        has_not(t, "could not be read");
        ui_test_close(t);
    }
}

Test(orders, rows_appear_while_they_arrive)
{
    struct ui_test *t = open_held(2000);
    fake_api_deliver(ui_test_fake(t), 1240);
    ui_test_run(t);
    ui_test_expect(t, "golden/lists/orders-arriving.txt");
    has(t, "1,240 orders, 2.3 MB so far; Ctrl-C stops");
    ui_test_keys(t, "jjj");
    has(t, ">S00004");
    fake_api_deliver(ui_test_fake(t), 100);
    ui_test_keys(t, "S"); /* the other way round: what is chosen stays chosen */
    has(t, ">S00004");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, ">S00004");
    has(t, "2,000 orders");
    has(t, "read 14:41Z");
    ui_test_close(t);
}

Test(orders, first_row_stays_selected_while_nobody_moved)
{
    struct ui_test *t = open_held(100);
    ui_test_keys(t, "S");
    fake_api_deliver(ui_test_fake(t), 10);
    ui_test_run(t);
    has(t, ">S00010");
    fake_api_deliver(ui_test_fake(t), 10);
    ui_test_run(t);
    has(t, ">S00020");
    ui_test_close(t);
}

Test(orders, stops_on_request)
{
    struct ui_test *t = open_held(50);
    fake_api_deliver(ui_test_fake(t), 5);
    ui_test_keys(t, "<Ctrl-C>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "drop"), 1);
    has(t, "Stopped: the list is not complete. F5 reads all of it.");
    has(t, "S00005");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has_not(t, "S00006");
    ui_test_keys(t, "<F5>");
    has(t, "50 orders");
    has_not(t, "Stopped");
    ui_test_close(t);
}

Test(orders, stopped_before_anything_came)
{
    struct ui_test *t = open_held(50);
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "Reading was stopped before an order arrived.");
    ui_test_close(t);
}

Test(orders, closing_drops_the_request)
{
    struct ui_test *t = open_held(50);
    ui_test_keys(t, "q");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect_eq(fake_api_count(ui_test_fake(t), "drop"), 1);
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    ui_test_advance(t, 5000); /* its timer is gone as well */
    ui_test_close(t);
}

Test(orders, leaving_from_the_filter_closes_all)
{
    struct ui_test *t = open_held(50);
    ui_test_keys(t, "f");
    ui_quit(ui_test_ui(t));
    ui_test_run(t);
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect_eq(fake_api_count(ui_test_fake(t), "drop"), 1);
    ui_test_close(t);
}

Test(orders, refresh_keeps_rows_until_the_new_ones_are_whole)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "jj");
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<F5>");
    fake_api_deliver(ui_test_fake(t), 1);
    ui_test_run(t);
    has(t, ">S03240");
    has(t, "S03266");
    has(t, "reading again");
    ui_test_keys(t, "<F5>");
    cr_expect_eq(asked(t), 2, "it is being read already");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, ">S03240");
    has_not(t, "reading again");
    ui_test_close(t);
}

Test(orders, failed_refresh_keeps_the_rows_and_says_how_old_they_are)
{
    struct ui_test *t = open_usual(24, 80);
    fake_api_fail(ui_test_fake(t), "order_list", API_FAILED, 0, "The reply was cut off.");
    ui_test_keys(t, "<F5>");
    has(t, "Read 14:41Z; the last try failed: The reply was cut off.");
    has(t, "S03228");
    ui_test_expect(t, "golden/lists/orders-refresh-failed.txt");
    ui_test_close(t);
}

Test(orders, part_of_a_list_is_called_one)
{
    struct ui_test *t = open_held(50);
    fake_api_deliver(ui_test_fake(t), 5);
    fake_api_fail(ui_test_fake(t), "order_list", API_FAILED, 0, "The connection was cut.");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, "The list is not complete: The connection was cut.");
    has(t, "S00005");
    ui_test_close(t);
}

/* --- narrowing and sorting --- */

Test(orders, narrows_as_typed_without_a_request)
{
    static const struct {
        const char *typed, *count;
    } rows[] = {
        { "fresh", "6 of 8 orders" }, { "tampa fresh", "1 of 8 orders" },
        { "nandu", "1 of 8 orders" }, { "鮮花", "1 of 8 orders" },
        { "s0324", "2 of 8 orders" }, { "FRESH naples", "1 of 8 orders" },
        { "xyzzy", "0 of 8 orders" },
    };
    struct ui_test *t = open_usual(24, 80);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ui_test_keys(t, "/");
        ui_test_keys(t, rows[i].typed);
        has(t, rows[i].count);
        ui_test_keys(t, "<Esc>");
        has(t, " 8 orders  sorted");
    }
    cr_expect_eq(asked(t), 1);
    ui_test_close(t);
}

Test(orders, narrowed_sums_and_backspace)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "/naples");
    has(t, "Sum of the 1 order shown");
    has(t, "387.50");
    ui_test_keys(t, "x");
    has(t, "No order has these words: naplesx");
    ui_test_keys(t, "<Backspace>");
    has(t, "Sum of the 1 order shown");
    ui_test_expect(t, "golden/lists/orders-narrowing.txt");
    ui_test_keys(t, "<Enter>");
    has(t, "/naples");
    ui_test_keys(t, "\\");
    has(t, "Sum of 8 orders");
    has(t, ">S03244"); /* what was found stays selected */
    ui_test_close(t);
}

Test(orders, keys_typed_ahead_go_where_they_were_meant)
{
    struct ui_test *t = open_held(20);
    ui_test_keys(t, "/customer 01<Enter>jj");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, "11 of 20 orders");
    ui_test_keys(t, "/<Ctrl-U>002<Enter><Enter>");
    cr_expect_str_eq(value_text(spies.shown.v[ORDER_NUMBER]), "S00002");
    spies_reset();
    ui_test_close(t);
}

/* --- the filter --- */

Test(orders, asks_the_default_at_first)
{
    struct ui_test *t = open_usual(24, 80);
    cr_expect_eq(asked(t), 1);
    cr_expect_str_eq(filter_text(t, FILTER_FROM), "2026-02-01");
    cr_expect_str_eq(filter_text(t, FILTER_TO), "2027-01-31");
    cr_expect_str_eq(filter_text(t, FILTER_STATUS), "Active");
    ui_test_close(t);
}

Test(orders, asks_what_it_was_started_with)
{
    struct ui_test *t = ui_test_new(24, 80);
    struct filter filter;
    filter_init(&filter, 20487);
    value_set(&filter.v[FILTER_CUSTOMER], "fresh");
    struct orders_start start = { .filter = &filter };
    ui_test_push(t, &orders_screen, &start);
    filter_free(&filter);
    cr_expect_str_eq(filter_text(t, FILTER_CUSTOMER), "fresh");
    has(t, "status Active, customer");
    ui_test_close(t);
}

Test(orders, filter_reads_on_enter)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f<Ctrl-U>2026-01-01<Tab><Ctrl-U>2026-12-31<Tab>a");
    has(t, "Enter reads active and cancelled ones");
    has(t, "Enter=Read the list(2 req)");
    ui_test_keys(t, "<Tab>S03<Tab>jk q");
    ui_test_expect(t, "golden/lists/orders-filter.txt");
    cr_expect_eq(asked(t), 1);
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(asked(t), 2);
    cr_expect_str_eq(filter_text(t, FILTER_FROM), "2026-01-01");
    cr_expect_str_eq(filter_text(t, FILTER_TO), "2026-12-31");
    cr_expect_str_eq(filter_text(t, FILTER_STATUS), "All");
    cr_expect_str_eq(filter_text(t, FILTER_NUMBER), "S03");
    cr_expect_str_eq(filter_text(t, FILTER_CUSTOMER), "jk q");
    has(t, "S03271 Fresh Flowers …  1 ...T... cancelled 2026-06-30     9     697.50 X");
    has(t, "Sum of 9 orders, cancelled ones too");
    cr_expect_neq(ui_test_attribute(t, "S03271"), ui_test_attribute(t, "S03231"));
    ui_test_close(t);
}

Test(orders, wrong_dates_are_named_and_nothing_is_sent)
{
    static const struct {
        const char *keys, *words;
    } rows[] = {
        { "f<Ctrl-U>2026-02-31<Enter>", "From is \"2026-02-31\"" },
        { "f<Tab><Ctrl-U>2027-1-31<Enter>", "To is \"2027-1-31\"" },
        { "f<Ctrl-U><Enter>", "From is empty" },
        { "f<Tab><Ctrl-U>2025-12-31<Enter>", "To is 2025-12-31, before From" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_usual(24, 80);
        ui_test_keys(t, rows[i].keys);
        has(t, rows[i].words);
        has(t, "Nothing was sent.");
        has(t, "Enter reads the list"); /* still in the filter */
        cr_expect_eq(asked(t), 1);
        if (i == 0)
            ui_test_expect(t, "golden/lists/orders-filter-wrong.txt");
        ui_test_keys(t, "<Esc>");
        has(t, "From 2026-02-01");
        has(t, "To 2027-01-31");
        ui_test_close(t);
    }
}

Test(orders, leaving_the_filter_puts_back_what_the_rows_answer)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "<Tab><Tab><Tab><Tab>XYZ<F12>");
    has_not(t, "XYZ");
    ui_test_keys(t, "XYZ<F3>");
    has_not(t, "XYZ");
    cr_expect_eq(asked(t), 1);
    has(t, "S03228");
    ui_test_close(t);
}

Test(orders, resize_while_typing_in_the_filter)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f<Tab><Tab><Tab><Tab>Flores Ña");
    ui_test_resize(t, 20, 60);
    ui_test_expect(t, "golden/lists/orders-filter-resized.txt");
    ui_test_keys(t, "ndú");
    ui_test_resize(t, 40, 132);
    ui_test_keys(t, "<Enter>");
    cr_expect_str_eq(filter_text(t, FILTER_CUSTOMER), "Flores Ñandú");
    ui_test_close(t);
}

Test(orders, filter_picks_from_lists)
{
    struct ui_test *t = open_usual(24, 80);
    fake_api_add_row(ui_test_fake(t), LOOKUP_CUSTOMERS, "11", "FRESH", "Mr. Fresh");
    fake_api_add_row(ui_test_fake(t), LOOKUP_CUSTOMERS, "12", "ROOTS", "Fresh Roots Market");
    fake_api_add_row(ui_test_fake(t), LOOKUP_LOCATIONS, "7", "MIA", "Miami");
    ui_test_keys(t, "f<Tab><Tab><Tab><Tab>fresh<F4>");
    has(t, "2 of 2");
    ui_test_keys(t, " roots<Enter>");
    has(t, "Fresh Roots Market");
    ui_test_keys(t, "<Tab><F4>mr<Enter><Tab><F4><Enter><Enter>");
    cr_expect_str_eq(filter_text(t, FILTER_CUSTOMER), "Fresh Roots Market");
    cr_expect_str_eq(filter_text(t, FILTER_CUSTOMER_ID), "11");
    cr_expect_str_eq(filter_text(t, FILTER_LOCATION_ID), "7");
    ui_test_keys(t, "f<Tab><Tab><Tab><F4>");
    has(t, "There is no list for Number");
    ui_test_close(t);
}

Test(orders, empty_says_the_number_may_be_known_without_its_letter)
{
    struct ui_test *t = open_usual(24, 80);
    fake_api_clear_orders(ui_test_fake(t));
    ui_test_keys(t, "f<Tab><Tab><Tab>S00228<Enter>");
    has(t, "status Active, number");
    has(t, "The service may know the number as 228.");
    ui_test_close(t);
}

Test(orders, every_field_of_the_filter_has_help)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f");
    for (size_t i = 0; i < FILTER_FIELDS; i++) {
        struct buf help = { 0 };
        const struct screen_class *top;
        void *screen = ui_top(ui_test_ui(t), &top);
        top->field_help(screen, &help);
        cr_expect_gt(help.len, 10);
        cr_expect_lt(help.len, 79, "cut on the message line: %s", buf_text(&help));
        buf_free(&help);
        ui_test_keys(t, "<Tab>");
    }
    ui_test_close(t);
}

/* --- to other screens --- */

Test(orders, shows_the_selected_order)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "jj<Enter>");
    has(t, "another screen");
    cr_expect(spies.read_only);
    cr_expect_str_eq(value_text(spies.shown.v[ORDER_NUMBER]), "S03240");
    cr_expect_eq(spies.shown.item_count, 1);
    cr_expect_str_eq(value_text(spies.shown.items[0].v[ITEM_COST]), "0.00");
    ui_test_keys(t, "<Esc>");
    has(t, ">S03240");
    cr_expect_eq(asked(t), 1, "coming back asks nothing");
    spies_reset();
    ui_test_close(t);
}

Test(orders, nothing_to_show)
{
    struct ui_test *t = ui_test_open(24, 80, &orders_screen, NULL);
    ui_test_keys(t, "<Enter>");
    has(t, "There is no order to show");
    ui_test_close(t);
}

Test(orders, begins_a_new_order)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "<F6><Ctrl-N>o");
    cr_expect_eq(spies.begun, 3);
    ui_test_close(t);
}

Test(orders, finds_the_order_that_was_sent)
{
    static const struct sample sent = { "S09001", "Zinnia Corner", "Monday",
                                        "1",      "2026-02-09",    "",
                                        "3",      "0.45",          "0.30",
                                        false,    ORDER_ACTIVE };
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "/fresh<Enter><Enter>");
    samples_add(ui_test_fake(t), &sent, 1);
    orders_select_number(ui_test_ui(t), "S09001");
    ui_test_keys(t, "<Esc>");
    cr_expect_eq(asked(t), 2);
    has(t, ">S09001");
    has(t, "S09001 is in the list.");
    spies_reset();
    ui_test_close(t);
}

Test(orders, says_when_the_order_sent_is_not_among_those_asked_for)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "j<Enter>");
    orders_select_number(ui_test_ui(t), "S09002");
    ui_test_keys(t, "<Esc>");
    has(t, "S09002 is saved, but not in this list");
    has(t, ">S03231");
    spies_reset();
    ui_test_close(t);
}

Test(orders, a_list_asked_for_before_the_order_was_sent_says_nothing_of_it)
{
    static const struct sample sent = { "S09003", "Zinnia Corner", "Monday",
                                        "1",      "2026-02-09",    "",
                                        "3",      "0.45",          "0.30",
                                        false,    ORDER_ACTIVE };
    struct ui_test *t = open_usual(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<F5><Enter>");
    orders_select_number(ui_test_ui(t), "S09003");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    samples_add(ui_test_fake(t), &sent, 1);
    ui_test_keys(t, "<Esc>");
    cr_expect_eq(asked(t), 3, "the list is read again");
    has(t, ">S09003");
    has(t, "S09003 is in the list.");
    spies_reset();
    ui_test_close(t);
}

Test(orders, no_list_open_is_no_matter)
{
    struct ui_test *t = ui_test_new(24, 80);
    orders_select_number(ui_test_ui(t), "S09002");
    ui_test_close(t);
}

Test(orders, one_esc_too_many_stays)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "<Esc><Esc>");
    cr_expect_not(ui_is_over(ui_test_ui(t)));
    ui_test_keys(t, "<F3>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    ui_test_close(t);
}
