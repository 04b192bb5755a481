/* Spies in the place of other screens; see screen_spies.h. */
#include "config.h"
#include "ui/screen_spies.h"
#include "base/buf.h"
#include "base/mem.h"
#include "ui/screens/calendar.h"
#include "ui/screens/cancelled.h"
#include "ui/screens/prebooks.h"

#include <stdlib.h>

struct spies spies;

void spies_reset(void)
{
    order_free(&spies.shown);
    free(spies.numbers);
    spies = (struct spies){ 0 };
}

static void note(const char *screen, const struct order *order)
{
    struct buf numbers = { 0 };
    spies.opened = screen;
    spies.count++;
    if (!order)
        return;
    buf_add(&numbers, spies.numbers ? spies.numbers : "");
    buf_addf(&numbers, "%s%s", numbers.len ? " " : "", value_text(order->v[ORDER_NUMBER]));
    free(spies.numbers);
    spies.numbers = buf_take(&numbers);
    order_copy(&spies.shown, order);
}

static void *open_order(struct ui *ui, void *argument)
{
    const struct order_screen_start *start = argument;
    (void)ui;
    note("order", start->order);
    spies.read_only = start->read_only;
    spies.is_change = start->is_change;
    spies.is_copy = start->is_copy;
    return &spies;
}

static void *open_cancel(struct ui *ui, void *argument)
{
    const struct cancel_lines_start *start = argument;
    (void)ui;
    spies.start = *start;
    spies.start.picks = NULL;
    spies.pick_count = start->count;
    for (size_t i = 0; i < start->count; i++)
        note("cancel", start->picks[i].order);
    return &spies;
}

static void *open_calendar(struct ui *ui, void *argument)
{
    (void)ui;
    note("calendar", argument);
    return &spies;
}

static void *open_prebooks(struct ui *ui, void *argument)
{
    (void)ui;
    note("prebooks", argument);
    return &spies;
}

static void *open_cancelled(struct ui *ui, void *argument)
{
    (void)ui;
    (void)argument;
    note("cancelled", NULL);
    return &spies;
}

static void close_spy(void *screen)
{
    (void)screen;
}

static void draw_spy(void *screen, struct area area)
{
    (void)screen;
    paint_text(area, 0, 0, area.cols, ROLE_NORMAL, "another screen");
}

static const struct binding bindings[] = { { { "Esc" }, ACTION_BACK, NULL, NULL },
                                           { { NULL }, ACTION_NONE, NULL, NULL } };

#define SPY(opener)                                                                                \
    {                                                                                              \
        .name = "spy", .title = "Spy", .bindings = bindings, .open = (opener), .close = close_spy, \
        .draw = draw_spy                                                                           \
    }

const struct screen_class order_screen = SPY(open_order);
const struct screen_class cancel_lines_screen = SPY(open_cancel);
const struct screen_class calendar_screen = SPY(open_calendar);
const struct screen_class prebooks_screen = SPY(open_prebooks);
const struct screen_class cancelled_screen = SPY(open_cancelled);

void order_begin(struct ui *ui)
{
    (void)ui;
    spies.begun++;
}
