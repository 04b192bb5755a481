/* Review and send of a change: nothing leaves that was not shown and confirmed, and each end of the road
 * is told as it is. The fake service carries updates out on the order it lists. */
#include "config.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "support/ui_test.h"
#include "ui/send_samples.h"
#include "ui/screens/change.h"
#include "ui/screens/text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct stage {
    struct ui_test *t;
    struct fake_api *fake;
    struct order_doc doc;
};

static struct stage *set_stage_sized(void (*edit)(struct order *mine), int rows, int cols)
{
    struct stage *stage = mem_calloc(1, sizeof *stage);
    struct order listed = { 0 }, base = { 0 }, mine = { 0 };
    struct text_start form = { "Form", "This is the form." };
    stage->t = ui_test_new(rows, cols);
    stage->fake = ui_test_fake(stage->t);
    change_sample_listed(&listed);
    change_sample(&base);
    change_sample(&mine);
    edit(&mine);
    fake_api_add_order(stage->fake, &listed);
    fake_api_apply(stage->fake, true);
    ui_test_push(stage->t, &text_screen, &form);
    order_doc_open_change(&stage->doc, ui_test_ui(stage->t), &base, &mine);
    ui_test_push(stage->t, &change_screen, &stage->doc);
    order_free(&listed);
    order_free(&base);
    order_free(&mine);
    return stage;
}

static struct stage *set_stage(void (*edit)(struct order *mine))
{
    return set_stage_sized(edit, 24, 80);
}

static void strike(struct stage *stage)
{
    order_doc_close(&stage->doc);
    ui_test_close(stage->t);
    free(stage);
}

static size_t updates(const struct stage *stage)
{
    return fake_api_count(stage->fake, "order_update");
}

static size_t readings(const struct stage *stage)
{
    return fake_api_count(stage->fake, "order_list");
}

static void expect_text(struct stage *stage, const char *text)
{
    cr_expect(ui_test_has(stage->t, text), "\"%s\" is not on\n%s", text, ui_test_text(stage->t));
}

static void expect_form(struct stage *stage)
{
    const struct screen_class *screen;
    ui_top(ui_test_ui(stage->t), &screen);
    cr_expect_eq(screen, &text_screen, "still on\n%s", ui_test_text(stage->t));
}

/* A value of the order as the service has it now. */
static const char *there(const struct stage *stage, size_t line, enum item_field field)
{
    return value_text(fake_api_order(stage->fake, 0)->items[line].v[field]);
}

static size_t count_drafts(char **name)
{
    struct drafts drafts = { 0 };
    drafts_list(&drafts, NULL);
    size_t count = drafts.count;
    if (name)
        *name = count ? mem_strdup(drafts.list[0].name) : NULL;
    drafts_free(&drafts);
    return count;
}

static void edit_much(struct order *mine)
{
    change_price(mine);
    value_set(&mine->v[ORDER_END], "2027-01-31");
    value_set(&mine->v[ORDER_PO], "PO-17");
    value_set(&mine->items[3].v[ITEM_COST], "3.10");
    change_add_line(mine);
}

/* ------ the review ------ */

Test(change, shows_old_and_new_before_anything_is_sent)
{
    struct stage *stage = set_stage(edit_much);
    ui_test_expect(stage->t, "golden/change.txt");
    ui_test_keys(stage->t, "<PgDn>");
    ui_test_expect(stage->t, "golden/change-2.txt");
    cr_expect_eq(readings(stage), 0);
    cr_expect_eq(updates(stage), 0);
    strike(stage);
}

Test(change, looks_on_other_screens)
{
    struct stage *stage = set_stage_sized(edit_much, 40, 132);
    ui_test_expect(stage->t, "golden/change-wide.txt");
    strike(stage);
    stage = set_stage_sized(edit_much, 20, 60);
    ui_test_expect(stage->t, "golden/change-small.txt");
    ui_test_resize(stage->t, 24, 80);
    expect_text(stage, "No warnings");
    strike(stage);
}

