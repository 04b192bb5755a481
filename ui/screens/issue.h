/* Issuing a token on the practice server (ui_admin() has `ops`), changing an issued one, and revoking it: as the
 * settings of the service do it, through the administration path, which takes none of the day's requests. */
#ifndef UI_SCREENS_ISSUE_H
#define UI_SCREENS_ISSUE_H

#include "ui/ui.h"

enum issue_what { ISSUE_NEW, ISSUE_EDIT, ISSUE_REVOKE };

/* The argument of ui_push(); NULL = a new one. Texts are copied. A new token that is saved becomes a profile
 * (work/profiles.h); the screen below sees that when it is shown again. */
struct issue_start {
    enum issue_what what;
    /* Edit and revoke: which token. One of both, the other NULL. */
    const char
        *print;     /* as in struct profile_facts; another server's is said to be none of these */
    const char *id; /* as in struct admin_token */
};

extern const struct screen_class issue_screen;

#endif
