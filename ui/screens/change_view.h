/* The private struct of the screen that reviews and sends a change, shared by its files alone: change.c (the
 * screen, its looks, its keys), change_plan.c (what is to be sent, and what is asked before) and change_send.c
 * (carrying it out). */
#ifndef UI_SCREENS_CHANGE_VIEW_H
#define UI_SCREENS_CHANGE_VIEW_H

#include "ui/screens/change.h"
#include "ui/screens/confirm.h"
#include "ui/screens/page.h"
#include "model/diff.h"
#include "model/merge.h"
#include "work/change.h"

enum change_view_state {
    CHANGE_VIEW_ASKING,
    CHANGE_VIEW_NOTHING, /* there is nothing to send */
    CHANGE_VIEW_UNDER_WAY,
    CHANGE_VIEW_DIFFERS, /* to be decided, or on the way back to the form */
    CHANGE_VIEW_REPORT,
    CHANGE_VIEW_DONE /* all is there as it was sent: on the way out */
};

struct change_view {
    struct ui *ui;
    struct order_doc *doc;
    struct order prepared;
    struct update_plan plan;
    struct diff diff;
    struct page page;
    enum change_view_state state;
    enum order_sent before; /* what was so before it was sent */
    size_t warnings;
    bool adds_lines;
    char *obstacle; /* why it cannot be sent at all; NULL = it can */
    struct confirm confirm;
    char *note; /* why it came to nothing; NULL = nothing was tried */
    struct change *change;
    unsigned timer;
    size_t step;   /* the request under way … */
    int64_t since; /* … and when it began */
    /* Somebody else's change, while it is decided. */
    struct merge merge;
    struct order base, mine; /* the doc's, to be merged */
    bool is_deciding;        /* its screen is above this one */
};

/* The word that sends a new line a second time. */
extern const char change_view_again[];
/* Whether it is asked for: where an answer was lost, a new line may be there already. */
bool change_view_needs_word(const struct change_view *view);
const char *change_view_number(const struct change_view *view);
/* Plans what is to be sent from the doc as it is now, shows it, and asks. */
void change_view_begin(struct change_view *view);

void change_view_send(struct change_view *view);
void change_view_stop(struct change_view *view); /* after the request under way */
void change_view_show_progress(struct change_view *view);
/* Of the screen's class: somebody else's change is decided in a screen above. */
void change_view_woken(void *screen);
void change_view_shown_again(void *screen);

#endif
