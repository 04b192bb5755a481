/* Walks an order in the order of the form and says all that is wrong with it: first each field by
 * its row, with the rules shown at it behind, then the rules of the whole. Words and limits come
 * from the tables; here stands only how they are applied. */
#include "config.h"
#include "model/validate.h"
#include "model/diff.h"
#include "model/field_group.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define NO_INDEX ((size_t)-1)

/* Where the walk is: `values` are the values of the table's rows at this place. */
struct place {
    const struct field_table *table;
    const struct value *values;
    struct rule_subject subject;
    enum rule_concerns concerns;
    bool has_rules;
    /* Of the header or line of a change: what of it is not as it was. NULL = it is new, and all of it
     * is sent. */
    const struct diff_touch *touch;
    size_t item, breakdown, custom;
    struct issues *issues;
};

char *validate_path(size_t item, size_t breakdown, size_t custom, const char *key)
{
    struct buf path = { 0 };
    if (item != NO_INDEX)
        buf_addf(&path, "items[%zu]", item);
    if (breakdown != NO_INDEX)
        buf_addf(&path, "%s%s[%zu]", path.len ? "." : "", breakdown_table.path, breakdown);
    if (custom != NO_INDEX)
        buf_addf(&path, "%s%s[%zu]", path.len ? "." : "", custom_table.path, custom);
    if (*key)
        buf_addf(&path, "%s%s", path.len ? "." : "", key);
    return buf_take(&path);
}

static void add_at(struct place *place, enum issue_severity severity, const char *code,
                   const char *key, const char *message)
{
    char *path = validate_path(place->item, place->breakdown, place->custom, key);
    issues_add(place->issues, severity, code, path, "%s", message);
    free(path);
}

bool validate_is_required(const struct field *field, const struct item *item,
                          const struct validate_context *context)
{
    unsigned need = field->need;
    if (need == NEED_NEVER || ((need & (NEED_BOX | NEED_UN | NEED_PLAIN)) && !item))
        return false;
    if ((need & NEED_BOX) && item_is_unit(item))
        return false;
    if ((need & NEED_UN) && !item_is_unit(item))
        return false;
    if ((need & NEED_PLAIN) && item_is_mixed(item))
        return false;
    if ((need & NEED_COMPANY) && context->token_type != TOKEN_COMPANY)
        return false;
    return !(need & NEED_MULTI_LOCATION) || context->multi_location;
}

/* Parts are sent whole, also what cannot be read back of them. */
static bool is_unreadable_part(const struct place *place, size_t at)
{
    return place->subject.context->base && place->table == &breakdown_table &&
           value_is_unknown(place->values[at]);
}

static void check_present(struct place *place, size_t at)
{
    const struct field *field = &place->table->fields[at];
    const char *when = field->need & NEED_UN               ? " for a line in units"
                       : field->need & NEED_PLAIN          ? " for a box that is not assorted"
                       : field->need & NEED_BOX            ? " for a line in boxes"
                       : field->need & NEED_COMPANY        ? " with a company's token"
                       : field->need & NEED_MULTI_LOCATION ? " for a company with several locations"
                                                           : "";
    bool is_required = validate_is_required(field, place->subject.item, place->subject.context);
    /* while nobody knows whose token it will be, a company's need can only be pointed at */
    bool is_open =
        (field->need & NEED_COMPANY) && place->subject.context->token_type == TOKEN_UNKNOWN;
    if (!is_required && !is_open)
        return;
    char *message =
        is_unreadable_part(place, at)
            ? mem_printf("%s of this part cannot be read back, and parts are sent whole; type it",
                         field->label)
            : mem_printf("%s is missing; it must be filled in%s", field->label, when);
    add_at(place, is_required ? ISSUE_ERROR : ISSUE_WARNING, "required", field->write_key, message);
    free(message);
}

static bool is_as_it_was(const struct place *place, size_t at)
{
    return place->touch && !place->touch->fields[at];
}

