/* Replies into model, while they arrive; see codec.h. The scanner says what is JSON, the field
 * tables say what each key means; this file knows where in a reply which table holds. Whatever it
 * does not know it passes over. */
#include "config.h"
#include "api/codec.h"
#include "api/scan.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32, MAX_VALUE_BYTES = 1 << 20 };

/* What the object or array that is being read stands for. */
enum place {
    PLACE_SKIP,
    PLACE_TOP,
    PLACE_ORDERS,
    PLACE_ORDER,
    PLACE_ITEMS,
    PLACE_ITEM,
    PLACE_CUSTOMS,
    PLACE_CUSTOM,
    PLACE_BREAKDOWNS,
    PLACE_BREAKDOWN,
    PLACE_ROWS,
    PLACE_ROW,
    PLACE_ANSWERS,
    PLACE_ANSWER,
    PLACES
};

/* What an array's elements are; where an object stands in the array's stead it is the one element. */
static const enum place element_of[PLACES] = {
    [PLACE_ORDERS] = PLACE_ORDER,   [PLACE_ITEMS] = PLACE_ITEM,
    [PLACE_CUSTOMS] = PLACE_CUSTOM, [PLACE_BREAKDOWNS] = PLACE_BREAKDOWN,
    [PLACE_ROWS] = PLACE_ROW,       [PLACE_ANSWERS] = PLACE_ANSWER,
};

static const struct {
    enum place in;
    const char *key;
    enum place array;
} inner_arrays[] = {
    { PLACE_ORDER, "details", PLACE_ITEMS },
    { PLACE_ITEM, "breakdowns", PLACE_BREAKDOWNS },
    { PLACE_ITEM, "customField", PLACE_CUSTOMS },
    { PLACE_ITEM, "customFields", PLACE_CUSTOMS },
};

/* Replies repeat their keys in the same order, so the row that followed last time is tried first. */
struct key_memo {
    size_t at;                            /* row of the key before, plus 1; 0 at the beginning */
    unsigned char next[ORDER_FIELDS + 1]; /* row that followed it, plus 1; 0 = none seen yet */
};

_Static_assert((int)ITEM_FIELDS <= (int)ORDER_FIELDS &&
                   (int)LOOKUP_MAX_COLUMNS <= (int)ORDER_FIELDS,
               "a memo has room for the rows of every table");

struct codec_reader {
    struct scan *scan;
    enum place places[MAX_DEPTH + 1];
    size_t depth;
    bool is_object; /* the whole reply is one */

    const char *array_key; /* at the top: the list asked for … */
    enum place array;      /* … and what it holds */

    enum place key_array;      /* what an array under the last key would be; PLACE_SKIP = unknown */
    const struct field *field; /* what a value under the last key is; NULL = unknown */
    size_t field_at;
    struct buf key; /* at the top and in answers, where no table holds */
    struct key_memo memos[PLACES];

    enum order_status status;
    void (*on_order)(void *context, const struct order *order);
    struct order order;

    const struct lookup_type *lookup;
    struct field_table lookup_table;
    void (*on_row)(void *context, const char *const columns[LOOKUP_MAX_COLUMNS]);
    struct buf columns[LOOKUP_MAX_COLUMNS];

    void *context;
    struct codec_envelope envelope;
    int answer_status; /* of the line being read; -1 = not said */
    char **texts;      /* those of the envelope */
    size_t text_count, text_cap;
    struct buf normal, clean;
};

/* Words for a person: a line break or worse in them would spoil a screen, and a server that repeats
 * the token must not bring it there. */
static char *keep(struct codec_reader *reader, const char *text)
{
    MEM_GROW(reader->texts, reader->text_count, reader->text_cap);
    char *kept = log_mask(text);
    for (char *c = kept; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    }
    reader->texts[reader->text_count++] = kept;
    return kept;
}

static struct item *last_item(struct codec_reader *reader)
{
    return &reader->order.items[reader->order.item_count - 1];
}

static void make_unknown(struct value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value_set(&values[i], NULL);
}

