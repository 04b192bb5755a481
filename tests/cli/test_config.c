/* The configuration: what it gives, and that each error names file, line and the nearest name. */
#include "config.h"
#include "base/file.h"
#include "base/mem.h"
#include "config/config.h"
#include "config/options.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *dir;

static void set_up(void)
{
    char pattern[] = "/tmp/perennial-config-XXXXXX";
    dir = mem_strdup(mkdtemp(pattern));
    cr_assert_not_null(dir);
    setenv("XDG_CONFIG_HOME", dir, 1);
    setenv("HOME", "/home/someone", 1);
}

static void tear_down(void)
{
    char *command = mem_printf("rm -rf %s", dir);
    cr_expect_eq(system(command), 0);
    free(command);
    free(dir);
}

TestSuite(config, .init = set_up, .fini = tear_down);

static void mkdir_in(const char *name)
{
    char *path = mem_printf("%s/%s", dir, name);
    cr_assert(file_make_dirs(path, NULL));
    free(path);
}

static char *write_named(const char *name, const char *text)
{
    char *path = mem_printf("%s/%s", dir, name);
    struct error error = { 0 };
    cr_assert(file_write(path, text, strlen(text), 0600, &error), "%s", error_text(&error));
    return path;
}

static void load(struct config *config, const char *text)
{
    char *path = write_named("p.conf", text);
    struct error error = { 0 };
    cr_assert(config_load(config, path, &error), "%s", error_text(&error));
    free(path);
}

/* The whole of the documentation's example. */
static const char example[] =
    "theme = \"light\";\n"
    "profile = \"mia-sales\";\n"
    "profiles = (\n"
    "  { name = \"mia-sales\";\n"
    "    endpoint = \"https://api.kometsales.com/api\";      // https only\n"
    "    token_type = \"company\";\n"
    "    token_file = \"~/.config/perennial/mia-sales.token\";\n"
    "    // token_command = \"pass show komet/mia-sales\";\n"
    "    ca_file = \"ca.pem\";\n"
    "    daily_limit = 2000; reserve = 60;\n"
    "    budget_file = \"/var/lib/perennial/mia.budget\";\n"
    "    lead_days = 3;\n"
    "    multi_location = true;\n"
    "    connect_timeout = 11; timeout = 61;\n"
    "    account = \"A\u00f1o\"; sales_channel = \"7\";\n"
    "    read_only = true; post_token_in_body = false; numbers_as_text = true; },\n"
    "  { name = \"two\"; token_command = \"pass show two\"; }\n"
    ");\n"
    "keys: { orders: { \"F6\" = \"order-new\"; \"Ctrl-N\" = \"order-new\"; x = \"back\"; }; };\n";

Test(config, gives_every_option)
{
    struct config config = { 0 };
    load(&config, example);
    cr_expect_str_eq(config.theme, "light");
    cr_expect_str_eq(config.profile, "mia-sales");
    cr_assert_eq(config.profile_count, 2);
    const struct profile *p = &config.profiles[0];
    char *ca_file = mem_printf("%s/ca.pem", dir);
    cr_expect_str_eq(p->name, "mia-sales");
    cr_expect_str_eq(p->endpoint, "https://api.kometsales.com/api/");
    cr_expect_eq(p->token_type, TOKEN_COMPANY);
    cr_expect_str_eq(p->token_file, "/home/someone/.config/perennial/mia-sales.token");
    cr_expect_str_eq(p->ca_file, ca_file, "a relative path is beside the file");
    cr_expect_eq(p->daily_limit, 2000);
    cr_expect_eq(p->reserve, 60);
    cr_expect_str_eq(p->budget_file, "/var/lib/perennial/mia.budget");
    cr_expect_eq(p->lead_days, 3);
    cr_expect(p->multi_location && p->read_only && p->numbers_as_text);
    cr_expect_not(p->post_token_in_body);
    cr_expect_eq(p->connect_timeout, 11);
    cr_expect_eq(p->timeout, 61);
    cr_expect_str_eq(p->account, "A\u00f1o");
    cr_expect_str_eq(p->sales_channel, "7");
    cr_expect_str_eq(config.profiles[1].token_command, "pass show two");
    free(ca_file);
    config_free(&config);
}

