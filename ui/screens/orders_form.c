/* The filter of the list of standing orders as a form: where its fields stand at which width. */
#include "config.h"
#include "ui/screens/orders_core.h"
#include "base/utf8.h"

static const enum filter_field form_order[FILTER_FIELDS] = {
    FILTER_FROM,     FILTER_TO,          FILTER_STATUS,      FILTER_NUMBER,
    FILTER_CUSTOMER, FILTER_CUSTOMER_ID, FILTER_LOCATION_ID,
};

static int filter_cols(enum filter_field field)
{
    switch (field) {
    case FILTER_CUSTOMER:
        return 20;
    case FILTER_CUSTOMER_ID:
    case FILTER_NUMBER:
        return 10;
    case FILTER_LOCATION_ID:
        return 6;
    case FILTER_FROM:
    case FILTER_TO:
        return entry_cols(&filter_fields[field]) + 1; /* and the cursor behind a whole date */
    case FILTER_STATUS:
    case FILTER_FIELDS:
        break;
    }
    return entry_cols(&filter_fields[field]);
}

void orders_make_form(struct orders *orders)
{
    for (size_t i = 0; i < FILTER_FIELDS; i++) {
        const struct field *field = &filter_fields[form_order[i]];
        form_add(&orders->form, (struct form_place){
                                    .field = field,
                                    .value = &orders->filter.v[form_order[i]],
                                    .label_cols = utf8_width_cols(field->label),
                                    .cols = filter_cols(form_order[i]),
                                });
    }
}

void orders_fit_form(struct orders *orders, int cols)
{
    enum { GAP = 2 };
    int x = 1, y = 0;
    if (orders->form_cols == cols)
        return;
    for (size_t i = 0; i < orders->form.count; i++) {
        struct form_place *place = &orders->form.places[i];
        int wide = place->label_cols + 1 + place->cols;
        if (x > 1 && x + wide > cols) {
            x = 1;
            y++;
        }
        place->x = x;
        place->y = y;
        x += wide + GAP;
    }
    orders->form_cols = cols;
    orders->form_rows = y + 1;
}
