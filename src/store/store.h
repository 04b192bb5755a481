/* What is kept on disk is kept for each profile: all of the store at once. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

/* From now on drafts, journal, what is remembered, and views are this profile's. */
void store_use_profile(const char *profile);

#endif
