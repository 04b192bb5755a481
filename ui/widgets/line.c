/* The one-line editor; see line.h. Positions are bytes, steps are clusters, drawing is columns. */
#include "config.h"
#include "ui/widgets/line.h"
#include "base/utf8.h"

#include <string.h>

void line_set(struct line *line, const char *text)
{
    buf_set(&line->text, text);
    line->cursor = line->text.len;
    line->scroll = 0;
}

void line_free(struct line *line)
{
    buf_free(&line->text);
    line->cursor = 0;
    line->scroll = 0;
}

static size_t before(const struct line *line)
{
    return utf8_cluster_before(buf_text(&line->text), line->cursor);
}

static size_t after(const struct line *line)
{
    return line->cursor + utf8_cluster_bytes(buf_text(&line->text) + line->cursor,
                                             line->text.len - line->cursor, NULL);
}

static enum line_result move_to(struct line *line, size_t at)
{
    line->cursor = at;
    return LINE_MOVED;
}

static enum line_result cut(struct line *line, size_t from, size_t to)
{
    if (from == to)
        return LINE_MOVED;
    buf_remove(&line->text, from, to - from);
    line->cursor = from;
    return LINE_CHANGED;
}

static size_t word_start(const struct line *line)
{
    const char *text = buf_text(&line->text);
    size_t at = line->cursor;
    while (at > 0 && text[at - 1] == ' ')
        at--;
    while (at > 0 && text[at - 1] != ' ')
        at--;
    return at;
}

static enum line_result insert(struct line *line, const char *bytes, size_t len)
{
    if (!len)
        return LINE_MOVED;
    buf_insert(&line->text, line->cursor, bytes, len);
    line->cursor += len;
    return LINE_CHANGED;
}

/* A paste ends where its text ends: line breaks around it are gone, those within become blanks. */
static enum line_result paste(struct line *line, const char *text)
{
    struct buf flat = { 0 };
    for (; *text; text++) {
        bool is_blank = strchr(" \t\r\n", *text);
        if (is_blank && (!flat.len || (*text != ' ' && flat.data[flat.len - 1] == ' ')))
            continue;
        if (is_blank)
            buf_add_char(&flat, ' ');
        else if ((unsigned char)*text >= 0x20 && *text != 0x7F)
            buf_add_char(&flat, *text);
    }
    while (flat.len && flat.data[flat.len - 1] == ' ')
        flat.len--;
    enum line_result result = insert(line, buf_text(&flat), flat.len);
    buf_free(&flat);
    return result;
}

static enum line_result named(struct line *line, struct key key)
{
    switch (key.code) {
    case KEY_NAME_LEFT:
        return move_to(line, key.modifiers & KEY_CTRL ? word_start(line) : before(line));
    case KEY_NAME_RIGHT:
        if (key.modifiers & KEY_CTRL) {
            const char *text = buf_text(&line->text);
            size_t at = line->cursor;
            while (text[at] == ' ')
                at++;
            while (text[at] && text[at] != ' ')
                at++;
            return move_to(line, at);
        }
        return move_to(line, after(line));
    case KEY_NAME_HOME:
        return move_to(line, 0);
    case KEY_NAME_END:
        return move_to(line, line->text.len);
    case KEY_NAME_BACKSPACE:
        return cut(line, key.modifiers & KEY_ALT ? word_start(line) : before(line), line->cursor);
    case KEY_NAME_DELETE:
        return cut(line, line->cursor, after(line));
    default:
        return LINE_NOT_MINE;
    }
}

enum line_result line_key(struct line *line, struct key key)
{
    if (key.kind == KEY_PASTE)
        return paste(line, key.paste);
    if (key_is_text(key)) {
        char bytes[4];
        return insert(line, bytes, utf8_encode(key.code, bytes));
    }
    if (key.kind == KEY_NAMED)
        return named(line, key);
    if (key.kind != KEY_CHARACTER || key.modifiers != KEY_CTRL)
        return LINE_NOT_MINE;
    switch (key.code) {
    case 'a':
        return move_to(line, 0);
    case 'e':
        return move_to(line, line->text.len);
    case 'w':
        return cut(line, word_start(line), line->cursor);
    case 'u':
        return cut(line, 0, line->cursor);
    default:
        return LINE_NOT_MINE;
    }
}

enum line_result line_insert(struct line *line, const char *text)
{
    return insert(line, text, strlen(text));
}

void line_erase_to_end(struct line *line)
{
    buf_remove(&line->text, line->cursor, line->text.len - line->cursor);
}

static int cols_before(const char *text, size_t len)
{
    int sum = 0;
    for (size_t at = 0; at < len;) {
        int cols;
        at += utf8_cluster_bytes(text + at, len - at, &cols);
        sum += cols;
    }
    return sum;
}

void line_draw(struct line *line, struct area area, int y, int x, int cols, enum role role,
               bool focused)
{
    const char *text = buf_text(&line->text);
    int cursor = cols_before(text, line->cursor), total = utf8_width_cols(text);
    if (cols <= 0)
        return;
    /* The cursor needs a column of its own behind the last letter; a text that just fits stays whole,
     * with the cursor on the column behind the field. */
    int window = total == cols ? cols : cols - 1;
    int furthest = focused ? total - window : 0;
    if (cursor > line->scroll + window)
        line->scroll = cursor - window;
    if (cursor < line->scroll)
        line->scroll = cursor;
    if (line->scroll > furthest)
        line->scroll = furthest > 0 ? furthest : 0;

    size_t at = 0;
    int hidden = 0;
    while (hidden < line->scroll && text[at]) { /* whole letters only */
        int width;
        at += utf8_cluster_bytes(text + at, line->text.len - at, &width);
        hidden += width;
    }
    int shift = hidden - line->scroll; /* a wide letter cut in half leaves one blank */
    paint_left(area, y, x, cols, role, "");
    struct buf shown = { 0 };
    buf_add(&shown, text + at);
    if (focused) { /* no sign of cutting: what is not seen is scrolled to */
        int used;
        size_t fits = utf8_fit_bytes(buf_text(&shown), cols - shift, &used);
        if (fits < shown.len)
            buf_remove(&shown, fits, shown.len - fits);
    }
    paint_text(area, y, x + shift, cols - shift, role, buf_text(&shown));
    buf_free(&shown);
    if (focused)
        paint_cursor(area, y, x + cursor - line->scroll);
}
