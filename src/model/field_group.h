/* Id, code and name of one thing (a customer, a product …): rows of a field table that name the same
 * look-up list. Says which rows belong together, and whether two of them mean the same thing. */
#ifndef MODEL_FIELD_GROUP_H
#define MODEL_FIELD_GROUP_H

#include "model/field.h"

#include <stdbool.h>
#include <stddef.h>

enum { FIELD_GROUP_NONE = -1 };

struct field_group {
    int at[LOOKUP_PARTS];  /* by enum lookup_part: a row of the table; FIELD_GROUP_NONE = no such */
    enum lookup_part main; /* the part people know it by: the name, or the code without one */
};

/* False where the row `at` belongs to no group. */
bool field_group_of(const struct field_table *table, size_t at, struct field_group *group);
/* The first row of its group: where a walk over the table comes to it first. */
size_t field_group_first(const struct field_group *group);
bool field_group_is_set(const struct field_group *group, const struct value *values);
/* Whether none of it is known, not even that it is empty. */
bool field_group_is_unknown(const struct field_group *group, const struct value *values);
/* Whether both mean the same thing: by the id where both have it, else by the code, else by the name
 * (letter case aside). False with *can_tell false where they have no part in common. */
bool field_group_equal(const struct field_group *group, const struct value *a,
                       const struct value *b, bool *can_tell);
/* What it is shown as: its main part, else the first that is set; NULL where nothing is known. */
const char *field_group_text(const struct field_group *group, const struct value *values);
/* Makes the whole group of `to` what it is in `from`, unknown parts too. */
void field_group_copy(const struct field_group *group, struct value *to, const struct value *from);

#endif
