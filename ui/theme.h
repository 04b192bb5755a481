/* Roles of text on screen and how a theme shows them. Themes are files: `role = fg, bg, attributes`. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "base/error.h"

#include <stdbool.h>

enum role {
    ROLE_NORMAL,   /* text */
    ROLE_DIM,      /* text of less weight: hints, separators' words */
    ROLE_TITLE,    /* the top line */
    ROLE_RULE,     /* lines that part the screen */
    ROLE_LABEL,    /* a field's name */
    ROLE_VALUE,    /* a value that is only shown */
    ROLE_FIELD,    /* a field that can be typed into */
    ROLE_FOCUS,    /* the field that is typed into now */
    ROLE_REQUIRED, /* the mark of a field that must be filled in */
    ROLE_UNKNOWN,  /* a value that cannot be read back */
    ROLE_HEADING,  /* column titles */
    ROLE_SELECTED, /* the selected row */
    ROLE_TOTAL,    /* sums */
    ROLE_CHANGED,  /* changed or new, not sent yet */
    ROLE_OK,       /* done, accepted */
    ROLE_WARNING,
    ROLE_ERROR,
    ROLE_KEY,       /* a key's name on the key bar */
    ROLE_KEY_TEXT,  /* what the key does */
    ROLE_MESSAGE,   /* the message line */
    ROLE_CANCELLED, /* a cancelled order or line */
    ROLE_COUNT
};

const char *role_name(enum role role); /* "normal", "key-text" … as in theme files */

/* Whether this is a theme that can be read: the parser alone, for tests. Every role without a row in
 * `text` looks as ROLE_NORMAL does. `name` is what errors call it. */
bool theme_read(const char *name, const char *text, struct error *error);

/* Reads a theme by name (user's directory, then the installed one, then `themes/` of the source
 * tree) or by path, and sets it up for the terminal's colours; call it after term_open(). With
 * `no_color`, and on a terminal without colours, attributes remain, and a row that speaks by colour
 * takes those of the built-in mono theme as well.
 * On failure the sentence names file and line, and the built-in mono theme stays in force. */
bool theme_load(const char *name, bool no_color, struct error *error);
int theme_attributes(enum role role); /* curses attributes with colour pair: for paint.c only */

#endif
