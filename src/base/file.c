/* Files, read whole and written whole; see file.h. */
#include "config.h"
#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int fd, const char *path, size_t max_bytes, struct buf *out,
                     struct error *error)
{
    char chunk[16384];
    size_t sum = 0;
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set(error, "%s cannot be read: %s", path, strerror(errno));
        if (got == 0)
            return true;
        sum += (size_t)got;
        if (sum > max_bytes)
            return error_set(error, "%s is larger than the %zu bytes read here", path, max_bytes);
        buf_add_bytes(out, chunk, (size_t)got);
    }
}

bool file_read(const char *path, size_t max_bytes, struct buf *out, struct error *error)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "standard input", max_bytes, out, error);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(error, "%s cannot be opened: %s", path, strerror(errno));
    bool done = read_all(fd, path, max_bytes, out, error);
    close(fd);
    return done;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t put = write(fd, bytes, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

/* What was flushed cannot fail to be closed. */
static bool fill(int fd, const void *bytes, size_t len, mode_t mode)
{
    return fchmod(fd, mode) == 0 && write_all(fd, bytes, len) && fsync(fd) == 0;
}

static void close_quietly(int fd)
{
    int why = errno;
    if (fd >= 0)
        close(fd);
    errno = why;
}

char *file_beside(const char *path)
{
    return mem_printf("%s.perennial-new", path);
}

/* Whether the name still leads to the file that is open; its last holder may have moved or removed it. */
static bool is_still(int fd, const char *path)
{
    struct stat open_one, named;
    if (fstat(fd, &open_one) == 0 && lstat(path, &named) == 0 && S_ISREG(open_one.st_mode) &&
        open_one.st_uid == geteuid() && open_one.st_nlink == 1 && open_one.st_dev == named.st_dev &&
        open_one.st_ino == named.st_ino)
        return true;
    errno = EEXIST;
    return false;
}

int file_hold_beside(const char *beside, int flags)
{
    int fd = open(beside, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags, 0600);
    /* whoever holds what was only just made has a look at it and no more */
    if (fd >= 0 && flock(fd, LOCK_EX | (flags & O_EXCL ? 0 : LOCK_NB)) == 0 && is_still(fd, beside))
        return fd;
    close_quietly(fd);
    return -1;
}

/* What another writer left there is written over; who finds the name in use takes one of its own. */
static int open_beside(const char *path, char **beside)
{
    *beside = file_beside(path);
    int fd = file_hold_beside(*beside, O_CREAT);
    if (fd >= 0 && ftruncate(fd, 0) == 0)
        return fd;
    close_quietly(fd);
    free(*beside);
    *beside = mem_printf("%s.XXXXXX", path);
    return mkostemp(*beside, O_CLOEXEC);
}

bool file_write(const char *path, const void *bytes, size_t len, mode_t mode, struct error *error)
{
    char *beside;
    int fd = open_beside(path, &beside);
    bool done = fd >= 0 && fill(fd, bytes, len, mode) && rename(beside, path) == 0;
    if (!done) {
        error_set(error, "%s cannot be written: %s", path, strerror(errno));
        if (fd >= 0)
            unlink(beside);
    }
    close_quietly(fd); /* only now may others take the name */
    free(beside);
    return done;
}

bool file_create(const char *path, const void *bytes, size_t len, mode_t mode, struct error *error)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return error_set(error, "%s cannot be made: %s", path, strerror(errno));
    bool done = fill(fd, bytes, len, mode);
    if (!done) {
        error_set(error, "%s cannot be written: %s", path, strerror(errno));
        unlink(path);
    }
    close(fd);
    return done;
}

bool file_make_dirs(const char *dir, struct error *error)
{
    char *path = mem_strdup(dir);
    bool done = true;
    for (char *at = path + 1; done; at++) {
        char was = *at;
        if (was != '/' && was != '\0')
            continue;
        *at = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            done = error_set(error, "the directory %s cannot be made: %s", path, strerror(errno));
        *at = was;
        if (!was)
            break;
    }
    free(path);
    return done;
}

bool file_move(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (file_exists(to)) { /* a file system that cannot do both in one */
        errno = EEXIST;
        return false;
    }
    return rename(from, to) == 0;
}

char *file_dir(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? mem_strndup(path, (size_t)(slash - path) + 1) : mem_strdup("./");
}

bool file_flush_dir(const char *path)
{
    char *dir = file_dir(path);
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    free(dir);
    return done;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static int hold(int fd, const char *path, bool wait, struct error *error)
{
    if (fd < 0) {
        error_set(error, "%s cannot be opened: %s", path, strerror(errno));
        return -1;
    }
    while (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
        if (errno == EINTR)
            continue;
        error_set(error, "%s is in use by another program", path);
        close(fd);
        return -1;
    }
    return fd;
}

int file_lock(const char *path, bool wait, struct error *error)
{
    return hold(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), path, wait, error);
}

int file_lock_dir(const char *dir, struct error *error)
{
    return hold(open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), dir, true, error);
}

void file_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}
