/* Rows of the service's look-up lists (customers, products …) and the tables that describe them. */
#ifndef MODEL_LOOKUP_H
#define MODEL_LOOKUP_H

#include "model/field.h"
#include "model/lookup_kind.h"

#include <stddef.h>

enum { LOOKUP_MAX_COLUMNS = 14 };

/* One kind of list: columns 0..2 are always id, code, name (enum lookup_part); the others follow. */
struct lookup_type {
    const char *word;     /* "customers": the command line's KIND and the title of the list */
    const char *singular; /* "customer" */
    const char *array;    /* name of the array in the reply */
    const char *missing;  /* what to say of none: "No customer of this name" */
    const struct field *columns; /* rows with read_key, label, help, type */
    size_t column_count;
};

extern const struct lookup_type lookup_types[LOOKUP_COUNT];

/* By the command line's word ("customers"), LOOKUP_NONE where there is none. */
enum lookup_kind lookup_kind_by_word(const char *word);

struct lookup_row {
    const char *columns[LOOKUP_MAX_COLUMNS]; /* never NULL below column_count; owned by the list */
};

/* A growing list of rows of one kind. Zeroed and with `kind` set it is empty. */
struct lookup_list {
    enum lookup_kind kind;
    struct lookup_row *rows;
    /* Of each row, folded, for narrowing: id, code and name, a line break, all other columns but yes
     * and no. */
    char **search;
    size_t count, cap, search_cap;
};

void lookup_list_add(struct lookup_list *list, const char *const columns[LOOKUP_MAX_COLUMNS]);
void lookup_list_free(struct lookup_list *list);
/* Whether all words of `typed` (any order, folded) are in the row; "" matches all. A word also
 * matches squeezed, as an abbreviation of the words of the row ("roswhit60" finds Rose White 60). */
bool lookup_list_matches(const struct lookup_list *list, size_t row, const char *typed);

/* How well a row has the words typed, the best first: what is meant must not stand behind what has
 * the same letters by accident. */
enum lookup_rank {
    LOOKUP_RANK_CODE,     /* it is the id or the code */
    LOOKUP_RANK_BEGINS,   /* code or name begins with it */
    LOOKUP_RANK_WORDS,    /* each word begins a word of code or name */
    LOOKUP_RANK_WITHIN,   /* each word is somewhere in the row */
    LOOKUP_RANK_SQUEEZED, /* squeezed words of code or name */
    LOOKUP_RANK_ODD,      /* squeezed over all columns: wanted only where there is no better row */
    LOOKUP_RANK_NONE      /* the row does not match */
};
enum lookup_rank lookup_list_rank(const struct lookup_list *list, size_t row, const char *typed);
/* The rows whose id, code or name is exactly `text` (without case and blanks around it): their number;
 * *row the first. */
size_t lookup_list_find(const struct lookup_list *list, enum lookup_part part, const char *text,
                        size_t *row);

#endif
