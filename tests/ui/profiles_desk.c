/* The desk of tests of profiles; see profiles_desk.h. */
#include "config.h"
#include "ui/profiles_desk.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"
#include "ui/screens/profiles.h"
#include "ui/screens/secret.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char usual[] =
    "profiles = (\n"
    "  { name = \"mia-sales\"; token_type = \"company\"; token_file = \"mia.token\";\n"
    "    description = \"Sales in Miami\"; multi_location = true; },\n"
    "  { name = \"ewr-sales\"; token_type = \"company\"; token_command = \"pass show komet/ewr\"; "
    "},\n"
    "  { name = \"vendor-33\"; token_type = \"vendor\"; token_file = \"vendor.token\";\n"
    "    methods = \"standing.order.list standing.order.create\"; },\n"
    "  { name = \"trainee\"; token_type = \"company\"; token_file = \"trainee.token\";\n"
    "    read_only = true; },\n"
    "  { name = \"old-mia\"; token_type = \"company\"; token_file = \"old.token\"; },\n"
    "  { name = \"\u9bae\u82b1\u6279\u767c\u516c\u53f8 Florer\u00eda \u00d1and\u00fa & Co.\";\n"
    "    token_type = \"customer\"; }\n"
    ");\n";

char *profiles_desk_path(const char *name)
{
    return mem_printf("%s/%s", getenv("HOME"), name);
}

void profiles_desk_write(const char *name, const char *text, int mode)
{
    struct error error = { 0 };
    char *path = profiles_desk_path(name), *slash = strrchr(path, '/');
    *slash = '\0';
    cr_assert(file_make_dirs(path, &error), "%s", error_text(&error));
    *slash = '/';
    cr_assert(file_write(path, text, strlen(text), (mode_t)mode, &error), "%s", error_text(&error));
    free(path);
}

static void note(const char *profile, const char *token, enum method method,
                 enum seen_verdict verdict)
{
    char print[VAULT_PRINT_CHARS + 1];
    struct seen seen = { 0 };
    vault_print(token, print);
    seen_load(profile, print, &seen, NULL);
    cr_assert(seen_note(profile, print, &seen, method, verdict, NULL));
}

void profiles_desk_open_with(struct profiles_desk *desk, int rows, int cols, const char *text)
{
    struct error error = { 0 };
    *desk = (struct profiles_desk){ .t = ui_test_new(rows, cols) };
    struct ui *ui = ui_test_ui(desk->t);
    if (text)
        profiles_desk_write(".config/perennial/perennial.conf", text, 0600);
    cr_assert(config_load(&desk->config, NULL, &error), "%s", error_text(&error));
    desk->profiles = profiles_new(&desk->config);
    desk->opener.fake = fake_api_new();
    const struct api_opener opener = fake_opener(&desk->opener);
    ui_set_opener(ui, &opener);
    ui_set_profiles(ui, desk->profiles, (struct admin){ 0 });
    ui_set_profile_screens(ui, &profiles_screen, &secret_screen);
    if (desk->config.profile_count) {
        profile_copy(ui_test_profile(desk->t), &desk->config.profiles[0]);
        store_use_profile("mia-sales");
    }
}

void profiles_desk_open(struct profiles_desk *desk, int rows, int cols)
{
    struct error error = { 0 };
    profiles_desk_open_with(desk, rows, cols, usual);
    profiles_desk_write(".config/perennial/mia.token", DESK_TOKEN "\n", 0600);
    profiles_desk_write(".config/perennial/vendor.token", DESK_TOKEN "V\n", 0600);
    profiles_desk_write(".config/perennial/trainee.token", DESK_TOKEN "T\n", 0600);
    profiles_desk_write(".config/perennial/old.token", DESK_TOKEN "O\n", 0600);
    struct profile own = { 0 };
    profile_init(&own);
    own.name = mem_strdup("own");
    own.token_type = TOKEN_CUSTOMER;
    cr_assert(profiles_add(desk->profiles, &own, DESK_TOKEN "C", &error), "%s", error_text(&error));
    profile_free(&own);
    note("mia-sales", DESK_TOKEN, METHOD_ORDER_LIST, SEEN_ALLOWED);
    note("mia-sales", DESK_TOKEN, METHOD_ORDER_ITEM_DELETE, SEEN_REFUSED);
    note("vendor-33", DESK_TOKEN "V", METHOD_ORDER_CREATE, SEEN_ALLOWED);
    note("old-mia", DESK_TOKEN "O", METHOD_COUNT, SEEN_REFUSED);
}

void profiles_desk_close(struct profiles_desk *desk)
{
    ui_test_close(desk->t);
    profiles_free(desk->profiles);
    config_free(&desk->config);
    fake_opener_free(&desk->opener);
}

/* No screen ever has a token on it. */
static void look(struct profiles_desk *desk)
{
    static const char *const heads[] = { "aToken", "aNewToken", "2345678", "8765432" };
    while (fake_api_run(desk->opener.fake))
        continue;
    ui_test_run(desk->t);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        cr_expect(!ui_test_has(desk->t, heads[i]), "a token is on the screen:\n%s",
                  ui_test_text(desk->t));
}

void profiles_desk_show(struct profiles_desk *desk)
{
    ui_test_push(desk->t, &profiles_screen, NULL);
    look(desk);
}

void profiles_desk_keys(struct profiles_desk *desk, const char *keys)
{
    ui_test_keys(desk->t, keys);
    look(desk);
}

void profiles_desk_paste(struct profiles_desk *desk, const char *text)
{
    ui_test_paste(desk->t, text);
    look(desk);
}

void profiles_desk_has(struct profiles_desk *desk, const char *text)
{
    cr_expect(ui_test_has(desk->t, text), "\"%s\" should be on screen:\n%s", text,
              ui_test_text(desk->t));
}

void profiles_desk_has_not(struct profiles_desk *desk, const char *text)
{
    cr_expect(!ui_test_has(desk->t, text), "\"%s\" should not be on screen:\n%s", text,
              ui_test_text(desk->t));
}

static const char *sought;
static struct buf *found_at;
static size_t found;

static int look_into(const char *path, const struct stat *info, int what, struct FTW *place)
{
    enum { MOST_BYTES = 1 << 20 };
    struct buf text = { 0 };
    (void)info, (void)place;
    if (what == FTW_F && file_read(path, MOST_BYTES, &text, NULL) &&
        memmem(buf_text(&text), text.len, sought, strlen(sought))) {
        found++;
        if (found_at)
            buf_set(found_at, path);
    }
    buf_free(&text);
    return 0;
}

size_t profiles_desk_count(const char *text, struct buf *path)
{
    sought = text;
    found_at = path;
    found = 0;
    nftw(getenv("HOME"), look_into, 16, FTW_PHYS);
    return found;
}
