/* The form of a token: type, whose, description, and the one field of a profile's name; below it stands the list
 * of methods, which is issue_methods.c's. See issue_view.h. Asks nothing of the server but look-up lists. */
#include "config.h"
#include "ui/screens/issue_view.h"
#include "base/mem.h"
#include "ui/screens/lookups.h"
#include "ui/screens/pick.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_COLS = 13, DESCRIPTION_CHARS = 100, NAME_COLS = 30 };

static const struct field_choice type_choices[] = {
    { "company", "company" }, { "customer", "customer" }, { "vendor", "vendor" }, { NULL, NULL }
};

static const struct field type_field = {
    .label = "Type",
    .help =
        "Whose token it is: the company's own, one customer's or one vendor's. Space or the first "
        "letter chooses.",
    .type = FIELD_CHOICE,
    .need = NEED_ALWAYS,
    .choices = type_choices,
};

/* Rows by type of token. */
static const struct field owner_fields[] = {
    [TOKEN_CUSTOMER] = { .label = "Whose",
                         .help = "The customer whose orders the token is for. F4 lists them.",
                         .need = NEED_ALWAYS,
                         .lookup = LOOKUP_CUSTOMERS },
    [TOKEN_VENDOR] = { .label = "Whose",
                       .help = "The vendor whose lines the token is for. F4 lists them.",
                       .need = NEED_ALWAYS,
                       .lookup = LOOKUP_VENDORS },
};

static const struct field description_field = {
    .label = "Description",
    .help = "What the token is for, such as: managing orders. At most 100 characters.",
    .need = NEED_ALWAYS,
    .max_chars = DESCRIPTION_CHARS,
};

static const struct field name_field = {
    .label = "Profile name",
    .help = "What the profile with this token is called here.",
    .need = NEED_ALWAYS,
};

/* Fits the places to nothing yet: the width is known when it is drawn. */
static void add_place(struct issuing *issue, const struct field *field, enum issue_field which,
                      int y, int cols)
{
    form_add(&issue->form, (struct form_place){ .field = field,
                                                .value = &issue->v[which],
                                                .y = y,
                                                .x = 1,
                                                .label_cols = LABEL_COLS,
                                                .cols = cols,
                                                .read_only = issue->what == ISSUE_EDIT &&
                                                             which < ISSUE_DESCRIPTION });
}

void issue_form_place(struct issuing *issue)
{
    form_forget(&issue->form);
    form_clear(&issue->form);
    if (issue->state == ISSUE_MADE) {
        add_place(issue, &name_field, ISSUE_NAME, 0, NAME_COLS);
    } else {
        int y = 0;
        add_place(issue, &type_field, ISSUE_TYPE, y++, 10);
        if (issue->type >= TOKEN_CUSTOMER)
            add_place(issue, &owner_fields[issue->type], ISSUE_OWNER, y++, NAME_COLS);
        add_place(issue, &description_field, ISSUE_DESCRIPTION, y, DESCRIPTION_CHARS);
    }
    issue->in_methods = false;
    form_focus(&issue->form, 0);
}

void issue_form_resume(struct issuing *issue)
{
    if (!issue->in_methods)
        form_focus(&issue->form, issue->form.focus);
}

/* ------ drawing ------ */

static void draw_owner(const struct issuing *issue, struct area area)
{
    enum { OWNER_ROW = 1 };
    struct buf text = { 0 };
    int x = 1 + LABEL_COLS + 1 + NAME_COLS + 2;
    if (issue->type < TOKEN_CUSTOMER)
        return;
    if (issue->owner_id)
        buf_addf(&text, "%s  id %s", issue->owner_code ? issue->owner_code : "", issue->owner_id);
    else
        buf_addf(&text, "F4 lists the %ss", token_type_word(issue->type));
    paint_text(area, OWNER_ROW, x, area.cols - x, ROLE_DIM, buf_text(&text));
    buf_free(&text);
}

static bool is_required(void *context, const struct form_place *place)
{
    (void)context;
    return place->field->need == NEED_ALWAYS;
}

