/* Judging requests by what is read afterwards; see compare.h. */
#include "config.h"
#include "work/compare.h"
#include "model/field_group.h"

#include <stdint.h>

void compare_carry_out(struct order *to, const struct order *mine, const struct update_step *step,
                       bool is_first)
{
    const struct item *line = &mine->items[step->line];
    for (size_t i = 0; is_first && i < ORDER_FIELDS; i++)
        value_set(&to->v[i], mine->v[i].text);
    if (step->is_new_line) {
        item_copy(order_add_unknown_item(to), line);
        return;
    }
    int at = diff_find_line(to, line->v[ITEM_ID].text);
    if (at != DIFF_NOWHERE)
        item_copy(&to->items[at], line);
}

static bool is_of_part(const struct diff_row *row)
{
    return row->before_part != DIFF_NOWHERE || row->after_part != DIFF_NOWHERE;
}

static bool is_of_custom(const struct diff_row *row)
{
    return row->before_custom != DIFF_NOWHERE || row->after_custom != DIFF_NOWHERE;
}

/* Whether `diff`, whose `before` has the row's line at the same place, says anything of what the row is
 * about. Parts and custom fields are taken together: which is which cannot always be said. */
static bool says_of(const struct diff *diff, const struct diff_row *row)
{
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_row *other = &diff->rows[i];
        if (other->before_item == row->before_item &&
            ((row->field && other->field == row->field) || (is_of_part(row) && is_of_part(other)) ||
             (is_of_custom(row) && is_of_custom(other))))
            return true;
    }
    return false;
}

/* A line that was there before: value by value. */
static enum compare_verdict judge_changes(const struct change *change, const struct order *with)
{
    struct diff changes = { 0 }, to_old = { 0 }, to_new = { 0 };
    size_t there = 0, not_there = 0;
    diff_orders(&changes, &change->expected, with, DIFF_READABLE);
    diff_orders(&to_old, &change->expected, &change->now, DIFF_READABLE);
    diff_orders(&to_new, with, &change->now, DIFF_READABLE);
    for (size_t i = 0; i < changes.count; i++) {
        bool is_old = !says_of(&to_old, &changes.rows[i]);
        bool is_new = !says_of(&to_new, &changes.rows[i]);
        there += is_new && !is_old;
        not_there += is_old && !is_new;
    }
    enum compare_verdict verdict = !changes.count               ? COMPARE_CANNOT_TELL
                                   : there == changes.count     ? COMPARE_THERE
                                   : not_there == changes.count ? COMPARE_NOT_THERE
                                                                : COMPARE_CANNOT_TELL;
    diff_free(&changes);
    diff_free(&to_old);
    diff_free(&to_new);
    return verdict;
}

enum compare_verdict compare_step(const struct change *change, size_t at)
{
    const struct update_step *step = &change->plan.steps[at];
    struct order with = { 0 };
    if (step->is_new_line) /* one that is not there may still come: it is never said not to */
        return compare_find_new(change, &change->mine.items[step->line], true)
                   ? COMPARE_THERE
                   : COMPARE_CANNOT_TELL;
    order_copy(&with, &change->expected);
    compare_carry_out(&with, &change->mine, step, at == 0);
    enum compare_verdict verdict = judge_changes(change, &with);
    order_free(&with);
    return verdict;
}

static bool is_same_product(const struct item *a, const struct item *b)
{
    struct field_group group;
    bool can_tell;
    return field_group_of(&item_table, ITEM_PRODUCT_ID, &group) &&
           field_group_equal(&group, a->v, b->v, &can_tell);
}

const char *compare_find_new(const struct change *change, const struct item *line, bool exactly)
{
    const char *found = NULL;
    size_t fewest = SIZE_MAX;
    struct diff diff = { 0 };
    for (size_t i = 0; i < change->now.item_count; i++) {
        const struct item *item = &change->now.items[i];
        const char *id = item->v[ITEM_ID].text;
        if (!value_is_set(item->v[ITEM_ID]) || diff_find_line(&change->base, id) != DIFF_NOWHERE ||
            diff_find_line(&change->expected, id) != DIFF_NOWHERE)
            continue;
        diff_items(&diff, line, item, DIFF_READABLE);
        if (diff.count >= fewest || (exactly && diff.count) ||
            (diff.count && !is_same_product(line, item)))
            continue;
        fewest = diff.count;
        found = id;
    }
    diff_free(&diff);
    return found;
}