static void begin_element(struct codec_reader *reader, enum place place)
{
    struct codec_envelope *envelope = &reader->envelope;
    reader->memos[place].at = 0;
    if (place == PLACE_ORDER) {
        order_free(&reader->order);
    } else if (place == PLACE_ITEM) {
        order_add_unknown_item(&reader->order);
    } else if (place == PLACE_CUSTOM) {
        struct item *item = last_item(reader);
        make_unknown(item_insert_custom(item, item->custom_count)->v, CUSTOM_FIELDS);
    } else if (place == PLACE_BREAKDOWN) {
        struct item *item = last_item(reader);
        make_unknown(item_insert_breakdown(item, item->breakdown_count)->v, BREAKDOWN_FIELDS);
    } else if (place == PLACE_ROW) {
        for (size_t i = 0; i < LOOKUP_MAX_COLUMNS; i++)
            buf_clear(&reader->columns[i]);
    } else if (place == PLACE_ANSWER) {
        MEM_GROW(envelope->items, envelope->item_count, envelope->item_cap);
        envelope->items[envelope->item_count++] = (struct api_item_answer){ "", false, "", "" };
        reader->answer_status = -1;
    }
}

static void end_element(struct codec_reader *reader, enum place place)
{
    if (place == PLACE_ORDER) {
        order_settle_reply(&reader->order);
        reader->order.status = reader->status;
        reader->envelope.count++;
        reader->on_order(reader->context, &reader->order);
    } else if (place == PLACE_ROW) {
        const char *columns[LOOKUP_MAX_COLUMNS];
        for (size_t i = 0; i < LOOKUP_MAX_COLUMNS; i++)
            columns[i] = buf_text(&reader->columns[i]);
        reader->envelope.count++;
        reader->on_row(reader->context, columns);
    } else if (place == PLACE_ANSWER) {
        struct api_item_answer *item = &reader->envelope.items[reader->envelope.item_count - 1];
        /* a line that has an id and no status was saved, or it would have none */
        item->is_accepted =
            reader->answer_status == 1 || (reader->answer_status < 0 && *item->item_id);
        reader->envelope.count++;
    }
}

/* The table that holds at a place, NULL where none does. */
static const struct field_table *table_at(const struct codec_reader *reader, enum place place)
{
    return place == PLACE_ORDER       ? &order_table
           : place == PLACE_ITEM      ? &item_table
           : place == PLACE_CUSTOM    ? &custom_table
           : place == PLACE_BREAKDOWN ? &breakdown_table
           : place == PLACE_ROW       ? &reader->lookup_table
                                      : NULL;
}

static void find_field(struct codec_reader *reader, enum place place, const char *key)
{
    const struct field_table *table = table_at(reader, place);
    struct key_memo *memo = &reader->memos[place];
    size_t guess = memo->next[memo->at];
    const char *likely = guess ? table->fields[guess - 1].read_key : NULL;
    if (likely && (strcmp(likely, key) == 0 || names_equal(likely, key))) {
        reader->field = &table->fields[guess - 1];
    } else {
        reader->field = field_by_read_key(table, key);
        if (!reader->field)
            return;
    }
    reader->field_at = (size_t)(reader->field - table->fields);
    memo->next[memo->at] = (unsigned char)(reader->field_at + 1);
    memo->at = reader->field_at + 1;
}

static enum place find_inner_array(enum place place, const char *key)
{
    for (size_t i = 0; i < sizeof inner_arrays / sizeof *inner_arrays; i++) {
        if (inner_arrays[i].in == place && names_equal(inner_arrays[i].key, key))
            return inner_arrays[i].array;
    }
    return PLACE_SKIP;
}

static void take_key(struct codec_reader *reader, const struct scan_token *token)
{
    enum place place = reader->places[reader->depth];
    reader->field = NULL;
    reader->key_array = PLACE_SKIP;
    if (place == PLACE_TOP) {
        if (reader->array_key && names_equal(reader->array_key, token->text))
            reader->key_array = reader->array;
        buf_set(&reader->key, token->text);
    } else if (place == PLACE_ANSWER) {
        buf_set(&reader->key, token->text);
    } else if (table_at(reader, place)) {
        find_field(reader, place, token->text);
        if (!reader->field)
            reader->key_array = find_inner_array(place, token->text);
    }
}

