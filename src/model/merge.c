/* Three states of an order made into two; see merge.h. Custom fields and parts are handled alike: both
 * are members of a line, found by what they are. */
#include "config.h"
#include "model/merge.h"
#include "model/field_group.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The two kinds of members a line has. */
enum member { MEMBER_CUSTOM, MEMBER_PART, MEMBER_KINDS };

static const struct field_table *const member_tables[] = { &custom_table, &breakdown_table };

static size_t count_members(const struct item *item, enum member kind)
{
    return kind == MEMBER_PART ? item->breakdown_count : item->custom_count;
}

static struct value *member_values(const struct item *item, enum member kind, size_t at)
{
    return kind == MEMBER_PART ? item->breakdowns[at].v : item->customs[at].v;
}

static int find_member(const struct item *of, enum member kind, size_t at, const struct item *in)
{
    if (!in)
        return DIFF_NOWHERE;
    return kind == MEMBER_PART ? diff_find_part(of, at, in) : diff_find_custom(of, at, in);
}

static void add_member(struct item *to, enum member kind, const struct value *from)
{
    size_t at = count_members(to, kind), count = member_tables[kind]->count;
    struct value *values =
        kind == MEMBER_PART ? item_insert_breakdown(to, at)->v : item_insert_custom(to, at)->v;
    for (size_t i = 0; i < count; i++)
        value_set(&values[i], from[i].text);
}

static void remove_member(struct item *item, enum member kind, size_t at)
{
    if (kind == MEMBER_PART)
        item_remove_breakdown(item, at);
    else
        item_remove_custom(item, at);
}

static const struct item *line_at(const struct order *order, int at)
{
    return at == DIFF_NOWHERE ? NULL : &order->items[at];
}

static int find_same_line(const struct order *order, const struct item *line)
{
    return diff_find_line(order, line->v[ITEM_ID].text);
}

/* --- Finding --- */

struct finding {
    const struct order *base, *theirs, *mine;
};

/* What mine has where this row is: NULL = the line or member is not there. */
static const struct value *mine_values(const struct finding *f, const struct diff_row *row,
                                       int mine_item, const struct field_table **table)
{
    *table = &order_table;
    if (diff_is_header(row))
        return f->mine->v;
    const struct item *mine = line_at(f->mine, mine_item);
    const struct item *before = line_at(f->base, row->before_item);
    const struct item *after = line_at(f->theirs, row->after_item);
    bool is_part = row->before_part != DIFF_NOWHERE || row->after_part != DIFF_NOWHERE;
    bool is_custom = row->before_custom != DIFF_NOWHERE || row->after_custom != DIFF_NOWHERE;
    *table = is_part ? &breakdown_table : is_custom ? &custom_table : &item_table;
    if (!mine || (!is_part && !is_custom))
        return mine ? mine->v : NULL;
    enum member kind = is_part ? MEMBER_PART : MEMBER_CUSTOM;
    int was = is_part ? row->before_part : row->before_custom;
    int is = is_part ? row->after_part : row->after_custom;
    int found = was != DIFF_NOWHERE ? find_member(before, kind, (size_t)was, mine)
                                    : find_member(after, kind, (size_t)is, mine);
    return found == DIFF_NOWHERE ? NULL : member_values(mine, kind, (size_t)found);
}

static const struct value *state_values(const struct order *order, int item, int part, int custom)
{
    const struct item *line = line_at(order, item);
    if (!line)
        return order->v;
    return part != DIFF_NOWHERE     ? line->breakdowns[part].v
           : custom != DIFF_NOWHERE ? line->customs[custom].v
                                    : line->v;
}

static const char *text_of(const struct field_table *table, size_t at, const struct value *values)
{
    struct field_group group;
    return field_group_of(table, at, &group) ? field_group_text(&group, values) : values[at].text;
}

/* Whether any value of a member or line is not the same: what nobody can read is not compared. */
static bool any_differs(const struct field_table *table, const struct value *before,
                        const struct value *after, enum diff_scope scope)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->fields[i].write_key && diff_differs(table, i, before, after, scope))
            return true;
    }
    return false;
}

static bool is_line_touched(const struct item *base, const struct item *mine)
{
    struct diff diff = { 0 };
    diff_items(&diff, base, mine, DIFF_WRITABLE);
    bool is_touched = diff.count > 0;
    diff_free(&diff);
    return is_touched;
}

