/* The methods of the service that this program knows: one row for each. */
#ifndef MODEL_METHODS_H
#define MODEL_METHODS_H

#include "base/error.h"
#include "model/lookup_kind.h"
#include "model/profile.h"

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
    int cost;       /* requests it takes from the day's */
    unsigned types; /* bits 1 << enum token_type: tokens the documents name for it; 0 = not said */
    const char *help; /* what it does, in one sentence */
};

extern const struct method_row method_rows[METHOD_COUNT];

/* The method that gives this list. */
enum method methods_of_lookup(enum lookup_kind kind);
/* The method of this name (without case); METHOD_COUNT where there is none, and `near` (may be NULL)
 * then gets the nearest name or NULL. */
enum method methods_find(const char *name, const char **near);

/* Whether the profile's token is meant for this method: `methods` of the profile names it, or nothing. */
bool methods_are_meant(const struct profile *profile, enum method method);
/* Reads names with blanks or commas between them: true and, in `listed` (METHOD_COUNT of them), those that
 * are named; false and a sentence naming the first that is not known, with the nearest one. */
bool methods_read(const char *text, bool *listed, struct error *error);
/* The text of them for a profile, in the order of the table; the caller frees it. "" where none is listed. */
char *methods_write(const bool *listed);

#endif
