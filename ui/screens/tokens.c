/* The tokens of the practice server as a list; see tokens.h. Reads them through its administration path, and
 * leaves all that is done with one to the screen "Token". */
#include "config.h"
#include "ui/screens/tokens.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/methods.h"
#include "ui/screens/issue.h"
#include "ui/screens/notice.h"
#include "ui/screens/words.h"
#include "ui/widgets/list.h"

#include <stdlib.h>
#include <string.h>

enum text { ID, OWNER, DESCRIPTION, METHODS, REFUSED, PRINT, MADE, USED, REVOKED, TEXTS };

struct row {
    enum token_type type;
    char *texts[TEXTS];
    size_t method_count;
    bool is_at_start;
};

struct rows {
    struct row *list;
    size_t count, cap;
};

struct tokens {
    struct ui *ui;
    struct rows rows, coming; /* those shown, and those that arrive */
    size_t method_count, coming_methods;
    struct list cursor;
    bool is_reading, is_read, is_stopped;
    time_t read_at;
    char *
        wanted; /* the print of the token to begin with; NULL = there was none, or it was looked for */
    char *error; /* why the last reading came to nothing; NULL = it did not */
};

/* ------ reading ------ */

static void forget(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        for (int t = 0; t < TEXTS; t++)
            free(rows->list[i].texts[t]);
    free(rows->list);
    *rows = (struct rows){ 0 };
}

/* Of the names in a token's methods those that its type may call, and those the documents name for other types
 * only: these are refused, ticked or not. Both are the caller's; a name that is not known may be called. */
static char *part_methods(enum token_type type, const char *names, char **refused)
{
    bool listed[METHOD_COUNT], is_odd[METHOD_COUNT];
    *refused = NULL;
    if (!methods_read(names, listed, NULL))
        return mem_strdup(names);
    for (int i = 0; i < METHOD_COUNT; i++) {
        is_odd[i] = listed[i] && method_rows[i].types && !(method_rows[i].types & 1u << type);
        listed[i] &= !is_odd[i];
    }
    *refused = methods_write(is_odd);
    return methods_write(listed);
}

static size_t count_words(const char *text)
{
    size_t count = 0;
    for (text += strspn(text, " "); *text; count++) {
        text += strcspn(text, " ");
        text += strspn(text, " ");
    }
    return count;
}

static void take_token(void *context, const struct admin_token *token)
{
    struct tokens *tokens = context;
    struct rows *rows = &tokens->coming;
    char *refused, *allowed = part_methods(token->type, token->methods, &refused);
    MEM_GROW(rows->list, rows->count, rows->cap);
    rows->list[rows->count++] = (struct row){
        .type = token->type,
        .texts = { [ID] = mem_strdup(token->id),
                   [OWNER] = mem_strdup(token->owner_name),
                   [DESCRIPTION] = mem_strdup(token->description),
                   [METHODS] = allowed,
                   [REFUSED] = refused,
                   [PRINT] = mem_strdup(token->print),
                   [MADE] = mem_strdup(token->made),
                   [USED] = mem_strdup(token->used),
                   [REVOKED] = mem_strdup(token->revoked) },
        .method_count = count_words(allowed),
        .is_at_start = token->is_at_start,
    };
}

static void take_method(void *context, const char *name, unsigned types)
{
    struct tokens *tokens = context;
    (void)name, (void)types;
    tokens->coming_methods++;
}

static void select_wanted(struct tokens *tokens)
{
    for (size_t i = 0; tokens->wanted && i < tokens->rows.count; i++)
        if (strcmp(tokens->rows.list[i].texts[PRINT], tokens->wanted) == 0)
            tokens->cursor.selected = i;
    free(tokens->wanted);
    tokens->wanted = NULL;
}

