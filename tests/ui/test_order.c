/* The order form: how it looks, what its keys do, what is kept apart and what belongs together. */
#include "config.h"
#include "order_typing.h"
#include "base/mem.h"
#include "ui/screens/order.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(order, blank_at_every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/order-blank.txt" },
        { 20, 60, "golden/order-blank-60x20.txt" },
        { 40, 132, "golden/order-blank-132x40.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = typing_open(sizes[i].rows, sizes[i].cols);
        ui_test_expect(t, sizes[i].golden);
        ui_test_close(t);
    }
}

Test(order, three_kinds_of_lines_by_keys_alone)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/order-three-lines.txt" },
        { 20, 60, "golden/order-three-lines-60x20.txt" },
        { 40, 132, "golden/order-three-lines-132x40.txt" },
    };
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_box_line);
    ui_test_keys(t, typing_unit_line);
    ui_test_keys(t, typing_mixed_line);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ui_test_resize(t, sizes[i].rows, sizes[i].cols);
        ui_test_expect(t, sizes[i].golden);
    }
    ui_test_close(t);
}

Test(order, the_same_keys_make_the_same_order_at_every_width)
{
    static const struct {
        int rows, cols;
    } sizes[] = { { 20, 60 }, { 40, 132 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ui_test *t = typing_open(sizes[i].rows, sizes[i].cols);
        ui_test_keys(t, typing_header);
        ui_test_keys(t, "33<Tab>RF60<Tab>QB<Tab>21<Tab>13<Tab>7<Tab><Tab>1.21<Tab>1.01");
        ui_test_resize(t, 40, 132);
        ui_test_expect(t, "golden/order-one-line-132x40.txt");
        ui_test_close(t);
    }
}

Test(order, mono_theme_says_it_in_letters)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_theme(t, "mono", true);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "33<Tab>RF60<Tab>QB<Tab>0<Tab><F10>");
    ui_test_expect(t, "golden/order-mono.txt");
    ui_test_expect_attributes(t, "golden/order-mono-attributes.txt");
    ui_test_close(t);
}

/* Nobody who types fast waits for a list: each key acts where it was meant to. */
Test(order, keys_typed_ahead_wait_for_a_slow_list)
{
    struct ui_test *t = typing_open(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "FRESH<F4><Enter>ARM<Tab><Tab>2026-02-09");
    cr_expect_not(ui_test_has(t, "2026-02-09"), "nothing is typed into the list:\n%s",
                  ui_test_text(t));
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t); /* the customers */
    ui_test_run(t); /* the carriers, asked for by what was typed behind */
    cr_expect(ui_test_has(t, "Mr. Fresh"), "the customer is taken:\n%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Armellini"), "the carrier is the next key's:\n%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "2026-02-09"), "and so is the start:\n%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, a_line_more_behind_the_last_field)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    cr_expect(ui_test_has(t, "line 2"), "Enter behind the last field adds a line");
    /* A blank last line is not followed by another one. */
    ui_test_keys(t, "<Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter>");
    cr_expect(ui_test_has(t, "  2 "), "the blank line is still there");
    cr_expect_not(ui_test_has(t, "  3 "), "and there is no third");
    ui_test_close(t);
}

Test(order, problems_are_quiet_until_the_field_is_left)
{
    struct ui_test *t = typing_open(24, 80);
    cr_expect(ui_test_has(t, "Still needed: Customer, Carrier, Start"));
    cr_expect_not(ui_test_has(t, "!"), "a blank form accuses nobody");
    ui_test_keys(t, "<Tab><Tab>");
    cr_expect(ui_test_has(t, "!Customer"), "left empty, it is said");
    cr_expect_not(ui_test_has(t, "!Start"), "the others are not yet");
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "!Start"), "after the first review all of them are");
    ui_test_close(t);
}

