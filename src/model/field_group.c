/* Groups of id, code and name; see field_group.h. Knows tables, not orders. */
#include "config.h"
#include "model/field_group.h"

#include <string.h>
#include <strings.h>

bool field_group_of(const struct field_table *table, size_t at, struct field_group *group)
{
    enum lookup_kind kind = table->fields[at].lookup;
    if (kind == LOOKUP_NONE)
        return false;
    *group = (struct field_group){ { FIELD_GROUP_NONE, FIELD_GROUP_NONE, FIELD_GROUP_NONE },
                                   LOOKUP_CODE };
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->lookup != kind)
            continue;
        group->at[field->lookup_part] = (int)i;
        if (field->lookup_part == LOOKUP_NAME && field->read_key)
            group->main = LOOKUP_NAME;
    }
    return true;
}

size_t field_group_first(const struct field_group *group)
{
    int first = FIELD_GROUP_NONE;
    for (size_t part = 0; part < LOOKUP_PARTS; part++) {
        int at = group->at[part];
        if (at != FIELD_GROUP_NONE && (first == FIELD_GROUP_NONE || at < first))
            first = at;
    }
    return (size_t)first;
}

static struct value value_of(const struct field_group *group, size_t part,
                             const struct value *values)
{
    static const struct value none;
    int at = group->at[part];
    return at == FIELD_GROUP_NONE ? none : values[at];
}

bool field_group_is_set(const struct field_group *group, const struct value *values)
{
    for (size_t part = 0; part < LOOKUP_PARTS; part++) {
        if (!value_is_blank(value_of(group, part, values)))
            return true;
    }
    return false;
}

bool field_group_is_unknown(const struct field_group *group, const struct value *values)
{
    for (size_t part = 0; part < LOOKUP_PARTS; part++) {
        if (!value_is_unknown(value_of(group, part, values)))
            return false;
    }
    return true;
}

bool field_group_equal(const struct field_group *group, const struct value *a,
                       const struct value *b, bool *can_tell)
{
    for (size_t part = 0; part < LOOKUP_PARTS; part++) {
        size_t la, lb;
        const char *ta = value_trimmed(value_of(group, part, a), &la);
        const char *tb = value_trimmed(value_of(group, part, b), &lb);
        if (!la || !lb)
            continue;
        *can_tell = true;
        return la == lb && strncasecmp(ta, tb, la) == 0;
    }
    *can_tell = false;
    return false;
}

const char *field_group_text(const struct field_group *group, const struct value *values)
{
    const size_t parts[] = { group->main, LOOKUP_NAME, LOOKUP_CODE, LOOKUP_ID };
    const char *empty = NULL;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct value v = value_of(group, parts[i], values);
        if (!value_is_blank(v))
            return v.text;
        if (!empty)
            empty = v.text;
    }
    return empty;
}

void field_group_copy(const struct field_group *group, struct value *to, const struct value *from)
{
    for (size_t part = 0; part < LOOKUP_PARTS; part++) {
        int at = group->at[part];
        if (at != FIELD_GROUP_NONE)
            value_set(&to[at], from[at].text);
    }
}
