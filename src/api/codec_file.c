/* Order files into model; see codec.h. Strict where replies are read tolerantly: names count to the
 * letter, and whatever is odd becomes an issue with its path. Judges no value; that is the model's. */
#include "config.h"
#include "api/codec.h"
#include "api/scan.h"
#include "base/mem.h"
#include "base/names.h"
#include "model/validate.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 16, MAX_VALUE_BYTES = 1 << 20 };

static const size_t NO_PART = (size_t)-1;

enum place {
    PLACE_SKIP,
    PLACE_ORDER,
    PLACE_ITEM,
    PLACE_CUSTOM,
    PLACE_BREAKDOWN,
    PLACE_DRAFT, /* the member in which drafts keep what the service has no name for */
    PLACES
};

/* What each kind of object is, and which arrays it may hold. */
static const struct shape {
    const struct field_table *table;
    enum place inner[2];
    const char *words; /* as people call it */
} shapes[PLACES] = {
    [PLACE_ORDER] = { &order_table, { PLACE_ITEM }, "an order" },
    [PLACE_ITEM] = { &item_table, { PLACE_CUSTOM, PLACE_BREAKDOWN }, "a line" },
    [PLACE_CUSTOM] = { &custom_table, { 0 }, "a custom field" },
    [PLACE_BREAKDOWN] = { &breakdown_table, { 0 }, "a part" },
};

struct file_reader {
    struct order *order;
    struct issues *issues;
    enum place places[MAX_DEPTH + 1]; /* of what is open; arrays as their elements */
    bool is_array[MAX_DEPTH + 1];
    size_t depth;
    bool is_object;            /* the whole file is one */
    bool is_change;            /* the draft of a change, which must not become a new order */
    struct buf key;            /* the last name read */
    const struct field *field; /* what it stands for; NULL when it is no value */
    enum place inner;          /* the elements of the array it stands for; PLACE_SKIP when none */
    bool is_known;
};

static struct item *last_item(struct file_reader *reader)
{
    return &reader->order->items[reader->order->item_count - 1];
}

/* The path of `key` ("" for itself) in the object that is open at `place`. */
static char *path_at(struct file_reader *reader, enum place place, const char *key)
{
    size_t item = NO_PART, breakdown = NO_PART, custom = NO_PART;
    if (place != PLACE_ORDER)
        item = reader->order->item_count - 1;
    if (place == PLACE_CUSTOM)
        custom = last_item(reader)->custom_count - 1;
    if (place == PLACE_BREAKDOWN)
        breakdown = last_item(reader)->breakdown_count - 1;
    return validate_path(item, breakdown, custom, key);
}

static struct value *values_at(struct file_reader *reader, enum place place)
{
    if (place == PLACE_ORDER)
        return reader->order->v;
    struct item *item = last_item(reader);
    return place == PLACE_ITEM     ? item->v
           : place == PLACE_CUSTOM ? item->customs[item->custom_count - 1].v
                                   : item->breakdowns[item->breakdown_count - 1].v;
}

/* All names that mean something at a place; the caller frees the array. */
static const char **known_names(enum place place)
{
    const struct shape *shape = &shapes[place];
    const char **names = mem_calloc(shape->table->count + 4, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < shape->table->count; i++) {
        const struct field *field = &shape->table->fields[i];
        if (field->write_key && !field->update_only)
            names[count++] = field->write_key;
    }
    for (size_t i = 0; i < 2 && shape->inner[i]; i++)
        names[count++] = shapes[shape->inner[i]].table->path;
    return names;
}

static void warn_unknown(struct file_reader *reader, enum place place, const char *key)
{
    const char **names = known_names(place);
    const char *near = names_nearest(key, names);
    char *path = path_at(reader, place, key);
    if (near && names_equal(near, key))
        issues_add(reader->issues, ISSUE_WARNING, "unknown-member", path,
                   "\"%s\" is ignored; with these letters it must be written \"%s\"", key, near);
    else if (near)
        issues_add(reader->issues, ISSUE_WARNING, "unknown-member", path,
                   "\"%s\" is ignored: %s has no such member; \"%s\" may be meant", key,
                   shapes[place].words, near);
    else
        issues_add(reader->issues, ISSUE_WARNING, "unknown-member", path,
                   "\"%s\" is ignored: %s has no such member", key, shapes[place].words);
    free(path);
    free(names);
}

