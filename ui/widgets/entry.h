/* Editing one value by its field's row. What is typed goes into the value at once, so nothing is
 * lost whatever happens. In a filled date, number or code that was just come to, the first letter
 * typed takes the place of what is there; Backspace on nothing brings that back. Choices change with Space or their first letter, weekdays are switched by
 * their letter or digit, ids and numbers take only what they can be (pasted text is taken whole and
 * judged later), notes take line breaks with Alt-Enter and show them as one sign. */
#ifndef UI_WIDGETS_ENTRY_H
#define UI_WIDGETS_ENTRY_H

#include "model/field.h"
#include "model/issue.h"
#include "ui/widgets/line.h"

struct entry {
    const struct field *field;
    struct value *value; /* not owned; NULL = nothing is being edited */
    struct line line;
    int day;          /* FIELD_DAYS: the weekday the cursor is on */
    bool is_selected; /* the first letter typed replaces the value */
    char *replaced;   /* what it replaced; NULL = nothing */
};

enum entry_result { ENTRY_NOT_MINE, ENTRY_MOVED, ENTRY_CHANGED };

/* The value may be changed by others while it is edited, but not moved: close (or forget) the entry
 * before the memory it is in goes away. */
void entry_open(struct entry *entry, const struct field *field, struct value *value);
/* The user came here from another field: the first letter typed replaces a date, number or code. Not
 * to be called where an entry is merely opened again under the user's hands. */
void entry_select(struct entry *entry);
void entry_close(struct entry *entry); /* puts the value in its written form where it can be read */
void entry_forget(struct entry *entry); /* ends it without touching the value */
enum entry_result entry_key(struct entry *entry, struct key key);
enum entry_result entry_erase_to_end(struct entry *entry);
/* Draws the value being edited. */
void entry_draw(struct entry *entry, struct area area, int y, int x, int cols);
/* Draws any value as it is shown when not edited, in `role`; ROLE_NORMAL: as a value of its kind looks.
 * What can be edited is filled up with underscores, so that it is seen without colour. */
void entry_draw_value(const struct field *field, struct value value, enum role role, bool editable,
                      struct area area, int y, int x, int cols);
/* The value as it is shown: choices by label, weekdays as "M . W . F . .", "~" where unknown. */
void entry_write(const struct field *field, struct value value, int cols, struct buf *out);
/* How this kind of field is typed, for the help line: "Digits 1-7 …"; "" where it is plain typing. */
const char *entry_hint(const struct field *field);
/* Columns this field needs to be typed into comfortably: dates 10, days 13, choices by label … */
int entry_cols(const struct field *field);

#endif