Test(order, missing_carrier_is_named_and_nothing_is_sent)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "FRESH<Tab><Tab><Tab><Tab>2026-02-09<Tab><Tab>mw<Tab><Tab>MIA<Tab><Tab><Tab>"
                    "<Tab><Tab><Tab>");
    ui_test_keys(t, typing_box_line);
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "Not sent, 1 problem. Carrier is missing"), "%s", ui_test_text(t));
    ui_test_expect(t, "golden/order-carrier-missing.txt");
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_create"), 0);
    /* The cursor is in the field: typing mends it. */
    ui_test_keys(t, "ARM<Tab><Tab><F10>");
    cr_expect(ui_test_has(t, "Review and send"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, a_stale_id_goes_when_the_code_is_changed)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<F2>");
    cr_expect_not(ui_test_has(t, "131313"), "F2 in a line shows the line");
    ui_test_keys(t, "<PgUp><PgUp>");
    cr_expect(ui_test_has(t, "131313"), "the list brought the id: %s", ui_test_text(t));
    ui_test_keys(t, "<Esc>");
    for (int i = 0; i < 30; i++)
        ui_test_keys(t, "<Up>");
    ui_test_keys(t, "<Backspace>");
    cr_expect_not(ui_test_has(t, "Mr. Fresh"), "the name of FRESH is not that of FRES");
    ui_test_keys(t, "<F2>");
    cr_expect_not(ui_test_has(t, "131313"), "and its id is gone");
    ui_test_keys(t, "<Esc><Ctrl-U>BLOOM<Tab>");
    cr_expect(ui_test_has(t, "Blooms of Doral"));
    ui_test_keys(t, "<F2><Up>");
    cr_expect(ui_test_has(t, "131314"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, a_name_typed_by_hand_beside_a_code_stays)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "OTHER<Tab>Somebody Else<Shift-Tab><End>X<Tab>");
    cr_expect(ui_test_has(t, "OTHERX"));
    cr_expect(ui_test_has(t, "Somebody Else"), "no id, so nothing is stale");
    ui_test_close(t);
}

Test(order, picking_fills_the_group_and_goes_on)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "fre<F4>");
    cr_expect(ui_test_has(t, "Pick a customer"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "FRESH"));
    cr_expect(ui_test_has(t, "Mr. Fresh"));
    ui_test_keys(t, "ARM<Tab>");
    ui_test_advance(t, 100);
    cr_expect(ui_test_has(t, "Armellini"), "the cursor went on to the carrier: %s",
              ui_test_text(t));
    ui_test_close(t);
}

Test(order, ship_to_needs_a_customer_first)
{
    struct ui_test *t = typing_open(24, 80);
    for (int i = 0; i < 11; i++)
        ui_test_keys(t, "<Tab>");
    ui_test_keys(t, "<F4>");
    cr_expect(ui_test_has(t, "pick the customer with F4 first"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, ship_to_goes_with_its_customer)
{
    struct ui_test *t = typing_new(24, 80);
    fake_api_add_row(ui_test_fake(t), LOOKUP_SHIP_TOS, "5512", "DOR", "Doral shop");
    ui_test_push(t, &order_screen, NULL);
    ui_test_keys(t, "FRESH<F4><Enter>");
    for (int i = 0; i < 9; i++)
        ui_test_keys(t, "<Tab>");
    ui_test_keys(t, "<F4><Enter>");
    cr_expect(ui_test_has(t, "5512"), "%s", ui_test_text(t));
    cr_expect_str_eq(fake_api_last_customer_id(ui_test_fake(t)), "131313");
    for (int i = 0; i < 30; i++)
        ui_test_keys(t, "<Up>");
    ui_test_keys(t, "<Ctrl-U>BLOOM<Tab>");
    cr_expect_not(ui_test_has(t, "5512"), "another customer has other addresses");
    ui_test_close(t);
}

Test(order, a_body_over_64_kb_is_refused_and_says_why)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order = { 0 };
    char notes[1001] = "";
    memset(notes, 'n', sizeof notes - 1);
    order_init_blank(&order);
    value_set(&order.v[ORDER_CUSTOMER_ID], "131313");
    value_set(&order.v[ORDER_CARRIER_ID], "1360");
    value_set(&order.v[ORDER_START], "2026-02-09");
    value_set(&order.v[ORDER_RECURRENCE], "1");
    value_set(&order.v[ORDER_DAYS], "Monday");
    value_set(&order.v[ORDER_LOCATION_CODE], "MIA");
    for (size_t i = 0; i < 66; i++) {
        struct item *item = order_insert_item(&order, i);
        value_set(&item->v[ITEM_VENDOR_ID], "33");
        value_set(&item->v[ITEM_PRODUCT_ID], "21");
        value_set(&item->v[ITEM_BOX_TYPE_CODE], "QB");
        value_set(&item->v[ITEM_BOXES], "1");
        value_set(&item->v[ITEM_BUNCHES], "10");
        value_set(&item->v[ITEM_STEMS_BUNCH], "25");
        value_set(&item->v[ITEM_COST], "0");
        value_set(&item->v[ITEM_GENERAL_NOTES], notes);
    }
    struct order_screen_start start = { .order = &order };
    ui_test_push(t, &order_screen, &start);
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "Not sent, 1 problem."), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "General notes"), "the longest texts are named: %s", ui_test_text(t));
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_create"), 0);
    order_free(&order);
    ui_test_close(t);
}

