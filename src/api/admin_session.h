/* The real thing behind admin.h: the administration path of one server, over the same client and with the same
 * trust as everything else. Apart from the API: its requests are none of the day's, no gate holds them, and
 * they stand in no journal. */
#ifndef API_ADMIN_SESSION_H
#define API_ADMIN_SESSION_H

#include "api/admin.h"
#include "api/client.h"

struct admin_session;

/* `endpoint` is that of the server's API: the path is beside it. The secret is copied, kept out of every text,
 * and wiped by admin_session_close(). Nothing is connected before the first call. */
struct admin_session *admin_session_open(struct client *client, const char *endpoint,
                                         const char *ca_file, const char *secret);
/* Nobody is told any more; what is under way is cut off. NULL is fine. Not from inside a callback. */
void admin_session_close(struct admin_session *session);
struct admin admin_session_admin(struct admin_session *session);

#endif
