/* What went wrong, as a sentence for a person. A function that can fail returns false and fills one
 * of these in; only screens and the command line print it. A zeroed struct means no error. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

struct error {
    char *text; /* owned; NULL = no error */
};

/* Replaces the sentence and returns false, so that `return error_set(e, …);` reads well. `error`
 * may be NULL: then nobody wants to know. */
bool error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts "where: " before the sentence there is; returns false. */
bool error_prefix(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *error_text(const struct error *error); /* never NULL */
void error_clear(struct error *error);

#endif