Test(order, small_screens_of_the_others)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_box_line);
    ui_test_keys(t, typing_mixed_line);
    ui_test_resize(t, 20, 60);
    ui_test_keys(t, "<Ctrl-B>");
    ui_test_expect(t, "golden/mix-60x20.txt");
    ui_test_keys(t, "<Esc><F2>");
    ui_test_expect(t, "golden/details-60x20.txt");
    ui_test_keys(t, "<F10>");
    ui_test_expect(t, "golden/review-60x20.txt");
    ui_test_close(t);
}

Test(order, a_choice_has_no_count_of_characters)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_box_line);
    ui_test_keys(t, "<F2><PgUp>");
    bool seen_text = false, seen_choice = false;
    for (int i = 0; i < 40 && !(seen_text && seen_choice); i++) {
        bool counts = ui_test_has(t, " of 20 characters") || ui_test_has(t, " of 5 characters");
        if (ui_test_has(t, "What price and cost are for")) {
            seen_choice = true;
            cr_expect(!counts, "%s", ui_test_text(t));
        } else if (counts) {
            seen_text = true;
        }
        ui_test_keys(t, "<Tab>");
    }
    cr_expect(seen_text && seen_choice, "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, next_trucks_follow_each_change)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "<Tab><Tab><Tab><Tab>2026-02-09<Tab><Tab>m");
    cr_expect(ui_test_has(t, "Next trucks Mon 02-09  Mon 02-16"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Shift-Tab><Ctrl-U>2");
    cr_expect(ui_test_has(t, "Next trucks Mon 02-09  Mon 02-23"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Tab><Tab>2026-02-10<Tab><Shift-Tab>");
    cr_expect(ui_test_has(t, "Mon 02-09"));
    ui_test_keys(t, "<Shift-Tab><Shift-Tab><Ctrl-U>7");
    cr_expect(ui_test_has(t, "Next trucks shown once the dates and the recurrence are right"), "%s",
              ui_test_text(t));
    ui_test_keys(t, "<Ctrl-U>");
    cr_expect(ui_test_has(t, "Next trucks shown once start, recurrence and"), "%s",
              ui_test_text(t));
    ui_test_close(t);
}

Test(order, lines_come_and_go)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<Up><Ctrl-T>");
    cr_expect_not(ui_test_has(t, "Rose Freedom 60"));
    cr_expect(ui_test_has(t, "Alt-u undoes it"));
    ui_test_keys(t, "<Alt-u>");
    cr_expect(ui_test_has(t, "Rose Freedom 60"));
    cr_expect(ui_test_has(t, "2,312.31"));
    ui_test_keys(t, "<F9>");
    cr_expect(ui_test_has(t, "2 lines"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "4,624.62"), "a copy counts: %s", ui_test_text(t));
    ui_test_keys(t, "<F6>");
    ui_test_keys(t, "<Ctrl-D><Ctrl-D><Ctrl-D>5<Tab>");
    cr_expect(ui_test_has(t, "3 lines   47 boxes"), "ditto took vendor, product and box: %s",
              ui_test_text(t));
    ui_test_close(t);
}

Test(order, a_line_in_units_and_back)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "33<Tab>CSR<Tab>UN<Tab>350");
    cr_expect(ui_test_has(t, "350 stems"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Shift-Tab>HB<Tab>");
    cr_expect_not(ui_test_has(t, "350 stems"), "%s", ui_test_text(t));
    ui_test_keys(t, "4");
    cr_expect(ui_test_has(t, "4 boxes"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, parts_of_mixes_and_twenty_lines_scroll)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_mixed_line);
    for (int i = 0; i < 19; i++)
        ui_test_keys(t, "<F9>");
    cr_expect(ui_test_has(t, "20 lines"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, " 20 "), "the line with the cursor is seen");
    ui_test_expect(t, "golden/order-twenty-mixes.txt");
    ui_test_keys(t, "<F11>");
    cr_expect_not(ui_test_has(t, "+ Black King"), "folded");
    ui_test_keys(t, "<PgUp><PgUp><PgUp><PgUp><PgUp>");
    cr_expect(ui_test_has(t, "\n  1 "), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, resizing_while_typing_keeps_the_text)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "FRE");
    ui_test_resize(t, 20, 60);
    ui_test_keys(t, "SH");
    ui_test_resize(t, 40, 132);
    ui_test_keys(t, "X");
    cr_expect(ui_test_has(t, "FRESHX"), "%s", ui_test_text(t));
    ui_test_resize(t, 24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<Up><End>9");
    ui_test_resize(t, 20, 60);
    ui_test_keys(t, "8");
    ui_test_resize(t, 24, 80);
    cr_expect(ui_test_has(t, "3398"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, the_first_letter_replaces_what_a_field_was_filled_with)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<Up><Tab><Tab><Tab>5<Tab>"); /* boxes */
    cr_expect(ui_test_has(t, " 5 box"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Shift-Tab>7<Backspace><Backspace><Tab>");
    cr_expect(ui_test_has(t, " 5 box"), "Backspace on nothing brings it back");
    ui_test_keys(t, "<Shift-Tab><End>0<Tab>");
    cr_expect(ui_test_has(t, " 50 box"), "an arrow or End keeps it");
    ui_test_keys(t, "<Shift-Tab>1");
    ui_test_resize(t, 20, 60);
    ui_test_keys(t, "2<Tab>");
    cr_expect(ui_test_has(t, "12 box"), "a resize is no new beginning: %s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, what_is_too_long_is_not_called_needed)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<Up><End>");
    for (int i = 0; i < 9; i++)
        ui_test_keys(t, "<Tab>");
    ui_test_paste(t, "one\ttwo\nthree four five six seven eight nine ten eleven twelve");
    cr_expect_not(ui_test_has(t, "Still needed: Mark"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Mark code"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "at most 50") || ui_test_has(t, "50 characters"), "%s",
              ui_test_text(t));
    ui_test_close(t);
}

Test(order, a_key_that_does_nothing_says_so)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "FRESH<Tab><Tab>ARM<Tab><Tab>x");
    cr_expect(ui_test_has(t, "x is not taken here. The date the standing order begins"), "%s",
              ui_test_text(t));
    ui_test_keys(t, "<Alt-z>");
    cr_expect(ui_test_has(t, "does nothing here."), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, identifiers_of_parts_are_shown_when_asked_for)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "33<Tab>RF60<Tab>HB<Tab>4<Tab>20<Ctrl-B>BK<Tab><Tab>8<Tab>10<Tab>11<Tab>8.50");
    cr_expect_not(ui_test_has(t, "Identifier"));
    ui_test_keys(t, "<F11><Tab>");
    cr_expect(ui_test_has(t, "Identifier"));
    ui_test_keys(t, "part-1<F3><Ctrl-B>");
    cr_expect(ui_test_has(t, "part-1"), "what has a value is never hidden: %s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, accents_and_double_width)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, "ÑANDÚ<Tab>Flores Ñandú y Compañía 花屋<Tab>");
    ui_test_expect(t, "golden/order-accents.txt");
    ui_test_keys(t, "<Shift-Tab><Backspace>");
    cr_expect(ui_test_has(t, "花"), "one letter goes, not half of one");
    cr_expect_not(ui_test_has(t, "花屋"));
    ui_test_close(t);
}

Test(order, mix_shows_what_is_missing)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "33<Tab>RF60<Tab>HB<Tab>4<Tab>20<Ctrl-B>BK<Tab><Tab>8<Tab>10<Tab>11<Tab>8.50");
    cr_expect(ui_test_has(t, "Parts make 8 of 20 bunches: 12 missing."), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Average price 11.00   cost 8.50"), "%s", ui_test_text(t));
    ui_test_expect(t, "golden/mix.txt");
    ui_test_keys(t, "<Esc>");
    cr_expect(ui_test_has(t, "-12"), "the line says so too: %s", ui_test_text(t));
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "12 too few"), "%s", ui_test_text(t));
    cr_expect_eq(fake_api_count(ui_test_fake(t), "order_create"), 0);
    ui_test_close(t);
}

Test(order, mix_gives_an_empty_box_its_bunches)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "33<Tab>RF60<Tab>HB<Tab>4<Ctrl-B>BK<Tab><Tab>8<Tab>10<Tab>11<Tab>8.50<Esc>");
    cr_expect(ui_test_has(t, "Line 1 has 8 bunches a box now"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "mix"));
    ui_test_close(t);
}

