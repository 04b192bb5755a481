/* No secret in any byte written: a marked token and a marked password go through every method and every failure,
 * with the log at debug, and are looked for in all that is printed, drawn, copied, saved and kept, also as
 * addresses, JSON and base64 would write them. */
#include "config.h"
#include "support/desk_command.h"
#include "support/tls_server.h"
#include "base/file.h"
#include "base/form.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ORDER TEST_SOURCE_DIR "/e2e/order.json"

/* The mark is a part of the secret: what was cut in two or masked by halves is found as well. */
#define TOKEN_MARK    "MARKtokenA1b2C3"
#define TOKEN         "tk9Qz7" TOKEN_MARK "d4E5"
#define PASSWORD_MARK "MARK/p \"w&\\x"
#define PASSWORD      "pW7%41" PASSWORD_MARK "+z"

static struct tls_server *server;
static struct pty *pty;

/* --- what is looked for --- */

struct needle {
    char *text;
    const char *form;
};

static struct needle needles[32];
static size_t needle_count;

static void add_needle(const char *form, char *text)
{
    cr_assert_lt(needle_count, sizeof needles / sizeof *needles);
    needles[needle_count++] = (struct needle){ text, form };
}

enum spelling { PERCENT, PERCENT_SMALL, ESCAPES, ESCAPES_LARGE };

