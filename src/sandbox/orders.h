/* The methods that concern standing orders; each answers its call. */
#ifndef SANDBOX_ORDERS_H
#define SANDBOX_ORDERS_H

#include "sandbox/routes.h"

void orders_list(struct call *call);
void orders_create(struct call *call);
void orders_update(struct call *call);
void orders_cancel(struct call *call);

#endif
