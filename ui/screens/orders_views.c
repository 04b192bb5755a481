/* Saved views of the list of standing orders: writing down how the list is, and making it so again; see
 * orders_views.h. Draws nothing. */
#include "config.h"
#include "ui/screens/orders_views.h"
#include "ui/screens/orders_columns.h"

#include <string.h>

/* Beside the views with letters of people. */
static const char last_used = '.';

/* What of the filter is kept under which name; the dates have a form of their own. */
static const struct {
    enum filter_field field;
    const char *name;
} kept[] = {
    { FILTER_STATUS, "status" },           { FILTER_NUMBER, "number" },
    { FILTER_CUSTOMER, "customer" },       { FILTER_CUSTOMER_ID, "customer-id" },
    { FILTER_LOCATION_ID, "location-id" },
};

enum { KEPT = sizeof kept / sizeof *kept };

/* --- columns --- */

static void write_columns(const struct orders *orders, struct buf *out)
{
    for (size_t i = 0; i < orders->column_count; i++)
        buf_addf(out, "%s%s", i ? ", " : "", orders_column_of(orders->columns[i])->name);
}

static int column_named(const char *name, size_t len)
{
    const struct orders_column *all = orders_columns();
    for (int i = 0; i < ORDERS_COLUMNS; i++) {
        if (orders_column_is_chosen(&all[i]) && strlen(all[i].name) == len &&
            strncmp(all[i].name, name, len) == 0)
            return all[i].what;
    }
    return -1;
}

/* Names that are not known, from another version, are left out, and so is what comes twice. */
static void read_columns(struct orders *orders, const char *text)
{
    orders->column_count = 0;
    while (*text) {
        size_t len = strcspn(text, ", ");
        int what = column_named(text, len);
        if (what >= 0 && !memchr(orders->columns, what, orders->column_count))
            orders->columns[orders->column_count++] = (uint8_t)what;
        text += len;
        text += strspn(text, ", ");
    }
}

void orders_views_keep_columns(struct orders *orders)
{
    struct views views = { 0 };
    struct error error = { 0 };
    struct buf text = { 0 };
    write_columns(orders, &text);
    if (views_load(&views, &error)) {
        view_set(views_put(&views, last_used), "columns", buf_text(&text));
        views_save(&views, &error);
    }
    if (error.text)
        ui_say(orders->ui, ROLE_ERROR, "The columns are not kept for the next start: %s.",
               error_text(&error));
    views_free(&views);
    error_clear(&error);
    buf_free(&text);
}

/* A file that cannot be read is spoken of when a view is asked for. */
void orders_views_start(struct orders *orders)
{
    struct views views = { 0 };
    const struct view *view;
    if (views_load(&views, NULL) && (view = views_find(&views, last_used)))
        read_columns(orders, view_get(view, "columns"));
    views_free(&views);
}

/* --- views --- */

void orders_view_write(const struct orders *orders, struct view *view)
{
    const struct filter *filter = &orders->asked;
    struct buf columns = { 0 };
    if (filter_has_range(filter, orders->asked_range, orders->today)) {
        view_set(view, "dates", filter_range_name(orders->asked_range));
    } else {
        view_set(view, "from", value_text(filter->v[FILTER_FROM]));
        view_set(view, "to", value_text(filter->v[FILTER_TO]));
    }
    for (size_t i = 0; i < KEPT; i++) {
        if (*value_text(filter->v[kept[i].field]))
            view_set(view, kept[i].name, value_text(filter->v[kept[i].field]));
    }
    view_set(view, "sort", orders_column_of((int)orders->view.sort)->name);
    if (orders->view.reverse)
        view_set(view, "reverse", "yes");
    if (orders->narrow.text.len)
        view_set(view, "narrow", buf_text(&orders->narrow.text));
    write_columns(orders, &columns);
    if (columns.len)
        view_set(view, "columns", buf_text(&columns));
    buf_free(&columns);
}

