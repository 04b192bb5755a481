/* Rows and columns of values; see grid.h. Columns are laid out anew at each drawing, so any width
 * fits; the column with the cursor never gives way. */
#include "config.h"
#include "ui/widgets/grid.h"
#include "base/utf8.h"

enum { MAX_COLUMNS = 32, GAP_COLS = 1 }; /* the gap before a cell holds its mark */

void grid_free(struct grid *grid)
{
    entry_close(&grid->entry);
    *grid = (struct grid){ 0 };
}

void grid_blur(struct grid *grid)
{
    entry_close(&grid->entry);
    grid->focused = false;
}

static struct grid_cell cell_at(const struct grid_source *source, size_t row, int column)
{
    struct grid_cell cell = { 0 };
    source->cell(source->context, row, column, &cell);
    return cell;
}

static bool can_edit(const struct grid_source *source, size_t row, int column)
{
    struct grid_cell cell = cell_at(source, row, column);
    return cell.field && cell.value;
}

/* The editable column nearest to `column`, looking to the right first; -1 where there is none. */
static int nearest_editable(const struct grid_source *source, size_t row, int column)
{
    for (int i = column; i < source->column_count; i++)
        if (can_edit(source, row, i))
            return i;
    for (int i = column - 1; i >= 0; i--)
        if (can_edit(source, row, i))
            return i;
    return -1;
}

void grid_focus(struct grid *grid, const struct grid_source *source, size_t row, int column)
{
    entry_close(&grid->entry);
    grid->focused = true;
    list_set_count(&grid->list, source->row_count(source->context));
    if (column < 0)
        column = 0;
    if (column >= source->column_count)
        column = source->column_count - 1;
    grid->column = column;
    if (!grid->list.count)
        return;
    grid->list.selected = row < grid->list.count ? row : grid->list.count - 1;
    int editable = nearest_editable(source, grid->list.selected, column);
    if (editable < 0)
        return;
    grid->column = editable;
    struct grid_cell cell = cell_at(source, grid->list.selected, editable);
    entry_open(&grid->entry, cell.field, cell.value);
}

bool grid_move(struct grid *grid, const struct grid_source *source, int steps)
{
    size_t count = source->row_count(source->context), row = grid->list.selected;
    int column = grid->column, step = steps < 0 ? -1 : 1;
    if (row >= count)
        return false;
    while (steps != 0) {
        column += step;
        if (column < 0 || column >= source->column_count) {
            if (step < 0 ? row == 0 : row + 1 >= count)
                return false;
            row = step < 0 ? row - 1 : row + 1;
            column = step < 0 ? source->column_count - 1 : 0;
        }
        if (can_edit(source, row, column))
            steps -= step;
    }
    grid_focus(grid, source, row, column);
    entry_select(&grid->entry);
    return true;
}

bool grid_move_rows(struct grid *grid, const struct grid_source *source, int steps)
{
    size_t count = source->row_count(source->context), row = grid->list.selected;
    size_t far = (size_t)(steps < 0 ? -(long)steps : steps);
    size_t room = steps < 0 ? row : count ? count - 1 - row : 0;
    if (!room || row >= count)
        return false;
    if (far > room)
        far = room;
    grid_focus(grid, source, steps < 0 ? row - far : row + far, grid->column);
    entry_select(&grid->entry);
    return true;
}

enum entry_result grid_key(struct grid *grid, struct key key)
{
    return grid->focused ? entry_key(&grid->entry, key) : ENTRY_NOT_MINE;
}

/* ------ drawing ------ */

struct layout {
    int x[MAX_COLUMNS], cols[MAX_COLUMNS]; /* cols 0: the column has given way */
    int count;
};

static int total_cols(const struct layout *layout)
{
    int sum = 0;
    for (int i = 0; i < layout->count; i++)
        sum += layout->cols[i] ? layout->cols[i] + GAP_COLS : 0;
    return sum;
}

