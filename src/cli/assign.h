/* FIELD=VALUE words of the command line, put into a standing order: fields of its header, of one line,
 * of that line's custom fields and parts. Knows the names of requests; asks nobody anything. */
#ifndef CLI_ASSIGN_H
#define CLI_ASSIGN_H

#include "base/error.h"
#include "model/order.h"

#include <stdbool.h>
#include <stddef.h>

struct assignment {
    const struct field_table *table; /* which of the four kinds of field it is */
    const struct field *field;
    const char *word;  /* as given */
    const char *value; /* behind the "=" */
    char *member;      /* a custom field's name, a part's product id; NULL with the others */
};

struct assignments { /* a zeroed struct is empty */
    struct assignment *list;
    size_t count, cap;
};

/* Reads the words. With `has_item` they are fields of a line, or the order's carrier, which every request
 * names; else of the header. False and a sentence with the nearest name where one is none. */
bool assign_read(const char *const *words, size_t count, bool has_item,
                 struct assignments *assignments, struct error *error);
/* Puts them into the order, those of a line into the line at `item`; an empty value makes a field
 * empty. Of a thing that has id, code and name (a carrier …) the parts not given become unknown, or
 * empty where it was emptied. False and a sentence where the line has no such part. */
bool assign_apply(const struct assignments *assignments, struct order *order, size_t item,
                  struct error *error);
/* Whether a value is given for this field, of this part or custom field where `member` is no NULL. */
bool assign_has(const struct assignments *assignments, const struct field *field,
                const char *member);
void assign_free(struct assignments *assignments);

#endif