/* 1, 0, or -1 where it is neither: a number of another kind (404) is no answer to the question. */
static int read_status(const struct scan_token *token)
{
    if (strcmp(token->text, "1") == 0 || names_equal(token->text, "true"))
        return 1;
    return strcmp(token->text, "0") == 0 || names_equal(token->text, "false") ? 0 : -1;
}

static void take_envelope_value(struct codec_reader *reader, const struct scan_token *token)
{
    struct codec_envelope *envelope = &reader->envelope;
    const char *key = buf_text(&reader->key);
    if (token->kind == SCAN_NULL)
        return;
    if (names_equal(key, "status"))
        envelope->status = read_status(token);
    else if (names_equal(key, "message"))
        envelope->message = keep(reader, token->text);
    else if (names_equal(key, "standingOrderId"))
        envelope->order_id = keep(reader, token->text);
    else if (names_equal(key, "standingOrderNumber"))
        envelope->order_number = keep(reader, token->text);
    else if (names_equal(key, "apiKey"))
        envelope->api_key = keep(reader, token->text);
}

static void take_answer_value(struct codec_reader *reader, const struct scan_token *token)
{
    struct api_item_answer *item = &reader->envelope.items[reader->envelope.item_count - 1];
    const char *key = buf_text(&reader->key);
    if (token->kind == SCAN_NULL)
        return;
    if (names_equal(key, "status"))
        reader->answer_status = read_status(token);
    else if (names_equal(key, "message"))
        item->message = keep(reader, token->text);
    else if (names_equal(key, "identifier"))
        item->identifier = keep(reader, token->text);
    else if (names_equal(key, "standingOrderItemId"))
        item->item_id = keep(reader, token->text);
}

/* Whether the text already is what the field would make of it: most values are, and lists are long. */
static bool is_normal(const struct field *field, const char *text)
{
    enum { SAFE_DIGITS = 8 };
    if (field->type == FIELD_TEXT || field->type == FIELD_NOTE)
        return true;
    if (field->type != FIELD_INT && field->type != FIELD_ID && field->type != FIELD_AMOUNT)
        return false;
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > SAFE_DIGITS || (text[0] == '0' && digits > 1))
        return false;
    if (field->type != FIELD_AMOUNT)
        return !text[digits];
    return text[digits] == '.' && strspn(text + digits + 1, "0123456789") == 2 && !text[digits + 3];
}

/* The value as the field keeps it; a NUL inside would cut it short and is made visible instead. */
static const char *normalise(struct codec_reader *reader, const struct scan_token *token)
{
    const char *text = token->text;
    if (token->kind == SCAN_NULL)
        return "";
    if (strlen(text) != token->len) {
        buf_clear(&reader->clean);
        for (size_t i = 0; i < token->len; i++) {
            if (text[i])
                buf_add_char(&reader->clean, text[i]);
            else
                buf_add(&reader->clean, "\xEF\xBF\xBD");
        }
        text = buf_text(&reader->clean);
    }
    if (is_normal(reader->field, text))
        return text;
    buf_clear(&reader->normal);
    field_read_reply(reader->field, text, &reader->normal);
    return buf_text(&reader->normal);
}

static void take_value(struct codec_reader *reader, const struct scan_token *token)
{
    enum place place = reader->places[reader->depth];
    if (place == PLACE_TOP) {
        take_envelope_value(reader, token);
        return;
    }
    if (place == PLACE_ANSWER) {
        take_answer_value(reader, token);
        return;
    }
    if (!reader->field)
        return;
    const char *text = normalise(reader, token);
    size_t at = reader->field_at;
    if (place == PLACE_ORDER) {
        value_set(&reader->order.v[at], text);
    } else if (place == PLACE_ROW) {
        buf_set(&reader->columns[at], text);
    } else {
        struct item *item = last_item(reader);
        if (place == PLACE_ITEM)
            value_set(&item->v[at], text);
        else if (place == PLACE_CUSTOM)
            value_set(&item->customs[item->custom_count - 1].v[at], text);
        else
            value_set(&item->breakdowns[item->breakdown_count - 1].v[at], text);
    }
}