Test(order, every_field_is_in_the_details)
{
    struct ui_test *t = typing_open(60, 100);
    ui_test_keys(t, "<F2>");
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (order_fields[i].write_key && !order_fields[i].update_only)
            cr_expect(ui_test_has(t, order_fields[i].label), "header: %s", order_fields[i].label);
    }
    ui_test_keys(t, "<PgDn>");
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        if (item_fields[i].write_key)
            cr_expect(ui_test_has(t, item_fields[i].label), "line: %s", item_fields[i].label);
    }
    ui_test_close(t);
}

Test(order, custom_fields_grow_as_they_are_typed)
{
    struct ui_test *t = typing_open(24, 80);
    typing_whole_order(t);
    ui_test_keys(t, "<Up><F2>");
    for (int i = 0; i < 22; i++)
        ui_test_keys(t, "<Down>");
    ui_test_keys(t, "Colour<Tab>red<Tab>Sleeve<Tab>plain<Tab>");
    ui_test_expect(t, "golden/details-custom.txt");
    ui_test_keys(t, "<F10>");
    ui_test_keys(t, "<PgDn>");
    cr_expect(ui_test_has(t, "Custom field Colour: red"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Custom field Sleeve: plain"));
    ui_test_close(t);
}

Test(order, alt_p_goes_from_problem_to_problem)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "33<Tab>RF60<Tab>QB<Tab><Tab>13<Tab>7<Tab><Tab>x<Tab>");
    ui_test_keys(t, "<Alt-p>");
    cr_expect(ui_test_has(t, "Boxes is missing"), "%s", ui_test_text(t));
    ui_test_keys(t, "21<Alt-p>");
    cr_expect_not(ui_test_has(t, "Boxes is missing"), "%s", ui_test_text(t));
    ui_test_close(t);
}

