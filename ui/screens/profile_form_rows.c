/* The rows of the form of a profile: the options by their type, and where the secret comes from, which is a
 * question of its own. See profile_form_core.h; judges nothing, and keeps nothing. */
#include "config.h"
#include "ui/screens/profile_form_core.h"
#include "store/vault.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_COLS = 18 };

static const struct field_choice sources[] = {
    { "kept", "kept by Perennial" },
    { "file", "a file of yours" },
    { "command", "a command" },
    { "none", "none yet" },
    { NULL, NULL },
};

const struct field profile_form_source = {
    .label = "Secret",
    .help =
        "Where the token comes from; one that Perennial keeps is entered next, in a file of mode "
        "0600.",
    .type = FIELD_CHOICE,
    .choices = sources,
};

bool profile_form_comes_from(const struct profile_form *form, const char *source)
{
    return strcmp(value_text(form->source), source) == 0;
}

static bool is_at(const struct option *option, size_t offset)
{
    return option->offset == offset;
}

/* Of the two rows of the secret only the one that was chosen is asked. */
bool profile_form_is_asked(const struct profile_form *form, const struct option *option)
{
    if (is_at(option, offsetof(struct profile, token_file)))
        return profile_form_comes_from(form, "file");
    return !is_at(option, offsetof(struct profile, token_command)) ||
           profile_form_comes_from(form, "command");
}

const char *profile_form_label(const struct profile_form *form, size_t offset)
{
    for (size_t i = 0; i < form->count; i++)
        if (is_at(&options_profile[i], offset))
            return form->labels[i];
    return "";
}

void profile_form_fill_in(struct profile_form *form)
{
    const char *source = "kept";
    const struct profile *profile = &form->profile;
    char *own = profile->name ? vault_path(profile->name) : NULL;
    for (size_t i = 0; i < form->count; i++) {
        struct buf text = { 0 };
        profile_options_write(&options_profile[i], profile, &text);
        value_set(&form->values[i], buf_text(&text));
        buf_free(&text);
    }
    if (profile->token_command)
        source = "command";
    else if (form->name && !profile->token_file)
        source = "none";
    else if (profile->token_file && strcmp(profile->token_file, own) != 0)
        source = "file";
    value_set(&form->source, source);
    for (size_t i = 0; strcmp(source, "kept") == 0 && i < form->count; i++)
        if (is_at(&options_profile[i], offsetof(struct profile, token_file)))
            value_set(&form->values[i], ""); /* where it is kept is not the user's to choose */
    free(own);
}

static void add_row(struct profile_form *form, const struct field *field, struct value *value,
                    int y)
{
    int room = form->cols - LABEL_COLS - 4, cols = entry_cols(field);
    if (field->type == FIELD_TEXT)
        cols = room < 56 ? room : 56;
    form_add(&form->form, (struct form_place){ .field = field,
                                               .value = value,
                                               .y = y,
                                               .x = 1,
                                               .label_cols = LABEL_COLS,
                                               .cols = cols < room ? cols : room });
}

void profile_form_lay_out(struct profile_form *form)
{
    int y = 0;
    form_clear(&form->form);
    for (size_t i = 0; i < form->count; i++) {
        if (is_at(&options_profile[i], offsetof(struct profile, token_file)))
            add_row(form, &profile_form_source, &form->source, y++);
        if (profile_form_is_asked(form, &options_profile[i]))
            add_row(form, &form->fields[i], &form->values[i], y++);
    }
}

void profile_form_lay_out_again(struct profile_form *form)
{
    const struct form_place *at = form_at(&form->form);
    const struct field *field = at ? at->field : NULL;
    int top = form->form.top;
    profile_form_lay_out(form);
    form->form.top = top;
    for (size_t i = 0; i < form->form.count; i++)
        if (form->form.places[i].field == field)
            form_focus(&form->form, i);
}
