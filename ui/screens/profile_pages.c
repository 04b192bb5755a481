/* Reading all of a profile, and forgetting one; see profile_pages.h. */
#include "config.h"
#include "ui/screens/profile_pages.h"
#include "base/mem.h"
#include "store/vault.h"
#include "ui/screens/confirm.h"
#include "ui/screens/page.h"
#include "ui/screens/profile_words.h"
#include "work/profiles.h"

#include <stdlib.h>
#include <string.h>

struct profile_page {
    struct ui *ui;
    char *name;
    struct page page;
    struct confirm confirm; /* forgetting only */
    char *why;              /* why it came to nothing; NULL = it was not tried */
};

static struct profile_page *new_page(struct ui *ui, const char *name)
{
    struct profile_page *page = mem_calloc(1, sizeof *page);
    page->ui = ui;
    page->name = mem_strdup(name);
    return page;
}

static void close_page(void *screen)
{
    struct profile_page *page = screen;
    page_free(&page->page);
    confirm_free(&page->confirm);
    free(page->why);
    free(page->name);
    free(page);
}

static void heading(void *screen, struct buf *out)
{
    buf_add(out, ((const struct profile_page *)screen)->name);
}

/* ------ reading ------ */

static void *open_all(struct ui *ui, void *argument)
{
    const struct profile *profile = profiles_find(ui_profiles(ui), argument);
    if (!profile)
        return NULL;
    struct profile_page *page = new_page(ui, argument);
    struct profile_facts facts = { 0 };
    profiles_facts(ui_profiles(ui), page->name, &facts);
    profile_words_add(&page->page, profile, &facts, ROLE_NORMAL, NULL);
    profile_words_add_options(&page->page, profile);
    profile_facts_free(&facts);
    return page;
}

static void draw_all(void *screen, struct area area)
{
    paint_no_cursor();
    page_draw(&((struct profile_page *)screen)->page, area);
}

static enum ui_handled act_all(void *screen, enum action action)
{
    return page_act(&((struct profile_page *)screen)->page, action) ? UI_HANDLED : UI_NOT_HANDLED;
}

static const struct binding all_bindings[] = {
    PAGE_BINDINGS,
    { { NULL }, ACTION_NONE, NULL, NULL },
};

const struct screen_class profile_screen = {
    .name = "profile",
    .title = "Profile",
    .about = "Everything that is known of one profile, and every option of it. Nothing is asked of "
             "the service. The token itself is never shown.",
    .bindings = all_bindings,
    .open = open_all,
    .close = close_page,
    .draw = draw_all,
    .act = act_all,
    .heading = heading,
};

/* ------ forgetting ------ */

/* The file that goes with it: only one that was made here; the caller frees it. NULL = none. */
static char *file_of(const struct profile *profile)
{
    char *own = vault_path(profile->name);
    if (profile->token_file && strcmp(own, profile->token_file) == 0)
        return own;
    free(own);
    return NULL;
}

static void write_what_goes(struct page *page, const struct profile *profile, const char *file)
{
    struct buf text = { 0 };
    page_add(page, ROLE_HEADING, 0, "What goes");
    buf_addf(&text, "the profile %s with its settings", profile->name);
    page_add(page, ROLE_VALUE, 2, buf_text(&text));
    buf_clear(&text);
    if (file) {
        buf_add(&text, "its secret, in ");
        profile_words_path(file, &text);
        buf_add(&text, ", which is overwritten first");
        page_add(page, ROLE_VALUE, 2, buf_text(&text));
    }
    page_add(page, ROLE_NORMAL, 0, "");
    page_add(page, ROLE_HEADING, 0, "What stays");
    page_add(page, ROLE_VALUE, 2,
             "parked orders and the journal: they are there again when a profile of this name is");
    if (!file && profile->token_file) {
        buf_clear(&text);
        buf_add(&text, "its token file, which was not made here: ");
        profile_words_path(profile->token_file, &text);
        page_add(page, ROLE_VALUE, 2, buf_text(&text));
    }
    page_add(page, ROLE_VALUE, 2,
             "the token at the service: it is taken back in Komet (Setup > Settings > Tokens)");
    buf_free(&text);
}

static void *open_forget(struct ui *ui, void *argument)
{
    const struct profile *profile = profiles_find(ui_profiles(ui), argument);
    if (!profile)
        return NULL;
    struct profile_page *page = new_page(ui, argument);
    char *file = file_of(profile);
    write_what_goes(&page->page, profile, file);
    confirm_ask(&page->confirm, ui, file ? page->name : NULL); /* a secret cannot be had back */
    free(file);
    return page;
}

static void draw_forget(void *screen, struct area area)
{
    struct profile_page *page = screen;
    bool types = page->confirm.wanted && *page->confirm.wanted;
    char *question = types ? mem_printf("The secret goes for good. Type the name %s and press "
                                        "Enter to forget the profile.",
                                        page->name)
                           : mem_printf("F10 or Enter forgets the profile %s.", page->name);
    paint_no_cursor();
    struct area foot = confirm_draw_page(&page->page, area);
    confirm_draw(&page->confirm, foot, page->why, question, "Forget");
    free(question);
}

static void forget(struct profile_page *page)
{
    struct error error = { 0 };
    free(page->why);
    page->why = NULL;
    if (!confirm_take(&page->confirm)) {
        page->why = mem_printf("Not forgotten: that is not the name, letter by letter.");
    } else if (profiles_forget(ui_profiles(page->ui), page->name, &error)) {
        ui_say(page->ui, ROLE_OK, "%s is forgotten here.", page->name);
        ui_pop(page->ui);
    } else {
        page->why = mem_printf("Not forgotten: %s.", error_text(&error));
    }
    error_clear(&error);
}

static enum ui_handled key_forget(void *screen, struct key key)
{
    return confirm_key(&((struct profile_page *)screen)->confirm, key);
}

static enum ui_handled act_forget(void *screen, enum action action)
{
    struct profile_page *page = screen;
    if (action == ACTION_CHOOSE)
        forget(page);
    else
        return page_act(&page->page, action) ? UI_HANDLED : UI_NOT_HANDLED;
    return UI_HANDLED;
}

static const struct binding forget_bindings[] = {
    { { "Enter", "F10", "Ctrl-S" }, ACTION_CHOOSE, "Forget", NULL },
    { { "F3", "Esc", "Ctrl-X" }, ACTION_BACK, "Keep it", NULL },
    { { "Up" }, ACTION_MOVE_UP, NULL, NULL },
    { { "Down" }, ACTION_MOVE_DOWN, NULL, NULL },
    { { "PgUp", "F7" }, ACTION_PAGE_UP, NULL, NULL },
    { { "PgDn", "F8" }, ACTION_PAGE_DOWN, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_sentence forget_sentences[] = {
    { ACTION_CHOOSE, "Forget the profile, once its name is typed where that is asked for" },
    { ACTION_BACK, "Go back and keep the profile" },
    { ACTION_NONE, NULL },
};

const struct screen_class profile_forget_screen = {
    .name = "profile-forget",
    .title = "Forget a profile",
    .about = "What goes when a profile is forgotten, and what stays. Where a secret that is kept "
             "here goes with it, the profile's name has to be typed. Parked orders and the journal "
             "stay on this machine.",
    .bindings = forget_bindings,
    .sentences = forget_sentences,
    .open = open_forget,
    .close = close_page,
    .draw = draw_forget,
    .key = key_forget,
    .act = act_forget,
    .heading = heading,
};
