/* Where a profile's token comes from: a private file or a command. The token is handed over once
 * and wiped everywhere else; it never stands in an error text. */
#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include "base/buf.h"
#include "base/error.h"
#include "model/profile.h"

#include <stdbool.h>

enum { VAULT_COMMAND_MILLIS = 30000 };

/* The token of the profile, appended to `token`; the caller wipes it (buf_wipe). False and a
 * sentence that says what to do where there is none or it is not kept safely. Waits for the command
 * up to 30 s: call it before the screens are up. */
bool vault_read(const struct profile *profile, struct buf *token, struct error *error);

/* The first line of what `command` prints (sh -c, no input, its talk thrown away, every signal as a
 * program expects it), blanks around it cut. It is killed, with its children, after the limit. */
bool vault_run(const char *command, int limit_millis, struct buf *line, struct error *error);

/* How a token may be shown: the head of its SHA-256, enough to tell two apart. */
enum { VAULT_PRINT_CHARS = 8 };
void vault_print(const char *token, char print[VAULT_PRINT_CHARS + 1]);

/* Whether this can be a token: letters and digits, at most TOKEN_MAX_CHARS. The sentence does not repeat it. */
bool vault_check(const char *token, struct error *error);
/* Where the program keeps the token of a profile of this name: "…/perennial/NAME.token" in the directory of
 * the configuration; the caller's. */
char *vault_path(const char *profile);
/* Keeps the token in a file of mode 0600 made with O_EXCL, in a directory that is made where missing. With
 * `replaces` a new file takes the place of the one there; without, there must be none. */
bool vault_write(const char *path, const char *token, bool replaces, struct error *error);
/* Overwrites and removes it; none there is fine. */
bool vault_remove(const char *path, struct error *error);

#endif
