/* Model into JSON; see codec.h. The field tables say which values are written and under which name;
 * json-c builds the text. An id never passes through an integer that could not hold it, an amount
 * never through floating point: its own text is what is written. */
#include "config.h"
#include "api/codec.h"
#include "api/codec_json.h"
#include "base/utf8.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

/* Which names and forms values are written with. */
enum style {
    STYLE_REQUEST,         /* write keys, numbers as numbers */
    STYLE_REQUEST_AS_TEXT, /* write keys, everything as text */
    STYLE_UPDATE,          /* as STYLE_REQUEST, but what is empty is written too: it blanks */
    STYLE_UPDATE_AS_TEXT,
    STYLE_REPLY /* read keys, ids as text */
};

/* json-c writes the bytes it is given; what is no UTF-8 is made visible, or nobody could read it. */
struct json_object *codec_json_text(const char *text)
{
    size_t len = strlen(text);
    if (utf8_is_valid(text, len))
        return json_object_new_string_len(text, (int)len);
    struct buf clean = { 0 };
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        char bytes[4];
        at += utf8_decode(text + at, len - at, &cp);
        buf_add_bytes(&clean, bytes, utf8_encode(cp, bytes));
    }
    struct json_object *made = json_object_new_string_len(buf_text(&clean), (int)clean.len);
    buf_free(&clean);
    return made;
}

/* A whole number that 64 bits hold and that JSON writes the same way; else text. */
static struct json_object *new_whole(const char *text)
{
    bool is_plain = *text && !text[strspn(text, "0123456789")] && (text[0] != '0' || !text[1]);
    errno = 0;
    long long number = is_plain ? strtoll(text, NULL, 10) : 0;
    return is_plain && errno == 0 ? json_object_new_int64(number) : codec_json_text(text);
}

static struct json_object *new_amount(const char *text)
{
    const char *digits = text + (*text == '-');
    size_t whole = strspn(digits, "0123456789");
    const char *rest = digits + whole;
    bool is_plain = whole && (digits[0] != '0' || whole == 1);
    if (*rest == '.')
        is_plain = is_plain && rest[1] && !rest[1 + strspn(rest + 1, "0123456789")];
    else
        is_plain = is_plain && !*rest;
    return is_plain ? json_object_new_double_s(0, text)
                    : codec_json_text(text); /* only the text counts */
}

static struct json_object *new_value(const struct field *field, const char *text, enum style style)
{
    if (style == STYLE_REQUEST_AS_TEXT || style == STYLE_UPDATE_AS_TEXT)
        return codec_json_text(text);
    switch (field->type) {
    case FIELD_ID:
        return style == STYLE_REPLY ? codec_json_text(text) : new_whole(text);
    case FIELD_INT:
    case FIELD_CHOICE:
        return new_whole(text);
    case FIELD_AMOUNT:
        return new_amount(text);
    case FIELD_BOOL:
        if (strcmp(text, "1") == 0 || strcmp(text, "0") == 0)
            return json_object_new_boolean(text[0] == '1');
        return codec_json_text(text);
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_DATE:
    case FIELD_DAYS:
    default:
        return codec_json_text(text);
    }
}

static bool is_update(enum style style)
{
    return style == STYLE_UPDATE || style == STYLE_UPDATE_AS_TEXT;
}

/* Whether a value is written at all. The ids that say what is changed are never sent empty. */
static bool is_written(const struct field *field, struct value v, enum style style)
{
    if (field->update_only && !is_update(style) && style != STYLE_REPLY)
        return false;
    return value_is_set(v) || (is_update(style) && value_is_empty(v) && !field->update_only);
}

static size_t add_values(struct json_object *object, const struct field_table *table,
                         const struct value *values, enum style style)
{
    size_t added = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        const char *key = style == STYLE_REPLY ? field->read_key : field->write_key;
        if (!key || !is_written(field, values[i], style))
            continue;
        json_object_object_add(object, key, new_value(field, values[i].text, style));
        added++;
    }
    return added;
}

static bool is_blank(const struct value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (value_is_set(values[i]))
            return false;
    }
    return true;
}

