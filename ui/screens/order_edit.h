/* What the screens above the order form share that edit a piece of its order: all fields of a line, the
 * parts of a box. Their structs begin with a struct order_edit; picking, undo, setting back and leaving
 * for the review or the next problem are here. */
#ifndef UI_SCREENS_ORDER_EDIT_H
#define UI_SCREENS_ORDER_EDIT_H

#include "ui/screens/order_doc.h"

struct order_edit;

struct order_edit_class {
    struct order_place (*cursor)(const void *screen);
    /* Ends typing at the cursor, so that the order may be changed; completes and judges. */
    void (*leave)(void *screen);
    /* Lays out anew after the order was changed, and goes to the place; it may be on another line, or
     * its field NULL: then the cursor stays where it is. */
    void (*go)(void *screen, struct order_place place);
    void (*go_back)(void *screen);
};

struct order_edit {
    struct ui *ui;
    struct order_doc *doc; /* outlives the screen */
    const struct order_edit_class *is;
    struct order_place picking;
    bool is_picked; /* a row was just taken from a list */
};

/* For tables of bindings. */
bool order_edit_can_write(const void *screen, struct buf *why);
bool order_edit_can_undo(const void *screen, struct buf *why);
bool order_edit_can_redo(const void *screen, struct buf *why);
bool order_edit_can_set_back(const void *screen, struct buf *why);
bool order_edit_can_recall(const void *screen, struct buf *why);

extern const struct screen_cost order_edit_costs[];

#define ORDER_EDIT_BINDINGS                                                                        \
    { { "F4", "Ctrl-F" }, ACTION_PROMPT, "Pick", order_edit_can_write },                           \
        { { "F10", "Ctrl-S" }, ACTION_ORDER_REVIEW, "Review+send", order_edit_can_write },         \
        { { "Alt-u", "Ctrl-_" }, ACTION_UNDO, "Undo", order_edit_can_undo },                       \
        { { "Alt-r" }, ACTION_REDO, "Redo", order_edit_can_redo },                                 \
        { { "Alt-w" }, ACTION_AS_IT_WAS, "As it was", order_edit_can_set_back },                   \
        { { "Ctrl-P" }, ACTION_RECALL, "Written before", order_edit_can_recall },                  \
        { { "Ctrl-K" }, ACTION_FIELD_EXIT, "Field exit", order_edit_can_write },                   \
        { { "Alt-p" }, ACTION_NEXT_PROBLEM, "Next problem", order_edit_can_write },                \
        { { "Tab", "Enter" }, ACTION_NEXT_FIELD, NULL, NULL },                                     \
        { { "Shift-Tab" }, ACTION_PREVIOUS_FIELD, NULL, NULL },                                    \
        { { "Up" }, ACTION_MOVE_UP, NULL, NULL },                                                  \
    {                                                                                              \
        { "Down" }, ACTION_MOVE_DOWN, NULL, NULL                                                   \
    }

enum ui_handled order_edit_act(void *screen, enum action action);
void order_edit_typed(void *screen); /* the value at the cursor was changed by a key */
void order_edit_left(struct order_edit *edit, struct order_place place); /* for `leave` */
void order_edit_woken(void *screen);
void order_edit_write_help(const struct order_edit *edit, struct buf *out);

#endif
