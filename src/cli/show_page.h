/* One standing order as a page to read on a terminal. Knows orders and text; asks nobody anything. */
#ifndef CLI_SHOW_PAGE_H
#define CLI_SHOW_PAGE_H

#include "cli/cli.h"
#include "model/order.h"

void show_page_write(struct cli *cli, const struct order *order);

#endif
