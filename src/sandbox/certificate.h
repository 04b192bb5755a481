/* The key and certificate of one run: made at each start, trusted by whoever is given the PEM. */
#ifndef SANDBOX_CERTIFICATE_H
#define SANDBOX_CERTIFICATE_H

#include "base/error.h"

#include <stdbool.h>

struct certificate {
    char *key_pem, *cert_pem; /* owned */
};

/* ECDSA P-256, for 127.0.0.1 and localhost. */
bool certificate_make(struct certificate *certificate, struct error *error);
void certificate_free(struct certificate *certificate); /* the key is wiped */

#endif
