/* perennial token over a fake service: what it keeps and where, what it says, that a token is seen nowhere. */
#include "config.h"
#include "store/requests.h"
#include "cli/hidden.h"
#include "base/clock.h"
#include "cli_desk.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/seen.h"
#include "store/vault.h"

#include <criterion/criterion.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>

#define SECRET "S3cretOfMia0123456789"
#define OTHER  "An0therSecretOfMia"

static struct cli_desk desk;

static void open_desk(void)
{
    desk = (struct cli_desk){ 0 };
    cli_desk_open(&desk);
}

static void close_desk(void)
{
    cli_desk_close(&desk);
}

TestSuite(token, .init = open_desk, .fini = close_desk);

static char *config_path(const char *name)
{
    return mem_printf("%s/.config/perennial/%s", desk.home, name);
}

static void write_file(const char *name, const char *text, mode_t mode)
{
    char *path = config_path(name), *slash = strrchr(path, '/');
    struct error error = { 0 };
    *slash = '\0';
    cr_assert(file_make_dirs(path, &error), "%s", error_text(&error));
    *slash = '/';
    cr_assert(file_write(path, text, strlen(text), mode, &error), "%s", error_text(&error));
    free(path);
}

/* The first line of a file of the configuration's directory; "" where there is none. */
static const char *line_of(const char *name)
{
    static char line[256];
    char *path = config_path(name);
    FILE *file = fopen(path, "r");
    line[0] = '\0';
    if (file && fgets(line, sizeof line, file))
        line[strcspn(line, "\n")] = '\0';
    if (file)
        fclose(file);
    free(path);
    return line;
}

static void expect_said(const char *text)
{
    cr_expect(strstr(desk.err, text) || (desk.out && strstr(desk.out, text)),
              "not said: %s\nout: %s\nerr: %s", text, desk.out, desk.err);
}

static void expect_unseen(const char *secret)
{
    cr_expect_null(strstr(desk.out, secret), "%s", desk.out);
    cr_expect_null(strstr(desk.err, secret), "%s", desk.err);
}

static void expect_run(const char *line, int code)
{
    int got = cli_desk_run(&desk, line);
    cr_expect_eq(got, code, "%s ended with %d\nout: %s\nerr: %s", line, got, desk.out, desk.err);
    expect_unseen(SECRET);
    expect_unseen(OTHER);
}

static void expect_print(const char *token)
{
    char print[VAULT_PRINT_CHARS + 1];
    vault_print(token, print);
    expect_said(print);
}

/* The profile mia, kept by the program. */
static void add_mia(void)
{
    desk.input = SECRET;
    expect_run("token add mia --type company", 0);
    desk.input = NULL;
}

/* --- add --- */

Test(token, add_keeps_what_was_typed_hidden)
{
    struct stat info;
    desk.hidden = " \t" SECRET "  ";
    expect_run("token add mia --type customer --description ours "
               "--methods standing.order.create,standing.order.list",
               0);
    cr_expect_str_eq(desk.hidden_question, "Token (not shown): ");
    cr_expect_str_eq(line_of("mia.token"), SECRET);
    char *path = config_path("mia.token");
    cr_assert_eq(stat(path, &info), 0);
    cr_expect_eq(info.st_mode & 07777, 0600);
    free(path);
    expect_said("customer token");
    expect_print(SECRET);
    expect_run("token list --json", 0);
    expect_said("\"description\":\"ours\"");
    expect_said("\"methods\":\"standing.order.list standing.order.create\"");
    expect_said("\"type\":\"customer\"");
}

Test(token, add_takes_the_first_line_of_what_is_piped)
{
    desk.input = SECRET " ";
    expect_run("token add mia --type company --no-input --json", 0);
    cr_expect_str_eq(line_of("mia.token"), SECRET);
    cr_expect_null(desk.hidden_question);
    json_object *said = json_tokener_parse(desk.out), *outcome;
    cr_assert(said && json_object_object_get_ex(said, "outcome", &outcome), "%s", desk.out);
    cr_expect_str_eq(json_object_get_string(outcome), "added");
    json_object_put(said);
    expect_print(SECRET);
}

