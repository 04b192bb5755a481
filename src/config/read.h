/* Reading a file of settings: the user's, or the program's own. What is read is added to what the struct
 * holds; whether it goes together with what another file says is config.c's business. */
#ifndef CONFIG_READ_H
#define CONFIG_READ_H

#include "config/config.h"
#include "base/buf.h"

enum read_kind {
    READ_USERS, /* all that options_top has */
    READ_OWN,   /* profiles and the chosen one */
    READ_FORM,  /* the same, of values that are in no file yet: sentences without file and line */
};

/* False and "FILE:LINE: sentence" at the first thing that is wrong. */
bool read_file(struct config *config, const char *path, enum read_kind kind, struct error *error);
/* The same of a text that is to stand in the file `path`. */
bool read_text(struct config *config, const struct buf *text, const char *path, enum read_kind kind,
               struct error *error);

#endif
