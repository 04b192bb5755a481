/* The look-up lists, one row of a table each; see lookups.h. Which ids are text and which numbers,
 * and where status and message stand, differs from list to list as it does with the service. */
#include "config.h"
#include "sandbox/lookups.h"
#include "sandbox/json.h"

#include <string.h>

enum { MAX_COLUMNS = 12 };

/* How a column is written: as text, as a number, as the decimal number its text is. */
struct column {
    const char *key;
    char kind; /* 't', 'n', 'd' */
};

struct list {
    const char *array, *none;
    bool status_last;
    struct column columns[MAX_COLUMNS];
};

static const struct list customers = {
    "customers",
    "Customers not found.",
    false,
    { { "id", 't' },
      { "name", 't' },
      { "code", 't' },
      { "active", 'n' },
      { "salesPerson", 't' },
      { "salesPersonId", 't' },
      { "customerType", 't' } },
};
static const struct list carriers = {
    "carriers",
    "Carriers not found.",
    true,
    { { "id", 'n' }, { "code", 't' }, { "name", 't' }, { "active", 'n' } },
};
static const struct list vendors = {
    "vendors",
    "Vendors not found.",
    false,
    { { "id", 't' }, { "name", 't' }, { "code", 't' }, { "active", 'n' } },
};
static const struct list products = {
    "products",
    "Products not found.",
    false,
    { { "id", 't' },
      { "description", 't' },
      { "active", 'n' },
      { "category", 't' },
      { "variety", 't' },
      { "color", 't' },
      { "grade", 't' },
      { "legacyCode", 't' },
      { "tags", 't' } },
};
static const struct list box_types = {
    "boxtypes",
    "Box types not found.",
    false,
    { { "id", 'n' }, { "code", 't' }, { "fbe", 'd' } },
};
static const struct list locations = {
    "locations",
    "Locations not found.",
    false,
    { { "id", 't' }, { "name", 't' }, { "code", 't' } },
};
static const struct list ship_tos = {
    "shiptos",
    "Ship-tos not found.",
    false,
    { { "id", 'n' },
      { "shipToCode", 't' },
      { "name", 't' },
      { "address", 't' },
      { "city", 't' },
      { "state", 't' },
      { "zipcode", 't' },
      { "country", 't' },
      { "phone", 't' },
      { "carrierId", 'n' },
      { "carrierName", 't' } },
};

static void add_status(struct buf *out, const char *message)
{
    json_add_int(out, "status", 1);
    json_add_text(out, "message", message);
}

static void add_column(struct buf *out, const struct column *column, struct query *rows, int at)
{
    if (column->kind == 't')
        json_add_text(out, column->key, query_text(rows, at));
    else if (column->kind == 'd')
        json_add_raw(out, column->key, query_text(rows, at));
    else if (query_int(rows, at) == DB_NULL)
        json_add_raw(out, column->key, "null");
    else
        json_add_int(out, column->key, query_int(rows, at));
}

/* An empty list is a message, its array is missing. */
static void write_list(struct call *call, const struct list *list, struct query *rows)
{
    struct buf *out = &call->reply->body;
    json_open(out, NULL, '{');
    if (!query_next(rows)) {
        add_status(out, list->none);
        json_close(out, '}');
        return;
    }
    if (!list->status_last)
        add_status(out, "OK");
    json_open(out, list->array, '[');
    do {
        json_open(out, NULL, '{');
        for (int i = 0; i < MAX_COLUMNS && list->columns[i].key; i++)
            add_column(out, &list->columns[i], rows, i);
        json_close(out, '}');
    } while (query_next(rows));
    json_close(out, ']');
    if (list->status_last)
        add_status(out, "OK");
    json_close(out, '}');
}

/* Whose things alone the token may see; DB_NULL for a token that sees all. */
static int64_t owner_of(const struct call *call, enum token_type type)
{
    return call->token.type == type ? call->token.owner : DB_NULL;
}

void lookups_customers(struct call *call)
{
    write_list(call, &customers,
               db_query(call->server->db,
                        "SELECT id, name, code, active, salesperson, salesperson_id, type"
                        " FROM customer WHERE id = ?1 OR ?1 IS NULL ORDER BY name",
                        "l", owner_of(call, TOKEN_CUSTOMER)));
}

void lookups_carriers(struct call *call)
{
    write_list(
        call, &carriers,
        db_query(call->server->db, "SELECT id, code, name, active FROM carrier ORDER BY code", ""));
}

void lookups_vendors(struct call *call)
{
    write_list(call, &vendors,
               db_query(call->server->db,
                        "SELECT id, name, code, active FROM vendor WHERE id = ?1 OR ?1 IS NULL"
                        " ORDER BY name",
                        "l", owner_of(call, TOKEN_VENDOR)));
}

void lookups_products(struct call *call)
{
    write_list(call, &products,
               db_query(call->server->db,
                        "SELECT id, name, active, category, variety, color, grade, code, tags"
                        " FROM product ORDER BY name",
                        ""));
}

void lookups_box_types(struct call *call)
{
    write_list(call, &box_types,
               db_query(call->server->db, "SELECT id, code, fbe FROM box_type ORDER BY code", ""));
}

void lookups_locations(struct call *call)
{
    write_list(call, &locations,
               db_query(call->server->db, "SELECT id, name, code FROM location ORDER BY code", ""));
}

void lookups_ship_tos(struct call *call)
{
    write_list(call, &ship_tos,
               db_query(call->server->db,
                        "SELECT s.id, s.code, s.name, s.address, s.city, s.state, s.zip, s.country,"
                        " s.phone, s.carrier, k.name FROM ship_to s"
                        " LEFT JOIN carrier k ON k.id = s.carrier"
                        " WHERE CAST(s.customer AS TEXT) = ?1 AND (s.customer = ?2 OR ?2 IS NULL)"
                        " ORDER BY s.code",
                        "tl", call_param(call, "customerId"), owner_of(call, TOKEN_CUSTOMER)));
}
