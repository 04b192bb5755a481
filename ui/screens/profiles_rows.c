/* The rows of the screen of profiles: what is known of each, which are shown, which is selected. Reading asks
 * nothing of the service; draws nothing, and knows no keys. */
#include "config.h"
#include "ui/screens/profiles_view.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static void free_row(struct profiles_row *row)
{
    profile_facts_free(&row->facts);
    free(row->name);
    free(row->tested);
}

struct profiles_row *profiles_row_of(const struct profiles_view *view, const char *name)
{
    for (size_t i = 0; name && i < view->count; i++)
        if (strcmp(view->rows[i].name, name) == 0)
            return &view->rows[i];
    return NULL;
}

struct profiles_row *profiles_selected(const struct profiles_view *view)
{
    return view->list.selected < view->list.count ? &view->rows[view->shown[view->list.selected]]
                                                  : NULL;
}

bool profiles_is_used(const struct profiles_view *view, const char *name)
{
    const char *used = ui_profile(view->ui)->name;
    return used && name && strcmp(used, name) == 0;
}

/* What the row was before goes into the new one: what was typed on it, and the print of a command's token. */
static void fill_row(struct profiles_view *view, struct profiles_row *row, struct profiles_row *old)
{
    if (old) {
        memcpy(row->facts.print, old->facts.print, sizeof row->facts.print);
        row->option = old->option;
        row->tested_role = old->tested_role;
        row->is_testing = old->is_testing;
        row->tested = old->tested;
        old->tested = NULL;
    }
    profiles_facts(view->profiles, row->name, &row->facts);
}

void profiles_select(struct profiles_view *view, const char *name)
{
    for (size_t i = 0; name && i < view->list.count; i++)
        if (strcmp(view->rows[view->shown[i]].name, name) == 0)
            view->list.selected = i;
}

void profiles_read(struct profiles_view *view)
{
    struct profiles_view before = *view;
    const struct profiles_row *selected = profiles_selected(view);
    char *name = selected ? mem_strdup(selected->name) : NULL;
    const char *added = NULL; /* or renamed: that is what was worked on */
    view->rows = NULL;
    view->cap = view->count = 0;
    for (size_t i = 0; view->profiles && i < profiles_count(view->profiles); i++) {
        MEM_GROW(view->rows, view->count, view->cap);
        struct profiles_row *row = &view->rows[view->count++];
        *row = (struct profiles_row){ .name = mem_strdup(profiles_at(view->profiles, i)->name) };
        struct profiles_row *old = profiles_row_of(&before, row->name);
        fill_row(view, row, old);
        if (!old)
            added = row->name;
    }
    for (size_t i = 0; i < before.count; i++)
        free_row(&before.rows[i]);
    free(before.rows);
    view->shown = mem_resize(view->shown, view->count + 1, sizeof *view->shown);
    profiles_narrow(view);
    profiles_select(view, added && before.count ? added : name);
    free(name);
}

/* Whether the row has all the words, in any order. */
static bool has_words(const struct profiles_view *view, const struct profiles_row *row,
                      const char *folded)
{
    const struct profile *profile = profiles_find(view->profiles, row->name);
    struct buf text = { 0 };
    bool has = true;
    utf8_fold_into(&text, row->name);
    buf_addf(&text, " %s %s #%s ", token_type_word(profile->token_type),
             profile_state_word(row->facts.state), row->facts.print);
    utf8_fold_into(&text, profile->description ? profile->description : "");
    for (const char *at = folded; has && *at; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        char *word = mem_strndup(at, strcspn(at, " "));
        has = strstr(buf_text(&text), word) != NULL;
        free(word);
    }
    buf_free(&text);
    return has;
}

void profiles_narrow(struct profiles_view *view)
{
    char *words = utf8_fold(buf_text(&view->typed.text));
    size_t count = 0;
    for (size_t i = 0; i < view->count; i++)
        if (has_words(view, &view->rows[i], words))
            view->shown[count++] = i;
    list_set_count(&view->list, count);
    free(words);
}

void profiles_rows_free(struct profiles_view *view)
{
    for (size_t i = 0; i < view->count; i++)
        free_row(&view->rows[i]);
    free(view->rows);
    free(view->shown);
}
