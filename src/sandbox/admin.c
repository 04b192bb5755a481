/* The administration path: the secret, what a token to be issued must be, and the answers; see
 * admin.h. Knows nothing of sockets, and of the store only what lists tokens and their owners. */
#include "config.h"
#include "sandbox/admin.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"
#include "model/date.h"
#include "sandbox/json.h"
#include "sandbox/rules.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

enum { TYPES = TOKEN_VENDOR + 1, MAX_METHODS = 64, QUOTE_COLS = 40, DAY_SECONDS = 86400 };

/* A row for each type of token: whom it asks for, and which routes take it. */
static const struct {
    unsigned route;
    const char *exists; /* whether there is such an owner; NULL = it has none */
} types[TYPES] = {
    [TOKEN_COMPANY] = { ROUTE_COMPANY, NULL },
    [TOKEN_CUSTOMER] = { ROUTE_CUSTOMER, "SELECT EXISTS(SELECT 1 FROM customer WHERE id = ?)" },
    [TOKEN_VENDOR] = { ROUTE_VENDOR, "SELECT EXISTS(SELECT 1 FROM vendor WHERE id = ?)" },
};

/* What a body may have; an edit only those from EDIT on. */
static const char *const members[] = { "type", "ownerId", "description", "methods", NULL };
enum { EDIT = 2 };

/* What a person wishes the token to be. Texts are owned; NULL = not said. */
struct wish {
    struct token token;
    char *description;
};

char *admin_open(struct server *server)
{
    char *secret = tokens_make_text();
    if (secret) {
        tokens_hash(secret, server->admin_hash);
        server->has_admin = true;
    }
    return secret;
}

/* Hashes are compared, of one length whatever was sent, and in the same time wherever they differ. */
static bool is_admin(const struct server *server, const struct request *request)
{
    unsigned char hash[TOKENS_HASH_BYTES];
    tokens_hash(request->admin ? request->admin : "", hash);
    return server->has_admin && request->admin &&
           gnutls_memcmp(hash, server->admin_hash, sizeof hash) == 0;
}

/* What was sent, cut to what a sentence bears, control characters as blanks; the caller frees it. */
static char *quote(const char *text)
{
    char *copy = mem_strndup(text, utf8_fit_bytes(text, QUOTE_COLS, NULL));
    for (char *c = copy; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    return copy;
}

/* "There is no WHAT "typed"; NEAR is near it.", or REST where none is near. */
static void say_unknown(struct buf *problems, const char *what, const char *typed,
                        const char *const *known, const char *rest)
{
    char *quoted = quote(typed);
    const char *near = names_nearest(quoted, known);
    if (near)
        rules_add_problem(problems, "There is no %s \"%s\"; %s is near it.", what, quoted, near);
    else
        rules_add_problem(problems, "There is no %s \"%s\"; %s.", what, quoted, rest);
    free(quoted);
}

static void check_members(const struct json *body, bool is_new, struct buf *problems)
{
    const char *odd = json_odd_name(body, is_new ? members : members + EDIT);
    if (!odd)
        return;
    for (int i = 0; !is_new && i < EDIT; i++)
        if (strcmp(odd, members[i]) == 0) {
            rules_add_problem(problems, "The %s of a token stays as it was made; issue a new one.",
                              i == 0 ? "type" : "owner");
            return;
        }
    say_unknown(problems, "member", odd, is_new ? members : members + EDIT,
                is_new ? "there are type, ownerId, description and methods"
                       : "there are description and methods");
}

static void read_type(struct wish *wish, const struct json *body, struct buf *problems)
{
    const char *words[TYPES] = { 0 }, *text = json_text(json_member(body, "type"));
    if (!text || !*text) {
        rules_add_problem(problems, "The type is missing: company, customer or vendor.");
        return;
    }
    for (int i = TOKEN_COMPANY; i < TYPES; i++) {
        words[i - 1] = token_type_word((enum token_type)i);
        if (names_equal(text, words[i - 1]))
            wish->token.type = (enum token_type)i;
    }
    if (wish->token.type == TOKEN_UNKNOWN)
        say_unknown(problems, "type", text, words, "it is company, customer or vendor");
}

static void read_owner(struct db *db, struct wish *wish, const struct json *body,
                       struct buf *problems)
{
    const struct json *member = json_member(body, "ownerId");
    const char *text = json_text(member), *word = token_type_word(wish->token.type);
    const char *exists = types[wish->token.type].exists;
    bool is_blank = !member || (text && !*text);
    wish->token.owner = DB_NULL;
    if (wish->token.type == TOKEN_UNKNOWN)
        return; /* said already; whose it is depends on it */
    if (!exists) {
        if (!is_blank)
            rules_add_problem(problems, "A company token belongs to nobody: leave ownerId out.");
    } else if (is_blank) {
        rules_add_problem(problems, "ownerId is missing: the id of the %s the token is for.", word);
    } else {
        wish->token.owner = text ? rules_read_id(text) : DB_NULL;
        char *quoted = quote(text ? text : "");
        if (wish->token.owner == DB_NULL)
            rules_add_problem(problems, "ownerId is \"%s\"; it must be the id of a %s.", quoted,
                              word);
        else if (!db_number(db, 0, exists, "l", wish->token.owner))
            rules_add_problem(problems, "There is no %s with the id %s.", word, quoted);
        free(quoted);
    }
}

static bool has_control(const char *text)
{
    for (size_t left = strlen(text), bytes; left; text += bytes, left -= bytes) {
        uint32_t code_point;
        bytes = utf8_decode(text, left, &code_point);
        if (code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0))
            return true;
    }
    return false;
}

