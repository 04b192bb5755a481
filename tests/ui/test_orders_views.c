/* Tests of how the list of standing orders is looked at: sorting, columns, dates by name, saved views. */
#include "config.h"
#include "support/ui_test.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/views.h"
#include "ui/order_samples.h"
#include "ui/screens/orders.h"
#include "ui/screens/orders_columns.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct ui_test *open_usual(int rows, int cols)
{
    struct ui_test *t = ui_test_new(rows, cols);
    samples_add_usual(ui_test_fake(t));
    ui_test_push(t, &orders_screen, NULL);
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static void has_not(struct ui_test *t, const char *text)
{
    cr_expect(!ui_test_has(t, text), "\"%s\" should not be on screen:\n%s", text, ui_test_text(t));
}

static size_t asked(struct ui_test *t)
{
    return fake_api_count(ui_test_fake(t), "order_list");
}

static const char *filter_text(struct ui_test *t, enum filter_field field)
{
    return value_text(fake_api_last_filter(ui_test_fake(t))->v[field]);
}

/* The file of the views, as it is on disk. */
static char *file_text(void)
{
    struct buf text = { 0 };
    char *path = paths_join(PATHS_CONFIG, "views/%");
    if (!file_read(path, 1 << 20, &text, NULL))
        buf_add(&text, "");
    free(path);
    return buf_take(&text);
}

/* As if the program was started with this file there. */
static struct ui_test *open_with(const char *text)
{
    struct ui_test *t = ui_test_new(24, 80);
    char *path = paths_join(PATHS_CONFIG, "views/%"), *dir = paths_join(PATHS_CONFIG, "views");
    samples_add_usual(ui_test_fake(t));
    cr_assert(file_make_dirs(dir, NULL));
    cr_assert(file_write(path, text, strlen(text), 0600, NULL));
    ui_test_push(t, &orders_screen, NULL);
    free(path);
    free(dir);
    return t;
}

/* --- sorting --- */

Test(orders_views, sorts_by_a_named_column)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "jjs");
    ui_test_expect(t, "golden/lists/orders-sort.txt");
    ui_test_keys(t, "c");
    has(t, "sorted by customer");
    has(t, ">S03240");     /* what is chosen stays chosen */
    ui_test_keys(t, "sc"); /* the same again: the other way round */
    has(t, "sorted by customer, last first");
    ui_test_keys(t, "sbg");
    has(t, "sorted by boxes");
    has(t, ">S03244");
    ui_test_keys(t, "Sg");
    has(t, ">S03266");
    ui_test_keys(t, "sm"); /* a column that is not on screen */
    has(t, "sorted by salesperson");
    cr_expect_eq(asked(t), 1);
    ui_test_close(t);
}

Test(orders_views, every_letter_sorts_by_its_column)
{
    const struct orders_column *all = orders_columns();
    for (int i = 0; i < ORDERS_COLUMNS; i++) {
        cr_expect_eq(all[i].letter != '\0', all[i].what < (int)ORDER_COLUMNS, "%s", all[i].said);
        if (!all[i].letter)
            continue;
        struct ui_test *t = open_usual(24, 80);
        char keys[] = { 's', all[i].letter, '\0' }, words[64];
        snprintf(words, sizeof words, "Sorted by %s%s.", all[i].said,
                 all[i].what == ORDER_COLUMN_NUMBER ? ", last first" : "");
        ui_test_keys(t, keys);
        has(t, words);
        ui_test_close(t);
    }
}

Test(orders_views, steps_through_the_columns_and_back)
{
    struct ui_test *t = open_usual(20, 60);
    ui_test_keys(t, "s<Right>");
    has(t, "Sorted by customer.");
    ui_test_expect(t, "golden/lists/orders-sort-60x20.txt");
    ui_test_keys(t, "<Right>");
    has(t, "Sorted by weeks."); /* the code cannot be sorted by */
    ui_test_keys(t, "S");
    has(t, "Sorted by weeks, last first.");
    ui_test_keys(t, "<Left><Left><Left>");
    has(t, "Sorted by status, last first.");
    ui_test_keys(t, "<Esc>");
    has(t, "sorted by number");
    has_not(t, "last first");
    ui_test_keys(t, "s<Right><Enter>");
    has(t, "sorted by customer");
    ui_test_keys(t, "s7");
    has(t, "A letter sorts by its column");
    ui_test_close(t);
}

/* --- columns --- */

