/* The filters of the list call as a field table; see filter.h. Asks nobody anything. */
#include "config.h"
#include "model/filter_range.h"
#include "model/filter.h"
#include "base/buf.h"
#include "base/names.h"
#include "model/date.h"

#include <string.h>

static const struct field_choice statuses[] = {
    { "Active", "Active" }, { "Cancelled", "Cancelled" }, { "All", "All" }, { 0 }
};

const struct field filter_fields[FILTER_FIELDS] = {
    [FILTER_FROM] = { .write_key = "dateFrom",
                      .label = "From",
                      .help = "Orders that run on or after this date, as YYYY-MM-DD.",
                      .type = FIELD_DATE,
                      .need = NEED_ALWAYS },
    [FILTER_TO] = { .write_key = "dateTo",
                    .label = "To",
                    .help = "Orders that run on or before this date, as YYYY-MM-DD.",
                    .type = FIELD_DATE,
                    .need = NEED_ALWAYS },
    [FILTER_CUSTOMER] = { .write_key = "customer",
                          .label = "Customer",
                          .help = "A part of the customer's name or code, up to 50 characters.",
                          .type = FIELD_TEXT,
                          .max_chars = 50,
                          .lookup = LOOKUP_CUSTOMERS,
                          .lookup_part = LOOKUP_NAME },
    [FILTER_CUSTOMER_ID] = { .write_key = "customerId",
                             .label = "Customer id",
                             .help = "The id of one customer, up to 20 digits.",
                             .type = FIELD_ID,
                             .max_chars = 20,
                             .lookup = LOOKUP_CUSTOMERS,
                             .lookup_part = LOOKUP_ID },
    [FILTER_NUMBER] = { .write_key = "number",
                        .label = "Number",
                        .help = "The number of one standing order, such as S03228, up to 10 "
                                "characters.",
                        .type = FIELD_TEXT,
                        .max_chars = 10 },
    [FILTER_LOCATION_ID] = { .write_key = "locationId",
                             .label = "Location id",
                             .help = "The id of one location, up to 20 digits.",
                             .type = FIELD_ID,
                             .max_chars = 20,
                             .lookup = LOOKUP_LOCATIONS,
                             .lookup_part = LOOKUP_ID },
    [FILTER_STATUS] = { .write_key = "status",
                        .label = "Status",
                        .help = "Active, Cancelled or All; All takes two requests.",
                        .type = FIELD_CHOICE,
                        .max_chars = 20,
                        .choices = statuses },
};

void filter_init(struct filter *filter, int32_t today)
{
    *filter = (struct filter){ 0 };
    for (size_t i = 0; i < FILTER_FIELDS; i++)
        value_set(&filter->v[i], "");
    filter_set_range(filter, FILTER_RANGE_USUAL, today);
    value_set(&filter->v[FILTER_STATUS], "Active");
}

void filter_copy(struct filter *to, const struct filter *from)
{
    for (size_t i = 0; i < FILTER_FIELDS; i++)
        value_set(&to->v[i], from->v[i].text);
}

void filter_free(struct filter *filter)
{
    for (size_t i = 0; i < FILTER_FIELDS; i++)
        value_set(&filter->v[i], NULL);
}

bool filter_check(struct filter *filter, struct error *why)
{
    struct buf normal = { 0 };
    bool good = true;
    for (size_t i = 0; i < FILTER_FIELDS && good; i++) {
        const struct field *field = &filter_fields[i];
        good = field_read(field, value_text(filter->v[i]), &normal, why) == FIELD_OK;
        if (!good)
            break;
        if (!normal.len && field->need)
            good =
                error_set(why, "%s is empty; the list needs a date, as YYYY-MM-DD", field->label);
        else
            value_set(&filter->v[i], buf_text(&normal));
    }
    buf_free(&normal);
    int32_t from = 0, to = 0;
    if (good && date_read(value_text(filter->v[FILTER_FROM]), &from) &&
        date_read(value_text(filter->v[FILTER_TO]), &to) && to < from)
        good =
            error_set(why, "To is %s, before From, which is %s; it must be the same day or later",
                      filter->v[FILTER_TO].text, filter->v[FILTER_FROM].text);
    return good;
}

/* Behind "S0…"; NULL where it has another form. */
static const char *find_digits(const char *number)
{
    if ((*number != 'S' && *number != 's') || number[1] != '0')
        return NULL;
    number += strspn(number + 1, "0") + 1;
    return *number && strspn(number, "0123456789") == strlen(number) ? number : NULL;
}

const char *filter_bare_number(const struct filter *filter)
{
    return find_digits(value_text(filter->v[FILTER_NUMBER]));
}

bool filter_is_same_number(const char *a, const char *b)
{
    const char *bare_a = find_digits(a), *bare_b = find_digits(b);
    return names_equal(bare_a ? bare_a : a, bare_b ? bare_b : b);
}
