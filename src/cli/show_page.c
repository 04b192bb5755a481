/* A standing order as a page: header, truck dates, lines with their parts, custom fields, totals; see
 * show_page.h. */
#include "config.h"
#include "cli/show_page.h"
#include "model/money.h"
#include "model/schedule.h"
#include "model/totals.h"

#include <string.h>

enum { MOST_TRUCKS = 6 };

enum column {
    COLUMN_LINE,
    COLUMN_ID,
    COLUMN_PRODUCT,
    COLUMN_VENDOR,
    COLUMN_COUNT,
    COLUMN_TYPE,
    COLUMN_BUNCHES,
    COLUMN_STEMS,
    COLUMN_UNIT,
    COLUMN_PRICE,
    COLUMN_COST,
    COLUMN_MARK,
    COLUMN_TOTAL,
    COLUMNS
};

/* The id stays on the narrowest terminal: changing and cancelling a line need it. */
static const struct table_column columns[COLUMNS] = {
    [COLUMN_LINE] = { .title = "#", .is_right = true, .drop = 2 },
    [COLUMN_ID] = { .title = "Line id" },
    [COLUMN_PRODUCT] = { .title = "Product", .may_cut = true },
    [COLUMN_VENDOR] = { .title = "Vendor", .may_cut = true, .drop = 3 },
    [COLUMN_COUNT] = { .title = "Qty", .is_right = true },
    [COLUMN_TYPE] = { .title = "Box" },
    [COLUMN_BUNCHES] = { .title = "Bun", .is_right = true },
    [COLUMN_STEMS] = { .title = "S/b", .is_right = true },
    [COLUMN_UNIT] = { .title = "Per" },
    [COLUMN_PRICE] = { .title = "Price", .is_right = true },
    [COLUMN_COST] = { .title = "Cost", .is_right = true, .drop = 4 },
    [COLUMN_MARK] = { .title = "Mark", .drop = 5 },
    [COLUMN_TOTAL] = { .title = "Total", .is_right = true },
};

static void add_label(struct buf *out, const char *label)
{
    buf_addf(out, "%-12s ", label);
}

static void add_row(struct buf *out, const char *label, const char *text)
{
    if (!*text)
        return;
    add_label(out, label);
    table_add_shown(out, text);
    buf_add_char(out, '\n');
}

static void add_named(struct buf *out, const char *label, struct value name, struct value code)
{
    struct buf text = { 0 };
    buf_add(&text, value_text(name));
    if (value_is_set(code))
        buf_addf(&text, value_is_set(name) ? " (%s)" : "%s", code.text);
    add_row(out, label, buf_text(&text));
    buf_free(&text);
}

static void add_ship_to(struct buf *out, const struct order *order)
{
    static const enum order_field parts[] = { ORDER_SHIP_TO_NAME, ORDER_SHIP_TO_STREET,
                                              ORDER_SHIP_TO_CITY, ORDER_SHIP_TO_STATE,
                                              ORDER_SHIP_TO_ZIP,  ORDER_SHIP_TO_COUNTRY,
                                              ORDER_SHIP_TO_PHONE };
    struct buf text = { 0 };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (value_is_set(order->v[parts[i]]))
            buf_addf(&text, "%s%s", text.len ? ", " : "", order->v[parts[i]].text);
    add_row(out, "Ship-to", buf_text(&text));
    buf_free(&text);
}

static void add_validity(struct buf *out, const struct order *order)
{
    struct buf text = { 0 };
    const char *weeks = value_text(order->v[ORDER_RECURRENCE]);
    buf_addf(&text, "%s to %s, ", value_text(order->v[ORDER_START]),
             value_is_set(order->v[ORDER_END]) ? order->v[ORDER_END].text : "open");
    buf_addf(&text, strcmp(weeks, "1") == 0 ? "every week" : "every %s weeks", weeks);
    buf_addf(&text, " on %s", value_text(order->v[ORDER_DAYS]));
    add_row(out, "Valid", buf_text(&text));
    buf_free(&text);
}

