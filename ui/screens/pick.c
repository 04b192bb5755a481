/* Picking a row from a look-up list; see pick.h. Knows lists and their columns, nothing of the form
 * that wants one. Letters narrow the list, so there are no letter keys here. */
#include "config.h"
#include "ui/screens/pick.h"
#include "ui/screens/lookups.h"
#include "ui/screens/notice.h"
#include "ui/screens/words.h"
#include "ui/widgets/line.h"
#include "ui/widgets/list.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MIN_COLS = 26, OTHER_MAX_COLS = 26, TYPED_COLS = 30, GAP = 2 };

struct pick {
    struct ui *ui;
    enum lookup_kind kind;
    char *customer_id, *title;
    void (*on_pick)(void *context, const struct lookup_list *list, size_t row);
    void *context;
    struct line typed;
    struct list cursor;
    size_t *sorted;   /* all rows, by name */
    size_t *matching; /* those with the words typed, by name … */
    size_t matching_count;
    unsigned char *ranks;           /* … how well each of them has the words … */
    size_t *shown;                  /* … and as they are shown: the best first */
    char *narrowed;                 /* the words `matching` was made with */
    const struct lookup_list *list; /* what sorted and shown are rows of; may be gone by now */
    time_t read_at;
    bool takes; /* Enter was pressed while the list was on its way; keys wait for it */
    int widths[LOOKUP_MAX_COLUMNS]; /* what each column needs, its title included */
};

static struct lookups_entry look(const struct pick *pick)
{
    return lookups_get(pick->ui, pick->kind, pick->customer_id);
}

static const char *cell_text(enum lookup_kind kind, const struct lookup_list *list, size_t row,
                             size_t column)
{
    const char *text = list->rows[row].columns[column];
    if (lookup_types[kind].columns[column].type != FIELD_BOOL || !*text)
        return text;
    return strcmp(text, "0") == 0 ? "no" : "yes";
}

/* Wide enough for nearly all texts of the column: a few very long ones must not push others out. The
 * name only takes what is left, so it may ask for all. */
static int fair_cols(enum lookup_kind kind, const struct lookup_list *list, size_t column)
{
    enum { MOST = 64, ALWAYS = 12, ONE_IN = 40 };
    size_t rows[MOST + 1] = { 0 }, left = list->count / ONE_IN;
    int widest = 0;
    for (size_t i = 0; i < list->count; i++) {
        int cols = utf8_width_cols(cell_text(kind, list, i, column));
        cols = cols > MOST ? MOST : cols;
        rows[cols]++;
        widest = cols > widest ? cols : widest;
    }
    while (column != LOOKUP_NAME && widest > ALWAYS && rows[widest] <= left)
        left -= rows[widest--];
    return widest;
}

static void measure(struct pick *pick, const struct lookup_list *list)
{
    const struct lookup_type *type = &lookup_types[pick->kind];
    for (size_t c = 0; c < type->column_count; c++) {
        int cols = fair_cols(pick->kind, list, c), title = utf8_width_cols(type->columns[c].label);
        pick->widths[c] = cols && title > cols ? title : cols; /* an empty column is left out */
    }
}

static int compare_rows(const void *a, const void *b, void *context)
{
    const struct lookup_list *list = context;
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    static const enum lookup_part parts[] = { LOOKUP_NAME, LOOKUP_CODE };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        int order =
            names_compare(list->rows[left].columns[parts[i]], list->rows[right].columns[parts[i]]);
        if (order)
            return order;
    }
    return left < right ? -1 : left > right;
}

/* No longer used by the company: shown, but set back. */
static bool is_inactive(enum lookup_kind kind, const struct lookup_list *list, size_t row)
{
    const struct lookup_type *type = &lookup_types[kind];
    for (size_t c = LOOKUP_PARTS; c < type->column_count; c++) {
        if (type->columns[c].type == FIELD_BOOL)
            return strcmp(list->rows[row].columns[c], "0") == 0;
    }
    return false;
}

