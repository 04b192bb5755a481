/* Many orders packed: a value takes a tag and a varint, a text is kept once however often it comes;
 * see order_list.h. Knows the kinds of values, not their meaning, but for the facts of a row. */
#include "config.h"
#include "model/order_list.h"
#include "model/money.h"
#include "model/totals.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A growing run of bytes of which much is held: grown by a quarter, not doubled. */
struct heap {
    char *bytes;
    size_t len, cap;
};

struct order_list {
    int32_t today;
    struct order_row *rows;
    size_t count, cap;
    struct heap packed, texts, searches; /* texts and searches: each ends with a NUL */
    uint32_t *slots;                     /* hash table: places in texts + 1 */
    size_t slot_count, text_count;
    struct buf words, folded; /* of the order being added */
};

/* How a value is written: its field in the lower five bits of the tag, its kind in the upper. */
enum kind { KIND_EMPTY, KIND_TEXT, KIND_INT, KIND_CENTS, KIND_DATE, KIND_END = 7 };

_Static_assert(ORDER_FIELDS <= 32 && ITEM_FIELDS <= 32 && BREAKDOWN_FIELDS <= 32,
               "a field's number fits five bits");

static void heap_reserve(struct heap *heap, size_t more)
{
    if (heap->cap - heap->len >= more)
        return;
    size_t step = heap->cap / (heap->cap > 1 << 20 ? 8 : 2);
    heap->cap += step > more ? step : more + 4096;
    heap->bytes = mem_resize(heap->bytes, heap->cap, 1);
}

static size_t heap_add(struct heap *heap, const void *bytes, size_t len)
{
    size_t at = heap->len;
    heap_reserve(heap, len);
    memcpy(heap->bytes + at, bytes, len);
    heap->len += len;
    return at;
}

/* Eight bytes at a time: every text of every order passes here. */
static uint64_t hash_text(const char *text, size_t len)
{
    uint64_t hash = len, word;
    for (; len >= sizeof word; text += sizeof word, len -= sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    for (word = 0; len; len--)
        word = word << 8 | (unsigned char)*text++;
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

static void grow_slots(struct order_list *list)
{
    size_t count = list->slot_count ? list->slot_count * 2 : 256;
    uint32_t *slots = mem_calloc(count, sizeof *slots);
    for (size_t i = 0; i < list->slot_count; i++) {
        if (!list->slots[i])
            continue;
        const char *text = list->texts.bytes + list->slots[i] - 1;
        size_t at = hash_text(text, strlen(text)) & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = list->slots[i];
    }
    free(list->slots);
    list->slots = slots;
    list->slot_count = count;
}

static uint32_t intern(struct order_list *list, const char *text, size_t len)
{
    if (list->text_count * 4 >= list->slot_count * 3)
        grow_slots(list);
    size_t at = hash_text(text, len) & (list->slot_count - 1);
    for (; list->slots[at]; at = (at + 1) & (list->slot_count - 1)) {
        if (strcmp(list->texts.bytes + list->slots[at] - 1, text) == 0)
            return list->slots[at] - 1;
    }
    size_t size = len + 1;
    if (list->texts.len + size >= UINT32_MAX)
        return 0; /* four gigabytes of different texts: no list we are sent */
    uint32_t place = (uint32_t)heap_add(&list->texts, text, size);
    list->slots[at] = place + 1;
    list->text_count++;
    return place;
}

static uint32_t intern_value(struct order_list *list, struct value v)
{
    return intern(list, value_text(v), strlen(value_text(v)));
}

/* Where there is room for it; gives where the next goes. */
static char *put_number(char *at, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        *at++ = (char)((n & 0x7F) | 0x80);
    *at++ = (char)n;
    return at;
}

enum { NUMBER_MOST = 10 }; /* bytes that put_number() writes */

static void put_count(struct heap *heap, size_t count)
{
    heap_reserve(heap, NUMBER_MOST);
    heap->len = (size_t)(put_number(heap->bytes + heap->len, count) - heap->bytes);
}

static uint64_t get_number(const char **at)
{
    uint64_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
        unsigned char byte = (unsigned char)*(*at)++;
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return n;
    }
}

/* Digits that come back the same when written from a number. */
static bool read_plain_digits(const char *text, size_t len, uint64_t *n)
{
    if (!len || len > 17 || (len > 1 && *text == '0'))
        return false;
    *n = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *n = *n * 10 + (uint64_t)(text[i] - '0');
    }
    return true;
}

