/* The journal of changes: each line of an order that was cancelled or changed from here, with its
 * full content and how that ended. One file for each profile, in the state directory, mode 0600;
 * records are appended under a lock and flushed, so that several sessions and a crash lose none. Knows
 * bytes; what an order file is, is the caller's business. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

enum journal_kind { JOURNAL_CREATE, JOURNAL_UPDATE, JOURNAL_CANCEL };
/* INTENT stands before its request leaves; without an outcome behind it nobody knows. */
enum journal_outcome {
    JOURNAL_INTENT,
    JOURNAL_DONE,
    JOURNAL_REFUSED,
    JOURNAL_NOT_SENT,
    JOURNAL_UNKNOWN
};

struct journal_record {
    char *id; /* one for each request; intent and outcome have the same */
    enum journal_kind kind;
    enum journal_outcome outcome;
    time_t at;
    char *order_id, *number, *item_id; /* "" where there is none */
    char *title;                       /* for people: customer, product, boxes */
    char *message;                     /* how it ended, in words; "" = not yet */
    char *text;                        /* an order file with this one line; "" in outcomes */
};

struct journal { /* what was read; zeroed = empty */
    struct journal_record *list;
    size_t count, cap;
};

void journal_use_profile(const char *profile); /* as drafts_use_profile() */
/* Appends the intent; gives the record's id (the caller's), NULL and a sentence where it could not be
 * kept: then the request must not be sent. `record->id`, `at`, `outcome` and `message` are not read. */
char *journal_begin(const struct journal_record *record, struct error *error);
bool journal_end(const char *id, enum journal_outcome outcome, const char *message,
                 struct error *error);
/* All records of this kind, newest first, each with its latest outcome; damaged lines are left out and
 * counted. No file yet is an empty journal. */
bool journal_read(struct journal *journal, enum journal_kind kind, size_t *damaged,
                  struct error *error);
void journal_free(struct journal *journal);

#endif
