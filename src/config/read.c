/* libconfig to options; see read.h. The only file that includes libconfig. It knows the rows of
 * options.h and nothing of what they are used for. */
#include <config.h>
#include "config/read.h"
#include "config/options.h"
#include "config/source.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/paths.h"
#include "model/methods.h"

#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct config *config;
    enum read_kind kind;
    struct source source;
    struct error *error;
};

static bool fail_at(struct reading *reading, const config_setting_t *setting, const char *format,
                    ...) __attribute__((format(printf, 3, 4)));

static bool fail_at(struct reading *reading, const config_setting_t *setting, const char *format,
                    ...)
{
    int line;
    const char *file =
        source_file(&reading->source, (int)config_setting_source_line(setting), &line);
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    if (reading->kind == READ_FORM)
        error_set(reading->error, "%s", buf_text(&text));
    else
        error_set(reading->error, "%s:%d: %s", file, line, buf_text(&text));
    buf_free(&text);
    return false;
}

static bool fail_unknown(struct reading *reading, const config_setting_t *setting, const char *near,
                         const char *where)
{
    char *name = source_name(config_setting_name(setting));
    if (near)
        fail_at(reading, setting, "\"%s\" is not known %s; did you mean \"%s\"?", name, where,
                near);
    else
        fail_at(reading, setting, "\"%s\" is not known %s", name, where);
    free(name);
    return false;
}

static const char *shown(const struct option *option)
{
    switch (option->type) {
    case OPTION_NUMBER:
        return "a number without quotes";
    case OPTION_BOOL:
        return "true or false";
    case OPTION_LIST:
        return "a list in round brackets, of groups in braces";
    case OPTION_GROUP:
        return "a group in braces";
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_URL:
    case OPTION_CHOICE:
    case OPTION_METHODS:
        break;
    }
    return "a text in quotes";
}

static bool fail_type(struct reading *reading, const config_setting_t *setting,
                      const struct option *option)
{
    return fail_at(reading, setting, "%s must be %s", option->name, shown(option));
}

/* A path as it is meant: "~/" is home, a relative one is beside the file that names it. */
static char *find_path(struct reading *reading, const config_setting_t *setting, const char *text)
{
    char *path = paths_expand(text);
    if (*path == '/' || !*path)
        return path;
    int line;
    const char *file =
        source_file(&reading->source, (int)config_setting_source_line(setting), &line);
    const char *slash = strrchr(file, '/');
    if (!slash)
        return path;
    char *beside = mem_printf("%.*s/%s", (int)(slash - file), file, path);
    free(path);
    return beside;
}

static bool take_url(struct reading *reading, const config_setting_t *setting,
                     const struct option *option, const char *text, char **target)
{
    struct error why = { 0 };
    char *endpoint = config_take_endpoint(text, &why);
    if (!endpoint) {
        fail_at(reading, setting, "%s: %s", option->name, error_text(&why));
        error_clear(&why);
        return false;
    }
    free(*target);
    *target = endpoint;
    return true;
}

static bool take_methods(struct reading *reading, const config_setting_t *setting, const char *text,
                         char **target)
{
    bool listed[METHOD_COUNT];
    struct error why = { 0 };
    if (!methods_read(text, listed, &why)) {
        fail_at(reading, setting, "%s", error_text(&why));
        error_clear(&why);
        return false;
    }
    free(*target);
    *target = methods_write(listed);
    return true;
}

static bool take_choice(struct reading *reading, const config_setting_t *setting,
                        const struct option *option, const char *text, int *target)
{
    struct buf known = { 0 };
    for (int i = 0; option->choices[i]; i++) {
        if (strcmp(option->choices[i], text) == 0) {
            *target = i;
            buf_free(&known);
            return true;
        }
        buf_addf(&known, "%s%s",
                 !i                       ? ""
                 : option->choices[i + 1] ? ", "
                                          : " or ",
                 option->choices[i]);
    }
    fail_at(reading, setting, "%s is \"%s\"; it must be %s", option->name, text, buf_text(&known));
    buf_free(&known);
    return false;
}

