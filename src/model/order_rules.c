/* The rules that one field alone cannot say, a row each: what it concerns, where it is shown, the
 * rule in words, and the test for it. A rule only speaks where the fields it needs are readable;
 * what is wrong with those themselves is said by their own rows. */
#include "config.h"
#include "model/money.h"
#include "model/schedule.h"
#include "model/totals.h"
#include "model/validate.h"

#include <string.h>

static bool has_no_lines(const struct rule_subject *s, struct buf *why)
{
    if (s->order->item_count)
        return false;
    buf_add(why, "The order has no lines; it needs at least one");
    return true;
}

static bool read_period(const struct order *order, int32_t *start, int32_t *end)
{
    return date_read(value_text(order->v[ORDER_START]), start) &&
           date_read(value_text(order->v[ORDER_END]), end);
}

static bool ends_before_start(const struct rule_subject *s, struct buf *why)
{
    int32_t start, end;
    if (!read_period(s->order, &start, &end) || end >= start)
        return false;
    buf_add(why, "End is ");
    date_write(why, end);
    buf_add(why, ", before Start, which is ");
    date_write(why, start);
    buf_add(why, "; it must be the same day or later, or empty");
    return true;
}

static bool has_no_truck_day(const struct rule_subject *s, struct buf *why)
{
    struct schedule schedule;
    if (!schedule_of_order(s->order, &schedule) || schedule.end == DATE_NONE ||
        schedule.end < schedule.start || schedule_next(&schedule, schedule.start) != DATE_NONE)
        return false;
    buf_add(why, "No truck leaves between ");
    date_write(why, schedule.start);
    buf_add(why, " and ");
    date_write(why, schedule.end);
    buf_add(why, ": trucks leave on ");
    date_days_write(why, schedule.days);
    if (schedule.recurrence > 1)
        buf_addf(why, " of every %d weeks", schedule.recurrence);
    buf_add(why, "; choose a later end or other truck days");
    return true;
}

static bool same_text(struct value a, struct value b)
{
    size_t la, lb;
    const char *ta = value_trimmed(a, &la), *tb = value_trimmed(b, &lb);
    return la && la == lb && memcmp(ta, tb, la) == 0;
}

static bool repeats_line_identifier(const struct rule_subject *s, struct buf *why)
{
    for (size_t i = 0; &s->order->items[i] != s->item; i++) {
        if (!same_text(s->order->items[i].v[ITEM_IDENTIFIER], s->item->v[ITEM_IDENTIFIER]))
            continue;
        buf_addf(why,
                 "Identifier is the same as that of line %zu; each line needs its own, or the "
                 "answers cannot be told apart",
                 i + 1);
        return true;
    }
    return false;
}

static bool repeats_part_identifier(const struct rule_subject *s, struct buf *why)
{
    for (size_t i = 0; &s->item->breakdowns[i] != s->breakdown; i++) {
        if (!same_text(s->item->breakdowns[i].v[BREAKDOWN_IDENTIFIER],
                       s->breakdown->v[BREAKDOWN_IDENTIFIER]))
            continue;
        buf_addf(why,
                 "Identifier is the same as that of part %zu; each part of a line needs its "
                 "own",
                 i + 1);
        return true;
    }
    return false;
}

static bool has_parts_in_units(const struct rule_subject *s, struct buf *why)
{
    if (!item_is_unit(s->item) || !s->item->breakdown_count)
        return false;
    buf_add(why,
            "A line in units cannot have parts; make it a line in boxes, or take the parts out");
    return true;
}

/* A field that a line of the other item type takes; it is left out of the body. */
static bool is_left_out(const struct rule_subject *s, enum item_field field, bool unit_line,
                        struct buf *why)
{
    if (item_is_unit(s->item) != unit_line || value_is_blank(s->item->v[field]))
        return false;
    buf_addf(why, "%s is for lines in %s and this one is in %s, so it is left out",
             item_fields[field].label, unit_line ? "boxes" : "units",
             unit_line ? "units" : "boxes");
    return true;
}

static bool has_units_in_boxes(const struct rule_subject *s, struct buf *why)
{
    return is_left_out(s, ITEM_TOTAL_UNITS, false, why);
}

static bool has_box_type_id_in_units(const struct rule_subject *s, struct buf *why)
{
    return is_left_out(s, ITEM_BOX_TYPE_ID, true, why);
}

static bool has_box_type_code_in_units(const struct rule_subject *s, struct buf *why)
{
    return is_left_out(s, ITEM_BOX_TYPE_CODE, true, why);
}

static bool has_box_type_name_in_units(const struct rule_subject *s, struct buf *why)
{
    return is_left_out(s, ITEM_BOX_TYPE_NAME, true, why);
}

static bool has_boxes_in_units(const struct rule_subject *s, struct buf *why)
{
    return is_left_out(s, ITEM_BOXES, true, why);
}

static bool has_bunches_in_units(const struct rule_subject *s, struct buf *why)
{
    return is_left_out(s, ITEM_BUNCHES, true, why);
}

static bool has_stems_in_units(const struct rule_subject *s, struct buf *why)
{
    return is_left_out(s, ITEM_STEMS_BUNCH, true, why);
}

static bool has_stems_in_mix(const struct rule_subject *s, struct buf *why)
{
    if (item_is_unit(s->item) || !item_is_mixed(s->item) ||
        value_is_blank(s->item->v[ITEM_STEMS_BUNCH]))
        return false;
    buf_add(why, "Stems per bunch is given by the parts of an assorted box, so it is left out of "
                 "the line");
    return true;
}

