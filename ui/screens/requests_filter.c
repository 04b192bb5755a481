/* The filter of the journal of requests: a box over it with what is chosen by. It works at once, on what was
 * read; nothing is asked of anybody. */
#include "config.h"
#include "ui/screens/requests_core.h"
#include "ui/widgets/popup.h"

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
    for (size_t i = REQUESTS_ASK_FROM; i < REQUESTS_QUESTIONS; i++) {
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
