/* The words of the review of a change; see change_words.h. What it says of values is taken from the
 * difference and the planned requests alone, so that nothing is sent that was not shown. */
#include "config.h"
#include "ui/screens/change_words.h"
#include "base/clock.h"
#include "model/money.h"
#include "model/schedule.h"
#include "ui/screens/diff_words.h"
#include "ui/screens/review_words.h"
#include "ui/screens/words.h"
#include "work/change.h"

#include <string.h>

enum { HEAD_COLS = REVIEW_HEAD_COLS, EARLY_TRUCKS = 8 };

static void add(struct page *page, const char *head, const struct buf *text)
{
    page_add_pair(page, ROLE_LABEL, head, HEAD_COLS, ROLE_NORMAL, buf_text(text));
}

/* ------ old -> new ------ */

static const struct item *item_before(const struct change_words *words, const struct diff_row *row)
{
    return row->before_item == DIFF_NOWHERE ? NULL : &words->doc->base.items[row->before_item];
}

static const struct item *item_after(const struct change_words *words, const struct diff_row *row)
{
    return row->after_item == DIFF_NOWHERE ? NULL : &words->prepared->items[row->after_item];
}

static void write_part(struct buf *out, const struct breakdown *part)
{
    const struct value *v = part->v;
    const char *name =
        value_is_set(v[BREAKDOWN_PRODUCT_NAME])   ? value_text(v[BREAKDOWN_PRODUCT_NAME])
        : value_is_set(v[BREAKDOWN_PRODUCT_CODE]) ? value_text(v[BREAKDOWN_PRODUCT_CODE])
                                                  : value_text(v[BREAKDOWN_PRODUCT_ID]);
    buf_addf(out, "%s", name);
}

static void write_whole_part(struct buf *out, const struct breakdown *part)
{
    static const enum breakdown_field amounts[] = { BREAKDOWN_PRICE, BREAKDOWN_COST };
    buf_addf(out, "%s bunches of %s  ",
             field_shown(&breakdown_fields[BREAKDOWN_BUNCHES], part->v[BREAKDOWN_BUNCHES]),
             field_shown(&breakdown_fields[BREAKDOWN_STEMS_BUNCH], part->v[BREAKDOWN_STEMS_BUNCH]));
    write_part(out, part);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        struct value value = part->v[amounts[i]];
        buf_addf(out, ", %s ", amounts[i] == BREAKDOWN_PRICE ? "price" : "cost");
        buf_add(out, value_is_empty(value) ? "not set"
                                           : field_shown(&breakdown_fields[amounts[i]], value));
    }
}

/* One row within its line, or within the header. */
static void write_row(struct buf *out, const struct change_words *words, const struct diff_row *row)
{
    const struct item *before = item_before(words, row), *after = item_after(words, row);
    const struct item *item = after ? after : before;
    bool is_part = row->after_part != DIFF_NOWHERE || row->before_part != DIFF_NOWHERE;
    bool is_custom = row->after_custom != DIFF_NOWHERE || row->before_custom != DIFF_NOWHERE;
    if (row->kind == DIFF_PART_ADDED) {
        buf_add(out, "Part added: ");
        write_whole_part(out, &after->breakdowns[row->after_part]);
    } else if (row->kind == DIFF_PART_GONE) {
        buf_add(out, "Part taken out: ");
        write_whole_part(out, &before->breakdowns[row->before_part]);
    } else if (row->kind == DIFF_CUSTOM_ADDED) {
        const struct value *v = after->customs[row->after_custom].v;
        buf_addf(out, "Custom field %s added: ", value_text(v[CUSTOM_NAME]));
        diff_words_value(out, &custom_fields[CUSTOM_VALUE], v[CUSTOM_VALUE].text);
    } else if (row->kind == DIFF_CUSTOM_GONE) {
        const struct value *v = before->customs[row->before_custom].v;
        buf_addf(out, "Custom field %s taken out: ", value_text(v[CUSTOM_NAME]));
        diff_words_value(out, &custom_fields[CUSTOM_VALUE], v[CUSTOM_VALUE].text);
    } else {
        if (is_part && item) {
            int place = row->after_part != DIFF_NOWHERE ? row->after_part : row->before_part;
            buf_addf(out, "Part %d ", place + 1);
            write_part(out, &item->breakdowns[place]);
            buf_add(out, ", ");
        } else if (is_custom && item) {
            int place = row->after_custom != DIFF_NOWHERE ? row->after_custom : row->before_custom;
            buf_addf(out, "Custom field %s, ", value_text(item->customs[place].v[CUSTOM_NAME]));
        }
        buf_addf(out, "%s  ", row->field ? row->field->label : "");
        diff_words_step(out, row, " -> ");
    }
}

