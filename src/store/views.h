/* Saved views of the list of standing orders: a letter, and texts the orders screen makes sense of (what
 * is asked, sorting, columns). One file for each profile beside the configuration, written whole. */
#ifndef STORE_VIEWS_H
#define STORE_VIEWS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct view {
    char letter;   /* a-z; '.' = what was used last */
    char **names;  /* "from", "customer", "sort", "columns" … */
    char **values; /* one for each name */
    size_t count, cap;
};

struct views { /* a zeroed struct is empty */
    struct view *list;
    size_t count, cap;
};

void views_use_profile(const char *profile);               /* as drafts_use_profile() */
bool views_load(struct views *views, struct error *error); /* no file yet is an empty list */
bool views_save(const struct views *views, struct error *error);
struct view *views_find(const struct views *views, char letter); /* NULL where none has it */
struct view *views_put(struct views *views, char letter);        /* new, or emptied */
void view_set(struct view *view, const char *name, const char *value);
const char *view_get(const struct view *view, const char *name); /* "" where it has none */
void views_free(struct views *views);

#endif
