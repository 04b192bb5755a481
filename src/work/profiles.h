/* The profiles there are, and what changes them: those of the user's configuration, which are read and never
 * written, and those of the program's own file beside it. Screens and commands go through here. On the
 * practice server they are its sample tokens and those issued there, kept apart from the real ones. */
#ifndef WORK_PROFILES_H
#define WORK_PROFILES_H

#include "base/error.h"
#include "config/config.h"
#include "model/budget.h"
#include "model/profile.h"
#include "store/seen.h"
#include "store/vault.h"

#include <stdbool.h>
#include <stddef.h>

struct profiles;

/* `config` is borrowed and changed by what follows; it outlives this. */
struct profiles *profiles_new(struct config *config);
void profiles_free(struct profiles *profiles);

size_t profiles_count(const struct profiles *profiles);
/* In the order of the files; pointers hold until something is changed. */
const struct profile *profiles_at(const struct profiles *profiles, size_t index);
const struct profile *profiles_find(const struct profiles *profiles, const char *name);
/* False and a sentence (with file and line) where the profile stands in a file that is not written. */
bool profiles_may_change(const struct profiles *profiles, const char *name, struct error *error);

/* Whether a profile can be called so: not taken, one line, not blank. */
bool profiles_may_be_called(const struct profiles *profiles, const char *name, struct error *error);
/* Adds it to the program's own file. `token` is kept in a file of its own, and `token_file` of the new profile
 * names it; NULL = the profile says itself where its token comes from. Nothing is left behind on failure. */
bool profiles_add(struct profiles *profiles, const struct profile *profile, const char *token,
                  struct error *error);
/* `changed` takes the place of the profile called `name`. Another name takes its drafts, journal, views and
 * secret along. A secret that the program made a file for goes when it comes from elsewhere now. */
bool profiles_change(struct profiles *profiles, const char *name, const struct profile *changed,
                     struct error *error);
/* Takes it out of the program's own file and removes the secret that the program made for it. Drafts and the
 * journal stay. */
bool profiles_forget(struct profiles *profiles, const char *name, struct error *error);
/* Whether another token could be kept for it; to be asked before anybody types one. */
bool profiles_may_replace(const struct profiles *profiles, const char *name, struct error *error);
/* The file named by token_file gets this token in place of the old one; also for a profile of the user's
 * file. Refused for a profile whose token comes from a command. */
bool profiles_replace_secret(struct profiles *profiles, const char *name, const char *token,
                             struct error *error);
/* This one is used when none is named, unless the user's file names another: then false, with file and line. */
bool profiles_choose(struct profiles *profiles, const char *name, struct error *error);

/* What is known of a profile without a request. */
enum profile_state {
    PROFILE_NO_SECRET, /* there is none, or it cannot be read safely: `trouble` */
    PROFILE_REFUSED,   /* the service did not accept the token */
    PROFILE_READ_ONLY,
    PROFILE_READY,
};

struct profile_facts {
    enum profile_state state;
    char print[VAULT_PRINT_CHARS +
               1]; /* "" where the secret was not read: it comes from a command */
    char *trouble; /* a sentence; NULL = none */
    struct seen seen;
    struct budget_state budget;
    time_t last_used; /* of the journal of requests; 0 = not in its days */
};
/* Reads the secret of a file for its print; runs no command: then `print` is the one it holds on entry, else that
 * of the token seen last. */
void profiles_facts(struct profiles *profiles, const char *name, struct profile_facts *facts);
void profile_facts_free(struct profile_facts *facts);
const char *
profile_state_word(enum profile_state state); /* "ready", "refused", "read only", "no secret" */

#endif
