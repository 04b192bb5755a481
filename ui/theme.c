/* Themes: a table of roles read from a file and made into curses attributes. Knows colours and
 * attributes, nothing of what is drawn. */
#include "config.h"
#include "ui/theme.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/paths.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

enum { COLOUR_DEFAULT = -1, MAX_THEME_BYTES = 64 * 1024 };

struct colour {
    int wanted, instead; /* `instead` where the terminal has too few colours for `wanted` */
};

struct look {
    struct colour fg, bg;
    attr_t attributes;
    bool is_given;
};

static const char *const role_names[ROLE_COUNT + 1] = {
    [ROLE_NORMAL] = "normal",     [ROLE_DIM] = "dim",         [ROLE_TITLE] = "title",
    [ROLE_RULE] = "rule",         [ROLE_LABEL] = "label",     [ROLE_VALUE] = "value",
    [ROLE_FIELD] = "field",       [ROLE_FOCUS] = "focus",     [ROLE_REQUIRED] = "required",
    [ROLE_UNKNOWN] = "unknown",   [ROLE_HEADING] = "heading", [ROLE_SELECTED] = "selected",
    [ROLE_TOTAL] = "total",       [ROLE_CHANGED] = "changed", [ROLE_OK] = "ok",
    [ROLE_WARNING] = "warning",   [ROLE_ERROR] = "error",     [ROLE_KEY] = "key",
    [ROLE_KEY_TEXT] = "key-text", [ROLE_MESSAGE] = "message", [ROLE_CANCELLED] = "cancelled",
};

static const char *const colour_names[] = {
    "black",        "red",
    "green",        "yellow",
    "blue",         "magenta",
    "cyan",         "white",
    "bright-black", "bright-red",
    "bright-green", "bright-yellow",
    "bright-blue",  "bright-magenta",
    "bright-cyan",  "bright-white",
    NULL,
};

static const char *const attribute_names[] = { "none",   "bold",    "dim", "underline",
                                               "italic", "reverse", NULL };
static const attr_t attribute_bits[] = {
    A_NORMAL, A_BOLD, A_DIM, A_UNDERLINE, A_ITALIC, A_REVERSE
};

/* What attributes alone can say; also where a theme's colours cannot be shown. */
static const attr_t mono[ROLE_COUNT] = {
    [ROLE_DIM] = A_DIM,
    [ROLE_TITLE] = A_REVERSE,
    [ROLE_FOCUS] = A_REVERSE,
    [ROLE_REQUIRED] = A_BOLD,
    [ROLE_HEADING] = A_BOLD | A_UNDERLINE,
    [ROLE_SELECTED] = A_REVERSE,
    [ROLE_TOTAL] = A_BOLD,
    [ROLE_CHANGED] = A_BOLD,
    [ROLE_WARNING] = A_BOLD,
    [ROLE_ERROR] = A_BOLD | A_REVERSE,
    [ROLE_KEY] = A_BOLD,
    [ROLE_CANCELLED] = A_DIM,
};

static attr_t in_force[ROLE_COUNT];
static bool is_loaded;

const char *role_name(enum role role)
{
    return role_names[role];
}

/* ------ reading ------ */

static char *trim(char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    size_t len = strlen(text);
    while (len && strchr(" \t\r", text[len - 1]))
        text[--len] = '\0';
    return text;
}

static int find(const char *const *names, const char *name)
{
    for (int i = 0; names[i]; i++)
        if (names_equal(names[i], name))
            return i;
    return -1;
}

static bool unknown(struct error *error, const char *what, const char *word,
                    const char *const *known)
{
    const char *near = names_nearest(word, known);
    return error_set(error, "there is no %s \"%s\"%s%s%s", what, word,
                     near ? "; the nearest is \"" : "", near ? near : "", near ? "\"" : "");
}

static bool read_one_colour(const char *word, int *colour, struct error *error)
{
    if (names_equal(word, "default")) {
        *colour = COLOUR_DEFAULT;
        return true;
    }
    *colour = find(colour_names, word);
    if (*colour >= 0)
        return true;
    size_t digits = strspn(word, "0123456789");
    if (digits && digits <= 3 && !word[digits]) {
        *colour = atoi(word);
        if (*colour <= 255)
            return true;
        return error_set(error, "colour %s is too high; the highest is 255", word);
    }
    return unknown(error, "colour", word, colour_names);
}

/* "39", "cyan", "39 or cyan" */
static bool read_colour(char *text, struct colour *colour, struct error *error)
{
    char * or = strstr(text, " or ");
    if (!*text)
        return error_set(error, "a colour is missing; \"default\" is the terminal's own");
    if (or)
        * or = '\0';
    if (!read_one_colour(trim(text), &colour->wanted, error))
        return false;
    colour->instead = colour->wanted;
    return ! or || read_one_colour(trim(or +4), &colour->instead, error);
}