static void check_field(struct place *place, size_t at)
{
    const struct field *field = &place->table->fields[at];
    struct buf normal = { 0 };
    struct error why = { 0 };
    enum field_fault fault = field_read(field, value_text(place->values[at]), &normal, &why);
    size_t chars = utf8_count_chars(buf_text(&normal));
    if (fault != FIELD_OK) {
        add_at(place, ISSUE_ERROR, field_fault_code(fault), field->write_key, error_text(&why));
    } else if (!chars) {
        check_present(place, at);
    } else if (field->warn_chars && chars > field->warn_chars && !is_as_it_was(place, at)) {
        char *message =
            mem_printf("%s has %zu characters; over %u the service may cut or refuse it",
                       field->label, chars, field->warn_chars);
        add_at(place, ISSUE_WARNING, "long-code", field->write_key, message);
        free(message);
    }
    buf_free(&normal);
    error_clear(&why);
}

/* What the alternatives of each group are called: by its id, or by its code (and name). */
static const struct {
    const char *noun, *name; /* name NULL: the code alone will do */
} groups[EITHER_COUNT] = {
    [EITHER_NONE] = { "", NULL },
    [EITHER_CUSTOMER] = { "Customer", "name" },
    [EITHER_CARRIER] = { "Carrier", "name" },
    [EITHER_VENDOR] = { "Vendor", "name" },
    [EITHER_PRODUCT] = { "Product", "description" },
    [EITHER_BOX_TYPE] = { "Box type", NULL },
};

struct alternative {
    size_t set, blank;
    const struct field *first_blank;
};

static void say_group_missing(struct place *place, enum field_either either, const char *key)
{
    const char *noun = groups[either].noun, *name = groups[either].name;
    char *message;
    if (either == EITHER_VENDOR)
        message = mem_strdup("Vendor is empty, so no purchase order will come of this line");
    else if (name)
        message = mem_printf("%s is missing; give its id, or its code and %s", noun, name);
    else
        message = mem_printf("%s is missing; give its id or its code", noun);
    if (either == EITHER_VENDOR)
        add_at(place, ISSUE_WARNING, "no-vendor", key, message);
    else
        add_at(place, ISSUE_ERROR, "either-or", key, message);
    free(message);
}

/* A name that was read and that the look-ups could not resolve. */
static void say_name_alone(struct place *place, const char *noun, const char *key)
{
    char *message = mem_printf("%s is known by its name alone, which may not be just once in its "
                               "list; pick it with F4 or give its id",
                               noun);
    add_at(place, ISSUE_ERROR, "either-or", key, message);
    free(message);
}

/* Looked at once for each group, when the walk comes to its first field. */
static void check_group(struct place *place, size_t first)
{
    enum field_either either = place->table->fields[first].either;
    struct alternative alternatives[3] = { { 0 } };
    for (size_t i = 0; i < place->table->count; i++) {
        const struct field *field = &place->table->fields[i];
        if (field->either != either)
            continue;
        struct alternative *alternative = &alternatives[field->alternative];
        if (!value_is_blank(place->values[i])) {
            alternative->set++;
        } else if (!alternative->blank++) {
            alternative->first_blank = field;
        }
    }
    const struct alternative *id = &alternatives[1], *code = &alternatives[2];
    if (!id->blank || !code->blank)
        return;
    if (!code->set) {
        bool is_old_news = either == EITHER_VENDOR && is_as_it_was(place, first);
        if (!is_old_news)
            say_group_missing(place, either, id->first_blank->write_key);
        return;
    }
    bool lacks_code = code->first_blank->lookup_part == LOOKUP_CODE;
    const char *name = groups[either].name;
    if (lacks_code && place->subject.context->base) {
        say_name_alone(place, groups[either].noun, code->first_blank->write_key);
        return;
    }
    char *message =
        mem_printf("%s is given by its %s alone; add its %s, or give its id", groups[either].noun,
                   lacks_code ? name : "code", lacks_code ? "code" : name);
    add_at(place, ISSUE_ERROR, "either-or", code->first_blank->write_key, message);
    free(message);
}

static bool has_key(const struct field_table *table, const char *key)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->fields[i].write_key && strcmp(table->fields[i].write_key, key) == 0)
            return true;
    }
    return false;
}

