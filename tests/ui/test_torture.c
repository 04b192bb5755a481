/* Thousands of keys nobody would type in that order, from fixed seeds, over a service that answers,
 * hesitates, fails, loses answers and has other users, on terminals of every size: nothing breaks, nothing
 * leaves that was not shown and confirmed (torture_watch.h), nothing typed is lost, and undo is the
 * opposite of redo. TORTURE_STEPS=20000 and TORTURE_SEED=7 in the environment lead further, and
 * elsewhere. */
#include "config.h"
#include "change_samples.h"
#include "order_samples.h"
#include "order_typing.h"
#include "torture_watch.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "ui/screens/all.h"
#include "ui/screens/order.h"
#include "ui/screens/order_form.h"
#include "ui/screens/orders.h"
#include "ui/screens/theirs.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCREENS_MOST = 64 };

struct torture {
    struct ui_test *t;
    struct watch *watch;
    uint32_t seed, random;
    size_t step;
    char where[48]; /* for messages */
    size_t saved, parked, undone, texts;
    bool visited[SCREENS_MOST];
    bool is_held;
};

static uint32_t draw_lot(struct torture *of, uint32_t below)
{
    of->random ^= of->random << 13;
    of->random ^= of->random >> 17;
    of->random ^= of->random << 5;
    return of->random % below;
}

static const char *const letters[] = { "a", "B",      "0",      "7",          "9",
                                       "-", ".",      "/",      "+",          ",",
                                       "m", "w",      "\u00e9", "\u00f1",     "?",
                                       "'", "\u82b1", "\u8594", "\U0001F339", "e\u0301" };

static const char *const pastes[] = {
    "",
    "\n",
    "2026-02-09",
    "131313\n",
    "  Rose  Freedom\t60 \r\n second line ",
    "\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1\u82b1",
    "99999999999999999999999999999999",
    "\x01\x02\x7f",
    "\xff\xfe bytes",
    "1.21",
    "-5",
};

/* Pieces of sense, so that every screen is come to. */
static const char *const pieces[] = {
    "<F6>",
    "<F6><F6>",
    "<F10>",
    "<F10><Enter>",
    "<F10>1<Enter>",
    "2<Enter>",
    "SEND<Enter>",
    "<F4>",
    "<F4><Enter>",
    "<F2>",
    "<Ctrl-B>",
    "<F1>",
    "<F1><F4>",
    "<Esc>",
    "<Esc><Esc>",
    "<F12><F12>",
    "/fre",
    "<Enter>",
    "<F4>ros<Enter>",
    "<F9>",
    "<Ctrl-T>",
    "<Alt-u>",
    "<Ctrl-D>",
    "<Down><Down>",
    "<Alt-p>",
    "<F2><PgDn>",
    "<F5>",
    "<Ctrl-C><Down>",
    "<F11>",
    "<Ctrl-K>",
    "<Esc><Esc><Esc>f<F4>w",
    "<Esc><Esc><Esc>sc",
    "<Esc><Esc><Esc>m",
    "<Esc><Esc><Esc>'",
    "<Esc><Esc><Esc>/fr",
    "<Esc><Esc><Esc>+ ",
    "<Alt-r>",
    "<Alt-u><Alt-u>",
    "<Alt-w>",
    "<Ctrl-P>",
    "<Enter>e",
    "<Enter>c",
    "<F7>4.20<Tab>",
    "<Esc><Esc><Esc>z",
    "<Esc><Esc><Esc>p",
    "<Esc><Esc><Esc>w",
    "<Esc><Esc><Esc>2<Down>5<Down>8<Enter>",
    "<Esc><Esc><Esc>v<Down><Down>",
    "<F2><F2>",
    "e<F10>",
    typing_header,
    typing_box_line,
    typing_unit_line,
    typing_mixed_line,
};

static struct order_form *form_of(struct torture *of)
{
    return watch_form(of->watch);
}

static bool is_on_top(struct torture *of, const struct screen_class *screen)
{
    const struct screen_class *top;
    ui_top(ui_test_ui(of->t), &top);
    return top == screen;
}

