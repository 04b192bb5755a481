/* Look-up lists read from the service, kept in memory as long as the ui lives: one for each kind,
 * ship-tos for each customer. Knows nothing of screens. */
#ifndef UI_SCREENS_LOOKUPS_H
#define UI_SCREENS_LOOKUPS_H

#include "model/lookup.h"
#include "ui/ui.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct lookups_entry {
    const struct lookup_list *list; /* the last one read whole; empty where there is none */
    bool is_read;                   /* it was read whole at least once */
    bool is_reading;
    size_t arrived;    /* rows of the read under way */
    time_t read_at;    /* when `list` was read */
    const char *error; /* why the last read came to nothing; "" = it did not */
};

/* What is known of a list. `customer_id` counts for ship-tos only and may be NULL otherwise. The
 * pointers are good until the loop runs again. */
struct lookups_entry lookups_get(struct ui *ui, enum lookup_kind kind, const char *customer_id);
/* Asks the service (one request, which may use the reserve where the list is not in memory yet), unless it is being asked already; a list in memory stays until
 * the new one is whole. */
void lookups_read(struct ui *ui, enum lookup_kind kind, const char *customer_id);
/* How many requests it takes to have the list: 0 where it is there or on its way, and for LOOKUP_NONE. */
int lookups_price(struct ui *ui, enum lookup_kind kind, const char *customer_id);
/* Whether it may be asked for where it is not in memory yet; false and a sentence where not. */
bool lookups_can_read(struct ui *ui, enum lookup_kind kind, struct buf *why);
/* Drops a read under way; what arrived of it is forgotten. */
void lookups_stop(struct ui *ui, enum lookup_kind kind, const char *customer_id);

/* The row whose id, code or name is `text` (letter case ignored), from memory alone: true where
 * the list is there and has exactly one such row. For completing a form without a request. */
bool lookups_find(struct ui *ui, enum lookup_kind kind, const char *customer_id,
                  enum lookup_part part, const char *text, const struct lookup_list **list,
                  size_t *row);

#endif
