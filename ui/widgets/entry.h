/* Editing one value by its field's row. What is typed goes into the value at once, so nothing is
 * lost whatever happens. Choices change with Space or their first letter, weekdays are switched by
 * their letter or digit, ids and numbers take what they can be, notes open elsewhere. */
#ifndef UI_WIDGETS_ENTRY_H
#define UI_WIDGETS_ENTRY_H

#include "model/field.h"
#include "model/issue.h"
#include "ui/widgets/line.h"

struct entry {
    const struct field *field;
    struct value *value; /* not owned; NULL = nothing is being edited */
    struct line line;
    int day; /* FIELD_DAYS: the weekday the cursor is on */
};

enum entry_result { ENTRY_NOT_MINE, ENTRY_MOVED, ENTRY_CHANGED };

void entry_open(struct entry *entry, const struct field *field, struct value *value);
void entry_close(struct entry *entry); /* puts the value in its written form where it can be read */
enum entry_result entry_key(struct entry *entry, struct key key);
enum entry_result entry_erase_to_end(struct entry *entry);
/* Draws the value being edited. */
void entry_draw(struct entry *entry, struct area area, int y, int x, int cols);
/* Draws any value as it is shown when not edited; `issue` (NULL = none) decides the role. */
void entry_draw_value(const struct field *field, struct value value, const struct issue *issue,
                      bool editable, struct area area, int y, int x, int cols);
/* Columns this field needs to be typed into comfortably: dates 10, days 13, choices by label … */
int entry_cols(const struct field *field);

#endif
