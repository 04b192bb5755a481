/* What leaves in a random run; see torture_watch.h. */
#include "config.h"
#include "torture_watch.h"
#include "base/mem.h"
#include "model/update_plan.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/cancel_view.h"
#include "ui/screens/change.h"
#include "ui/screens/diff_words.h"
#include "ui/screens/review.h"
#include "ui/screens/theirs.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 8, BIG_ROWS = 400, BIG_COLS = 190 };

/* What a person confirmed at the review of a change. */
struct change_permit {
    bool is_open;
    struct order base, mine;
    struct diff diff;
    bool *is_sent; /* by line of mine */
    size_t added, sent_new, carried_new;
};

struct cancel_permit {
    bool is_open;
    struct cancel_permit_line {
        char *order_id, *item_id;
        bool is_sent;
    } * lines;
    size_t count;
};

struct watch {
    struct ui_test *t;
    int rows, cols;
    struct order *mirror; /* the service's orders as they were last seen */
    size_t order_count;
    struct change_permit change;
    struct cancel_permit cancel;
    char *answered[WORDS_MOST]; /* at the confirmation on top, one behind the other */
    size_t answered_count;
    size_t created, updated, cancelled; /* seen so far */
    bool may_create;
    const struct order_form *form; /* whose change it is … */
    struct order opened;           /* … and what it began with */
    bool mine_chosen;
    struct watch_counts counts;
    const char *where;
};

#define REQUIRE(condition, ...) cr_assert(condition, __VA_ARGS__)

static struct fake_api *fake_of(struct watch *watch)
{
    return ui_test_fake(watch->t);
}

static const char *text_at(const struct value *values, size_t at)
{
    return value_text(values[at]);
}

const struct watch_counts *watch_count(const struct watch *watch)
{
    return &watch->counts;
}

struct order_form *watch_form(struct watch *watch)
{
    struct order_form *form = ui_find(ui_test_ui(watch->t), &order_screen);
    return form && !form->doc.read_only && form->doc.sent != SENT_DONE ? form : NULL;
}

struct watch *watch_new(struct ui_test *t, int rows, int cols)
{
    struct watch *watch = mem_calloc(1, sizeof *watch);
    *watch = (struct watch){ .t = t, .rows = rows, .cols = cols };
    watch->order_count = fake_api_order_count(ui_test_fake(t));
    watch->mirror = mem_calloc(watch->order_count, sizeof *watch->mirror);
    for (size_t i = 0; i < watch->order_count; i++)
        order_copy(&watch->mirror[i], fake_api_order(ui_test_fake(t), i));
    return watch;
}

static void close_change(struct change_permit *permit)
{
    order_free(&permit->base);
    order_free(&permit->mine);
    diff_free(&permit->diff);
    free(permit->is_sent);
    *permit = (struct change_permit){ 0 };
}

static void close_cancel(struct cancel_permit *permit)
{
    for (size_t i = 0; i < permit->count; i++) {
        free(permit->lines[i].order_id);
        free(permit->lines[i].item_id);
    }
    free(permit->lines);
    *permit = (struct cancel_permit){ 0 };
}

static void forget_words(struct watch *watch)
{
    while (watch->answered_count)
        free(watch->answered[--watch->answered_count]);
}

void watch_free(struct watch *watch)
{
    for (size_t i = 0; i < watch->order_count; i++)
        order_free(&watch->mirror[i]);
    free(watch->mirror);
    close_change(&watch->change);
    close_cancel(&watch->cancel);
    forget_words(watch);
    order_free(&watch->opened);
    free(watch);
}

void watch_resize(struct watch *watch, int rows, int cols)
{
    watch->rows = rows;
    watch->cols = cols;
    ui_test_resize(watch->t, rows, cols);
}

/* ------ what the screen asks, and what the key answers ------ */

static void add_flat(struct buf *flat, const char *text)
{
    for (const char *c = text; *c; c++) {
        bool is_blank = *c == ' ' || *c == '\n';
        if (!is_blank)
            buf_add_char(flat, *c);
        else if (flat->len && flat->data[flat->len - 1] != ' ')
            buf_add_char(flat, ' ');
    }
}

/* With all blanks and line breaks made one blank. */
static char *flatten(const char *text)
{
    struct buf flat = { 0 };
    add_flat(&flat, text);
    return buf_take(&flat);
}

