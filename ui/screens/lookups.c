/* Look-up lists in memory and their reading; see lookups.h. Knows the service and the model, nothing
 * of screens, keys or drawing. */
#include "config.h"
#include "ui/screens/lookups.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    struct ui *ui;
    struct api api;
    char *customer_id;            /* "" but for ship-tos */
    struct lookup_list *list;     /* never NULL */
    struct lookup_list *incoming; /* NULL while nothing is asked */
    unsigned request;
    bool is_read;
    time_t read_at;
    struct buf error;
};

struct lookups {
    struct entry **entries; /* pointers, for answers hold on to them */
    size_t count, cap;
};

static const char lookups_key;

static struct lookup_list *new_list(enum lookup_kind kind)
{
    struct lookup_list *list = mem_calloc(1, sizeof *list);
    list->kind = kind;
    return list;
}

static void free_list(struct lookup_list *list)
{
    if (list)
        lookup_list_free(list);
    free(list);
}

static void stop(struct entry *entry)
{
    if (!entry->incoming)
        return;
    entry->api.ops->drop(entry->api.self, entry->request);
    free_list(entry->incoming);
    entry->incoming = NULL;
}

static void free_lookups(void *thing)
{
    struct lookups *lookups = thing;
    for (size_t i = 0; i < lookups->count; i++) {
        struct entry *entry = lookups->entries[i];
        stop(entry);
        free_list(entry->list);
        free(entry->customer_id);
        buf_free(&entry->error);
        free(entry);
    }
    free(lookups->entries);
    free(lookups);
}

static struct entry *find_entry(struct ui *ui, enum lookup_kind kind, const char *customer_id)
{
    const char *customer = kind == LOOKUP_SHIP_TOS && customer_id ? customer_id : "";
    const struct lookups *lookups = ui_kept(ui, &lookups_key);
    for (size_t i = 0; lookups && i < lookups->count; i++) {
        struct entry *entry = lookups->entries[i];
        if (entry->list->kind == kind && strcmp(entry->customer_id, customer) == 0)
            return entry;
    }
    return NULL;
}

static struct entry *make_entry(struct ui *ui, enum lookup_kind kind, const char *customer_id)
{
    struct lookups *lookups = ui_kept(ui, &lookups_key);
    if (!lookups) {
        lookups = mem_calloc(1, sizeof *lookups);
        ui_keep(ui, &lookups_key, lookups, free_lookups);
    }
    MEM_GROW(lookups->entries, lookups->count, lookups->cap);
    struct entry *entry = mem_calloc(1, sizeof *entry);
    entry->ui = ui;
    entry->api = *ui_api(ui);
    entry->customer_id = mem_strdup(kind == LOOKUP_SHIP_TOS && customer_id ? customer_id : "");
    entry->list = new_list(kind);
    lookups->entries[lookups->count++] = entry;
    return entry;
}

struct lookups_entry lookups_get(struct ui *ui, enum lookup_kind kind, const char *customer_id)
{
    static const struct lookup_list nothing = { 0 };
    const struct entry *entry = find_entry(ui, kind, customer_id);
    if (!entry)
        return (struct lookups_entry){ .list = &nothing, .error = "" };
    return (struct lookups_entry){
        .list = entry->list,
        .is_read = entry->is_read,
        .is_reading = entry->incoming,
        .arrived = entry->incoming ? entry->incoming->count : 0,
        .read_at = entry->read_at,
        .error = buf_text(&entry->error),
    };
}

static void take_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    struct entry *entry = context;
    lookup_list_add(entry->incoming, columns);
}

static void begin_again(void *context, const struct api_again *again)
{
    struct entry *entry = context;
    lookup_list_free(entry->incoming);
    ui_say_again(entry->ui, again);
}

static void take_answer(void *context, const struct api_answer *answer)
{
    struct entry *entry = context;
    struct lookup_list *incoming = entry->incoming;
    ui_say_again(entry->ui, NULL);
    entry->incoming = NULL;
    if (answer->outcome == API_DONE) {
        free_list(entry->list);
        entry->list = incoming;
        entry->is_read = true;
        entry->read_at = clock_now();
    } else {
        free_list(incoming);
        buf_set(&entry->error, answer->message);
    }
}

void lookups_read(struct ui *ui, enum lookup_kind kind, const char *customer_id)
{
    struct entry *entry = find_entry(ui, kind, customer_id);
    if (!entry)
        entry = make_entry(ui, kind, customer_id);
    if (entry->incoming)
        return;
    buf_clear(&entry->error);
    entry->incoming = new_list(kind);
    entry->request = entry->api.ops->look_up(
        entry->api.self, &(struct api_lookup_call){
                             .purpose = entry->is_read ? API_LOOKING : API_SAVING,
                             .kind = kind,
                             .customer_id = entry->customer_id,
                             .on_row = take_row,
                             .on_again = begin_again,
                             .on_done = take_answer,
                             .context = entry,
                         });
}

int lookups_price(struct ui *ui, enum lookup_kind kind, const char *customer_id)
{
    const struct entry *entry = find_entry(ui, kind, customer_id);
    return kind != LOOKUP_NONE && !(entry && (entry->is_read || entry->incoming));
}

bool lookups_can_read(struct ui *ui, enum lookup_kind kind, struct buf *why)
{
    return ui_can_ask(ui, methods_of_lookup(kind), 1, API_SAVING, why);
}

void lookups_stop(struct ui *ui, enum lookup_kind kind, const char *customer_id)
{
    struct entry *entry = find_entry(ui, kind, customer_id);
    if (!entry || !entry->incoming)
        return;
    stop(entry);
    ui_say_again(ui, NULL);
}

bool lookups_find(struct ui *ui, enum lookup_kind kind, const char *customer_id,
                  enum lookup_part part, const char *text, const struct lookup_list **list,
                  size_t *row)
{
    const struct entry *entry = find_entry(ui, kind, customer_id);
    if (!entry || !*text)
        return false;
    *list = entry->list;
    return lookup_list_find(entry->list, part, text, row) == 1;
}
