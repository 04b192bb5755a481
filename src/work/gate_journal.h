/* What the gate writes into the journal of requests, and what becomes of it where that cannot be written. */
#ifndef WORK_GATE_JOURNAL_H
#define WORK_GATE_JOURNAL_H

#include "api/gate.h"

/* One record. What cannot be written stops nobody: it is said once, see below. */
void gate_journal_add(const char *profile, const struct gate_try *ended);
/* Why requests are not written down, a sentence, the first time this is asked after it began; false where
 * there is nothing to say. */
bool gate_journal_trouble(struct buf *out);

#endif
