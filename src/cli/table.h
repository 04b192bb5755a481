/* Rows of texts and the forms they are written in: aligned columns for people, plain columns,
 * comma-separated and tab-separated values. Knows text and columns, nothing of orders. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum table_form {
    TABLE_SCREEN, /* titles, aligned, fitted into the terminal's width */
    TABLE_PLAIN,  /* aligned, no titles, nothing cut, "-" for an empty value */
    TABLE_CSV,    /* RFC 4180: CRLF, quotes where needed, a line of names */
    TABLE_TSV,    /* tabs, a line of names; tabs and line breaks in values become blanks */
};

struct table_column {
    const char *title; /* for people */
    const char *name;  /* for programs */
    bool is_right;     /* aligned to the right: numbers */
    bool may_cut;      /* its texts may be cut where the terminal is narrow */
    unsigned drop;     /* left out before columns with a lower number; 0 = never left out */
};

struct table {
    const struct table_column *columns;
    size_t column_count;
    char **cells; /* row by row; owned */
    size_t cell_count, cell_cap;
};

/* Adds the next cell, row by row; the text is copied. */
void table_add(struct table *table, const char *text);
size_t table_rows(const struct table *table);
void table_cut(struct table *table, size_t rows); /* what is behind the first `rows` goes */
/* `cols` is the terminal's width and `bold` whether the titles stand out; TABLE_SCREEN only. */
void table_write(const struct table *table, enum table_form form, int cols, bool bold, FILE *out);
void table_free(struct table *table); /* the columns stay */

/* The text with blanks for whatever a terminal would obey: control characters, C1 included. */
void table_add_shown(struct buf *out, const char *text);

/* One line of values, for rows that are written as they arrive (CSV and TSV only). */
void table_write_line(struct buf *out, enum table_form form, const char *const *cells,
                      size_t count);

#endif
