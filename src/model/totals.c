/* Totals of lines and orders; see totals.h. Every product and sum is checked for what 64 bits hold,
 * and each line is rounded once. */
#include "config.h"
#include "model/totals.h"
#include "model/money.h"

#include <string.h>

enum { NUMBER_MAX_DIGITS = 18, AMOUNT_MAX_CHARS = 31 };

bool totals_number(struct value v, int64_t *number)
{
    size_t len;
    const char *text = value_trimmed(v, &len);
    if (!len || len > NUMBER_MAX_DIGITS || (len > 1 && *text == '0'))
        return false;
    int64_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        sum = sum * 10 + (text[i] - '0');
    }
    *number = sum;
    return true;
}

/* An amount as typed, or with the four decimals a reply can have. */
static bool read_amount(struct value v, int64_t *amount)
{
    char text[AMOUNT_MAX_CHARS + 1] = "";
    size_t len;
    const char *from = value_trimmed(v, &len);
    if (!len || len > AMOUNT_MAX_CHARS || memchr(from, ',', len) || *from == '-')
        return false;
    memcpy(text, from, len);
    return money_read_reply(text, amount);
}

static bool multiply(int64_t a, int64_t b, int64_t *product, struct totals *totals)
{
    if (!__builtin_mul_overflow(a, b, product))
        return true;
    totals->too_large = true;
    return false;
}

static void add(int64_t *sum, int64_t more, struct totals *totals)
{
    if (__builtin_add_overflow(*sum, more, sum))
        totals->too_large = true;
}

bool totals_mix_bunches(const struct item *item, int64_t *bunches)
{
    int64_t sum = 0;
    for (size_t i = 0; i < item->breakdown_count; i++) {
        int64_t n;
        if (!totals_number(item->breakdowns[i].v[BREAKDOWN_BUNCHES], &n) ||
            __builtin_add_overflow(sum, n, &sum))
            return false;
    }
    *bunches = sum;
    return item->breakdown_count > 0;
}

/* Bunches of a part, or its stems where the line is priced by the stem. */
static bool weigh_part(const struct breakdown *part, bool is_bunch, int64_t *weight)
{
    int64_t stems;
    if (!totals_number(part->v[BREAKDOWN_BUNCHES], weight))
        return false;
    if (is_bunch)
        return true;
    return totals_number(part->v[BREAKDOWN_STEMS_BUNCH], &stems) &&
           !__builtin_mul_overflow(*weight, stems, weight);
}

bool totals_mix_average(const struct item *item, enum breakdown_field price_or_cost,
                        int64_t *amount)
{
    bool is_bunch = item_is_bunch(item);
    int64_t sum = 0, weights = 0;
    for (size_t i = 0; i < item->breakdown_count; i++) {
        const struct breakdown *part = &item->breakdowns[i];
        int64_t weight, each, product;
        if (!weigh_part(part, is_bunch, &weight) || !read_amount(part->v[price_or_cost], &each) ||
            __builtin_mul_overflow(weight, each, &product) ||
            __builtin_add_overflow(sum, product, &sum) ||
            __builtin_add_overflow(weights, weight, &weights))
            return false;
    }
    int64_t half, whole;
    if (!weights || __builtin_mul_overflow(weights, 50, &half) ||
        __builtin_mul_overflow(weights, 100, &whole) || __builtin_add_overflow(sum, half, &sum))
        return false;
    *amount = sum / whole * 100; /* amounts are never negative here, so this rounds half up */
    return true;
}

/* Stems in a box: of its parts, or bunches times stems per bunch. */
static bool count_stems(const struct item *item, int64_t bunches, int64_t *stems,
                        struct totals *totals)
{
    int64_t each;
    *stems = 0;
    if (!item->breakdown_count)
        return totals_number(item->v[ITEM_STEMS_BUNCH], &each) &&
               multiply(bunches, each, stems, totals);
    for (size_t i = 0; i < item->breakdown_count; i++) {
        const struct value *v = item->breakdowns[i].v;
        int64_t n, part;
        if (!totals_number(v[BREAKDOWN_BUNCHES], &n) ||
            !totals_number(v[BREAKDOWN_STEMS_BUNCH], &each) || !multiply(n, each, &part, totals))
            return false;
        add(stems, part, totals);
    }
    return true;
}

/* Counts boxes, bunches and stems; `units` is what the price is for. False: not to be known. */
static bool count_units(const struct item *item, struct totals *totals, int64_t *units)
{
    bool is_bunch = item_is_bunch(item);
    int64_t bunches, stems;
    if (item_is_unit(item)) {
        if (!totals_number(item->v[ITEM_TOTAL_UNITS], units))
            return false;
        *(is_bunch ? &totals->bunches : &totals->stems) = *units;
        return true;
    }
    if (!totals_number(item->v[ITEM_BOXES], &totals->boxes))
        return false;
    bool has_bunches =
        totals_number(item->v[ITEM_BUNCHES], &bunches) ||
        (value_is_blank(item->v[ITEM_BUNCHES]) && totals_mix_bunches(item, &bunches));
    if (!has_bunches || !multiply(totals->boxes, bunches, &totals->bunches, totals))
        return false;
    bool has_stems = count_stems(item, bunches, &stems, totals) &&
                     multiply(totals->boxes, stems, &totals->stems, totals);
    if (!has_stems)
        totals->is_complete = false;
    *units = is_bunch ? totals->bunches : totals->stems;
    return is_bunch || has_stems;
}

/* The amount typed; where none is, a mixed line's average. */
static bool find_amount(const struct item *item, enum item_field field,
                        enum breakdown_field of_part, int64_t *amount)
{
    if (!value_is_blank(item->v[field]))
        return read_amount(item->v[field], amount);
    return totals_mix_average(item, of_part, amount);
}

void totals_of_item(const struct item *item, struct totals *totals)
{
    int64_t units = 0, price, cost;
    *totals = (struct totals){ .is_complete = true };
    bool has_units = count_units(item, totals, &units);
    bool has_price = find_amount(item, ITEM_PRICE, BREAKDOWN_PRICE, &price);
    totals->has_cost = find_amount(item, ITEM_COST, BREAKDOWN_COST, &cost);
    if (!has_units || !has_price)
        totals->is_complete = false;
    if (has_units && has_price && multiply(price, units, &totals->amount, totals))
        totals->amount = money_round_cents(totals->amount);
    if (has_units && totals->has_cost && multiply(cost, units, &totals->cost, totals))
        totals->cost = money_round_cents(totals->cost);
    if (totals->too_large)
        totals->is_complete = false;
}

void totals_of_order(const struct order *order, struct totals *totals)
{
    *totals = (struct totals){ .is_complete = true, .has_cost = true };
    for (size_t i = 0; i < order->item_count; i++) {
        struct totals line;
        totals_of_item(&order->items[i], &line);
        add(&totals->boxes, line.boxes, totals);
        add(&totals->bunches, line.bunches, totals);
        add(&totals->stems, line.stems, totals);
        add(&totals->amount, line.amount, totals);
        add(&totals->cost, line.cost, totals);
        totals->is_complete &= line.is_complete;
        totals->has_cost &= line.has_cost;
        totals->too_large |= line.too_large;
    }
    if (totals->too_large)
        totals->is_complete = false;
}
