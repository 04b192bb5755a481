/* Changing an order in its form: what is not known, what is changed, ids by name, drafts. */
#include "config.h"
#include "change_samples.h"
#include "store/drafts.h"
#include "store/remembered.h"
#include "ui/screens/order_form.h"
#include "ui/screens/parked.h"

#include <criterion/criterion.h>
#include <string.h>

#define EXPECT_SEEN(t, text)                                                                       \
    cr_expect(ui_test_has(t, text), "no \"%s\":\n%s", text, ui_test_text(t))
#define EXPECT_NOT_SEEN(t, text)                                                                   \
    cr_expect_not(ui_test_has(t, text), "\"%s\":\n%s", text, ui_test_text(t))

static struct order_form *form_of(struct ui_test *t)
{
    return ui_find(ui_test_ui(t), &order_screen);
}

Test(order_change, opens_without_a_change_at_every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/change-form.txt" },
        { 20, 60, "golden/change-form-60x20.txt" },
        { 40, 132, "golden/change-form-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = change_open(sizes[i].rows, sizes[i].cols);
        ui_test_expect(t, sizes[i].golden);
        cr_expect_eq(fake_api_count(ui_test_fake(t), "lookup"), 2, "carriers and vendors, once");
        cr_expect_not(form_of(t)->doc.changes.count);
        ui_test_close(t);
    }
}

Test(order_change, marks_what_is_changed_at_every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/change-marks.txt" },
        { 20, 60, "golden/change-marks-60x20.txt" },
        { 40, 132, "golden/change-marks-132x40.txt" },
    };
    struct ui_test *t = change_open(24, 80);
    ui_test_keys(t, "<Tab><Tab><Tab><Tab>2026-01-19<Tab>");
    form_of(t)->grid.column = 0;
    ui_test_keys(t, "<PgDn><Down><Down><Down><Down><Down><Down><Down>");
    struct order_place place = { 1, DOC_NONE, DOC_NONE, &item_fields[ITEM_PRICE] };
    order_form_go(form_of(t), place);
    ui_test_keys(t, "4.25<Tab>");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ui_test_resize(t, sizes[i].rows, sizes[i].cols);
        ui_test_expect(t, sizes[i].golden);
    }
    ui_test_resize(t, 24, 80);
    ui_test_theme(t, "default", false);
    cr_expect_eq(ui_test_attribute(t, "4.25"), 'a' + ROLE_CHANGED, "%s", ui_test_text(t));
    ui_test_close(t);
}

static void go_to(struct ui_test *t, int item, const struct field *field)
{
    order_form_go(form_of(t), (struct order_place){ item, DOC_NONE, DOC_NONE, field });
    ui_test_run(t);
}

Test(order_change, unknown_empty_and_as_it_was_are_three_things)
{
    struct ui_test *t = change_open(24, 80);
    struct value *po = &form_of(t)->doc.order.v[ORDER_PO];
    go_to(t, DOC_NONE, &order_fields[ORDER_PO]);
    EXPECT_SEEN(t, "~ is not known here and stays as it is unless you type.");
    cr_expect(value_is_unknown(*po));
    ui_test_keys(t, "<Alt-w>");
    EXPECT_SEEN(t, "This field is as the service has it.");
    ui_test_keys(t, "7");
    cr_expect_str_eq(value_text(*po), "7", "typing replaces the ~");
    EXPECT_SEEN(t, "1 change to send (3 requests)");
    EXPECT_SEEN(t, "It was ~, not known; Alt-w sets it back.");
    ui_test_keys(t, "<Backspace>");
    cr_expect(value_is_empty(*po), "what was typed to nothing blanks it there");
    EXPECT_SEEN(t, "and will be blanked");
    EXPECT_SEEN(t, "cCustomer PO");
    EXPECT_SEEN(t, "1 change to send");
    ui_test_keys(t, "<Tab>");
    EXPECT_NOT_SEEN(t, "Customer PO ~");
    ui_test_keys(t, "<Shift-Tab><Alt-w>");
    cr_expect(value_is_unknown(*po));
    EXPECT_SEEN(t, "Nothing is changed yet.");
    EXPECT_SEEN(t, "Customer PO ~");
    ui_test_keys(t, "<Alt-u>");
    cr_expect(value_is_empty(*po), "setting back is undone as any edit");
    ui_test_close(t);
}

