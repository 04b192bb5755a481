/* Replies and bodies of the administration path; see codec_admin.h. The scanner says what is JSON; what it
 * does not know is passed over. */
#include "config.h"
#include "api/codec_admin.h"
#include "api/codec_json.h"
#include "api/scan.h"
#include "base/mem.h"
#include "base/names.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 16, MAX_VALUE_BYTES = 1 << 16 };

/* What the object or array that is being read stands for. */
enum place {
    PLACE_SKIP,
    PLACE_TOP,
    PLACE_TOKENS,
    PLACE_TOKEN,
    PLACE_TICKED, /* the methods of a token */
    PLACE_METHODS,
    PLACE_METHOD,
    PLACE_TYPES /* those that may call a method */
};

/* The texts of a token, in the order of `names`. */
enum text {
    TEXT_ID,
    TEXT_TYPE,
    TEXT_OWNER_ID,
    TEXT_OWNER_CODE,
    TEXT_OWNER_NAME,
    TEXT_DESCRIPTION,
    TEXT_PRINT,
    TEXT_MADE,
    TEXT_USED,
    TEXT_REVOKED,
    TEXT_AT_START,
    TEXT_TOKEN,
    TEXTS
};

static const char *const names[TEXTS] = {
    "id",    "type", "ownerId", "ownerCode", "ownerName", "description",
    "print", "made", "used",    "revoked",   "atStart",   "token",
};

struct row {
    char *texts[TEXTS]; /* NULL = not said */
    struct buf methods;
};

struct choice {
    char *name;
    unsigned types;
};

struct codec_admin {
    struct scan *scan;
    enum place places[MAX_DEPTH + 1];
    size_t depth;
    bool is_object, has_tokens, has_methods, has_row;
    struct buf key;
    int status;
    char *message;
    struct row *rows; /* the first one is what stands at the top */
    size_t row_count, row_cap;
    struct choice *methods;
    size_t method_count, method_cap;
};

static struct row *add_row(struct codec_admin *reader)
{
    MEM_GROW(reader->rows, reader->row_count, reader->row_cap);
    struct row *row = &reader->rows[reader->row_count++];
    *row = (struct row){ 0 };
    return row;
}

static enum place place_of_array(struct codec_admin *reader, enum place in)
{
    const char *key = buf_text(&reader->key);
    if (in == PLACE_TOP && names_equal(key, "tokens")) {
        reader->has_tokens = true;
        return PLACE_TOKENS;
    }
    if (in == PLACE_TOP && names_equal(key, "apiMethods")) {
        reader->has_methods = true;
        return PLACE_METHODS;
    }
    if ((in == PLACE_TOP || in == PLACE_TOKEN) && names_equal(key, "methods"))
        return PLACE_TICKED;
    return in == PLACE_METHOD && names_equal(key, "types") ? PLACE_TYPES : PLACE_SKIP;
}

static enum place place_of_object(struct codec_admin *reader, enum place in)
{
    if (!reader->depth) {
        reader->is_object = true;
        return PLACE_TOP;
    }
    if (in == PLACE_TOKENS) {
        add_row(reader);
        return PLACE_TOKEN;
    }
    if (in != PLACE_METHODS)
        return PLACE_SKIP;
    MEM_GROW(reader->methods, reader->method_count, reader->method_cap);
    reader->methods[reader->method_count++] = (struct choice){ 0 };
    return PLACE_METHOD;
}

static void replace(char **text, const struct scan_token *token)
{
    if (*text)
        mem_wipe(*text, strlen(*text));
    free(*text);
    *text = token->kind == SCAN_NULL ? NULL : mem_strdup(token->text);
}

static void take_member(struct codec_admin *reader, struct row *row, const struct scan_token *token)
{
    for (int i = 0; i < TEXTS; i++)
        if (names_equal(buf_text(&reader->key), names[i])) {
            replace(&row->texts[i], token);
            reader->has_row |= row == reader->rows && i == TEXT_ID;
        }
}

static void take_top(struct codec_admin *reader, const struct scan_token *token)
{
    const char *key = buf_text(&reader->key);
    if (names_equal(key, "status"))
        reader->status = strcmp(token->text, "1") == 0 ? 1 : strcmp(token->text, "0") == 0 ? 0 : -1;
    else if (names_equal(key, "message"))
        replace(&reader->message, token);
    else
        take_member(reader, &reader->rows[0], token);
}

static void take_value(struct codec_admin *reader, enum place in, const struct scan_token *token)
{
    struct row *row = &reader->rows[reader->row_count - 1];
    struct choice *choice =
        reader->method_count ? &reader->methods[reader->method_count - 1] : NULL;
    if (in == PLACE_TOP)
        take_top(reader, token);
    else if (in == PLACE_TOKEN)
        take_member(reader, row, token);
    else if (in == PLACE_TICKED)
        buf_addf(&row->methods, "%s%s", row->methods.len ? " " : "", token->text);
    else if (in == PLACE_METHOD && names_equal(buf_text(&reader->key), "method"))
        replace(&choice->name, token);
    for (int i = TOKEN_COMPANY; in == PLACE_TYPES && i <= TOKEN_VENDOR; i++)
        if (names_equal(token->text, token_type_word((enum token_type)i)))
            choice->types |= 1U << i;
}

