/* Files, paths and the log with its masking. */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/paths.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[64];

static void make_dir(void)
{
    strcpy(dir, "/tmp/perennial-test-XXXXXX");
    cr_assert_not_null(mkdtemp(dir));
}

static void remove_dir(void)
{
    char *command = mem_printf("rm -rf '%s'", dir);
    cr_assert_eq(system(command), 0);
    free(command);
}

static char *inside(const char *name)
{
    return mem_printf("%s/%s", dir, name);
}

static mode_t mode_of(const char *path)
{
    struct stat facts;
    cr_assert_eq(stat(path, &facts), 0);
    return facts.st_mode & 07777;
}

static size_t count_entries(void)
{
    size_t count = 0;
    DIR *handle = opendir(dir);
    cr_assert_not_null(handle);
    for (struct dirent *entry; (entry = readdir(handle));)
        count += entry->d_name[0] != '.';
    closedir(handle);
    return count;
}

TestSuite(file, .init = make_dir, .fini = remove_dir);
TestSuite(paths, .init = make_dir, .fini = remove_dir);
TestSuite(log, .init = make_dir, .fini = remove_dir);

Test(file, is_written_whole_and_read_back)
{
    char *path = inside("order.json");
    struct buf text = { 0 };
    struct error error = { 0 };
    umask(0);
    cr_expect(file_write(path, "one", 3, 0600, &error), "%s", error_text(&error));
    cr_expect(file_write(path, "two\0!", 5, 0640, &error), "%s", error_text(&error));
    cr_expect_eq(mode_of(path), 0640);
    cr_expect_eq(count_entries(), 1, "nothing is left beside it");
    cr_expect(file_read(path, 5, &text, &error));
    cr_expect_eq(text.len, 5);
    cr_expect_eq(memcmp(text.data, "two\0!", 5), 0);
    cr_expect_not(file_read(path, 4, &text, &error), "more than allowed");
    cr_expect(strstr(error_text(&error), path), "%s", error_text(&error));
    buf_free(&text);
    error_clear(&error);
    free(path);
}

static void expect_kept(const char *path, const char *expected)
{
    struct buf text = { 0 };
    cr_expect(file_read(path, 100, &text, NULL));
    cr_expect_str_eq(buf_text(&text), expected);
    buf_free(&text);
}

/* A writer that was killed leaves its file; the next one of the same name takes it along. */
Test(file, what_a_killed_writer_left_is_gone_with_the_next)
{
    char *path = inside("order.json"), *beside = file_beside(path);
    cr_assert(file_create(beside, "left, and longer", 16, 0644, NULL));
    cr_expect(file_write(path, "one", 3, 0600, NULL));
    expect_kept(path, "one");
    cr_expect_eq(mode_of(path), 0600);
    cr_expect_eq(count_entries(), 1, "nothing is left beside it");
    free(beside);
    free(path);
}

Test(file, what_another_writer_or_nobody_here_made_is_let_alone)
{
    char *path = inside("order.json"), *beside = file_beside(path), *other = inside("other");
    int held = file_hold_beside(beside, O_CREAT);
    cr_assert_geq(held, 0);
    cr_assert_eq(write(held, "half", 4), 4);
    cr_expect_eq(file_hold_beside(beside, O_CREAT), -1, "one at a time");
    cr_expect(file_write(path, "one", 3, 0600, NULL));
    expect_kept(path, "one");
    expect_kept(beside, "half");
    cr_expect_eq(count_entries(), 2);
    close(held);
    cr_assert_eq(unlink(beside), 0);
    cr_assert(file_create(other, "theirs", 6, 0600, NULL));
    cr_assert_eq(symlink(other, beside), 0);
    cr_expect(file_write(path, "two", 3, 0600, NULL));
    cr_assert_eq(unlink(beside), 0);
    cr_assert_eq(link(other, beside), 0);
    cr_expect(file_write(path, "two", 3, 0600, NULL));
    expect_kept(path, "two");
    expect_kept(other, "theirs");
    free(other);
    free(beside);
    free(path);
}

Test(file, failures_name_the_file)
{
    char *missing = inside("missing/order.json"), *none = inside("none");
    struct buf text = { 0 };
    struct error error = { 0 };
    cr_expect_not(file_write(missing, "x", 1, 0600, &error));
    cr_expect(strstr(error_text(&error), missing), "%s", error_text(&error));
    cr_expect_not(file_read(none, 10, &text, &error));
    cr_expect(strstr(error_text(&error), none), "%s", error_text(&error));
    cr_expect_not(file_exists(none));
    cr_expect(file_create(none, "x", 1, 0600, &error));
    cr_expect(file_exists(none));
    cr_expect_eq(mode_of(none), 0600);
    cr_expect_not(file_create(none, "y", 1, 0600, &error), "it exists already");
    cr_expect(file_read(none, 10, &text, &error));
    cr_expect_str_eq(buf_text(&text), "x", "and is as it was");
    buf_free(&text);
    error_clear(&error);
    free(missing);
    free(none);
}

Test(file, a_lock_is_held_by_one)
{
    char *path = inside("lock");
    struct error error = { 0 };
    int lock = file_lock(path, false, &error);
    cr_assert_geq(lock, 0);
    cr_expect_eq(file_lock(path, false, &error), -1);
    cr_expect(strstr(error_text(&error), path));
    file_unlock(lock);
    lock = file_lock(path, true, &error);
    cr_expect_geq(lock, 0);
    file_unlock(lock);
    error_clear(&error);
    free(path);
}

