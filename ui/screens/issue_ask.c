/* What the screen "Token" asks of the practice server's administration, and what it takes from the answers; see
 * issue_view.h. Draws nothing. */
#include "config.h"
#include "ui/screens/issue_view.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ------ what the server has ------ */

static void take_method(void *context, const char *name, unsigned types)
{
    struct issuing *issue = context;
    MEM_GROW(issue->methods, issue->method_count, issue->method_cap);
    issue->methods[issue->method_count++] =
        (struct issue_method){ .name = mem_strdup(name), .types = types };
}

static bool is_wanted(const struct issuing *issue, const struct admin_token *token)
{
    return issue->wanted_id ? strcmp(issue->wanted_id, token->id) == 0
                            : issue->wanted_print && strcmp(issue->wanted_print, token->print) == 0;
}

/* Of a token that is there: what cannot be done with it. */
static void judge_token(struct issuing *issue, const struct admin_token *token)
{
    if (token->is_at_start)
        mem_replace(
            &issue->error,
            mem_strdup("This token was made with the practice server: it can be neither changed "
                       "nor revoked."));
    else if (*token->revoked)
        mem_replace(
            &issue->error,
            mem_strdup("This token is revoked: it cannot be changed or used again. Issue a new "
                       "one."));
}

static void take_row(struct issuing *issue, const struct admin_token *token)
{
    issue->type = token->type;
    value_set(&issue->v[ISSUE_TYPE], token_type_word(token->type));
    value_set(&issue->v[ISSUE_OWNER], token->owner_name);
    value_set(&issue->v[ISSUE_DESCRIPTION], token->description);
    mem_replace(&issue->owner_id, mem_strdup(token->owner_id));
    mem_replace(&issue->owner_code, mem_strdup(token->owner_code));
    mem_replace(&issue->old_description, mem_strdup(token->description));
    mem_replace(&issue->id, mem_strdup(token->id));
    mem_replace(&issue->print, mem_strdup(token->print));
}

/* Tokens come before the methods: which of them are ticked waits in the token's name list. */
static void take_token(void *context, const struct admin_token *token)
{
    struct issuing *issue = context;
    if (issue->what == ISSUE_NEW || !is_wanted(issue, token))
        return;
    issue->is_found = true;
    take_row(issue, token);
    judge_token(issue, token);
    value_set(&issue->v[ISSUE_NAME], token->methods);
}

static void tick_those_there(struct issuing *issue)
{
    char *all = mem_printf(" %s ", value_text(issue->v[ISSUE_NAME]));
    for (size_t i = 0; i < issue->method_count; i++) {
        char *one = mem_printf(" %s ", issue->methods[i].name);
        issue->methods[i].is_ticked = issue->methods[i].was_ticked = strstr(all, one) != NULL;
        free(one);
    }
    free(all);
    value_set(&issue->v[ISSUE_NAME], "");
}

static void confirm_revoking(struct issuing *issue)
{
    enum { WORD_CHARS = 4 };
    char *word = mem_strndup(issue->print, WORD_CHARS);
    issue->state = ISSUE_CONFIRM;
    issue_page_write(issue);
    confirm_ask(&issue->confirm, issue->ui, word);
    free(word);
}

static void begin(struct issuing *issue)
{
    list_set_count(&issue->cursor, issue->method_count);
    tick_those_there(issue);
    issue->state = ISSUE_FORM;
    issue_form_place(issue);
    if (issue->what == ISSUE_EDIT)
        issue->in_methods = true, form_blur(&issue->form);
    if (issue->what != ISSUE_REVOKE)
        return;
    confirm_revoking(issue);
}

static void end_list(void *context, const struct api_answer *answer)
{
    struct issuing *issue = context;
    if (answer->outcome != API_DONE) {
        issue->state = ISSUE_FAILED;
        mem_replace(&issue->error, mem_strdup(answer->message));
    } else if (issue->what != ISSUE_NEW && (!issue->is_found || issue->error)) {
        issue->state = ISSUE_FAILED;
        if (!issue->is_found)
            mem_replace(&issue->error, mem_strdup("This token is none of the practice server's."));
    } else {
        begin(issue);
    }
}

