/* What was written and cannot be read back, on disk; see remembered.h. A line for each value, under its
 * name in a request. Parts have no id: they are known by their product and place. */
#include "config.h"
#include "store/remembered.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/lines.h"
#include "store/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char head[] = "perennial remembered 1";
enum { MAX_FILE_BYTES = 16 << 20 };
enum line_part {
    LINE_AT,
    LINE_ITEM_ID,
    LINE_PRODUCT_ID,
    LINE_PLACE,
    LINE_TABLE,
    LINE_FIELD,
    LINE_TEXT,
    LINE_PARTS
};

static const struct field_table *const tables[] = { &order_table, &item_table, &breakdown_table };
enum { TABLES = sizeof tables / sizeof *tables };

static char *folder; /* below the data directory; NULL = of no profile */

void remembered_use_profile(const char *profile)
{
    free(folder);
    folder = place_name("remembered", profile);
}

static char *find_dir(void)
{
    return paths_join(PATHS_DATA, folder ? folder : "remembered/%");
}

static char *find_path(const char *dir, const char *order_id)
{
    char *file = place_name(dir, order_id), *path = mem_printf("%s.tsv", file);
    free(file);
    return path;
}

/* --- The list --- */

static void free_value(struct remembered_value *value)
{
    free(value->item_id);
    free(value->product_id);
    free(value->text);
}

void remembered_free(struct remembered *remembered)
{
    for (size_t i = 0; i < remembered->count; i++)
        free_value(&remembered->list[i]);
    free(remembered->list);
    *remembered = (struct remembered){ 0 };
}

static void add(struct remembered *remembered, const struct remembered_value *value)
{
    MEM_GROW(remembered->list, remembered->count, remembered->cap);
    struct remembered_value *copy = &remembered->list[remembered->count++];
    *copy = *value;
    copy->item_id = mem_strdup(value->item_id);
    copy->product_id = mem_strdup(value->product_id);
    copy->text = mem_strdup(value->text);
}

static void remove_value(struct remembered *remembered, const struct remembered_value *value)
{
    size_t at = (size_t)(value - remembered->list);
    free_value(&remembered->list[at]);
    memmove(&remembered->list[at], &remembered->list[at + 1],
            (--remembered->count - at) * sizeof *remembered->list);
}

static bool is_part_field(const struct field *field)
{
    return field >= breakdown_fields && field < breakdown_fields + BREAKDOWN_FIELDS;
}

static const struct remembered_value *find_part(const struct remembered *remembered,
                                                const char *item_id, const char *product_id,
                                                size_t part, const struct field *field)
{
    const struct remembered_value *only = NULL;
    size_t count = 0;
    for (size_t i = 0; i < remembered->count; i++) {
        const struct remembered_value *value = &remembered->list[i];
        if (value->field != field || strcmp(value->item_id, item_id) != 0 ||
            strcmp(value->product_id, product_id) != 0)
            continue;
        if (value->part == part)
            return value;
        only = value;
        count++;
    }
    return count == 1 ? only : NULL; /* of two parts of one product nobody knows which */
}

const struct remembered_value *remembered_find(const struct remembered *remembered,
                                               const struct item *item, int part,
                                               const struct field *field)
{
    const char *item_id = item ? value_text(item->v[ITEM_ID]) : "";
    if (item && !*item_id)
        return NULL;
    if (item && part >= 0) {
        if ((size_t)part >= item->breakdown_count)
            return NULL;
        const char *product = value_text(item->breakdowns[part].v[BREAKDOWN_PRODUCT_ID]);
        return *product ? find_part(remembered, item_id, product, (size_t)part, field) : NULL;
    }
    for (size_t i = 0; i < remembered->count; i++) {
        const struct remembered_value *value = &remembered->list[i];
        if (value->field == field && strcmp(value->item_id, item_id) == 0)
            return value;
    }
    return NULL;
}

/* --- Reading --- */

static const struct field *find_field(const char *table, const char *key)
{
    for (size_t i = 0; i < TABLES; i++) {
        if (strcmp(tables[i]->name, table) == 0)
            return field_by_write_key(tables[i], key, NULL);
    }
    return NULL;
}

static bool read_number(const char *text, long long *number)
{
    char *end;
    *number = strtoll(text, &end, 10);
    return *text && !*end && *number >= 0;
}

/* A line that cannot be understood is left out: what it said must be typed again. */
static void take_line(struct remembered *remembered, char *line)
{
    char *parts[LINE_PARTS];
    long long at, place;
    if (lines_split(line, parts, LINE_PARTS) != LINE_PARTS || !read_number(parts[LINE_AT], &at) ||
        !read_number(parts[LINE_PLACE], &place))
        return;
    const struct field *field = find_field(parts[LINE_TABLE], parts[LINE_FIELD]);
    if (!field || !*parts[LINE_TEXT])
        return;
    add(remembered, &(struct remembered_value){ .item_id = parts[LINE_ITEM_ID],
                                                .product_id = parts[LINE_PRODUCT_ID],
                                                .part = (size_t)place,
                                                .field = field,
                                                .text = parts[LINE_TEXT],
                                                .at = (time_t)at });
}

static bool load(const char *path, struct remembered *remembered, struct error *error)
{
    struct buf text = { 0 };
    if (!file_exists(path) && errno == ENOENT)
        return true;
    if (!file_read(path, MAX_FILE_BYTES, &text, error)) {
        buf_free(&text);
        return false;
    }
    /* what a crash of the machine cut off has no line break behind it */
    for (char *line = text.data, *end; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        take_line(remembered, line);
    }
    buf_free(&text);
    return true;
}

