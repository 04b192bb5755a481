/* Rows and columns of values, one cell edited. Asks its owner for everything it shows, so it knows
 * nothing of orders. */
#ifndef UI_WIDGETS_GRID_H
#define UI_WIDGETS_GRID_H

#include "ui/action.h"
#include "ui/widgets/entry.h"
#include "ui/widgets/list.h"

struct grid_column {
    const char *title;
    int cols; /* width; a column with `stretch` takes what is left */
    bool stretch, right;
    int drop; /* columns with the highest number give way first on a narrow screen; 0 = never */
};

struct grid_cell {
    const struct field *field; /* NULL: only `text` is shown */
    struct value *value;       /* NULL: not editable */
    const char *text; /* shown instead of the value, valid until the next cell is asked for */
    const struct issue *issue; /* NULL = none */
    enum role role;            /* ROLE_NORMAL unless there is a reason */
    int span; /* columns behind it that its text may use as well; they stay empty */
};

struct grid_source {
    const struct grid_column *columns;
    int column_count;
    size_t (*row_count)(void *context);
    void (*cell)(void *context, size_t row, int column, struct grid_cell *cell); /* zeroed before */
    void *context;
};

struct grid {
    struct list list;
    int column;
    struct entry entry;
    bool focused; /* without an editable cell at the cursor the whole row is marked */
};

void grid_free(struct grid *grid);
void grid_focus(struct grid *grid, const struct grid_source *source, size_t row, int column);
/* Closes the entry; before rows are added or taken out, as values move then. */
void grid_blur(struct grid *grid);
/* Next (+1) or previous (-1) editable cell, over row ends; false: it would leave the grid. */
bool grid_move(struct grid *grid, const struct grid_source *source, int steps);
bool grid_move_rows(struct grid *grid, const struct grid_source *source, int steps);
enum entry_result grid_key(struct grid *grid, struct key key);
/* Row 0 of the area are the titles. */
void grid_draw(struct grid *grid, const struct grid_source *source, struct area area);

#endif
