/* The token's keeper; see vault.h. Knows files and processes, nothing of the network. */
#include "config.h"
#include "store/vault.h"
#include "base/clock.h"
#include "base/mem.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* More than any token with a sentence behind it: what comes after is not read. */
enum { MAX_BYTES = 4096 };

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

/* Keeps the first line of `text`, without blanks around it. */
static void keep_first_line(struct buf *text)
{
    const char *start = buf_text(text);
    while (*start == ' ' || *start == '\t')
        start++;
    size_t len = strcspn(start, "\n");
    while (len && isspace((unsigned char)start[len - 1]))
        len--;
    struct buf line = BUF_SECRET;
    buf_add_bytes(&line, start, len);
    buf_wipe(text);
    *text = line;
}

static bool read_file(const char *path, struct buf *line, struct error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return error_set(error, "the token file %s cannot be opened: %s", path, strerror(errno));
    bool done = check_file(fd, path, error);
    char bytes[MAX_BYTES];
    ssize_t got = done ? read(fd, bytes, sizeof bytes) : 0;
    if (got < 0)
        done = error_set(error, "the token file %s cannot be read: %s", path, strerror(errno));
    else
        buf_add_bytes(line, bytes, (size_t)got);
    mem_wipe(bytes, sizeof bytes);
    close(fd);
    keep_first_line(line);
    return done;
}

/* Between fork and exec: nothing that needs memory or locks. */
static void become_command(const char *command, int output)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
        dup2(null, STDERR_FILENO) < 0)
        _exit(127);
    setsid(); /* no terminal to draw on, and one group to end */
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

/* Reads to the end, keeping no more than the limit; false where time ran out. */
static bool read_output(int fd, int64_t until, struct buf *out)
{
    for (;;) {
        int64_t left = until - clock_millis();
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        if (left <= 0)
            return false;
        if (poll(&wait, 1, (int)left) <= 0)
            continue;
        char bytes[512];
        ssize_t got = read(fd, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got > 0 && out->len < MAX_BYTES)
            buf_add_bytes(out, bytes, (size_t)got);
        mem_wipe(bytes, sizeof bytes);
        if (got <= 0)
            return true;
    }
}

/* The command may close its output and go on: its end is waited for within the same limit. */
static bool wait_for(pid_t child, int64_t until, int *status)
{
    for (;;) {
        pid_t got = waitpid(child, status, WNOHANG);
        if (got == child || (got < 0 && errno != EINTR))
            return got == child;
        if (clock_millis() >= until)
            return false;
        poll(NULL, 0, 5);
    }
}

bool vault_run(const char *command, int limit_millis, struct buf *line, struct error *error)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set(error, "the token command cannot be started: %s", strerror(errno));
    pid_t child = fork();
    if (child == 0)
        become_command(command, ends[1]);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return error_set(error, "the token command cannot be started: %s", strerror(errno));
    }
    int64_t until = clock_millis() + limit_millis;
    int status = 0;
    bool in_time = read_output(ends[0], until, line) && wait_for(child, until, &status);
    if (!in_time) {
        kill(-child, SIGKILL);
        kill(child, SIGKILL); /* where it had no group of its own yet */
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
    }
    close(ends[0]);
    keep_first_line(line);
    if (!in_time)
        return error_set(error, "the token command took longer than %d seconds and was stopped",
                         (limit_millis + 999) / 1000);
    if (WIFSIGNALED(status))
        return error_set(error, "the token command was ended by signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return error_set(error, "the token command ended with status %d; try it in a shell",
                         WEXITSTATUS(status));
    return true;
}

static bool check_token(const struct buf *token, const char *source, struct error *error)
{
    if (!token->len)
        return error_set(error, "%s: its first line is empty; the token must stand there", source);
    for (size_t i = 0; i < token->len; i++)
        if (!isalnum((unsigned char)token->data[i]))
            return error_set(error,
                             "%s: its first line is no token; a token has letters and digits only",
                             source);
    if (token->len > TOKEN_MAX_CHARS)
        return error_set(error, "%s: its first line is no token; a token has at most %d characters",
                         source, (int)TOKEN_MAX_CHARS);
    return true;
}

bool vault_read(const struct profile *profile, struct buf *token, struct error *error)
{
    bool done = false;
    if (profile->token_file)
        done = read_file(profile->token_file, token, error) &&
               check_token(token, profile->token_file, error);
    else if (profile->token_command)
        done = vault_run(profile->token_command, VAULT_COMMAND_MILLIS, token, error) &&
               check_token(token, "the token command", error);
    else
        error_set(error, "the profile %s has no token; give it token_file or token_command",
                  profile->name);
    if (!done)
        buf_wipe(token);
    return done;
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