Test(paths, follow_the_xdg_variables)
{
    static const struct {
        enum paths_place place;
        const char *variable, *below_home;
    } rows[] = {
        { PATHS_CONFIG, "XDG_CONFIG_HOME", "/home/x/.config/perennial/f" },
        { PATHS_DATA, "XDG_DATA_HOME", "/home/x/.local/share/perennial/f" },
        { PATHS_STATE, "XDG_STATE_HOME", "/home/x/.local/state/perennial/f" },
        { PATHS_CACHE, "XDG_CACHE_HOME", "/home/x/.cache/perennial/f" },
    };
    setenv("HOME", "/home/x", 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const values[] = { "/xdg", "relative", "", NULL };
        for (size_t v = 0; v < 4; v++) {
            if (values[v])
                setenv(rows[i].variable, values[v], 1);
            else
                unsetenv(rows[i].variable);
            char *path = paths_join(rows[i].place, "f");
            cr_expect_str_eq(path, v == 0 ? "/xdg/perennial/f" : rows[i].below_home);
            free(path);
        }
    }
    char *path = paths_expand("~/a"), *plain = paths_expand("/~/a");
    cr_expect_str_eq(path, "/home/x/a");
    cr_expect_str_eq(plain, "/~/a");
    free(path);
    free(plain);
}

Test(paths, are_made_for_the_user_alone)
{
    char *top = inside("deep/er");
    struct error error = { 0 };
    setenv("XDG_STATE_HOME", top, 1);
    umask(0);
    char *path = paths_make(PATHS_STATE, "journal", &error);
    cr_assert_not_null(path, "%s", error_text(&error));
    char *made = mem_printf("%s/perennial", top);
    cr_expect_eq(mode_of(made), 0700);
    cr_expect_not(file_exists(path));
    free(path);
    char *blocker = inside("file");
    cr_assert(file_create(blocker, "", 0, 0600, &error));
    setenv("XDG_STATE_HOME", blocker, 1);
    cr_expect_null(paths_make(PATHS_STATE, "journal", &error));
    cr_expect(strstr(error_text(&error), blocker), "%s", error_text(&error));
    error_clear(&error);
    free(blocker);
    free(made);
    free(top);
}

Test(log, masks_secrets_plain_and_encoded)
{
    static const struct {
        const char *text, *masked;
    } rows[] = {
        { "nothing here", "nothing here" },
        { "token=abc123 end", "token=[secret] end" },
        { "abc123abc123", "[secret][secret]" },
        { "abc12345 begins like another", "[secret] begins like another" },
        { "?authenticationToken=abc123&x=1", "?authenticationToken=[secret]&x=1" },
        { "pass word&", "[secret]" },
        { "password=pass%20word%26&u=me", "password=[secret]&u=me" },
        { "password=pass+word%26", "password=[secret]" },
        { "in another address: pass%2520word%2526.", "in another address: [secret]." },
        { "{\"said\":\"\\u0061bc\\u00312\\u0033\"}", "{\"said\":\"[secret]\"}" },
        { "%61%62%63%31%32%33", "[secret]" },
        { "on a page: pass word&amp; &#97;bc&#x31;23", "on a page: [secret] [secret]" },
        { "quoted: a\\/\\\"\\\\\u00F1\\u00f1%C3%b1", "quoted: [secret]" },
        { "once 100%25x, again 100%2525x, as it is 100%x",
          "once [secret], again [secret], as it is [secret]" },
        { "whole %2541, decoded %41", "whole [secret], decoded [secret]" },
        { "not yet: abc12%, abc12\\, abc12\\u, abc12&#, %61bc12",
          "not yet: abc12%, abc12\\, abc12\\u, abc12&#, %61bc12" },
        { "abc12", "abc12" },
        { "", "" },
    };
    log_add_secret("abc123");
    log_add_secret("pass word&");
    log_add_secret("a/\"\\\u00F1\u00F1\u00F1");
    log_add_secret("100%x");
    log_add_secret("%41");
    log_add_secret("");
    log_add_secret(NULL);
    log_add_secret("abc123");
    log_add_secret("abc12345");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *masked = log_mask(rows[i].text);
        cr_expect_str_eq(masked, rows[i].masked);
        free(masked);
    }
    log_forget_secrets();
    char *masked = log_mask("abc123");
    cr_expect_str_eq(masked, "abc123");
    free(masked);
}

Test(log, writes_masked_lines_up_to_its_level)
{
    char *path = inside("log");
    struct error error = { 0 };
    struct buf text = { 0 };
    clock_fix(0);
    log_line(LOG_ERROR, "before it is open nothing happens");
    cr_assert(log_open(path, LOG_INFO, &error), "%s", error_text(&error));
    log_add_secret("s3cr3t");
    log_line(LOG_ERROR, "GET ?token=%s", "s3cr3t");
    log_line(LOG_INFO, "seen");
    log_line(LOG_DEBUG, "not seen");
    log_close();
    cr_assert(file_read(path, 4096, &text, &error));
    cr_expect_str_eq(buf_text(&text), "1970-01-01T00:00:00Z error GET ?token=[secret]\n"
                                      "1970-01-01T00:00:00Z info seen\n");
    cr_expect_eq(mode_of(path) & 077, 0);
    char *dir_as_log = inside("");
    cr_expect_not(log_open(dir_as_log, LOG_INFO, &error));
    error_clear(&error);
    buf_free(&text);
    free(dir_as_log);
    free(path);
}
