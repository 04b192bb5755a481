/* Issuing a token on the practice server, changing one, and revoking it; see issue.h. What the server has is
 * read first (issue_ask.c); then the form (issue_form.c), what it comes to (issue_page.c), one request, and for a
 * new token a profile (issue_save.c). A new token is never drawn, and wiped when it is saved or left. */
#include "config.h"
#include "ui/screens/issue_view.h"
#include "base/mem.h"
#include "ui/screens/lookups.h"
#include "ui/screens/notice.h"

#include <stdlib.h>
#include <string.h>

static void *open_issue(struct ui *ui, void *argument)
{
    static const struct issue_start fresh = { .what = ISSUE_NEW };
    const struct issue_start *start = argument ? argument : &fresh;
    if (!ui_admin(ui)->ops) {
        ui_say(ui, ROLE_WARNING,
               "Tokens are issued here only on the practice server (perennial --sandbox); for the "
               "live "
               "service that is done in Komet: Setup > Settings > Tokens.");
        return NULL;
    }
    struct issuing *issue = mem_calloc(1, sizeof *issue);
    issue->ui = ui;
    issue->what = start->what;
    issue->wanted_print = mem_strdup(start->print);
    issue->wanted_id = mem_strdup(start->id);
    issue->token.is_secret = true;
    for (int i = 0; i < ISSUE_FIELDS; i++)
        value_set(&issue->v[i], "");
    issue_read_all(issue);
    return issue;
}

static void close_issue(void *screen)
{
    struct issuing *issue = screen;
    const struct admin *admin = ui_admin(issue->ui);
    admin->ops->drop(admin->self, issue);
    issue_revoke_unsaved(issue);
    form_free(&issue->form);
    for (int i = 0; i < ISSUE_FIELDS; i++)
        free(issue->v[i].text);
    issue_forget_methods(issue);
    free(issue->methods);
    free(issue->wanted_print);
    free(issue->wanted_id);
    free(issue->error);
    free(issue->owner_id);
    free(issue->owner_code);
    free(issue->id);
    free(issue->print);
    free(issue->old_description);
    page_free(&issue->page);
    confirm_free(&issue->confirm);
    free(issue);
}

/* ------ the steps ------ */

static bool is_changed(const struct issuing *issue)
{
    bool changed = strcmp(value_text(issue->v[ISSUE_DESCRIPTION]), issue->old_description) != 0;
    for (size_t i = 0; i < issue->method_count; i++)
        changed |= issue->methods[i].is_ticked != issue->methods[i].was_ticked;
    return changed;
}

static void review(struct issuing *issue)
{
    struct error error = { 0 };
    mem_replace(&issue->error, NULL);
    if (!issue_form_check(issue, &error)) {
        ui_say(issue->ui, ROLE_ERROR, "%s.", error_text(&error));
    } else if (issue->what == ISSUE_EDIT && !is_changed(issue)) {
        issue_form_resume(issue);
        ui_say(issue->ui, ROLE_MESSAGE, "Nothing is changed: there is nothing to ask for.");
    } else {
        issue->state = ISSUE_REVIEW;
        issue_page_write(issue);
        confirm_ask(&issue->confirm, issue->ui, NULL);
    }
    error_clear(&error);
}

static bool save(struct issuing *issue, struct error *error)
{
    form_blur(&issue->form);
    bool done = issue_save_profile(issue, value_text(issue->v[ISSUE_NAME]), error);
    if (done)
        buf_wipe(&issue->token);
    else
        form_focus(&issue->form, 0);
    return done;
}

static void save_and_leave(struct issuing *issue)
{
    struct error error = { 0 };
    issue->is_going_back = false;
    if (save(issue, &error)) {
        ui_pop(issue->ui);
        ui_say(issue->ui, ROLE_OK, "The token is saved as the profile %s.",
               value_text(issue->v[ISSUE_NAME]));
    } else {
        ui_say(issue->ui, ROLE_ERROR, "Not saved: %s.", error_text(&error));
    }
    error_clear(&error);
}

/* The program ends, or turns to another profile: the token is kept, where the name that stands there cannot be
 * had under the one that was proposed. */
static void save_typed(void *screen)
{
    struct issuing *issue = screen;
    if (issue->state != ISSUE_MADE || !issue->token.len || save(issue, NULL))
        return;
    value_take(&issue->v[ISSUE_NAME], issue_save_name(issue));
    save(issue, NULL);
}

static void revoke(struct issuing *issue)
{
    if (confirm_take(&issue->confirm)) {
        issue_ask(issue);
        return;
    }
    ui_discard_keys(issue->ui);
    ui_say(issue->ui, ROLE_WARNING, "That is not what is asked for; nothing was revoked.");
}