/* In a change, a rule speaks of what was changed, not of what the service has already. */
static bool is_rule_asked(const struct place *place, const struct order_rule *rule)
{
    const struct diff_touch *touch = place->touch;
    if (!touch || place->concerns == RULE_BREAKDOWN)
        return true;
    const struct field *field = field_by_write_key(place->table, rule->key, NULL);
    bool is_of_parts = strcmp(rule->key, breakdown_table.path) == 0;
    if (!field && !is_of_parts)
        return true;
    if (place->concerns == RULE_ORDER)
        return touch->fields[ORDER_START] || touch->fields[ORDER_END] ||
               touch->fields[ORDER_RECURRENCE] || touch->fields[ORDER_DAYS];
    /* The service tells its own sum of units for a line in boxes too; parts have no bearing on it. */
    bool follows_parts = field != &item_fields[ITEM_TOTAL_UNITS];
    return (touch->parts && follows_parts) || touch->fields[ITEM_TYPE] ||
           (field && touch->fields[field - place->table->fields]);
}

/* The rules of this place that are shown at `key`; with NULL those shown at none of its fields. */
static void check_rules(struct place *place, const char *key)
{
    for (const struct order_rule *rule = order_rules; place->has_rules && rule->id; rule++) {
        struct buf why = { 0 };
        if (rule->concerns != place->concerns ||
            (key ? strcmp(rule->key, key) != 0 : has_key(place->table, rule->key)) ||
            !is_rule_asked(place, rule))
            continue;
        if (rule->is_broken(&place->subject, &why))
            add_at(place, rule->severity, rule->id, rule->key, buf_text(&why));
        buf_free(&why);
    }
}

/* Whether the request says it: in a change that is what was changed and what is required, and
 * where the id is known, code and name are not sent. */
static bool is_judged(const struct place *place, size_t at)
{
    const struct field *field = &place->table->fields[at];
    if (!place->touch || field->either == EITHER_NONE)
        return !is_as_it_was(place, at) || field->need;
    for (size_t i = 0; i < place->table->count; i++) {
        const struct field *id = &place->table->fields[i];
        if (id->either == field->either && id->alternative == 1 &&
            !value_is_blank(place->values[i]))
            return at == i;
    }
    return true;
}

static void check_table(struct place *place)
{
    unsigned seen_groups = 0;
    for (size_t i = 0; i < place->table->count; i++) {
        const struct field *field = &place->table->fields[i];
        if (!field->write_key || field->update_only)
            continue;
        bool is_taken =
            place->table != &item_table || item_takes(place->subject.item, (enum item_field)i);
        if (is_taken && field->either && !(seen_groups & 1u << field->either)) {
            seen_groups |= 1u << field->either;
            check_group(place, i);
        }
        if (is_taken && is_judged(place, i))
            check_field(place, i);
        check_rules(place, field->write_key);
    }
}

static void check_custom(struct place *place)
{
    bool has_name = !value_is_blank(place->values[CUSTOM_NAME]);
    if (!has_name && !value_is_blank(place->values[CUSTOM_VALUE]))
        add_at(place, ISSUE_ERROR, "required", custom_fields[CUSTOM_NAME].write_key,
               "Name of the custom field is missing; a value needs one");
    check_table(place);
}

static void check_parts(const struct place *line)
{
    struct place place = *line;
    const struct item *item = line->subject.item;
    place.table = &breakdown_table;
    place.touch = NULL;
    place.concerns = RULE_BREAKDOWN;
    for (place.breakdown = 0; place.breakdown < item->breakdown_count; place.breakdown++) {
        place.subject.breakdown = &item->breakdowns[place.breakdown];
        place.values = place.subject.breakdown->v;
        check_table(&place);
        check_rules(&place, NULL);
    }
}

static void check_customs(const struct place *line)
{
    struct place place = *line;
    const struct item *item = line->subject.item;
    place.table = &custom_table;
    place.touch = NULL;
    place.has_rules = false;
    for (place.custom = 0; place.custom < item->custom_count; place.custom++) {
        place.values = item->customs[place.custom].v;
        check_custom(&place);
    }
}

/* A list of orders does not say which lines are in units: those that show no boxes. One that shows no
 * boxes and yet a box type may be none of them, and would become one. */
static void check_type_as_read(struct place *place)
{
    const struct item *item = place->subject.item;
    const char *box = value_text(item->v[ITEM_BOX_TYPE_CODE]);
    if (place->touch->fields[ITEM_TYPE] || !item_is_unit(item) ||
        value_is_blank(item->v[ITEM_BOX_TYPE_CODE]) || names_equal_trimmed(box, "UN"))
        return;
    char *message = mem_printf("The service shows no boxes here and yet the box type %s; the line "
                               "is sent as one in units unless you make it one in boxes",
                               box);
    add_at(place, ISSUE_WARNING, "unclear-type", item_fields[ITEM_TYPE].write_key, message);
    free(message);
}

