/* The administration path of the practice server: what its replies say, and the bodies it takes; the form of
 * both is in sandbox/admin.h. Knows nothing of the network. */
#ifndef API_CODEC_ADMIN_H
#define API_CODEC_ADMIN_H

#include "api/admin.h"
#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* One reply being read, in any pieces. */
struct codec_admin;

struct codec_admin *codec_admin_new(void);
void codec_admin_free(struct codec_admin *reader); /* a token in it is wiped */
/* False when this is not JSON; then nothing more may be fed. */
bool codec_admin_feed(struct codec_admin *reader, const char *bytes, size_t len,
                      struct error *error);
/* After the last byte. False when the reply was cut short or is no JSON object. */
bool codec_admin_finish(struct codec_admin *reader, struct error *error);

/* What a whole reply says; texts are the reader's. */
int codec_admin_status(const struct codec_admin *reader); /* 1 yes, 0 no, -1 it does not say */
const char *codec_admin_message(const struct codec_admin *reader); /* "" where there is none */
bool codec_admin_has_list(const struct codec_admin *reader); /* tokens and methods, maybe none */
/* The token at this place; false behind the last. */
bool codec_admin_token(const struct codec_admin *reader, size_t index, struct admin_token *token);
/* The name of the method that can be ticked, at this place; NULL behind the last. */
const char *codec_admin_method(const struct codec_admin *reader, size_t index, unsigned *types);

/* The body that issues this token: type, owner, description, methods. */
void codec_admin_write_issue(struct buf *out, const struct admin_token *token);
/* The body that changes one: description and methods, where they are not NULL. */
void codec_admin_write_edit(struct buf *out, const struct admin_token *token);

#endif
