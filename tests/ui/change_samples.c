/* A standing order as the service gives it; see change_samples.h. */
#include "config.h"
#include "ui/change_samples.h"

static void set_all(struct value *values, const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->fields[i].read_key)
            value_set(&values[i], "");
    }
}

static struct item *add_line(struct order *order, const char *id, const char *vendor,
                             const char *product_id, const char *product)
{
    struct item *item = order_add_unknown_item(order);
    set_all(item->v, &item_table);
    value_set(&item->v[ITEM_ID], id);
    value_set(&item->v[ITEM_VENDOR_NAME], vendor);
    value_set(&item->v[ITEM_PRODUCT_ID], product_id);
    value_set(&item->v[ITEM_PRODUCT_NAME], product);
    value_set(&item->v[ITEM_TYPE], "BOX");
    return item;
}

static void set_box(struct item *item, const char *box, const char *boxes, const char *bunches,
                    const char *stems, const char *unit, const char *price, const char *cost)
{
    value_set(&item->v[ITEM_BOX_TYPE_CODE], box);
    value_set(&item->v[ITEM_BOXES], boxes);
    value_set(&item->v[ITEM_BUNCHES], bunches);
    value_set(&item->v[ITEM_STEMS_BUNCH], stems);
    value_set(&item->v[ITEM_UNIT_TYPE], unit);
    value_set(&item->v[ITEM_PRICE], price);
    value_set(&item->v[ITEM_COST], cost);
}

static void add_part(struct item *item, const char *product_id, const char *product,
                     const char *bunches, const char *price)
{
    struct breakdown *part = item_insert_breakdown(item, item->breakdown_count);
    for (size_t i = 0; i < BREAKDOWN_FIELDS; i++)
        value_set(&part->v[i], NULL);
    set_all(part->v, &breakdown_table);
    value_set(&part->v[BREAKDOWN_PRODUCT_ID], product_id);
    value_set(&part->v[BREAKDOWN_PRODUCT_NAME], product);
    value_set(&part->v[BREAKDOWN_BUNCHES], bunches);
    value_set(&part->v[BREAKDOWN_STEMS_BUNCH], "10");
    value_set(&part->v[BREAKDOWN_PRICE], price);
}

void change_sample(struct order *order)
{
    *order = (struct order){ .status = ORDER_ACTIVE };
    set_all(order->v, &order_table);
    value_set(&order->v[ORDER_ID], "70131");
    value_set(&order->v[ORDER_NUMBER], "S03228");
    value_set(&order->v[ORDER_CUSTOMER_CODE], "FRESH");
    value_set(&order->v[ORDER_CUSTOMER_NAME], "Mr. Fresh");
    value_set(&order->v[ORDER_CARRIER_NAME], "Armellini");
    value_set(&order->v[ORDER_START], "2026-01-12");
    value_set(&order->v[ORDER_END], "2026-12-13");
    value_set(&order->v[ORDER_RECURRENCE], "1");
    value_set(&order->v[ORDER_DAYS], "Monday, Wednesday");
    value_set(&order->v[ORDER_LOCATION_CODE], "MIA");
    value_set(&order->v[ORDER_SHIP_TO_NAME], "Doral");
    struct item *item = add_line(order, "901", "33 Flowers", "21", "Rose Freedom 60");
    set_box(item, "QB", "21", "13", "7", "Stem", "1.21", "1.01");
    value_set(&item->v[ITEM_MARK], "BCK");
    struct custom *custom = item_insert_custom(item, 0);
    value_set(&custom->v[CUSTOM_NAME], "Sleeve");
    value_set(&custom->v[CUSTOM_VALUE], "Kraft");
    item = add_line(order, "902", "33 Flowers", "22", "Carnation Select Red");
    value_set(&item->v[ITEM_TYPE], "UN");
    value_set(&item->v[ITEM_TOTAL_UNITS], "350");
    value_set(&item->v[ITEM_UNIT_TYPE], "Bunch");
    value_set(&item->v[ITEM_PRICE], "4.10");
    item = add_line(order, "903", "Alpine Roses", "23", "Assorted Rose 50");
    set_box(item, "HB", "4", "20", "", "Bunch", "11.75", "9.04");
    value_set(&item->v[ITEM_ASSORTED], "1");
    add_part(item, "3", "Black King 50", "8", "11.00");
    add_part(item, "22", "Carnation Select Red", "12", "12.25");
}

struct ui_test *change_open(int rows, int cols)
{
    struct ui_test *t = typing_new(rows, cols);
    struct order order;
    change_sample(&order);
    fake_api_add_row(ui_test_fake(t), LOOKUP_VENDORS, "41", "41", "Alpine Roses");
    fake_api_add_row(ui_test_fake(t), LOOKUP_PRODUCTS, "23", "AR50", "Assorted Rose 50");
    fake_api_add_order(ui_test_fake(t), &order);
    struct order_screen_start start = { .order = &order, .is_change = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_run(t);
    order_free(&order);
    return t;
}
