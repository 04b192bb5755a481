/* Orders for tests of changing; see send_samples.h. */
#include "config.h"
#include "ui/send_samples.h"

#include <stddef.h>

static void set_header(struct order *order)
{
    static const struct {
        enum order_field field;
        const char *text;
    } values[] = {
        { ORDER_ID, "3228" },
        { ORDER_NUMBER, "S03228" },
        { ORDER_CUSTOMER_CODE, "FRESH" },
        { ORDER_CUSTOMER_NAME, "Mr. Fresh" },
        { ORDER_CARRIER_NAME, "Armellini" },
        { ORDER_START, "2026-01-12" },
        { ORDER_END, "2026-12-13" },
        { ORDER_RECURRENCE, "1" },
        { ORDER_DAYS, "Monday, Wednesday, Friday" },
        { ORDER_LOCATION_CODE, "MIA" },
        { ORDER_SALESPERSON, "Mia Sales" },
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        value_set(&order->v[values[i].field], values[i].text);
}

static void add_line(struct order *order, const char *id, const char *product_id,
                     const char *product, const char *box, const char *boxes, const char *bunches,
                     const char *stems, const char *price, const char *cost)
{
    struct item *item = order_add_unknown_item(order);
    const struct {
        enum item_field field;
        const char *text;
    } values[] = {
        { ITEM_ID, id },
        { ITEM_PRODUCT_ID, product_id },
        { ITEM_PRODUCT_NAME, product },
        { ITEM_TYPE, "BOX" },
        { ITEM_BOX_TYPE_CODE, box },
        { ITEM_BOXES, boxes },
        { ITEM_BUNCHES, bunches },
        { ITEM_STEMS_BUNCH, stems },
        { ITEM_UNIT_TYPE, "Stem" },
        { ITEM_PRICE, price },
        { ITEM_COST, cost },
        { ITEM_VENDOR_NAME, "33 Flowers" },
        { ITEM_MARK, "BCK" },
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        value_set(&item->v[values[i].field], values[i].text);
}

static void add_part(struct item *item, const char *id, const char *name, const char *bunches,
                     const char *price)
{
    struct breakdown *part = item_insert_breakdown(item, item->breakdown_count);
    value_set(&part->v[BREAKDOWN_IDENTIFIER], NULL);
    value_set(&part->v[BREAKDOWN_PRODUCT_CODE], NULL);
    value_set(&part->v[BREAKDOWN_COST], NULL);
    value_set(&part->v[BREAKDOWN_PRODUCT_ID], id);
    value_set(&part->v[BREAKDOWN_PRODUCT_NAME], name);
    value_set(&part->v[BREAKDOWN_BUNCHES], bunches);
    value_set(&part->v[BREAKDOWN_STEMS_BUNCH], "10");
    value_set(&part->v[BREAKDOWN_PRICE], price);
}

void change_sample_listed(struct order *order)
{
    *order = (struct order){ .status = ORDER_ACTIVE };
    set_header(order);
    add_line(order, "101", "21", "Rose Freedom 60", "QB", "21", "13", "7", "1.21", "1.01");
    add_line(order, "102", "22", "Rose Mondial 60", "QB", "10", "12", "10", "1.00", "0.82");
    add_line(order, "103", "23", "Assorted Rose 50", "HB", "4", "20", NULL, "1.15", "0.89");
    add_line(order, "104", "24", "Carnation Select Red", NULL, NULL, NULL, NULL, "4.10", "");
    struct item *mix = &order->items[2], *units = &order->items[3];
    add_part(mix, "3", "Black King 50", "8", "1.10");
    add_part(mix, "4", "Explorer 50", "12", "1.20");
    value_set(&units->v[ITEM_TYPE], "UN");
    value_set(&units->v[ITEM_TOTAL_UNITS], "350");
    value_set(&units->v[ITEM_UNIT_TYPE], "Bunch");
}

void change_sample(struct order *order)
{
    change_sample_listed(order);
    value_set(&order->v[ORDER_CUSTOMER_ID], "131313");
    value_set(&order->v[ORDER_CARRIER_ID], "1360");
    value_set(&order->v[ORDER_CARRIER_CODE], "ARM");
    for (size_t i = 0; i < order->item_count; i++) {
        value_set(&order->items[i].v[ITEM_VENDOR_ID], "33");
        value_set(&order->items[i].v[ITEM_VENDOR_CODE], "33");
    }
}

static void set_price(struct order *mine, size_t line, const char *price)
{
    value_set(&mine->items[line].v[ITEM_PRICE], price);
}

void change_price(struct order *mine)
{
    set_price(mine, 1, "1.05");
}

void change_three_prices(struct order *mine)
{
    set_price(mine, 0, "1.25");
    set_price(mine, 1, "1.05");
    set_price(mine, 3, "4.20");
}

struct item *change_add_line(struct order *mine)
{
    struct item *item = order_insert_item(mine, mine->item_count);
    static const struct {
        enum item_field field;
        const char *text;
    } values[] = {
        { ITEM_PRODUCT_ID, "25" },
        { ITEM_PRODUCT_CODE, "CSW" },
        { ITEM_PRODUCT_NAME, "Carnation Select White" },
        { ITEM_BOX_TYPE_CODE, "QB" },
        { ITEM_BOXES, "6" },
        { ITEM_BUNCHES, "25" },
        { ITEM_STEMS_BUNCH, "20" },
        { ITEM_UNIT_TYPE, "Bunch" },
        { ITEM_PRICE, "4.10" },
        { ITEM_COST, "3.20" },
        { ITEM_VENDOR_ID, "33" },
        { ITEM_VENDOR_CODE, "33" },
        { ITEM_VENDOR_NAME, "33 Flowers" },
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        value_set(&item->v[values[i].field], values[i].text);
    return item;
}