/* ------ the effect on totals ------ */

static void write_effect(struct buf *out, int64_t amount)
{
    if (amount >= 0)
        buf_add_char(out, '+');
    money_show(out, amount);
}

static void write_line_effect(struct buf *out, const struct item *before, const struct item *after)
{
    struct totals old, new;
    totals_of_item(before, &old);
    totals_of_item(after, &new);
    if (!old.is_complete || !new.is_complete || old.too_large || new.too_large) {
        buf_add(out, "   total not known");
    } else if (old.amount != new.amount) {
        buf_add(out, "   ");
        write_effect(out, new.amount - old.amount);
        buf_add(out, " a delivery");
    }
}

static void write_count(struct buf *out, const char *word, int64_t before, int64_t after)
{
    if (!before && !after)
        return;
    buf_addf(out, ", %s ", word);
    words_number(out, before);
    if (before != after) {
        buf_add(out, " -> ");
        words_number(out, after);
    }
}

static void add_totals(struct page *page, const struct change_words *words)
{
    struct totals before, after;
    struct buf text = { 0 };
    totals_of_order(&words->doc->base, &before);
    totals_of_order(words->prepared, &after);
    if (before.too_large || after.too_large)
        return;
    money_show(&text, before.amount);
    if (before.amount != after.amount) {
        buf_add(&text, " -> ");
        money_show(&text, after.amount);
        buf_add(&text, " (");
        write_effect(&text, after.amount - before.amount);
        buf_add_char(&text, ')');
    }
    write_count(&text, "boxes", before.boxes, after.boxes);
    write_count(&text, "stems", before.stems, after.stems);
    if (!before.is_complete || !after.is_complete)
        buf_add(&text, "; without the lines that lack a number or a price");
    page_add_pair(page, ROLE_LABEL, "Delivery", HEAD_COLS, ROLE_TOTAL, buf_text(&text));
    buf_free(&text);
}

/* ------ header and lines ------ */

static void add_header(struct page *page, const struct change_words *words)
{
    size_t count = 0;
    for (size_t i = 0; i < words->diff->count; i++) {
        const struct diff_row *row = &words->diff->rows[i];
        struct buf text = { 0 };
        if (!diff_is_header(row))
            continue;
        write_row(&text, words, row);
        page_add_pair(page, ROLE_LABEL, count++ ? "" : "Header", HEAD_COLS, ROLE_CHANGED,
                      buf_text(&text));
        buf_free(&text);
    }
    if (!count)
        page_add_pair(page, ROLE_LABEL, "Header", HEAD_COLS, ROLE_NORMAL, "no change");
}

static void add_changed_line(struct page *page, const struct change_words *words,
                             const struct diff_row *rows, size_t count)
{
    const struct item *after = item_after(words, rows);
    struct buf head = { 0 }, text = { 0 };
    buf_addf(&head, "Line %d", rows->after_item + 1);
    buf_add(&text, diff_words_product(after));
    write_line_effect(&text, item_before(words, rows), after);
    add(page, buf_text(&head), &text);
    for (size_t i = 0; i < count; i++) {
        buf_clear(&text);
        write_row(&text, words, &rows[i]);
        page_add(page, ROLE_CHANGED, HEAD_COLS + 2, buf_text(&text));
    }
    buf_free(&head);
    buf_free(&text);
}

static void add_new_line(struct page *page, const struct change_words *words, int line)
{
    struct buf head = { 0 };
    buf_addf(&head, "Line %d  NEW", line + 1);
    review_words_line(page, words->doc, &words->prepared->items[line], (size_t)line,
                      buf_text(&head));
    buf_free(&head);
}

static void add_gone_line(struct page *page, const struct change_words *words,
                          const struct diff_row *row)
{
    struct buf text = { 0 };
    buf_addf(&text,
             "%s was taken out here, and stays in the order: a change does not cancel lines. "
             "Cancelling them does.",
             diff_words_product(item_before(words, row)));
    page_add_pair(page, ROLE_WARNING, "Not cancelled", HEAD_COLS, ROLE_WARNING, buf_text(&text));
    buf_free(&text);
}

