/* Ranges of dates by name; see filter_range.h. Asks nobody the time. */
#include "config.h"
#include "model/filter_range.h"
#include "model/date.h"

#include <string.h>

enum { NEXT_DAYS = 90, SEASON_MONTHS = 3, FIRST_YEAR = 2000, LAST_YEAR = 2099 };

static const struct {
    const char *name, *title;
    char letter;
} rows[FILTER_RANGES] = {
    [FILTER_RANGE_NONE] = { "", "", '\0' },
    [FILTER_RANGE_WEEK] = { "week", "This week, Monday to Sunday", 'w' },
    [FILTER_RANGE_NEXT_90] = { "next-90", "Next 90 days, from today", 'n' },
    [FILTER_RANGE_SEASON] = { "season", "This season", 's' },
    [FILTER_RANGE_YEAR] = { "year", "This year", 'y' },
    [FILTER_RANGE_USUAL] = { "usual", "From this month, one year", 'u' },
    [FILTER_RANGE_ALL] = { "all", "Everything", 'e' },
};

static const char *const months[] = { "January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December" };

const char *filter_range_name(enum filter_range range)
{
    return rows[range].name;
}

enum filter_range filter_range_by_name(const char *name)
{
    for (int i = FILTER_RANGE_NONE + 1; i < FILTER_RANGES; i++) {
        if (strcmp(rows[i].name, name) == 0)
            return (enum filter_range)i;
    }
    return FILTER_RANGE_NONE;
}

char filter_range_letter(enum filter_range range)
{
    return rows[range].letter;
}

/* A season is a quarter of the calendar: January to March and so on. */
static int season_month(int month)
{
    return (month - 1) / SEASON_MONTHS * SEASON_MONTHS + 1;
}

void filter_range_title(enum filter_range range, int32_t today, struct buf *out)
{
    int year, month, day;
    date_to_civil(today, &year, &month, &day);
    buf_add(out, rows[range].title);
    if (range == FILTER_RANGE_SEASON)
        buf_addf(out, ", %s to %s", months[season_month(month) - 1],
                 months[season_month(month) + SEASON_MONTHS - 2]);
}

void filter_range_dates(enum filter_range range, int32_t today, int32_t *from, int32_t *to)
{
    int year, month, day;
    date_to_civil(today, &year, &month, &day);
    int season = season_month(month);
    *from = *to = today;
    switch (range) {
    case FILTER_RANGE_WEEK:
        *from = today - date_weekday(today);
        *to = *from + 6;
        break;
    case FILTER_RANGE_NEXT_90:
        *to = today + NEXT_DAYS;
        break;
    case FILTER_RANGE_SEASON:
        *from = date_from_civil(year, season, 1);
        *to = season + SEASON_MONTHS > 12 ? date_from_civil(year, 12, 31)
                                          : date_from_civil(year, season + SEASON_MONTHS, 1) - 1;
        break;
    case FILTER_RANGE_YEAR:
        *from = date_from_civil(year, 1, 1);
        *to = date_from_civil(year, 12, 31);
        break;
    case FILTER_RANGE_USUAL:
        *from = date_from_civil(year, month, 1);
        *to = date_from_civil(year + 1, month, 1) - 1;
        break;
    case FILTER_RANGE_ALL:
        *from = date_from_civil(FIRST_YEAR, 1, 1);
        *to = date_from_civil(LAST_YEAR, 12, 31);
        break;
    case FILTER_RANGE_NONE:
    case FILTER_RANGES:
        break;
    }
}

static void set_date(struct value *v, int32_t day)
{
    struct buf text = { 0 };
    date_write(&text, day);
    value_take(v, buf_take(&text));
}

void filter_set_range(struct filter *filter, enum filter_range range, int32_t today)
{
    int32_t from, to;
    filter_range_dates(range, today, &from, &to);
    set_date(&filter->v[FILTER_FROM], from);
    set_date(&filter->v[FILTER_TO], to);
}

bool filter_has_range(const struct filter *filter, enum filter_range range, int32_t today)
{
    int32_t from, to, own_from, own_to;
    if (range == FILTER_RANGE_NONE || !date_read(value_text(filter->v[FILTER_FROM]), &own_from) ||
        !date_read(value_text(filter->v[FILTER_TO]), &own_to))
        return false;
    filter_range_dates(range, today, &from, &to);
    return own_from == from && own_to == to;
}