/* Names that are no fields and yet no mistakes. */
static bool take_special_key(struct file_reader *reader, const char *key)
{
    if (strcmp(key, codec_draft_member) == 0)
        return true;
    if (!names_equal(key, "authenticationToken"))
        return false;
    issues_add(reader->issues, ISSUE_WARNING, "token-in-file", "authenticationToken",
               "The token in the file is ignored and never sent; take it out, a profile holds it");
    return true;
}

static void take_key(struct file_reader *reader, const char *key)
{
    enum place place = reader->places[reader->depth];
    reader->field = NULL;
    reader->inner = PLACE_SKIP;
    reader->is_known = false;
    buf_set(&reader->key, key);
    if (place == PLACE_SKIP || (place == PLACE_ORDER && take_special_key(reader, key)))
        return;
    if (place == PLACE_DRAFT) {
        reader->is_change = reader->is_change || strcmp(key, codec_change_member) == 0;
        const struct field *kept = field_by_read_key(&order_table, key);
        reader->field = kept && codec_is_draft_field(kept) ? kept : NULL;
        return;
    }
    const struct shape *shape = &shapes[place];
    const struct field *field = field_by_write_key(shape->table, key, NULL);
    if (field && field->update_only) {
        char *path = path_at(reader, place, key);
        issues_add(reader->issues, ISSUE_WARNING, "not-for-create", path,
                   "\"%s\" is ignored: it belongs to changes, not to a new order", key);
        free(path);
        return;
    }
    reader->field = field;
    for (size_t i = 0; i < 2 && shape->inner[i]; i++) {
        if (strcmp(shapes[shape->inner[i]].table->path, key) == 0)
            reader->inner = shape->inner[i];
    }
    reader->is_known = field || reader->inner;
    if (!reader->is_known)
        warn_unknown(reader, place, key);
}

static void add_wrong_type(struct file_reader *reader, enum place place, const char *key,
                           const char *is, const char *right)
{
    char *path = path_at(reader, place, key);
    issues_add(reader->issues, ISSUE_ERROR, "wrong-type", path, "%s is %s; it must be %s",
               *path ? path : "It", is, right);
    free(path);
}

/* An element that is no object, in an array of them. */
static void add_wrong_element(struct file_reader *reader, const char *is)
{
    enum place element = reader->places[reader->depth];
    enum place outer = reader->places[reader->depth - 1];
    struct buf words = { 0 };
    buf_addf(&words, "an object, %s, in each place", shapes[element].words);
    struct buf what = { 0 };
    buf_addf(&what, "a list that holds %s", is);
    add_wrong_type(reader, outer, shapes[element].table->path, buf_text(&what), buf_text(&words));
    buf_free(&what);
    buf_free(&words);
}

static const char *kind_words(const struct scan_token *token)
{
    return token->event == SCAN_BEGIN_OBJECT  ? "an object"
           : token->event == SCAN_BEGIN_ARRAY ? "a list"
           : token->kind == SCAN_STRING       ? "a text"
           : token->kind == SCAN_NUMBER       ? "a number"
           : token->kind == SCAN_NULL         ? "null"
                                              : "true or false";
}

static void begin_element(struct file_reader *reader, enum place place)
{
    if (place == PLACE_ITEM) {
        struct item *item = order_insert_item(reader->order, reader->order->item_count);
        for (size_t i = 0; i < ITEM_FIELDS; i++) /* the file says nothing of it yet */
            value_set(&item->v[i], "");
    } else if (place == PLACE_CUSTOM) {
        item_insert_custom(last_item(reader), last_item(reader)->custom_count);
    } else if (place == PLACE_BREAKDOWN) {
        item_insert_breakdown(last_item(reader), last_item(reader)->breakdown_count);
    }
}

