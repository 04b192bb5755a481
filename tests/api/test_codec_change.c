/* Drafts of changes: both orders come back value by value, whatever the values are, and a damaged file
 * says so. */
#include "config.h"
#include "api/api.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static uint32_t lot;

static uint32_t draw(uint32_t below)
{
    lot = lot * 1664525u + 1013904223u;
    return (lot >> 8) % below;
}

/* Unknown, empty, right, wrong, and all that JSON has to take care of. */
static void draw_values(struct value *values, size_t count)
{
    static const char *const texts[] = { NULL,
                                         "",
                                         NULL,
                                         "",
                                         "7",
                                         "1.5",
                                         "12345678901234567890",
                                         "not, a number",
                                         "2031-02-31",
                                         " blanks ",
                                         "\"quoted\" \\ / \x01\x7f",
                                         "two\nlines\tand a tab",
                                         "Ñandú 薔薇 🌹" };
    for (size_t i = 0; i < count; i++)
        value_set(&values[i], texts[draw(sizeof texts / sizeof *texts)]);
}

static void draw_order(struct order *order)
{
    draw_values(order->v, ORDER_FIELDS);
    order->status = (enum order_status)draw(3);
    size_t lines = draw(4);
    for (size_t i = 0; i < lines; i++) {
        struct item *item = order_add_unknown_item(order);
        draw_values(item->v, ITEM_FIELDS);
        size_t customs = draw(3), parts = draw(4);
        for (size_t j = 0; j < customs; j++)
            draw_values(item_insert_custom(item, j)->v, CUSTOM_FIELDS);
        for (size_t j = 0; j < parts; j++)
            draw_values(item_insert_breakdown(item, j)->v, BREAKDOWN_FIELDS);
    }
}

static bool reads(const char *text, size_t len, struct order *base, struct order *mine,
                  struct error *error)
{
    return api_read_change_file(text, len, base, mine, error);
}

Test(codec_change, every_value_comes_back)
{
    for (lot = 1; lot && lot < 400; lot++) {
        uint32_t seed = lot;
        struct order base = { 0 }, mine = { 0 }, base_again = { 0 }, mine_again = { 0 };
        struct error error = { 0 };
        struct buf text = { 0 };
        draw_order(&base);
        draw_order(&mine);
        api_write_change_file(&base, &mine, &text);
        cr_expect(api_is_change_file(text.data, text.len));
        cr_assert(reads(text.data, text.len, &base_again, &mine_again, &error), "seed %u: %s", seed,
                  error_text(&error));
        cr_assert(order_equal(&base, &base_again), "seed %u", seed);
        cr_assert(order_equal(&mine, &mine_again), "seed %u", seed);
        cr_expect_eq(base.status, base_again.status);
        cr_expect_eq(mine.status, mine_again.status);
        buf_free(&text);
        order_free(&base);
        order_free(&mine);
        order_free(&base_again);
        order_free(&mine_again);
        lot = seed;
    }
}

static void write_small(struct buf *text)
{
    struct order base = { 0 }, mine = { 0 };
    value_set(&base.v[ORDER_ID], "3228");
    value_set(&order_add_unknown_item(&base)->v[ITEM_PRICE], "1.05");
    order_copy(&mine, &base);
    value_set(&mine.items[0].v[ITEM_PRICE], "1.10");
    api_write_change_file(&base, &mine, text);
    order_free(&base);
    order_free(&mine);
}

Test(codec_change, a_file_cut_short_says_so_and_is_still_told_from_a_new_order)
{
    struct buf text = { 0 };
    write_small(&text);
    size_t known = (size_t)(strstr(text.data, "\"change\"") - text.data) + sizeof "\"change\": {";
    for (size_t len = 0; len + 2 < text.len; len++) {
        struct order base = { 0 }, mine = { 0 };
        struct error error = { 0 };
        cr_expect_not(reads(text.data, len, &base, &mine, &error), "%zu bytes", len);
        cr_expect(strstr(error_text(&error), "This is no whole draft of a change: "), "%s",
                  error_text(&error));
        cr_expect_eq(base.item_count + mine.item_count, 0);
        if (len > known)
            cr_expect(api_is_change_file(text.data, len), "%zu bytes", len);
        error_clear(&error);
    }
    buf_free(&text);
}

