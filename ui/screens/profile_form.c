/* The form of a profile; see profile_form.h. Its fields are the rows of config/options.h by their type; only
 * where the secret comes from is a question of its own. Holds no secret: that is entered on a screen above. */
#include "config.h"
#include "ui/screens/profile_form.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/issue.h"
#include "store/store.h"
#include "store/vault.h"
#include "ui/screens/profile_methods.h"
#include "ui/screens/profile_options.h"
#include "ui/screens/secret.h"
#include "ui/widgets/form.h"
#include "work/profiles.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

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

enum { LABEL_COLS = 18, FOOT_ROWS = 3 };

static const struct field_choice sources[] = {
    { "kept", "kept by Perennial" },
    { "file", "a file of yours" },
    { "command", "a command" },
    { "none", "none yet" },
    { NULL, NULL },
};

static const struct field source_field = {
    .label = "Secret",
    .help =
        "Where the token comes from; one that Perennial keeps is entered next, in a file of mode "
        "0600.",
    .type = FIELD_CHOICE,
    .choices = sources,
};

static bool comes_from(const struct profile_form *form, const char *source)
{
    return strcmp(value_text(form->source), source) == 0;
}

static bool is_at(const struct option *option, size_t offset)
{
    return option->offset == offset;
}

/* Of the two rows of the secret only the one that was chosen is asked. */
static bool is_asked(const struct profile_form *form, const struct option *option)
{
    if (is_at(option, offsetof(struct profile, token_file)))
        return comes_from(form, "file");
    return !is_at(option, offsetof(struct profile, token_command)) || comes_from(form, "command");
}

/* ------ opening ------ */

static void fill_in(struct profile_form *form)
{
    const char *source = "kept";
    const struct profile *profile = &form->profile;
    char *own = profile->name ? vault_path(profile->name) : NULL;
    for (size_t i = 0; i < form->count; i++) {
        struct buf text = { 0 };
        profile_options_write(&options_profile[i], profile, &text);
        value_set(&form->values[i], buf_text(&text));
        buf_free(&text);
    }
    if (profile->token_command)
        source = "command";
    else if (form->name && !profile->token_file)
        source = "none";
    else if (profile->token_file && strcmp(profile->token_file, own) != 0)
        source = "file";
    value_set(&form->source, source);
    for (size_t i = 0; strcmp(source, "kept") == 0 && i < form->count; i++)
        if (is_at(&options_profile[i], offsetof(struct profile, token_file)))
            value_set(&form->values[i], ""); /* where it is kept is not the user's to choose */
    free(own);
}

static void add_row(struct profile_form *form, const struct field *field, struct value *value,
                    int y)
{
    int room = form->cols - LABEL_COLS - 4, cols = entry_cols(field);
    if (field->type == FIELD_TEXT)
        cols = room < 56 ? room : 56;
    form_add(&form->form, (struct form_place){ .field = field,
                                               .value = value,
                                               .y = y,
                                               .x = 1,
                                               .label_cols = LABEL_COLS,
                                               .cols = cols < room ? cols : room });
}

static void lay_out(struct profile_form *form)
{
    int y = 0;
    form_clear(&form->form);
    for (size_t i = 0; i < form->count; i++) {
        if (is_at(&options_profile[i], offsetof(struct profile, token_file)))
            add_row(form, &source_field, &form->source, y++);
        if (is_asked(form, &options_profile[i]))
            add_row(form, &form->fields[i], &form->values[i], y++);
    }
}

static void lay_out_again(struct profile_form *form)
{
    const struct form_place *at = form_at(&form->form);
    const struct field *field = at ? at->field : NULL;
    int top = form->form.top;
    lay_out(form);
    form->form.top = top;
    for (size_t i = 0; i < form->form.count; i++)
        if (form->form.places[i].field == field)
            form_focus(&form->form, i);
}

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
    fill_in(form);
    lay_out(form);
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

/* ------ judging ------ */

static void add_issue(struct profile_form *form, const char *label, const char *sentence)
{
    issues_add(&form->issues, ISSUE_ERROR, "wrong-form", label, "%c%s.",
               toupper((unsigned char)sentence[0]), *sentence ? sentence + 1 : "");
}

static const char *label_of(const struct profile_form *form, size_t offset)
{
    for (size_t i = 0; i < form->count; i++)
        if (is_at(&options_profile[i], offset))
            return form->labels[i];
    return "";
}

