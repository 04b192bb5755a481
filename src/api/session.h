/* The real service behind api.h: one profile, its token, and the client that carries the requests. */
#ifndef API_SESSION_H
#define API_SESSION_H

#include "api/api.h"
#include "api/client.h"
#include "model/profile.h"

struct session;

/* Nothing is connected and libcurl is not touched before the first request. The token is copied,
 * kept out of every text, and wiped by session_close(). */
struct session *session_open(struct client *client, const struct profile *profile,
                             const char *token);
void session_close(struct session *session); /* not from inside one of its callbacks */
struct api session_api(struct session *session);

#endif
