/* Tokens and the login; see tokens.h. Knows GnuTLS for hashes and random numbers, nothing of HTTP. */
#include "config.h"
#include "sandbox/tokens.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/routes.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void tokens_hash(const char *text, unsigned char bytes[TOKENS_HASH_BYTES])
{
    gnutls_hash_fast(GNUTLS_DIG_SHA256, text, strlen(text), bytes);
}

/* The SHA-256 of a text as 64 hexadecimal digits. */
static char *hash(const char *text)
{
    unsigned char bytes[TOKENS_HASH_BYTES];
    tokens_hash(text, bytes);
    char *hex = mem_alloc(2 * TOKENS_HASH_BYTES + 1);
    write_hex(bytes, TOKENS_HASH_BYTES, hex);
    return hex;
}

/* The same of two texts, one after the other. */
static char *hash_both(const char *salt, const char *text)
{
    char *both = mem_printf("%s:%s", salt, text), *hex = hash(both);
    mem_wipe(both, strlen(both));
    free(both);
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
    char *text = hash_both(secret, samples[which].word);
    text[TOKENS_CHARS] = 0;
    mem_wipe(secret, strlen(secret));
    free(secret);
    return text;
}

const char *tokens_sample_word(enum tokens_sample which)
{
    return samples[which].word;
}

static void keep_sample(struct db *db, enum tokens_sample which, int64_t owner)
{
    struct buf methods = { 0 };
    buf_add_char(&methods, ' ');
    for (size_t i = 0; routes[i].verb; i++)
        if (!(routes[i].tokens & ROUTE_OPEN) &&
            (!samples[which].lists_only || strcmp(routes[i].verb, "GET") == 0))
            buf_addf(&methods, "%s ", routes[i].method);
    char *text = tokens_sample_text(db, which), *hashed = hash(text);
    db_run(db,
           "INSERT INTO token(id, hash, sample, type, owner, description, methods, made)"
           " VALUES(?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET methods = excluded.methods"
           " WHERE methods <> excluded.methods",
           "itilttl", (int)which + 1, hashed, (int)samples[which].type, owner,
           samples[which].description, buf_text(&methods), (int64_t)clock_now());
    free(hashed);
    mem_wipe(text, strlen(text));
    free(text);
    buf_free(&methods);
}

void tokens_keep_samples(struct db *db, int64_t customer, int64_t vendor)
{
    keep_sample(db, TOKENS_COMPANY, DB_NULL);
    keep_sample(db, TOKENS_CUSTOMER, customer);
    keep_sample(db, TOKENS_VENDOR, vendor);
    keep_sample(db, TOKENS_LIST_ONLY, DB_NULL);
}

void tokens_fill(struct db *db, int64_t customer, int64_t vendor)
{
    unsigned char random[TOKENS_HASH_BYTES];
    char hex[2 * TOKENS_HASH_BYTES + 1];
    gnutls_rnd(GNUTLS_RND_KEY, random, sizeof random);
    write_hex(random, sizeof random, hex);
    db_run(db, "INSERT INTO meta(name, value) VALUES('secret', ?)", "t", hex);
    mem_wipe(random, sizeof random);
    mem_wipe(hex, sizeof hex);
    tokens_keep_samples(db, customer, vendor);
    char *hashed = hash_both(user_name, user_password);
    db_run(db, "INSERT INTO user(name, password_hash, token_name) VALUES(?, ?, ?)", "ttt",
           user_name, hashed, samples[TOKENS_COMPANY].word);
    free(hashed);
}

static bool take_row(struct query *query, struct token *token)
{
    if (!query_next(query))
        return false;
    *token = (struct token){ .id = query_int(query, 0),
                             .type = (enum token_type)query_int(query, 1),
                             .owner = query_int(query, 2),
                             .methods = mem_strdup(query_text(query, 3)),
                             .is_sample = query_int(query, 4) != 0,
                             .is_revoked = query_int(query, 5) != DB_NULL };
    query_end(query);
    return true;
}

bool tokens_find(struct db *db, const char *text, struct token *token)
{
    char *hashed = hash(text);
    bool found = take_row(
        db_query(db, "SELECT id, type, owner, methods, sample, revoked FROM token WHERE hash = ?",
                 "t", hashed),
        token);
    free(hashed);
    return found;
}

bool tokens_load(struct db *db, int64_t id, struct token *token)
{
    return take_row(
        db_query(db, "SELECT id, type, owner, methods, sample, revoked FROM token WHERE id = ?",
                 "l", id),
        token);
}

void tokens_note_use(struct db *db, int64_t id)
{
    db_run(db, "UPDATE token SET used = ? WHERE id = ?", "ll", (int64_t)clock_now(), id);
}

char *tokens_make_text(void)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    enum { LETTERS = sizeof letters - 1, FAIR = 256 / LETTERS * LETTERS };
    char *text = mem_calloc(TOKENS_CHARS + 1, 1);
    size_t len = 0;
    while (len < TOKENS_CHARS) {
        unsigned char byte;
        if (gnutls_rnd(GNUTLS_RND_KEY, &byte, 1) < 0) {
            mem_wipe(text, TOKENS_CHARS);
            free(text);
            return NULL;
        }
        if (byte < FAIR) /* what is above would make the first letters likelier */
            text[len++] = letters[byte % LETTERS];
    }
    return text;
}

char *tokens_issue(struct db *db, struct token *token, const char *description)
{
    char *text = tokens_make_text();
    if (!text)
        return NULL;
    char *hashed = hash(text);
    token->id = db_run(db,
                       "INSERT INTO token(hash, sample, type, owner, description, methods, made)"
                       " VALUES(?, 0, ?, ?, ?, ?, ?)",
                       "tilttl", hashed, (int)token->type, token->owner, description,
                       token->methods, (int64_t)clock_now());
    free(hashed);
    return text;
}

void tokens_edit(struct db *db, int64_t id, const char *description, const char *methods)
{
    db_run(db,
           "UPDATE token SET description = coalesce(?, description), methods = coalesce(?, methods)"
           " WHERE id = ?",
           "ttl", description, methods, id);
}

void tokens_revoke(struct db *db, int64_t id)
{
    db_run(db, "UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL", "ll",
           (int64_t)clock_now(), id);
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
    char *hashed = hash_both(name, password);
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