/* `touch` as in struct place. */
static void check_item(const struct place *header, size_t index, const struct diff_touch *touch)
{
    const struct item *item = &header->subject.order->items[index];
    struct place place = *header;
    place.table = &item_table;
    place.values = item->v;
    place.subject.item = item;
    place.concerns = RULE_ITEM;
    place.item = index;
    place.touch = touch;
    check_table(&place);
    if (touch)
        check_type_as_read(&place);
    if (!touch || touch->customs)
        check_customs(&place);
    check_rules(&place, NULL);
    if (!touch || touch->parts)
        check_parts(&place);
}

/* --- A change --- */

static void check_ship_to(struct place *header)
{
    const struct value *v = header->values;
    if (header->touch->fields[ORDER_SHIP_TO_ID] && value_is_blank(v[ORDER_SHIP_TO_ID]) &&
        !value_is_blank(v[ORDER_SHIP_TO_NAME]))
        say_name_alone(header, "Ship-to", order_fields[ORDER_SHIP_TO_ID].write_key);
}

static void say_missing_line(struct place *header, const struct order *base, size_t line)
{
    struct field_group product;
    field_group_of(&item_table, ITEM_PRODUCT_ID, &product);
    const char *name = field_group_text(&product, base->items[line].v);
    char *message = mem_printf("Line %zu%s%s of the order is not here any more; a line is "
                               "cancelled, never just left out",
                               line + 1, name && *name ? ", " : "", name ? name : "");
    add_at(header, ISSUE_ERROR, "line-missing", "", message);
    free(message);
}

static void check_change(struct place *header, const struct order *base)
{
    const struct order *order = header->subject.order;
    struct diff diff = { 0 };
    struct diff_touch touch;
    diff_orders(&diff, base, order, DIFF_WRITABLE);
    diff_find_touched(&diff, DIFF_NOWHERE, &touch);
    /* cppcheck-suppress autoVariables ; not looked at behind the end of this */
    header->touch = &touch;
    check_table(header);
    check_ship_to(header);
    check_rules(header, NULL);
    for (size_t i = 0; i < diff.count; i++) {
        if (diff.rows[i].kind == DIFF_LINE_GONE)
            say_missing_line(header, base, (size_t)diff.rows[i].before_item);
    }
    for (size_t i = 0; i < order->item_count; i++) {
        diff_find_touched(&diff, (int)i, &touch);
        if (!touch.any)
            continue;
        const char *id = order->items[i].v[ITEM_ID].text;
        bool is_new = diff_find_line_near(base, id, i) == DIFF_NOWHERE;
        check_item(header, i, is_new ? NULL : &touch);
    }
    diff_free(&diff);
}

/* Without its parts a line is not assorted any more, whatever was read of it; `to` becomes the order
 * as it will be. False, and nothing done, where no line lost them. */
static bool settle_lost_parts(struct order *to, const struct order *order, const struct order *base)
{
    bool any = false;
    for (size_t i = 0; i < order->item_count; i++) {
        const struct item *item = &order->items[i];
        int was = item->breakdown_count ? DIFF_NOWHERE
                                        : diff_find_line_near(base, item->v[ITEM_ID].text, i);
        if (was == DIFF_NOWHERE || !base->items[was].breakdown_count)
            continue;
        if (!any)
            order_copy(to, order);
        value_set(&to->items[i].v[ITEM_ASSORTED], "0");
        any = true;
    }
    return any;
}

void validate_order(const struct order *order, const struct validate_context *context,
                    struct issues *issues)
{
    struct order settled = { 0 };
    if (context->base && settle_lost_parts(&settled, order, context->base))
        order = &settled;
    struct place header = {
        .table = &order_table,
        .values = order->v,
        .subject = { .order = order, .context = context },
        .concerns = RULE_ORDER,
        .has_rules = true,
        .item = NO_INDEX,
        .breakdown = NO_INDEX,
        .custom = NO_INDEX,
        .issues = issues,
    };
    if (context->base) {
        check_change(&header, context->base);
    } else {
        check_table(&header);
        check_rules(&header, NULL);
        for (size_t i = 0; i < order->item_count; i++)
            check_item(&header, i, NULL);
    }
    order_free(&settled);
}