static const struct screen_class *top_of(struct watch *watch)
{
    const struct screen_class *top;
    ui_top(ui_test_ui(watch->t), &top);
    return top;
}

static bool is_confirming_key(struct key key)
{
    return (key.kind == KEY_NAMED && !key.modifiers &&
            (key.code == KEY_NAME_ENTER || key.code == KEY_NAME_F10)) ||
           key_equal(key, (struct key){ KEY_CHARACTER, 's', KEY_CTRL, NULL });
}

/* The word that is asked for; false where the screen asks for none. */
static bool find_asked(const char *screen, char word[24])
{
    const char *asked = strstr(screen, ": type ");
    return asked && sscanf(asked, ": type %23s", word) == 1;
}

char *watch_asked(struct watch *watch)
{
    char word[24], *screen = flatten(ui_test_text(watch->t));
    bool is_there = find_asked(screen, word);
    free(screen);
    return is_there ? mem_strdup(word) : NULL;
}

/* What was asked for and typed; "" where F10 or Enter alone is asked for; NULL = not answered. */
static char *find_answer(struct watch *watch, const char *prompt)
{
    char *screen = flatten(ui_test_text(watch->t)), wanted[24], typed[24] = "";
    const char *answer = strstr(screen, prompt);
    bool is_plain =
        strstr(screen, "F10 or Enter sends it as shown") || strstr(screen, "F10 or Enter tries");
    bool is_typed = answer && find_asked(screen, wanted) &&
                    sscanf(answer + strlen(prompt), " %23s", typed) == 1 &&
                    strcmp(wanted, typed) == 0;
    free(screen);
    return is_typed ? mem_strdup(typed) : is_plain ? mem_strdup("") : NULL;
}

/* ------ a change ------ */

static size_t count_added(const struct diff *diff)
{
    size_t count = 0;
    for (size_t i = 0; i < diff->count; i++)
        count += diff->rows[i].kind == DIFF_LINE_ADDED;
    return count;
}

static void copy_edited(const struct order_doc *doc, struct order *mine)
{
    struct order used = order_doc_used(doc);
    update_prepare(mine, &doc->base, &used);
    order_doc_free_used(&used);
}

/* The review on a screen where all of it has room. */
static char *whole_review(struct watch *watch)
{
    ui_test_resize(watch->t, BIG_ROWS, BIG_COLS);
    char *screen = flatten(ui_test_text(watch->t));
    ui_test_resize(watch->t, watch->rows, watch->cols);
    return screen;
}

static void expect_listed(struct watch *watch)
{
    const struct change_permit *permit = &watch->change;
    char *screen = whole_review(watch);
    for (size_t i = 0; i < permit->diff.count; i++) {
        const struct diff_row *row = &permit->diff.rows[i];
        struct buf step = { 0 };
        if (row->kind != DIFF_VALUE)
            continue;
        diff_words_step(&step, row, " -> ");
        char *wanted = flatten(buf_text(&step));
        REQUIRE(strstr(screen, wanted), "%s: the review does not say \"%s\":\n%s", watch->where,
                wanted, screen);
        free(wanted);
        buf_free(&step);
    }
    free(screen);
}

static void permit_change(struct watch *watch, const char *word)
{
    const struct order_form *form = watch_form(watch);
    struct change_permit *permit = &watch->change;
    REQUIRE(form && form->doc.is_change, "%s: a review of no change", watch->where);
    close_change(permit);
    order_copy(&permit->base, &form->doc.base);
    copy_edited(&form->doc, &permit->mine);
    diff_orders(&permit->diff, &permit->base, &permit->mine, DIFF_WRITABLE);
    permit->added = count_added(&permit->diff);
    permit->is_sent = mem_calloc(permit->mine.item_count + 1, sizeof *permit->is_sent);
    permit->is_open = true;
    REQUIRE(form->doc.sent != SENT_OPEN || !permit->added || strcmp(word, "SEND") == 0,
            "%s: a line that may be there is sent again for \"%s\"", watch->where, word);
    expect_listed(watch);
}

