/* Tokens issued on the real practice server, over TLS, by the program's own session and at its screens: the API does
 * as was ticked from the next request on, forms follow the type, and a revoked one opens nothing any more. */
#include "config.h"
#include "api/admin_session.h"
#include "api/session.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "model/methods.h"
#include "store/vault.h"
#include "support/desk.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT_MILLIS = 20000 };

static struct desk *desk;
static struct client *client;
static struct admin_session *session;
static struct admin admin;

static struct {
    size_t tokens, methods, answers;
    enum api_outcome outcome;
    int status;
    char *id, *token, *print, *ticked, *message, *used, *revoked; /* of the last one */
    enum token_type type;
} heard;

static void keep(char **text, const char *to)
{
    free(*text);
    *text = mem_strdup(to);
}

static void note_token(void *context, const struct admin_token *token)
{
    (void)context;
    heard.tokens++;
    heard.type = token->type;
    keep(&heard.id, token->id);
    keep(&heard.print, token->print);
    keep(&heard.ticked, token->methods);
    keep(&heard.used, token->used);
    keep(&heard.revoked, token->revoked);
    if (*token->token)
        keep(&heard.token, token->token);
}

static void note_method(void *context, const char *name, unsigned types)
{
    (void)context;
    enum method method = methods_find(name, NULL);
    cr_expect_neq(method, METHOD_COUNT, "%s is in no row of model/methods.c", name);
    if (method != METHOD_COUNT && method_rows[method].types)
        cr_expect_eq(method_rows[method].types, types, "%s is for other types there", name);
    heard.methods++;
}

static void note_done(void *context, const struct api_answer *answer)
{
    (void)context;
    heard.answers++;
    heard.outcome = answer->outcome;
    heard.status = answer->http_status;
    keep(&heard.message, answer->message);
}

static const struct admin_call asked = { note_token, note_method, note_done, &heard };

/* Runs until one more answer is there. */
static void await(size_t answers)
{
    int64_t end = clock_millis() + LIMIT_MILLIS;
    while (heard.answers < answers) {
        cr_assert_lt(clock_millis(), end, "the server does not answer");
        client_wait(client, NULL, 0, 100);
        client_run(client);
    }
}

static char *endpoint(void)
{
    return mem_printf("https://127.0.0.1:%d/api/", desk_port(desk));
}

/* The file with the administration's secret lies beside the certificate. */
static void open_admin(void)
{
    struct buf secret = BUF_SECRET;
    const char *ca = desk_ca_file(desk), *end = strstr(ca, ".pem");
    cr_assert_not_null(end);
    char *path = mem_printf("%.*s.admin", (int)(end - ca), ca), *url = endpoint();
    cr_assert(file_read(path, 100, &secret, NULL), "%s", path);
    buf_remove(&secret, secret.len - 1, 1);
    session = admin_session_open(client, url, ca, buf_text(&secret));
    admin = admin_session_admin(session);
    buf_wipe(&secret);
    free(path);
    free(url);
}

static void lay_out(void)
{
    signal(SIGPIPE, SIG_IGN);
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
    client = client_new();
    open_admin();
}

static void clear_away(void)
{
    admin_session_close(session);
    client_free(client);
    desk_free(desk);
    log_forget_secrets();
}

TestSuite(tokens_there, .init = lay_out, .fini = clear_away, .timeout = 120);

static void issue(enum token_type type, const char *owner, const char *methods)
{
    const struct admin_token wished = {
        .type = type, .owner_id = owner, .description = "for a test", .methods = methods
    };
    admin.ops->issue(admin.self, &wished, &asked);
    await(heard.answers + 1);
}

static void note_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    (void)context, (void)columns;
}

/* The HTTP status of a look-up with the token that was issued last, and what is said of it. */
static int look_up(enum lookup_kind kind)
{
    struct profile profile;
    profile_init(&profile);
    free(profile.endpoint);
    profile.endpoint = endpoint();
    profile.ca_file = mem_strdup(desk_ca_file(desk));
    struct session *asking = session_open(client, &profile, heard.token);
    struct api api = session_api(asking);
    const struct api_lookup_call call = { .kind = kind, .on_row = note_row, .on_done = note_done };
    api.ops->look_up(api.self, &call);
    await(heard.answers + 1);
    session_close(asking);
    profile_free(&profile);
    return heard.status;
}

