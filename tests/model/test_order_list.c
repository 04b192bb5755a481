/* Many orders: packing and unpacking, memory, narrowing, sorting, rows that arrive. */
#include "config.h"
#include "fixture.h"
#include "model/order_list.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(order_list, .init = set_locale);

static int32_t day_of(const char *text)
{
    int32_t day = DATE_NONE;
    cr_assert(date_read(text, &day));
    return day;
}

/* An order as a reply gives it, different for each number. */
static void make_order(struct order *order, unsigned n)
{
    static const char *const names[] = { "Ñandú Florería", "Mr. Fresh",     "Blooms & Co.",
                                         "Zürich Blumen",  "Fresh Petals",  "Álvarez Flowers",
                                         "Ocala Stems",    "Freshco Market" };
    static const char *const products[] = { "Rose Freedom 60", "Rose Mondial 50",
                                            "Carnation Select White", "Hydrangea Blue" };
    *order = (struct order){ .status = n % 10 ? ORDER_ACTIVE : ORDER_CANCELLED };
    value_take(&order->v[ORDER_ID], mem_printf("%u", 10000 + n));
    value_take(&order->v[ORDER_NUMBER], mem_printf("S%05u", n));
    value_set(&order->v[ORDER_CUSTOMER_NAME], names[n % 8]);
    value_take(&order->v[ORDER_CUSTOMER_CODE], mem_printf("C%u", n % 8));
    value_set(&order->v[ORDER_CARRIER_NAME], n % 3 ? "Armellini" : "Prime Floral");
    value_set(&order->v[ORDER_START], "2031-01-06");
    value_set(&order->v[ORDER_END], n % 4 ? "2031-12-13" : "");
    value_set(&order->v[ORDER_RECURRENCE], n % 2 ? "1" : "2");
    value_set(&order->v[ORDER_DAYS], n % 5 ? "Monday, Wednesday" : "Friday");
    value_set(&order->v[ORDER_LOCATION_CODE], "MIA");
    value_take(&order->v[ORDER_SHIP_TO_NAME], mem_printf("Dock %u", n % 6));
    for (unsigned i = 0; i < 1 + n % 4; i++) {
        struct item *item = order_add_unknown_item(order);
        value_take(&item->v[ITEM_ID], mem_printf("%u", 100000 + n * 4 + i));
        value_take(&item->v[ITEM_PRODUCT_ID], mem_printf("%u", 21 + (n + i) % 4));
        value_set(&item->v[ITEM_PRODUCT_NAME], products[(n + i) % 4]);
        value_set(&item->v[ITEM_VENDOR_NAME], n % 2 ? "33 Flowers" : "La Rosaleda");
        value_set(&item->v[ITEM_BOX_TYPE_CODE], "QB");
        value_take(&item->v[ITEM_BOXES], mem_printf("%u", 1 + n % 7));
        value_set(&item->v[ITEM_BUNCHES], "12");
        value_set(&item->v[ITEM_STEMS_BUNCH], "10");
        value_set(&item->v[ITEM_UNIT_TYPE], "Stem");
        value_take(&item->v[ITEM_PRICE], mem_printf("1.%02u", n % 100));
        value_set(&item->v[ITEM_COST], n % 6 ? "0.80" : "");
        value_set(&item->v[ITEM_TOTAL_PRICE], "126.0050");
        value_set(&item->v[ITEM_MARK], "BCK");
        value_set(&item->v[ITEM_TYPE], "BOX");
    }
}

static struct order_list *make_list(unsigned count)
{
    struct order_list *list = order_list_new(day_of("2031-02-03"));
    for (unsigned n = 1; n <= count; n++) {
        struct order order;
        make_order(&order, n);
        order_list_add(list, &order);
        order_free(&order);
    }
    return list;
}

