/* The methods a token may call, to be ticked: which are for its type, how they look, what keys do there. See
 * issue_view.h; calls none of the other files of the screen. */
#include "config.h"
#include "ui/screens/issue_view.h"
#include "base/mem.h"
#include "model/methods.h"

enum { METHOD_COLS = 27 };

bool issue_method_is_for(const struct issue_method *method, enum token_type type)
{
    return !method->types || type == TOKEN_UNKNOWN || method->types >> type & 1U;
}

size_t issue_count_ticked(const struct issuing *issue)
{
    size_t count = 0;
    for (size_t i = 0; i < issue->method_count; i++)
        count += issue->methods[i].is_ticked;
    return count;
}

char *issue_ticked(const struct issuing *issue)
{
    struct buf names = { 0 };
    for (size_t i = 0; i < issue->method_count; i++)
        if (issue->methods[i].is_ticked)
            buf_addf(&names, "%s%s", names.len ? " " : "", issue->methods[i].name);
    return names.len ? buf_take(&names) : mem_strdup("");
}

static void draw_method(const struct issuing *issue, size_t at, struct area area, int y)
{
    const struct issue_method *method = &issue->methods[at];
    enum method known = methods_find(method->name, NULL);
    bool is_for = issue_method_is_for(method, issue->type);
    bool is_here = issue->in_methods && at == issue->cursor.selected;
    enum role role = is_here ? ROLE_SELECTED : is_for ? ROLE_NORMAL : ROLE_DIM;
    bool is_changed = issue->what == ISSUE_EDIT && method->is_ticked != method->was_ticked;
    struct buf text = { 0 };
    if (!is_for)
        buf_addf(&text, "not for a %s's token", token_type_word(issue->type));
    else if (known != METHOD_COUNT)
        buf_add(&text, method_rows[known].help);
    paint_text(area, y, 0, 1, role, is_here ? ">" : is_changed ? "c" : " ");
    paint_text(area, y, 1, 3, role, method->is_ticked ? "[x]" : is_for ? "[ ]" : " - ");
    paint_left(area, y, 5, METHOD_COLS, role, method->name);
    int x = 5 + METHOD_COLS + 1;
    paint_text(area, y, x, area.cols - x - 1, is_for ? ROLE_NORMAL : ROLE_DIM, buf_text(&text));
    buf_free(&text);
}

void issue_methods_draw(struct issuing *issue, struct area area)
{
    struct buf text = { 0 };
    buf_addf(&text, "%zu of %zu ticked", issue_count_ticked(issue), issue->method_count);
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    paint_text(area, 0, 1, area.cols, ROLE_HEADING, "Methods the token may call");
    paint_right(area, 0, area.cols - 24, 23, ROLE_HEADING, buf_text(&text));
    buf_free(&text);
    struct area rows = area_rows(area, 1, -1);
    list_fit(&issue->cursor, rows.rows);
    for (int y = 0; y < rows.rows; y++) {
        size_t at = issue->cursor.top + (size_t)y;
        if (at < issue->method_count)
            draw_method(issue, at, rows, y);
    }
}

static void tick(struct issuing *issue, struct issue_method *method)
{
    if (!method->is_ticked && !issue_method_is_for(method, issue->type)) {
        ui_say(issue->ui, ROLE_WARNING, "The service refuses %s to a %s's token, ticked or not.",
               method->name, token_type_word(issue->type));
        return;
    }
    method->is_ticked = !method->is_ticked;
}

static void tick_all(struct issuing *issue, bool is_ticked)
{
    for (size_t i = 0; i < issue->method_count; i++)
        issue->methods[i].is_ticked =
            is_ticked && issue_method_is_for(&issue->methods[i], issue->type);
}

bool issue_methods_act(struct issuing *issue, enum action action)
{
    if (list_act(&issue->cursor, action))
        return true;
    if (action == ACTION_MARK)
        tick(issue, &issue->methods[issue->cursor.selected]);
    if (action == ACTION_MARK || action == ACTION_CHOOSE)
        list_act(&issue->cursor, ACTION_MOVE_DOWN);
    else if (action == ACTION_MARK_ALL || action == ACTION_MARK_NONE)
        tick_all(issue, action == ACTION_MARK_ALL);
    else
        return false;
    return true;
}

void issue_methods_help(const struct issuing *issue, struct buf *out)
{
    const struct issue_method *method = &issue->methods[issue->cursor.selected];
    enum method known = methods_find(method->name, NULL);
    if (!issue_method_is_for(method, issue->type))
        buf_addf(out, "The service refuses %s to a %s's token.", method->name,
                 token_type_word(issue->type));
    else
        buf_addf(out, "%s Space ticks it.", known == METHOD_COUNT ? "" : method_rows[known].help);
}
