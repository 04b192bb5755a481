/* Fields of one record, placed on screen, one of them edited. Knows fields and values, nothing of
 * orders. Scrolls where it is taller than its area. */
#ifndef UI_WIDGETS_FORM_H
#define UI_WIDGETS_FORM_H

#include "ui/action.h"
#include "ui/widgets/entry.h"

struct form_place {
    const struct field *field;
    struct value *value;
    int y, x;       /* of the label; the mark (* + ! w c) stands one column before it */
    int label_cols; /* 0 = no label; the value follows behind it and one blank */
    int cols;       /* of the value */
    bool read_only;
};

struct form {
    struct form_place *places;
    size_t count, cap;
    size_t focus;
    int top; /* first row shown */
    struct entry entry;
    bool focused; /* false: another part of the screen has the cursor */
};

/* What a form asks while it draws. */
struct form_eyes {
    const struct issue *(*issue_at)(void *context,
                                    const struct form_place *place);    /* may be NULL */
    bool (*is_required)(void *context, const struct form_place *place); /* may be NULL */
    bool (*is_changed)(void *context, const struct form_place *place);  /* may be NULL */
    void *context;
};

void form_clear(struct form *form); /* no places */
void form_free(struct form *form);
void form_add(struct form *form, struct form_place place);
void form_focus(struct form *form, size_t place); /* opens its entry */
void form_blur(struct form *form);
/* Another value or record is in the places from now on: nothing is written to the old ones. */
void form_forget(struct form *form);
bool form_move(struct form *form, int steps); /* over read-only places; false: it would leave */
bool form_move_vertical(struct form *form, int steps); /* nearest place above or below */
/* Keys of the entry; ENTRY_CHANGED when a value was changed. */
enum entry_result form_key(struct form *form, struct key key);
const struct form_place *form_at(const struct form *form); /* NULL when not focused */
void form_draw(struct form *form, struct area area, const struct form_eyes *eyes);

#endif
