/* The private struct of the screen of profiles, shared by its files alone: profiles_rows.c (what its rows are;
 * it calls none of the others), profiles_draw.c (how it looks), profiles_do.c (what is done to rows), profiles.c
 * (the screen and its keys). */
#ifndef UI_SCREENS_PROFILES_VIEW_H
#define UI_SCREENS_PROFILES_VIEW_H

#include "ui/screens/page.h"
#include "ui/ui.h"
#include "ui/widgets/line.h"
#include "ui/widgets/list.h"
#include "work/profiles.h"

struct profiles_row {
    char *name;
    struct profile_facts facts;
    unsigned option; /* typed; 0 = none */
    char *tested;    /* what the last test came to; NULL = none */
    enum role tested_role;
    bool is_testing;
};

struct profiles_test;

struct profiles_task {
    char *name;
    unsigned what;
};

struct profiles_view {
    struct ui *ui;
    struct profiles *profiles; /* NULL = there are none */
    struct profiles_row *rows;
    size_t count, cap;
    size_t *shown;    /* those with the words typed, as places in rows */
    struct list list; /* of those shown */
    struct line typed;
    bool is_narrowing;
    struct profiles_test *tests; /* under way */
    struct profiles_task *todo;  /* options that run one after the other */
    size_t todo_count, todo_cap, todo_next;
    struct page detail;
};

/* Reads what is known of each profile anew, without a request; options and tests stay with their rows. */
void profiles_read(struct profiles_view *view);
void profiles_narrow(struct profiles_view *view);
struct profiles_row *profiles_selected(const struct profiles_view *view); /* NULL = none */
struct profiles_row *profiles_row_of(const struct profiles_view *view, const char *name);
void profiles_select(struct profiles_view *view, const char *name); /* if it is shown */
bool profiles_is_used(const struct profiles_view *view, const char *name);
void profiles_rows_free(struct profiles_view *view);

void profiles_draw(struct profiles_view *view, struct area area);

/* Of profiles_do.c: digits of options, letters that do the same at once, what runs them. */
bool profiles_do_act(struct profiles_view *view, enum action action); /* false: not mine */
void profiles_do_go_on(struct profiles_view *view); /* the next of what was typed, if any */
bool profiles_do_take_answers(struct profiles_view *view);
bool profiles_do_stop(struct profiles_view *view); /* tests under way; false: there are none */
void profiles_do_free(struct profiles_view *view);
/* For bindings. */
bool profiles_has_rows(const void *screen, struct buf *why);
bool profiles_can_use(const void *screen, struct buf *why);
bool profiles_can_change(const void *screen, struct buf *why);
bool profiles_can_forget(const void *screen, struct buf *why);
bool profiles_can_replace(const void *screen, struct buf *why);
bool profiles_can_test(const void *screen, struct buf *why);
bool profiles_can_pardon(const void *screen, struct buf *why);

#endif