static void empty_what_replies_say(struct value *values, const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->fields[i].read_key && value_is_unknown(values[i]))
            value_set(&values[i], "");
    }
}

Test(order, display_shows_unknown_as_unknown)
{
    struct ui_test *t = typing_new(24, 80);
    struct order order = { 0 };
    value_set(&order.v[ORDER_NUMBER], "S03228");
    value_set(&order.v[ORDER_CUSTOMER_CODE], "FRESH");
    value_set(&order.v[ORDER_CUSTOMER_NAME], "Mr. Fresh");
    value_set(&order.v[ORDER_START], "2026-01-12");
    value_set(&order.v[ORDER_END], "");
    value_set(&order.v[ORDER_RECURRENCE], "1");
    value_set(&order.v[ORDER_DAYS], "Monday, Wednesday");
    order.status = ORDER_ACTIVE;
    struct item *item = order_add_unknown_item(&order);
    value_set(&item->v[ITEM_VENDOR_NAME], "33 Flowers");
    value_set(&item->v[ITEM_PRODUCT_NAME], "Rose Freedom 60");
    value_set(&item->v[ITEM_BOX_TYPE_CODE], "QB");
    value_set(&item->v[ITEM_BOXES], "21");
    value_set(&item->v[ITEM_BUNCHES], "13");
    value_set(&item->v[ITEM_STEMS_BUNCH], "7");
    value_set(&item->v[ITEM_UNIT_TYPE], "Stem");
    value_set(&item->v[ITEM_PRICE], "1.21");
    value_set(&item->v[ITEM_TOTAL_PRICE], "2,312.30");
    value_set(&item->v[ITEM_TYPE], "BOX");
    empty_what_replies_say(order.v, &order_table);
    empty_what_replies_say(item->v, &item_table);
    struct order_screen_start start = { .order = &order, .read_only = true };
    ui_test_push(t, &order_screen, &start);
    ui_test_expect(t, "golden/order-display.txt");
    cr_expect(ui_test_has(t, "The service makes it 2,312.30 a delivery;"), "%s", ui_test_text(t));
    ui_test_keys(t, "7<Ctrl-D><Backspace>");
    cr_expect(ui_test_has(t, "Backspace does nothing here"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Rose Freedom 60  QB      21  13   7"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F2>");
    ui_test_expect(t, "golden/details-display.txt");
    order_free(&order);
    ui_test_close(t);
}

Test(order, no_key_is_bound_twice)
{
    static const char *const names[] = { "order", "details", "mix", "review", "parked" };
    struct ui_test *t = typing_open(24, 80);
    const struct screen_class *screen;
    struct error error = { 0 };
    typing_whole_order(t);
    static const char *const ways[] = { "", "<Up><F2>", "<Esc><Ctrl-B>", "<Esc><F10>" };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        ui_test_keys(t, ways[i]);
        ui_top(ui_test_ui(t), &screen);
        cr_expect_str_eq(screen->name, names[i]);
        cr_expect(keymap_check(screen, &error), "%s", error_text(&error));
    }
    error_clear(&error);
    ui_test_close(t);
}