/* ------ nothing typed is lost ------ */

static char *write_order(const struct order_doc *doc)
{
    struct order order = doc->order; /* shallow, for its count */
    struct buf text = { 0 };
    order.item_count = doc->used_lines;
    if (doc->is_change)
        api_write_change_file(&doc->base, &order, &text);
    else
        api_write_order_file(&order, &text);
    return buf_take(&text);
}

static char *load_draft(const char *name)
{
    struct buf text = { 0 };
    if (!drafts_load(name, &text, NULL)) {
        buf_free(&text);
        return NULL;
    }
    return buf_take(&text);
}

/* A value in its written form, as leaving a field puts it there. */
static char *normal_value(const struct field *field, struct value value)
{
    struct buf normal = { 0 };
    if (field_read(field, value_text(value), &normal, NULL) != FIELD_OK)
        buf_set(&normal, value_text(value));
    return buf_take(&normal);
}

/* What leaving a field may complete: names of a list, and the line's type with its box type. */
static bool may_be_completed(const struct field *field)
{
    return field->lookup || field == &item_fields[ITEM_TYPE];
}

static bool has_values(const struct field_table *table, const struct value *is,
                       const struct value *should, bool is_left)
{
    bool same = true;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!field->write_key || (is_left && may_be_completed(field)))
            continue;
        char *a = normal_value(field, is[i]), *b = normal_value(field, should[i]);
        if (strcmp(a, b) != 0)
            same = false;
        free(a);
        free(b);
    }
    return same;
}

/* The blank row at the end is there to be typed into; it comes and goes. */
static void drop_blank_rows(struct item *item)
{
    while (item->breakdown_count &&
           order_doc_part_is_blank(&item->breakdowns[item->breakdown_count - 1]))
        item_remove_breakdown(item, item->breakdown_count - 1);
    while (item->custom_count &&
           !value_is_set(item->customs[item->custom_count - 1].v[CUSTOM_NAME]) &&
           !value_is_set(item->customs[item->custom_count - 1].v[CUSTOM_VALUE]))
        item_remove_custom(item, item->custom_count - 1);
}

static bool has_item(struct item *is, struct item *should, bool is_left)
{
    drop_blank_rows(is);
    drop_blank_rows(should);
    if (!has_values(&item_table, is->v, should->v, is_left) ||
        is->breakdown_count != should->breakdown_count || is->custom_count != should->custom_count)
        return false;
    for (size_t i = 0; i < is->breakdown_count; i++)
        if (!has_values(&breakdown_table, is->breakdowns[i].v, should->breakdowns[i].v, is_left))
            return false;
    for (size_t i = 0; i < is->custom_count; i++)
        if (!has_values(&custom_table, is->customs[i].v, should->customs[i].v, is_left))
            return false;
    return true;
}

/* A draft of a change has the order twice: what was typed is how it was edited. */
static bool read_draft(const char *draft, struct order *order, struct issues *issues)
{
    struct order base = { 0 };
    size_t len = strlen(draft);
    bool is_read = api_is_change_file(draft, len)
                       ? api_read_change_file(draft, len, &base, order, NULL)
                       : api_read_order_file(draft, len, order, issues, NULL);
    order_free(&base);
    return is_read;
}

static void drop_blank_lines(struct order *order)
{
    for (size_t i = order->item_count; i-- > 0;) {
        if (order_doc_line_is_blank(&order->items[i]))
            order_remove_item(order, i);
    }
}

/* Whether the draft has all that was typed; `is_left`: the field with the cursor was left since. */
static bool has_all(const char *draft, const char *typed, bool is_left)
{
    struct order is = { 0 }, should = { 0 };
    struct issues issues = { 0 };
    bool same = read_draft(draft, &is, &issues) && read_draft(typed, &should, &issues);
    if (is_left) { /* lines with nothing in them go with the form */
        drop_blank_lines(&is);
        drop_blank_lines(&should);
    }
    same = same && is.item_count == should.item_count &&
           has_values(&order_table, is.v, should.v, is_left);
    for (size_t i = 0; same && i < is.item_count; i++)
        same = has_item(&is.items[i], &should.items[i], is_left);
    issues_free(&issues);
    order_free(&is);
    order_free(&should);
    return same;
}

