/* What the user's configuration says, read once before the screens start and never written. Its
 * errors name file, line, and for an unknown name the nearest known one. Files in this directory
 * include <config.h>, in angle brackets, for the build's own settings: in quotes they would find
 * this one. */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#ifndef PACKAGE_NAME
#error "include the build's config.h first; in src/config write it in angle brackets"
#endif

#include "base/error.h"
#include "model/profile.h"

#include <stdbool.h>
#include <stddef.h>

/* One pair of the group keys, raw: whether scope, key and action exist is the screens' business,
 * which can say file and line of what they do not know. */
struct config_key {
    char *scope, *key, *action;
    char *file;
    int line;
};

struct config {
    char *file;           /* that was read, NULL where there is none */
    char *theme;          /* never NULL */
    char *profile;        /* the default one, NULL where none is named */
    char *profile_source; /* "FILE:LINE" that names it; NULL where the program's own file does */
    char *own_file;       /* the program's own, beside the user's; see config_change_own() */
    char *own_profile;    /* the one that file chooses; NULL = none */
    char *own_trouble;    /* why that file is not used; NULL = nothing is wrong with it */
    struct profile *profiles;
    size_t profile_count, profile_cap;
    struct profile *hidden; /* of the own file, and left out: the user's has one of the same name */
    size_t hidden_count, hidden_cap;
    struct config_key *keys;
    size_t key_count, key_cap;
    bool is_practice; /* config_use_practice() was called */
};

/* Reads `path`, which must be there; or where it is NULL the user's file, else the system's, else
 * nothing; and behind it the program's own. False and a sentence at the first thing that is wrong, but for the
 * own file: that is left out then, see `own_trouble`. `config` is freed first. */
bool config_load(struct config *config, const char *path, struct error *error);
void config_free(struct config *config);

/* Changes the profiles with `is_own`, or `own_profile`, and writes them to `own_file`: whole, mode 0600, renamed
 * into place. The file is locked and read anew before `change` is called, so that what another session added
 * is kept; where `change` or the writing fails, `config` is as that file has it. Pointers to profiles hold no
 * longer. config_load() reads that file behind the user's; a name in the user's wins. */
bool config_change_own(struct config *config,
                       bool (*change)(struct config *config, void *context, struct error *error),
                       void *context, struct error *error);
/* Whether the profile could stand in a file; otherwise the sentence that would be said of it there. */
bool config_check_profile(const struct profile *profile, struct error *error);
/* The address of a service in its one form, with the closing slash: the caller's. NULL and a sentence where
 * it is none, or does not begin with https://. */
char *config_take_endpoint(const char *text, struct error *error);

/* On the practice server: its samples (copied, and none of them can be changed) and what was added to them
 * from here take the place of all profiles. What was added stands in a file of the program's own beside the
 * user's, and leads to where the first sample does: that server is another one at each start. */
void config_use_practice(struct config *config, const struct profile *samples, size_t count);

/* The profile of this name; where it is NULL the default one, else the only one, on the practice server the
 * first one. NULL and a sentence that says what to do where there is none. */
const struct profile *config_choose(const struct config *config, const char *name,
                                    struct error *error);

#endif
