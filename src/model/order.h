/* A standing order: header, lines (items), their custom fields and the parts of assorted boxes
 * (breakdowns). Each is an array of values indexed by the rows of its field table (order_fields.c).
 * Owns all its texts. */
#ifndef MODEL_ORDER_H
#define MODEL_ORDER_H

#include "model/field.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>

enum order_field {
    ORDER_ID,
    ORDER_NUMBER,
    ORDER_ITEM_ID, /* PUT only: the line that is changed */
    ORDER_CUSTOMER_ID,
    ORDER_CUSTOMER_CODE,
    ORDER_CUSTOMER_NAME,
    ORDER_CARRIER_ID,
    ORDER_CARRIER_CODE,
    ORDER_CARRIER_NAME,
    ORDER_START,
    ORDER_END,
    ORDER_RECURRENCE,
    ORDER_DAYS,
    ORDER_SHIP_VIA,
    ORDER_PO,
    ORDER_LOCATION_ID,
    ORDER_LOCATION_CODE,
    ORDER_LOCATION_NAME,
    ORDER_SHIP_TO_ID,
    ORDER_SHIP_TO_NAME,
    ORDER_SHIP_TO_CARRIER,
    ORDER_SHIP_TO_STREET,
    ORDER_SHIP_TO_CITY,
    ORDER_SHIP_TO_STATE,
    ORDER_SHIP_TO_ZIP,
    ORDER_SHIP_TO_COUNTRY,
    ORDER_SHIP_TO_PHONE,
    ORDER_SHIP_TO_FAX,
    ORDER_COMMENTS,
    ORDER_INVOICE_NOTES,
    ORDER_SALESPERSON,
    ORDER_PRICE_LIST,
    ORDER_FIELDS
};

enum item_field {
    ITEM_ID,
    ITEM_IDENTIFIER,
    ITEM_VENDOR_ID,
    ITEM_VENDOR_CODE,
    ITEM_VENDOR_NAME,
    ITEM_PRODUCT_ID,
    ITEM_PRODUCT_CODE,
    ITEM_PRODUCT_NAME,
    ITEM_TYPE,
    ITEM_BOX_TYPE_ID,
    ITEM_BOX_TYPE_CODE,
    ITEM_BOX_TYPE_NAME,
    ITEM_BOXES,
    ITEM_TOTAL_UNITS,
    ITEM_UNIT_TYPE,
    ITEM_BUNCHES,
    ITEM_STEMS_BUNCH,
    ITEM_PRICE,
    ITEM_COST,
    ITEM_MARK,
    ITEM_GENERAL_NOTES,
    ITEM_VENDOR_NOTES,
    ITEM_UNITS_BOX, /* replies only from here on: what the server computed */
    ITEM_TOTAL_PRICE,
    ITEM_TOTAL_COST,
    ITEM_ASSORTED,
    ITEM_FIELDS
};

enum custom_field { CUSTOM_NAME, CUSTOM_VALUE, CUSTOM_FIELDS };

enum breakdown_field {
    BREAKDOWN_IDENTIFIER,
    BREAKDOWN_PRODUCT_ID,
    BREAKDOWN_PRODUCT_CODE,
    BREAKDOWN_PRODUCT_NAME,
    BREAKDOWN_BUNCHES,
    BREAKDOWN_STEMS_BUNCH,
    BREAKDOWN_COST,
    BREAKDOWN_PRICE,
    BREAKDOWN_FIELDS
};

extern const struct field order_fields[ORDER_FIELDS];
extern const struct field item_fields[ITEM_FIELDS];
extern const struct field custom_fields[CUSTOM_FIELDS];
extern const struct field breakdown_fields[BREAKDOWN_FIELDS];
extern const struct field_table order_table, item_table, custom_table, breakdown_table;

/* The status the service filters by. Orders in a reply carry none: the one who asked knows. */
enum order_status { ORDER_STATUS_UNKNOWN, ORDER_ACTIVE, ORDER_CANCELLED };
const char *order_status_word(enum order_status status); /* "Active", "Cancelled", "" */

struct custom {
    struct value v[CUSTOM_FIELDS];
};

struct breakdown {
    struct value v[BREAKDOWN_FIELDS];
};

/* What the server said of a line when the order was sent. */
enum item_answer { ITEM_NOT_ANSWERED, ITEM_ACCEPTED, ITEM_REFUSED };

struct item {
    struct value v[ITEM_FIELDS];
    struct custom *customs;
    size_t custom_count, custom_cap;
    struct breakdown *breakdowns;
    size_t breakdown_count, breakdown_cap;
    enum item_answer answer;
    char *answer_message; /* NULL = none */
};

struct order {
    struct value v[ORDER_FIELDS];
    struct item *items;
    size_t item_count, item_cap;
    enum order_status status;
};

/* A zeroed order is one of which nothing is known. order_init_blank() makes all its values empty,
 * as on a new form, and sets the defaults the API names (itemType is a line's, see item_init). */
void order_init_blank(struct order *order);
void order_free(struct order *order);                           /* leaves a zeroed order */
void order_copy(struct order *to, const struct order *from);    /* `to` is freed first */
bool order_equal(const struct order *a, const struct order *b); /* values only, not answers */

/* Puts a new line before `at` (at == item_count: at the end) and gives it: all values empty, item
 * type BOX, unit type Stem. Pointers into items are invalid afterwards. */
struct item *order_insert_item(struct order *order, size_t at);
struct item *order_add_unknown_item(struct order *order); /* nothing known: for decoders */
void order_remove_item(struct order *order, size_t at);
void item_copy(struct item *to, const struct item *from);    /* `to` is freed first */
bool item_equal(const struct item *a, const struct item *b); /* values only, not answers */
void item_free(struct item *item);

struct breakdown *item_insert_breakdown(struct item *item, size_t at); /* values empty */
void item_remove_breakdown(struct item *item, size_t at);
struct custom *item_insert_custom(struct item *item, size_t at); /* values empty */
void item_remove_custom(struct item *item, size_t at);

bool item_is_unit(const struct item *item);  /* item type UN; also before it is normalised */
bool item_is_mixed(const struct item *item); /* has breakdowns, or the reply says it is assorted */
/* Whether a line of its kind sends this field: box fields not on a line in units and the other way
 * round, stems per bunch not on a mixed line. What it does not send is left out of the body. */
bool item_takes(const struct item *item, enum item_field field);
/* Empties what is known of such fields: a reply tells its own sums in them. */
void item_drop_untaken(struct item *item);
bool item_is_bunch(const struct item *item); /* priced by the bunch, not by the stem */
/* The item type of a line in a reply, which does not say it: boxes above 0 make it BOX, else UN. */
const char *item_type_by_boxes(const struct item *item);

/* The order as it is to be sent: `to` becomes a copy with texts in their one written form, fields
 * of the other item type and of mixed lines left out (made empty), a mixed line's missing price and
 * cost computed from its parts, missing identifiers given (at most 20 characters, unique). */
void order_prepare(struct order *to, const struct order *from);

#endif