Test(token, add_leaves_a_file_of_the_users_where_it_is)
{
    write_file("mine", SECRET "\n", 0600);
    char *line = mem_printf("token add mia --token-file %s/.config/perennial/mine", desk.home);
    expect_run(line, 0);
    expect_print(SECRET);
    cr_expect_str_eq(line_of("mia.token"), "", "a copy was made");
    expect_run("token remove mia --yes", 0);
    expect_said("a file of yours");
    cr_expect_str_eq(line_of("mine"), SECRET);
    free(line);
}

Test(token, add_refuses_a_file_that_others_can_read)
{
    write_file("mine", SECRET "\n", 0644);
    char *line = mem_printf("token add mia --token-file %s/.config/perennial/mine", desk.home);
    expect_run(line, 2);
    expect_said("chmod 600");
    expect_run("token list --json", 0);
    cr_expect_str_eq(desk.out, "[\n]\n");
    free(line);
}

Test(token, add_asks_a_command_once)
{
    write_file("say", "echo " SECRET "; echo more; echo . >> asked\n", 0600);
    char *place = config_path("");
    write_file("say.sh", "#!/bin/sh\ncd \"${0%/*}\" && . ./say\n", 0700);
    char *line = mem_printf("token add mia --token-command %ssay.sh", place);
    expect_run(line, 0);
    expect_print(SECRET);
    expect_said("asked of its command each time");
    cr_expect_str_eq(line_of("mia.token"), "");
    expect_run("token list", 0); /* runs nothing */
    char *asked = config_path("asked");
    struct stat info;
    cr_expect(stat(asked, &info) == 0 && info.st_size == 2, "the command was not run once");
    free(asked);
    free(line);
    free(place);
}

Test(token, add_refuses_in_words_and_keeps_nothing)
{
    static const struct {
        const char *line, *input, *sentence;
    } cases[] = {
        { "token add mia", "", "no token on the first line of standard input" },
        { "token add mia", "two words", "letters and digits" },
        { "token add mia", "a-b", "letters and digits" },
        { "token add mia", "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaab", "at most 50" },
        { "token add mia --type boss", SECRET,
          "--type is \"boss\"; it must be company, customer or vendor" },
        { "token add mia --server http://api.kometsales.com/", SECRET, "https://" },
        { "token add mia --methods standing.order.lst", SECRET, "standing.order.list" },
        { "token add mia --token-command false", NULL, "status 1" },
        { "token add mia --token-file /nowhere", NULL, "/nowhere" },
        { "token add mia --token-file /nowhere --token-command true", NULL, "exclude each other" },
        { "token add mia", NULL, "nobody can be asked here" },
        { "token add mia --replace", SECRET, "there is no profile \"mia\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk.input = cases[i].input;
        expect_run(cases[i].line, 2);
        expect_said(cases[i].sentence);
        cr_expect_str_eq(line_of("mia.token"), "", "%s", cases[i].line);
    }
    desk.input = NULL;
    desk.hidden = SECRET;
    expect_run("token add mia --no-input", 2);
    cr_expect_null(desk.hidden_question, "asked with --no-input");
    expect_run("token list --json", 0);
    cr_expect_str_eq(desk.out, "[\n]\n");
}

Test(token, a_wrong_server_is_said_before_anything_is_asked)
{
    desk.hidden = SECRET;
    expect_run("token add mia --server http://x/", 2);
    cr_expect_null(desk.hidden_question);
}

Test(token, add_interrupted_keeps_nothing)
{
    desk.hidden = SECRET;
    desk.interrupts = 1;
    expect_run("token add mia", 130);
    cr_expect_str_eq(line_of("mia.token"), "");
}

Test(token, add_replaces_only_when_told_to)
{
    add_mia();
    desk.input = OTHER;
    expect_run("token add mia", 2);
    expect_said("--replace");
    expect_run("token add mia --replace --type vendor", 2);
    expect_said("leave out --type");
    cr_expect_str_eq(line_of("mia.token"), SECRET);
    expect_run("token add mia --replace", 0);
    expect_print(OTHER);
    expect_said("company token");
    cr_expect_str_eq(line_of("mia.token"), OTHER);
}

Test(token, nobody_types_a_token_that_could_not_be_kept)
{
    write_file(
        "perennial.conf",
        "profiles = ( { name = \"mia\"; token_command = \"true\"; }, { name = \"ewr\"; } );\n",
        0600);
    desk.hidden = SECRET;
    expect_run("token add mia --replace", 2);
    expect_said("comes from a command");
    expect_run("token add ewr --replace", 2);
    expect_said("no token_file");
    cr_expect_null(desk.hidden_question);
}

/* --- list, use --- */

Test(token, list_shows_all_that_is_known_and_asks_nobody)
{
    add_mia();
    write_file("perennial.conf",
               "profiles = (\n"
               "  { name = \"ewr\"; token_type = \"vendor\"; token_command = \"exit 1\"; },\n"
               "  { name = \"gone\"; token_file = \"nothing\"; } );\n",
               0600);
    expect_run("token list", 0);
    expect_said("perennial.conf:2");
    expect_said("command");
    expect_said("no secret");
    expect_said("0/1000");
    expect_print(SECRET);
    expect_run("token list --json", 0);
    json_object *all = json_tokener_parse(desk.out), *limit;
    cr_assert(all, "%s", desk.out);
    cr_expect_eq(json_object_array_length(all), 3);
    cr_expect(json_object_object_get_ex(json_object_array_get_idx(all, 0), "dailyLimit", &limit) &&
              json_object_get_type(limit) == json_type_int && json_object_get_int(limit) == 1000);
    json_object_put(all);
    cr_expect_eq(desk.opened, 0);
    expect_run("token list --csv", 0);
    expect_said("used,name,type,state,print,keptIn,today,lastUsed,source,tokenFile\r\n");
}

Test(token, list_tells_the_last_use)
{
    struct error error = { 0 };
    const struct request_record record = { .at = clock_now(),
                                           .profile = "mia",
                                           .method = "customer.list",
                                           .outcome = "done",
                                           .message = "",
                                           .text = "" };
    char when[32];
    add_mia();
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
    cr_assert(strftime(when, sizeof when, "%Y-%m-%d %H:%MZ", gmtime(&record.at)));
    expect_run("token list --csv", 0);
    expect_said(when);
}

Test(token, hidden_lines_lose_what_is_no_typing)
{
    static const char *const rows[] = { "abc", "abc\r", "abc\r\r", "\033[200~abc\033[201~",
                                        "\033[200~abc\033[201~\r" };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf line = BUF_SECRET;
        buf_add(&line, rows[i]);
        hidden_trim(&line);
        cr_expect_str_eq(buf_text(&line), "abc", "row %zu", i);
        cr_expect_eq(line.len, 3);
        buf_wipe(&line);
    }
}

