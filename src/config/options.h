/* The table of what a configuration may say: for the top level and for a profile, one row for each
 * option with its type, default, limits, unit and a sentence. Reading, error texts, the manual and
 * tests use the same rows. Knows nothing of files or of libconfig. */
#ifndef CONFIG_OPTIONS_H
#define CONFIG_OPTIONS_H

#include <stddef.h>

enum option_type {
    OPTION_TEXT,
    OPTION_FILE,    /* a path; "~/" is the home directory, a relative one is beside the file */
    OPTION_URL,     /* https only */
    OPTION_CHOICE,  /* one of `choices` */
    OPTION_METHODS, /* names of methods.h, with blanks or commas between them */
    OPTION_NUMBER,
    OPTION_BOOL,
    OPTION_LIST,  /* of groups: profiles */
    OPTION_GROUP, /* of groups: keys */
};

struct option {
    const char *name;
    enum option_type type;
    const char *fallback;       /* the default as it would be written, "" = not set */
    int min, max;               /* OPTION_NUMBER */
    const char *unit;           /* NULL = none */
    const char *const *choices; /* OPTION_CHOICE; NULL ends them */
    const char *help;           /* one sentence */
    size_t offset;              /* in struct profile; profile options only */
};

/* Both end with a row without a name. */
extern const struct option options_top[], options_profile[];

/* The row of this name, or NULL; `near` (may be NULL) then gets the nearest name or NULL. */
const struct option *options_find(const struct option *table, const char *name, const char **near);

#endif
