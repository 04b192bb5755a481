/* After an order was accepted in part: it is read, and goes on as a change whose new lines are the refused
 * ones. And what is remembered of an order that was accepted. */
#include "config.h"
#include "store/drafts.h"
#include "store/remembered.h"
#include "ui/order_typing.h"
#include "ui/screens/order.h"
#include "ui/screens/order_doc.h"
#include "ui/screens/review.h"
#include "ui/screens/review_rest.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* What a list says of the first line of the order created last. */
static void list_accepted(struct ui_test *t)
{
    struct order listed = { 0 };
    order_copy(&listed, fake_api_created(ui_test_fake(t), 0));
    listed.status = ORDER_ACTIVE;
    value_set(&listed.v[ORDER_ID], "9001");
    value_set(&listed.v[ORDER_NUMBER], "S09001");
    value_set(&listed.items[0].v[ITEM_ID], "900100");
    order_remove_item(&listed, 1);
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (!order_fields[i].read_key)
            value_set(&listed.v[i], NULL);
    }
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        if (!item_fields[i].read_key && i != ITEM_TYPE)
            value_set(&listed.items[0].v[i], NULL);
    }
    fake_api_add_order(ui_test_fake(t), &listed);
    fake_api_apply(ui_test_fake(t), true);
    order_free(&listed);
}

static struct ui_test *send_with_one_refused(bool can_add_lines)
{
    struct ui_test *t = typing_new(24, 80);
    ui_test_profile(t)->add_line_by_update = can_add_lines;
    ui_test_push(t, &order_screen, NULL);
    typing_whole_order(t);
    ui_test_keys(t, typing_unit_line);
    fake_api_refuse_item(ui_test_fake(t), 1, "Product is not for sale.");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "1<Enter>");
    return t;
}

static size_t count_drafts(void)
{
    struct drafts drafts = { 0 };
    drafts_list(&drafts, NULL);
    size_t count = drafts.count;
    drafts_free(&drafts);
    return count;
}

Test(review_rest, goes_on_as_a_change_with_the_refused_lines)
{
    struct ui_test *t = send_with_one_refused(true);
    struct fake_api *fake = ui_test_fake(t);
    ui_test_expect(t, "golden/review-part.txt");
    list_accepted(t);
    ui_test_keys(t, "<Enter>");
    ui_test_run(t);
    ui_test_expect(t, "golden/review-rest.txt");
    cr_expect_eq(count_drafts(), 1);
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "Line 2  NEW"), "%s", ui_test_text(t));
    cr_expect_not(ui_test_has(t, "Line 1"), "what was accepted is not sent again: %s",
                  ui_test_text(t));
    cr_expect(ui_test_has(t, "Header         no change"), "%s", ui_test_text(t));
    ui_test_keys(t, "1<Enter>");
    ui_test_run(t);
    cr_expect_eq(fake_api_count(fake, "order_create"), 1, "never a second order");
    cr_expect_eq(fake_api_count(fake, "order_update"), 1);
    cr_expect_eq(fake_api_order(fake, 0)->item_count, 2);
    cr_expect(ui_is_over(ui_test_ui(t)), "%s", ui_test_text(t));
    cr_expect_eq(count_drafts(), 0);
    ui_test_close(t);
}

Test(review_rest, can_be_read_later)
{
    struct ui_test *t = send_with_one_refused(true);
    fake_api_fail(ui_test_fake(t), "order_list", API_FAILED, 0, "No connection.");
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "S09001 could not be read: No connection."), "%s", ui_test_text(t));
    fake_api_fail(ui_test_fake(t), "order_list", API_DONE, 200, "");
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "could not be read: the service does not list it"), "%s",
              ui_test_text(t));
    ui_test_keys(t, "<Esc>");
    cr_expect(ui_test_has(t, "Line 2 was refused: Product is not for sale."), "%s",
              ui_test_text(t));
    cr_expect_eq(count_drafts(), 1);
    ui_test_close(t);
}

