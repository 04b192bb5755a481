/* Replies into model, while they arrive; see codec.h. The scanner says what is JSON, the field
 * tables say what each key means; this file knows where in a reply which table holds. Whatever it
 * does not know it passes over. */
#include "config.h"
#include "api/codec.h"
#include "api/scan.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/pool.h"

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

/* What a key at a place means. The known ones stand in a hash table, for a list has millions. */
struct known_key {
    const char *key; /* NULL = a free slot */
    size_t len;
    enum place in;
    const struct field *field; /* NULL where it names an array */
    size_t field_at;
    enum place array;
};

enum { KNOWN_SLOTS = 256 };

_Static_assert((int)PREBOOK_FIELDS <= (int)LOOKUP_MAX_COLUMNS, "a prebook is read as a row");

_Static_assert((int)ORDER_FIELDS + (int)ITEM_FIELDS + (int)CUSTOM_FIELDS + (int)BREAKDOWN_FIELDS <
                   KNOWN_SLOTS / 2,
               "most slots are free, so that a key is soon found or missed");

static const struct known_key inner_arrays[] = {
    { .in = PLACE_ORDER, .key = "details", .array = PLACE_ITEMS },
    { .in = PLACE_ITEM, .key = "breakdowns", .array = PLACE_BREAKDOWNS },
    { .in = PLACE_ITEM, .key = "customField", .array = PLACE_CUSTOMS },
    { .in = PLACE_ITEM, .key = "customFields", .array = PLACE_CUSTOMS },
};

struct codec_reader {
    struct scan *scan;
    enum place places[MAX_DEPTH + 1];
    size_t depth;
    bool is_object; /* the whole reply is one */

    const char *array_key; /* at the top: the list asked for … */
    enum place array;      /* … and what it holds */

    struct known_key known[KNOWN_SLOTS];
    enum place key_array;      /* what an array under the last key would be; PLACE_SKIP = unknown */
    const struct field *field; /* what a value under the last key is; NULL = unknown */
    size_t field_at;
    struct buf key; /* at the top and in answers, where no table holds */

    enum order_status status;
    void (*on_order)(void *context, const struct order *order);
    struct order order; /* texts and lines are the pool's: it is never freed by itself */
    struct pool pool;
    struct value *values[MAX_DEPTH + 1]; /* of the object open at each depth */
    char empty[1];

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

/* As it came: what is masked in words for a person, a password within it or the token in use, is needed here. */
static char *keep_token(struct codec_reader *reader, const char *text)
{
    MEM_GROW(reader->texts, reader->text_count, reader->text_cap);
    return reader->texts[reader->text_count++] = mem_strdup(text);
}

static struct item *last_item(struct codec_reader *reader)
{
    return &reader->order.items[reader->order.item_count - 1];
}

/* Room for one more element of an array in the pool; gives the array. */
static void *grow(struct pool *pool, void *array, size_t count, size_t *cap, size_t bytes)
{
    if (count < *cap)
        return array;
    *cap = *cap ? *cap * 2 : 4;
    void *wider = pool_take(pool, *cap * bytes);
    if (count)
        memcpy(wider, array, count * bytes);
    return wider;
}

/* What the reply could carry and does not is known to be empty. */
static struct value *make_blank(struct codec_reader *reader, struct value *values,
                                const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        values[i].text = table->fields[i].read_key ? reader->empty : NULL;
    return values;
}

static struct value *begin_order(struct codec_reader *reader)
{
    pool_clear(&reader->pool);
    reader->order = (struct order){ 0 };
    return make_blank(reader, reader->order.v, &order_table);
}

static struct value *begin_item(struct codec_reader *reader)
{
    struct order *order = &reader->order;
    order->items = grow(&reader->pool, order->items, order->item_count, &order->item_cap,
                        sizeof *order->items);
    struct item *item = &order->items[order->item_count++];
    *item = (struct item){ 0 };
    return make_blank(reader, item->v, &item_table);
}

static struct value *begin_custom(struct codec_reader *reader)
{
    struct item *item = last_item(reader);
    item->customs = grow(&reader->pool, item->customs, item->custom_count, &item->custom_cap,
                         sizeof *item->customs);
    return make_blank(reader, item->customs[item->custom_count++].v, &custom_table);
}

static struct value *begin_breakdown(struct codec_reader *reader)
{
    struct item *item = last_item(reader);
    item->breakdowns = grow(&reader->pool, item->breakdowns, item->breakdown_count,
                            &item->breakdown_cap, sizeof *item->breakdowns);
    return make_blank(reader, item->breakdowns[item->breakdown_count++].v, &breakdown_table);
}

static void begin_element(struct codec_reader *reader, enum place place)
{
    struct codec_envelope *envelope = &reader->envelope;
    struct value **values = &reader->values[reader->depth];
    if (place == PLACE_ORDER) {
        *values = begin_order(reader);
    } else if (place == PLACE_ITEM) {
        *values = begin_item(reader);
    } else if (place == PLACE_CUSTOM) {
        *values = begin_custom(reader);
    } else if (place == PLACE_BREAKDOWN) {
        *values = begin_breakdown(reader);
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
        reader->order.status = reader->status;
        reader->envelope.count++;
        reader->on_order(reader->context, &reader->order);
    } else if (place == PLACE_ITEM) {
        struct item *item = last_item(reader);
        const char *type = item_type_by_boxes(item);
        item->v[ITEM_TYPE].text = pool_text(&reader->pool, type, strlen(type));
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
        reader->envelope.refused += reader->answer_status == 0;
        reader->envelope.count++;
    }
}

/* Whatever their letter case, keys that are equal get the same slot. */
static size_t slot_of(enum place in, const char *key, size_t len)
{
    const unsigned char *bytes = (const unsigned char *)key;
    size_t first = bytes[0] | 32u, middle = bytes[len / 2] | 32u;
    size_t last = len ? bytes[len - 1] | 32u : 0;
    return (first * 7 + middle * 31 + last * 13 + len * 5 + (size_t)in * 47) % KNOWN_SLOTS;
}

static void learn_key(struct codec_reader *reader, const struct known_key *known)
{
    size_t len = strlen(known->key), slot = slot_of(known->in, known->key, len);
    while (reader->known[slot].key)
        slot = (slot + 1) % KNOWN_SLOTS;
    reader->known[slot] = *known;
    reader->known[slot].len = len;
}

static void learn_fields(struct codec_reader *reader, enum place in, const struct field *fields,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fields[i].read_key)
            learn_key(reader, &(struct known_key){ .key = fields[i].read_key,
                                                   .in = in,
                                                   .field = &fields[i],
                                                   .field_at = i });
    }
}

