/* A strict JSON reader (RFC 8259) that is fed bytes as they arrive and hands out events. It decides
 * what is JSON at all: no invalid UTF-8, no control characters in texts, no NaN, no trailing comma,
 * nothing behind the value. Knows nothing of orders. */
#ifndef API_SCAN_H
#define API_SCAN_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum scan_event {
    SCAN_BEGIN_OBJECT,
    SCAN_END_OBJECT,
    SCAN_BEGIN_ARRAY,
    SCAN_END_ARRAY,
    SCAN_KEY,
    SCAN_VALUE
};

enum scan_kind { SCAN_STRING, SCAN_NUMBER, SCAN_TRUE, SCAN_FALSE, SCAN_NULL };

/* Valid during the callback only. */
struct scan_token {
    enum scan_event event;
    enum scan_kind kind; /* of a SCAN_VALUE */
    const char *text;    /* keys and texts decoded, numbers exactly as written; ends in a NUL */
    size_t len;          /* bytes of the text; a text may hold NULs, a key never does */
    size_t line;         /* where the token ended, from 1 */
};

struct scan_options {
    size_t max_depth;       /* of objects and arrays in each other */
    size_t max_value_bytes; /* of one key, text or number */
    bool refuse_duplicates; /* the same key twice in an object is an error */
    bool (*on_event)(void *context, const struct scan_token *token); /* false stops the reading */
    void *context;
};

struct scan;

struct scan *scan_new(const struct scan_options *options);
void scan_free(struct scan *scan);
/* Reads on. False when this is not JSON (the sentence names line and byte) or on_event stopped it;
 * then nothing more may be fed. A byte order mark at the very start is skipped. */
bool scan_feed(struct scan *scan, const char *bytes, size_t len, struct error *error);
/* After the last byte: whether a whole value was there. */
bool scan_finish(struct scan *scan, struct error *error);

#endif