Test(token, the_variable_names_the_profile)
{
    write_file("perennial.conf",
               "profiles = ( { name = \"one\"; token_command = \"echo a1\"; },\n"
               "  { name = \"two\"; token_command = \"echo b2\"; } );\n",
               0600);
    setenv("PERENNIAL_PROFILE", "two", 1);
    expect_run("token test", 0);
    cr_expect_str_eq(desk.opened_profile, "two");
    expect_run("token test --profile one", 0);
    cr_expect_str_eq(desk.opened_profile, "one");
    expect_run("token test two", 0);
    cr_expect_str_eq(desk.opened_profile, "two");
    unsetenv("PERENNIAL_PROFILE");
}

Test(token, list_keeps_to_the_width_of_the_terminal)
{
    static const int widths[] = { 60, 80, 132 };
    desk.input = SECRET;
    expect_run("token add a-profile-of-the-third-floor --type customer", 0);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        desk.cli.columns = widths[i];
        expect_run("token list", 0);
        for (const char *line = desk.out; *line; line = strchr(line, '\n') + 1)
            cr_expect_leq(strchr(line, '\n') - line, widths[i] + 2, "at %d:\n%s", widths[i],
                          desk.out);
        expect_said("customer");
        expect_said("ready");
        expect_said("0/1000");
    }
    desk.cli.columns = 0;
}

Test(token, list_says_what_is_hidden_by_the_users_file)
{
    add_mia();
    write_file("perennial.conf", "profiles = ( { name = \"mia\"; token_command = \"true\"; } );\n",
               0600);
    expect_run("token list", 0);
    expect_said("another profile mia stands in");
}

Test(token, list_of_none_says_how_to_begin)
{
    expect_run("token list", 0);
    cr_expect_str_eq(desk.out, "");
    expect_said("perennial token add NAME");
}

