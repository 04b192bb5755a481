/* --help of the program and of each command, made from the tables of options.h. Everything is
 * appended to a buffer; nothing is printed. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "base/buf.h"
#include "cli/options.h"

/* --help of one command; CLI_SCREENS is the program's own. */
void help_write(struct buf *out, enum cli_command command);
void help_write_version(struct buf *out);

#endif
