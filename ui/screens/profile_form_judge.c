/* What is wrong with the profile in the form: row by row, and what no single row can say. See
 * profile_form_core.h. */
#include "config.h"
#include "ui/screens/profile_form_core.h"
#include "base/file.h"
#include "base/mem.h"
#include "work/profiles.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void add_issue(struct profile_form *form, const char *label, const char *sentence)
{
    issues_add(&form->issues, ISSUE_ERROR, "wrong-form", label, "%c%s.",
               toupper((unsigned char)sentence[0]), *sentence ? sentence + 1 : "");
}

static void judge_name(struct profile_form *form, const struct profile *made)
{
    struct error why = { 0 };
    if (!made->name)
        add_issue(form, PROFILE_FORM_LABEL(form, name),
                  "Name is missing; it says which profile is meant");
    else if ((!form->name || strcmp(form->name, made->name) != 0) &&
             !profiles_may_be_called(ui_profiles(form->ui), made->name, &why))
        add_issue(form, PROFILE_FORM_LABEL(form, name), error_text(&why));
    error_clear(&why);
}

/* What one row cannot say. */
static void judge_together(struct profile_form *form, const struct profile *made)
{
    judge_name(form, made);
    if (profile_form_comes_from(form, "file") && !made->token_file)
        add_issue(form, PROFILE_FORM_LABEL(form, token_file),
                  "Token file is missing; or choose another Secret");
    if (profile_form_comes_from(form, "command") && !made->token_command)
        add_issue(form, PROFILE_FORM_LABEL(form, token_command),
                  "Token command is missing; or choose another Secret");
    if (made->ca_file && !file_exists(made->ca_file)) {
        char *why = mem_printf("There is no file %s", made->ca_file);
        add_issue(form, PROFILE_FORM_LABEL(form, ca_file), why);
        free(why);
    }
    if (made->reserve >= made->daily_limit) {
        char *why = mem_printf("Reserve is %d of %d requests a day; it must be less", made->reserve,
                               made->daily_limit);
        add_issue(form, PROFILE_FORM_LABEL(form, reserve), why);
        free(why);
    }
}

bool profile_form_judge(struct profile_form *form, struct profile *made)
{
    issues_free(&form->issues);
    profile_copy(made, &form->profile);
    for (size_t i = 0; i < form->count; i++) {
        struct error why = { 0 };
        if (profile_form_is_asked(form, &options_profile[i]) &&
            !profile_options_read(&options_profile[i], &form->fields[i],
                                  value_text(form->values[i]), made, &why))
            add_issue(form, form->labels[i], error_text(&why));
        error_clear(&why);
    }
    judge_together(form, made);
    return !issues_count(&form->issues, ISSUE_ERROR);
}

void profile_form_judge_again(struct profile_form *form)
{
    struct profile made = { 0 };
    if (form->is_judged)
        profile_form_judge(form, &made);
    profile_free(&made);
}

const struct issue *profile_form_issue_at(void *context, const struct form_place *place)
{
    const struct profile_form *form = context;
    return issues_at(&form->issues, place->field->label);
}

bool profile_form_is_required(void *context, const struct form_place *place)
{
    const struct profile_form *form = context;
    return place->field->label == PROFILE_FORM_LABEL(form, name) ||
           place->field->label == PROFILE_FORM_LABEL(form, token_file) ||
           place->field->label == PROFILE_FORM_LABEL(form, token_command);
}

void profile_form_go_to_first_issue(struct profile_form *form)
{
    for (size_t i = 0; i < form->form.count; i++) {
        const struct issue *issue = profile_form_issue_at(form, &form->form.places[i]);
        if (!issue)
            continue;
        form_focus(&form->form, i);
        ui_say(form->ui, ROLE_ERROR, "Not kept, %zu to mend. %s",
               issues_count(&form->issues, ISSUE_ERROR), issue->message);
        return;
    }
}
