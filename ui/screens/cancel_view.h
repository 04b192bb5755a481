/* The private struct of the screen that cancels lines, shared by its files alone: cancel_lines.c (the
 * screen, its confirmation, its keys) and cancel_orders.c (the orders, read before and after). */
#ifndef UI_SCREENS_CANCEL_VIEW_H
#define UI_SCREENS_CANCEL_VIEW_H

#include "ui/screens/cancel_lines.h"
#include "ui/screens/cancel_rows.h"
#include "ui/screens/confirm.h"
#include "work/fetch.h"

enum cancel_view_state {
    CANCEL_READING, /* the orders, before anything is shown */
    CANCEL_CHOOSING,
    CANCEL_CONFIRMING,
    CANCEL_WORKING,
    CANCEL_REREADING, /* the orders that lost lines, so that the list follows */
    CANCEL_REPORT
};

struct cancel_view_pick {
    char *id, *number, *item_id; /* item_id NULL = none */
    bool is_read;
};

struct cancel_lines {
    struct ui *ui;
    enum cancel_view_state state;
    struct cancel_view_pick *picks;
    size_t pick_count, at; /* at: which is being read */
    struct fetch *fetch;
    struct cancel_rows rows;
    struct buf notes; /* what has to be known of orders that are not among the rows */
    struct confirm confirm;
    /* Confirming: the order whose number is asked for, since it loses all of its lines; the count of
     * orders where the number of lines is asked for. */
    size_t asked;
    bool is_seen; /* confirming: its page was seen to the end */
    struct page page;
    struct cancel *work;
    size_t *sent; /* which row each of its lines is */
    size_t sent_count;
    bool *must_read; /* for each order of the rows: its lines may not be as the list shows them */
    size_t reading;  /* rereading: which order */
    unsigned timer;
    int64_t since;
    void (*on_cancelled)(void *context, const char *order_id, const char *item_id);
    void *context;
};

/* Reads the picked orders that were not read yet, one behind the other; then lines are chosen. */
void cancel_read_next(struct cancel_lines *screen);
void cancel_stop_reading(struct cancel_lines *screen); /* the rest is left out, and that is said */
/* How many different orders the first picks are. */
size_t cancel_count_orders(const struct cancel_lines *screen, size_t until);
void cancel_read_again(struct cancel_lines *screen); /* all of them; marks are kept */
/* After the end: the orders with lines that are not cancelled are read again, those lines marked. */
void cancel_try_again(struct cancel_lines *screen);

/* Reads the orders again that lost lines, from `reading` on; then comes the report. */
void cancel_reread_next(struct cancel_lines *screen);
void cancel_reread(struct cancel_lines *screen); /* also those of lines without an answer */
void cancel_stop_rereading(struct cancel_lines *screen);
/* Orders of which it is not known how they are now. */
size_t cancel_count_open(const struct cancel_lines *screen);

/* Once for each line that was cancelled: to whoever opened the screen. */
void cancel_tell(struct cancel_lines *screen, struct cancel_row *row);
/* The marked lines as a page: to be confirmed, or with what became of them. */
void cancel_write_page(struct cancel_lines *screen);

#endif
