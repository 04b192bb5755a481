/* Rows of texts in columns; see table.h. */
#include "config.h"
#include "cli/table.h"
#include "base/form.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { GAP_COLS = 2, LEAST_COLS = 14 };

void table_add(struct table *table, const char *text)
{
    MEM_GROW(table->cells, table->cell_count, table->cell_cap);
    table->cells[table->cell_count++] = mem_strdup(text);
}

size_t table_rows(const struct table *table)
{
    return table->column_count ? table->cell_count / table->column_count : 0;
}

void table_cut(struct table *table, size_t rows)
{
    while (table->cell_count > rows * table->column_count)
        free(table->cells[--table->cell_count]);
}

void table_free(struct table *table)
{
    for (size_t i = 0; i < table->cell_count; i++)
        free(table->cells[i]);
    free(table->cells);
    table->cells = NULL;
    table->cell_count = table->cell_cap = 0;
}

void table_add_shown(struct buf *out, const char *text)
{
    form_add_shown(out, text);
}

void table_write_line(struct buf *out, enum table_form form, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(out, form == TABLE_CSV ? ',' : '\t');
        if (form == TABLE_CSV)
            form_add_csv(out, cells[i]);
        else
            table_add_shown(out, cells[i]);
    }
    buf_add(out, form == TABLE_CSV ? "\r\n" : "\n");
}

static void flush(struct buf *line, FILE *out)
{
    fwrite(buf_text(line), 1, line->len, out);
    buf_clear(line);
}

static void write_values(const struct table *table, enum table_form form, FILE *out)
{
    struct buf line = { 0 };
    const char **names = mem_calloc(table->column_count, sizeof *names);
    for (size_t i = 0; i < table->column_count; i++)
        names[i] = table->columns[i].name;
    table_write_line(&line, form, names, table->column_count);
    for (size_t row = 0; row < table_rows(table); row++) {
        for (size_t i = 0; i < table->column_count; i++)
            names[i] = table->cells[row * table->column_count + i];
        table_write_line(&line, form, names, table->column_count);
        flush(&line, out);
    }
    flush(&line, out);
    free(names);
    buf_free(&line);
}

/* The columns all need together, those that may be cut at their least. A width of 0 is left out. */
static int least_cols(const struct table *table, const int *widths)
{
    int sum = -GAP_COLS;
    for (size_t i = 0; i < table->column_count; i++)
        if (widths[i])
            sum += GAP_COLS +
                   (table->columns[i].may_cut && widths[i] > LEAST_COLS ? LEAST_COLS : widths[i]);
    return sum;
}

/* The column to leave out next; column_count where none may go. */
static size_t find_dropped(const struct table *table, const int *widths)
{
    size_t found = table->column_count;
    for (size_t i = 0; i < table->column_count; i++)
        if (widths[i] && table->columns[i].drop &&
            (found == table->column_count || table->columns[i].drop > table->columns[found].drop))
            found = i;
    return found;
}

/* Leaves columns out until the rest can fit, then cuts the widest of those that may be cut. */
static void narrow(const struct table *table, int *widths, int cols)
{
    size_t count = table->column_count, dropped;
    while (least_cols(table, widths) > cols && (dropped = find_dropped(table, widths)) < count)
        widths[dropped] = 0;
    for (;;) {
        int sum = -GAP_COLS;
        size_t widest = count;
        for (size_t i = 0; i < count; i++) {
            sum += widths[i] ? GAP_COLS + widths[i] : 0;
            if (table->columns[i].may_cut && widths[i] > LEAST_COLS &&
                (widest == count || widths[i] > widths[widest]))
                widest = i;
        }
        if (sum <= cols || widest == count)
            return;
        widths[widest]--;
    }
}

static void add_cell(struct buf *line, const char *text, int width, bool is_right)
{
    struct buf shown = { 0 };
    table_add_shown(&shown, text);
    int cols = utf8_width_cols(buf_text(&shown));
    if (cols > width) {
        size_t bytes = utf8_fit_bytes(buf_text(&shown), width - 1, &cols);
        buf_remove(&shown, bytes, shown.len - bytes);
        buf_add(&shown, "…");
        cols++;
    }
    if (is_right)
        buf_addf(line, "%*s", width - cols, "");
    buf_add(line, buf_text(&shown));
    if (!is_right)
        buf_addf(line, "%*s", width - cols, "");
    buf_free(&shown);
}

static const char *cell_text(const struct table *table, enum table_form form, size_t cell)
{
    const char *text = table->cells[cell];
    return !*text && form == TABLE_PLAIN ? "-" : text;
}

/* One line, without blanks at its end. `row` NULL stands for the titles. */
static void add_line(struct buf *line, const struct table *table, enum table_form form,
                     const int *widths, const size_t *row)
{
    size_t start = line->len;
    for (size_t i = 0; i < table->column_count; i++) {
        if (!widths[i])
            continue;
        buf_add(line, line->len > start ? "  " : "");
        add_cell(line,
                 row ? cell_text(table, form, *row * table->column_count + i)
                     : table->columns[i].title,
                 widths[i], table->columns[i].is_right);
    }
    while (line->len > start && line->data[line->len - 1] == ' ')
        buf_remove(line, line->len - 1, 1);
}

static void write_aligned(const struct table *table, enum table_form form, int cols, bool bold,
                          FILE *out)
{
    size_t count = table->column_count;
    int *widths = mem_calloc(count, sizeof *widths);
    struct buf line = { 0 };
    for (size_t i = 0; form == TABLE_SCREEN && i < count; i++)
        widths[i] = utf8_width_cols(table->columns[i].title);
    for (size_t i = 0; i < table->cell_count; i++) {
        int width = utf8_width_cols(cell_text(table, form, i));
        if (width > widths[i % count])
            widths[i % count] = width;
    }
    if (form == TABLE_SCREEN) {
        narrow(table, widths, cols);
        buf_add(&line, bold ? "\033[1m" : "");
        add_line(&line, table, form, widths, NULL);
        buf_add(&line, bold ? "\033[0m\n" : "\n");
    }
    for (size_t row = 0; row < table_rows(table); row++) {
        add_line(&line, table, form, widths, &row);
        buf_add_char(&line, '\n');
        flush(&line, out);
    }
    flush(&line, out);
    buf_free(&line);
    free(widths);
}

void table_write(const struct table *table, enum table_form form, int cols, bool bold, FILE *out)
{
    if (form == TABLE_CSV || form == TABLE_TSV)
        write_values(table, form, out);
    else
        write_aligned(table, form, cols, bold, out);
}
