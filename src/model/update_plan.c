/* What a change sends; see update_plan.h. Which fields a request requires is told by the field tables
 * and the service's document of PUT; how they are written is the codec's business. */
#include "config.h"
#include "model/update_plan.h"
#include "model/diff.h"
#include "model/field_group.h"
#include "base/mem.h"

#include <stdlib.h>

/* --- Values into a body --- */

static bool is_alternative_whole(const struct field_table *table, const struct value *from,
                                 enum field_either either, unsigned alternative)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->either == either && field->alternative == alternative && value_is_blank(from[i]))
            return false;
    }
    return true;
}

/* A customer, a product …: its id where there is one, else its code and what belongs to it. Half a
 * group is not sent: it would be refused, and absent means unchanged. */
static bool put_group(struct value *to, const struct value *from, const struct field_table *table,
                      enum field_either either)
{
    unsigned alternative = 1;
    while (alternative <= 2 && !is_alternative_whole(table, from, either, alternative))
        alternative++;
    for (size_t i = 0; alternative <= 2 && i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->either == either && field->alternative == alternative)
            value_set(&to[i], from[i].text);
    }
    return alternative <= 2;
}

static void put_all_set(struct value *to, const struct value *from, const struct field_table *table,
                        const struct item *item)
{
    for (size_t i = 0; i < table->count; i++) {
        bool is_taken = !item || item_takes(item, (enum item_field)i);
        if (table->fields[i].write_key && is_taken && !value_is_blank(from[i]))
            value_set(&to[i], from[i].text);
    }
}

static void put_customs(struct item *to, const struct item *from)
{
    for (size_t i = 0; i < from->custom_count; i++)
        put_all_set(item_insert_custom(to, i)->v, from->customs[i].v, &custom_table, NULL);
}

static void put_parts(struct item *to, const struct item *from)
{
    for (size_t i = 0; i < from->breakdown_count; i++) {
        struct value *part = item_insert_breakdown(to, i)->v;
        const struct value *own = from->breakdowns[i].v;
        for (size_t n = 0; n < BREAKDOWN_FIELDS; n++)
            value_set(&part[n], value_is_blank(own[n]) ? NULL : own[n].text);
        if (is_alternative_whole(&breakdown_table, own, EITHER_PRODUCT, 1)) {
            value_set(&part[BREAKDOWN_PRODUCT_CODE], NULL);
            value_set(&part[BREAKDOWN_PRODUCT_NAME], NULL);
        }
    }
}

/* --- The header --- */

/* What each request must say of the order, whichever line it is for. */
static void put_required_header(struct order *body, const struct order *mine)
{
    value_set(&body->v[ORDER_ID], mine->v[ORDER_ID].text);
    put_group(body->v, mine->v, &order_table, EITHER_CUSTOMER);
    put_group(body->v, mine->v, &order_table, EITHER_CARRIER);
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (order_fields[i].need && !value_is_blank(mine->v[i]))
            value_set(&body->v[i], mine->v[i].text);
    }
}

/* A location's id is sent only where nobody knows its code. */
static bool is_said_by_code(const struct order *mine, size_t at)
{
    struct field_group group;
    if (order_fields[at].lookup_part != LOOKUP_ID || !field_group_of(&order_table, at, &group))
        return false;
    int code = group.at[LOOKUP_CODE];
    return code != FIELD_GROUP_NONE && !value_is_blank(mine->v[code]);
}

static void put_changed_header(struct order *body, const struct order *mine, const bool *changed)
{
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        const struct field *field = &order_fields[i];
        if (changed[i] && field->write_key && !field->either && !is_said_by_code(mine, i))
            value_set(&body->v[i], mine->v[i].text);
    }
}

/* --- Lines --- */

static void put_required_line(struct item *line, const struct item *mine)
{
    static const enum field_either groups[] = { EITHER_VENDOR, EITHER_PRODUCT, EITHER_BOX_TYPE };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        put_group(line->v, mine->v, &item_table, groups[i]);
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        bool is_required = item_fields[i].need || i == ITEM_TYPE;
        if (is_required && item_takes(mine, (enum item_field)i) && !value_is_blank(mine->v[i]))
            value_set(&line->v[i], mine->v[i].text);
    }
}

