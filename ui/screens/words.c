/* Counts, sizes and times as people read them; see words.h. Knows nothing of screens. */
#include "config.h"
#include "ui/screens/words.h"
#include "model/date.h"

#include <stdio.h>

void words_number(struct buf *out, int64_t number)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)number);
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0 && digits[i - 1] != '-')
            buf_add_char(out, ',');
        buf_add_char(out, digits[i]);
    }
}

void words_count(struct buf *out, size_t count, const char *word)
{
    words_number(out, (int64_t)count);
    buf_addf(out, " %s%s", word, count == 1 ? "" : "s");
}

void words_bytes(struct buf *out, size_t bytes)
{
    enum { KILO = 1000, MEGA = 1000000 };
    if (bytes < MEGA)
        buf_addf(out, "%zu kB", (bytes + KILO - 1) / KILO);
    else
        buf_addf(out, "%zu.%zu MB", bytes / MEGA, bytes % MEGA / (MEGA / 10));
}

void words_time(struct buf *out, time_t when, time_t now)
{
    enum { DAY = 24 * 60 * 60 };
    if (date_of_time(when) != date_of_time(now)) {
        date_show(out, date_of_time(when));
        buf_add_char(out, ' ');
    }
    int minutes = (int)(when % DAY / 60);
    buf_addf(out, "%02d:%02dZ", minutes / 60, minutes % 60);
}
