/* Undo and redo in the order form, its details and its mixes. */
#include "config.h"
#include "order_typing.h"
#include "base/mem.h"
#include "ui/screens/order.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define EXPECT_SEEN(t, text)                                                                       \
    cr_expect(ui_test_has(t, text), "no \"%s\":\n%s", text, ui_test_text(t))
#define EXPECT_NOT_SEEN(t, text)                                                                   \
    cr_expect_not(ui_test_has(t, text), "\"%s\":\n%s", text, ui_test_text(t))

Test(undo, a_field_is_one_step_with_what_completed_it)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "There is nothing to undo.");
    ui_test_keys(t, "FRESH<Tab><Tab>ARM<Tab><Tab>2026-02-09<Tab>");
    EXPECT_SEEN(t, "Armellini");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "Undone: Start.");
    EXPECT_NOT_SEEN(t, "2026-02-09");
    EXPECT_SEEN(t, "Armellini");
    ui_test_keys(t, "<Ctrl-_>");
    EXPECT_NOT_SEEN(t, "Armellini");
    EXPECT_SEEN(t, "Mr. Fresh");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_NOT_SEEN(t, "Mr. Fresh");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "There is nothing to undo.");
    ui_test_keys(t, "<Alt-r>");
    EXPECT_SEEN(t, "Done again: Customer");
    ui_test_keys(t, "<Alt-r><Alt-r>");
    EXPECT_SEEN(t, "2026-02-09");
    EXPECT_SEEN(t, "Armellini");
    ui_test_keys(t, "<Alt-r>");
    EXPECT_SEEN(t, "Nothing was undone that could be done again.");
    /* The cursor went to what changed: typing goes there. */
    ui_test_keys(t, "2026-03-02");
    EXPECT_SEEN(t, "2026-03-02");
    EXPECT_NOT_SEEN(t, "2026-02-09");
    ui_test_close(t);
}

Test(undo, lines_come_back_whole_and_in_their_places)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_box_line);
    ui_test_keys(t, typing_unit_line);
    ui_test_keys(t, typing_mixed_line);
    EXPECT_SEEN(t, "3 lines");
    ui_test_keys(t, "<Up><Up><Ctrl-T><Ctrl-T>");
    EXPECT_SEEN(t, "1 line ");
    ui_test_keys(t, "<Alt-u><Alt-u>");
    EXPECT_SEEN(t, "Undone: line 1 is back.");
    ui_test_expect(t, "golden/order-undone.txt");
    ui_test_keys(t, "<Alt-r>");
    EXPECT_SEEN(t, "Done again: line 1 is gone.");
    EXPECT_SEEN(t, "2 lines");
    /* A new edit after undo ends what could be done again. */
    ui_test_keys(t, "<Alt-u><F9>");
    EXPECT_SEEN(t, "4 lines");
    ui_test_keys(t, "<Alt-r>");
    EXPECT_SEEN(t, "Nothing was undone");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "3 lines");
    ui_test_close(t);
}

Test(undo, everything_down_to_the_blank_form_and_back)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_box_line);
    ui_test_keys(t, typing_mixed_line);
    char *before = mem_strdup(ui_test_text(t));
    int steps = 0;
    while (!ui_test_has(t, "There is nothing to undo") && steps++ < 200)
        ui_test_keys(t, "<Alt-u>");
    cr_expect_lt(steps, 200);
    EXPECT_NOT_SEEN(t, "FRESH");
    EXPECT_SEEN(t, "0 lines");
    while (!ui_test_has(t, "Nothing was undone that could") && steps-- > 0)
        ui_test_keys(t, "<Alt-r>");
    const char *total = strstr(before, "Delivery");
    cr_assert(total);
    char *amount = mem_strndup(total, strcspn(total, "\n"));
    EXPECT_SEEN(t, amount);
    EXPECT_SEEN(t, "Black King 50");
    free(amount);
    free(before);
    ui_test_close(t);
}

Test(undo, in_the_mix_and_in_all_fields)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_mixed_line);
    ui_test_keys(t, "<Ctrl-B>");
    EXPECT_SEEN(t, "it balances");
    ui_test_keys(t, "<Ctrl-T>");
    EXPECT_SEEN(t, "8 missing");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "Undone: line 1.");
    EXPECT_SEEN(t, "it balances");
    ui_test_keys(t, "<Alt-r>");
    EXPECT_SEEN(t, "8 missing");
    ui_test_keys(t, "<Alt-u><Esc><F2>");
    EXPECT_SEEN(t, "All fields");
    ui_test_keys(t, "<Up><Up>977<Tab>");
    EXPECT_SEEN(t, "977");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "Undone: line 1 Units.");
    EXPECT_NOT_SEEN(t, "977");
    ui_test_keys(t, "<Alt-r>");
    EXPECT_SEEN(t, "977");
    /* What was done on another line is undone there. */
    ui_test_keys(t, "<Esc>");
    EXPECT_SEEN(t, "New order");
    ui_test_close(t);
}

Test(undo, an_undo_that_takes_the_line_away_closes_its_parts)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "<Ctrl-B>");
    ui_test_keys(t, "<Alt-u>");
    EXPECT_SEEN(t, "Undone: Location.");
    EXPECT_SEEN(t, "New order");
    ui_test_close(t);
}
