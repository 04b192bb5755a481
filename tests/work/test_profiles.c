/* Profiles: added, changed, renamed, forgotten, chosen; what is on disk then, and that a failure leaves nothing */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/counter.h"
#include "store/drafts.h"
#include "store/requests.h"
#include "store/store.h"
#include "store/store_desk.h"
#include "work/profiles.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char own[] = "config/perennial/profiles.conf",
                  users[] = "config/perennial/perennial.conf";
static struct config config;
static struct profiles *profiles;
static struct error error;

static void load(void)
{
    profiles_free(profiles);
    cr_assert(config_load(&config, NULL, &error), "%s", error_text(&error));
    profiles = profiles_new(&config);
}

static void set_up(void)
{
    store_desk_set_up();
    load();
}

static void tear_down(void)
{
    profiles_free(profiles);
    config_free(&config);
    error_clear(&error);
    store_desk_tear_down();
}

TestSuite(profiles, .init = set_up, .fini = tear_down);

static bool is_there(const char *below)
{
    char *path = store_desk_path(below);
    bool is = file_exists(path);
    free(path);
    return is;
}

static void add(const char *name, const char *token)
{
    struct profile profile = { 0 };
    profile_init(&profile);
    profile.name = mem_strdup(name);
    cr_assert(profiles_add(profiles, &profile, token, &error), "%s", error_text(&error));
    profile_free(&profile);
}

static void expect_no(bool done, const char *part)
{
    cr_expect_not(done, "expected: %s", part);
    cr_expect_not_null(strstr(error_text(&error), part), "\"%s\" lacks \"%s\"", error_text(&error),
                       part);
    error_clear(&error);
}

static void expect_token(const char *name, const char *expected)
{
    struct buf token = BUF_SECRET;
    const struct profile *profile = profiles_find(profiles, name);
    cr_assert_not_null(profile, "%s", name);
    cr_expect(vault_read(profile, &token, &error), "%s", error_text(&error));
    cr_expect_str_eq(buf_text(&token), expected);
    buf_wipe(&token);
}

Test(profiles, what_is_added_is_there_at_the_next_start)
{
    struct profile profile = { 0 };
    profile_init(&profile);
    profile.name = mem_strdup("Mia \"Süd\" \\ 1");
    profile.token_type = TOKEN_VENDOR;
    profile.description = mem_strdup("// no comment; @include \"x\" = (y)");
    profile.methods = mem_strdup("standing.order.list");
    profile.daily_limit = 2000;
    profile.read_only = true;
    profile.post_token_in_body = false;
    cr_assert(profiles_add(profiles, &profile, "abc123", &error), "%s", error_text(&error));
    cr_expect_eq(store_desk_mode(own), 0600);
    cr_expect_eq(store_desk_mode("config/perennial"), 0700);
    cr_expect_eq(store_desk_mode("config/perennial/Mia%20%22S%C3%BCd%22%20%5C%201.token"), 0600);
    load();
    cr_assert_eq(profiles_count(profiles), 1);
    const struct profile *read = profiles_at(profiles, 0);
    cr_expect_str_eq(read->name, profile.name);
    cr_expect_eq(read->token_type, TOKEN_VENDOR);
    cr_expect_str_eq(read->description, profile.description);
    cr_expect_str_eq(read->methods, "standing.order.list");
    cr_expect_str_eq(read->endpoint, "https://api.kometsales.com/api/");
    cr_expect_eq(read->daily_limit, 2000);
    cr_expect_eq(read->reserve, 50);
    cr_expect(read->read_only && read->is_own && !read->post_token_in_body);
    cr_expect_not_null(strstr(read->source, "profiles.conf:"), "%s", read->source);
    cr_expect(profiles_may_change(profiles, read->name, &error));
    expect_token(read->name, "abc123");
    char *text = store_desk_read(own);
    cr_expect_null(strstr(text, "abc123"));
    cr_expect_null(strstr(text, "reserve"), "defaults are not written: %s", text);
    cr_expect_eq(strncmp(text, "// Perennial writes this file", 29), 0);
    free(text);
    profile_free(&profile);
}

