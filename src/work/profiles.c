/* The profiles there are, and what changes them; see profiles.h. Knows which files belong to a profile and in
 * which order they are changed, nothing of screens. */
#include "config.h"
#include "work/profiles_core.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/counter.h"
#include "store/store.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAME_BYTES = 60 }; /* each can be three in a file's name */

struct profiles *profiles_new(struct config *config)
{
    struct profiles *profiles = mem_calloc(1, sizeof *profiles);
    profiles->config = config;
    return profiles;
}

void profiles_free(struct profiles *profiles)
{
    if (!profiles)
        return;
    for (size_t i = 0; i < profiles->use_count; i++)
        free(profiles->uses[i].name);
    free(profiles->uses);
    free(profiles);
}

size_t profiles_count(const struct profiles *profiles)
{
    return profiles->config->profile_count;
}

const struct profile *profiles_at(const struct profiles *profiles, size_t index)
{
    return &profiles->config->profiles[index];
}

static struct profile *find(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->profile_count; i++)
        if (strcmp(config->profiles[i].name, name) == 0)
            return &config->profiles[i];
    return NULL;
}

const struct profile *profiles_find(const struct profiles *profiles, const char *name)
{
    return find(profiles->config, name);
}

static bool is_chosen_by_user(const struct config *config, const char *name)
{
    return config->profile_source && strcmp(config->profile, name) == 0;
}

/* The profile of the own file with this name; NULL and a sentence where it is not there. */
static struct profile *find_own(const struct config *config, const char *name, struct error *error)
{
    struct profile *profile = find(config, name);
    if (profile && profile->is_own)
        return profile;
    if (!profile)
        error_set(error, "there is no profile \"%s\"", name);
    else if (profile->source)
        error_set(error, "the profile \"%s\" stands in %s; change it there", name, profile->source);
    else
        error_set(error, "the profile \"%s\" belongs to the practice server; it cannot be changed",
                  name);
    return NULL;
}

bool profiles_may_change(const struct profiles *profiles, const char *name, struct error *error)
{
    return find_own(profiles->config, name, error) != NULL;
}

static bool is_hidden(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->hidden_count; i++)
        if (strcmp(config->hidden[i].name, name) == 0)
            return true;
    return false;
}

/* Drafts, journals and secrets are kept by name: those of practice never meet the real ones. */
static bool is_for_practice(const char *name)
{
    static const char word[] = "sandbox";
    size_t len = sizeof word - 1;
    return strncmp(name, word, len) == 0 && (!name[len] || name[len] == '-');
}

static bool check_name(const struct config *config, const char *name, struct error *error)
{
    size_t len = strlen(name);
    if (!len || name[strspn(name, " \t")] == '\0')
        return error_set(error, "a profile needs a name");
    if (!utf8_is_valid(name, len))
        return error_set(error, "the name is not valid UTF-8");
    for (const char *c = name; *c; c++)
        if ((unsigned char)*c < 32 || *c == 0x7F)
            return error_set(error, "the name must be one line without control characters");
    if (isspace((unsigned char)name[0]) || isspace((unsigned char)name[len - 1]) || *name == '-')
        return error_set(error, "the name \"%s\" begins or ends with a blank, or begins with \"-\"",
                         name);
    if (len > MAX_NAME_BYTES)
        return error_set(error, "the name is too long; at most %d letters", (int)MAX_NAME_BYTES);
    if (find(config, name) || is_hidden(config, name))
        return error_set(error, "there is a profile \"%s\" already", name);
    if (config->is_practice && !is_for_practice(name))
        return error_set(error,
                         "the name must begin with sandbox-, so that what is kept of practice "
                         "and what is real stay apart: sandbox-%s",
                         name);
    if (!config->is_practice && is_for_practice(name))
        return error_set(error, "names that begin with sandbox are those of the practice server");
    return true;
}

bool profiles_may_be_called(const struct profiles *profiles, const char *name, struct error *error)
{
    return check_name(profiles->config, name, error);
}

/* --- Adding --- */

static void append(struct config *config, const struct profile *profile)
{
    MEM_GROW(config->profiles, config->profile_count, config->profile_cap);
    struct profile *added = &config->profiles[config->profile_count++];
    *added = (struct profile){ 0 };
    profile_copy(added, profile);
    added->is_own = true;
    free(added->source);
    added->source = NULL;
}

static bool add(struct config *config, void *context, struct error *error)
{
    const struct profile *profile = context;
    if (!check_name(config, profile->name, error))
        return false;
    append(config, profile);
    return true;
}

bool profiles_add(struct profiles *profiles, const struct profile *profile, const char *token,
                  struct error *error)
{
    struct profile added = { 0 };
    profile_copy(&added, profile);
    bool done = check_name(profiles->config, profile->name ? profile->name : "", error);
    if (done && token) {
        free(added.token_file);
        free(added.token_command);
        added.token_file = vault_path(added.name);
        added.token_command = NULL;
    }
    done = done && config_check_profile(&added, error) &&
           (!token || vault_write(added.token_file, token, false, error));
    if (done && !config_change_own(profiles->config, add, &added, error)) {
        done = false;
        if (token)
            vault_remove(added.token_file, NULL);
    }
    profile_free(&added);
    return done;
}

