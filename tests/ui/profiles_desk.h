/* Profiles at a desk of their own for one test: files in an empty home directory, a fake service for each that
 * is opened, and the screens for them. Every screen that is looked at is searched for the tokens. */
#ifndef TESTS_PROFILES_DESK_H
#define TESTS_PROFILES_DESK_H

#include "support/fake_opener.h"
#include "support/ui_test.h"
#include "work/profiles.h"

/* Tokens of the samples, and one that is only entered; none may ever be seen. */
#define DESK_TOKEN     "aTokenOfMiaSales0123456789"
#define DESK_NEW_TOKEN "aNewTokenThatIsEntered9876543210"

struct profiles_desk {
    struct ui_test *t;
    struct config config;
    struct profiles *profiles;
    struct fake_opener opener;
};

/* "mia-sales" (in use), "ewr-sales" (a command), "vendor-33", "trainee" (read only), "old-mia" (refused) and one
 * with a long name and no secret stand in the user's file; "own" (customer) was added here. */
void profiles_desk_open(struct profiles_desk *desk, int rows, int cols);
/* Nothing but what this text of the user's file says; NULL = no file. */
void profiles_desk_open_with(struct profiles_desk *desk, int rows, int cols, const char *text);
void profiles_desk_close(struct profiles_desk *desk);
/* Shows the screen of profiles. */
void profiles_desk_show(struct profiles_desk *desk);

/* As those of ui_test.h, and what other services answer arrives as well. */
void profiles_desk_keys(struct profiles_desk *desk, const char *keys);
void profiles_desk_paste(struct profiles_desk *desk, const char *text);
void profiles_desk_has(struct profiles_desk *desk, const char *text);
void profiles_desk_has_not(struct profiles_desk *desk, const char *text);
/* A path below the home directory; the caller's. */
char *profiles_desk_path(const char *name);
/* Writes a file of this mode below the home directory, and the folders to it. */
void profiles_desk_write(const char *name, const char *text, int mode);
/* How many files below the home directory have this text in them; `path` (may be NULL) gets the last one's. */
size_t profiles_desk_count(const char *text, struct buf *path);

#endif
