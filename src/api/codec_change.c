/* Drafts of changes: two states of one order in one file, nothing lost of either; see codec.h. The
 * edited order stands at the top under the names of a request, the order as it was in the member
 * "perennial". A value that is unknown has no member, an empty one is "". Judges no value. */
#include "config.h"
#include "api/codec.h"
#include "api/codec_json.h"
#include "api/scan.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 16, MAX_VALUE_BYTES = 1 << 20 };

static const char status_key[] = "status";
const char codec_change_member[] = "change";

/* The name of a value in such a file: every field has one. */
static const char *key_of(const struct field *field)
{
    return field->write_key ? field->write_key : field->read_key;
}

/* --- Writing --- */

static struct json_object *new_object(const struct field_table *table, const struct value *values)
{
    struct json_object *object = json_object_new_object();
    for (size_t i = 0; i < table->count; i++) {
        if (!value_is_unknown(values[i]))
            json_object_object_add(object, key_of(&table->fields[i]),
                                   codec_json_text(values[i].text));
    }
    return object;
}

static struct json_object *new_line(const struct item *item)
{
    struct json_object *line = new_object(&item_table, item->v);
    struct json_object *customs = json_object_new_array(), *parts = json_object_new_array();
    for (size_t i = 0; i < item->custom_count; i++)
        json_object_array_add(customs, new_object(&custom_table, item->customs[i].v));
    for (size_t i = 0; i < item->breakdown_count; i++)
        json_object_array_add(parts, new_object(&breakdown_table, item->breakdowns[i].v));
    json_object_object_add(line, custom_table.path, customs);
    json_object_object_add(line, breakdown_table.path, parts);
    return line;
}

static void add_order(struct json_object *object, const struct order *order)
{
    struct json_object *lines = json_object_new_array();
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (!value_is_unknown(order->v[i]))
            json_object_object_add(object, key_of(&order_fields[i]),
                                   codec_json_text(order->v[i].text));
    }
    if (order->status != ORDER_STATUS_UNKNOWN)
        json_object_object_add(object, status_key,
                               codec_json_text(order_status_word(order->status)));
    for (size_t i = 0; i < order->item_count; i++)
        json_object_array_add(lines, new_line(&order->items[i]));
    json_object_object_add(object, item_table.path, lines);
}

void codec_write_change_file(struct buf *out, const struct order *base, const struct order *mine)
{
    struct json_object *file = json_object_new_object(), *draft = json_object_new_object();
    struct json_object *before = json_object_new_object();
    add_order(before, base);
    json_object_object_add(draft, codec_change_member, before);
    json_object_object_add(file, codec_draft_member,
                           draft); /* first: a file cut short still says so */
    add_order(file, mine);
    codec_json_write(out, file, true);
    buf_add_char(out, '\n');
}

/* --- Reading --- */

enum place { PLACE_SKIP, PLACE_ORDER, PLACE_DRAFT, PLACE_ITEM, PLACE_CUSTOM, PLACE_BREAKDOWN };

struct change_reader {
    struct order *base, *mine;
    struct order *order;              /* the one of the two that is being read */
    enum place places[MAX_DEPTH + 1]; /* of what is open; arrays as their elements */
    bool is_array[MAX_DEPTH + 1];
    size_t depth, base_depth; /* base_depth: where the base is open; 0 = it is not */
    enum place inner;         /* what the last key holds, where it is no value */
    struct value *value;      /* what the last key holds; NULL = none that is known */
    bool is_status, has_base;
    struct buf key;
    struct error *error;
};

static struct item *last_item(const struct change_reader *reader)
{
    return &reader->order->items[reader->order->item_count - 1];
}

static struct value *find_value(const struct field_table *table, struct value *values,
                                const char *key)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(key_of(&table->fields[i]), key) == 0)
            return &values[i];
    }
    return NULL;
}

static void take_order_key(struct change_reader *reader, const char *key)
{
    if (!reader->base_depth && strcmp(key, codec_draft_member) == 0)
        reader->inner = PLACE_DRAFT;
    else if (strcmp(key, item_table.path) == 0)
        reader->inner = PLACE_ITEM;
    else if (strcmp(key, status_key) == 0)
        reader->is_status = true;
    else
        reader->value = find_value(&order_table, reader->order->v, key);
}

static void take_item_key(struct change_reader *reader, const char *key)
{
    if (strcmp(key, custom_table.path) == 0)
        reader->inner = PLACE_CUSTOM;
    else if (strcmp(key, breakdown_table.path) == 0)
        reader->inner = PLACE_BREAKDOWN;
    else
        reader->value = find_value(&item_table, last_item(reader)->v, key);
}

static void take_key(struct change_reader *reader, const char *key)
{
    enum place place = reader->places[reader->depth];
    reader->inner = PLACE_SKIP;
    reader->value = NULL;
    reader->is_status = false;
    buf_set(&reader->key, key);
    if (place == PLACE_ORDER) {
        take_order_key(reader, key);
    } else if (place == PLACE_DRAFT) {
        if (strcmp(key, codec_change_member) == 0)
            reader->inner = PLACE_ORDER;
    } else if (place == PLACE_ITEM) {
        take_item_key(reader, key);
    } else if (place == PLACE_CUSTOM) {
        const struct item *item = last_item(reader);
        reader->value = find_value(&custom_table, item->customs[item->custom_count - 1].v, key);
    } else if (place == PLACE_BREAKDOWN) {
        const struct item *item = last_item(reader);
        reader->value =
            find_value(&breakdown_table, item->breakdowns[item->breakdown_count - 1].v, key);
    }
}