static bool take_event(void *context, const struct scan_token *token)
{
    struct codec_admin *reader = context;
    enum place in = reader->depth ? reader->places[reader->depth] : PLACE_SKIP;
    switch (token->event) {
    case SCAN_BEGIN_OBJECT:
    case SCAN_BEGIN_ARRAY: {
        enum place place = token->event == SCAN_BEGIN_OBJECT ? place_of_object(reader, in)
                                                             : place_of_array(reader, in);
        reader->places[++reader->depth] = place;
        break;
    }
    case SCAN_END_OBJECT:
    case SCAN_END_ARRAY:
        reader->depth--;
        break;
    case SCAN_KEY:
        buf_set(&reader->key, token->text);
        break;
    case SCAN_VALUE:
        take_value(reader, in, token);
        break;
    }
    return true;
}

struct codec_admin *codec_admin_new(void)
{
    struct codec_admin *reader = mem_calloc(1, sizeof *reader);
    const struct scan_options options = { .max_depth = MAX_DEPTH,
                                          .max_value_bytes = MAX_VALUE_BYTES,
                                          .on_event = take_event,
                                          .context = reader };
    reader->scan = scan_new(&options);
    reader->status = -1;
    add_row(reader);
    return reader;
}

void codec_admin_free(struct codec_admin *reader)
{
    if (!reader)
        return;
    scan_free(reader->scan);
    for (size_t i = 0; i < reader->row_count; i++) {
        struct row *row = &reader->rows[i];
        for (int t = 0; t < TEXTS; t++) {
            if (row->texts[t])
                mem_wipe(row->texts[t], strlen(row->texts[t]));
            free(row->texts[t]);
        }
        buf_free(&row->methods);
    }
    free(reader->rows);
    for (size_t i = 0; i < reader->method_count; i++)
        free(reader->methods[i].name);
    free(reader->methods);
    free(reader->message);
    buf_free(&reader->key);
    free(reader);
}

bool codec_admin_feed(struct codec_admin *reader, const char *bytes, size_t len,
                      struct error *error)
{
    return scan_feed(reader->scan, bytes, len, error);
}

bool codec_admin_finish(struct codec_admin *reader, struct error *error)
{
    return scan_finish(reader->scan, error) &&
           (reader->is_object || error_set(error, "it is no JSON object"));
}

int codec_admin_status(const struct codec_admin *reader)
{
    return reader->status;
}

const char *codec_admin_message(const struct codec_admin *reader)
{
    return reader->message ? reader->message : "";
}

bool codec_admin_has_list(const struct codec_admin *reader)
{
    return reader->has_tokens && reader->has_methods;
}

static enum token_type read_type(const char *word)
{
    for (int i = TOKEN_COMPANY; i <= TOKEN_VENDOR; i++)
        if (names_equal(word, token_type_word((enum token_type)i)))
            return (enum token_type)i;
    return TOKEN_UNKNOWN;
}

bool codec_admin_token(const struct codec_admin *reader, size_t index, struct admin_token *token)
{
    const char *texts[TEXTS];
    if (!reader->has_row)
        index++;
    if (index >= reader->row_count)
        return false;
    const struct row *row = &reader->rows[index];
    for (int i = 0; i < TEXTS; i++)
        texts[i] = row->texts[i] ? row->texts[i] : "";
    *token = (struct admin_token){ .id = texts[TEXT_ID],
                                   .type = read_type(texts[TEXT_TYPE]),
                                   .owner_id = texts[TEXT_OWNER_ID],
                                   .owner_code = texts[TEXT_OWNER_CODE],
                                   .owner_name = texts[TEXT_OWNER_NAME],
                                   .description = texts[TEXT_DESCRIPTION],
                                   .methods = buf_text(&row->methods),
                                   .print = texts[TEXT_PRINT],
                                   .made = texts[TEXT_MADE],
                                   .used = texts[TEXT_USED],
                                   .revoked = texts[TEXT_REVOKED],
                                   .is_at_start = strcmp(texts[TEXT_AT_START], "1") == 0,
                                   .token = texts[TEXT_TOKEN] };
    return true;
}

const char *codec_admin_method(const struct codec_admin *reader, size_t index, unsigned *types)
{
    if (index >= reader->method_count)
        return NULL;
    *types = reader->methods[index].types;
    return reader->methods[index].name ? reader->methods[index].name : "";
}

/* ------ writing ------ */

static void add_text(struct json_object *object, const char *name, const char *text)
{
    if (text)
        json_object_object_add(object, name, codec_json_text(text));
}

/* The description, and the names as an array. */
static void add_what_can_change(struct json_object *object, const struct admin_token *token)
{
    add_text(object, "description", token->description);
    if (!token->methods)
        return;
    struct json_object *methods = json_object_new_array();
    for (const char *at = token->methods + strspn(token->methods, " "); *at;
         at += strspn(at, " ")) {
        char *name = mem_strndup(at, strcspn(at, " "));
        json_object_array_add(methods, codec_json_text(name));
        at += strlen(name);
        free(name);
    }
    json_object_object_add(object, "methods", methods);
}

void codec_admin_write_issue(struct buf *out, const struct admin_token *token)
{
    struct json_object *object = json_object_new_object();
    add_text(object, "type", token_type_word(token->type));
    if (token->owner_id && *token->owner_id)
        add_text(object, "ownerId", token->owner_id);
    add_what_can_change(object, token);
    codec_json_write(out, object, false);
}

void codec_admin_write_edit(struct buf *out, const struct admin_token *token)
{
    struct json_object *object = json_object_new_object();
    add_what_can_change(object, token);
    codec_json_write(out, object, false);
}