Test(profiles, what_cannot_be_added_leaves_nothing)
{
    static const struct {
        const char *name, *endpoint, *methods, *token, *part;
    } cases[] = {
        { "", NULL, NULL, "abc", "needs a name" },
        { " ", NULL, NULL, "abc", "needs a name" },
        { "a\nb", NULL, NULL, "abc", "one line" },
        { "-a", NULL, NULL, "abc", "begins or ends" },
        { "a ", NULL, NULL, "abc", "begins or ends" },
        { "\xff", NULL, NULL, "abc", "UTF-8" },
        { "there", NULL, NULL, "abc", "already" },
        { "a", "http://x/", NULL, "abc", "begins with https://" },
        { "a", NULL, "standing.order.lst", "abc", "did you mean \"standing.order.list\"" },
        { "a", NULL, NULL, "a b", "letters and digits" },
        { "a", NULL, NULL, "", "empty" },
    };
    add("there", NULL);
    char *before = store_desk_read(own);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = { 0 };
        profile_init(&profile);
        profile.name = mem_strdup(cases[i].name);
        profile.methods = mem_strdup(cases[i].methods);
        if (cases[i].endpoint) {
            free(profile.endpoint);
            profile.endpoint = mem_strdup(cases[i].endpoint);
        }
        expect_no(profiles_add(profiles, &profile, cases[i].token, &error), cases[i].part);
        char *after = store_desk_read(own);
        cr_expect_str_eq(after, before);
        cr_expect_not(is_there("config/perennial/a.token"));
        cr_expect_eq(profiles_count(profiles), 1);
        free(after);
        profile_free(&profile);
    }
    free(before);
}

/* What is kept by the name of a profile must never be of practice and real at once. */
Test(profiles, names_of_practice_and_real_ones_stay_apart)
{
    static const char *const practice[] = { "sandbox", "sandbox-", "sandbox-mine" };
    static const char *const real[] = { "mine", "sandboxes", "a-sandbox", "Sandbox-x" };
    struct profile sample = { .name = mem_strdup("sandbox-mine"),
                              .endpoint = mem_strdup("https://127.0.0.1:1/api/") };
    for (size_t i = 0; i < sizeof practice / sizeof *practice; i++)
        expect_no(profiles_may_be_called(profiles, practice[i], &error), "begin with sandbox");
    for (size_t i = 0; i < sizeof real / sizeof *real; i++)
        cr_expect(profiles_may_be_called(profiles, real[i], NULL), "%s", real[i]);
    config_use_practice(&config, &sample, 1);
    cr_expect(profiles_may_be_called(profiles, "sandbox-other", NULL));
    expect_no(profiles_may_be_called(profiles, "sandbox-mine", &error), "already");
    for (size_t i = 0; i < sizeof real / sizeof *real; i++)
        expect_no(profiles_may_be_called(profiles, real[i], &error), "must begin with sandbox-");
    add("sandbox-other", "abc");
    char *kept = store_desk_read("config/perennial/sandbox.conf");
    cr_expect(strstr(kept, "sandbox-other"), "%s", kept);
    cr_expect_not(strstr(kept, "endpoint"), "the practice server has another one each time");
    free(kept);
    profile_free(&sample);
}

Test(profiles, the_secret_goes_where_the_file_cannot_be_written)
{
    struct profile profile = { 0 };
    profile_init(&profile);
    profile.name = mem_strdup("a");
    free(config.own_file);
    config.own_file = mem_strdup("/proc/nothing/profiles.conf");
    expect_no(profiles_add(profiles, &profile, "abc", &error), "/proc/nothing");
    cr_expect_not(is_there("config/perennial/a.token"));
    profile_free(&profile);
}

Test(profiles, a_new_name_takes_everything_along)
{
    struct profile changed = { 0 };
    add("old", "abc123");
    cr_assert(profiles_choose(profiles, "old", &error), "%s", error_text(&error));
    store_use_profile("old");
    cr_assert(drafts_save("d", "Title", "text", 4, &error));
    profile_copy(&changed, profiles_find(profiles, "old"));
    free(changed.name);
    changed.name = mem_strdup("new");
    cr_assert(profiles_change(profiles, "old", &changed, &error), "%s", error_text(&error));
    load();
    cr_expect_null(profiles_find(profiles, "old"));
    expect_token("new", "abc123");
    cr_expect_str_eq(config.profile, "new");
    cr_expect_not(is_there("config/perennial/old.token"));
    store_use_profile("new");
    struct buf text = { 0 };
    cr_expect(drafts_load("d", &text, &error), "%s", error_text(&error));
    buf_free(&text);
    profile_free(&changed);
}