Test(order_list, gives_back_what_it_was_given)
{
    struct order_list *list = order_list_new(day_of("2031-02-03"));
    struct order orders[4], out = { 0 };
    static const char *const odd[] = { "007",
                                       "1,000",
                                       "1.5",
                                       "12.345",
                                       "-3.00",
                                       "0",
                                       "0.00",
                                       "00.10",
                                       "2031-1-6",
                                       "2031/01/06",
                                       "99999999999999999999",
                                       "123456789012345.67",
                                       ".50",
                                       "é" };
    fixture_order(&orders[0]);
    fixture_sample(&orders[1]);
    make_order(&orders[2], 3);
    order_init_blank(&orders[3]); /* texts that look like numbers and are not written like them */
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        value_set(&orders[3].v[i], odd[i]);
    value_set(&orders[3].v[ORDER_START], "2031-02-30");
    value_set(&orders[3].v[ORDER_COMMENTS], NULL);
    orders[1].status = ORDER_CANCELLED;
    for (size_t i = 0; i < 4; i++)
        order_list_add(list, &orders[i]);
    cr_assert_eq(order_list_count(list), 4);
    for (size_t i = 0; i < 4; i++) {
        order_list_unpack(list, i, &out);
        cr_expect(order_equal(&out, &orders[i]), "order %zu came back different", i);
        cr_expect_eq(out.status, orders[i].status);
        order_free(&orders[i]);
    }
    order_free(&out);
    order_list_free(list);
}

Test(order_list, a_row_holds_the_facts)
{
    struct order_list *list = order_list_new(day_of("2031-02-04")); /* a Tuesday */
    struct order order;
    fixture_order(&order);
    value_set(&order.v[ORDER_NUMBER], "S03228");
    order.status = ORDER_ACTIVE;
    order_list_add(list, &order);
    value_set(&order.items[FIXTURE_BOX].v[ITEM_COST], "");
    value_set(&order.items[FIXTURE_BOX].v[ITEM_PRICE], "");
    value_set(&order.v[ORDER_END], "");
    order_remove_item(&order, FIXTURE_MIX);
    order_list_add(list, &order);
    const struct order_row *row = order_list_row(list, 0);
    cr_expect_str_eq(order_list_text(list, row->number), "S03228");
    cr_expect_str_eq(order_list_text(list, row->customer), "Mr. Fresh");
    cr_expect_str_eq(order_list_text(list, row->salesperson), "");
    cr_expect_eq(row->next_truck, day_of("2031-02-05"));
    cr_expect_eq(row->end, day_of("2031-12-13"));
    cr_expect_eq(row->boxes, 25);
    cr_expect_eq(row->amount, 23123100 + 12300000 + 9160000);
    cr_expect_eq(row->lines, 3);
    cr_expect_eq(row->recurrence, 1);
    cr_expect_eq(row->days, 1 | 4 | 16);
    cr_expect_eq(row->status, ORDER_ACTIVE);
    cr_expect_eq(row->flags, ORDER_FLAG_MIXED);
    row = order_list_row(list, 1);
    cr_expect_eq(row->end, DATE_NONE);
    cr_expect_eq(row->flags, ORDER_FLAG_NO_COST | ORDER_FLAG_INCOMPLETE);
    order_free(&order);
    order_list_free(list);
}

Test(order_list, stays_small)
{
    enum { MANY = 10000, MOST_BYTES = 700 };
    struct order_list *list = make_list(MANY);
    size_t each = order_list_bytes(list) / MANY;
    cr_expect_leq(each, MOST_BYTES, "%zu bytes an order", each);
    struct order expected, out = { 0 };
    make_order(&expected, 7777);
    order_list_unpack(list, 7776, &out);
    cr_expect(order_equal(&expected, &out));
    order_free(&expected);
    order_free(&out);
    order_list_free(list);
}

static int64_t later(int32_t day)
{
    return day == DATE_NONE ? INT64_MAX : day;
}

