/* What a change does not do of itself: nothing is completed, blanked or counted that nobody typed, and
 * what was drafted is on disk. */
#include "config.h"
#include "change_samples.h"
#include "store/drafts.h"
#include "ui/screens/order_form.h"
#include "ui/screens/order_group.h"

#include <criterion/criterion.h>

#define EXPECT_SEEN(t, text)                                                                       \
    cr_expect(ui_test_has(t, text), "no \"%s\":\n%s", text, ui_test_text(t))

static struct order_doc *doc_of(struct ui_test *t)
{
    struct order_form *form = ui_find(ui_test_ui(t), &order_screen);
    return &form->doc;
}

static void go_to(struct ui_test *t, int item, const struct field *field)
{
    order_form_go(ui_find(ui_test_ui(t), &order_screen),
                  (struct order_place){ item, DOC_NONE, DOC_NONE, field });
    ui_test_run(t);
}

Test(change_unasked, a_field_typed_as_it_was_takes_its_group_along)
{
    struct ui_test *t = change_open(24, 80);
    struct value *v = doc_of(t)->order.v;
    go_to(t, DOC_NONE, &order_fields[ORDER_CUSTOMER_CODE]);
    ui_test_keys(t, "B");
    cr_expect(value_is_empty(v[ORDER_SHIP_TO_NAME]), "another customer has other addresses");
    ui_test_keys(t, "<Backspace><Backspace>");
    cr_expect_str_eq(value_text(v[ORDER_CUSTOMER_CODE]), "FRESH");
    cr_expect_str_eq(value_text(v[ORDER_CUSTOMER_NAME]), "Mr. Fresh");
    cr_expect_str_eq(value_text(v[ORDER_SHIP_TO_NAME]), "Doral");
    cr_expect(value_is_unknown(v[ORDER_SHIP_TO_ID]));
    EXPECT_SEEN(t, "Nothing is changed yet.");
    ui_test_close(t);
}

Test(change_unasked, a_ship_to_that_nobody_knows_of_is_not_blanked)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    value_set(&order.v[ORDER_SHIP_TO_NAME], NULL);
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    order_free(&order);
    go_to(t, DOC_NONE, &order_fields[ORDER_CUSTOMER_CODE]);
    ui_test_keys(t, "BLOOM<Tab>");
    cr_expect_str_eq(value_text(doc_of(t)->order.v[ORDER_CUSTOMER_NAME]), "Blooms of Doral");
    cr_expect(value_is_unknown(doc_of(t)->order.v[ORDER_SHIP_TO_ID]));
    cr_expect(value_is_unknown(doc_of(t)->order.v[ORDER_SHIP_TO_NAME]));
    ui_test_close(t);
}

/* The list has the customer's name under another code: only who types chooses that one. */
Test(change_unasked, what_was_not_touched_is_not_completed_to_something_else)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    value_set(&order.v[ORDER_CUSTOMER_CODE], "OLD");
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    order_free(&order);
    go_to(t, DOC_NONE, &order_fields[ORDER_CUSTOMER_CODE]);
    ui_test_keys(t, "<F4><Esc>"); /* the list of customers is in memory now */
    ui_test_keys(t, "<Tab><Tab><Tab>");
    cr_expect_not(order_group_complete(doc_of(t), doc_of(t)->cursor));
    cr_expect_str_eq(value_text(doc_of(t)->order.v[ORDER_CUSTOMER_CODE]), "OLD");
    cr_expect_str_eq(value_text(doc_of(t)->order.v[ORDER_SHIP_TO_NAME]), "Doral");
    order_doc_judge(doc_of(t));
    cr_expect_not(doc_of(t)->changes.count);
    ui_test_close(t);
}

Test(change_unasked, a_code_on_a_new_line_is_looked_up)
{
    struct ui_test *t = change_open(24, 80);
    ui_test_profile(t)->add_line_by_update = true;
    go_to(t, 2, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "<F6>33<Tab>RF60<Tab>");
    cr_assert_eq(doc_of(t)->order.item_count, 4);
    cr_expect_str_eq(value_text(doc_of(t)->order.items[3].v[ITEM_PRODUCT_ID]), "21", "%s",
                     ui_test_text(t));
    ui_test_close(t);
}