Test(token, use_chooses_unless_the_users_file_does)
{
    add_mia();
    desk.input = OTHER;
    expect_run("token add ewr", 0);
    expect_run("token use ewr", 0);
    expect_said("ewr is used from now on");
    expect_run("token list --plain", 0);
    const char *mark = strchr(desk.out, '>');
    cr_assert_not_null(mark, "%s", desk.out);
    cr_expect_eq(mark, strstr(desk.out, ">  ewr"), "%s", desk.out);
    expect_run("token use erw", 2);
    expect_said("there is no profile \"erw\"; did you mean \"ewr\"?");
    write_file("perennial.conf", "profile = \"mia\";\n", 0600);
    expect_run("token use ewr", 2);
    expect_said("perennial.conf:1");
    expect_run("token use mia", 0); /* it is that one already */
}

/* --- test --- */

Test(token, test_lists_one_day_and_ends_with_the_promised_codes)
{
    static const struct {
        enum api_outcome outcome;
        int code;
        const char *word;
    } cases[] = {
        { API_REFUSED, 1, "refused" },  { API_UNREACHED, 3, "unreached" },
        { API_FAILED, 3, "unreached" }, { API_NO_BUDGET, 5, "no-budget" },
        { API_DONE, 0, "accepted" },
    };
    add_mia();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fake_api_fail(desk.fake, "order_list", cases[i].outcome, 401, "These are its words.");
        expect_run("token test mia --json", cases[i].code);
        expect_said(cases[i].word);
        if (cases[i].code)
            expect_said("These are its words.");
        cr_expect_eq(fake_api_count(desk.fake, "order_list"), i + 1);
    }
    cr_expect_eq(desk.opened, 5);
    cr_expect_eq(desk.closed, 5);
    cr_expect_str_eq(desk.opened_profile, "mia");
    cr_expect_str_eq(desk.opened_token, SECRET);
    const struct filter *filter = fake_api_last_filter(desk.fake);
    cr_expect_str_eq(value_text(filter->v[FILTER_FROM]), "2026-02-03");
    cr_expect_str_eq(value_text(filter->v[FILTER_TO]), "2026-02-03");
    cr_expect_str_neq(value_text(filter->v[FILTER_STATUS]), "All", "that would be two requests");
}

Test(token, a_success_pardons_what_was_refused)
{
    char print[VAULT_PRINT_CHARS + 1];
    struct seen seen = { 0 };
    struct error error = { 0 };
    add_mia();
    vault_print(SECRET, print);
    cr_assert(seen_note("mia", print, &seen, METHOD_ORDER_ITEM_DELETE, SEEN_REFUSED, &error));
    expect_run("token list --json", 0);
    expect_said("\"method\":\"standing.order.item.delete\",\"verdict\":\"refused\"");
    fake_api_fail(desk.fake, "order_list", API_REFUSED, 403, "No.");
    expect_run("token test mia", 1);
    expect_run("token list --json", 0);
    expect_said("\"verdict\":\"refused\"");
    fake_api_fail(desk.fake, "order_list", API_DONE, 200, "");
    expect_run("token test", 0); /* the only one */
    expect_said("The service takes the token of mia");
    expect_run("token list --json", 0);
    cr_expect_null(strstr(desk.out, "\"refused\""), "%s", desk.out);
}

Test(token, test_refuses_what_cannot_be_asked)
{
    expect_run("token test", 2);
    expect_said("no profile is set up yet");
    desk.input = SECRET;
    expect_run("token add mia --methods standing.order.create", 0);
    expect_run("token test mia", 2);
    expect_said("not meant for standing.order.list");
    expect_run("token test mai", 2);
    cr_expect_eq(desk.opened, 0);
}

Test(token, test_interrupted_drops_the_request)
{
    add_mia();
    desk.interrupts = 1;
    expect_run("token test mia", 130);
    cr_expect_eq(fake_api_count(desk.fake, "drop"), 1);
    cr_expect_eq(desk.closed, 1);
}

/* --- remove --- */

Test(token, remove_wants_the_name_typed)
{
    add_mia();
    expect_run("token remove mia", 2);
    expect_said("--yes");
    desk.typed = "miaa";
    expect_run("token remove mia", 2);
    expect_said("that was not mia");
    cr_expect_str_eq(line_of("mia.token"), SECRET);
    desk.typed = " mia ";
    expect_run("token remove mia", 0);
    expect_said("drafts and its journal stay");
    cr_expect_str_eq(line_of("mia.token"), "");
    expect_run("token remove mia --yes", 2);
}

