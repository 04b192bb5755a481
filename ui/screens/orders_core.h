/* What the files of the orders screen share: its state, and reading, narrowing and sorting it. For
 * orders*.c only; orders_columns.c and orders_draw.c draw it, the screens over it use both, and none of
 * these is known here. */
#ifndef UI_SCREENS_ORDERS_CORE_H
#define UI_SCREENS_ORDERS_CORE_H

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

static const size_t orders_nowhere = (size_t)-1;

void orders_read(struct orders *orders, bool same_question);
bool orders_stop(struct orders *orders); /* the read under way; false: there is none */
void orders_drop_read(struct orders *orders);
void orders_catch_up(struct orders *orders); /* takes in rows that have arrived */
/* The row of the list that is selected; orders_nowhere where there is none. */
size_t orders_selected(const struct orders *orders);
void orders_set_narrow(struct orders *orders, const char *words);
void orders_sort(struct orders *orders, enum order_column column, bool reverse);
int orders_request_cost(const struct filter *filter);

/* orders_form.c */
void orders_make_form(struct orders *orders);
/* The places flow from left to right in `cols`. They are moved, not made anew: what is being typed
 * into them stays. */
void orders_fit_form(struct orders *orders, int cols);

#endif
