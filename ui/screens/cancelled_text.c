/* A cancelled line in words, and ready to be drafted anew; see cancelled_text.h. */
#include "config.h"
#include "ui/screens/cancelled_text.h"

static void write_values(const struct field_table *table, const struct value *values, int indent,
                         struct buf *out)
{
    enum { LABEL_COLS = 18 };
    for (size_t i = 0; i < table->count; i++) {
        if (!value_is_set(values[i]))
            continue;
        buf_addf(out, "%*s%-*s ", indent, "", LABEL_COLS, table->fields[i].label);
        for (const char *c = field_shown(&table->fields[i], values[i]); *c; c++) {
            buf_add_char(out, *c);
            if (*c == '\n') /* notes: under their own beginning */
                buf_addf(out, "%*s", indent + LABEL_COLS + 1, "");
        }
        buf_add_char(out, '\n');
    }
}

static void write_unknown(const struct field_table *table, const struct value *values,
                          struct buf *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (value_is_unknown(values[i]) && field->write_key && !field->update_only)
            buf_addf(out, "%s%s", out->len ? ", " : "", field->label);
    }
}

static void write_item(const struct item *item, struct buf *out)
{
    write_values(&item_table, item->v, 0, out);
    for (size_t i = 0; i < item->custom_count; i++) {
        const struct value *v = item->customs[i].v;
        buf_addf(out, "Custom field %s: %s\n", value_text(v[CUSTOM_NAME]),
                 value_text(v[CUSTOM_VALUE]));
    }
    for (size_t i = 0; i < item->breakdown_count; i++) {
        buf_addf(out, "Part %zu\n", i + 1);
        write_values(&breakdown_table, item->breakdowns[i].v, 2, out);
    }
}

void cancelled_write_text(const struct order *order, struct buf *out)
{
    struct buf unknown = { 0 };
    for (size_t i = 0; i < order->item_count; i++) {
        buf_add(out, "Line\n");
        write_item(&order->items[i], out);
        write_unknown(&item_table, order->items[i].v, &unknown);
    }
    buf_add(out, "\nHeader of its order\n");
    write_values(&order_table, order->v, 0, out);
    write_unknown(&order_table, order->v, &unknown);
    if (unknown.len)
        buf_addf(out, "\nNot known: %s\n", buf_text(&unknown));
    buf_free(&unknown);
}

static void make_known(struct value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (value_is_unknown(values[i]))
            value_set(&values[i], "");
    }
}

static void forget_item(struct item *item)
{
    static const enum item_field gone[] = { ITEM_ID, ITEM_IDENTIFIER, ITEM_UNITS_BOX,
                                            ITEM_TOTAL_PRICE, ITEM_TOTAL_COST };
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        value_set(&item->v[gone[i]], "");
    make_known(item->v, ITEM_FIELDS);
    item_drop_untaken(item);
    for (size_t i = 0; i < item->breakdown_count; i++) {
        value_set(&item->breakdowns[i].v[BREAKDOWN_IDENTIFIER], "");
        make_known(item->breakdowns[i].v, BREAKDOWN_FIELDS);
    }
}

void cancelled_forget_ids(struct order *order)
{
    static const enum order_field gone[] = { ORDER_ID, ORDER_NUMBER, ORDER_ITEM_ID };
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        value_set(&order->v[gone[i]], "");
    order->status = ORDER_STATUS_UNKNOWN;
    for (size_t i = 0; i < order->item_count; i++)
        forget_item(&order->items[i]);
}
