/* How the screen of profiles looks: rows above, what is known of the selected one below. Draws only. */
#include "config.h"
#include "ui/screens/profiles_view.h"
#include "base/utf8.h"
#include "ui/screens/notice.h"
#include "ui/screens/profile_words.h"
#include "ui/screens/words.h"

#include <string.h>

enum column { NAME, TYPE, STATE, PRINT, KEPT, TODAY, LAST, COLUMNS };

/* In the order of the screen. The name takes what is left; the last ones give way first. */
static const struct {
    const char *title;
    int cols;
    bool right;
} columns[COLUMNS] = {
    [NAME] = { "Profile", 12, false },  [TYPE] = { "Type", 8, false },
    [STATE] = { "State", 9, false },    [PRINT] = { "Print", 5, false },
    [KEPT] = { "Kept in", 10, false },  [TODAY] = { "Today", 9, true },
    [LAST] = { "Last used", 9, false },
};

static const enum column giving_way[] = { LAST, KEPT };

enum { FIRST_X = 6, GAP = 1, MOST_NAME_COLS = 40 };

struct layout {
    int cols[COLUMNS]; /* 0 = not shown */
};

static struct layout lay_out(int width)
{
    struct layout layout;
    int used = FIRST_X;
    for (int i = 0; i < COLUMNS; i++) {
        layout.cols[i] = columns[i].cols;
        used += columns[i].cols + GAP;
    }
    for (size_t i = 0; i < sizeof giving_way / sizeof *giving_way && used > width; i++) {
        used -= layout.cols[giving_way[i]] + GAP;
        layout.cols[giving_way[i]] = 0;
    }
    layout.cols[NAME] += width - used;
    if (layout.cols[NAME] > MOST_NAME_COLS)
        layout.cols[NAME] = MOST_NAME_COLS;
    return layout;
}

static void draw_cells(const struct layout *layout, struct area area, int y,
                       const char *const texts[COLUMNS], const enum role roles[COLUMNS])
{
    int x = FIRST_X;
    for (int i = 0; i < COLUMNS; i++) {
        if (!layout->cols[i])
            continue;
        if (columns[i].right)
            paint_right(area, y, x, layout->cols[i], roles[i], texts[i]);
        else
            paint_text(area, y, x, layout->cols[i], roles[i], texts[i]);
        x += layout->cols[i] + GAP + (columns[i].right ? 1 : 0);
    }
}

static void draw_titles(const struct layout *layout, struct area area, int y)
{
    const char *texts[COLUMNS];
    enum role roles[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
        texts[i] = columns[i].title;
        roles[i] = ROLE_HEADING;
    }
    paint_left(area, y, 0, area.cols, ROLE_HEADING, "");
    paint_text(area, y, 1, 2, ROLE_HEADING, "Op");
    draw_cells(layout, area, y, texts, roles);
}

static enum role state_role(enum profile_state state)
{
    switch (state) {
    case PROFILE_NO_SECRET:
    case PROFILE_REFUSED:
        return ROLE_ERROR;
    case PROFILE_READ_ONLY:
        return ROLE_WARNING;
    case PROFILE_READY:
        break;
    }
    return ROLE_OK;
}

