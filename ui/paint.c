/* Text into curses' virtual screen, cut by columns; see paint.h. Knows roles, not colours. */
#include "config.h"
#include "ui/paint.h"
#include "base/buf.h"
#include "base/utf8.h"

#include <curses.h>
#include <langinfo.h>
#include <string.h>

static int cursor_y, cursor_x;
static bool cursor_shown;
static bool is_ascii_only;

void paint_use_ascii(bool ascii)
{
    is_ascii_only = ascii;
}

bool paint_is_utf8(void)
{
    return !is_ascii_only && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

struct area area_rows(struct area area, int from, int rows)
{
    if (from < 0)
        from = 0;
    if (from > area.rows)
        from = area.rows;
    if (rows < 0 || rows > area.rows - from)
        rows = area.rows - from;
    return (struct area){ area.y + from, area.x, rows, area.cols };
}

static void set_role(enum role role)
{
    chtype attributes = (chtype)theme_attributes(role);
    attr_set(attributes & ~A_COLOR, (short)PAIR_NUMBER(attributes), NULL);
}

void paint_clear(struct area area)
{
    set_role(ROLE_NORMAL);
    for (int y = 0; y < area.rows; y++)
        mvhline(area.y + y, area.x, ' ', area.cols);
}

/* What a terminal without UTF-8 shows for a letter: signs of our own have a stand-in. */
static char ascii_of(uint32_t code)
{
    static const struct {
        uint32_t code;
        char ascii;
    } stand_ins[] = { { 0x2026, '~' }, { 0xB7, '.' },   { 0x2500, '-' }, { 0x2502, '|' },
                      { 0x2014, '-' }, { 0x2013, '-' }, { 0xD7, 'x' },   { 0x2192, '>' },
                      { 0x2190, '<' }, { 0x21B5, '|' }, { 0x2191, '^' }, { 0x2193, 'v' },
                      { 0x2022, '*' }, { 0x2713, 'v' } };
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++)
        if (stand_ins[i].code == code)
            return stand_ins[i].ascii;
    return code < 0x80 ? (char)code : '~';
}

/* Puts one cluster where the cursor of curses is; it takes `cols` columns. */
static void put_cluster(const char *text, size_t len, int cols)
{
    wchar_t wide[CCHARW_MAX + 1];
    size_t count = 0;
    uint32_t code;
    size_t at = utf8_decode(text, len, &code);
    if (code < 0x20 || (code >= 0x7F && code < 0xA0))
        code = code == '\n' ? 0x21B5 : 0xB7;
    if (!paint_is_utf8()) {
        for (int i = 0; i < cols; i++)
            addch((chtype)(unsigned char)ascii_of(code));
        return;
    }
    if (cols == 0) /* a mark without a letter to stand on */
        return;
    wide[count++] = (wchar_t)code;
    while (at < len && count < CCHARW_MAX) {
        at += utf8_decode(text + at, len - at, &code);
        if (utf8_code_point_cols(code) != 0) /* what a joiner joins has no cell of its own */
            break;
        wide[count++] = (wchar_t)code;
    }
    while (count > 1 && wide[count - 1] == 0x200D)
        count--;
    wide[count] = L'\0';
    cchar_t cell;
    attr_t attributes;
    short pair;
    attr_get(&attributes, &pair, NULL);
    if (setcchar(&cell, wide, attributes, pair, NULL) == OK)
        add_wch(&cell);
    else
        addch('?');
}

/* The bytes at the beginning that are plain letters of one column each, whatever follows them. */
static size_t plain_bytes(const char *text, size_t len)
{
    size_t at = 0;
    while (at < len && text[at] >= 0x20 && text[at] < 0x7F)
        at++;
    return at < len && at > 0 ? at - 1 : at; /* a mark may belong to the last one */
}

/* Draws clusters until `cols` are used; gives the columns. */
static int put_text(const char *text, size_t len, int cols)
{
    int used = 0;
    for (size_t at = 0; at < len;) {
        int width;
        size_t plain = plain_bytes(text + at, len - at);
        if (plain > 0) { /* most texts are nothing else, and this is much faster */
            if (plain > (size_t)(cols - used))
                plain = (size_t)(cols - used);
            addnstr(text + at, (int)plain);
            at += plain;
            used += (int)plain;
            if (used == cols)
                break;
            continue;
        }
        size_t took = utf8_cluster_bytes(text + at, len - at, &width);
        if (used + width > cols)
            break;
        put_cluster(text + at, took, width);
        used += width;
        at += took;
    }
    return used;
}

