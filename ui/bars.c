/* Top line and key bar; see bars.h. Everything on the key bar comes from the bindings. */
#include "config.h"
#include "ui/bars.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "model/date.h"

#include <string.h>

/* ------ top line ------ */

enum { TOP_FORMS = 5 }; /* from the longest to the shortest way of saying it */

static void write_top(struct buf *out, int form, const struct profile *profile, size_t requests)
{
    const char *type = token_type_word(profile->token_type);
    struct tm utc;
    time_t now = clock_now();
    gmtime_r(&now, &utc);

    if (form < 4 && profile->name) {
        buf_add(out, profile->name);
        if (form < 2 && *type)
            buf_addf(out, " (%s)", type);
        if (profile->read_only)
            buf_add(out, form < 3 ? " read only" : " r/o");
        buf_add(out, "   ");
    }
    if (form < 4)
        buf_addf(out, "%s %zu   ", form < 1 ? "requests" : "req", requests);
    if (form < 3)
        buf_addf(out, "%.3s %02d-%02d ", date_weekday_name((utc.tm_wday + 6) % 7), utc.tm_mon + 1,
                 utc.tm_mday);
    buf_addf(out, "%02d:%02dZ ", utc.tm_hour, utc.tm_min);
}

void bars_draw_top(struct area area, const char *place, const struct profile *profile,
                   size_t requests)
{
    struct buf right = { 0 };
    int wanted = utf8_width_cols(place) + 3, room = 0;
    for (int form = 0; form < TOP_FORMS; form++) {
        buf_clear(&right);
        write_top(&right, form, profile, requests);
        room = area.cols - utf8_width_cols(buf_text(&right));
        if (room >= wanted)
            break;
    }
    paint_left(area, 0, 0, area.cols, ROLE_TITLE, "");
    paint_text(area, 0, 1, room - 2, ROLE_TITLE, place);
    paint_text(area, 0, room, area.cols - room, ROLE_TITLE, buf_text(&right));
    buf_free(&right);
}

/* ------ key bar ------ */

enum { MAX_HINTS = 64, GAP_COLS = 2 };

struct hint {
    const struct binding *binding;
    char key[24];
    int cols; /* of "F1=Help" */
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

static void add_hint(struct hints *hints, const struct screen_class *screen,
                     const struct binding *binding)
{
    struct buf keys = { 0 };
    struct hint *hint = &hints->list[hints->count];
    keymap_keys_of(screen, binding->action, &keys);
    const char *text = buf_text(&keys), *end = strstr(text, ", ");
    size_t len = end ? (size_t)(end - text) : keys.len;
    if (hints->count < MAX_HINTS && len && len < sizeof hint->key) {
        memcpy(hint->key, text, len);
        hint->key[len] = '\0';
        hint->binding = binding;
        hint->cols = utf8_width_cols(hint->key) + 1 + utf8_width_cols(binding->hint);
        hints->count++;
    }
    buf_free(&keys);
}

/* Global bindings that a screen does not show in words of its own. */
static void add_globals(struct hints *hints, const struct screen_class *screen, bool help)
{
    for (const struct binding *row = global_bindings; row->action != ACTION_NONE; row++)
        if (row->hint && (row->action == ACTION_HELP) == help &&
            !has_action(screen->bindings, row->action))
            add_hint(hints, screen, row);
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

/* What cannot be done now is not offered; whoever presses it is told why. */
static bool can_now(const struct binding *binding, const void *self)
{
    struct buf why = { 0 };
    bool can = !binding->can || binding->can(self, &why);
    buf_free(&why);
    return can;
}

void bars_draw_keys(struct area area, int y, const struct screen_class *screen, const void *self)
{
    struct hints hints = { 0 };
    add_globals(&hints, screen, true);
    for (const struct binding *row = screen->bindings; row->action != ACTION_NONE; row++)
        if (row->hint && can_now(row, self))
            add_hint(&hints, screen, row);
    size_t own_end = hints.count;
    add_globals(&hints, screen, false);
    while (own_end > 1 && count_fitting(&hints, area.cols - 1) < hints.count) {
        memmove(&hints.list[own_end - 1], &hints.list[own_end],
                (hints.count - own_end) * sizeof *hints.list);
        own_end--;
        hints.count--;
    }

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
        paint_text(area, y, x + used, area.cols, ROLE_KEY_TEXT, hint->binding->hint);
        x += hint->cols + GAP_COLS;
    }
}
