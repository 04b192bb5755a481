/* The header of the order form: where its fields stand at which width, and the next truck dates. */
#include "config.h"
#include "ui/screens/order_form.h"
#include "base/clock.h"
#include "model/schedule.h"
#include "ui/screens/order_change.h"

#include <string.h>

struct seat {
    enum order_field field;
    int y, x, label_cols, cols; /* cols 0 = to the right edge */
    bool is_shown_only;
};

/* One table for each width, in the order of typing, which is the same in all of them: hands learn
 * it once. */
/* clang-format off */
static const struct seat narrow[] = {
    { ORDER_CUSTOMER_CODE, 0, 1, 11, 10, false },
    { ORDER_CUSTOMER_NAME, 0, 24, 0, 0, false },
    { ORDER_CARRIER_CODE, 1, 1, 11, 10, false },
    { ORDER_CARRIER_NAME, 1, 24, 0, 0, false },
    { ORDER_START, 2, 1, 11, 10, false },
    { ORDER_RECURRENCE, 2, 36, 10, 1, false },
    { ORDER_DAYS, 3, 1, 11, 13, false },
    { ORDER_END, 3, 36, 10, 10, false },
    { ORDER_LOCATION_CODE, 4, 1, 11, 10, false },
    { ORDER_SHIP_VIA, 4, 36, 10, 9, false },
    { ORDER_PO, 5, 1, 11, 20, false },
    { ORDER_SHIP_TO_ID, 6, 1, 11, 10, false },
    { ORDER_SHIP_TO_NAME, 6, 24, 0, 0, true },
    { ORDER_COMMENTS, 7, 1, 11, 0, false },
    { ORDER_INVOICE_NOTES, 8, 1, 13, 0, false },
};

static const struct seat normal[] = {
    { ORDER_CUSTOMER_CODE, 0, 1, 11, 10, false },
    { ORDER_CUSTOMER_NAME, 0, 24, 0, 22, false },
    { ORDER_CARRIER_CODE, 0, 48, 10, 6, false },
    { ORDER_CARRIER_NAME, 0, 66, 0, 0, false },
    { ORDER_START, 1, 1, 11, 10, false },
    { ORDER_RECURRENCE, 1, 25, 10, 1, false },
    { ORDER_DAYS, 1, 48, 10, 13, false },
    { ORDER_END, 2, 1, 11, 10, false },
    { ORDER_LOCATION_CODE, 2, 25, 10, 10, false },
    { ORDER_SHIP_VIA, 2, 48, 10, 9, false },
    { ORDER_PO, 3, 1, 11, 10, false },
    { ORDER_SHIP_TO_ID, 3, 25, 10, 10, false },
    { ORDER_SHIP_TO_NAME, 3, 48, 0, 0, true },
    { ORDER_COMMENTS, 4, 1, 11, 33, false },
    { ORDER_INVOICE_NOTES, 4, 48, 13, 0, false },
};

static const struct seat wide[] = {
    { ORDER_CUSTOMER_CODE, 0, 1, 11, 12, false },
    { ORDER_CUSTOMER_NAME, 0, 26, 0, 36, false },
    { ORDER_CARRIER_CODE, 0, 66, 10, 10, false },
    { ORDER_CARRIER_NAME, 0, 88, 0, 30, false },
    { ORDER_START, 1, 1, 11, 10, false },
    { ORDER_RECURRENCE, 1, 26, 10, 1, false },
    { ORDER_DAYS, 1, 45, 10, 13, false },
    { ORDER_END, 1, 72, 4, 10, false },
    { ORDER_LOCATION_CODE, 1, 93, 9, 10, false },
    { ORDER_SHIP_VIA, 2, 1, 11, 9, false },
    { ORDER_PO, 2, 26, 11, 20, false },
    { ORDER_SHIP_TO_ID, 2, 66, 10, 10, false },
    { ORDER_SHIP_TO_NAME, 2, 88, 0, 30, true },
    { ORDER_COMMENTS, 3, 1, 11, 49, false },
    { ORDER_INVOICE_NOTES, 3, 66, 13, 0, false },
};
/* clang-format on */