Test(tokens_there, what_is_ticked_is_allowed_and_what_is_not_is_refused_at_once)
{
    issue(TOKEN_CUSTOMER, "131313", "carrier.list standing.order.create");
    cr_assert_eq(heard.outcome, API_DONE, "%s", heard.message);
    cr_expect_str_eq(heard.ticked, "standing.order.create carrier.list");
    char print[VAULT_PRINT_CHARS + 1];
    vault_print(heard.token, print);
    cr_expect_str_eq(heard.print, print, "both reckon the same print of a token");
    cr_expect(vault_check(heard.token, NULL));
    cr_expect_eq(look_up(LOOKUP_CARRIERS), 200, "%s", heard.message);
    cr_expect_eq(look_up(LOOKUP_VENDORS), 403);
    const struct admin_token changed = { .id = heard.id, .methods = "vendor.list" };
    admin.ops->edit(admin.self, &changed, &asked);
    await(heard.answers + 1);
    cr_assert_eq(heard.outcome, API_DONE, "%s", heard.message);
    cr_expect_eq(look_up(LOOKUP_CARRIERS), 403);
    cr_expect_not_null(strstr(heard.message, "carrier.list"), "%s", heard.message);
    cr_expect_eq(look_up(LOOKUP_VENDORS), 200);
    admin.ops->revoke(admin.self, heard.id, &asked);
    await(heard.answers + 1);
    cr_assert_eq(heard.outcome, API_DONE, "%s", heard.message);
    cr_expect_eq(look_up(LOOKUP_VENDORS), 401);
    cr_expect_not_null(strstr(heard.message, "revoked"), "%s", heard.message);
}

Test(tokens_there, the_list_has_samples_methods_and_what_was_issued)
{
    admin.ops->list(admin.self, &asked);
    await(1);
    cr_assert_eq(heard.outcome, API_DONE, "%s", heard.message);
    cr_expect_eq(heard.tokens, 4);
    cr_expect_eq(heard.methods, METHOD_COUNT - 1, "all but the login");
    issue(TOKEN_VENDOR, "33", "vendor.list");
    look_up(LOOKUP_VENDORS);
    heard.tokens = 0;
    admin.ops->list(admin.self, &asked);
    await(heard.answers + 1);
    cr_expect_eq(heard.tokens, 5);
    cr_expect_eq(heard.type, TOKEN_VENDOR);
    cr_expect_str_neq(heard.used, "");
    cr_expect_str_eq(heard.revoked, "");
}

Test(tokens_there, refusals_come_in_the_servers_words)
{
    issue(TOKEN_CUSTOMER, "7", "carrier.list");
    cr_expect_eq(heard.outcome, API_REFUSED);
    cr_expect_str_eq(heard.message, "There is no customer with the id 7.");
    issue(TOKEN_COMPANY, NULL, "carier.list");
    cr_expect_not_null(strstr(heard.message, "carrier.list is near it"), "%s", heard.message);
    admin.ops->revoke(admin.self, "1", &asked);
    await(heard.answers + 1);
    cr_expect_eq(heard.outcome, API_REFUSED);
    cr_expect_not_null(strstr(heard.message, "made at the start"), "%s", heard.message);
    cr_expect_eq(heard.tokens, 0);
}

/* ------ at the screens ------ */

static struct pty *pty;

static void leave_screens(void)
{
    pty_close(pty);
    clear_away();
}

TestSuite(token_screens, .init = lay_out, .fini = leave_screens, .timeout = 120);

static void keys(const char *what)
{
    pty_keys(pty, what);
}

static void see(const char *text)
{
    cr_assert(pty_wait_text(pty, text), "\"%s\" is not on the screen", text);
}

/* The head of the print of the token that is being revoked. */
static void type_print(void)
{
    struct buf row = { 0 };
    pty_row_text(pty, pty_find_row(pty, "Print"), &row);
    const char *mark = strchr(buf_text(&row), '#');
    cr_assert_not_null(mark, "%s", buf_text(&row));
    char *word = mem_strndup(mark + 1, 4);
    keys(word);
    free(word);
    buf_free(&row);
}

