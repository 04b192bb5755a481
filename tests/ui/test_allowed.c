/* Tests of tokens that may not do everything: forms that cannot be sent say so at once and lose nothing, lists
 * that may not be read are not asked for, and a token refused in the middle is replaced with one key. */
#include "config.h"
#include "base/mem.h"
#include "order_typing.h"
#include "store/drafts.h"
#include "ui/change_samples.h"
#include "ui/screens/order.h"
#include "ui/screens/orders.h"
#include "ui/screens/prebooks.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char listing_only[] =
    "The token of sandbox is not meant for standing.order.create; its methods say so.";

static size_t asked(struct ui_test *t, const char *method)
{
    return fake_api_count(ui_test_fake(t), method);
}

static size_t asked_at_all(struct ui_test *t)
{
    const struct api *api = ui_api(ui_test_ui(t));
    return api->ops->requests(api->self);
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static void has_not(struct ui_test *t, const char *text)
{
    cr_expect_not(ui_test_has(t, text), "\"%s\" should not be on screen:\n%s", text,
                  ui_test_text(t));
}

static void forbid_all(struct ui_test *t, const char *why)
{
    for (int method = 0; method <= METHOD_COUNT; method++)
        fake_api_forbid(ui_test_fake(t), (enum method)method, why);
}

static size_t count_drafts(void)
{
    struct drafts drafts = { 0 };
    drafts_list(&drafts, NULL);
    size_t count = drafts.count;
    drafts_free(&drafts);
    return count;
}

/* ------ the form of a new order ------ */

static struct ui_test *open_listing_only(int rows, int cols)
{
    struct ui_test *t = typing_new(rows, cols);
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_CREATE, listing_only);
    ui_test_push(t, &order_screen, NULL);
    return t;
}

Test(allowed, a_form_that_cannot_be_sent_says_so_at_once)
{
    static const int sizes[][2] = { { 24, 80 }, { 40, 132 }, { 20, 60 } };
    struct ui_test *t = open_listing_only(24, 80);
    for (size_t i = 0; i < 3; i++) {
        char *golden = mem_printf("golden/order-barred-%dx%d.txt", sizes[i][1], sizes[i][0]);
        ui_test_resize(t, sizes[i][0], sizes[i][1]);
        ui_test_expect(t, golden);
        free(golden);
    }
    ui_test_resize(t, 24, 80);
    ui_test_theme(t, "mono", true);
    ui_test_expect_attributes(t, "golden/order-barred-mono-attributes.txt");
    ui_test_close(t);
}

Test(allowed, it_is_filled_kept_and_reviewed_but_not_sent)
{
    struct ui_test *t = open_listing_only(24, 80);
    typing_whole_order(t);
    has(t, "Complete, and kept as a draft.");
    ui_test_expect(t, "golden/order-barred-whole.txt");
    ui_test_keys(t, "<F10>");
    ui_test_expect(t, "golden/review-barred.txt");
    ui_test_keys(t, "<F10>");
    has(t, " The token of sandbox is not meant for standing.order.create; its methods say\n so.");
    ui_test_keys(t, "<Enter>");
    has(t, " The token of sandbox is not meant for standing.order.create; its methods say\n so.");
    cr_expect_eq(asked(t, "order_create"), 0);
    ui_test_keys(t, "<Esc><F3>");
    cr_expect_eq(count_drafts(), 1);
    ui_test_close(t);
}

static void set_used(struct ui_test *t, long used)
{
    fake_api_budget(
        ui_test_fake(t),
        &(struct budget_state){
            .used = used, .limit = 1000, .reserve = 50, .warn = 800, .is_counted = true });
}

/* The reserve is for this. */
Test(allowed, saving_goes_on_at_the_reserve_and_reading_does_not)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_budget(
        ui_test_fake(t),
        &(struct budget_state){
            .used = 990, .limit = 1000, .reserve = 50, .warn = 800, .is_counted = true });
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(asked(t, "order_create"), 1, "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(allowed, the_list_waits_for_another_day_where_saving_took_the_reserve)
{
    struct ui_test *t = typing_new(24, 80);
    ui_test_push(t, &orders_screen, NULL);
    ui_test_keys(t, "<F6>");
    typing_whole_order(t);
    set_used(t, 960);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    has(t, "Saved as S09001.");
    ui_test_keys(t, "<Enter>");
    has(t, "The list is as it was. 960 of the day's 1000 requests are used;");
    cr_expect_eq(asked(t, "order_list"), 1, "it is not read again");
    set_used(t, 3);
    ui_test_keys(t, "<F5>");
    cr_expect_eq(asked(t, "order_list"), 2);
    ui_test_close(t);
}

Test(allowed, nothing_goes_out_while_the_service_asks_to_wait)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_budget(ui_test_fake(t), &(struct budget_state){ .used = 5,
                                                             .limit = 1000,
                                                             .warn = 800,
                                                             .held_until = 1770129660 + 200,
                                                             .is_counted = true });
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    has(t, "It cannot be sent now. The service takes no more requests");
    has(t, "wait 3:20");
    cr_expect_eq(asked(t, "order_create"), 0);
    ui_test_close(t);
}