Test(profiles, a_new_name_that_cannot_be_given_changes_nothing)
{
    static const char *const taken[] = { "data/perennial/drafts/new/x",
                                         "state/perennial/seen/new.tsv",
                                         "config/perennial/views/new",
                                         "config/perennial/new.token" };
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        struct profile changed = { 0 };
        char *name = mem_printf("old%zu", i);
        add(name, "abc123");
        store_use_profile(name);
        cr_assert(drafts_save("d", "Title", "text", 4, &error));
        store_desk_write("state/perennial/seen/old.tsv", "x\n");
        store_desk_write(taken[i], "taken");
        char *seen = mem_printf("state/perennial/seen/%s.tsv", name);
        store_desk_write(seen, "");
        char *views = mem_printf("config/perennial/views/%s", name);
        store_desk_write(views, "");
        char *before = store_desk_read(own);
        profile_copy(&changed, profiles_find(profiles, name));
        free(changed.name);
        changed.name = mem_strdup("new");
        expect_no(profiles_change(profiles, name, &changed, &error),
                  i < 3 ? "already, in " : "new.token");
        char *after = store_desk_read(own), *path = store_desk_path(taken[i]);
        cr_expect_str_eq(after, before);
        cr_expect(is_there(seen) && is_there(views));
        expect_token(name, "abc123");
        struct buf text = { 0 };
        cr_expect(drafts_load("d", &text, &error), "%s", error_text(&error));
        buf_free(&text);
        cr_assert_eq(unlink(path), 0);
        if (!i) {
            char *dir = store_desk_path("data/perennial/drafts/new");
            cr_assert_eq(rmdir(dir), 0);
            free(dir);
        }
        free(before);
        free(after);
        free(path);
        free(seen);
        free(views);
        free(name);
        profile_free(&changed);
    }
}

Test(profiles, forgetting_takes_the_secret_and_leaves_the_drafts)
{
    add("a", "abc123");
    add("b", "def456");
    store_use_profile("a");
    cr_assert(drafts_save("d", "Title", "text", 4, &error));
    cr_assert(profiles_choose(profiles, "a", &error));
    cr_assert(profiles_forget(profiles, "a", &error), "%s", error_text(&error));
    load();
    cr_expect_eq(profiles_count(profiles), 1);
    cr_expect_null(config.profile);
    cr_expect_not(is_there("config/perennial/a.token"));
    cr_expect(is_there("data/perennial/drafts/a/d.json"));
    expect_token("b", "def456");
    expect_no(profiles_forget(profiles, "a", &error), "there is no profile \"a\"");
}

/* The user's file is never written, and what it says wins. */
Test(profiles, the_users_file_wins)
{
    add("mia", "abc123");
    add("ewr", "def456");
    store_desk_write(users, "profile = \"mia\";\n"
                            "profiles = ( { name = \"mia\"; token_file = \"users.token\"; } );\n");
    load();
    cr_assert_eq(profiles_count(profiles), 2);
    cr_expect_not(profiles_find(profiles, "mia")->is_own);
    cr_expect_eq(config.hidden_count, 1);
    expect_no(profiles_may_change(profiles, "mia", &error), "perennial.conf:2");
    expect_no(profiles_forget(profiles, "mia", &error), "perennial.conf:2");
    expect_no(profiles_change(profiles, "mia", profiles_find(profiles, "ewr"), &error),
              "perennial.conf:2");
    expect_no(profiles_choose(profiles, "ewr", &error), "perennial.conf:1");
    cr_expect(profiles_choose(profiles, "mia", &error), "%s", error_text(&error));
    cr_assert(profiles_forget(profiles, "ewr", &error), "%s", error_text(&error));
    char *text = store_desk_read(own);
    cr_expect_not_null(strstr(text, "name = \"mia\""), "what is left out is kept: %s", text);
    free(text);
    cr_expect(profiles_replace_secret(profiles, "mia", "users1", &error), "%s", error_text(&error));
    expect_token("mia", "users1");
    text = store_desk_read("config/perennial/mia.token");
    cr_expect_str_eq(text, "abc123\n");
    free(text);
}

