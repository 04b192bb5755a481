/* The XDG directories; see paths.h. */
#include "config.h"
#include "base/paths.h"
#include "base/file.h"
#include "base/mem.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *variable, *below_home;
} places[] = {
    [PATHS_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
    [PATHS_DATA] = { "XDG_DATA_HOME", ".local/share" },
    [PATHS_STATE] = { "XDG_STATE_HOME", ".local/state" },
    [PATHS_CACHE] = { "XDG_CACHE_HOME", ".cache" },
};

static const char *home(void)
{
    const char *dir = getenv("HOME");
    if (dir && *dir)
        return dir;
    const struct passwd *me = getpwuid(getuid());
    return me ? me->pw_dir : "/";
}

char *paths_join(enum paths_place place, const char *name)
{
    const char *top = getenv(places[place].variable);
    const char *slash = *name ? "/" : "";
    if (top && *top == '/') /* the XDG rule: a relative path there is ignored */
        return mem_printf("%s/perennial%s%s", top, slash, name);
    return mem_printf("%s/%s/perennial%s%s", home(), places[place].below_home, slash, name);
}

char *paths_make(enum paths_place place, const char *name, struct error *error)
{
    char *dir = paths_join(place, "");
    bool made = file_make_dirs(dir, error);
    free(dir);
    return made ? paths_join(place, name) : NULL;
}

char *paths_expand(const char *path)
{
    if (strncmp(path, "~/", 2) == 0)
        return mem_printf("%s/%s", home(), path + 2);
    return mem_strdup(path);
}
