/* Tests of the screen of profiles: every state and size, options, using another one, testing, forgetting; that
 * forms follow the profile and drafts stay with theirs. Now is Tue 2026-02-03 14:41 UTC. */
#include "config.h"
#include "ui/profiles_desk.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/counter.h"
#include "store/drafts.h"
#include "store/requests.h"
#include "ui/screens/order.h"
#include "ui/screens/orders.h"
#include "ui/screens/parked.h"
#include "ui/screens/profiles.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct profiles_desk desk;

static void clear_away(void)
{
    if (desk.t)
        profiles_desk_close(&desk);
}

TestSuite(profiles, .fini = clear_away);

static void open_usual(int rows, int cols)
{
    profiles_desk_open(&desk, rows, cols);
    profiles_desk_show(&desk);
}

static void keys(const char *what)
{
    profiles_desk_keys(&desk, what);
}

static void has(const char *text)
{
    profiles_desk_has(&desk, text);
}

/* --- looks --- */

Test(profiles, every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/profiles/list-80x24.txt" },
        { 20, 60, "golden/profiles/list-60x20.txt" },
        { 40, 132, "golden/profiles/list-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        open_usual(sizes[i].rows, sizes[i].cols);
        ui_test_expect(desk.t, sizes[i].golden);
        profiles_desk_close(&desk);
    }
    desk.t = NULL;
}

Test(profiles, each_profile_in_words)
{
    static const struct {
        const char *keys, *golden;
    } rows[] = {
        { "<Down>", "golden/profiles/command.txt" },
        { "<Down><Down>", "golden/profiles/vendor.txt" },
        { "<Down><Down><Down>", "golden/profiles/read-only.txt" },
        { "<Down><Down><Down><Down>", "golden/profiles/refused.txt" },
        { "<Down><Down><Down><Down><Down>", "golden/profiles/no-secret.txt" },
        { "<End>", "golden/profiles/own.txt" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        open_usual(24, 80);
        keys(rows[i].keys);
        ui_test_expect(desk.t, rows[i].golden);
        profiles_desk_close(&desk);
    }
    desk.t = NULL;
}

Test(profiles, everything_on_one_page)
{
    open_usual(40, 100);
    keys("5<Enter>");
    ui_test_expect(desk.t, "golden/profiles/page.txt");
    keys("<End>");
    has("Add line by update");
    keys("<Esc>");
    has("Profiles and tokens");
}

Test(profiles, a_hold_and_the_last_use_are_told)
{
    struct error error = { 0 };
    struct request_record record = { .profile = "mia-sales",
                                     .method = "customer.list",
                                     .outcome = "done",
                                     .message = "",
                                     .text = "" };
    profiles_desk_open(&desk, 40, 100);
    record.at = clock_now() - 3600;
    struct counter *counter = counter_open(profiles_find(desk.profiles, "mia-sales"));
    cr_assert(counter_hold(counter, clock_now() + 1200, &error), "%s", error_text(&error));
    counter_close(counter);
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
    profiles_desk_show(&desk);
    has("13:41Z");
    keys("5<Enter>");
    has("the service takes nothing before 15:01Z");
    profiles_desk_has_not(&desk, "of them by this profile");
}

Test(profiles, none_at_all)
{
    profiles_desk_open_with(&desk, 24, 80, NULL);
    profiles_desk_show(&desk);
    ui_test_expect(desk.t, "golden/profiles/none.txt");
    keys("u");
    has("There is no profile yet: F6 adds one.");
    keys("<Enter>");
    has("There is no profile yet: F6 adds one.");
}

Test(profiles, mono_and_resize)
{
    open_usual(24, 80);
    ui_test_theme(desk.t, "mono", true);
    ui_test_expect_attributes(desk.t, "golden/profiles/mono-attributes.txt");
    ui_test_resize(desk.t, 20, 60);
    ui_test_resize(desk.t, 24, 80);
    ui_test_expect(desk.t, "golden/profiles/list-80x24.txt");
}

Test(profiles, more_than_fit)
{
    struct buf text = { 0 };
    buf_add(&text, "profiles = (");
    for (int i = 0; i < 40; i++)
        buf_addf(&text, "%s{ name = \"number-%02d\"; }", i ? ", " : "", i);
    buf_add(&text, ");");
    profiles_desk_open_with(&desk, 24, 80, buf_text(&text));
    buf_free(&text);
    profiles_desk_show(&desk);
    keys("<PgDn><PgDn><Down>");
    ui_test_expect(desk.t, "golden/profiles/many.txt");
    keys("<End>");
    has("number-39");
}

Test(profiles, narrowing)
{
    open_usual(24, 80);
    keys("/mia");
    ui_test_expect(desk.t, "golden/profiles/narrow.txt");
    keys("<Enter><Down>");
    has("old-mia");
    keys("/ zzz");
    has("No profile has these words.");
    keys("<Esc>");
    has("vendor-33");
}

/* --- options --- */

Test(profiles, options_run_one_after_the_other)
{
    open_usual(24, 80);
    keys("<Down><Down>5<Down>5<Enter>");
    has("Profile  vendor-33");
    keys("<Esc>");
    has("Profile  trainee");
    keys("<Esc>");
    has("Profiles and tokens");
    keys("<Enter>");
    has("Profile  trainee"); /* without any, the selected one is shown */
}

Test(profiles, an_option_is_taken_off)
{
    open_usual(24, 80);
    keys("<Down>5<Backspace><Up><Enter>");
    has("Profile  mia-sales");
}

Test(profiles, only_one_is_used)
{
    open_usual(24, 80);
    keys("<Down>1<Down>1<Enter>");
    has("Only one profile can be in use");
    cr_expect_eq(desk.opener.opened, 0);
}

Test(profiles, what_cannot_be_done_says_why)
{
    static const struct {
        const char *keys, *said;
    } rows[] = {
        { "u", "mia-sales is in use already." },
        { "x", "mia-sales is in use: use another profile first" },
        { "2", "perennial.conf:2; change it there" },
        { "<Down>4", "perennial.conf:4; change it there" },
        { "<Down>6", "No other secret can be kept here: " },
        { "<Down>a", "Nothing was refused to ewr-sales." },
    };
    open_usual(24, 100);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        keys("<Home>");
        keys(rows[i].keys);
        has(rows[i].said);
    }
}

