/* Facts of an order for its display; see order_facts.h. */
#include "config.h"
#include "ui/screens/order_facts.h"
#include "model/money.h"
#include "model/totals.h"

enum { LESS_THAN_A_CENT = MONEY_SCALE / 100 - 1 };

/* The service may keep more decimals than are ever shown. */
static bool is_other(int64_t service, int64_t own)
{
    int64_t more = service > own ? service - own : own - service;
    return more > LESS_THAN_A_CENT;
}

static bool service_says(const struct item *item, enum item_field field, int64_t *amount)
{
    return money_read_reply(value_text(item->v[field]), amount);
}

/* False where there is nothing to compare. */
static bool compare_line(const struct item *item, bool is_cost, int64_t *service, int64_t *own)
{
    struct totals totals;
    totals_of_item(item, &totals);
    if (totals.too_large || (is_cost ? !totals.has_cost : !totals.is_complete))
        return false;
    *own = is_cost ? totals.cost : totals.amount;
    return service_says(item, is_cost ? ITEM_TOTAL_COST : ITEM_TOTAL_PRICE, service);
}

static void write_both(int64_t service, int64_t own, struct buf *out)
{
    buf_add(out, "the service says ");
    money_show(out, service);
    buf_add(out, ", reckoned here it is ");
    money_show(out, own);
}

void order_facts_write_line(const struct item *item, struct buf *out)
{
    static const char *const words[] = { "Price of a delivery: ", "Cost of a delivery: " };
    for (int is_cost = 0; is_cost <= 1; is_cost++) {
        int64_t service, own;
        if (!compare_line(item, is_cost, &service, &own) || !is_other(service, own))
            continue;
        buf_addf(out, "%s%s", out->len ? " " : "", words[is_cost]);
        write_both(service, own, out);
        buf_add(out, ".");
    }
}

/* Sums where all of it is known; false where it is not. */
static bool add_up(const struct order *order, int64_t *service, int64_t *own)
{
    *service = *own = 0;
    for (size_t i = 0; i < order->item_count; i++) {
        int64_t theirs, ours;
        if (!compare_line(&order->items[i], false, &theirs, &ours) ||
            __builtin_add_overflow(*service, theirs, service) ||
            __builtin_add_overflow(*own, ours, own))
            return false;
    }
    return order->item_count > 0;
}

void order_facts_write_difference(const struct order *order, struct buf *out)
{
    int64_t service, own;
    if (add_up(order, &service, &own) && is_other(service, own)) {
        buf_add(out, "The service makes it ");
        money_show(out, service);
        buf_add(out, " a delivery; reckoned here it is ");
        money_show(out, own);
        buf_add(out, ".");
        if (order->item_count == 1)
            return;
    }
    for (size_t i = 0; i < order->item_count; i++) {
        if (!compare_line(&order->items[i], false, &service, &own) || !is_other(service, own))
            continue;
        buf_addf(out, "%sLine %zu: ", out->len ? " " : "", i + 1);
        write_both(service, own, out);
        buf_add(out, ".");
    }
}

static void add_part(struct value v, const char *between, struct buf *out)
{
    if (value_is_set(v))
        buf_addf(out, "%s%s", between, v.text);
}

void order_facts_write_header(const struct order *order, struct buf *out)
{
    const struct value *v = order->v;
    struct buf address = { 0 };
    static const enum order_field parts[] = { ORDER_SHIP_TO_NAME, ORDER_SHIP_TO_STREET,
                                              ORDER_SHIP_TO_CITY, ORDER_SHIP_TO_STATE };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        add_part(v[parts[i]], address.len ? ", " : "", &address);
    add_part(v[ORDER_SHIP_TO_ZIP], address.len ? " " : "", &address);
    add_part(v[ORDER_SHIP_TO_COUNTRY], address.len ? ", " : "", &address);
    add_part(v[ORDER_SHIP_TO_PHONE], address.len ? ", phone " : "phone ", &address);
    if (address.len)
        buf_addf(out, "Ship to %s.", buf_text(&address));
    if (value_is_set(v[ORDER_SALESPERSON]))
        buf_addf(out, "%sSalesperson %s.", out->len ? " " : "", v[ORDER_SALESPERSON].text);
    if (value_is_set(v[ORDER_PRICE_LIST]))
        buf_addf(out, "%sPrice list %s.", out->len ? " " : "", v[ORDER_PRICE_LIST].text);
    if (value_is_set(v[ORDER_SHIP_TO_CARRIER])) /* last: where room is short it goes first */
        buf_addf(out, "%sShip-to's carrier %s.", out->len ? " " : "",
                 v[ORDER_SHIP_TO_CARRIER].text);
    if (value_is_set(v[ORDER_SHIP_TO_FAX]))
        buf_addf(out, "%sFax %s.", out->len ? " " : "", v[ORDER_SHIP_TO_FAX].text);
    buf_free(&address);
}