Test(config, gives_keys_with_their_place)
{
    struct config config = { 0 };
    load(&config, example);
    cr_assert_eq(config.key_count, 3);
    static const char *const keys[][2] = { { "F6", "order-new" },
                                           { "Ctrl-N", "order-new" },
                                           { "x", "back" } };
    for (size_t i = 0; i < 3; i++) {
        cr_expect_str_eq(config.keys[i].scope, "orders");
        cr_expect_str_eq(config.keys[i].key, keys[i][0]);
        cr_expect_str_eq(config.keys[i].action, keys[i][1]);
        cr_expect_eq(config.keys[i].line, 19, "%d", config.keys[i].line);
        cr_expect_not_null(strstr(config.keys[i].file, "p.conf"));
    }
    config_free(&config);
}

Test(config, defaults_are_those_of_the_table)
{
    struct config config = { 0 };
    load(&config, "profiles = ( { name = \"a\"; } );");
    cr_expect_str_eq(config.theme, "default");
    const struct profile *p = &config.profiles[0];
    for (const struct option *row = options_profile; row->name; row++) {
        const void *at = (const char *)p + row->offset;
        char *shown = NULL;
        if (strcmp(row->name, "name") == 0)
            continue;
        if (row->type == OPTION_NUMBER)
            shown = mem_printf("%d", *(const int *)at);
        else if (row->type == OPTION_BOOL)
            shown = mem_strdup(*(const bool *)at ? "true" : "false");
        else if (row->type == OPTION_CHOICE)
            shown = mem_strdup(token_type_word(p->token_type));
        else
            shown = mem_strdup(*(char *const *)at ? *(char *const *)at : "");
        cr_expect_str_eq(shown, row->fallback, "%s is %s, the table says %s", row->name, shown,
                         row->fallback);
        cr_expect(row->help && strlen(row->help) > 10, "%s has no help", row->name);
        free(shown);
    }
    config_free(&config);
}

