/* The program's own file of profiles: what is written is read back whatever stands in it, the user's file wins,
 * damage is said and harms nothing else */
#include "config.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "config/config.h"
#include "config/options.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *dir;
static struct config config;
static struct error error;

static void set_up(void)
{
    char pattern[] = "/tmp/perennial-own-XXXXXX";
    dir = mem_strdup(mkdtemp(pattern));
    setenv("XDG_CONFIG_HOME", dir, 1);
    char *folder = mem_printf("%s/perennial", dir);
    cr_assert(file_make_dirs(folder, &error));
    free(folder);
}

static void tear_down(void)
{
    char *command = mem_printf("rm -rf %s", dir);
    cr_expect_eq(system(command), 0);
    free(command);
    free(dir);
    config_free(&config);
    error_clear(&error);
}

TestSuite(config_own, .init = set_up, .fini = tear_down);

static void write_file(const char *name, const char *text, size_t len)
{
    char *path = mem_printf("%s/perennial/%s", dir, name);
    cr_assert(file_write(path, text, len, 0600, &error), "%s", error_text(&error));
    free(path);
}

static void write_own(const char *text)
{
    write_file("profiles.conf", text, strlen(text));
}

static void write_users(const char *text)
{
    write_file("perennial.conf", text, strlen(text));
}

static char *read_own(void)
{
    struct buf text = { 0 };
    char *path = mem_printf("%s/perennial/profiles.conf", dir);
    cr_assert(file_read(path, 1 << 20, &text, &error), "%s", error_text(&error));
    free(path);
    return buf_take(&text);
}

static void load(void)
{
    cr_assert(config_load(&config, NULL, &error), "%s", error_text(&error));
}

static bool append(struct config *changed, void *context, struct error *why)
{
    (void)why;
    MEM_GROW(changed->profiles, changed->profile_count, changed->profile_cap);
    struct profile *added = &changed->profiles[changed->profile_count++];
    *added = (struct profile){ 0 };
    profile_copy(added, context);
    added->is_own = true;
    return true;
}

static bool nothing(struct config *changed, void *context, struct error *why)
{
    (void)changed, (void)context, (void)why;
    return true;
}

static char **text_at(struct profile *profile, const struct option *option)
{
    return (char **)(void *)((char *)profile + option->offset);
}

static bool is_text(const struct option *option)
{
    return option->type == OPTION_TEXT || option->type == OPTION_FILE;
}

/* Every row of the table, each text with all that could be taken for something else. */
Test(config_own, every_option_comes_back)
{
    static const char nasty[] =
        "/\"a\\ \\\" // # /* */ @include \"x\" = 1; ) } ; \xC3\xB1 \xE6\xBC\xA2 'x";
    struct profile profile = { 0 };
    profile_init(&profile);
    for (const struct option *option = options_profile; option->name; option++) {
        void *value = (char *)&profile + option->offset;
        if (is_text(option) && strcmp(option->name, "token_command") != 0)
            *(char **)value = mem_printf("%s %s", nasty, option->name);
        else if (option->type == OPTION_NUMBER)
            *(int *)value = option->min + 1;
        else if (option->type == OPTION_BOOL)
            *(bool *)value = strcmp(option->fallback, "true") != 0;
    }
    profile.daily_limit = 500;
    profile.token_type = TOKEN_CUSTOMER;
    profile.methods = mem_strdup("standing.order.list login");
    free(profile.endpoint);
    profile.endpoint = mem_strdup("https://example.org:8443/x/");
    load();
    cr_assert(config_change_own(&config, append, &profile, &error), "%s", error_text(&error));
    load();
    cr_assert_null(config.own_trouble, "%s", config.own_trouble);
    cr_assert_eq(config.profile_count, 1);
    struct profile *read = &config.profiles[0];
    for (const struct option *option = options_profile; option->name; option++) {
        const char *mine = (char *)&profile + option->offset, *its = (char *)read + option->offset;
        if (is_text(option) || option->type == OPTION_URL || option->type == OPTION_METHODS) {
            const char *expected = *text_at(&profile, option), *got = *text_at(read, option);
            cr_expect(expected ? got && strcmp(expected, got) == 0 : !got, "%s: %s", option->name,
                      got);
        } else if (option->type == OPTION_NUMBER) {
            cr_expect_eq(*(const int *)(const void *)mine, *(const int *)(const void *)its, "%s",
                         option->name);
        } else if (option->type == OPTION_BOOL) {
            cr_expect_eq(*(const bool *)mine, *(const bool *)its, "%s", option->name);
        }
    }
    cr_expect_eq(read->token_type, TOKEN_CUSTOMER);
    profile_free(&profile);
}

