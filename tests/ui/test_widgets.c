/* The widgets, drawn without a terminal: the line editor, lists, entries, forms, grids. */
#include "config.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/order.h"
#include "support/ui_test.h"
#include "ui/term.h"
#include "ui/widgets/form.h"
#include "ui/widgets/grid.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct ui_test *t;

static void open_blind(void)
{
    t = ui_test_new(24, 80);
    paint_clear(term_area());
}

static void close_blind(void)
{
    ui_test_close(t);
}

TestSuite(line, .init = open_blind, .fini = close_blind);
TestSuite(entry, .init = open_blind, .fini = close_blind);
TestSuite(form, .init = open_blind, .fini = close_blind);
TestSuite(grid, .init = open_blind, .fini = close_blind);
TestSuite(paint, .init = open_blind, .fini = close_blind);

static struct key key_of(const char *name)
{
    struct key key;
    cr_assert(key_parse(name, &key), "%s", name);
    return key;
}

/* Row `y` of the screen; the caller frees it. */
static char *row(int y)
{
    const char *text = ui_test_text(t);
    for (; y > 0; y--)
        text = strchr(text, '\n') + 1;
    return mem_strndup(text, strcspn(text, "\n"));
}

static void expect_row(int y, const char *expected)
{
    char *is = row(y);
    cr_expect_str_eq(is, expected);
    free(is);
}

static int cursor_x(void)
{
    int y, x;
    return paint_has_cursor(&y, &x) ? x : -1;
}

/* ------ paint ------ */

Test(paint, cuts_by_columns)
{
    static const struct {
        const char *text;
        int cols;
        const char *shown;
        int used;
    } cases[] = {
        { "abc", 3, "abc", 3 },
        { "abcd", 3, "ab\xE2\x80\xA6", 3 },
        { "\xE6\xBC\xA2\xE5\xAD\x97", 4, "\xE6\xBC\xA2\xE5\xAD\x97", 4 },
        { "\xE6\xBC\xA2\xE5\xAD\x97", 3, "\xE6\xBC\xA2\xE2\x80\xA6", 3 },
        { "\xE6\xBC\xA2\xE5\xAD\x97", 2, "\xE2\x80\xA6", 1 },
        { "cafe\xCC\x81 x", 5, "cafe\xCC\x81\xE2\x80\xA6", 5 },
        { "a\tb\nc\x01", 6,
          "a\xC2\xB7"
          "b\xE2\x86\xB5"
          "c\xC2\xB7",
          6 },
        { "abc", 0, "", 0 },
    };
    struct area area = { 0, 0, 1, 79 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        paint_clear(term_area());
        cr_expect_eq(paint_text(area, 0, 0, cases[i].cols, ROLE_NORMAL, cases[i].text),
                     cases[i].used, "case %zu", i);
        expect_row(0, cases[i].shown);
    }
}

Test(paint, stays_in_its_area)
{
    struct area area = { 2, 10, 2, 5 };
    paint_text(area, 0, 3, 40, ROLE_NORMAL, "abc");
    paint_text(area, 2, 0, 40, ROLE_NORMAL, "below");
    paint_text(area, -1, 0, 40, ROLE_NORMAL, "above");
    paint_text(area, 0, 5, 40, ROLE_NORMAL, "beside");
    paint_rule(area, 1);
    paint_cursor(area, 1, 5);
    expect_row(1, "");
    expect_row(2, "             a\xE2\x80\xA6");
    expect_row(3, "          \xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80");
    expect_row(4, "");
    cr_expect_eq(cursor_x(), -1);
}

Test(paint, wraps_words)
{
    struct area area = { 0, 0, 10, 20 };
    cr_expect_eq(paint_wrapped(area, 0, 1, 9, ROLE_NORMAL, "one two three\n\nfourteenlong x"), 5);
    expect_row(0, " one two");
    expect_row(1, " three");
    expect_row(2, "");
    expect_row(3, " fourteenl");
    expect_row(4, " ong x");
}

