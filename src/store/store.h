/* What is kept on disk is kept for each profile: all of the store at once. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"

#include <stdbool.h>

/* From now on drafts, journal, what is remembered, and views are this profile's. */
void store_use_profile(const char *profile);
/* All that is kept of a profile goes by another name from now on: drafts, journal, what is remembered, views,
 * what its token was seen to be allowed. False and a sentence where there is something of that name already, or
 * it cannot be done: then nothing has moved. Whoever uses the profile calls store_use_profile() again. */
bool store_rename_profile(const char *from, const char *to, struct error *error);

#endif
