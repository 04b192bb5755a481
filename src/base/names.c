/* Names people mistype; see names.h. */
#include "config.h"
#include "base/names.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : (unsigned char)c;
}

int names_compare(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b))
        a++, b++;
    return lower(*a) - lower(*b);
}

bool names_equal(const char *a, const char *b)
{
    return names_compare(a, b) == 0;
}

/* Where the text begins behind its blanks; *len is without those at its end. */
static const char *trim(const char *text, size_t *len)
{
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    *len = strlen(text);
    while (*len && strchr(blanks, text[*len - 1]))
        (*len)--;
    return text;
}

bool names_equal_trimmed(const char *a, const char *b)
{
    size_t la, lb;
    a = trim(a, &la);
    b = trim(b, &lb);
    while (la && lb && lower(*a) == lower(*b))
        a++, b++, la--, lb--;
    return !la && !lb;
}

bool names_equal_part(const char *name, const char *text, size_t len)
{
    size_t at = 0;
    while (at < len && name[at] && lower(name[at]) == lower(text[at]))
        at++;
    return at == len && !name[at];
}

/* Edits between two names, a swap of neighbours being one; case does not matter. */
static size_t distance(const char *a, const char *b)
{
    size_t la = strlen(a), lb = strlen(b), width = lb + 1;
    size_t *d = mem_calloc((la + 1) * width, sizeof *d);
    for (size_t i = 0; i <= la; i++) {
        for (size_t j = 0; j <= lb; j++) {
            if (!i || !j) {
                d[i * width + j] = i + j;
                continue;
            }
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            size_t best = d[(i - 1) * width + j - 1] + !same;
            if (d[(i - 1) * width + j] + 1 < best)
                best = d[(i - 1) * width + j] + 1;
            if (d[i * width + j - 1] + 1 < best)
                best = d[i * width + j - 1] + 1;
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]) && d[(i - 2) * width + j - 2] + 1 < best)
                best = d[(i - 2) * width + j - 2] + 1;
            d[i * width + j] = best;
        }
    }
    size_t result = d[la * width + lb];
    free(d);
    return result;
}

const char *names_nearest(const char *typed, const char *const *known)
{
    const char *best = NULL;
    size_t len = strlen(typed), least = 0;
    if (len > 64)
        return NULL;
    for (size_t i = 0; known[i]; i++) {
        size_t edits = distance(typed, known[i]);
        size_t longer = strlen(known[i]) > len ? strlen(known[i]) : len;
        if (edits > (longer + 2) / 3)
            continue;
        if (!best || edits < least) {
            best = known[i];
            least = edits;
        }
    }
    return best;
}