Test(change, looks_without_colour)
{
    struct stage *stage = set_stage(edit_much);
    ui_test_theme(stage->t, "mono", true);
    ui_test_run(stage->t);
    ui_test_expect_attributes(stage->t, "golden/change-mono.txt");
    strike(stage);
}

static void edit_mix(struct order *mine)
{
    value_set(&mine->items[2].breakdowns[1].v[BREAKDOWN_PRICE], "1.30");
    for (size_t i = 0; i < 2; i++)
        value_set(&mine->items[2].breakdowns[i].v[BREAKDOWN_COST], "0.90");
}

Test(change, says_of_parts_that_all_are_sent)
{
    struct stage *stage = set_stage(edit_mix);
    expect_text(stage, "Part 2 Explorer 50, Price  1.20 -> 1.30");
    ui_test_keys(stage->t, "<PgDn>");
    expect_text(stage, "all of its 2 parts");
    expect_text(stage, "are lost there.");
    strike(stage);
}

static void edit_header(struct order *mine)
{
    value_set(&mine->v[ORDER_END], "");
}

Test(change, a_header_alone_goes_with_an_unchanged_line)
{
    struct stage *stage = set_stage(edit_header);
    expect_text(stage, "End  2026-12-13 -> (empty)");
    expect_text(stage, "Line 1 goes along unchanged");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 1);
    expect_form(stage);
    cr_expect_str_eq(value_text(fake_api_order(stage->fake, 0)->v[ORDER_END]), "");
    strike(stage);
}

Test(change, shows_the_requests_themselves)
{
    struct stage *stage = set_stage(change_three_prices);
    ui_test_keys(stage->t, "<F4>");
    expect_text(stage, "Request 1 of 3: line 1");
    expect_text(stage, "standingOrderItemId");
    ui_test_keys(stage->t, "<Esc>");
    expect_text(stage, "No warnings");
    strike(stage);
}

Test(change, what_was_typed_ahead_does_not_confirm)
{
    struct stage *stage = set_stage(change_price);
    ui_test_keys(stage->t, "<Esc>");
    cr_assert(input_feed("<F10><Enter>"));
    ui_test_push(stage->t, &change_screen, &stage->doc);
    ui_test_keys(stage->t, "<Down>");
    cr_expect_eq(readings(stage), 0);
    expect_text(stage, "No warnings");
    strike(stage);
}

static void edit_with_warning(struct order *mine)
{
    change_price(mine);
    value_set(&mine->items[1].v[ITEM_COST], "");
}

Test(change, warnings_need_their_number)
{
    struct stage *stage = set_stage(edit_with_warning);
    expect_text(stage, "type 1 and Enter");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "<Enter>2<Enter>");
    cr_expect_eq(readings(stage), 0);
    ui_test_keys(stage->t, "1<Enter>");
    cr_expect_eq(updates(stage), 1);
    expect_form(stage);
    strike(stage);
}

Test(change, esc_goes_back_with_everything)
{
    struct stage *stage = set_stage(change_price);
    ui_test_keys(stage->t, "<Esc>");
    expect_form(stage);
    cr_expect_eq(readings(stage), 0);
    cr_expect_str_eq(value_text(stage->doc.order.items[1].v[ITEM_PRICE]), "1.05");
    strike(stage);
}

static void edit_too_much(struct order *mine)
{
    char *notes = mem_calloc(70001, 1);
    memset(notes, 'n', 70000);
    value_take(&mine->items[1].v[ITEM_GENERAL_NOTES], notes);
}

Test(change, a_request_that_is_too_large_is_not_sent)
{
    struct stage *stage = set_stage(edit_too_much);
    expect_text(stage, "It cannot be sent. Line 2: ");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "<Enter>");
    expect_text(stage, "It cannot be sent.");
    cr_expect_eq(readings(stage), 0);
    strike(stage);
}