/* A value of a body: it is one that was changed, or one that is as it was. */
static void expect_value(struct watch *watch, const struct field_table *table, size_t at,
                         const struct value *body, const struct value *base,
                         const struct value *mine, bool is_touched)
{
    const struct field *field = &table->fields[at];
    if (value_is_unknown(body[at]))
        return;
    REQUIRE(diff_values_equal(field, body[at], mine[at]), "%s: %s is sent as \"%s\", not \"%s\"",
            watch->where, field->label, text_at(body, at), text_at(mine, at));
    if (is_touched || !base)
        return;
    bool is_completed = field->lookup != LOOKUP_NONE && value_is_unknown(base[at]);
    REQUIRE(is_completed || diff_values_equal(field, body[at], base[at]),
            "%s: %s was not changed and is sent as \"%s\"", watch->where, field->label,
            text_at(body, at));
}

static int find_new_line(const struct change_permit *permit, const struct item *body)
{
    for (size_t i = 0; i < permit->diff.count; i++) {
        const struct diff_row *row = &permit->diff.rows[i];
        if (row->kind != DIFF_LINE_ADDED || permit->is_sent[row->after_item])
            continue;
        const struct value *v = permit->mine.items[row->after_item].v;
        bool is_same = true;
        for (size_t f = 0; f < ITEM_FIELDS; f++)
            is_same &= value_is_unknown(body->v[f]) ||
                       diff_values_equal(&item_fields[f], body->v[f], v[f]);
        if (is_same)
            return row->after_item;
    }
    return DIFF_NOWHERE;
}

static void expect_permitted(struct watch *watch, const struct order *body)
{
    struct change_permit *permit = &watch->change;
    REQUIRE(permit->is_open, "%s: a change was sent without being confirmed:\n%s", watch->where,
            ui_test_text(watch->t));
    REQUIRE(strcmp(text_at(body->v, ORDER_ID), text_at(permit->base.v, ORDER_ID)) == 0,
            "%s: another order was changed", watch->where);
    REQUIRE(body->item_count == 1, "%s: %zu lines in one request", watch->where, body->item_count);
    const struct item *line = &body->items[0];
    bool is_new = !value_is_set(line->v[ITEM_ID]);
    int at = is_new ? find_new_line(permit, line)
                    : diff_find_line(&permit->mine, text_at(line->v, ITEM_ID));
    REQUIRE(at != DIFF_NOWHERE && !permit->is_sent[at], "%s: line %s is not to be sent (again)",
            watch->where, text_at(line->v, ITEM_ID));
    permit->is_sent[at] = true;
    permit->sent_new += is_new;

    struct diff_touch touch;
    diff_find_touched(&permit->diff, DIFF_NOWHERE, &touch);
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (i != ORDER_ITEM_ID)
            expect_value(watch, &order_table, i, body->v, permit->base.v, permit->mine.v,
                         touch.fields[i]);
    }
    diff_find_touched(&permit->diff, at, &touch);
    int was = is_new ? DIFF_NOWHERE : diff_find_line(&permit->base, text_at(line->v, ITEM_ID));
    for (size_t i = 0; i < ITEM_FIELDS; i++)
        expect_value(watch, &item_table, i, line->v,
                     was == DIFF_NOWHERE ? NULL : permit->base.items[was].v,
                     permit->mine.items[at].v, touch.fields[i]);
    REQUIRE(is_new || touch.parts || !line->breakdown_count, "%s: parts were not changed",
            watch->where);
    REQUIRE(is_new || touch.customs || !line->custom_count, "%s: custom fields were not changed",
            watch->where);
    watch->counts.updated++;
}

/* ------ a cancellation ------ */

static bool was_answered(const struct watch *watch, const char *word)
{
    for (size_t i = 0; i < watch->answered_count; i++) {
        if (strcmp(watch->answered[i], word) == 0)
            return true;
    }
    return false;
}

static void permit_cancel(struct watch *watch, const struct cancel_lines *screen)
{
    const struct cancel_rows *rows = &screen->rows;
    struct cancel_permit *permit = &watch->cancel;
    char count[24];
    close_cancel(permit);
    snprintf(count, sizeof count, "%zu", cancel_rows_marked(rows));
    permit->is_open = was_answered(watch, count);
    permit->lines = mem_calloc(rows->cursor.count + 1, sizeof *permit->lines);
    for (size_t i = 0; i < rows->cursor.count; i++) {
        const struct cancel_row *row = &rows->list[i];
        if (!row->is_marked)
            continue;
        const struct order *order = &rows->orders[row->order];
        permit->lines[permit->count++] = (struct cancel_permit_line){
            .order_id = mem_strdup(text_at(order->v, ORDER_ID)),
            .item_id = mem_strdup(text_at(order->items[row->item].v, ITEM_ID)),
        };
        if (cancel_rows_loses_all(rows, row->order) &&
            !was_answered(watch, cancel_rows_number(rows, row->order)))
            permit->is_open = false;
    }
}