/* --- use --- */

static void open_first(void)
{
    profiles_desk_open(&desk, 24, 80);
    ui_begin(ui_test_ui(desk.t), &orders_screen);
    profiles_desk_keys(&desk, "<Alt-t>");
    has("Profiles and tokens");
}

Test(profiles, using_another_one)
{
    open_first();
    keys("<Down><Down>1<Enter>");
    cr_expect_str_eq(buf_text(&desk.opener.profile), "vendor-33");
    cr_expect_str_eq(buf_text(&desk.opener.token), DESK_TOKEN "V");
    cr_expect_eq(desk.opener.closed, 1, "the old service stays open");
    cr_expect_str_eq(ui_profile(ui_test_ui(desk.t))->name, "vendor-33");
    has("Standing orders");
    has("vendor-33 is in use, also when the program is started again.");
    cr_expect_eq(fake_api_count(desk.opener.fake, "order_list"), 1);
    keys("<Alt-t>");
    has("> vendor-33");
    struct config again = { 0 };
    cr_assert(config_load(&again, NULL, NULL));
    cr_expect_str_eq(config_choose(&again, NULL, NULL)->name, "vendor-33");
    config_free(&again);
}

/* Another session put a new token into the file, and the service takes the old one no longer. */
Test(profiles, a_token_replaced_behind_our_back_is_read_anew)
{
    open_first();
    keys("u");
    has("mia-sales is in use already.");
    fake_api_forbid(ui_test_fake(desk.t), METHOD_COUNT, "The service refused the token.");
    profiles_desk_write(".config/perennial/mia.token", DESK_NEW_TOKEN "\n", 0600);
    keys("1<Enter>");
    has("The secret of mia-sales was read anew, for the next request.");
    cr_expect_eq(desk.opener.opened, 0);
    cr_expect_eq(desk.opener.replaced, 1);
    cr_expect_str_eq(buf_text(&desk.opener.new_token), DESK_NEW_TOKEN);
}

Test(profiles, the_users_file_names_another)
{
    profiles_desk_open_with(
        &desk, 24, 80,
        "profile = \"one\";\nprofiles = ( { name = \"one\"; }, { name = \"two\";"
        " token_file = \"two.token\"; } );\n");
    profiles_desk_write(".config/perennial/two.token", DESK_TOKEN "\n", 0600);
    ui_begin(ui_test_ui(desk.t), &orders_screen);
    keys("<Alt-t><Down>u");
    has("two is in use for now only");
    has("perennial.conf:1");
    cr_expect_str_eq(ui_profile(ui_test_ui(desk.t))->name, "two");
}