static enum place place_of_inner(const struct codec_reader *reader, bool is_object)
{
    enum place outer = reader->places[reader->depth];
    if (!reader->depth)
        return is_object ? PLACE_TOP : PLACE_SKIP;
    if (element_of[outer])
        return is_object ? element_of[outer] : PLACE_SKIP;
    if (outer == PLACE_SKIP)
        return PLACE_SKIP;
    return is_object ? element_of[reader->key_array] : reader->key_array;
}

static void begin(struct codec_reader *reader, bool is_object)
{
    enum place place = place_of_inner(reader, is_object);
    if (reader->depth && reader->places[reader->depth] == PLACE_TOP && place != PLACE_SKIP)
        reader->envelope.has_array = true;
    if (!reader->depth)
        reader->is_object = is_object;
    reader->places[++reader->depth] = place;
    if (is_object)
        begin_element(reader, place);
    reader->field = NULL;
    reader->key_array = PLACE_SKIP;
}

static bool take_event(void *context, const struct scan_token *token)
{
    struct codec_reader *reader = context;
    switch (token->event) {
    case SCAN_BEGIN_OBJECT:
    case SCAN_BEGIN_ARRAY:
        begin(reader, token->event == SCAN_BEGIN_OBJECT);
        break;
    case SCAN_END_OBJECT:
        end_element(reader, reader->places[reader->depth--]);
        reader->field = NULL;
        break;
    case SCAN_END_ARRAY:
        reader->depth--;
        reader->field = NULL;
        break;
    case SCAN_KEY:
        take_key(reader, token);
        break;
    case SCAN_VALUE:
        if (reader->depth)
            take_value(reader, token);
        break;
    default:
        break;
    }
    return true;
}

static struct codec_reader *new_reader(const char *array_key, enum place array, void *context)
{
    struct codec_reader *reader = mem_calloc(1, sizeof *reader);
    const struct scan_options options = {
        .max_depth = MAX_DEPTH,
        .max_value_bytes = MAX_VALUE_BYTES,
        .on_event = take_event,
        .context = reader,
    };
    reader->scan = scan_new(&options);
    reader->array_key = array_key;
    reader->array = array;
    reader->context = context;
    reader->envelope.status = -1;
    return reader;
}

struct codec_reader *codec_read_orders(enum order_status status,
                                       void (*on_order)(void *context, const struct order *order),
                                       void *context)
{
    struct codec_reader *reader = new_reader("standingOrders", PLACE_ORDERS, context);
    reader->status = status;
    reader->on_order = on_order;
    return reader;
}

struct codec_reader *
codec_read_lookup(enum lookup_kind kind,
                  void (*on_row)(void *context, const char *const columns[LOOKUP_MAX_COLUMNS]),
                  void *context)
{
    const struct lookup_type *lookup = &lookup_types[kind];
    struct codec_reader *reader = new_reader(lookup->array, PLACE_ROWS, context);
    reader->lookup = lookup;
    reader->lookup_table =
        (struct field_table){ lookup->word, "", lookup->columns, lookup->column_count };
    reader->on_row = on_row;
    return reader;
}

struct codec_reader *codec_read_answer(void)
{
    return new_reader("items", PLACE_ANSWERS, NULL);
}

bool codec_reader_feed(struct codec_reader *reader, const char *bytes, size_t len,
                       struct error *error)
{
    return scan_feed(reader->scan, bytes, len, error);
}

bool codec_reader_finish(struct codec_reader *reader, struct error *error)
{
    if (!scan_finish(reader->scan, error))
        return false;
    return reader->is_object || error_set(error, "it is not a JSON object");
}

const struct codec_envelope *codec_reader_envelope(const struct codec_reader *reader)
{
    return &reader->envelope;
}

void codec_reader_free(struct codec_reader *reader)
{
    if (!reader)
        return;
    scan_free(reader->scan);
    order_free(&reader->order);
    for (size_t i = 0; i < LOOKUP_MAX_COLUMNS; i++)
        buf_free(&reader->columns[i]);
    for (size_t i = 0; i < reader->text_count; i++) { /* one of them may be a token */
        mem_wipe(reader->texts[i], strlen(reader->texts[i]));
        free(reader->texts[i]);
    }
    free(reader->texts);
    free(reader->envelope.items);
    buf_free(&reader->key);
    buf_free(&reader->normal);
    buf_free(&reader->clean);
    free(reader);
}
