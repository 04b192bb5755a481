/* The field table of a prebook; see prebook.h. Names as in the service's document of prebook.list. */
#include "config.h"
#include "model/prebook.h"

const struct field prebook_fields[PREBOOK_FIELDS] = {
    [PREBOOK_ID] = { .read_key = "id",
                     .label = "Id",
                     .help = "The service's own id of this prebook.",
                     .type = FIELD_ID },
    [PREBOOK_NUMBER] = { .read_key = "number",
                         .label = "Number",
                         .help = "The number the service gave this prebook.",
                         .type = FIELD_TEXT },
    [PREBOOK_TRUCK_DATE] = { .read_key = "truckDate",
                             .label = "Truck date",
                             .help = "The day its truck leaves.",
                             .type = FIELD_DATE },
    [PREBOOK_CUSTOMER_NAME] = { .read_key = "customerName",
                                .label = "Customer",
                                .help = "The name of the customer it is for.",
                                .type = FIELD_TEXT },
    [PREBOOK_CARRIER_NAME] = { .read_key = "carrierName",
                               .label = "Carrier",
                               .help = "The name of the carrier that takes it.",
                               .type = FIELD_TEXT },
    [PREBOOK_TYPE] = { .read_key = "type",
                       .label = "Type",
                       .help = "Where it comes from: S is a standing order.",
                       .type = FIELD_TEXT },
};
