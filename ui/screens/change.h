/* Review and send of a change: old and new of each field, the effect on totals, what is not sent and
 * why, which truck it first reaches, what it costs in requests; then carrying it out line by line, and
 * what came of it. Where somebody else changed the order meanwhile, nothing is sent before that is
 * decided. */
#ifndef UI_SCREENS_CHANGE_H
#define UI_SCREENS_CHANGE_H

#include "ui/screens/order_doc.h"

/* The argument of ui_push() is the struct order_doc, which is a change and has no errors. When it is
 * over, doc->sent is SENT_DONE where nothing is left to be sent; else the doc was given what is left
 * (order_doc_rebase) and the form goes on with it. */
extern const struct screen_class change_screen;

#endif
