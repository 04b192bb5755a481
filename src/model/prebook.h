/* A prebook: what the service made of a standing order for one truck. Only read here. */
#ifndef MODEL_PREBOOK_H
#define MODEL_PREBOOK_H

#include "model/field.h"

enum prebook_field {
    PREBOOK_ID,
    PREBOOK_NUMBER,
    PREBOOK_TRUCK_DATE,
    PREBOOK_CUSTOMER_NAME,
    PREBOOK_CARRIER_NAME,
    PREBOOK_TYPE, /* S = made from a standing order */
    PREBOOK_FIELDS
};

extern const struct field prebook_fields[PREBOOK_FIELDS];

#endif
