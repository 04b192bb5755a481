/* Faults for practice and tests: what goes wrong, for which method, how often. They come from the
 * command line and from a file that is read again at each request; both say the same lines:
 *
 *     slow MILLIS [METHOD] [COUNT]       answer that much later
 *     slow-bytes [METHOD] [COUNT]        answer in small pieces
 *     drop METHOD [COUNT]                carry it out, then close the connection without an answer
 *     drop-before METHOD [COUNT]         close the connection without carrying it out
 *     html [METHOD] [COUNT]              answer with a web page and 502
 *     status CODE METHOD [COUNT]         answer with this code, carry nothing out
 *     lock-orders                        updates and cancellations find the order in use
 *     big-list N                         list replies with N orders
 *
 * METHOD is a name as ticked on tokens, or "*". Without COUNT it goes on for ever. A file whose text
 * has not changed keeps its counts: change any character of it (a "#" comment) to wind it up again. */
#ifndef SANDBOX_FAULTS_H
#define SANDBOX_FAULTS_H

#include "base/error.h"

#include <stdbool.h>

enum fault_kind {
    FAULT_SLOW,
    FAULT_SLOW_BYTES,
    FAULT_DROP,
    FAULT_DROP_BEFORE,
    FAULT_HTML,
    FAULT_STATUS,
    FAULT_LOCK_ORDERS,
    FAULT_BIG_LIST,
    FAULT_KINDS
};

struct faults;

struct faults *faults_new(const char *file); /* NULL = no file */
void faults_free(struct faults *faults);
bool faults_add(struct faults *faults, const char *line, struct error *error);
/* Called at the start of each request: reads the file again. Bad lines are left out. */
void faults_refresh(struct faults *faults);
/* Whether this fault strikes this method now, and with which number (milliseconds, code, orders); a
 * counted one is used up by it. `faults` may be NULL. */
bool faults_strike(struct faults *faults, enum fault_kind kind, const char *method, int *number);

#endif
