/* A change in sentences for a person: how it ended, what is not done, and what to do. */
#ifndef WORK_CHANGE_WORDS_H
#define WORK_CHANGE_WORDS_H

#include "base/buf.h"
#include "work/change.h"

/* Why no more is sent. */
enum change_stop {
    CHANGE_STOP_NOT,
    CHANGE_STOP_ASKED,
    CHANGE_STOP_JOURNAL,
    CHANGE_STOP_REFUSED,
    CHANGE_STOP_UNREACHED,
    CHANGE_STOP_LOST,
    CHANGE_STOP_BUDGET,
    CHANGE_STOPS
};

/* What is said of a step that was never sent. */
const char *change_words_not_sent(enum change_stop stop);
/* How the whole ended, after something was to be sent: `stopped_at` is the step that stopped the others
 * (of no meaning where none did), `unread` why it could not be read again, NULL where it was or need not
 * be. */
void change_words_end(const struct change *change, enum change_stop stop, size_t stopped_at,
                      const char *unread, struct buf *out);
/* Appends a sentence with a blank before it and a full stop behind it, where they are missing. */
void change_words_add(struct buf *out, const char *sentence);

#endif