/* A changed value; false where mine has the same. */
static bool look_at_value(const struct finding *f, struct merge_row *row,
                          const struct field_table *table, const struct value *mine)
{
    const struct diff_row *r = &row->theirs;
    size_t at = (size_t)(r->field - table->fields);
    const struct value *base =
        state_values(f->base, r->before_item, r->before_part, r->before_custom);
    const struct value *theirs =
        state_values(f->theirs, r->after_item, r->after_part, r->after_custom);
    row->is_touched = !mine || diff_differs(table, at, base, mine, DIFF_WRITABLE);
    row->mine = mine ? text_of(table, at, mine) : NULL;
    return !mine || diff_differs(table, at, theirs, mine, DIFF_WRITABLE);
}

/* The name of a line, part or custom field, as in the rows of a diff. */
static const char *name_of(const struct field_table *table, const struct value *values)
{
    size_t at = table == &item_table        ? (size_t)ITEM_PRODUCT_ID
                : table == &breakdown_table ? (size_t)BREAKDOWN_PRODUCT_ID
                                            : (size_t)CUSTOM_VALUE;
    return text_of(table, at, values);
}

/* Something added or gone; false where mine did the same. */
static bool look_at_presence(const struct finding *f, struct merge_row *row,
                             const struct field_table *table, const struct value *mine)
{
    const struct diff_row *r = &row->theirs;
    bool is_added =
        r->kind == DIFF_LINE_ADDED || r->kind == DIFF_PART_ADDED || r->kind == DIFF_CUSTOM_ADDED;
    row->mine = mine ? name_of(table, mine) : NULL;
    if (is_added) {
        row->is_touched = mine != NULL;
        return !mine ||
               any_differs(table,
                           state_values(f->theirs, r->after_item, r->after_part, r->after_custom),
                           mine, DIFF_READABLE);
    }
    if (!mine)
        return false;
    if (r->kind == DIFF_LINE_GONE)
        row->is_touched =
            is_line_touched(&f->base->items[r->before_item], &f->mine->items[row->mine_item]);
    else
        row->is_touched = any_differs(
            table, state_values(f->base, r->before_item, r->before_part, r->before_custom), mine,
            DIFF_WRITABLE);
    return true;
}

void merge_find(struct merge *merge, const struct order *base, const struct order *theirs,
                const struct order *mine)
{
    struct finding f = { base, theirs, mine };
    struct diff diff = { 0 };
    merge_free(merge);
    diff_orders(&diff, base, theirs, DIFF_READABLE);
    for (size_t i = 0; i < diff.count; i++) {
        struct merge_row row = { .theirs = diff.rows[i], .mine_item = DIFF_NOWHERE };
        const struct diff_row *r = &row.theirs;
        if (r->before_item != DIFF_NOWHERE)
            row.mine_item = find_same_line(mine, &base->items[r->before_item]);
        const struct field_table *table;
        const struct value *values = mine_values(&f, r, row.mine_item, &table);
        bool is_open = r->kind == DIFF_VALUE ? look_at_value(&f, &row, table, values)
                                             : look_at_presence(&f, &row, table, values);
        if (!is_open)
            continue;
        MEM_GROW(merge->rows, merge->count, merge->cap);
        merge->rows[merge->count++] = row;
    }
    diff_free(&diff);
}

bool merge_is_decided(const struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        if (merge->rows[i].choice == MERGE_OPEN)
            return false;
    }
    return true;
}

void merge_free(struct merge *merge)
{
    free(merge->rows);
    *merge = (struct merge){ 0 };
}

/* --- Applying --- */

/* A place in the three states, by which its rows are found. */
struct spot {
    const struct merge *merge;
    int base_item, theirs_item;
    enum member kind;
    bool is_member;
    int base_member, theirs_member;
};

static bool is_row_at(const struct diff_row *row, const struct spot *spot)
{
    bool is_part = spot->is_member && spot->kind == MEMBER_PART;
    bool is_custom = spot->is_member && spot->kind == MEMBER_CUSTOM;
    return row->before_item == spot->base_item && row->after_item == spot->theirs_item &&
           row->before_part == (is_part ? spot->base_member : DIFF_NOWHERE) &&
           row->after_part == (is_part ? spot->theirs_member : DIFF_NOWHERE) &&
           row->before_custom == (is_custom ? spot->base_member : DIFF_NOWHERE) &&
           row->after_custom == (is_custom ? spot->theirs_member : DIFF_NOWHERE);
}

