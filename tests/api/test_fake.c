/* The fake service itself, where it does more than record: changes and cancellations carried out on
 * the orders that its lists give. */
#include "config.h"
#include "support/fake_api.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct seen {
    enum api_outcome outcome;
    size_t answers, orders, prebooks;
    struct order last; /* of the orders given */
};

static void take_order(void *context, const struct order *order)
{
    struct seen *seen = context;
    seen->orders++;
    order_copy(&seen->last, order);
}

static void take_prebook(void *context, const char *const values[PREBOOK_FIELDS])
{
    struct seen *seen = context;
    seen->prebooks += strcmp(values[PREBOOK_TYPE], "S") == 0;
}

static void take_answer(void *context, const struct api_answer *answer)
{
    struct seen *seen = context;
    seen->answers++;
    seen->outcome = answer->outcome;
}

static struct fake_api *fake;
static struct api api;
static struct seen seen;

static void open_fake(void)
{
    fake = fake_api_new();
    api = fake_api_api(fake);
    fake_api_add_orders(fake, 2);
    fake_api_apply(fake, true);
}

static void close_fake(void)
{
    order_free(&seen.last);
    memset(&seen, 0, sizeof seen);
    fake_api_free(fake);
}

TestSuite(fake, .init = open_fake, .fini = close_fake);

static void read_orders(const char *number)
{
    struct filter filter = { 0 };
    value_set(&filter.v[FILTER_STATUS], "Active");
    value_set(&filter.v[FILTER_NUMBER], number);
    seen.orders = 0;
    api.ops->list_orders(api.self, &(struct api_list_call){ .filter = &filter,
                                                            .on_order = take_order,
                                                            .on_done = take_answer,
                                                            .context = &seen });
    filter_free(&filter);
    fake_api_run(fake);
}

static void make_body(struct order *body, const char *order_id, const char *item_id)
{
    memset(body, 0, sizeof *body);
    value_set(&body->v[ORDER_ID], order_id);
    value_set(&order_add_unknown_item(body)->v[ITEM_ID], item_id);
}

static void update(const struct order *body)
{
    api.ops->update_order(api.self, &(struct api_update_call){
                                        .body = body, .on_done = take_answer, .context = &seen });
    fake_api_run(fake);
}

static void cancel(const char *order_id, const char *item_id)
{
    api.ops->cancel_item(api.self, &(struct api_cancel_call){ .order_id = order_id,
                                                              .item_id = item_id,
                                                              .on_done = take_answer,
                                                              .context = &seen });
    fake_api_run(fake);
}

Test(fake, an_update_is_read_back)
{
    struct order body;
    fake_api_add_row(fake, LOOKUP_VENDORS, "33", "V33", "33 Flowers");
    make_body(&body, "5001", "70001");
    value_set(&body.v[ORDER_PO], "17");
    value_set(&body.v[ORDER_END], "");
    value_set(&body.items[0].v[ITEM_PRICE], "9.99");
    value_set(&body.items[0].v[ITEM_VENDOR_ID], "33");
    value_set(&body.items[0].v[ITEM_GENERAL_NOTES], "careful");
    update(&body);
    cr_expect_eq(seen.outcome, API_DONE);
    cr_expect(order_equal(fake_api_updated(fake, 0), &body));
    cr_expect_null(fake_api_updated(fake, 1));
    read_orders("S00001");
    cr_assert_eq(seen.orders, 1);
    const struct item *line = &seen.last.items[0];
    cr_expect_str_eq(value_text(line->v[ITEM_PRICE]), "9.99");
    cr_expect_str_eq(value_text(line->v[ITEM_COST]), "0.30");
    cr_expect_str_eq(value_text(line->v[ITEM_VENDOR_NAME]), "33 Flowers");
    cr_expect_str_empty(value_text(line->v[ITEM_GENERAL_NOTES]));
    cr_expect_str_empty(value_text(seen.last.v[ORDER_PO]));
    cr_expect(value_is_empty(seen.last.v[ORDER_END]));
    cr_expect_str_eq(value_text(seen.last.v[ORDER_START]), "2031-01-06");
    order_free(&body);
}