/* ------ the screen ------ */

static void draw_failed(const struct issuing *issue, struct area area)
{
    bool is_read = issue->what != ISSUE_NEW && issue->error && !issue->is_stopped;
    struct buf headline = { 0 };
    if (issue->state == ISSUE_READING)
        buf_add(&headline, "Asking the practice server for its tokens and methods \u2026");
    else if (issue->is_stopped)
        buf_add(&headline, "Asking the practice server was stopped.");
    else
        buf_add(&headline, issue->error ? issue->error : "");
    notice_draw(area, issue->state == ISSUE_READING || issue->is_stopped ? ROLE_NORMAL : ROLE_ERROR,
                buf_text(&headline),
                issue->state == ISSUE_READING ? "None of the day's requests is used. Ctrl-C stops."
                : is_read ? "Esc goes back; F5 looks again (none of the day's requests)."
                          : "F5 tries again (none of the day's requests). Esc goes back.");
    buf_free(&headline);
    paint_no_cursor();
}

static void draw(void *screen, struct area area)
{
    struct issuing *issue = screen;
    if (issue->state == ISSUE_READING || issue->state == ISSUE_FAILED)
        draw_failed(issue, area);
    else if (issue->state == ISSUE_FORM)
        issue_form_draw(issue, area);
    else
        issue_page_draw(issue, area);
}

static void heading(void *screen, struct buf *out)
{
    static const char *const words[] = { "new", "change", "revoke" };
    const struct issuing *issue = screen;
    buf_add(out, words[issue->what]);
    if (issue->print)
        buf_addf(out, "  #%.4s", issue->print);
}

static void field_help(void *screen, struct buf *out)
{
    const struct issuing *issue = screen;
    if (issue->state == ISSUE_FORM || issue->state == ISSUE_MADE)
        issue_form_help(issue, out);
}

static enum ui_handled key(void *screen, struct key key)
{
    struct issuing *issue = screen;
    if (issue->state == ISSUE_CONFIRM)
        return confirm_key(&issue->confirm, key);
    if (issue->state != ISSUE_FORM && issue->state != ISSUE_MADE)
        return UI_NOT_HANDLED;
    enum ui_handled handled = issue_form_key(issue, key);
    if (handled == UI_HANDLED)
        issue->is_going_back = false;
    return handled;
}

static void go_on(struct issuing *issue)
{
    if (issue->state == ISSUE_FORM)
        review(issue);
    else if (issue->state == ISSUE_REVIEW)
        issue_ask(issue);
    else if (issue->state == ISSUE_CONFIRM)
        revoke(issue);
    else if (issue->state == ISSUE_MADE)
        save_and_leave(issue);
}

static bool is_filled_in(const struct issuing *issue)
{
    if (issue->what == ISSUE_EDIT)
        return is_changed(issue);
    for (size_t i = 0; i < issue->method_count; i++)
        if (issue->methods[i].is_ticked)
            return true;
    return value_is_set(issue->v[ISSUE_DESCRIPTION]) || value_is_set(issue->v[ISSUE_OWNER]);
}

/* One step back, never losing a token, or what was filled in, without a word. */
static bool go_back(struct issuing *issue)
{
    if (issue->state == ISSUE_WORKING) {
        ui_say(issue->ui, ROLE_WARNING, "The server is being asked; wait for its answer.");
    } else if (issue->state == ISSUE_REVIEW) {
        issue->state = ISSUE_FORM;
        issue_form_resume(issue);
    } else if (issue->state == ISSUE_FORM && is_filled_in(issue) && !issue->is_going_back) {
        issue->is_going_back = true;
        ui_say(issue->ui, ROLE_WARNING,
               "What is filled in here is not kept. Esc or F3 once more goes back without it.");
    } else if (issue->state == ISSUE_MADE && !issue->is_going_back) {
        issue->is_going_back = true;
        ui_discard_keys(issue->ui);
    } else if (issue->state == ISSUE_MADE) {
        issue_give_up_unsaved(issue);
    } else {
        return false;
    }
    return true;
}

static bool interrupt(struct issuing *issue)
{
    const struct admin *admin = ui_admin(issue->ui);
    if (issue->state != ISSUE_READING)
        return false;
    admin->ops->drop(admin->self, issue);
    issue->is_stopped = true;
    issue->state = ISSUE_FAILED;
    return true;
}