/* A price that lands in a column of whole numbers must not become a hundred times as much. */
Test(order_change, a_point_in_a_whole_number_stays_and_is_wrong)
{
    struct ui_test *t = change_open(24, 80);
    struct item *item = &form_of(t)->doc.order.items[0];
    value_set(&item->v[ITEM_TOTAL_PRICE], "98765.43");
    go_to(t, 0, &item_fields[ITEM_BUNCHES]);
    ui_test_keys(t, "3.20<Tab>");
    cr_expect_str_eq(value_text(item->v[ITEM_BUNCHES]), "3.20");
    EXPECT_SEEN(t, "Bunches is \"3.20\"; it must be a whole number");
    EXPECT_NOT_SEEN(t, "98765.43"); /* the service's total of before is no total of this */
    ui_test_close(t);
}

Test(order_change, a_group_is_set_back_as_a_whole)
{
    struct ui_test *t = change_open(24, 80);
    struct value *v = form_of(t)->doc.order.v;
    go_to(t, DOC_NONE, &order_fields[ORDER_CUSTOMER_CODE]);
    ui_test_keys(t, "BLOOM<Tab>");
    cr_expect_str_eq(value_text(v[ORDER_CUSTOMER_NAME]), "Blooms of Doral");
    cr_expect(value_is_empty(v[ORDER_SHIP_TO_NAME]), "a ship-to is one customer's");
    EXPECT_SEEN(t, "cCustomer");
    ui_test_keys(t, "<Shift-Tab><Alt-w>");
    cr_expect_str_eq(value_text(v[ORDER_CUSTOMER_CODE]), "FRESH");
    cr_expect_str_eq(value_text(v[ORDER_CUSTOMER_NAME]), "Mr. Fresh");
    cr_expect_str_eq(value_text(v[ORDER_SHIP_TO_NAME]), "Doral");
    cr_expect_not(form_of(t)->doc.changes.count);
    ui_test_close(t);
}

Test(order_change, what_the_service_tells_by_name_is_completed_in_both)
{
    struct ui_test *t = change_open(24, 80);
    const struct order_doc *doc = &form_of(t)->doc;
    cr_expect_str_eq(value_text(doc->base.v[ORDER_CARRIER_ID]), "1360");
    cr_expect_str_eq(value_text(doc->order.v[ORDER_CARRIER_CODE]), "ARM");
    cr_expect_str_eq(value_text(doc->order.items[2].v[ITEM_VENDOR_ID]), "41");
    cr_expect_not(history_can_undo(&doc->history), "nobody did that");
    ui_test_close(t);
}

Test(order_change, a_name_that_is_in_its_list_twice_is_a_problem)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    fake_api_add_row(ui_test_fake(t), LOOKUP_CARRIERS, "1361", "ARM2", "Armellini");
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    EXPECT_SEEN(t, "Carrier name \"Armellini\" is in the list of carriers 2 times; F4 picks one.");
    go_to(t, DOC_NONE, &order_fields[ORDER_CARRIER_CODE]);
    ui_test_keys(t, "<F4>");
    EXPECT_SEEN(t, "ARM2");
    EXPECT_SEEN(t, "2 of 2");
    ui_test_keys(t, "<Down><Enter>");
    cr_expect_str_eq(value_text(form_of(t)->doc.order.v[ORDER_CARRIER_ID]), "1361");
    order_free(&order);
    ui_test_close(t);
}