static void add_lines(struct page *page, const struct change_words *words)
{
    const struct diff *diff = words->diff;
    for (size_t i = 0; i < diff->count;) {
        const struct diff_row *row = &diff->rows[i];
        size_t count = 1;
        while (i + count < diff->count && diff->rows[i + count].kind != DIFF_LINE_ADDED &&
               diff->rows[i + count].kind != DIFF_LINE_GONE &&
               diff->rows[i + count].after_item == row->after_item)
            count++;
        if (row->kind == DIFF_LINE_ADDED)
            add_new_line(page, words, row->after_item);
        else if (row->kind == DIFF_LINE_GONE)
            add_gone_line(page, words, row);
        else if (!diff_is_header(row))
            add_changed_line(page, words, row, count);
        i += row->kind == DIFF_LINE_ADDED || row->kind == DIFF_LINE_GONE ? 1 : count;
    }
}

/* ------ trucks ------ */

static void write_early(struct buf *out, const struct schedule *schedule, int32_t today,
                        int lead_days)
{
    int32_t dates[EARLY_TRUCKS], first = schedule_first_reached(schedule, today, lead_days);
    size_t all = schedule_list(schedule, today, dates, EARLY_TRUCKS), count = 0;
    while (count < all && (first == DATE_NONE || dates[count] < first))
        count++;
    for (size_t i = 0; i < count; i++) {
        buf_add(out, !i ? " " : i + 1 < count ? ", " : " and ");
        date_show(out, dates[i]);
    }
    if (count)
        buf_addf(out, " probably %s already: change %s in Komet.",
                 count == 1 ? "has its prebook" : "have their prebooks",
                 count == 1 ? "that" : "those");
}

static void add_trucks(struct page *page, const struct change_words *words)
{
    struct schedule before, after;
    struct buf text = { 0 };
    int lead_days = ui_profile(words->doc->ui)->lead_days;
    int32_t today = date_of_time(clock_now()), first;
    if (!schedule_of_order(words->prepared, &after))
        return;
    first = schedule_first_reached(&after, today, lead_days);
    if (first == DATE_NONE) {
        buf_add(&text, "none that has no prebook yet.");
    } else {
        date_show(&text, first);
        buf_add(&text, " is the first this reaches.");
    }
    if (schedule_of_order(&words->doc->base, &before))
        write_early(&text, &before, today, lead_days);
    add(page, "Trucks", &text);
    buf_free(&text);
}

/* ------ what is not sent, and what goes along ------ */

static bool is_same_thing(const struct field *a, const struct field *b)
{
    return a == b || (a->either && a->either == b->either) ||
           (!a->either && !b->either && a->lookup && a->lookup == b->lookup);
}

/* Id, code and name of one thing have one name between them. */
static const char *name_of(const struct field_table *table, const struct field *field)
{
    const char *best = field->label;
    for (size_t i = 0; i < table->count; i++) {
        const char *label = table->fields[i].label;
        if (is_same_thing(&table->fields[i], field) && strlen(label) < strlen(best))
            best = label;
    }
    return best;
}

struct names {
    struct buf text;
    const char *list[ORDER_FIELDS + ITEM_FIELDS + BREAKDOWN_FIELDS];
    size_t count;
};

static void add_name(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (names->list[i] == name)
            return;
    }
    names->list[names->count++] = name;
    buf_addf(&names->text, "%s%s", names->text.len ? ", " : "", name);
}

static bool is_known_otherwise(const struct field_table *table, const struct value *values,
                               size_t field)
{
    for (size_t i = 0; i < table->count; i++) {
        if (i != field && table->fields[i].write_key &&
            is_same_thing(&table->fields[i], &table->fields[field]) && !value_is_unknown(values[i]))
            return true;
    }
    return false;
}

static bool is_sent(const struct field *field)
{
    return field->write_key && !field->update_only;
}

static void find_unknown(struct names *names, const struct field_table *table,
                         const struct value *values, const struct item *item)
{
    for (size_t i = 0; i < table->count; i++) {
        if (is_sent(&table->fields[i]) && value_is_unknown(values[i]) &&
            (!item || item_takes(item, (enum item_field)i)) &&
            !is_known_otherwise(table, values, i))
            add_name(names, name_of(table, &table->fields[i]));
    }
}

static void find_same(struct names *names, const struct field_table *table,
                      const struct value *sent, const struct value *before)
{
    for (size_t i = 0; i < table->count; i++) {
        if (is_sent(&table->fields[i]) && value_is_set(sent[i]) && value_equal(sent[i], before[i]))
            add_name(names, name_of(table, &table->fields[i]));
    }
}

