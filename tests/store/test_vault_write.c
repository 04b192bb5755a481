/* Secrets on their way into files: which file is made, replaced and removed, and what is left alone */
#include "config.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/store_desk.h"
#include "store/vault.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char file[] = "config/perennial/mia.token";
static char *path;
static struct error error;

static void set_up(void)
{
    store_desk_set_up();
    path = vault_path("mia");
}

static void tear_down(void)
{
    free(path);
    error_clear(&error);
    store_desk_tear_down();
}

TestSuite(vault_write, .init = set_up, .fini = tear_down);

static void expect_no(bool done, const char *part)
{
    cr_expect_not(done, "expected: %s", part);
    cr_expect_not_null(strstr(error_text(&error), part), "\"%s\" lacks \"%s\"", error_text(&error),
                       part);
    cr_expect_null(strstr(error_text(&error), "SECRET"));
    error_clear(&error);
}

static void expect_text(const char *expected)
{
    char *text = store_desk_read(file);
    cr_expect_str_eq(text, expected);
    free(text);
}

static size_t files_in_folder(void)
{
    char *dir = store_desk_path("config/perennial");
    DIR *entries = opendir(dir);
    size_t count = 0;
    for (const struct dirent *entry; entries && (entry = readdir(entries));)
        count += entry->d_name[0] != '.';
    if (entries)
        closedir(entries);
    free(dir);
    return count;
}