/* The best first, by name among equals, those no longer used behind the others. Rows that have the
 * letters by accident are left out where there are better ones. */
static void order_shown(struct pick *pick)
{
    bool is_good = false;
    size_t count = 0;
    for (size_t i = 0; i < pick->matching_count; i++)
        is_good |= pick->ranks[i] < LOOKUP_RANK_ODD;
    for (int rank = 0; rank < (is_good ? LOOKUP_RANK_ODD : LOOKUP_RANK_NONE); rank++) {
        for (int inactive = 0; inactive <= 1; inactive++) {
            for (size_t i = 0; i < pick->matching_count; i++) {
                size_t row = pick->matching[i];
                if (pick->ranks[i] == rank && is_inactive(pick->kind, pick->list, row) == inactive)
                    pick->shown[count++] = row;
            }
        }
    }
    list_set_count(&pick->cursor, count);
    pick->cursor.selected = pick->cursor.top = 0;
}

static void show_all(struct pick *pick)
{
    size_t count = pick->matching_count = pick->list->count;
    for (size_t i = 0; i < count; i++)
        pick->shown[i] = pick->matching[i] = pick->sorted[i];
    list_set_count(&pick->cursor, count);
    pick->cursor.selected = pick->cursor.top = 0;
}

/* More letters behind those of before can only take rows away: then just the rows that matched are
 * looked at again. */
static void narrow(struct pick *pick)
{
    const char *typed = buf_text(&pick->typed.text);
    size_t len = pick->narrowed ? strlen(pick->narrowed) : 0;
    bool goes_on = pick->narrowed && strncmp(typed, pick->narrowed, len) == 0;
    const size_t *from = goes_on ? pick->matching : pick->sorted;
    size_t count = goes_on ? pick->matching_count : pick->list->count, kept = 0;
    if (typed[strspn(typed, " ")] == '\0') {
        show_all(pick);
    } else {
        for (size_t i = 0; i < count; i++) {
            size_t row = from[i];
            enum lookup_rank rank = lookup_list_rank(pick->list, row, typed);
            if (rank == LOOKUP_RANK_NONE)
                continue;
            pick->ranks[kept] = (unsigned char)rank;
            pick->matching[kept++] = row;
        }
        pick->matching_count = kept;
        order_shown(pick);
    }
    free(pick->narrowed);
    pick->narrowed = mem_strdup(typed);
}

/* Takes up a list that has come since. The one of before may be freed already: it is not touched. */
static void catch_up(struct pick *pick)
{
    struct lookups_entry entry = look(pick);
    if (pick->list == entry.list && pick->read_at == entry.read_at)
        return;
    pick->list = entry.list;
    pick->read_at = entry.read_at;
    size_t count = entry.list->count;
    pick->sorted = mem_resize(pick->sorted, count + 1, sizeof *pick->sorted);
    pick->matching = mem_resize(pick->matching, count + 1, sizeof *pick->matching);
    pick->ranks = mem_resize(pick->ranks, count + 1, sizeof *pick->ranks);
    pick->shown = mem_resize(pick->shown, count + 1, sizeof *pick->shown);
    for (size_t i = 0; i < count; i++)
        pick->sorted[i] = i;
    qsort_r(pick->sorted, count, sizeof *pick->sorted, compare_rows, (void *)(uintptr_t)pick->list);
    measure(pick, entry.list);
    free(pick->narrowed);
    pick->narrowed = NULL;
    narrow(pick);
}

static void *open_pick(struct ui *ui, void *argument)
{
    const struct pick_start *start = argument;
    struct pick *pick = mem_calloc(1, sizeof *pick);
    pick->ui = ui;
    pick->kind = start->kind;
    pick->customer_id = mem_strdup(start->customer_id ? start->customer_id : "");
    pick->title = start->title ? mem_strdup(start->title)
                               : mem_printf("Pick a %s", lookup_types[start->kind].singular);
    pick->on_pick = start->on_pick;
    pick->context = start->context;
    line_set(&pick->typed, start->typed ? start->typed : "");
    if (!look(pick).is_read && lookups_can_read(ui, pick->kind, NULL))
        lookups_read(ui, pick->kind, pick->customer_id);
    catch_up(pick);
    return pick;
}

