/* The filter of the journal of requests: a box over it with what is chosen by. It works at once, on what was
 * read; nothing is asked of anybody. */
#include "config.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/date.h"
#include "ui/screens/requests_core.h"
#include "ui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

static const char all[] = "*", failed[] = "!";

static const struct field questions[REQUESTS_QUESTIONS] = {
    [REQUESTS_ASK_PROFILE] = { .label = "Profile",
                               .help =
                                   "Requests of one profile; Space goes through those there are.",
                               .type = FIELD_CHOICE },
    [REQUESTS_ASK_METHOD] = { .label = "Method",
                              .help = "Requests of one method; Space goes through those there are.",
                              .type = FIELD_CHOICE },
    [REQUESTS_ASK_ENDED] = { .label = "Outcome",
                             .help = "How they ended; Space goes through those there are.",
                             .type = FIELD_CHOICE },
    [REQUESTS_ASK_FROM] = { .label = "From",
                            .help = "Requests of this day (UTC) and later, as YYYY-MM-DD.",
                            .type = FIELD_DATE },
    [REQUESTS_ASK_TO] = { .label = "To",
                          .help = "Requests of this day (UTC) and earlier, as YYYY-MM-DD.",
                          .type = FIELD_DATE },
};

static const enum requests_column asked_columns[] = {
    [REQUESTS_ASK_PROFILE] = REQUESTS_PROFILE,
    [REQUESTS_ASK_METHOD] = REQUESTS_METHOD,
    [REQUESTS_ASK_ENDED] = REQUESTS_OUTCOME,
};

enum { CHOSEN = sizeof asked_columns / sizeof *asked_columns };

/* --- the questions --- */

static void free_choices(struct field_choice *choices)
{
    for (size_t i = 0; choices && choices[i].value; i++)
        free((void *)(uintptr_t)choices[i].value);
    free(choices);
}

static void add_choice(struct field_choice **choices, size_t *count, size_t *cap, const char *value,
                       const char *label)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*choices)[i].value, value) == 0)
            return;
    MEM_GROW(*choices, *count, *cap);
    char *own = mem_strdup(value);
    (*choices)[(*count)++] = (struct field_choice){ own, label ? label : own };
}

/* All, what there is among the records, and what is chosen already. */
static struct field_choice *make_choices(struct requests_journal *journal,
                                         enum requests_question question)
{
    struct field_choice *choices = NULL;
    size_t count = 0, cap = 0;
    add_choice(&choices, &count, &cap, all, "All");
    if (question == REQUESTS_ASK_ENDED)
        add_choice(&choices, &count, &cap, failed, "All that failed");
    for (size_t i = 0; i < journal->requests.count; i++) {
        const struct request_record *record = &journal->requests.list[i];
        const char *text = question == REQUESTS_ASK_PROFILE  ? record->profile
                           : question == REQUESTS_ASK_METHOD ? record->method
                                                             : record->outcome;
        if (*text)
            add_choice(&choices, &count, &cap, text, NULL);
    }
    add_choice(&choices, &count, &cap, value_text(journal->answers[question]), NULL);
    MEM_GROW(choices, count, cap);
    choices[count] = (struct field_choice){ NULL, NULL };
    return choices;
}

void requests_clear_filter(struct requests_journal *journal)
{
    form_forget(&journal->form);
    for (size_t i = 0; i < REQUESTS_QUESTIONS; i++)
        value_set(&journal->answers[i], i < CHOSEN ? all : "");
}

void requests_make_filter(struct requests_journal *journal)
{
    enum { LABEL_COLS = 7, DATE_COLS = 11, MOST_COLS = 30 };
    form_clear(&journal->form);
    for (size_t i = 0; i < REQUESTS_QUESTIONS; i++) {
        journal->fields[i] = questions[i];
        if (i < CHOSEN) {
            free_choices(journal->choices[i]);
            journal->choices[i] = make_choices(journal, (enum requests_question)i);
            journal->fields[i].choices = journal->choices[i];
        }
        form_add(&journal->form, (struct form_place){ .field = &journal->fields[i],
                                                      .value = &journal->answers[i],
                                                      .y = (int)i,
                                                      .x = 1,
                                                      .label_cols = LABEL_COLS,
                                                      .cols = i < CHOSEN ? MOST_COLS : DATE_COLS });
    }
}

void requests_free_filter(struct requests_journal *journal)
{
    form_free(&journal->form);
    for (size_t i = 0; i < REQUESTS_QUESTIONS; i++) {
        free_choices(journal->choices[i]);
        value_set(&journal->answers[i], NULL);
    }
}

static const char *answer(const struct requests_journal *journal, enum requests_question question)
{
    const char *text = value_text(journal->answers[question]);
    return strcmp(text, all) == 0 ? NULL : text;
}

static int32_t day_of(const struct requests_journal *journal, enum requests_question question)
{
    int32_t day = DATE_NONE;
    date_read(value_text(journal->answers[question]), &day);
    return day;
}

