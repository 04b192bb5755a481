/* Rows of texts in columns; see table.h. */
#include "config.h"
#include "cli/table.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { GAP_COLS = 2, LEAST_COLS = 6 };

void table_add(struct table *table, const char *text)
{
    MEM_GROW(table->cells, table->cell_count, table->cell_cap);
    table->cells[table->cell_count++] = mem_strdup(text);
}

size_t table_rows(const struct table *table)
{
    return table->column_count ? table->cell_count / table->column_count : 0;
}

void table_free(struct table *table)
{
    for (size_t i = 0; i < table->cell_count; i++)
        free(table->cells[i]);
    free(table->cells);
    table->cells = NULL;
    table->cell_count = table->cell_cap = 0;
}

static bool is_control(char c)
{
    return (unsigned char)c < 32 || c == 127;
}

void table_add_shown(struct buf *out, const char *text)
{
    for (const char *c = text; *c;) {
        uint32_t code_point;
        size_t len = utf8_decode(c, strlen(c), &code_point);
        if ((len == 1 && is_control(*c)) || (code_point >= 0x80 && code_point < 0xA0))
            buf_add_char(out, ' ');
        else
            buf_add_bytes(out, c, len);
        c += len;
    }
}

static void add_csv(struct buf *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        buf_add(out, text);
        return;
    }
    buf_add_char(out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *c);
    }
    buf_add_char(out, '"');
}

void table_write_line(struct buf *out, enum table_form form, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(out, form == TABLE_CSV ? ',' : '\t');
        if (form == TABLE_CSV)
            add_csv(out, cells[i]);
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

/* Takes columns from the widest until all fit, but leaves each something to read. */
static void narrow(int *widths, size_t count, int cols)
{
    for (;;) {
        int sum = 0;
        size_t widest = 0;
        for (size_t i = 0; i < count; i++) {
            sum += widths[i] + (i ? GAP_COLS : 0);
            if (widths[i] > widths[widest])
                widest = i;
        }
        if (sum <= cols || widths[widest] <= LEAST_COLS)
            return;
        widths[widest]--;
    }
}

static void add_cell(struct buf *line, const char *text, int width, bool is_right, bool is_last)
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
    int pad = width - cols;
    if (is_right)
        buf_addf(line, "%*s", pad, "");
    buf_add(line, buf_text(&shown));
    if (!is_right && !is_last)
        buf_addf(line, "%*s", pad, "");
    buf_free(&shown);
}

static const char *cell_text(const struct table *table, enum table_form form, size_t cell)
{
    const char *text = table->cells[cell];
    return !*text && form == TABLE_PLAIN ? "-" : text;
}

static void write_aligned(const struct table *table, enum table_form form, int cols, bool bold,
                          FILE *out)
{
    size_t count = table->column_count;
    bool has_titles = form == TABLE_SCREEN;
    int *widths = mem_calloc(count, sizeof *widths);
    struct buf line = { 0 };
    for (size_t i = 0; has_titles && i < count; i++)
        widths[i] = utf8_width_cols(table->columns[i].title);
    for (size_t i = 0; i < table->cell_count; i++) {
        int width = utf8_width_cols(cell_text(table, form, i));
        if (width > widths[i % count])
            widths[i % count] = width;
    }
    if (has_titles) {
        narrow(widths, count, cols);
        buf_add(&line, bold ? "\033[1m" : "");
        for (size_t i = 0; i < count; i++) {
            buf_add(&line, i ? "  " : "");
            add_cell(&line, table->columns[i].title, widths[i], table->columns[i].is_right,
                     i + 1 == count);
        }
        buf_add(&line, bold ? "\033[0m\n" : "\n");
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t column = i % count;
        buf_add(&line, column ? "  " : "");
        add_cell(&line, cell_text(table, form, i), widths[column], table->columns[column].is_right,
                 column + 1 == count);
        if (column + 1 == count) {
            buf_add_char(&line, '\n');
            flush(&line, out);
        }
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