Test(profiles, what_the_user_chose_keeps_its_name)
{
    struct profile changed = { 0 };
    add("mia", NULL);
    store_desk_write(users, "profile = \"mia\";\n");
    load();
    profile_copy(&changed, profiles_find(profiles, "mia"));
    free(changed.name);
    changed.name = mem_strdup("new");
    expect_no(profiles_change(profiles, "mia", &changed, &error), "perennial.conf:1");
    expect_no(profiles_forget(profiles, "mia", &error), "perennial.conf:1");
    profile_free(&changed);
}

Test(profiles, a_damaged_own_file_is_said_and_not_written_over)
{
    store_desk_write(users, "profiles = ( { name = \"mia\"; token_file = \"t\"; } );\n");
    store_desk_write(own, "profiles = (\n{ nme = \"x\"; } );\n");
    load();
    cr_expect_eq(profiles_count(profiles), 1);
    cr_expect_not_null(strstr(config.own_trouble, "profiles.conf:2: \"nme\""), "%s",
                       config.own_trouble);
    struct profile profile = { 0 };
    profile_init(&profile);
    profile.name = mem_strdup("a");
    expect_no(profiles_add(profiles, &profile, "abc", &error), "profiles.conf:2");
    cr_expect_not(is_there("config/perennial/a.token"));
    expect_no(profiles_choose(profiles, "mia", &error), "profiles.conf:2");
    char *text = store_desk_read(own);
    cr_expect_str_eq(text, "profiles = (\n{ nme = \"x\"; } );\n");
    free(text);
    store_desk_write(own, "");
    cr_expect(profiles_add(profiles, &profile, "abc", &error), "%s", error_text(&error));
    cr_expect_null(config.own_trouble);
    profile_free(&profile);
}

Test(profiles, what_belongs_to_the_user_does_not_stand_in_the_own_file)
{
    static const char *const texts[] = { "theme = \"light\";\n",
                                         "keys: { orders: { x = \"back\"; }; };\n" };
    for (size_t i = 0; i < 2; i++) {
        store_desk_write(own, texts[i]);
        load();
        cr_expect_not_null(strstr(config.own_trouble, "put it into perennial.conf"), "%s",
                           config.own_trouble);
    }
}

/* Another session has the same file. */
Test(profiles, two_sessions_keep_both_additions)
{
    struct config other_config = { 0 };
    cr_assert(config_load(&other_config, NULL, &error));
    struct profiles *mine = profiles, *other = profiles_new(&other_config);
    add("a", "abc");
    profiles = other;
    add("b", "def");
    cr_expect_not_null(profiles_find(profiles, "a"));
    add("c", NULL);
    profiles = mine;
    cr_assert(profiles_forget(profiles, "b", &error), "%s", error_text(&error));
    load();
    cr_assert_eq(profiles_count(profiles), 2);
    expect_token("a", "abc");
    cr_expect_not_null(profiles_find(profiles, "c"));
    profiles_free(other);
    config_free(&other_config);
}

/* Processes of their own, all at once. */
Test(profiles, sessions_at_once_lose_no_profile)
{
    enum { SESSIONS = 4, EACH = 12 };
    pid_t sessions[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
        sessions[i] = fork();
        cr_assert_geq(sessions[i], 0);
        if (sessions[i] > 0)
            continue;
        bool done = true;
        for (int n = 0; n < EACH; n++) {
            struct profile profile = { 0 };
            profile_init(&profile);
            profile.name = mem_printf("p%d-%d", i, n);
            done = profiles_add(profiles, &profile, n % 2 ? "abc" : NULL, &error) && done;
            if (n % 3 == 2)
                done = profiles_forget(profiles, profile.name, &error) && done;
            profile_free(&profile);
        }
        _exit(done ? 0 : 1);
    }
    for (int i = 0; i < SESSIONS; i++) {
        int status;
        cr_assert_eq(waitpid(sessions[i], &status, 0), sessions[i]);
        cr_expect_eq(status, 0);
    }
    load();
    cr_expect_null(config.own_trouble);
    cr_expect_eq(profiles_count(profiles), SESSIONS * EACH * 2 / 3);
}