/* As if the program were told to end just now. */
static void save_and_compare(struct torture *of)
{
    const struct order_form *form = form_of(of);
    ui_save_all(ui_test_ui(of->t));
    if (!form || !form->doc.draft)
        return;
    char *draft = load_draft(form->doc.draft), *typed = write_order(&form->doc);
    cr_assert(draft, "seed %u step %zu: no draft %s", of->seed, of->step, form->doc.draft);
    cr_assert(has_all(draft, typed, false), "seed %u step %zu: the draft is\n%s\nnot\n%s", of->seed,
              of->step, draft, typed);
    of->saved++;
    free(draft);
    free(typed);
}

/* The form was left: what it held is parked. */
static void expect_parked(struct torture *of, const char *typed, const char *screen)
{
    struct drafts drafts = { 0 };
    bool found = false;
    drafts_list(&drafts, NULL);
    for (size_t i = 0; !found && i < drafts.count; i++) {
        char *draft = load_draft(drafts.list[i].name);
        found = draft && has_all(draft, typed, true);
        free(draft);
    }
    drafts_free(&drafts);
    cr_assert(found, "%s: not parked is\n%s\nof the screen\n%s", of->where, typed, screen);
    of->parked++;
}

/* F12 once more drops the order: nothing is parked then, and that is meant. */
static bool drops(const struct order_form *form, struct key key)
{
    return form->drop_asked && (key_equal(key, (struct key){ KEY_NAMED, KEY_NAME_F12, 0, NULL }) ||
                                key_equal(key, (struct key){ KEY_CHARACTER, 'g', KEY_CTRL, NULL }));
}

/* ------ one step ------ */

static void note_screen(struct torture *of)
{
    const struct screen_class *top;
    ui_top(ui_test_ui(of->t), &top);
    for (size_t i = 0; all_screens[i] && i < SCREENS_MOST; i++)
        of->visited[i] |= all_screens[i] == top;
}

static void press(struct torture *of, struct key key)
{
    struct ui *ui = ui_test_ui(of->t);
    const struct order_form *before = form_of(of);
    bool must_stay = before && !order_doc_is_blank(&before->doc) && !drops(before, key);
    char *typed = must_stay ? write_order(&before->doc) : NULL;
    char *screen = typed ? mem_strdup(ui_test_text(of->t)) : NULL;

    snprintf(of->where, sizeof of->where, "seed %u step %zu", of->seed, of->step);
    watch_before(of->watch, key, of->where);
    ui_key(ui, key);
    watch_after(of->watch, of->where);
    if (typed && !ui_find(ui, &order_screen))
        expect_parked(of, typed, screen);
    free(typed);
    free(screen);
    ui_test_run(of->t);
    watch_after(of->watch, of->where);
    note_screen(of);
    if (ui_is_over(ui))
        ui_test_push(of->t, &orders_screen, NULL);
}

static void type(struct torture *of, const char *script)
{
    struct key key;
    cr_assert(input_feed(script), "%s", script);
    while ((key = input_next()).kind != KEY_NOTHING)
        press(of, key);
}

static struct key any_key(struct torture *of)
{
    struct key key = { .kind = KEY_NAMED, .code = draw_lot(of, KEY_NAME_COUNT) };
    static const unsigned modifiers[] = { 0, 0, 0, KEY_CTRL, KEY_ALT, KEY_SHIFT };
    if (draw_lot(of, 3) == 0) {
        key.kind = KEY_CHARACTER;
        do
            key.code = 'a' + draw_lot(of, 26);
        while (key.code == 'z'); /* Ctrl-Z stops the program */
    }
    key.modifiers = modifiers[draw_lot(of, sizeof modifiers / sizeof *modifiers)];
    if (key.kind == KEY_CHARACTER && key.modifiers == KEY_SHIFT)
        key.modifiers = 0;
    return key;
}

static const char *const methods[] = { "order_list",   "lookup",      "order_create",
                                       "order_update", "item_cancel", "prebook_list" };
