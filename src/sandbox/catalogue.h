/* The sample company: made by a small generator, the same each time but for the dates, which lie
 * around today. */
#ifndef SANDBOX_CATALOGUE_H
#define SANDBOX_CATALOGUE_H

#include "sandbox/db.h"

#include <stdbool.h>
#include <stdint.h>

/* Fills the tables of a new database: what is looked up, tokens, and orders where asked for. */
void catalogue_fill(struct db *db, int32_t today, bool with_orders);
/* Takes all orders and prebooks away. */
void catalogue_remove_orders(struct db *db);

enum {
    CATALOGUE_CUSTOMERS = 400,
    CATALOGUE_CARRIERS = 25,
    CATALOGUE_VENDORS = 60,
    CATALOGUE_PRODUCTS = 5000,
    CATALOGUE_LOCATIONS = 4,
    CATALOGUE_ORDERS = 300,
    /* Ids of the service's own documents, which the samples take over. */
    CATALOGUE_FIRST_CUSTOMER = 131313,
    CATALOGUE_FIRST_CARRIER = 1360,
    CATALOGUE_FIRST_VENDOR = 33,
    CATALOGUE_FIRST_LOCATION = 147,
    CATALOGUE_FIRST_ORDER = 2928,
};

#endif