Test(profiles, secrets_are_replaced_where_they_are)
{
    store_desk_write(users, "profiles = ( { name = \"cmd\"; token_command = \"echo x\"; },\n"
                            "{ name = \"none\"; } );\n");
    load();
    add("own", "abc");
    add("bare", NULL);
    cr_expect(profiles_replace_secret(profiles, "own", "def", &error), "%s", error_text(&error));
    expect_token("own", "def");
    cr_expect(profiles_replace_secret(profiles, "bare", "ghi", &error), "%s", error_text(&error));
    expect_token("bare", "ghi");
    load();
    expect_token("bare", "ghi");
    expect_no(profiles_replace_secret(profiles, "own", "d f", &error), "letters and digits");
    expect_token("own", "def");
    expect_no(profiles_replace_secret(profiles, "cmd", "x", &error), "comes from a command");
    expect_no(profiles_replace_secret(profiles, "none", "x", &error), "perennial.conf:2");
    expect_no(profiles_replace_secret(profiles, "nobody", "x", &error), "there is no profile");
}

/* What was kept here goes with its use; what another profile reads stays, and so does a file of the user's. */
Test(profiles, a_secret_that_comes_from_elsewhere_now_leaves_none_behind)
{
    struct profile changed = { 0 }, reader = { 0 };
    char *kept;
    add("alone", "abc");
    add("read", "def");
    kept = mem_strdup(profiles_find(profiles, "read")->token_file);
    profile_init(&reader);
    reader.name = mem_strdup("reader");
    reader.token_file = mem_strdup(kept);
    cr_assert(profiles_add(profiles, &reader, NULL, &error), "%s", error_text(&error));
    static const char *const names[] = { "alone", "read" };
    for (size_t i = 0; i < 2; i++) {
        profile_copy(&changed, profiles_find(profiles, names[i]));
        free(changed.token_file);
        changed.token_file = NULL;
        changed.token_command = mem_strdup("echo x");
        cr_assert(profiles_change(profiles, names[i], &changed, &error), "%s", error_text(&error));
    }
    cr_expect_not(is_there("config/perennial/alone.token"));
    expect_token("reader", "def");
    profile_copy(&changed, profiles_find(profiles, "reader"));
    free(changed.token_file);
    changed.token_file = store_desk_path("config/elsewhere");
    cr_assert(profiles_change(profiles, "reader", &changed, &error), "%s", error_text(&error));
    cr_expect(is_there("config/perennial/read.token"), "it was not made for this one");
    profile_free(&changed);
    profile_free(&reader);
    free(kept);
}

Test(profiles, facts_are_known_without_a_request)
{
    struct profile_facts facts = { 0 };
    struct seen seen = { 0 };
    char print[VAULT_PRINT_CHARS + 1];
    store_desk_write(users, "profiles = ( { name = \"cmd\"; token_command = \"exit 1\"; },\n"
                            "{ name = \"none\"; } );\n");
    load();
    add("own", "abc");
    vault_print("abc", print);
    profiles_facts(profiles, "own", &facts);
    cr_expect_eq(facts.state, PROFILE_READY);
    cr_expect_str_eq(facts.print, print);
    cr_expect_null(facts.trouble);
    profile_facts_free(&facts);
    cr_assert(seen_note("own", print, &seen, METHOD_COUNT, SEEN_REFUSED, &error));
    profiles_facts(profiles, "own", &facts);
    cr_expect_eq(facts.state, PROFILE_REFUSED);
    profile_facts_free(&facts);
    profiles_facts(profiles, "none", &facts);
    cr_expect_eq(facts.state, PROFILE_NO_SECRET);
    cr_expect_not_null(strstr(facts.trouble, "has no token"), "%s", facts.trouble);
    profile_facts_free(&facts);
    profiles_facts(profiles, "cmd", &facts);
    cr_expect_eq(facts.state, PROFILE_READY);
    cr_expect_str_eq(facts.print, "");
    profile_facts_free(&facts);
    /* the command is not run: what was seen last with it counts */
    seen = (struct seen){ 0 };
    cr_assert(seen_note("cmd", "12345678", &seen, METHOD_COUNT, SEEN_REFUSED, &error));
    profiles_facts(profiles, "cmd", &facts);
    cr_expect_str_eq(facts.print, "12345678");
    cr_expect_eq(facts.state, PROFILE_REFUSED);
    profile_facts_free(&facts);
}

