/* A service with one standing order of three lines (in boxes, in units, assorted), and a home directory
 * of its own, for tests of changing and cancelling. */
#ifndef TESTS_WORK_DESK_H
#define TESTS_WORK_DESK_H

#include "model/order.h"
#include "store/journal.h"
#include "support/fake_api.h"
#include "work/change.h"

#include <stdbool.h>
#include <stddef.h>

extern struct fake_api *work_service;
extern struct api work_api;
extern struct order
    work_base; /* the order as the service gives it: 900, S00900, lines 501 to 503 */

/* For .init and .fini of a suite. Writes are carried out by the service. */
void work_desk_set_up(void);
void work_desk_tear_down(void);
/* The service anew, as it was at the start; for tables of cases. */
void work_desk_renew(void);

/* The order as the service has it now. */
struct order *work_order(void);
/* The value of a line the service has now; "-" where it has no such line. */
const char *work_line_value(const char *item_id, enum item_field field);

/* The newest record of this kind; its list is to be freed. NULL where there is none. */
const struct journal_record *work_newest_record(struct journal *journal, enum journal_kind kind);
/* Nothing can be put into the journal from here on. */
void work_break_journal(void);
/* What is remembered of a line (id) or, with "", of the header; the caller's, NULL where nothing is. */
char *work_remembered(const char *item_id, const struct field *field);

#endif
