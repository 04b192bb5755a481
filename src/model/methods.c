/* The methods of the service; see methods.h. Only facts, nothing is called here. */
#include "config.h"
#include "model/methods.h"
#include "base/buf.h"
#include "base/names.h"

#include <string.h>

enum {
    COMPANY = 1 << TOKEN_COMPANY,
    CUSTOMER = 1 << TOKEN_CUSTOMER,
    VENDOR = 1 << TOKEN_VENDOR,
};

/* clang-format off */
const struct method_row method_rows[METHOD_COUNT] = {
    [METHOD_ORDER_LIST] = {
        "standing.order.list", "GET", "standing.order.list", METHOD_TOKEN_URL, false, 1, COMPANY,
        "Lists standing orders by date, customer, number and status." },
    [METHOD_ORDER_CREATE] = {
        "standing.order.create", "POST", "v2/standing-order", METHOD_TOKEN_BOTH, true, 1,
        COMPANY | CUSTOMER | VENDOR, "Creates a standing order." },
    [METHOD_ORDER_UPDATE] = {
        "standing.order.update", "PUT", "v2/standing-order", METHOD_TOKEN_HEADER, true, 1,
        COMPANY | CUSTOMER, "Changes the header of a standing order or one of its lines." },
    [METHOD_ORDER_ITEM_DELETE] = {
        "standing.order.item.delete", "DELETE", "v2/standing-order/item", METHOD_TOKEN_HEADER, true, 1,
        COMPANY | CUSTOMER, "Cancels one line of a standing order." },
    [METHOD_LOGIN] = {
        "login", "POST", "login", METHOD_TOKEN_NONE, false, 1, 0,
        "Gets a token by user name and password." },
    [METHOD_CUSTOMER_LIST] = {
        "customer.list", "GET", "customer.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists the customers." },
    [METHOD_CARRIER_LIST] = {
        "carrier.list", "GET", "carrier.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists the carriers." },
    [METHOD_VENDOR_LIST] = {
        "vendor.list", "GET", "vendor.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists the vendors." },
    [METHOD_PRODUCT_LIST] = {
        "product.list", "GET", "product.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists the products." },
    [METHOD_BOX_TYPE_LIST] = {
        "boxtype.list", "GET", "boxtype.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists the box types." },
    [METHOD_LOCATION_LIST] = {
        "location.list", "GET", "location.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists the company's locations." },
    [METHOD_SHIP_TO_LIST] = {
        "customer.shipto.list", "GET", "customer.shipto.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists the ship-to addresses of one customer." },
    [METHOD_PREBOOK_LIST] = {
        "prebook.list", "GET", "prebook.list", METHOD_TOKEN_URL, false, 1, 0,
        "Lists prebooks by date." },
};
/* clang-format on */

enum method methods_of_lookup(enum lookup_kind kind)
{
    static const enum method methods[LOOKUP_COUNT] = {
        [LOOKUP_CUSTOMERS] = METHOD_CUSTOMER_LIST, [LOOKUP_CARRIERS] = METHOD_CARRIER_LIST,
        [LOOKUP_VENDORS] = METHOD_VENDOR_LIST,     [LOOKUP_PRODUCTS] = METHOD_PRODUCT_LIST,
        [LOOKUP_BOX_TYPES] = METHOD_BOX_TYPE_LIST, [LOOKUP_LOCATIONS] = METHOD_LOCATION_LIST,
        [LOOKUP_SHIP_TOS] = METHOD_SHIP_TO_LIST,
    };
    return methods[kind];
}

enum method methods_find(const char *name, const char **near)
{
    const char *names[METHOD_COUNT + 1] = { 0 };
    for (int i = 0; i < METHOD_COUNT; i++) {
        if (names_equal(name, method_rows[i].name))
            return (enum method)i;
        names[i] = method_rows[i].name;
    }
    if (near)
        *near = names_nearest(name, names);
    return METHOD_COUNT;
}

static const char separators[] = " \t,";

bool methods_read(const char *text, bool *listed, struct error *error)
{
    memset(listed, 0, METHOD_COUNT * sizeof *listed);
    for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
        const char *near = NULL;
        struct buf name = { 0 };
        size_t len = strcspn(text, separators);
        buf_add_bytes(&name, text, len);
        enum method method = methods_find(buf_text(&name), &near);
        if (method == METHOD_COUNT) {
            error_set(error, "there is no method \"%s\"%s%s%s", buf_text(&name),
                      near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
            buf_free(&name);
            return false;
        }
        buf_free(&name);
        listed[method] = true;
        text += len;
    }
    return true;
}

char *methods_write(const bool *listed)
{
    struct buf text = { 0 };
    for (int i = 0; i < METHOD_COUNT; i++)
        if (listed[i])
            buf_addf(&text, "%s%s", text.len ? " " : "", method_rows[i].name);
    return buf_take(&text);
}

bool methods_are_meant(const struct profile *profile, enum method method)
{
    bool listed[METHOD_COUNT];
    return !profile->methods || method == METHOD_LOGIN ||
           !methods_read(profile->methods, listed, NULL) || listed[method];
}
