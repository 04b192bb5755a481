/* Tests of adding and changing profiles: every option by its type, what is wrong in sentences, methods ticked,
 * where the secret comes from, renaming. */
#include "config.h"
#include "ui/profiles_desk.h"
#include "base/file.h"
#include "base/mem.h"
#include "config/options.h"
#include "ui/screens/orders.h"
#include "ui/screens/profile_options.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct profiles_desk desk;

static void clear_away(void)
{
    if (desk.t)
        profiles_desk_close(&desk);
}

TestSuite(profile_form, .fini = clear_away);

static void keys(const char *what)
{
    profiles_desk_keys(&desk, what);
}

static void has(const char *text)
{
    profiles_desk_has(&desk, text);
}

static void open_new(int rows, int cols)
{
    profiles_desk_open(&desk, rows, cols);
    profiles_desk_show(&desk);
    keys("<F6>");
}

Test(profile_form, every_size)
{
    open_new(24, 80);
    ui_test_expect(desk.t, "golden/profiles/form-80x24.txt");
    ui_test_resize(desk.t, 20, 60);
    keys("<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>");
    ui_test_expect(desk.t, "golden/profiles/form-60x20.txt");
    ui_test_resize(desk.t, 40, 132);
    ui_test_expect(desk.t, "golden/profiles/form-132x40.txt");
}

/* Each row of the table comes back as it was typed. */
Test(profile_form, every_option)
{
    for (const struct option *option = options_profile; option->name; option++) {
        struct field field;
        struct field_choice choices[PROFILE_OPTIONS_CHOICES];
        struct profile profile = { 0 };
        struct buf text = { 0 };
        struct error error = { 0 };
        char *label = profile_options_label(option);
        static const char *const typed[] = {
            [OPTION_TEXT] = "some text",
            [OPTION_FILE] = "/some/file",
            [OPTION_URL] = "https://some.where/api/",
            [OPTION_CHOICE] = "vendor",
            [OPTION_METHODS] = "standing.order.list",
            [OPTION_BOOL] = "yes",
            [OPTION_NUMBER] = "7",
        };
        profile_init(&profile);
        profile_options_field(option, label, choices, &field);
        cr_expect(profile_options_read(option, &field, typed[option->type], &profile, &error),
                  "%s: %s", option->name, error_text(&error));
        profile_options_write(option, &profile, &text);
        cr_expect_str_eq(buf_text(&text), typed[option->type], "%s", option->name);
        cr_expect(profile_options_read(option, &field, "", &profile, &error), "%s: %s",
                  option->name, error_text(&error));
        buf_clear(&text);
        profile_options_write(option, &profile, &text);
        const char *fallback = option->type != OPTION_BOOL             ? option->fallback
                               : strcmp(option->fallback, "true") == 0 ? "yes"
                                                                       : "no";
        cr_expect_str_eq(buf_text(&text), fallback, "%s", option->name);
        profile_free(&profile);
        buf_free(&text);
        error_clear(&error);
        free(label);
    }
}

