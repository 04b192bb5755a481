/* The order form as it opens, looks and closes: for entry, change and display alike. */
#include "config.h"
#include "base/mem.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_form.h"
#include "ui/screens/order_group.h"

#include <stdlib.h>

/* What the form begins with, and what is to be said of it. */
static void open_doc(struct order_doc *doc, struct ui *ui, const struct order_screen_start *start,
                     struct buf *said)
{
    struct buf lost = { 0 };
    if (start && start->is_change) {
        order_doc_open_change(doc, ui, start->order, start->mine);
    } else if (start && start->is_copy) {
        order_doc_open_copy(doc, ui, start->order, &lost);
        buf_addf(said, "A copy of %s. ", value_text(start->order->v[ORDER_NUMBER]));
        if (lost.len)
            buf_addf(said, "Empty, as the service does not tell it: %s. ", buf_text(&lost));
    } else {
        order_doc_open(doc, ui, start ? start->order : NULL, start && start->read_only);
    }
    if (start && start->draft) {
        doc->draft = mem_strdup(start->draft);
        doc->opened = start->is_change; /* a new one was typed here */
        doc->sent = order_doc_sent_of_draft(start->draft, &doc->number);
        order_doc_drop_blank_lines(doc);
    } else if (start && start->mine) {
        order_doc_save_soon(doc); /* drafted from elsewhere: it is on no disk yet */
    }
    if (start && (start->is_change || start->is_copy)) {
        order_change_ask(doc, said);
        if (order_group_complete(doc, doc->cursor))
            order_doc_pass_over(doc);
        order_doc_judge(doc);
    }
    buf_free(&lost);
}

struct order_form *order_form_new(struct ui *ui, const struct order_screen_start *start)
{
    struct buf said = { 0 };
    struct order_form *form = mem_calloc(1, sizeof *form);
    form->ui = ui;
    open_doc(&form->doc, ui, start, &said);
    if (said.len)
        ui_say(ui, ROLE_MESSAGE, "%s", buf_text(&said));
    buf_free(&said);
    order_lines_lay_out(form, 80);
    order_header_lay_out(form, 80);
    order_lines_rebuild(form);
    if (start && start->is_copy) /* what it must have, and its original's would be wrong */
        form->header.focus = (size_t)order_header_find(form, &order_fields[ORDER_START]);
    order_form_enter(form);
    return form;
}

void order_form_free(void *screen)
{
    struct order_form *form = screen;
    form_free(&form->header); /* before the values they edit */
    grid_free(&form->grid);
    order_doc_close(&form->doc);
    free(form->rows);
    buf_free(&form->cell);
    free(form);
}

/* ------ drawing ------ */

enum { MIN_GRID_ROWS = 4, ROOMY_ROWS = 20 };

void order_form_draw(void *screen, struct area area)
{
    struct order_form *form = screen;
    form->doc.cursor = order_form_cursor(form);
    order_header_lay_out(form, area.cols);
    order_lines_lay_out(form, area.cols);
    bool is_roomy = area.rows >= ROOMY_ROWS;
    int bar = order_foot_draw_bar(form, (struct area){ .cols = area.cols });
    int foot = (is_roomy ? 3 : 2) + bar;
    int header = form->header_rows, spare = area.rows - foot - 3 - MIN_GRID_ROWS;
    /* On a small screen the header scrolls; it gives way most while the lines are typed into. */
    if (header > spare || (!is_roomy && form->in_lines))
        header = spare < 4 || form->in_lines ? (spare < 3 ? 2 : 3) : spare;
    if (header > form->header_rows)
        header = form->header_rows;
    order_header_draw(form, area_rows(area, 0, header));
    order_header_draw_trucks(form, area, header);
    paint_rule(area, header + 1);
    int rows = area.rows - foot - 1 - (header + 2);
    order_lines_draw(form, area_rows(area, header + 2, rows));
    paint_rule(area, area.rows - foot - 1);
    order_foot_draw_bar(form, area_rows(area, area.rows - foot, bar));
    order_foot_draw(form, area_rows(area, area.rows - foot + bar, foot - bar),
                    order_form_cursor(form));
}

void order_form_write_line(const struct order_form *form, struct buf *out)
{
    if (form->in_lines && form->row_count && form->grid.list.selected < form->row_count)
        buf_addf(out, "  line %d", form->rows[form->grid.list.selected].item + 1);
}

void order_form_fold(struct order_form *form)
{
    order_form_leave(form);
    form->is_folded = !form->is_folded;
    order_lines_rebuild(form);
    order_form_enter(form);
}