static void close_pick(void *screen)
{
    struct pick *pick = screen;
    lookups_stop(pick->ui, pick->kind, pick->customer_id);
    line_free(&pick->typed);
    free(pick->sorted);
    free(pick->matching);
    free(pick->ranks);
    free(pick->shown);
    free(pick->narrowed);
    free(pick->customer_id);
    free(pick->title);
    free(pick);
}

/* What is typed, how many rows have it, how old the list is. */
static void draw_head(struct pick *pick, const struct lookups_entry *entry, struct area area)
{
    struct buf right = { 0 };
    if (entry->is_reading) {
        buf_add(&right, "reading \u2026 ");
        if (entry->arrived)
            words_count(&right, entry->arrived, "row");
        buf_add(&right, entry->arrived ? " so far; Ctrl-C stops" : "asked; Ctrl-C stops");
    } else if (entry->is_read) {
        words_number(&right, (int64_t)pick->cursor.count);
        buf_add(&right, " of ");
        words_number(&right, (int64_t)entry->list->count);
        buf_add(&right, "   read ");
        words_time(&right, entry->read_at, clock_now());
    }
    int x = 1 + paint_text(area, 0, 1, area.cols, ROLE_LABEL, "Find");
    int room = area.cols - x - 2 - utf8_width_cols(buf_text(&right)) - 1;
    int cols = room < TYPED_COLS ? room : TYPED_COLS;
    line_draw(&pick->typed, area, 0, x + 1, cols > 8 ? cols : 8, ROLE_FOCUS, true);
    int from = x + 1 + (cols > 8 ? cols : 8) + 1;
    paint_right(area, 0, from, area.cols - from, ROLE_DIM, buf_text(&right));
    buf_free(&right);
}

struct shown_column {
    size_t column;
    int x, cols;
};

/* Code, name, the others in their order, ids last; what does not fit is left out from the end on. The
 * name takes what is left. */
static size_t place_columns(const struct pick *pick, int cols, struct shown_column *out)
{
    size_t order[LOOKUP_MAX_COLUMNS], count = lookup_types[pick->kind].column_count, made = 0;
    size_t ordered = 0;
    order[ordered++] = LOOKUP_CODE;
    order[ordered++] = LOOKUP_NAME;
    for (int ids = 0; ids <= 1; ids++) {
        if (ids)
            order[ordered++] = LOOKUP_ID;
        for (size_t i = LOOKUP_PARTS; i < count; i++) {
            if ((lookup_types[pick->kind].columns[i].type == FIELD_ID) == ids)
                order[ordered++] = i;
        }
    }
    int used = 1, name = pick->widths[LOOKUP_NAME];
    int least = name < NAME_MIN_COLS ? name : NAME_MIN_COLS;
    for (size_t i = 0; i < count; i++) {
        int wide = order[i] == LOOKUP_NAME ? least : pick->widths[order[i]];
        if (wide > OTHER_MAX_COLS)
            wide = OTHER_MAX_COLS;
        if (!wide)
            continue;
        if (made > 1 && used + wide > cols)
            break;
        out[made++] = (struct shown_column){ order[i], 0, wide };
        used += wide + GAP;
    }
    int left = cols - used + GAP, x = 1;
    for (size_t i = 0; i < made; i++) {
        if (out[i].column == LOOKUP_NAME && left > 0)
            out[i].cols = least + left < name ? least + left : name;
        out[i].x = x;
        x += out[i].cols + GAP;
    }
    return made;
}

static bool is_number(const struct field *field)
{
    return field->type == FIELD_AMOUNT || field->type == FIELD_INT;
}

