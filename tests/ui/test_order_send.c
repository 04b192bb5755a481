/* Review, sending and what came of it; drafts. Nothing is sent twice, nothing typed is lost. */
#include "config.h"
#include "order_typing.h"
#include "store/drafts.h"
#include "ui/screens/order.h"
#include "ui/screens/orders.h"
#include "ui/screens/parked.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static size_t created(struct ui_test *t)
{
    return fake_api_count(ui_test_fake(t), "order_create");
}

static size_t count_drafts(void)
{
    struct drafts drafts = { 0 };
    drafts_list(&drafts, NULL);
    size_t count = drafts.count;
    drafts_free(&drafts);
    return count;
}

static void expect_value(struct value v, const char *text)
{
    cr_expect_str_eq(value_text(v), text);
}

Test(order_send, what_was_shown_is_sent_once)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_box_line);
    ui_test_keys(t, typing_unit_line);
    ui_test_keys(t, typing_mixed_line);
    fake_api_next_order(ui_test_fake(t), "3228", "S03228");
    ui_test_keys(t, "<F10>");
    ui_test_expect(t, "golden/review.txt");
    ui_test_keys(t, "<PgDn>");
    ui_test_expect(t, "golden/review-2.txt");
    cr_expect_eq(created(t), 0, "shown, not sent");
    ui_test_keys(t, "1<Enter>");
    cr_assert_eq(created(t), 1);
    ui_test_expect(t, "golden/review-done.txt");

    const struct order *sent = fake_api_created(ui_test_fake(t), 0);
    expect_value(sent->v[ORDER_CUSTOMER_ID], "131313");
    expect_value(sent->v[ORDER_CARRIER_NAME], "Armellini");
    expect_value(sent->v[ORDER_START], "2026-02-09");
    expect_value(sent->v[ORDER_DAYS], "Monday, Wednesday");
    cr_assert_eq(sent->item_count, 3);
    expect_value(sent->items[0].v[ITEM_PRODUCT_CODE], "RF60");
    expect_value(sent->items[0].v[ITEM_BOXES], "21");
    expect_value(sent->items[0].v[ITEM_COST], "1.01");
    expect_value(sent->items[1].v[ITEM_TYPE], "UN");
    expect_value(sent->items[1].v[ITEM_TOTAL_UNITS], "350");
    expect_value(sent->items[1].v[ITEM_UNIT_TYPE], "Bunch");
    expect_value(sent->items[1].v[ITEM_COST], "");
    cr_assert_eq(sent->items[2].breakdown_count, 2);
    expect_value(sent->items[2].breakdowns[1].v[BREAKDOWN_BUNCHES], "12");
    expect_value(sent->items[2].v[ITEM_PRICE], "11.75");
    expect_value(sent->items[2].v[ITEM_STEMS_BUNCH], "");

    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(created(t), 1, "F10 on an answer sends nothing");
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_is_over(ui_test_ui(t)), "Enter leaves review and form");
    cr_expect_eq(count_drafts(), 0, "what is saved there is no draft any more");
    ui_test_close(t);
}

Test(order_send, the_list_is_read_again_with_the_order_in_it)
{
    struct ui_test *t = typing_new(24, 80);
    ui_test_push(t, &orders_screen, NULL);
    ui_test_keys(t, "<F6>");
    typing_whole_order(t);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_list"), 2, "read when opened, and now");
    ui_test_close(t);
}

Test(order_send, without_warnings_enter_is_enough)
{
    static const char *const keys[] = { "<Enter>", "<F10>", "<Ctrl-S>" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct ui_test *t = typing_open(24, 80);
        typing_whole_order(t);
        ui_test_keys(t, "<F10>");
        cr_expect(ui_test_has(t, "No warnings"), "%s", ui_test_text(t));
        ui_test_keys(t, keys[i]);
        cr_expect_eq(created(t), 1, "%s", keys[i]);
        ui_test_close(t);
    }
}

Test(order_send, what_was_typed_ahead_does_not_confirm)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<F10><F10><Enter>"); /* all of it waits when the review opens */
    cr_expect_eq(created(t), 0, "nothing is sent that was not shown");
    cr_expect(ui_test_has(t, "No warnings"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_send, warnings_need_their_number)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_unit_line);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter><F10>");
    ui_test_keys(t, "2<Enter>y<Enter>");
    cr_expect_eq(created(t), 0, "%s", ui_test_text(t));
    ui_test_keys(t, "1<Enter>");
    cr_expect_eq(created(t), 1);
    ui_test_close(t);
}

