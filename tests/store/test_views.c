/* Saved views: what is saved comes back, what a person wrote is read, what is wrong is said. */
#include "config.h"
#include "base/mem.h"
#include "store/store_desk.h"
#include "store/views.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "config/perennial/views/mia-sales"

static void set_up(void)
{
    store_desk_set_up();
    views_use_profile("mia-sales");
}

TestSuite(views, .init = set_up, .fini = store_desk_tear_down);

static void load(struct views *views)
{
    struct error error = { 0 };
    cr_assert(views_load(views, &error), "%s", error_text(&error));
}

static void save(const struct views *views)
{
    struct error error = { 0 };
    cr_assert(views_save(views, &error), "%s", error_text(&error));
}

Test(views, come_back_in_the_order_of_their_letters)
{
    struct views views = { 0 };
    load(&views);
    cr_expect_eq(views.count, 0, "no file yet is an empty list");
    struct view *view = views_put(&views, 'm');
    view_set(view, "customer", "Freshly \xC3\xB1 = #1 [Doral]");
    view_set(view, "from", "2026-01-01");
    view_set(view, "sort", "");
    view_set(view, "from", "2027-01-01");
    view_set(views_put(&views, 'a'), "columns", "number, customer");
    save(&views);
    views_free(&views);

    load(&views);
    cr_assert_eq(views.count, 2);
    cr_expect_eq(views.list[0].letter, 'a');
    view = views_find(&views, 'm');
    cr_assert_not_null(view);
    cr_expect_eq(view->count, 3);
    cr_expect_str_eq(view_get(view, "customer"), "Freshly \xC3\xB1 = #1 [Doral]");
    cr_expect_str_eq(view_get(view, "from"), "2027-01-01");
    cr_expect_str_eq(view_get(view, "sort"), "");
    cr_expect_str_eq(view_get(view, "columns"), "");
    cr_expect_null(views_find(&views, 'x'));

    cr_expect_eq(views_put(&views, 'm')->count, 0, "a view that is put anew is empty");
    cr_expect_eq(views.count, 2);
    views_free(&views);
}

Test(views, of_all_letters)
{
    struct views views = { 0 };
    for (char c = 'z'; c >= 'a'; c--) {
        char value[] = { c, '\0' };
        view_set(views_put(&views, c), "number", value);
    }
    save(&views);
    load(&views);
    cr_assert_eq(views.count, 26);
    for (size_t i = 0; i < 26; i++)
        cr_expect_eq(view_get(&views.list[i], "number")[0], 'a' + (char)i);
    views_free(&views);
}

Test(views, can_be_read_and_written_by_a_person)
{
    struct views views = { 0 };
    view_set(views_put(&views, 'm'), "customer", "fresh\nly");
    save(&views);
    char *text = store_desk_read(FILE_NAME);
    cr_expect_not_null(strstr(text, "\n[m]\ncustomer = fresh ly\n"), "%s", text);
    free(text);
    store_desk_write(FILE_NAME,
                     "# mine\r\n\n  [q]  \n\tnumber=S03228\n from  =  2026-01-01 \n# x\n");
    load(&views);
    cr_assert_eq(views.count, 1);
    cr_expect_eq(views.list[0].letter, 'q');
    cr_expect_str_eq(view_get(&views.list[0], "number"), "S03228");
    cr_expect_str_eq(view_get(&views.list[0], "from"), "2026-01-01");
    views_free(&views);
}

Test(views, what_is_wrong_is_named_by_file_and_line)
{
    static const struct {
        const char *text, *said;
    } rows[] = {
        { "[m]\n\nfrom 2026", "mia-sales:3: \"from 2026\" should be" },
        { "[m]\n= 2026", "mia-sales:2: \"= 2026\" should be" },
        { "from = 2026\n", "mia-sales:1: \"from = 2026\" belongs to no view" },
        { "[mm]\n", "mia-sales:1: \"[mm]\" names no view" },
        { "[M]\n", "mia-sales:1: \"[M]\" names no view" },
        { "[m\n", "mia-sales:1: \"[m\" names no view" },
        { "[\n", "mia-sales:1: \"[\" names no view" },
        { "[m]\n[a]\n[m]\n", "mia-sales:3: the view m is there twice" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct views views = { 0 };
        struct error error = { 0 };
        store_desk_write(FILE_NAME, rows[i].text);
        cr_expect_not(views_load(&views, &error), "%s", rows[i].text);
        cr_expect_not_null(strstr(error_text(&error), rows[i].said), "%s", error_text(&error));
        cr_expect_eq(views.count, 0);
        error_clear(&error);
    }
}

Test(views, are_private_and_each_profile_has_its_own)
{
    struct views views = { 0 };
    views_put(&views, 'm');
    save(&views);
    cr_expect_eq(store_desk_mode(FILE_NAME), 0600);
    cr_expect_eq(store_desk_mode("config/perennial/views"), 0700);
    views_use_profile("../mia-sales");
    load(&views);
    cr_expect_eq(views.count, 0);
    views_use_profile("mia-sales");
    load(&views);
    cr_expect_eq(views.count, 1);
    views_free(&views);
}

Test(views, that_cannot_be_written_or_read_say_so)
{
    struct views views = { 0 };
    struct error error = { 0 };
    store_desk_write("config/perennial/views", "a file where the folder should be");
    cr_expect_not(views_save(&views, &error));
    cr_expect_not_null(strstr(error_text(&error), "views"), "%s", error_text(&error));
    error_clear(&error);
    cr_expect_not(views_load(&views, &error));
    cr_expect_not_null(error.text);
    error_clear(&error);
}