/* The next truck dates; those that a change made today comes too late for carry a mark. */
static void add_trucks(struct buf *out, const struct cli *cli, const struct order *order)
{
    struct schedule schedule;
    int32_t dates[MOST_TRUCKS];
    int lead_days = cli->profile->lead_days;
    if (order->status == ORDER_CANCELLED || !schedule_of_order(order, &schedule))
        return;
    size_t count = schedule_list(&schedule, cli->today, dates, MOST_TRUCKS);
    int32_t reached = schedule_first_reached(&schedule, cli->today, lead_days);
    bool is_marked = false;
    add_label(out, "Trucks");
    buf_add(out, count ? "" : "none any more");
    for (size_t i = 0; i < count; i++) {
        bool is_late = reached == DATE_NONE || dates[i] < reached;
        buf_add(out, i ? ", " : "");
        date_show(out, dates[i]);
        buf_add(out, is_late ? "*" : "");
        is_marked |= is_late;
    }
    buf_add_char(out, '\n');
    if (!is_marked)
        return;
    add_label(out, "");
    buf_addf(out, "* within %d %s: its prebook is likely made already\n", lead_days,
             lead_days == 1 ? "day" : "days");
}

static void add_header(struct buf *out, const struct cli *cli, const struct order *order)
{
    const struct value *v = order->v;
    struct buf title = { 0 };
    buf_addf(&title, "%s (id %s)", value_text(v[ORDER_NUMBER]), value_text(v[ORDER_ID]));
    if (order->status != ORDER_STATUS_UNKNOWN)
        buf_addf(&title, ", %s", order_status_word(order->status));
    add_row(out, "Order", buf_text(&title));
    buf_free(&title);
    add_named(out, "Customer", v[ORDER_CUSTOMER_NAME], v[ORDER_CUSTOMER_CODE]);
    add_row(out, "Carrier", value_text(v[ORDER_CARRIER_NAME]));
    add_named(out, "Location", v[ORDER_LOCATION_NAME], v[ORDER_LOCATION_CODE]);
    add_ship_to(out, order);
    add_row(out, "Salesperson", value_text(v[ORDER_SALESPERSON]));
    add_row(out, "Price list", value_text(v[ORDER_PRICE_LIST]));
    add_validity(out, order);
    add_trucks(out, cli, order);
}

static void add_part(struct table *table, const struct breakdown *part)
{
    const struct value *v = part->v;
    struct buf product = { 0 };
    buf_addf(&product, "+ %s", value_text(v[BREAKDOWN_PRODUCT_NAME]));
    const char *cells[COLUMNS] = {
        [COLUMN_PRODUCT] = buf_text(&product),
        [COLUMN_BUNCHES] = value_text(v[BREAKDOWN_BUNCHES]),
        [COLUMN_STEMS] = value_text(v[BREAKDOWN_STEMS_BUNCH]),
        [COLUMN_PRICE] = value_text(v[BREAKDOWN_PRICE]),
        [COLUMN_COST] = field_shown(&breakdown_fields[BREAKDOWN_COST], v[BREAKDOWN_COST]),
    };
    for (int i = 0; i < COLUMNS; i++)
        table_add(table, cells[i] ? cells[i] : "");
    buf_free(&product);
}

static void add_line(struct table *table, const struct item *item, size_t number)
{
    const struct value *v = item->v;
    struct buf line = { 0 }, total = { 0 };
    struct totals totals;
    totals_of_item(item, &totals);
    buf_addf(&line, "%zu", number);
    if (totals.is_complete)
        money_show(&total, totals.amount);
    bool is_unit = item_is_unit(item);
    const char *cells[COLUMNS] = {
        [COLUMN_LINE] = buf_text(&line),
        [COLUMN_ID] = value_text(v[ITEM_ID]),
        [COLUMN_PRODUCT] = value_text(v[ITEM_PRODUCT_NAME]),
        [COLUMN_VENDOR] = value_text(v[ITEM_VENDOR_NAME]),
        [COLUMN_COUNT] = value_text(v[is_unit ? ITEM_TOTAL_UNITS : ITEM_BOXES]),
        [COLUMN_TYPE] = is_unit ? "UN" : value_text(v[ITEM_BOX_TYPE_CODE]),
        [COLUMN_BUNCHES] = is_unit ? "" : value_text(v[ITEM_BUNCHES]),
        [COLUMN_STEMS] = is_unit                 ? ""
                         : item->breakdown_count ? "mix"
                                                 : value_text(v[ITEM_STEMS_BUNCH]),
        [COLUMN_UNIT] = value_text(v[ITEM_UNIT_TYPE]),
        [COLUMN_PRICE] = value_text(v[ITEM_PRICE]),
        [COLUMN_COST] = value_text(v[ITEM_COST]),
        [COLUMN_MARK] = value_text(v[ITEM_MARK]),
        [COLUMN_TOTAL] = buf_text(&total),
    };
    for (int i = 0; i < COLUMNS; i++)
        table_add(table, cells[i]);
    for (size_t i = 0; i < item->breakdown_count; i++)
        add_part(table, &item->breakdowns[i]);
    buf_free(&line);
    buf_free(&total);
}

