/* Drafts on disk; see drafts.h. NAME.json is the order file, NAME.title its title: the title is
 * written first, so a draft that is there always is whole. */
#include "config.h"
#include "store/drafts.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/place.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DRAFT_BYTES = 4 << 20, MAX_TITLE_BYTES = 4096 };

static const char draft_end[] = ".json", title_end[] = ".title";

static char *folder; /* below the data directory; NULL = "drafts" itself */

void drafts_use_profile(const char *profile)
{
    free(folder);
    folder = place_name("drafts", profile);
}

static char *find_folder(void)
{
    return paths_join(PATHS_DATA, folder ? folder : "drafts");
}

static bool is_name(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)name[i]) && name[i] != '-' && name[i] != '_')
            return false;
    return len > 0 && len <= 100;
}

static bool check_name(const char *name, struct error *error)
{
    return is_name(name, strlen(name)) ||
           error_set(error, "\"%s\" cannot name a draft; use letters, digits, - and _", name);
}

static char *find_path(const char *name, const char *end)
{
    char *dir = find_folder(), *path = mem_printf("%s/%s%s", dir, name, end);
    free(dir);
    return path;
}

char *drafts_new_name(void)
{
    struct tm utc;
    time_t now = clock_now();
    gmtime_r(&now, &utc);
    for (unsigned number = 1;; number++) {
        char *name = mem_printf("%04d%02d%02d-%02d%02d%02d-%u", utc.tm_year + 1900, utc.tm_mon + 1,
                                utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, number);
        char *path = find_path(name, draft_end);
        bool is_taken = file_exists(path);
        free(path);
        if (!is_taken)
            return name;
        free(name);
    }
}

bool drafts_save(const char *name, const char *title, const char *text, size_t len,
                 struct error *error)
{
    if (!check_name(name, error))
        return false;
    char *dir = find_folder();
    char *title_path = find_path(name, title_end), *path = find_path(name, draft_end);
    bool done = file_make_dirs(dir, error) &&
                file_write(title_path, title, strlen(title), 0600, error) &&
                file_write(path, text, len, 0600, error);
    free(dir);
    free(title_path);
    free(path);
    return done;
}

static char *read_title(const char *name)
{
    char *path = find_path(name, title_end);
    struct buf title = { 0 };
    if (!file_read(path, MAX_TITLE_BYTES, &title, NULL))
        buf_clear(&title);
    free(path);
    if (!title.len)
        buf_add(&title, name);
    return buf_take(&title);
}

static void add_draft(struct drafts *drafts, const char *file)
{
    size_t len = strlen(file), end = strlen(draft_end);
    if (len <= end || strcmp(file + len - end, draft_end) != 0 || !is_name(file, len - end))
        return;
    char *name = mem_strndup(file, len - end), *path = find_path(name, draft_end);
    struct stat what;
    if (stat(path, &what) == 0 && S_ISREG(what.st_mode)) {
        MEM_GROW(drafts->list, drafts->count, drafts->cap);
        drafts->list[drafts->count++] = (struct draft){ .name = mem_strdup(name),
                                                        .title = read_title(name),
                                                        .saved = what.st_mtime };
    }
    free(name);
    free(path);
}

static int compare_drafts(const void *a, const void *b)
{
    const struct draft *left = a, *right = b;
    if (left->saved != right->saved)
        return left->saved > right->saved ? -1 : 1;
    return strcmp(right->name, left->name);
}

bool drafts_list(struct drafts *drafts, struct error *error)
{
    drafts_free(drafts);
    char *path = find_folder();
    DIR *dir = opendir(path);
    bool done = dir || errno == ENOENT ||
                error_set(error, "the drafts in %s cannot be read: %s", path, strerror(errno));
    free(path);
    if (!dir)
        return done;
    for (const struct dirent *entry; (entry = readdir(dir));)
        add_draft(drafts, entry->d_name);
    closedir(dir);
    if (drafts->count)
        qsort(drafts->list, drafts->count, sizeof *drafts->list, compare_drafts);
    return true;
}

void drafts_free(struct drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        free(drafts->list[i].name);
        free(drafts->list[i].title);
    }
    free(drafts->list);
    *drafts = (struct drafts){ 0 };
}

bool drafts_load(const char *name, struct buf *text, struct error *error)
{
    if (!check_name(name, error))
        return false;
    char *path = find_path(name, draft_end);
    bool done = file_read(path, MAX_DRAFT_BYTES, text, error);
    free(path);
    return done;
}

bool drafts_remove(const char *name, struct error *error)
{
    if (!check_name(name, error))
        return false;
    char *path = find_path(name, draft_end), *title_path = find_path(name, title_end);
    bool done = unlink(path) == 0 || errno == ENOENT ||
                error_set(error, "the draft %s cannot be removed: %s", path, strerror(errno));
    if (done)
        unlink(title_path);
    free(path);
    free(title_path);
    return done;
}
