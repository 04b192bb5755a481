/* The sandbox's command line, from one table that also prints --help. */
#ifndef SANDBOX_OPTIONS_H
#define SANDBOX_OPTIONS_H

#include "base/buf.h"
#include "base/error.h"
#include "sandbox/faults.h"

#include <stdbool.h>
#include <stdint.h>

struct options {
    char *db_path;    /* NULL = sandbox.db in the data directory */
    char *fault_file; /* NULL = none */
    int port, daily_limit, lead_days;
    int32_t today; /* DATE_NONE = the real one */
    bool reset, empty, child, verbose, single_location, help, version;
    const char **fault_words; /* name and words of each fault option, NULL after each, NULL ends */
    size_t fault_count, fault_cap;
};

/* One row of the table; a NULL name ends it. */
struct option_row {
    const char *name, *words; /* words: what follows it, "" for nothing */
    const char *help;         /* one sentence */
};
extern const struct option_row options_table[];

/* Reads the arguments behind the program's name. False and a sentence where they are wrong; unknown
 * names get the nearest one. Words of faults stay in argv. */
bool options_read(struct options *options, char *const *argv, struct error *error);
void options_free(struct options *options);
/* The faults they ask for, to be freed; NULL and a sentence where one is wrong. */
struct faults *options_faults(const struct options *options, struct error *error);
void options_add_help(struct buf *out);

#endif
