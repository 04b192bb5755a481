/* What a profile's token was seen to be allowed or refused, learned from answers, with dates: the service has
 * no call to ask. Kept for each profile and token, told by the token's print; another token begins anew. */
#ifndef STORE_SEEN_H
#define STORE_SEEN_H

#include "base/error.h"
#include "model/methods.h"

#include <stdbool.h>
#include <time.h>

enum seen_verdict { SEEN_NOTHING, SEEN_ALLOWED, SEEN_REFUSED };

struct seen_fact {
    enum seen_verdict verdict;
    time_t at; /* when it was last seen so */
};

enum { SEEN_PRINT_BYTES = 9 }; /* of vault_print() */

/* The state of the file that was read. */
struct seen_stamp {
    unsigned long long file;
    long long bytes;
    struct timespec changed;
};

struct seen {
    struct seen_fact methods[METHOD_COUNT];
    struct seen_fact token; /* the token itself: accepted, or refused (401) */
    struct seen_stamp stamp;
};

/* What is known of this token of this profile; nothing where there is no file. False and a sentence where
 * there is one that cannot be read. */
bool seen_load(const char *profile, const char *print, struct seen *seen, struct error *error);
/* Reads it anew where somebody has written to it since; whether that is so. Cheap enough for each drawing. */
bool seen_refresh(const char *profile, const char *print, struct seen *seen);
/* The token that was seen last with this profile; "" where there is none. */
void seen_last_print(const char *profile, char print[SEEN_PRINT_BYTES]);
/* Notes what an answer said, in `seen` and on disk; METHOD_COUNT stands for the token itself. The disk is
 * written to only where it says something else, or the same of another day. */
bool seen_note(const char *profile, const char *print, struct seen *seen, enum method method,
               enum seen_verdict verdict, struct error *error);
/* What was refused is not held against it any more: it may be tried again. */
bool seen_pardon(const char *profile, const char *print, struct seen *seen, struct error *error);

#endif
