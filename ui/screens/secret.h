/* Entering the secret of a profile: typed or pasted unseen, from a file, from a command, or by user name and
 * password (1 request). Its print is shown before it is kept; the secret itself never is. */
#ifndef UI_SCREENS_SECRET_H
#define UI_SCREENS_SECRET_H

#include "model/profile.h"
#include "ui/ui.h"

/* The argument of ui_push(); NULL = the profile in use. */
struct secret_start {
    const struct profile *profile; /* copied */
    /* NULL: it is kept in place of the profile's old one, and used at once where the profile is in use. Else
     * it is only handed over: false and a sentence where it cannot be taken, and the screen stays. */
    bool (*take)(void *context, const char *token, struct error *error);
    void *context;
};

extern const struct screen_class secret_screen;

/* Whether another one could be kept for the profile of this name; false and a sentence where not. */
bool secret_may_replace(const struct ui *ui, const char *name, struct buf *why);

/* The token of the profile; a command gets the terminal while it asks. The caller wipes it. */
bool secret_read(const struct profile *profile, struct buf *token, struct error *error);

#endif
