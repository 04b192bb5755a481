/* The journal of requests: every try of every request, as it ended. One file for each day (UTC) in the state
 * directory, mode 0600, appended to by all sessions and profiles; files of long ago are removed. Holds no
 * secret: what is written here was masked before, and is masked once more. Not to be confused with the
 * journal of changes (journal.h). */
#ifndef STORE_REQUESTS_H
#define STORE_REQUESTS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum {
    REQUESTS_DAYS = 30,             /* kept */
    REQUESTS_READ_BYTES = 32 << 20, /* of files, read at once at most: the newest of them */
};

/* Texts are owned in what was read, and may be anybody's in what is added; none is NULL. */
struct request_record {
    time_t at; /* of its start */
    char *profile;
    char *method;  /* "standing.order.list" */
    char *outcome; /* "done", "partial", "refused", "not reached", "unknown", "failed", "no budget",
                      "dropped" */
    int http_status;
    int64_t millis;
    size_t sent_bytes, bytes; /* of the body sent, received */
    char *message;            /* a sentence, "" where there is none */
    char *text;               /* verb, path, parameters, body */
};

struct requests { /* zeroed = empty */
    struct request_record *list;
    size_t count, cap;
    bool is_cut; /* older ones are there: with them it would be more than REQUESTS_READ_BYTES */
};

/* Appends it to the file of its day, in one write. */
bool requests_add(const struct request_record *record, struct error *error);
/* Those of the last `days` days, today's included, newest first; damaged lines are left out and counted
 * (`damaged` may be NULL). No file is an empty journal. */
bool requests_read(struct requests *requests, int days, size_t *damaged, struct error *error);
/* When the profile's newest request began that is in the files of `days` days, `skipped` days before today's;
 * 0 = there is none, or they cannot be read. */
time_t requests_last(const char *profile, int skipped, int days);
void requests_free(struct requests *requests);

#endif
