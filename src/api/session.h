/* The real service behind api.h: one profile, its token, and the client that carries the requests. */
#ifndef API_SESSION_H
#define API_SESSION_H

#include "api/api.h"
#include "api/client.h"
#include "api/gate.h"
#include "model/profile.h"

struct session;

/* Nothing is connected and libcurl is not touched before the first request. The token is copied,
 * kept out of every text, and wiped by session_close(). */
struct session *session_open(struct client *client, const struct profile *profile,
                             const char *token);
/* Before the first request. What is behind it outlives the session. */
void session_set_gate(struct session *session, const struct api_gate *gate);
/* From the next request on. The old one is wiped. */
void session_set_token(struct session *session, const char *token);
/* The program ends without waiting on: each write that is under way is answered with API_UNKNOWN, each
 * read is dropped. Not from inside a callback. */
void session_give_up(struct session *session);
/* Nobody is told any more. Not from inside a callback. */
void session_close(struct session *session);
struct api session_api(struct session *session);

#endif
