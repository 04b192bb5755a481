/* Orders for tests; see fixture.h. */
#include "config.h"
#include "fixture.h"

#include <stdio.h>
#include <string.h>

const struct validate_context fixture_company = { .token_type = TOKEN_COMPANY,
                                                  .multi_location = true };
const struct validate_context fixture_unknown = { .token_type = TOKEN_UNKNOWN };

struct pair {
    int field;
    const char *text;
};

static void set_all(struct value *values, const struct pair *pairs)
{
    for (; pairs->text; pairs++)
        value_set(&values[pairs->field], pairs->text);
}

#define SET(values, ...) set_all(values, (const struct pair[]){ __VA_ARGS__, { 0, NULL } })

void fixture_order(struct order *order)
{
    order_init_blank(order);
    SET(order->v, { ORDER_CUSTOMER_ID, "131313" }, { ORDER_CUSTOMER_CODE, "FRESH" },
        { ORDER_CUSTOMER_NAME, "Mr. Fresh" }, { ORDER_CARRIER_ID, "1360" },
        { ORDER_CARRIER_CODE, "ARM" }, { ORDER_CARRIER_NAME, "Armellini" },
        { ORDER_START, "2031-01-06" }, { ORDER_END, "2031-12-13" }, { ORDER_RECURRENCE, "1" },
        { ORDER_DAYS, "Monday, Wednesday, Friday" }, { ORDER_LOCATION_CODE, "MIA" });

    struct item *box = order_insert_item(order, FIXTURE_BOX);
    SET(box->v, { ITEM_IDENTIFIER, "1" }, { ITEM_VENDOR_ID, "33" }, { ITEM_VENDOR_CODE, "333" },
        { ITEM_VENDOR_NAME, "33 Flowers" }, { ITEM_PRODUCT_ID, "21" },
        { ITEM_PRODUCT_CODE, "RF60" }, { ITEM_PRODUCT_NAME, "Rose Freedom 60" },
        { ITEM_BOX_TYPE_ID, "7" }, { ITEM_BOX_TYPE_CODE, "QB" }, { ITEM_BOXES, "21" },
        { ITEM_BUNCHES, "13" }, { ITEM_STEMS_BUNCH, "7" }, { ITEM_PRICE, "1.21" },
        { ITEM_COST, "1.01" }, { ITEM_MARK, "BCK" });
    struct custom *custom = item_insert_custom(box, 0);
    SET(custom->v, { CUSTOM_NAME, "Sleeve" }, { CUSTOM_VALUE, "Kraft" });

    struct item *unit = order_insert_item(order, FIXTURE_UNIT);
    SET(unit->v, { ITEM_IDENTIFIER, "2" }, { ITEM_TYPE, "UN" }, { ITEM_VENDOR_ID, "12" },
        { ITEM_PRODUCT_ID, "22" }, { ITEM_TOTAL_UNITS, "300" }, { ITEM_UNIT_TYPE, "Bunch" },
        { ITEM_PRICE, "4.10" }, { ITEM_COST, "0.00" });

    struct item *mix = order_insert_item(order, FIXTURE_MIX);
    SET(mix->v, { ITEM_IDENTIFIER, "3" }, { ITEM_VENDOR_ID, "41" }, { ITEM_PRODUCT_ID, "23" },
        { ITEM_BOX_TYPE_CODE, "HB" }, { ITEM_BOXES, "4" }, { ITEM_BUNCHES, "20" },
        { ITEM_UNIT_TYPE, "Bunch" });
    static const struct {
        const char *id, *bunches, *stems, *price, *cost;
    } parts[] = {
        { "3", "8", "10", "11.00", "8.50" },
        { "4", "7", "10", "12.25", "9.40" },
        { "5", "5", "10", "11.05", "8.84" },
    };
    for (size_t i = 0; i < 3; i++) {
        struct breakdown *part = item_insert_breakdown(mix, i);
        SET(part->v, { BREAKDOWN_PRODUCT_ID, parts[i].id }, { BREAKDOWN_BUNCHES, parts[i].bunches },
            { BREAKDOWN_STEMS_BUNCH, parts[i].stems }, { BREAKDOWN_PRICE, parts[i].price },
            { BREAKDOWN_COST, parts[i].cost });
    }
}

static void forget_unreadable(struct value *values, const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (!table->fields[i].read_key)
            value_set(&values[i], NULL);
    }
}