static void add_customs(struct buf *out, const struct order *order)
{
    for (size_t i = 0; i < order->item_count; i++) {
        for (size_t k = 0; k < order->items[i].custom_count; k++) {
            const struct value *v = order->items[i].customs[k].v;
            buf_addf(out, "Line %zu, ", i + 1);
            table_add_shown(out, value_text(v[CUSTOM_NAME]));
            buf_add(out, ": ");
            table_add_shown(out, value_text(v[CUSTOM_VALUE]));
            buf_add_char(out, '\n');
        }
    }
}

/* The service's own total of a line; false where it gave none. */
static bool find_their_total(const struct item *item, int64_t *amount)
{
    return value_is_set(item->v[ITEM_TOTAL_PRICE]) &&
           money_read_reply(item->v[ITEM_TOTAL_PRICE].text, amount);
}

static void add_their_totals(struct buf *out, const struct order *order)
{
    for (size_t i = 0; i < order->item_count; i++) {
        struct totals totals;
        int64_t theirs;
        totals_of_item(&order->items[i], &totals);
        if (!find_their_total(&order->items[i], &theirs) || !totals.is_complete ||
            money_round_cents(theirs) == totals.amount)
            continue;
        buf_addf(out, "Line %zu: the service says ", i + 1);
        money_show(out, theirs);
        buf_add(out, ", its numbers come to ");
        money_show(out, totals.amount);
        buf_add_char(out, '\n');
    }
}

static void add_totals(struct buf *out, const struct order *order)
{
    struct totals totals;
    totals_of_order(order, &totals);
    add_label(out, "One delivery");
    if (totals.too_large) {
        buf_add(out, "too large to be added up\n");
        return;
    }
    const struct {
        int64_t count;
        const char *one, *more;
    } counts[] = { { totals.boxes, "box", "boxes" },
                   { totals.bunches, "bunch", "bunches" },
                   { totals.stems, "stem", "stems" } };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].count)
            buf_addf(out, "%lld %s, ", (long long)counts[i].count,
                     counts[i].count == 1 ? counts[i].one : counts[i].more);
    money_show(out, totals.amount);
    if (totals.has_cost) {
        buf_add(out, ", cost ");
        money_show(out, totals.cost);
    }
    buf_add(out, totals.is_complete ? "\n" : "; not everything is known\n");
    add_their_totals(out, order);
}

static void write_text(struct cli *cli, struct buf *text)
{
    fwrite(buf_text(text), 1, text->len, cli->out);
    buf_clear(text);
}

void show_page_write(struct cli *cli, const struct order *order)
{
    struct table table = { .columns = columns, .column_count = COLUMNS };
    struct buf text = { 0 };
    add_header(&text, cli, order);
    buf_add_char(&text, '\n');
    write_text(cli, &text);
    for (size_t i = 0; i < order->item_count; i++)
        add_line(&table, &order->items[i], i + 1);
    if (order->item_count)
        table_write(&table, TABLE_SCREEN, cli->columns, cli->has_color, cli->out);
    else
        buf_add(&text, "It has no lines.\n");
    buf_add_char(&text, '\n');
    add_customs(&text, order);
    add_totals(&text, order);
    write_text(cli, &text);
    table_free(&table);
    buf_free(&text);
}
