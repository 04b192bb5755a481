/* The look-up methods: each answers its call with one list. */
#ifndef SANDBOX_LOOKUPS_H
#define SANDBOX_LOOKUPS_H

#include "sandbox/routes.h"

void lookups_customers(struct call *call);
void lookups_carriers(struct call *call);
void lookups_vendors(struct call *call);
void lookups_products(struct call *call);
void lookups_box_types(struct call *call);
void lookups_locations(struct call *call);
void lookups_ship_tos(struct call *call);

#endif
