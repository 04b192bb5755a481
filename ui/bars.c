/* Top line and key bar; see bars.h. Everything on the key bar comes from the bindings. */
#include "config.h"
#include "ui/bars.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "model/date.h"
#include "ui/budget_words.h"

#include <stdio.h>
#include <string.h>

/* ------ top line ------ */

/* The ways of saying it, from the longest to the shortest. The budget gives way last of all. */
static const struct {
    bool has_type, has_date, has_time;
    const char *read_only; /* NULL = without the profile */
    int budget;            /* form of budget_write(); -1 = only where it is out of the ordinary */
} top_forms[] = {
    { true, true, true, " read only", 0 },  { true, true, true, " read only", 1 },
    { false, true, true, " read only", 1 }, { false, true, true, " read only", 2 },
    { false, false, true, " r/o", 2 },      { false, false, true, " r/o", 3 },
    { false, false, true, NULL, 2 },        { false, false, true, NULL, 3 },
    { false, false, true, NULL, -1 },       { false, false, false, NULL, -1 },
};

enum { TOP_FORMS = sizeof top_forms / sizeof *top_forms, SHORTEST = BUDGET_FORMS - 1 };

struct top {
    struct buf before, budget, after; /* the parts of the right side */
};

static void write_top(struct top *top, int form, const struct profile *profile,
                      const struct budget_state *budget, bool is_refused)
{
    const char *type = token_type_word(profile->token_type);
    struct tm utc;
    time_t now = clock_now();
    gmtime_r(&now, &utc);

    buf_clear(&top->before), buf_clear(&top->budget), buf_clear(&top->after);
    if (top_forms[form].read_only && profile->name) {
        buf_add(&top->before, profile->name);
        if (top_forms[form].has_type && *type)
            buf_addf(&top->before, " (%s)", type);
        if (is_refused)
            buf_add(&top->before, " refused");
        else if (profile->read_only)
            buf_add(&top->before, top_forms[form].read_only);
        buf_add(&top->before, "   ");
    }
    if (budget && top_forms[form].budget >= 0)
        budget_write(&top->budget, budget, top_forms[form].budget, now);
    else if (budget && budget_level(budget, now) != BUDGET_FREE)
        budget_write(&top->budget, budget, SHORTEST, now);
    if (top->budget.len)
        buf_add(&top->after, top_forms[form].has_time ? "   " : " ");
    if (top_forms[form].has_date)
        buf_addf(&top->after, "%.3s %02d-%02d ", date_weekday_name((utc.tm_wday + 6) % 7),
                 utc.tm_mon + 1, utc.tm_mday);
    if (top_forms[form].has_time)
        buf_addf(&top->after, "%02d:%02dZ ", utc.tm_hour, utc.tm_min);
}

void bars_draw_top(struct area area, const char *place, const struct profile *profile,
                   const struct budget_state *budget, bool is_refused)
{
    struct top top = { 0 };
    int wanted = utf8_width_cols(place) + 3, room = 0;
    for (int form = 0; form < TOP_FORMS; form++) {
        write_top(&top, form, profile, budget, is_refused);
        room = area.cols - utf8_width_cols(buf_text(&top.before)) -
               utf8_width_cols(buf_text(&top.budget)) - utf8_width_cols(buf_text(&top.after));
        if (room >= wanted)
            break;
    }
    paint_left(area, 0, 0, area.cols, ROLE_TITLE, "");
    paint_text(area, 0, 1, room - 2, ROLE_TITLE, place);
    int x = room;
    x += paint_text(area, 0, x, area.cols - x, ROLE_TITLE, buf_text(&top.before));
    if (budget)
        x += paint_text(area, 0, x, area.cols - x, budget_role(budget, clock_now()),
                        buf_text(&top.budget));
    paint_text(area, 0, x, area.cols - x, ROLE_TITLE, buf_text(&top.after));
    buf_free(&top.before), buf_free(&top.budget), buf_free(&top.after);
}

/* ------ key bar ------ */

enum { MAX_HINTS = 64, GAP_COLS = 2 };

struct hint {
    const struct binding *binding;
    char key[24], price[16]; /* "F5", "(2 req)" */
    int requests;
    int cols; /* of "F5=Read(2 req)" */
};

struct hints {
    struct hint list[MAX_HINTS];
    size_t count;
};

static bool has_action(const struct binding *bindings, enum action action)
{
    for (; bindings->action != ACTION_NONE; bindings++)
        if (bindings->action == action && bindings->hint)
            return true;
    return false;
}