static void take_end(void *context, const struct api_answer *answer)
{
    struct tokens *tokens = context;
    tokens->is_reading = false;
    if (answer->outcome != API_DONE) {
        forget(&tokens->coming);
        tokens->error = mem_strdup(answer->message);
        if (tokens->is_read)
            ui_say(tokens->ui, ROLE_ERROR, "%s What is shown is older.", answer->message);
        return;
    }
    forget(&tokens->rows);
    tokens->rows = tokens->coming;
    tokens->coming = (struct rows){ 0 };
    tokens->method_count = tokens->coming_methods;
    tokens->is_read = true;
    tokens->read_at = clock_now();
    list_set_count(&tokens->cursor, tokens->rows.count);
    select_wanted(tokens);
}

static void stop(struct tokens *tokens)
{
    const struct admin *admin = ui_admin(tokens->ui);
    admin->ops->drop(admin->self, tokens);
    forget(&tokens->coming);
    tokens->is_reading = false;
}

static void read_all(void *self)
{
    struct tokens *tokens = self;
    const struct admin *admin = ui_admin(tokens->ui);
    const struct admin_call call = { take_token, take_method, take_end, tokens };
    stop(tokens);
    free(tokens->error);
    tokens->error = NULL;
    tokens->is_stopped = false;
    tokens->is_reading = true;
    tokens->coming_methods = 0;
    admin->ops->list(admin->self, &call);
}

static void *open_tokens(struct ui *ui, void *argument)
{
    if (!ui_admin(ui)->ops) {
        ui_say(ui, ROLE_WARNING,
               "Only the practice server (perennial --sandbox) tells its tokens; those of the live "
               "service stand in Komet: Setup > Settings > Tokens.");
        return NULL;
    }
    struct tokens *tokens = mem_calloc(1, sizeof *tokens);
    tokens->ui = ui;
    tokens->wanted = mem_strdup(argument);
    read_all(tokens);
    return tokens;
}

static void close_tokens(void *screen)
{
    struct tokens *tokens = screen;
    stop(tokens);
    forget(&tokens->rows);
    free(tokens->wanted);
    free(tokens->error);
    free(tokens);
}

/* ------ drawing ------ */

/* "2031-01-06 12:00:00" as "01-06 12:00"; what has another form as it is. */
static void write_time(const char *text, struct buf *out)
{
    enum { YEAR_BYTES = 5, MINUTES_BYTES = 16, WHOLE_BYTES = 19 };
    if (strlen(text) == WHOLE_BYTES)
        buf_add_bytes(out, text + YEAR_BYTES, MINUTES_BYTES - YEAR_BYTES);
    else
        buf_add(out, text);
}

static const char *state_word(const struct row *row)
{
    return *row->texts[REVOKED] ? "revoked" : row->is_at_start ? "sample" : "";
}

enum column { TYPE, WHOSE, FOR, MAY, PRINT_HEAD, LAST_USED, STATE, COLUMNS };

/* Where each column stands; 0 columns = left out. */
static void place(int cols, int x[COLUMNS], int wide[COLUMNS])
{
    enum { NORMAL_COLS = 78, GAP = 1 };
    bool is_narrow = cols < NORMAL_COLS;
    const int fixed[COLUMNS] = {
        [TYPE] = 8,       [WHOSE] = is_narrow ? 10 : 16,    [FOR] = 0,  [MAY] = 7,
        [PRINT_HEAD] = 5, [LAST_USED] = is_narrow ? 0 : 11, [STATE] = 7
    };
    int left = cols - 2, at = 1;
    for (int i = 0; i < COLUMNS; i++)
        left -= fixed[i] ? fixed[i] + GAP : 0;
    for (int i = 0; i < COLUMNS; i++) {
        wide[i] = i == FOR ? left : fixed[i];
        x[i] = at;
        at += wide[i] ? wide[i] + GAP : 0;
    }
}