static void add_customs(struct json_object *object, const struct item *item, enum style style)
{
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < item->custom_count; i++) {
        struct json_object *custom = json_object_new_object();
        if (!is_blank(item->customs[i].v, CUSTOM_FIELDS) &&
            add_values(custom, &custom_table, item->customs[i].v, style))
            json_object_array_add(array, custom);
        else
            json_object_put(custom);
    }
    if (json_object_array_length(array) || (is_update(style) && item->custom_count))
        json_object_object_add(object, style == STYLE_REPLY ? "customField" : custom_table.path,
                               array);
    else
        json_object_put(array);
}

static void add_breakdowns(struct json_object *object, const struct item *item, enum style style)
{
    if (!item->breakdown_count)
        return;
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < item->breakdown_count; i++) {
        if (is_update(style) && is_blank(item->breakdowns[i].v, BREAKDOWN_FIELDS))
            continue;
        struct json_object *part = json_object_new_object();
        add_values(part, &breakdown_table, item->breakdowns[i].v, style);
        json_object_array_add(array, part);
    }
    json_object_object_add(object, breakdown_table.path, array);
}

static void add_items(struct json_object *object, const struct order *order, enum style style)
{
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < order->item_count; i++) {
        const struct item *item = &order->items[i];
        struct json_object *line = json_object_new_object();
        add_values(line, &item_table, item->v, style);
        add_customs(line, item, style);
        add_breakdowns(line, item, style);
        json_object_array_add(array, line);
    }
    json_object_object_add(object, style == STYLE_REPLY ? "details" : item_table.path, array);
}

void codec_json_write(struct buf *out, struct json_object *object, bool indent)
{
    int flags = indent ? JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED : JSON_C_TO_STRING_PLAIN;
    size_t len;
    const char *text =
        json_object_to_json_string_length(object, flags | JSON_C_TO_STRING_NOSLASHESCAPE, &len);
    buf_add_bytes(out, text, len);
    json_object_put(object);
}

void codec_write_create(struct buf *out, const struct order *order, const struct codec_body *how)
{
    enum style style = how->numbers_as_text ? STYLE_REQUEST_AS_TEXT : STYLE_REQUEST;
    struct json_object *object = json_object_new_object();
    add_values(object, &order_table, order->v, style);
    add_items(object, order, style);
    size_t before = out->len;
    codec_json_write(out, object, how->indent);
    if (!how->token)
        return;
    /* put in front by hand: json-c would leave a copy of the token in freed memory */
    struct buf member = BUF_SECRET;
    buf_add(&member, "\"authenticationToken\":\"");
    for (const char *c = how->token; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == '"' || *c == '\\')
            buf_addf(&member, "\\u%04x", (unsigned)(unsigned char)*c);
        else
            buf_add_char(&member, *c);
    }
    buf_add(&member, "\",");
    buf_insert(out, before + 1, buf_text(&member), member.len);
    buf_wipe(&member);
}

/* The document lists the id of the changed line beside the items; inside its item it says the same
 * again. An item without it is a new line, which has nothing to blank. Whoever learns that the service
 * wants it in one place only, or has another way to add a line, changes it here. */
static struct json_object *new_update_line(const struct item *item, const char *id,
                                           enum style style)
{
    struct json_object *line = json_object_new_object();
    if (*id)
        json_object_object_add(line, order_fields[ORDER_ITEM_ID].write_key,
                               new_value(&order_fields[ORDER_ITEM_ID], id, style));
    else
        style = style == STYLE_UPDATE ? STYLE_REQUEST : STYLE_REQUEST_AS_TEXT;
    add_values(line, &item_table, item->v, style);
    add_customs(line, item, style);
    add_breakdowns(line, item, style);
    return line;
}

void codec_write_update(struct buf *out, const struct order *body, const struct codec_body *how)
{
    enum style style = how->numbers_as_text ? STYLE_UPDATE_AS_TEXT : STYLE_UPDATE;
    struct json_object *object = json_object_new_object(), *array = json_object_new_array();
    add_values(object, &order_table, body->v, style);
    for (size_t i = 0; i < body->item_count; i++) {
        const char *id = value_text(body->items[i].v[ITEM_ID]);
        if (!*id)
            id = value_text(body->v[ORDER_ITEM_ID]);
        if (*id && !value_is_set(body->v[ORDER_ITEM_ID]))
            json_object_object_add(object, order_fields[ORDER_ITEM_ID].write_key,
                                   new_value(&order_fields[ORDER_ITEM_ID], id, style));
        json_object_array_add(array, new_update_line(&body->items[i], id, style));
    }
    json_object_object_add(object, item_table.path, array);
    codec_json_write(out, object, how->indent);
}

