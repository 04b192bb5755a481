/* Writing manual pages; see roff.h. Knows the form, nothing of what stands in it. */
#include "config.h"
#include "base/roff.h"

#include <string.h>

void roff_add_text(struct buf *out, const char *text)
{
    bool at_start = true;
    for (; *text; text++) {
        if (at_start && (*text == '.' || *text == '\''))
            buf_add(out, "\\&");
        if (*text == '\\')
            buf_add(out, "\\e");
        else if (*text == '-')
            buf_add(out, "\\-");
        else
            buf_add_char(out, *text);
        at_start = *text == '\n';
    }
}

void roff_add_line(struct buf *out, const char *text)
{
    roff_add_text(out, text);
    buf_add_char(out, '\n');
}

void roff_add_bold(struct buf *out, const char *text)
{
    buf_add(out, "\\fB");
    roff_add_text(out, text);
    buf_add(out, "\\fR");
}

static bool add_table(struct buf *out, const struct roff_table *tables, const char *name,
                      size_t len)
{
    for (; tables->name; tables++) {
        if (strlen(tables->name) == len && strncmp(tables->name, name, len) == 0) {
            tables->add(out);
            return true;
        }
    }
    return false;
}

bool roff_add_page(struct buf *out, const char *page, const struct roff_table *tables)
{
    static const char mark[] = ".\\\" TABLE ", version[] = "@VERSION@";
    while (*page) {
        size_t len = strcspn(page, "\n");
        const char *number = strstr(page, version);
        if (strncmp(page, mark, strlen(mark)) == 0) {
            if (!add_table(out, tables, page + strlen(mark), len - strlen(mark)))
                return false;
        } else if (number && number < page + len) {
            buf_add_bytes(out, page, (size_t)(number - page));
            buf_add(out, PACKAGE_VERSION);
            number += strlen(version);
            buf_add_bytes(out, number, len - (size_t)(number - page));
            buf_add_char(out, '\n');
        } else {
            buf_add_bytes(out, page, len);
            buf_add_char(out, '\n');
        }
        page += len + (page[len] == '\n');
    }
    return true;
}
