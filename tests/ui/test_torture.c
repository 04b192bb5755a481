/* Thousands of keys nobody would type in that order, from fixed seeds, over a service that answers,
 * hesitates and fails, on terminals of every size: nothing breaks, no order leaves without the
 * review's confirmation on the screen, nothing typed is lost. TORTURE_STEPS=20000 and TORTURE_SEED=7
 * in the environment lead further, and elsewhere. */
#include "config.h"
#include "order_samples.h"
#include "order_typing.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "ui/screens/all.h"
#include "ui/screens/order.h"
#include "ui/screens/order_form.h"
#include "ui/screens/orders.h"
#include "ui/screens/review.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCREENS_MOST = 32 };

struct torture {
    struct ui_test *t;
    uint32_t seed, random;
    size_t step;
    size_t created, saved, parked;
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
    "e<F10>",
    typing_header,
    typing_box_line,
    typing_unit_line,
    typing_mixed_line,
};

static const struct order_form *form_of(struct torture *of)
{
    const struct order_form *form = ui_find(ui_test_ui(of->t), &order_screen);
    return form && !form->doc.read_only && form->doc.sent != SENT_DONE ? form : NULL;
}

static bool is_on_top(struct torture *of, const struct screen_class *screen)
{
    const struct screen_class *top;
    ui_top(ui_test_ui(of->t), &top);
    return top == screen;
}

/* ------ nothing is sent that was not confirmed ------ */

/* The screen with all blanks and line breaks made one blank. */
static char *flat_screen(struct torture *of)
{
    struct buf flat = { 0 };
    for (const char *c = ui_test_text(of->t); *c; c++) {
        bool is_blank = *c == ' ' || *c == '\n';
        if (!is_blank)
            buf_add_char(&flat, *c);
        else if (flat.len && flat.data[flat.len - 1] != ' ')
            buf_add_char(&flat, ' ');
    }
    return buf_take(&flat);
}