/* How two rows stand by a column; texts that differ only in accents count as the same here. */
static int64_t difference(const struct order_list *list, enum order_column column,
                          const struct order_row *a, const struct order_row *b)
{
    const int64_t pairs[ORDER_COLUMNS][2] = {
        [ORDER_COLUMN_RECURRENCE] = { a->recurrence, b->recurrence },
        [ORDER_COLUMN_NEXT] = { later(a->next_truck), later(b->next_truck) },
        [ORDER_COLUMN_START] = { later(a->start), later(b->start) },
        [ORDER_COLUMN_END] = { later(a->end), later(b->end) },
        [ORDER_COLUMN_BOXES] = { a->boxes, b->boxes },
        [ORDER_COLUMN_AMOUNT] = { a->amount, b->amount },
        [ORDER_COLUMN_LINES] = { a->lines, b->lines },
        [ORDER_COLUMN_STATUS] = { a->status, b->status },
        /* Monday and Wednesday come before Friday */
        [ORDER_COLUMN_DAYS] = { a->days == 16, b->days == 16 },
    };
    const uint32_t texts[ORDER_COLUMNS][2] = {
        [ORDER_COLUMN_NUMBER] = { a->number, b->number },
        [ORDER_COLUMN_CUSTOMER] = { a->customer, b->customer },
        [ORDER_COLUMN_CARRIER] = { a->carrier, b->carrier },
        [ORDER_COLUMN_LOCATION] = { a->location, b->location },
        [ORDER_COLUMN_SALESPERSON] = { a->salesperson, b->salesperson },
        [ORDER_COLUMN_SHIP_TO] = { a->ship_to, b->ship_to },
    };
    char *ta = utf8_fold(order_list_text(list, texts[column][0]));
    char *tb = utf8_fold(order_list_text(list, texts[column][1]));
    int order = strcmp(ta, tb);
    free(ta);
    free(tb);
    if (order)
        return order;
    return pairs[column][0] < pairs[column][1] ? -1 : pairs[column][0] > pairs[column][1];
}

static bool is_sorted(const struct order_view *view, const struct order_list *list)
{
    for (size_t i = 1; i < view->count; i++) {
        const struct order_row *a = order_list_row(list, view->rows[i - 1]);
        const struct order_row *b = order_list_row(list, view->rows[i]);
        int64_t order = difference(list, view->sort, a, b);
        if (view->reverse)
            order = -order;
        if (order > 0 || (!order && view->rows[i - 1] > view->rows[i]))
            return false;
    }
    return true;
}