Test(profiles, a_token_that_cannot_be_had)
{
    open_first();
    keys("<Down><Down><Down><Down><Down>u");
    has("has no token");
    has("Profiles and tokens");
    cr_expect_eq(desk.opener.opened, 0);
    chmod(".", 0700);
    char *path = profiles_desk_path(".config/perennial/trainee.token");
    cr_assert_eq(chmod(path, 0644), 0);
    keys("<Home><Down><Down><Down>u");
    has("others can get at it");
    keys("<F5>");
    has("no secret");
    cr_expect_eq(desk.opener.opened, 0);
    free(path);
}

Test(profiles, not_while_an_answer_is_on_its_way)
{
    open_first();
    fake_api_hold(ui_test_fake(desk.t), true);
    keys("<Esc><F5><Alt-t><Down><Down>u");
    has("An answer of the service is on its way");
    cr_expect_eq(desk.opener.opened, 0);
}

/* What a form requires follows the profile: prices of parts of a company's token only. */
static size_t count_required(void)
{
    struct validate_context context;
    ui_context(ui_test_ui(desk.t), &context);
    struct order order = { 0 };
    struct item *item = order_insert_item(&order, 0);
    struct breakdown *part = item_insert_breakdown(item, 0);
    value_set(&part->v[BREAKDOWN_PRICE], "");
    struct issues issues = { 0 };
    size_t found = 0;
    validate_order(&order, &context, &issues);
    for (size_t i = 0; i < issues.count; i++)
        found += strcmp(issues.list[i].path, "items[0].breakdowns[0].price") == 0 &&
                 issues.list[i].severity == ISSUE_ERROR;
    issues_free(&issues);
    order_free(&order);
    return found;
}

Test(profiles, forms_follow_the_profile)
{
    open_first();
    cr_expect_eq(count_required(), 1, "company: the price of a part must be typed");
    keys("<End>u");
    cr_expect_str_eq(ui_profile(ui_test_ui(desk.t))->name, "own");
    cr_expect_eq(count_required(), 0, "customer: it may stay empty");
}

Test(profiles, a_half_typed_form_is_parked_where_it_belongs)
{
    profiles_desk_open(&desk, 24, 80);
    ui_begin(ui_test_ui(desk.t), &orders_screen);
    keys("<F6>HALFTYPED<Alt-t><End>1<Enter>");
    cr_expect_str_eq(ui_profile(ui_test_ui(desk.t))->name, "own");
    struct drafts drafts = { 0 };
    cr_assert(drafts_list(&drafts, NULL));
    cr_expect_eq(drafts.count, 0, "the new profile shows the old one's draft");
    drafts_free(&drafts);
    keys("<F6>");
    has("Customer");
    keys("<Esc><Alt-t><Home>u");
    cr_assert(drafts_list(&drafts, NULL));
    cr_expect_eq(drafts.count, 1, "the draft is lost");
    drafts_free(&drafts);
    keys("<F6>");
    has("1 parked order");
    keys("<Enter>");
    has("HALFTYPED");
}

/* --- test --- */

Test(profiles, testing_accepted)
{
    open_usual(24, 80);
    fake_api_add_orders(desk.opener.fake, 3);
    keys("<End>7<Enter>");
    cr_expect_str_eq(buf_text(&desk.opener.token), DESK_TOKEN "C");
    cr_expect_eq(fake_api_count(desk.opener.fake, "order_list"), 1);
    const struct filter *filter = fake_api_last_filter(desk.opener.fake);
    cr_expect_str_eq(value_text(filter->v[FILTER_FROM]), "2026-02-03");
    cr_expect_str_eq(value_text(filter->v[FILTER_TO]), "2026-02-03");
    has("own: 14:41Z accepted: standing.order.list gave 3 orders of today.");
    cr_expect_eq(desk.opener.closed, 1);
    ui_test_expect(desk.t, "golden/profiles/tested.txt");
}

Test(profiles, orders_of_a_void_try_do_not_count)
{
    const struct api_again again = { .next = 2, .tries = 3, .reason = "The server failed." };
    open_usual(24, 80);
    fake_api_add_orders(desk.opener.fake, 3);
    fake_api_hold(desk.opener.fake, true);
    keys("<End>t");
    fake_api_deliver(desk.opener.fake, 2);
    cr_assert(fake_api_again(desk.opener.fake, &again));
    fake_api_hold(desk.opener.fake, false);
    keys("<Ctrl-L>");
    has("gave 3 orders of today.");
}

