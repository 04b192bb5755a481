/* Names people mistype: comparing without case, and the nearest known one. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

bool names_equal(const char *a, const char *b); /* ASCII letters without case */
bool names_equal_trimmed(const char *a,
                         const char *b); /* the same without the blanks around them */
/* As names_equal(), for the first `len` bytes of a text. */
bool names_equal_part(const char *name, const char *text, size_t len);
int names_compare(const char *a, const char *b); /* as strcmp, ASCII letters without case */
/* The name of `known` (NULL ends it) that takes the fewest edits from `typed`, or NULL where none
 * is near enough to be meant. */
const char *names_nearest(const char *typed, const char *const *known);

#endif
