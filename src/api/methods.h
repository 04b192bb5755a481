/* The methods of the service that this program knows: one row for each. */
#ifndef API_METHODS_H
#define API_METHODS_H

#include <stdbool.h>

enum method {
    METHOD_ORDER_LIST,
    METHOD_ORDER_CREATE,
    METHOD_ORDER_UPDATE,
    METHOD_ORDER_ITEM_DELETE,
    METHOD_LOGIN,
    METHOD_CUSTOMER_LIST,
    METHOD_CARRIER_LIST,
    METHOD_VENDOR_LIST,
    METHOD_PRODUCT_LIST,
    METHOD_BOX_TYPE_LIST,
    METHOD_LOCATION_LIST,
    METHOD_SHIP_TO_LIST,
    METHOD_PREBOOK_LIST,
    METHOD_COUNT
};

/* Where the token goes. */
enum method_token { METHOD_TOKEN_NONE, METHOD_TOKEN_URL, METHOD_TOKEN_HEADER, METHOD_TOKEN_BOTH };

struct method_row {
    const char *name; /* as in the service's token settings */
    const char *verb;
    const char *path;        /* behind the endpoint */
    enum method_token token; /* BOTH: header and, where the profile says so, the JSON body */
    bool is_write;
    int cost;         /* requests it takes from the day's */
    const char *help; /* what it does, in one sentence */
};

extern const struct method_row methods[METHOD_COUNT];

#endif