static void read_description(struct wish *wish, const struct json *member, struct buf *problems)
{
    const char *text = json_text(member);
    if (member && !text) {
        rules_add_problem(problems, "The description must be a text.");
        return;
    }
    text = text ? text + strspn(text, " ") : "";
    size_t len = strlen(text);
    while (len && text[len - 1] == ' ')
        len--;
    char *trimmed = mem_strndup(text, len);
    size_t chars = utf8_count_chars(trimmed);
    if (!chars)
        rules_add_problem(problems, "The description is empty: say what the token is for.");
    else if (chars > ADMIN_DESCRIPTION_CHARS)
        rules_add_problem(problems, "The description has %zu characters; at most %d are allowed.",
                          chars, (int)ADMIN_DESCRIPTION_CHARS);
    else if (has_control(trimmed))
        rules_add_problem(problems, "The description must be one line without control characters.");
    wish->description = trimmed;
}

/* Those that can be ticked: the login needs no token. NULL ends them. */
static void list_methods(const char *known[MAX_METHODS])
{
    size_t count = 0;
    for (const struct route *route = routes; route->verb && count < MAX_METHODS - 1; route++)
        if (!(route->tokens & ROUTE_OPEN))
            known[count++] = route->method;
}

static void read_methods(struct wish *wish, const struct json *member, struct buf *problems)
{
    const char *known[MAX_METHODS] = { 0 };
    bool ticked[MAX_METHODS] = { 0 };
    if (!json_count(member)) {
        rules_add_problem(problems, !member || json_is_array(member)
                                        ? "No method is ticked: methods must name at least one."
                                        : "methods must be a list of names.");
        return;
    }
    list_methods(known);
    for (size_t i = 0; i < json_count(member); i++) {
        const char *text = json_text(json_at(member, i));
        size_t at = 0;
        while (text && known[at] && strcmp(known[at], text) != 0)
            at++;
        if (!text) {
            rules_add_problem(problems, "methods must be a list of names.");
            return;
        }
        if (!known[at]) { /* one is enough: there may be thousands */
            say_unknown(problems, "method", text, known, "GET lists those there are");
            return;
        }
        ticked[at] = true;
    }
    struct buf methods = { 0 };
    buf_add_char(&methods, ' ');
    for (size_t i = 0; known[i]; i++)
        if (ticked[i])
            buf_addf(&methods, "%s ", known[i]);
    wish->token.methods = buf_take(&methods);
}