Test(order_change, a_list_that_comes_late_marks_nothing_and_keeps_what_is_typed)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    fake_api_hold(ui_test_fake(t), true);
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    EXPECT_SEEN(t, "Reading the lists of carriers and vendors (2 requests).");
    go_to(t, DOC_NONE, &order_fields[ORDER_PO]);
    ui_test_keys(t, "PO 8");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    ui_test_keys(t, "8");
    EXPECT_SEEN(t, "PO 88");
    EXPECT_SEEN(t, "ARM");
    EXPECT_SEEN(t, "1 change to send");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "Undone: Customer PO.");
    EXPECT_SEEN(t, "ARM");
    cr_expect_not(form_of(t)->doc.changes.count);
    order_free(&order);
    ui_test_close(t);
}

Test(order_change, ship_to_addresses_are_listed_by_way_of_the_customer)
{
    struct ui_test *t = change_open(24, 80);
    fake_api_add_row(ui_test_fake(t), LOOKUP_SHIP_TOS, "55", "DORAL", "Doral");
    fake_api_add_row(ui_test_fake(t), LOOKUP_SHIP_TOS, "56", "NAPLES", "Naples");
    go_to(t, DOC_NONE, &order_fields[ORDER_SHIP_TO_ID]);
    ui_test_keys(t, "<F4>"); /* the customers first, then their addresses */
    ui_test_run(t);
    cr_expect_eq(fake_api_count(ui_test_fake(t), "lookup"), 4);
    cr_expect_str_eq(fake_api_last_customer_id(ui_test_fake(t)), "131313", "%s", ui_test_text(t));
    EXPECT_SEEN(t, "DORAL");
    EXPECT_NOT_SEEN(t, "NAPLES");
    ui_test_keys(t, "<Enter>");
    cr_expect_str_eq(value_text(form_of(t)->doc.order.v[ORDER_SHIP_TO_ID]), "55");
    ui_test_close(t);
}

Test(order_change, f10_waits_for_the_ids)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    fake_api_hold(ui_test_fake(t), true);
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    go_to(t, 0, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "1.25<F10>");
    EXPECT_SEEN(t, "A list that this needs is on its way; then it goes on.");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    EXPECT_SEEN(t, "Review and send  S03228");
    ui_test_keys(t, "<Esc>");
    EXPECT_SEEN(t, "1 change to send");
    order_free(&order);
    ui_test_close(t);
}

Test(order_change, going_through_the_fields_asks_for_nothing)
{
    struct ui_test *t = change_open(24, 80);
    for (int i = 0; i < 50; i++)
        ui_test_keys(t, "<Tab>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "lookup"), 2, "carriers and vendors alone");
    cr_expect_not(form_of(t)->doc.changes.count);
    cr_expect_not(history_can_undo(&form_of(t)->doc.history));
    ui_test_close(t);
}

Test(order_change, what_was_written_from_here_is_offered)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    struct order sent = { 0 };
    order_copy(&sent, &order);
    value_set(&sent.v[ORDER_PO], "PO 122344");
    value_set(&sent.items[2].breakdowns[0].v[BREAKDOWN_COST], "8.50");
    value_set(&sent.items[2].breakdowns[1].v[BREAKDOWN_COST], "9.40");
    struct error error = { 0 };
    cr_assert(remembered_add("70131", &sent, 1763640000, &error), "%s", error_text(&error));
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    go_to(t, DOC_NONE, &order_fields[ORDER_PO]);
    EXPECT_SEEN(t, "Written from here on 2025-11-20: PO 122344. Ctrl-P takes it.");
    ui_test_keys(t, "<Ctrl-P>");
    EXPECT_SEEN(t, "1 change to send");
    cr_expect_str_eq(value_text(form_of(t)->doc.order.v[ORDER_PO]), "PO 122344");
    ui_test_keys(t, "<Tab><Ctrl-P>");
    EXPECT_SEEN(t, "Nothing was written into this field from here before.");
    go_to(t, 2, &item_fields[ITEM_BOXES]);
    ui_test_keys(t, "<Ctrl-B><Tab><Tab><Tab><Tab><Tab><Ctrl-P>");
    EXPECT_SEEN(t, "cost 9.04");
    ui_test_expect(t, "golden/change-mix.txt");
    ui_test_keys(t, "<Alt-u><Esc>");
    EXPECT_SEEN(t, "1 change to send");
    order_free(&sent);
    order_free(&order);
    ui_test_close(t);
}

