/* A program of the build, not installed: prints perennial-keys(7) from its source on standard input
 * and the tables of the screens. */
#include "config.h"
#include "base/file.h"
#include "ui/keys_manual.h"

#include <stdio.h>

int main(void)
{
    struct buf page = { 0 }, out = { 0 };
    struct error error = { 0 };
    bool done = false;
    if (!file_read("-", 1 << 20, &page, &error))
        fprintf(stderr, "print-keys: %s\n", error_text(&error));
    else if (!keys_manual_write(&out, buf_text(&page)))
        fprintf(stderr, "print-keys: the page asks for a table there is not\n");
    else
        done = fwrite(buf_text(&out), 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    error_clear(&error);
    buf_free(&page);
    buf_free(&out);
    return done ? 0 : 1;
}
