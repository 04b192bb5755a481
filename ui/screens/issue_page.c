/* What there is to read about a token: before it is made or changed, after it was made, and before it is
 * revoked; see issue_view.h. The token itself is on none of these pages. */
#include "config.h"
#include "ui/screens/issue_view.h"
#include "base/mem.h"
#include "model/methods.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_COLS = 14 };

static void add(struct page *page, const char *head, enum role role, const char *text)
{
    page_add_pair(page, ROLE_LABEL, head, HEAD_COLS, role, text);
}

static void add_owner(struct issuing *issue)
{
    struct buf text = { 0 };
    if (issue->type < TOKEN_CUSTOMER)
        return;
    buf_add(&text, value_text(issue->v[ISSUE_OWNER]));
    if (issue->owner_code && *issue->owner_code)
        buf_addf(&text, "%s%s", text.len ? "  " : "", issue->owner_code);
    buf_addf(&text, "  id %s", issue->owner_id ? issue->owner_id : "");
    add(&issue->page, "Whose", ROLE_VALUE, buf_text(&text));
    buf_free(&text);
}

/* How a method stands in a change: taken away, added, as before, or not ticked at all. */
static void add_method(struct issuing *issue, const struct issue_method *method, const char *head)
{
    enum method known = methods_find(method->name, NULL);
    const char *help = known == METHOD_COUNT ? "" : method_rows[known].help;
    bool is_edit = issue->what == ISSUE_EDIT && issue->state == ISSUE_REVIEW;
    bool is_new = is_edit && !method->was_ticked, is_gone = is_edit && !method->is_ticked;
    char *text =
        mem_printf("%s%s%s%s",
                   is_gone   ? "- "
                   : is_new  ? "+ "
                   : is_edit ? "  "
                             : "",
                   method->name, is_gone ? "  taken away: refused from the next request on" : "",
                   is_gone || !*help ? "" : "  ");
    char *line = is_gone ? mem_strdup(text) : mem_printf("%s%s", text, help);
    add(&issue->page, head, is_gone || is_new ? ROLE_CHANGED : ROLE_VALUE, line);
    free(text);
    free(line);
}

static void add_methods(struct issuing *issue)
{
    const char *head = "Methods";
    for (size_t i = 0; i < issue->method_count; i++) {
        const struct issue_method *method = &issue->methods[i];
        if (!method->is_ticked && !(issue->what == ISSUE_EDIT && method->was_ticked))
            continue;
        add_method(issue, method, head);
        head = "";
    }
}

static void add_description(struct issuing *issue)
{
    const char *now = value_text(issue->v[ISSUE_DESCRIPTION]);
    bool is_changed = issue->what == ISSUE_EDIT && issue->state == ISSUE_REVIEW &&
                      strcmp(now, issue->old_description) != 0;
    char *text = is_changed ? mem_printf("%s -> %s", issue->old_description, now) : mem_strdup(now);
    add(&issue->page, "Description", is_changed ? ROLE_CHANGED : ROLE_VALUE, text);
    free(text);
}

static const char *intro(const struct issuing *issue)
{
    switch (issue->state) {
    case ISSUE_REVIEW:
        return issue->what == ISSUE_EDIT ? "The token will be changed:"
                                         : "This token will be made:";
    case ISSUE_CONFIRM:
        return "This token will be revoked: whoever uses it is refused from then on, and it cannot "
               "be "
               "used again. A profile that has it stays and says so.";
    case ISSUE_MADE:
        return "The token is made. It is shown nowhere and is lost unless it is saved; saving "
               "keeps it "
               "in a file of yours alone, with a profile that uses it.";
    case ISSUE_READING:
    case ISSUE_FAILED:
    case ISSUE_FORM:
    case ISSUE_WORKING:
        break;
    }
    return "";
}

void issue_page_write(struct issuing *issue)
{
    struct page *page = &issue->page;
    page_empty(page);
    page->top = 0;
    page_add(page, issue->state == ISSUE_MADE ? ROLE_OK : ROLE_NORMAL, 0, intro(issue));
    page_add(page, ROLE_NORMAL, 0, "");
    if (issue->print) {
        char *print = mem_printf("#%.4s", issue->print);
        add(page, "Print", ROLE_VALUE, print);
        free(print);
    }
    add(page, "Type", ROLE_VALUE, token_type_word(issue->type));
    add_owner(issue);
    add_description(issue);
    add_methods(issue);
}

static void write_question(const struct issuing *issue, struct buf *out)
{
    if (issue->state == ISSUE_CONFIRM)
        buf_addf(out, "To revoke it, type %s and press Enter. Esc goes back, nothing is revoked.",
                 issue->confirm.wanted);
    else
        buf_addf(
            out,
            "F10 %s it: one request to the server's administration, none of the day's. Esc goes "
            "back to the form.",
            issue->what == ISSUE_EDIT ? "changes" : "generates");
}

/* Below the page: the profile's name. */
static void draw_name(struct issuing *issue, struct area foot)
{
    issue_form_draw(issue, foot);
    paint_wrapped(
        area_rows(foot, 1, -1), 0, 1, foot.cols - 2, issue->is_going_back ? ROLE_WARNING : ROLE_OK,
        issue->is_going_back
            ? "It is not saved and would be lost: Esc once more revokes it and goes back. "
              "F10 saves it."
            : "F10 or Enter saves it as a profile of this name.");
}

void issue_page_draw(struct issuing *issue, struct area area)
{
    struct area foot = confirm_draw_page(&issue->page, area);
    struct buf question = { 0 };
    paint_no_cursor();
    write_question(issue, &question);
    if (issue->state == ISSUE_MADE)
        draw_name(issue, foot);
    else if (issue->state == ISSUE_WORKING)
        paint_text(foot, 0, 1, foot.cols - 2, ROLE_WARNING, "The server is asked \u2026");
    else
        confirm_draw(&issue->confirm, foot, issue->error, buf_text(&question),
                     issue->what == ISSUE_REVOKE ? "Revoke" : "");
    buf_free(&question);
}
