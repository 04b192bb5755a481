/* Tests of issuing tokens: the form and what it refuses, what is shown before and after, that the token itself is on
 * no screen, what becomes of one that is not saved; changing, revoking, and the list of tokens. */
#include "config.h"
#include "support/ui_test.h"
#include "base/file.h"
#include "base/mem.h"
#include "config/config.h"
#include "ui/screens/issue.h"
#include "ui/screens/tokens.h"
#include "work/profiles.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A practice server's samples as profiles, and the screens over them. */
static struct config config;
static struct profiles *profiles;

static struct ui_test *open_test(int rows, int cols)
{
    struct ui_test *t = ui_test_new(rows, cols);
    struct error error = { 0 };
    struct profile sample = { 0 };
    cr_assert(config_load(&config, NULL, &error), "%s", error_text(&error));
    profile_init(&sample);
    sample.name = mem_strdup("sandbox");
    free(sample.endpoint);
    sample.endpoint = mem_strdup("https://127.0.0.1:4711/api/");
    sample.ca_file = mem_strdup("/run/ca.pem");
    sample.token_type = TOKEN_COMPANY;
    sample.multi_location = true;
    config_use_practice(&config, &sample, 1);
    profile_free(&sample);
    profiles = profiles_new(&config);
    fake_admin_add_samples(ui_test_admin(t));
    ui_set_profiles(ui_test_ui(t), profiles, fake_admin_admin(ui_test_admin(t)));
    struct fake_api *fake = ui_test_fake(t);
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "131313", "FRESH", "Mr. Fresh");
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "131314", "NANDU", "Florería Ñandú 鮮花");
    fake_api_add_row(fake, LOOKUP_VENDORS, "33", "333", "33 Flowers");
    return t;
}

static void close_test(struct ui_test *t)
{
    ui_test_close(t);
    profiles_free(profiles);
    config_free(&config);
}

static struct ui_test *open_new(int rows, int cols)
{
    struct ui_test *t = open_test(rows, cols);
    ui_test_push(t, &issue_screen, NULL);
    return t;
}