/* What an object or array that begins here stands for; what is out of place is said and skipped. */
static enum place place_of_inner(struct file_reader *reader, const struct scan_token *token)
{
    bool is_object = token->event == SCAN_BEGIN_OBJECT;
    enum place outer = reader->places[reader->depth];
    if (!reader->depth)
        return is_object ? PLACE_ORDER : PLACE_SKIP;
    if (outer == PLACE_SKIP)
        return PLACE_SKIP;
    if (reader->is_array[reader->depth]) {
        if (is_object)
            return outer;
        add_wrong_element(reader, "a list");
        return PLACE_SKIP;
    }
    if (is_object && outer == PLACE_ORDER &&
        strcmp(buf_text(&reader->key), codec_draft_member) == 0)
        return PLACE_DRAFT;
    if (!reader->is_known)
        return PLACE_SKIP;
    if (!is_object && reader->inner)
        return reader->inner;
    add_wrong_type(reader, outer, buf_text(&reader->key), kind_words(token),
                   reader->inner ? "a list" : "a text or a number");
    return PLACE_SKIP;
}

static void begin(struct file_reader *reader, const struct scan_token *token)
{
    bool is_object = token->event == SCAN_BEGIN_OBJECT;
    enum place place = place_of_inner(reader, token);
    if (!reader->depth)
        reader->is_object = is_object;
    reader->depth++;
    reader->places[reader->depth] = place;
    reader->is_array[reader->depth] = !is_object;
    if (is_object)
        begin_element(reader, place);
}

static void take_text(struct file_reader *reader, enum place place, const struct scan_token *token)
{
    size_t at = (size_t)(reader->field - shapes[place].table->fields);
    value_set(&values_at(reader, place)[at], token->text);
    if (strlen(token->text) == token->len)
        return;
    char *path = path_at(reader, place, buf_text(&reader->key));
    issues_add(reader->issues, ISSUE_ERROR, "bad-character", path,
               "%s holds the control character U+0000; take it out", reader->field->label);
    free(path);
}

static void take_value(struct file_reader *reader, const struct scan_token *token)
{
    enum place place = reader->places[reader->depth];
    if (!reader->depth || place == PLACE_SKIP)
        return;
    if (reader->is_array[reader->depth]) {
        add_wrong_element(reader, kind_words(token));
        return;
    }
    if (place == PLACE_DRAFT) {
        if (reader->field && token->kind == SCAN_STRING)
            value_set(&reader->order->v[reader->field - order_fields], token->text);
        return;
    }
    if (!reader->is_known || token->kind == SCAN_NULL)
        return;
    if (reader->field && (token->kind == SCAN_STRING || token->kind == SCAN_NUMBER))
        take_text(reader, place, token);
    else
        add_wrong_type(reader, place, buf_text(&reader->key), kind_words(token),
                       reader->inner ? "a list" : "a text or a number");
}

static bool take_event(void *context, const struct scan_token *token)
{
    struct file_reader *reader = context;
    switch (token->event) {
    case SCAN_BEGIN_OBJECT:
    case SCAN_BEGIN_ARRAY:
        begin(reader, token);
        break;
    case SCAN_END_OBJECT:
    case SCAN_END_ARRAY:
        reader->depth--;
        break;
    case SCAN_KEY:
        take_key(reader, token->text);
        break;
    case SCAN_VALUE:
        take_value(reader, token);
        break;
    default:
        break;
    }
    return true;
}

const char codec_draft_member[] = "perennial";

bool codec_is_draft_field(const struct field *field)
{
    return field->lookup != LOOKUP_NONE && field->read_key && !field->write_key;
}

bool codec_read_order_file(const char *text, size_t len, struct order *order, struct issues *issues,
                           struct error *error)
{
    struct file_reader reader = { .order = order, .issues = issues };
    const struct scan_options options = {
        .max_depth = MAX_DEPTH,
        .max_value_bytes = MAX_VALUE_BYTES,
        .refuse_duplicates = true,
        .on_event = take_event,
        .context = &reader,
    };
    struct scan *scan = scan_new(&options);
    order_init_blank(order);
    bool good = scan_feed(scan, text, len, error) && scan_finish(scan, error);
    if (good && !reader.is_object)
        good = error_set(error, "a JSON object should stand there");
    if (good && reader.is_change)
        good = error_set(error, "it is the draft of a change, not a new order; open it among the "
                                "parked orders");
    if (!good) {
        order_free(order);
        order_init_blank(order);
    }
    scan_free(scan);
    buf_free(&reader.key);
    return good;
}
