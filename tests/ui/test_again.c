/* Reads that are tried again, on screens: what came until then is void, what was there before stays with its
 * marks and cursor, one sentence says so, and Ctrl-C ends it. And what each read is for. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/order_samples.h"
#include "ui/screens/lookups.h"
#include "ui/screens/orders.h"
#include "ui/screens/pick.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct api_again in_two_seconds = {
    .next = 2, .tries = 3, .millis = 1800, .reason = "The server failed (HTTP 502)."
};
static const char words[] = "Trying again in 2 s (2 of 3): The server failed (HTTP 502).";

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static void has_not(struct ui_test *t, const char *text)
{
    cr_expect(!ui_test_has(t, text), "\"%s\" should not be on screen:\n%s", text, ui_test_text(t));
}

static void again(struct ui_test *t, size_t kept)
{
    struct api_again how = in_two_seconds;
    how.kept = kept;
    cr_assert(fake_api_again(ui_test_fake(t), &how), "there is a read, and it has an on_again");
    ui_draw(ui_test_ui(t));
}

static void finish(struct ui_test *t)
{
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
}

/* --- the list of standing orders --- */

static struct ui_test *open_list(size_t count, bool held)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_add_orders(ui_test_fake(t), count);
    fake_api_hold(ui_test_fake(t), held);
    ui_test_push(t, &orders_screen, NULL);
    return t;
}

Test(screens_again, a_list_nothing_came_of_yet)
{
    struct ui_test *t = open_list(3, true);
    again(t, 0);
    has(t, words);
    has(t, "Reading standing orders from the service");
    fake_api_deliver(ui_test_fake(t), 1);
    ui_draw(ui_test_ui(t));
    has(t, "S00001");
    finish(t);
    has(t, "3 orders");
    has_not(t, "Trying again");
    ui_test_close(t);
}

Test(screens_again, rows_stay_until_the_new_ones_are_whole_and_are_not_there_twice)
{
    struct ui_test *t = open_list(6, true);
    fake_api_deliver(ui_test_fake(t), 4);
    ui_draw(ui_test_ui(t));
    ui_test_keys(t, "<Down><Space><Down>"); /* S00002 marked */
    again(t, 0);
    has(t, words);
    has(t, "S00004");
    has(t, "Marked 1");
    fake_api_deliver(ui_test_fake(t), 2);
    ui_draw(ui_test_ui(t));
    has(t, "reading again \u2026 2 orders");
    finish(t);
    has(t, "6 orders");
    has(t, "S00006");
    has(t, "Marked 1");
    has_not(t, "Trying again");
    ui_test_close(t);
}

Test(screens_again, the_half_that_was_whole_stays)
{
    struct ui_test *t = open_list(5, true);
    fake_api_deliver(ui_test_fake(t), 4);
    ui_draw(ui_test_ui(t));
    again(t, 2);
    finish(t);
    has(t, "5 orders");
    ui_test_close(t);
}

Test(screens_again, a_refresh_that_is_tried_again_leaves_the_old_rows)
{
    struct ui_test *t = open_list(4, false);
    ui_test_keys(t, "<Down><Down><Space>");
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<F5>");
    fake_api_deliver(ui_test_fake(t), 3);
    again(t, 0);
    has(t, words);
    has(t, "4 orders");
    has(t, "Marked 1");
    finish(t);
    has(t, "4 orders");
    has(t, "Marked 1");
    ui_test_close(t);
}

Test(screens_again, what_fails_in_the_end_says_so_over_what_came)
{
    struct ui_test *t = open_list(6, true);
    fake_api_deliver(ui_test_fake(t), 4);
    again(t, 0);
    fake_api_deliver(ui_test_fake(t), 1);
    fake_api_fail(ui_test_fake(t), "order_list", API_FAILED, 502,
                  "The server failed (HTTP 502). Tried 3 times.");
    finish(t);
    has(t, "The list is not complete: The server failed (HTTP 502). Tried 3 times.");
    has(t, "S00004");
    has_not(t, "Trying again");
    ui_test_close(t);
}

