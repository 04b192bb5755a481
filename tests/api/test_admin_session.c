/* The administration path through its session, against a real TLS server: what is sent, what an answer means in
 * outcome and words, and that the secret and an issued token go nowhere else. */
#include "config.h"
#include "api/admin_session.h"
#include "api/codec_admin.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "support/tls_server.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT_MILLIS = 10000 };

#define SECRET "Adm1nSecretOfTheTest"
#define TOKEN  "IssuedTokenOfTheTest1234567890"

static const char one_row[] =
    "{\"status\":1,\"message\":\"Keep the token " TOKEN " now.\",\"token\":\"" TOKEN
    "\",\"id\":7,\"type\":\"customer\",\"ownerId\":131314,\"ownerCode\":\"Fresh\","
    "\"ownerName\":\"Mr. Fresh\",\"description\":\"for a test\",\"methods\":[\"carrier.list\","
    "\"standing.order.create\"],\"print\":\"7f3a0102\",\"made\":\"2031-01-06 12:00:00\",\"used\":"
    "\"\",\"revoked\":\"\",\"atStart\":0}";
static const char all_rows[] =
    "{\"status\":1,\"message\":\"OK\",\"tokens\":[{\"id\":1,\"type\":\"company\",\"description\":"
    "\"everything\",\"methods\":[],\"print\":\"aa\",\"made\":\"x\",\"used\":\"y\",\"revoked\":\"\","
    "\"atStart\":1},{\"id\":\"2\",\"type\":\"vendor\",\"ownerId\":33,\"ownerCode\":null,\"more\":{"
    "\"id\":9,\"tokens\":[{}]},\"description\":\"two\",\"methods\":[\"carrier.list\"],\"atStart\":"
    "0}],\"apiMethods\":[{\"method\":\"carrier.list\",\"types\":[\"company\",\"vendor\"]},{\"method"
    "\":\"standing.order.list\",\"types\":[\"company\"]}]}";

static struct tls_server *server;
static struct client *client;
static struct admin_session *session;
static struct admin admin;

static struct heard {
    size_t tokens, methods, answers;
    char *row; /* of the last token, all its texts */
    struct buf methods_text;
    enum api_outcome outcome;
    int http_status;
    char *message;
    bool drops; /* at the first token */
} heard;

static void open_admin(void)
{
    signal(SIGPIPE, SIG_IGN);
    unsetenv("https_proxy");
    unsetenv("HTTPS_PROXY");
    server = tls_server_start("127.0.0.1", false);
    client = client_new();
    session =
        admin_session_open(client, tls_server_url(server), tls_server_ca_file(server), SECRET);
    admin = admin_session_admin(session);
    heard = (struct heard){ 0 };
}

static void close_admin(void)
{
    admin_session_close(session);
    client_free(client);
    tls_server_free(server);
    free(heard.row);
    free(heard.message);
    buf_free(&heard.methods_text);
    log_forget_secrets();
}

TestSuite(admin_session, .init = open_admin, .fini = close_admin);

static void note_token(void *context, const struct admin_token *token)
{
    cr_expect_eq(context, &heard);
    heard.tokens++;
    free(heard.row);
    heard.row = mem_printf(
        "%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%d|%s", token->id, token_type_word(token->type),
        token->owner_id, token->owner_code, token->owner_name, token->description, token->methods,
        token->print, token->made, token->used, token->revoked, token->is_at_start, token->token);
    if (heard.drops)
        admin.ops->drop(admin.self, &heard);
}

static void note_method(void *context, const char *name, unsigned types)
{
    cr_expect_eq(context, &heard);
    heard.methods++;
    buf_addf(&heard.methods_text, "%s %u;", name, types);
}

static void note_done(void *context, const struct api_answer *answer)
{
    cr_expect_eq(context, &heard);
    heard.answers++;
    heard.outcome = answer->outcome;
    heard.http_status = answer->http_status;
    free(heard.message);
    heard.message = mem_strdup(answer->message);
    cr_expect_null(strstr(answer->message, SECRET), "%s", answer->message);
    cr_expect_null(strstr(answer->message, TOKEN), "%s", answer->message);
}

static const struct admin_call asked = { note_token, note_method, note_done, &heard };