#define LABEL(form, member) label_of(form, offsetof(struct profile, member))

static void judge_name(struct profile_form *form, const struct profile *made)
{
    struct error why = { 0 };
    if (!made->name)
        add_issue(form, LABEL(form, name), "Name is missing; it says which profile is meant");
    else if ((!form->name || strcmp(form->name, made->name) != 0) &&
             !profiles_may_be_called(ui_profiles(form->ui), made->name, &why))
        add_issue(form, LABEL(form, name), error_text(&why));
    error_clear(&why);
}

/* What one row cannot say. */
static void judge_together(struct profile_form *form, const struct profile *made)
{
    judge_name(form, made);
    if (comes_from(form, "file") && !made->token_file)
        add_issue(form, LABEL(form, token_file), "Token file is missing; or choose another Secret");
    if (comes_from(form, "command") && !made->token_command)
        add_issue(form, LABEL(form, token_command),
                  "Token command is missing; or choose another Secret");
    if (made->ca_file && !file_exists(made->ca_file)) {
        char *why = mem_printf("There is no file %s", made->ca_file);
        add_issue(form, LABEL(form, ca_file), why);
        free(why);
    }
    if (made->reserve >= made->daily_limit) {
        char *why = mem_printf("Reserve is %d of %d requests a day; it must be less", made->reserve,
                               made->daily_limit);
        add_issue(form, LABEL(form, reserve), why);
        free(why);
    }
}

/* What the form says, in `made`; whether all of it is right. */
static bool judge(struct profile_form *form, struct profile *made)
{
    issues_free(&form->issues);
    profile_copy(made, &form->profile);
    for (size_t i = 0; i < form->count; i++) {
        struct error why = { 0 };
        if (is_asked(form, &options_profile[i]) &&
            !profile_options_read(&options_profile[i], &form->fields[i],
                                  value_text(form->values[i]), made, &why))
            add_issue(form, form->labels[i], error_text(&why));
        error_clear(&why);
    }
    judge_together(form, made);
    return !issues_count(&form->issues, ISSUE_ERROR);
}

static void judge_again(struct profile_form *form)
{
    struct profile made = { 0 };
    if (form->is_judged)
        judge(form, &made);
    profile_free(&made);
}

static const struct issue *issue_at(void *context, const struct form_place *place)
{
    const struct profile_form *form = context;
    return issues_at(&form->issues, place->field->label);
}

static bool is_required(void *context, const struct form_place *place)
{
    const struct profile_form *form = context;
    return place->field->label == LABEL(form, name) ||
           place->field->label == LABEL(form, token_file) ||
           place->field->label == LABEL(form, token_command);
}

static void go_to_first_issue(struct profile_form *form)
{
    for (size_t i = 0; i < form->form.count; i++) {
        const struct issue *issue = issue_at(form, &form->form.places[i]);
        if (!issue)
            continue;
        form_focus(&form->form, i);
        ui_say(form->ui, ROLE_ERROR, "Not kept, %zu to mend. %s",
               issues_count(&form->issues, ISSUE_ERROR), issue->message);
        return;
    }
}

/* ------ keeping ------ */

static bool is_in_use(const struct profile_form *form)
{
    const char *used = ui_profile(form->ui)->name;
    return form->name && used && strcmp(form->name, used) == 0 && ui_api(form->ui)->ops;
}

/* What was changed of the profile in use holds at once: its service is opened anew. */
static void use_anew(struct profile_form *form, const char *name)
{
    const struct profile *profile = profiles_find(ui_profiles(form->ui), name);
    const struct api_opener *opener = ui_opener(form->ui);
    struct buf token = BUF_SECRET;
    struct error why = { 0 };
    store_use_profile(name);
    if (!profile || !opener || !secret_read(profile, &token, &why)) {
        ui_say(form->ui, ROLE_WARNING,
               "%s is changed; it is used so when the program starts again. %s", name,
               error_text(&why));
        error_clear(&why);
        return;
    }
    ui_use(form->ui, profile, opener->open(opener->self, profile, buf_text(&token)));
    buf_wipe(&token);
}