enum { NORMAL_COLS = 78, WIDE_COLS = 120, MARK_COLS = 1 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct seat *choose(int cols, size_t *count)
{
    if (cols >= WIDE_COLS) {
        *count = COUNT(wide);
        return wide;
    }
    *count = cols >= NORMAL_COLS ? COUNT(normal) : COUNT(narrow);
    return cols >= NORMAL_COLS ? normal : narrow;
}

void order_header_lay_out(struct order_form *form, int cols)
{
    if (form->header_cols == cols)
        return;
    size_t count, focus = form->header.focus;
    bool was_focused = form->header.focused;
    const struct seat *seats = choose(cols, &count);
    form_clear(&form->header);
    form->header_rows = 0;
    for (size_t i = 0; i < count; i++) {
        const struct seat *seat = &seats[i];
        const struct field *field = &order_fields[seat->field];
        int value_x = seat->x + (seat->label_cols ? seat->label_cols + MARK_COLS : 0);
        form_add(&form->header, (struct form_place){
                                    .field = field,
                                    .value = &form->doc.order.v[seat->field],
                                    .y = seat->y,
                                    .x = seat->x,
                                    .label_cols = seat->label_cols,
                                    .cols = seat->cols ? seat->cols : cols - 1 - value_x,
                                    .read_only = form->doc.read_only || seat->is_shown_only,
                                });
        if (seat->y >= form->header_rows)
            form->header_rows = seat->y + 1;
    }
    form->header_cols = cols;
    form->header.focus = focus < count ? focus : 0;
    if (was_focused)
        form_focus(&form->header, form->header.focus);
}

static struct order_place place_of(const struct form_place *place)
{
    return (struct order_place){ DOC_NONE, DOC_NONE, DOC_NONE, place->field };
}

static const struct issue *issue_at(void *context, const struct form_place *place)
{
    struct order_form *form = context;
    return order_doc_issue_at(&form->doc, place_of(place));
}

static bool is_required(void *context, const struct form_place *place)
{
    struct order_form *form = context;
    return order_doc_is_required(&form->doc, place_of(place));
}

static bool is_changed(void *context, const struct form_place *place)
{
    struct order_form *form = context;
    return order_change_at(&form->doc, place_of(place));
}

void order_header_draw(struct order_form *form, struct area area)
{
    const struct form_eyes eyes = { issue_at, is_required, is_changed, form };
    form_draw(&form->header, area, &eyes);
}

int order_header_find(const struct order_form *form, const struct field *field)
{
    int near = DOC_NONE;
    for (size_t i = 0; i < form->header.count; i++) {
        const struct form_place *place = &form->header.places[i];
        if (place->field == field && !place->read_only)
            return (int)i;
        if (near == DOC_NONE && field->either && place->field->either == field->either)
            near = (int)i;
    }
    return near;
}

static bool is_schedule_there(const struct order *order)
{
    return !value_is_blank(order->v[ORDER_START]) && !value_is_blank(order->v[ORDER_RECURRENCE]) &&
           !value_is_blank(order->v[ORDER_DAYS]);
}

/* The truck days that the service knows of this order: those may have prebooks. */
static bool find_schedule_there(const struct order_doc *doc, struct schedule *schedule)
{
    if (doc->is_change)
        return schedule_of_order(&doc->base, schedule);
    return doc->read_only && doc->order.status != ORDER_CANCELLED &&
           schedule_of_order(&doc->order, schedule);
}

/* The dates one behind the other, each whole; those with a prebook, probably, are marked. */
static bool write_dates(const struct order_doc *doc, const int32_t *dates, size_t count,
                        size_t room, struct buf *out)
{
    struct schedule there;
    bool is_there = find_schedule_there(doc, &there), is_marked = false;
    int32_t until = date_of_time(clock_now()) + ui_profile(doc->ui)->lead_days;
    for (size_t i = 0; i < count; i++) {
        struct buf date = { 0 };
        bool has_prebook =
            is_there && dates[i] <= until && schedule_next(&there, dates[i]) == dates[i];
        date_show(&date, dates[i]);
        buf_add(&date, has_prebook ? "*" : "");
        bool fits = out->len + date.len + 2 <= room;
        if (fits)
            buf_addf(out, "%s%s", out->len ? "  " : "", buf_text(&date));
        buf_free(&date);
        if (!fits)
            break;
        is_marked |= has_prebook;
    }
    return is_marked;
}

void order_header_draw_trucks(const struct order_form *form, struct area area, int y)
{
    enum { MOST = 16, LABEL_COLS = 12 }; /* values stand under those of the form */
    static const char legend[] = "*=prebook likely";
    const struct order_doc *doc = &form->doc;
    struct schedule schedule;
    int32_t dates[MOST];
    struct buf text = { 0 };
    paint_text(area, y, 1, LABEL_COLS, ROLE_LABEL, "Next trucks");
    if (!schedule_of_order(&doc->order, &schedule)) {
        paint_text(area, y, LABEL_COLS + 1, area.cols - LABEL_COLS - 2, ROLE_DIM,
                   is_schedule_there(&doc->order)
                       ? "shown once the dates and the recurrence are right"
                       : "shown once start, recurrence and truck days are there");
        return;
    }
    bool is_over = doc->read_only && doc->order.status == ORDER_CANCELLED;
    int32_t today = date_of_time(clock_now());
    size_t count =
        is_over ? 0 : schedule_list(&schedule, today, dates, MOST); /* none is before the start */
    int room = area.cols - LABEL_COLS - 2, used = (int)strlen(legend) + 2;
    bool is_marked = write_dates(doc, dates, count, (size_t)room, &text);
    if (is_marked && area.cols >= NORMAL_COLS) { /* again, with room for what the mark means */
        buf_clear(&text);
        write_dates(doc, dates, count, (size_t)(room - used), &text);
        paint_right(area, y, area.cols - used, used - 1, ROLE_DIM, legend);
        room -= used;
    }
    if (!count)
        buf_add(&text, is_over ? "none: the order is cancelled"
                               : "none: no truck day falls between now and the end");
    paint_text(area, y, LABEL_COLS + 1, room, count ? ROLE_VALUE : ROLE_ERROR, buf_text(&text));
    buf_free(&text);
}
