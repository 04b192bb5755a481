/* Names of a profile's own files; see place.h. */
#include "config.h"
#include "store/place.h"
#include "base/buf.h"

#include <stdbool.h>

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_';
}

char *place_name(const char *what, const char *name)
{
    struct buf out = { 0 };
    buf_addf(&out, "%s/", what);
    for (; *name; name++) {
        if (is_plain(*name))
            buf_add_char(&out, *name);
        else
            buf_addf(&out, "%%%02X", (unsigned char)*name);
    }
    return buf_take(&out);
}