Test(vault_write, what_can_be_a_token)
{
    static const struct {
        const char *token, *part; /* NULL = fine */
    } cases[] = {
        { "a", NULL },
        { "12345678901234567890123456789012345678901234567890", NULL },
        { "123456789012345678901234567890123456789012345678901", "at most 50" },
        { "", "empty" },
        { "SECRET 1", "letters and digits" },
        { "SECRET\n", "letters and digits" },
        { "\xC3\xB1", "letters and digits" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (cases[i].part)
            expect_no(vault_check(cases[i].token, &error), cases[i].part);
        else
            cr_expect(vault_check(cases[i].token, &error), "%s", error_text(&error));
    }
}

Test(vault_write, names_lead_nowhere_else)
{
    static const char *const names[][2] = { { "mia", "/config/perennial/mia.token" },
                                            { "../x", "/config/perennial/%2E%2E%2Fx.token" },
                                            { "", "/config/perennial/.token" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *made = vault_path(names[i][0]), *expected = store_desk_path(names[i][1] + 1);
        cr_expect_str_eq(made, expected);
        free(made);
        free(expected);
    }
}

Test(vault_write, a_new_file_is_private_whatever_the_umask)
{
    umask(0);
    cr_assert(vault_write(path, "SECRET1", false, &error), "%s", error_text(&error));
    cr_expect_eq(store_desk_mode(file), 0600);
    cr_expect_eq(store_desk_mode("config/perennial"), 0700);
    expect_text("SECRET1\n");
    cr_expect_eq(files_in_folder(), 1);
}

Test(vault_write, what_is_there_is_not_written_over_unasked)
{
    store_desk_write(file, "SECRET1\n");
    expect_no(vault_write(path, "SECRET2", false, &error), "is there already");
    expect_text("SECRET1\n");
    cr_expect_eq(files_in_folder(), 1);
}

Test(vault_write, a_link_is_not_followed)
{
    char *target = store_desk_path("config/perennial/elsewhere");
    store_desk_write("config/perennial/elsewhere", "SECRET1\n");
    cr_assert_eq(symlink(target, path), 0);
    expect_no(vault_write(path, "SECRET2", false, &error), "is there already");
    expect_no(vault_write(path, "SECRET2", true, &error), "is a link");
    char *text = store_desk_read("config/perennial/elsewhere");
    cr_expect_str_eq(text, "SECRET1\n");
    cr_expect(vault_remove(path, &error));
    free(text);
    text = store_desk_read("config/perennial/elsewhere");
    cr_expect_str_eq(text, "SECRET1\n", "the link goes, what it leads to stays");
    free(text);
    free(target);
}

/* A file that was opened before it was replaced or removed shows that its bytes are gone too. */
Test(vault_write, the_old_secret_is_overwritten)
{
    char bytes[16] = "";
    cr_assert(vault_write(path, "SECRET1", false, &error), "%s", error_text(&error));
    int old = open(path, O_RDONLY);
    cr_assert_geq(old, 0);
    cr_assert(vault_write(path, "SECRET2", true, &error), "%s", error_text(&error));
    cr_expect_eq(store_desk_mode(file), 0600);
    expect_text("SECRET2\n");
    cr_expect_eq(pread(old, bytes, sizeof bytes, 0), 8);
    cr_expect_arr_eq(bytes, "\0\0\0\0\0\0\0\0", 8);
    close(old);
    old = open(path, O_RDONLY);
    cr_assert(vault_remove(path, &error), "%s", error_text(&error));
    cr_expect_not(file_exists(path));
    cr_expect_eq(pread(old, bytes, sizeof bytes, 0), 8);
    cr_expect_arr_eq(bytes, "\0\0\0\0\0\0\0\0", 8);
    close(old);
    cr_expect(vault_remove(path, &error), "none there is fine");
    cr_expect_eq(files_in_folder(), 0);
}

Test(vault_write, replacing_makes_one_where_there_is_none_and_a_wide_one_private)
{
    cr_assert(vault_write(path, "SECRET1", true, &error), "%s", error_text(&error));
    cr_assert_eq(chmod(path, 0644), 0);
    cr_assert(vault_write(path, "SECRET2", true, &error), "%s", error_text(&error));
    cr_expect_eq(store_desk_mode(file), 0600);
    expect_text("SECRET2\n");
}

Test(vault_write, what_cannot_be_written_leaves_nothing)
{
    expect_no(vault_write("/proc/nothing/x.token", "SECRET1", false, &error), "/proc/nothing");
    expect_no(vault_write(path, "SECRET 1", false, &error), "letters and digits");
    cr_expect_not(file_exists(path));
    if (access("/dev/full", W_OK) == 0) {
        cr_assert(vault_write(path, "SECRET1", false, &error));
        expect_no(vault_write("/dev/full", "SECRET1", true, &error), "no file");
    }
}

/* Where anybody may put files, the one that is read may be anybody's. */
Test(vault_write, a_folder_of_everybody_is_no_place_for_a_secret)
{
    static const struct {
        mode_t mode;
        bool is_fine;
    } modes[] = { { 0700, true },  { 0755, true },  { 0775, true },
                  { 01777, true }, { 0777, false }, { 0703, false } };
    struct profile profile = { .name = (char *)"mia", .token_file = path };
    char *dir = store_desk_path("config/perennial");
    cr_assert(vault_write(path, "SECRET1", false, &error), "%s", error_text(&error));
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct buf token = BUF_SECRET;
        cr_assert_eq(chmod(dir, modes[i].mode), 0);
        bool has_read = vault_read(&profile, &token, &error);
        cr_expect_eq(has_read, modes[i].is_fine, "%o: %s", (unsigned)modes[i].mode,
                     error_text(&error));
        if (!modes[i].is_fine) {
            expect_no(has_read, "everybody may write to");
            expect_no(vault_write(path, "SECRET2", true, &error), "chmod go-w");
            expect_text("SECRET1\n");
        }
        buf_wipe(&token);
    }
    free(dir);
}

Test(vault_write, a_secret_moves_only_where_there_is_none)
{
    char *to = vault_path("new");
    cr_assert(vault_write(path, "SECRET1", false, &error));
    cr_assert(vault_write(to, "SECRET2", false, &error));
    expect_no(vault_move(path, to, &error), "cannot become");
    expect_text("SECRET1\n");
    cr_assert(vault_remove(to, &error));
    cr_expect(vault_move(path, to, &error), "%s", error_text(&error));
    cr_expect_not(file_exists(path));
    cr_expect_eq(store_desk_mode("config/perennial/new.token"), 0600);
    free(to);
}

/* --- what a writer that was killed left beside the file --- */

static const char left_file[] = "config/perennial/mia.token.perennial-new";

static bool do_read(void)
{
    struct profile profile = { .name = (char *)"mia", .token_file = path };
    struct buf token = BUF_SECRET;
    bool done = vault_read(&profile, &token, &error);
    cr_expect(!done || strcmp(buf_text(&token), "SECRET1") == 0);
    buf_wipe(&token);
    return done;
}

static bool do_replace(void)
{
    return vault_write(path, "SECRET1", true, &error);
}

static bool do_remove(void)
{
    return vault_remove(path, &error);
}

static bool do_keep(void)
{
    return do_remove() && vault_write(path, "SECRET1", false, &error);
}

static bool do_move(void)
{
    char *to = vault_path("new");
    bool done = vault_move(path, to, &error);
    free(to);
    return done;
}

Test(vault_write, a_secret_left_beside_goes_with_the_next_that_is_done)
{
    static const struct {
        bool (*act)(void);
        const char *what;
        size_t files;
    } cases[] = { { do_read, "reading", 1 },
                  { do_replace, "replacing", 1 },
                  { do_keep, "keeping", 1 },
                  { do_move, "moving", 1 },
                  { do_remove, "removing", 1 } }; /* what was moved is there */
    char *left = store_desk_path(left_file);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[16] = "";
        if (!file_exists(path))
            store_desk_write(file, "SECRET1\n");
        store_desk_write(left_file, "SECRET9\n");
        int opened = open(left, O_RDONLY);
        cr_assert_geq(opened, 0);
        cr_expect(cases[i].act(), "%s: %s", cases[i].what, error_text(&error));
        cr_expect_not(file_exists(left), "%s", cases[i].what);
        cr_expect_eq(files_in_folder(), cases[i].files, "%s", cases[i].what);
        cr_expect_eq(pread(opened, bytes, sizeof bytes, 0), 8);
        cr_expect_arr_eq(bytes, "\0\0\0\0\0\0\0\0", 8, "%s", cases[i].what);
        close(opened);
    }
    free(left);
}

Test(vault_write, a_secret_another_program_is_writing_is_let_alone)
{
    char *left = store_desk_path(left_file);
    cr_assert(vault_write(path, "SECRET1", false, &error));
    int held = file_hold_beside(left, O_CREAT | O_EXCL);
    cr_assert_geq(held, 0);
    cr_assert_eq(write(held, "SECRET9\n", 8), 8);
    cr_expect(do_read(), "%s", error_text(&error));
    expect_no(vault_write(path, "SECRET2", true, &error), "another program");
    expect_text("SECRET1\n");
    char *text = store_desk_read(left_file);
    cr_expect_str_eq(text, "SECRET9\n");
    close(held);
    cr_expect(do_read());
    cr_expect_not(file_exists(left));
    free(text);
    free(left);
}