Test(orders_views, a_wider_screen_has_more_columns)
{
    struct ui_test *t = open_usual(24, 132);
    has(t, "Carrier");
    has(t, "Salesperson");
    has(t, "Ship-to");
    has(t, "Loc ");
    has(t, "Lines");
    ui_test_resize(t, 24, 80);
    has_not(t, "Lines");
    has(t, "Ends");
    ui_test_resize(t, 24, 200);
    has(t, "Status");
    has(t, "Code");
    ui_test_close(t);
}

Test(orders_views, columns_are_chosen_and_ordered)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "<F11>");
    ui_test_expect(t, "golden/lists/orders-columns.txt");
    ui_test_keys(t, "jj <Down><Down>"); /* without weeks; Ends is selected */
    ui_test_keys(t, "<lt><lt><lt>");
    ui_test_keys(t, "G <Enter>");
    ui_test_expect(t, "golden/lists/orders-columns-chosen.txt");
    char *text = file_text();
    ui_test_close(t);

    t = open_with(text); /* another start of the program */
    free(text);
    has_not(t, "Wk");
    ui_test_keys(t, "+<F12><Enter>");
    has(t, "Wk");
    ui_test_close(t);
}

Test(orders_views, columns_can_be_left_as_they_were)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "+ jjj<Esc>");
    has(t, "Op\u25b2Number");
    ui_test_keys(t, "+");
    for (int i = 0; i < 9; i++)
        ui_test_keys(t, "g ");
    has(t, "One column has to stay.");
    ui_test_keys(t, "G>");
    has(t, "Space shows this column; then it can be moved.");
    ui_test_keys(t, "<Esc>");
    has(t, "Op\u25b2Number");
    ui_test_close(t);
}

Test(orders_views, chosen_columns_without_room_are_said)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "+");
    for (int i = 0; i < 8; i++)
        ui_test_keys(t, "G ");
    has(t, "no room");
    ui_test_keys(t, "<Enter>");
    has(t, ">S03228");
    ui_test_resize(t, 20, 60);
    has(t, ">S03228");
    ui_test_resize(t, 24, 200);
    has(t, "Salesperson");
    ui_test_close(t);
}

Test(orders_views, active_and_cancelled_are_told_apart)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f<Tab><Tab>a");
    has(t, "Enter reads active and cancelled ones");
    ui_test_keys(t, "<Enter>");
    ui_test_expect(t, "golden/lists/orders-all.txt");
    ui_test_keys(t, "+ <Enter>"); /* also where columns were chosen */
    has(t, "697.50 X");
    ui_test_keys(t, "+<Down><Down><Down><Down><Down><Down><Down> <Enter>"); /* without the marks */
    has(t, "697.50 X");
    ui_test_close(t);
}

/* --- dates by name --- */

Test(orders_views, dates_are_picked_by_name)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f<F4>");
    ui_test_expect(t, "golden/lists/orders-dates.txt");
    ui_test_keys(t, "s");
    has(t, "From 2026-01-01");
    has(t, "To 2026-03-31");
    ui_test_keys(t, "<Tab><F4>");
    has(t, ">s This season, January to March");
    ui_test_keys(t, "<Up><Enter>");
    cr_expect_eq(asked(t), 1);
    ui_test_keys(t, "<Enter>");
    cr_expect_eq(asked(t), 2);
    cr_expect_str_eq(filter_text(t, FILTER_FROM), "2026-02-03");
    cr_expect_str_eq(filter_text(t, FILTER_TO), "2026-05-04");
    ui_test_keys(t, "f<F4>x");
    has(t, "Sets From and To.");
    ui_test_keys(t, "<Esc><Esc>");
    has(t, "From 2026-02-03");
    ui_test_resize(t, 20, 60);
    ui_test_keys(t, "f<F4>");
    ui_test_expect(t, "golden/lists/orders-dates-60x20.txt");
    ui_test_close(t);
}

/* --- saved views --- */

static void expect_file(const char *part, bool is_there)
{
    char *text = file_text();
    cr_expect_eq(strstr(text, part) != NULL, is_there, "\"%s\" in:\n%s", part, text);
    free(text);
}

