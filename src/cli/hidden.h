/* A secret from the person at the terminal, or from a pipe: read with read(2) into memory that is wiped, and
 * at a terminal with nothing of it shown. Knows modes, bytes and signals, nothing of what the secret is for. */
#ifndef CLI_HIDDEN_H
#define CLI_HIDDEN_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>

/* From now on what is typed is not shown, and what was typed before is thrown away. Called again (the
 * program was stopped, and others had the terminal) it does the same again. False where `tty` is no terminal.
 * What ends the program, crashes included, gives the terminal back as it was. */
bool hidden_begin(int tty);
/* The terminal as it was before; what is typed and not yet taken is thrown away. Without hidden_begin()
 * nothing happens. */
void hidden_end(void);

enum hidden_read {
    HIDDEN_MORE,   /* the line goes on */
    HIDDEN_LINE,   /* it is whole */
    HIDDEN_OVER,   /* nothing more comes */
    HIDDEN_FAILED, /* errno says why */
};
/* Takes what is there, and adds what belongs to the first line to `line` (BUF_SECRET). */
enum hidden_read hidden_take(int fd, struct buf *line);
/* Takes away what is no typing: the end of a line of other systems, and the marks that a terminal puts
 * around what is pasted. */
void hidden_trim(struct buf *line);

/* The first line of what is no terminal, trimmed so, waited for with every signal as it was before the loop took it:
 * whoever interrupts ends the program. */
bool hidden_read_line(int fd, struct buf *line, struct error *error);

#endif