Test(change, nothing_is_sent_that_the_token_may_not)
{
    struct stage *stage = set_stage(change_price);
    ui_test_keys(stage->t, "<Esc>");
    fake_api_forbid(ui_test_fake(stage->t), METHOD_ORDER_UPDATE, "This profile only reads.");
    ui_test_push(stage->t, &change_screen, &stage->doc);
    expect_text(stage, "It cannot be sent now. This profile only reads.");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "<Enter>");
    cr_expect_eq(readings(stage), 0);
    strike(stage);
}

/* ------ all goes well ------ */

Test(change, is_sent_once_and_alters_nothing_else)
{
    struct stage *stage = set_stage(change_price);
    struct order expected = { 0 };
    change_sample_listed(&expected);
    value_set(&expected.items[1].v[ITEM_PRICE], "1.05");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 1);
    cr_expect_eq(readings(stage), 2, "before and after");
    cr_expect(order_equal(&expected, fake_api_order(stage->fake, 0)));
    expect_form(stage);
    expect_text(stage, "S03228 is changed.");
    cr_expect_eq(stage->doc.sent, SENT_DONE);
    cr_expect_eq(count_drafts(NULL), 0);
    const struct order *body = fake_api_updated(stage->fake, 0);
    cr_expect(value_is_unknown(body->v[ORDER_PO]), "what was not typed is not sent");
    cr_expect(value_is_unknown(body->items[0].v[ITEM_VENDOR_NOTES]));
    order_free(&expected);
    strike(stage);
}

Test(change, is_kept_on_disk_before_anything_is_sent)
{
    struct stage *stage = set_stage(change_price);
    char *name;
    fake_api_hold(stage->fake, true);
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(count_drafts(&name), 1);
    cr_expect(name && strstr(name, "-sent"), "%s", name ? name : "none");
    free(name);
    fake_api_hold(stage->fake, false);
    ui_test_run(stage->t);
    strike(stage);
}

Test(change, is_not_sent_where_it_cannot_be_kept)
{
    struct stage *stage = set_stage(change_price);
    struct error error = { 0 };
    char *share = mem_printf("%s/.local", getenv("HOME"));
    cr_assert(file_write(share, "", 0, 0600, &error), "%s", error_text(&error));
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(readings(stage), 0);
    expect_text(stage, "Nothing was sent: the change could not be kept");
    free(share);
    strike(stage);
}

/* ------ while it is under way ------ */

Test(change, tells_how_far_it_is)
{
    struct stage *stage = set_stage(change_three_prices);
    fake_api_hold(stage->fake, true);
    ui_test_keys(stage->t, "<F10>");
    expect_text(stage, "Reading S03228 again before anything is sent");
    fake_api_run_one(stage->fake);
    fake_api_run_one(stage->fake);
    ui_test_run(stage->t);
    ui_test_expect(stage->t, "golden/change-sending.txt");
    ui_test_keys(stage->t, "<F10>");
    expect_text(stage, "once is enough");
    ui_test_keys(stage->t, "<F3>");
    expect_text(stage, "Esc stops it after the request that is on its way");
    cr_expect_eq(updates(stage), 2);
    fake_api_hold(stage->fake, false);
    ui_test_run(stage->t);
    cr_expect_eq(updates(stage), 3);
    expect_form(stage);
    strike(stage);
}

Test(change, stops_after_the_request_under_way)
{
    static const char *const keys[] = { "<Esc>", "<Ctrl-C>" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct stage *stage = set_stage(change_three_prices);
        fake_api_hold(stage->fake, true);
        ui_test_keys(stage->t, "<F10>");
        fake_api_run_one(stage->fake);
        ui_test_keys(stage->t, keys[i]);
        expect_text(stage, "It stops once this is answered.");
        cr_expect_eq(updates(stage), 1);
        fake_api_hold(stage->fake, false);
        ui_test_run(stage->t);
        cr_expect_eq(updates(stage), 1);
        ui_test_expect(stage->t, "golden/change-stopped.txt");
        cr_expect_str_eq(there(stage, 0, ITEM_PRICE), "1.25");
        cr_expect_str_eq(there(stage, 1, ITEM_PRICE), "1.00");
        ui_test_keys(stage->t, "<Enter>");
        expect_form(stage);
        cr_expect_eq(stage->doc.sent, SENT_NEVER);
        cr_expect_eq(count_drafts(NULL), 1);
        strike(stage);
    }
}

