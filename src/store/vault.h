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

#endif