static void draw_row(const struct tokens *tokens, size_t at, struct area area, int y)
{
    const struct row *row = &tokens->rows.list[at];
    int x[COLUMNS], wide[COLUMNS];
    bool is_here = at == tokens->cursor.selected;
    enum role plain = *row->texts[REVOKED] ? ROLE_CANCELLED : ROLE_NORMAL;
    enum role role = is_here ? ROLE_SELECTED : plain;
    struct buf used = { 0 };
    char *may = mem_printf("%zu/%zu", row->method_count, tokens->method_count);
    char *print = mem_printf("#%.4s", row->texts[PRINT]);
    write_time(row->texts[USED], &used);
    const char *const cells[COLUMNS] = { [TYPE] = token_type_word(row->type),
                                         [WHOSE] = row->texts[OWNER],
                                         [FOR] = row->texts[DESCRIPTION],
                                         [MAY] = may,
                                         [PRINT_HEAD] = print,
                                         [LAST_USED] = used.len ? buf_text(&used) : "never",
                                         [STATE] = state_word(row) };
    place(area.cols, x, wide);
    if (is_here)
        paint_left(area, y, 0, x[FOR] + wide[FOR], role, ">");
    for (int i = 0; i < COLUMNS; i++)
        if (wide[i])
            paint_left(area, y, x[i], wide[i], i <= FOR ? role : plain, cells[i]);
    free(may);
    free(print);
    buf_free(&used);
}

static void draw_heads(struct area area)
{
    static const char *const heads[COLUMNS] = {
        [TYPE] = "Type",        [WHOSE] = "Whose",         [FOR] = "Description", [MAY] = "Methods",
        [PRINT_HEAD] = "Print", [LAST_USED] = "Last used", [STATE] = "State",
    };
    int x[COLUMNS], wide[COLUMNS];
    place(area.cols, x, wide);
    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    for (int i = 0; i < COLUMNS; i++)
        if (wide[i])
            paint_text(area, 0, x[i], wide[i], ROLE_HEADING, heads[i]);
}

static void draw_one(const struct row *row, struct area area)
{
    struct buf text = { 0 };
    buf_addf(&text, "%s. Made %s", row->texts[DESCRIPTION], row->texts[MADE]);
    if (*row->texts[REVOKED])
        buf_addf(&text, ", revoked %s", row->texts[REVOKED]);
    buf_addf(&text, " (UTC)%s. %s call: %s.",
             row->is_at_start ? "; of the server itself, it stays as it is" : "",
             *row->texts[REVOKED] ? "Could" : "May",
             *row->texts[METHODS] ? row->texts[METHODS] : "nothing");
    if (row->texts[REFUSED] && *row->texts[REFUSED])
        buf_addf(&text, " Refused to its type: %s.", row->texts[REFUSED]);
    paint_wrapped(area, 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(&text));
    buf_free(&text);
}

static void draw_nothing(const struct tokens *tokens, struct area area)
{
    if (tokens->is_reading)
        notice_draw(area, ROLE_NORMAL, "Asking the practice server for its tokens \u2026",
                    "None of the day's requests is used. Ctrl-C stops.");
    else if (tokens->error)
        notice_draw(area, ROLE_ERROR, tokens->error,
                    "F5 tries again (none of the day's requests). Esc goes back.");
    else if (tokens->is_stopped)
        notice_draw(area, ROLE_NORMAL, "Asking the practice server was stopped.",
                    "F5 asks it (none of the day's requests). Esc goes back.");
    else
        notice_draw(area, ROLE_NORMAL, "The practice server has no token.",
                    "F6 issues one (none of the day's requests).");
}