void issue_form_draw(struct issuing *issue, struct area area)
{
    const struct form_eyes eyes = { .is_required = is_required };
    int rows = (int)issue->form.count, last = area.cols - LABEL_COLS - 4;
    struct form_place *description = &issue->form.places[issue->form.count - 1];
    if (description->field == &description_field)
        description->cols = last < DESCRIPTION_CHARS ? last : DESCRIPTION_CHARS;
    paint_no_cursor();
    form_draw(&issue->form, area_rows(area, 0, rows), &eyes);
    if (issue->state == ISSUE_MADE)
        return;
    draw_owner(issue, area);
    if (issue->error) {
        int used =
            paint_wrapped(area_rows(area, rows, 3), 0, 1, area.cols - 2, ROLE_ERROR, issue->error);
        rows += used < 3 ? used : 3;
    }
    paint_rule(area, rows);
    issue_methods_draw(issue, area_rows(area, rows + 1, -1));
}

/* ------ whose ------ */

static void set_owner(struct issuing *issue, const char *id, const char *code)
{
    free(issue->owner_id);
    free(issue->owner_code);
    issue->owner_id = mem_strdup(id);
    issue->owner_code = mem_strdup(code);
}

static void take_row(struct issuing *issue, const struct lookup_list *list, size_t row)
{
    const char *const *columns = list->rows[row].columns;
    set_owner(issue, columns[LOOKUP_ID], columns[LOOKUP_CODE]);
    value_set(&issue->v[ISSUE_OWNER], columns[LOOKUP_NAME]);
}

static void take_picked(void *context, const struct lookup_list *list, size_t row)
{
    struct issuing *issue = context;
    size_t place = issue->form.focus;
    form_blur(&issue->form);
    take_row(issue, list, row);
    form_focus(&issue->form, place);
}

static void prompt(struct issuing *issue)
{
    const struct form_place *place = form_at(&issue->form);
    if (place && place->field->lookup) {
        ui_push(issue->ui, &pick_screen,
                &(struct pick_start){ .kind = place->field->lookup,
                                      .typed = issue->owner_id ? "" : value_text(*place->value),
                                      .on_pick = take_picked,
                                      .context = issue });
        return;
    }
    if (place)
        ui_say(issue->ui, ROLE_MESSAGE, "There is no list for %s.", place->field->label);
    else
        ui_say(issue->ui, ROLE_MESSAGE, "There is no list for this: Space ticks the method.");
}

enum lookup_kind issue_form_kind(const struct issuing *issue)
{
    const struct form_place *place = issue->state == ISSUE_FORM ? form_at(&issue->form) : NULL;
    return place ? place->field->lookup : LOOKUP_NONE;
}

/* What was typed instead of picked: an id, or an id, code or name of a list that is in memory. */
static bool find_owner(struct issuing *issue)
{
    static const enum lookup_part parts[] = { LOOKUP_ID, LOOKUP_CODE, LOOKUP_NAME };
    const struct lookup_list *list;
    size_t row;
    const char *text = value_text(issue->v[ISSUE_OWNER]);
    if (issue->owner_id)
        return true;
    for (size_t i = 0; *text && i < sizeof parts / sizeof *parts; i++)
        if (lookups_find(issue->ui, owner_fields[issue->type].lookup, NULL, parts[i], text, &list,
                         &row)) {
            take_row(issue, list, row);
            return true;
        }
    if (!*text || text[strspn(text, "0123456789")])
        return false;
    set_owner(issue, text, NULL);
    return true;
}

/* ------ keys ------ */

/* Another type: another owner, and other methods. */
static void follow_type(struct issuing *issue)
{
    enum token_type now = TOKEN_UNKNOWN;
    for (int i = TOKEN_COMPANY; i <= TOKEN_VENDOR; i++)
        if (strcmp(value_text(issue->v[ISSUE_TYPE]), token_type_word((enum token_type)i)) == 0)
            now = (enum token_type)i;
    if (now == issue->type)
        return;
    issue->type = now;
    set_owner(issue, NULL, NULL);
    value_set(&issue->v[ISSUE_OWNER], "");
    for (size_t i = 0; i < issue->method_count; i++)
        if (!issue_method_is_for(&issue->methods[i], now))
            issue->methods[i].is_ticked = false;
    issue_form_place(issue);
}

