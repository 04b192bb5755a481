/* What the commands about profiles and tokens share: finding a profile, taking a secret, saying what was
 * done. Of a token only its type and its print ever leave here. */
#ifndef CLI_TOKEN_H
#define CLI_TOKEN_H

#include "cli/cli.h"
#include "model/profile.h"
#include "work/profiles.h"

/* perennial token list. */
int token_list(struct cli *cli);

/* The profile of this name; where it is NULL the one named by --profile, else the one used when none is
 * named. NULL and said where there is none. */
const struct profile *token_choose(struct cli *cli, const char *name);
/* A new profile of this name as the options describe it; `profile` is zeroed. False and a sentence. */
bool token_describe(struct cli *cli, const char *name, struct profile *profile,
                    struct error *error);
/* A secret from the person or from standard input, for the first prompt "WHAT (not shown): ". Gives the exit
 * code; what went wrong is said. `secret` (BUF_SECRET) is not empty where it is done. */
int token_take_secret(struct cli *cli, const char *what, struct buf *secret);
/* "company token #7f3a01b2, kept in FILE" */
void token_add_words(struct buf *out, const struct profile *profile, const char *print);
/* What was done, as JSON or as the sentence; gives the exit code. `print` may be NULL. */
int token_report(struct cli *cli, const char *outcome, const char *name, const char *print,
                 const char *sentence);

#endif
