/* Truck dates of an order; see schedule.h. Knows no holidays and no prebooks. */
#include "config.h"
#include "model/schedule.h"
#include "model/totals.h"

bool schedule_of_order(const struct order *order, struct schedule *schedule)
{
    int64_t recurrence;
    unsigned days;
    int32_t start, end = DATE_NONE;
    struct value until = order->v[ORDER_END];
    if (!date_read(value_text(order->v[ORDER_START]), &start) ||
        !totals_number(order->v[ORDER_RECURRENCE], &recurrence) || recurrence < 1 ||
        recurrence > 4 || !date_days_read(value_text(order->v[ORDER_DAYS]), &days, NULL) || !days)
        return false;
    if (!value_is_blank(until) && !date_read(until.text, &end))
        return false;
    *schedule = (struct schedule){ start, end, (int)recurrence, days };
    return true;
}

static int32_t monday_of(int32_t day)
{
    return day - date_weekday(day);
}

int32_t schedule_next(const struct schedule *schedule, int32_t from)
{
    int32_t day = from > schedule->start ? from : schedule->start;
    int32_t period = 7 * schedule->recurrence;
    for (int32_t tried = 0; tried <= period + 7; tried++, day++) {
        if (schedule->end != DATE_NONE && day > schedule->end)
            return DATE_NONE;
        int32_t weeks = (monday_of(day) - monday_of(schedule->start)) / 7;
        if (weeks % schedule->recurrence == 0 && (schedule->days & 1u << date_weekday(day)))
            return day;
    }
    return DATE_NONE;
}

size_t schedule_list(const struct schedule *schedule, int32_t from, int32_t *dates, size_t most)
{
    size_t count = 0;
    int32_t day = from;
    while (count < most && (day = schedule_next(schedule, day)) != DATE_NONE)
        dates[count++] = day++;
    return count;
}

int32_t schedule_first_reached(const struct schedule *schedule, int32_t today, int lead_days)
{
    return schedule_next(schedule, today + lead_days + 1);
}