Test(change_unasked, ditto_takes_nothing_that_is_not_known)
{
    struct ui_test *t = change_open(24, 132);
    struct order_doc *doc = doc_of(t);
    value_set(&doc->order.items[0].v[ITEM_COST], NULL);
    value_set(&doc->base.items[0].v[ITEM_COST], NULL);
    go_to(t, 1, &item_fields[ITEM_COST]);
    ui_test_keys(t, "2<Ctrl-D>");
    EXPECT_SEEN(t, "What line 1 has there is not known");
    cr_expect_str_eq(value_text(doc->order.items[1].v[ITEM_COST]), "2");
    go_to(t, 1, &item_fields[ITEM_PRODUCT_NAME]);
    ui_test_keys(t, "<Ctrl-D>");
    cr_expect_str_eq(value_text(doc->order.items[1].v[ITEM_PRODUCT_ID]), "21");
    cr_expect(value_is_unknown(doc->order.items[1].v[ITEM_PRODUCT_CODE]));
    ui_test_close(t);
}

Test(change_unasked, looking_at_a_mix_changes_nothing)
{
    struct ui_test *t = change_open(24, 80);
    struct order_doc *doc = doc_of(t);
    value_set(&doc->order.items[2].v[ITEM_BUNCHES], NULL);
    value_set(&doc->base.items[2].v[ITEM_BUNCHES], NULL);
    go_to(t, 2, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "<Ctrl-B><Esc>");
    cr_expect(value_is_unknown(doc->order.items[2].v[ITEM_BUNCHES]));
    EXPECT_SEEN(t, "Nothing is changed yet.");
    ui_test_close(t);
}

static size_t count_drafts(void)
{
    struct drafts drafts = { 0 };
    cr_assert(drafts_list(&drafts, NULL));
    size_t count = drafts.count;
    drafts_free(&drafts);
    return count;
}

/* A line that was cancelled, drafted into its order: leaving says that it is parked. */
Test(change_unasked, what_was_drafted_from_elsewhere_is_parked)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order, mine = { 0 };
    change_sample(&order);
    order_copy(&mine, &order);
    value_set(&mine.items[0].v[ITEM_PRICE], "1.50");
    struct order_screen_start start = { .order = &order, .is_change = true, .mine = &mine };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    order_free(&order);
    order_free(&mine);
    ui_test_advance(t, 1000);
    cr_expect_eq(count_drafts(), 1, "on disk within a second");
    ui_test_keys(t, "<F3>");
    cr_expect_eq(count_drafts(), 1);
    ui_test_close(t);
}

Test(change_unasked, an_order_that_lost_its_last_line_takes_no_change)
{
    struct ui_test *t = change_open(24, 80);
    const char *const ids[] = { "901", "902", "903" };
    for (size_t i = 0; i < 3; i++)
        order_doc_line_cancelled(doc_of(t), ids[i]);
    ui_test_push(t, &order_screen, NULL); /* the form is laid out anew when it is seen again */
    ui_test_keys(t, "<Esc>");
    go_to(t, DOC_NONE, &order_fields[ORDER_PO]);
    ui_test_keys(t, "77<F10>");
    EXPECT_SEEN(t, "S03228 has no lines any more");
    ui_test_close(t);
}

/* A line that was drafted under another setting, or that somebody else cancelled and that is kept. */
Test(change_unasked, no_line_is_added_where_the_profile_says_so)
{
    struct ui_test *t = change_open(40, 80);
    go_to(t, 2, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "<F6>33<Tab>RF60<Tab>QB<Tab>21<Tab>13<Tab>7<Tab><Tab>1.21<Tab>1.01<Tab>");
    cr_assert_eq(doc_of(t)->order.item_count, 4);
    ui_test_profile(t)->add_line_by_update = false;
    ui_test_keys(t, "<F10>");
    EXPECT_SEEN(t, "It cannot be sent. Line 4 is new");
    ui_test_keys(t, "<F10><Enter>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_update"), 0);
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_list"), 0, "not even read again");
    ui_test_close(t);
}