/* The row of this value; with NULL that of the line or member as a whole. */
static const struct merge_row *find_row(const struct spot *spot, const struct field *field)
{
    for (size_t i = 0; i < spot->merge->count; i++) {
        const struct merge_row *row = &spot->merge->rows[i];
        if (is_row_at(&row->theirs, spot) && row->theirs.field == field &&
            (field != NULL) == (row->theirs.kind == DIFF_VALUE))
            return row;
    }
    return NULL;
}

/* What cannot be read stays known as long as it belongs to the same thing. */
static void carry_over(const struct field_table *table, struct value *to, const struct value *from)
{
    for (size_t i = 0; i < table->count; i++) {
        struct field_group group;
        bool can_tell;
        if (value_is_unknown(to[i]) &&
            (!field_group_of(table, i, &group) || field_group_equal(&group, to, from, &can_tell)))
            value_set(&to[i], from[i].text);
    }
}

/* Theirs is taken where that was chosen, and where mine did not touch it. `base` NULL = it was not
 * there, so all of mine is typed. */
static bool takes_theirs(const struct spot *spot, const struct field_table *table, size_t at,
                         const struct value *base, const struct value *mine)
{
    struct field_group group;
    bool is_group = field_group_of(table, at, &group);
    const struct merge_row *row =
        find_row(spot, &table->fields[is_group ? (size_t)group.at[group.main] : at]);
    if (row)
        return row->choice == MERGE_THEIRS;
    return base && !diff_differs(table, at, base, mine, DIFF_WRITABLE);
}

static void merge_group(const struct spot *spot, const struct field_table *table, size_t at,
                        const struct value *base, const struct value *now, struct value *mine)
{
    struct field_group group;
    bool can_tell;
    field_group_of(table, at, &group);
    if (field_group_first(&group) != at)
        return;
    if (field_group_equal(&group, now, mine, &can_tell)) { /* what mine looked up stays */
        for (size_t part = 0; part < LOOKUP_PARTS; part++) {
            int i = group.at[part];
            if (i != FIELD_GROUP_NONE && value_is_blank(mine[i]) && !value_is_blank(now[i]))
                value_set(&mine[i], now[i].text);
        }
    } else if (takes_theirs(spot, table, at, base, mine)) {
        field_group_copy(&group, mine, now);
    }
}

/* `now` is what base becomes. `is_kept` (may be NULL): fields that are mine's whatever they hold. */
static void merge_values(const struct spot *spot, const struct field_table *table,
                         const struct value *base, const struct value *now, struct value *mine,
                         const bool *is_kept)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (is_kept && is_kept[i])
            continue;
        if (field->lookup != LOOKUP_NONE)
            merge_group(spot, table, i, base, now, mine);
        else if (!value_is_unknown(now[i]) && (!field->write_key || field->update_only ||
                                               takes_theirs(spot, table, i, base, mine)))
            value_set(&mine[i], now[i].text);
    }
}

/* Members that mine has; from the end, since some go. */
static void merge_own_members(struct spot *spot, const struct item *base, const struct item *now,
                              struct item *mine)
{
    const struct field_table *table = member_tables[spot->kind];
    for (size_t i = count_members(mine, spot->kind); i-- > 0;) {
        spot->base_member = find_member(mine, spot->kind, i, base);
        spot->theirs_member = find_member(mine, spot->kind, i, now);
        const struct value *was = spot->base_member == DIFF_NOWHERE
                                      ? NULL
                                      : member_values(base, spot->kind, (size_t)spot->base_member);
        struct value *own = member_values(mine, spot->kind, i);
        if (spot->theirs_member != DIFF_NOWHERE) {
            const struct value *is = member_values(now, spot->kind, (size_t)spot->theirs_member);
            const struct merge_row *row = find_row(spot, NULL); /* both added it */
            if (row && row->choice == MERGE_THEIRS)
                was = own;
            merge_values(spot, table, was, is, own, NULL);
        } else if (was) {
            const struct merge_row *row = find_row(spot, NULL);
            bool goes =
                row ? row->choice == MERGE_THEIRS : !any_differs(table, was, own, DIFF_WRITABLE);
            if (goes)
                remove_member(mine, spot->kind, i);
        }
    }
}