static bool read_attributes(char *text, attr_t *attributes, struct error *error)
{
    char *rest = NULL;
    for (char *word = strtok_r(text, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        int i = find(attribute_names, word);
        if (i < 0)
            return unknown(error, "attribute", word, attribute_names);
        *attributes |= attribute_bits[i];
    }
    return true;
}

static bool read_row(char *row, struct look *looks, struct error *error)
{
    char *equals = strchr(row, '=');
    if (!equals)
        return error_set(error, "a row looks like this: role = foreground, background, attributes");
    *equals = '\0';
    char *name = trim(row);
    int role = find(role_names, name);
    if (role < 0)
        return unknown(error, "role", name, role_names);
    if (looks[role].is_given)
        return error_set(error, "\"%s\" has a row already", name);

    char *parts[3] = { equals + 1, NULL, NULL };
    for (int i = 1; i < 3; i++) {
        char *comma = parts[i - 1] ? strchr(parts[i - 1], ',') : NULL;
        if (comma) {
            *comma = '\0';
            parts[i] = comma + 1;
        }
    }
    struct look look = { .fg = { -1, -1 }, .bg = { -1, -1 }, .is_given = true };
    if (!read_colour(trim(parts[0]), &look.fg, error) ||
        (parts[1] && !read_colour(trim(parts[1]), &look.bg, error)) ||
        (parts[2] && !read_attributes(parts[2], &look.attributes, error)))
        return false;
    looks[role] = look;
    return true;
}

static bool read_looks(const char *name, const char *text, struct look looks[ROLE_COUNT],
                       struct error *error)
{
    char *copy = mem_strdup(text), *rest = copy;
    bool is_good = true;
    memset(looks, 0, ROLE_COUNT * sizeof *looks);
    looks[ROLE_NORMAL] = (struct look){ .fg = { -1, -1 }, .bg = { -1, -1 } };
    for (int number = 1; rest && is_good; number++) {
        char *line = strsep(&rest, "\n");
        line[strcspn(line, "#")] = '\0';
        line = trim(line);
        if (*line && !read_row(line, looks, error)) {
            error_prefix(error, "%s:%d", name, number);
            is_good = false;
        }
    }
    free(copy);
    for (int i = 0; i < ROLE_COUNT; i++)
        if (!looks[i].is_given)
            looks[i] = looks[ROLE_NORMAL];
    return is_good;
}

bool theme_read(const char *name, const char *text, struct error *error)
{
    struct look looks[ROLE_COUNT];
    return read_looks(name, text, looks, error);
}

/* ------ setting up ------ */

static int shown_colour(struct colour colour, attr_t *attributes)
{
    int c = colour.wanted < COLORS ? colour.wanted : colour.instead;
    if (c >= COLORS && c < 16 && COLORS >= 8) { /* bright colours are bold ones where there are 8 */
        if (attributes)
            *attributes |= A_BOLD;
        c -= 8;
    }
    return c < COLORS ? c : COLOUR_DEFAULT;
}

static void set_up(const struct look *looks, bool no_color)
{
    bool coloured = !no_color && stdscr && has_colors() && COLORS >= 8;
    /* also without colours of ours, or what has none would be white on black */
    bool has_defaults = stdscr && has_colors() && use_default_colors() == OK;
    for (int i = 0; i < ROLE_COUNT; i++) {
        const struct look *look = &looks[i];
        attr_t attributes = look->attributes;
        bool speaks = look->fg.wanted != COLOUR_DEFAULT || look->bg.wanted != COLOUR_DEFAULT;
        if (speaks && coloured) {
            int fg = shown_colour(look->fg, &attributes), bg = shown_colour(look->bg, NULL);
            if (!has_defaults) {
                fg = fg == COLOUR_DEFAULT ? COLOR_WHITE : fg;
                bg = bg == COLOUR_DEFAULT ? COLOR_BLACK : bg;
            }
            init_pair((short)(i + 1), (short)fg, (short)bg);
            attributes |= (attr_t)COLOR_PAIR(i + 1);
        } else if (speaks) {
            attributes |= mono[i];
        }
        in_force[i] = attributes;
    }
    is_loaded = true;
}

static void set_up_mono(void)
{
    memcpy(in_force, mono, sizeof in_force);
    is_loaded = true;
}

static char *find_file(const char *name)
{
    if (strchr(name, '/'))
        return paths_expand(name);
    char *file = mem_printf("themes/%s.theme", name);
    char *path = paths_join(PATHS_CONFIG, file);
    free(file);
    static const char *const places[] = { PERENNIAL_THEMEDIR, PERENNIAL_SOURCE_THEMEDIR };
    for (size_t i = 0; i < sizeof places / sizeof *places && !file_exists(path); i++) {
        free(path);
        path = mem_printf("%s/%s.theme", places[i], name);
    }
    if (file_exists(path))
        return path;
    free(path);
    return NULL;
}

bool theme_load(const char *name, bool no_color, struct error *error)
{
    struct buf text = { 0 };
    struct look looks[ROLE_COUNT];
    char *path = find_file(name);
    bool is_good;
    if (!path)
        is_good = error_set(error,
                            "there is no theme \"%s\"; Perennial brings default, light, "
                            "high-contrast and mono",
                            name);
    else
        is_good = file_read(path, MAX_THEME_BYTES, &text, error) &&
                  read_looks(path, buf_text(&text), looks, error);
    if (is_good)
        set_up(looks, no_color);
    else
        set_up_mono();
    buf_free(&text);
    free(path);
    return is_good;
}

int theme_attributes(enum role role)
{
    if (!is_loaded)
        set_up_mono();
    return (int)in_force[role];
}
