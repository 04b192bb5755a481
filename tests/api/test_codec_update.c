/* The body of an update: what is unknown stays out, what is empty goes along, the line's id in both
 * places, arrays. */
#include "config.h"
#include "api/codec.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const struct codec_body plainly;

static void expect_update(const struct order *body, const struct codec_body *how,
                          const char *wanted)
{
    struct buf out = { 0 };
    codec_write_update(&out, body, how);
    cr_expect_str_eq(buf_text(&out), wanted);
    buf_free(&out);
}

/* The order 1 with its line 10, of which nothing else is said. */
static struct item *make_step(struct order *body)
{
    value_set(&body->v[ORDER_ID], "1");
    value_set(&body->v[ORDER_ITEM_ID], "10");
    struct item *item = order_add_unknown_item(body);
    value_set(&item->v[ITEM_ID], "10");
    return item;
}

Test(codec_update, unknown_stays_out_and_empty_goes_along)
{
    struct order body = { 0 };
    struct item *item = make_step(&body);
    value_set(&body.v[ORDER_PO], "");
    value_set(&body.v[ORDER_END], "");
    value_set(&body.v[ORDER_SHIP_TO_ID], "");
    value_set(&body.v[ORDER_RECURRENCE], "2");
    value_set(&item->v[ITEM_PRICE], "1.50");
    value_set(&item->v[ITEM_COST], "");
    value_set(&item->v[ITEM_BOXES], "");
    expect_update(&body, &plainly,
                  "{\"standingOrderID\":1,\"standingOrderItemId\":10,\"endDate\":\"\","
                  "\"recurrence\":2,\"customerPO\":\"\",\"shipToId\":\"\",\"items\":["
                  "{\"standingOrderItemId\":10,\"boxes\":\"\",\"price\":1.50,\"cost\":\"\"}]}");
    expect_update(&body, &(struct codec_body){ .numbers_as_text = true },
                  "{\"standingOrderID\":\"1\",\"standingOrderItemId\":\"10\",\"endDate\":\"\","
                  "\"recurrence\":\"2\",\"customerPO\":\"\",\"shipToId\":\"\",\"items\":["
                  "{\"standingOrderItemId\":\"10\",\"boxes\":\"\",\"price\":\"1.50\","
                  "\"cost\":\"\"}]}");
    order_free(&body);
}

Test(codec_update, one_of_the_two_ids_is_enough)
{
    const char *wanted = "{\"standingOrderID\":1,\"standingOrderItemId\":10,"
                         "\"items\":[{\"standingOrderItemId\":10}]}";
    struct order body = { 0 };
    struct item *item = make_step(&body);
    value_set(&body.v[ORDER_ITEM_ID], NULL);
    struct buf out = { 0 };
    codec_write_update(&out, &body, &plainly);
    cr_expect(strstr(buf_text(&out), "\"standingOrderItemId\":10,\"items\":[{"
                                     "\"standingOrderItemId\":10}]"),
              "%s", buf_text(&out));
    buf_free(&out);
    value_set(&body.v[ORDER_ITEM_ID], "10");
    value_set(&item->v[ITEM_ID], "");
    expect_update(&body, &plainly, wanted);
    order_free(&body);
}

Test(codec_update, a_long_id_keeps_its_digits)
{
    struct order body = { 0 };
    struct item *item = make_step(&body);
    value_set(&body.v[ORDER_ID], "12345678901234567890");
    value_set(&body.v[ORDER_ITEM_ID], "98765432109876543210");
    value_set(&item->v[ITEM_ID], "98765432109876543210");
    expect_update(&body, &plainly,
                  "{\"standingOrderID\":\"12345678901234567890\","
                  "\"standingOrderItemId\":\"98765432109876543210\",\"items\":["
                  "{\"standingOrderItemId\":\"98765432109876543210\"}]}");
    order_free(&body);
}

Test(codec_update, a_new_line_has_no_id_and_nothing_to_blank)
{
    struct order body = { 0 };
    value_set(&body.v[ORDER_ID], "1");
    value_set(&body.v[ORDER_PO], "");
    struct item *item = order_insert_item(&body, 0);
    value_set(&item->v[ITEM_BOXES], "3");
    struct breakdown *part = item_insert_breakdown(item, 0);
    value_set(&part->v[BREAKDOWN_BUNCHES], "4");
    expect_update(&body, &plainly,
                  "{\"standingOrderID\":1,\"customerPO\":\"\",\"items\":[{\"itemType\":\"BOX\","
                  "\"boxes\":3,\"unitType\":\"Stem\",\"breakdowns\":[{\"bunches\":4}]}]}");
    order_free(&body);
}

Test(codec_update, arrays_go_whole_or_not_at_all_or_empty)
{
    struct order body = { 0 };
    struct item *item = make_step(&body);
    struct custom *custom = item_insert_custom(item, 0);
    value_set(&custom->v[CUSTOM_NAME], "Sleeve");
    struct breakdown *part = item_insert_breakdown(item, 0);
    for (size_t i = 0; i < BREAKDOWN_FIELDS; i++)
        value_set(&part->v[i], NULL);
    value_set(&part->v[BREAKDOWN_PRODUCT_ID], "21");
    value_set(&part->v[BREAKDOWN_COST], "");
    const char *head = "{\"standingOrderID\":1,\"standingOrderItemId\":10,\"items\":["
                       "{\"standingOrderItemId\":10,";
    struct buf wanted = { 0 };
    buf_addf(&wanted,
             "%s\"customFields\":[{\"name\":\"Sleeve\",\"value\":\"\"}],"
             "\"breakdowns\":[{\"productId\":21,\"cost\":\"\"}]}]}",
             head);
    expect_update(&body, &plainly, buf_text(&wanted));
    value_set(&custom->v[CUSTOM_NAME], "");
    value_set(&part->v[BREAKDOWN_PRODUCT_ID], NULL);
    buf_clear(&wanted);
    buf_addf(&wanted, "%s\"customFields\":[],\"breakdowns\":[]}]}", head);
    expect_update(&body, &plainly, buf_text(&wanted));
    buf_free(&wanted);
    order_free(&body);
}

/* Each field that a request names is written, set and empty; no other ever is. */
Test(codec_update, every_row)
{
    for (size_t i = 0; i < ORDER_FIELDS + ITEM_FIELDS; i++) {
        bool is_header = i < ORDER_FIELDS;
        const struct field *field = is_header ? &order_fields[i] : &item_fields[i - ORDER_FIELDS];
        static const char *const texts[] = { "7", "", NULL };
        for (size_t t = 0; t < 3; t++) {
            struct order body = { 0 };
            struct item *item = make_step(&body);
            value_set(is_header ? &body.v[i] : &item->v[i - ORDER_FIELDS], texts[t]);
            if (field->update_only)
                value_set(&item->v[ITEM_ID], "7");
            struct buf out = { 0 }, member = { 0 };
            codec_write_update(&out, &body, &plainly);
            buf_addf(&member, "\"%s\":%s", field->write_key ? field->write_key : field->read_key,
                     t ? "\"\"" : "");
            bool is_there = strstr(buf_text(&out), buf_text(&member)) != NULL;
            bool is_wanted = field->write_key && (t == 0 || (t == 1 && !field->update_only));
            cr_expect_eq(is_there, is_wanted, "%s: %s", buf_text(&member), buf_text(&out));
            buf_free(&out);
            buf_free(&member);
            order_free(&body);
        }
    }
}