/* Each byte, or each that is no letter or digit, spelled so. */
static char *spelled(const char *mark, enum spelling spelling, bool wants_all)
{
    struct buf out = { 0 };
    for (const char *c = mark; *c; c++) {
        unsigned byte = (unsigned char)*c;
        bool is_plain =
            (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');
        if (is_plain && !wants_all)
            buf_add_char(&out, *c);
        else if (spelling == PERCENT)
            buf_addf(&out, "%%%02X", byte);
        else if (spelling == PERCENT_SMALL)
            buf_addf(&out, "%%%02x", byte);
        else if (spelling == ESCAPES)
            buf_addf(&out, "\\u%04x", byte);
        else
            buf_addf(&out, "\\u%04X", byte);
    }
    return buf_take(&out);
}

/* What stands in base64 of any text with the mark in it, so many bytes behind a third. */
static char *in_base64(const char *mark, size_t before)
{
    struct buf out = { 0 };
    char *padded = mem_printf("%.*s%s", (int)before, "xx", mark);
    size_t len = strlen(padded) / 3 * 3;
    form_add_base64(&out, padded, len);
    free(padded);
    if (before)
        buf_remove(&out, 0, 4);
    return buf_take(&out);
}

static void look_for(const char *mark)
{
    char *reversed = mem_strdup(mark);
    size_t len = strlen(mark);
    for (size_t i = 0; i < len; i++)
        reversed[i] = mark[len - 1 - i];
    struct buf json = { 0 };
    form_add_json(&json, mark);
    buf_remove(&json, 0, 1);
    buf_remove(&json, json.len - 1, 1);
    add_needle("as it is", mem_strdup(mark));
    add_needle("reversed", reversed);
    add_needle("in JSON", buf_take(&json));
    add_needle("percent-encoded", spelled(mark, PERCENT, false));
    add_needle("percent-encoded", spelled(mark, PERCENT_SMALL, false));
    add_needle("percent-encoded wholly", spelled(mark, PERCENT, true));
    add_needle("percent-encoded wholly", spelled(mark, PERCENT_SMALL, true));
    add_needle("in JSON wholly", spelled(mark, ESCAPES, true));
    add_needle("in JSON wholly", spelled(mark, ESCAPES_LARGE, true));
    for (size_t before = 0; before < 3; before++)
        add_needle("in base64", in_base64(mark, before));
}

static void forget_needles(void)
{
    while (needle_count)
        free(needles[--needle_count].text);
}

static void expect_clean(const char *bytes, size_t len, const char *where)
{
    for (size_t i = 0; i < needle_count; i++)
        cr_expect_not(len && memmem(bytes, len, needles[i].text, strlen(needles[i].text)),
                      "a secret stands in %s, %s", where, needles[i].form);
}

static void expect_clean_buf(const struct buf *text, const char *where)
{
    expect_clean(text->data, text->len, where);
}

/* The token's own file, what the test wrote as input, and the server's. */
static bool may_hold(const char *path)
{
    size_t len = strlen(path);
    return (len > 6 && strcmp(path + len - 6, ".token") == 0) || strstr(path, "/server/") ||
           (len > 6 && strcmp(path + len - 6, "/input") == 0);
}

static size_t files_seen;

static int look_into(const char *path, const struct stat *what, int kind, struct FTW *place)
{
    struct buf text = { 0 };
    (void)what, (void)place;
    if (kind != FTW_F || may_hold(path))
        return 0;
    if (file_read(path, 64 << 20, &text, NULL)) {
        files_seen++;
        expect_clean_buf(&text, path);
    }
    buf_free(&text);
    return 0;
}

static void expect_clean_files(void)
{
    files_seen = 0;
    nftw(desk_home(desk), look_into, 16, FTW_PHYS);
    cr_expect_gt(files_seen, 1, "there are files to look into");
}

/* --- servers that say too much --- */

#define ONE_ORDER                                                                                  \
    "{\"status\":1,\"message\":\"OK\",\"standingOrders\":[{\"id\":3228,\"number\":\"S03228\","     \
    "\"customerName\":\"Mr. Fresh\",\"customerCode\":\"FRESH\",\"carrierName\":\"Armellini\","     \
    "\"recurrence\":1,\"days\":\"Monday\",\"startDate\":\"2026-01-12\",\"locationCode\":\"MIA\","  \
    "\"details\":[{\"soItemId\":10611,\"productId\":\"21\",\"productDescription\":\"Rose Freedom " \
    "60\",\"unitType\":\"Stem\",\"bunches\":13,\"totalBoxes\":21,\"totalUnits\":1911,"             \
    "\"unitPrice\":"                                                                               \
    "1.21,\"totalPrice\":\"2312.31\",\"unitCost\":1.01,\"stemsBunch\":7,\"boxType\":\"QB\","       \
    "\"vendorName\":\"33 Flowers\"},{\"soItemId\":10612,\"productId\":\"22\","                     \
    "\"productDescription\":\"Rose Mondial 60\",\"unitType\":\"Stem\",\"bunches\":13,"             \
    "\"totalBoxes\":2,\"totalUnits\":182,\"unitPrice\":1,\"totalPrice\":182,\"unitCost\":1,"       \
    "\"stemsBunch\":7,\"boxType\":\"QB\",\"vendorName\":\"33 Flowers\"}]}]}"
#define CARRIERS                                                                                   \
    "{\"carriers\":[{\"id\":1,\"code\":\"ARM\",\"name\":\"Armellini\",\"active\":1}],\"status\":"  \
    "1}"
#define VENDORS                                                                                    \
    "{\"status\":1,\"vendors\":[{\"id\":\"33\",\"code\":\"33\",\"name\":\"33 Flowers\","           \
    "\"active\":1}]}"
#define CUSTOMERS                                                                                  \
    "{\"status\":1,\"customers\":[{\"id\":\"131313\",\"code\":\"FRESH\",\"name\":\"Mr. Fresh\"}]}"

/* `%s` stands for the secret, in the form beside it. */
struct echo {
    const char *what;
    enum tls_server_act act;
    int status;
    const char *headers, *body;
    const char *(*form)(const char *secret);
    bool is_tried_again; /* a read is; one method is enough then */
};

static const char *kept_form(char *text)
{
    static char *last;
    free(last);
    last = text;
    return text;
}

static const char *as_it_is(const char *secret)
{
    return kept_form(mem_strdup(secret));
}

static const char *as_address(const char *secret)
{
    return kept_form(spelled(secret, PERCENT_SMALL, false));
}

static const char *as_address_wholly(const char *secret)
{
    return kept_form(spelled(secret, PERCENT, true));
}

static const char *as_json(const char *secret)
{
    struct buf out = { 0 };
    form_add_json(&out, secret);
    buf_remove(&out, 0, 1);
    buf_remove(&out, out.len - 1, 1);
    return kept_form(buf_take(&out));
}

static const char *as_json_wholly(const char *secret)
{
    return kept_form(spelled(secret, ESCAPES, true));
}

#define NO "{\"status\":0,\"message\":\"Nobody knows %s here.\"}"

static const struct echo echoes[] = {
    { "a refusal", TLS_SERVER_ANSWER, 200, NULL, NO, as_json, false },
    { "a refusal in escapes", TLS_SERVER_ANSWER, 200, NULL, NO, as_json_wholly, false },
    { "a refusal with the address", TLS_SERVER_ANSWER, 200, NULL, NO, as_address_wholly, false },
    { "a refusal in pieces", TLS_SERVER_TRICKLE, 200, NULL, NO, as_json, false },
    { "401", TLS_SERVER_ANSWER, 401, NULL, NO, as_json, false },
    { "403 and headers", TLS_SERVER_TRICKLE, 403, "X-Token: %s\r\nSet-Cookie: t=%s\r\n", NO,
      as_json, false },
    { "429", TLS_SERVER_ANSWER, 429, "Retry-After: 30\r\n", NO, as_json, false },
    { "a page", TLS_SERVER_ANSWER, 403, NULL, "<html>%s</html>", as_it_is, false },
    { "no JSON", TLS_SERVER_ANSWER, 400, NULL, "%s", as_it_is, false },
    { "broken JSON", TLS_SERVER_ANSWER, 200, NULL, "{\"%s", as_json, true },
    { "a saved order that says it", TLS_SERVER_ANSWER, 200, NULL,
      "{\"status\":1,\"message\":\"%s\",\"standingOrderId\":1,\"standingOrderNumber\":\"S1\","
      "\"items\":"
      "[{\"identifier\":\"plain\",\"status\":0,\"message\":\"No %s\"}]}",
      as_json, false },
    { "a redirect", TLS_SERVER_ANSWER, 302,
      "Location: https://other.example/%s/x?authenticationToken=%s\r\n", "%s", as_address, true },
    { "a redirect of this host", TLS_SERVER_ANSWER, 307, "Location: /%s/list\r\n", "", as_address,
      true },
    { "500", TLS_SERVER_ANSWER, 500, NULL, "<html>%s</html>", as_it_is, true },
    { "a cut", TLS_SERVER_CUT, 200, NULL, NO, as_json, true },
    { "silence", TLS_SERVER_CLOSE, 200, NULL, "", as_it_is, true },
};

/* The text with the secret in each of its places. */
static char *fill(const char *text, const char *secret)
{
    struct buf out = { 0 };
    for (const char *at; text && (at = strstr(text, "%s")); text = at + 2) {
        buf_add_bytes(&out, text, (size_t)(at - text));
        buf_add(&out, secret);
    }
    if (!text)
        return NULL;
    buf_add(&out, text);
    return buf_take(&out);
}

/* --- the desk --- */

static char *log_path;

static void lay_out(void)
{
    desk = desk_new();
    log_path = desk_path(desk, "log");
    desk_write(desk, "mine.token", TOKEN "\n");
}

static void clear_away(void)
{
    pty_close(pty);
    pty = NULL;
    if (server)
        tls_server_free(server);
    server = NULL;
    desk_result_free(&got);
    desk_free(desk);
    free(log_path);
}

static void begin(void)
{
    lay_out();
    look_for(TOKEN_MARK);
}

static void end(void)
{
    clear_away();
    forget_needles();
}

TestSuite(secret_paths, .init = begin, .fini = end, .timeout = 120);

/* Another desk for the next case: what was refused there is remembered. */
static void begin_anew(void)
{
    clear_away();
    lay_out();
}

static void use_server(struct tls_server *next)
{
    char *token_file = desk_path(desk, "mine.token");
    if (server)
        tls_server_free(server);
    server = next;
    desk_use_port(desk, tls_server_port(server), tls_server_ca_file(server), token_file);
    free(token_file);
}

/* What comes before the answer that says too much. */
struct command {
    const char *words[6];
    const char *first[5];
    const char *request; /* how the one begins that must have been sent */
};

static const struct command commands[] = {
    { { "list", "--json" }, { NULL }, "GET /api/standing.order.list?authenticationToken=" TOKEN },
    { { "list", "--status", "all" }, { NULL }, "GET /api/standing.order.list?" },
    { { "show", "S03228" }, { NULL }, "GET /api/standing.order.list?" },
    { { "lookup", "customers" }, { NULL }, "GET /api/customer.list?" },
    { { "lookup", "carriers" }, { NULL }, "GET /api/carrier.list?" },
    { { "lookup", "vendors" }, { NULL }, "GET /api/vendor.list?" },
    { { "lookup", "products" }, { NULL }, "GET /api/product.list?" },
    { { "lookup", "boxtypes" }, { NULL }, "GET /api/boxtype.list?" },
    { { "lookup", "locations", "--csv" }, { NULL }, "GET /api/location.list?" },
    { { "lookup", "shiptos", "--customer", "FRESH" },
      { CUSTOMERS },
      "GET /api/customer.shipto.list?" },
    { { "token", "test" }, { NULL }, "GET /api/standing.order.list?" },
    { { "send", ORDER }, { NULL }, "POST /api/v2/standing-order" },
    { { "send", ORDER, "--json" }, { NULL }, "POST /api/v2/standing-order" },
    { { "change", "S03228", "10611", "price=1.50", "--json" },
      { ONE_ORDER, CARRIERS, VENDORS, ONE_ORDER },
      "PUT /api/v2/standing-order" },
    { { "cancel", "S03228", "10611", "--yes" },
      { ONE_ORDER },
      "DELETE /api/v2/standing-order/item?" },
};

enum { COMMANDS = sizeof commands / sizeof *commands, ECHOES = sizeof echoes / sizeof *echoes };

static bool is_write(const struct command *command)
{
    return strncmp(command->request, "GET", 3) != 0;
}

static void run_logged(const char *const *words)
{
    const char *all[16] = { "--log", log_path, "--log-level", "debug" };
    for (size_t i = 0; words[i] && i < 10; i++)
        all[4 + i] = words[i];
    run(all);
    expect_clean_buf(&got.out, words[0]);
    expect_clean_buf(&got.err, words[0]);
}

/* What anybody may look at or send to us afterwards. */
static void look_around(void)
{
    static const char *const forms[] = { "--json", "--csv", "--tsv", "--plain" };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        run_logged(ARGS("journal", forms[i]));
        expect_status(0);
    }
    expect_clean_files();
}

