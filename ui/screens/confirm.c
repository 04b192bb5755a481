/* Confirming what cannot be taken back; see confirm.h. */
#include "config.h"
#include "ui/screens/confirm.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { FOOT_ROWS = 5, TYPED_COLS = 20 };

void confirm_ask(struct confirm *confirm, struct ui *ui, const char *wanted)
{
    char *copy = mem_strdup(wanted ? wanted : "");
    free(confirm->wanted);
    confirm->wanted = copy;
    line_set(&confirm->typed, "");
    ui_discard_keys(ui);
}

void confirm_free(struct confirm *confirm)
{
    free(confirm->wanted);
    line_free(&confirm->typed);
    *confirm = (struct confirm){ 0 };
}

static bool must_type(const struct confirm *confirm)
{
    return confirm->wanted && *confirm->wanted;
}

bool confirm_take(struct confirm *confirm)
{
    if (!must_type(confirm))
        return true;
    bool same = strcmp(buf_text(&confirm->typed.text), confirm->wanted) == 0;
    if (!same)
        line_set(&confirm->typed, "");
    return same;
}

enum ui_handled confirm_key(struct confirm *confirm, struct key key)
{
    if (!must_type(confirm))
        return UI_NOT_HANDLED;
    return line_key(&confirm->typed, key) == LINE_NOT_MINE ? UI_NOT_HANDLED : UI_HANDLED;
}

struct area confirm_draw_page(struct page *page, struct area area)
{
    struct area above = area_rows(area, 0, area.rows - FOOT_ROWS);
    above.x++;
    above.cols -= 2;
    page_draw(page, above);
    paint_rule(area, area.rows - FOOT_ROWS);
    return area_rows(area, area.rows - FOOT_ROWS + 1, FOOT_ROWS - 1);
}

void confirm_draw(struct confirm *confirm, struct area foot, const char *note, const char *question,
                  const char *prompt)
{
    bool types = must_type(confirm);
    int rows = types ? foot.rows - 1 : foot.rows, y = 0;
    if (note)
        y = paint_wrapped(area_rows(foot, 0, rows - 1), 0, 1, foot.cols - 2, ROLE_ERROR, note);
    paint_wrapped(area_rows(foot, y, rows - y), 0, 1, foot.cols - 2, types ? ROLE_WARNING : ROLE_OK,
                  question);
    if (!types)
        return;
    char *label = mem_printf("%s>", prompt);
    int cols = utf8_width_cols(label) + 1;
    paint_text(foot, foot.rows - 1, 1, cols, ROLE_LABEL, label);
    line_draw(&confirm->typed, foot, foot.rows - 1, cols + 1, TYPED_COLS, ROLE_FOCUS, true);
    free(label);
}
