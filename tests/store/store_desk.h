/* A home directory of its own for one test of what lives on disk. */
#ifndef TESTS_STORE_DESK_H
#define TESTS_STORE_DESK_H

#include <stddef.h>

/* For .init and .fini of a suite: all XDG directories in one folder that is taken away again. */
void store_desk_set_up(void);
void store_desk_tear_down(void);

/* Paths are below that folder ("state/perennial/journal/x.tsv"). */
char *store_desk_path(const char *below);
char *store_desk_read(const char *below); /* the test ends where it cannot be read */
void store_desk_write(const char *below, const char *bytes); /* folders are made */
unsigned store_desk_mode(const char *below);                 /* 0600 … */

#endif