enum { METHODS = sizeof methods / sizeof *methods };

static void be_well(struct torture *of)
{
    struct fake_api *fake = ui_test_fake(of->t);
    for (size_t i = 0; i < METHODS; i++)
        fake_api_fail(fake, methods[i], API_DONE, 200, "");
    for (int i = 0; i <= METHOD_COUNT; i++)
        fake_api_forbid(fake, (enum method)i, NULL);
    fake_api_budget(fake, &(struct budget_state){ .limit = 1000, .is_counted = true });
}

/* The day's requests are few, at the warning or at the reserve, or nothing goes out for a while. */
static void limit(struct torture *of)
{
    static const long used[] = { 799, 949, 950, 999, 1200 };
    struct budget_state state = { .limit = 1000, .reserve = 50, .warn = 800, .is_counted = true };
    state.used = state.own = used[draw_lot(of, sizeof used / sizeof *used)];
    if (draw_lot(of, 3) == 0)
        state.held_until = clock_now() + 1 + draw_lot(of, 7200);
    fake_api_budget(ui_test_fake(of->t), &state);
}

/* As answers of 401 and 403 leave it. */
static void forbid(struct torture *of)
{
    fake_api_forbid(ui_test_fake(of->t), (enum method)draw_lot(of, METHOD_COUNT + 1),
                    "The service refused this to the token.");
}

static void fail(struct torture *of)
{
    static const char *const words[] = {
        "No.",
        "The service is busy; try again later.",
        "A long sentence of the service that goes on and on about what it could not do, why it "
        "could "
        "not, and what might be done about it on another day, by somebody else, elsewhere, "
        "perhaps.",
    };
    struct fake_api *fake = ui_test_fake(of->t);
    const char *method = methods[draw_lot(of, METHODS)], *word = words[draw_lot(of, 3)];
    static const int codes[] = { 500, 401, 403, 429 };
    enum api_outcome outcome = (enum api_outcome)draw_lot(of, 7);
    int code = codes[draw_lot(of, 4)];
    if (draw_lot(of, 3))
        fake_api_fail_nth(fake, method, fake_api_count(fake, method) + 1 + draw_lot(of, 3), outcome,
                          code, word);
    else
        fake_api_fail(fake, method, outcome, code, word);
    fake_api_apply_unknown(fake, draw_lot(of, 2));
}

/* A value that nobody writes twice, by somebody else. */
static void write_elsewhere(struct torture *of)
{
    static const enum item_field fields[] = { ITEM_PRICE, ITEM_BOXES, ITEM_MARK };
    struct fake_api *fake = ui_test_fake(of->t);
    const struct order_form *form = form_of(of);
    size_t order = draw_lot(of, (uint32_t)fake_api_order_count(fake));
    /* mostly where it matters */
    for (size_t i = 0; form && draw_lot(of, 4) && i < fake_api_order_count(fake); i++) {
        if (strcmp(value_text(fake_api_order(fake, i)->v[ORDER_ID]),
                   value_text(form->doc.base.v[ORDER_ID])) == 0)
            order = i;
    }
    const struct order *now = fake_api_order(fake, order);
    uint32_t item = draw_lot(of, (uint32_t)now->item_count + 1);
    enum item_field field = fields[draw_lot(of, 3)];
    char text[24];
    size_t number = ++of->texts;
    if (item == now->item_count) {
        snprintf(text, sizeof text, "2029-%02zu-%02zu", 1 + number / 28 % 12, 1 + number % 28);
        watch_write_elsewhere(of->watch, order, DIFF_NOWHERE, ORDER_END, text);
    } else if (field == ITEM_BOXES && !item_is_unit(&now->items[item])) {
        snprintf(text, sizeof text, "%zu", 200 + number);
        watch_write_elsewhere(of->watch, order, (int)item, ITEM_BOXES, text);
    } else if (field == ITEM_MARK) {
        snprintf(text, sizeof text, "W%zu", number);
        watch_write_elsewhere(of->watch, order, (int)item, ITEM_MARK, text);
    } else if (!item_is_mixed(&now->items[item])) {
        snprintf(text, sizeof text, "9.%02zu", number % 100);
        watch_write_elsewhere(of->watch, order, (int)item, ITEM_PRICE, text);
    }
}