Test(review_rest, reading_can_be_stopped)
{
    static const char *const keys[] = { "<Esc>", "<Ctrl-C><Esc>" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct ui_test *t = send_with_one_refused(true);
        fake_api_hold(ui_test_fake(t), true);
        ui_test_keys(t, "<Enter>");
        cr_expect(ui_test_has(t, "Reading S09001"), "%s", ui_test_text(t));
        ui_test_keys(t, keys[i]);
        cr_expect(ui_test_has(t, "Line 2 was refused"), "%s", ui_test_text(t));
        fake_api_hold(ui_test_fake(t), false);
        ui_test_run(t);
        ui_test_close(t);
    }
}

Test(review_rest, is_not_offered_where_lines_cannot_be_added)
{
    struct ui_test *t = send_with_one_refused(false);
    cr_expect(ui_test_has(t, "cannot be added to S09001 from here yet"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "Line 2 was refused"), "%s", ui_test_text(t));
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_list"), 0);
    ui_test_close(t);
}

Test(review_rest, what_no_list_says_is_remembered)
{
    struct ui_test *t = typing_open(24, 80);
    struct remembered remembered = { 0 };
    struct item line = { 0 };
    struct order_doc doc = { 0 };
    struct order order = { 0 };
    typing_whole_order(t);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    order_copy(&order, fake_api_created(ui_test_fake(t), 0));
    ui_test_keys(t, "<Enter>");
    value_set(&order.v[ORDER_PO], "PO-17");
    value_set(&order.items[0].v[ITEM_VENDOR_NOTES], "Long stems");
    order_doc_open(&doc, ui_test_ui(t), &order, false);
    ui_test_push(t, &review_screen, &doc);
    ui_test_keys(t, "<F10>");
    cr_assert(remembered_load("9002", &remembered, NULL));
    value_set(&line.v[ITEM_ID], "900200");
    const struct remembered_value *po =
        remembered_find(&remembered, NULL, -1, &order_fields[ORDER_PO]);
    const struct remembered_value *notes =
        remembered_find(&remembered, &line, -1, &item_fields[ITEM_VENDOR_NOTES]);
    cr_expect(po && strcmp(po->text, "PO-17") == 0);
    cr_expect(notes && strcmp(notes->text, "Long stems") == 0);
    item_free(&line);
    order_free(&order);
    remembered_free(&remembered);
    order_doc_close(&doc);
    ui_test_close(t);
}

Test(review_rest, nothing_is_sent_that_the_token_may_not)
{
    struct ui_test *t = typing_new(24, 80);
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_CREATE, "This profile only reads.");
    ui_test_push(t, &order_screen, NULL);
    typing_whole_order(t);
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "It cannot be sent now. This profile only reads."), "%s",
              ui_test_text(t));
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_create"), 0);
    ui_test_close(t);
}

/* An answer that is silent about a line says nothing of it: the reading does. */
Test(review_rest, a_line_without_an_answer_that_is_there_is_not_sent_again)
{
    static const struct {
        const char *there; /* the product of the second line that was read; NULL = there is none */
        size_t lines;      /* in what is still wanted */
    } cases[] = { { NULL, 2 }, { "22", 2 }, { "23", 3 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct order sent = { 0 }, read = { 0 }, base = { 0 }, mine = { 0 };
        const char *const products[] = { "21", "22" };
        for (size_t n = 0; n < 2; n++)
            value_set(&order_insert_item(&sent, n)->v[ITEM_PRODUCT_ID], products[n]);
        value_set(&sent.items[0].v[ITEM_ID], "901");
        sent.items[0].answer = ITEM_ACCEPTED;
        struct item *item = order_add_unknown_item(&read);
        value_set(&item->v[ITEM_ID], "901");
        value_set(&item->v[ITEM_PRODUCT_ID], "21");
        if (cases[i].there) {
            item = order_add_unknown_item(&read);
            value_set(&item->v[ITEM_ID], "902");
            value_set(&item->v[ITEM_PRODUCT_ID], cases[i].there);
        }
        review_rest_make(&sent, &sent, &read, &base, &mine);
        cr_expect_eq(mine.item_count, cases[i].lines, "case %zu: %zu", i, mine.item_count);
        struct order *orders[] = { &sent, &read, &base, &mine };
        for (size_t n = 0; n < 4; n++)
            order_free(orders[n]);
    }
}
