/* A struct admin without a network: the administration path of a practice server in memory. It answers only when
 * it is run, never from inside the asking call. Link with libmodel.a and libbase.a. */
#ifndef TESTS_FAKE_ADMIN_H
#define TESTS_FAKE_ADMIN_H

#include "api/admin.h"

#include <stdbool.h>
#include <stddef.h>

struct fake_admin;

/* The token that it issues, the same each time; its print follows from its number: "f0000005". */
#define FAKE_ADMIN_TOKEN "IssuedByTheFakeAdmin1234567890abcdefghij"

/* Knows all methods of model/methods.h that a token can be ticked for, and no token. */
struct fake_admin *fake_admin_new(void);
void fake_admin_free(struct fake_admin *fake);
struct admin fake_admin_admin(struct fake_admin *fake);

/* The samples of the practice server: ids 1 to 4, made at the start. */
void fake_admin_add_samples(struct fake_admin *fake);
/* One more, copied, with the id and the print that come next; texts may be NULL. */
void fake_admin_add(struct fake_admin *fake, const struct admin_token *token);
/* One as it stands there; texts until something is done. False behind the last. */
bool fake_admin_token(const struct fake_admin *fake, size_t index, struct admin_token *token);

/* This one has another print from now on: that of a token which a test knows. */
void fake_admin_set_print(struct fake_admin *fake, size_t index, const char *print);

/* How often it was asked: "list", "issue", "edit", "revoke". */
size_t fake_admin_count(const struct fake_admin *fake, const char *what);
/* From now on such calls end like this and do nothing; API_DONE makes them succeed again. */
void fake_admin_fail(struct fake_admin *fake, const char *what, enum api_outcome outcome,
                     const char *message);
/* While held, fake_admin_run() delivers nothing. */
void fake_admin_hold(struct fake_admin *fake, bool held);
/* Ends everything asked so far; false when there was nothing to do. */
bool fake_admin_run(struct fake_admin *fake);

#endif
