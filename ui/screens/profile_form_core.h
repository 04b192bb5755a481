/* What the files of the form of a profile share: its struct, its rows, what is wrong with it, and keeping it. For
 * profile_form*.c only. */
#ifndef UI_SCREENS_PROFILE_FORM_CORE_H
#define UI_SCREENS_PROFILE_FORM_CORE_H

#include "model/issue.h"
#include "ui/screens/profile_form.h"
#include "ui/screens/profile_options.h"
#include "ui/widgets/form.h"

struct profile_form {
    struct ui *ui;
    char *name;             /* of the profile that is changed; NULL = a new one */
    struct profile profile; /* as it was */
    size_t count;           /* of options */
    char **labels;
    struct field *fields;
    struct field_choice (*choices)[PROFILE_OPTIONS_CHOICES];
    struct value *values;
    struct value source; /* where the secret comes from: a row of `sources` */
    struct form form;
    struct issues issues;
    bool is_judged;   /* what is wrong is shown, and judged anew with each key */
    bool leave_asked; /* F3 once more leaves */
    bool is_asking;   /* its token is entered on the screen above */
    bool is_done;
    int cols;
    struct profile made; /* while its secret is entered */
};

/* --- of profile_form_rows.c, which calls none of the others --- */

extern const struct field profile_form_source;

bool profile_form_comes_from(const struct profile_form *form, const char *source);
bool profile_form_is_asked(const struct profile_form *form, const struct option *option);
void profile_form_fill_in(struct profile_form *form); /* as the profile was */
void profile_form_lay_out(struct profile_form *form);
void profile_form_lay_out_again(struct profile_form *form); /* the cursor stays where it was */
/* The label of the row of this member of struct profile. */
const char *profile_form_label(const struct profile_form *form, size_t offset);

#define PROFILE_FORM_LABEL(form, member) profile_form_label(form, offsetof(struct profile, member))

/* --- what is wrong (profile_form_judge.c) --- */

/* What the form says, in `made`; whether all of it is right. */
bool profile_form_judge(struct profile_form *form, struct profile *made);
void profile_form_judge_again(struct profile_form *form); /* where it was judged before */
void profile_form_go_to_first_issue(struct profile_form *form);
/* For form_draw; `context` is the form. */
const struct issue *profile_form_issue_at(void *context, const struct form_place *place);
bool profile_form_is_required(void *context, const struct form_place *place);

/* --- keeping it (profile_form_keep.c) --- */

/* Keeps what is typed where all of it is right, and leaves; or asks for the secret first. */
void profile_form_keep(struct profile_form *form);
/* The file that was made here for it is there already. */
bool profile_form_has_own_file(const struct profile_form *form);

#endif