Test(order_change, help_tells_what_a_change_is)
{
    struct ui_test *t = change_open(40, 132);
    ui_test_keys(t, "<F1>");
    EXPECT_SEEN(t, "c stands beside");
    EXPECT_SEEN(t, "one that the service has is cancelled there, which is confirmed first");
    ui_test_close(t);
}

Test(order_change, what_must_be_typed_is_not_said_to_stay)
{
    struct ui_test *t = change_open(24, 80);
    go_to(t, 2, &item_fields[ITEM_BOXES]);
    ui_test_keys(t, "<Ctrl-B><Tab><Tab><Tab><Tab><Tab>");
    EXPECT_SEEN(t, "~ is not known here and stays as it is unless you type.");
    ui_test_keys(t, "<Shift-Tab>12<Tab>");
    EXPECT_SEEN(t, "~ is not known here and has to be typed, as it is sent along.");
    EXPECT_NOT_SEEN(t, "stays as it is");
    ui_test_close(t);
}

Test(order_change, is_parked_and_offered_before_another_is_begun)
{
    struct ui_test *t = change_open(24, 80);
    struct drafts drafts = { 0 };
    struct order order;
    ui_test_keys(t, "<Esc>");
    cr_assert(drafts_list(&drafts, NULL));
    cr_expect_eq(drafts.count, 0, "a change of nothing leaves no draft");
    change_sample(&order);
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    go_to(t, DOC_NONE, &order_fields[ORDER_PO]);
    ui_test_keys(t, "77");
    ui_test_advance(t, 1000);
    cr_assert(drafts_list(&drafts, NULL));
    cr_assert_eq(drafts.count, 1, "within a second");
    cr_expect_str_eq(drafts.list[0].title, "Change of S03228, Mr. Fresh: 1 change");
    ui_test_keys(t, "<Alt-u>");
    ui_test_advance(t, 1000);
    cr_assert(drafts_list(&drafts, NULL));
    cr_assert_eq(drafts.count, 0, "what was undone needs no draft");
    ui_test_keys(t, "<Alt-r><F3>");
    ui_test_push(t, &order_screen, &start);
    EXPECT_SEEN(t, "Parked changes of S03228. Enter goes on; F6 begins anew");
    EXPECT_SEEN(t, "Change of S03228, Mr. Fresh: 1 change");
    ui_test_keys(t, "<Enter>");
    EXPECT_SEEN(t, "S03228  Change");
    EXPECT_SEEN(t, "1 change to send");
    EXPECT_SEEN(t, "cCustomer PO 77");
    ui_test_keys(t, "<F3>");
    ui_test_push(t, &order_screen, &start);
    ui_test_keys(t, "<F6>");
    EXPECT_SEEN(t, "Nothing is changed yet.");
    ui_test_keys(t, "<F3>");
    cr_assert(drafts_list(&drafts, NULL));
    cr_expect_eq(drafts.count, 1, "beginning anew leaves it parked");
    drafts_free(&drafts);
    order_free(&order);
    ui_test_close(t);
}

