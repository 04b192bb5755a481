/* Undo and redo of an order's edits, without limit. It keeps only what each step changed: header
 * values, and the run of lines that was replaced by another. It finds them by comparing with the
 * order as it last saw it, so whoever edits need not say what he did. */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include "model/order.h"

#include <stdbool.h>
#include <stddef.h>

struct history_step;

struct history { /* zeroed: nothing begun */
    struct history_step *steps;
    size_t count, cap, at; /* `at` steps are done; those behind can be redone */
    struct order last;     /* the order as it was last seen */
    unsigned long token;   /* of the step done last */
};

/* What undo or redo replaced: `removed` lines at `first` made way for `inserted` ones. */
struct history_change {
    size_t first, removed, inserted;
    int header_field; /* an enum order_field that changed; -1 = none */
    int item_field;   /* where one line changed in one value: that enum item_field; else -1 */
};

void history_begin(struct history *history, const struct order *order); /* forgets all steps */
/* Notes what has changed since it was last called. A `token` that is not 0 and the same as the last
 * step's makes it one step with that one: keys typed into one field. False where nothing changed. */
bool history_note(struct history *history, const struct order *order, unsigned long token);
bool history_can_undo(const struct history *history);
bool history_can_redo(const struct history *history);
/* Take one step back or forward in `order`, which is as it was when last noted. */
bool history_undo(struct history *history, struct order *order, struct history_change *change);
bool history_redo(struct history *history, struct order *order, struct history_change *change);
void history_free(struct history *history);

#endif