/* False after answering what is wrong. */
static bool read_wish(struct call *call, bool is_new, struct wish *wish)
{
    struct json *body = NULL;
    struct buf problems = { 0 };
    if (call->request->body_bytes > ADMIN_MAX_BODY) {
        call_fail(call, 400, "The request has more than %d bytes.", (int)ADMIN_MAX_BODY);
        return false;
    }
    if (!call_read_body(call, &body)) {
        json_free(body);
        return false;
    }
    const struct json *description = json_member(body, "description");
    const struct json *methods = json_member(body, "methods");
    check_members(body, is_new, &problems);
    if (is_new) {
        read_type(wish, body, &problems);
        read_owner(call->server->db, wish, body, &problems);
    } else if (!description && !methods && !problems.len) {
        rules_add_problem(&problems, "Nothing is to be changed: name description or methods.");
    }
    if (is_new || description)
        read_description(wish, description, &problems);
    if (is_new || methods)
        read_methods(wish, methods, &problems);
    json_free(body);
    if (problems.len)
        call_fail(call, 400, "%s", buf_text(&problems));
    bool done = !problems.len;
    buf_free(&problems);
    return done;
}

static void add_time(struct buf *out, const char *key, int64_t when)
{
    struct buf text = { 0 };
    if (when != DB_NULL) {
        int of_day = (int)(when % DAY_SECONDS);
        date_write(&text, date_of_time((time_t)when));
        buf_addf(&text, " %02d:%02d:%02d", of_day / 3600, of_day / 60 % 60, of_day % 60);
    }
    json_add_text(out, key, buf_text(&text));
    buf_free(&text);
}

static void add_methods(struct buf *out, const char *ticked)
{
    json_open(out, "methods", '[');
    for (const char *at = ticked + 1; *at;) {
        size_t len = strcspn(at, " ");
        char *method = mem_strndup(at, len);
        json_add_text(out, NULL, method);
        free(method);
        at += len + (at[len] == ' ');
    }
    json_close(out, ']');
}

/* The members of one token, or of all as objects where `id` is DB_NULL. Never the token. */
static void add_tokens(struct db *db, struct buf *out, int64_t id)
{
    struct query *row =
        db_query(db,
                 "SELECT t.id, t.type, t.owner, coalesce(c.code, v.code), coalesce(c.name, v.name),"
                 " t.description, t.methods, substr(t.hash, 1, ?2), t.made, t.used, t.revoked,"
                 " t.sample FROM token t LEFT JOIN customer c ON t.type = ?3 AND c.id = t.owner"
                 " LEFT JOIN vendor v ON t.type = ?4 AND v.id = t.owner"
                 " WHERE t.id = ?1 OR ?1 IS NULL ORDER BY t.id",
                 "liii", id, (int)TOKENS_PRINT_CHARS, (int)TOKEN_CUSTOMER, (int)TOKEN_VENDOR);
    while (query_next(row)) {
        if (id == DB_NULL)
            json_open(out, NULL, '{');
        json_add_int(out, "id", query_int(row, 0));
        json_add_text(out, "type", token_type_word((enum token_type)query_int(row, 1)));
        if (query_int(row, 2) != DB_NULL) {
            json_add_int(out, "ownerId", query_int(row, 2));
            json_add_text(out, "ownerCode", query_text(row, 3));
            json_add_text(out, "ownerName", query_text(row, 4));
        }
        json_add_text(out, "description", query_text(row, 5));
        add_methods(out, query_text(row, 6));
        json_add_text(out, "print", query_text(row, 7));
        add_time(out, "made", query_int(row, 8));
        add_time(out, "used", query_int(row, 9));
        add_time(out, "revoked", query_int(row, 10));
        json_add_int(out, "atStart", query_int(row, 11));
        if (id == DB_NULL)
            json_close(out, '}');
    }
}