static bool take_text(struct reading *reading, const config_setting_t *setting,
                      const struct option *option, char **target)
{
    const char *text = config_setting_get_string(setting);
    if (!text)
        return fail_type(reading, setting, option);
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < 32)
            return fail_at(reading, setting, "%s must be one line without control characters",
                           option->name);
    if (!*text)
        return fail_at(reading, setting, "%s is empty; leave it out instead", option->name);
    if (option->type == OPTION_URL)
        return take_url(reading, setting, option, text, target);
    if (option->type == OPTION_METHODS)
        return take_methods(reading, setting, text, target);
    free(*target);
    *target = option->type == OPTION_FILE ? find_path(reading, setting, text) : mem_strdup(text);
    return true;
}

static bool take_number(struct reading *reading, const config_setting_t *setting,
                        const struct option *option, int *target)
{
    int type = config_setting_type(setting);
    if (type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64)
        return fail_type(reading, setting, option);
    long long number = config_setting_get_int64(setting);
    if (type == CONFIG_TYPE_INT)
        number = config_setting_get_int(setting);
    if (number < option->min || number > option->max)
        return fail_at(reading, setting, "%s is %lld; it must be from %d to %d %s", option->name,
                       number, option->min, option->max, option->unit);
    *target = (int)number;
    return true;
}

_Static_assert(TOKEN_UNKNOWN == 0 && TOKEN_COMPANY == 1 && TOKEN_CUSTOMER == 2 && TOKEN_VENDOR == 3,
               "the choices of token_type are in the order of enum token_type");

static bool take_profile_option(struct reading *reading, const config_setting_t *setting,
                                const struct option *option, struct profile *profile)
{
    void *target = (char *)profile + option->offset;
    const char *text = config_setting_get_string(setting);
    int choice;
    switch (option->type) {
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_URL:
    case OPTION_METHODS:
        return take_text(reading, setting, option, target);
    case OPTION_NUMBER:
        return take_number(reading, setting, option, target);
    case OPTION_BOOL:
        if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
            return fail_type(reading, setting, option);
        *(bool *)target = config_setting_get_bool(setting);
        return true;
    case OPTION_CHOICE:
        if (!text)
            return fail_type(reading, setting, option);
        if (!take_choice(reading, setting, option, text, &choice))
            return false;
        profile->token_type = (enum token_type)(choice + 1);
        return true;
    case OPTION_LIST:
    case OPTION_GROUP:
        break;
    }
    return false;
}

/* "FILE:LINE"; the caller's. */
static char *where_of(struct reading *reading, const config_setting_t *setting)
{
    int line;
    const char *file =
        source_file(&reading->source, (int)config_setting_source_line(setting), &line);
    return mem_printf("%s:%d", file, line);
}

static bool is_profile_taken(const struct config *config, const struct profile *profile)
{
    for (size_t i = 0; i + 1 < config->profile_count; i++)
        if (strcmp(config->profiles[i].name, profile->name) == 0)
            return true;
    return false;
}

static bool read_profile(struct reading *reading, const config_setting_t *group)
{
    struct config *config = reading->config;
    if (!config_setting_is_group(group))
        return fail_at(reading, group, "each of profiles must be a group in braces");
    MEM_GROW(config->profiles, config->profile_count, config->profile_cap);
    struct profile *profile = &config->profiles[config->profile_count++];
    *profile = (struct profile){ 0 };
    profile_init(profile);
    profile->source = where_of(reading, group);
    for (unsigned i = 0; i < (unsigned)config_setting_length(group); i++) {
        const config_setting_t *setting = config_setting_get_elem(group, i);
        const char *near;
        const struct option *option =
            options_find(options_profile, config_setting_name(setting), &near);
        if (!option)
            return fail_unknown(reading, setting, near, "in a profile");
        if (!take_profile_option(reading, setting, option, profile))
            return false;
    }
    if (!profile->name)
        return fail_at(reading, group, "this profile has no name; add name = \"…\"");
    if (is_profile_taken(config, profile))
        return fail_at(reading, group, "there are two profiles with the name \"%s\"",
                       profile->name);
    if (profile->token_file && profile->token_command)
        return fail_at(reading, group,
                       "the profile \"%s\" has token_file and token_command; keep one of them",
                       profile->name);
    if (profile->reserve >= profile->daily_limit)
        return fail_at(reading, group,
                       "the profile \"%s\" keeps %d requests in reserve of %d a day; reserve must "
                       "be less than daily_limit",
                       profile->name, profile->reserve, profile->daily_limit);
    return true;
}

static bool read_profiles(struct reading *reading, const config_setting_t *list,
                          const struct option *option)
{
    if (!config_setting_is_list(list))
        return fail_type(reading, list, option);
    for (unsigned i = 0; i < (unsigned)config_setting_length(list); i++)
        if (!read_profile(reading, config_setting_get_elem(list, i)))
            return false;
    return true;
}

