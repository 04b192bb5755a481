/* Faults for practice and tests: what goes wrong, for which method, how often. They come from the
 * command line and from a file that is read again at each request; both say the same lines:
 *
 *     slow MILLIS [METHOD] [COUNT]       answer that much later
 *     slow-bytes [METHOD] [COUNT]        answer in small pieces
 *     drop METHOD [COUNT]                carry it out, then close the connection without an answer
 *     drop-before METHOD [COUNT]         close the connection without carrying it out
 *     html [METHOD] [COUNT]              answer with a web page and 502
 *     status CODE METHOD [COUNT]         answer with this code, carry nothing out
 *     retry-after SECONDS [METHOD] [COUNT]   answers of 429 say to wait that long; 0 = they do not say
 *     lock-orders                        updates and cancellations find the order in use
 *     lock-order NUMBER [COUNT]          those of this order alone find it in use
 *     second-writer KIND [COUNT]         once an order was listed by its number, another user changes it
 *     big-list N                         list replies with N orders
 *
 * METHOD is a name as ticked on tokens, NUMBER an order's, or "*" for all. KIND is what the other user
 * does: "price" raises the first line's price by 0.05, "boxes" takes one box (or unit) more of it, "line"
 * cancels the last line, "add" adds a line like the first, "header" moves the end date a week on, or sets
 * one. Without COUNT it goes on for ever; a further number
 * behind COUNT says how many times all goes well before ("drop standing.order.update 1 1" is the second). A file whose text
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
    FAULT_RETRY_AFTER,
    FAULT_LOCK_ORDERS,
    FAULT_LOCK_ORDER,
    FAULT_SECOND_WRITER,
    FAULT_BIG_LIST,
    FAULT_KINDS
};

/* What a second writer does. */
enum fault_writer {
    FAULT_WRITER_PRICE,
    FAULT_WRITER_BOXES,
    FAULT_WRITER_LINE,
    FAULT_WRITER_ADD,
    FAULT_WRITER_HEADER,
    FAULT_WRITERS
};
extern const char *const fault_writer_words[FAULT_WRITERS + 1]; /* NULL ends them */

struct faults;

struct faults *faults_new(const char *file); /* NULL = no file */
void faults_free(struct faults *faults);
bool faults_add(struct faults *faults, const char *line, struct error *error);
/* Called at the start of each request: reads the file again. Bad lines are left out. */
void faults_refresh(struct faults *faults);
/* Whether this fault strikes this method (or order, or KIND) now, and with which number (milliseconds, code, seconds, orders); a
 * counted one is used up by it. `faults` may be NULL. */
bool faults_strike(struct faults *faults, enum fault_kind kind, const char *what, int *number);

#endif
