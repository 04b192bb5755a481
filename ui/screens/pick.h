/* Picking a row from a look-up list of the service: customers, carriers, products … */
#ifndef UI_SCREENS_PICK_H
#define UI_SCREENS_PICK_H

#include "model/lookup.h"
#include "ui/ui.h"

/* The argument of ui_push(); all texts are copied. */
struct pick_start {
    enum lookup_kind kind;
    const char *customer_id; /* ship-tos: whose; NULL or "" otherwise */
    const char *typed;       /* what stands in the field: narrows the list; NULL = nothing */
    const char *title;       /* NULL = after the kind: "Pick a customer" */
    /* Called once, after the screen was taken off the stack; not when nothing was picked. */
    void (*on_pick)(void *context, const struct lookup_list *list, size_t row);
    void *context;
};

extern const struct screen_class pick_screen;

#endif