static void lay_out(struct layout *layout, const struct grid *grid,
                    const struct grid_source *source, int cols)
{
    layout->count = source->column_count < MAX_COLUMNS ? source->column_count : MAX_COLUMNS;
    for (int i = 0; i < layout->count; i++)
        layout->cols[i] = source->columns[i].cols;
    while (total_cols(layout) > cols) {
        int least = -1;
        for (int i = 0; i < layout->count; i++)
            if (layout->cols[i] && source->columns[i].drop > 0 &&
                !(grid->focused && i == grid->column) &&
                (least < 0 || source->columns[i].drop > source->columns[least].drop))
                least = i;
        if (least < 0)
            break;
        layout->cols[least] = 0;
    }
    int spare = cols - total_cols(layout), x = 0;
    for (int i = 0; i < layout->count; i++) {
        if (layout->cols[i] && source->columns[i].stretch && spare != 0) {
            layout->cols[i] += layout->cols[i] + spare > 1 ? spare : 1 - layout->cols[i];
            spare = 0;
        }
        layout->x[i] = x + GAP_COLS;
        x += layout->cols[i] ? layout->cols[i] + GAP_COLS : 0;
    }
}

static void paint_cell(struct area area, int y, int x, int cols, bool right, enum role role,
                       const char *text)
{
    if (right)
        paint_right(area, y, x, cols, role, text);
    else
        paint_text(area, y, x, cols, role, text);
}

static void draw_cell(const struct grid_cell *cell, struct area area, int y, int x, int cols,
                      bool right, bool hints)
{
    struct buf text = { 0 };
    enum role role = cell->role;
    if (cell->issue) {
        bool is_error = cell->issue->severity == ISSUE_ERROR;
        role = is_error ? ROLE_ERROR : ROLE_WARNING;
        paint_text(area, y, x - 1, 1, role, is_error ? "!" : "w");
    }
    if (cell->text) {
        buf_add(&text, cell->text);
    } else if (cell->field && cell->value) {
        if (value_is_unknown(*cell->value) && !cell->issue)
            role = ROLE_UNKNOWN;
        entry_write(cell->field, *cell->value, cols, &text);
    }
    if (!text.len && hints && cell->value) { /* where the cursor is it shows what can be typed */
        for (int i = 0; i < cols; i++)
            buf_add_char(&text, '_');
        role = ROLE_DIM;
    }
    paint_cell(area, y, x, cols, right, role, buf_text(&text));
    buf_free(&text);
}

/* Numbers are typed at the right, where they will stand. */
static void draw_entry(struct grid *grid, struct area area, int y, int x, int cols, bool right)
{
    int width = utf8_width_cols(buf_text(&grid->entry.line.text)) + 1;
    paint_left(area, y, x, cols, ROLE_FOCUS, "");
    if (right && width < cols && !value_is_unknown(*grid->entry.value)) {
        x += cols - width;
        cols = width;
    }
    entry_draw(&grid->entry, area, y, x, cols);
}

void grid_draw(struct grid *grid, const struct grid_source *source, struct area area)
{
    struct layout layout;
    lay_out(&layout, grid, source, area.cols);
    list_set_count(&grid->list, source->row_count(source->context));
    list_fit(&grid->list, area.rows - 1);

    paint_left(area, 0, 0, area.cols, ROLE_HEADING, "");
    for (int i = 0; i < layout.count; i++)
        if (layout.cols[i])
            paint_cell(area, 0, layout.x[i], layout.cols[i], source->columns[i].right, ROLE_HEADING,
                       source->columns[i].title);

    for (int y = 1; y < area.rows; y++) {
        size_t row = grid->list.top + (size_t)y - 1;
        if (row >= grid->list.count)
            break;
        bool is_here = grid->focused && row == grid->list.selected;
        for (int i = 0; i < layout.count; i++) {
            bool right = source->columns[i].right;
            if (!layout.cols[i])
                continue;
            struct grid_cell cell = cell_at(source, row, i);
            int cols = layout.cols[i], last = i + cell.span;
            if (cell.span && last < layout.count && layout.cols[last])
                cols = layout.x[last] + layout.cols[last] - layout.x[i];
            draw_cell(&cell, area, y, layout.x[i], cols, right, is_here);
            if (cols > layout.cols[i]) {
                i = last;
                continue;
            }
            if (is_here && i == grid->column && grid->entry.value)
                draw_entry(grid, area, y, layout.x[i], layout.cols[i], right);
        }
        if (is_here && !grid->entry.value)
            paint_role(area, y, 0, area.cols, ROLE_SELECTED);
    }
}
