/* What is shown of the journal of requests, by the screen and by the command alike: its columns, which
 * records a filter lets through, and the forms they are written in for other programs. */
#ifndef WORK_REQUESTS_VIEW_H
#define WORK_REQUESTS_VIEW_H

#include "base/buf.h"
#include "store/requests.h"

#include <stdbool.h>
#include <stdint.h>

enum requests_column {
    REQUESTS_TIME,
    REQUESTS_PROFILE,
    REQUESTS_METHOD,
    REQUESTS_OUTCOME,
    REQUESTS_STATUS,
    REQUESTS_MILLIS,
    REQUESTS_SENT,
    REQUESTS_RECEIVED,
    REQUESTS_MESSAGE,
    REQUESTS_COLUMNS,
    REQUESTS_TEXT = REQUESTS_COLUMNS, /* of no table; JSON and text have it */
};

struct requests_column_row {
    const char *title; /* for people */
    const char *name;  /* for programs */
    bool is_number;
};

extern const struct requests_column_row requests_columns[REQUESTS_COLUMNS + 1];

/* Appends what the record has there: "2026-02-03T14:41:00Z", "standing.order.list", "200" … */
void requests_add_cell(struct buf *out, const struct request_record *record,
                       enum requests_column column);

/* NULL, DATE_NONE and false let everything through. */
struct requests_filter {
    const char *profile, *method, *outcome; /* the whole word, without case */
    int32_t from, to;                       /* days, both included */
    bool is_failed;                         /* only what was not done */
};

bool requests_lets_through(const struct requests_filter *filter,
                           const struct request_record *record);
/* Done, or nobody waited for its end. */
bool requests_has_failed(const struct request_record *record);

enum requests_form { REQUESTS_AS_TEXT, REQUESTS_AS_CSV, REQUESTS_AS_TSV, REQUESTS_AS_JSON };

/* The form that the ending of this name asks for: .csv .tsv .json, any other is text. */
enum requests_form requests_form_of(const char *path);
/* What stands before the records, one of them (`is_first`: of those written), and what stands behind. */
void requests_write_head(struct buf *out, enum requests_form form);
void requests_write_record(struct buf *out, enum requests_form form,
                           const struct request_record *record, bool is_first);
void requests_write_foot(struct buf *out, enum requests_form form, size_t count);

/* The request as it was sent: verb, path and parameters, names of headers, body; "[secret]" where the token
 * stood. */
void requests_add_request(struct buf *out, const struct request_record *record);

/* The parameters of a request's first line as people read them, each on a line of its own and decoded, and
 * its body indented where it is JSON. */
void requests_add_readable(struct buf *out, const char *text);

#endif
