/* What the files of the screen "Token" share; nobody else includes this. */
#ifndef UI_SCREENS_ISSUE_VIEW_H
#define UI_SCREENS_ISSUE_VIEW_H

#include "base/error.h"
#include "model/value.h"
#include "ui/screens/confirm.h"
#include "ui/screens/issue.h"
#include "ui/screens/page.h"
#include "ui/widgets/form.h"
#include "ui/widgets/list.h"

enum issue_field { ISSUE_TYPE, ISSUE_OWNER, ISSUE_DESCRIPTION, ISSUE_NAME, ISSUE_FIELDS };

enum issue_state {
    ISSUE_READING, /* the list of tokens and methods is on its way */
    ISSUE_FAILED,  /* it could not be read: `error` */
    ISSUE_FORM,    /* the fields, and the methods to tick */
    ISSUE_REVIEW,  /* what will be asked for */
    ISSUE_CONFIRM, /* what is to be revoked, and the word to be typed */
    ISSUE_WORKING, /* a request that makes, changes or revokes is on its way */
    ISSUE_MADE,    /* the new token is here, and its profile not yet */
};

struct issue_method { /* one that can be ticked */
    char *name;
    unsigned types; /* bits 1 << enum token_type: those that may call it */
    bool is_ticked, was_ticked;
};

struct issuing {
    struct ui *ui;
    enum issue_what what;
    enum issue_state state;
    char *wanted_print, *wanted_id; /* edit and revoke: which token; one of them NULL */
    char *error;                    /* why the last request came to nothing; NULL = it did not */
    bool is_found, is_stopped;

    struct value v[ISSUE_FIELDS];
    enum token_type type; /* what ISSUE_TYPE says */
    char *owner_id, *owner_code;
    struct form form;
    struct issue_method *methods;
    size_t method_count, method_cap;
    struct list cursor; /* of the methods */
    bool in_methods;    /* the cursor is there */

    char *id, *print, *old_description; /* of the token that is there, or was made */
    struct page page;
    struct confirm confirm;
    struct buf token;   /* made and not saved; BUF_SECRET */
    bool is_going_back; /* it was asked once */
};

/* --- asking (issue_ask.c) --- */

void issue_read_all(struct issuing *issue);
/* Makes, changes or revokes the token. */
void issue_ask(struct issuing *issue);
/* A token that was made and that nobody has would stay good for ever: it is revoked. The first waits for the
 * answer and leaves the screen with it, the second is for a screen that is closed. */
void issue_give_up_unsaved(struct issuing *issue);
void issue_revoke_unsaved(struct issuing *issue);
void issue_forget_methods(struct issuing *issue);

/* --- the methods to be ticked (issue_methods.c) --- */

bool issue_method_is_for(const struct issue_method *method, enum token_type type);
size_t issue_count_ticked(const struct issuing *issue);
/* Names of the ticked ones with blanks between them; the caller's. */
char *issue_ticked(const struct issuing *issue);
void issue_methods_draw(struct issuing *issue, struct area area);
bool issue_methods_act(struct issuing *issue, enum action action);     /* false: not mine */
void issue_methods_help(const struct issuing *issue, struct buf *out); /* of the selected one */

/* --- the form (issue_form.c) --- */

/* Places the fields of the state: those of the token, or the profile's name. */
void issue_form_place(struct issuing *issue);
/* Back from a page: the cursor is where it was. */
void issue_form_resume(struct issuing *issue);
void issue_form_draw(struct issuing *issue, struct area area);
enum ui_handled issue_form_key(struct issuing *issue, struct key key);
bool issue_form_act(struct issuing *issue, enum action action); /* false: not mine */
void issue_form_help(const struct issuing *issue, struct buf *out);
/* Whether all is said that a token needs; otherwise a sentence, and the cursor is there. */
bool issue_form_check(struct issuing *issue, struct error *error);
/* The list that F4 opens where the cursor is; LOOKUP_NONE where there is none. */
enum lookup_kind issue_form_kind(const struct issuing *issue);

/* --- what there is to read (issue_page.c) --- */

void issue_page_write(struct issuing *issue); /* of the state */
void issue_page_draw(struct issuing *issue, struct area area);

/* --- tokens and profiles (issue_save.c) --- */

/* A name that no profile has, after whose token it is or what it is for; the caller's. */
char *issue_save_name(struct issuing *issue);
/* Keeps the new token, with a profile of this name. */
bool issue_save_profile(struct issuing *issue, const char *name, struct error *error);
/* The token was changed: the profile that has it says so too, and what was refused may be tried again. */
void issue_save_changed(struct issuing *issue);

#endif
