/* The form of a profile; see profile_form.h: the screen and its keys. Its rows are in profile_form_rows.c, what is
 * wrong in profile_form_judge.c, keeping it in profile_form_keep.c. Holds no secret: that is entered on a screen
 * above. */
#include "config.h"
#include "ui/screens/profile_form_core.h"
#include "base/mem.h"
#include "ui/screens/profile_methods.h"
#include "work/profiles.h"

#include <stdlib.h>
#include <string.h>

enum { FOOT_ROWS = 3 };

static void *open_form(struct ui *ui, void *argument)
{
    struct profiles *profiles = ui_profiles(ui);
    const struct profile *profile = argument ? profiles_find(profiles, argument) : NULL;
    if (!profiles || (argument && !profile)) {
        ui_say(ui, ROLE_WARNING, "No profile can be kept here.");
        return NULL;
    }
    struct profile_form *form = mem_calloc(1, sizeof *form);
    form->ui = ui;
    form->cols = 80;
    if (profile) {
        form->name = mem_strdup(profile->name);
        profile_copy(&form->profile, profile);
    } else {
        profile_init(&form->profile);
        form->profile.is_own = true;
    }
    form->count = profile_options_count();
    form->labels = mem_calloc(form->count, sizeof *form->labels);
    form->fields = mem_calloc(form->count, sizeof *form->fields);
    form->choices = mem_calloc(form->count, sizeof *form->choices);
    form->values = mem_calloc(form->count, sizeof *form->values);
    for (size_t i = 0; i < form->count; i++) {
        form->labels[i] = profile_options_label(&options_profile[i]);
        profile_options_field(&options_profile[i], form->labels[i], form->choices[i],
                              &form->fields[i]);
    }
    profile_form_fill_in(form);
    profile_form_lay_out(form);
    form_focus(&form->form, 0);
    return form;
}

static void close_form(void *screen)
{
    struct profile_form *form = screen;
    form_forget(&form->form);
    form_free(&form->form);
    for (size_t i = 0; i < form->count; i++) {
        free(form->labels[i]);
        value_set(&form->values[i], NULL);
    }
    value_set(&form->source, NULL);
    free(form->labels);
    free(form->fields);
    free(form->choices);
    free(form->values);
    free(form->name);
    issues_free(&form->issues);
    profile_free(&form->profile);
    profile_free(&form->made);
    free(form);
}

static void show_again(void *screen)
{
    struct profile_form *form = screen;
    if (form->is_done)
        ui_pop(form->ui);
    else if (ui_is_saying(form->ui, ""))
        ui_say(form->ui, ROLE_MESSAGE, "%s",
               form->is_asking
                   ? "Not kept yet: its token is missing. Choose \"none yet\" at Secret to go on "
                     "without."
                   : "");
    form->is_asking = false;
}

/* ------ drawing ------ */

static void draw_foot(const struct profile_form *form, struct area area)
{
    const struct form_place *place = form_at(&form->form);
    const struct issue *issue = place ? issues_at(&form->issues, place->field->label) : NULL;
    paint_rule(area, 0);
    if (issue)
        paint_wrapped(area_rows(area, 1, -1), 0, 1, area.cols - 2, ROLE_ERROR, issue->message);
    else if (place)
        paint_wrapped(area_rows(area, 1, -1), 0, 1, area.cols - 2, ROLE_DIM, place->field->help);
}

static void draw(void *screen, struct area area)
{
    struct profile_form *form = screen;
    paint_no_cursor();
    if (form->cols != area.cols) {
        form->cols = area.cols;
        profile_form_lay_out_again(form);
    }
    const struct form_eyes eyes = { .issue_at = profile_form_issue_at,
                                    .is_required = profile_form_is_required,
                                    .context = form };
    form_draw(&form->form, area_rows(area, 0, area.rows - FOOT_ROWS), &eyes);
    draw_foot(form, area_rows(area, area.rows - FOOT_ROWS, FOOT_ROWS));
}

static void heading(void *screen, struct buf *out)
{
    const struct profile_form *form = screen;
    buf_add(out, form->name ? form->name : "new");
}

static void help_field(void *screen, struct buf *out)
{
    const struct profile_form *form = screen;
    const struct form_place *place = form_at(&form->form);
    if (!place)
        return;
    buf_add(out, entry_hint(place->field));
    if (place->field->label == PROFILE_FORM_LABEL(form, methods))
        buf_add(out, "F4 lists the methods, to be ticked.");
}

/* ------ keys ------ */

/* A whole address is pasted: it takes the place of the usual one. */
static void make_room_for_address(struct profile_form *form, struct key key)
{
    const struct form_place *at = form_at(&form->form);
    if (key.kind != KEY_PASTE || !at)
        return;
    for (size_t i = 0; i < form->count; i++)
        if (at->value == &form->values[i] && options_profile[i].type == OPTION_URL)
            value_set(at->value, "");
}