static struct ui_test *open_one(enum issue_what what, const char *id)
{
    struct ui_test *t = open_test(24, 80);
    struct issue_start start = { .what = what, .id = id };
    ui_test_push(t, &issue_screen, &start);
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static void has_not(struct ui_test *t, const char *text)
{
    cr_expect_not(ui_test_has(t, text), "\"%s\" should not be on screen:\n%s", text,
                  ui_test_text(t));
}

/* Types and looks after each key for the token. */
static void type(struct ui_test *t, const char *keys)
{
    ui_test_keys(t, keys);
    has_not(t, FAKE_ADMIN_TOKEN);
    has_not(t, "IssuedByThe");
}

/* Reviews, and generates or changes: what was typed ahead of the review is not meant for it. */
static void go_on_twice(struct ui_test *t)
{
    type(t, "<F10>");
    type(t, "<F10>");
}

static size_t asked(struct ui_test *t, const char *what)
{
    return fake_admin_count(ui_test_admin(t), what);
}

static struct admin_token token_at(struct ui_test *t, size_t index)
{
    struct admin_token token = { 0 };
    cr_assert(fake_admin_token(ui_test_admin(t), index, &token), "there is no token %zu", index);
    return token;
}

#define SAVED 4 /* index of the first token behind the samples */

/* A company's token that lists orders and cancels lines. */
static const char typed_company[] = "c<Tab>managing orders<Tab><Space><Down><Down><Space>";

Test(issue, the_form_at_every_size)
{
    static const struct {
        int rows, cols;
        const char *keys, *golden;
    } sizes[] = {
        { 24, 80, "", "golden/tokens/new-80x24.txt" },
        { 20, 60, "v", "golden/tokens/new-60x20.txt" },
        { 40, 132, "cu<Tab>", "golden/tokens/new-132x40.txt" },
        { 24, 80, "c<Space><Tab><F4><Down><Enter><Tab>what it is for<Tab><Down>",
          "golden/tokens/new-customer.txt" },
        { 24, 80, "v<Tab><F4><Enter><Tab>grower<Tab>*<Down>", "golden/tokens/new-vendor.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_new(sizes[i].rows, sizes[i].cols);
        ui_test_keys(t, sizes[i].keys);
        ui_test_expect(t, sizes[i].golden);
        close_test(t);
    }
}

Test(issue, without_colour_each_state_still_has_its_sign)
{
    struct ui_test *t = open_new(24, 80);
    ui_test_theme(t, "mono", true);
    ui_test_keys(t, "v<Tab>33<Tab>grower<Tab><Down><Space><Down><Down>");
    ui_test_expect(t, "golden/tokens/new-mono.txt");
    ui_test_expect_attributes(t, "golden/tokens/new-mono-attributes.txt");
    close_test(t);
}

Test(issue, loading_failed_stopped)
{
    struct ui_test *t = open_test(24, 80);
    fake_admin_hold(ui_test_admin(t), true);
    ui_test_push(t, &issue_screen, NULL);
    ui_test_expect(t, "golden/tokens/new-loading.txt");
    ui_test_keys(t, "<F10>");
    has(t, "wait for its answer");
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "Asking the practice server was stopped.");
    fake_admin_hold(ui_test_admin(t), false);
    fake_admin_fail(ui_test_admin(t), "list", API_UNREACHED,
                    "The server was not reached: connection refused. Nothing was sent.");
    ui_test_keys(t, "<F5>");
    ui_test_expect(t, "golden/tokens/new-failed.txt");
    fake_admin_fail(ui_test_admin(t), "list", API_DONE, "");
    ui_test_keys(t, "<F5>");
    has(t, "Methods the token may call");
    cr_expect_eq(asked(t, "list"), 3);
    close_test(t);
}

Test(issue, elsewhere_it_says_where_tokens_are_made)
{
    struct ui_test *t = ui_test_new(24, 80);
    ui_test_push(t, &issue_screen, NULL);
    cr_expect(ui_is_over(ui_test_ui(t)), "it thought better of it");
    cr_expect(ui_is_saying(ui_test_ui(t), "Tokens are issued here only on the practice server"));
    ui_test_push(t, &tokens_screen, NULL);
    cr_expect(ui_is_saying(ui_test_ui(t), "Only the practice server"));
    ui_test_close(t);
}

Test(issue, what_is_missing_is_said_and_nothing_asked)
{
    static const struct {
        const char *keys, *says;
    } rows[] = {
        { "<F10>", "Say the type of the token" },
        { "c<F10>", "Say in the description what the token is for" },
        { "c<Tab>x<F10>", "Tick at least one method" },
        { "c<Space><Tab><Tab>x<Tab>*<F10>", "Say which customer the token is for: F4 lists them" },
        { "v<Tab>Nobody<Tab>x<Tab>*<F10>", "Say which vendor the token is for: F4 lists them" },
        { "c<Tab>x<Tab><Space><Backspace><F10>", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_new(24, 80);
        ui_test_keys(t, rows[i].keys);
        has(t, rows[i].says);
        ui_test_keys(t, "<F10>");
        cr_expect_eq(asked(t, "issue"), *rows[i].says ? 0 : 1, "row %zu\n%s", i, ui_test_text(t));
        close_test(t);
    }
}

Test(issue, methods_of_other_types_are_not_ticked)
{
    struct ui_test *t = open_new(24, 80);
    ui_test_keys(t, "c<Tab>x<Tab>*");
    has(t, "[x] standing.order.list");
    has(t, "12 of 12 ticked");
    ui_test_keys(t, "<Tab>v");
    has(t, " -  standing.order.list");
    has(t, "not for a vendor's token");
    has(t, "9 of 12 ticked");
    ui_test_keys(t, "<Tab>33<Tab><Tab><Space>");
    has(t, "The service refuses standing.order.list to a vendor's token");
    has(t, "9 of 12 ticked");
    ui_test_keys(t, "U");
    has(t, "0 of 12 ticked");
    ui_test_keys(t, "<Tab><Tab>");
    has(t, "F4=Pick(1 req)");
    close_test(t);
}

Test(issue, a_token_is_made_shown_by_its_print_and_saved_as_a_profile)
{
    struct ui_test *t = open_new(24, 80);
    type(t, typed_company);
    type(t, "<F10>");
    ui_test_expect(t, "golden/tokens/review.txt");
    cr_expect_eq(asked(t, "issue"), 0, "nothing is asked before F10 on the review");
    type(t, "<F10>");
    ui_test_expect(t, "golden/tokens/made.txt");
    struct admin_token token = token_at(t, SAVED);
    cr_expect_eq(token.type, TOKEN_COMPANY);
    cr_expect_str_eq(token.owner_id, "");
    cr_expect_str_eq(token.description, "managing orders");
    cr_expect_str_eq(token.methods, "standing.order.list standing.order.item.delete");
    type(t, "<Ctrl-U>sandbox-mine<F10>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect(ui_is_saying(ui_test_ui(t), "The token is saved as the profile sandbox-mine."));
    const struct profile *profile = profiles_find(profiles, "sandbox-mine");
    cr_assert_not_null(profile);
    cr_expect_eq(profile->token_type, TOKEN_COMPANY);
    cr_expect_str_eq(profile->endpoint, ui_profile(ui_test_ui(t))->endpoint);
    cr_expect_str_eq(profile->description, "managing orders");
    cr_expect_str_eq(profile->methods, "standing.order.list standing.order.item.delete");
    cr_expect(profile->multi_location);
    cr_expect(profile->is_own);
    struct buf kept = { 0 };
    cr_assert(file_read(profile->token_file, 100, &kept, NULL));
    cr_expect_str_eq(buf_text(&kept), FAKE_ADMIN_TOKEN "\n");
    buf_free(&kept);
    cr_expect_eq(asked(t, "revoke"), 0);
    cr_expect_eq(fake_api_count(ui_test_fake(t), "lookup"), 0, "no request of the day");
    close_test(t);
}

Test(issue, a_name_that_cannot_be_keeps_the_token)
{
    struct ui_test *t = open_new(24, 80);
    type(t, typed_company);
    go_on_twice(t);
    type(t, "<Ctrl-U>sandbox<F10>");
    has(t, "Not saved: there is a profile \"sandbox\" already");
    type(t, "<Ctrl-U>mine<F10>");
    has(t, "must begin with sandbox-");
    type(t, "<Ctrl-U><F10>");
    has(t, "Profile name");
    cr_expect_eq(asked(t, "revoke"), 0);
    type(t, "sandbox-x<Enter>");
    cr_expect_not_null(profiles_find(profiles, "sandbox-x"));
    ui_test_push(t, &issue_screen, NULL);
    type(t, "c<Tab>x<Tab>*");
    go_on_twice(t);
    has(t, "sandbox-x-2");
    close_test(t);
}

Test(issue, one_that_is_not_saved_is_revoked_after_a_question)
{
    struct ui_test *t = open_new(24, 80);
    type(t, typed_company);
    go_on_twice(t);
    type(t, "<Esc>");
    has(t, "It is not saved and would be lost");
    cr_expect_eq(asked(t, "revoke"), 0);
    type(t, "x");
    has_not(t, "would be lost");
    type(t, "<Esc>");
    has(t, "would be lost");
    fake_admin_hold(ui_test_admin(t), true);
    type(t, "<Esc>");
    has(t, "The server is asked");
    fake_admin_hold(ui_test_admin(t), false);
    ui_test_run(t);
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect(ui_is_saying(ui_test_ui(t), "The token was not saved and is revoked."));
    cr_expect_eq(asked(t, "revoke"), 1);
    cr_expect_str_neq(token_at(t, SAVED).revoked, "");
    cr_expect_eq(profiles_count(profiles), 1);
    close_test(t);
}

Test(issue, one_that_cannot_be_revoked_is_said_to_be_there)
{
    struct ui_test *t = open_new(24, 80);
    type(t, typed_company);
    go_on_twice(t);
    fake_admin_fail(ui_test_admin(t), "revoke", API_UNREACHED, "The server was not reached.");
    type(t, "<Esc>");
    type(t, "<Esc>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect(
        ui_is_saying(ui_test_ui(t), "The token was not saved, and is not revoked: The server"));
    cr_expect_eq(asked(t, "revoke"), 1);
    close_test(t);
}

Test(issue, what_is_filled_in_does_not_go_without_a_word)
{
    struct ui_test *t = open_new(24, 80);
    type(t, "c<Tab>x<Esc>");
    has(t, "What is filled in here is not kept");
    type(t, "y<Esc>");
    has(t, "What is filled in here is not kept");
    type(t, "<F3>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    ui_test_push(t, &issue_screen, NULL);
    type(t, "c<F3>");
    cr_expect(ui_is_over(ui_test_ui(t)), "a type alone is nothing to keep");
    close_test(t);
}

Test(issue, at_the_end_of_the_program_it_is_saved)
{
    struct ui_test *t = open_new(24, 80);
    type(t, typed_company);
    go_on_twice(t);
    ui_quit(ui_test_ui(t));
    ui_test_run(t);
    cr_expect_not_null(profiles_find(profiles, "sandbox-managing-orders"));
    cr_expect_eq(asked(t, "revoke"), 0);
    close_test(t);
}

Test(issue, at_the_end_a_name_that_cannot_be_does_not_lose_it)
{
    struct ui_test *t = open_new(24, 80);
    type(t, typed_company);
    go_on_twice(t);
    type(t, "<Ctrl-U>sandbox");
    ui_quit(ui_test_ui(t));
    ui_test_run(t);
    cr_expect_not_null(profiles_find(profiles, "sandbox-managing-orders"));
    close_test(t);
}

Test(issue, a_name_is_proposed_without_what_is_no_letter)
{
    struct ui_test *t = open_new(24, 80);
    type(t, "c<Tab>For \u00d1and\u00fa, twice!!<Tab><Space>");
    go_on_twice(t);
    ui_quit(ui_test_ui(t));
    ui_test_run(t);
    cr_expect_not_null(profiles_find(profiles, "sandbox-for-nandu-twice"));
    close_test(t);
}

Test(issue, a_refusal_goes_back_to_the_form_in_the_servers_words)
{
    struct ui_test *t = open_new(24, 80);
    fake_admin_fail(ui_test_admin(t), "issue", API_REFUSED, "There is no customer with the id 7.");
    type(t, "c<Space><Tab>7<Tab>x<Tab>*");
    go_on_twice(t);
    ui_test_expect(t, "golden/tokens/refused.txt");
    fake_admin_fail(
        ui_test_admin(t), "issue", API_UNKNOWN,
        "No answer came: the connection was closed. A token may have been made: look for "
        "it in the list of tokens, and revoke it there.");
    go_on_twice(t);
    has(t, "for it in the list of tokens, and revoke it there.");
    fake_admin_fail(ui_test_admin(t), "issue", API_DONE, "");
    go_on_twice(t);
    has(t, "The token is made");
    cr_expect_eq(asked(t, "issue"), 3);
    cr_expect_str_eq(token_at(t, SAVED).owner_id, "7");
    close_test(t);
}

Test(issue, keys_do_not_leave_while_it_is_made)
{
    struct ui_test *t = open_new(24, 80);
    type(t, typed_company);
    type(t, "<F10>");
    fake_admin_hold(ui_test_admin(t), true);
    type(t, "<F10>");
    type(t, "<F10><Enter>");
    has(t, "The server is asked");
    type(t, "<Esc>");
    has(t, "wait for its answer");
    fake_admin_hold(ui_test_admin(t), false);
    ui_test_run(t);
    has(t, "Profile name");
    cr_expect_eq(asked(t, "issue"), 1, "one token for however many keys");
    close_test(t);
}

/* An issued token of a customer, that creates and lists carriers. */
static void add_issued(struct ui_test *t)
{
    fake_admin_add(ui_test_admin(t),
                   &(struct admin_token){ .type = TOKEN_CUSTOMER,
                                          .owner_id = "131314",
                                          .owner_code = "NANDU",
                                          .owner_name = "Florería Ñandú 鮮花",
                                          .description = "web shop",
                                          .methods = "standing.order.create carrier.list",
                                          .used = "2026-02-03 09:12:55" });
}

static struct ui_test *open_issued(enum issue_what what)
{
    struct ui_test *t = open_test(24, 80);
    add_issued(t);
    struct issue_start start = { .what = what, .print = "f0000005" };
    ui_test_push(t, &issue_screen, &start);
    return t;
}

Test(issue, a_token_is_changed)
{
    struct ui_test *t = open_issued(ISSUE_EDIT);
    ui_test_expect(t, "golden/tokens/edit.txt");
    ui_test_keys(t, "<F10>");
    has(t, "Nothing is changed");
    ui_test_keys(t, "<Tab> and phone<Tab><Down><Space><Space><F10>");
    ui_test_expect(t, "golden/tokens/edit-review.txt");
    ui_test_keys(t, "<Esc>");
    has(t, "Description");
    go_on_twice(t);
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect(ui_is_saying(ui_test_ui(t), "#f000: The token was changed."));
    struct admin_token token = token_at(t, SAVED);
    cr_expect_str_eq(token.description, "web shop and phone");
    cr_expect_str_eq(token.methods, "standing.order.update carrier.list");
    close_test(t);
}

Test(issue, the_profile_of_a_changed_token_says_so_too)
{
    struct ui_test *t = open_new(24, 80);
    struct error error = { 0 };
    type(t, typed_company);
    go_on_twice(t);
    type(t, "<Ctrl-U>sandbox-mine<F10>");
    struct profile_facts facts = { 0 };
    profiles_facts(profiles, "sandbox-mine", &facts);
    fake_admin_add(ui_test_admin(t), &(struct admin_token){ .type = TOKEN_COMPANY,
                                                            .description = "managing orders",
                                                            .methods = "standing.order.list" });
    fake_admin_set_print(ui_test_admin(t), SAVED + 1, facts.print);
    cr_assert(seen_note("sandbox-mine", facts.print, &facts.seen, METHOD_CARRIER_LIST, SEEN_REFUSED,
                        &error),
              "%s", error_text(&error));
    struct issue_start start = { .what = ISSUE_EDIT, .print = facts.print };
    ui_test_push(t, &issue_screen, &start);
    has(t, "[x] standing.order.list");
    ui_test_keys(t, "*");
    has(t, "12 of 12 ticked");
    go_on_twice(t);
    cr_expect(ui_is_saying(ui_test_ui(t), "#"));
    cr_expect(strstr(profiles_find(profiles, "sandbox-mine")->methods, "carrier.list"));
    profile_facts_free(&facts);
    profiles_facts(profiles, "sandbox-mine", &facts);
    cr_expect_eq(facts.seen.methods[METHOD_CARRIER_LIST].verdict, SEEN_NOTHING,
                 "what was refused may be tried again");
    profile_facts_free(&facts);
    close_test(t);
}

Test(issue, some_tokens_stay_as_they_are)
{
    struct ui_test *t = open_one(ISSUE_EDIT, "1");
    has(t, "made with the practice server");
    close_test(t);
    t = open_one(ISSUE_REVOKE, "2");
    has(t, "made with the practice server");
    close_test(t);
    t = open_one(ISSUE_EDIT, "99");
    has(t, "none of the practice server's");
    ui_test_keys(t, "<F10>");
    has(t, "nothing to go on with");
    close_test(t);
}

Test(issue, revoking_wants_the_print_typed)
{
    struct ui_test *t = open_issued(ISSUE_REVOKE);
    ui_test_expect(t, "golden/tokens/revoke.txt");
    ui_test_keys(t, "<Enter>");
    has(t, "nothing was revoked");
    ui_test_keys(t, "f001<Enter>");
    has(t, "nothing was revoked");
    cr_expect_eq(asked(t, "revoke"), 0);
    fake_admin_fail(ui_test_admin(t), "revoke", API_UNREACHED, "The server was not reached.");
    ui_test_keys(t, "f000<Enter>");
    has(t, "The server was not reached.");
    fake_admin_fail(ui_test_admin(t), "revoke", API_DONE, "");
    ui_test_keys(t, "f000<F10>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect(ui_is_saying(ui_test_ui(t), "#f000: The token is revoked."));
    cr_expect_str_neq(token_at(t, SAVED).revoked, "");
    close_test(t);
}

/* ------ the list ------ */

static struct ui_test *open_list(int rows, int cols, size_t more)
{
    struct ui_test *t = open_test(rows, cols);
    add_issued(t);
    for (size_t i = 0; i < more; i++)
        fake_admin_add(ui_test_admin(t),
                       &(struct admin_token){ .type = TOKEN_VENDOR,
                                              .owner_id = "33",
                                              .owner_name = "33 Flowers",
                                              .description = "growers of the north",
                                              .methods = "standing.order.create",
                                              .revoked = i % 3 ? "" : "2026-02-02 10:00:00" });
    ui_test_push(t, &tokens_screen, NULL);
    return t;
}

Test(tokens, rows_at_every_size)
{
    static const struct {
        int rows, cols;
        size_t more;
        const char *keys, *golden;
    } sizes[] = {
        { 24, 80, 1, "<End>", "golden/tokens/list-80x24.txt" },
        { 24, 80, 30, "<PgDn>", "golden/tokens/list-many.txt" },
        { 20, 60, 30, "", "golden/tokens/list-60x20.txt" },
        { 40, 132, 3, "<Down><Down><Down><Down>", "golden/tokens/list-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_list(sizes[i].rows, sizes[i].cols, sizes[i].more);
        ui_test_keys(t, sizes[i].keys);
        ui_test_expect(t, sizes[i].golden);
        close_test(t);
    }
}

Test(tokens, what_the_type_may_not_is_told_from_what_the_token_may)
{
    struct ui_test *t = open_list(24, 80, 0);
    has_not(t, "Refused to its type");
    ui_test_keys(t, "<Down>");
    has(t, "May call: standing.order.create");
    has(t, "Refused to its type: standing.order.list.");
    close_test(t);
}

Test(tokens, mono)
{
    struct ui_test *t = open_list(24, 80, 4);
    ui_test_theme(t, "mono", true);
    ui_test_keys(t, "<Down>");
    ui_test_expect_attributes(t, "golden/tokens/list-mono-attributes.txt");
    close_test(t);
}

Test(tokens, empty_loading_failed_stopped)
{
    struct ui_test *t = ui_test_new(24, 80);
    ui_set_profiles(ui_test_ui(t), NULL, fake_admin_admin(ui_test_admin(t)));
    fake_admin_hold(ui_test_admin(t), true);
    ui_test_push(t, &tokens_screen, NULL);
    ui_test_expect(t, "golden/tokens/list-loading.txt");
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "was stopped");
    fake_admin_hold(ui_test_admin(t), false);
    fake_admin_fail(
        ui_test_admin(t), "list", API_REFUSED,
        "The server does not accept the administration's secret (HTTP 401). Not allowed.");
    ui_test_keys(t, "<F5>");
    ui_test_expect(t, "golden/tokens/list-failed.txt");
    fake_admin_fail(ui_test_admin(t), "list", API_DONE, "");
    ui_test_keys(t, "<F5>");
    has(t, "The practice server has no token.");
    ui_test_keys(t, "2");
    has(t, "There is no token here.");
    fake_admin_add_samples(ui_test_admin(t));
    ui_test_keys(t, "<F5>");
    has(t, "4 tokens of the practice server");
    fake_admin_fail(ui_test_admin(t), "list", API_FAILED, "The answer was cut short: closed.");
    ui_test_keys(t, "<F5>");
    has(t, "What is shown is older.");
    has(t, "4 tokens of the practice server");
    ui_test_close(t);
}

Test(tokens, it_begins_with_the_token_that_is_named)
{
    struct ui_test *t = open_test(24, 80);
    add_issued(t);
    ui_test_push(t, &tokens_screen, "f0000005");
    has(t, ">customer Florer");
    ui_test_keys(t, "<Home><F5>");
    has(t, ">company");
    close_test(t);
}

Test(tokens, what_is_done_to_one_is_seen_when_the_list_is_back)
{
    struct ui_test *t = open_list(24, 80, 0);
    ui_test_keys(t, "2");
    has(t, "it can be neither changed");
    ui_test_keys(t, "<End>4");
    ui_test_keys(t, "f000<Enter>");
    ui_test_run(t);
    has(t, "revoked");
    cr_expect_eq(asked(t, "list"), 3, "opened, revoking, back again");
    ui_test_keys(t, "4");
    has(t, "revoked already");
    ui_test_keys(t, "<F6>");
    has(t, "Methods the token may call");
    ui_test_keys(t, "<Esc>");
    has(t, "5 tokens of");
    close_test(t);
}