Test(config_own, what_would_be_refused_in_a_file_is_refused_without_one)
{
    static const struct {
        const char *option, *value, *part;
    } cases[] = {
        { "description", "a\nb", "description must be one line" },
        { "description", "\xff", "UTF-8" },
        { "endpoint", "http://x/", "endpoint: \"http://x/\" must be an address" },
        { "endpoint", "https://user@x/", "must be an address" },
        { "methods", "standing.order.lst", "did you mean \"standing.order.list\"" },
        { "name", "", "has no name" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = { 0 };
        profile_init(&profile);
        profile.name = mem_strdup("x");
        char **text = text_at(&profile, options_find(options_profile, cases[i].option, NULL));
        free(*text);
        *text = mem_strdup(cases[i].value);
        cr_expect_not(config_check_profile(&profile, &error), "%zu", i);
        cr_expect_not_null(strstr(error_text(&error), cases[i].part), "%s", error_text(&error));
        cr_expect_neq(error_text(&error)[0], ':', "no file, no line: %s", error_text(&error));
        error_clear(&error);
        profile_free(&profile);
    }
    struct profile profile = { 0 };
    profile_init(&profile);
    profile.name = mem_strdup("x");
    profile.reserve = profile.daily_limit;
    cr_expect_not(config_check_profile(&profile, &error));
    cr_expect_not_null(strstr(error_text(&error), "reserve must be less"), "%s",
                       error_text(&error));
    profile.reserve = 1;
    cr_expect(config_check_profile(&profile, &error), "%s", error_text(&error));
    profile_free(&profile);
}

Test(config_own, addresses_in_one_form)
{
    static const char *const cases[][2] = {
        { "https://a", "https://a/" },
        { "https://a/api/", "https://a/api/" },
        { "https://[::1]:8443/x", "https://[::1]:8443/x/" },
        { "http://a", NULL },
        { "HTTPS://a", NULL },
        { "https://", NULL },
        { "https:///x", NULL },
        { "https://:443", NULL },
        { "https://a b", NULL },
        { "https://u:p@a", NULL },
        { "https://a?x", NULL },
        { "https://a#x", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *taken = config_take_endpoint(cases[i][0], &error);
        if (cases[i][1]) {
            cr_assert_not_null(taken, "%s", cases[i][0]);
            cr_expect_str_eq(taken, cases[i][1]);
        } else {
            cr_expect_null(taken, "%s", cases[i][0]);
            cr_expect_not_null(strstr(error_text(&error), "begins with https://"));
        }
        error_clear(&error);
        free(taken);
    }
}

Test(config_own, a_profile_chosen_by_the_users_file_wins)
{
    write_own("profile = \"b\"; profiles = ( { name = \"a\"; }, { name = \"b\"; } );\n");
    load();
    cr_expect_str_eq(config.profile, "b");
    cr_expect_null(config.profile_source);
    write_users("profile = \"a\";\n");
    load();
    cr_expect_str_eq(config.profile, "a");
    cr_expect_str_eq(config.own_profile, "b");
    cr_assert_not_null(config.profile_source);
    cr_expect_not_null(strstr(config.profile_source, "perennial.conf:1"));
    write_users("\nprofile = \"nobody\";\n");
    cr_expect_not(config_load(&config, NULL, &error));
    cr_expect_not_null(strstr(error_text(&error), "perennial.conf:2: there is no profile"), "%s",
                       error_text(&error));
}

/* The chosen one may be gone by hand: then none is. */
Test(config_own, a_choice_of_nobody_is_none)
{
    write_own("profile = \"gone\"; profiles = ( { name = \"a\"; }, { name = \"b\"; } );\n");
    load();
    cr_expect_null(config.profile);
    cr_expect_null(config.own_trouble);
    cr_expect_eq(config.profile_count, 2);
}

Test(config_own, it_lies_beside_the_file_that_was_named)
{
    char *named = mem_printf("%s/other.conf", dir), *expected = mem_printf("%s/profiles.conf", dir);
    cr_assert(file_write(named, "", 0, 0600, &error));
    cr_assert(config_load(&config, named, &error), "%s", error_text(&error));
    cr_expect_str_eq(config.own_file, expected);
    free(named);
    free(expected);
    load();
    expected = mem_printf("%s/perennial/profiles.conf", dir);
    cr_expect_str_eq(config.own_file, expected);
    free(expected);
}

Test(config_own, it_is_private_and_replaced_whole)
{
    struct profile profile = { .name = (char *)"a" };
    struct stat what;
    profile_init(&profile);
    profile.name = mem_strdup("a");
    write_own("");
    char *path = mem_printf("%s/perennial/profiles.conf", dir);
    cr_assert_eq(chmod(path, 0644), 0);
    load();
    cr_assert(config_change_own(&config, append, &profile, &error), "%s", error_text(&error));
    cr_assert_eq(stat(path, &what), 0);
    cr_expect_eq(what.st_mode & 0777, 0600);
    free(path);
    profile_free(&profile);
}

/* Each byte another one, and cut everywhere: read or refused in words, and never written over. */
Test(config_own, damage_is_said_and_harms_nothing_else, .timeout = 60)
{
    static const char text[] =
        "profile = \"b\";\nprofiles = (\n  { name = \"a\"; daily_limit = 12; reserve = 1; },\n"
        "  { name = \"b\"; read_only = true; token_type = \"vendor\"; } );\n";
    static const char others[] = "\"({;=\\@#\xff\n";
    write_users("profiles = ( { name = \"mine\"; } );\n");
    for (size_t at = 0; at < sizeof text - 1; at++) {
        for (size_t k = 0; k < sizeof others; k++) { /* the last one: cut, the NUL of the array */
            char changed[sizeof text];
            memcpy(changed, text, sizeof text);
            changed[at] = others[k];
            size_t len = k + 1 < sizeof others ? sizeof text - 1 : at;
            write_file("profiles.conf", changed, len);
            load();
            cr_expect_geq(config.profile_count, 1);
            cr_expect_str_eq(config.profiles[0].name, "mine");
            if (!config.own_trouble)
                continue;
            cr_expect_not_null(strstr(config.own_trouble, "profiles.conf:"), "%s",
                               config.own_trouble);
            cr_expect_not(config_change_own(&config, nothing, NULL, NULL));
            char *after = read_own();
            cr_expect_arr_eq(after, changed, len);
            free(after);
        }
    }
}
