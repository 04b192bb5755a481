/* The services of this run: one session with its gate for each profile that is asked for, over one client. */
#ifndef SERVICES_H
#define SERVICES_H

#include "api/api.h"
#include "api/client.h"

struct services;

struct services *services_new(struct client *client);
/* Each write that is under way is answered with API_UNKNOWN. Not from inside a callback. */
void services_give_up(struct services *services);
void services_free(struct services *services);
struct api_opener services_opener(struct services *services);

#endif