static void forget(struct value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value_set(&values[i], NULL);
}

static void begin_element(struct change_reader *reader, enum place place)
{
    struct item *item = place > PLACE_ITEM ? last_item(reader) : NULL;
    if (place == PLACE_ITEM) {
        order_add_unknown_item(reader->order);
    } else if (place == PLACE_CUSTOM) {
        forget(item_insert_custom(item, item->custom_count)->v, CUSTOM_FIELDS);
    } else if (place == PLACE_BREAKDOWN) {
        forget(item_insert_breakdown(item, item->breakdown_count)->v, BREAKDOWN_FIELDS);
    } else if (place == PLACE_ORDER && reader->depth > 1) {
        reader->order = reader->base;
        reader->base_depth = reader->depth;
        reader->has_base = true;
    }
}

static bool say_wrong(const struct change_reader *reader, const char *right)
{
    return error_set(reader->error, "\"%s\" must be %s there", buf_text(&reader->key), right);
}

static bool is_list(enum place place)
{
    return place >= PLACE_ITEM;
}

static bool begin(struct change_reader *reader, bool is_object)
{
    enum place place = reader->inner, outer = reader->places[reader->depth];
    bool in_array = reader->depth && reader->is_array[reader->depth];
    if (!reader->depth)
        place = is_object ? PLACE_ORDER : PLACE_SKIP;
    else if (in_array)
        place = outer;
    if (place == PLACE_SKIP && (reader->value || reader->is_status))
        return say_wrong(reader, "a text");
    if (place != PLACE_SKIP && is_object != (in_array || !is_list(place)))
        return say_wrong(reader, in_array         ? "a list of objects"
                                 : is_list(place) ? "a list"
                                                  : "an object");
    reader->depth++;
    reader->places[reader->depth] = place;
    reader->is_array[reader->depth] = !is_object;
    reader->inner = PLACE_SKIP;
    reader->value = NULL;
    if (is_object)
        begin_element(reader, place);
    return true;
}

static void end(struct change_reader *reader)
{
    if (reader->depth-- == reader->base_depth) {
        reader->base_depth = 0;
        reader->order = reader->mine;
    }
}

static bool take_status(struct change_reader *reader, const char *text)
{
    for (enum order_status s = ORDER_ACTIVE; s <= ORDER_CANCELLED; s++) {
        if (strcmp(text, order_status_word(s)) == 0) {
            reader->order->status = s;
            return true;
        }
    }
    return say_wrong(reader, "Active or Cancelled");
}

static bool take_value(struct change_reader *reader, const struct scan_token *token)
{
    if (!reader->depth)
        return true;
    if (reader->places[reader->depth] != PLACE_SKIP && reader->is_array[reader->depth])
        return say_wrong(reader, "a list of objects");
    if (reader->inner)
        return say_wrong(reader, is_list(reader->inner) ? "a list" : "an object");
    if (!reader->value && !reader->is_status)
        return true;
    if (token->kind != SCAN_STRING || strlen(token->text) != token->len)
        return say_wrong(reader, "a text");
    if (reader->is_status)
        return take_status(reader, token->text);
    value_set(reader->value, token->text);
    return true;
}

static bool take_event(void *context, const struct scan_token *token)
{
    struct change_reader *reader = context;
    switch (token->event) {
    case SCAN_BEGIN_OBJECT:
    case SCAN_BEGIN_ARRAY:
        return begin(reader, token->event == SCAN_BEGIN_OBJECT);
    case SCAN_END_OBJECT:
    case SCAN_END_ARRAY:
        end(reader);
        return true;
    case SCAN_KEY:
        take_key(reader, token->text);
        return true;
    case SCAN_VALUE:
        return take_value(reader, token);
    default:
        return true;
    }
}

/* Reads as far as it goes; whether all of it was sound. */
static bool read_all(struct change_reader *reader, const char *text, size_t len)
{
    const struct scan_options options = {
        .max_depth = MAX_DEPTH,
        .max_value_bytes = MAX_VALUE_BYTES,
        .refuse_duplicates = true,
        .on_event = take_event,
        .context = reader,
    };
    struct scan *scan = scan_new(&options);
    struct error error = { 0 };
    reader->order = reader->mine;
    bool good = scan_feed(scan, text, len, &error) && scan_finish(scan, &error);
    if (!good && !*error_text(reader->error)) /* else what stopped the reading is said already */
        error_set(reader->error, "%s", error_text(&error));
    error_clear(&error);
    scan_free(scan);
    buf_free(&reader->key);
    return good;
}

bool codec_is_change_file(const char *text, size_t len)
{
    struct order base = { 0 }, mine = { 0 };
    struct error error = { 0 };
    struct change_reader reader = { .base = &base, .mine = &mine, .error = &error };
    read_all(&reader, text, len);
    order_free(&base);
    order_free(&mine);
    error_clear(&error);
    return reader.has_base;
}

bool codec_read_change_file(const char *text, size_t len, struct order *base, struct order *mine,
                            struct error *error)
{
    struct error why = { 0 };
    struct change_reader reader = { .base = base, .mine = mine, .error = &why };
    order_free(base);
    order_free(mine);
    bool good = read_all(&reader, text, len);
    if (good && !reader.has_base)
        good = error_set(&why, "it does not say how the order was before");
    if (!good) {
        order_free(base);
        order_free(mine);
        error_set(error, "This is no whole draft of a change: %s", error_text(&why));
    }
    error_clear(&why);
    return good;
}