Test(config, errors_name_file_line_and_the_nearest_name)
{
    static const struct {
        const char *text;
        int line;
        const char *part;
    } cases[] = {
        { "them = \"light\";", 1, "\"them\" is not known here; did you mean \"theme\"?" },
        { "\n\nxyzzy = 1;", 3, "\"xyzzy\" is not known here" },
        { "timeout = 5;", 1, "\"timeout\" belongs inside a profile" },
        { "theme = 5;", 1, "theme must be a text in quotes" },
        { "theme = \"\";", 1, "theme is empty" },
        { "theme = \"a\";\ntheme = \"b\";", 2, "duplicate" },
        { "theme = ", 1, "syntax error" },
        { "profiles = 5;", 1, "profiles must be a list" },
        { "profiles = ( 5 );", 1, "must be a group" },
        { "profiles = ( { timeout = 5; } );", 1, "has no name" },
        { "profiles = ( { name = \"a\"; },\n { name = \"a\"; } );", 2, "two profiles" },
        { "profile = \"mia\";\nprofiles = ( { name = \"mio\"; } );", 1,
          "there is no profile \"mia\"; did you mean \"mio\"?" },
        { "profiles = ( { name = \"a\";\n endpiont = \"https://x/\"; } );", 2,
          "\"endpiont\" is not known in a profile; did you mean \"endpoint\"?" },
        { "profiles = ( { name = \"a\";\n endpoint = \"http://x/\"; } );", 2,
          "must be an address that begins with https://" },
        { "profiles = ( { name = \"a\";\n endpoint = \"HTTP://h/api\"; } );", 2, "https://" },
        { "profiles = ( { name = \"a\";\n endpoint = \"ftp://h/https://\"; } );", 2, "https://" },
        { "profiles = ( { name = \"a\";\n endpoint = \"//h/api\"; } );", 2, "https://" },
        { "profiles = ( { name = \"a\";\n endpoint = \"https:///api\"; } );", 2, "https://" },
        { "profiles = ( { name = \"a\";\n endpoint = \"https://u@h/api\"; } );", 2, "https://" },
        { "profiles = ( { name = \"a\";\n token_type = \"Company\"; } );", 2,
          "it must be company, customer or vendor" },
        { "profiles = ( { name = \"a\"; token_file = \"x\"; token_command = \"y\"; } );", 1,
          "keep one of them" },
        { "profiles = ( { name = \"a\"; daily_limit = 50; } );", 1, "reserve must be less" },
        { "profiles = ( { name = \"a\";\n\n timeout = 0; } );", 3,
          "timeout is 0; it must be from 1 to 3600 seconds" },
        { "profiles = ( { name = \"a\"; timeout = 3601; } );", 1, "it must be from 1 to 3600" },
        { "profiles = ( { name = \"a\"; timeout = \"5\"; } );", 1, "a number without quotes" },
        { "profiles = ( { name = \"a\"; timeout = 1.5; } );", 1, "a number without quotes" },
        { "profiles = ( { name = \"a\"; read_only = 1; } );", 1, "must be true or false" },
        { "profiles = ( { name = \"a\"; account = \"a\\nX: y\"; } );", 1, "one line" },
        { "a = 1;\nprofiles = ( { name = \"a\"; timeout = 99999999999; } );", 2,
          "99999999999 is too large" },
        { "profiles = ( { name = \"a\"; timeout = 4294967301L; } );", 1, "too large" },
        { "profiles = ( { name = \"a\"; timeout = 0xFFFFFFFF; } );", 1, "too large" },
        { "theme = \"a\";\n# \xFF\n", 2, "not valid UTF-8" },
        { "theme = \"a\x01\";\n", 1, "control character" },
        { "theme = \"a\n\n", 1, "does not end" },
        { "theme = \"a\";\n@include \".\"\n", 2, "is not a file" },
        { "theme = \"a\";\n@include \"missing.conf\"\n", 2, "missing.conf cannot be opened" },
        { "@include p.conf\n", 1, "in quotes" },
        { "@include \"p.conf\"\n", 1, "in a circle" },
        { "keys = 1;", 1, "keys must be a group" },
        { "keys: { orders = 1; };", 1, "orders must be a group" },
        { "keys: { orders: {\n \"F6\" = 5; }; };", 2, "the key F6 must be given the name" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config config = { 0 };
        struct error error = { 0 };
        char *path = write_named("p.conf", cases[i].text);
        cr_expect_not(config_load(&config, path, &error), "%s", cases[i].text);
        char *place = mem_printf("%s:%d: ", path, cases[i].line);
        cr_expect_eq(strncmp(error_text(&error), place, strlen(place)), 0, "%s\nsays: %s",
                     cases[i].text, error_text(&error));
        cr_expect_not_null(strstr(error_text(&error), cases[i].part), "%s\nsays: %s\nlacks: %s",
                           cases[i].text, error_text(&error), cases[i].part);
        free(place);
        free(path);
        error_clear(&error);
        config_free(&config);
    }
}

Test(config, an_error_in_an_included_file_names_that_file)
{
    char *inner = write_named("inner.conf", "\n// one\nprofiles = ( { nam = \"a\"; } );\n");
    char *outer = write_named("outer.conf", "theme = \"light\";\n@include \"inner.conf\"\n");
    struct config config = { 0 };
    struct error error = { 0 };
    cr_expect_not(config_load(&config, outer, &error));
    char *place = mem_printf("%s:3: \"nam\"", inner);
    cr_expect_eq(strncmp(error_text(&error), place, strlen(place)), 0, "%s", error_text(&error));
    error_clear(&error);
    free(place);
    free(inner);
    inner = write_named("inner.conf", "profiles = ( { name = \"a\"; } );");
    cr_expect(config_load(&config, outer, &error), "%s", error_text(&error));
    cr_expect_eq(config.profile_count, 1);
    free(outer);
    outer = write_named("outer.conf", "@include \"inner.conf\"\n\nthme = 1;\n");
    cr_expect_not(config_load(&config, outer, &error));
    place = mem_printf("%s:3: \"thme\"", outer);
    cr_expect_eq(strncmp(error_text(&error), place, strlen(place)), 0, "%s", error_text(&error));
    free(place);
    free(inner);
    free(outer);
    error_clear(&error);
    config_free(&config);
}

Test(config, takes_a_byte_order_mark_and_other_line_ends)
{
    struct config config = { 0 };
    load(&config, "\xEF\xBB\xBFtheme = \"light\";\r\n/* 99999999999\n @include */\r\n"
                  "# 99999999999\nprofiles = ( { name = \"a\"; } );\r\n");
    cr_expect_str_eq(config.theme, "light");
    config_free(&config);
}

Test(config, without_a_file_it_is_empty)
{
    struct config config = { 0 };
    struct error error = { 0 };
    cr_assert(config_load(&config, NULL, &error), "%s", error_text(&error));
    cr_expect_eq(config.profile_count, 0);
    cr_expect_null(config_choose(&config, NULL, &error));
    cr_expect_not_null(strstr(error_text(&error), "--sandbox"), "%s", error_text(&error));
    cr_expect_not_null(strstr(error_text(&error), "perennial.conf"));
    char *missing = mem_printf("%s/missing.conf", dir);
    cr_expect_not(config_load(&config, missing, &error), "a file that is named must be there");
    free(missing);
    error_clear(&error);
    config_free(&config);
}

Test(config, chooses_a_profile)
{
    struct config config = { 0 };
    struct error error = { 0 };
    load(&config, "profiles = ( { name = \"a\"; } );");
    cr_expect_str_eq(config_choose(&config, NULL, &error)->name, "a", "the only one");
    load(&config, "profiles = ( { name = \"mia\"; }, { name = \"ewr\"; } );");
    cr_expect_str_eq(config_choose(&config, "ewr", &error)->name, "ewr");
    cr_expect_null(config_choose(&config, NULL, &error));
    cr_expect_not_null(strstr(error_text(&error), "several profiles"));
    cr_expect_null(config_choose(&config, "nia", &error));
    cr_expect_not_null(strstr(error_text(&error), "did you mean \"mia\"?"));
    load(&config, "profile = \"ewr\"; profiles = ( { name = \"mia\"; }, { name = \"ewr\"; } );");
    cr_expect_str_eq(config_choose(&config, NULL, &error)->name, "ewr", "the default");
    cr_expect_str_eq(config_choose(&config, "mia", &error)->name, "mia");
    error_clear(&error);
    config_free(&config);
}

/* On the practice server nothing of the user's profiles is there, and what was added leads to it. */
Test(config, the_practice_server_has_profiles_of_its_own)
{
    struct config config = { 0 };
    struct profile samples[2] = { { 0 }, { 0 } };
    for (int i = 0; i < 2; i++) {
        profile_init(&samples[i]);
        samples[i].name = mem_printf("sandbox%s", i ? "-list" : "");
        free(samples[i].endpoint);
        samples[i].endpoint = mem_strdup("https://127.0.0.1:4711/api/");
        samples[i].ca_file = mem_strdup("/run/ca.pem");
    }
    free(write_named("perennial.conf", example));
    mkdir_in("perennial");
    free(write_named(
        "perennial/sandbox.conf",
        "profiles = ( { name = \"sandbox-mine\"; endpoint = \"https://127.0.0.1:1/api/\";"
        " token_type = \"customer\"; token_file = \"/t\"; } );\n"));
    load(&config, example);
    config_use_practice(&config, samples, 2);
    cr_assert_eq(config.profile_count, 3);
    static const char *const names[] = { "sandbox", "sandbox-list", "sandbox-mine" };
    for (size_t i = 0; i < 3; i++) {
        cr_expect_str_eq(config.profiles[i].name, names[i]);
        cr_expect_str_eq(config.profiles[i].endpoint, "https://127.0.0.1:4711/api/");
        cr_expect_str_eq(config.profiles[i].ca_file, "/run/ca.pem");
        cr_expect_eq(config.profiles[i].is_own, i == 2);
    }
    cr_expect_eq(config.profiles[2].token_type, TOKEN_CUSTOMER);
    cr_expect(config.is_practice);
    cr_expect_null(config.profile);
    cr_expect_str_eq(config.theme, "light", "all but the profiles is still the user's");
    cr_expect_gt(config.key_count, 0);
    free(write_named("perennial/sandbox.conf", "profiles = ( { nam = \"x\"; } );\n"));
    config_use_practice(&config, samples, 2);
    cr_expect_eq(config.profile_count, 2);
    cr_expect_not_null(strstr(config.own_trouble, "sandbox.conf:1"), "%s", config.own_trouble);
    config_free(&config);
    profile_free(&samples[0]);
    profile_free(&samples[1]);
}