/* --- Changing --- */

struct change {
    const char *name;
    struct profile *changed;
    bool has_moved;  /* the store's files carry the new name */
    bool has_secret; /* so does the secret's */
    struct profile before;
    long counted;      /* requests of the day that count for both at the moment */
    char *left_secret; /* of no use any more; NULL = none */
};

/* Where the user's file names none. */
static void set_choice(struct config *config, const char *name)
{
    char *own = mem_strdup(name);
    free(config->own_profile);
    config->own_profile = own;
    if (config->profile_source)
        return;
    free(config->profile);
    config->profile = mem_strdup(own);
}

/* Whether the program made this file for the secret of a profile of this name. */
static bool is_our_secret(const struct profile *profile)
{
    char *ours = vault_path(profile->name);
    bool is = profile->token_file && strcmp(profile->token_file, ours) == 0;
    free(ours);
    return is;
}

static bool is_read_by_another(const struct config *config, const struct profile *profile)
{
    for (size_t i = 0; i < config->profile_count + config->hidden_count; i++) {
        const struct profile *other = i < config->profile_count
                                          ? &config->profiles[i]
                                          : &config->hidden[i - config->profile_count];
        if (other != profile && other->token_file &&
            strcmp(other->token_file, profile->token_file) == 0)
            return true;
    }
    return false;
}

static bool is_moved(const struct config *config, const struct profile *old,
                     const struct profile *changed)
{
    return changed->token_file && is_our_secret(old) &&
           strcmp(old->token_file, changed->token_file) == 0 && file_exists(old->token_file) &&
           !is_read_by_another(config, old);
}

static bool is_counted_elsewhere(const struct profile *old, const struct profile *changed)
{
    const char *then = old->budget_file, *now = changed->budget_file;
    return strcmp(then ? then : "", now ? now : "") != 0;
}

/* Until it is settled they count for both: whoever is killed in between leaves too many, never too few. */
static bool copy_count(const struct profile *old, struct change *change, struct error *error)
{
    profile_copy(&change->before, old);
    return counter_follow(old, change->changed, &change->counted, error) ||
           error_prefix(error, "the day's requests cannot be taken along");
}

/* In a file of many they are the company's, and stay where its profile counts elsewhere from now on. */
static void settle_count(const struct change *change)
{
    if (!change->before.budget_file || !is_counted_elsewhere(&change->before, change->changed))
        counter_leave(&change->before, change->counted, NULL);
}

/* Its files follow its name; what cannot is said, and then nothing has changed. */
static bool move_files(const struct config *config, const struct profile *old,
                       struct change *change, struct error *error)
{
    struct profile *changed = change->changed;
    if (!store_rename_profile(old->name, changed->name, error))
        return false;
    change->has_moved = true;
    if (is_moved(config, old, changed)) {
        free(changed->token_file);
        changed->token_file = vault_path(changed->name);
        change->has_secret = vault_move(old->token_file, changed->token_file, error);
        if (!change->has_secret)
            return false;
    }
    return copy_count(old, change, error);
}

/* The secret that the program made a file for, where the profile says now that it comes from elsewhere. */
static void note_left_secret(const struct config *config, const struct profile *old,
                             struct change *change)
{
    const char *now = change->changed->token_file;
    if (!change->has_secret && is_our_secret(old) && !(now && strcmp(now, old->token_file) == 0) &&
        !is_read_by_another(config, old))
        change->left_secret = mem_strdup(old->token_file);
}

static void move_back(const struct change *change, struct error *error)
{
    struct error why = { 0 };
    char *old_secret = vault_path(change->name);
    bool done = !change->has_secret || vault_move(change->changed->token_file, old_secret, &why);
    if (change->counted && !counter_leave(change->changed, change->counted, &why))
        done = false;
    if (change->has_moved && !store_rename_profile(change->changed->name, change->name, &why))
        done = false;
    if (!done)
        error_set(error, "%s; and its files carry the new name: %s", error_text(error),
                  error_text(&why));
    error_clear(&why);
    free(old_secret);
}

static bool replace(struct config *config, void *context, struct error *error)
{
    struct change *change = context;
    struct profile *old = find_own(config, change->name, error);
    if (!old)
        return false;
    bool is_renamed = strcmp(change->name, change->changed->name) != 0;
    if (is_renamed && is_chosen_by_user(config, change->name))
        return error_set(error, "%s names the profile \"%s\"; change that first",
                         config->profile_source, change->name);
    if (is_renamed && (!check_name(config, change->changed->name, error) ||
                       !move_files(config, old, change, error)))
        return false;
    if (!is_renamed && is_counted_elsewhere(old, change->changed) &&
        !copy_count(old, change, error))
        return false;
    if (config->own_profile && strcmp(config->own_profile, change->name) == 0)
        set_choice(config, change->changed->name);
    note_left_secret(config, old, change);
    profile_copy(old, change->changed);
    old->is_own = true;
    return true;
}