static bool read_plain_cents(const char *text, size_t len, uint64_t *n)
{
    if (len < 4 || text[len - 3] != '.' || !read_plain_digits(text, len - 3, n))
        return false;
    unsigned tens = (unsigned)(text[len - 2] - '0'), ones = (unsigned)(text[len - 1] - '0');
    *n = *n * 100 + tens * 10 + ones;
    return tens <= 9 && ones <= 9;
}

/* A date in its one written form: what else is read as one is longer or has slashes. */
static bool read_plain_date(const char *text, size_t len, uint64_t *n)
{
    int32_t day;
    if (len != sizeof "YYYY-MM-DD" - 1 || text[4] != '-' || !date_read(text, &day) || day < 0)
        return false;
    *n = (uint64_t)day;
    return true;
}

/* How a text is kept in the fewest bytes; *n gets its number, where it has one. */
static enum kind kind_of(const struct field *field, const char *text, size_t len, uint64_t *n)
{
    if (!len)
        return KIND_EMPTY;
    if (*text < '0' || *text > '9')
        return KIND_TEXT;
    if (field->type == FIELD_DATE && read_plain_date(text, len, n))
        return KIND_DATE;
    return read_plain_digits(text, len, n)  ? KIND_INT
           : read_plain_cents(text, len, n) ? KIND_CENTS
                                            : KIND_TEXT;
}

static void pack_values(struct order_list *list, const struct value *values,
                        const struct field *fields, size_t count)
{
    heap_reserve(&list->packed, count * (1 + NUMBER_MOST) + 1);
    char *at = list->packed.bytes + list->packed.len;
    for (size_t i = 0; i < count; i++) {
        const char *text = values[i].text;
        uint64_t n = 0;
        if (!text)
            continue;
        size_t len = strlen(text);
        enum kind kind = kind_of(&fields[i], text, len, &n);
        if (kind == KIND_TEXT)
            n = intern(list, text, len);
        *at++ = (char)(i | (size_t)kind << 5);
        if (kind != KIND_EMPTY)
            at = put_number(at, n);
    }
    *at++ = (char)((unsigned)KIND_END << 5);
    list->packed.len = (size_t)(at - list->packed.bytes);
}

_Static_assert(ORDER_ID == 0, "a packed order begins with its id");

static size_t pack_order(struct order_list *list, const struct order *order)
{
    size_t start = list->packed.len;
    pack_values(list, order->v, order_fields, ORDER_FIELDS);
    put_count(&list->packed, order->item_count);
    for (size_t i = 0; i < order->item_count; i++) {
        const struct item *item = &order->items[i];
        pack_values(list, item->v, item_fields, ITEM_FIELDS);
        put_count(&list->packed, item->custom_count);
        for (size_t c = 0; c < item->custom_count; c++)
            pack_values(list, item->customs[c].v, custom_fields, CUSTOM_FIELDS);
        put_count(&list->packed, item->breakdown_count);
        for (size_t b = 0; b < item->breakdown_count; b++)
            pack_values(list, item->breakdowns[b].v, breakdown_fields, BREAKDOWN_FIELDS);
    }
    return start;
}

/* One value, behind its tag. */
static void unpack_value(const struct order_list *list, enum kind kind, const char **at,
                         struct value *v)
{
    struct buf text = { 0 };
    uint64_t n = kind == KIND_EMPTY ? 0 : get_number(at);
    switch (kind) {
    case KIND_TEXT:
        buf_add(&text, order_list_text(list, (uint32_t)n));
        break;
    case KIND_INT:
        buf_addf(&text, "%llu", (unsigned long long)n);
        break;
    case KIND_CENTS:
        buf_addf(&text, "%llu.%02u", (unsigned long long)(n / 100), (unsigned)(n % 100));
        break;
    case KIND_DATE:
        date_write(&text, (int32_t)n);
        break;
    case KIND_EMPTY:
    case KIND_END:
        break;
    }
    value_take(v, buf_take(&text));
}

