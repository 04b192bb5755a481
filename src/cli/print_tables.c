/* A program of the build, not installed: prints what is made from the tables of the command line and
 * the configuration: a manual page from its source on standard input, or a completion script. */
#include "config.h"
#include "base/file.h"
#include "cli/completion.h"
#include "cli/manual.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    struct buf page = { 0 }, out = { 0 };
    struct error error = { 0 };
    bool done = false;
    if (argc == 2 && strcmp(argv[1], "manual") == 0) {
        if (!file_read("-", 1 << 20, &page, &error))
            fprintf(stderr, "print-tables: %s\n", error_text(&error));
        else if (!(done = manual_write(&out, buf_text(&page))))
            fprintf(stderr, "print-tables: the page asks for a table there is not\n");
    } else if (argc == 2) {
        done = completion_write(&out, argv[1]);
    }
    if (done)
        done = fwrite(buf_text(&out), 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    error_clear(&error);
    buf_free(&page);
    buf_free(&out);
    return done ? 0 : 1;
}
