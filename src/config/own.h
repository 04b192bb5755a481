/* The program's own file of profiles: what was added on the screens or by commands. Reading it into what the
 * user's file said, and writing it. */
#ifndef CONFIG_OWN_H
#define CONFIG_OWN_H

#include "config/config.h"

/* Puts the profiles of config->own_file in place of those that were read from it before; none there is fine.
 * False and "FILE:LINE: sentence" where it cannot be read: then nothing has changed. */
bool own_read(struct config *config, struct error *error);

#endif