static bool wait_until_over(void)
{
    int64_t end = clock_millis() + LIMIT_MILLIS;
    while (client_running(client) && clock_millis() < end) {
        client_wait(client, NULL, 0, 100);
        client_run(client);
    }
    return !client_running(client);
}

static void say_act(enum tls_server_act act, int status, const char *headers, const char *body)
{
    const struct tls_server_answer answer = {
        .act = act, .status = status, .headers = headers, .body = body
    };
    tls_server_say(server, &answer);
}

static void say(int status, const char *body)
{
    say_act(TLS_SERVER_ANSWER, status, NULL, body);
}

static const struct admin_token wished = { .type = TOKEN_CUSTOMER,
                                           .owner_id = "131314",
                                           .description = "Ñandú \"7\"",
                                           .methods = "carrier.list standing.order.create",
                                           .id = "" };

static void ask_issue(void)
{
    admin.ops->issue(admin.self, &wished, &asked);
    cr_assert_eq(heard.answers, 0, "no answer from inside the call");
    cr_assert(wait_until_over());
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static const char *body_of(const char *request)
{
    const char *end = strstr(request, "\r\n\r\n");
    return end ? end + 4 : "";
}

Test(admin_session, each_call_is_sent_as_the_path_wants_it)
{
    const struct admin_token changed = { .id = "7/..", .methods = "carrier.list" };
    const struct admin_token renamed = { .id = "8", .description = "d" };
    say(200, one_row);
    ask_issue();
    admin.ops->edit(admin.self, &changed, &asked);
    cr_assert(wait_until_over());
    admin.ops->edit(admin.self, &renamed, &asked);
    cr_assert(wait_until_over());
    admin.ops->revoke(admin.self, "7", &asked);
    cr_assert(wait_until_over());
    admin.ops->list(admin.self, &asked);
    cr_assert(wait_until_over());
    static const struct {
        const char *line, *body;
    } rows[] = {
        { "POST /admin/tokens HTTP",
          "{\"type\":\"customer\",\"ownerId\":\"131314\",\"description\":\"Ñandú \\\"7\\\"\","
          "\"methods\":[\"carrier.list\",\"standing.order.create\"]}" },
        { "PUT /admin/tokens/7%2F.. HTTP", "{\"methods\":[\"carrier.list\"]}" },
        { "PUT /admin/tokens/8 HTTP", "{\"description\":\"d\"}" },
        { "DELETE /admin/tokens/7 HTTP", "" },
        { "GET /admin/tokens HTTP", "" },
    };
    cr_assert_eq(tls_server_requests(server), 5);
    for (size_t i = 0; i < 5; i++) {
        const char *request = tls_server_request(server, i);
        cr_expect(begins(request, rows[i].line), "%s", request);
        cr_expect_str_eq(body_of(request), rows[i].body);
        cr_expect_not_null(strstr(request, "\r\nadminSecret: " SECRET "\r\n"), "%s", request);
        cr_expect_null(strstr(request, "authenticationToken"));
    }
    cr_expect_geq(tls_server_connections(server), 4, "each that writes has one of its own");
}

Test(admin_session, an_issued_token_is_handed_over_once)
{
    say(201, one_row);
    ask_issue();
    cr_expect_eq(heard.outcome, API_DONE, "%s", heard.message);
    cr_expect_str_eq(heard.row, "7|customer|131314|Fresh|Mr. Fresh|for a test|carrier.list "
                                "standing.order.create|7f3a0102|2031-01-06 12:00:00|||0|" TOKEN);
    cr_expect_str_eq(heard.message, "Keep the token [secret] now.");
    const struct admin_token changed = { .id = "7", .description = "d" };
    admin.ops->edit(admin.self, &changed, &asked);
    cr_assert(wait_until_over());
    cr_expect_null(strstr(heard.row, TOKEN), "only issuing hands a token over: %s", heard.row);
    cr_expect_eq(heard.tokens, 2);
}

Test(admin_session, the_list_gives_tokens_and_methods)
{
    say(200, all_rows);
    admin.ops->list(admin.self, &asked);
    cr_assert(wait_until_over());
    cr_expect_eq(heard.outcome, API_DONE, "%s", heard.message);
    cr_expect_eq(heard.tokens, 2);
    cr_expect_str_eq(heard.row, "2|vendor|33|||two|carrier.list|||||0|");
    cr_expect_str_eq(buf_text(&heard.methods_text), "carrier.list 10;standing.order.list 2;");
}

Test(admin_session, what_is_no_yes_is_said_in_words)
{
    enum { READ = 1, WRITE = 2, BOTH = READ | WRITE };
    static const struct {
        unsigned calls;
        int status;
        const char *headers, *body;
        enum api_outcome read, write;
        const char *says;
    } rows[] = {
        { BOTH, 401, NULL, "{\"status\":0,\"message\":\"Not allowed.\"}", API_REFUSED, API_REFUSED,
          "The server does not accept the administration's secret (HTTP 401). Not allowed." },
        { WRITE, 400, NULL, "{\"status\":0,\"message\":\"The type\\nis missing.\"}", API_REFUSED,
          API_REFUSED, "The type is missing." },
        { BOTH, 200, NULL, "{\"status\":0}", API_REFUSED, API_REFUSED, "gave no reason" },
        { BOTH, 409, NULL, "{\"status\":0,\"message\":\"" SECRET "\"}", API_REFUSED, API_REFUSED,
          "[secret]" },
        { WRITE, 500, NULL, "{\"status\":0,\"message\":\"No numbers.\"}", API_FAILED, API_UNKNOWN,
          "No numbers. A token may have been made" },
        { BOTH, 502, NULL, "<html>Bad Gateway</html>", API_FAILED, API_UNKNOWN, "a web page" },
        { BOTH, 404, NULL, "nothing", API_REFUSED, API_REFUSED, "no such path (HTTP 404)" },
        { BOTH, 307, "Location: https://other.example/x\r\n", "", API_FAILED, API_UNKNOWN,
          "another host (other.example) (HTTP 307), which is not followed" },
        { BOTH, 200, NULL, "{\"status\":1,\"message\":\"OK\"}", API_FAILED, API_UNKNOWN,
          "cannot be read (HTTP 200)." },
        { BOTH, 200, NULL, "{\"status\":1,\"tokens\":[", API_FAILED, API_UNKNOWN,
          "cannot be read (HTTP 200): " },
        { WRITE, 200, NULL, "{\"status\":1,\"token\":{\"token\":\"ab1\",\"type\":\"customer\"}}",
          API_FAILED, API_UNKNOWN, "cannot be read (HTTP 200)." },
        { BOTH, 200, NULL, "[]", API_FAILED, API_UNKNOWN, "no JSON object" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        close_admin();
        open_admin();
        say_act(TLS_SERVER_ANSWER, rows[i].status, rows[i].headers, rows[i].body);
        if (rows[i].calls & READ) {
            admin.ops->list(admin.self, &asked);
            cr_assert(wait_until_over());
            cr_expect_eq(heard.outcome, rows[i].read, "row %zu: %s", i, heard.message);
            cr_expect_not_null(strstr(heard.message, rows[i].says), "%s", heard.message);
            heard.answers = 0;
        }
        ask_issue();
        cr_expect_eq(heard.answers, 1);
        cr_expect_eq(heard.outcome, rows[i].write, "row %zu: %s", i, heard.message);
        cr_expect_not_null(strstr(heard.message, rows[i].says), "%s", heard.message);
        cr_expect_eq(heard.tokens, 0);
    }
}

Test(admin_session, a_lost_answer_is_no_refusal)
{
    static const struct {
        enum tls_server_act act;
        enum api_outcome outcome;
        const char *says;
    } rows[] = {
        { TLS_SERVER_CLOSE, API_UNKNOWN, "A token may have been made" },
        { TLS_SERVER_CUT, API_UNKNOWN, "A token may have been made" },
        { TLS_SERVER_NO_TLS, API_UNREACHED, "Nothing was sent." },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        close_admin();
        open_admin();
        say_act(rows[i].act, 201, NULL, one_row);
        ask_issue();
        cr_expect_eq(heard.outcome, rows[i].outcome, "row %zu: %s", i, heard.message);
        cr_expect_not_null(strstr(heard.message, rows[i].says), "%s", heard.message);
        cr_expect_eq(heard.tokens, 0, "a token of half an answer");
        cr_expect_leq(tls_server_requests(server), 1, "never a second time by itself");
    }
}

Test(admin_session, only_this_server_hears_the_secret)
{
    struct tls_server *other = tls_server_start("127.0.0.1", false);
    admin_session_close(session);
    session = admin_session_open(client, tls_server_url(other), tls_server_ca_file(server), SECRET);
    admin = admin_session_admin(session);
    admin.ops->list(admin.self, &asked);
    cr_assert(wait_until_over());
    cr_expect_eq(heard.outcome, API_UNREACHED, "%s", heard.message);
    cr_expect_eq(tls_server_requests(other), 0);
    tls_server_free(other);
}

Test(admin_session, what_is_dropped_is_not_heard)
{
    say(200, all_rows);
    heard.drops = true;
    admin.ops->list(admin.self, &asked);
    cr_assert(wait_until_over());
    cr_expect_eq(heard.tokens, 1, "dropped by its first token");
    cr_expect_eq(heard.answers, 0);
    heard.drops = false;
    say(201, one_row);
    admin.ops->issue(admin.self, &wished, &asked);
    admin.ops->drop(admin.self, &heard);
    cr_expect_eq(admin.ops->running(admin.self), 1, "what writes goes on");
    cr_assert(wait_until_over());
    cr_expect_eq(admin.ops->running(admin.self), 0);
    cr_expect_eq(heard.answers, 0);
    cr_expect_eq(heard.tokens, 1);
    cr_expect_eq(tls_server_requests(server), 2);
    const struct admin_call unheard = { 0 };
    admin.ops->revoke(admin.self, "7", &unheard);
    cr_assert(wait_until_over());
    cr_expect_eq(tls_server_requests(server), 3);
    admin.ops->list(admin.self, &asked);
    admin_session_close(session); /* with one under way */
    session = NULL;
    cr_expect_eq(heard.answers, 0);
}

/* Fed in pieces of this size; whether it was read to its end. */
static bool read_text(const char *text, size_t len, size_t piece, size_t *tokens, size_t *methods)
{
    struct codec_admin *reader = codec_admin_new();
    struct admin_token token;
    unsigned types;
    bool good = true;
    for (size_t at = 0; at < len && good; at += piece)
        good = codec_admin_feed(reader, text + at, len - at < piece ? len - at : piece, NULL);
    good = good && codec_admin_finish(reader, NULL);
    for (*tokens = 0; codec_admin_token(reader, *tokens, &token); ++*tokens)
        cr_expect_not_null(token.methods);
    for (*methods = 0; codec_admin_method(reader, *methods, &types); ++*methods)
        continue;
    codec_admin_free(reader);
    return good;
}

Test(codec_admin, pieces_make_no_difference_and_damage_no_harm)
{
    const char *const texts[] = { one_row, all_rows, "[[{\"id\":1,\"tokens\":[{\"id\":2}]}]]",
                                  "{\"tokens\":{\"id\":1},\"apiMethods\":[[],[{}],1],\"id\":[1],"
                                  "\"methods\":{\"a\":1}}" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t len = strlen(texts[i]), tokens, methods, whole_tokens, whole_methods;
        bool is_whole = read_text(texts[i], len, len, &whole_tokens, &whole_methods);
        cr_expect_eq(is_whole, i != 2);
        for (size_t piece = 1; piece < 9; piece++) {
            cr_expect_eq(read_text(texts[i], len, piece, &tokens, &methods), is_whole);
            cr_expect_eq(tokens, whole_tokens);
            cr_expect_eq(methods, whole_methods);
        }
        for (size_t at = 0; at < len; at++) {
            char *text = mem_strdup(texts[i]);
            cr_expect_not(read_text(text, at, at + 1, &tokens, &methods), "cut at %zu", at);
            static const char others[] = "{}[]\",:0x";
            for (size_t o = 0; o < sizeof others; o++) {
                text[at] = others[o];
                read_text(text, len, len, &tokens, &methods);
            }
            free(text);
        }
    }
}

/* A message without end is cut, and never in the middle of a letter. */
Test(admin_session, long_words_are_cut_between_letters)
{
    struct buf body = { 0 };
    buf_add(&body, "{\"status\":0,\"message\":\"x");
    for (int i = 0; i < 2000; i++)
        buf_add(&body, "\u00f1");
    buf_add(&body, "\"}");
    say(400, buf_text(&body));
    ask_issue();
    cr_expect_eq(heard.outcome, API_REFUSED);
    cr_expect_eq(strlen(heard.message), 1999, "x and 999 letters of two bytes");
    buf_free(&body);
}
