/* Where a profile's token comes from: a private file or a command. The token is handed over once
 * and wiped everywhere else; it never stands in an error text. */
#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include "base/buf.h"
#include "base/error.h"
#include "model/profile.h"

#include <stdbool.h>

enum {
    VAULT_COMMAND_MILLIS = 30000,
    VAULT_TERMINAL_MILLIS = 120000, /* somebody is asked */
    VAULT_MAX_BYTES = 4096,         /* more than any token with a sentence behind it */
};

/* The token of the profile, appended to `token`; the caller wipes it (buf_wipe). False and a
 * sentence that says what to do where there is none or it is not kept safely: the file is another's, others can
 * read it, or everybody may write to its folder. Waits for a command. */
bool vault_read(const struct profile *profile, struct buf *token, struct error *error);
/* The same where a person sits at the terminal whom the command may ask. Within screens: between
 * term_hand_over() and term_take_back(). */
bool vault_read_at_terminal(const struct profile *profile, struct buf *token, struct error *error);

/* The first line of what `command` prints (sh -c, every signal as a program expects it), blanks around it cut.
 * It is killed, with its children, after the limit. It has no terminal, no input, and its talk is thrown
 * away. */
bool vault_run(const char *command, int limit_millis, struct buf *line, struct error *error);
/* It has the terminal that this program is run from, in its foreground, to read from and to talk to; keys such
 * as Ctrl-C are for it alone. As vault_run() where there is no terminal, or somebody else has its foreground. */
bool vault_run_at_terminal(const char *command, int limit_millis, struct buf *line,
                           struct error *error);
/* Keeps the first line of a secret text, without blanks around it. */
void vault_keep_first_line(struct buf *text);

/* How a token may be shown: the head of its SHA-256, enough to tell two apart. */
enum { VAULT_PRINT_CHARS = 8 };
void vault_print(const char *token, char print[VAULT_PRINT_CHARS + 1]);

/* Whether this can be a token: letters and digits, at most TOKEN_MAX_CHARS. The sentence does not repeat it. */
bool vault_check(const char *token, struct error *error);
/* Where the program keeps the token of a profile of this name: "…/perennial/NAME.token" in the directory of
 * the configuration; the caller's. */
char *vault_path(const char *profile);
/* Keeps the token in a file of mode 0600 made with O_EXCL, in a directory that is made where missing. With
 * `replaces` a new file takes the place of the one there; without, there must be none. What a killed writer left beside
 * it (file_beside()) is overwritten and removed, here and wherever the secret is read, moved or removed. */
bool vault_write(const char *path, const char *token, bool replaces, struct error *error);
/* Another name for the same file; there must be none of that name. */
bool vault_move(const char *from, const char *to, struct error *error);
/* Overwrites and removes it; none there is fine. */
bool vault_remove(const char *path, struct error *error);

#endif