static void disturb(struct torture *of)
{
    struct fake_api *fake = ui_test_fake(of->t);
    switch (draw_lot(of, 10)) {
    case 0:
    case 1:
        of->is_held = !of->is_held;
        fake_api_hold(fake, of->is_held);
        break;
    case 2:
        fail(of);
        break;
    case 3:
        be_well(of);
        break;
    case 4:
        fake_api_deliver(fake, draw_lot(of, 4));
        break;
    case 5:
        fake_api_run_one(fake);
        break;
    case 6:
        write_elsewhere(of);
        break;
    case 7:
        limit(of);
        break;
    case 8:
        forbid(of);
        break;
    default:
        ui_test_advance(of->t, draw_lot(of, 2000));
        break;
    }
    ui_test_run(of->t);
    watch_after(of->watch, of->where);
}

/* To the list, at the usual size, over a service that is well. */
static void go_home(struct torture *of)
{
    fake_api_hold(ui_test_fake(of->t), of->is_held = false);
    be_well(of);
    watch_resize(of->watch, 24, 80);
    ui_test_run(of->t);
    watch_after(of->watch, of->where);
    for (int i = 0; i < 12 && !is_on_top(of, &orders_screen); i++)
        type(of, "<Esc>");
}

/* What the screen asks to be typed, if it asks. */
static void answer(struct torture *of)
{
    char *word = watch_asked(of->watch);
    if (word)
        type(of, draw_lot(of, 5) ? word : "7");
    type(of, "<Enter>");
    free(word);
}

static void edit_somewhere(struct torture *of)
{
    static const struct {
        bool is_line;
        size_t field;
    } places[] = {
        { true, ITEM_PRICE }, { true, ITEM_BOXES }, { true, ITEM_MARK },  { true, ITEM_COST },
        { true, ITEM_PRICE }, { false, ORDER_PO },  { false, ORDER_END }, { true, ITEM_MARK },
    };
    static const char *const heads[ITEM_FIELDS] = {
        [ITEM_PRICE] = "3.", [ITEM_COST] = "2.", [ITEM_BOXES] = "1", [ITEM_MARK] = "M"
    };
    size_t at = draw_lot(of, sizeof places / sizeof *places), number = ++of->texts % 90 + 10;
    struct order_form *form = form_of(of);
    if (!form || !is_on_top(of, &order_screen))
        return;
    const struct field_table *table = places[at].is_line ? &item_table : &order_table;
    int line =
        places[at].is_line ? (int)draw_lot(of, (uint32_t)form->doc.order.item_count) : DOC_NONE;
    order_form_go(
        form, (struct order_place){ line, DOC_NONE, DOC_NONE, &table->fields[places[at].field] });
    ui_test_run(of->t);
    char keys[32];
    const char *head = table == &item_table           ? heads[places[at].field]
                       : places[at].field == ORDER_PO ? "P"
                                                      : "2030-12-";
    snprintf(keys, sizeof keys, "%s%zu<Tab>", head, number % 20 + 10);
    type(of, keys);
}

/* A change of one of the orders that are as the service gives them, up to its review and maybe on. */
static void type_change(struct torture *of)
{
    go_home(of);
    type(of, "\\U/S07<Enter>");
    for (uint32_t i = draw_lot(of, 5); i; i--)
        type(of, "<Down>");
    type(of, "e");
    if (!is_on_top(of, &order_screen))
        type(of, draw_lot(of, 2) ? "<Enter>" : "<F6>"); /* one is parked */
    for (uint32_t i = 1 + draw_lot(of, 4); i; i--)
        edit_somewhere(of);
    if (draw_lot(of, 3) == 0) {
        type(of, "<F6>");
        static const char *const lines[] = { typing_box_line, typing_unit_line, typing_mixed_line };
        type(of, lines[draw_lot(of, 3)]);
    }
    if (draw_lot(of, 2))
        write_elsewhere(of);
    type(of, "<F10>");
    if (draw_lot(of, 2))
        disturb(of);
    for (uint32_t i = draw_lot(of, 6); i; i--) {
        if (is_on_top(of, &theirs_screen))
            type(of, draw_lot(of, 2) ? "tTm<F10>" : "mM<F10>");
        else
            answer(of);
    }
}

