/* Text in the form of man(7), and pages whose tables come from tables of the program. */
#ifndef BASE_ROFF_H
#define BASE_ROFF_H

#include "base/buf.h"

#include <stdbool.h>

/* Text in which nothing is taken for a request or an escape, and dashes stay dashes. */
void roff_add_text(struct buf *out, const char *text);
void roff_add_line(struct buf *out, const char *text); /* the same, with its end of line */
void roff_add_bold(struct buf *out, const char *text);

/* What a line ".\" TABLE name" of a page stands for; a NULL name ends a list of them. */
struct roff_table {
    const char *name;
    void (*add)(struct buf *out);
};

/* Appends a page's source with "@VERSION@" filled in and each of its tables written out. False at
 * the name of a table there is not. */
bool roff_add_page(struct buf *out, const char *page, const struct roff_table *tables);

#endif