Test(orders_views, a_view_is_saved_and_taken)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f<F4>s<Tab><Tab>a<Tab><Tab>fresh<Enter>sbS/tampa<Enter>+G <Enter>m");
    ui_test_expect(t, "golden/lists/orders-save.txt");
    ui_test_keys(t, "t");
    has(t, "Saved: ' and t takes this view again.");
    expect_file("dates = season", true);
    expect_file("from =", false);
    expect_file("customer = fresh", true);
    expect_file("status = All", true);
    expect_file("sort = boxes", true);
    expect_file("reverse = yes", true);
    expect_file("narrow = tampa", true);
    expect_file("columns = number, customer,", true);
    char *text = file_text();
    ui_test_close(t);

    t = open_with(text);
    free(text);
    size_t before = asked(t);
    ui_test_keys(t, "'");
    ui_test_expect(t, "golden/lists/orders-views.txt");
    ui_test_keys(t, "t");
    cr_expect_eq(asked(t), before + 1);
    cr_expect_str_eq(filter_text(t, FILTER_FROM), "2026-01-01");
    cr_expect_str_eq(filter_text(t, FILTER_TO), "2026-03-31");
    cr_expect_str_eq(filter_text(t, FILTER_STATUS), "All");
    cr_expect_str_eq(filter_text(t, FILTER_CUSTOMER), "fresh");
    has(t, "/tampa");
    has(t, "2 of 9 orders");
    has(t, "\u25bcBoxes");
    has(t, "View t. It is read with 2 requests.");
    ui_test_keys(t, "<Esc>'t"); /* the same question: no request */
    cr_expect_eq(asked(t), before + 1);
    has(t, "/tampa");
    has(t, "The rows were here already: no request.");
    ui_test_close(t);
}

Test(orders_views, a_view_that_must_be_read_is_not_taken_at_the_reserve)
{
    struct ui_test *t = open_with("[t]\ndates = week\nstatus = All\n");
    size_t before = asked(t);
    fake_api_budget(
        ui_test_fake(t),
        &(struct budget_state){
            .used = 949, .limit = 1000, .reserve = 50, .warn = 800, .is_counted = true });
    ui_test_keys(t, "'t"); /* it takes two, and one is left */
    has(t, "The view t was not taken. 949 of the day's 1000 requests are used");
    has(t, "Status Active");
    cr_expect_eq(asked(t), before);
    ui_test_keys(t, "'<Enter>");
    has(t, "949 of the day's 1000 requests are used");
    cr_expect_eq(asked(t), before);
    ui_test_close(t);
}

Test(orders_views, dates_of_ones_own_stay_as_they_are)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "f<F4>w2026-01-05<Enter>mo"); /* picked by name, then typed over */
    expect_file("from = 2026-01-05", true);
    expect_file("to = 2026-02-08", true);
    expect_file("dates =", false);
    ui_test_keys(t, "mu");
    has(t, "Saved");
    ui_test_close(t);
}

Test(orders_views, the_dates_it_begins_with_follow_the_day)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "mb");
    expect_file("dates = usual", true);
    ui_test_close(t);
}

Test(orders_views, a_taken_letter_is_asked_for_twice)
{
    struct ui_test *t = open_usual(24, 80);
    ui_test_keys(t, "masbma");
    has(t, "a has a view already; a once more replaces it.");
    ui_test_keys(t, "<Esc>");
    expect_file("sort = number", true);
    ui_test_keys(t, "maba"); /* another letter between: asked again */
    ui_test_keys(t, "<Esc>maa");
    expect_file("sort = boxes", true);
    ui_test_close(t);
}

Test(orders_views, says_when_there_is_none)
{
    struct ui_test *t = open_usual(20, 60);
    ui_test_keys(t, "'");
    has(t, "No view is saved yet");
    ui_test_keys(t, "k");
    has(t, "No view is saved under k.");
    ui_test_keys(t, "<Enter>");
    has_not(t, "Saved views");
    ui_test_close(t);
}

Test(orders_views, odd_files_are_met_with_a_sentence)
{
    static const struct {
        const char *text, *keys, *words;
    } rows[] = {
        { "[a]\nfrom = 2026-02-31\nto = 2026-03-01\n", "'a", "The view a cannot be taken: From" },
        { "[a]\nsort = colour\ncolumns = number, smell, number\ndates = week\n", "'a", "View a." },
        { "[ab]\n", "'", "The saved views cannot be read" },
        { "[ab]\n", "m", "The saved views cannot be read" },
        { "[ab]\n", "+ <Enter>", "The columns are not kept for the next start" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_with(rows[i].text);
        ui_test_keys(t, rows[i].keys);
        has(t, rows[i].words);
        ui_test_close(t);
    }
}