Test(screens_again, ctrl_c_ends_the_waiting_at_once)
{
    struct ui_test *t = open_list(3, true);
    again(t, 0);
    ui_test_keys(t, "<Ctrl-C>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "drop"), 1);
    has_not(t, "Trying again");
    has(t, "Reading was stopped before an order arrived.");
    ui_test_close(t);
}

Test(screens_again, a_warning_is_not_covered)
{
    struct ui_test *t = open_list(3, true);
    ui_say(ui_test_ui(t), ROLE_WARNING, "Mind the gap.");
    again(t, 0);
    has(t, "Mind the gap.");
    has_not(t, "Trying again");
    finish(t);
    has(t, "Mind the gap.");
    ui_test_close(t);
}

Test(screens_again, at_the_smallest_size)
{
    struct ui_test *t = ui_test_new(20, 60);
    fake_api_add_orders(ui_test_fake(t), 3);
    fake_api_hold(ui_test_fake(t), true);
    ui_test_push(t, &orders_screen, NULL);
    fake_api_deliver(ui_test_fake(t), 2);
    again(t, 0);
    has(t, "Trying again in 2 s (2 of 3): The server failed");
    ui_test_expect(t, "golden/lists/orders-again-60.txt");
    ui_test_close(t);
}

/* --- look-ups --- */

static void take_nothing(void *context, const struct lookup_list *list, size_t row)
{
    (void)context, (void)list, (void)row;
}

static struct ui_test *open_pick(void)
{
    static const struct pick_start start = { .kind = LOOKUP_CARRIERS, .on_pick = take_nothing };
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_add_row(ui_test_fake(t), LOOKUP_CARRIERS, "1", "ARM", "Armellini");
    fake_api_add_row(ui_test_fake(t), LOOKUP_CARRIERS, "2", "PFL", "Prime Floral Lines");
    fake_api_hold(ui_test_fake(t), true);
    ui_test_push(t, &pick_screen, (void *)(uintptr_t)&start);
    return t;
}

Test(screens_again, rows_of_a_look_up_are_not_there_twice)
{
    struct ui_test *t = open_pick();
    fake_api_deliver_rows(ui_test_fake(t), 1);
    cr_expect_eq(lookups_get(ui_test_ui(t), LOOKUP_CARRIERS, NULL).arrived, 1);
    again(t, 0);
    has(t, words);
    cr_expect_eq(lookups_get(ui_test_ui(t), LOOKUP_CARRIERS, NULL).arrived, 0);
    finish(t);
    has(t, "2 of 2");
    has_not(t, "Trying again");
    ui_test_close(t);
}

Test(screens_again, ctrl_c_ends_the_waiting_of_a_look_up)
{
    struct ui_test *t = open_pick();
    again(t, 0);
    ui_test_keys(t, "<Ctrl-C>");
    has_not(t, "Trying again");
    cr_expect_not(lookups_get(ui_test_ui(t), LOOKUP_CARRIERS, NULL).is_reading);
    ui_test_close(t);
}

/* --- what reads are for --- */

static void expect_for(struct ui_test *t, const char *method, size_t looking, size_t saving)
{
    const struct fake_api *fake = ui_test_fake(t);
    cr_expect_eq(fake_api_count_for(fake, method, API_LOOKING), looking, "%s: %zu looking", method,
                 fake_api_count_for(fake, method, API_LOOKING));
    cr_expect_eq(fake_api_count_for(fake, method, API_SAVING), saving, "%s: %zu saving", method,
                 fake_api_count_for(fake, method, API_SAVING));
}

Test(screens_again, lists_are_for_looking_and_one_order_by_its_number_for_saving)
{
    struct ui_test *t = open_list(3, false);
    expect_for(t, "order_list", 1, 0);
    ui_test_keys(t, "<F5>");
    expect_for(t, "order_list", 2, 0);
    struct filter filter = { 0 };
    filter_init(&filter, 20487);
    value_set(&filter.v[FILTER_NUMBER], "S00002");
    struct orders_start start = { .filter = &filter };
    ui_test_push(t, &orders_screen, &start);
    expect_for(t, "order_list", 2, 1);
    filter_free(&filter);
    ui_test_close(t);
}

Test(screens_again, a_look_up_list_may_use_the_reserve_until_it_is_in_memory)
{
    struct ui_test *t = open_pick();
    expect_for(t, "lookup", 0, 1);
    finish(t);
    ui_test_keys(t, "<F5>");
    expect_for(t, "lookup", 1, 1);
    ui_test_close(t);
}
