/* A home directory for one test; see store_desk.h. */
#include "config.h"
#include "store/store_desk.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *top;

void store_desk_set_up(void)
{
    static const struct {
        const char *variable, *folder;
    } places[] = { { "XDG_CONFIG_HOME", "config" },
                   { "XDG_DATA_HOME", "data" },
                   { "XDG_STATE_HOME", "state" },
                   { "XDG_CACHE_HOME", "cache" } };
    char pattern[] = "/tmp/perennial-store-XXXXXX";
    cr_assert_not_null(mkdtemp(pattern));
    top = mem_strdup(pattern);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = store_desk_path(places[i].folder);
        setenv(places[i].variable, path, 1);
        free(path);
    }
}

void store_desk_tear_down(void)
{
    char *command = mem_printf("rm -rf %s", top);
    cr_expect_eq(system(command), 0);
    free(command);
    free(top);
}

char *store_desk_path(const char *below)
{
    return mem_printf("%s/%s", top, below);
}

char *store_desk_read(const char *below)
{
    char *path = store_desk_path(below);
    struct buf text = { 0 };
    struct error error = { 0 };
    cr_assert(file_read(path, 1 << 24, &text, &error), "%s", error_text(&error));
    free(path);
    buf_add(&text, "");
    return text.data ? buf_take(&text) : mem_strdup("");
}

void store_desk_write(const char *below, const char *bytes)
{
    char *path = store_desk_path(below), *dir = mem_strndup(path, strrchr(path, '/') - path);
    struct error error = { 0 };
    cr_assert(file_make_dirs(dir, &error), "%s", error_text(&error));
    cr_assert(file_write(path, bytes, strlen(bytes), 0600, &error), "%s", error_text(&error));
    free(path);
    free(dir);
}

unsigned store_desk_mode(const char *below)
{
    struct stat what;
    char *path = store_desk_path(below);
    cr_assert_eq(stat(path, &what), 0, "%s is not there", path);
    free(path);
    return (unsigned)what.st_mode & 0777;
}
