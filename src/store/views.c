/* Saved views on disk; see views.h. A text file that a person may read and mend: a letter in brackets,
 * then lines of name = value. */
#include "config.h"
#include "store/views.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE_BYTES = 1 << 20 };

static const char head[] =
    "# Saved views of the list of standing orders: a letter, then name = value. Perennial writes\n"
    "# this file anew when a view is saved, without what else stands here.\n";

static char *name; /* below the configuration's directory; NULL = of no profile */

void views_use_profile(const char *profile)
{
    free(name);
    name = place_name("views", profile);
}

static char *find_path(void)
{
    return paths_join(PATHS_CONFIG, name ? name : "views/%");
}

/* --- The list --- */

static void empty_view(struct view *view)
{
    for (size_t i = 0; i < view->count; i++) {
        free(view->names[i]);
        free(view->values[i]);
    }
    free(view->names);
    free(view->values);
    *view = (struct view){ .letter = view->letter };
}

void views_free(struct views *views)
{
    for (size_t i = 0; i < views->count; i++)
        empty_view(&views->list[i]);
    free(views->list);
    *views = (struct views){ 0 };
}

struct view *views_find(const struct views *views, char letter)
{
    for (size_t i = 0; i < views->count; i++) {
        if (views->list[i].letter == letter)
            return &views->list[i];
    }
    return NULL;
}

struct view *views_put(struct views *views, char letter)
{
    struct view *view = views_find(views, letter);
    if (view) {
        empty_view(view);
        return view;
    }
    MEM_GROW(views->list, views->count, views->cap);
    size_t at = views->count++;
    for (; at > 0 && views->list[at - 1].letter > letter; at--)
        views->list[at] = views->list[at - 1];
    views->list[at] = (struct view){ .letter = letter };
    return &views->list[at];
}

static size_t find_name(const struct view *view, const char *wanted)
{
    size_t at = 0;
    while (at < view->count && strcmp(view->names[at], wanted) != 0)
        at++;
    return at;
}

void view_set(struct view *view, const char *wanted, const char *value)
{
    size_t at = find_name(view, wanted);
    if (at < view->count) {
        free(view->values[at]);
    } else {
        size_t cap = view->cap;
        MEM_GROW(view->names, view->count, cap);
        MEM_GROW(view->values, view->count, view->cap);
        view->names[view->count++] = mem_strdup(wanted);
    }
    view->values[at] = mem_strdup(value);
}

const char *view_get(const struct view *view, const char *wanted)
{
    size_t at = find_name(view, wanted);
    return at < view->count ? view->values[at] : "";
}

/* --- Reading --- */

static char *trim(char *text)
{
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len && strchr(" \t\r", text[len - 1]))
        text[--len] = '\0';
    return text;
}

static bool take_letter(struct views *views, const char *line, struct error *error)
{
    bool is_letter = (line[1] >= 'a' && line[1] <= 'z') || line[1] == '.';
    if (!is_letter || line[2] != ']' || line[3])
        return error_set(error, "\"%s\" names no view; write one letter from a to z in brackets",
                         line);
    if (views_find(views, line[1]))
        return error_set(error, "the view %c is there twice; take one of them out", line[1]);
    views_put(views, line[1]);
    return true;
}

/* `letter` is the view the line belongs to, 0 before the first. */
static bool take_line(struct views *views, char *line, char *letter, struct error *error)
{
    char *equals = strchr(line, '=');
    if (!*line || *line == '#')
        return true;
    if (*line == '[') {
        *letter = line[1];
        return take_letter(views, line, error);
    }
    if (!equals || equals == line)
        return error_set(error, "\"%s\" should be name = value", line);
    if (!*letter)
        return error_set(error, "\"%s\" belongs to no view; a letter such as [a] comes first",
                         line);
    *equals = '\0';
    view_set(views_find(views, *letter), trim(line), trim(equals + 1));
    return true;
}

static bool read_lines(struct views *views, char *text, const char *path, struct error *error)
{
    char letter = 0;
    for (int number = 1; text; number++) {
        char *end = strchr(text, '\n');
        if (end)
            *end++ = '\0';
        if (!take_line(views, trim(text), &letter, error))
            return error_prefix(error, "%s:%d", path, number);
        text = end;
    }
    return true;
}

bool views_load(struct views *views, struct error *error)
{
    struct buf text = { 0 };
    char *path = find_path();
    views_free(views);
    bool is_missing = !file_exists(path) && errno == ENOENT;
    bool done = is_missing || (file_read(path, MAX_FILE_BYTES, &text, error) &&
                               read_lines(views, text.data, path, error));
    if (!done)
        views_free(views);
    buf_free(&text);
    free(path);
    return done;
}

/* --- Writing --- */

/* A value is one line; a line break in it could only be a mistake. */
static void write_value(struct buf *out, const char *value)
{
    for (; *value; value++)
        buf_add_char(out, *value == '\n' || *value == '\r' ? ' ' : *value);
    buf_add_char(out, '\n');
}

static void write_view(struct buf *out, const struct view *view)
{
    buf_addf(out, "\n[%c]\n", view->letter);
    for (size_t i = 0; i < view->count; i++) {
        buf_addf(out, "%s = ", view->names[i]);
        write_value(out, view->values[i]);
    }
}

bool views_save(const struct views *views, struct error *error)
{
    struct buf out = { 0 };
    char *path = find_path(), *dir = file_dir(path);
    buf_add(&out, head);
    for (size_t i = 0; i < views->count; i++)
        write_view(&out, &views->list[i]);
    bool done = file_make_dirs(dir, error) && file_write(path, out.data, out.len, 0600, error);
    buf_free(&out);
    free(path);
    free(dir);
    return done;
}