Test(change, a_stop_before_anything_was_sent_sends_nothing)
{
    struct stage *stage = set_stage(change_price);
    fake_api_hold(stage->fake, true);
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "<Esc>");
    fake_api_hold(stage->fake, false);
    ui_test_run(stage->t);
    cr_expect_eq(updates(stage), 0);
    ui_test_keys(stage->t, "<Enter>");
    expect_form(stage);
    cr_expect_eq(stage->doc.sent, SENT_NEVER);
    strike(stage);
}

Test(change, the_end_of_the_program_leaves_a_draft_that_says_so)
{
    struct stage *stage = set_stage(change_three_prices);
    char *name;
    fake_api_hold(stage->fake, true);
    ui_test_keys(stage->t, "<F10>");
    fake_api_run_one(stage->fake);
    ui_quit(ui_test_ui(stage->t));
    ui_test_run(stage->t);
    fake_api_hold(stage->fake, false);
    ui_test_run(stage->t);
    cr_expect_eq(updates(stage), 1, "the answer came, and no more was sent");
    cr_expect_eq(count_drafts(&name), 1);
    cr_expect(name && strstr(name, "-sent"));
    free(name);
    strike(stage);
}

Test(change, may_end_behind_another_screen)
{
    struct stage *stage = set_stage(change_price);
    fake_api_hold(stage->fake, true);
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "<F1>");
    fake_api_hold(stage->fake, false);
    ui_test_run(stage->t);
    cr_expect_eq(updates(stage), 1);
    cr_expect_eq(stage->doc.sent, SENT_DONE);
    ui_test_keys(stage->t, "<Esc>");
    ui_test_run(stage->t);
    expect_form(stage);
    expect_text(stage, "S03228 is changed.");
    strike(stage);
}

/* ------ it fails ------ */

Test(change, refused_in_the_middle_of_three_lines)
{
    struct stage *stage = set_stage(change_three_prices);
    fake_api_fail_nth(stage->fake, "order_update", 2, API_REFUSED, 200, "The line is locked.");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 2, "the first that fails stops the rest");
    ui_test_expect(stage->t, "golden/change-refused.txt");
    ui_test_keys(stage->t, "<Enter>");
    expect_form(stage);
    cr_expect_eq(stage->doc.sent, SENT_NEVER);
    cr_expect_eq(count_drafts(NULL), 1, "what is left is a draft");
    cr_expect_str_eq(value_text(stage->doc.base.items[0].v[ITEM_PRICE]), "1.25");
    cr_expect_str_eq(value_text(stage->doc.order.items[1].v[ITEM_PRICE]), "1.05");
    cr_expect_str_eq(value_text(stage->doc.base.items[1].v[ITEM_PRICE]), "1.00");
    cr_assert(stage->doc.refusal);
    cr_expect(strstr(stage->doc.refusal, "The line is locked."), "%s", stage->doc.refusal);
    cr_expect_eq(stage->doc.order.items[1].answer, ITEM_REFUSED, "marked in the form");
    cr_expect_eq(stage->doc.order.items[3].answer, ITEM_NOT_ANSWERED);
    /* The rest is two requests. */
    ui_test_push(stage->t, &change_screen, &stage->doc);
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 4);
    cr_expect_str_eq(there(stage, 3, ITEM_PRICE), "4.20");
    expect_form(stage);
    strike(stage);
}

Test(change, lost_in_the_middle_and_not_to_be_read)
{
    struct stage *stage = set_stage(change_three_prices);
    char *name;
    fake_api_fail_nth(stage->fake, "order_update", 2, API_UNKNOWN, 0, "The connection ended.");
    fake_api_fail_nth(stage->fake, "order_list", 2, API_FAILED, 0, "No connection.");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 2);
    ui_test_expect(stage->t, "golden/change-lost.txt");
    ui_test_keys(stage->t, "<Enter>");
    expect_form(stage);
    cr_expect_eq(stage->doc.sent, SENT_OPEN);
    cr_expect_eq(count_drafts(&name), 1);
    cr_expect(name && strstr(name, "-sent"));
    free(name);
    strike(stage);
}

