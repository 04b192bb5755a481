/* The kinds of lists the service looks things up in; their tables are in lookup.h. */
#ifndef MODEL_LOOKUP_KIND_H
#define MODEL_LOOKUP_KIND_H

enum lookup_kind {
    LOOKUP_NONE,
    LOOKUP_CUSTOMERS,
    LOOKUP_CARRIERS,
    LOOKUP_VENDORS,
    LOOKUP_PRODUCTS,
    LOOKUP_BOX_TYPES,
    LOOKUP_LOCATIONS,
    LOOKUP_SHIP_TOS, /* of one customer */
    LOOKUP_COUNT
};

/* The three columns that every list has and that orders take. Box types have no name. */
enum lookup_part { LOOKUP_ID, LOOKUP_CODE, LOOKUP_NAME, LOOKUP_PARTS };

#endif
