/* The tables of perennial-keys(7), made from the screens, their bindings and the actions. */
#ifndef UI_KEYS_MANUAL_H
#define UI_KEYS_MANUAL_H

#include "base/buf.h"

#include <stdbool.h>

/* Appends the page's source with its tables "everywhere", "screens" and "actions" written out (see
 * base/roff.h). False where the page asks for another one. */
bool keys_manual_write(struct buf *out, const char *page);

#endif