static void type_cancel(struct torture *of)
{
    go_home(of);
    type(of, "\\U/S07<Enter>");
    for (uint32_t i = draw_lot(of, 5); i; i--)
        type(of, draw_lot(of, 3) ? "<Down>" : "<Space>");
    type(of, draw_lot(of, 2) ? "x" : "4<Enter>");
    for (uint32_t i = draw_lot(of, 3); i; i--)
        type(of, draw_lot(of, 3) ? "<Space>" : "<Down>");
    type(of, "<F10>");
    if (draw_lot(of, 2))
        disturb(of);
    for (uint32_t i = draw_lot(of, 4); i; i--)
        answer(of);
}

/* The last step is done again and taken back in turn. */
static void undo_and_redo(struct torture *of)
{
    struct order_form *form = form_of(of);
    struct buf why = { 0 };
    if (!form || !is_on_top(of, &order_screen) || !order_doc_can_undo(&form->doc, &why)) {
        buf_free(&why);
        return;
    }
    struct fake_api *fake = ui_test_fake(of->t);
    fake_api_hold(fake, true); /* what lists complete meanwhile is another matter */
    char *texts[4];
    for (size_t i = 0; i < 4; i++) {
        type(of, i % 2 ? "<Alt-r>" : "<Alt-u>");
        cr_assert_eq(form_of(of), form);
        texts[i] = write_order(&form->doc);
    }
    cr_assert(has_all(texts[2], texts[0], false), "%s: undone\n%s\nand undone again\n%s", of->where,
              texts[0], texts[2]);
    cr_assert(has_all(texts[3], texts[1], false), "%s: redone\n%s\nand redone again\n%s", of->where,
              texts[1], texts[3]);
    for (size_t i = 0; i < 4; i++)
        free(texts[i]);
    fake_api_hold(fake, of->is_held);
    of->undone++;
}

/* A whole order with one warning at most, typed as people do, up to its review. */
static void type_order(struct torture *of)
{
    go_home(of);
    type(of, "<F6>");
    if (!is_on_top(of, &order_screen))
        type(of, "<F6>");
    type(of, typing_header);
    type(of, typing_box_line);
    if (draw_lot(of, 2))
        type(of, typing_unit_line);
    if (draw_lot(of, 3) == 0)
        type(of, typing_mixed_line);
    type(of, "<F10>");
    if (draw_lot(of, 2))
        disturb(of);
}

static void take_step(struct torture *of)
{
    uint32_t lot = draw_lot(of, 1000);
    if (lot < 15 || !of->step)
        type_order(of);
    else if (lot < 45)
        type_change(of);
    else if (lot < 55)
        type_cancel(of);
    else if (lot < 75)
        undo_and_redo(of);
    else if (lot < 95)
        answer(of);
    lot = draw_lot(of, 1000);
    lot /= 10;
    if (lot < 30) {
        press(of, any_key(of));
    } else if (lot < 55) {
        type(of, letters[draw_lot(of, sizeof letters / sizeof *letters)]);
    } else if (lot < 80) {
        type(of, pieces[draw_lot(of, sizeof pieces / sizeof *pieces)]);
    } else if (lot < 84) {
        press(of, (struct key){ .kind = KEY_PASTE,
                                .paste = pastes[draw_lot(of, sizeof pastes / sizeof *pastes)] });
    } else if (lot < 88) {
        bool is_usual = draw_lot(of, 3) > 0;
        watch_resize(of->watch, is_usual ? 24 : 1 + (int)draw_lot(of, 60),
                     is_usual ? 80 : 1 + (int)draw_lot(of, 160));
    } else if (lot < 98) {
        disturb(of);
    } else {
        save_and_compare(of);
    }
}

