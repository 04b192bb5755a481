/* Files of one record a line, its fields separated by tabs: a text may hold anything, since tabs, line
 * breaks and backslashes in it are written as \t, \n, \r and \\. */
#ifndef STORE_LINES_H
#define STORE_LINES_H

#include "base/buf.h"

#include <stddef.h>

/* Appends a field, with a tab before it unless it is the first of its line, which is never empty.
 * Ending the line is the caller's business. */
void lines_add_field(struct buf *out, const char *text);
void lines_add_number(struct buf *out, long long number);
/* Takes `line` (without its line break) apart in place: `fields` get pointers into it. Gives their
 * count; 0 where there are more than `most`, or one is not written as above. */
size_t lines_split(char *line, char **fields, size_t most);

#endif