bool remembered_load(const char *order_id, struct remembered *remembered, struct error *error)
{
    remembered_free(remembered);
    if (!*order_id)
        return true;
    char *dir = find_dir(), *path = find_path(dir, order_id);
    bool done = load(path, remembered, error);
    free(dir);
    free(path);
    return done;
}

/* --- Taking up --- */

/* Codes and ids that look-ups give are found again by the name; whether a line is in boxes shows in
 * them. */
static bool is_remembered(const struct field *field)
{
    return field->write_key && !field->read_key && !field->update_only &&
           field != &item_fields[ITEM_TYPE] &&
           (field->lookup == LOOKUP_NONE || field == &order_fields[ORDER_SHIP_TO_ID]);
}

/* The values of one header, or of one line without its parts. */
static void take_values(struct remembered *remembered, const struct item *item,
                        const struct field_table *table, const struct value *values, time_t at)
{
    char *item_id = mem_strdup(item ? value_text(item->v[ITEM_ID]) : "");
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!is_remembered(field) || value_is_unknown(values[i]))
            continue;
        const struct remembered_value *old = remembered_find(remembered, item, -1, field);
        if (old)
            remove_value(remembered, old);
        if (value_is_set(values[i]))
            add(remembered, &(struct remembered_value){ .item_id = item_id,
                                                        .product_id = (char[]){ "" },
                                                        .field = field,
                                                        .text = values[i].text,
                                                        .at = at });
    }
    free(item_id);
}

/* What is to be known of one part: what was sent, else what was known of it. */
static void take_part(const struct remembered *old, struct remembered *now, const struct item *item,
                      size_t part, time_t at)
{
    const struct breakdown *breakdown = &item->breakdowns[part];
    const char *product = value_text(breakdown->v[BREAKDOWN_PRODUCT_ID]);
    for (size_t i = 0; *product && i < BREAKDOWN_FIELDS; i++) {
        const struct field *field = &breakdown_fields[i];
        if (!is_remembered(field))
            continue;
        const struct remembered_value *known = remembered_find(old, item, (int)part, field);
        struct remembered_value value = { .item_id = item->v[ITEM_ID].text,
                                          .product_id = breakdown->v[BREAKDOWN_PRODUCT_ID].text,
                                          .part = part,
                                          .field = field,
                                          .text = breakdown->v[i].text,
                                          .at = at };
        if (!value.text && known) {
            value.text = known->text;
            value.at = known->at;
        }
        if (value.text && *value.text)
            add(now, &value);
    }
}

/* A request that names parts names them all. */
static void take_parts(struct remembered *remembered, const struct item *item, time_t at)
{
    struct remembered now = { 0 };
    if (!item->breakdown_count)
        return;
    for (size_t i = 0; i < item->breakdown_count; i++)
        take_part(remembered, &now, item, i, at);
    for (size_t i = remembered->count; i-- > 0;) {
        const struct remembered_value *value = &remembered->list[i];
        if (is_part_field(value->field) &&
            strcmp(value->item_id, value_text(item->v[ITEM_ID])) == 0)
            remove_value(remembered, value);
    }
    for (size_t i = 0; i < now.count; i++)
        add(remembered, &now.list[i]);
    remembered_free(&now);
}

static void take_order(struct remembered *remembered, const struct order *sent, time_t at)
{
    take_values(remembered, NULL, &order_table, sent->v, at);
    for (size_t i = 0; i < sent->item_count; i++) {
        const struct item *item = &sent->items[i];
        if (!value_is_set(item->v[ITEM_ID]))
            continue;
        take_values(remembered, item, &item_table, item->v, at);
        take_parts(remembered, item, at);
    }
}

/* --- Writing --- */

static const struct field_table *find_table(const struct field *field)
{
    size_t i = 0;
    while (field < tables[i]->fields || field >= tables[i]->fields + tables[i]->count)
        i++;
    return tables[i];
}

static void write_value(struct buf *out, const struct remembered_value *value)
{
    lines_add_number(out, value->at);
    lines_add_field(out, value->item_id);
    lines_add_field(out, value->product_id);
    lines_add_number(out, (long long)value->part);
    lines_add_field(out, find_table(value->field)->name);
    lines_add_field(out, value->field->write_key);
    lines_add_field(out, value->text);
    buf_add_char(out, '\n');
}

static bool save(const char *path, const struct remembered *remembered, struct error *error)
{
    struct buf out = { 0 };
    if (!remembered->count)
        return unlink(path) == 0 || errno == ENOENT ||
               error_set(error, "%s cannot be removed: %s", path, strerror(errno));
    buf_addf(&out, "%s\n", head);
    for (size_t i = 0; i < remembered->count; i++)
        write_value(&out, &remembered->list[i]);
    bool done = file_write(path, out.data, out.len, 0600, error);
    buf_free(&out);
    return done;
}

bool remembered_add(const char *order_id, const struct order *sent, time_t at, struct error *error)
{
    struct remembered remembered = { 0 };
    if (!*order_id) /* all orders without an id would share one file */
        return true;
    char *dir = find_dir(), *path = find_path(dir, order_id),
         *lock_path = mem_printf("%s/lock", dir);
    int lock = file_make_dirs(dir, error) ? file_lock(lock_path, true, error) : -1;
    bool done = lock >= 0 && load(path, &remembered, error);
    if (done) {
        take_order(&remembered, sent, at);
        done = save(path, &remembered, error);
    }
    file_unlock(lock);
    remembered_free(&remembered);
    free(dir);
    free(path);
    free(lock_path);
    return done;
}
