/* Two people, one order; see theirs.h. Decides nothing by itself and sends nothing: it fills in the
 * choices of the rows it was given. */
#include "config.h"
#include "ui/screens/theirs.h"
#include "base/mem.h"
#include "model/field_group.h"
#include "ui/screens/diff_words.h"
#include "ui/screens/words.h"
#include "ui/widgets/list.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_LINES = 2, FOOT_LINES = 4, CHOICE_COLS = 7 };

struct theirs {
    struct ui *ui;
    struct theirs_start start;
    struct list cursor;
};

static void *open_theirs(struct ui *ui, void *argument)
{
    struct theirs *theirs = mem_calloc(1, sizeof *theirs);
    theirs->ui = ui;
    theirs->start = *(const struct theirs_start *)argument;
    list_set_count(&theirs->cursor, theirs->start.merge->count);
    ui_discard_keys(
        ui); /* a row is decided by one letter: none that was typed for another screen */
    return theirs;
}

static size_t count_open(const struct theirs *theirs)
{
    size_t count = 0;
    for (size_t i = 0; i < theirs->start.merge->count; i++)
        count += theirs->start.merge->rows[i].choice == MERGE_OPEN;
    return count;
}

/* ------ the words of a row ------ */

static void write_side(struct buf *out, const struct theirs *theirs, const struct diff_row *row,
                       bool is_after)
{
    bool is_added = row->kind == DIFF_LINE_ADDED || row->kind == DIFF_PART_ADDED ||
                    row->kind == DIFF_CUSTOM_ADDED;
    if (row->kind == DIFF_VALUE)
        diff_words_value(out, row->field, is_after ? row->after : row->before);
    else if (is_added != is_after)
        buf_add(out, is_after ? "gone" : "not there");
    else if (row->kind == DIFF_LINE_ADDED)
        diff_words_line(out, &theirs->start.theirs->items[row->after_item]);
    else if (row->kind == DIFF_LINE_GONE)
        diff_words_line(out, &theirs->start.base->items[row->before_item]);
    else
        buf_add(out, "there");
}

/* A line to be added here, of the same product as the one that was added there. */
static bool has_new_line_like(const struct theirs *theirs, const struct merge_row *row)
{
    const struct order *mine = theirs->start.mine;
    const struct item *added = &theirs->start.theirs->items[row->theirs.after_item];
    struct field_group group;
    bool can_tell;
    field_group_of(&item_table, ITEM_PRODUCT_ID, &group);
    for (size_t i = 0; i < mine->item_count; i++) {
        if (!value_is_set(mine->items[i].v[ITEM_ID]) &&
            field_group_equal(&group, mine->items[i].v, added->v, &can_tell))
            return true;
    }
    return false;
}

static void write_mine(struct buf *out, const struct theirs *theirs, const struct merge_row *row)
{
    if (row->theirs.kind == DIFF_VALUE)
        diff_words_value(out, row->theirs.field, row->mine);
    else if (row->theirs.kind == DIFF_LINE_ADDED && has_new_line_like(theirs, row))
        buf_add(out, "a new line too");
    else if (row->theirs.kind == DIFF_LINE_ADDED || row->theirs.kind == DIFF_PART_ADDED ||
             row->theirs.kind == DIFF_CUSTOM_ADDED)
        buf_add(out, "not there");
    else if (row->theirs.kind == DIFF_LINE_GONE && row->mine_item == DIFF_NOWHERE)
        buf_add(out, "taken out");
    else
        buf_add(out, row->is_touched ? "changed" : "there");
    if (row->theirs.kind == DIFF_VALUE && !row->is_touched)
        buf_add(out, " (not touched)");
}

static void write_values(struct buf *out, const struct theirs *theirs, const struct merge_row *row)
{
    buf_add(out, "was ");
    write_side(out, theirs, &row->theirs, false);
    buf_add(out, "   now ");
    write_side(out, theirs, &row->theirs, true);
    buf_add(out, "   mine ");
    write_mine(out, theirs, row);
}