/* ------ the form of a change ------ */

Test(allowed, a_change_that_cannot_be_sent_says_so_at_once)
{
    struct ui_test *t = change_open(24, 80);
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_UPDATE, "This token may not change orders.");
    ui_test_keys(t, "<Down><Up>");
    ui_test_expect(t, "golden/change-barred.txt");
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_UPDATE, NULL);
    ui_test_keys(t, "<Down>");
    has_not(t, "cannot send it");
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_LIST, "This token may not read the list.");
    ui_test_keys(t, "<Down>");
    has(t, "This profile cannot send it: This token may not read the list.");
    ui_test_close(t);
}

/* ------ lists ------ */

Test(allowed, a_list_that_may_not_be_read_is_not_asked_for)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_LIST, "This token may not read the list.");
    ui_test_push(t, &orders_screen, NULL);
    ui_test_expect(t, "golden/lists/orders-barred.txt");
    ui_test_keys(t, "<F5>");
    has(t, "This token may not read the list.");
    ui_test_keys(t, "f<Enter>");
    has(t, "This token may not read the list.");
    cr_expect_eq(asked_at_all(t), 0);
    ui_test_keys(t, "<Esc>");
    ui_test_expect(t, "golden/lists/orders-barred.txt");
    ui_test_keys(t, "<F6>");
    has(t, "New order");
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_LIST, NULL);
    ui_test_keys(t, "<F3>");
    cr_expect_eq(asked(t, "order_list"), 1, "it is read as soon as it may be");
    ui_test_close(t);
}

Test(allowed, codes_are_typed_where_their_list_may_not_be_read)
{
    struct ui_test *t = typing_new(24, 80);
    for (int kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++)
        fake_api_forbid(ui_test_fake(t), methods_of_lookup((enum lookup_kind)kind),
                        "This token may not read it.");
    ui_test_push(t, &order_screen, NULL);
    ui_test_keys(t, "<F4>");
    has(t, "This token may not read it. The field can be typed in.");
    has_not(t, "F4=Pick");
    ui_test_keys(t, "FRESH<Tab>Mr. Fresh<Tab>ARM<Tab>Armellini<Tab>");
    has(t, "Armellini");
    has_not(t, "Reading the list");
    cr_expect_eq(asked_at_all(t), 0);
    ui_test_close(t);
}

Test(allowed, prebooks_that_may_not_be_read_are_not_asked_for)
{
    struct ui_test *t = ui_test_new(24, 80);
    struct order order = { 0 };
    change_sample(&order);
    fake_api_forbid(ui_test_fake(t), METHOD_PREBOOK_LIST, "This token may not read prebooks.");
    ui_test_push(t, &prebooks_screen, &order);
    has(t, "This token may not read prebooks.");
    ui_test_keys(t, "<Right><F5>");
    has(t, "This token may not read prebooks.");
    cr_expect_eq(asked_at_all(t), 0);
    order_free(&order);
    ui_test_close(t);
}

/* ------ a token refused in the middle ------ */

static void *open_spy(struct ui *ui, void *argument)
{
    (void)argument;
    return ui;
}

static void close_spy(void *screen)
{
    (void)screen;
}

static void draw_spy(void *screen, struct area area)
{
    (void)screen;
    paint_text(area, 0, 0, area.cols, ROLE_NORMAL, "Here a token is put in.");
}

static const struct binding spy_bindings[] = { { .action = ACTION_NONE } };
static const struct screen_class secret_spy = { .name = "secret-spy",
                                                .title = "Secret",
                                                .bindings = spy_bindings,
                                                .open = open_spy,
                                                .close = close_spy,
                                                .draw = draw_spy };

