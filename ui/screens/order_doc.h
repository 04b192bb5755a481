/* The order that is being entered or changed, shared by the form, its details, its mixes and its
 * review: the values, what is wrong with them and what of that is to be shown, what a change changes,
 * undo, and the draft on disk. Draws nothing, reads no keys. Its files lean on each other one way, in the
 * order of the parts below, order_change.h and order_group.h before the judging: none calls a later one. */
#ifndef UI_SCREENS_ORDER_DOC_H
#define UI_SCREENS_ORDER_DOC_H

#include "model/diff.h"
#include "model/history.h"
#include "model/totals.h"
#include "store/remembered.h"
#include "ui/screens/order_place.h"
#include "ui/ui.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What became of sending it. Kept with the draft, so that it outlives the program. */
enum order_sent {
    SENT_NEVER,
    SENT_OPEN, /* sent, and no answer came: it may be saved there */
    SENT_PART, /* saved there under `number`; some lines were refused */
    SENT_DONE
};

/* What the form remembers of a line beside its values. */
struct order_doc_line {
    uint32_t seen; /* bits of enum item_field: the cursor has left this field */
    bool mix_seen; /* the parts were looked at */
};

struct order_doc {
    struct ui *ui;
    struct order order;
    bool is_change;    /* of an order that is there already … */
    struct order base; /* … as the service had it when the change began, with what was looked up */
    struct order_place cursor; /* what is being typed just now; its field is NULL between fields */
    bool read_only;
    struct order_doc_line *lines; /* one for each line */
    size_t line_cap;
    uint64_t seen; /* bits of enum order_field */
    bool show_all; /* all problems are shown, not only those of fields already left */

    struct diff changes; /* base -> order, as typed: for marks; empty where it is no change */
    struct totals was;   /* base's */
    size_t change_count; /* what is different in what would be sent … */
    size_t change_cost;  /* … and the requests that takes, the readings included */
    struct remembered remembered; /* what was written from here and no reply says */

    struct history history;
    unsigned long visit; /* counts fields the cursor was in: the token of undo's steps */

    struct issues issues;       /* of the order without blank lines at its end … */
    struct order_place *places; /* … and where each of them is */
    size_t place_cap;
    size_t used_lines; /* lines without the blank ones at the end */
    struct totals totals;
    size_t body_bytes;

    struct order_place wants_pick; /* F4 there waits for the list of customers; field NULL = not */
    bool wants_review;             /* a screen above was left to review the order */
    bool wants_next;               /* a screen above was left in search of the next problem … */
    struct order_place next_from;  /* … behind this place */

    enum order_sent sent;
    char *number;  /* SENT_PART and SENT_DONE: what the service calls it */
    char *refusal; /* the service's words when it last said no; NULL = it did not */

    char *draft;      /* its name; NULL = not saved yet */
    bool dirty;       /* there is something that the draft on disk does not have */
    bool opened;      /* it began with another order's values, which belong together */
    unsigned timer;   /* until it is saved */
    unsigned awaited; /* bits of enum lookup_kind: lists under way */
    bool save_failed; /* said once */
};

_Static_assert(ORDER_FIELDS <= 64 && ITEM_FIELDS <= 32, "one bit for each field");

/* --- the core (order_doc.c): the values as they are --- */

/* The value at a place; NULL where there is none. */
struct value *order_doc_value(struct order_doc *doc, struct order_place place);
/* Lines. Pointers into the order's lines are invalid after both. */
void order_doc_grow_lines(struct order_doc *doc, size_t count); /* room for so many marks */
void order_doc_delete_line(struct order_doc *doc, size_t at);   /* it and its marks, no more */
bool order_doc_line_is_blank(const struct item *item);
bool order_doc_part_is_blank(const struct breakdown *part);
bool order_doc_custom_is_blank(const struct custom *custom);
bool order_doc_is_blank(const struct order_doc *doc); /* nothing was typed; a change: changed */
/* The order without the blank lines, parts and custom fields at ends, which are there to be typed
 * into only. It shares all with the order: it is freed by order_doc_free_used() alone, and soon. */
struct order order_doc_used(const struct order_doc *doc);
void order_doc_free_used(struct order *used);
/* Whether the token may send it, new or as a change; false and why not. It can be written all the same. */
bool order_doc_may_send(const struct order_doc *doc, struct buf *why);
/* Whether it may be changed; appends the reason why not. */
bool order_doc_can_write(const struct order_doc *doc, struct buf *why);
/* Whether a line may be added; appends the reason why not. */
bool order_doc_can_add_line(const struct order_doc *doc, struct buf *why);
/* The list is under way: when it is there, what waits for it is completed. */
void order_doc_await_list(struct order_doc *doc, enum lookup_kind kind);

/* --- what was found wrong (order_doc_issues.c) --- */

/* "Line 2, part 1: " and the sentence, for people; no place where it is the header or the order as a
 * whole. */
void order_doc_write_issue(const struct issue *issue, struct buf *out);
/* The cursor has left this field: its problems are shown from now on. */
void order_doc_saw(struct order_doc *doc, struct order_place place);
bool order_doc_shows(const struct order_doc *doc, const struct issue *issue);
/* The problem to be shown at a field: its own, or that of the group it belongs to. NULL = none, or
 * none that is to be shown yet. */