static void open_tokens(void)
{
    keys("<A-t>");
    see("Profiles and tokens");
    keys("i");
    see("tokens of the practice server");
    see(">customer");
}

/* In an assorted box a part's price is required of a company's token alone. */
static void look_at_marks(const char *marks)
{
    keys("<F6>");
    see("Still needed");
    keys("<F6><C-b>");
    see("Assorted box");
    keys("x<Tab>");
    see(marks);
    keys("<F3>");
    see("problems (Alt-p next)");
    keys("<F12>");
    see("F12 once more");
    keys("<F12>");
    see("Standing orders");
}

Test(token_screens, a_customers_token_from_its_issuing_to_its_end)
{
    pty = desk_open(desk, 24, 80, ARGS("--sandbox"));
    see("orders  sorted by");
    look_at_marks("*    *       *       *");
    keys("<A-t>");
    see("Profiles and tokens");
    keys("<F6>");
    see("Methods the token may call");
    keys("c<Space><Tab>131314<Tab>web shop<Tab>*");
    see("11 of 12 ticked");
    keys("<F10>");
    see("F10 generates it");
    keys("<F10>");
    see("The token is made");
    keys("<C-u>sandbox-shop<F10>");
    see("The token is saved as the profile sandbox-shop.");
    keys("u");
    see("sandbox-shop is in use");
    look_at_marks("*    * _______       *");

    open_tokens();
    keys("2");
    see("Methods the token may call");
    keys("<Down><Space><F10>");
    see("- standing.order.create  taken away");
    keys("<F10>");
    see("and its profile opened anew");
    keys("<F6>");
    see("standing.order.create");
    keys("<F3>");
    see("Standing orders");

    open_tokens();
    keys("4");
    see("Revoke>");
    type_print();
    keys("<Enter>");
    see("The token is revoked.");
    keys("<Esc>");
    see("Profiles and tokens");
    keys("<Esc>");
    see("Standing orders");
    keys("<F6><F4>");
    see("The server does not accept the token");

    struct buf token = { 0 };
    char *path = desk_path(desk, "config/perennial/sandbox-shop.token");
    cr_assert(file_read(path, 100, &token, NULL), "%s", path);
    buf_remove(&token, token.len - 1, 1);
    cr_expect_null(strstr(buf_text(pty_output(pty)), buf_text(&token)), "it was on the screen");
    cr_expect_null(desk_find_text(desk, "", buf_text(&token)));
    buf_free(&token);
    free(path);
}

Test(token_screens, one_that_is_not_saved_is_revoked)
{
    pty = desk_open(desk, 24, 80, ARGS("--sandbox"));
    see("orders  sorted by");
    keys("<A-t>");
    see("Profiles and tokens");
    keys("<F6>");
    see("Methods the token may call");
    keys("c<Tab>for nobody<Tab>*");
    see("12 of 12 ticked");
    keys("<F10>");
    see("F10 generates it");
    keys("<F10>");
    see("The token is made");
    keys("<Esc>");
    see("would be lost");
    keys("<Esc>");
    see("was not saved and is revoked");
    keys("i");
    see("5 tokens of the practice server");
    see("revoked");
}

/* Somebody else edits and revokes it while it is in use. */
Test(token_screens, what_others_take_away_is_refused_at_the_next_request_and_said)
{
    issue(TOKEN_COMPANY, NULL, "standing.order.list carrier.list");
    cr_assert_eq(heard.outcome, API_DONE, "%s", heard.message);
    char *line = mem_printf("%s\n", heard.token), *path = desk_path(desk, "mine.token");
    desk_write(desk, "mine.token", line);
    desk_use_port(desk, desk_port(desk), desk_ca_file(desk), path);
    free(line);
    free(path);
    pty = desk_open(desk, 24, 80, NULL);
    see("orders  sorted by");
    const struct admin_token changed = { .id = heard.id, .methods = "carrier.list" };
    admin.ops->edit(admin.self, &changed, &asked);
    await(heard.answers + 1);
    keys("<F5>");
    see("(HTTP 403)");
    keys("<F5>");
    see("standing.order.list");
    admin.ops->revoke(admin.self, heard.id, &asked);
    await(heard.answers + 1);
    keys("<F6>");
    see("Carrier");
    keys("<Tab><Tab><F4>");
    see("The server does not accept the token");
}
