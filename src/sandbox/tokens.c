/* Tokens and the login; see tokens.h. Knows GnuTLS for hashes and random numbers, nothing of HTTP. */
#include "config.h"
#include "sandbox/tokens.h"
#include "base/buf.h"
#include "base/mem.h"
#include "sandbox/routes.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_CHARS = 40, HASH_BYTES = 32 };

/* The user that login answers to; the manual page names it. */
static const char user_name[] = "practice", user_password[] = "practice";

static const struct {
    const char *word, *description;
    enum token_type type;
    bool lists_only;
} samples[TOKENS_SAMPLES] = {
    [TOKENS_COMPANY] = { "token", "everything", TOKEN_COMPANY, false },
    [TOKENS_CUSTOMER] = { "customer-token", "one customer", TOKEN_CUSTOMER, false },
    [TOKENS_VENDOR] = { "vendor-token", "one grower", TOKEN_VENDOR, false },
    [TOKENS_LIST_ONLY] = { "list-token", "looking only", TOKEN_COMPANY, true },
};

static void write_hex(const unsigned char *bytes, size_t count, char *out)
{
    for (size_t i = 0; i < count; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

/* The SHA-256 of both texts, one after the other, as 64 hexadecimal digits. */
static char *hash(const char *salt, const char *text)
{
    unsigned char bytes[HASH_BYTES];
    char *both = mem_printf("%s:%s", salt, text);
    gnutls_hash_fast(GNUTLS_DIG_SHA256, both, strlen(both), bytes);
    mem_wipe(both, strlen(both));
    free(both);
    char *hex = mem_alloc(2 * HASH_BYTES + 1);
    write_hex(bytes, HASH_BYTES, hex);
    return hex;
}

static char *read_secret(struct db *db)
{
    char *secret = NULL;
    struct query *query = db_query(db, "SELECT value FROM meta WHERE name = 'secret'", "");
    if (query_next(query)) {
        secret = mem_strdup(query_text(query, 0));
        query_end(query);
    }
    return secret ? secret : mem_strdup("");
}

char *tokens_sample_text(struct db *db, enum tokens_sample which)
{
    char *secret = read_secret(db);
    char *text = hash(secret, samples[which].word);
    text[SAMPLE_CHARS] = 0;
    mem_wipe(secret, strlen(secret));
    free(secret);
    return text;
}

const char *tokens_sample_word(enum tokens_sample which)
{
    return samples[which].word;
}

static void add_sample(struct db *db, enum tokens_sample which, int64_t owner)
{
    struct buf methods = { 0 };
    buf_add_char(&methods, ' ');
    for (size_t i = 0; routes[i].verb; i++)
        if (!samples[which].lists_only || strcmp(routes[i].verb, "GET") == 0)
            buf_addf(&methods, "%s ", routes[i].method);
    char *text = tokens_sample_text(db, which), *hashed = hash("token", text);
    db_run(db, "INSERT INTO token(hash, type, owner, description, methods) VALUES(?, ?, ?, ?, ?)",
           "tiltt", hashed, (int)samples[which].type, owner, samples[which].description,
           buf_text(&methods));
    free(hashed);
    free(text);
    buf_free(&methods);
}

void tokens_fill(struct db *db, int64_t customer, int64_t vendor)
{
    unsigned char random[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1];
    gnutls_rnd(GNUTLS_RND_KEY, random, sizeof random);
    write_hex(random, sizeof random, hex);
    db_run(db, "INSERT INTO meta(name, value) VALUES('secret', ?)", "t", hex);
    mem_wipe(random, sizeof random);
    mem_wipe(hex, sizeof hex);
    add_sample(db, TOKENS_COMPANY, DB_NULL);
    add_sample(db, TOKENS_CUSTOMER, customer);
    add_sample(db, TOKENS_VENDOR, vendor);
    add_sample(db, TOKENS_LIST_ONLY, DB_NULL);
    char *hashed = hash(user_name, user_password);
    db_run(db, "INSERT INTO user(name, password_hash, token_name) VALUES(?, ?, ?)", "ttt",
           user_name, hashed, samples[TOKENS_COMPANY].word);
    free(hashed);
}

bool tokens_find(struct db *db, const char *text, struct token *token)
{
    char *hashed = hash("token", text);
    struct query *query =
        db_query(db, "SELECT type, owner, methods FROM token WHERE hash = ?", "t", hashed);
    bool found = query_next(query);
    if (found) {
        token->type = (enum token_type)query_int(query, 0);
        token->owner = query_int(query, 1);
        token->methods = mem_strdup(query_text(query, 2));
        query_end(query);
    }
    free(hashed);
    return found;
}

bool tokens_allow(const struct token *token, const char *method)
{
    char *ticked = mem_printf(" %s ", method);
    bool allowed = strstr(token->methods, ticked) != NULL;
    free(ticked);
    return allowed;
}

char *tokens_log_in(struct db *db, const char *name, const char *password)
{
    char *hashed = hash(name, password);
    struct query *query = db_query(
        db, "SELECT token_name FROM user WHERE name = ? AND password_hash = ?", "tt", name, hashed);
    free(hashed);
    int which = TOKENS_SAMPLES;
    if (query_next(query)) {
        for (which = 0; which < TOKENS_SAMPLES; which++)
            if (strcmp(samples[which].word, query_text(query, 0)) == 0)
                break;
        query_end(query);
    }
    return which < TOKENS_SAMPLES ? tokens_sample_text(db, (enum tokens_sample)which) : NULL;
}