Test(profile_form, what_is_wrong_is_said)
{
    static const struct {
        const char *keys, *said;
    } rows[] = {
        { "<F10>", "Name is missing" },
        { "own<F10>", "There is a profile \"own\" already" },
        { "n<Tab><Ctrl-U>http://x/<F10>", "begins with https://" },
        { "n<Tab><Ctrl-U>https://a@b/<F10>", "Endpoint: " },
        { "n<Tab><Tab><Tab><Tab><Tab>standing.order.lits<F10>", "standing.order.list" },
        { "n<Tab><Tab><Tab><Tab><Tab><Tab>ca.pem<F10>", "whole path" },
        { "n<Tab><Tab><Tab><Tab><Tab><Tab>/no/ca.pem<F10>", "There is no file /no/ca.pem" },
        { "n<Tab><Tab><Tab><Tab><Tab><Tab><Tab>0<F10>", "Daily limit is 0" },
        { "n<Tab><Tab><Tab><Tab><Tab><Tab><Tab>40<F10>", "Reserve is 50 of 40" },
        { "n<Tab><Tab><Tab>a<F10>", "Token file is missing" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        open_new(24, 100);
        keys(rows[i].keys);
        has("Not kept");
        has(rows[i].said);
        cr_expect_eq(profiles_count(desk.profiles), 7);
        profiles_desk_close(&desk);
    }
    desk.t = NULL;
}

Test(profile_form, mended_as_it_is_typed)
{
    open_new(24, 80);
    keys("<F10>");
    ui_test_expect(desk.t, "golden/profiles/form-wrong.txt");
    keys("n");
    profiles_desk_has_not(&desk, "Name is missing");
}

Test(profile_form, added_with_a_pasted_token)
{
    open_new(24, 80);
    keys("new-one<Tab>");
    profiles_desk_paste(&desk, "https://some.where/api");
    keys("<Tab>v<Tab><Tab>For grower 33<F10>");
    has("New secret  new-one");
    keys("<Esc>");
    has("Not kept yet: its token is missing.");
    cr_expect_not(profiles_find(desk.profiles, "new-one"));
    keys("<F10>");
    profiles_desk_paste(&desk, DESK_NEW_TOKEN "\n");
    keys("<Enter>");
    keys("<Enter>");
    has("new-one is added.");
    has("For grower 33");
    const struct profile *made = profiles_find(desk.profiles, "new-one");
    cr_assert(made);
    cr_expect_str_eq(made->endpoint, "https://some.where/api/");
    cr_expect_eq(made->token_type, TOKEN_VENDOR);
    cr_expect_eq(profiles_desk_count(DESK_NEW_TOKEN, NULL), 1);
    struct config again = { 0 };
    cr_assert(config_load(&again, NULL, NULL));
    cr_expect(config_choose(&again, "new-one", NULL), "it is in no file");
    config_free(&again);
}

Test(profile_form, help_on_the_way_says_nothing_of_tokens)
{
    open_new(24, 80);
    keys("own<F10>");
    has("Not kept, 1 to mend. There is a profile \"own\" already.");
    keys("<F1><Esc>");
    profiles_desk_has_not(&desk, "its token is missing");
}

Test(profile_form, added_without_a_token)
{
    open_new(24, 80);
    keys("later<Tab><Tab><Tab>n<F10>");
    has("later is added.");
    has("no secret");
    keys("s");
    has("which has none yet");
    profiles_desk_paste(&desk, DESK_NEW_TOKEN);
    keys("<Enter>");
    keys("<Enter>");
    has("later has its new secret");
    cr_expect(profiles_find(desk.profiles, "later")->token_file);
    cr_expect_eq(profiles_desk_count(DESK_NEW_TOKEN, NULL), 1);
}

Test(profile_form, added_with_a_command)
{
    open_new(24, 80);
    keys("asked<Tab><Tab><Tab>  <Tab>echo a1<F10>");
    has("asked is added.");
    cr_expect_str_eq(profiles_find(desk.profiles, "asked")->token_command, "echo a1");
}

Test(profile_form, methods_are_ticked)
{
    open_new(24, 80);
    keys("ticked<Tab><Tab>v<Tab>n<Tab><Tab><F4>");
    ui_test_expect(desk.t, "golden/profiles/methods.txt");
    keys("U<Enter>");
    has("Tick at least one method");
    keys("<Space><Down><Space><Enter>");
    has("standing.order.list standing.order.create");
    keys("<F4>*<Enter><F10>");
    has("ticked is added.");
    cr_expect_not(profiles_find(desk.profiles, "ticked")->methods);
    keys("e<Down><Down><Down><Down><Down><F4>U<Space><Enter><F10>");
    has("ticked is changed.");
    cr_expect_str_eq(profiles_find(desk.profiles, "ticked")->methods, "standing.order.list");
}

Test(profile_form, renamed)
{
    profiles_desk_open(&desk, 24, 80);
    profiles_desk_show(&desk);
    keys("<End>2<Enter>");
    has("Profile  own");
    keys("-desk<F10>");
    has("own-desk is changed.");
    has("own-desk  ");
    cr_expect_not(profiles_find(desk.profiles, "own"));
    const struct profile *renamed = profiles_find(desk.profiles, "own-desk");
    cr_assert(renamed);
    cr_expect(file_exists(renamed->token_file));
    cr_expect_eq(profiles_desk_count(DESK_TOKEN "C", NULL), 1);
}

Test(profile_form, the_secret_goes_elsewhere)
{
    profiles_desk_open(&desk, 24, 80);
    profiles_desk_show(&desk);
    keys("<End>e<Down><Down><Down>a<Tab>/some/file<F10>");
    has("own is changed.");
    cr_expect_str_eq(profiles_find(desk.profiles, "own")->token_file, "/some/file");
    cr_expect_eq(profiles_desk_count(DESK_TOKEN "C", NULL), 0, "the old secret is still there");
}

Test(profile_form, nothing_typed_is_lost_by_one_esc)
{
    open_new(24, 80);
    keys("half<Esc>");
    has("once more leaves");
    keys("x<Esc>");
    has("once more leaves");
    keys("<Esc>");
    has("Profiles and tokens");
    keys("<F6><Esc>");
    has("Profiles and tokens");
}

/* What is changed of the profile in use holds at once, and what is typed elsewhere stays. */
Test(profile_form, the_one_in_use)
{
    profiles_desk_open(&desk, 24, 80);
    ui_begin(ui_test_ui(desk.t), &orders_screen);
    keys("<Alt-t><End>u");
    keys("<F6>HALFTYPED<Alt-t><End>e-2<Tab><Tab>c<F10>");
    cr_expect_str_eq(ui_profile(ui_test_ui(desk.t))->name, "own-2");
    cr_expect_eq(ui_profile(ui_test_ui(desk.t))->token_type, TOKEN_COMPANY);
    has("own-2 is changed.");
    keys("<F6>");
    has("1 parked order");
    keys("<Enter>");
    has("HALFTYPED");
}