static struct cancel_permit_line *find_cancelled(struct watch *watch, const char *order_id,
                                                 const char *item_id)
{
    for (size_t i = 0; i < watch->cancel.count; i++) {
        struct cancel_permit_line *line = &watch->cancel.lines[i];
        if (strcmp(line->order_id, order_id) == 0 &&
            (!item_id || strcmp(line->item_id, item_id) == 0))
            return line;
    }
    return NULL;
}

static void expect_cancel(struct watch *watch, const char *order_id, const char *item_id)
{
    struct cancel_permit_line *line = find_cancelled(watch, order_id, item_id);
    REQUIRE(watch->cancel.is_open && line && !line->is_sent,
            "%s: line %s of order %s was cancelled without being confirmed:\n%s", watch->where,
            item_id, order_id, ui_test_text(watch->t));
    line->is_sent = true;
    watch->counts.cancelled++;
}

/* ------ before a key ------ */

void watch_before(struct watch *watch, struct key key, const char *where)
{
    const struct screen_class *top = top_of(watch);
    watch->where = where;
    watch->may_create = false;
    if (top == &theirs_screen && key.kind == KEY_CHARACTER && (key.code == 'm' || key.code == 'M'))
        watch->mine_chosen = true;
    const struct cancel_lines *lines =
        top == &cancel_lines_screen ? ui_find(ui_test_ui(watch->t), &cancel_lines_screen) : NULL;
    if (!lines || lines->state != CANCEL_CONFIRMING)
        forget_words(watch);
    if (!is_confirming_key(key))
        return;
    char *word = find_answer(watch, lines ? "Cancel>" : "Send>");
    if (word && top == &review_screen) {
        watch->may_create = true;
    } else if (word && top == &change_screen) {
        permit_change(watch, word);
    } else if (word && *word && lines && watch->answered_count < WORDS_MOST) {
        watch->answered[watch->answered_count++] = mem_strdup(word);
        permit_cancel(watch, lines);
    }
    free(word);
}

/* ------ what it made of the service's orders ------ */

static const struct value *line_values(const struct order *order, const char *item_id)
{
    int at = diff_find_line(order, item_id);
    return at == DIFF_NOWHERE ? NULL : order->items[at].v;
}

/* The row of the confirmed change that this row at the service is. */
static const struct diff_row *find_confirmed(const struct change_permit *permit,
                                             const struct diff_row *row, const char *item_id)
{
    for (size_t i = 0; i < permit->diff.count; i++) {
        const struct diff_row *own = &permit->diff.rows[i];
        const char *id = own->after_item == DIFF_NOWHERE
                             ? ""
                             : text_at(permit->mine.items[own->after_item].v, ITEM_ID);
        if (own->kind == row->kind && own->field == row->field && strcmp(id, item_id) == 0)
            return own;
    }
    return NULL;
}

/* Nobody's value is written over that was not seen here. */
static void expect_own(struct watch *watch, const struct diff_row *row, const char *item_id,
                       const struct order *now)
{
    const struct diff_row *own = find_confirmed(&watch->change, row, item_id);
    struct buf what = { 0 };
    diff_write_what(row, now, now, &what);
    REQUIRE(own, "%s: %s became \"%s\" and was \"%s\", which nobody confirmed", watch->where,
            buf_text(&what), row->after ? row->after : "~", row->before ? row->before : "~");
    bool is_plain = row->kind == DIFF_VALUE && row->before_part == DIFF_NOWHERE &&
                    row->before_custom == DIFF_NOWHERE && row->field->lookup == LOOKUP_NONE;
    if (is_plain) {
        struct value before = { (char *)(uintptr_t)row->before }; /* only read */
        struct value shown = { (char *)(uintptr_t)own->before };
        REQUIRE(value_is_unknown(shown) || diff_values_equal(row->field, before, shown),
                "%s: %s was \"%s\" and not \"%s\" as shown", watch->where, buf_text(&what),
                row->before, own->before);
        const struct field_table *table = *item_id ? &item_table : &order_table;
        const struct value *opened =
            *item_id ? line_values(&watch->opened, item_id) : watch->opened.v;
        size_t at = (size_t)(row->field - table->fields);
        bool is_theirs = opened && !value_is_unknown(opened[at]) &&
                         !diff_values_equal(row->field, opened[at], before);
        REQUIRE(!is_theirs || watch->mine_chosen,
                "%s: %s of another user, \"%s\", was written over unasked", watch->where,
                buf_text(&what), row->before);
        watch->counts.over_theirs += is_theirs;
    }
    buf_free(&what);
}