static const char *choice_word(enum merge_choice choice)
{
    return choice == MERGE_OPEN ? "OPEN" : choice == MERGE_THEIRS ? "theirs" : "mine";
}

static enum role choice_role(enum merge_choice choice)
{
    return choice == MERGE_OPEN ? ROLE_WARNING : ROLE_OK;
}

/* ------ drawing ------ */

static void draw_row(const struct theirs *theirs, size_t at, struct area area, int y)
{
    const struct merge_row *row = &theirs->start.merge->rows[at];
    bool is_selected = at == theirs->cursor.selected;
    enum role role = is_selected ? ROLE_SELECTED : ROLE_NORMAL;
    struct buf text = { 0 };
    paint_left(area, y, 0, area.cols, role, "");
    paint_text(area, y, 0, 1, role, is_selected ? ">" : " ");
    paint_left(area, y, 2, CHOICE_COLS, is_selected ? role : choice_role(row->choice),
               choice_word(row->choice));
    diff_write_what(&row->theirs, theirs->start.base, theirs->start.theirs, &text);
    paint_text(area, y, 2 + CHOICE_COLS, area.cols - 2 - CHOICE_COLS, role, buf_text(&text));
    buf_clear(&text);
    write_values(&text, theirs, row);
    paint_text(area, y + 1, 4 + CHOICE_COLS, area.cols - 4 - CHOICE_COLS, ROLE_NORMAL,
               buf_text(&text));
    buf_free(&text);
}

static void write_head(const struct theirs *theirs, struct buf *out)
{
    buf_add(out, "Somebody else changed this order since you began. Nothing was sent. ");
    words_count(out, theirs->start.merge->count, "difference");
    buf_addf(out, ", %zu still open.", count_open(theirs));
}

/* What each choice means for the selected row, with its values whole. */
static void write_foot(const struct theirs *theirs, struct buf *out)
{
    const struct merge_row *row = &theirs->start.merge->rows[theirs->cursor.selected];
    write_values(out, theirs, row);
    if (row->theirs.kind == DIFF_LINE_GONE)
        buf_add(out, ". t: the line goes here too. m: it is added again as a new line.");
    else if (row->theirs.kind == DIFF_LINE_ADDED && has_new_line_like(theirs, row))
        buf_add(out, ". Your new line may be this very one, where an answer was lost: then take "
                     "yours out of the form before you send. Only cancelling takes theirs out.");
    else if (row->theirs.kind == DIFF_LINE_ADDED)
        buf_add(out, ". It comes into the form either way: only cancelling takes a line out.");
    else if (!row->is_touched)
        buf_add(out, ". You did not change it. t keeps their change, m sends it back to what it "
                     "was.");
    else
        buf_add(out, ". t drops your change, m sends yours over theirs.");
}

static void draw(void *screen, struct area area)
{
    struct theirs *theirs = screen;
    struct buf text = { 0 };
    write_head(theirs, &text);
    int head = paint_wrapped(area, 0, 1, area.cols - 2, ROLE_WARNING, buf_text(&text));
    paint_rule(area, head);
    struct area rows = area_rows(area, head + 1, area.rows - head - 2 - FOOT_LINES);
    list_fit(&theirs->cursor, rows.rows / ROW_LINES > 0 ? rows.rows / ROW_LINES : 1);
    for (int i = 0; i < theirs->cursor.rows; i++) {
        size_t at = theirs->cursor.top + (size_t)i;
        if (at < theirs->cursor.count)
            draw_row(theirs, at, rows, i * ROW_LINES);
    }
    paint_rule(area, area.rows - FOOT_LINES - 1);
    buf_clear(&text);
    if (theirs->cursor.count)
        write_foot(theirs, &text);
    paint_wrapped(area_rows(area, area.rows - FOOT_LINES, FOOT_LINES), 0, 1, area.cols - 2,
                  ROLE_NORMAL, buf_text(&text));
    buf_free(&text);
}

static void heading(void *screen, struct buf *out)
{
    const struct theirs *theirs = screen;
    buf_add(out, value_text(theirs->start.theirs->v[ORDER_NUMBER]));
}

/* ------ deciding ------ */

