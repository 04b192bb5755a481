/* All of the store at once; see store.h. Knows which files of it belong to a profile. */
#include "config.h"
#include "store/store.h"
#include "store/drafts.h"
#include "store/journal.h"
#include "store/remembered.h"
#include "store/views.h"

void store_use_profile(const char *profile)
{
    drafts_use_profile(profile);
    journal_use_profile(profile);
    remembered_use_profile(profile);
    views_use_profile(profile);
}
