/* Which methods of the service a token is meant for: all that there are, to be ticked. */
#ifndef UI_SCREENS_PROFILE_METHODS_H
#define UI_SCREENS_PROFILE_METHODS_H

#include "model/profile.h"
#include "ui/ui.h"

/* The argument of ui_push(). */
struct profile_methods_start {
    const char *listed;   /* names, as in struct profile; "" = all; copied */
    enum token_type type; /* methods that the documents name for other types only are pointed out */
    void (*on_taken)(void *context, const char *listed); /* "" = all of them */
    void *context;
};

extern const struct screen_class profile_methods_screen;

#endif