void codec_write_order_file(struct buf *out, const struct order *order)
{
    struct json_object *object = json_object_new_object();
    add_values(object, &order_table, order->v, STYLE_REQUEST_AS_TEXT);
    add_items(object, order, STYLE_REQUEST_AS_TEXT);
    struct json_object *draft = json_object_new_object();
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (codec_is_draft_field(&order_fields[i]) && value_is_set(order->v[i]))
            json_object_object_add(draft, order_fields[i].read_key,
                                   codec_json_text(order->v[i].text));
    }
    if (json_object_object_length(draft))
        json_object_object_add(object, codec_draft_member, draft);
    else
        json_object_put(draft);
    codec_json_write(out, object, true);
    buf_add_char(out, '\n');
}

void codec_write_order_reply(struct buf *out, const struct order *order)
{
    struct json_object *object = json_object_new_object();
    add_values(object, &order_table, order->v, STYLE_REPLY);
    if (order->status != ORDER_STATUS_UNKNOWN)
        json_object_object_add(object, "status", codec_json_text(order_status_word(order->status)));
    add_items(object, order, STYLE_REPLY);
    codec_json_write(out, object, false);
}

void codec_write_lookup_row(struct buf *out, enum lookup_kind kind,
                            const char *const columns[LOOKUP_MAX_COLUMNS])
{
    const struct lookup_type *type = &lookup_types[kind];
    struct json_object *object = json_object_new_object();
    for (size_t i = 0; i < type->column_count; i++) {
        const char *key = type->columns[i].read_key;
        if (key && columns[i] && *columns[i])
            json_object_object_add(object, key, codec_json_text(columns[i]));
    }
    codec_json_write(out, object, false);
}

void codec_write_issues(struct buf *out, const struct issues *issues)
{
    struct json_object *object = json_object_new_object(), *array = json_object_new_array();
    json_object_object_add(object, "ok",
                           json_object_new_boolean(issues_count(issues, ISSUE_ERROR) == 0));
    for (size_t i = 0; i < issues->count; i++) {
        const struct issue *issue = &issues->list[i];
        struct json_object *one = json_object_new_object();
        json_object_object_add(one, "path", codec_json_text(issue->path));
        json_object_object_add(
            one, "severity", codec_json_text(issue->severity == ISSUE_ERROR ? "error" : "warning"));
        json_object_object_add(one, "code", codec_json_text(issue->code));
        json_object_object_add(one, "message", codec_json_text(issue->message));
        json_object_array_add(array, one);
    }
    json_object_object_add(object, "issues", array);
    codec_json_write(out, object, false);
}

const char *codec_outcome_word(enum api_outcome outcome)
{
    static const char *const words[] = {
        [API_DONE] = "created",       [API_PARTIAL] = "partial", [API_REFUSED] = "refused",
        [API_UNREACHED] = "not-sent", [API_UNKNOWN] = "unknown", [API_FAILED] = "unknown",
        [API_NO_BUDGET] = "not-sent",
    };
    return words[outcome];
}

static struct json_object *new_text_or_empty(const char *text)
{
    return codec_json_text(text ? text : "");
}

void codec_write_answer(struct buf *out, const struct api_answer *answer)
{
    struct json_object *object = json_object_new_object(), *array = json_object_new_array();
    json_object_object_add(object, "outcome", codec_json_text(codec_outcome_word(answer->outcome)));
    json_object_object_add(object, "standingOrderId", new_text_or_empty(answer->order_id));
    json_object_object_add(object, "standingOrderNumber", new_text_or_empty(answer->order_number));
    json_object_object_add(object, "message", new_text_or_empty(answer->message));
    for (size_t i = 0; i < answer->item_count; i++) {
        const struct api_item_answer *item = &answer->items[i];
        struct json_object *one = json_object_new_object();
        json_object_object_add(one, "identifier", new_text_or_empty(item->identifier));
        json_object_object_add(one, "status", json_object_new_int(item->is_accepted));
        json_object_object_add(one, "message", new_text_or_empty(item->message));
        json_object_object_add(one, "standingOrderItemId", new_text_or_empty(item->item_id));
        json_object_array_add(array, one);
    }
    json_object_object_add(object, "items", array);
    codec_json_write(out, object, false);
}
