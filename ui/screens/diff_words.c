/* Differences in words; see diff_words.h. */
#include "config.h"
#include "ui/screens/diff_words.h"

#include <stdint.h>

void diff_words_value(struct buf *out, const struct field *field, const char *text)
{
    struct value value = { (char *)(uintptr_t)text }; /* only read */
    const char *shown = field ? field_shown(field, value) : text ? text : "~";
    if (text && !*text)
        shown = "(empty)";
    for (const char *c = shown; *c; c++) {
        if (*c == '\n')
            buf_add(out, " / ");
        else
            buf_add_char(out, *c);
    }
}

void diff_words_step(struct buf *out, const struct diff_row *row, const char *arrow)
{
    switch (row->kind) {
    case DIFF_VALUE:
        diff_words_value(out, row->field, row->before);
        buf_add(out, arrow);
        diff_words_value(out, row->field, row->after);
        break;
    case DIFF_LINE_ADDED:
    case DIFF_PART_ADDED:
    case DIFF_CUSTOM_ADDED:
        buf_addf(out, "not there%sadded", arrow);
        break;
    case DIFF_LINE_GONE:
    case DIFF_PART_GONE:
    case DIFF_CUSTOM_GONE:
        buf_addf(out, "there%sgone", arrow);
        break;
    }
}

void diff_words_line(struct buf *out, const struct item *item)
{
    const struct value *v = item->v;
    if (item_is_unit(item)) {
        buf_addf(out, "%s %s", field_shown(&item_fields[ITEM_TOTAL_UNITS], v[ITEM_TOTAL_UNITS]),
                 item_is_bunch(item) ? "bunches" : "stems");
    } else {
        buf_addf(out, "%s %s %s", field_shown(&item_fields[ITEM_BOXES], v[ITEM_BOXES]),
                 value_text(v[ITEM_BOX_TYPE_CODE]),
                 field_shown(&item_fields[ITEM_BUNCHES], v[ITEM_BUNCHES]));
        if (item_is_mixed(item))
            buf_add(out, " mixed");
        else
            buf_addf(out, " x %s",
                     field_shown(&item_fields[ITEM_STEMS_BUNCH], v[ITEM_STEMS_BUNCH]));
    }
    buf_add(out, ", price ");
    diff_words_value(out, &item_fields[ITEM_PRICE], v[ITEM_PRICE].text);
}

const char *diff_words_product(const struct item *item)
{
    static const enum item_field by[] = { ITEM_PRODUCT_NAME, ITEM_PRODUCT_CODE, ITEM_PRODUCT_ID };
    for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
        if (value_is_set(item->v[by[i]]))
            return value_text(item->v[by[i]]);
    }
    return "product unknown";
}