Test(order_change, lines_are_added_where_the_profile_lets)
{
    struct ui_test *t = change_open(24, 80);
    ui_test_profile(t)->add_line_by_update = false;
    go_to(t, 0, &item_fields[ITEM_BOXES]);
    ui_test_keys(t, "<F6>");
    EXPECT_SEEN(t, "the profile's add_line_by_update is off");
    ui_test_keys(t, "<F9>");
    EXPECT_SEEN(t, "the profile's add_line_by_update is off");
    EXPECT_SEEN(t, "3 lines");
    ui_test_profile(t)->add_line_by_update = true;
    ui_test_keys(t, "<F9>");
    EXPECT_SEEN(t, "4 lines");
    EXPECT_SEEN(t, "2a");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "3 lines");
    ui_test_close(t);
}

Test(order_change, says_what_it_comes_to_and_came_to)
{
    struct ui_test *t = change_open(24, 80);
    EXPECT_NOT_SEEN(t, "was ");
    go_to(t, 0, &item_fields[ITEM_BOXES]);
    ui_test_keys(t, "20<Tab>");
    EXPECT_SEEN(t, "Delivery 4,577.20   was 4,687.31");
    ui_test_close(t);
}

Test(order_change, f10_reviews_and_sends_nothing_of_itself)
{
    struct ui_test *t = change_open(24, 80);
    ui_test_keys(t, "<F10>");
    EXPECT_SEEN(t, "Nothing is changed: there is nothing to send.");
    go_to(t, 0, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "1.2.3<F10>");
    EXPECT_SEEN(t, "Not sent, 1 problem. Line 1: ");
    ui_test_keys(t, "<Ctrl-U>1.25<F10>");
    EXPECT_SEEN(t, "Review");
    EXPECT_SEEN(t, "1.21");
    EXPECT_SEEN(t, "1.25");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_update"), 0);
    ui_test_keys(t, "<F3>");
    EXPECT_SEEN(t, "S03228  Change");
    EXPECT_SEEN(t, "1 change to send");
    ui_test_close(t);
}

/* To send it, the last key of the review: its words are tested with its screen. */
static void send(struct ui_test *t)
{
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<F10>");
    for (int i = 0; i < 4; i++)
        ui_test_run(t);
}

Test(order_change, what_was_sent_cannot_be_undone)
{
    struct ui_test *t = change_open(24, 80);
    go_to(t, 0, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "1.25<Tab>");
    go_to(t, 0, &item_fields[ITEM_COST]);
    ui_test_keys(t, "1.02<Tab>");
    fake_api_fail(ui_test_fake(t), "order_update", API_REFUSED, 200, "Order is locked.");
    send(t);
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_update"), 1, "%s", ui_test_text(t));
    ui_test_keys(t, "<F3>");
    EXPECT_SEEN(t, "S03228  Change");
    EXPECT_SEEN(t, "Line 1 was refused: Order is locked.");
    EXPECT_SEEN(t, "was 4,687.31");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "There is nothing to undo.");
    ui_test_close(t);
}

Test(order_change, an_existing_line_is_cancelled_and_the_rest_of_the_typing_stays)
{
    struct ui_test *t = change_open(24, 80);
    go_to(t, 0, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "1.25<Tab>");
    go_to(t, 1, &item_fields[ITEM_PRICE]);
    ui_test_keys(t, "<Ctrl-T>");
    ui_test_run(t);
    const struct screen_class *top;
    ui_top(ui_test_ui(t), &top);
    cr_assert_str_eq(top->name, "cancel-lines");
    EXPECT_SEEN(t, "Carnation Select Red");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "item_cancel"), 0);
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "1<Enter>"); /* what is typed ahead of the question counts for nothing */
    for (int i = 0; i < 4; i++)
        ui_test_run(t);
    cr_expect_eq(fake_api_count(ui_test_fake(t), "item_cancel"), 1, "%s", ui_test_text(t));
    ui_test_keys(t, "<F3>");
    EXPECT_SEEN(t, "2 lines");
    EXPECT_SEEN(t, "1 change to send");
    EXPECT_NOT_SEEN(t, "Carnation Selec… UN");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "There is nothing to undo.");
    ui_test_close(t);
}