static enum ui_handled act(void *screen, enum action action)
{
    struct issuing *issue = screen;
    bool is_form = issue->state == ISSUE_FORM;
    bool is_done = true;
    if (action != ACTION_BACK)
        issue->is_going_back = false;
    if (action == ACTION_BACK)
        is_done = go_back(issue);
    else if (action == ACTION_INTERRUPT)
        is_done = interrupt(issue);
    else if (action == ACTION_ISSUE_GO_ON || (action == ACTION_CHOOSE && !is_form))
        go_on(issue);
    else if (action == ACTION_REFRESH && issue->state == ISSUE_FAILED)
        issue_read_all(issue);
    else if (is_form)
        is_done = issue_form_act(issue, action);
    else
        is_done = page_act(&issue->page, action);
    return is_done ? UI_HANDLED : UI_NOT_HANDLED;
}

static bool can_go_on(const void *screen, struct buf *why)
{
    const struct issuing *issue = screen;
    bool is_waiting = issue->state == ISSUE_READING || issue->state == ISSUE_WORKING;
    if (is_waiting)
        buf_add(why, "The server is being asked; wait for its answer.");
    else if (issue->state == ISSUE_FAILED)
        buf_add(why, "There is nothing to go on with.");
    return !is_waiting && issue->state != ISSUE_FAILED;
}

static bool can_read(const void *screen, struct buf *why)
{
    const struct issuing *issue = screen;
    if (issue->state != ISSUE_FAILED)
        buf_add(why, "It was read when this was opened.");
    return issue->state == ISSUE_FAILED;
}

static bool is_filling_in(const void *screen, struct buf *why)
{
    const struct issuing *issue = screen;
    if (issue->state != ISSUE_FORM)
        buf_add(why, "There is no form to fill in just now.");
    return issue->state == ISSUE_FORM;
}

static bool can_tick(const void *screen, struct buf *why)
{
    const struct issuing *issue = screen;
    bool is_there = issue->state == ISSUE_FORM && issue->in_methods;
    if (!is_there)
        buf_add(why, "Space ticks in the list of methods.");
    return is_there;
}

static int count_list(const void *screen)
{
    const struct issuing *issue = screen;
    return lookups_price(issue->ui, issue_form_kind(issue), NULL);
}

static enum method list_method(const void *screen)
{
    return methods_of_lookup(issue_form_kind(screen));
}

static const struct screen_cost costs[] = {
    { ACTION_PROMPT, METHOD_COUNT, API_LOOKING, .requests = count_list, .method_of = list_method,
      .words = "1 request where the list was not read yet", .instead = "The id can be typed in." },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "F10", "Ctrl-S" }, ACTION_ISSUE_GO_ON, "Go on", can_go_on },
    { { "Space" }, ACTION_MARK, "Tick", can_tick },
    { { "*" }, ACTION_MARK_ALL, "All", can_tick },
    { { "U" }, ACTION_MARK_NONE, "None", can_tick },
    { { "F4", "Ctrl-F" }, ACTION_PROMPT, "Pick", is_filling_in },
    { { "Tab" }, ACTION_NEXT_FIELD, "Next field", is_filling_in },
    { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, is_filling_in },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Try again", can_read },
    { { "F3", "Esc" }, ACTION_BACK, "Back", NULL },
    { { "Enter" }, ACTION_CHOOSE, NULL, NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Ctrl-K" }, ACTION_FIELD_EXIT, NULL, is_filling_in },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_MARK, "Tick the selected method, or take its tick away" },
    { ACTION_MARK_ALL, "Tick all methods this type of token may call" },
    { ACTION_MARK_NONE, "Take all ticks away" },
    { ACTION_REFRESH, "Ask the practice server again; none of the day's requests is used" },
    { ACTION_CHOOSE, "Go to the next field; where there is a question, answer it" },
    { ACTION_BACK, "Go one step back; a token that is not saved is revoked, after a question" },
    { ACTION_NONE, NULL },
};

const struct screen_class issue_screen = {
    .name = "issue",
    .title = "Token",
    .about =
        "Tokens of the practice server, made as in Komet's settings: the type (company, customer, "
        "vendor; the last two ask whose), a description, and the methods it may call. F10 shows "
        "what "
        "will be made, F10 again generates it, and saving keeps it as a profile with a secret of "
        "its "
        "own, which is never shown. A token that is there can be given another description and "
        "other "
        "methods, which hold from the next request on, or be revoked for good. All this goes to "
        "the "
        "server's administration and uses none of the day's requests.",
    .bindings = bindings,
    .sentences = sentences,
    .costs = costs,
    .open = open_issue,
    .close = close_issue,
    .draw = draw,
    .key = key,
    .act = act,
    .heading = heading,
    .field_help = field_help,
    .save = save_typed,
};
