/* What a command asks the service before it does something, waited for: a look-up list, or one
 * standing order by its number. Changes nothing. */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli/cli.h"
#include "model/lookup.h"
#include "model/order.h"

/* The first two give the exit code; what went wrong is said already. */

/* Reads a whole list into `list`, whose kind is set. `customer_id` for ship-tos, else NULL. */
int ask_list(struct cli *cli, enum api_purpose purpose, struct lookup_list *list,
             const char *customer_id);

enum ask_which { ASK_ACTIVE, ASK_ANY /* else a cancelled one */ };
/* Reads the order of this number into `order` (zeroed), as typed and, where the service knows none of
 * it, by its digits alone. CLI_EXIT_REFUSED where there is none. */
int ask_order(struct cli *cli, const char *number, enum ask_which which, struct order *order);

/* The place of the line with this id in the order that was read. False and a sentence with the lines it
 * has where there is none. */
bool ask_line(const struct order *order, const char *id, size_t *place, struct error *error);

#endif