Test(token, remove_leaves_a_profile_of_the_users_file)
{
    write_file("perennial.conf",
               "profiles = (\n { name = \"mia\"; token_command = \"true\"; } );\n", 0600);
    expect_run("token remove mia --yes", 2);
    expect_said("perennial.conf:2");
    expect_run("token list --plain", 0);
    expect_said("mia");
}

/* --- login --- */

static void expect_kept_nowhere(void)
{
    static const char *const words[] = { "Mia.User", "Pa55 word " };
    for (size_t i = 0; i < 2; i++)
        expect_unseen(words[i]);
}

Test(token, login_keeps_the_token_and_nothing_else)
{
    add_mia();
    desk.typed = "Mia.User";
    desk.hidden = "Pa55 word ";
    fake_api_login_token(desk.fake, OTHER);
    expect_run("login mia", 0);
    cr_expect_str_eq(fake_api_user(desk.fake), "Mia.User");
    cr_expect_str_eq(fake_api_password(desk.fake), "Pa55 word ", "blanks belong to a password");
    cr_expect_str_eq(desk.opened_token, "");
    cr_expect_str_eq(line_of("mia.token"), OTHER);
    cr_expect_str_eq(desk.hidden_question, "Password (not shown): ");
    expect_print(OTHER);
    expect_kept_nowhere();
}

Test(token, login_reads_the_password_where_nobody_can_be_asked)
{
    add_mia();
    fake_api_login_token(desk.fake, OTHER);
    desk.input = "Pa55 word ";
    expect_run("login", 2);
    expect_said("--user NAME");
    expect_run("login --user Mia.User --json --no-input", 0); /* the only profile */
    expect_said("\"outcome\":\"replaced\"");
    cr_expect_str_eq(line_of("mia.token"), OTHER);
    expect_kept_nowhere();
}

Test(token, login_needs_a_user_name)
{
    add_mia();
    desk.typed = "";
    desk.hidden = "Pa55 word ";
    expect_run("login mia", 2);
    expect_said("there was no user name; nothing was sent");
    cr_expect_eq(desk.opened, 0);
}

Test(token, login_adds_a_profile_that_is_described)
{
    desk.input = "Pa55 word ";
    fake_api_login_token(desk.fake, OTHER);
    expect_run("login mia --user Mia.User", 2);
    expect_said("there is no profile \"mia\"");
    expect_said("--type TYPE");
    cr_expect_eq(desk.opened, 0);
    expect_run("login mia --user Mia.User --type customer", 0);
    expect_said("customer token");
    cr_expect_str_eq(line_of("mia.token"), OTHER);
    expect_run("login mia --user Mia.User --type vendor", 2);
    expect_said("is there already");
}

Test(token, login_ends_with_the_promised_codes)
{
    static const struct {
        enum api_outcome outcome;
        int code;
    } cases[] = {
        { API_REFUSED, 1 }, { API_UNREACHED, 3 }, { API_UNKNOWN, 4 }, { API_NO_BUDGET, 5 }
    };
    add_mia();
    desk.input = "Pa55 word ";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fake_api_fail(desk.fake, "login", cases[i].outcome, 401, "These are its words.");
        expect_run("login mia --user Mia.User", cases[i].code);
        expect_said("These are its words.");
        cr_expect_str_eq(line_of("mia.token"), SECRET);
    }
    desk.interrupts = 1;
    fake_api_fail(desk.fake, "login", API_DONE, 200, "");
    expect_run("login mia --user Mia.User", 130);
    cr_expect_eq(desk.opened, desk.closed);
}

Test(token, login_asks_nobody_where_no_token_can_be_kept)
{
    write_file("perennial.conf", "profiles = ( { name = \"mia\"; token_command = \"true\"; } );\n",
               0600);
    desk.typed = "Mia.User";
    desk.hidden = "Pa55 word ";
    expect_run("login mia", 2);
    expect_said("comes from a command");
    cr_expect_null(desk.hidden_question);
    cr_expect_eq(desk.opened, 0);
}