Test(codec_change, damage_is_named)
{
    static const struct {
        const char *text, *words;
    } rows[] = {
        { "[]", "how the order was before" },
        { "{\"items\":[]}", "how the order was before" },
        { "{\"perennial\":{}}", "how the order was before" },
        { "{\"perennial\":[]}", "\"perennial\" must be an object there" },
        { "{\"perennial\":{\"change\":1}}", "\"change\" must be an object there" },
        { "{\"perennial\":{\"change\":{\"items\":{}}}}", "\"items\" must be a list there" },
        { "{\"perennial\":{\"change\":{\"items\":\"\"}}}", "\"items\" must be a list there" },
        { "{\"perennial\":{\"change\":{\"items\":[1]}}}", "\"items\" must be a list of objects" },
        { "{\"perennial\":{\"change\":{\"items\":[[]]}}}", "\"items\" must be a list of objects" },
        { "{\"perennial\":{\"change\":{\"startDate\":7}}}", "\"startDate\" must be a text" },
        { "{\"perennial\":{\"change\":{\"startDate\":null}}}", "\"startDate\" must be a text" },
        { "{\"perennial\":{\"change\":{\"startDate\":{}}}}", "\"startDate\" must be a text" },
        { "{\"perennial\":{\"change\":{\"comments\":\"\\u0000\"}}}",
          "\"comments\" must be a text" },
        { "{\"perennial\":{\"change\":{\"status\":\"Gone\"}}}", "Active or Cancelled" },
        { "{\"perennial\":{\"change\":{}},\"price\":1,\"price\":2}", "price" },
        { "{\"perennial\":{\"change\":{}}} x", "line 1" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct order base = { 0 }, mine = { 0 };
        struct error error = { 0 };
        cr_expect_not(reads(rows[i].text, strlen(rows[i].text), &base, &mine, &error), "%s",
                      rows[i].text);
        cr_expect(strstr(error_text(&error), rows[i].words), "%s: %s", rows[i].text,
                  error_text(&error));
        error_clear(&error);
    }
}

Test(codec_change, what_a_newer_version_may_have_added_is_passed_over)
{
    const char *text =
        "{\"perennial\":{\"change\":{\"new\":[[{\"price\":1}]],\"customerPO\":\"a\"},"
        "\"more\":{}},\"new\":{\"items\":1},\"items\":[{\"price\":\"1\",\"new\":2}]}";
    struct order base = { 0 }, mine = { 0 };
    struct error error = { 0 };
    cr_assert(reads(text, strlen(text), &base, &mine, &error), "%s", error_text(&error));
    cr_expect_str_eq(value_text(base.v[ORDER_PO]), "a");
    cr_expect_eq(base.item_count, 0);
    cr_assert_eq(mine.item_count, 1);
    cr_expect_str_eq(value_text(mine.items[0].v[ITEM_PRICE]), "1");
    cr_expect(value_is_unknown(mine.v[ORDER_PO]));
    order_free(&base);
    order_free(&mine);
}

Test(codec_change, neither_kind_of_draft_is_taken_for_the_other)
{
    struct buf text = { 0 };
    struct order order = { 0 };
    struct issues issues = { 0 };
    struct error error = { 0 };
    write_small(&text);
    cr_expect_not(api_read_order_file(text.data, text.len, &order, &issues, &error));
    cr_expect(strstr(error_text(&error), "draft of a change"), "%s", error_text(&error));
    cr_expect_eq(order.item_count, 0);
    issues_free(&issues);

    buf_clear(&text);
    value_set(&order.v[ORDER_SHIP_TO_NAME], "Doral");
    api_write_order_file(&order, &text);
    cr_expect_not(api_is_change_file(text.data, text.len));
    order_free(&order);
    cr_expect(api_read_order_file(text.data, text.len, &order, &issues, &error));
    cr_expect_str_eq(value_text(order.v[ORDER_SHIP_TO_NAME]), "Doral");
    buf_free(&text);
    issues_free(&issues);
    order_free(&order);
    error_clear(&error);
}