bool orders_view_filter(const struct orders *orders, const struct view *view, struct filter *filter,
                        enum filter_range *range, struct error *error)
{
    filter_init(filter, orders->today);
    *range = filter_range_by_name(view_get(view, "dates"));
    if (*range != FILTER_RANGE_NONE) {
        filter_set_range(filter, *range, orders->today);
    } else {
        value_set(&filter->v[FILTER_FROM], view_get(view, "from"));
        value_set(&filter->v[FILTER_TO], view_get(view, "to"));
    }
    for (size_t i = 0; i < KEPT; i++) {
        const char *text = view_get(view, kept[i].name);
        if (*text || kept[i].field != FILTER_STATUS)
            value_set(&filter->v[kept[i].field], text);
    }
    return filter_check(filter, error);
}

int orders_view_cost(const struct orders *orders, const struct view *view)
{
    struct filter filter = { 0 };
    enum filter_range range;
    int cost = 0;
    if (orders_view_filter(orders, view, &filter, &range, NULL) &&
        !(orders->read_at && orders_same_filter(&filter, &orders->asked)))
        cost = orders_request_cost(&filter);
    filter_free(&filter);
    return cost;
}

void orders_view_describe(const struct orders *orders, const struct view *view, struct buf *out)
{
    enum filter_range range = filter_range_by_name(view_get(view, "dates"));
    int sort = column_named(view_get(view, "sort"), strlen(view_get(view, "sort")));
    if (range != FILTER_RANGE_NONE)
        filter_range_title(range, orders->today, out);
    else
        buf_addf(out, "%s to %s", view_get(view, "from"), view_get(view, "to"));
    for (size_t i = 0; i < KEPT; i++) {
        const char *text = view_get(view, kept[i].name);
        if (*text)
            buf_addf(out, "; %s%s%s",
                     kept[i].field == FILTER_STATUS ? "" : filter_fields[kept[i].field].label,
                     kept[i].field == FILTER_STATUS ? "" : " ", text);
    }
    if (*view_get(view, "narrow"))
        buf_addf(out, "; /%s", view_get(view, "narrow"));
    if (sort >= 0)
        buf_addf(out, "; by %s%s", orders_column_of(sort)->said,
                 *view_get(view, "reverse") ? ", last first" : "");
}

void orders_view_take(struct orders *orders, const struct view *view)
{
    struct filter filter = { 0 };
    struct error error = { 0 };
    struct buf why = { 0 };
    enum filter_range range;
    if (!orders_view_filter(orders, view, &filter, &range, &error)) {
        ui_say(orders->ui, ROLE_ERROR, "The view %c cannot be taken: %s. Nothing was sent.",
               view->letter, error_text(&error));
    } else {
        int cost = orders_view_cost(orders, view);
        if (cost && !ui_can_ask(orders->ui, METHOD_ORDER_LIST, cost, API_LOOKING, &why)) {
            ui_say(orders->ui, ROLE_WARNING, "The view %c was not taken. %s", view->letter,
                   buf_text(&why));
            filter_free(&filter);
            buf_free(&why);
            return;
        }
        int sort = column_named(view_get(view, "sort"), strlen(view_get(view, "sort")));
        read_columns(orders, view_get(view, "columns"));
        orders->view.reverse = *view_get(view, "reverse") != '\0';
        if (sort >= 0 && sort < ORDER_COLUMNS)
            orders->view.sort = (enum order_column)sort;
        filter_copy(&orders->filter, &filter);
        orders->range = range;
        if (cost) {
            orders_read(orders, false);
        } else {
            filter_copy(&orders->asked, &filter);
            orders->asked_range = range;
            orders_sort(orders, orders->view.sort, orders->view.reverse);
        }
        orders_set_narrow(orders, view_get(view, "narrow"));
        ui_say(orders->ui, ROLE_MESSAGE, "View %c. %s", view->letter,
               cost == 0   ? "The rows were here already: no request."
               : cost == 1 ? "It is read with 1 request."
                           : "It is read with 2 requests.");
    }
    filter_free(&filter);
    error_clear(&error);
}