void requests_read_filter(const struct requests_journal *journal, struct requests_filter *filter)
{
    const char *ended = answer(journal, REQUESTS_ASK_ENDED);
    *filter = (struct requests_filter){ .profile = answer(journal, REQUESTS_ASK_PROFILE),
                                        .method = answer(journal, REQUESTS_ASK_METHOD),
                                        .from = day_of(journal, REQUESTS_ASK_FROM),
                                        .to = day_of(journal, REQUESTS_ASK_TO) };
    filter->is_failed = ended && strcmp(ended, failed) == 0;
    filter->outcome = filter->is_failed ? NULL : ended;
}

static void describe(struct buf *out, const char *before, const char *text)
{
    if (text && *text)
        buf_addf(out, "%s%s%s", out->len ? ", " : "", before, text);
}

void requests_describe_filter(const struct requests_journal *journal, struct buf *out)
{
    struct requests_filter filter;
    requests_read_filter(journal, &filter);
    describe(out, "", filter.profile);
    describe(out, "", filter.method);
    describe(out, "", filter.is_failed ? "failed" : filter.outcome);
    describe(out, "from ", value_text(journal->answers[REQUESTS_ASK_FROM]));
    describe(out, "to ", value_text(journal->answers[REQUESTS_ASK_TO]));
}

void requests_toggle_failed(struct requests_journal *journal)
{
    struct value *ended = &journal->answers[REQUESTS_ASK_ENDED];
    value_set(ended, strcmp(value_text(*ended), failed) == 0 ? all : failed);
    requests_narrow(journal);
}

/* --- the box --- */

static void *open_filter(struct ui *ui, void *argument)
{
    struct requests_journal *journal = argument;
    (void)ui;
    form_focus(&journal->form, 0);
    return journal;
}

static void close_filter(void *screen)
{
    struct requests_journal *journal = screen;
    form_blur(&journal->form);
    requests_narrow(journal);
}

static void draw_filter(void *screen, struct area area)
{
    enum { COLS = 44 };
    struct requests_journal *journal = screen;
    requests_draw(journal, area);
    struct area box = popup_draw(area, REQUESTS_QUESTIONS, COLS, "Which requests");
    form_draw(&journal->form, box, &(struct form_eyes){ 0 });
}

static void move(struct requests_journal *journal, int steps)
{
    if (!form_move(&journal->form, steps))
        form_focus(&journal->form, steps > 0 ? 0 : journal->form.count - 1);
    entry_select(&journal->form.entry);
}

/* A date that is none stands in nobody's way, but is said. */
static void finish(struct requests_journal *journal)
{
    for (size_t i = CHOSEN; i < REQUESTS_QUESTIONS; i++) {
        struct error why = { 0 };
        struct buf normal = { 0 };
        bool good = field_read(&journal->fields[i], value_text(journal->answers[i]), &normal,
                               &why) == FIELD_OK;
        buf_free(&normal);
        if (!good) {
            form_focus(&journal->form, i);
            ui_say(journal->ui, ROLE_ERROR, "%s.", error_text(&why));
            error_clear(&why);
            return;
        }
    }
    ui_pop(journal->ui);
}

static enum ui_handled act_filter(void *screen, enum action action)
{
    struct requests_journal *journal = screen;
    if (action == ACTION_CHOOSE)
        finish(journal);
    else if (action == ACTION_NEXT_FIELD || action == ACTION_MOVE_DOWN)
        move(journal, 1);
    else if (action == ACTION_PREVIOUS_FIELD || action == ACTION_MOVE_UP)
        move(journal, -1);
    else if (action == ACTION_DROP) {
        requests_clear_filter(journal);
        form_focus(&journal->form, 0);
    } else {
        return UI_NOT_HANDLED;
    }
    requests_narrow(journal);
    return UI_HANDLED;
}

static enum ui_handled key_filter(void *screen, struct key key)
{
    struct requests_journal *journal = screen;
    enum entry_result result = form_key(&journal->form, key);
    if (result == ENTRY_CHANGED)
        requests_narrow(journal);
    return result == ENTRY_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void help_filter(void *screen, struct buf *out)
{
    const struct form_place *place = form_at(&((struct requests_journal *)screen)->form);
    if (place)
        buf_add(out, place->field->help);
}

static const struct binding bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Done", NULL },
    { { "F3", "Esc" }, ACTION_BACK, "Done", NULL },
    { { "Tab" }, ACTION_NEXT_FIELD, "Next field", NULL },
    { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "F12", "Ctrl-G" }, ACTION_DROP, "All requests", NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct screen_sentence sentences[] = {
    { ACTION_CHOOSE, "Go back to the requests chosen" },
    { ACTION_DROP, "Choose all requests again" },
    { ACTION_NONE, NULL },
};

const struct screen_class requests_filter_screen = {
    .name = "journal-filter",
    .title = "Journal of requests",
    .about =
        "Chooses requests of one profile, method or outcome, and of days; the list behind "
        "follows at once. Space, or its first letter, changes a choice; an empty date is none.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_filter,
    .close = close_filter,
    .draw = draw_filter,
    .key = key_filter,
    .act = act_filter,
    .field_help = help_filter,
};
