/* Tokens: who may call what. The store keeps only their SHA-256; the samples are derived from a
 * secret of the file, so that they stay the same from start to start. */
#ifndef SANDBOX_TOKENS_H
#define SANDBOX_TOKENS_H

#include "sandbox/db.h"
#include "model/profile.h"

#include <stdbool.h>
#include <stdint.h>

enum tokens_sample {
    TOKENS_COMPANY,   /* every method */
    TOKENS_CUSTOMER,  /* the first sample customer's */
    TOKENS_VENDOR,    /* the first sample grower's */
    TOKENS_LIST_ONLY, /* a company token that may list orders and look things up */
    TOKENS_SAMPLES
};

struct token {
    enum token_type type;
    int64_t owner; /* the customer or vendor it belongs to; DB_NULL for a company token */
    char *methods; /* as ticked, a blank before and behind each; owned, free() it */
};

/* Called once for a new file: makes its secret, the sample tokens and the sample user. */
void tokens_fill(struct db *db, int64_t customer, int64_t vendor);
/* A sample token (letters and digits, at most 50), the caller's; wiped by it when it minds. */
char *tokens_sample_text(struct db *db, enum tokens_sample which);
/* The word the ready line and the file names use: "token", "customer-token" … */
const char *tokens_sample_word(enum tokens_sample which);
bool tokens_find(struct db *db, const char *text, struct token *token);
bool tokens_allow(const struct token *token, const char *method);
/* The token of a user, the caller's; NULL where name or password are wrong. */
char *tokens_log_in(struct db *db, const char *name, const char *password);

#endif