/* The review asks, and what it asks for is typed. */
static bool is_asked_and_answered(struct torture *of, struct key key)
{
    char *screen = flat_screen(of), wanted[24], typed[24] = "";
    bool is_key = (key.kind == KEY_NAMED && !key.modifiers &&
                   (key.code == KEY_NAME_ENTER || key.code == KEY_NAME_F10)) ||
                  key_equal(key, (struct key){ KEY_CHARACTER, 's', KEY_CTRL, NULL });
    bool is_plain =
        strstr(screen, "F10 or Enter sends it as shown") || strstr(screen, "F10 or Enter tries");
    const char *asked = strstr(screen, ": type "), *answer = strstr(screen, "Send> ");
    bool is_typed = asked && answer && sscanf(asked, ": type %23s", wanted) == 1 &&
                    sscanf(answer, "Send> %23s", typed) == 1 && strcmp(wanted, typed) == 0;
    free(screen);
    return is_on_top(of, &review_screen) && is_key && (is_plain || is_typed);
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

/* Whether the draft has all that was typed; `is_left`: the field with the cursor was left since. */
static bool has_all(const char *draft, const char *typed, bool is_left)
{
    struct order is = { 0 }, should = { 0 };
    struct issues issues = { 0 };
    bool same = read_draft(draft, &is, &issues) && read_draft(typed, &should, &issues) &&
                is.item_count == should.item_count &&
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
static void expect_parked(struct torture *of, const char *typed)
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
    cr_assert(found, "seed %u step %zu: not parked is\n%s", of->seed, of->step, typed);
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
    struct fake_api *fake = ui_test_fake(of->t);
    const struct order_form *before = form_of(of);
    bool must_stay = before && !order_doc_is_blank(&before->doc) && !drops(before, key);
    char *typed = must_stay ? write_order(&before->doc) : NULL;
    bool was_answered = is_asked_and_answered(of, key);

    ui_key(ui, key);
    size_t now = fake_api_count(fake, "order_create");
    if (now != of->created) {
        cr_assert(now == of->created + 1 && was_answered,
                  "seed %u step %zu: sent without being confirmed; the screen was\n%s", of->seed,
                  of->step, ui_test_text(of->t));
        of->created = now;
    }
    if (typed && !ui_find(ui, &order_screen))
        expect_parked(of, typed);
    free(typed);
    ui_test_run(of->t);
    cr_assert_eq(fake_api_count(fake, "order_create"), of->created,
                 "seed %u step %zu: sent without a key", of->seed, of->step);
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

static void disturb(struct torture *of)
{
    static const char *const methods[] = { "order_list", "lookup", "order_create" };
    static const char *const words[] = {
        "No.",
        "The service is busy; try again later.",
        "A long sentence of the service that goes on and on about what it could not do, why it "
        "could "
        "not, and what might be done about it on another day, by somebody else, elsewhere, "
        "perhaps.",
    };
    struct fake_api *fake = ui_test_fake(of->t);
    switch (draw_lot(of, 6)) {
    case 0:
    case 1:
        of->is_held = !of->is_held;
        fake_api_hold(fake, of->is_held);
        break;
    case 2:
        fake_api_fail(fake, methods[draw_lot(of, 3)], (enum api_outcome)draw_lot(of, 7), 500,
                      words[draw_lot(of, 3)]);
        break;
    case 3:
        for (size_t i = 0; i < 3; i++)
            fake_api_fail(fake, methods[i], API_DONE, 200, "");
        break;
    case 4:
        fake_api_deliver(fake, draw_lot(of, 4));
        break;
    default:
        ui_test_advance(of->t, draw_lot(of, 2000));
        break;
    }
}

/* A whole order with one warning at most, typed as people do, up to its review. */
static void type_order(struct torture *of)
{
    static const char *const methods[] = { "order_list", "lookup", "order_create" };
    struct fake_api *fake = ui_test_fake(of->t);
    fake_api_hold(fake, of->is_held = false);
    for (size_t i = 0; i < 3; i++)
        fake_api_fail(fake, methods[i], API_DONE, 200, "");
    ui_test_resize(of->t, 24, 80);
    ui_test_run(of->t);
    for (int i = 0; i < 12 && !is_on_top(of, &orders_screen); i++)
        type(of, "<Esc>");
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
        ui_test_resize(of->t, is_usual ? 24 : 1 + (int)draw_lot(of, 60),
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

/* Screens that no seed need come to: they are tested for themselves. */
static bool is_far(const char *name)
{
    static const char *const far[] = { "calendar", "cancel-lines", "cancelled",
                                       "change",   "prebooks",     "theirs" };
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        if (strcmp(name, far[i]) == 0)
            return true;
    return false;
}

static void torture(uint32_t seed)
{
    size_t steps = number_from("TORTURE_STEPS", 900);
    seed = (uint32_t)number_from("TORTURE_SEED", seed);
    struct torture of = { .t = typing_new(24, 80), .seed = seed, .random = seed * 2654435761u };
    samples_add_usual(ui_test_fake(of.t));
    fake_api_add_orders(ui_test_fake(of.t), 40);
    ui_test_push(of.t, &orders_screen, NULL);
    for (of.step = 0; of.step < steps; of.step++)
        take_step(&of);
    /* A seed that leads nowhere tests nothing: take another one then. */
    for (size_t i = 0; all_screens[i]; i++)
        cr_expect(of.visited[i] || is_far(all_screens[i]->name), "seed %u never comes to %s", seed,
                  all_screens[i]->name);
    cr_expect(of.created && of.saved && of.parked, "seed %u: %zu sent, %zu saved, %zu parked", seed,
              of.created, of.saved, of.parked);
    ui_test_close(of.t);
}

Test(torture, loses_and_sends_nothing_unasked)
{
    torture(1);
}

Test(torture, nor_on_another_way)
{
    torture(12);
}

Test(torture, nor_on_a_third)
{
    torture(22);
}
