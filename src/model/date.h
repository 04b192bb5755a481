/* Dates as days since 1970-01-01 and weekdays as a set of bits. */
#ifndef MODEL_DATE_H
#define MODEL_DATE_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum { DATE_NONE = INT32_MIN };

/* Bits of a weekday set. */
enum { DATE_MONDAY = 1, DATE_SUNDAY = 64, DATE_ALL_DAYS = 127 };

/* Strict but for slashes, blanks around and a time behind: "2031-01-06", "2031/01/06T00:00:00".
 * Not "2031-4-1", not two-digit years. False and `day` untouched where it is no real date. */
bool date_read(const char *text, int32_t *day);
void date_write(struct buf *out, int32_t day); /* 2031-01-06 */
void date_show(struct buf *out, int32_t day);  /* Mon 01-06 */
int date_weekday(int32_t day);                 /* 0 = Monday … 6 = Sunday */
int32_t date_of_time(time_t when);             /* its UTC day */
int32_t date_from_civil(int year, int month, int day);
void date_to_civil(int32_t date, int *year, int *month, int *day);

const char *date_weekday_name(int weekday); /* "Monday" … */
/* Full English names separated by commas, any order, any letter case, blanks, twice: a set. False
 * and a sentence with the unknown name (abbreviations are unknown). "" is the empty set. */
bool date_days_read(const char *text, unsigned *days, struct error *why);
void date_days_write(struct buf *out, unsigned days); /* "Monday, Wednesday" */
void date_days_show(struct buf *out, unsigned days);  /* "M.W.F.." */

#endif