/* Members that only theirs has: added there, or taken out here. */
static void merge_their_members(struct spot *spot, const struct item *base, const struct item *now,
                                struct item *mine, const struct item *mine_before)
{
    const struct field_table *table = member_tables[spot->kind];
    for (size_t i = 0; i < count_members(now, spot->kind); i++) {
        if (find_member(now, spot->kind, i, mine_before) != DIFF_NOWHERE)
            continue;
        spot->theirs_member = (int)i;
        spot->base_member = find_member(now, spot->kind, i, base);
        bool is_wanted = spot->base_member == DIFF_NOWHERE;
        const struct merge_row *row = is_wanted ? find_row(spot, NULL) : NULL;
        if (row)
            is_wanted = row->choice == MERGE_THEIRS;
        for (size_t f = 0; spot->base_member != DIFF_NOWHERE && f < table->count; f++) {
            const struct merge_row *value = find_row(spot, &table->fields[f]);
            is_wanted = is_wanted || (value && value->choice == MERGE_THEIRS);
        }
        if (is_wanted)
            add_member(mine, spot->kind, member_values(now, spot->kind, i));
    }
}

static void merge_line(struct spot spot, const struct item *base, const struct item *now,
                       struct item *mine)
{
    /* a line that stays in boxes keeps its boxes, though theirs in units has none */
    const struct merge_row *type = find_row(&spot, &item_fields[ITEM_TYPE]);
    bool is_kept[ITEM_FIELDS] = { false };
    for (size_t i = 0; type && type->choice != MERGE_THEIRS && i < ITEM_FIELDS; i++)
        is_kept[i] = item_takes(mine, (enum item_field)i) && !item_takes(now, (enum item_field)i);
    merge_values(&spot, &item_table, base ? base->v : NULL, now->v, mine->v, is_kept);

    struct item before = { 0 };
    item_copy(&before, mine);
    spot.is_member = true;
    for (spot.kind = 0; spot.kind < MEMBER_KINDS; spot.kind++) {
        merge_own_members(&spot, base, now, mine);
        merge_their_members(&spot, base, now, mine, &before);
    }
    item_free(&before);
}

/* What base becomes. */
static void make_base(struct order *now, const struct order *base, const struct order *theirs)
{
    order_copy(now, theirs);
    carry_over(&order_table, now->v, base->v);
    for (size_t i = 0; i < now->item_count; i++) {
        struct item *line = &now->items[i];
        const struct item *was = line_at(base, find_same_line(base, line));
        if (!was)
            continue;
        carry_over(&item_table, line->v, was->v);
        for (size_t n = 0; n < line->breakdown_count; n++) {
            int part = diff_find_part(line, n, was);
            if (part != DIFF_NOWHERE)
                carry_over(&breakdown_table, line->breakdowns[n].v, was->breakdowns[part].v);
        }
    }
}

/* Lines that mine has: those gone there go here, or become new ones. */
static void merge_own_lines(const struct merge *merge, const struct order *base,
                            const struct order *now, struct order *mine)
{
    for (size_t i = mine->item_count; i-- > 0;) {
        struct item *line = &mine->items[i];
        if (!value_is_set(line->v[ITEM_ID]))
            continue;
        struct spot spot = { .merge = merge,
                             .base_item = find_same_line(base, line),
                             .theirs_item = find_same_line(now, line) };
        const struct item *was = line_at(base, spot.base_item);
        if (spot.theirs_item != DIFF_NOWHERE) {
            merge_line(spot, was, &now->items[spot.theirs_item], line);
            continue;
        }
        const struct merge_row *row = find_row(&spot, NULL);
        bool goes = row ? row->choice == MERGE_THEIRS : was && !is_line_touched(was, line);
        if (goes)
            order_remove_item(mine, i);
        else
            value_set(&line->v[ITEM_ID], "");
    }
}

/* Lines that were added there, behind the line they stand behind there. */
static void merge_their_lines(const struct order *base, const struct order *now, struct order *mine)
{
    size_t at = 0;
    for (size_t i = 0; i < now->item_count; i++) {
        const struct item *line = &now->items[i];
        int own = find_same_line(mine, line);
        if (own != DIFF_NOWHERE) {
            at = (size_t)own + 1;
        } else if (find_same_line(base, line) == DIFF_NOWHERE) {
            item_copy(order_insert_item(mine, at), line);
            at++;
        }
    }
}

void merge_apply(struct merge *merge, struct order *base, const struct order *theirs,
                 struct order *mine)
{
    struct order now = { 0 };
    struct spot header = { .merge = merge, .base_item = DIFF_NOWHERE, .theirs_item = DIFF_NOWHERE };
    make_base(&now, base, theirs);
    merge_values(&header, &order_table, base->v, now.v, mine->v, NULL);
    merge_own_lines(merge, base, &now, mine);
    merge_their_lines(base, &now, mine);
    mine->status = now.status;
    order_free(base);
    *base = now;
    merge_free(merge);
}