static void draw_rows(struct pick *pick, const struct lookup_list *list, struct area area)
{
    const struct lookup_type *type = &lookup_types[pick->kind];
    struct shown_column columns[LOOKUP_MAX_COLUMNS];
    size_t count = place_columns(pick, area.cols, columns);
    for (size_t c = 0; c < count; c++) {
        const struct field *field = &type->columns[columns[c].column];
        (is_number(field) ? paint_right : paint_left)(area, 0, columns[c].x, columns[c].cols,
                                                      ROLE_HEADING, field->label);
    }
    struct area rows = area_rows(area, 1, -1);
    list_fit(&pick->cursor, rows.rows);
    for (int y = 0; y < rows.rows && pick->cursor.top + (size_t)y < pick->cursor.count; y++) {
        size_t at = pick->cursor.top + (size_t)y, row = pick->shown[at];
        enum role plain = is_inactive(pick->kind, list, row) ? ROLE_CANCELLED : ROLE_NORMAL;
        enum role role = at == pick->cursor.selected ? ROLE_SELECTED : plain;
        if (role == ROLE_SELECTED) /* the mark and the first two columns show it, in few bytes */
            paint_left(rows, y, 0, columns[count > 1].x + columns[count > 1].cols, role, ">");
        for (size_t c = 0; c < count; c++) {
            const struct field *field = &type->columns[columns[c].column];
            (is_number(field) ? paint_right : paint_left)(
                rows, y, columns[c].x, columns[c].cols, c < 2 ? role : plain,
                cell_text(pick->kind, list, row, columns[c].column));
        }
    }
}

/* What stands in the place of rows when there are none. */
static void draw_nothing(const struct pick *pick, const struct lookups_entry *entry,
                         struct area area)
{
    const struct lookup_type *type = &lookup_types[pick->kind];
    struct buf headline = { 0 }, advice = { 0 };
    enum role role = ROLE_NORMAL;
    if (entry->is_reading) {
        buf_addf(&headline, "Reading the list of %ss from the service \u2026", type->singular);
        buf_add(&advice, "What you type meanwhile narrows it when it is here.");
    } else if (*entry->error) {
        role = ROLE_ERROR;
        buf_addf(&headline, "The list could not be read. %s", entry->error);
        bool may = ui_can_ask(pick->ui, methods_of_lookup(pick->kind), 1, API_LOOKING, NULL);
        buf_addf(&advice, "%sEsc goes back; the field can be typed in.",
                 may ? "F5 tries again. " : "");
    } else if (!entry->is_read && !lookups_can_read(pick->ui, pick->kind, &headline)) {
        role = ROLE_WARNING;
        buf_add(&advice, "Esc goes back; the field can be typed in.");
    } else if (!entry->is_read) {
        buf_addf(&headline, "Reading the list of %ss was stopped.", type->singular);
        buf_add(&advice, "F5 reads it. Esc goes back; the field can be typed in.");
    } else if (!entry->list->count) {
        buf_addf(&headline, "The service knows no %s%s.", type->singular,
                 pick->kind == LOOKUP_SHIP_TOS ? " of this customer" : "");
        buf_add(&advice, "Esc goes back; F5 asks again.");
    } else {
        buf_addf(&headline, "No %s has these words: %s", type->singular,
                 buf_text(&pick->typed.text));
        buf_add(&advice, "Words may stand in any order and be cut short. Ctrl-U erases them.");
    }
    notice_draw(area, role, buf_text(&headline), buf_text(&advice));
    buf_free(&headline);
    buf_free(&advice);
}

static void draw_pick(void *screen, struct area area)
{
    struct pick *pick = screen;
    catch_up(pick);
    struct lookups_entry entry = look(pick);
    draw_head(pick, &entry, area);
    paint_rule(area, 1);
    struct area rest = area_rows(area, 2, -1);
    if (!pick->cursor.count) {
        draw_nothing(pick, &entry, rest);
        return;
    }
    if (*entry.error && !entry.is_reading) { /* the rows are those read before */
        struct area last = area_rows(area, area.rows - 1, 1);
        paint_text(last, 0, 1, last.cols - 1, ROLE_ERROR, entry.error);
        rest.rows--;
    }
    draw_rows(pick, entry.list, rest);
}

