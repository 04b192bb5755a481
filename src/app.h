/* The screens as main.c starts them. Everything is made by main.c and outlives the call. */
#ifndef APP_H
#define APP_H

#include "api/admin.h"
#include "api/api.h"
#include "api/client.h"
#include "config/config.h"
#include "model/profile.h"

#include <stdbool.h>

struct profiles;

struct app_start {
    const struct config *config;   /* the user's keys, with file and line */
    const struct profile *profile; /* NULL = none can be chosen yet */
    struct client *client;         /* for the loop */
    struct api api;                /* the service of the profile; `ops` NULL = there is none … */
    const char *trouble;           /* … and why: the screens begin with the profiles */
    struct api_opener opener;      /* the services of the others */
    struct profiles *profiles;     /* NULL = none but this one */
    struct admin admin;            /* of the practice server; without `ops` elsewhere */
    const char *theme;             /* a name or a path */
    bool no_color;                 /* --no-color or NO_COLOR */
    bool ascii_only;               /* the terminal is to be sent nothing beyond ASCII */
};

/* Runs until the user leaves; gives the program's exit status. Call it before any thread is there:
 * it blocks the signals it listens to. */
int app_run_screens(const struct app_start *start);

#endif