Test(change, lost_in_the_middle_and_read_again)
{
    for (int was_carried_out = 0; was_carried_out < 2; was_carried_out++) {
        struct stage *stage = set_stage(change_three_prices);
        fake_api_fail_nth(stage->fake, "order_update", 2, API_UNKNOWN, 0, "The connection ended.");
        fake_api_apply_unknown(stage->fake, was_carried_out);
        ui_test_keys(stage->t, "<F10>");
        cr_expect_eq(updates(stage), 2);
        ui_test_expect(stage->t, was_carried_out ? "golden/change-lost-done.txt"
                                                 : "golden/change-lost-undone.txt");
        ui_test_keys(stage->t, "<Enter>");
        cr_expect_eq(stage->doc.sent, SENT_NEVER);
        ui_test_push(stage->t, &change_screen, &stage->doc);
        ui_test_keys(stage->t, "<F10>");
        cr_expect_eq(updates(stage), was_carried_out ? 3 : 4);
        expect_form(stage);
        strike(stage);
    }
}

static void edit_new_line(struct order *mine)
{
    change_add_line(mine);
}

Test(change, a_new_line_that_was_lost_needs_the_word)
{
    struct stage *stage = set_stage(edit_new_line);
    fake_api_fail_nth(stage->fake, "order_update", 1, API_UNKNOWN, 0, "The connection ended.");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "<Enter>");
    cr_expect_eq(stage->doc.sent, SENT_OPEN);
    ui_test_push(stage->t, &change_screen, &stage->doc);
    expect_text(stage, "type SEND");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 1);
    ui_test_keys(stage->t, "SEND<Enter>");
    cr_expect_eq(updates(stage), 2);
    expect_form(stage);
    strike(stage);
}

Test(change, unreached_can_be_tried_again)
{
    static const char *const methods[] = { "order_list", "order_update" };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        struct stage *stage = set_stage(change_price);
        fake_api_fail_nth(stage->fake, methods[i], 1, API_UNREACHED, 0, "Offline.");
        ui_test_keys(stage->t, "<F10>");
        expect_text(stage, "Offline.");
        expect_text(stage, "tries again");
        cr_expect_eq(stage->doc.sent, SENT_NEVER);
        ui_test_keys(stage->t, "<F10>");
        cr_expect_eq(updates(stage), i + 1);
        expect_form(stage);
        strike(stage);
    }
}

Test(change, a_day_without_requests_left)
{
    struct stage *stage = set_stage(change_three_prices);
    fake_api_fail_nth(stage->fake, "order_update", 2, API_NO_BUDGET, 429,
                      "The day's requests are used up.");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 2);
    ui_test_expect(stage->t, "golden/change-budget.txt");
    ui_test_keys(stage->t, "<Enter>");
    cr_expect_eq(stage->doc.sent, SENT_NEVER);
    cr_expect_eq(count_drafts(NULL), 1);
    strike(stage);
}

Test(change, of_an_order_that_is_gone)
{
    struct stage *stage = set_stage(change_price);
    fake_api_clear_orders(stage->fake);
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 0);
    ui_test_expect(stage->t, "golden/change-gone.txt");
    ui_test_keys(stage->t, "<Enter>");
    expect_form(stage);
    cr_expect_eq(count_drafts(NULL), 1);
    cr_expect_str_eq(value_text(stage->doc.order.items[1].v[ITEM_PRICE]), "1.05");
    strike(stage);
}

Test(change, what_came_back_differs)
{
    struct stage *stage = set_stage(change_price);
    fake_api_apply(stage->fake, false); /* says yes and does nothing */
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 1);
    ui_test_expect(stage->t, "golden/change-differs-after.txt");
    strike(stage);
}

