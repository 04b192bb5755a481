/* A home directory, a sandbox server and the program, for one test. Reads the server's ready line;
 * knows nothing of what the program shows. */
#include "config.h"
#include "support/desk.h"

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct desk {
    char *home;
    char **environment;
    size_t count, capacity;
    pid_t sandbox; /* 0 = none */
    int ready;     /* what the server says, -1 = closed */
    char *token, *ca_file;
    int port;
    int read_retries; /* of the profile "test" */
    char *settings;   /* of it; NULL = no more */
};

static _Noreturn void give_up(const char *what)
{
    perror(what);
    abort();
}

void desk_set(struct desk *desk, const char *assignment)
{
    if (desk->count)
        desk->count--; /* the closing NULL */
    for (int i = 0; i < 2; i++) {
        MEM_GROW(desk->environment, desk->count, desk->capacity);
        desk->environment[desk->count++] = i ? NULL : mem_strdup(assignment);
    }
}

static void set(struct desk *desk, const char *name, const char *below)
{
    char *assignment = mem_printf("%s=%s%s", name, desk->home, below);
    desk_set(desk, assignment);
    free(assignment);
}

struct desk *desk_new(void)
{
    struct desk *desk = mem_calloc(1, sizeof *desk);
    desk->ready = -1;
    const char *tmp = getenv("TMPDIR");
    desk->home = mem_printf("%s/perennial-desk-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(desk->home))
        give_up("mkdtemp");
    set(desk, "HOME", "");
    set(desk, "XDG_CONFIG_HOME", "/config");
    set(desk, "XDG_DATA_HOME", "/data");
    set(desk, "XDG_STATE_HOME", "/state");
    set(desk, "XDG_CACHE_HOME", "/cache");
    static const char *const kept[] = { "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (getenv(kept[i])) {
            char *assignment = mem_printf("%s=%s", kept[i], getenv(kept[i]));
            desk_set(desk, assignment);
            free(assignment);
        }
    return desk;
}

static int take_away(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st, (void)kind, (void)where;
    return remove(path);
}

void desk_free(struct desk *desk)
{
    if (!desk)
        return;
    desk_stop_sandbox(desk);
    nftw(desk->home, take_away, 16, FTW_DEPTH | FTW_PHYS);
    for (size_t i = 0; i < desk->count; i++)
        free(desk->environment[i]);
    free(desk->environment);
    free(desk->home);
    free(desk->settings);
    free(desk->token);
    free(desk->ca_file);
    free(desk);
}

const char *desk_home(const struct desk *desk)
{
    return desk->home;
}

char *desk_path(const struct desk *desk, const char *name)
{
    return mem_printf("%s/%s", desk->home, name);
}

void desk_write(const struct desk *desk, const char *name, const char *text)
{
    char *path = desk_path(desk, name);
    char *slash = strrchr(path, '/');
    struct error error = { 0 };
    *slash = '\0';
    bool done = file_make_dirs(path, &error);
    *slash = '/';
    if (!done || !file_write(path, text, strlen(text), 0600, &error))
        give_up(path);
    free(path);
}

/* Starts a program of the build directory with these descriptors (-1 = /dev/null). */
static pid_t start(struct desk *desk, const char *program, const char *const *arguments, int in,
                   int out, int err)
{
    char *words[64] = { NULL };
    pid_t pid = fork();
    if (pid < 0)
        give_up("fork");
    if (pid > 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that dies takes it along */
    int null = open("/dev/null", O_RDWR);
    dup2(in < 0 ? null : in, 0);
    dup2(out < 0 ? null : out, 1);
    dup2(err < 0 ? null : err, 2);
    clearenv();
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; desk->environment[i]; i++)
        putenv(desk->environment[i]);
    words[0] = mem_strdup(program);
    for (size_t i = 0; arguments && arguments[i] && i + 2 < sizeof words / sizeof *words; i++)
        words[i + 1] = mem_strdup(arguments[i]);
    execv(program, words);
    fprintf(stderr, "cannot start %s: %s\n", program, strerror(errno));
    _exit(127);
}

void desk_set_profile(struct desk *desk, const char *settings)
{
    free(desk->settings);
    desk->settings = mem_strdup(settings);
}

void desk_try_again(struct desk *desk)
{
    desk->read_retries = 2;
}

bool desk_stop_sandbox(struct desk *desk)
{
    if (!desk->sandbox)
        return false;
    kill(desk->sandbox, SIGKILL);
    waitpid(desk->sandbox, NULL, 0);
    close(desk->ready);
    desk->sandbox = 0;
    desk->ready = -1;
    return true;
}

void desk_use_port(struct desk *desk, int port, const char *ca_file, const char *token_file)
{
    char *text = mem_printf("profile = \"test\";\n"
                            "profiles = ( { name = \"test\"; token_type = \"company\";\n"
                            "  endpoint = \"https://127.0.0.1:%d/api/\";\n"
                            "  ca_file = \"%s\"; token_file = \"%s\";\n"
                            "  multi_location = true; read_retries = %d; %s } );\n",
                            port, ca_file, token_file, desk->read_retries,
                            desk->settings ? desk->settings : "");
    desk_write(desk, "config/perennial/perennial.conf", text);
    free(text);
}

/* Reads the server's first line, within the patience of all waits. */
static void read_ready_line(struct desk *desk, char line[], size_t room)
{
    size_t len = 0;
    struct pollfd fd = { .fd = desk->ready, .events = POLLIN };
    while (len + 1 < room && poll(&fd, 1, PTY_PATIENCE) > 0 &&
           read(desk->ready, line + len, 1) == 1)
        if (line[len++] == '\n')
            break;
    line[len] = '\0';
    if (!len || line[len - 1] != '\n') {
        fprintf(stderr, "perennial-sandbox said no ready line but \"%s\"\n", line);
        abort();
    }
}

void desk_start_sandbox(struct desk *desk, const char *const *options)
{
    desk_stop_sandbox(desk);
    desk_fault(desk, "");
    char *db = desk_path(desk, "server/sandbox.db"), *faults = desk_path(desk, "server/faults");
    const char *arguments[32] = { "--db", db, "--fault-file", faults };
    for (size_t i = 0; options && options[i] && i < 24; i++)
        arguments[4 + i] = options[i];
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        give_up("pipe");
    desk->ready = ends[0];
    desk->sandbox = start(desk, TEST_BUILD_DIR "/perennial-sandbox", arguments, -1, ends[1], 2);
    close(ends[1]);
    free(db);
    free(faults);
    char line[4096];
    read_ready_line(desk, line, sizeof line);
    int port;
    char *ca = strstr(line, " ca="), *token = strstr(line, " token=");
    if (sscanf(line, "ready https://127.0.0.1:%d/", &port) != 1 || !ca || !token) {
        fprintf(stderr, "the ready line is \"%s\"\n", line);
        abort();
    }
    *token = '\0';
    ca += strlen(" ca=");
    token += strlen(" token=");
    token[strcspn(token, " \n")] = '\0'; /* other tokens may follow */
    desk_use_port(desk, port, ca, token);
    desk->port = port;
    free(desk->ca_file);
    desk->ca_file = mem_strdup(ca);
    struct buf secret = { 0 };
    struct error error = { 0 };
    if (!file_read(token, 4096, &secret, &error))
        give_up(token);
    free(desk->token);
    desk->token = mem_strndup(buf_text(&secret), strcspn(buf_text(&secret), "\r\n"));
    buf_wipe(&secret);
}

void desk_fault(struct desk *desk, const char *lines)
{
    static unsigned turn; /* a changed comment winds counted faults up again */
    char *text = mem_printf("# %u\n%s\n", ++turn, lines);
    desk_write(desk, "server/faults", text);
    free(text);
}

void desk_forget_requests(const struct desk *desk)
{
    char *path = desk_path(desk, "state/perennial/requests-today.tsv");
    if (unlink(path) != 0 && errno != ENOENT)
        give_up(path);
    free(path);
}

const char *desk_token(const struct desk *desk)
{
    return desk->token ? desk->token : "";
}

int desk_port(const struct desk *desk)
{
    return desk->port;
}

const char *desk_ca_file(const struct desk *desk)
{
    return desk->ca_file;
}

struct desk_result desk_run(struct desk *desk, const char *input, const char *const *arguments)
{
    struct desk_result result = { 0 };
    char *path = desk_path(desk, "input");
    desk_write(desk, "input", input ? input : "");
    int in = open(path, O_RDONLY | O_CLOEXEC), out[2], err[2];
    free(path);
    if (in < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0)
        give_up("pipe");
    pid_t pid = start(desk, TEST_BUILD_DIR "/perennial", arguments, in, out[1], err[1]);
    close(in);
    close(out[1]);
    close(err[1]);
    struct pollfd fds[2] = { { .fd = out[0], .events = POLLIN },
                             { .fd = err[0], .events = POLLIN } };
    struct buf *into[2] = { &result.out, &result.err };
    int64_t until = pty_now_micros() + 6 * PTY_PATIENCE * INT64_C(1000);
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        if (poll(fds, 2, PTY_PATIENCE) <= 0 || pty_now_micros() > until) {
            fprintf(stderr, "the program does not end\n");
            kill(pid, SIGKILL);
            break;
        }
        for (int i = 0; i < 2; i++) {
            char bytes[65536];
            if (!fds[i].revents)
                continue;
            ssize_t n = read(fds[i].fd, bytes, sizeof bytes);
            if (n > 0)
                buf_add_bytes(into[i], bytes, (size_t)n);
            else if (n == 0 || errno != EINTR)
                fds[i].fd = -1;
        }
    }
    close(out[0]);
    close(err[0]);
    int status;
    waitpid(pid, &status, 0);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

void desk_result_free(struct desk_result *result)
{
    buf_free(&result->out);
    buf_free(&result->err);
}

struct pty *desk_open_program(struct desk *desk, int rows, int cols, const char *const *arguments)
{
    const char *environment[64] = { NULL };
    for (size_t i = 0; desk->environment[i] && i + 1 < sizeof environment / sizeof *environment;
         i++)
        environment[i] = desk->environment[i];
    return pty_open(rows, cols, arguments, environment);
}

struct pty *desk_open(struct desk *desk, int rows, int cols, const char *const *arguments)
{
    const char *words[64] = { TEST_BUILD_DIR "/perennial" };
    for (size_t i = 0; arguments && arguments[i] && i + 2 < sizeof words / sizeof *words; i++)
        words[i + 1] = arguments[i];
    return desk_open_program(desk, rows, cols, words);
}

static const char *sought;
static char found_in[4096];

static int look_into(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)where;
    size_t len = strlen(path);
    if (kind != FTW_F || st->st_size > 64 << 20 ||
        (len > 6 && strcmp(path + len - 6, ".token") == 0))
        return 0;
    struct buf text = { 0 };
    struct error error = { 0 };
    if (file_read(path, 64 << 20, &text, &error) && text.len &&
        memmem(text.data, text.len, sought, strlen(sought)))
        snprintf(found_in, sizeof found_in, "%s", path);
    buf_free(&text);
    error_clear(&error);
    return *found_in != '\0';
}

const char *desk_find_text(const struct desk *desk, const char *below, const char *text)
{
    char *top = desk_path(desk, below);
    sought = text;
    *found_in = '\0';
    nftw(top, look_into, 16, FTW_PHYS);
    free(top);
    return *found_in ? found_in : NULL;
}
