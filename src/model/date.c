/* Dates and weekday sets; see date.h. The calendar is the Gregorian one, without time zones. */
#include "config.h"
#include "model/date.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS_1970 = 719468, ERA_DAYS = 146097, LEAST_YEAR = 1000 };

static const char *const weekday_names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                             "Friday", "Saturday", "Sunday" };

/* Years are counted from March, so that the leap day is the last of its year. */
int32_t date_from_civil(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - DAYS_1970;
}

void date_to_civil(int32_t date, int *year, int *month, int *day)
{
    int64_t days = (int64_t)date + DAYS_1970;
    int64_t era = (days >= 0 ? days : days - (ERA_DAYS - 1)) / ERA_DAYS;
    int day_of_era = (int)(days - era * ERA_DAYS);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

static bool read_number(const char **text, int digits, int *number)
{
    int sum = 0;
    for (int i = 0; i < digits; i++, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        sum = sum * 10 + (**text - '0');
    }
    *number = sum;
    return true;
}

/* "HH:MM", "HH:MM:SS", a fraction, and Z or an offset: read past, whatever it says. */
static bool skip_time(const char **text)
{
    int hour, minute, second = 0;
    if (!read_number(text, 2, &hour) || *(*text)++ != ':' || !read_number(text, 2, &minute))
        return false;
    if (**text == ':') {
        (*text)++;
        if (!read_number(text, 2, &second))
            return false;
        if (**text == '.') {
            size_t digits = strspn(*text + 1, "0123456789");
            *text += digits + 1;
            if (!digits)
                return false;
        }
    }
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    if (**text == 'Z') {
        (*text)++;
    } else if (**text == '+' || **text == '-') {
        (*text)++;
        if (!read_number(text, 2, &hour))
            return false;
        *text += **text == ':';
        return read_number(text, 2, &minute);
    }
    return true;
}

bool date_read(const char *text, int32_t *day)
{
    static const char blanks[] = " \t\r\n";
    int year, month, dom;
    text += strspn(text, blanks);
    if (!read_number(&text, 4, &year))
        return false;
    char separator = *text;
    if ((separator != '-' && separator != '/') || !text++ || !read_number(&text, 2, &month) ||
        *text != separator || !text++ || !read_number(&text, 2, &dom))
        return false;
    if ((*text == 'T' || *text == ' ') && text[1] >= '0' && text[1] <= '9') {
        text++;
        if (!skip_time(&text))
            return false;
    }
    if (text[strspn(text, blanks)])
        return false;
    if (year < LEAST_YEAR || month < 1 || month > 12 || dom < 1 || dom > 31)
        return false;
    int32_t date = date_from_civil(year, month, dom);
    int y, m, d;
    date_to_civil(date, &y, &m, &d);
    if (m != month || d != dom) /* 31 April comes back as 1 May */
        return false;
    *day = date;
    return true;
}

void date_write(struct buf *out, int32_t day)
{
    int y, m, d;
    date_to_civil(day, &y, &m, &d);
    if (y < 0 || y > 9999) {
        buf_addf(out, "%04d-%02d-%02d", y, m, d);
        return;
    }
    char text[] = "0000-00-00"; /* digit by digit: lists hold many dates, and printf is felt */
    for (int at = 3; at >= 0; at--, y /= 10)
        text[at] = (char)('0' + y % 10);
    text[5] = (char)('0' + m / 10), text[6] = (char)('0' + m % 10);
    text[8] = (char)('0' + d / 10), text[9] = (char)('0' + d % 10);
    buf_add_bytes(out, text, sizeof text - 1);
}

void date_show(struct buf *out, int32_t day)
{
    int y, m, d;
    date_to_civil(day, &y, &m, &d);
    buf_addf(out, "%.3s %02d-%02d", date_weekday_name(date_weekday(day)), m, d);
}

int date_weekday(int32_t day)
{
    int64_t since_monday = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(since_monday < 0 ? since_monday + 7 : since_monday);
}

int32_t date_of_time(time_t when)
{
    int64_t seconds = when, days = seconds / 86400;
    return (int32_t)(seconds % 86400 < 0 ? days - 1 : days);
}

const char *date_weekday_name(int weekday)
{
    return weekday_names[weekday];
}

static bool add_day(const char *name, size_t len, unsigned *set, struct error *why)
{
    for (int i = 0; i < 7; i++) {
        if (names_equal_part(weekday_names[i], name, len)) {
            *set |= 1u << i;
            return true;
        }
    }
    char *word = mem_strndup(name, len);
    if (len)
        error_set(why, "\"%.*s\" is not a weekday's full name in English, such as Monday",
                  (int)utf8_fit_bytes(word, 30, NULL), word);
    else
        error_set(why, "a weekday is missing beside a comma");
    free(word);
    return false;
}

bool date_days_read(const char *text, unsigned *days, struct error *why)
{
    static const char blanks[] = " \t\r\n";
    unsigned set = 0;
    if (!text[strspn(text, blanks)]) {
        *days = 0;
        return true;
    }
    for (;;) {
        text += strspn(text, blanks);
        size_t len = strcspn(text, ","), trimmed = len;
        while (trimmed && strchr(blanks, text[trimmed - 1]))
            trimmed--;
        if (!add_day(text, trimmed, &set, why))
            return false;
        if (!text[len])
            break;
        text += len + 1;
    }
    *days = set;
    return true;
}

void date_days_write(struct buf *out, unsigned days)
{
    const char *between = "";
    for (int i = 0; i < 7; i++) {
        if (!(days & 1u << i))
            continue;
        buf_add(out, between);
        buf_add(out, weekday_names[i]);
        between = ", ";
    }
}

void date_days_show(struct buf *out, unsigned days)
{
    for (int i = 0; i < 7; i++)
        buf_add_char(out, days & 1u << i ? weekday_names[i][0] : '.');
}