/* What the service reckons by itself. */
static bool is_derived(const struct diff_row *row)
{
    return row->field == &item_fields[ITEM_TYPE] || row->field == &item_fields[ITEM_ASSORTED];
}

static void look_at_row(struct watch *watch, const struct diff_row *row, const struct order *was,
                        const struct order *now)
{
    const char *item_id =
        row->after_item != DIFF_NOWHERE    ? text_at(now->items[row->after_item].v, ITEM_ID)
        : row->before_item != DIFF_NOWHERE ? text_at(was->items[row->before_item].v, ITEM_ID)
                                           : "";
    struct change_permit *permit = &watch->change;
    bool is_line = row->kind == DIFF_LINE_ADDED || row->kind == DIFF_LINE_GONE;
    if (is_line && !*item_id) /* a line without an id belongs to none of before */
        return;
    if (row->kind == DIFF_LINE_GONE) {
        const struct cancel_permit_line *line =
            find_cancelled(watch, text_at(now->v, ORDER_ID), item_id);
        REQUIRE(line && line->is_sent, "%s: line %s is gone", watch->where, item_id);
        return;
    }
    REQUIRE(permit->is_open, "%s: the service was changed without a change", watch->where);
    if (row->kind == DIFF_LINE_ADDED) {
        REQUIRE(++permit->carried_new <= permit->sent_new, "%s: a line came twice", watch->where);
        watch->counts.added++;
    } else if (!is_derived(row)) {
        expect_own(watch, row, item_id, now);
    }
}

static void look_at_service(struct watch *watch)
{
    for (size_t i = 0; i < watch->order_count; i++) {
        const struct order *now = fake_api_order(fake_of(watch), i);
        struct order *was = &watch->mirror[i];
        struct diff diff = { 0 };
        diff_orders(&diff, was, now, DIFF_READABLE);
        for (size_t k = 0; k < diff.count; k++)
            look_at_row(watch, &diff.rows[k], was, now);
        REQUIRE(was->status == now->status ||
                    find_cancelled(watch, text_at(now->v, ORDER_ID), NULL),
                "%s: order %s is cancelled", watch->where, text_at(now->v, ORDER_NUMBER));
        if (diff.count || was->status != now->status)
            order_copy(was, now);
        diff_free(&diff);
    }
}

/* ------ after a key ------ */

static size_t running(struct watch *watch)
{
    struct api api = fake_api_api(fake_of(watch));
    return api.ops->running(api.self);
}

static struct order *find_order(struct watch *watch, const char *id)
{
    for (size_t i = 0; i < watch->order_count; i++) {
        struct order *order = fake_api_order(fake_of(watch), i);
        if (strcmp(text_at(order->v, ORDER_ID), id) == 0)
            return order;
    }
    return NULL;
}

/* "S03228 is changed." is true. */
static void expect_as_said(struct watch *watch)
{
    const struct change_permit *permit = &watch->change;
    char *said = mem_printf("%s is changed.", text_at(permit->base.v, ORDER_NUMBER));
    const struct order *now = find_order(watch, text_at(permit->base.v, ORDER_ID));
    struct diff diff = { 0 };
    if (now && ui_test_has(watch->t, said)) {
        diff_orders(&diff, &permit->mine, now, DIFF_READABLE);
        for (size_t i = 0; i < diff.count; i++) {
            const struct diff_row *row = &diff.rows[i];
            REQUIRE(row->kind != DIFF_VALUE || is_derived(row) ||
                        row->field->lookup != LOOKUP_NONE || !row->field->write_key,
                    "%s: %s is not as it was sent: \"%s\", not \"%s\"", watch->where,
                    row->field->label, row->after, row->before);
        }
        REQUIRE(now->item_count == permit->mine.item_count, "%s: %zu lines, not %zu", watch->where,
                now->item_count, permit->mine.item_count);
        watch->counts.changed++;
    }
    diff_free(&diff);
    free(said);
}