static void find_key(struct codec_reader *reader, enum place in, const char *key, size_t len)
{
    size_t slot = slot_of(in, key, len);
    const struct known_key *known;
    for (; (known = &reader->known[slot])->key; slot = (slot + 1) % KNOWN_SLOTS) {
        if (known->in != in || known->len != len ||
            (memcmp(known->key, key, len) != 0 && !names_equal(known->key, key)))
            continue;
        reader->field = known->field;
        reader->field_at = known->field_at;
        reader->key_array = known->array;
        return;
    }
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
    } else if (place != PLACE_SKIP) {
        find_key(reader, place, token->text, token->len);
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
        envelope->api_key = keep_token(reader, token->text);
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

static size_t count_digits(const char *text)
{
    size_t count = 0;
    while (text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

/* Some of the days that every month has, from the year 1000 on. */
static bool is_plain_date(const char *text, size_t len)
{
    if (len != sizeof "YYYY-MM-DD" - 1 || text[0] < '1' || count_digits(text) != 4 ||
        text[4] != '-' || count_digits(text + 5) != 2 || text[7] != '-' ||
        count_digits(text + 8) != 2)
        return false;
    int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

/* Whether the text already is what the field would make of it: most values are, and lists are long. */
static bool is_normal(const struct field *field, const char *text, size_t len)
{
    enum { SAFE_DIGITS = 8 };
    if (field->type == FIELD_TEXT || field->type == FIELD_NOTE || !len)
        return true;
    if (field->type == FIELD_DATE)
        return is_plain_date(text, len);
    for (const struct field_choice *c = field->choices; c && c->value; c++) {
        if (strcmp(c->value, text) == 0)
            return true;
    }
    if (field->type != FIELD_INT && field->type != FIELD_ID && field->type != FIELD_AMOUNT)
        return false;
    size_t digits = count_digits(text);
    if (!digits || digits > SAFE_DIGITS || (text[0] == '0' && digits > 1))
        return false;
    if (field->type != FIELD_AMOUNT)
        return digits == len;
    return text[digits] == '.' && digits + 3 == len && count_digits(text + digits + 1) == 2;
}

/* The value as the field keeps it; a NUL inside would cut it short and is made visible instead. */
static const char *normalise(struct codec_reader *reader, const struct scan_token *token,
                             size_t *len)
{
    const char *text = token->text;
    *len = token->len;
    if (token->kind == SCAN_NULL)
        *len = 0;
    if (!*len)
        return "";
    if (reader->field->type == FIELD_BOOL && token->kind >= SCAN_TRUE) {
        *len = 1;
        return token->kind == SCAN_TRUE ? "1" : "0";
    }
    if (memchr(text, '\0', token->len)) {
        buf_clear(&reader->clean);
        for (size_t i = 0; i < token->len; i++) {
            if (text[i])
                buf_add_char(&reader->clean, text[i]);
            else
                buf_add(&reader->clean, "\xEF\xBF\xBD");
        }
        text = buf_text(&reader->clean);
        *len = reader->clean.len;
    }
    if (is_normal(reader->field, text, *len))
        return text;
    buf_clear(&reader->normal);
    field_read_reply(reader->field, text, &reader->normal);
    *len = reader->normal.len;
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
    size_t len;
    const char *text = normalise(reader, token, &len);
    if (place == PLACE_ROW)
        buf_set(&reader->columns[reader->field_at], text);
    else
        reader->values[reader->depth][reader->field_at].text =
            len ? pool_text(&reader->pool, text, len) : reader->empty;
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
    learn_fields(reader, PLACE_ORDER, order_fields, ORDER_FIELDS);
    learn_fields(reader, PLACE_ITEM, item_fields, ITEM_FIELDS);
    learn_fields(reader, PLACE_CUSTOM, custom_fields, CUSTOM_FIELDS);
    learn_fields(reader, PLACE_BREAKDOWN, breakdown_fields, BREAKDOWN_FIELDS);
    for (size_t i = 0; i < sizeof inner_arrays / sizeof *inner_arrays; i++)
        learn_key(reader, &inner_arrays[i]);
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
    learn_fields(reader, PLACE_ROW, lookup->columns, lookup->column_count);
    reader->on_row = on_row;
    return reader;
}

struct codec_reader *codec_read_prebooks(void (*on_row)(void *context,
                                                        const char *const values[PREBOOK_FIELDS]),
                                         void *context)
{
    struct codec_reader *reader = new_reader("prebooks", PLACE_ROWS, context);
    learn_fields(reader, PLACE_ROW, prebook_fields, PREBOOK_FIELDS);
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
    pool_free(&reader->pool);
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