Test(order_send, esc_goes_back_to_everything)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Esc>");
    cr_expect_eq(created(t), 0);
    cr_expect(ui_test_has(t, "Rose Freedom 60"));
    cr_expect(ui_test_has(t, "2,312.31"));
    ui_test_close(t);
}

Test(order_send, refused_goes_back_with_the_words_of_the_service)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_fail(ui_test_fake(t), "order_create", API_REFUSED, 200, "Customer is not active.");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "Refused, nothing was saved. Customer is not active."), "%s",
              ui_test_text(t));
    ui_test_expect(t, "golden/order-refused.txt");
    /* It is mended and sent again, without more ado. */
    fake_api_fail(ui_test_fake(t), "order_create", API_DONE, 200, "");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(created(t), 2);
    cr_expect(ui_test_has(t, "Saved as S09001"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_send, partly_accepted_is_not_sent_again)
{
    struct ui_test *t = typing_new(24, 80);
    ui_test_profile(t)->add_line_by_update = false;
    ui_test_push(t, &order_screen, NULL);
    typing_whole_order(t);
    ui_test_keys(t, typing_unit_line);
    fake_api_refuse_item(ui_test_fake(t), 1, "Product is not for sale.");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "1<Enter>");
    ui_test_expect(t, "golden/review-part-kept.txt");
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "Line 2 was refused: Product is not for sale."), "%s",
              ui_test_text(t));
    cr_expect(ui_test_has(t, " 1="), "the accepted line is marked: %s", ui_test_text(t));
    cr_expect(ui_test_has(t, " 2!"), "and the refused one");
    cr_expect(ui_test_has(t, "Carnation Selec"), "the text stays");
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "It is saved as S09001 already"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Enter>");
    cr_expect_not(ui_test_has(t, "F10="), "what cannot be done is not offered: %s",
                  ui_test_text(t));
    ui_test_keys(t, "<F10>");
    cr_expect_eq(created(t), 1, "never a second order");
    cr_expect_eq(count_drafts(), 1, "and it is kept");
    /* The draft remembers it as well. */
    ui_test_keys(t, "<Esc>");
    ui_test_push(t, &parked_screen, NULL);
    cr_expect(ui_test_has(t, "Saved in part as S09001: Mr. Fresh"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "Saved as S09001, but not every line"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "It is saved as S09001 already"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_send, lost_answer_needs_the_word_to_send_again)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_fail(ui_test_fake(t), "order_create", API_UNKNOWN, 0, "The connection ended.");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    ui_test_expect(t, "golden/review-lost.txt");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(created(t), 1);
    fake_api_fail(ui_test_fake(t), "order_create", API_DONE, 200, "");
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "type SEND"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter>send<Enter>");
    cr_expect_eq(created(t), 1, "only the very word counts");
    ui_test_keys(t, "SEND<Enter>");
    cr_expect_eq(created(t), 2);
    ui_test_close(t);
}