static void unpack_values(const struct order_list *list, const char **at, struct value *values)
{
    for (;;) {
        unsigned char tag = (unsigned char)*(*at)++;
        enum kind kind = (enum kind)(tag >> 5);
        if (kind == KIND_END)
            return;
        unpack_value(list, kind, at, &values[tag & 31]);
    }
}

void order_list_unpack(const struct order_list *list, size_t index, struct order *order)
{
    const struct order_row *row = order_list_row(list, index);
    const char *at = list->packed.bytes + row->packed;
    order_free(order);
    order->status = (enum order_status)row->status;
    unpack_values(list, &at, order->v);
    for (uint64_t items = get_number(&at); items; items--) {
        struct item *item = order_add_unknown_item(order);
        unpack_values(list, &at, item->v);
        for (uint64_t left = get_number(&at); left; left--) {
            struct custom *custom = item_insert_custom(item, item->custom_count);
            for (size_t i = 0; i < CUSTOM_FIELDS; i++)
                value_set(&custom->v[i], NULL);
            unpack_values(list, &at, custom->v);
        }
        for (uint64_t left = get_number(&at); left; left--) {
            struct breakdown *part = item_insert_breakdown(item, item->breakdown_count);
            for (size_t i = 0; i < BREAKDOWN_FIELDS; i++)
                value_set(&part->v[i], NULL);
            unpack_values(list, &at, part->v);
        }
    }
}

/* The id is what a packed order begins with, where it has one. */
void order_list_id(const struct order_list *list, size_t index, struct buf *out)
{
    const char *at = list->packed.bytes + list->rows[index].packed;
    unsigned char tag = (unsigned char)*at++;
    struct value id = { 0 };
    if ((tag & 31) == ORDER_ID && tag >> 5 != KIND_END)
        unpack_value(list, (enum kind)(tag >> 5), &at, &id);
    buf_add(out, value_text(id));
    value_set(&id, NULL);
}

size_t order_list_find(const struct order_list *list, const char *id, const char *number)
{
    struct buf own = { 0 };
    size_t found = ORDER_LIST_NOWHERE;
    if (!(id && *id) && !(number && *number))
        return found;
    for (size_t i = 0; i < list->count && found == ORDER_LIST_NOWHERE; i++) {
        buf_clear(&own);
        order_list_id(list, i, &own);
        if (id && *id ? strcmp(buf_text(&own), id) == 0
                      : strcmp(order_list_text(list, list->rows[i].number), number) == 0)
            found = i;
    }
    buf_free(&own);
    return found;
}

/* Adds a text to the words a row is found by, once. */
static void add_words(struct buf *all, struct value v)
{
    if (!value_is_set(v) || strstr(buf_text(all), v.text))
        return;
    if (all->len)
        buf_add_char(all, '\n');
    buf_add(all, v.text);
}

static uint32_t keep_search(struct order_list *list, const struct order *order)
{
    static const enum order_field found_by[] = {
        ORDER_NUMBER,        ORDER_CUSTOMER_NAME, ORDER_CUSTOMER_CODE, ORDER_CARRIER_NAME,
        ORDER_LOCATION_CODE, ORDER_LOCATION_NAME, ORDER_SALESPERSON,   ORDER_SHIP_TO_NAME,
    };
    struct buf *all = &list->words;
    buf_clear(all);
    for (size_t i = 0; i < sizeof found_by / sizeof *found_by; i++)
        add_words(all, order->v[found_by[i]]);
    for (size_t i = 0; i < order->item_count; i++) {
        const struct item *item = &order->items[i];
        add_words(all, item->v[ITEM_PRODUCT_NAME]);
        add_words(all, item->v[ITEM_VENDOR_NAME]);
        add_words(all, item->v[ITEM_MARK]);
        for (size_t b = 0; b < item->breakdown_count; b++)
            add_words(all, item->breakdowns[b].v[BREAKDOWN_PRODUCT_NAME]);
    }
    buf_clear(&list->folded);
    utf8_fold_into(&list->folded, buf_text(all));
    size_t size = list->folded.len + 1;
    bool fits = list->searches.len + size < UINT32_MAX;
    return fits ? (uint32_t)heap_add(&list->searches, list->folded.data, size) : 0;
}

