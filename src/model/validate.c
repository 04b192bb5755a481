/* Walks an order in the order of the form and says all that is wrong with it: first each field by
 * its row, with the rules shown at it behind, then the rules of the whole. Words and limits come
 * from the tables; here stands only how they are applied. */
#include "config.h"
#include "model/validate.h"
#include "model/totals.h"
#include "base/mem.h"
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

static void check_present(struct place *place, const struct field *field)
{
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
    char *message = mem_printf("%s is missing; it must be filled in%s", field->label, when);
    add_at(place, is_required ? ISSUE_ERROR : ISSUE_WARNING, "required", field->write_key, message);
    free(message);
}

static void check_field(struct place *place, const struct field *field, struct value v)
{
    struct buf normal = { 0 };
    struct error why = { 0 };
    enum field_fault fault = field_read(field, value_text(v), &normal, &why);
    size_t chars = utf8_count_chars(buf_text(&normal));
    if (fault != FIELD_OK) {
        add_at(place, ISSUE_ERROR, field_fault_code(fault), field->write_key, error_text(&why));
    } else if (!chars) {
        check_present(place, field);
    } else if (field->warn_chars && chars > field->warn_chars) {
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

/* Looked at once for each group, when the walk comes to its first field. */
static void check_group(struct place *place, enum field_either either)
{
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
        say_group_missing(place, either, id->first_blank->write_key);
        return;
    }
    bool lacks_code = code->first_blank->lookup_part == LOOKUP_CODE;
    const char *name = groups[either].name;
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

/* The rules of this place that are shown at `key`; with NULL those shown at none of its fields. */
static void check_rules(struct place *place, const char *key)
{
    for (const struct order_rule *rule = order_rules; place->has_rules && rule->id; rule++) {
        struct buf why = { 0 };
        if (rule->concerns != place->concerns ||
            (key ? strcmp(rule->key, key) != 0 : has_key(place->table, rule->key)))
            continue;
        if (rule->is_broken(&place->subject, &why))
            add_at(place, rule->severity, rule->id, rule->key, buf_text(&why));
        buf_free(&why);
    }
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
            check_group(place, field->either);
        }
        if (is_taken)
            check_field(place, field, place->values[i]);
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

static void check_item(const struct place *header, size_t index)
{
    const struct item *item = &header->subject.order->items[index];
    struct place place = *header;
    place.table = &item_table;
    place.values = item->v;
    place.subject.item = item;
    place.concerns = RULE_ITEM;
    place.item = index;
    check_table(&place);
    struct place whole = place;

    place.table = &custom_table;
    place.has_rules = false;
    for (place.custom = 0; place.custom < item->custom_count; place.custom++) {
        place.values = item->customs[place.custom].v;
        check_custom(&place);
    }

    check_rules(&whole, NULL);
    place = whole;
    place.table = &breakdown_table;
    place.concerns = RULE_BREAKDOWN;
    for (place.breakdown = 0; place.breakdown < item->breakdown_count; place.breakdown++) {
        place.subject.breakdown = &item->breakdowns[place.breakdown];
        place.values = place.subject.breakdown->v;
        check_table(&place);
        check_rules(&place, NULL);
    }
}

void validate_order(const struct order *order, const struct validate_context *context,
                    struct issues *issues)
{
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
    check_table(&header);
    check_rules(&header, NULL);
    for (size_t i = 0; i < order->item_count; i++)
        check_item(&header, i);
}
