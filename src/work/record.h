/* What is kept on disk of a request that changes something: its place in the journal, and what cannot
 * be read back. */
#ifndef WORK_RECORD_H
#define WORK_RECORD_H

#include "api/api.h"
#include "store/journal.h"

/* Puts the request into the journal, before it leaves. `order` is the one the line belongs to, `kept`
 * an order with just this one line: all there is to know of it. Gives the record's id (the caller's);
 * NULL and a sentence where it could not be kept: then nothing may be sent. */
char *record_begin(enum journal_kind kind, const struct order *order, const struct item *item,
                   const struct order *kept, struct error *error);
/* How a write ended, as the journal says it. A partial one counts as unknown. */
enum journal_outcome record_outcome(enum api_outcome outcome);

/* `to` becomes `order`, with what was remembered of it in place of what is unknown. */
void record_fill(struct order *to, const struct order *order);

#endif
