/* The keys of all screens for the manual; see keys_manual.h. Has no key and no sentence of its own. */
#include "config.h"
#include "ui/keys_manual.h"
#include "base/roff.h"
#include "ui/keymap.h"
#include "ui/screens/all.h"

static bool is_repeated(const struct binding *bindings, const struct binding *row)
{
    for (; bindings != row; bindings++)
        if (bindings->action == row->action)
            return true;
    return false;
}

/* One entry for each action: its keys, its sentence, its name. */
static void add_bindings(struct buf *out, const struct screen_class *screen,
                         const struct binding *bindings)
{
    struct buf keys = { 0 }, sentence = { 0 };
    for (const struct binding *row = bindings; row->action != ACTION_NONE; row++) {
        buf_clear(&keys);
        if (is_repeated(bindings, row))
            continue;
        keymap_keys_of(screen, row->action, &keys);
        if (!keys.len)
            continue;
        buf_add(out, ".TP\n");
        roff_add_bold(out, buf_text(&keys));
        buf_add_char(out, '\n');
        buf_clear(&sentence);
        keymap_write_sentence(screen, row->action, &sentence);
        roff_add_text(out, buf_text(&sentence));
        buf_add(out, ".\n.RI ( ");
        roff_add_text(out, action_name(row->action));
        buf_add(out, " )\n");
    }
    buf_free(&keys);
    buf_free(&sentence);
}

static void add_everywhere(struct buf *out)
{
    static const struct binding none[] = { { .action = ACTION_NONE } };
    static const struct screen_class any = { .name = "all", .bindings = none };
    add_bindings(out, &any, global_bindings);
}

static void add_screens(struct buf *out)
{
    for (size_t i = 0; all_screens[i]; i++) {
        const struct screen_class *screen = all_screens[i];
        buf_add(out, ".SS \"");
        roff_add_text(out, screen->title);
        buf_add(out, " (");
        roff_add_text(out, screen->name);
        buf_add(out, ")\"\n");
        roff_add_line(out, screen->about);
        add_bindings(out, screen, screen->bindings);
    }
}

static void add_actions(struct buf *out)
{
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        buf_add(out, ".TP\n");
        roff_add_bold(out, action_name((enum action)i));
        buf_add_char(out, '\n');
        roff_add_text(out, action_sentence((enum action)i));
        buf_add(out, ".\n");
    }
}

bool keys_manual_write(struct buf *out, const char *page)
{
    static const struct roff_table tables[] = { { "everywhere", add_everywhere },
                                                { "screens", add_screens },
                                                { "actions", add_actions },
                                                { 0 } };
    return roff_add_page(out, page, tables);
}