static int room(struct area area, int y, int x, int cols)
{
    if (y < 0 || y >= area.rows || x < 0 || x >= area.cols)
        return 0;
    return cols < area.cols - x ? cols : area.cols - x;
}

int paint_text(struct area area, int y, int x, int cols, enum role role, const char *text)
{
    cols = room(area, y, x, cols);
    if (cols <= 0)
        return 0;
    set_role(role);
    move(area.y + y, area.x + x);
    size_t len = strlen(text);
    if (utf8_fit_bytes(text, cols, NULL) == len)
        return put_text(text, len, cols);
    int used = put_text(text, utf8_fit_bytes(text, cols - 1, NULL), cols - 1);
    put_cluster("\xE2\x80\xA6", 3, 1);
    return used + 1;
}

static void blanks(struct area area, int y, int x, int cols, enum role role)
{
    cols = room(area, y, x, cols);
    if (cols <= 0)
        return;
    set_role(role);
    move(area.y + y, area.x + x);
    for (int i = 0; i < cols; i++)
        addch(' ');
}

void paint_left(struct area area, int y, int x, int cols, enum role role, const char *text)
{
    int used = paint_text(area, y, x, cols, role, text);
    blanks(area, y, x + used, cols - used, role);
}

void paint_right(struct area area, int y, int x, int cols, enum role role, const char *text)
{
    int width = utf8_width_cols(text), pad = width < cols ? cols - width : 0;
    blanks(area, y, x, pad, role);
    paint_left(area, y, x + pad, cols - pad, role, text);
}

void paint_centre(struct area area, int y, enum role role, const char *text)
{
    int pad = (area.cols - utf8_width_cols(text)) / 2;
    paint_text(area, y, pad > 0 ? pad : 0, area.cols, role, text);
}

/* The bytes of the next line of `text` in `cols` columns; *next is where the one after begins. */
static size_t wrap(const char *text, int cols, size_t *next)
{
    size_t fits = utf8_fit_bytes(text, cols, NULL), line = strcspn(text, "\n");
    if (fits >= line) {
        *next = text[line] ? line + 1 : line;
        return line;
    }
    size_t end = fits;
    while (end > 0 && text[end] != ' ')
        end--;
    if (end == 0) { /* one word longer than the line */
        if (fits == 0)
            fits = utf8_cluster_bytes(text, strlen(text), NULL);
        *next = fits;
        return fits;
    }
    *next = end + strspn(text + end, " ");
    return end;
}

int paint_wrapped(struct area area, int y, int x, int cols, enum role role, const char *text)
{
    int rows = 0;
    cols = x < area.cols - cols ? cols : area.cols - x;
    while (*text && cols > 0) {
        size_t next;
        struct buf line = { 0 };
        buf_add_bytes(&line, text, wrap(text, cols, &next));
        paint_text(area, y + rows, x, cols, role, buf_text(&line));
        buf_free(&line);
        text += next;
        rows++;
    }
    return rows;
}

void paint_rule(struct area area, int y)
{
    if (y < 0 || y >= area.rows)
        return;
    set_role(ROLE_RULE);
    move(area.y + y, area.x);
    for (int i = 0; i < area.cols; i++)
        put_cluster("\xE2\x94\x80", 3, 1);
}

void paint_role(struct area area, int y, int x, int cols, enum role role)
{
    cols = room(area, y, x, cols);
    if (cols <= 0)
        return;
    chtype attributes = (chtype)theme_attributes(role);
    mvchgat(area.y + y, area.x + x, cols, attributes & ~A_COLOR, (short)PAIR_NUMBER(attributes),
            NULL);
}

bool paint_is_blank(struct area area, int y)
{
    if (y < 0 || y >= area.rows)
        return false;
    for (int x = 0; x < area.cols; x++)
        if ((mvinch(area.y + y, area.x + x) & A_CHARTEXT) != ' ')
            return false;
    return true;
}

void paint_cursor(struct area area, int y, int x)
{
    if (y < 0 || y >= area.rows || x < 0 || x >= area.cols)
        return;
    cursor_y = area.y + y;
    cursor_x = area.x + x;
    cursor_shown = true;
}

void paint_no_cursor(void)
{
    cursor_shown = false;
}

bool paint_has_cursor(int *y, int *x)
{
    *y = cursor_y;
    *x = cursor_x;
    return cursor_shown;
}

void paint_place_cursor(void)
{
    leaveok(stdscr, !cursor_shown); /* a hidden cursor need not go anywhere */
    curs_set(cursor_shown ? 1 : 0);
    if (cursor_shown)
        move(cursor_y, cursor_x);
}
