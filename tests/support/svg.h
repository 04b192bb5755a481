/* A terminal's screen as an SVG picture, cell by cell: colours, bold, reverse, underline, wide
 * letters, the cursor. */
#ifndef TESTS_SVG_H
#define TESTS_SVG_H

#include "base/buf.h"
#include "support/pty.h"

/* Colours of a terminal that the program has not chosen itself: paper, ink, and the sixteen. */
struct svg_palette {
    uint32_t paper, ink; /* 0xRRGGBB */
    uint32_t colours[16];
};

extern const struct svg_palette svg_dark, svg_light;

/* Appends the whole file; `title` is read out where the picture cannot be seen. */
void svg_write(struct buf *out, struct pty *pty, const struct svg_palette *palette,
               const char *title);

#endif
