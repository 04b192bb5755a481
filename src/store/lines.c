/* Records as lines; see lines.h. */
#include "config.h"
#include "store/lines.h"

#include <stdbool.h>
#include <string.h>

static const char escaped[] = "\t\n\r\\", letters[] = "tnr\\";

void lines_add_field(struct buf *out, const char *text)
{
    if (out->len && out->data[out->len - 1] != '\n')
        buf_add_char(out, '\t');
    for (; *text; text++) {
        const char *at = strchr(escaped, *text);
        if (at)
            buf_add_char(out, '\\');
        buf_add_char(out, at ? letters[at - escaped] : *text);
    }
}

void lines_add_number(struct buf *out, long long number)
{
    if (out->len && out->data[out->len - 1] != '\n')
        buf_add_char(out, '\t');
    buf_addf(out, "%lld", number);
}

static bool unescape(char *field)
{
    char *to = field;
    for (; *field; field++) {
        const char *at = NULL;
        if (*field == '\\' && (!field[1] || !(at = strchr(letters, *++field))))
            return false;
        *to++ = at ? escaped[at - letters] : *field;
    }
    *to = '\0';
    return true;
}

size_t lines_split(char *line, char **fields, size_t most)
{
    size_t count = 0;
    while (line) {
        if (count == most)
            return 0;
        char *end = strchr(line, '\t');
        if (end)
            *end++ = '\0';
        if (!unescape(line))
            return 0;
        fields[count++] = line;
        line = end;
    }
    return count;
}
