/* Drafts: saved whole and private, listed newest first, loaded back byte for byte. */
#include "config.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/drafts.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

static char *dir;

static void set_up(void)
{
    char pattern[] = "/tmp/perennial-drafts-XXXXXX";
    dir = mem_strdup(mkdtemp(pattern));
    cr_assert_not_null(dir);
    setenv("XDG_DATA_HOME", dir, 1);
}

static void tear_down(void)
{
    char *command = mem_printf("rm -rf %s", dir);
    cr_expect_eq(system(command), 0);
    free(command);
    free(dir);
}

TestSuite(drafts, .init = set_up, .fini = tear_down);

static void save(const char *name, const char *title, const char *text)
{
    struct error error = { 0 };
    cr_assert(drafts_save(name, title, text, strlen(text), &error), "%s", error_text(&error));
}

static void age(const char *name, time_t when)
{
    char *path = mem_printf("%s/perennial/drafts/%s.json", dir, name);
    cr_assert_eq(utime(path, &(struct utimbuf){ when, when }), 0);
    free(path);
}

Test(drafts, come_back_byte_for_byte)
{
    static const char bytes[] = "{ \"comments\": \"a\0b ñ 漢\" }\n";
    struct buf text = { 0 };
    struct error error = { 0 };
    cr_assert(drafts_save("one", "Mr. Fresh", bytes, sizeof bytes, &error));
    cr_assert(drafts_load("one", &text, &error));
    cr_expect_eq(text.len, sizeof bytes);
    cr_expect_eq(memcmp(text.data, bytes, sizeof bytes), 0);
    buf_free(&text);
    save("one", "Mr. Fresh", "{}");
    cr_assert(drafts_load("one", &text, &error));
    cr_expect_str_eq(buf_text(&text), "{}");
    buf_free(&text);
}

Test(drafts, are_private)
{
    save("one", "Mr. Fresh", "{}");
    struct stat what;
    char *path = mem_printf("%s/perennial/drafts/one.json", dir);
    cr_assert_eq(stat(path, &what), 0);
    cr_expect_eq(what.st_mode & 0777, 0600);
    *strrchr(path, '/') = '\0';
    cr_assert_eq(stat(path, &what), 0);
    cr_expect_eq(what.st_mode & 0777, 0700);
    free(path);
}

Test(drafts, are_listed_newest_first)
{
    struct drafts drafts = { 0 };
    struct error error = { 0 };
    cr_expect(drafts_list(&drafts, &error));
    cr_expect_eq(drafts.count, 0, "no directory yet is an empty list");
    save("old", "Old one", "{}");
    save("new", "Ñandú 漢", "{}");
    age("old", 1000);
    age("new", 2000);
    cr_assert(drafts_list(&drafts, &error));
    cr_assert_eq(drafts.count, 2);
    cr_expect_str_eq(drafts.list[0].name, "new");
    cr_expect_str_eq(drafts.list[0].title, "Ñandú 漢");
    cr_expect_eq(drafts.list[0].saved, 2000);
    cr_expect_str_eq(drafts.list[1].name, "old");
    drafts_free(&drafts);
}

Test(drafts, without_a_title_the_name_serves)
{
    save("one", "", "{}");
    struct drafts drafts = { 0 };
    cr_assert(drafts_list(&drafts, NULL));
    cr_assert_eq(drafts.count, 1);
    cr_expect_str_eq(drafts.list[0].title, "one");
    drafts_free(&drafts);
}

Test(drafts, go_away_when_removed)
{
    save("one", "Mr. Fresh", "{}");
    cr_expect(drafts_remove("one", NULL));
    cr_expect(drafts_remove("one", NULL), "a draft that is not there is fine");
    struct buf text = { 0 };
    cr_expect_not(drafts_load("one", &text, NULL));
    char *path = mem_printf("%s/perennial/drafts/one.title", dir);
    cr_expect_neq(access(path, F_OK), 0);
    free(path);
    buf_free(&text);
}

Test(drafts, names_stay_in_the_directory)
{
    static const char *const names[] = { "", "../x", "a/b", ".hidden", "a b", "\xC3\xB1" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct error error = { 0 };
        cr_expect_not(drafts_save(names[i], "", "{}", 2, &error), "%s", names[i]);
        cr_expect_not_null(strstr(error_text(&error), "cannot name a draft"));
        error_clear(&error);
        cr_expect_not(drafts_load(names[i], &(struct buf){ 0 }, NULL));
        cr_expect_not(drafts_remove(names[i], NULL));
    }
}

Test(drafts, new_names_are_new)
{
    clock_fix(1800000000);
    char *first = drafts_new_name();
    save(first, "", "{}");
    char *second = drafts_new_name();
    cr_expect_str_neq(first, second);
    save(second, "", "{}");
    free(first);
    free(second);
}

Test(drafts, each_profile_has_its_own)
{
    struct drafts drafts = { 0 };
    struct buf text = { 0 };
    drafts_use_profile("mia-sales");
    cr_assert(drafts_save("one", "Mr. Fresh", "{}", 2, NULL));
    drafts_use_profile("sandbox");
    cr_assert(drafts_list(&drafts, NULL));
    cr_expect_eq(drafts.count, 0, "an order for one company is not offered to another");
    cr_expect_not(drafts_load("one", &text, NULL));
    /* a name that is a path elsewhere stays a name */
    drafts_use_profile("../mia-sales");
    cr_assert(drafts_list(&drafts, NULL));
    cr_expect_eq(drafts.count, 0);
    cr_assert(drafts_save("two", "Mrs. Fresh", "{}", 2, NULL));
    drafts_use_profile("mia-sales");
    cr_assert(drafts_list(&drafts, NULL));
    cr_assert_eq(drafts.count, 1);
    cr_expect_str_eq(drafts.list[0].name, "one");
    drafts_free(&drafts);
    buf_free(&text);
}
