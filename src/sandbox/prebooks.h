/* Prebooks: what the service makes of standing orders some days ahead. Once made they never change. */
#ifndef SANDBOX_PREBOOKS_H
#define SANDBOX_PREBOOKS_H

#include "sandbox/routes.h"

/* Makes those that are due: for each active order all truck dates up to today and the lead time that
 * have none, some weeks back at most. */
void prebooks_make(struct server *server, int32_t today);
/* The method prebook.list. */
void prebooks_list(struct call *call);

#endif