static size_t number_from(const char *name, size_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoul(text, NULL, 10) : otherwise;
}

/* Six orders as the service gives them, with all that it does not tell; and each line has its id. */
static void add_changeable(struct ui_test *t)
{
    struct order order;
    for (size_t i = 0; i < fake_api_order_count(ui_test_fake(t)); i++) {
        struct order *other = fake_api_order(ui_test_fake(t), i);
        for (size_t k = 0; k < other->item_count; k++)
            value_take(&other->items[k].v[ITEM_ID], mem_printf("%zu", 1000 + i * 10 + k));
    }
    change_sample(&order);
    fake_api_add_row(ui_test_fake(t), LOOKUP_VENDORS, "41", "41", "Alpine Roses");
    fake_api_add_row(ui_test_fake(t), LOOKUP_PRODUCTS, "23", "AR50", "Assorted Rose 50");
    for (size_t i = 0; i < 6; i++) {
        value_take(&order.v[ORDER_ID], mem_printf("%zu", 70700 + i));
        value_take(&order.v[ORDER_NUMBER], mem_printf("S07%03zu", i));
        for (size_t k = 0; k < order.item_count; k++)
            value_take(&order.items[k].v[ITEM_ID], mem_printf("%zu", 900 + i * 10 + k));
        fake_api_add_order(ui_test_fake(t), &order);
    }
    order_free(&order);
}

/* Screens of profiles, tokens and requests have nothing to show here: they have tests of their own. */
static bool leads_there(const struct screen_class *screen)
{
    static const char *const others[] = { "issue",          "tokens",       "profiles",
                                          "profile",        "profile-form", "profile-methods",
                                          "profile-forget", "secret",       "journal",
                                          "journal-filter" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(screen->name, others[i]) == 0)
            return false;
    return true;
}

static void torture(uint32_t seed)
{
    size_t steps = number_from("TORTURE_STEPS", 1200);
    seed = (uint32_t)number_from("TORTURE_SEED", seed);
    struct torture of = { .t = typing_new(24, 80), .seed = seed, .random = seed * 2654435761u };
    samples_add_usual(ui_test_fake(of.t));
    fake_api_add_orders(ui_test_fake(of.t), 40);
    add_changeable(of.t);
    fake_api_apply(ui_test_fake(of.t), true);
    fake_api_keep_budget(ui_test_fake(of.t));
    of.watch = watch_new(of.t, 24, 80);
    ui_test_push(of.t, &orders_screen, NULL);
    for (of.step = 0; of.step < steps; of.step++)
        take_step(&of);
    watch_end(of.watch, of.where);
    /* A seed that leads nowhere tests nothing: take another one then. */
    const struct watch_counts *n = watch_count(of.watch);
    for (size_t i = 0; all_screens[i]; i++)
        cr_expect(of.visited[i] || !leads_there(all_screens[i]), "seed %u never comes to %s", seed,
                  all_screens[i]->name);
    cr_expect(
        of.saved && of.parked && of.undone && n->created && n->updated && n->cancelled &&
            n->added && n->written && n->changed,
        "seed %u: %zu saved, %zu parked, %zu undone, %zu created, %zu updated, %zu cancelled, "
        "%zu added, %zu written elsewhere, %zu over theirs, %zu changed",
        seed, of.saved, of.parked, of.undone, n->created, n->updated, n->cancelled, n->added,
        n->written, n->over_theirs, n->changed);
    if (getenv("TORTURE_STEPS"))
        fprintf(stderr,
                "seed %u: %zu saved, %zu parked, %zu undone, %zu created, %zu updated, %zu "
                "cancelled, %zu added, %zu elsewhere, %zu over theirs, %zu changed\n",
                seed, of.saved, of.parked, of.undone, n->created, n->updated, n->cancelled,
                n->added, n->written, n->over_theirs, n->changed);
    watch_free(of.watch);
    ui_test_close(of.t);
}

Test(torture, loses_and_sends_nothing_unasked)
{
    torture(4);
}

Test(torture, nor_on_another_way)
{
    torture(7);
}

Test(torture, nor_on_a_third)
{
    torture(14);
}