Test(change, accepted_but_not_to_be_read_again)
{
    struct stage *stage = set_stage(change_price);
    fake_api_fail_nth(stage->fake, "order_list", 2, API_FAILED, 0, "No connection.");
    ui_test_keys(stage->t, "<F10>");
    expect_text(stage, "could not be read again");
    expect_text(stage, "Enter goes back to the list");
    cr_expect_eq(stage->doc.sent, SENT_DONE);
    cr_expect_eq(count_drafts(NULL), 0);
    strike(stage);
}

/* ------ two people, one order ------ */

static void change_elsewhere(struct stage *stage, size_t line, enum item_field field,
                             const char *text)
{
    value_set(&fake_api_order(stage->fake, 0)->items[line].v[field], text);
}

Test(change, a_second_writer_is_never_wiped)
{
    struct stage *stage = set_stage(change_three_prices);
    change_elsewhere(stage, 0, ITEM_PRICE, "1.30"); /* I wrote 1.25 */
    change_elsewhere(stage, 1, ITEM_BOXES, "12");   /* I wrote another price there */
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 0);
    ui_test_expect(stage->t, "golden/change-differs.txt");
    ui_test_keys(stage->t, "tt<Enter>");
    cr_expect_eq(updates(stage), 0, "what is sent now is shown first");
    ui_test_expect(stage->t, "golden/change-decided.txt");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 2);
    cr_expect_str_eq(there(stage, 0, ITEM_PRICE), "1.30");
    cr_expect_str_eq(there(stage, 1, ITEM_BOXES), "12");
    cr_expect_str_eq(there(stage, 1, ITEM_PRICE), "1.05");
    cr_expect_str_eq(there(stage, 3, ITEM_PRICE), "4.20");
    expect_form(stage);
    strike(stage);
}

Test(change, mine_over_theirs_where_that_was_decided)
{
    struct stage *stage = set_stage(change_price);
    change_elsewhere(stage, 1, ITEM_PRICE, "1.10");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "m<Enter>");
    expect_text(stage, "1.10 -> 1.05");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_str_eq(there(stage, 1, ITEM_PRICE), "1.05");
    expect_form(stage);
    strike(stage);
}

Test(change, leaving_the_decision_sends_nothing_and_loses_nothing)
{
    struct stage *stage = set_stage(change_price);
    change_elsewhere(stage, 1, ITEM_PRICE, "1.10");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "t<Esc>");
    expect_form(stage);
    expect_text(stage, "Nothing was sent");
    cr_expect_eq(updates(stage), 0);
    cr_expect_str_eq(value_text(stage->doc.order.items[1].v[ITEM_PRICE]), "1.05");
    cr_expect_str_eq(value_text(stage->doc.base.items[1].v[ITEM_PRICE]), "1.00");
    cr_expect_eq(count_drafts(NULL), 1);
    strike(stage);
}

Test(change, taking_all_of_theirs_leaves_nothing_to_send)
{
    struct stage *stage = set_stage(change_price);
    change_elsewhere(stage, 1, ITEM_PRICE, "1.10");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "T<Enter>");
    expect_text(stage, "Nothing is left to be sent");
    ui_test_keys(stage->t, "<Enter>");
    expect_form(stage);
    cr_expect_eq(updates(stage), 0);
    cr_expect_eq(stage->doc.sent, SENT_DONE);
    cr_expect_eq(count_drafts(NULL), 0);
    strike(stage);
}

Test(change, they_did_the_same)
{
    struct stage *stage = set_stage(change_price);
    change_elsewhere(stage, 1, ITEM_PRICE, "1.05");
    ui_test_keys(stage->t, "<F10>");
    cr_expect_eq(updates(stage), 0);
    expect_text(stage, "nothing had to be sent");
    cr_expect_eq(stage->doc.sent, SENT_DONE);
    ui_test_keys(stage->t, "<Enter>");
    expect_form(stage);
    strike(stage);
}

