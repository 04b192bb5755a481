/* Fields on screen, one of them under the cursor; see form.h. */
#include "config.h"
#include "ui/widgets/form.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

void form_clear(struct form *form)
{
    form_blur(form);
    form->count = 0;
    form->focus = 0;
    form->top = 0;
}

void form_free(struct form *form)
{
    form_blur(form);
    free(form->places);
    *form = (struct form){ 0 };
}

void form_add(struct form *form, struct form_place place)
{
    MEM_GROW(form->places, form->count, form->cap);
    form->places[form->count++] = place;
}

/* ------ the cursor ------ */

static bool can_edit(const struct form_place *place)
{
    return !place->read_only && place->value;
}

void form_focus(struct form *form, size_t place)
{
    size_t tried = 0;
    while (tried < form->count && !can_edit(&form->places[place % form->count]))
        place++, tried++;
    if (tried == form->count)
        return;
    form->focus = place % form->count;
    form->focused = true;
    entry_open(&form->entry, form->places[form->focus].field, form->places[form->focus].value);
}

void form_blur(struct form *form)
{
    entry_close(&form->entry);
    form->focused = false;
}

void form_forget(struct form *form)
{
    entry_forget(&form->entry);
    form->focused = false;
}

bool form_move(struct form *form, int steps)
{
    size_t at = form->focus, found = form->focus;
    int step = steps < 0 ? -1 : 1;
    while (steps != 0) {
        if (step < 0 ? at == 0 : at + 1 >= form->count)
            return false;
        at = step < 0 ? at - 1 : at + 1;
        if (can_edit(&form->places[at])) {
            found = at;
            steps -= step;
        }
    }
    form_focus(form, found);
    entry_select(&form->entry);
    return true;
}

static int value_x(const struct form_place *place)
{
    return place->x + (place->label_cols ? place->label_cols + 1 : 0);
}

bool form_move_vertical(struct form *form, int steps)
{
    int step = steps < 0 ? -1 : 1;
    for (; steps != 0; steps -= step) {
        if (form->focus >= form->count)
            return false;
        const struct form_place *from = &form->places[form->focus];
        size_t best = form->count;
        int best_rows = 0, best_cols = 0;
        for (size_t i = 0; i < form->count; i++) {
            const struct form_place *place = &form->places[i];
            int rows = (place->y - from->y) * step, cols = abs(value_x(place) - value_x(from));
            if (rows <= 0 || !can_edit(place))
                continue;
            if (best == form->count || rows < best_rows ||
                (rows == best_rows && cols < best_cols)) {
                best = i;
                best_rows = rows;
                best_cols = cols;
            }
        }
        if (best == form->count)
            return false;
        form_focus(form, best);
        entry_select(&form->entry);
    }
    return true;
}

enum entry_result form_key(struct form *form, struct key key)
{
    return form->focused ? entry_key(&form->entry, key) : ENTRY_NOT_MINE;
}

const struct form_place *form_at(const struct form *form)
{
    return form->focused && form->focus < form->count ? &form->places[form->focus] : NULL;
}

/* ------ drawing ------ */

static void draw_mark(const struct form_place *place, struct area area, int y,
                      const struct issue *issue, bool is_changed, bool is_required)
{
    const char *mark = "";
    bool is_filled = place->value && value_is_set(*place->value);
    enum role role =
        is_filled ? ROLE_DIM : ROLE_REQUIRED; /* red only where something is to be done */
    if (issue) {
        mark = issue->severity == ISSUE_ERROR ? "!" : "w";
        role = issue->severity == ISSUE_ERROR ? ROLE_ERROR : ROLE_WARNING;
    } else if (is_changed) {
        mark = "c";
        role = ROLE_CHANGED;
    } else if (is_required) {
        mark = "*";
    } else if (place->field->either != EITHER_NONE && !place->read_only) {
        mark = "+";
    }
    if (*mark)
        paint_text(area, y, place->x - 1, 1, role, mark);
}

/* ROLE_NORMAL: as a value of its kind looks. */
static enum role value_role(const struct issue *issue, bool is_changed)
{
    if (issue)
        return issue->severity == ISSUE_ERROR ? ROLE_ERROR : ROLE_WARNING;
    return is_changed ? ROLE_CHANGED : ROLE_NORMAL;
}

static void scroll(struct form *form, int rows)
{
    int last = 0;
    for (size_t i = 0; i < form->count; i++)
        last = form->places[i].y > last ? form->places[i].y : last;
    if (form->focused && form->focus < form->count) {
        int y = form->places[form->focus].y;
        if (y < form->top)
            form->top = y;
        if (y >= form->top + rows)
            form->top = y - rows + 1;
    }
    if (form->top > last - rows + 1)
        form->top = last - rows + 1;
    if (form->top < 0)
        form->top = 0;
}

void form_draw(struct form *form, struct area area, const struct form_eyes *eyes)
{
    scroll(form, area.rows);
    for (size_t i = 0; i < form->count; i++) {
        const struct form_place *place = &form->places[i];
        int y = place->y - form->top, x = value_x(place);
        if (y < 0 || y >= area.rows)
            continue;
        int cols = place->cols < area.cols - x ? place->cols : area.cols - x;
        const struct issue *issue =
            eyes && eyes->issue_at ? eyes->issue_at(eyes->context, place) : NULL;
        bool is_required = eyes && eyes->is_required && !place->read_only &&
                           eyes->is_required(eyes->context, place);
        bool is_changed = eyes && eyes->is_changed && eyes->is_changed(eyes->context, place);
        draw_mark(place, area, y, issue, is_changed, is_required);
        paint_text(area, y, place->x, place->label_cols, ROLE_LABEL, place->field->label);
        if (form->focused && i == form->focus && form->entry.value)
            entry_draw(&form->entry, area, y, x, cols);
        else if (place->value)
            entry_draw_value(place->field, *place->value, value_role(issue, is_changed),
                             !place->read_only, area, y, x, cols);
    }
}