/* Whether a request with this in it came whole. */
static bool was_asked(const char *text)
{
    for (size_t i = 0; i < tls_server_requests(server); i++)
        if (strstr(tls_server_request(server, i), text))
            return true;
    return false;
}

static void run_against(const struct command *command, const struct echo *echo, const char *secret)
{
    const char *form = echo->form(secret);
    char *headers = fill(echo->headers, form), *body = fill(echo->body, form);
    use_server(tls_server_start("127.0.0.1", false));
    for (size_t i = 0; i < 5 && command->first[i]; i++)
        tls_server_say(server, &(struct tls_server_answer){ TLS_SERVER_ANSWER, 200,
                                                            .body = command->first[i] });
    tls_server_say(server, &(struct tls_server_answer){ echo->act, echo->status, headers, body,
                                                        .body_bytes = strlen(body) });
    if (echo->is_tried_again && is_write(command)) /* what is read behind it fails at once */
        tls_server_say(server, &(struct tls_server_answer){ TLS_SERVER_ANSWER, 200,
                                                            .body = "{\"status\":0}" });
    run_logged(command->words);
    cr_expect(was_asked(command->request), "%s was not sent, %s: %.300s", command->request,
              echo->what, buf_text(&got.err));
    cr_expect(was_asked(TOKEN), "the token went with it, %s", echo->what);
    look_around();
    tls_server_free(server);
    server = NULL;
    free(headers);
    free(body);
}

