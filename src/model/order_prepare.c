/* An order made ready for sending: every text in its one written form, what its lines do not take
 * left out, what can be computed filled in. Judges nothing: that is validate's work, done before. */
#include "config.h"
#include "model/diff.h"
#include "model/money.h"
#include "model/order.h"
#include "model/totals.h"
#include "model/update_plan.h"
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
    if (!totals_mix_average(item, of_part, &amount))
        return;
    money_write(&text, amount);
    value_take(&item->v[field], buf_take(&text));
}

void item_drop_untaken(struct item *item)
{
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        if (!item_takes(item, (enum item_field)i) && !value_is_unknown(item->v[i]))
            value_set(&item->v[i], "");
    }
}

/* Every text in its written form; what the line does not take is made empty. */
static void tidy_item(struct item *item)
{
    if (!value_is_unknown(item->v[ITEM_TYPE]) && value_is_blank(item->v[ITEM_TYPE]))
        value_set(&item->v[ITEM_TYPE], "BOX");
    item_drop_untaken(item);
    normalise(item->v, item_fields, ITEM_FIELDS);
    drop_blank_customs(item);
    for (size_t i = 0; i < item->custom_count; i++)
        normalise(item->customs[i].v, custom_fields, CUSTOM_FIELDS);
    for (size_t i = 0; i < item->breakdown_count; i++)
        normalise(item->breakdowns[i].v, breakdown_fields, BREAKDOWN_FIELDS);
}

static void prepare_item(struct item *item)
{
    if (value_is_blank(item->v[ITEM_TYPE]))
        value_set(&item->v[ITEM_TYPE], "BOX");
    tidy_item(item);
    if (value_is_blank(item->v[ITEM_PRICE]))
        average(item, ITEM_PRICE, BREAKDOWN_PRICE);
    if (value_is_blank(item->v[ITEM_COST]))
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

static bool is_in(const struct order *base, const struct order *order, size_t at)
{
    const char *id = order->items[at].v[ITEM_ID].text;
    return base && diff_find_line_near(base, id, at) != DIFF_NOWHERE;
}

/* "L1", "L2" … : the line's own number where nobody else has it. Lines of `base` get none. */
static void identify(struct order *order, const struct order *base)
{
    size_t beyond = order->item_count;
    for (size_t i = 0; i < order->item_count; i++) {
        struct value *identifier = &order->items[i].v[ITEM_IDENTIFIER];
        if (!value_is_blank(*identifier) || is_in(base, order, i))
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
    identify(to, NULL);
}

/* --- A change --- */

/* Whether this difference in a part changes the average of `of_part`. */
static bool concerns(const struct diff_row *row, enum breakdown_field of_part)
{
    if (row->before_part == DIFF_NOWHERE && row->after_part == DIFF_NOWHERE)
        return false;
    return row->kind != DIFF_VALUE || row->field == &breakdown_fields[BREAKDOWN_BUNCHES] ||
           row->field == &breakdown_fields[BREAKDOWN_STEMS_BUNCH] ||
           row->field == &breakdown_fields[of_part];
}

/* The amount follows the parts, unless it was typed. */
static void average_anew(struct item *item, const struct item *was, const struct diff *diff,
                         enum item_field field, enum breakdown_field of_part)
{
    bool is_changed = false;
    for (size_t i = 0; i < diff->count; i++)
        is_changed = is_changed || concerns(&diff->rows[i], of_part);
    struct value own = item->v[field];
    if (is_changed &&
        (value_is_blank(own) || diff_values_equal(&item_fields[field], own, was->v[field])))
        average(item, field, of_part);
}

static void prepare_changed_item(struct item *item, const struct item *was, struct diff *diff)
{
    if (!item->breakdown_count && was->breakdown_count)
        value_set(&item->v[ITEM_ASSORTED], "0");
    tidy_item(item);
    if (!item->breakdown_count && !was->breakdown_count)
        return; /* no parts that its price could follow */
    diff_items(diff, was, item, DIFF_WRITABLE);
    average_anew(item, was, diff, ITEM_PRICE, BREAKDOWN_PRICE);
    average_anew(item, was, diff, ITEM_COST, BREAKDOWN_COST);
}

void update_prepare(struct order *to, const struct order *base, const struct order *mine)
{
    struct diff diff = { 0 };
    order_copy(to, mine);
    normalise(to->v, order_fields, ORDER_FIELDS);
    for (size_t i = 0; i < to->item_count; i++) {
        int was = diff_find_line_near(base, to->items[i].v[ITEM_ID].text, i);
        if (was == DIFF_NOWHERE)
            prepare_item(&to->items[i]);
        else
            prepare_changed_item(&to->items[i], &base->items[was], &diff);
    }
    identify(to, base);
    diff_free(&diff);
}