Test(order, a_code_typed_before_its_list_is_there_is_completed_or_named_when_it_comes)
{
    struct ui_test *t = typing_open(24, 80);
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "fresh<Tab><Tab>fedex<Tab>");
    cr_expect(ui_test_has(t, "Reading the list of carriers (1 request)."));
    cr_expect_not(ui_test_has(t, "Mr. Fresh"));
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    ui_test_advance(t, 200);
    cr_expect(ui_test_has(t, "FRESH"), "as the list spells it");
    cr_expect(ui_test_has(t, "Mr. Fresh"));
    cr_expect(ui_test_has(t, "\"fedex\" is not in the list of carriers; F4 shows the list."));
    cr_expect_not(ui_test_has(t, "Reading the list"), "which is over");
    ui_test_keys(t, "<Tab>2026-02-09<Shift-Tab><Shift-Tab>");
    cr_expect(ui_test_has(t, "!Carrier"), "marked: %s", ui_test_text(t));
    cr_expect(ui_test_has(t, "\"fedex\" is not in the list"), "the foot says it at the field: %s",
              ui_test_text(t));
    ui_test_keys(t, "arm<Tab>");
    cr_expect_not(ui_test_has(t, "not in the list"));
    cr_expect(ui_test_has(t, "Armellini"));
    cr_expect_eq(fake_api_count(ui_test_fake(t), "lookup"), 2, "each list is read once");
    ui_test_close(t);
}

Test(order, lists_are_named_as_people_name_them)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "33<Tab>RF60<Tab>zz<Tab>");
    ui_test_keys(t, "<Shift-Tab>");
    cr_expect(ui_test_has(t, "Box type \"zz\" is not in the list of box types; F4 shows"), "%s",
              ui_test_text(t));
    ui_test_close(t);
}

Test(order, a_list_that_cannot_be_read_or_is_stopped_blocks_nothing)
{
    struct ui_test *t = typing_open(24, 80);
    fake_api_fail(ui_test_fake(t), "lookup", API_FAILED, 0, "No answer came.");
    ui_test_keys(t, "FRESH<Tab>");
    ui_test_advance(t, 200);
    cr_expect(ui_test_has(t, "The list of customers could not be read, so what was typed stays"),
              "%s", ui_test_text(t));
    cr_expect_not(ui_test_has(t, "not in the list"), "nobody knows that");
    fake_api_fail(ui_test_fake(t), "lookup", API_DONE, 200, "");
    fake_api_hold(ui_test_fake(t), true);
    ui_test_keys(t, "<Tab>ARM<Tab><Ctrl-C>");
    cr_expect(ui_test_has(t, "Reading the list was stopped"), "%s", ui_test_text(t));
    fake_api_hold(ui_test_fake(t), false);
    ui_test_run(t);
    cr_expect_not(ui_test_has(t, "Armellini"));
    ui_test_close(t);
}

Test(order, an_order_without_lines_is_no_problem_of_line_1)
{
    struct ui_test *t = typing_open(24, 80);
    ui_test_keys(t, typing_header);
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "1 problem. The order has no lines"), "%s", ui_test_text(t));
    ui_test_close(t);
}

Test(order, a_list_can_be_stopped_from_the_screen_of_all_fields_and_from_the_parts)
{
    static const char *const keys[] = { "<F2>", "33<Tab>RF60<Tab>HB<Tab>4<Tab>20<Ctrl-B>" };
    static const char *const typed[] = { "<Tab>FRESH<Tab>", "BK<Tab>" };
    for (size_t i = 0; i < 2; i++) {
        struct ui_test *t = typing_open(24, 80);
        if (i) /* the lines are below the header */
            ui_test_keys(t, "<Down><Down><Down><Down><Down><Down>");
        fake_api_hold(ui_test_fake(t), true);
        ui_test_keys(t, keys[i]);
        ui_test_keys(t, typed[i]);
        cr_expect(ui_test_has(t, i ? " Assorted box" : " All fields"), "%s", ui_test_text(t));
        ui_test_keys(t, "<Ctrl-C>");
        cr_expect(ui_test_has(t, "Reading the list was stopped"), "%s", ui_test_text(t));
        ui_test_close(t);
    }
}
