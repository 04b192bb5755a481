/* A profile in words: where its secret is kept, what its token was seen to be allowed, what forms require with
 * it, its day's requests. Knows no screen, and no secret. */
#ifndef UI_SCREENS_PROFILE_WORDS_H
#define UI_SCREENS_PROFILE_WORDS_H

#include "base/buf.h"
#include "ui/screens/page.h"
#include "work/profiles.h"

/* A column: "file, 0600", "command", "nowhere"; of a file that cannot be used nothing is said but "file". */
const char *profile_words_kept(const struct profile *profile, const struct profile_facts *facts);
/* "138/1000" */
void profile_words_today(const struct profile *profile, const struct profile_facts *facts,
                         struct buf *out);
/* Today the time, else the day: "14:43Z", "01-30"; "" = never. */
void profile_words_last(time_t last, struct buf *out);
/* Adds what is worth knowing at a glance; `tested`, in this role, is what the last test came to (NULL = none). */
void profile_words_add(struct page *page, const struct profile *profile,
                       const struct profile_facts *facts, enum role role, const char *tested);
/* Adds every option by its name. */
void profile_words_add_options(struct page *page, const struct profile *profile);
/* A path below the home directory with "~" in its place. */
void profile_words_path(const char *path, struct buf *out);

#endif