void issue_forget_methods(struct issuing *issue)
{
    for (size_t i = 0; i < issue->method_count; i++)
        free(issue->methods[i].name);
    issue->method_count = 0;
}

void issue_read_all(struct issuing *issue)
{
    const struct admin *admin = ui_admin(issue->ui);
    const struct admin_call call = { take_token, take_method, end_list, issue };
    issue_forget_methods(issue);
    mem_replace(&issue->error, NULL);
    issue->is_stopped = false;
    issue->state = ISSUE_READING;
    admin->ops->list(admin->self, &call);
}

void issue_revoke_unsaved(struct issuing *issue)
{
    const struct admin *admin = ui_admin(issue->ui);
    const struct admin_call unheard = { 0 };
    if (issue->token.len)
        admin->ops->revoke(admin->self, issue->id, &unheard);
    buf_wipe(&issue->token);
}

static void end_giving_up(void *context, const struct api_answer *answer)
{
    struct issuing *issue = context;
    ui_pop(issue->ui);
    if (answer->outcome == API_DONE)
        ui_say(issue->ui, ROLE_WARNING, "The token was not saved and is revoked.");
    else
        ui_say(
            issue->ui, ROLE_ERROR,
            "The token was not saved, and is not revoked: %s i in the profiles lists the tokens.",
            answer->message);
}

void issue_give_up_unsaved(struct issuing *issue)
{
    const struct admin *admin = ui_admin(issue->ui);
    const struct admin_call call = { NULL, NULL, end_giving_up, issue };
    issue->state = ISSUE_WORKING;
    buf_wipe(&issue->token);
    admin->ops->revoke(admin->self, issue->id, &call);
}

/* ------ asking ------ */

static void take_made(void *context, const struct admin_token *token)
{
    struct issuing *issue = context;
    if (issue->what == ISSUE_NEW) {
        buf_set(&issue->token, token->token);
        mem_replace(&issue->id, mem_strdup(token->id));
        mem_replace(&issue->print, mem_strdup(token->print));
        mem_replace(&issue->owner_code, mem_strdup(token->owner_code));
        if (*token->owner_name)
            value_set(&issue->v[ISSUE_OWNER], token->owner_name);
    }
}

static void end_made(struct issuing *issue)
{
    char *name = issue_save_name(issue);
    issue->state = ISSUE_MADE;
    value_take(&issue->v[ISSUE_NAME], name);
    issue_form_place(issue);
    issue_page_write(issue);
    ui_discard_keys(issue->ui);
}

static void end_asked(void *context, const struct api_answer *answer)
{
    struct issuing *issue = context;
    if (answer->outcome != API_DONE) {
        mem_replace(&issue->error, mem_strdup(answer->message));
        issue->state = ISSUE_FORM;
        if (issue->what == ISSUE_REVOKE)
            confirm_revoking(issue);
        else
            issue_form_resume(issue);
        ui_discard_keys(issue->ui);
    } else if (issue->what == ISSUE_NEW) {
        end_made(issue);
    } else {
        ui_pop(issue->ui);
        ui_say(issue->ui, ROLE_OK, "#%.4s: %s", issue->print, answer->message);
        if (issue->what == ISSUE_EDIT)
            issue_save_changed(issue);
    }
}

void issue_ask(struct issuing *issue)
{
    const struct admin *admin = ui_admin(issue->ui);
    const struct admin_call call = { take_made, NULL, end_asked, issue };
    char *methods = issue_ticked(issue);
    const struct admin_token token = { .id = issue->id ? issue->id : "",
                                       .type = issue->type,
                                       .owner_id = issue->owner_id,
                                       .description = value_text(issue->v[ISSUE_DESCRIPTION]),
                                       .methods = methods };
    mem_replace(&issue->error, NULL);
    issue->state = ISSUE_WORKING;
    if (issue->what == ISSUE_NEW)
        admin->ops->issue(admin->self, &token, &call);
    else if (issue->what == ISSUE_EDIT)
        admin->ops->edit(admin->self, &token, &call);
    else
        admin->ops->revoke(admin->self, issue->id, &call);
    free(methods);
}
