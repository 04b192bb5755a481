/* All of the store at once; see store.h. Knows which files of it belong to a profile. */
#include "config.h"
#include "store/store.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/drafts.h"
#include "store/journal.h"
#include "store/place.h"
#include "store/remembered.h"
#include "store/views.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void store_use_profile(const char *profile)
{
    drafts_use_profile(profile);
    journal_use_profile(profile);
    remembered_use_profile(profile);
    views_use_profile(profile);
}

/* What has files of a profile's own. */
static const struct {
    enum paths_place place;
    const char *folder, *ending, *words;
} kept[] = {
    { PATHS_DATA, "drafts", "", "drafts" },
    { PATHS_DATA, "remembered", "", "remembered values" },
    { PATHS_STATE, "journal", ".tsv", "a journal of changes" },
    { PATHS_STATE, "seen", ".tsv", "what was learned of a token" },
    { PATHS_CONFIG, "views", "", "saved views" },
};
enum { KEPT = sizeof kept / sizeof *kept };

static char *find_path(size_t i, const char *profile)
{
    char *name = place_name(kept[i].folder, profile),
         *file = mem_printf("%s%s", name, kept[i].ending);
    char *path = paths_join(kept[i].place, file);
    free(name);
    free(file);
    return path;
}

static bool move(size_t i, const char *from, const char *to, struct error *error)
{
    char *old = find_path(i, from), *new = find_path(i, to);
    bool done = file_move(old, new) || errno == ENOENT;
    if (!done && errno == EEXIST)
        error_set(error, "there are %s of a profile \"%s\" already, in %s; take another name",
                  kept[i].words, to, new);
    else if (!done)
        error_set(error, "%s cannot become %s: %s", old, new, strerror(errno));
    free(old);
    free(new);
    return done;
}

bool store_rename_profile(const char *from, const char *to, struct error *error)
{
    for (size_t i = 0; i < KEPT; i++) {
        if (move(i, from, to, error))
            continue;
        while (i-- > 0)
            move(i, to, from, NULL);
        return false;
    }
    return true;
}