static void write_names(struct buf *out, const char *where, struct names *names)
{
    if (names->text.len)
        buf_addf(out, "%s%s: %s", out->len ? "; " : "", where, buf_text(&names->text));
    buf_free(&names->text);
}

static void add_not_sent(struct page *page, const struct change_words *words)
{
    struct names header = { 0 }, lines = { 0 }, parts = { 0 };
    struct buf text = { 0 };
    find_unknown(&header, &order_table, words->prepared->v, NULL);
    for (size_t i = 0; i < words->plan->count; i++) {
        const struct update_step *step = &words->plan->steps[i];
        const struct item *item = &words->prepared->items[step->line];
        if (step->is_new_line)
            continue;
        find_unknown(&lines, &item_table, item->v, item);
        bool are_parts_sent = step->body.items[0].breakdown_count > 0;
        for (size_t p = 0; !are_parts_sent && p < item->breakdown_count; p++)
            find_unknown(&parts, &breakdown_table, item->breakdowns[p].v, NULL);
    }
    write_names(&text, "header", &header);
    write_names(&text, "lines", &lines);
    write_names(&text, "parts", &parts);
    if (text.len) {
        const char why[] = "because the list cannot read them back and they were not typed; they "
                           "stay as they are: ";
        buf_insert(&text, 0, why, strlen(why));
        buf_add_char(&text, '.');
        add(page, "Not sent", &text);
    }
    buf_free(&text);
}

static void write_along(struct buf *out, const struct update_step *step)
{
    const struct item *item = &step->body.items[0];
    if (step->is_header_only)
        buf_addf(out, " Line %zu goes along unchanged, as a request needs one line.",
                 step->line + 1);
    if (step->is_new_line)
        return;
    if (item->breakdown_count)
        buf_addf(out, " Line %zu is sent with all of its %zu parts, changed or not.",
                 step->line + 1, item->breakdown_count);
    if (update_step_loses_identifiers(step))
        buf_add(out, " Identifiers of parts cannot be read back: those not typed are lost there.");
    if (item->custom_count)
        buf_addf(out, " Line %zu is sent with %s.", step->line + 1,
                 item->custom_count == 1 ? "its custom field" : "its custom fields");
}

static void add_along(struct page *page, const struct change_words *words)
{
    struct names header = { 0 }, lines = { 0 };
    struct buf text = { 0 };
    for (size_t i = 0; i < words->plan->count; i++) {
        const struct update_step *step = &words->plan->steps[i];
        const struct item *item = &step->body.items[0];
        int before = diff_find_line(&words->doc->base, value_text(item->v[ITEM_ID]));
        find_same(&header, &order_table, step->body.v, words->doc->base.v);
        if (before != DIFF_NOWHERE)
            find_same(&lines, &item_table, item->v, words->doc->base.items[before].v);
    }
    write_names(&text, "header", &header);
    write_names(&text, "lines", &lines);
    if (text.len) {
        const char why[] = "unchanged, as each request needs them: ";
        buf_insert(&text, 0, why, strlen(why));
        buf_add_char(&text, '.');
    }
    for (size_t i = 0; i < words->plan->count; i++)
        write_along(&text, &words->plan->steps[i]);
    if (text.len)
        add(page, "Sent along", &text);
    buf_free(&text);
}

/* ------ the price ------ */

static void add_price(struct page *page, const struct change_words *words)
{
    const struct api *api = ui_api(words->doc->ui);
    struct buf text = { 0 };
    size_t tenths = (words->largest_bytes * 10 + 512) / 1024;
    buf_addf(&text, "%zu: reading it again, ", change_cost(words->plan));
    words_count(&text, words->plan->count, "line");
    buf_addf(&text, ", comparing; %zu so far. %s%zu.%zu of 64 kB.", api->ops->requests(api->self),
             words->plan->count > 1 ? "The largest is " : "", tenths / 10, tenths % 10);
    add(page, "Requests", &text);
    buf_free(&text);
}

void change_words_review(struct page *page, const struct change_words *words)
{
    review_words_warnings(page, words->doc);
    add_header(page, words);
    add_lines(page, words);
    add_totals(page, words);
    add_trucks(page, words);
    add_price(page, words);
    add_not_sent(page, words);
    add_along(page, words);
}
