/* Standing orders for tests of screens; see order_samples.h. */
#include "config.h"
#include "ui/order_samples.h"
#include "base/mem.h"

static void set(struct value *values, size_t field, const char *text)
{
    value_set(&values[field], text ? text : "");
}

static void add_part(struct item *item, const char *product, const char *bunches)
{
    struct breakdown *part = item_insert_breakdown(item, item->breakdown_count);
    set(part->v, BREAKDOWN_PRODUCT_NAME, product);
    set(part->v, BREAKDOWN_BUNCHES, bunches);
    set(part->v, BREAKDOWN_STEMS_BUNCH, "10");
    set(part->v, BREAKDOWN_PRICE, "1.00");
}

static void add_sample(struct fake_api *fake, const struct sample *sample)
{
    struct order order = { 0 };
    order_init_blank(&order);
    order.status = sample->status;
    set(order.v, ORDER_ID, sample->number + 1);
    set(order.v, ORDER_NUMBER, sample->number);
    value_take(&order.v[ORDER_CUSTOMER_CODE], mem_printf("K%s", sample->number + 1));
    set(order.v, ORDER_CUSTOMER_NAME, sample->customer);
    set(order.v, ORDER_CARRIER_NAME, "Prime Floral Lines");
    set(order.v, ORDER_LOCATION_CODE, "MIA");
    set(order.v, ORDER_SALESPERSON, "Mia Sales");
    set(order.v, ORDER_START, sample->start);
    set(order.v, ORDER_END, sample->end);
    set(order.v, ORDER_RECURRENCE, sample->recurrence);
    set(order.v, ORDER_DAYS, sample->days);
    struct item *item = order_insert_item(&order, 0);
    set(item->v, ITEM_PRODUCT_NAME, "Rose Red Freedom 60cm");
    set(item->v, ITEM_BOX_TYPE_CODE, "HB");
    set(item->v, ITEM_BOXES, sample->boxes);
    set(item->v, ITEM_UNIT_TYPE, "Stem");
    set(item->v, ITEM_BUNCHES, "10");
    set(item->v, ITEM_STEMS_BUNCH, "25");
    set(item->v, ITEM_PRICE, sample->price);
    set(item->v, ITEM_COST, sample->cost);
    if (sample->is_mixed) {
        add_part(item, "Rose White Vendela 50cm", "4");
        add_part(item, "Rose Pink Explorer 50cm", "6");
    }
    fake_api_add_order(fake, &order);
    order_free(&order);
}

void samples_add(struct fake_api *fake, const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_sample(fake, &samples[i]);
}

void samples_add_usual(struct fake_api *fake)
{
    static const struct sample samples[] = {
        { "S03228", "Mr. Fresh", "Monday, Wednesday, Friday", "1", "2026-01-12", "2026-12-13", "41",
          "0.45", "0.30", false, ORDER_ACTIVE },
        { "S03231", "Mr. Fresh (Doral)", "Monday", "1", "2026-01-05", "", "12", "0.34", "0.20",
          true, ORDER_ACTIVE },
        { "S03240", "Freshly Cut Florist", "Tuesday, Thursday", "2", "2026-01-06", "2026-02-20",
          "8", "0.32", "0.00", false, ORDER_ACTIVE },
        { "S03244", "Fresh Petals Naples", "Wednesday", "1", "2026-01-07", "", "5", "0.31", "",
          false, ORDER_ACTIVE },
        { "S03250", "Flores Ñandú & Co. São Paulo", "Monday, Wednesday", "1", "2026-01-05", "",
          "25", "0.36", "0.25", false, ORDER_ACTIVE },
        { "S03261", "鮮花批發公司 Miami", "Friday", "4", "2026-01-30", "", "6", "0.31", "0.20",
          false, ORDER_ACTIVE },
        { "S03266", "Freshco Supermarkets", "Monday, Tuesday, Wednesday, Thursday, Friday", "1",
          "2026-01-05", "", "1400", "0.45", "0.30", false, ORDER_ACTIVE },
        { "S03270", "Fresh Flowers Tampa", "Thursday", "1", "2026-01-08", "2026-01-30", "9", "0.31",
          "0.20", false, ORDER_ACTIVE },
        { "S03271", "Fresh Flowers Tampa", "Thursday", "1", "2026-01-08", "2026-06-30", "9", "0.31",
          "0.20", false, ORDER_CANCELLED },
    };
    samples_add(fake, samples, sizeof samples / sizeof *samples);
}