/* ------ line ------ */

/* Types a script into a line that holds `text`; "|" in the result is the cursor. */
static char *edited(const char *text, const char *script)
{
    struct line line = { 0 };
    line_set(&line, text);
    cr_assert(input_feed(script), "%s", script);
    for (struct key key; (key = input_next()).kind != KEY_NOTHING;)
        line_key(&line, key);
    buf_insert(&line.text, line.cursor, "|", 1);
    char *result = mem_strdup(buf_text(&line.text));
    line_free(&line);
    return result;
}

Test(line, edits_letters)
{
    static const struct {
        const char *text, *script, *result;
    } cases[] = {
        { "", "abc", "abc|" },
        { "ac", "<Left>b", "ab|c" },
        { "abc", "<Home>x<End>y", "xabcy|" },
        { "abc", "<Ctrl-A>x<Ctrl-E>y", "xabcy|" },
        { "cafe\xCC\x81", "<Backspace>", "caf|" },
        { "cafe\xCC\x81s", "<Left><Left>x", "cafx|e\xCC\x81s" },
        { "\xE6\xBC\xA2\xE5\xAD\x97", "<Left><Backspace>\xC3\xB1", "\xC3\xB1|\xE5\xAD\x97" },
        { "\xE6\xBC\xA2\xE5\xAD\x97", "<Home><Delete>", "|\xE5\xAD\x97" },
        { "a\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8C\xBE"
          "b",
          "<Left><Backspace>", "a|b" },
        { "one two  ", "<Ctrl-W>", "one |" },
        { "one two", "<Alt-Backspace><Alt-Backspace><Backspace>", "|" },
        { "one two", "<Left><Ctrl-U>", "|o" },
        { "one two", "<Ctrl-Left>x<Ctrl-Left><Ctrl-Left>y", "y|one xtwo" },
        { "one two", "<Home><Ctrl-Right>x", "onex| two" },
        { "ab", "<Home><Left><Backspace>x<End><Right><Delete>", "xab|" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *result = edited(cases[i].text, cases[i].script);
        cr_expect_str_eq(result, cases[i].result, "case %zu", i);
        free(result);
    }
}

Test(line, says_what_a_key_did)
{
    struct line line = { 0 };
    cr_expect_eq(line_key(&line, key_of("a")), LINE_CHANGED);
    cr_expect_eq(line_key(&line, key_of("Left")), LINE_MOVED);
    cr_expect_eq(line_key(&line, key_of("Backspace")), LINE_MOVED, "nothing before the cursor");
    cr_expect_eq(line_key(&line, key_of("Tab")), LINE_NOT_MINE);
    cr_expect_eq(line_key(&line, key_of("Ctrl-K")), LINE_NOT_MINE);
    cr_expect_eq(line_key(&line, key_of("Alt-x")), LINE_NOT_MINE);
    cr_expect_eq(line_key(&line, key_of("F5")), LINE_NOT_MINE);
    line_free(&line);
}

Test(line, takes_pastes_as_one_line)
{
    struct line line = { 0 };
    struct key paste = { .kind = KEY_PASTE, .paste = "\n\x01\t one\ntwo\t\nthree \n" };
    line_set(&line, "[]");
    line_key(&line, key_of("Left"));
    cr_expect_eq(line_key(&line, paste), LINE_CHANGED);
    cr_expect_str_eq(buf_text(&line.text), "[one two three]");
    line_free(&line);
}

Test(line, scrolls_so_that_the_cursor_is_seen)
{
    struct area area = { 0, 0, 1, 79 };
    struct line line = { 0 };
    line_set(&line, "abcdefghij");
    line_draw(&line, area, 0, 0, 6, ROLE_FOCUS, true);
    expect_row(0, "fghij");
    cr_expect_eq(cursor_x(), 5);
    for (int i = 0; i < 5; i++)
        line_key(&line, key_of("Left"));
    line_draw(&line, area, 0, 0, 6, ROLE_FOCUS, true);
    expect_row(0, "fghij");
    cr_expect_eq(cursor_x(), 0);
    line_key(&line, key_of("Left"));
    line_draw(&line, area, 0, 0, 6, ROLE_FOCUS, true);
    expect_row(0, "efghij");
    line_key(&line, key_of("Home"));
    line_draw(&line, area, 0, 0, 6, ROLE_FOCUS, true);
    expect_row(0, "abcdef");

    line_set(&line, "\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97");
    line_draw(&line, area, 0, 0, 6, ROLE_FOCUS, true);
    expect_row(0, " \xE6\xBC\xA2\xE5\xAD\x97"); /* half a letter is hidden: a blank in its place */
    cr_expect_eq(cursor_x(), 5);
    paint_clear(area);
    line_draw(&line, area, 0, 0, 6, ROLE_FIELD, false);
    expect_row(0, "\xE6\xBC\xA2\xE5\xAD\x97\xE2\x80\xA6");
    line_free(&line);
}

/* ------ list ------ */

Test(list, moves_and_scrolls)
{
    static const struct {
        enum action action;
        size_t selected, top;
    } steps[] = {
        { ACTION_MOVE_UP, 0, 0 },     { ACTION_MOVE_DOWN, 1, 0 },   { ACTION_PAGE_DOWN, 11, 10 },
        { ACTION_PAGE_DOWN, 21, 15 }, { ACTION_PAGE_DOWN, 24, 15 }, { ACTION_MOVE_DOWN, 24, 15 },
        { ACTION_PAGE_UP, 14, 5 },    { ACTION_MOVE_FIRST, 0, 0 },  { ACTION_MOVE_LAST, 24, 15 },
    };
    struct list list = { 0 };
    list_set_count(&list, 25);
    list_fit(&list, 10);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        cr_expect(list_act(&list, steps[i].action));
        list_fit(&list, 10);
        cr_expect_eq(list.selected, steps[i].selected, "step %zu: %zu", i, list.selected);
        cr_expect_eq(list.top, steps[i].top, "step %zu: %zu", i, list.top);
    }
    cr_expect_not(list_act(&list, ACTION_REFRESH));
    list_fit(&list, 20);
    cr_expect_eq(list.top, 5, "no empty rows below a taller window's list");
    list_set_count(&list, 3);
    list_fit(&list, 20);
    cr_expect_eq(list.selected, 2);
    cr_expect_eq(list.top, 0);
    list_set_count(&list, 0);
    cr_expect(list_act(&list, ACTION_PAGE_DOWN));
    list_fit(&list, 20);
    cr_expect_eq(list.selected, 0);
}

