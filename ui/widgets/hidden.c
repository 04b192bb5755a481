/* Typing a secret; see hidden.h. Draws no character of it. */
#include "config.h"
#include "ui/widgets/hidden.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

/* More than any secret that is typed or pasted by hand. */
enum { MOST_BYTES = 1024 };

static const char blanks[] = " \t\r\n";

/* False where there is no room for all of it; nothing of it is taken then. */
static bool add(struct hidden *hidden, const char *bytes, size_t len)
{
    hidden->text.is_secret = true; /* before its first byte is there */
    if (hidden->text.len + len > MOST_BYTES)
        return false;
    buf_add_bytes(&hidden->text, bytes, len);
    return true;
}

/* What is behind the end is overwritten. */
static void cut(struct hidden *hidden, size_t len)
{
    size_t before = hidden->text.len;
    buf_remove(&hidden->text, len, before - len);
    if (before > len)
        mem_wipe(hidden->text.data + len, before - len);
}

static bool paste(struct hidden *hidden, const char *text)
{
    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len && strchr(blanks, text[len - 1]))
        len--;
    cut(hidden, 0);
    return add(hidden, text, len);
}

static bool is_ctrl(struct key key, uint32_t letter)
{
    return key.kind == KEY_CHARACTER && key.modifiers == KEY_CTRL && key.code == letter;
}

enum hidden_result hidden_key(struct hidden *hidden, struct key key)
{
    bool has_room = true;
    if (key.kind == KEY_PASTE) {
        has_room = paste(hidden, key.paste);
    } else if (key_is_text(key)) {
        char bytes[4];
        has_room = add(hidden, bytes, utf8_encode(key.code, bytes));
        mem_wipe(bytes, sizeof bytes);
    } else if (key.kind == KEY_NAMED && key.code == KEY_NAME_BACKSPACE) {
        cut(hidden, utf8_cluster_before(hidden_text(hidden), hidden->text.len));
    } else if (is_ctrl(key, 'u') || is_ctrl(key, 'w')) {
        cut(hidden, 0);
    } else {
        return HIDDEN_NOT_MINE;
    }
    return has_room ? HIDDEN_CHANGED : HIDDEN_TOO_LONG;
}

const char *hidden_text(const struct hidden *hidden)
{
    return buf_text(&hidden->text);
}

void hidden_wipe(struct hidden *hidden)
{
    buf_wipe(&hidden->text);
}

void hidden_draw(const struct hidden *hidden, struct area area, int y, int x, int cols,
                 bool focused)
{
    size_t chars = utf8_count_chars(hidden_text(hidden));
    struct buf shown = { 0 };
    if (chars)
        buf_addf(&shown, "%zu character%s, hidden", chars, chars == 1 ? "" : "s");
    int used = utf8_width_cols(buf_text(&shown));
    if (focused) {
        paint_left(area, y, x, cols, ROLE_FOCUS, buf_text(&shown));
        paint_cursor(area, y, x + (used < cols ? used : cols - 1));
    } else {
        paint_text(area, y, x, cols, ROLE_FIELD, buf_text(&shown));
        buf_clear(&shown);
        for (int i = used; i < cols; i++)
            buf_add_char(&shown, '_');
        paint_text(area, y, x + used, cols - used, ROLE_DIM, buf_text(&shown));
    }
    buf_free(&shown);
}