Test(order_list, narrows_by_words_in_any_order)
{
    enum { MANY = 800 };
    struct order_list *list = make_list(MANY);
    struct order_view view = { .sort = ORDER_COLUMN_NUMBER };
    order_view_update(&view, list, false);
    cr_expect_eq(view.count, MANY);
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {
        { "nandu", 100 },
        { "FLORERIA ñandú", 100 },
        { "florería nan", 100 },
        { "s00017", 1 },
        { "armellini fresh", 201 },
        { "nothing at all", 0 },
        { "", MANY },
        { "  ", MANY },
        { "zurich la rosaleda", 0 },
        { "zurich 33", 100 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        order_view_narrow(&view, list, rows[i].text);
        cr_expect_eq(view.count, rows[i].count, "%s shows %zu", rows[i].text, view.count);
        cr_expect(is_sorted(&view, list), "%s", rows[i].text);
        int64_t boxes = 0, amount = 0;
        for (size_t r = 0; r < view.count; r++) {
            boxes += order_list_row(list, view.rows[r])->boxes;
            amount += order_list_row(list, view.rows[r])->amount;
        }
        cr_expect_eq(view.boxes, boxes);
        cr_expect_eq(view.amount, amount);
    }
    order_view_free(&view);
    order_list_free(list);
}

Test(order_list, letter_by_letter_shows_the_same_as_at_once)
{
    struct order_list *list = make_list(500);
    struct order_view typed = { .sort = ORDER_COLUMN_AMOUNT, .reverse = true };
    order_view_update(&typed, list, false);
    static const char *const texts[] = { "r",        "ro",     "rose", "rose m", "rose mo",
                                         "rose mon", "rose m", "rose", "x",      "" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct order_view once = { .sort = ORDER_COLUMN_AMOUNT, .reverse = true };
        order_view_narrow(&typed, list, texts[i]);
        order_view_narrow(&once, list, texts[i]);
        cr_assert_eq(typed.count, once.count, "%s", texts[i]);
        cr_expect(!once.count || !memcmp(typed.rows, once.rows, once.count * sizeof *once.rows),
                  "%s", texts[i]);
        order_view_free(&once);
    }
    order_view_free(&typed);
    order_list_free(list);
}

Test(order_list, every_column_sorts_both_ways)
{
    struct order_list *list = make_list(300);
    struct order_view view = { 0 };
    for (int column = 0; column < ORDER_COLUMNS; column++) {
        uint32_t first = 0, last = 0;
        for (int reverse = 0; reverse < 2; reverse++) {
            view.sort = (enum order_column)column;
            view.reverse = reverse;
            order_view_update(&view, list, true);
            cr_assert_eq(view.count, 300);
            cr_expect(is_sorted(&view, list), "column %d", column);
            bool seen[300] = { false };
            for (size_t i = 0; i < view.count; i++)
                seen[view.rows[i]] = true;
            for (size_t i = 0; i < 300; i++)
                cr_assert(seen[i], "column %d lost row %zu", column, i);
            if (!reverse)
                first = view.rows[0], last = view.rows[299];
        }
        bool all_same = column == ORDER_COLUMN_LOCATION || column == ORDER_COLUMN_SALESPERSON ||
                        column == ORDER_COLUMN_START;
        if (!all_same)
            cr_expect(view.rows[0] != first && view.rows[299] != last,
                      "column %d is the same both ways", column);
    }
    order_view_free(&view);
    order_list_free(list);
}

Test(order_list, open_ends_and_accents_sort_where_people_look)
{
    struct order_list *list = make_list(8);
    struct order_view view = { .sort = ORDER_COLUMN_END };
    order_view_update(&view, list, true);
    cr_expect_eq(order_list_row(list, view.rows[7])->end, DATE_NONE);
    cr_expect_neq(order_list_row(list, view.rows[0])->end, DATE_NONE);
    view.sort = ORDER_COLUMN_CUSTOMER;
    order_view_update(&view, list, true);
    const char *first = order_list_text(list, order_list_row(list, view.rows[0])->customer);
    cr_expect_str_eq(first, "Álvarez Flowers");
    order_view_free(&view);
    order_list_free(list);
}

Test(order_list, numbers_sort_as_numbers)
{
    static const char *const numbers[] = { "S1000", "S999", "S02" };
    struct order_list *list = order_list_new(0);
    for (size_t i = 0; i < 3; i++) {
        struct order order;
        order_init_blank(&order);
        value_set(&order.v[ORDER_NUMBER], numbers[i]);
        order_list_add(list, &order);
        order_free(&order);
    }
    struct order_view view = { .sort = ORDER_COLUMN_NUMBER };
    order_view_update(&view, list, false);
    for (size_t i = 0; i < 3; i++)
        cr_expect_eq(view.rows[i], 2 - i);
    order_view_free(&view);
    order_list_free(list);
}

Test(order_list, rows_that_arrive_are_put_where_they_belong)
{
    struct order_list *list = order_list_new(day_of("2031-02-03"));
    struct order_view view = { .sort = ORDER_COLUMN_AMOUNT };
    order_view_narrow(&view, list, "fresh");
    for (unsigned n = 1; n <= 400; n++) {
        struct order order;
        make_order(&order, n);
        order_list_add(list, &order);
        order_free(&order);
        if (n % 7 == 0 || n > 380) /* now several at once, now one */
            order_view_update(&view, list, false);
    }
    struct order_view afresh = { .sort = ORDER_COLUMN_AMOUNT };
    order_view_narrow(&afresh, list, "fresh");
    cr_expect_eq(view.count, 150);
    cr_assert_eq(view.count, afresh.count);
    cr_expect_eq(memcmp(view.rows, afresh.rows, view.count * sizeof *view.rows), 0);
    cr_expect_eq(view.boxes, afresh.boxes);
    cr_expect_eq(view.amount, afresh.amount);
    order_view_free(&afresh);
    order_view_free(&view);
    order_list_free(list);
}
