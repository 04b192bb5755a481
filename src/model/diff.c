/* Comparing two states of an order; see diff.h. Which fields there are and what belongs together is
 * told by the field tables. */
#include "config.h"
#include "model/diff.h"
#include "model/field_group.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* What is compared with what: the places in each order, and the line where fields depend on it. */
struct walk {
    struct diff *diff;
    enum diff_scope scope;
    struct diff_row place; /* a row with the places of the walk */
    const struct item *after_item;
};

static void add_row(struct walk *walk, enum diff_kind kind, const struct field *field,
                    const char *before, const char *after)
{
    struct diff *diff = walk->diff;
    struct diff_row row = walk->place;
    row.kind = kind;
    row.field = field;
    row.before = before;
    row.after = after;
    MEM_GROW(diff->rows, diff->count, diff->cap);
    diff->rows[diff->count++] = row;
}

static void normalise(const struct field *field, struct value v, struct buf *normal)
{
    if (field_read(field, value_text(v), normal, NULL) != FIELD_OK)
        field_read_reply(field, value_text(v), normal);
}

bool diff_values_equal(const struct field *field, struct value a, struct value b)
{
    if (strcmp(value_text(a), value_text(b)) == 0)
        return true;
    struct buf na = { 0 }, nb = { 0 };
    normalise(field, a, &na);
    normalise(field, b, &nb);
    bool is_equal = strcmp(buf_text(&na), buf_text(&nb)) == 0;
    buf_free(&na);
    buf_free(&nb);
    return is_equal;
}

static bool value_differs(enum diff_scope scope, const struct field *field, struct value before,
                          struct value after)
{
    if (value_is_unknown(after) || (scope == DIFF_READABLE && value_is_unknown(before)))
        return false;
    return value_is_unknown(before) || !diff_values_equal(field, before, after);
}

static bool group_differs(enum diff_scope scope, const struct field_group *group,
                          const struct value *before, const struct value *after)
{
    bool is_writable = scope == DIFF_WRITABLE, can_tell;
    if (field_group_equal(group, before, after, &can_tell))
        return false;
    if (can_tell)
        return true;
    if (field_group_is_unknown(group, after) ||
        (!is_writable && field_group_is_unknown(group, before)))
        return false;
    bool was_set = field_group_is_set(group, before), is_set = field_group_is_set(group, after);
    if (was_set && is_set) /* one by its id, the other by its name */
        return is_writable;
    return was_set || is_set || field_group_is_unknown(group, before);
}

bool diff_differs(const struct field_table *table, size_t at, const struct value *before,
                  const struct value *after, enum diff_scope scope)
{
    struct field_group group;
    if (field_group_of(table, at, &group))
        return group_differs(scope, &group, before, after);
    return value_differs(scope, &table->fields[at], before[at], after[at]);
}

/* Whether a request can say it: other fields are not the order's own, or computed. */
static bool is_compared(const struct walk *walk, const struct field_table *table, size_t at)
{
    const struct field *field = &table->fields[at];
    if (!field->write_key || field->update_only)
        return false;
    return table != &item_table || item_takes(walk->after_item, (enum item_field)at);
}

static void compare_values(struct walk *walk, const struct field_table *table,
                           const struct value *before, const struct value *after)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        struct field_group group;
        bool is_group = field_group_of(table, i, &group);
        if (!is_compared(walk, table, i) || (is_group && field_group_first(&group) != i) ||
            !diff_differs(table, i, before, after, walk->scope))
            continue;
        if (is_group)
            add_row(walk, DIFF_VALUE, &table->fields[group.at[group.main]],
                    field_group_text(&group, before), field_group_text(&group, after));
        else
            add_row(walk, DIFF_VALUE, field, before[i].text, after[i].text);
    }
}

/* --- Custom fields and parts: lists whose members are found by what they are --- */

