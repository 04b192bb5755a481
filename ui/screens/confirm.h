/* Confirming what cannot be taken back: what has to be typed first ("2", "SEND", an order's number), what
 * was typed so far, and how a page to be read stands above it. Knows words, nothing of what is confirmed
 * by them. */
#ifndef UI_SCREENS_CONFIRM_H
#define UI_SCREENS_CONFIRM_H

#include "ui/screens/page.h"
#include "ui/ui.h"
#include "ui/widgets/line.h"

struct confirm { /* a zeroed struct wants nothing typed */
    char *wanted;
    struct line typed;
};

/* Asks anew: what was typed here, and what was typed ahead and not meant for this, is thrown away. `wanted`
 * is copied; NULL or "" = nothing has to be typed, F10 or Enter is enough. */
void confirm_ask(struct confirm *confirm, struct ui *ui, const char *wanted);
void confirm_free(struct confirm *confirm);

/* Whether what was typed is what is wanted, to the letter. Where it is not, it is thrown away, so that it
 * is typed anew and not mended; the caller says what is missing. */
bool confirm_take(struct confirm *confirm);
/* For the screen's `key`: takes what is typed; not handled where nothing has to be typed. */
enum ui_handled confirm_key(struct confirm *confirm, struct key key);

/* A screen's area as page, rule, and the four rows of the foot, which is what it gives. */
struct area confirm_draw_page(struct page *page, struct area area);
/* In the foot: `note` (why it came to nothing before; NULL = none) as an error, the question below it, and
 * where something has to be typed "Send>" and that line. `prompt` is that word: "Send", "Cancel". */
void confirm_draw(struct confirm *confirm, struct area foot, const char *note, const char *question,
                  const char *prompt);

#endif
