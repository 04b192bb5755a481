/* Places in an order; see order_place.h. */
#include "config.h"
#include "ui/screens/order_place.h"
#include "model/validate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const struct field_table *order_place_table(struct order_place place)
{
    if (place.part != DOC_NONE)
        return &breakdown_table;
    if (place.custom != DOC_NONE)
        return &custom_table;
    return place.item != DOC_NONE ? &item_table : &order_table;
}

/* Of a line, or its part or custom field. */
static struct value *line_values(const struct order *order, struct order_place place)
{
    if (place.item < 0 || (size_t)place.item >= order->item_count)
        return NULL;
    struct item *item = &order->items[place.item];
    if (place.part != DOC_NONE)
        return (size_t)place.part < item->breakdown_count ? item->breakdowns[place.part].v : NULL;
    if (place.custom != DOC_NONE)
        return (size_t)place.custom < item->custom_count ? item->customs[place.custom].v : NULL;
    return item->v;
}

struct value *order_place_values(struct order *order, struct order_place place)
{
    return place.item == DOC_NONE ? order->v : line_values(order, place);
}

const struct value *order_place_value(const struct order *order, struct order_place place)
{
    const struct value *values = place.item == DOC_NONE ? order->v : line_values(order, place);
    return values && place.field ? &values[place.field - order_place_table(place)->fields] : NULL;
}

const struct item *order_place_item(const struct order *order, struct order_place place)
{
    return place.item >= 0 && (size_t)place.item < order->item_count ? &order->items[place.item]
                                                                     : NULL;
}

static size_t index_or_none(int index)
{
    return index == DOC_NONE ? (size_t)-1 : (size_t)index;
}

char *order_place_path(struct order_place place)
{
    const char *key = place.field && place.field->write_key ? place.field->write_key : "";
    return validate_path(index_or_none(place.item), index_or_none(place.part),
                         index_or_none(place.custom), key);
}

/* "items[2]" at *path: steps behind it and the dot that follows. */
static bool take_index(const char **path, const char *name, int *index)
{
    size_t len = strlen(name);
    if (strncmp(*path, name, len) != 0 || (*path)[len] != '[' ||
        !isdigit((unsigned char)(*path)[len + 1]))
        return false;
    char *end;
    long at = strtol(*path + len + 1, &end, 10);
    if (*end != ']' || at < 0 || at > 1000000)
        return false;
    *index = (int)at;
    *path = end[1] == '.' ? end + 2 : end + 1;
    return true;
}

bool order_place_parse(const char *path, struct order_place *place)
{
    struct order_place found = { DOC_NONE, DOC_NONE, DOC_NONE, NULL };
    if (take_index(&path, "items", &found.item) && !take_index(&path, "breakdowns", &found.part))
        take_index(&path, "customFields", &found.custom);
    if (strcmp(path, "items") == 0) {
        found.item = 0;
        path = "";
    }
    if (*path)
        found.field = field_by_write_key(order_place_table(found), path, NULL);
    *place = found;
    return found.field || !*path || found.item != DOC_NONE;
}

bool order_place_equal(struct order_place a, struct order_place b)
{
    return a.item == b.item && a.part == b.part && a.custom == b.custom && a.field == b.field;
}