static bool is_out_of_balance(const struct rule_subject *s, struct buf *why)
{
    int64_t box, parts;
    if (item_is_unit(s->item) || !totals_number(s->item->v[ITEM_BUNCHES], &box) ||
        !totals_mix_bunches(s->item, &parts) || parts == box)
        return false;
    long long missing = (long long)(box - parts);
    buf_addf(why,
             "Bunches is %lld and the parts make %lld, %lld too %s; the parts must add up to "
             "the line's bunches",
             (long long)box, (long long)parts, missing < 0 ? -missing : missing,
             missing < 0 ? "many" : "few");
    return true;
}

/* The line's cost, or that of all its parts, from which it is averaged. */
static bool has_no_cost(const struct rule_subject *s, struct buf *why)
{
    bool has_costs = s->item->breakdown_count > 0;
    for (size_t i = 0; i < s->item->breakdown_count; i++)
        has_costs = has_costs && !value_is_blank(s->item->breakdowns[i].v[BREAKDOWN_COST]);
    if (has_costs || !value_is_blank(s->item->v[ITEM_COST]))
        return false;
    buf_add(why, "Cost is empty, so the line stays off purchase orders; type 0 if it is free");
    return true;
}

static bool may_lose_cost(const struct rule_subject *s, struct buf *why)
{
    if (s->context->token_type != TOKEN_VENDOR || value_is_blank(s->item->v[ITEM_COST]))
        return false;
    buf_add(why, "Cost is taken from a vendor's token only where the vendor may change costs in "
                 "Komet (the setting Allow changing cost)");
    return true;
}

static bool is_too_large(const struct rule_subject *s, struct buf *why)
{
    struct totals totals;
    totals_of_item(s->item, &totals);
    if (!totals.too_large)
        return false;
    buf_add(why, "The totals of this line are larger than can be computed; look at its boxes and "
                 "bunches");
    return true;
}

const struct order_rule order_rules[] = {
    { "no-lines", RULE_ORDER, ISSUE_ERROR, "items", "A standing order has at least one line.",
      has_no_lines },
    { "end-before-start", RULE_ORDER, ISSUE_ERROR, "endDate",
      "A standing order does not end before it starts.", ends_before_start },
    { "no-truck-day", RULE_ORDER, ISSUE_ERROR, "endDate",
      "At least one truck day falls between start and end.", has_no_truck_day },
    { "duplicate-identifier", RULE_ITEM, ISSUE_ERROR, "identifier",
      "No two lines of an order have the same identifier.", repeats_line_identifier },
    { "units-on-boxes", RULE_ITEM, ISSUE_WARNING, "totalUnits",
      "The number of units belongs to lines in units; on a line in boxes it is not sent.",
      has_units_in_boxes },
    { "box-type-id-on-units", RULE_ITEM, ISSUE_WARNING, "boxTypeId",
      "The box type's id belongs to lines in boxes; on a line in units it is not sent.",
      has_box_type_id_in_units },
    { "box-type-code-on-units", RULE_ITEM, ISSUE_WARNING, "boxTypeCode",
      "The box type's code belongs to lines in boxes; on a line in units it is not sent.",
      has_box_type_code_in_units },
    { "box-type-name-on-units", RULE_ITEM, ISSUE_WARNING, "boxTypeDescription",
      "The box type's name belongs to lines in boxes; on a line in units it is not sent.",
      has_box_type_name_in_units },
    { "boxes-on-units", RULE_ITEM, ISSUE_WARNING, "boxes",
      "The number of boxes belongs to lines in boxes; on a line in units it is not sent.",
      has_boxes_in_units },
    { "bunches-on-units", RULE_ITEM, ISSUE_WARNING, "bunches",
      "Bunches per box belong to lines in boxes; on a line in units they are not sent.",
      has_bunches_in_units },
    { "stems-on-units", RULE_ITEM, ISSUE_WARNING, "stemsBunch",
      "Stems per bunch belong to lines in boxes; on a line in units they are not sent.",
      has_stems_in_units },
    { "stems-on-mix", RULE_ITEM, ISSUE_WARNING, "stemsBunch",
      "An assorted box has its stems per bunch in its parts; on the line they are not sent.",
      has_stems_in_mix },
    { "mix-out-of-balance", RULE_ITEM, ISSUE_ERROR, "bunches",
      "The bunches of an assorted box's parts add up to the bunches of the box.",
      is_out_of_balance },
    { "no-cost", RULE_ITEM, ISSUE_WARNING, "cost",
      "A line without a cost stays off purchase orders; a cost of 0 does not.", has_no_cost },
    { "vendor-cost", RULE_ITEM, ISSUE_WARNING, "cost",
      "With a vendor's token a cost is taken only where the vendor may change costs.",
      may_lose_cost },
    { "parts-on-units", RULE_ITEM, ISSUE_ERROR, "breakdowns", "A line in units has no parts.",
      has_parts_in_units },
    { "too-large", RULE_ITEM, ISSUE_WARNING, "",
      "The totals of a line are small enough to be computed.", is_too_large },
    { "duplicate-part-identifier", RULE_BREAKDOWN, ISSUE_ERROR, "identifier",
      "No two parts of a line have the same identifier.", repeats_part_identifier },
    { 0 },
};
