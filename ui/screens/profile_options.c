/* Options of a profile as fields; see profile_options.h. */
#include "config.h"
#include "ui/screens/profile_options.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/paths.h"
#include "config/config.h"
#include "model/methods.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

size_t profile_options_count(void)
{
    size_t count = 0;
    while (options_profile[count].name)
        count++;
    return count;
}

char *profile_options_label(const struct option *option)
{
    char *label = mem_strdup(option->name);
    for (char *c = label; *c; c++)
        if (*c == '_')
            *c = ' ';
    bool is_short = strcspn(label, " ") <= 2; /* "ca" */
    for (size_t i = 0; label[i] && (!i || (is_short && label[i] != ' ')); i++)
        label[i] = (char)toupper((unsigned char)label[i]);
    return label;
}

static const char *const yes_no[] = { "yes", "no", NULL };

static void offer(const char *const *words, struct field_choice *choices)
{
    size_t count = 0;
    for (; words[count] && count + 1 < PROFILE_OPTIONS_CHOICES; count++)
        choices[count] = (struct field_choice){ words[count], words[count] };
    choices[count] = (struct field_choice){ 0 };
}

void profile_options_field(const struct option *option, const char *label,
                           struct field_choice *choices, struct field *field)
{
    *field = (struct field){ .label = label, .help = option->help, .type = FIELD_TEXT };
    switch (option->type) {
    case OPTION_NUMBER:
        field->type = FIELD_INT;
        field->min = option->min;
        field->max = option->max;
        field->unit = option->unit;
        break;
    case OPTION_BOOL:
    case OPTION_CHOICE:
        offer(option->type == OPTION_BOOL ? yes_no : option->choices, choices);
        field->type = FIELD_CHOICE;
        field->choices = choices;
        break;
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_URL:
    case OPTION_METHODS:
    case OPTION_LIST:
    case OPTION_GROUP:
        break;
    }
}

void profile_options_write(const struct option *option, const struct profile *profile,
                           struct buf *out)
{
    const void *at = (const char *)profile + option->offset;
    const char *text;
    switch (option->type) {
    case OPTION_NUMBER:
        buf_addf(out, "%d", *(const int *)at);
        break;
    case OPTION_BOOL:
        buf_add(out, *(const bool *)at ? yes_no[0] : yes_no[1]);
        break;
    case OPTION_CHOICE:
        buf_add(out, token_type_word(profile->token_type));
        break;
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_URL:
    case OPTION_METHODS:
        text = *(const char *const *)at;
        buf_add(out, text ? text : "");
        break;
    case OPTION_LIST:
    case OPTION_GROUP:
        break;
    }
}

static bool put_path(const struct field *field, const char *text, char **target,
                     struct error *error)
{
    char *path = paths_expand(text);
    if (*path != '/') {
        free(path);
        return error_set(error, "%s is \"%s\"; it must be a whole path, from / or from ~/ on",
                         field->label, text);
    }
    mem_replace(target, path);
    return true;
}

static bool put_methods(const struct field *field, const char *text, char **target,
                        struct error *error)
{
    bool listed[METHOD_COUNT];
    struct error why = { 0 };
    if (!methods_read(text, listed, &why)) {
        error_set(error, "%s: %s; F4 lists them", field->label, error_text(&why));
        error_clear(&why);
        return false;
    }
    mem_replace(target, methods_write(listed));
    return true;
}

static bool put_address(const struct field *field, const char *text, char **target,
                        struct error *error)
{
    struct error why = { 0 };
    char *address = config_take_endpoint(text, &why);
    if (address)
        mem_replace(target, address);
    else
        error_set(error, "%s: %s", field->label, error_text(&why));
    error_clear(&why);
    return address;
}

static bool put_text(const struct option *option, const struct field *field, const char *text,
                     char **target, struct error *error)
{
    if (!*text) {
        mem_replace(target, *option->fallback ? mem_strdup(option->fallback) : NULL);
        return true;
    }
    if (option->type == OPTION_FILE)
        return put_path(field, text, target, error);
    if (option->type == OPTION_URL)
        return put_address(field, text, target, error);
    if (option->type == OPTION_METHODS)
        return put_methods(field, text, target, error);
    mem_replace(target, mem_strdup(text));
    return true;
}

static enum token_type type_of(const struct option *option, const char *text)
{
    for (int i = 0; option->choices[i]; i++)
        if (strcmp(option->choices[i], text) == 0)
            return (enum token_type)(i + 1);
    return TOKEN_UNKNOWN;
}

bool profile_options_read(const struct option *option, const struct field *field, const char *text,
                          struct profile *profile, struct error *error)
{
    void *at = (char *)profile + option->offset;
    struct buf normal = { 0 };
    bool done = field_read(field, text, &normal, error) == FIELD_OK;
    const char *read = buf_text(&normal);
    if (done && option->type == OPTION_NUMBER)
        *(int *)at = atoi(*read ? read : option->fallback);
    else if (done && option->type == OPTION_BOOL)
        *(bool *)at = strcmp(*read ? read : option->fallback, yes_no[0]) == 0 ||
                      (!*read && strcmp(option->fallback, "true") == 0);
    else if (done && option->type == OPTION_CHOICE)
        profile->token_type = type_of(option, read);
    else if (done)
        done = put_text(option, field, read, at, error);
    buf_free(&normal);
    return done;
}
