/* The journal's side of a request; see record.h. */
#include "config.h"
#include "work/record.h"
#include "model/field_group.h"
#include "store/remembered.h"

#include <stdlib.h>

static void add_group(struct buf *out, const struct field_table *table, const struct value *values,
                      size_t field)
{
    struct field_group group;
    const char *text =
        field_group_of(table, field, &group) ? field_group_text(&group, values) : NULL;
    if (text && *text)
        buf_addf(out, "%s%s", out->len ? ", " : "", text);
}

/* "Mr. Fresh, Rose Mondial 60, 6 QB" */
static void write_title(const struct order *order, const struct item *item, struct buf *out)
{
    bool is_unit = item_is_unit(item);
    struct value count = item->v[is_unit ? ITEM_TOTAL_UNITS : ITEM_BOXES];
    struct value box = item->v[ITEM_BOX_TYPE_CODE];
    add_group(out, &order_table, order->v, ORDER_CUSTOMER_NAME);
    add_group(out, &item_table, item->v, ITEM_PRODUCT_NAME);
    if (value_is_set(count))
        buf_addf(out, "%s%s %s", out->len ? ", " : "", count.text,
                 is_unit             ? "units"
                 : value_is_set(box) ? box.text
                                     : "boxes");
}

char *record_begin(enum journal_kind kind, const struct order *order, const struct item *item,
                   const struct order *kept, struct error *error)
{
    struct buf title = { 0 }, text = { 0 };
    write_title(order, item, &title);
    api_write_order_file(kept, &text);
    const struct journal_record record = {
        .kind = kind,
        .order_id = order->v[ORDER_ID].text,
        .number = order->v[ORDER_NUMBER].text,
        .item_id = item->v[ITEM_ID].text,
        .title = title.data,
        .text = text.data,
    };
    char *id = journal_begin(&record, error);
    buf_free(&title);
    buf_free(&text);
    return id;
}

enum journal_outcome record_outcome(enum api_outcome outcome)
{
    static const enum journal_outcome outcomes[] = {
        [API_DONE] = JOURNAL_DONE,          [API_PARTIAL] = JOURNAL_UNKNOWN,
        [API_REFUSED] = JOURNAL_REFUSED,    [API_UNREACHED] = JOURNAL_NOT_SENT,
        [API_UNKNOWN] = JOURNAL_UNKNOWN,    [API_FAILED] = JOURNAL_UNKNOWN,
        [API_NO_BUDGET] = JOURNAL_NOT_SENT,
    };
    return outcomes[outcome];
}

/* --- What was remembered --- */

static void fill_values(const struct remembered *remembered, const struct item *item, int part,
                        const struct field_table *table, struct value *values)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct remembered_value *known =
            value_is_unknown(values[i]) ? remembered_find(remembered, item, part, &table->fields[i])
                                        : NULL;
        if (known)
            value_set(&values[i], known->text);
    }
}

void record_fill(struct order *to, const struct order *order)
{
    struct remembered remembered = { 0 };
    order_copy(to, order);
    if (!remembered_load(value_text(order->v[ORDER_ID]), &remembered, NULL))
        return;
    fill_values(&remembered, NULL, -1, &order_table, to->v);
    for (size_t i = 0; i < to->item_count; i++) {
        struct item *item = &to->items[i];
        fill_values(&remembered, item, -1, &item_table, item->v);
        for (size_t n = 0; n < item->breakdown_count; n++)
            fill_values(&remembered, item, (int)n, &breakdown_table, item->breakdowns[n].v);
    }
    remembered_free(&remembered);
}