Test(order_send, a_lost_answer_outlives_the_form)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_fail(ui_test_fake(t), "order_create", API_UNKNOWN, 0, "The connection ended.");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter><Esc>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    ui_test_push(t, &parked_screen, NULL);
    cr_expect(ui_test_has(t, "Sent, no answer came: Mr. Fresh"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "it may be saved already"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(created(t), 1, "the draft still asks for the word");
    ui_test_close(t);
}

Test(order_send, unreached_can_be_tried_again)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_fail(ui_test_fake(t), "order_create", API_UNREACHED, 0,
                  "No connection. Nothing was sent.");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "No connection. Nothing was sent."), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "tries again"));
    fake_api_fail(ui_test_fake(t), "order_create", API_DONE, 200, "");
    ui_test_keys(t, "<F10>");
    cr_expect_eq(created(t), 2);
    cr_expect(ui_test_has(t, "Saved as"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_send, keys_are_answered_while_it_is_sent)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "Sending"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(created(t), 1, "once is enough");
    ui_test_keys(t, "<Esc>");
    cr_expect(ui_test_has(t, "cannot be taken back"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F4>");
    cr_expect(ui_test_has(t, "customerId"), "the JSON can be read meanwhile: %s", ui_test_text(t));
    cr_expect_not(ui_test_has(t, "authenticationToken"), "without the token");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    ui_test_keys(t, "<Esc>");
    cr_expect(ui_test_has(t, "Saved as S09001"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_send, an_answer_after_the_end_finds_nobody)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Ctrl-C><Ctrl-C>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect_eq(count_drafts(), 1, "kept while nobody knows");
    fake_api_hold(ui_test_fake(t), false);
    fake_api_run(ui_test_fake(t));
    cr_expect_eq(count_drafts(), 0, "gone once it is saved there");
    ui_test_close(t);
}

/* ------ drafts ------ */

Test(order_draft, parked_and_taken_up_again)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "33<Tab>Rose of no list<Tab>QB<Tab>0<Esc>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_assert_eq(count_drafts(), 1);
    order_begin(ui_test_ui(t));
    ui_test_run(t);
    cr_expect(ui_test_has(t, "Mr. Fresh, from 2026-02-09, 2 lines"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "Mr. Fresh"));
    cr_expect(ui_test_has(t, "2,312.31"));
    cr_expect(ui_test_has(t, "Rose of no list"), "also what is not valid yet: %s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_draft, typing_ahead_goes_into_the_new_order_also_where_orders_are_parked)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "FRESH<Tab><Esc>");
    cr_assert_eq(count_drafts(), 1);
    order_begin(ui_test_ui(t));
    ui_test_run(t);
    cr_expect(ui_test_has(t, "\n>"), "marked without colour as well: %s", ui_test_text(t));
    ui_test_keys(t, "bloom<Tab>");
    cr_expect(ui_test_has(t, "Blooms of Doral"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Esc>");
    cr_expect_eq(count_drafts(), 2, "the parked one is as it was");
    order_begin(ui_test_ui(t));
    ui_test_run(t);
    ui_test_paste(t, "FRESH");
    cr_expect(ui_test_has(t, "FRESH"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order_draft, saved_a_second_after_typing_and_when_told_to_end)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "FRESH");
    cr_expect_eq(count_drafts(), 0);
    ui_test_advance(t, 1000);
    cr_expect_eq(count_drafts(), 1, "within a second");
    ui_test_keys(t, "X");
    ui_save_all(ui_test_ui(t));
    struct drafts drafts = { 0 };
    struct buf text = { 0 };
    drafts_list(&drafts, NULL);
    cr_assert_eq(drafts.count, 1, "the same draft");
    cr_expect(drafts_load(drafts.list[0].name, &text, NULL));
    cr_expect(strstr(buf_text(&text), "FRESHX"), "%s", buf_text(&text));
    drafts_free(&drafts);
    buf_free(&text);
    ui_test_close(t);
}

Test(order_draft, a_form_that_cannot_be_saved_is_not_left)
{
    struct ui_test *t = typing_open(24, 80);
    cr_assert_eq(setenv("XDG_DATA_HOME", "/dev/null/nowhere", 1), 0);
    ui_test_keys(t, "FRESH<Esc>");
    cr_expect_not(ui_is_over(ui_test_ui(t)), "leaving would lose it");
    cr_expect(ui_test_has(t, "could not be kept as a draft"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "FRESH"));
    ui_test_close(t);
}

Test(order_send, what_cannot_be_noted_is_not_sent)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    cr_assert_eq(setenv("XDG_DATA_HOME", "/dev/null/nowhere", 1), 0);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(created(t), 0, "no trace of it would outlive the program");
    cr_expect(ui_test_has(t, "Nothing was sent"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "could not be kept as a draft"), "%s", ui_test_text(t));
    unsetenv("XDG_DATA_HOME");
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(created(t), 1);
    cr_expect_eq(count_drafts(), 1, "noted before the answer is there");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    cr_expect_eq(count_drafts(), 0);
    ui_test_close(t);
}

Test(order_draft, a_blank_form_leaves_nothing_behind)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "X<Backspace><Esc>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect_eq(count_drafts(), 0);
    ui_test_close(t);
}

Test(order_draft, any_other_key_keeps_a_parked_order)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "FRESH<Esc>");
    ui_test_push(t, &parked_screen, NULL);
    ui_test_keys(t, "<F12><F9><F12>"); /* F9 does nothing there */
    cr_expect_eq(count_drafts(), 1);
    ui_test_keys(t, "<F12>");
    cr_expect_eq(count_drafts(), 0);
    ui_test_close(t);
}

Test(order_draft, dropping_takes_two_keys)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "FRESH");
    ui_test_advance(t, 1000);
    ui_test_keys(t, "<F12>X<F12>");
    cr_expect_not(ui_is_over(ui_test_ui(t)), "another key between them keeps it");
    ui_test_keys(t, "<F12>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect_eq(count_drafts(), 0);
    ui_test_close(t);
}