static void draw_row(const struct profiles_view *view, const struct profiles_row *row,
                     const struct layout *layout, struct area area, int y, bool is_selected)
{
    const struct profile *profile = profiles_find(view->profiles, row->name);
    struct buf print = { 0 }, today = { 0 }, last = { 0 };
    if (*row->facts.print)
        buf_addf(&print, "#%.4s", row->facts.print);
    profile_words_today(profile, &row->facts, &today);
    profile_words_last(row->facts.last_used, &last);
    const char *const texts[COLUMNS] = { row->name,
                                         token_type_word(profile->token_type),
                                         row->is_testing ? "testing \u2026"
                                                         : profile_state_word(row->facts.state),
                                         buf_text(&print),
                                         profile_words_kept(profile, &row->facts),
                                         buf_text(&today),
                                         buf_text(&last) };
    enum role roles[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        roles[i] = is_selected ? ROLE_SELECTED : ROLE_NORMAL;
    if (!is_selected)
        roles[STATE] = row->is_testing ? ROLE_WARNING : state_role(row->facts.state);
    if (is_selected)
        paint_left(area, y, 0, area.cols, ROLE_SELECTED, "");
    if (row->option)
        paint_text(area, y, 2, 1, is_selected ? ROLE_SELECTED : ROLE_CHANGED,
                   (char[]){ (char)('0' + row->option), '\0' });
    if (profiles_is_used(view, row->name))
        paint_text(area, y, 4, 1, roles[NAME], ">");
    draw_cells(layout, area, y, texts, roles);
    buf_free(&print);
    buf_free(&today);
    buf_free(&last);
}

static void draw_head(struct profiles_view *view, struct area area)
{
    enum { TYPED_COLS = 24 };
    bool finds = view->is_narrowing || view->typed.text.len;
    if (!finds) {
        paint_text(
            area, 0, 1, area.cols - 2, ROLE_DIM,
            ui_admin(view->ui)->ops
                ? "Practice: F6 issues a token as Komet's settings do; i lists those there are."
                : "Tokens are issued in Komet (Setup > Settings > Tokens). Here they are "
                  "kept.");
        return;
    }
    struct buf text = { 0 };
    buf_addf(&text, "%zu of ", view->list.count);
    words_count(&text, view->count, "profile");
    paint_right(area, 0, TYPED_COLS + 8, area.cols - TYPED_COLS - 9, ROLE_DIM, buf_text(&text));
    paint_text(area, 0, 1, 5, ROLE_LABEL, "Find");
    line_draw(&view->typed, area, 0, 6, TYPED_COLS, view->is_narrowing ? ROLE_FOCUS : ROLE_FIELD,
              view->is_narrowing);
    buf_free(&text);
}

static void draw_options(struct area area)
{
    static const struct {
        const char *key, *words, *brief;
    } options[] = {
        { "1", "Use", "Use" },           { "2", "Change", "Change" },
        { "4", "Forget", "Forget" },     { "5", "Display", "Show" },
        { "6", "New secret", "Secret" }, { "7", "Test (1 req)", "Test" },
        { "9", "Try again", "" },
    };
    enum { FULL_COLS = 79 };
    int x = 1 + paint_text(area, 0, 1, area.cols, ROLE_DIM, "Op") + 1;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *words = area.cols >= FULL_COLS ? options[i].words : options[i].brief;
        if (!*words)
            continue;
        x += paint_text(area, 0, x, area.cols - x, ROLE_KEY, options[i].key);
        x += paint_text(area, 0, x, area.cols - x, ROLE_DIM, "=");
        x += paint_text(area, 0, x, area.cols - x, ROLE_DIM, words) + 1;
    }
}

static void draw_detail(struct profiles_view *view, struct area area)
{
    const struct profiles_row *row = profiles_selected(view);
    const struct profile *profile = row ? profiles_find(view->profiles, row->name) : NULL;
    paint_rule(area, 0);
    if (!profile)
        return;
    paint_text(area, 1, 1, area.cols - 2, ROLE_HEADING, row->name);
    page_empty(&view->detail);
    view->detail.more = "\u2026 5 shows all of it.";
    profile_words_add(&view->detail, profile, &row->facts, row->tested_role, row->tested);
    page_draw(&view->detail, area_rows(area, 2, -1));
}

/* What is to be done where there is nothing yet. */
static void draw_nothing(const struct profiles_view *view, struct area area)
{
    if (view->count)
        notice_draw(area, ROLE_NORMAL, "No profile has these words.",
                    "\\ shows all of them again.");
    else
        notice_draw(area, ROLE_NORMAL,
                    "There is no profile yet: a company, its server and its token.",
                    "F6 adds one; have its token at hand (Setup > Settings > Tokens in Komet). F3 "
                    "leaves; perennial --sandbox is there to practise without one.");
}

void profiles_draw(struct profiles_view *view, struct area area)
{
    enum { ABOVE = 2, LEAST_DETAIL = 8, LEAST_ROWS = 4 };
    struct layout layout = lay_out(area.cols);
    draw_head(view, area);
    if (!view->list.count) {
        draw_nothing(view, area_rows(area, ABOVE, -1));
        return;
    }
    draw_titles(&layout, area, 1);
    int room = area.rows - ABOVE - 1, rows = room - LEAST_DETAIL;
    if (rows < LEAST_ROWS)
        rows = LEAST_ROWS;
    if ((size_t)rows > view->list.count)
        rows = (int)view->list.count;
    list_fit(&view->list, rows);
    for (int y = 0; y < rows; y++) {
        size_t at = view->list.top + (size_t)y;
        if (at < view->list.count)
            draw_row(view, &view->rows[view->shown[at]], &layout, area, ABOVE + y,
                     at == view->list.selected);
    }
    draw_detail(view, area_rows(area, ABOVE + rows, room - rows));
    draw_options(area_rows(area, area.rows - 1, 1));
}