enum ui_handled issue_form_key(struct issuing *issue, struct key key)
{
    if (issue->in_methods)
        return UI_NOT_HANDLED;
    enum entry_result result = form_key(&issue->form, key);
    const struct form_place *place = form_at(&issue->form);
    if (result == ENTRY_CHANGED && place && place->value == &issue->v[ISSUE_OWNER])
        set_owner(issue, NULL, NULL);
    if (result == ENTRY_CHANGED)
        follow_type(issue);
    return result == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void go_to_methods(struct issuing *issue, bool to)
{
    issue->in_methods = to && issue->method_count && issue->state == ISSUE_FORM;
    if (issue->in_methods)
        form_blur(&issue->form);
    else
        form_focus(&issue->form, to ? 0 : issue->form.count - 1);
    if (!issue->in_methods)
        entry_select(&issue->form.entry);
}

/* Fields, then the methods, then the first field again. */
static void move(struct issuing *issue, int steps)
{
    if (issue->in_methods) {
        issue->in_methods = false;
        form_focus(&issue->form, steps > 0 ? 0 : issue->form.count - 1);
        entry_select(&issue->form.entry);
    } else if (!form_move(&issue->form, steps)) {
        go_to_methods(issue, true);
    }
}

static bool act_on_methods(struct issuing *issue, enum action action)
{
    if (action != ACTION_MOVE_UP || issue->cursor.selected != 0)
        return issue_methods_act(issue, action);
    move(issue, -1);
    return true;
}

bool issue_form_act(struct issuing *issue, enum action action)
{
    if (action == ACTION_NEXT_FIELD || action == ACTION_PREVIOUS_FIELD)
        move(issue, action == ACTION_NEXT_FIELD ? 1 : -1);
    else if (action == ACTION_PROMPT)
        prompt(issue);
    else if (issue->in_methods)
        return act_on_methods(issue, action);
    else if (action == ACTION_CHOOSE || action == ACTION_MOVE_DOWN)
        move(issue, 1);
    else if (action == ACTION_MOVE_UP)
        form_move_vertical(&issue->form, -1);
    else if (action == ACTION_FIELD_EXIT)
        entry_erase_to_end(&issue->form.entry), move(issue, 1);
    else
        return false;
    return true;
}

void issue_form_help(const struct issuing *issue, struct buf *out)
{
    const struct form_place *place = form_at(&issue->form);
    if (issue->in_methods && issue->cursor.selected < issue->method_count)
        issue_methods_help(issue, out);
    else if (place)
        buf_add(out, place->field->help);
}

/* ------ what is missing ------ */

static bool refuse(struct issuing *issue, enum issue_field which, struct error *error,
                   const char *sentence)
{
    issue->in_methods = false;
    for (size_t i = 0; i < issue->form.count; i++)
        if (issue->form.places[i].value == &issue->v[which])
            form_focus(&issue->form, i);
    return error_set(error, "%s", sentence);
}

bool issue_form_check(struct issuing *issue, struct error *error)
{
    struct error why = { 0 };
    struct buf normal = { 0 };
    form_blur(&issue->form);
    const char *description = value_text(issue->v[ISSUE_DESCRIPTION]);
    bool is_fit = field_read(&description_field, description, &normal, &why) == FIELD_OK;
    bool is_blank = !normal.len;
    buf_free(&normal);
    if (issue->type == TOKEN_UNKNOWN)
        return refuse(issue, ISSUE_TYPE, error,
                      "Say the type of the token: company, customer or vendor");
    if (issue->what == ISSUE_NEW && issue->type >= TOKEN_CUSTOMER && !find_owner(issue))
        return refuse(issue, ISSUE_OWNER, error,
                      issue->type == TOKEN_CUSTOMER
                          ? "Say which customer the token is for: F4 lists them"
                          : "Say which vendor the token is for: F4 lists them");
    if (!is_fit) {
        refuse(issue, ISSUE_DESCRIPTION, error, error_text(&why));
        error_clear(&why);
        return false;
    }
    if (is_blank)
        return refuse(issue, ISSUE_DESCRIPTION, error,
                      "Say in the description what the token is for");
    if (issue_count_ticked(issue))
        return true;
    go_to_methods(issue, true);
    return error_set(error, "Tick at least one method: Space ticks, * ticks all");
}
