/* What the files of the orders screen share: its state. For orders*.c only. */
#ifndef UI_SCREENS_ORDERS_VIEW_H
#define UI_SCREENS_ORDERS_VIEW_H

#include "api/api.h"
#include "model/filter.h"
#include "model/order_list.h"
#include "ui/screens/orders.h"
#include "ui/widgets/form.h"
#include "ui/widgets/line.h"
#include "ui/widgets/list.h"

#include <time.h>

enum orders_state {
    ORDERS_READ,    /* the rows are all there are */
    ORDERS_READING, /* a request is on its way */
    ORDERS_STOPPED, /* the user stopped it */
    ORDERS_FAILED,
};

struct orders {
    struct ui *ui;
    int32_t today;
    struct filter filter; /* as it stands in the form */
    struct filter asked;  /* what the rows are the answer to */
    struct form form;
    int form_cols, form_rows; /* what the form is laid out for */
    struct order_list *list;
    struct order_list *incoming; /* the same question again, shown once it is whole; else NULL */
    struct order_view view;
    struct list cursor;
    bool has_moved;  /* the selected order is meant, not just the first row */
    int number_cols; /* of the longest number, up to number_seen rows of the list */
    size_t number_seen;
    struct line narrow;
    bool is_narrowing; /* the words are being typed */
    enum orders_state state;
    unsigned request, timer;
    size_t arrived, bytes;
    int64_t began;      /* clock_millis() of the read under way */
    time_t read_at;     /* when the rows were read whole; 0 = they are not */
    struct buf trouble; /* the last read's failure */
    enum api_outcome outcome;
    int http_status;
    char *wanted;      /* the number of an order sent just now; NULL = none */
    bool reads_for_it; /* the list was asked for after that, so it can be in the answer */
};

/* orders.c */
void orders_read(struct orders *orders, bool same_question);
void orders_catch_up(struct orders *orders); /* takes in rows that have arrived */
void orders_set_narrow(struct orders *orders, const char *words);
int orders_request_cost(const struct filter *filter);

/* orders_draw.c */
void orders_draw(struct orders *orders, struct area area);

/* orders_columns.c */
void orders_draw_rows(struct orders *orders, struct area area); /* row 0 of it are the titles */
void orders_draw_totals(const struct orders *orders, struct area area);
void orders_draw_legend(struct area area);
const char *orders_sort_title(enum order_column column); /* "next truck" */
/* The column to sort by next: the one right of the present one that is on screen. */
enum order_column orders_next_sort(const struct orders *orders);

/* orders_filter.c */
void orders_make_form(struct orders *orders);
/* The places flow from left to right in `cols`. They are moved, not made anew: what is being typed
 * into them stays. */
void orders_fit_form(struct orders *orders, int cols);
/* Both lie over the orders screen, take its struct as argument, and draw it. */
extern const struct screen_class orders_filter_screen, orders_narrow_screen;

#endif