Test(profiles, facts_tell_of_use_and_budget)
{
    struct profile_facts facts = { 0 };
    struct request_record record = { .method = (char *)"customer.list",
                                     .outcome = (char *)"done",
                                     .message = (char *)"",
                                     .text = (char *)"GET" };
    const time_t noon = 1795348800;
    clock_fix(noon);
    add("a", "abc");
    add("b", "def");
    add("a b", "ghi");
    struct counter *counter = counter_open(profiles_find(profiles, "b"));
    cr_assert(counter_add(counter, 3, &error), "%s", error_text(&error));
    counter_close(counter);
    record.profile = (char *)"b";
    record.at = noon - 3 * 86400;
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
    record.profile = (char *)"a b";
    record.at = noon - 10;
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
    profiles_facts(profiles, "b", &facts);
    cr_expect_eq(facts.last_used, noon - 3 * 86400);
    cr_expect_eq(facts.budget.own, 3, "%ld", facts.budget.own);
    cr_expect_eq(facts.budget.limit, 1000);
    cr_expect_eq(facts.budget.reserve, 50);
    profile_facts_free(&facts);
    profiles_facts(profiles, "a", &facts);
    cr_expect_eq(facts.last_used, 0);
    cr_expect_eq(facts.budget.own, 0);
    profile_facts_free(&facts);
    profiles_facts(profiles, "a b", &facts);
    cr_expect_eq(facts.last_used, noon - 10);
    profile_facts_free(&facts);
    record.profile = (char *)"b";
    record.at = noon;
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
    profiles_facts(profiles, "b", &facts);
    cr_expect_eq(facts.last_used, noon);
    profile_facts_free(&facts);
}

/* The last of what is moved cannot be: all goes back. */
Test(profiles, a_count_that_cannot_follow_moves_everything_back)
{
    struct profile changed = { 0 };
    add("old", "abc123");
    store_use_profile("old");
    cr_assert(drafts_save("d", "Title", "text", 4, &error));
    struct counter *counter = counter_open(profiles_find(profiles, "old"));
    cr_assert(counter_add(counter, 3, &error), "%s", error_text(&error));
    counter_close(counter);
    profile_copy(&changed, profiles_find(profiles, "old"));
    free(changed.name);
    changed.name = mem_strdup("new");
    changed.budget_file = mem_strdup("/proc/nothing/count");
    expect_no(profiles_change(profiles, "old", &changed, &error), "/proc/nothing");
    expect_token("old", "abc123");
    cr_expect_not(is_there("config/perennial/new.token"));
    cr_expect(is_there("data/perennial/drafts/old/d.json"));
    profile_free(&changed);
}

/* The day's requests follow the name, also back again. */
Test(profiles, a_new_name_takes_the_count_along)
{
    struct profile changed = { 0 };
    struct profile_facts facts = { 0 };
    add("old", "abc");
    struct counter *counter = counter_open(profiles_find(profiles, "old"));
    cr_assert(counter_add(counter, 3, &error), "%s", error_text(&error));
    counter_close(counter);
    profile_copy(&changed, profiles_find(profiles, "old"));
    free(changed.name);
    changed.name = mem_strdup("new");
    cr_assert(profiles_change(profiles, "old", &changed, &error), "%s", error_text(&error));
    profiles_facts(profiles, "new", &facts);
    cr_expect_eq(facts.budget.own, 3, "%ld", facts.budget.own);
    profile_facts_free(&facts);
    profile_free(&changed);
}