static bool change(struct profile_form *form, const struct profile *made, const char *token,
                   struct error *error)
{
    struct profiles *profiles = ui_profiles(form->ui);
    bool was_used = is_in_use(form);
    if (!profiles_change(profiles, form->name, made, error))
        return false;
    if (token && !profiles_replace_secret(profiles, made->name, token, error)) {
        profiles_change(profiles, made->name, &form->profile, NULL);
        return false;
    }
    ui_say(form->ui, ROLE_OK, "%s is changed.", made->name);
    if (was_used)
        use_anew(form, made->name);
    return true;
}

/* `token` is NULL where the profile says itself where it comes from, or keeps the one it has. */
static bool keep(struct profile_form *form, struct profile *made, const char *token,
                 struct error *error)
{
    struct buf why = { 0 };
    bool done = false;
    if (is_in_use(form) && !ui_may_use(form->ui, &why)) {
        error_set(error, "%s", buf_text(&why));
    } else if (form->name) {
        if (token) { /* it gets its file with the token */
            free(made->token_file);
            made->token_file = NULL;
        }
        done = change(form, made, token, error);
    } else if ((done = profiles_add(ui_profiles(form->ui), made, token, error))) {
        ui_say(form->ui, ROLE_OK, "%s is added. t tests it (1 request), u uses it.", made->name);
    }
    form->is_done = done;
    buf_free(&why);
    return done;
}

static bool take_token(void *context, const char *token, struct error *error)
{
    struct profile_form *form = context;
    return keep(form, &form->made, token, error);
}

/* Where nothing else is said, what is not kept here does not come from a file or command any more. */
static void settle_source(const struct profile_form *form, struct profile *made)
{
    if (!comes_from(form, "command")) {
        free(made->token_command);
        made->token_command = NULL;
    }
    if (comes_from(form, "command") || comes_from(form, "none")) {
        free(made->token_file);
        made->token_file = NULL;
    }
}

/* The file that was made here for it is there already. */
static bool has_own_file(const struct profile_form *form)
{
    char *own = form->name ? vault_path(form->name) : NULL;
    bool has = own && form->profile.token_file && strcmp(own, form->profile.token_file) == 0;
    free(own);
    return has;
}

static void go(struct profile_form *form)
{
    struct error why = { 0 };
    form->is_judged = true;
    form_blur(&form->form);
    bool is_right = judge(form, &form->made);
    lay_out_again(form);
    if (!is_right) {
        go_to_first_issue(form);
        return;
    }
    form_focus(&form->form, form->form.focus);
    settle_source(form, &form->made);
    if (comes_from(form, "kept") && !has_own_file(form)) {
        form->is_asking = true;
        ui_push(
            form->ui, &secret_screen,
            &(struct secret_start){ .profile = &form->made, .take = take_token, .context = form });
        return;
    }
    if (keep(form, &form->made, NULL, &why))
        ui_pop(form->ui);
    else
        ui_say(form->ui, ROLE_ERROR, "Not kept: %s.", error_text(&why));
    error_clear(&why);
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
        lay_out_again(form);
    }
    const struct form_eyes eyes = { .issue_at = issue_at,
                                    .is_required = is_required,
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
    if (place->field->label == LABEL(form, methods))
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
        if (form_at(&form->form)->field == &source_field)
            lay_out_again(form);
        judge_again(form);
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
        lay_out_again(form);
        for (size_t at = 0; at < form->form.count; at++)
            if (form->form.places[at].value == &form->values[i])
                form_focus(&form->form, at);
    }
    judge_again(form);
}

static enum token_type typed_type(const struct profile_form *form)
{
    struct profile made = { 0 };
    enum token_type type = TOKEN_UNKNOWN;
    for (size_t i = 0; i < form->count; i++)
        if (is_at(&options_profile[i], offsetof(struct profile, token_type)) &&
            profile_options_read(&options_profile[i], &form->fields[i], value_text(form->values[i]),
                                 &made, NULL))
            type = made.token_type;
    return type;
}

static void prompt(struct profile_form *form)
{
    const struct form_place *place = form_at(&form->form);
    if (!place || place->field->label != LABEL(form, methods)) {
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
    fill_in(form);
    lay_out(form);
    form_focus(&form->form, 0);
}

static bool is_touched(struct profile_form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        struct buf was = { 0 };
        if (!is_asked(form, &options_profile[i]))
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
        go(form);
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
            judge_again(form);
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