Test(change, a_new_line_that_is_there_already_is_pointed_at)
{
    struct stage *stage = set_stage(edit_new_line);
    struct item *item = change_add_line(fake_api_order(stage->fake, 0));
    value_set(&item->v[ITEM_ID], "105");
    ui_test_keys(stage->t, "<F10>");
    expect_text(stage, "mine a new line too");
    expect_text(stage, "may be this very one, where an answer was lost");
    cr_expect_eq(updates(stage), 0);
    ui_test_keys(stage->t, "t<Enter>");
    expect_text(stage, "Line 6  NEW");
    strike(stage);
}

Test(change, theirs_may_have_something_to_mend)
{
    struct stage *stage = set_stage(change_price);
    change_elsewhere(stage, 1, ITEM_BUNCHES, "0");
    ui_test_keys(stage->t, "<F10>");
    ui_test_keys(stage->t, "T<Enter>");
    expect_form(stage);
    expect_text(stage, "Nothing was sent yet: with what");
    cr_expect_eq(updates(stage), 0);
    cr_expect(stage->doc.show_all);
    strike(stage);
}

/* ------ any keys, in any order ------ */

static uint32_t draw_lot(uint32_t *random, uint32_t of)
{
    *random = *random * 1664525u + 1013904223u;
    return (*random >> 16) % of;
}

static bool is_under_way(const struct stage *stage)
{
    struct api api = fake_api_api(stage->fake);
    return api.ops->running(api.self) > 0;
}

/* Everything but the keys that send mine over theirs. */
static void press_any(struct stage *stage, uint32_t *random)
{
    static const char *const keys[] = { "<F10>",    "<Enter>", "<Esc>",  "t",    "T",
                                        "<Down>",   "<Up>",    "<PgDn>", "<F4>", "<F1>",
                                        "<Ctrl-S>", "x",       "1",      "<F3>", "q" };
    ui_test_keys(stage->t, keys[draw_lot(random, sizeof keys / sizeof *keys)]);
}

Test(change, whatever_is_pressed_a_second_writer_is_not_wiped)
{
    size_t finished = 0, written = 0;
    for (uint32_t seed = 1; seed <= 40; seed++) {
        struct stage *stage = set_stage(change_three_prices);
        uint32_t random = seed * 2654435761u;
        bool has_written = false;
        for (int i = 0; i < 300 && stage->doc.sent != SENT_DONE; i++) {
            if (ui_is_over(ui_test_ui(stage->t)) ||
                (!ui_find(ui_test_ui(stage->t), &change_screen) && !draw_lot(&random, 3)))
                ui_test_push(stage->t, &change_screen, &stage->doc);
            if (!draw_lot(&random, 8))
                fake_api_hold(stage->fake, !draw_lot(&random, 3));
            if (!draw_lot(&random, 4))
                fake_api_run_one(stage->fake);
            if (!draw_lot(&random, 30))
                fake_api_fail_nth(stage->fake, "order_update", updates(stage) + 1,
                                  draw_lot(&random, 2) ? API_UNKNOWN : API_REFUSED, 200, "No.");
            if (!draw_lot(&random, 40))
                fake_api_fail_nth(stage->fake, "order_list", readings(stage) + 1, API_UNREACHED, 0,
                                  "Offline.");
            /* Between a reading and what is sent after it nobody can see another's change. */
            if (!has_written && i > 5 && !is_under_way(stage)) {
                change_elsewhere(stage, 1, ITEM_BOXES, "12");
                has_written = true;
            }
            press_any(stage, &random);
        }
        fake_api_hold(stage->fake, false);
        ui_test_run(stage->t);
        if (has_written)
            cr_expect_str_eq(there(stage, 1, ITEM_BOXES), "12", "seed %u", seed);
        cr_expect_eq(fake_api_order(stage->fake, 0)->item_count, 4, "seed %u", seed);
        if (stage->doc.sent == SENT_DONE)
            cr_expect_str_eq(there(stage, 3, ITEM_PRICE), "4.20", "seed %u", seed);
        finished += stage->doc.sent == SENT_DONE;
        written += has_written && updates(stage);
        strike(stage);
    }
    /* Seeds that lead nowhere test nothing. */
    cr_expect(finished > 10 && written > 10, "%zu finished, %zu met another", finished, written);
}
