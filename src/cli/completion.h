/* Completions for shells, made from the tables of the command line. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include "base/buf.h"

#include <stdbool.h>

/* Appends a completion script: "bash", "zsh" or "fish"; false for another shell. */
bool completion_write(struct buf *out, const char *shell);

#endif