/* ------ entry ------ */

static char *typed(const struct field *field, const char *text, const char *script)
{
    struct entry entry = { 0 };
    struct value value = { 0 };
    value_set(&value, text);
    entry_open(&entry, field, &value);
    cr_assert(input_feed(script));
    for (struct key key; (key = input_next()).kind != KEY_NOTHING;)
        entry_key(&entry, key);
    entry_close(&entry);
    return value.text;
}

Test(entry, selected_values_give_way_to_the_first_letter)
{
    const struct field *date = &order_fields[ORDER_START], *boxes = &item_fields[ITEM_BOXES];
    const struct field *code = &order_fields[ORDER_CUSTOMER_CODE], *po = &order_fields[ORDER_PO];
    const struct {
        const struct field *field;
        const char *text, *script, *result;
    } cases[] = {
        { boxes, "12", "5", "5" },
        { boxes, "12", "57", "57" },
        { boxes, "12", "x5", "5" }, /* what the field does not take replaces nothing */
        { boxes, "12", "<End>5", "125" },
        { boxes, "12", "<Left>5", "152" },
        { boxes, "12", "<Backspace>5", "15" },
        { boxes, "12", "5<Backspace>", "" },
        { boxes, "12", "5<Backspace><Backspace>", "12" },
        { boxes, "12", "5<Backspace><Backspace><Backspace>", "1" },
        { boxes, "12", "5<Backspace>7<Backspace><Backspace>", "12" },
        { date, "2031-01-06", "2032-02-07", "2032-02-07" },
        { code, "FRESH", "b", "b" },
        { po, "PO 17", "8", "PO 178" }, /* free text is never replaced */
        { boxes, "", "5<Backspace><Backspace>", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct entry entry = { 0 };
        struct value value = { 0 };
        value_set(&value, cases[i].text);
        entry_open(&entry, cases[i].field, &value);
        entry_select(&entry);
        cr_assert(input_feed(cases[i].script));
        for (struct key key; (key = input_next()).kind != KEY_NOTHING;)
            entry_key(&entry, key);
        entry_close(&entry);
        cr_expect_str_eq(value_text(value), cases[i].result, "%s of %s gives %s", cases[i].script,
                         cases[i].text, value_text(value));
        value_set(&value, NULL);
    }
}

Test(entry, edits_by_type)
{
    const struct field *days = &order_fields[ORDER_DAYS], *choice = &order_fields[ORDER_SHIP_VIA];
    const struct field *date = &order_fields[ORDER_START], *price = &item_fields[ITEM_PRICE];
    const struct field *id = &order_fields[ORDER_CUSTOMER_ID];
    const struct field *note = &order_fields[ORDER_COMMENTS];
    const struct {
        const struct field *field;
        const char *text, *script, *result;
    } cases[] = {
        { days, "", "1", "Monday" },
        { days, "Monday", "3w5", "Monday, Friday" },
        { days, "", "mtwhfsu", "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday" },
        { days, "", "<Right><Right> <Right> ", "Wednesday, Thursday" },
        { days, "", "<End> <Right> <Home> ", "Monday" },
        { days, "Monday", "<Backspace>", "" },
        { days, "Mon", "", "Mon" },
        { days, "Mon", "2", "Tuesday" },
        { days, "Friday, Monday", "", "Monday, Friday" },
        { choice, "", " ", "0" },
        { choice, "0", " ", "1" },
        { choice, "1", " ", "0" },
        { choice, "", "g", "1" },
        { choice, "", "G", "1" },
        { choice, "1", "0", "0" },
        { choice, "1", "x", "1" },
        { choice, "1", "<Delete>", "" },
        { choice, NULL, "<Delete>", "" },
        { date, "", "2031/01/06", "2031-01-06" },
        { date, "", "2031-1-x6", "2031-1-6" },
        { price, "", "1,5", "1.50" },
        { price, "", "a1.b05", "1.05" },
        { price, "", "0", "0.00" },
        { price, "", "-1", "-1" },
        { id, "", "a12x", "12" },
        { id, NULL, "", NULL },
        { id, NULL, "7", "7" },
        { id, NULL, "<Backspace>", "" },
        { id, "7", "<Backspace>", "" },
        { note, "one", "<Alt-Enter>two", "one\ntwo" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *result = typed(cases[i].field, cases[i].text, cases[i].script);
        if (cases[i].result)
            cr_expect_str_eq(result ? result : "unknown", cases[i].result, "case %zu", i);
        else
            cr_expect_null(result, "case %zu must stay unknown", i);
        free(result);
    }
}

Test(entry, pastes)
{
    struct entry entry = { 0 };
    struct value boxes = { 0 }, note = { 0 };
    struct key paste = { .kind = KEY_PASTE, .paste = "1,000\nx" };
    value_set(&boxes, "");
    value_set(&note, "");
    entry_open(&entry, &item_fields[ITEM_BOXES], &boxes);
    cr_expect_eq(entry_key(&entry, paste), ENTRY_CHANGED);
    entry_open(&entry, &order_fields[ORDER_COMMENTS], &note); /* closes the other */
    entry_key(&entry, paste);
    entry_forget(&entry);
    cr_expect_str_eq(boxes.text, "1,000 x", "what is wrong stays to be seen");
    cr_expect_str_eq(note.text, "1,000\nx", "a note keeps its lines");
    value_set(&boxes, NULL);
    value_set(&note, NULL);
}

Test(entry, sees_what_others_change)
{
    struct entry entry = { 0 };
    struct value value = { 0 };
    value_set(&value, "FRE");
    entry_open(&entry, &order_fields[ORDER_CUSTOMER_CODE], &value);
    value_set(&value, "FRESH"); /* picked from a list */
    entry_key(&entry, key_of("1"));
    cr_expect_str_eq(value.text, "FRESH1");
    cr_expect_eq(entry_erase_to_end(&entry), ENTRY_MOVED);
    entry_key(&entry, key_of("Home"));
    cr_expect_eq(entry_erase_to_end(&entry), ENTRY_CHANGED);
    cr_expect_str_eq(value.text, "");
    entry_close(&entry);
    value_set(&value, NULL);
}

Test(entry, shows_states_apart)
{
    struct area area = { 0, 0, 10, 30 };
    struct value unknown = { 0 }, empty = { 0 }, set = { 0 }, days = { 0 }, via = { 0 };
    const struct field *po = &order_fields[ORDER_PO];
    value_set(&empty, "");
    value_set(&set, "PO 7");
    value_set(&days, "Monday, Friday");
    value_set(&via, "1");
    entry_draw_value(po, unknown, ROLE_NORMAL, false, area, 0, 0, 6);
    entry_draw_value(po, empty, ROLE_NORMAL, true, area, 1, 0, 6);
    entry_draw_value(po, set, ROLE_NORMAL, true, area, 2, 0, 6);
    entry_draw_value(po, set, ROLE_ERROR, false, area, 3, 0, 6);
    entry_draw_value(&order_fields[ORDER_DAYS], days, ROLE_NORMAL, false, area, 4, 0, 13);
    entry_draw_value(&order_fields[ORDER_DAYS], days, ROLE_NORMAL, false, area, 5, 0, 7);
    entry_draw_value(&order_fields[ORDER_SHIP_VIA], via, ROLE_NORMAL, false, area, 6, 0, 12);
    entry_draw_value(po, empty, ROLE_NORMAL, false, area, 7, 0, 6);
    expect_row(0, "~");
    expect_row(1, "______");
    expect_row(2, "PO 7__");
    expect_row(3, "PO 7");
    expect_row(4, "M . . . F . .");
    expect_row(5, "M...F..");
    expect_row(6, "Grower");
    expect_row(7, "");
    cr_expect_eq(ui_test_attribute(t, "~"), 'a' + ROLE_UNKNOWN);
    cr_expect_eq(ui_test_attribute(t, "______"), 'a' + ROLE_DIM);
    cr_expect_eq(ui_test_attribute(t, "PO 7\n"), 'a' + ROLE_ERROR);
    value_set(&empty, NULL);
    value_set(&set, NULL);
    value_set(&days, NULL);
    value_set(&via, NULL);
}

/* ------ form ------ */

static const struct issue *wrong_start(void *context, const struct form_place *place)
{
    return place->field == &order_fields[ORDER_START] ? context : NULL;
}

static bool days_required(void *context, const struct form_place *place)
{
    (void)context;
    return place->field->need == NEED_ALWAYS;
}

Test(form, draws_marks_and_edits)
{
    struct order order = { 0 };
    struct form form = { 0 };
    struct issue wrong = { .severity = ISSUE_ERROR };
    struct form_eyes eyes = { wrong_start, days_required, NULL, &wrong };
    struct area area = { 0, 0, 4, 60 };
    order_init_blank(&order);
    value_set(&order.v[ORDER_START], "2031-13-01");
    value_set(&order.v[ORDER_NUMBER], "S1");
    const struct {
        int field, y, x;
        bool read_only;
    } places[] = {
        { ORDER_NUMBER, 0, 1, true },        { ORDER_START, 1, 1, false },
        { ORDER_END, 1, 30, false },         { ORDER_RECURRENCE, 2, 1, false },
        { ORDER_CUSTOMER_ID, 2, 30, false },
    };
    for (size_t i = 0; i < 5; i++)
        form_add(&form, (struct form_place){ .field = &order_fields[places[i].field],
                                             .value = &order.v[places[i].field],
                                             .y = places[i].y,
                                             .x = places[i].x,
                                             .label_cols = 11,
                                             .cols = 10,
                                             .read_only = places[i].read_only });
    cr_expect_null(form_at(&form));
    form_draw(&form, area, &eyes);
    expect_row(0, " Number      S1");
    expect_row(1, "!Start       2031-13-01       End         __________");
    expect_row(2, "*Recurrence  __________      +Customer id __________");

    form_focus(&form, 0); /* read only: the next one has the cursor */
    cr_expect_eq(form_at(&form)->value, &order.v[ORDER_START]);
    cr_expect_not(form_move(&form, -1), "nothing to edit before it");
    cr_expect(form_move_vertical(&form, 1));
    cr_expect_eq(form_at(&form)->value, &order.v[ORDER_RECURRENCE]);
    cr_expect(form_move(&form, 1));
    cr_expect_not(form_move(&form, 1), "it was the last one");
    cr_expect(form_move_vertical(&form, -1));
    cr_expect_eq(form_at(&form)->value, &order.v[ORDER_END], "the nearest above");
    cr_expect_eq(form_key(&form, key_of("2")), ENTRY_CHANGED);
    cr_expect_eq(form_key(&form, key_of("Tab")), ENTRY_NOT_MINE);
    cr_expect_str_eq(value_text(order.v[ORDER_END]), "2");
    form_draw(&form, area, &eyes);
    expect_row(1, "!Start       2031-13-01       End         2");
    cr_expect_eq(cursor_x(), 43);
    form_blur(&form);
    cr_expect_eq(form_key(&form, key_of("2")), ENTRY_NOT_MINE);
    form_free(&form);
    order_free(&order);
}

Test(form, scrolls_to_the_cursor)
{
    struct order order = { 0 };
    struct form form = { 0 };
    struct area area = { 0, 0, 5, 79 };
    order_init_blank(&order);
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        const struct field *field = &order_fields[i];
        form_add(&form, (struct form_place){ .field = field,
                                             .value = &order.v[i],
                                             .y = (int)i,
                                             .x = 1,
                                             .label_cols = 20,
                                             .cols = entry_cols(field) });
    }
    form_focus(&form, 0);
    while (form_move(&form, 1))
        continue;
    form_draw(&form, area, NULL);
    cr_expect_eq(form.top, (int)form.count - 5);
    char *last = row(4);
    cr_expect(strstr(last, form.places[form.count - 1].field->label), "%s", last);
    free(last);
    form_focus(&form, 0);
    form_draw(&form, area, NULL);
    cr_expect_eq(form.top, 0);
    form_free(&form);
    order_free(&order);
}

/* ------ grid ------ */

static struct order grid_order;
static const int grid_fields[] = { ITEM_PRODUCT_NAME, ITEM_BOXES, ITEM_PRICE, ITEM_MARK };
static const struct issue grid_issue = { .severity = ISSUE_ERROR };

static size_t grid_rows(void *context)
{
    (void)context;
    return grid_order.item_count;
}

static void grid_cell_at(void *context, size_t at, int column, struct grid_cell *cell)
{
    (void)context;
    if (column == 0) {
        static char number[24];
        snprintf(number, sizeof number, "%zu", at + 1);
        cell->text = number;
        return;
    }
    cell->field = &item_fields[grid_fields[column - 1]];
    cell->value = &grid_order.items[at].v[grid_fields[column - 1]];
    if (at == 1 && column == 2)
        cell->issue = &grid_issue;
}

static const struct grid_column grid_columns[] = {
    { .title = "#", .cols = 2, .right = true },
    { .title = "Product", .cols = 8, .stretch = true },
    { .title = "Boxes", .cols = 5, .right = true },
    { .title = "Price", .cols = 8, .right = true, .drop = 1 },
    { .title = "Mark", .cols = 6, .drop = 2 },
};
static const struct grid_source grid_source = { grid_columns, 5, grid_rows, grid_cell_at, NULL };

static void fill_grid(size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        struct item *item = order_insert_item(&grid_order, i);
        value_set(&item->v[ITEM_PRODUCT_NAME], i ? "Rose White 60" : "Cl\xC3\xA1vel Rojo");
        value_set(&item->v[ITEM_BOXES], "6");
        value_set(&item->v[ITEM_PRICE], i ? "1.05" : "");
    }
}