Test(secret_paths, every_method_and_every_answer)
{
    for (size_t i = 0; i < ECHOES; i++) {
        for (size_t k = 0; k < COMMANDS; k++) {
            if (echoes[i].is_tried_again && k && !is_write(&commands[k]))
                continue; /* tries take time, and one read is as the other */
            begin_anew();
            run_against(&commands[k], &echoes[i], TOKEN);
        }
    }
}

Test(secret_paths, servers_that_are_not_trusted_and_servers_that_are_not_there)
{
    static const struct tls_server_setup setups[] = {
        { .name = "127.0.0.1", .is_expired = true },
        { .name = "other.example" },
        { .name = "127.0.0.1", .is_without_alternative = true },
        { .name = "127.0.0.1", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT" },
    };
    for (size_t i = 0; i < sizeof setups / sizeof *setups; i++) {
        begin_anew();
        use_server(tls_server_start_as(&setups[i]));
        run_logged(ARGS("send", ORDER));
        cr_expect_eq(got.status, 3, "%s", buf_text(&got.err));
        cr_expect_eq(tls_server_requests(server), 0);
        look_around();
    }
    begin_anew();
    use_server(tls_server_start("127.0.0.1", false));
    tls_server_free(server);
    server = NULL;
    run_logged(ARGS("send", ORDER));
    cr_expect_eq(got.status, 3);
    run_logged(ARGS("send", ORDER, "--dry-run"));
    run_logged(ARGS("send", ORDER, "--dry-run", "--json"));
    run_logged(ARGS("token", "list", "--json"));
    look_around();
}

/* --- the practice server's own failures --- */

Test(secret_paths, every_fault_of_the_practice_server)
{
    static const char *const faults[] = {
        "",       "html *",        "status 401 *", "status 403 *", "status 500 *", "status 429 *",
        "drop *", "drop-before *", "slow-bytes *"
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        begin_anew();
        forget_needles();
        desk_start_sandbox(desk, NULL);
        look_for(desk_token(desk));
        desk_fault(desk, faults[i]);
        run_logged(ARGS("send", ORDER, "--json"));
        run_logged(ARGS("list", "--customer", "fresh"));
        run_logged(ARGS("lookup", "locations"));
        look_around();
    }
}

/* --- login --- */

/* A token that came by login is one from the moment it is read, and so is the password. */
Test(secret_paths, a_login)
{
    static const char *const answers[] = {
        "{\"status\":0,\"message\":\"Nobody has the password %s.\"}",
        "{\"message\":\"Welcome, your key is " TOKEN
        " and your password %s.\",\"status\":1,\"apiKey\":\"" TOKEN "\"}",
        "{\"status\":1,\"message\":\"No key for %s\"}",
        "<html>%s</html>",
    };
    look_for(PASSWORD_MARK);
    for (size_t i = 0; i < 2 * sizeof answers / sizeof *answers; i++) {
        size_t answer = i / 2;
        char *body = fill(answers[answer], i % 2 ? as_json_wholly(PASSWORD) : as_json(PASSWORD));
        begin_anew();
        use_server(tls_server_start("127.0.0.1", false));
        tls_server_say(server, &(struct tls_server_answer){ TLS_SERVER_ANSWER, 200, .body = body });
        desk_result_free(&got);
        got = desk_run(
            desk, PASSWORD "\n",
            ARGS("--log", log_path, "--log-level", "debug", "login", "test", "--user", "mia"));
        expect_clean_buf(&got.out, "login");
        expect_clean_buf(&got.err, "login");
        char *sent = spelled(PASSWORD, PERCENT, false);
        cr_expect(was_asked(sent), "the password went out: %s", buf_text(&got.err));
        free(sent);
        look_around();
        tls_server_free(server);
        server = NULL;
        free(body);
    }
}

/* --- the screens --- */

static void expect_clean_terminal(void)
{
    const struct buf *output = pty_output(pty);
    static const char copy[] = "\033]52;c;";
    struct buf copied = { 0 };
    expect_clean_buf(output, "the terminal");
    for (const char *at = output->data, *end = at + output->len;
         (at = memmem(at, (size_t)(end - at), copy,
                      sizeof copy - 1));) { /* and what it says in base64 */
        static const char digits[] =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        unsigned bits = 0, count = 0;
        for (at += sizeof copy - 1; at < end && *at && strchr(digits, *at); at++) {
            bits = bits << 6 | (unsigned)(strchr(digits, *at) - digits);
            if (++count % 4)
                buf_add_char(&copied, (char)(bits >> (6 - 2 * (count % 4 - 1)) & 0xFF));
        }
    }
    expect_clean_buf(&copied, "the clipboard");
    buf_free(&copied);
}

static void expect_clean_process(pid_t pid)
{
    static const char *const names[] = { "cmdline", "environ", "comm", "status" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf text = { 0 };
        char *path = mem_printf("/proc/%d/%s", (int)pid, names[i]);
        if (file_read(path, 1 << 20, &text, NULL))
            expect_clean_buf(&text, path);
        buf_free(&text);
        free(path);
    }
}

static void open_screens(void)
{
    pty = desk_open(desk, 24, 80, ARGS("--log", log_path, "--log-level", "debug"));
}

/* The list is refused with the token in the refusal; then all that can be done with that in the journal. */
Test(secret_paths, the_screens_and_what_is_copied_and_saved_there)
{
    char *body = fill(NO, as_json_wholly(TOKEN));
    desk_set(desk, "TMUX=/tmp/none,1,0"); /* the wrapped form as well */
    use_server(tls_server_start("127.0.0.1", false));
    tls_server_say(server, &(struct tls_server_answer){ TLS_SERVER_ANSWER, 200, .body = body });
    open_screens();
    cr_assert(pty_wait_text(pty, "Nobody knows [secret] here."));
    expect_clean_process(pty_pid(pty));
    pty_keys(pty, "J");
    cr_assert(pty_wait_text(pty, "Journal of requests"));
    pty_keys(pty, "y");
    cr_expect(pty_wait_text(pty, "Copied "));
    pty_keys(pty, "<Down>Y");
    cr_expect(pty_wait_text(pty, "Copied "));
    cr_expect(memmem(pty_output(pty)->data, pty_output(pty)->len, "\033Ptmux;\033\033]52;c;", 15));
    static const char *const names[] = { "csv", "tsv", "json", "txt" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *keys = mem_printf("!<C-u>~/saved.%s<Enter>", names[i]);
        pty_keys(pty, keys);
        cr_expect(pty_wait_text(pty, "Saved "));
        free(keys);
    }
    pty_keys(pty, "<Enter>");
    cr_expect(pty_wait_text(pty, "Profile     test"));
    pty_keys(pty, "<F3><F3><F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_clean_terminal();
    static const char *const said[] = { "> GET /api/standing.order.list?[secret] HTTP/1.1",
                                        "info test standing.order.list: refused, HTTP 200" };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        cr_expect_not_null(desk_find_text(desk, "", said[i]), "the log says %s", said[i]);
    look_around();
    free(body);
}

Test(secret_paths, a_crash_while_the_token_is_in_memory)
{
#ifdef __SANITIZE_ADDRESS__
    const int crash = SIGABRT;
#else
    const int crash = SIGSEGV;
#endif
    use_server(tls_server_start("127.0.0.1", false));
    tls_server_say(server, &(struct tls_server_answer){ .act = TLS_SERVER_STALL });
    open_screens();
    cr_assert(pty_wait_text(pty, "Ctrl-C stops"));
    expect_clean_process(pty_pid(pty));
    kill(pty_pid(pty), crash);
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 128 + crash);
    expect_clean_terminal();
    cr_expect_not_null(desk_find_text(desk, "state", "ended by SIG"), "there is a report");
    look_around();
}

/* Prebooks are asked for by the screens alone. */
Test(secret_paths, the_prebooks)
{
    char *body = fill(NO, as_json(TOKEN));
    use_server(tls_server_start("127.0.0.1", false));
    tls_server_say(server,
                   &(struct tls_server_answer){ TLS_SERVER_ANSWER, 200, .body = ONE_ORDER });
    tls_server_say(server, &(struct tls_server_answer){ TLS_SERVER_ANSWER, 200, .body = body });
    open_screens();
    cr_assert(pty_wait_text(pty, "S03228"));
    pty_keys(pty, "p");
    cr_expect(pty_wait_text(pty, "Nobody knows [secret] here."));
    cr_expect(was_asked("GET /api/prebook.list?authenticationToken=" TOKEN));
    pty_keys(pty, "<F3><F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_clean_terminal();
    look_around();
    free(body);
}

/* What is typed and kept on the way: an order is parked and found again. */
Test(secret_paths, drafts_and_all_else_that_is_kept)
{
    use_server(tls_server_start("127.0.0.1", false));
    tls_server_say(server,
                   &(struct tls_server_answer){ TLS_SERVER_ANSWER, 200, .body = ONE_ORDER });
    open_screens();
    cr_assert(pty_wait_text(pty, "S03228"));
    pty_keys(pty, "<F6>");
    cr_assert(pty_wait_text(pty, "New order"));
    pty_keys(pty, "FRESH");
    cr_assert(pty_wait_text(pty, "FRESH"));
    kill(pty_pid(pty), SIGTERM);
    pty_wait_exit(pty, PTY_PATIENCE);
    expect_clean_terminal();
    cr_expect_not_null(desk_find_text(desk, "data", "FRESH"), "there is a draft");
    look_around();
}