bool profiles_change(struct profiles *profiles, const char *name, const struct profile *changed,
                     struct error *error)
{
    struct profile copy = { 0 };
    profile_copy(&copy, changed);
    struct change change = { .name = name, .changed = &copy };
    bool done = copy.name || error_set(error, "a profile needs a name");
    done = done && config_check_profile(&copy, error);
    if (done && !config_change_own(profiles->config, replace, &change, error)) {
        done = false;
        move_back(&change, error);
    } else if (done) {
        settle_count(&change);
    }
    if (done && change.left_secret && !vault_remove(change.left_secret, error)) {
        done = error_prefix(error, "the profile is changed, but its old secret is still there");
    }
    profile_free(&copy);
    profile_free(&change.before);
    free(change.left_secret);
    return done;
}

/* --- Forgetting --- */

struct forgotten {
    const char *name;
    char *secret; /* to be removed; NULL = none of ours */
};

static bool forget(struct config *config, void *context, struct error *error)
{
    struct forgotten *forgotten = context;
    struct profile *profile = find_own(config, forgotten->name, error);
    if (!profile)
        return false;
    if (is_chosen_by_user(config, forgotten->name))
        return error_set(error, "%s names the profile \"%s\"; change that first",
                         config->profile_source, forgotten->name);
    if (is_our_secret(profile) && !is_read_by_another(config, profile))
        forgotten->secret = mem_strdup(profile->token_file);
    if (config->own_profile && strcmp(config->own_profile, forgotten->name) == 0)
        set_choice(config, NULL);
    profile_free(profile);
    size_t at = (size_t)(profile - config->profiles);
    memmove(profile, profile + 1, (--config->profile_count - at) * sizeof *profile);
    return true;
}

bool profiles_forget(struct profiles *profiles, const char *name, struct error *error)
{
    struct forgotten forgotten = { .name = name };
    bool done = config_change_own(profiles->config, forget, &forgotten, error);
    if (done && forgotten.secret && !vault_remove(forgotten.secret, error)) {
        error_prefix(error, "the profile is forgotten, but its secret is still there");
        done = false;
    }
    free(forgotten.secret);
    return done;
}

/* --- The secret --- */

static bool name_secret(struct config *config, void *context, struct error *error)
{
    struct profile *profile = find_own(config, context, error);
    if (!profile)
        return false;
    mem_replace(&profile->token_file, vault_path(profile->name)); /* another session may have */
    return true;
}

static bool add_secret(struct profiles *profiles, const char *name, const char *token,
                       struct error *error)
{
    char *path = vault_path(name), *copy = mem_strdup(name);
    bool done = vault_write(path, token, false, error);
    if (done && !config_change_own(profiles->config, name_secret, copy, error)) {
        vault_remove(path, NULL);
        done = false;
    }
    free(path);
    free(copy);
    return done;
}

bool profiles_may_replace(const struct profiles *profiles, const char *name, struct error *error)
{
    const struct profile *profile = profiles_find(profiles, name);
    if (!profile)
        return error_set(error, "there is no profile \"%s\"", name);
    if (profile->token_command)
        return error_set(error,
                         "the token of \"%s\" comes from a command, which keeps it; replace it "
                         "there",
                         name);
    if (!profile->is_own && !profile->source)
        return profiles_may_change(profiles, name, error);
    return profile->token_file || profile->is_own ||
           error_set(error, "the profile \"%s\" in %s has no token_file; add one there", name,
                     profile->source);
}

bool profiles_replace_secret(struct profiles *profiles, const char *name, const char *token,
                             struct error *error)
{
    if (!profiles_may_replace(profiles, name, error))
        return false;
    const struct profile *profile = profiles_find(profiles, name);
    if (profile->token_file)
        return vault_write(profile->token_file, token, true, error);
    return add_secret(profiles, name, token, error);
}

/* --- Choosing --- */

static bool choose(struct config *config, void *context, struct error *error)
{
    const char *name = context;
    if (!find(config, name))
        return error_set(error, "there is no profile \"%s\"", name);
    if (config->profile_source && !is_chosen_by_user(config, name))
        return error_set(error, "%s names the profile \"%s\", which wins; change it there",
                         config->profile_source, config->profile);
    if (config->profile_source)
        return true;
    set_choice(config, name);
    return true;
}

bool profiles_choose(struct profiles *profiles, const char *name, struct error *error)
{
    char *copy = mem_strdup(name);
    bool done = config_change_own(profiles->config, choose, copy, error);
    free(copy);
    return done;
}
