/* What a change sends, planned and measured, and what is asked before it leaves; see change_view.h. Sends
 * nothing. */
#include "config.h"
#include "ui/screens/change_view.h"
#include "base/mem.h"
#include "ui/screens/change_words.h"

#include <stdlib.h>

const char change_view_again[] = "SEND";

const char *change_view_number(const struct change_view *view)
{
    return value_text(view->doc->base.v[ORDER_NUMBER]);
}

bool change_view_needs_word(const struct change_view *view)
{
    return view->before == SENT_OPEN && view->adds_lines;
}

static void ask(struct change_view *view)
{
    char *wanted = change_view_needs_word(view) ? mem_strdup(change_view_again)
                   : view->warnings             ? mem_printf("%zu", view->warnings)
                                                : NULL;
    view->state = CHANGE_VIEW_ASKING;
    confirm_ask(&view->confirm, view->ui, wanted);
    free(wanted);
}

/* A new line may have come into the draft, or out of somebody else's change, under another setting. */
static char *find_obstacle(const struct change_view *view)
{
    const struct profile *profile = ui_profile(view->ui);
    for (size_t i = 0; !profile->add_line_by_update && i < view->plan.count; i++) {
        if (view->plan.steps[i].is_new_line)
            return mem_printf("Line %zu is new, and the profile's add_line_by_update is off: take "
                              "the line out with Ctrl-T.",
                              view->plan.steps[i].line + 1);
    }
    return NULL;
}

static size_t measure(struct change_view *view)
{
    const struct api *api = ui_api(view->ui);
    size_t largest = 0;
    free(view->obstacle);
    view->obstacle = find_obstacle(view);
    for (size_t i = 0; i < view->plan.count; i++) {
        const struct order *body = &view->plan.steps[i].body;
        struct issues issues = { 0 };
        size_t bytes = api->ops->update_body(api->self, body, NULL);
        validate_body_bytes(body, bytes, &issues);
        for (size_t k = 0; k < issues.count && !view->obstacle; k++) {
            if (issues.list[k].severity == ISSUE_ERROR)
                view->obstacle = mem_printf("Line %zu: %s", view->plan.steps[i].line + 1,
                                            issues.list[k].message);
        }
        issues_free(&issues);
        largest = bytes > largest ? bytes : largest;
    }
    return largest;
}

void change_view_begin(struct change_view *view)
{
    struct order_doc *doc = view->doc;
    order_free(&view->prepared);
    update_plan_free(&view->plan);
    struct order used = order_doc_used(doc);
    update_prepare(&view->prepared, &doc->base, &used);
    order_doc_free_used(&used);
    update_plan_make(&view->plan, &doc->base, &view->prepared);
    diff_orders(&view->diff, &doc->base, &view->prepared, DIFF_WRITABLE);
    view->before = doc->sent;
    view->warnings = issues_count(&doc->issues, ISSUE_WARNING);
    view->adds_lines = false;
    for (size_t i = 0; i < view->plan.count; i++)
        view->adds_lines |= view->plan.steps[i].is_new_line;
    const struct change_words words = { doc, &view->prepared, &view->plan, &view->diff,
                                        measure(view) };
    ask(view);
    page_free(&view->page);
    if (view->note)
        page_add(&view->page, ROLE_ERROR, 0, view->note);
    else if (view->before == SENT_OPEN)
        page_add(&view->page, ROLE_WARNING, 0,
                 "It was sent before and an answer was lost, so a part of it may be there. It is "
                 "read again before anything is sent.");
    if (view->page.count)
        page_add(&view->page, ROLE_NORMAL, 0, "");
    if (view->plan.count) {
        change_words_review(&view->page, &words);
        return;
    }
    view->state = CHANGE_VIEW_NOTHING;
    page_add(&view->page, ROLE_NORMAL, 0, "");
    page_add(&view->page, ROLE_OK, 0,
             "Nothing is left to be sent: the order is as it is in the form.");
}
