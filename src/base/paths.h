/* Where things live: the XDG directories, with /perennial behind. All results are the caller's. */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include "base/error.h"

enum paths_place { PATHS_CONFIG, PATHS_DATA, PATHS_STATE, PATHS_CACHE };

/* The path of `name` ("" for the directory itself) in one of the places; nothing is made. */
char *paths_join(enum paths_place place, const char *name);
/* Makes the place (mode 0700, parents too) where it is missing, then gives the path as above;
 * NULL and a sentence where that fails. */
char *paths_make(enum paths_place place, const char *name, struct error *error);
/* "~/x" with the home directory in place of "~"; other texts as they are. */
char *paths_expand(const char *path);

#endif
