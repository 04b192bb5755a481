/* What the files of settings say together; see config.h. Knows which file comes first, nothing of how they
 * are read (read.c) or written (own.c). */
#include <config.h>
#include "config/config.h"
#include "config/options.h"
#include "config/own.h"
#include "config/read.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/paths.h"

#include <stdlib.h>
#include <string.h>

static const char users_name[] = "perennial.conf", own_name[] = "profiles.conf",
                  practice_name[] = "sandbox.conf";

/* The path of the user's own file, whether it exists or not; the caller's. */
static char *find_users(void)
{
    return paths_join(PATHS_CONFIG, users_name);
}

/* Beside the file the user named; else where the user's file would be, whether it is there or not. */
static char *find_own(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (!path)
        return paths_join(PATHS_CONFIG, own_name);
    return mem_printf("%.*s%s", slash ? (int)(slash - path) + 1 : 0, path, own_name);
}

/* The user's file, else the system's, else NULL; the caller's. */
static char *find_file(const char *path)
{
    char *file = path ? mem_strdup(path) : find_users();
    if (path || file_exists(file))
        return file;
    mem_replace(&file, mem_printf("%s/perennial/%s", PERENNIAL_SYSCONFDIR, users_name));
    if (!file_exists(file))
        mem_replace(&file, NULL);
    return file;
}

/* What is wrong with the own file is no reason to be without the user's. */
static void read_own(struct config *config)
{
    struct error why = { 0 };
    if (!own_read(config, &why))
        mem_replace(&config->own_trouble, mem_strdup(error_text(&why)));
    error_clear(&why);
}

bool config_load(struct config *config, const char *path, struct error *error)
{
    struct error why = { 0 };
    config_free(config);
    config->theme = mem_strdup(options_find(options_top, "theme", NULL)->fallback);
    config->file = find_file(path);
    config->own_file = find_own(path);
    if (config->file && !read_file(config, config->file, READ_USERS, error))
        return false;
    read_own(config);
    if (!config->profile_source || config_choose(config, config->profile, &why))
        return true;
    error_set(error, "%s: %s", config->profile_source, error_text(&why));
    error_clear(&why);
    return false;
}

static void forget_list(struct profile **list, size_t *count, size_t *cap)
{
    for (size_t i = 0; i < *count; i++)
        profile_free(&(*list)[i]);
    free(*list);
    *list = NULL;
    *count = *cap = 0;
}

static void forget_profiles(struct config *config)
{
    forget_list(&config->profiles, &config->profile_count, &config->profile_cap);
    forget_list(&config->hidden, &config->hidden_count, &config->hidden_cap);
    mem_replace(&config->profile, NULL);
    mem_replace(&config->profile_source, NULL);
    mem_replace(&config->own_profile, NULL);
    mem_replace(&config->own_trouble, NULL);
    mem_replace(&config->own_file, NULL);
}

void config_use_practice(struct config *config, const struct profile *samples, size_t count)
{
    forget_profiles(config);
    config->own_file = paths_join(PATHS_CONFIG, practice_name);
    config->is_practice = true;
    for (size_t i = 0; i < count; i++) {
        MEM_GROW(config->profiles, config->profile_count, config->profile_cap);
        config->profiles[config->profile_count] = (struct profile){ 0 };
        profile_copy(&config->profiles[config->profile_count++], &samples[i]);
    }
    read_own(config);
}

void config_free(struct config *config)
{
    forget_profiles(config);
    for (size_t i = 0; i < config->key_count; i++) {
        free(config->keys[i].scope);
        free(config->keys[i].key);
        free(config->keys[i].action);
        free(config->keys[i].file);
    }
    free(config->keys);
    free(config->file);
    free(config->theme);
    *config = (struct config){ 0 };
}

char *config_take_endpoint(const char *text, struct error *error)
{
    static const char scheme[] = "https://";
    size_t len = strlen(text), start = strlen(scheme);
    const char *host = strncmp(text, scheme, start) == 0 ? text + start : "";
    if (!*host || *host == '/' || *host == ':' || strpbrk(host, "@?# \t\\\"")) {
        error_set(error, "\"%s\" must be an address that begins with https://", text);
        return NULL;
    }
    return mem_printf("%s%s", text, text[len - 1] == '/' ? "" : "/");
}

static bool fail_no_profile(const struct config *config, const char *name, struct error *error)
{
    const char **names = mem_calloc(config->profile_count + 1, sizeof *names);
    for (size_t i = 0; i < config->profile_count; i++)
        names[i] = config->profiles[i].name;
    const char *near = names_nearest(name, names);
    if (near)
        error_set(error, "there is no profile \"%s\"; did you mean \"%s\"?", name, near);
    else
        error_set(error, "there is no profile \"%s\"", name);
    free(names);
    return false;
}

const struct profile *config_choose(const struct config *config, const char *name,
                                    struct error *error)
{
    if (!name)
        name = config->profile;
    for (size_t i = 0; name && i < config->profile_count; i++)
        if (strcmp(config->profiles[i].name, name) == 0)
            return &config->profiles[i];
    if (name) {
        fail_no_profile(config, name, error);
        return NULL;
    }
    if (config->profile_count == 1 || (config->profile_count && config->is_practice))
        return &config->profiles[0];
    if (config->profile_count) {
        error_set(error,
                  "there are several profiles; name one with --profile, or choose one for good "
                  "with: perennial token use NAME");
        return NULL;
    }
    char *path = find_users();
    error_set(error,
              "no profile is set up yet. To try Perennial with a sample company, start it with "
              "--sandbox. To use your own: perennial token add NAME; or describe it in %s, as "
              "perennial(5) says",
              path);
    free(path);
    return NULL;
}
