/* The program's own file; see own.h and config.h. Written from the rows of options_profile[], so that a new
 * option needs nothing here. Knows libconfig's form of text, not libconfig. */
#include <config.h>
#include "config/own.h"
#include "config/options.h"
#include "config/read.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char head[] =
    "// Perennial writes this file: profiles that were added on its screens or with \"perennial "
    "token add\".\n"
    "// It is written anew when one of them changes, without what else stands here. What you write "
    "yourself\n"
    "// belongs in perennial.conf; a profile there wins over one of the same name here.\n";

/* --- Reading --- */

static const struct profile *find_users(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->profile_count; i++)
        if (!config->profiles[i].is_own && strcmp(config->profiles[i].name, name) == 0)
            return &config->profiles[i];
    return NULL;
}

static void drop_own(struct config *config)
{
    size_t kept = 0;
    for (size_t i = 0; i < config->profile_count; i++) {
        if (config->profiles[i].is_own)
            profile_free(&config->profiles[i]);
        else
            config->profiles[kept++] = config->profiles[i];
    }
    config->profile_count = kept;
    while (config->hidden_count)
        profile_free(&config->hidden[--config->hidden_count]);
}

/* That server is another one at each start. */
static void lead_to_practice(struct profile *profile, const struct profile *sample)
{
    free(profile->endpoint);
    free(profile->ca_file);
    profile->endpoint = mem_strdup(sample->endpoint);
    profile->ca_file = mem_strdup(sample->ca_file);
}

static void take_profile(struct config *config, struct profile *profile)
{
    profile->is_own = true;
    if (config->is_practice && config->profile_count)
        lead_to_practice(profile, &config->profiles[0]);
    if (find_users(config, profile->name)) {
        MEM_GROW(config->hidden, config->hidden_count, config->hidden_cap);
        config->hidden[config->hidden_count++] = *profile;
    } else {
        MEM_GROW(config->profiles, config->profile_count, config->profile_cap);
        config->profiles[config->profile_count++] = *profile;
    }
    *profile = (struct profile){ 0 };
}

/* What the own file chooses counts where the user's names none, and only while there is such a profile. */
static void take_choice(struct config *config, char *name)
{
    free(config->own_profile);
    config->own_profile = name;
    if (config->profile_source)
        return;
    free(config->profile);
    config->profile = NULL;
    if (name && config_choose(config, name, NULL))
        config->profile = mem_strdup(name);
}

bool own_read(struct config *config, struct error *error)
{
    struct config part = { 0 };
    struct error why = { 0 };
    bool done =
        !file_exists(config->own_file) || read_file(&part, config->own_file, READ_OWN, &why);
    if (!done)
        error_set(error, "%s; nothing of that file counts before it is mended or moved away",
                  error_text(&why));
    error_clear(&why);
    if (done) {
        drop_own(config);
        for (size_t i = 0; i < part.profile_count; i++)
            take_profile(config, &part.profiles[i]);
        take_choice(config, part.profile);
        part.profile = NULL;
        free(config->own_trouble);
        config->own_trouble = NULL;
    }
    config_free(&part);
    return done;
}

/* --- Writing --- */

static void write_text(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_add_char(out, '\\');
        if ((unsigned char)*text < 32)
            buf_addf(out, "\\x%02x", (unsigned char)*text);
        else
            buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}

/* The option's value as it is written; false where it is what it is without being said. */
static bool write_value(const struct option *option, const struct profile *profile, struct buf *out)
{
    const void *value = (const char *)profile + option->offset;
    const char *text;
    switch (option->type) {
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_URL:
    case OPTION_METHODS:
        text = *(char *const *)value;
        if (!text || !*text || strcmp(text, option->fallback) == 0)
            return false;
        write_text(out, text);
        return true;
    case OPTION_NUMBER:
        buf_addf(out, "%d", *(const int *)value);
        return *(const int *)value != atoi(option->fallback);
    case OPTION_BOOL:
        buf_add(out, *(const bool *)value ? "true" : "false");
        return strcmp(buf_text(out), option->fallback) != 0;
    case OPTION_CHOICE:
        text = token_type_word(profile->token_type);
        write_text(out, text);
        return *text;
    case OPTION_LIST:
    case OPTION_GROUP:
        break;
    }
    return false;
}

/* Where the practice server is is not kept. */
static bool is_kept(const struct config *config, const struct option *option)
{
    return !config->is_practice ||
           (strcmp(option->name, "endpoint") != 0 && strcmp(option->name, "ca_file") != 0);
}

static void write_profile(struct buf *out, const struct config *config,
                          const struct profile *profile)
{
    const char *before = " ";
    buf_add(out, "  {");
    for (const struct option *option = options_profile; option->name; option++) {
        struct buf value = { 0 };
        if (is_kept(config, option) && write_value(option, profile, &value)) {
            buf_addf(out, "%s%s = %s;", before, option->name, buf_text(&value));
            before = "\n    ";
        }
        buf_free(&value);
    }
    buf_add(out, " }");
}

static void write_profiles(struct buf *out, const struct config *config)
{
    const char *between = "profiles = (\n";
    for (size_t i = 0; i < config->profile_count + config->hidden_count; i++) {
        const struct profile *profile = i < config->profile_count
                                            ? &config->profiles[i]
                                            : &config->hidden[i - config->profile_count];
        if (!profile->is_own)
            continue;
        buf_add(out, between);
        write_profile(out, config, profile);
        between = ",\n";
    }
    if (*between == ',')
        buf_add(out, "\n);\n");
}

/* Whole, and read once before it takes the place of the old one: what is there can be read again. */
static bool save(const struct config *config, struct error *error)
{
    struct buf text = { 0 };
    struct config again = { 0 };
    buf_add(&text, head);
    if (config->own_profile) {
        buf_add(&text, "profile = ");
        write_text(&text, config->own_profile);
        buf_add(&text, ";\n");
    }
    write_profiles(&text, config);
    bool done = read_text(&again, &text, config->own_file, READ_FORM, error) &&
                file_write(config->own_file, buf_text(&text), text.len, 0600, error);
    config_free(&again);
    buf_free(&text);
    return done;
}

static int lock(const struct config *config, struct error *error)
{
    char *dir = file_dir(config->own_file);
    int lock = file_make_dirs(dir, error) ? file_lock_dir(dir, error) : -1;
    free(dir);
    return lock;
}

bool config_change_own(struct config *config,
                       bool (*change)(struct config *config, void *context, struct error *error),
                       void *context, struct error *error)
{
    int held = lock(config, error);
    bool done = held >= 0 && own_read(config, error);
    if (done) {
        done = change(config, context, error) && save(config, error);
        if (!done)
            own_read(config, NULL);
    }
    file_unlock(held);
    return done;
}

bool config_check_profile(const struct profile *profile, struct error *error)
{
    const struct config none = { 0 };
    struct config again = { 0 };
    struct buf text = { 0 };
    buf_add(&text, "profiles = (");
    write_profile(&text, &none, profile);
    buf_add(&text, ");\n");
    bool done = utf8_is_valid(buf_text(&text), text.len) ||
                error_set(error, "a text of it is not valid UTF-8");
    done = done && read_text(&again, &text, "", READ_FORM, error);
    config_free(&again);
    buf_free(&text);
    return done;
}