static bool same_custom(const struct item *a, size_t at, const struct item *b, size_t other)
{
    return diff_values_equal(&custom_fields[CUSTOM_NAME], a->customs[at].v[CUSTOM_NAME],
                             b->customs[other].v[CUSTOM_NAME]);
}

static bool same_product(const struct item *a, size_t at, const struct item *b, size_t other)
{
    struct field_group group;
    bool can_tell;
    const struct value *va = a->breakdowns[at].v, *vb = b->breakdowns[other].v;
    field_group_of(&breakdown_table, BREAKDOWN_PRODUCT_ID, &group);
    if (field_group_equal(&group, va, vb, &can_tell))
        return true;
    return !can_tell && !field_group_is_set(&group, va) && !field_group_is_set(&group, vb);
}

typedef bool (*same_fn)(const struct item *a, size_t at, const struct item *b, size_t other);

/* For each of `count` members of b the member of a that it is, DIFF_NOWHERE = it is new; and
 * the other way round. One block, to be freed: b's come first. */
static int *match_members(const struct item *a, size_t a_count, const struct item *b,
                          size_t b_count, same_fn is_same)
{
    int *matches = mem_calloc(a_count + b_count + 1, sizeof *matches), *of_a = matches + b_count;
    for (size_t i = 0; i < a_count + b_count; i++)
        matches[i] = DIFF_NOWHERE;
    for (size_t i = 0; i < b_count; i++) {
        for (size_t n = 0; n < a_count && matches[i] == DIFF_NOWHERE; n++) {
            if (of_a[n] != DIFF_NOWHERE || !is_same(a, n, b, i))
                continue;
            matches[i] = (int)n;
            of_a[n] = (int)i;
        }
    }
    return matches;
}

int diff_find_part(const struct item *of, size_t at, const struct item *in)
{
    int *matches = match_members(in, in->breakdown_count, of, of->breakdown_count, same_product);
    int found = matches[at];
    free(matches);
    return found;
}

int diff_find_custom(const struct item *of, size_t at, const struct item *in)
{
    int *matches = match_members(in, in->custom_count, of, of->custom_count, same_custom);
    int found = matches[at];
    free(matches);
    return found;
}

static void compare_customs(struct walk *walk, const struct item *before, const struct item *after)
{
    int *matches =
        match_members(before, before->custom_count, after, after->custom_count, same_custom);
    const struct field *field = &custom_fields[CUSTOM_VALUE];
    for (size_t i = 0; i < after->custom_count; i++) {
        struct value now = after->customs[i].v[CUSTOM_VALUE];
        walk->place.after_custom = (int)i;
        walk->place.before_custom = matches[i];
        if (matches[i] == DIFF_NOWHERE) {
            if (!value_is_blank(now))
                add_row(walk, DIFF_CUSTOM_ADDED, NULL, NULL, now.text);
            continue;
        }
        struct value was = before->customs[matches[i]].v[CUSTOM_VALUE];
        if (value_differs(walk->scope, field, was, now) &&
            !(value_is_blank(was) && value_is_blank(now)))
            add_row(walk, DIFF_VALUE, field, was.text, now.text);
    }
    walk->place.after_custom = DIFF_NOWHERE;
    for (size_t i = 0; i < before->custom_count; i++) {
        struct value was = before->customs[i].v[CUSTOM_VALUE];
        walk->place.before_custom = (int)i;
        if (matches[after->custom_count + i] == DIFF_NOWHERE && !value_is_blank(was))
            add_row(walk, DIFF_CUSTOM_GONE, NULL, was.text, NULL);
    }
    walk->place.before_custom = DIFF_NOWHERE;
    free(matches);
}

static const char *part_name(const struct item *item, size_t at)
{
    struct field_group group;
    field_group_of(&breakdown_table, BREAKDOWN_PRODUCT_ID, &group);
    return field_group_text(&group, item->breakdowns[at].v);
}

