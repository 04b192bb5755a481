/* What is said of an order that makes too large a body: how large, and which texts make it so. */
#include "config.h"
#include "model/validate.h"

#include <string.h>

enum { LIMIT_BYTES = 65536, WARN_BYTES = 64000, NAMED = 3 };

struct text {
    const struct field *field;
    size_t bytes, item, breakdown; /* item and breakdown counted from 1; 0 = not in one */
};

/* Keeps the longest texts seen, longest first. */
static void offer(struct text longest[NAMED], struct text text)
{
    for (size_t i = 0; i < NAMED; i++) {
        if (text.bytes <= longest[i].bytes)
            continue;
        struct text pushed = longest[i];
        longest[i] = text;
        text = pushed;
    }
}

static void offer_all(struct text longest[NAMED], const struct field_table *table,
                      const struct value *values, size_t item, size_t breakdown)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->write_key && !field->update_only)
            offer(longest, (struct text){ field, strlen(value_text(values[i])), item, breakdown });
    }
}

static void find_longest(const struct order *order, struct text longest[NAMED])
{
    offer_all(longest, &order_table, order->v, 0, 0);
    for (size_t i = 0; i < order->item_count; i++) {
        const struct item *item = &order->items[i];
        offer_all(longest, &item_table, item->v, i + 1, 0);
        for (size_t c = 0; c < item->custom_count; c++)
            offer_all(longest, &custom_table, item->customs[c].v, i + 1, 0);
        for (size_t b = 0; b < item->breakdown_count; b++)
            offer_all(longest, &breakdown_table, item->breakdowns[b].v, i + 1, b + 1);
    }
}

void validate_body_bytes(const struct order *order, size_t bytes, struct issues *issues)
{
    struct text longest[NAMED] = { { 0 } };
    struct buf names = { 0 };
    if (bytes <= WARN_BYTES)
        return;
    find_longest(order, longest);
    for (size_t i = 0; i < NAMED && longest[i].bytes; i++) {
        const struct text *text = &longest[i];
        buf_addf(&names, "%s%s", i ? ", " : "; its longest texts are ", text->field->label);
        if (text->breakdown)
            buf_addf(&names, " of part %zu", text->breakdown);
        if (text->item)
            buf_addf(&names, " of line %zu", text->item);
        buf_addf(&names, " (%zu bytes)", text->bytes);
    }
    if (bytes > LIMIT_BYTES)
        issues_add(issues, ISSUE_ERROR, "body-too-large", "",
                   "The order is %zu bytes as sent and at most %d are taken%s", bytes, LIMIT_BYTES,
                   buf_text(&names));
    else
        issues_add(issues, ISSUE_WARNING, "body-large", "",
                   "The order is %zu bytes as sent, close to the %d that are taken%s", bytes,
                   LIMIT_BYTES, buf_text(&names));
    buf_free(&names);
}