static void add_api_methods(struct buf *out)
{
    json_open(out, "apiMethods", '[');
    for (const struct route *route = routes; route->verb; route++) {
        if (route->tokens & ROUTE_OPEN)
            continue;
        json_open(out, NULL, '{');
        json_add_text(out, "method", route->method);
        json_open(out, "types", '[');
        for (int i = TOKEN_COMPANY; i < TYPES; i++)
            if (route->tokens & types[i].route)
                json_add_text(out, NULL, token_type_word((enum token_type)i));
        json_close(out, ']');
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void answer_row(struct call *call, int status, const char *message, int64_t id,
                       const char *token)
{
    struct buf *out = &call->reply->body;
    call->reply->status = status;
    out->is_secret = token != NULL;
    json_open(out, NULL, '{');
    json_add_int(out, "status", 1);
    json_add_text(out, "message", message);
    if (token)
        json_add_text(out, "token", token);
    add_tokens(call->server->db, out, id);
    json_close(out, '}');
}

static void list(struct call *call)
{
    struct buf *out = &call->reply->body;
    json_open(out, NULL, '{');
    json_add_int(out, "status", 1);
    json_add_text(out, "message", "OK");
    json_open(out, "tokens", '[');
    add_tokens(call->server->db, out, DB_NULL);
    json_close(out, ']');
    add_api_methods(out);
    json_close(out, '}');
}

static void issue(struct call *call)
{
    struct wish wish = { 0 };
    if (read_wish(call, true, &wish)) {
        char *token = tokens_issue(call->server->db, &wish.token, wish.description);
        if (token) {
            answer_row(call, 201, "Keep the token now: it is not shown again.", wish.token.id,
                       token);
            mem_wipe(token, strlen(token));
        } else {
            call_fail(call, 500, "The system gives no random numbers; no token was made.");
        }
        free(token);
    }
    free(wish.token.methods);
    free(wish.description);
}

/* False after answering that this token is not there or stays as it is. */
static bool find(struct call *call, const char *id_text, int64_t *id, bool *is_revoked)
{
    struct token token = { 0 };
    char *quoted = quote(id_text);
    *id = rules_read_id(id_text);
    bool done = false;
    if (*id == DB_NULL || !tokens_load(call->server->db, *id, &token))
        call_fail(call, 404, "There is no token with the id \"%s\".", quoted);
    else if (token.is_sample)
        call_fail(call, 409,
                  "Token %s was made at the start and stays as it is; the ready line names its "
                  "file.",
                  quoted);
    else
        done = true;
    *is_revoked = token.is_revoked;
    free(token.methods);
    free(quoted);
    return done;
}

static void edit(struct call *call, const char *id_text)
{
    struct wish wish = { 0 };
    int64_t id;
    bool is_revoked;
    if (!find(call, id_text, &id, &is_revoked))
        return;
    if (is_revoked) {
        call_fail(call, 409, "Token %lld is revoked; issue a new one.", (long long)id);
        return;
    }
    if (read_wish(call, false, &wish)) {
        tokens_edit(call->server->db, id, wish.description, wish.token.methods);
        answer_row(call, 200, "The token was changed.", id, NULL);
    }
    free(wish.token.methods);
    free(wish.description);
}

static void revoke(struct call *call, const char *id_text)
{
    int64_t id;
    bool is_revoked;
    if (!find(call, id_text, &id, &is_revoked))
        return;
    tokens_revoke(call->server->db, id);
    answer_row(call, 200, is_revoked ? "The token was revoked before." : "The token is revoked.",
               id, NULL);
}

static void carry_out(struct call *call)
{
    static const char all[] = "tokens", one[] = "tokens/";
    const char *verb = call->request->verb, *path = call->request->path;
    const char *id = strncmp(path, one, sizeof one - 1) == 0 ? path + sizeof one - 1 : NULL;
    if (call->request->is_late)
        call_fail(call, 408, "The request took too long to arrive.");
    else if (!id && strcmp(path, all) != 0)
        call_fail(call, 404, "There is nothing here; the tokens are at /admin/tokens.");
    else if (!id && strcmp(verb, "GET") == 0)
        list(call);
    else if (!id && strcmp(verb, "POST") == 0)
        issue(call);
    else if (id && strcmp(verb, "PUT") == 0)
        edit(call, id);
    else if (id && strcmp(verb, "DELETE") == 0)
        revoke(call, id);
    else
        call_fail(call, 405, "%s take %s here.", id ? "Single tokens" : "The tokens",
                  id ? "PUT and DELETE" : "GET and POST");
}

void admin_handle(struct server *server, const struct request *request, struct reply *reply)
{
    *reply = (struct reply){ .status = 200,
                             .type = "application/json; charset=utf-8",
                             .method = "administration" };
    struct call call = { .server = server, .request = request, .reply = reply };
    if (!is_admin(server, request)) {
        call_fail(&call, 401, "Not allowed.");
        return;
    }
    carry_out(&call);
    struct error error = { 0 };
    if (db_failed(server->db, &error)) {
        call_fail(&call, 500, "%s.", error.text);
        error_clear(&error);
    }
}
