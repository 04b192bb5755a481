/* What the codec's writing files share of json-c; see codec_write.c. */
#ifndef API_CODEC_JSON_H
#define API_CODEC_JSON_H

#include "base/buf.h"

#include <stdbool.h>

struct json_object;

/* A text; what is no UTF-8 in it is made visible. */
struct json_object *codec_json_text(const char *text);
/* Appends the object to `out`, indented for people or on one line, and frees it. */
void codec_json_write(struct buf *out, struct json_object *object, bool indent);

#endif
