/* Text to read; see text.h. Knows nothing of what it shows. */
#include "config.h"
#include "ui/screens/text.h"
#include "ui/screens/page.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct text {
    char *title;
    struct page page;
};

/* Tabs become blanks, for their width is nobody's to know. */
static char *expand_tabs(const char *text)
{
    struct buf out = { 0 };
    for (const char *c = text; *c; c++) {
        if (*c == '\t')
            buf_add(&out, "    ");
        else if (*c != '\r')
            buf_add_char(&out, *c);
    }
    return out.data ? buf_take(&out) : mem_strdup("");
}

static void *open_text(struct ui *ui, void *argument)
{
    (void)ui;
    const struct text_start *start = argument;
    struct text *text = mem_calloc(1, sizeof *text);
    text->title = mem_strdup(start->title ? start->title : "");
    char *plain = expand_tabs(start->text ? start->text : "");
    size_t len = strlen(plain);
    if (len && plain[len - 1] == '\n')
        plain[len - 1] = '\0';
    page_add(&text->page, ROLE_NORMAL, 0, plain);
    free(plain);
    return text;
}

static void close_text(void *screen)
{
    struct text *text = screen;
    page_free(&text->page);
    free(text->title);
    free(text);
}

static void draw_text(void *screen, struct area area)
{
    paint_no_cursor();
    page_draw(&((struct text *)screen)->page, area);
}

static enum ui_handled act_text(void *screen, enum action action)
{
    return page_act(&((struct text *)screen)->page, action) ? UI_HANDLED : UI_NOT_HANDLED;
}

static void head_text(void *screen, struct buf *out)
{
    buf_add(out, ((const struct text *)screen)->title);
}

static const struct binding bindings[] = {
    PAGE_BINDINGS,
    { { NULL }, ACTION_NONE, NULL, NULL },
};

const struct screen_class text_screen = {
    .name = "text",
    .title = "View",
    .about = "A text to read: the request as it would be sent.",
    .bindings = bindings,
    .open = open_text,
    .close = close_text,
    .draw = draw_text,
    .act = act_text,
    .heading = head_text,
};