/* Goes to the next row that is still open, from the beginning again at the end. */
static void go_on(struct theirs *theirs)
{
    const struct merge *merge = theirs->start.merge;
    for (size_t i = 1; i <= merge->count; i++) {
        size_t at = (theirs->cursor.selected + i) % merge->count;
        if (merge->rows[at].choice == MERGE_OPEN) {
            theirs->cursor.selected = at;
            return;
        }
    }
    ui_say(theirs->ui, ROLE_OK,
           "All are decided: F10 or Enter goes on to the review; nothing is "
           "sent yet.");
}

static void decide(struct theirs *theirs, enum merge_choice choice)
{
    if (theirs->cursor.count)
        theirs->start.merge->rows[theirs->cursor.selected].choice = choice;
    go_on(theirs);
}

static void decide_open(struct theirs *theirs, enum merge_choice choice)
{
    struct merge *merge = theirs->start.merge;
    for (size_t i = 0; i < merge->count; i++) {
        if (merge->rows[i].choice == MERGE_OPEN)
            merge->rows[i].choice = choice;
    }
    go_on(theirs);
}

static void finish(struct theirs *theirs)
{
    if (!merge_is_decided(theirs->start.merge)) {
        size_t open = count_open(theirs);
        go_on(theirs);
        ui_say(theirs->ui, ROLE_WARNING,
               "%zu %s still open: t takes theirs, m keeps mine; T and M do so for all of them.",
               open, open == 1 ? "is" : "are");
        return;
    }
    struct theirs_start start = theirs->start;
    ui_pop(theirs->ui);
    start.on_decided(start.context);
}

static enum ui_handled act(void *screen, enum action action)
{
    struct theirs *theirs = screen;
    if (list_act(&theirs->cursor, action))
        return UI_HANDLED;
    switch ((int)action) {
    case ACTION_TAKE_THEIRS:
        decide(theirs, MERGE_THEIRS);
        break;
    case ACTION_KEEP_MINE:
        decide(theirs, MERGE_MINE);
        break;
    case ACTION_TAKE_ALL_THEIRS:
        decide_open(theirs, MERGE_THEIRS);
        break;
    case ACTION_KEEP_ALL_MINE:
        decide_open(theirs, MERGE_MINE);
        break;
    case ACTION_DECIDED:
        finish(theirs);
        break;
    case ACTION_BACK:
        ui_pop(theirs->ui);
        break;
    default:
        return UI_NOT_HANDLED;
    }
    return UI_HANDLED;
}

static const struct binding bindings[] = {
    { { "t" }, ACTION_TAKE_THEIRS, "Theirs", NULL },
    { { "m" }, ACTION_KEEP_MINE, "Mine", NULL },
    { { "T" }, ACTION_TAKE_ALL_THEIRS, "All theirs", NULL },
    { { "M" }, ACTION_KEEP_ALL_MINE, "All mine", NULL },
    { { "F10", "Ctrl-S", "Enter" }, ACTION_DECIDED, "Go on", NULL },
    { { "F3", "Esc", "q" }, ACTION_BACK, "Form", NULL },
    { { "Up", "k" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down", "j" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7", "Ctrl-B", "[" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8", "Ctrl-F", "]" }, ACTION_PAGE_DOWN, NULL, NULL },
    { { "Home", "g" }, ACTION_MOVE_FIRST, NULL, NULL },
    { { "End", "G" }, ACTION_MOVE_LAST, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence sentences[] = {
    { ACTION_BACK, "Go back to the form; nothing was sent and nothing typed is lost" },
    { ACTION_NONE, NULL },
};

const struct screen_class theirs_screen = {
    .name = "theirs",
    .title = "Changed by somebody else",
    .about = "The order was read again just before sending, and is not what it was when the change "
             "began. For each difference it shows how it was, how it is now and how it is in the "
             "form. t takes theirs, m keeps mine; when all are decided the review is shown anew. "
             "Nothing is sent from here.",
    .bindings = bindings,
    .sentences = sentences,
    .open = open_theirs,
    .close = free,
    .draw = draw,
    .act = act,
    .heading = heading,
};
