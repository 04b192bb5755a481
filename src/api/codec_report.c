/* What commands report, as JSON; see codec.h. */
#include "config.h"
#include "api/codec.h"
#include "api/codec_json.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

static struct json_object *new_rows(const struct codec_list *list)
{
    struct json_object *array = json_object_new_array();
    for (size_t row = 0; row < list->row_count; row++) {
        struct json_object *one = json_object_new_object();
        for (size_t i = 0; i < list->key_count; i++) {
            const char *text = list->cells[row * list->key_count + i];
            if (text)
                json_object_object_add(one, list->keys[i], codec_json_text(text));
        }
        json_object_array_add(array, one);
    }
    return array;
}

static struct json_object *new_value(const struct codec_member *member)
{
    bool is_true = strcmp(member->text, "true") == 0;
    if (!member->is_bare)
        return codec_json_text(member->text);
    if (is_true || strcmp(member->text, "false") == 0)
        return json_object_new_boolean(is_true);
    return json_object_new_int64(strtoll(member->text, NULL, 10));
}

void codec_write_report(struct buf *out, const struct codec_member *members, size_t member_count,
                        const struct codec_list *lists, size_t list_count)
{
    struct json_object *object = json_object_new_object();
    for (size_t i = 0; i < member_count; i++)
        if (members[i].text)
            json_object_object_add(object, members[i].name, new_value(&members[i]));
    for (size_t i = 0; i < list_count; i++)
        json_object_object_add(object, lists[i].name, new_rows(&lists[i]));
    codec_json_write(out, object, false);
}
