/* Drafts: order files in the program's own directory, each with a name and a title for people. Knows
 * bytes and files; what is in them is the caller's business. Files have mode 0600 and are written
 * whole. */
#ifndef STORE_DRAFTS_H
#define STORE_DRAFTS_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct draft {
    char *name;  /* letters, digits, "-" and "_": names the file */
    char *title; /* for people; the name where none was given */
    time_t saved;
};

struct drafts { /* a zeroed struct is an empty list */
    struct draft *list;
    size_t count, cap;
};

/* From here on the drafts are those of this profile: an order for one company is never offered where
 * it would go to another. Before the first call they stand in a folder of no profile. */
void drafts_use_profile(const char *profile);

/* A name that no draft has yet; the caller frees it. */
char *drafts_new_name(void);
/* Writes the draft, over an older one of this name. */
bool drafts_save(const char *name, const char *title, const char *text, size_t len,
                 struct error *error);
/* All drafts, newest first. No directory yet is an empty list. `drafts` is freed first. */
bool drafts_list(struct drafts *drafts, struct error *error);
void drafts_free(struct drafts *drafts);
/* Appends the draft's bytes to `text`. */
bool drafts_load(const char *name, struct buf *text, struct error *error);
/* A draft that is not there is fine. */
bool drafts_remove(const char *name, struct error *error);

#endif
