/* The token's keeper; see vault.h. Knows files, nothing of commands (vault_run.c) or of the network. */
#include "config.h"
#include "store/vault.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/place.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In a folder that everybody may write to, anybody can put another file in its place. One of a group is left
 * alone: many systems give each user a group. */
static bool check_dir(const char *path, struct error *error)
{
    struct stat what;
    char *dir = file_dir(path);
    bool is_open = stat(dir, &what) == 0 && (what.st_mode & S_IWOTH) && !(what.st_mode & S_ISVTX);
    if (is_open)
        error_set(error,
                  "the token file %s is in a folder that everybody may write to; make that private "
                  "with: chmod go-w %s",
                  path, dir);
    free(dir);
    return !is_open;
}

static bool check_file(int fd, const char *path, struct error *error)
{
    struct stat what;
    if (fstat(fd, &what) != 0)
        return error_set(error, "the token file %s cannot be read: %s", path, strerror(errno));
    if (!S_ISREG(what.st_mode))
        return error_set(error, "the token file %s is not a file", path);
    if (what.st_uid != geteuid())
        return error_set(error, "the token file %s belongs to somebody else; it must be yours",
                         path);
    if (what.st_mode & 077)
        return error_set(error,
                         "the token file %s has mode %04o, so others can get at it; make it "
                         "private with: chmod 600 %s",
                         path, (unsigned)(what.st_mode & 07777), path);
    return true;
}

/* What is left on the disk when its name goes is no token; not so on a disk that writes each block elsewhere.
 * A file with two names is let alone. */
static void overwrite(int fd)
{
    static const char nothing[VAULT_MAX_BYTES];
    struct stat what;
    if (fstat(fd, &what) == 0 && S_ISREG(what.st_mode) && what.st_nlink <= 1 &&
        what.st_size <= (off_t)sizeof nothing &&
        pwrite(fd, nothing, (size_t)what.st_size, 0) == (ssize_t)what.st_size)
        fsync(fd);
}

static bool is_empty(int fd)
{
    struct stat what;
    return fstat(fd, &what) == 0 && what.st_size == 0;
}

/* What a writer that was killed left beside the file is a secret too. One that is at work holds its own; an empty one
 * may be of a writer that is just about to, and a reader lets it alone. */
static void clear_beside(const char *path, bool with_empty)
{
    char *beside = file_beside(path);
    int left = file_hold_beside(beside, 0);
    if (left >= 0 && (with_empty || !is_empty(left))) {
        overwrite(left);
        unlink(beside);
    }
    if (left >= 0)
        close(left);
    free(beside);
}

static bool read_file(const char *path, struct buf *line, struct error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return error_set(error, "the token file %s cannot be opened: %s", path, strerror(errno));
    bool done = check_file(fd, path, error) && check_dir(path, error);
    if (done)
        clear_beside(path, false);
    char bytes[VAULT_MAX_BYTES];
    ssize_t got = done ? read(fd, bytes, sizeof bytes) : 0;
    if (got < 0)
        done = error_set(error, "the token file %s cannot be read: %s", path, strerror(errno));
    else
        buf_add_bytes(line, bytes, (size_t)got);
    mem_wipe(bytes, sizeof bytes);
    close(fd);
    vault_keep_first_line(line);
    return done;
}

bool vault_check(const char *token, struct error *error)
{
    size_t len = strlen(token);
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)token[i]))
            return error_set(error, "this is no token; a token has letters and digits only");
    if (len > TOKEN_MAX_CHARS)
        return error_set(error, "this is no token; a token has at most %d characters",
                         (int)TOKEN_MAX_CHARS);
    return len || error_set(error, "a token is needed; it is empty");
}

static bool check_line(const struct buf *token, const char *source, struct error *error)
{
    struct error why = { 0 };
    if (!token->len)
        return error_set(error, "%s: its first line is empty; the token must stand there", source);
    if (strlen(buf_text(token)) == token->len && vault_check(buf_text(token), &why))
        return true;
    error_set(error, "%s: its first line: %s", source, why.text ? why.text : "a NUL byte");
    error_clear(&why);
    return false;
}

static bool read_token(const struct profile *profile, bool may_use_terminal, struct buf *token,
                       struct error *error)
{
    bool done = false;
    if (profile->token_file)
        done = read_file(profile->token_file, token, error) &&
               check_line(token, profile->token_file, error);
    else if (profile->token_command)
        done = (may_use_terminal
                    ? vault_run_at_terminal(profile->token_command, VAULT_TERMINAL_MILLIS, token,
                                            error)
                    : vault_run(profile->token_command, VAULT_COMMAND_MILLIS, token, error)) &&
               check_line(token, "the token command", error);
    else
        error_set(error, "the profile %s has no token; give it token_file or token_command",
                  profile->name);
    if (!done)
        buf_wipe(token);
    return done;
}