static bool read_key(struct reading *reading, const char *scope, const config_setting_t *setting)
{
    struct config *config = reading->config;
    char *key = source_name(config_setting_name(setting));
    const char *action = config_setting_get_string(setting);
    if (!action) {
        fail_at(reading, setting, "the key %s must be given the name of an action, in quotes", key);
        free(key);
        return false;
    }
    int line;
    const char *file =
        source_file(&reading->source, (int)config_setting_source_line(setting), &line);
    MEM_GROW(config->keys, config->key_count, config->key_cap);
    config->keys[config->key_count++] = (struct config_key){ .scope = mem_strdup(scope),
                                                             .key = key,
                                                             .action = mem_strdup(action),
                                                             .file = mem_strdup(file),
                                                             .line = line };
    return true;
}

static bool read_keys(struct reading *reading, const config_setting_t *group,
                      const struct option *option)
{
    if (!config_setting_is_group(group))
        return fail_type(reading, group, option);
    for (unsigned i = 0; i < (unsigned)config_setting_length(group); i++) {
        const config_setting_t *scope = config_setting_get_elem(group, i);
        char *name = source_name(config_setting_name(scope));
        bool done = config_setting_is_group(scope) ||
                    fail_at(reading, scope, "keys: %s must be a group in braces", name);
        for (unsigned k = 0; done && k < (unsigned)config_setting_length(scope); k++)
            done = read_key(reading, name, config_setting_get_elem(scope, k));
        free(name);
        if (!done)
            return false;
    }
    return true;
}

/* What a person sets stands in the user's file alone: this one is written anew without it. */
static bool is_for_own(const char *name)
{
    return strcmp(name, "profile") == 0 || strcmp(name, "profiles") == 0;
}

static bool read_setting(struct reading *reading, const config_setting_t *setting,
                         const struct option *option)
{
    struct config *config = reading->config;
    if (strcmp(option->name, "theme") == 0)
        return take_text(reading, setting, option, &config->theme);
    if (strcmp(option->name, "profiles") == 0)
        return read_profiles(reading, setting, option);
    if (strcmp(option->name, "keys") == 0)
        return read_keys(reading, setting, option);
    free(config->profile_source);
    config->profile_source = where_of(reading, setting);
    return take_text(reading, setting, option, &config->profile);
}

static bool read_top(struct reading *reading, const config_setting_t *root)
{
    for (unsigned i = 0; i < (unsigned)config_setting_length(root); i++) {
        const config_setting_t *setting = config_setting_get_elem(root, i);
        const char *name = config_setting_name(setting), *near;
        const struct option *option = options_find(options_top, name, &near);
        if (!option && options_find(options_profile, name, NULL))
            return fail_at(reading, setting,
                           "\"%s\" belongs inside a profile: profiles = ( { name = \"…\"; … } );",
                           name);
        if (!option)
            return fail_unknown(reading, setting, near, "here");
        if (reading->kind == READ_OWN && !is_for_own(name))
            return fail_at(reading, setting,
                           "\"%s\" does not belong in this file, which Perennial writes anew; put "
                           "it into perennial.conf",
                           name);
        if (!read_setting(reading, setting, option))
            return false;
    }
    return true;
}

static bool read_source(struct reading *reading)
{
    config_t parsed;
    bool done;
    config_init(&parsed);
    if (config_read_string(&parsed, buf_text(&reading->source.text))) {
        done = read_top(reading, config_root_setting(&parsed));
    } else {
        int line;
        const char *file = source_file(&reading->source, config_error_line(&parsed), &line);
        done = error_set(reading->error, "%s:%d: %s", file, line, config_error_text(&parsed));
    }
    config_destroy(&parsed);
    source_free(&reading->source);
    return done;
}

bool read_file(struct config *config, const char *path, enum read_kind kind, struct error *error)
{
    struct reading reading = { .config = config, .kind = kind, .error = error };
    if (source_read(&reading.source, path, error))
        return read_source(&reading);
    source_free(&reading.source);
    return false;
}

bool read_text(struct config *config, const struct buf *text, const char *path, enum read_kind kind,
               struct error *error)
{
    struct reading reading = { .config = config, .kind = kind, .error = error };
    if (source_take(&reading.source, text, path, error))
        return read_source(&reading);
    source_free(&reading.source);
    return false;
}
