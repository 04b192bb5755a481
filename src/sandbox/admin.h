/* Issuing tokens, as the settings of the service do: an administration path apart from the API, with
 * a secret of its own. Tokens open nothing here, the secret opens nothing there; nothing here counts
 * against the day's limit or is struck by faults. All under /admin/, the secret in the header
 * adminSecret, bodies and replies one JSON object:
 *
 *     GET    tokens      tokens: id, type, ownerId, ownerCode, ownerName (customer and vendor tokens),
 *                        description, methods, print (the first 8 figures of the token's SHA-256),
 *                        made, used, revoked (UTC, "" = not yet), atStart (1: of the ready line, it
 *                        cannot be edited or revoked); and apiMethods, the list to tick from: method,
 *                        types (of tokens that may call it)
 *     POST   tokens      type (company, customer, vendor), ownerId (where the type asks whose),
 *                        description, methods: answers 201 with the row and, this once, the token
 *     PUT    tokens/ID   description, methods; absent = as it is. Answers with the row
 *     DELETE tokens/ID   revokes; again changes nothing
 *
 * What is wrong is said as status 0 and a message: 400 wrong input, 401 no or a wrong secret, 404 no
 * such token, 405, 409 a token that cannot be changed any more. */
#ifndef SANDBOX_ADMIN_H
#define SANDBOX_ADMIN_H

#include "sandbox/routes.h"

enum { ADMIN_DESCRIPTION_CHARS = 100, ADMIN_MAX_BODY = 16384 };

/* Makes the secret and opens the path; the caller's, to be wiped. NULL where the system gives no
 * random numbers: the path stays closed. */
char *admin_open(struct server *server);
/* Answers one request whose path is what is behind /admin/. As routes_handle() otherwise. */
void admin_handle(struct server *server, const struct request *request, struct reply *reply);

#endif