struct order_list *order_list_new(int32_t today)
{
    struct order_list *list = mem_calloc(1, sizeof *list);
    list->today = today;
    heap_add(&list->searches, "", 1);
    intern(list, "", 0); /* its place is 0, which stands for no text */
    return list;
}

void order_list_free(struct order_list *list)
{
    if (!list)
        return;
    free(list->rows);
    free(list->packed.bytes);
    free(list->texts.bytes);
    free(list->searches.bytes);
    free(list->slots);
    buf_free(&list->words);
    buf_free(&list->folded);
    free(list);
}

static int32_t read_day(struct value v)
{
    int32_t day;
    return date_read(value_text(v), &day) ? day : DATE_NONE;
}

static void fill_row(struct order_list *list, const struct order *order, struct order_row *row)
{
    struct schedule schedule;
    struct totals totals;
    int64_t recurrence = 0;
    unsigned days = 0;
    totals_of_order(order, &totals);
    totals_number(order->v[ORDER_RECURRENCE], &recurrence);
    if (!date_days_read(value_text(order->v[ORDER_DAYS]), &days, NULL))
        days = 0;
    *row = (struct order_row){
        .number = intern_value(list, order->v[ORDER_NUMBER]),
        .customer = intern_value(list, order->v[ORDER_CUSTOMER_NAME]),
        .customer_code = intern_value(list, order->v[ORDER_CUSTOMER_CODE]),
        .carrier = intern_value(list, order->v[ORDER_CARRIER_NAME]),
        .location = intern_value(list, order->v[ORDER_LOCATION_CODE]),
        .salesperson = intern_value(list, order->v[ORDER_SALESPERSON]),
        .ship_to = intern_value(list, order->v[ORDER_SHIP_TO_NAME]),
        .start = read_day(order->v[ORDER_START]),
        .end = read_day(order->v[ORDER_END]),
        .next_truck =
            schedule_of_order(order, &schedule) ? schedule_next(&schedule, list->today) : DATE_NONE,
        .amount = totals.too_large ? 0 : totals.amount,
        .boxes = totals.too_large ? 0 : totals.boxes,
        .lines = (uint32_t)order->item_count,
        .recurrence = recurrence >= 0 && recurrence <= UINT8_MAX ? (uint8_t)recurrence : 0,
        .days = (uint8_t)days,
        .status = (uint8_t)order->status,
    };
    for (size_t i = 0; i < order->item_count; i++) {
        if (item_is_mixed(&order->items[i]))
            row->flags |= ORDER_FLAG_MIXED;
    }
    if (!totals.has_cost)
        row->flags |= ORDER_FLAG_NO_COST;
    if (!totals.is_complete)
        row->flags |= ORDER_FLAG_INCOMPLETE;
}

static void write_row(struct order_list *list, size_t index, const struct order *order)
{
    struct order_row *row = &list->rows[index];
    fill_row(list, order, row);
    row->search = keep_search(list, order);
    row->packed = pack_order(list, order);
}

void order_list_add(struct order_list *list, const struct order *order)
{
    if (list->count == list->cap) {
        list->cap += list->cap > 1024 ? list->cap / 4 : 64 + list->cap;
        list->rows = mem_resize(list->rows, list->cap, sizeof *list->rows);
    }
    write_row(list, list->count, order);
    list->count++;
}

void order_list_replace(struct order_list *list, size_t index, const struct order *order)
{
    write_row(list, index, order);
}

void order_list_remove(struct order_list *list, size_t index)
{
    list->count--;
    memmove(&list->rows[index], &list->rows[index + 1], (list->count - index) * sizeof *list->rows);
}

size_t order_list_count(const struct order_list *list)
{
    return list->count;
}

const struct order_row *order_list_row(const struct order_list *list, size_t index)
{
    return &list->rows[index];
}

const char *order_list_text(const struct order_list *list, uint32_t text)
{
    return list->texts.bytes + text;
}

const char *order_list_search(const struct order_list *list, size_t index)
{
    return list->searches.bytes + list->rows[index].search;
}

size_t order_list_bytes(const struct order_list *list)
{
    return sizeof *list + list->cap * sizeof *list->rows + list->packed.cap + list->texts.cap +
           list->searches.cap + list->slot_count * sizeof *list->slots;
}