Test(fake, a_line_without_id_is_added_and_a_cancelled_one_goes)
{
    struct order body;
    make_body(&body, "5002", NULL);
    value_set(&body.items[0].v[ITEM_BOXES], "4");
    struct breakdown *part = item_insert_breakdown(&body.items[0], 0);
    value_set(&part->v[BREAKDOWN_BUNCHES], "12");
    value_set(&part->v[BREAKDOWN_COST], "0.40");
    update(&body);
    read_orders("S00002");
    cr_assert_eq(seen.last.item_count, 2);
    const struct item *line = &seen.last.items[1];
    cr_expect_str_eq(value_text(line->v[ITEM_ID]), "80001");
    cr_expect_str_eq(value_text(line->v[ITEM_TYPE]), "BOX");
    cr_assert_eq(line->breakdown_count, 1);
    cr_expect(value_is_unknown(line->breakdowns[0].v[BREAKDOWN_COST]));
    cancel("5002", "70002");
    cr_expect_str_eq(fake_api_cancelled_order(fake, 0), "5002");
    cr_expect_str_eq(fake_api_cancelled_item(fake, 0), "70002");
    read_orders("S00002");
    cr_assert_eq(seen.last.item_count, 1);
    cr_expect_str_eq(value_text(seen.last.items[0].v[ITEM_ID]), "80001");
    cancel("5002", "80001");
    read_orders("");
    cr_expect_eq(seen.orders, 1, "the order without lines is cancelled");
    cancel("5002", "80001");
    cr_expect_eq(seen.outcome, API_REFUSED);
    order_free(&body);
}

Test(fake, only_the_nth_call_fails_and_a_lost_answer_may_have_changed_something)
{
    struct order body;
    make_body(&body, "5001", "70001");
    value_set(&body.items[0].v[ITEM_PRICE], "1.00");
    fake_api_fail_nth(fake, "order_update", 2, API_UNKNOWN, 0, "The answer was lost.");
    update(&body);
    cr_expect_eq(seen.outcome, API_DONE);
    value_set(&body.items[0].v[ITEM_PRICE], "2.00");
    update(&body);
    cr_expect_eq(seen.outcome, API_UNKNOWN);
    read_orders("S00001");
    cr_expect_str_eq(value_text(seen.last.items[0].v[ITEM_PRICE]), "1.00");
    update(&body);
    cr_expect_eq(seen.outcome, API_DONE);
    fake_api_fail(fake, "order_update", API_UNKNOWN, 0, "The answer was lost.");
    fake_api_apply_unknown(fake, true);
    value_set(&body.items[0].v[ITEM_PRICE], "3.00");
    update(&body);
    read_orders("S00001");
    cr_expect_str_eq(value_text(seen.last.items[0].v[ITEM_PRICE]), "3.00");
    order_free(&body);
}

Test(fake, prebooks_and_one_call_at_a_time)
{
    const char *const values[PREBOOK_FIELDS] = { [PREBOOK_ID] = "1", [PREBOOK_TYPE] = "S" };
    fake_api_add_prebook(fake, values);
    const struct api_prebooks_call call = { .number = "S00001",
                                            .from = "2031-01-01",
                                            .to = "2031-06-30",
                                            .on_prebook = take_prebook,
                                            .on_done = take_answer,
                                            .context = &seen };
    api.ops->list_prebooks(api.self, &call);
    api.ops->list_prebooks(api.self, &call);
    fake_api_hold(fake, true);
    cr_expect_not(fake_api_run(fake));
    cr_expect(fake_api_run_one(fake));
    cr_expect_eq(seen.answers, 1);
    cr_expect_eq(seen.prebooks, 1);
    cr_expect_str_eq(fake_api_prebooks_number(fake), "S00001");
    cr_expect_str_eq(fake_api_prebooks_to(fake), "2031-06-30");
    cr_expect_eq(fake_api_count(fake, "prebook_list"), 2);
    cr_expect(fake_api_run_one(fake));
    cr_expect_not(fake_api_run_one(fake));
}
