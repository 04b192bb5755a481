/* Ticking methods; see profile_methods.h. Everything here comes from the rows of model/methods.h. */
#include "config.h"
#include "ui/screens/profile_methods.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/methods.h"
#include "ui/widgets/list.h"

#include <stdlib.h>
#include <string.h>

struct profile_methods {
    struct ui *ui;
    bool listed[METHOD_COUNT];
    enum token_type type;
    enum method shown[METHOD_COUNT]; /* those that need a token */
    struct list list;
    void (*on_taken)(void *context, const char *listed);
    void *context;
};

static void tick_all(struct profile_methods *methods, bool ticked)
{
    for (size_t i = 0; i < methods->list.count; i++)
        methods->listed[methods->shown[i]] = ticked;
}

static void *open_methods(struct ui *ui, void *argument)
{
    const struct profile_methods_start *start = argument;
    struct profile_methods *methods = mem_calloc(1, sizeof *methods);
    size_t count = 0;
    *methods = (struct profile_methods){
        .ui = ui, .type = start->type, .on_taken = start->on_taken, .context = start->context
    };
    for (int i = 0; i < METHOD_COUNT; i++)
        if (method_rows[i].token != METHOD_TOKEN_NONE)
            methods->shown[count++] = (enum method)i;
    list_set_count(&methods->list, count);
    if (!*start->listed || !methods_read(start->listed, methods->listed, NULL))
        tick_all(methods, true);
    return methods;
}

static void close_methods(void *screen)
{
    free(screen);
}

/* "company, customer": the types the documents name; "" where they name none. */
static void write_types(unsigned types, struct buf *out)
{
    const char *between = "";
    for (unsigned type = TOKEN_COMPANY; type <= TOKEN_VENDOR; type++) {
        if (types & 1u << type) {
            buf_addf(out, "%s%s", between, token_type_word((enum token_type)type));
            between = ", ";
        }
    }
}

static bool is_for_others(const struct profile_methods *methods, const struct method_row *row)
{
    return methods->type != TOKEN_UNKNOWN && row->types && !(row->types & 1u << methods->type);
}

static void draw_row(const struct profile_methods *methods, struct area area, int y, size_t at)
{
    enum { NAME_X = 5, NAME_COLS = 27, TYPES_COLS = 25 };
    const struct method_row *row = &method_rows[methods->shown[at]];
    bool is_selected = at == methods->list.selected, is_odd = is_for_others(methods, row);
    enum role role = is_selected ? ROLE_SELECTED : ROLE_NORMAL;
    struct buf types = { 0 };
    write_types(row->types, &types);
    if (is_selected)
        paint_left(area, y, 0, area.cols, ROLE_SELECTED, ">");
    paint_text(area, y, 1, 3, role, methods->listed[methods->shown[at]] ? "[x]" : "[ ]");
    paint_text(area, y, NAME_X, NAME_COLS, role, row->name);
    paint_text(area, y, NAME_X + NAME_COLS + 1, TYPES_COLS,
               is_odd && !is_selected ? ROLE_WARNING : role, buf_text(&types));
    buf_free(&types);
}

static void draw_foot(const struct profile_methods *methods, struct area area)
{
    const struct method_row *row = &method_rows[methods->shown[methods->list.selected]];
    struct buf text = { 0 };
    paint_rule(area, 0);
    buf_add(&text, row->help);
    if (is_for_others(methods, row)) {
        buf_add(&text, " The documents name it for tokens of type ");
        write_types(row->types, &text);
        buf_add(&text, ", and this one is of another.");
    } else if (!row->types) {
        buf_add(&text, " The documents do not say for which tokens.");
    }
    paint_wrapped(area_rows(area, 1, -1), 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(&text));
    buf_free(&text);
}

static void draw(void *screen, struct area area)
{
    enum { ABOVE = 2, FOOT_ROWS = 3 };
    struct profile_methods *methods = screen;
    size_t ticked = 0;
    paint_no_cursor();
    for (size_t i = 0; i < methods->list.count; i++)
        ticked += methods->listed[methods->shown[i]];
    char *said = mem_printf("%zu of %zu ticked; what is not ticked is not asked for.", ticked,
                            methods->list.count);
    paint_text(area, 0, 1, area.cols - 2, ROLE_NORMAL, said);
    free(said);
    paint_left(area, 1, 0, area.cols, ROLE_HEADING, "     Method                      Token types");
    struct area rows = area_rows(area, ABOVE, area.rows - ABOVE - FOOT_ROWS);
    list_fit(&methods->list, rows.rows);
    for (int y = 0; y < rows.rows; y++) {
        size_t at = methods->list.top + (size_t)y;
        if (at < methods->list.count)
            draw_row(methods, rows, y, at);
    }
    draw_foot(methods, area_rows(area, area.rows - FOOT_ROWS, FOOT_ROWS));
}

static void take(struct profile_methods *methods)
{
    size_t ticked = 0;
    for (size_t i = 0; i < methods->list.count; i++)
        ticked += methods->listed[methods->shown[i]];
    if (!ticked) {
        ui_say(methods->ui, ROLE_WARNING,
               "Tick at least one method: a token is meant for something.");
        return;
    }
    char *text = methods_write(methods->listed);
    methods->on_taken(methods->context, ticked == methods->list.count ? "" : text);
    free(text);
    ui_pop(methods->ui);
}

static enum ui_handled act(void *screen, enum action action)
{
    struct profile_methods *methods = screen;
    enum method selected = methods->shown[methods->list.selected];
    if (list_act(&methods->list, action))
        return UI_HANDLED;
    if (action == ACTION_CHOOSE)
        take(methods);
    else if (action == ACTION_MARK)
        methods->listed[selected] = !methods->listed[selected];
    else if (action == ACTION_MARK_ALL || action == ACTION_MARK_NONE)
        tick_all(methods, action == ACTION_MARK_ALL);
    else
        return UI_NOT_HANDLED;
    return UI_HANDLED;
}

static const struct binding bindings[] = {
    { { "Space", "x" }, ACTION_MARK, "Tick", NULL },
    { { "*" }, ACTION_MARK_ALL, "All", NULL },
    { { "U" }, ACTION_MARK_NONE, "None", NULL },
    { { "Enter", "F10", "Ctrl-S" }, ACTION_CHOOSE, "Take", NULL },
    { { "F3", "Esc", "q", "Ctrl-X" }, ACTION_BACK, "As it was", NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_MARK, "Tick the method, or take its tick away" },
    { ACTION_MARK_ALL, "Tick all methods" },
    { ACTION_MARK_NONE, "Take all ticks away" },
    { ACTION_CHOOSE, "Take what is ticked" },
    { ACTION_BACK, "Go back and leave the methods as they were" },
    { ACTION_NONE, NULL },
};

const struct screen_class profile_methods_screen = {
    .name = "profile-methods",
    .title = "Methods of a token",
    .about = "The methods of the service that a token is meant for, as they are ticked where the "
             "token is made. What is not ticked is not asked for, and its action says so. The "
             "types are those of the service's documents; what a token may really do is learned "
             "from answers.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_methods,
    .close = close_methods,
    .draw = draw,
    .act = act,
};
