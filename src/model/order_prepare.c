/* An order made ready for sending: every text in its one written form, what its lines do not take
 * left out, what can be computed filled in. Judges nothing: that is validate's work, done before. */
#include "config.h"
#include "model/money.h"
#include "model/order.h"
#include "model/totals.h"
#include "base/mem.h"
#include "base/names.h"

#include <stdlib.h>

static void normalise(struct value *values, const struct field *fields, size_t count)
{
    struct buf normal = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (value_is_unknown(values[i]))
            continue;
        if (field_read(&fields[i], values[i].text, &normal, NULL) == FIELD_OK)
            value_set(&values[i], buf_text(&normal));
    }
    buf_free(&normal);
}

static void drop_blank_customs(struct item *item)
{
    for (size_t i = item->custom_count; i-- > 0;) {
        if (value_is_blank(item->customs[i].v[CUSTOM_NAME]) &&
            value_is_blank(item->customs[i].v[CUSTOM_VALUE]))
            item_remove_custom(item, i);
    }
}

static void average(struct item *item, enum item_field field, enum breakdown_field of_part)
{
    int64_t amount;
    struct buf text = { 0 };
    if (!value_is_blank(item->v[field]) || !totals_mix_average(item, of_part, &amount))
        return;
    money_write(&text, amount);
    value_take(&item->v[field], buf_take(&text));
}

static void prepare_item(struct item *item)
{
    if (value_is_blank(item->v[ITEM_TYPE]))
        value_set(&item->v[ITEM_TYPE], "BOX");
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        if (!item_takes(item, (enum item_field)i) && !value_is_unknown(item->v[i]))
            value_set(&item->v[i], "");
    }
    normalise(item->v, item_fields, ITEM_FIELDS);
    drop_blank_customs(item);
    for (size_t i = 0; i < item->custom_count; i++)
        normalise(item->customs[i].v, custom_fields, CUSTOM_FIELDS);
    for (size_t i = 0; i < item->breakdown_count; i++)
        normalise(item->breakdowns[i].v, breakdown_fields, BREAKDOWN_FIELDS);
    average(item, ITEM_PRICE, BREAKDOWN_PRICE);
    average(item, ITEM_COST, BREAKDOWN_COST);
}

static bool is_taken(const struct order *order, const char *identifier)
{
    for (size_t i = 0; i < order->item_count; i++) {
        if (names_equal(value_text(order->items[i].v[ITEM_IDENTIFIER]), identifier))
            return true;
    }
    return false;
}

/* "L1", "L2" … : the line's own number where nobody else has it. */
static void identify(struct order *order)
{
    size_t beyond = order->item_count;
    for (size_t i = 0; i < order->item_count; i++) {
        struct value *identifier = &order->items[i].v[ITEM_IDENTIFIER];
        if (!value_is_blank(*identifier))
            continue;
        char *made = mem_printf("L%zu", i + 1);
        while (is_taken(order, made)) {
            free(made);
            made = mem_printf("L%zu", ++beyond);
        }
        value_take(identifier, made);
    }
}

void order_prepare(struct order *to, const struct order *from)
{
    order_copy(to, from);
    normalise(to->v, order_fields, ORDER_FIELDS);
    for (size_t i = 0; i < to->item_count; i++)
        prepare_item(&to->items[i]);
    identify(to);
}