const struct issue *order_doc_issue_at(const struct order_doc *doc, struct order_place place);
/* The same whether it is to be shown or not. */
const struct issue *order_doc_fault_at(const struct order_doc *doc, struct order_place place);
/* The next problem behind `from` in the order of the form, from the beginning again at the end:
 * errors where there are any, else warnings. NULL = none. */
const struct issue *order_doc_next_issue(const struct order_doc *doc, struct order_place from);
size_t order_doc_count_errors(const struct order_doc *doc, bool shown_only);
bool order_doc_is_required(const struct order_doc *doc, struct order_place place);
/* "Customer, Carrier, Start": the fields still to be filled in; nothing where all are. */
void order_doc_write_needed(const struct order_doc *doc, struct buf *out);

/* --- the draft (order_doc_draft.c) --- */

bool order_doc_save(struct order_doc *doc);       /* now; says so where it fails */
void order_doc_save_soon(struct order_doc *doc);  /* within a second */
void order_doc_drop_draft(struct order_doc *doc); /* it is not needed any more */
/* The draft is saved under what became of sending it; false where that could not be, which is said.
 * The draft of before stays then. */
bool order_doc_set_sent(struct order_doc *doc, enum order_sent sent, const char *number);
/* What a draft's name says of it; *number is NULL or the caller's. */
enum order_sent order_doc_sent_of_draft(const char *name, char **number);
void order_doc_title(const struct order_doc *doc, struct buf *out);

/* --- judging (order_doc_judge.c) --- */

/* Finds anew what is wrong, what differs, and what that makes in totals and bytes. */
void order_doc_judge(struct order_doc *doc);

/* --- undo (order_doc_undo.c): a step is what was done since the cursor came to a field --- */

void order_doc_note(struct order_doc *doc);        /* an edit is complete */
void order_doc_next_step(struct order_doc *doc);   /* what comes is a step of its own */
void order_doc_begin_steps(struct order_doc *doc); /* forgets all there were */
/* What was typed was completed, or blank lines went: that is part of the last step. */
void order_doc_note_along(struct order_doc *doc);
/* What was not touched got the ids the service did not tell: no step. Lines stay where they are. */
void order_doc_pass_over(struct order_doc *doc);
/* Takes back the last step, or with `again` does it again, and says what that was. Pointers into the
 * order are invalid. `place` gets where it was. False where there is none. */
bool order_doc_undo(struct order_doc *doc, bool again, struct order_place *place);
bool order_doc_can_undo(const struct order_doc *doc, struct buf *why);
bool order_doc_can_redo(const struct order_doc *doc, struct buf *why);

/* --- lists that values wait for (order_doc_lists.c) --- */

/* Gives up waiting for them and says so; false: none was awaited. */
bool order_doc_stop_lists(struct order_doc *doc);
/* Looks whether any of them is there by now: after each wake, and when a field is left. The value
 * at doc->cursor is being typed and is not completed. */
void order_doc_look_at_lists(struct order_doc *doc);
/* Once: the list that F4 waited for is there (or failed), so that it can be tried again. */
bool order_doc_can_pick_now(struct order_doc *doc);

/* --- edits (order_doc_edit.c) --- */

/* After any change of a value: judges the order anew, makes it a step of undo and has the draft saved
 * soon. */
void order_doc_changed(struct order_doc *doc);
/* order_change_set_back() and order_change_recall() as a step of their own. */
void order_doc_set_back(struct order_doc *doc, struct order_place place);
void order_doc_recall(struct order_doc *doc, struct order_place place);
/* Lines. Pointers into the order's lines are invalid after all of these. */
void order_doc_insert_line(struct order_doc *doc, size_t at);
void order_doc_copy_line(struct order_doc *doc, size_t from); /* into a new one below it */
void order_doc_remove_line(struct order_doc *doc, size_t at);
/* The service has cancelled this line: it goes from base and order, and nothing before it can be
 * undone. */
void order_doc_line_cancelled(struct order_doc *doc, const char *item_id);
void order_doc_drop_blank_lines(struct order_doc *doc); /* leaves one where all are blank */

/* --- beginning and end (order_doc_open.c) --- */

/* `order` is copied; NULL = a blank order with one blank line. */
void order_doc_open(struct order_doc *doc, struct ui *ui, const struct order *order,
                    bool read_only);
/* A change of `base`; `mine` is how it was edited so far, NULL = not at all. Both are copied. */
void order_doc_open_change(struct order_doc *doc, struct ui *ui, const struct order *base,
                           const struct order *mine);
/* A new order with the values of `from`, which the doc saves as a draft soon. `lost` gets the labels of
 * what could not be copied. */
void order_doc_open_copy(struct order_doc *doc, struct ui *ui, const struct order *from,
                         struct buf *lost);
/* A new order that the service has now, as `base`; `mine` is what is still wanted of it. Its draft is one of
 * a change from here on. */
void order_doc_turn_into_change(struct order_doc *doc, const struct order *base,
                                const struct order *mine);
/* The service has `base` now; `mine` is what is still wanted. Both are copied, and may be the doc's own.
 * Lines may have come and gone: the form is laid out anew when it is seen again. What was done before
 * cannot be undone any more; the draft is saved, or goes where nothing is left to be sent. */
void order_doc_rebase(struct order_doc *doc, const struct order *base, const struct order *mine);
void order_doc_close(struct order_doc *doc);

#endif