/* Lines that the service took are not to be added any more. */
static void expect_not_again(struct watch *watch)
{
    const struct change_permit *permit = &watch->change;
    const struct order_form *form = watch_form(watch);
    if (!form || form->doc.sent == SENT_OPEN ||
        strcmp(text_at(form->doc.base.v, ORDER_ID), text_at(permit->base.v, ORDER_ID)) != 0)
        return;
    struct order mine = { 0 };
    struct diff diff = { 0 };
    copy_edited(&form->doc, &mine);
    diff_orders(&diff, &form->doc.base, &mine, DIFF_WRITABLE);
    REQUIRE(count_added(&diff) + permit->carried_new <= permit->added,
            "%s: %zu of %zu new lines are there, and %zu are still to be added", watch->where,
            permit->carried_new, permit->added, count_added(&diff));
    diff_free(&diff);
    order_free(&mine);
}

/* What is as the service has it was seen, and taken as it is. */
static void take_as_seen(struct value *opened, const struct value *base, const struct value *mine,
                         const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (!value_is_unknown(base[i]) && diff_values_equal(&table->fields[i], base[i], mine[i]))
            value_set(&opened[i], base[i].text);
    }
}

static void follow_form(struct watch *watch, const struct order_doc *doc)
{
    take_as_seen(watch->opened.v, doc->base.v, doc->order.v, &order_table);
    for (size_t i = 0; i < watch->opened.item_count; i++) {
        const char *id = text_at(watch->opened.items[i].v, ITEM_ID);
        const struct value *base = line_values(&doc->base, id),
                           *mine = line_values(&doc->order, id);
        if (base && mine)
            take_as_seen(watch->opened.items[i].v, base, mine, &item_table);
    }
}

static void note_form(struct watch *watch)
{
    const struct order_form *form = watch_form(watch);
    bool is_same =
        form && form == watch->form &&
        strcmp(text_at(form->doc.base.v, ORDER_ID), text_at(watch->opened.v, ORDER_ID)) == 0;
    if (is_same && form->doc.is_change)
        follow_form(watch, &form->doc);
    if (is_same)
        return;
    watch->form = form;
    watch->mine_chosen = false;
    order_free(&watch->opened);
    if (form && form->doc.is_change)
        order_copy(&watch->opened, &form->doc.base);
}

static void look_at_requests(struct watch *watch)
{
    struct fake_api *fake = fake_of(watch);
    for (; watch->updated < fake_api_count(fake, "order_update"); watch->updated++)
        expect_permitted(watch, fake_api_updated(fake, watch->updated));
    for (; watch->cancelled < fake_api_count(fake, "item_cancel"); watch->cancelled++)
        expect_cancel(watch, fake_api_cancelled_order(fake, watch->cancelled),
                      fake_api_cancelled_item(fake, watch->cancelled));
    size_t created = fake_api_count(fake, "order_create");
    REQUIRE(created == watch->created || (created == watch->created + 1 && watch->may_create),
            "%s: sent without being confirmed; the screen was\n%s", watch->where,
            ui_test_text(watch->t));
    watch->may_create &= created == watch->created;
    watch->created = watch->counts.created = created;
}

void watch_after(struct watch *watch, const char *where)
{
    watch->where = where;
    look_at_requests(watch);
    if (watch->change.is_open || watch->cancel.is_open)
        look_at_service(watch);
    note_form(watch);
    if (!watch->change.is_open || running(watch))
        return;
    expect_as_said(watch);
    expect_not_again(watch);
    close_change(&watch->change);
}

/* ------ somebody else ------ */

bool watch_write_elsewhere(struct watch *watch, size_t order, int item, size_t field,
                           const char *text)
{
    struct order *now = fake_api_order(fake_of(watch), order);
    if (running(watch) || !now || (item != DIFF_NOWHERE && (size_t)item >= now->item_count))
        return false;
    value_set(item == DIFF_NOWHERE ? &now->v[field] : &now->items[item].v[field], text);
    order_copy(&watch->mirror[order], now);
    watch->counts.written++;
    return true;
}

void watch_end(struct watch *watch, const char *where)
{
    watch->where = where;
    close_change(&watch->change);
    close_cancel(&watch->cancel);
    look_at_service(watch);
}