static enum ui_handled type_key(void *screen, struct key key)
{
    struct profile_form *form = screen;
    form->leave_asked = false;
    make_room_for_address(form, key);
    enum entry_result result = form_key(&form->form, key);
    if (result == ENTRY_CHANGED) {
        if (form_at(&form->form)->field == &profile_form_source)
            profile_form_lay_out_again(form);
        profile_form_judge_again(form);
    }
    return result == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void move(struct profile_form *form, int steps)
{
    if (!form_move(&form->form, steps))
        form_focus(&form->form, steps > 0 ? 0 : form->form.count - 1);
    entry_select(&form->form.entry);
}

static void take_methods(void *context, const char *listed)
{
    struct profile_form *form = context;
    for (size_t i = 0; i < form->count; i++) {
        if (options_profile[i].type != OPTION_METHODS)
            continue;
        form_forget(&form->form);
        value_set(&form->values[i], listed);
        profile_form_lay_out_again(form);
        for (size_t at = 0; at < form->form.count; at++)
            if (form->form.places[at].value == &form->values[i])
                form_focus(&form->form, at);
    }
    profile_form_judge_again(form);
}

static enum token_type typed_type(const struct profile_form *form)
{
    struct profile made = { 0 };
    enum token_type type = TOKEN_UNKNOWN;
    for (size_t i = 0; i < form->count; i++)
        if (options_profile[i].offset == offsetof(struct profile, token_type) &&
            profile_options_read(&options_profile[i], &form->fields[i], value_text(form->values[i]),
                                 &made, NULL))
            type = made.token_type;
    return type;
}

static void prompt(struct profile_form *form)
{
    const struct form_place *place = form_at(&form->form);
    if (!place || place->field->label != PROFILE_FORM_LABEL(form, methods)) {
        ui_say(form->ui, ROLE_MESSAGE, "There is no list for %s. F4 at Methods lists methods.",
               place ? place->field->label : "this field");
        return;
    }
    ui_push(form->ui, &profile_methods_screen,
            &(struct profile_methods_start){ .listed = value_text(*place->value),
                                             .type = typed_type(form),
                                             .on_taken = take_methods,
                                             .context = form });
}

static void drop(struct profile_form *form)
{
    form_forget(&form->form);
    issues_free(&form->issues);
    form->is_judged = false;
    profile_form_fill_in(form);
    profile_form_lay_out(form);
    form_focus(&form->form, 0);
}

static bool is_touched(struct profile_form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        struct buf was = { 0 };
        if (!profile_form_is_asked(form, &options_profile[i]))
            continue;
        profile_options_write(&options_profile[i], &form->profile, &was);
        bool same = strcmp(buf_text(&was), value_text(form->values[i])) == 0;
        buf_free(&was);
        if (!same)
            return true;
    }
    return false;
}

static enum ui_handled go_back(struct profile_form *form)
{
    if (form->leave_asked || !is_touched(form))
        return UI_NOT_HANDLED;
    form->leave_asked = true;
    ui_say(form->ui, ROLE_WARNING,
           "F10 keeps what was typed. F3 or Esc once more leaves, and it goes.");
    return UI_HANDLED;
}

static enum ui_handled act(void *screen, enum action action)
{
    struct profile_form *form = screen;
    if (action == ACTION_BACK)
        return go_back(form);
    form->leave_asked = false;
    switch ((int)action) {
    case ACTION_PROFILE_KEEP:
        profile_form_keep(form);
        break;
    case ACTION_NEXT_FIELD:
        move(form, 1);
        break;
    case ACTION_PREVIOUS_FIELD:
        move(form, -1);
        break;
    case ACTION_MOVE_DOWN:
        form_move_vertical(&form->form, 1);
        break;
    case ACTION_MOVE_UP:
        form_move_vertical(&form->form, -1);
        break;
    case ACTION_FIELD_EXIT:
        if (entry_erase_to_end(&form->form.entry) == ENTRY_CHANGED)
            profile_form_judge_again(form);
        move(form, 1);
        break;
    case ACTION_PROMPT:
        prompt(form);
        break;
    case ACTION_DROP:
        drop(form);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct binding bindings[] = {
    { { "F10", "Ctrl-S" }, ACTION_PROFILE_KEEP, "Keep", NULL },
    { { "F4", "Ctrl-F" }, ACTION_PROMPT, "Methods", NULL },
    { { "F3", "Esc", "Ctrl-X" }, ACTION_BACK, "Back", NULL },
    { { "F12", "Ctrl-G" }, ACTION_DROP, "Drop typed", NULL },
    { { "Tab", "Enter" }, ACTION_NEXT_FIELD, "Next field", NULL },
    { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "Ctrl-K" }, ACTION_FIELD_EXIT, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_PROMPT, "Tick the methods the token is meant for" },
    { ACTION_BACK,
      "Go back without keeping; asks for the key once more where something was typed" },
    { ACTION_NONE, NULL },
};

const struct screen_class profile_form_screen = {
    .name = "profile-form",
    .title = "Profile",
    .about = "A profile and all its options; what is left empty is as Perennial has it without. "
             "Another name renames it, and takes its parked orders, journal and secret along. A "
             "token that Perennial is to keep is entered on the next screen, when F10 is pressed. "
             "Where the profile is the one in use, the change holds at once: what is typed is "
             "parked and the first screen opens anew.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_form,
    .close = close_form,
    .draw = draw,
    .key = type_key,
    .act = act,
    .heading = heading,
    .field_help = help_field,
    .shown_again = show_again,
};