static void add_hint(struct hints *hints, const struct screen_class *screen, const void *self,
                     const struct binding *binding)
{
    struct buf key = { 0 };
    struct hint *hint = &hints->list[hints->count];
    keymap_key_of(screen, binding->action, &key);
    if (hints->count < MAX_HINTS && key.len && key.len < sizeof hint->key) {
        memcpy(hint->key, buf_text(&key), key.len + 1);
        hint->requests = keymap_price(screen, binding->action, self);
        hint->binding = binding;
        hint->price[0] = '\0';
        hint->cols = utf8_width_cols(hint->key) + 1 + utf8_width_cols(binding->hint);
        hints->count++;
    }
    buf_free(&key);
}

/* Global bindings that a screen does not show in words of its own. */
static void add_globals(struct hints *hints, const struct screen_class *screen, const void *self,
                        bool help)
{
    for (const struct binding *row = global_bindings; row->action != ACTION_NONE; row++)
        if (row->hint && (row->action == ACTION_HELP) == help &&
            !has_action(screen->bindings, row->action))
            add_hint(hints, screen, self, row);
}

/* How many of them fit in the rows, one behind the other. */
static size_t count_fitting(const struct hints *hints, int cols)
{
    int row = 0, x = 0;
    for (size_t i = 0; i < hints->count; i++) {
        if (x && x + hints->list[i].cols > cols) {
            if (++row == BARS_KEY_ROWS)
                return i;
            x = 0;
        }
        x += hints->list[i].cols + GAP_COLS;
    }
    return hints->count;
}

/* What each of them takes: "(2 req)", or "(2)" in short. */
static void write_prices(struct hints *hints, bool in_short)
{
    for (size_t i = 0; i < hints->count; i++) {
        struct hint *hint = &hints->list[i];
        if (hint->requests)
            snprintf(hint->price, sizeof hint->price, "(%d%s)", hint->requests,
                     in_short ? "" : " req");
        hint->cols += (int)strlen(hint->price);
    }
}

/* What cannot be done now is not offered; whoever presses it is told why. */
static bool can_now(const struct ui *ui, const struct screen_class *screen, const void *self,
                    const struct binding *binding)
{
    struct buf why = { 0 };
    bool can = ui_can_act(ui, screen, self, binding, &why);
    buf_free(&why);
    return can;
}

/* Leaves out as many of the screen's own, from behind, as do not fit. */
static void leave_out(struct hints *hints, size_t own_end, int cols)
{
    while (own_end > 1 && count_fitting(hints, cols) < hints->count) {
        struct hint *last = &hints->list[--own_end];
        hints->count--;
        memmove(last, last + 1, (hints->count - own_end) * sizeof *last);
    }
}

/* Prices in words as long as they push no key out, else in short. */
static void fit(struct hints *hints, size_t own_end, int cols)
{
    struct hints without = *hints, in_words = *hints;
    leave_out(&without, own_end, cols);
    write_prices(&in_words, false);
    leave_out(&in_words, own_end, cols);
    if (in_words.count == without.count) {
        *hints = in_words;
        return;
    }
    write_prices(hints, true);
    leave_out(hints, own_end, cols);
}

void bars_draw_keys(const struct ui *ui, struct area area, int y, const struct screen_class *screen,
                    const void *self)
{
    struct hints hints = { 0 };
    add_globals(&hints, screen, self, true);
    for (const struct binding *row = screen->bindings; row->action != ACTION_NONE; row++)
        if (row->hint && can_now(ui, screen, self, row))
            add_hint(&hints, screen, self, row);
    size_t own_end = hints.count;
    add_globals(&hints, screen, self, false);
    fit(&hints, own_end, area.cols - 1);

    paint_clear(area_rows(area, y, BARS_KEY_ROWS));
    int x = 1;
    for (size_t i = 0; i < hints.count; i++) {
        const struct hint *hint = &hints.list[i];
        if (x > 1 && x + hint->cols > area.cols) {
            x = 1;
            y++;
        }
        int used = paint_text(area, y, x, area.cols, ROLE_KEY, hint->key);
        used += paint_text(area, y, x + used, 1, ROLE_KEY_TEXT, "=");
        used += paint_text(area, y, x + used, area.cols, ROLE_KEY_TEXT, hint->binding->hint);
        paint_text(area, y, x + used, area.cols, ROLE_DIM, hint->price);
        x += hint->cols + GAP_COLS;
    }
}
