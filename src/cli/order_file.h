/* Reading an order file for a command: its order and everything that can be said against it. */
#ifndef CLI_ORDER_FILE_H
#define CLI_ORDER_FILE_H

#include "cli/cli.h"
#include "model/issue.h"
#include "model/order.h"

#include <stdbool.h>

/* Reads the file of the command's first argument ("-" = standard input) and checks it. A file that
 * is no order at all becomes one issue with the code "not-json". False, already said, where it
 * cannot be read. */
bool order_file_check(struct cli *cli, struct order *order, struct issues *issues);

/* Writes the issues, one on a line: "path: message (code)", ", warning" behind the code of those
 * that do not stand in the way. */
void order_file_write_issues(const struct issues *issues, FILE *out);
/* "3 errors, 1 warning", "no errors". */
void order_file_add_sum(const struct issues *issues, struct buf *out);
/* The file as it is called in sentences. */
const char *order_file_name(const struct cli *cli);

#endif