/* They were of the company's allowance all the same. */
Test(profiles, another_file_takes_the_count_along)
{
    struct profile changed = { 0 };
    struct profile_facts facts = { 0 };
    add("one", "abc");
    struct counter *counter = counter_open(profiles_find(profiles, "one"));
    cr_assert(counter_add(counter, 3, &error), "%s", error_text(&error));
    counter_close(counter);
    profile_copy(&changed, profiles_find(profiles, "one"));
    changed.budget_file = store_desk_path("pool");
    cr_assert(profiles_change(profiles, "one", &changed, &error), "%s", error_text(&error));
    profiles_facts(profiles, "one", &facts);
    cr_expect_eq(facts.budget.used, 3);
    profile_facts_free(&facts);
    changed.reserve = 7;
    cr_assert(profiles_change(profiles, "one", &changed, &error), "%s", error_text(&error));
    profiles_facts(profiles, "one", &facts);
    cr_expect_eq(facts.budget.used, 3, "the same file is no other one");
    profile_facts_free(&facts);
    struct profile pooled = { 0 };
    profile_copy(&pooled, &changed);
    free(pooled.name);
    pooled.name = mem_strdup("two");
    cr_assert(profiles_change(profiles, "one", &pooled, &error), "%s", error_text(&error));
    counter = counter_open(&changed);
    struct budget_state pool;
    counter_state(counter, &pool);
    cr_expect_eq(pool.used, 3, "in the same file they have another name only");
    cr_expect_eq(pool.own, 0);
    cr_assert(profiles_change(profiles, "two", &changed, &error), "%s", error_text(&error));
    free(changed.budget_file);
    changed.budget_file = NULL;
    cr_assert(profiles_change(profiles, "one", &changed, &error), "%s", error_text(&error));
    counter_state(counter, &pool);
    cr_expect_eq(pool.used, 3, "what the company has used is not given back");
    counter_close(counter);
    profile_free(&pooled);
    counter = counter_open(profiles_find(profiles, "one"));
    cr_assert(counter_add(counter, 1, &error), "%s", error_text(&error));
    counter_close(counter);
    changed.budget_file = mem_strdup("/dev/full");
    expect_no(profiles_change(profiles, "one", &changed, &error), "cannot be taken along");
    profiles_facts(profiles, "one", &facts);
    cr_expect_eq(facts.budget.used, 4, "nothing has changed");
    profile_facts_free(&facts);
    profile_free(&changed);
}

Test(profiles, a_name_is_as_long_as_it_may_be)
{
    char name[62];
    memset(name, 'a', sizeof name - 1);
    name[61] = '\0';
    expect_no(profiles_may_be_called(profiles, name, &error), "too long");
    name[60] = '\0';
    cr_expect(profiles_may_be_called(profiles, name, &error), "%s", error_text(&error));
}

/* All has moved when the own file turns out not to be writable: it moves back. */
Test(profiles, a_change_that_cannot_be_written_puts_everything_back)
{
    struct profile changed = { 0 };
    struct profile_facts facts = { 0 };
    const struct rlimit most = { 2000, 2000 };
    char text[4000];
    add("old", "abc123");
    store_use_profile("old");
    cr_assert(drafts_save("d", "Title", "text", 4, &error));
    struct counter *counter = counter_open(profiles_find(profiles, "old"));
    cr_assert(counter_add(counter, 3, &error), "%s", error_text(&error));
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    profile_copy(&changed, profiles_find(profiles, "old"));
    free(changed.name);
    changed.name = mem_strdup("new");
    changed.description = mem_strdup(text);
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &most), 0);
    expect_no(profiles_change(profiles, "old", &changed, &error), "profiles.conf");
    cr_expect_null(profiles_find(profiles, "new"));
    expect_token("old", "abc123");
    cr_expect_not(is_there("config/perennial/new.token"));
    struct buf draft = { 0 };
    cr_expect(drafts_load("d", &draft, &error), "%s", error_text(&error));
    buf_free(&draft);
    profiles_facts(profiles, "old", &facts);
    cr_expect_eq(facts.budget.own, 3, "%ld", facts.budget.own);
    profile_facts_free(&facts);
    free(changed.name);
    changed.name = mem_strdup("old");
    changed.budget_file = store_desk_path("pool");
    expect_no(profiles_change(profiles, "old", &changed, &error), "profiles.conf");
    profiles_facts(profiles, "old", &facts);
    cr_expect_eq(facts.budget.own, 3, "%ld", facts.budget.own);
    profile_facts_free(&facts);
    counter_close(counter);
    profile_free(&changed);
}

Test(profiles, what_is_forgotten_is_not_chosen_any_more)
{
    add("one", "abc");
    cr_assert(profiles_choose(profiles, "one", &error), "%s", error_text(&error));
    cr_expect_str_eq(config.profile, "one");
    cr_assert(profiles_forget(profiles, "one", &error), "%s", error_text(&error));
    cr_expect_null(config.profile);
}