bool vault_read(const struct profile *profile, struct buf *token, struct error *error)
{
    return read_token(profile, false, token, error);
}

bool vault_read_at_terminal(const struct profile *profile, struct buf *token, struct error *error)
{
    return read_token(profile, true, token, error);
}

void vault_print(const char *token, char print[VAULT_PRINT_CHARS + 1])
{
    struct sha256_ctx hash;
    uint8_t digest[VAULT_PRINT_CHARS / 2];
    sha256_init(&hash);
    sha256_update(&hash, strlen(token), (const uint8_t *)token);
    sha256_digest(&hash, sizeof digest, digest);
    mem_wipe(&hash, sizeof hash);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(print + 2 * i, 3, "%02x", digest[i]);
}

/* --- Writing --- */

char *vault_path(const char *profile)
{
    char *name = place_name(".", profile), *file = mem_printf("%s.token", name + strlen("./"));
    char *path = paths_join(PATHS_CONFIG, file);
    free(name);
    free(file);
    return path;
}

static bool fill(int fd, const char *token)
{
    size_t len = strlen(token);
    char line[TOKEN_MAX_CHARS + 1];
    memcpy(line, token, len);
    line[len++] = '\n';
    bool done = fchmod(fd, 0600) == 0 && write(fd, line, len) == (ssize_t)len && fsync(fd) == 0;
    int why = errno;
    mem_wipe(line, sizeof line);
    errno = why;
    return done;
}

/* A new file of this path. Where it cannot be filled there is none. */
static bool make_file(const char *path, const char *token, struct error *error)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return error_set(error,
                         "the token file %s is there already; remove it, or use it as it is with "
                         "token_file",
                         path);
    if (fd < 0)
        return error_set(error, "the token file %s cannot be made: %s", path, strerror(errno));
    bool done = fill(fd, token);
    if (!done) {
        error_set(error, "the token file %s cannot be written: %s", path, strerror(errno));
        unlink(path);
    }
    close(fd);
    return done;
}

/* What is there must be a file of ours, or nothing: a link would be replaced instead of what it leads to. */
static bool check_replaced(const char *path, struct error *error)
{
    struct stat what;
    if (lstat(path, &what) != 0)
        return errno == ENOENT ||
               error_set(error, "the token file %s cannot be looked at: %s", path, strerror(errno));
    if (!S_ISREG(what.st_mode))
        return error_set(error, "the token file %s is a link or no file; replace it by hand", path);
    return what.st_uid == geteuid() ||
           error_set(error, "the token file %s belongs to somebody else; it must be yours", path);
}

static int open_old(const char *path)
{
    return open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

/* It is held until it has its name: who looks for what was left lets it alone. */
static bool replace_file(const char *path, const char *token, struct error *error)
{
    char *beside = file_beside(path);
    int new = file_hold_beside(beside, O_CREAT | O_EXCL), old = new >= 0 ? open_old(path) : -1;
    bool done = new >= 0 && fill(new, token) && rename(beside, path) == 0;
    if (!done)
        error_set(error, "the token file %s cannot be replaced: %s", path,
                  errno == EEXIST ? "another program is at it" : strerror(errno));
    if (!done && new >= 0)
        unlink(beside);
    if (new >= 0)
        close(new);
    if (old >= 0) {
        if (done)
            overwrite(old);
        close(old);
    }
    free(beside);
    return done;
}

bool vault_write(const char *path, const char *token, bool replaces, struct error *error)
{
    char *dir = file_dir(path);
    bool done = vault_check(token, error) && file_make_dirs(dir, error) && check_dir(path, error);
    if (done)
        clear_beside(path, true);
    done = done && (replaces ? check_replaced(path, error) && replace_file(path, token, error)
                             : make_file(path, token, error));
    if (done)
        file_flush_dir(path);
    free(dir);
    return done;
}

bool vault_move(const char *from, const char *to, struct error *error)
{
    clear_beside(from, true);
    if (file_move(from, to))
        return true;
    return error_set(error, "the token file %s cannot become %s: %s", from, to, strerror(errno));
}

bool vault_remove(const char *path, struct error *error)
{
    clear_beside(path, true);
    int old = open_old(path);
    if (old >= 0) {
        overwrite(old);
        close(old);
    }
    return unlink(path) == 0 || errno == ENOENT ||
           error_set(error, "the token file %s cannot be removed: %s", path, strerror(errno));
}
