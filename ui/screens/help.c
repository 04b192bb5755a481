/* Help, built from the tables of screens, keys, actions and fields; see help.h. Has no sentence
 * about any one screen or field of its own. */
#include "config.h"
#include "ui/screens/help.h"
#include "ui/screens/page.h"
#include "base/mem.h"
#include "model/order.h"

#include <stdlib.h>

enum { KEYS_COLS = 24, LABEL_COLS = 22 };

struct help {
    struct ui *ui;
    char *title;
    struct page page;
};

static void add_title(struct page *page, const char *text)
{
    if (page->count)
        page_add(page, ROLE_NORMAL, 0, "");
    page_add(page, ROLE_HEADING, 0, text);
}

static bool is_listed(const struct binding *bindings, const struct binding *before,
                      enum action action)
{
    for (const struct binding *b = bindings; b != before && b->action != ACTION_NONE; b++) {
        if (b->action == action)
            return true;
    }
    return false;
}

/* One row for each action, with all its keys, the user's own included. */
static void add_keys(struct page *page, const struct screen_class *screen,
                     const struct binding *bindings, const struct binding *shown_already)
{
    struct buf keys = { 0 }, sentence = { 0 };
    for (const struct binding *b = bindings; b && b->action != ACTION_NONE; b++) {
        if (is_listed(bindings, b, b->action) ||
            (shown_already && is_listed(shown_already, NULL, b->action)))
            continue;
        buf_clear(&keys);
        keymap_keys_of(screen, b->action, &keys);
        buf_clear(&sentence);
        keymap_write_sentence(screen, b->action, &sentence);
        if (keys.len >= KEYS_COLS) { /* too long to stand beside: the sentence follows below */
            page_add(page, ROLE_KEY, 0, buf_text(&keys));
            page_add(page, ROLE_NORMAL, KEYS_COLS, buf_text(&sentence));
        } else if (keys.len) {
            page_add_pair(page, ROLE_KEY, buf_text(&keys), KEYS_COLS, ROLE_NORMAL,
                          buf_text(&sentence));
        }
    }
    buf_free(&keys);
    buf_free(&sentence);
}

static void *open_help(struct ui *ui, void *argument)
{
    const struct help_start *start = argument;
    struct help *help = mem_calloc(1, sizeof *help);
    help->ui = ui;
    help->title = mem_strdup(start->about->title);
    struct page *page = &help->page;
    struct buf field = { 0 };
    if (start->about->field_help)
        start->about->field_help(start->screen, &field);
    if (field.len) {
        add_title(page, "This field");
        page_add(page, ROLE_NORMAL, 0, buf_text(&field));
    }
    buf_free(&field);
    add_title(page, start->about->title);
    page_add(page, ROLE_NORMAL, 0, start->about->about ? start->about->about : "");
    add_title(page, "Keys of this screen");
    add_keys(page, start->about, start->about->bindings, NULL);
    add_title(page, "Keys everywhere");
    add_keys(page, start->about, global_bindings, start->about->bindings);
    page_add(page, ROLE_NORMAL, 0, "");
    page_add(page, ROLE_DIM, 0,
             "Where function keys do not arrive, Alt-1 to Alt-= stand for F1 to F12.");
    return help;
}

/* What may be typed, in words: "whole number, 1 to 4", "text, up to 20 characters". */
static void describe_form(const struct field *field, struct buf *out)
{
    static const char *const words[] = {
        [FIELD_TEXT] = "text",
        [FIELD_NOTE] = "text, line breaks allowed",
        [FIELD_ID] = "digits",
        [FIELD_INT] = "whole number",
        [FIELD_AMOUNT] = "amount, such as 1.05",
        [FIELD_DATE] = "date, as YYYY-MM-DD",
        [FIELD_DAYS] = "weekdays",
        [FIELD_CHOICE] = "one of",
        [FIELD_BOOL] = "yes or no",
    };
    buf_add(out, words[field->type]);
    for (const struct field_choice *c = field->choices; c && c->value; c++)
        buf_addf(out, "%s %s", c == field->choices ? "" : ",", c->label);
    if (field->type == FIELD_INT && field->max && field->max_chars == 1)
        buf_addf(out, ", %lld to %lld", (long long)field->min, (long long)field->max);
    else if (field->type == FIELD_TEXT || field->type == FIELD_NOTE) {
        if (field->max_chars)
            buf_addf(out, ", up to %u characters", (unsigned)field->max_chars);
    } else if (field->type == FIELD_ID && field->max_chars)
        buf_addf(out, ", up to %u", (unsigned)field->max_chars);
}