Test(grid, draws_and_moves)
{
    struct grid grid = { 0 };
    struct area area = { 0, 0, 6, 40 };
    fill_grid(2);
    grid_draw(&grid, &grid_source, area);
    expect_row(0, "  # Product        Boxes    Price Mark");
    expect_row(1, "  1 Cl\xC3\xA1vel Rojo        6");
    expect_row(2, "  2 Rose White 60 !    6     1.05");

    grid_focus(&grid, &grid_source, 0, 0);
    cr_expect_eq(grid.column, 1, "the number cannot be edited");
    cr_expect(grid_move(&grid, &grid_source, 2));
    cr_expect_eq(grid.column, 3);
    paint_clear(term_area());
    grid_draw(&grid, &grid_source, area);
    expect_row(1, "  1 Cl\xC3\xA1vel Rojo        6          ______");
    cr_expect_eq(cursor_x(), 32, "numbers are typed at the right: %d", cursor_x());
    cr_expect_eq(grid_key(&grid, key_of("4")), ENTRY_CHANGED);
    grid_draw(&grid, &grid_source, area);
    expect_row(1, "  1 Cl\xC3\xA1vel Rojo        6       4  ______");
    cr_expect(grid_move(&grid, &grid_source, 2));
    cr_expect_eq(grid.list.selected, 1);
    cr_expect_eq(grid.column, 1);
    cr_expect_str_eq(value_text(grid_order.items[0].v[ITEM_PRICE]), "4.00",
                     "written out on leaving");
    cr_expect_not(grid_move_rows(&grid, &grid_source, 1));
    cr_expect(grid_move(&grid, &grid_source, 3));
    cr_expect_not(grid_move(&grid, &grid_source, 1), "the last cell");
    cr_expect(grid_move_rows(&grid, &grid_source, -5));
    cr_expect_eq(grid.list.selected, 0);
    cr_expect_eq(grid.column, 4);
    grid_blur(&grid);
    order_remove_item(&grid_order, 0);
    grid_draw(&grid, &grid_source, area);
    grid_free(&grid);
    order_free(&grid_order);
}

Test(grid, columns_give_way)
{
    struct grid grid = { 0 };
    struct area area = { 0, 0, 6, 27 };
    fill_grid(1);
    grid_draw(&grid, &grid_source, area);
    expect_row(0, "  # Product  Boxes    Price");
    grid_focus(&grid, &grid_source, 0, 4); /* the column with the cursor stays */
    paint_clear(term_area());
    grid_draw(&grid, &grid_source, area);
    expect_row(0, "  # Product    Boxes Mark");
    grid_free(&grid);
    order_free(&grid_order);
}

Test(grid, without_anything_to_edit_marks_the_row)
{
    struct grid_source source = grid_source;
    struct grid grid = { 0 };
    struct area area = { 0, 0, 4, 40 };
    source.column_count = 1;
    fill_grid(30);
    grid_focus(&grid, &source, 29, 0);
    grid_draw(&grid, &source, area);
    expect_row(3, " 30");
    cr_expect_eq(ui_test_attribute(t, "30"), 'a' + ROLE_SELECTED);
    cr_expect_eq(ui_test_attribute(t, "29"), '.');
    grid_free(&grid);
    order_free(&grid_order);
}
