/* Draws vterm cells as SVG: one rectangle for a run of equal paper, one text for a run of equal ink.
 * Each text is stretched to the columns it has, so that the grid holds in any monospaced font. */
#include "config.h"
#include "support/svg.h"

#include "base/utf8.h"

#include <string.h>

enum { CELL_WIDTH = 9, CELL_HEIGHT = 19, BASELINE = 14, FONT_SIZE = 15, MARGIN = 12 };

const struct svg_palette svg_dark = {
    .paper = 0x171a21,
    .ink = 0xd5d9e0,
    .colours = { 0x2a2f3a, 0xe06c75, 0x98c379, 0xe5c07b, 0x61afef, 0xc678dd, 0x56b6c2, 0xd5d9e0,
                 0x7f8796, 0xff8b94, 0xb5e08f, 0xffd68a, 0x8cc8ff, 0xdf9af0, 0x7fd8e4, 0xffffff },
};

const struct svg_palette svg_light = {
    .paper = 0xfbfbf8,
    .ink = 0x24292f,
    .colours = { 0x24292f, 0xb3261e, 0x1a7f37, 0x8a6100, 0x0b5cad, 0x8430a8, 0x0f6f7a, 0xd8dadd,
                 0x6e7781, 0xcf222e, 0x2da44e, 0xa87400, 0x218bff, 0xa475f9, 0x1b9aaa, 0xffffff },
};

struct look {
    uint32_t paper, ink;
    bool bold, italic, underline;
};

/* The colours above 15 as terminals show them; vterm's own cube is darker. */
static uint32_t cube_colour(unsigned index)
{
    static const uint32_t levels[] = { 0, 95, 135, 175, 215, 255 };
    if (index >= 232)
        return (8 + 10 * (index - 232)) * 0x010101u;
    index -= 16;
    return levels[index / 36] << 16 | levels[index / 6 % 6] << 8 | levels[index % 6];
}

static uint32_t colour_of(VTermScreen *screen, const struct svg_palette *palette, VTermColor colour,
                          uint32_t otherwise)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour))
        return otherwise;
    if (VTERM_COLOR_IS_INDEXED(&colour) && colour.indexed.idx < 16)
        return palette->colours[colour.indexed.idx];
    if (VTERM_COLOR_IS_INDEXED(&colour))
        return cube_colour(colour.indexed.idx);
    vterm_screen_convert_color_to_rgb(screen, &colour);
    return (uint32_t)colour.rgb.red << 16 | (uint32_t)colour.rgb.green << 8 | colour.rgb.blue;
}

static struct look look_of(VTermScreen *screen, const struct svg_palette *palette,
                           const VTermScreenCell *cell)
{
    struct look look = { .paper = colour_of(screen, palette, cell->bg, palette->paper),
                         .ink = colour_of(screen, palette, cell->fg, palette->ink),
                         .bold = cell->attrs.bold,
                         .italic = cell->attrs.italic,
                         .underline = cell->attrs.underline != 0 };
    if (cell->attrs.reverse) {
        uint32_t paper = look.paper;
        look.paper = look.ink;
        look.ink = paper;
    }
    return look;
}

static bool same_look(struct look a, struct look b)
{
    return a.paper == b.paper && a.ink == b.ink && a.bold == b.bold && a.italic == b.italic &&
           a.underline == b.underline;
}

static void add_escaped(struct buf *out, uint32_t c)
{
    char bytes[4];
    if (c == '&')
        buf_add(out, "&amp;");
    else if (c == '<')
        buf_add(out, "&lt;");
    else
        buf_add_bytes(out, bytes, utf8_encode(c, bytes));
}

static void add_run(struct buf *out, const struct svg_palette *palette, struct look look, int row,
                    int from, int to, const struct buf *text)
{
    int x = MARGIN + from * CELL_WIDTH, y = MARGIN + row * CELL_HEIGHT;
    int width = (to - from) * CELL_WIDTH;
    if (look.paper != palette->paper)
        buf_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", x, y,
                 width, CELL_HEIGHT, look.paper);
    if (strspn(buf_text(text), " ") == text->len)
        return;
    buf_addf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"#%06x\"%s%s%s>%s</text>\n", x,
             y + BASELINE, width, look.ink, look.bold ? " font-weight=\"bold\"" : "",
             look.italic ? " font-style=\"italic\"" : "",
             look.underline ? " text-decoration=\"underline\"" : "", buf_text(text));
}

static void add_row(struct buf *out, struct pty *pty, const struct svg_palette *palette, int row)
{
    VTermScreen *screen = pty_vterm(pty);
    struct buf text = { 0 };
    struct look look = { 0 };
    int from = 0, col = 0;
    while (col < pty_cols(pty)) {
        VTermScreenCell cell;
        VTermPos pos = { .row = row, .col = col };
        vterm_screen_get_cell(screen, pos, &cell);
        struct look next = look_of(screen, palette, &cell);
        if (col > from && !same_look(look, next)) {
            add_run(out, palette, look, row, from, col, &text);
            buf_clear(&text);
            from = col;
        }
        look = next;
        add_escaped(&text, cell.chars[0] ? cell.chars[0] : ' ');
        for (int i = 1; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[0] && cell.chars[i]; i++)
            add_escaped(&text, cell.chars[i]);
        col += cell.width > 0 ? cell.width : 1;
    }
    add_run(out, palette, look, row, from, col, &text);
    buf_free(&text);
}

void svg_write(struct buf *out, struct pty *pty, const struct svg_palette *palette,
               const char *title)
{
    int width = 2 * MARGIN + pty_cols(pty) * CELL_WIDTH;
    int height = 2 * MARGIN + pty_rows(pty) * CELL_HEIGHT;
    buf_addf(out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
             "viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
             width, height, width, height);
    for (const char *p = title; *p; p++)
        add_escaped(out, (unsigned char)*p);
    buf_addf(out,
             "</title>\n<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#%06x\"/>\n"
             "<g font-family=\"'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace\" "
             "font-size=\"%d\" xml:space=\"preserve\" style=\"white-space:pre\">\n",
             width, height, palette->paper, FONT_SIZE);
    for (int row = 0; row < pty_rows(pty); row++)
        add_row(out, pty, palette, row);
    int row, col;
    pty_cursor(pty, &row, &col);
    if (pty_cursor_is_shown(pty))
        buf_addf(out,
                 "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\" "
                 "fill-opacity=\"0.55\"/>\n",
                 MARGIN + col * CELL_WIDTH, MARGIN + row * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT,
                 palette->ink);
    buf_add(out, "</g>\n</svg>\n");
}
