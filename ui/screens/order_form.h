/* The order form's own struct, shared by its files alone: order.c (entry and change: the screen and
 * its actions), display.c (the same for reading), order_view.c (opening and drawing), order_keys.c (its keys), order_moves.c (the cursor), order_header.c (the fields above),
 * order_lines.c (the grid), order_foot.c (totals and problems). */
#ifndef UI_SCREENS_ORDER_FORM_H
#define UI_SCREENS_ORDER_FORM_H

#include "ui/screens/order.h"
#include "ui/screens/order_doc.h"
#include "ui/widgets/form.h"
#include "ui/widgets/grid.h"

struct order_form_row {
    int item, part; /* part DOC_NONE = the line itself */
};

enum order_form_column {
    COLUMN_NUMBER,
    COLUMN_VENDOR,
    COLUMN_VENDOR_NAME,
    COLUMN_PRODUCT_CODE,
    COLUMN_PRODUCT,
    COLUMN_BOX_TYPE,
    COLUMN_BOXES,
    COLUMN_BUNCHES,
    COLUMN_STEMS,
    COLUMN_UNIT,
    COLUMN_PRICE,
    COLUMN_COST,
    COLUMN_MARK,
    COLUMN_TOTAL,
    COLUMN_NOTES,
    COLUMN_COUNT
};

struct order_form {
    struct ui *ui;
    struct order_doc doc;
    struct form header;
    int header_cols; /* the width it was laid out for; 0 = not yet */
    int header_rows;
    struct grid grid;
    struct grid_source source;
    struct grid_column columns[COLUMN_COUNT];   /* those the width allows … */
    enum order_form_column shown[COLUMN_COUNT]; /* … and which they are */
    int lines_cols;                             /* the width; 0 = not laid out yet */
    struct order_form_row *rows;                /* what the grid shows: lines and their parts */
    size_t row_count, row_cap;
    bool in_lines; /* the cursor is in the grid */
    bool is_folded;
    bool is_covered; /* another screen is above: no entry is open */
    bool is_picked;  /* a row was just taken from a list: the cursor goes on */
    bool waits;      /* F10 was pressed; what lists say by name is on its way */
    bool drop_asked; /* F12 was the key before */
    struct order_place picking;
    struct buf cell; /* text of the cell asked for last */
};

/* As a screen (order_view.c). */
struct order_form *order_form_new(struct ui *ui, const struct order_screen_start *start);
void order_form_free(void *screen);
void order_form_draw(void *screen, struct area area);
void order_form_write_line(const struct order_form *form, struct buf *out); /* "  line 3" */
void order_form_fold(struct order_form *form);

/* Header. */
void order_header_lay_out(struct order_form *form, int cols);
void order_header_draw(struct order_form *form, struct area area);
void order_header_draw_trucks(const struct order_form *form, struct area area, int y);
/* The form's place that shows this field, or its group; DOC_NONE where none does. */
int order_header_find(const struct order_form *form, const struct field *field);

/* Lines. */
void order_lines_lay_out(struct order_form *form, int cols);
void order_lines_rebuild(struct order_form *form); /* after lines or parts came or went */
void order_lines_draw(struct order_form *form, struct area area);
/* The place of a cell (columns are counted as shown); its field is NULL where it cannot be typed into. */
struct order_place order_lines_place(const struct order_form *form, size_t row, int column);
/* The row of a line (or of its part). */
size_t order_lines_row_of(const struct order_form *form, int item);
/* The column that shows this field, or its group; DOC_NONE where none does. */
int order_lines_column_of(const struct order_form *form, const struct field *field);

/* The cursor. It is always in the header or in the grid; its field is NULL on a row that cannot be
 * typed into. */
struct order_place order_form_cursor(const struct order_form *form);
void order_form_leave(struct order_form *form);           /* ends typing here: completes, judges */
void order_form_enter(struct order_form *form);           /* typing goes on where the cursor is */
void order_form_step(struct order_form *form, int steps); /* +1 or -1 field */
void order_form_step_rows(struct order_form *form, int steps);
void order_form_go_line(struct order_form *form, int item, int column);
void order_form_go(struct order_form *form, struct order_place place); /* opens what shows it */
/* Pushes a screen over the form; typing ends until it is seen again. */
void order_form_cover(struct order_form *form, const struct screen_class *screen, void *argument);

/* Its keys (order_keys.c). */
extern const struct binding order_form_bindings[];
extern const struct screen_cost order_form_costs[];
bool order_form_can_review(const void *screen, struct buf *why);
bool order_form_can_fold(const void *screen, struct buf *why);

/* That it cannot be sent from this profile, and why, above the totals; gives the rows it takes in so many
 * columns, 0 where it can be sent. */
int order_foot_draw_bar(const struct order_form *form, struct area area);
/* Totals, problems: `rows` high. */
void order_foot_draw(struct order_form *form, struct area area, struct order_place cursor);

#endif