void fixture_read_order(struct order *order)
{
    fixture_order(order);
    forget_unreadable(order->v, &order_table);
    value_set(&order->v[ORDER_ID], "900");
    value_set(&order->v[ORDER_NUMBER], "S00900");
    order->status = ORDER_ACTIVE;
    for (size_t i = 0; i < order->item_count; i++) {
        struct item *item = &order->items[i];
        char id[] = { '5', '0', (char)('1' + i), '\0' };
        forget_unreadable(item->v, &item_table);
        value_set(&item->v[ITEM_ID], id);
        value_set(&item->v[ITEM_TYPE], i == FIXTURE_UNIT ? "UN" : "BOX");
        value_set(&item->v[ITEM_ASSORTED], i == FIXTURE_MIX ? "1" : "0");
        for (size_t n = 0; n < item->breakdown_count; n++)
            forget_unreadable(item->breakdowns[n].v, &breakdown_table);
    }
    SET(order->items[FIXTURE_UNIT].v, { ITEM_VENDOR_NAME, "Andes Roses" },
        { ITEM_PRODUCT_NAME, "Carnation Red" });
    SET(order->items[FIXTURE_MIX].v, { ITEM_VENDOR_NAME, "Sabana" },
        { ITEM_PRODUCT_NAME, "Rose Mix" }, { ITEM_PRICE, "11.45" }, { ITEM_COST, "8.90" });
    static const char *const names[] = { "Rose Pink", "Rose Red", "Rose White" };
    for (size_t n = 0; n < 3; n++)
        value_set(&order->items[FIXTURE_MIX].breakdowns[n].v[BREAKDOWN_PRODUCT_NAME], names[n]);
}

void fixture_sample(struct order *order)
{
    order_init_blank(order);
    SET(order->v, { ORDER_CUSTOMER_ID, "131313" }, { ORDER_CUSTOMER_CODE, "Fresh" },
        { ORDER_CUSTOMER_NAME, "Mr. Fresh" }, { ORDER_CARRIER_ID, "1360" },
        { ORDER_CARRIER_CODE, "ARM" }, { ORDER_CARRIER_NAME, "Armellini" },
        { ORDER_START, "2022/04/13" }, { ORDER_END, "2022/12/13" }, { ORDER_SHIP_VIA, "1" },
        { ORDER_PO, "122344" }, { ORDER_LOCATION_ID, "147" }, { ORDER_LOCATION_CODE, "MIA" },
        { ORDER_RECURRENCE, "1" }, { ORDER_DAYS, "Monday, Wednesday, Friday" },
        { ORDER_COMMENTS, "Keep it fresh" });
    struct item *item = order_insert_item(order, 0);
    SET(item->v, { ITEM_IDENTIFIER, "1123" }, { ITEM_VENDOR_ID, "33" }, { ITEM_VENDOR_CODE, "333" },
        { ITEM_VENDOR_NAME, "33 Flowers" }, { ITEM_PRODUCT_ID, "21" },
        { ITEM_PRODUCT_CODE, "Lucky" }, { ITEM_PRODUCT_NAME, "Black Monstera" },
        { ITEM_BOX_TYPE_ID, "QB" }, { ITEM_BOX_TYPE_CODE, "QB21" }, { ITEM_BOXES, "21" },
        { ITEM_TOTAL_UNITS, "777" }, { ITEM_UNIT_TYPE, "Stem" }, { ITEM_BUNCHES, "13" },
        { ITEM_STEMS_BUNCH, "7" }, { ITEM_PRICE, "1.21" }, { ITEM_COST, "1.01" },
        { ITEM_MARK, "BCK" }, { ITEM_GENERAL_NOTES, "Ship it" },
        { ITEM_VENDOR_NOTES, "Thank you" });
    item_insert_custom(item, 0);
    struct breakdown *part = item_insert_breakdown(item, 0);
    SET(part->v, { BREAKDOWN_IDENTIFIER, "Assorted 1" }, { BREAKDOWN_PRODUCT_ID, "3" },
        { BREAKDOWN_PRODUCT_CODE, "BK" }, { BREAKDOWN_PRODUCT_NAME, "Black King Rose" },
        { BREAKDOWN_BUNCHES, "13" }, { BREAKDOWN_STEMS_BUNCH, "13" }, { BREAKDOWN_COST, "1.33" },
        { BREAKDOWN_PRICE, "0.99" });
}

size_t fixture_count(const struct issues *issues, const char *code)
{
    size_t count = 0;
    for (size_t i = 0; i < issues->count; i++)
        count += !code || strcmp(issues->list[i].code, code) == 0;
    return count;
}

void fixture_print(const struct issues *issues)
{
    for (size_t i = 0; i < issues->count; i++)
        fprintf(stderr, "  %s [%s] %s\n", issues->list[i].path, issues->list[i].code,
                issues->list[i].message);
}