static void put_changed_line(struct item *line, const struct item *mine,
                             const struct diff_touch *changes)
{
    for (size_t i = 0; i < ITEM_FIELDS; i++) {
        const struct field *field = &item_fields[i];
        struct field_group group;
        if (!changes->fields[i] || !field->write_key || !item_takes(mine, (enum item_field)i))
            continue;
        if (!field_group_of(&item_table, i, &group) || !field_group_is_set(&group, mine->v))
            value_set(&line->v[i], mine->v[i].text); /* a group that was taken away is blanked */
    }
    if (changes->customs)
        put_customs(line, mine);
    if (changes->customs && !line->custom_count)
        item_insert_custom(line, 0); /* a blank one stands for none at all: see codec.h */
    if (changes->parts)
        put_parts(line, mine);
    if (changes->parts && !line->breakdown_count)
        item_insert_breakdown(line, 0);
}

static void put_new_line(struct item *line, const struct item *mine)
{
    put_all_set(line->v, mine->v, &item_table, mine);
    put_customs(line, mine);
    put_parts(line, mine);
}

/* --- The plan --- */

static struct update_step *add_step(struct update_plan *plan, const struct order *mine, size_t line)
{
    MEM_GROW(plan->steps, plan->count, plan->cap);
    struct update_step *step = &plan->steps[plan->count++];
    *step = (struct update_step){ .line = line };
    step->body.status = mine->status;
    put_required_header(&step->body, mine);
    order_add_unknown_item(&step->body);
    return step;
}

/* One for a line that is there already: its id stands at the top too. */
static struct item *add_line_step(struct update_plan *plan, const struct order *mine, size_t line)
{
    struct update_step *step = add_step(plan, mine, line);
    const char *id = mine->items[line].v[ITEM_ID].text;
    struct item *item = &step->body.items[0];
    value_set(&step->body.v[ORDER_ITEM_ID], id);
    value_set(&item->v[ITEM_ID], id);
    put_required_line(item, &mine->items[line]);
    return item;
}

static void plan_header(struct update_plan *plan, const struct diff *diff, const struct order *base,
                        const struct order *mine)
{
    struct diff_touch touch;
    diff_find_touched(diff, DIFF_NOWHERE, &touch);
    for (size_t i = 0; touch.any && !plan->count && i < mine->item_count; i++) {
        if (diff_find_line(base, mine->items[i].v[ITEM_ID].text) == DIFF_NOWHERE)
            continue;
        add_line_step(plan, mine, i);
        plan->steps[0].is_header_only = true;
    }
    if (plan->count)
        put_changed_header(&plan->steps[0].body, mine, touch.fields);
}

static bool is_added(const struct diff *diff, size_t line)
{
    for (size_t i = 0; i < diff->count; i++) {
        if (diff->rows[i].kind == DIFF_LINE_ADDED && diff->rows[i].after_item == (int)line)
            return true;
    }
    return false;
}

void update_plan_make(struct update_plan *plan, const struct order *base, const struct order *mine)
{
    struct diff diff = { 0 };
    struct diff_touch touch;
    update_plan_free(plan);
    diff_orders(&diff, base, mine, DIFF_WRITABLE);
    for (size_t i = 0; i < mine->item_count; i++) {
        diff_find_touched(&diff, (int)i, &touch);
        if (touch.any && !is_added(&diff, i))
            put_changed_line(add_line_step(plan, mine, i), &mine->items[i], &touch);
    }
    for (size_t i = 0; i < mine->item_count; i++) {
        if (!is_added(&diff, i))
            continue;
        struct update_step *step = add_step(plan, mine, i);
        step->is_new_line = true;
        put_new_line(&step->body.items[0], &mine->items[i]);
    }
    plan_header(plan, &diff, base, mine);
    diff_free(&diff);
}

bool update_step_loses_identifiers(const struct update_step *step)
{
    const struct item *item = &step->body.items[0];
    for (size_t i = 0; !step->is_new_line && i < item->breakdown_count; i++) {
        if (!value_is_set(item->breakdowns[i].v[BREAKDOWN_IDENTIFIER]))
            return true;
    }
    return false;
}

void update_plan_free(struct update_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        order_free(&plan->steps[i].body);
    free(plan->steps);
    *plan = (struct update_plan){ 0 };
}
