/* Tests of picking from a look-up list, and of the lists kept in memory. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/screens/lookups.h"
#include "ui/screens/pick.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char picked[80];

static void take(void *context, const struct lookup_list *list, size_t row)
{
    (void)context;
    snprintf(picked, sizeof picked, "%s %s", list->rows[row].columns[LOOKUP_ID],
             list->rows[row].columns[LOOKUP_CODE]);
}

static void push(struct ui_test *t, enum lookup_kind kind, const char *typed)
{
    struct pick_start start = { .kind = kind, .typed = typed, .on_pick = take };
    ui_test_push(t, &pick_screen, &start);
}

static void add_customers(struct ui_test *t, size_t count)
{
    struct fake_api *fake = ui_test_fake(t);
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "1001", "FRESH", "Mr. Fresh");
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "1002", "NANDU", "Florería Ñandú & Hijos São Paulo");
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "1003", "XIANHUA", "鮮花批發公司 Miami");
    for (size_t i = 0; i < count; i++) {
        char id[32], code[32], name[64];
        snprintf(id, sizeof id, "%zu", 2000 + i);
        snprintf(code, sizeof code, "C%03zu", i);
        snprintf(name, sizeof name, "Petals of Ocala %03zu", i);
        fake_api_add_row(fake, LOOKUP_CUSTOMERS, id, code, name);
    }
}

static struct ui_test *open_customers(int rows, int cols, size_t count, const char *typed)
{
    struct ui_test *t = ui_test_new(rows, cols);
    add_customers(t, count);
    push(t, LOOKUP_CUSTOMERS, typed);
    return t;
}

static void has(struct ui_test *t, const char *text)
{
    cr_expect(ui_test_has(t, text), "\"%s\" should be on screen:\n%s", text, ui_test_text(t));
}

static size_t asked(struct ui_test *t)
{
    return fake_api_count(ui_test_fake(t), "lookup");
}

Test(pick, rows_at_every_size)
{
    static const struct {
        int rows, cols;
        size_t count;
        const char *golden;
    } sizes[] = {
        { 24, 80, 0, "golden/lists/pick-few.txt" },
        { 24, 80, 60, "golden/lists/pick-80x24.txt" },
        { 20, 60, 60, "golden/lists/pick-60x20.txt" },
        { 40, 132, 60, "golden/lists/pick-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = open_customers(sizes[i].rows, sizes[i].cols, sizes[i].count, "");
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(pick, one_row)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_add_row(ui_test_fake(t), LOOKUP_BOX_TYPES, "3", "HB", "");
    push(t, LOOKUP_BOX_TYPES, "");
    has(t, "Pick a box type");
    has(t, "1 of 1");
    ui_test_keys(t, "<Enter>");
    cr_expect_str_eq(picked, "3 HB");
    cr_expect(ui_is_over(ui_test_ui(t)));
    ui_test_close(t);
}

Test(pick, empty_loading_failed_stopped)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    push(t, LOOKUP_CARRIERS, "");
    ui_test_expect(t, "golden/lists/pick-loading.txt");
    ui_test_keys(t, "<Ctrl-C>");
    has(t, "Reading the list of carriers was stopped.");
    fake_api_hold(ui_test_fake(t), false);
    fake_api_fail(ui_test_fake(t), "lookup", API_UNREACHED, 0, "The service does not answer.");
    ui_test_keys(t, "<F5>");
    ui_test_expect(t, "golden/lists/pick-failed.txt");
    fake_api_fail(ui_test_fake(t), "lookup", API_DONE, 200, "");
    ui_test_keys(t, "<Ctrl-R>");
    has(t, "The service knows no carrier.");
    cr_expect_eq(asked(t), 3);
    ui_test_close(t);
}

/* Typed ahead while the list is on its way: what is typed behind Enter waits for the form below. */
Test(pick, enter_waits_for_the_list)
{
    static const struct {
        const char *typed, *picked, *says;
    } rows[] = {
        { "c007", "2007 C007", NULL },
        { "ocala 02", "", "11 rows are meant" },
        { "nobody", "", "Nothing was taken" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = ui_test_new(24, 80);
        picked[0] = '\0';
        add_customers(t, 60);
        fake_api_hold(ui_test_fake(t), true);
        push(t, LOOKUP_CUSTOMERS, "");
        ui_test_keys(t, rows[i].typed);
        ui_test_keys(t, "<Enter>zz");
        has(t, "Taken as soon as the list is here");
        fake_api_hold(ui_test_fake(t), false);
        ui_test_run(t);
        cr_expect_str_eq(picked, rows[i].picked, "%s took %s", rows[i].typed, picked);
        cr_expect_eq(ui_is_over(ui_test_ui(t)), !rows[i].says, "%s", rows[i].typed);
        if (rows[i].says)
            has(t, rows[i].says);
        ui_test_close(t);
    }
}

Test(pick, going_back_does_not_wait_for_the_list)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    push(t, LOOKUP_CUSTOMERS, "");
    ui_test_keys(t, "fre<Enter>2026<F3>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    cr_expect_str_eq(picked, "");
    ui_test_close(t);
}

Test(pick, narrows_by_words_codes_and_abbreviations)
{
    static const struct {
        const char *typed, *count, *picked;
    } rows[] = {
        { "nandu", "1 of 63", "1002 NANDU" },  { "paulo sao", "1 of 63", "1002 NANDU" },
        { "c007", "1 of 63", "2007 C007" },    { "petoca019", "1 of 63", "2019 C019" },
        { "鮮花", "1 of 63", "1003 XIANHUA" }, { "OCALA 02", "11 of 63", "2020 C020" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ui_test *t = open_customers(24, 80, 60, "");
        ui_test_keys(t, rows[i].typed);
        has(t, rows[i].count);
        ui_test_keys(t, "<Enter>");
        cr_expect_str_eq(picked, rows[i].picked, "%s gave %s", rows[i].typed, picked);
        ui_test_close(t);
    }
}

Test(pick, opens_with_what_was_typed)
{
    struct ui_test *t = open_customers(24, 80, 60, "ocala 01");
    has(t, "Find ocala 01");
    has(t, "11 of 63");
    ui_test_keys(t, "<Down><Down><Enter>");
    cr_expect_str_eq(picked, "2012 C012"); /* behind C010 and C011; C001 is further below */
    ui_test_close(t);
}

Test(pick, a_code_typed_in_full_comes_first)
{
    struct ui_test *t = open_customers(24, 80, 0, "");
    fake_api_add_row(ui_test_fake(t), LOOKUP_CUSTOMERS, "9", "FR", "Zinnia French");
    ui_test_keys(t, "<F5>fr");
    has(t, ">FR ");
    ui_test_keys(t, "<Enter>");
    cr_expect_str_eq(picked, "9 FR");
    ui_test_close(t);
}

Test(pick, what_begins_so_comes_before_what_has_the_letters_by_accident)
{
    struct ui_test *t = open_customers(24, 80, 3, "");
    fake_api_add_row(ui_test_fake(t), LOOKUP_CUSTOMERS, "8", "AZALE7", "Azalea Florist Retail");
    fake_api_add_row(ui_test_fake(t), LOOKUP_CUSTOMERS, "9", "BIG", "Big Fresh Market");
    ui_test_keys(t, "<F5>fre");
    has(t, "3 of 8"); /* (f)lorist (re)tail is squeezed */
    has(t, ">FRESH ");
    ui_test_keys(t, "<Ctrl-U>flre");
    has(t, ">AZALE7 ");
    ui_test_close(t);
}

Test(pick, nothing_has_these_words)
{
    struct ui_test *t = open_customers(24, 80, 3, "xyzzy");
    has(t, "No customer has these words: xyzzy");
    ui_test_keys(t, "<Ctrl-U>");
    has(t, "6 of 6");
    ui_test_close(t);
}

Test(pick, keys_typed_while_it_is_read_narrow_it)
{
    struct ui_test *t = ui_test_new(24, 80);
    add_customers(t, 60);
    fake_api_hold(ui_test_fake(t), true);
    push(t, LOOKUP_CUSTOMERS, "");
    ui_test_keys(t, "nandu");
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    has(t, "1 of 63");
    ui_test_close(t);
}

Test(pick, resize_while_typing)
{
    struct ui_test *t = open_customers(24, 80, 60, "");
    ui_test_keys(t, "oca");
    ui_test_resize(t, 20, 60);
    ui_test_keys(t, "la");
    has(t, "Find ocala");
    ui_test_resize(t, 24, 80);
    has(t, "60 of 63");
    ui_test_close(t);
}

Test(pick, mono_theme_shows_the_selected_row)
{
    struct ui_test *t = open_customers(24, 80, 3, "");
    ui_test_theme(t, "mono", true);
    ui_test_keys(t, "<Down>");
    has(t, ">FRESH");
    cr_expect_neq(ui_test_attribute(t, "FRESH"), ui_test_attribute(t, "C001"));
    ui_test_close(t);
}

Test(pick, esc_picks_nothing)
{
    struct ui_test *t =
        ui_test_open(24, 80, &pick_screen, &(struct pick_start){ .kind = LOOKUP_VENDORS });
    push(t, LOOKUP_CARRIERS, "");
    ui_test_keys(t, "<Esc>");
    cr_expect_str_eq(picked, "");
    has(t, "Pick a vendor");
    ui_test_close(t);
}

Test(pick, closing_drops_the_request)
{
    struct ui_test *t = ui_test_new(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    push(t, LOOKUP_CUSTOMERS, "");
    ui_test_keys(t, "<F3>");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "drop"), 1);
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    cr_expect_not(lookups_get(ui_test_ui(t), LOOKUP_CUSTOMERS, NULL).is_reading);
    ui_test_close(t);
}

Test(pick, the_second_time_nothing_is_asked)
{
    struct ui_test *t = open_customers(24, 80, 3, "");
    ui_test_keys(t, "<Esc>");
    push(t, LOOKUP_CUSTOMERS, "");
    has(t, "6 of 6");
    cr_expect_eq(asked(t), 1);
    ui_test_keys(t, "<F5>");
    cr_expect_eq(asked(t), 2);
    ui_test_close(t);
}

Test(pick, a_failed_second_read_keeps_the_list)
{
    struct ui_test *t = open_customers(24, 80, 3, "");
    fake_api_fail(ui_test_fake(t), "lookup", API_FAILED, 0, "The reply was cut off.");
    ui_test_keys(t, "<F5>");
    has(t, "The reply was cut off.");
    has(t, "FRESH");
    ui_test_close(t);
}

Test(lookups, ship_tos_belong_to_their_customer)
{
    struct ui_test *t = ui_test_new(24, 80);
    struct ui *ui = ui_test_ui(t);
    fake_api_add_row(ui_test_fake(t), LOOKUP_SHIP_TOS, "5", "DORAL", "Doral");
    lookups_read(ui, LOOKUP_SHIP_TOS, "1001");
    lookups_read(ui, LOOKUP_SHIP_TOS, "1001");
    cr_expect(lookups_get(ui, LOOKUP_SHIP_TOS, "1001").is_reading);
    fake_api_run(ui_test_fake(t));
    cr_expect_eq(asked(t), 1, "asked twice for one list");
    cr_expect_str_eq(fake_api_last_customer_id(ui_test_fake(t)), "1001");
    cr_expect(lookups_get(ui, LOOKUP_SHIP_TOS, "1001").is_read);
    cr_expect_not(lookups_get(ui, LOOKUP_SHIP_TOS, "1002").is_read);
    ui_test_close(t);
}

Test(lookups, finds_exactly_one_row_in_memory)
{
    struct ui_test *t = ui_test_new(24, 80);
    struct ui *ui = ui_test_ui(t);
    const struct lookup_list *list;
    size_t row;
    fake_api_add_row(ui_test_fake(t), LOOKUP_CARRIERS, "1", "ARM", "Armellini");
    fake_api_add_row(ui_test_fake(t), LOOKUP_CARRIERS, "2", "PFL", "Prime");
    fake_api_add_row(ui_test_fake(t), LOOKUP_CARRIERS, "3", "PF2", "Prime");
    cr_expect_not(lookups_find(ui, LOOKUP_CARRIERS, NULL, LOOKUP_CODE, "ARM", &list, &row));
    lookups_read(ui, LOOKUP_CARRIERS, NULL);
    fake_api_run(ui_test_fake(t));
    cr_expect(lookups_find(ui, LOOKUP_CARRIERS, NULL, LOOKUP_CODE, "arm", &list, &row));
    cr_expect_str_eq(list->rows[row].columns[LOOKUP_NAME], "Armellini");
    cr_expect_not(lookups_find(ui, LOOKUP_CARRIERS, NULL, LOOKUP_NAME, "Prime", &list, &row),
                  "two carriers have this name");
    cr_expect_not(lookups_find(ui, LOOKUP_CARRIERS, NULL, LOOKUP_CODE, "", &list, &row));
    cr_expect_eq(asked(t), 1);
    ui_test_close(t);
}
