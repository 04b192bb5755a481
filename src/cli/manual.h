/* The manual pages: their tables, made from those of the command line and the configuration. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "base/buf.h"

#include <stdbool.h>

/* Appends a page's source with "@VERSION@" filled in and each line that is ".\" TABLE name" replaced
 * by that table: "options", "formats", "commands", "examples", "exits", "variables", "config-top",
 * "config-profile". False at an unknown name. */
bool manual_write(struct buf *out, const char *page);

#endif
