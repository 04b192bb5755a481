/* JSON as the sandbox reads and writes it; see json.h. A pass over the text decides what tokens are
 * allowed and puts quotes around the bare ones, because json-c takes more than JSON is and clamps
 * long numbers; json-c then judges the grammar and builds the tree. */
#include "config.h"
#include "sandbox/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/money.h"

#include <inttypes.h>
#include <json-c/json.h>
#include <string.h>

enum { MAX_DEPTH = 16 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The bytes of the number at `text`, which ends in a NUL; 0 where it is none. */
static size_t number_bytes(const char *text)
{
    const char *at = text;
    if (*at == '-')
        at++;
    if (*at == '0')
        at++;
    else if (is_digit(*at))
        while (is_digit(*at))
            at++;
    else
        return 0;
    if (*at == '.') {
        if (!is_digit(*++at))
            return 0;
        while (is_digit(*at))
            at++;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        if (*at == '+' || *at == '-')
            at++;
        if (!is_digit(*at))
            return 0;
        while (is_digit(*at))
            at++;
    }
    return (size_t)(at - text);
}

/* The bytes of the string at `text`, quotes included; 0 where it is none. */
static size_t string_bytes(const char *text)
{
    const char *at = text + 1;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20) /* the closing NUL too */
            return 0;
        if (*at == '\\') {
            at++;
            if (!*at || !strchr("\"\\/bfnrtu", *at) || strncmp(at, "u0000", 5) == 0)
                return 0;
        }
    }
    return (size_t)(at + 1 - text);
}

/* The same JSON with every scalar as a string; false at the byte where it stops being JSON. */
static bool quote_scalars(const char *text, struct buf *out, size_t *where)
{
    static const struct {
        const char *word, *quoted;
    } words[] = { { "true", "\"1\"" }, { "false", "\"0\"" }, { "null", "\"\"" } };
    const char *at = text;
    while (*at) {
        *where = (size_t)(at - text);
        size_t len = 0;
        if (strchr(" \t\r\n{}[]:,", *at)) {
            buf_add_char(out, *at);
            len = 1;
        } else if (*at == '"') {
            len = string_bytes(at);
            buf_add_bytes(out, at, len);
        } else if ((len = number_bytes(at))) {
            buf_add_char(out, '"');
            buf_add_bytes(out, at, len);
            buf_add_char(out, '"');
        } else {
            for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strncmp(at, words[i].word, strlen(words[i].word)) == 0) {
                    buf_add(out, words[i].quoted);
                    len = strlen(words[i].word);
                }
        }
        bool is_bare = !strchr(" \t\r\n{}[]:,\"", *at);
        at += len;
        if (!len || (is_bare && at[strspn(at, " \t\r\n")] == ':')) /* names are in quotes */
            return false;
    }
    return true;
}

struct json *json_read(const char *text, size_t len, struct error *error)
{
    if (strlen(text) != len || !utf8_is_valid(text, len)) {
        error_set(error, "The body is not valid UTF-8");
        return NULL;
    }
    struct buf quoted = { 0 };
    size_t where = 0;
    json_object *root = NULL;
    if (!quote_scalars(text, &quoted, &where)) {
        error_set(error, "The body is not JSON: byte %zu cannot be read", where + 1);
    } else {
        struct json_tokener *tokener = json_tokener_new_ex(MAX_DEPTH);
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
        root = json_tokener_parse_ex(tokener, buf_text(&quoted), (int)quoted.len + 1);
        enum json_tokener_error result = json_tokener_get_error(tokener);
        if (result != json_tokener_success) {
            error_set(error, "The body is not JSON: %s", json_tokener_error_desc(result));
            json_object_put(root);
            root = NULL;
        } else if (!root) {
            error_set(error, "The body is empty; it must be a JSON object");
        }
        json_tokener_free(tokener);
    }
    buf_wipe(&quoted);
    return (struct json *)root;
}

void json_free(struct json *root)
{
    json_object_put((json_object *)root);
}

static json_object *object_of(const struct json *value)
{
    union { /* json-c takes no const even where it only reads */
        const struct json *value;
        json_object *object;
    } both = { .value = value };
    return both.object;
}

bool json_is_object(const struct json *value)
{
    return value && json_object_is_type(object_of(value), json_type_object);
}

bool json_is_array(const struct json *value)
{
    return value && json_object_is_type(object_of(value), json_type_array);
}

const struct json *json_member(const struct json *object, const char *name)
{
    json_object *member = NULL;
    if (json_is_object(object))
        json_object_object_get_ex(object_of(object), name, &member);
    return (const struct json *)member;
}

const char *json_odd_name(const struct json *object, const char *const *known)
{
    if (!json_is_object(object))
        return NULL;
    json_object_object_foreach(object_of(object), name, value)
    {
        const char *const *at = known;
        (void)value;
        while (*at && strcmp(*at, name) != 0)
            at++;
        if (!*at)
            return name;
    }
    return NULL;
}

size_t json_count(const struct json *array)
{
    return json_is_array(array) ? json_object_array_length(object_of(array)) : 0;
}

const struct json *json_at(const struct json *array, size_t at)
{
    return (const struct json *)json_object_array_get_idx(object_of(array), at);
}

const char *json_text(const struct json *value)
{
    if (!value || !json_object_is_type(object_of(value), json_type_string))
        return NULL;
    return json_object_get_string(object_of(value));
}

static void add_quoted(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            buf_add_char(out, '\\');
            buf_add_char(out, *text);
        } else if (c == '\n') {
            buf_add(out, "\\n");
        } else if (c < 0x20) {
            buf_addf(out, "\\u%04x", c);
        } else {
            buf_add_char(out, *text);
        }
    }
    buf_add_char(out, '"');
}

static void add_key(struct buf *out, const char *key)
{
    if (out->len && !strchr("{[,:", out->data[out->len - 1]))
        buf_add_char(out, ',');
    if (key) {
        add_quoted(out, key);
        buf_add_char(out, ':');
    }
}

void json_open(struct buf *out, const char *key, char bracket)
{
    add_key(out, key);
    buf_add_char(out, bracket);
}

void json_close(struct buf *out, char bracket)
{
    buf_add_char(out, bracket);
}

void json_add_text(struct buf *out, const char *key, const char *text)
{
    add_key(out, key);
    add_quoted(out, text);
}

void json_add_int(struct buf *out, const char *key, int64_t number)
{
    add_key(out, key);
    buf_addf(out, "%" PRId64, number);
}

void json_add_amount(struct buf *out, const char *key, int64_t amount)
{
    add_key(out, key);
    money_write(out, amount);
}

void json_add_raw(struct buf *out, const char *key, const char *raw)
{
    add_key(out, key);
    buf_add(out, raw);
}