static void take_selected(struct pick *pick)
{
    catch_up(pick);
    if (!pick->cursor.count && look(pick).is_reading) {
        pick->takes = true;
        ui_hold_keys(pick->ui);
        ui_say(pick->ui, ROLE_MESSAGE,
               "Taken as soon as the list is here, where just one row is meant. Esc goes back.");
        return;
    }
    if (!pick->cursor.count) {
        ui_say(pick->ui, ROLE_WARNING, "There is nothing to pick.");
        return;
    }
    const struct lookup_list *list = pick->list;
    size_t row = pick->shown[pick->cursor.selected];
    ui_pop(pick->ui);
    pick->on_pick(pick->context, list, row);
}

/* Enter was pressed before the list was here. What nobody has seen is taken only where there is no
 * doubt: one row, or the very code. */
static void take_awaited(void *screen)
{
    struct pick *pick = screen;
    if (!pick->takes || look(pick).is_reading)
        return;
    pick->takes = false;
    ui_release_keys(pick->ui);
    catch_up(pick);
    bool is_sure = pick->cursor.count == 1;
    if (pick->cursor.count > 1 && pick->narrowed && *pick->narrowed)
        is_sure = lookup_list_rank(pick->list, pick->shown[0], pick->narrowed) == LOOKUP_RANK_CODE;
    if (is_sure)
        take_selected(pick);
    else if (pick->cursor.count)
        ui_say(pick->ui, ROLE_ERROR, "%zu rows are meant; choose one and press Enter.",
               pick->cursor.count);
    else
        ui_say(pick->ui, ROLE_ERROR, "Nothing was taken.");
}

static enum ui_handled act_pick(void *screen, enum action action)
{
    struct pick *pick = screen;
    catch_up(pick);
    if (list_act(&pick->cursor, action))
        return UI_HANDLED;
    if (action == ACTION_CHOOSE)
        take_selected(pick);
    else if (action == ACTION_REFRESH)
        lookups_read(pick->ui, pick->kind, pick->customer_id);
    else if (action == ACTION_INTERRUPT && look(pick).is_reading)
        lookups_stop(pick->ui, pick->kind, pick->customer_id);
    else
        return UI_NOT_HANDLED;
    return UI_HANDLED;
}

static enum ui_handled key_pick(void *screen, struct key key)
{
    struct pick *pick = screen;
    enum line_result result = line_key(&pick->typed, key);
    if (result == LINE_CHANGED) {
        catch_up(pick);
        narrow(pick);
    }
    return result == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

static void head_pick(void *screen, struct buf *out)
{
    buf_add(out, ((const struct pick *)screen)->title);
}

static enum method list_method(const void *screen)
{
    return methods_of_lookup(((const struct pick *)screen)->kind);
}

static const struct screen_cost costs[] = {
    { ACTION_REFRESH, METHOD_COUNT, API_LOOKING, .method_of = list_method },
    { .action = ACTION_NONE },
};

static const struct binding bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Take", NULL },
    { { "F3", "Esc" }, ACTION_BACK, "Back", NULL },
    { { "F5", "Ctrl-R" }, ACTION_REFRESH, "Read", NULL },
    { { "Up", "Ctrl-P" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "Ctrl-N" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, "Page up", NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, "Page down", NULL },
    { { "Home" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End" }, ACTION_MOVE_LAST, NULL, NULL },
    { { NULL }, ACTION_NONE, NULL, NULL },
};

const struct screen_class pick_screen = {
    .name = "pick",
    .title = "Look-up",
    .about =
        "A list of the service to take a value from. Letters narrow it: words in any order, by "
        "code, name or any other column, accents or not; words may be squeezed, so roswhit60 "
        "finds Rose White 60. Enter takes the selected row. The list stays in memory; F5 reads "
        "it again.",
    .bindings = bindings,
    .costs = costs,
    .open = open_pick,
    .close = close_pick,
    .draw = draw_pick,
    .key = key_pick,
    .act = act_pick,
    .heading = head_pick,
    .woken = take_awaited,
};
