/* What the files of the orders screen share: its state, and reading, narrowing and sorting it. For
 * orders*.c only; orders_columns.c and orders_draw.c draw it, the screens over it use both, and none of
 * these is known here. */
#ifndef UI_SCREENS_ORDERS_CORE_H
#define UI_SCREENS_ORDERS_CORE_H

#include "api/api.h"
#include "model/filter.h"
#include "model/filter_range.h"
#include "model/order_marks.h"
#include "ui/screens/orders.h"
#include "ui/widgets/form.h"
#include "ui/widgets/line.h"
#include "ui/widgets/list.h"

#include <time.h>

enum orders_state {
    ORDERS_READ,    /* the rows are all there are */
    ORDERS_READING, /* a request is on its way */
    ORDERS_STOPPED, /* the user stopped it */
    ORDERS_BARRED,  /* it may not be asked for: nothing was */
    ORDERS_FAILED,
};

/* Columns of the screen alone; behind those of the model. */
enum {
    ORDERS_COLUMN_FLAGS = ORDER_COLUMNS,
    ORDERS_COLUMN_CODE,
    ORDERS_COLUMN_STATE, /* A or X, where active and cancelled orders were asked for */
    ORDERS_COLUMNS
};

/* One thing to be done to an order, which is found again by its id or number. */
struct orders_task {
    char *id, *number;
    unsigned what; /* see orders_options.c */
    bool is_done;
};

struct orders_todo {
    struct orders_task *list;
    size_t count, cap, next;
    size_t opened, screens; /* "2 of 3" */
};

struct orders {
    struct ui *ui;
    int32_t today;
    struct filter filter;                 /* as it stands in the form */
    struct filter asked;                  /* what the rows are the answer to */
    enum filter_range range, asked_range; /* what their dates were picked as, if they still are */
    struct form form;
    int form_cols, form_rows; /* what the form is laid out for */
    struct order_list *list;
    struct order_list *incoming; /* the same question again, shown once it is whole; else NULL */
    struct order_view view;
    struct list cursor;
    struct order_marks marks;
    size_t marked_shown;             /* marked rows that are shown */
    size_t range_row;                /* where a range of marks begins; orders_nowhere = no range */
    uint8_t columns[ORDERS_COLUMNS]; /* those chosen, in order; none = as the width has room */
    size_t column_count;
    struct orders_todo todo;
    bool is_sorting; /* the columns to sort by are offered */
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
bool orders_can_read(const struct orders *orders, struct buf *why);
bool orders_stop(struct orders *orders); /* the read under way; false: there is none */
void orders_drop_read(struct orders *orders);
void orders_catch_up(struct orders *orders); /* takes in rows that have arrived */
/* The row of the list that is selected; orders_nowhere where there is none. */
size_t orders_selected(const struct orders *orders);
void orders_select(struct orders *orders, size_t row);
void orders_set_narrow(struct orders *orders, const char *words);
void orders_sort(struct orders *orders, enum order_column column, bool reverse);
/* The order was read anew, or is gone: its row follows, where it has one. */
void orders_put_row(struct orders *orders, const struct order *order);
void orders_take_out_row(struct orders *orders, const char *order_id);
int orders_request_cost(const struct filter *filter);
bool orders_same_filter(const struct filter *a, const struct filter *b);
bool orders_asks_all(const struct filter *filter); /* active and cancelled ones */
/* Marks change through these, so that those shown are counted. */
void orders_mark(struct orders *orders, size_t row, bool marked);      /* a row that is shown */
void orders_mark_shown(struct orders *orders, size_t from, size_t to); /* places in the view */
void orders_unmark(struct orders *orders);                             /* options too */

/* orders_form.c */
void orders_make_form(struct orders *orders);
/* The places flow from left to right in `cols`. They are moved, not made anew: what is being typed
 * into them stays. */
void orders_fit_form(struct orders *orders, int cols);

#endif