static void compare_parts(struct walk *walk, const struct item *before, const struct item *after)
{
    int *matches =
        match_members(before, before->breakdown_count, after, after->breakdown_count, same_product);
    for (size_t i = 0; i < after->breakdown_count; i++) {
        walk->place.after_part = (int)i;
        walk->place.before_part = matches[i];
        if (matches[i] == DIFF_NOWHERE)
            add_row(walk, DIFF_PART_ADDED, NULL, NULL, part_name(after, i));
        else
            compare_values(walk, &breakdown_table, before->breakdowns[matches[i]].v,
                           after->breakdowns[i].v);
    }
    walk->place.after_part = DIFF_NOWHERE;
    for (size_t i = 0; i < before->breakdown_count; i++) {
        walk->place.before_part = (int)i;
        if (matches[after->breakdown_count + i] == DIFF_NOWHERE)
            add_row(walk, DIFF_PART_GONE, NULL, part_name(before, i), NULL);
    }
    walk->place.before_part = DIFF_NOWHERE;
    free(matches);
}

/* --- Lines and orders --- */

static struct walk begin_walk(struct diff *diff, enum diff_scope scope)
{
    return (struct walk){
        .diff = diff,
        .scope = scope,
        .place = { .before_item = DIFF_NOWHERE,
                   .after_item = DIFF_NOWHERE,
                   .before_part = DIFF_NOWHERE,
                   .after_part = DIFF_NOWHERE,
                   .before_custom = DIFF_NOWHERE,
                   .after_custom = DIFF_NOWHERE },
    };
}

static void compare_items(struct walk *walk, const struct item *before, const struct item *after)
{
    walk->after_item = after;
    compare_values(walk, &item_table, before->v, after->v);
    compare_customs(walk, before, after);
    compare_parts(walk, before, after);
}

static bool has_id(const struct order *order, size_t at, const char *id)
{
    const char *own = order->items[at].v[ITEM_ID].text;
    return own && strcmp(own, id) == 0;
}

int diff_find_line(const struct order *order, const char *item_id)
{
    for (size_t i = 0; item_id && *item_id && i < order->item_count; i++) {
        if (has_id(order, i, item_id))
            return (int)i;
    }
    return DIFF_NOWHERE;
}

int diff_find_line_near(const struct order *order, const char *item_id, size_t near)
{
    size_t count = order->item_count, furthest = near > count ? near : count;
    for (size_t off = 0; item_id && *item_id && off <= furthest; off++) {
        if (off <= near && near - off < count && has_id(order, near - off, item_id))
            return (int)(near - off);
        if (near + off < count && has_id(order, near + off, item_id))
            return (int)(near + off);
    }
    return DIFF_NOWHERE;
}

static const char *line_name(const struct order *order, size_t at)
{
    struct field_group group;
    field_group_of(&item_table, ITEM_PRODUCT_ID, &group);
    return field_group_text(&group, order->items[at].v);
}

void diff_orders(struct diff *diff, const struct order *before, const struct order *after,
                 enum diff_scope scope)
{
    struct walk walk = begin_walk(diff, scope);
    diff->count = 0;
    compare_values(&walk, &order_table, before->v, after->v);
    for (size_t i = 0; i < after->item_count; i++) {
        int was = diff_find_line_near(before, after->items[i].v[ITEM_ID].text, i);
        walk.place.before_item = was;
        walk.place.after_item = (int)i;
        if (was == DIFF_NOWHERE)
            add_row(&walk, DIFF_LINE_ADDED, NULL, NULL, line_name(after, i));
        else if (!item_equal(&before->items[was], &after->items[i])) /* few are not, at each key */
            compare_items(&walk, &before->items[was], &after->items[i]);
    }
    walk.place.after_item = DIFF_NOWHERE;
    for (size_t i = 0; i < before->item_count; i++) {
        walk.place.before_item = (int)i;
        if (diff_find_line_near(after, before->items[i].v[ITEM_ID].text, i) == DIFF_NOWHERE)
            add_row(&walk, DIFF_LINE_GONE, NULL, line_name(before, i), NULL);
    }
}

