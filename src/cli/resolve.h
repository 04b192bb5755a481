/* Id, code and name of the things a change names: found in the service's lists, each read at most once.
 * Also what a request needs and no list of orders says: the carrier, a line's vendor. */
#ifndef CLI_RESOLVE_H
#define CLI_RESOLVE_H

#include "cli/assign.h"
#include "cli/cli.h"
#include "model/lookup.h"

struct resolve {
    struct cli *cli;
    const struct assignments *assignments;
    struct order *base, *mine; /* as it is there, and as it is to be */
    struct lookup_list lists[LOOKUP_COUNT];
    bool is_read[LOOKUP_COUNT];
    size_t requests; /* made for it so far */
};

/* Completes what was assigned in `mine`, and the carrier and (with `item` no DIFF_NOWHERE) that line's
 * vendor in both. Gives the exit code; CLI_EXIT_WRONG, said, where none or several are meant. */
int resolve_all(struct resolve *resolve, int item);
void resolve_free(struct resolve *resolve);

#endif
