/* The sandbox's own reading and writing of JSON. Reading is strict: what RFC 8259 does not allow is
 * refused. Scalars come as text: numbers in exactly the digits that were sent, true and false as "1"
 * and "0", null as "". json.c is the only file of the sandbox that includes json-c. */
#ifndef SANDBOX_JSON_H
#define SANDBOX_JSON_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json;

/* The whole text as one value, to be freed; NULL and a sentence where it is not JSON. */
struct json *json_read(const char *text, size_t len, struct error *error);
void json_free(struct json *root);

bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
/* NULL where `object` is none or has no such member. */
const struct json *json_member(const struct json *object, const char *name);
/* The first name that is not among `known` (NULL ends them), NULL where there is none. */
const char *json_odd_name(const struct json *object, const char *const *known);
size_t json_count(const struct json *array); /* 0 for what is no array */
const struct json *json_at(const struct json *array, size_t at);
/* The text of a scalar; NULL for NULL, arrays and objects. */
const char *json_text(const struct json *value);

/* Writing. A comma is put where one is needed, by what the buffer ends in; `key` may be NULL (in
 * arrays). Amounts are ten-thousandths. */
void json_open(struct buf *out, const char *key, char bracket);
void json_close(struct buf *out, char bracket);
void json_add_text(struct buf *out, const char *key, const char *text);
void json_add_int(struct buf *out, const char *key, int64_t number);
void json_add_amount(struct buf *out, const char *key, int64_t amount);
void json_add_raw(struct buf *out, const char *key, const char *raw);

#endif