void diff_items(struct diff *diff, const struct item *before, const struct item *after,
                enum diff_scope scope)
{
    struct walk walk = begin_walk(diff, scope);
    diff->count = 0;
    walk.place.before_item = walk.place.after_item = 0;
    compare_items(&walk, before, after);
}

void diff_free(struct diff *diff)
{
    free(diff->rows);
    *diff = (struct diff){ 0 };
}

bool diff_is_header(const struct diff_row *row)
{
    return row->before_item == DIFF_NOWHERE && row->after_item == DIFF_NOWHERE;
}

_Static_assert((int)ITEM_FIELDS <= (int)ORDER_FIELDS,
               "struct diff_touch has a flag for each field");

/* Id, code and name change together. */
static void touch_field(struct diff_touch *touch, const struct field_table *table,
                        const struct field *field)
{
    struct field_group group;
    size_t at = (size_t)(field - table->fields);
    touch->fields[at] = true;
    for (size_t part = 0; field_group_of(table, at, &group) && part < LOOKUP_PARTS; part++) {
        if (group.at[part] != FIELD_GROUP_NONE)
            touch->fields[group.at[part]] = true;
    }
}

void diff_find_touched(const struct diff *diff, int after_item, struct diff_touch *touch)
{
    bool is_header = after_item == DIFF_NOWHERE;
    *touch = (struct diff_touch){ 0 };
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_row *row = &diff->rows[i];
        if (row->after_item != after_item || (is_header && !diff_is_header(row)))
            continue;
        touch->any = true;
        if (row->before_part != DIFF_NOWHERE || row->after_part != DIFF_NOWHERE)
            touch->parts = true;
        else if (row->before_custom != DIFF_NOWHERE || row->after_custom != DIFF_NOWHERE)
            touch->customs = true;
        else if (row->field)
            touch_field(touch, is_header ? &order_table : &item_table, row->field);
    }
}

/* --- In words --- */

static void add_label(struct buf *out, const char *label)
{
    bool is_word = label[0] >= 'A' && label[0] <= 'Z' && !(label[1] >= 'A' && label[1] <= 'Z');
    buf_add_char(out, is_word && out->len ? (char)(label[0] + ('a' - 'A')) : label[0]);
    buf_add(out, label + 1);
}

static void add_named(struct buf *out, const char *noun, const char *name)
{
    buf_addf(out, "%s%s", out->len ? ", " : "", noun);
    if (name && *name)
        buf_addf(out, " %s", name);
}

void diff_write_what(const struct diff_row *row, const struct order *before,
                     const struct order *after, struct buf *out)
{
    struct buf what = { 0 };
    if (!diff_is_header(row)) {
        bool is_there = row->after_item != DIFF_NOWHERE;
        const struct order *order = is_there ? after : before;
        size_t at = (size_t)(is_there ? row->after_item : row->before_item);
        const struct item *item = &order->items[at];
        const char *name = line_name(order, at);
        buf_addf(&what, "Line %zu%s%s", at + 1, name && *name ? " " : "", name ? name : "");

        bool is_after = row->after_part != DIFF_NOWHERE || row->after_custom != DIFF_NOWHERE;
        if (!is_after && row->before_item != DIFF_NOWHERE)
            item = &before->items[row->before_item];
        int part = is_after ? row->after_part : row->before_part;
        int custom = is_after ? row->after_custom : row->before_custom;
        if (part != DIFF_NOWHERE)
            add_named(&what, "part", part_name(item, (size_t)part));
        if (custom != DIFF_NOWHERE)
            add_named(&what, "custom field", item->customs[custom].v[CUSTOM_NAME].text);
    }
    if (row->field && row->field != &custom_fields[CUSTOM_VALUE]) {
        if (what.len)
            buf_add(&what, ", ");
        add_label(&what, row->field->label);
    }
    buf_add(out, buf_text(&what));
    buf_free(&what);
}