Test(allowed, a_token_refused_while_sending_is_replaced_with_one_key_and_nothing_is_lost)
{
    struct ui_test *t = typing_open(24, 80);
    struct fake_api *fake = ui_test_fake(t);
    ui_set_profile_screens(ui_test_ui(t), &secret_spy, &secret_spy);
    typing_whole_order(t);
    fake_api_fail(fake, "order_create", API_REFUSED, 401,
                  "The server does not accept the token (HTTP 401).");
    ui_test_keys(t, "<F10>");
    fake_api_hold(fake, true);
    ui_test_keys(t, "<F10>");
    forbid_all(t, "The service refused the token of sandbox.");
    fake_api_hold(fake, false);
    ui_test_run(t);
    has(t, "Nothing typed is lost; Alt-k");
    has(t, "This profile cannot send it: The service refused the token of sandbox. Alt-k");
    ui_test_expect(t, "golden/order-token-refused.txt");
    cr_expect_eq(count_drafts(), 1);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(asked(t, "order_create"), 1, "nothing is sent with a token that is refused");
    ui_test_keys(t, "<Alt-k>");
    has(t, "Here a token is put in.");
    forbid_all(t, NULL);
    fake_api_fail(fake, "order_create", API_DONE, 200, "");
    ui_test_keys(t, "<Esc>");
    has(t, "No warnings. F10 or Enter sends it as shown");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(asked(t, "order_create"), 2);
    has(t, "Saved as S09001.");
    ui_test_close(t);
}

Test(allowed, a_change_whose_token_is_refused_goes_on_with_another)
{
    struct ui_test *t = change_open(24, 80);
    struct fake_api *fake = ui_test_fake(t);
    ui_set_profile_screens(ui_test_ui(t), &secret_spy, &secret_spy);
    fake_api_apply(fake, true);
    fake_api_fail(fake, "order_update", API_REFUSED, 401,
                  "The server does not accept the token (HTTP 401).");
    ui_test_keys(t, "<PgDn><Tab><Tab><Tab><Tab><Tab><Tab>1.25");
    ui_test_keys(t, "<F10>");
    has(t, "F10=Send(");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(asked(t, "order_update"), 1, "%s", ui_test_text(t));
    forbid_all(t, "The service refused the token of sandbox.");
    ui_test_run(t);
    has(t, "Nothing typed is lost; Alt-k");
    ui_test_expect(t, "golden/change-token-refused.txt");
    ui_test_keys(t, "<Enter>");
    has(t, "1.25");
    has(t, "This profile cannot send it: The service refused the token of sandbox.");
    cr_expect_eq(count_drafts(), 1);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(asked(t, "order_update"), 1, "nothing is sent with a token that is refused");
    ui_test_keys(t, "<Alt-k>");
    forbid_all(t, NULL);
    fake_api_fail(fake, "order_update", API_DONE, 200, "");
    ui_test_keys(t, "<Esc>");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(asked(t, "order_update"), 2, "%s", ui_test_text(t));
    cr_expect_eq(count_drafts(), 0);
    ui_test_close(t);
}

/* ------ the day's reserve ------ */

/* What is saved needs the codes in it, so a list that is not in memory is read in the reserve too. */
Test(allowed, a_look_up_is_read_in_the_reserve_once)
{
    struct budget_state state = {
        .used = 951, .own = 951, .limit = 1000, .reserve = 50, .warn = 800, .is_counted = true
    };
    struct ui_test *t = typing_new(24, 80);
    fake_api_budget(ui_test_fake(t), &state);
    ui_test_push(t, &order_screen, NULL);
    ui_test_keys(t, "<F4>");
    has(t, "Pick a customer");
    cr_expect_eq(asked(t, "lookup"), 1, "asked %zu times", asked(t, "lookup"));
    cr_expect_eq(fake_api_count_for(ui_test_fake(t), "lookup", API_SAVING), 1);
    ui_test_keys(t, "<F5>"); /* once it is here, reading it again is looking */
    has(t, "the last 50 are kept for saving");
    cr_expect_eq(asked(t, "lookup"), 1, "asked %zu times", asked(t, "lookup"));
    ui_test_close(t);
}

Test(allowed, what_failed_is_not_offered_again_where_it_cannot_be)
{
    struct ui_test *t = typing_new(24, 80);
    fake_api_fail(ui_test_fake(t), "lookup", API_REFUSED, 401, "The token was not accepted.");
    ui_test_push(t, &order_screen, NULL);
    ui_test_keys(t, "<F4>");
    has(t, "F5 tries again.");
    forbid_all(t, "The token was refused.");
    ui_test_run(t);
    has_not(t, "F5 tries again.");
    has(t, "the field can be typed in.");
    ui_test_close(t);
}
