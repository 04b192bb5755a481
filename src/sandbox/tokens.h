/* Tokens: who may call what. The store keeps only their SHA-256; the samples are derived from a
 * secret of the file, so that they stay the same from start to start, the others are issued. */
#ifndef SANDBOX_TOKENS_H
#define SANDBOX_TOKENS_H

#include "sandbox/db.h"
#include "model/profile.h"

#include <stdbool.h>
#include <stdint.h>

enum { TOKENS_CHARS = 40, TOKENS_HASH_BYTES = 32, TOKENS_PRINT_CHARS = 8 };

enum tokens_sample {
    TOKENS_COMPANY,   /* every method */
    TOKENS_CUSTOMER,  /* the first sample customer's */
    TOKENS_VENDOR,    /* the first sample grower's */
    TOKENS_LIST_ONLY, /* a company token that may list orders and look things up */
    TOKENS_SAMPLES
};

struct token {
    int64_t id;
    enum token_type type;
    int64_t owner; /* the customer or vendor it belongs to; DB_NULL for a company token */
    char *methods; /* as ticked, a blank before and behind each; owned, free() it */
    bool is_sample, is_revoked;
};

/* Called once for a new file: makes its secret, the sample tokens and the sample user. */
void tokens_fill(struct db *db, int64_t customer, int64_t vendor);
/* Called at each start: the samples as this version of the sandbox has them. */
void tokens_keep_samples(struct db *db, int64_t customer, int64_t vendor);
/* A sample token (letters and digits, at most 50), the caller's; wiped by it when it minds. */
char *tokens_sample_text(struct db *db, enum tokens_sample which);
/* The word the ready line and the file names use: "token", "customer-token" … */
const char *tokens_sample_word(enum tokens_sample which);
/* Also a revoked one: ask is_revoked. */
bool tokens_find(struct db *db, const char *text, struct token *token);
bool tokens_load(struct db *db, int64_t id, struct token *token);
bool tokens_allow(const struct token *token, const char *method);
void tokens_note_use(struct db *db, int64_t id);
/* The token of a user, the caller's; NULL where name or password are wrong. */
char *tokens_log_in(struct db *db, const char *name, const char *password);

/* TOKENS_CHARS letters and digits of the system's random source, the caller's, to be wiped; NULL
 * where the system gives none. */
char *tokens_make_text(void);
/* The SHA-256 of a text. */
void tokens_hash(const char *text, unsigned char bytes[TOKENS_HASH_BYTES]);
/* Issues one with the type, owner and methods of `token`, and sets its id. The token itself, the
 * caller's, to be wiped: it is kept nowhere. NULL where the system gives no random numbers. */
char *tokens_issue(struct db *db, struct token *token, const char *description);
/* NULL leaves as it is. */
void tokens_edit(struct db *db, int64_t id, const char *description, const char *methods);
void tokens_revoke(struct db *db, int64_t id);

#endif