static void describe_need(const struct field *field, struct buf *out)
{
    static const struct {
        unsigned need;
        const char *words;
    } when[] = {
        { NEED_BOX, "on lines in boxes" },
        { NEED_UN, "on lines in units" },
        { NEED_PLAIN, "unless the box is assorted" },
        { NEED_COMPANY, "with a company's token" },
        { NEED_MULTI_LOCATION, "where the company has several locations" },
    };
    if (!field->write_key)
        buf_add(out, "; only shown, never sent");
    else if (field->either && field->alternative == 1)
        buf_add(out, "; this alone will do");
    else if (field->either)
        buf_add(out, "; together with the rest of its group, where the id is not given");
    else if (field->need) {
        buf_add(out, "; needed");
        for (size_t i = 0; i < sizeof when / sizeof *when; i++) {
            if (field->need & when[i].need)
                buf_addf(out, " %s", when[i].words);
        }
    }
    if (field->write_key && !field->read_key)
        buf_add(out, "; cannot be read back");
}

static void add_table(struct page *page, const char *title, const struct field_table *table)
{
    struct buf facts = { 0 };
    add_title(page, title);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        page_add_pair(page, ROLE_LABEL, field->label, LABEL_COLS, ROLE_NORMAL, field->help);
        buf_clear(&facts);
        describe_form(field, &facts);
        describe_need(field, &facts);
        page_add(page, ROLE_DIM, LABEL_COLS, buf_text(&facts));
    }
    buf_free(&facts);
}

static void *open_fields(struct ui *ui, void *argument)
{
    (void)argument;
    struct help *help = mem_calloc(1, sizeof *help);
    help->ui = ui;
    help->title = mem_strdup("of a standing order");
    add_table(&help->page, "The order", &order_table);
    add_table(&help->page, "A line", &item_table);
    add_table(&help->page, "A part of an assorted box", &breakdown_table);
    add_table(&help->page, "A custom field of a line", &custom_table);
    return help;
}

static void close_help(void *screen)
{
    struct help *help = screen;
    page_free(&help->page);
    free(help->title);
    free(help);
}

static void draw_help(void *screen, struct area area)
{
    struct help *help = screen;
    paint_no_cursor();
    page_draw(&help->page, area);
}

static enum ui_handled act_fields(void *screen, enum action action)
{
    struct help *help = screen;
    if (page_act(&help->page, action) || action == ACTION_HELP || action == ACTION_HELP_FIELDS)
        return UI_HANDLED;
    return UI_NOT_HANDLED;
}

static enum ui_handled act_help(void *screen, enum action action)
{
    struct help *help = screen;
    if (page_act(&help->page, action))
        return UI_HANDLED;
    if (action == ACTION_HELP || action == ACTION_HELP_FIELDS) {
        ui_push(help->ui, &help_fields_screen, NULL);
        return UI_HANDLED;
    }
    return UI_NOT_HANDLED;
}

static void head_help(void *screen, struct buf *out)
{
    buf_add(out, ((const struct help *)screen)->title);
}

static const struct binding help_bindings[] = {
    PAGE_BINDINGS,
    { { "f", "F2" }, ACTION_HELP_FIELDS, "All fields", NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

static const struct binding fields_bindings[] = {
    PAGE_BINDINGS,
    { { NULL }, ACTION_NONE, NULL, NULL },
};

const struct screen_class help_screen = {
    .name = "help",
    .title = "Help",
    .about = "What the screen is for, the field the cursor was in, and every key.",
    .bindings = help_bindings,
    .open = open_help,
    .close = close_help,
    .draw = draw_help,
    .act = act_help,
    .heading = head_help,
};

const struct screen_class help_fields_screen = {
    .name = "help-fields",
    .title = "All fields",
    .about = "Every field of a standing order, with what may be typed and when it is needed.",
    .bindings = fields_bindings,
    .open = open_fields,
    .close = close_help,
    .draw = draw_help,
    .act = act_fields,
    .heading = head_help,
};
