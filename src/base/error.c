/* Failures as sentences; see error.h. Prints nothing. */
#include "config.h"
#include "base/error.h"
#include "base/buf.h"

#include <stdarg.h>
#include <stdlib.h>

bool error_set(struct error *error, const char *format, ...)
{
    if (!error)
        return false;
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args); /* before the old text goes: it may be one of the arguments */
    va_end(args);
    free(error->text);
    error->text = buf_take(&text);
    return false;
}

bool error_prefix(struct error *error, const char *format, ...)
{
    if (!error)
        return false;
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    buf_addf(&text, ": %s", error_text(error));
    free(error->text);
    error->text = buf_take(&text);
    return false;
}

const char *error_text(const struct error *error)
{
    return error->text ? error->text : "";
}

void error_clear(struct error *error)
{
    free(error->text);
    error->text = NULL;
}