static void draw(void *screen, struct area area)
{
    enum { DETAIL_BYTES = 420 };
    struct tokens *tokens = screen;
    struct buf text = { 0 };
    int detail_rows = DETAIL_BYTES / area.cols < 3 ? 3 : DETAIL_BYTES / area.cols;
    paint_no_cursor();
    if (!tokens->rows.count) {
        draw_nothing(tokens, area);
        return;
    }
    words_count(&text, tokens->rows.count, "token");
    buf_add(&text, " of the practice server");
    paint_text(area, 0, 1, area.cols - 2, ROLE_LABEL, buf_text(&text));
    buf_clear(&text);
    buf_add(&text, tokens->is_reading ? "reading \u2026 " : "read ");
    words_time(&text, tokens->read_at, clock_now());
    paint_right(area, 0, area.cols - 24, 23, ROLE_DIM, buf_text(&text));
    buf_free(&text);
    draw_heads(area_rows(area, 1, 1));
    struct area rows = area_rows(area, 2, area.rows - 3 - detail_rows);
    list_fit(&tokens->cursor, rows.rows);
    for (int y = 0; y < rows.rows; y++)
        if (tokens->cursor.top + (size_t)y < tokens->rows.count)
            draw_row(tokens, tokens->cursor.top + (size_t)y, rows, y);
    paint_rule(area, area.rows - detail_rows - 1);
    draw_one(&tokens->rows.list[tokens->cursor.selected],
             area_rows(area, area.rows - detail_rows, -1));
}

/* ------ keys ------ */

static const struct row *selected(const struct tokens *tokens)
{
    return tokens->rows.count ? &tokens->rows.list[tokens->cursor.selected] : NULL;
}

static void open_issue(struct tokens *tokens, enum issue_what what)
{
    const struct row *row = what == ISSUE_NEW ? NULL : selected(tokens);
    struct issue_start start = { .what = what, .id = row ? row->texts[ID] : NULL };
    ui_push(tokens->ui, &issue_screen, &start);
}

static enum ui_handled act(void *screen, enum action action)
{
    struct tokens *tokens = screen;
    if (list_act(&tokens->cursor, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_REFRESH:
        read_all(tokens);
        break;
    case ACTION_ISSUE_NEW:
        open_issue(tokens, ISSUE_NEW);
        break;
    case ACTION_ISSUE_EDIT:
        open_issue(tokens, ISSUE_EDIT);
        break;
    case ACTION_ISSUE_REVOKE:
        open_issue(tokens, ISSUE_REVOKE);
        break;
    case ACTION_INTERRUPT:
        if (!tokens->is_reading)
            return UI_NOT_HANDLED;
        stop(tokens);
        tokens->is_stopped = true;
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

/* What is said of a token that stays as it is. */
static bool can_change(const void *screen, struct buf *why)
{
    const struct row *row = selected(screen);
    if (!row)
        buf_add(why, "There is no token here.");
    else if (row->is_at_start)
        buf_add(why, "This token was made with the practice server: it can be neither changed nor "
                     "revoked.");
    else if (*row->texts[REVOKED])
        buf_add(why, "This token is revoked already. Issue a new one.");
    return row && !row->is_at_start && !*row->texts[REVOKED];
}

static const struct binding bindings[] = {
    { { "F6", "Ctrl-N", "o" }, ACTION_ISSUE_NEW, "New token", NULL },
    { { "Enter", "2", "e" }, ACTION_ISSUE_EDIT, "Change", can_change },
    { { "4", "d" }, ACTION_ISSUE_REVOKE, "Revoke", can_change },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Read again", NULL },
    { { "F3", "Esc", "q" }, ACTION_BACK, "Back", NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_REFRESH, "Read the tokens again; none of the day's requests is used" },
    { ACTION_NONE, NULL },
};

const struct screen_class tokens_screen = {
    .name = "tokens",
    .title = "Tokens of the server",
    .about = "All tokens of the practice server: type, whose they are, what they are for, how many "
             "of the "
             "methods they may call, their print, and when they were used last. The token itself "
             "is told "
             "once, when it is issued. Samples belong to the server and stay; issued ones can be "
             "changed "
             "and revoked. All this uses none of the day's requests.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_tokens,
    .close = close_tokens,
    .draw = draw,
    .act = act,
    .shown_again = read_all,
};