Test(profiles, testing_refused)
{
    open_usual(24, 80);
    fake_api_fail(desk.opener.fake, "order_list", API_REFUSED, 401,
                  "The token was not accepted (HTTP 401).");
    keys("t");
    has("mia-sales: 14:41Z The token was not accepted (HTTP 401). s enters a new");
    cr_expect_eq(desk.opener.closed, 1);
}

Test(profiles, a_test_is_stopped_or_left)
{
    open_usual(24, 80);
    fake_api_hold(desk.opener.fake, true);
    keys("t");
    has("testing");
    keys("t");
    has("is being tested already");
    keys("<Ctrl-C>");
    has("Testing was stopped");
    profiles_desk_has_not(&desk, "testing \u2026");
    cr_expect_eq(desk.opener.closed, 1);
    keys("t<F3>");
    cr_expect_eq(desk.opener.closed, 2, "a service is left open");
}

Test(profiles, a_token_that_is_not_meant_for_the_list)
{
    profiles_desk_open_with(&desk, 24, 80,
                            "profiles = ( { name = \"one\"; token_file = \"one.token\";"
                            " methods = \"standing.order.create\"; } );\n");
    profiles_desk_show(&desk);
    keys("t");
    has("not meant for standing.order.list");
    cr_expect_eq(desk.opener.opened, 0);
}

Test(profiles, what_was_refused_is_tried_again)
{
    open_usual(24, 80);
    has("Refused");
    keys("9<Enter>");
    has("is not held against it any more");
    profiles_desk_has_not(&desk, "Refused  ");
    keys("<Down><Down><Down><Down>");
    has("refused");
    keys("a");
    has("What was refused to old-mia");
}

/* As the sentence says that stands beside what was refused: have it allowed there, then test. */
Test(profiles, a_test_that_is_accepted_lets_what_was_refused_be_tried)
{
    open_usual(24, 80);
    has("Refused");
    fake_api_fail(desk.opener.fake, "order_list", API_REFUSED, 403, "Not allowed (HTTP 403).");
    keys("t");
    has("Refused");
    fake_api_fail(desk.opener.fake, "order_list", API_DONE, 200, "");
    keys("t");
    has("accepted");
    profiles_desk_has_not(&desk, "Refused  ");
}

/* --- forget --- */

Test(profiles, forgetting_one)
{
    struct buf path = { 0 };
    open_usual(24, 80);
    cr_assert_eq(profiles_desk_count(DESK_TOKEN "C", &path), 1);
    keys("<End>4<Enter>");
    ui_test_expect(desk.t, "golden/profiles/forget.txt");
    keys("<Enter>");
    has("Not forgotten");
    keys("ow<Enter>");
    has("Not forgotten");
    keys("own<Enter>");
    has("own is forgotten here.");
    cr_expect_not(profiles_find(desk.profiles, "own"));
    cr_expect_not(file_exists(buf_text(&path)), "its secret is still there");
    cr_expect_eq(profiles_desk_count(DESK_TOKEN "C", NULL), 0);
    buf_free(&path);
}

Test(profiles, forgetting_one_without_a_secret_here)
{
    struct profile elsewhere = { 0 };
    profiles_desk_open(&desk, 24, 80);
    char *file = profiles_desk_path(".config/perennial/trainee.token");
    profile_init(&elsewhere);
    elsewhere.name = mem_strdup("elsewhere");
    elsewhere.token_file = mem_strdup(file);
    cr_assert(profiles_add(desk.profiles, &elsewhere, NULL, NULL));
    profile_free(&elsewhere);
    profiles_desk_show(&desk);
    keys("<End>x");
    has("which was not made here");
    keys("<Esc>");
    cr_expect(profiles_find(desk.profiles, "elsewhere"));
    keys("x");
    keys("<F10>");
    cr_expect_not(profiles_find(desk.profiles, "elsewhere"));
    cr_expect(file_exists(file), "a file of somebody else was removed");
    free(file);
}

Test(profiles, leads_to_the_requests_of_one)
{
    static char profile[] = "mia-sales", other[] = "other", none[] = "";
    profiles_desk_open(&desk, 24, 80);
    struct request_record record = { .at = clock_now(),
                                     .profile = profile,
                                     .method = other,
                                     .outcome = none,
                                     .message = none,
                                     .text = none };
    cr_assert(requests_add(&record, NULL));
    record.profile = other;
    cr_assert(requests_add(&record, NULL));
    profiles_desk_show(&desk);
    keys("J");
    has("Journal of requests");
    has("1 of 2 requests");
    has("mia-sales");
    keys("<Esc>");
    has("Profiles and tokens");
}
