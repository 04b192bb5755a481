/* The text of a configuration, made ready for libconfig: included files put in their place, names in
 * quotes turned into names it can read, and refused what it would misread or end the program for.
 * Remembers the file and line of every line of the result. Does not include libconfig. */
#ifndef CONFIG_SOURCE_H
#define CONFIG_SOURCE_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct source_line {
    size_t file; /* index into files */
    int line;
};

struct source {
    struct buf text;
    struct source_line *lines; /* of each line of text */
    size_t line_count, line_cap;
    char **files;
    size_t file_count, file_cap;
};

/* Reads `path` and what it includes. False and "FILE:LINE: sentence" where that cannot be done. */
bool source_read(struct source *source, const char *path, struct error *error);
/* The same of a text that stands, or will stand, in the file `path`. */
bool source_take(struct source *source, const struct buf *text, const char *path,
                 struct error *error);
void source_free(struct source *source);

/* Where line `line` (from 1) of the text came from. */
const char *source_file(const struct source *source, int line, int *file_line);

/* A name as libconfig gives it, as the user wrote it; the caller frees it. */
char *source_name(const char *name);

#endif