Test(order_change, every_line_cancelled_leaves_a_form_that_stands)
{
    struct ui_test *t = change_open(24, 80);
    ui_test_keys(t, "<F11>");
    order_form_leave(form_of(t));
    static const char *const ids[] = { "903", "901", "902", "902", "" };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        order_doc_line_cancelled(&form_of(t)->doc, ids[i]);
    order_lines_rebuild(form_of(t));
    order_form_enter(form_of(t));
    ui_test_run(t);
    EXPECT_SEEN(t, "0 lines");
    ui_test_keys(t, "<F10>");
    EXPECT_SEEN(t, "Nothing is changed");
    ui_test_close(t);
}

Test(order_change, from_the_display_and_back)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order;
    change_sample(&order);
    fake_api_add_order(ui_test_fake(t), &order);
    struct order_screen_start start = { .order = &order, .read_only = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_expect(t, "golden/display-keys.txt");
    static const struct {
        const char *keys, *name;
    } ways[] = {
        { "w", "calendar" }, { "p", "prebooks" },   { "x", "cancel-lines" },
        { "c", "order" },    { "<F2>", "details" }, { "<Down><Down><Ctrl-B>", "mix" },
    };
    const struct screen_class *top;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        ui_test_keys(t, ways[i].keys);
        ui_test_run(t);
        ui_top(ui_test_ui(t), &top);
        cr_expect_str_eq(top->name, ways[i].name);
        cr_expect(keymap_check(top, NULL));
        ui_test_keys(t, "<F3>");
        ui_top(ui_test_ui(t), &top);
        cr_expect_str_eq(top->name, "display", "back from %s", ways[i].name);
    }
    ui_test_keys(t, "<F10>");
    EXPECT_SEEN(t, "S03228  Change");
    ui_test_keys(t, "<F3>");
    order.status = ORDER_CANCELLED;
    ui_test_push(t, &order_screen, &start);
    ui_test_keys(t, "e");
    EXPECT_SEEN(t, "S03228 is cancelled: only an active order can be changed.");
    order_free(&order);
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

Test(order_change, a_custom_field_with_no_value_yet_is_parked)
{
    struct ui_test *t = change_open(24, 80);
    struct item *item = &form_of(t)->doc.order.items[0];
    struct custom *custom = item_insert_custom(item, item->custom_count);
    value_set(&custom->v[CUSTOM_NAME], "Colour");
    order_doc_changed(&form_of(t)->doc);
    cr_expect_not(form_of(t)->doc.changes.count, "nothing is to be sent");
    ui_test_keys(t, "<F3>");
    cr_expect_eq(count_drafts(), 1);
    ui_test_close(t);
}

Test(order_change, what_lists_could_complete_is_neither_changed_nor_parked)
{
    struct ui_test *t = change_open(24, 80);
    struct order order;
    ui_test_keys(t, "<F4><Esc>"); /* the customers are read now */
    ui_test_keys(t, "<F3>");
    change_sample(&order);
    value_set(&order.v[ORDER_CUSTOMER_CODE], "K03228"); /* not the one of that name in the list */
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    cr_expect_str_eq(form_of(t)->doc.order.v[ORDER_CUSTOMER_CODE].text, "K03228");
    cr_expect_not(form_of(t)->doc.changes.count);
    ui_test_keys(t, "<F10><F3>");
    cr_expect_eq(count_drafts(), 0);
    order_free(&order);
    ui_test_close(t);
}

Test(order_change, what_was_not_typed_here_is_parked_as_well)
{
    struct ui_test *t = change_open(24, 80);
    value_set(&form_of(t)->doc.order.v[ORDER_PO], "77");
    order_doc_judge(&form_of(t)->doc); /* nobody asked for it to be saved */
    ui_test_keys(t, "<F3>");
    cr_expect_eq(count_drafts(), 1);
    ui_test_close(t);
}
