/* Starting and ending the practice server; see sandbox_child.h. Knows its command line, the one line it
 * prints and what its sample tokens are for, nothing of what it does. */
#include "config.h"
#include "sandbox_child.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/methods.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_MILLIS = 10000, STOP_MILLIS = 2000, MAX_LINE_BYTES = 8192 };

static const char program[] = "perennial-sandbox", ready[] = "ready ";

/* The paths to try, one behind the other: beside this program, where it is installed. */
static char *beside_us(void)
{
    char path[4096];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    if (len <= 0)
        return mem_strdup("");
    path[len] = '\0';
    char *slash = strrchr(path, '/');
    return slash ? mem_printf("%.*s/%s", (int)(slash - path), path, program) : mem_strdup("");
}

/* Between fork and exec: nothing that needs memory or locks. */
static void become_server(const char *beside, const char *installed, int input, int output)
{
    if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
        dup2(output, STDERR_FILENO) < 0)
        _exit(127);
    setsid(); /* the terminal's interrupt is for us, not for it */
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execl(beside, program, "--child", (char *)NULL);
    execl(installed, program, "--child", (char *)NULL);
    execlp(program, program, "--child", (char *)NULL);
    _exit(127);
}

static bool spawn(struct sandbox_child *child, struct error *error)
{
    int input[2], output[2];
    if (pipe2(input, O_CLOEXEC) != 0)
        return error_set(error, "the practice server cannot be started: %s", strerror(errno));
    if (pipe2(output, O_CLOEXEC) != 0) {
        close(input[0]);
        close(input[1]);
        return error_set(error, "the practice server cannot be started: %s", strerror(errno));
    }
    /* nobody reads on once it is ready: what does not fit is dropped, and never holds it up */
    fcntl(output[1], F_SETFL, O_NONBLOCK);
    char *beside = beside_us();
    char *installed = mem_printf("%s/%s", PERENNIAL_BINDIR, program);
    pid_t pid = fork();
    if (pid == 0)
        become_server(beside, installed, input[0], output[1]);
    free(beside);
    free(installed);
    close(input[0]);
    close(output[1]);
    if (pid > 0) {
        child->pid = pid;
        child->input = input[1];
        child->output = output[0];
        return true;
    }
    close(input[1]);
    close(output[0]);
    return error_set(error, "the practice server cannot be started: %s", strerror(errno));
}

/* The start of the line that says it is ready, once that line is whole. */
static const char *find_ready(const struct buf *text)
{
    const char *line = buf_text(text);
    while (line && strncmp(line, ready, strlen(ready)) != 0) {
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
        if (line && !*line)
            line = NULL;
    }
    return line && strchr(line, '\n') ? line : NULL;
}

/* What it said instead of being ready, on one line. */
static bool fail_start(struct buf *said, const char *why, struct error *error)
{
    while (said->len && said->data[said->len - 1] == '\n')
        buf_remove(said, said->len - 1, 1);
    for (size_t i = 0; i < said->len; i++)
        if ((unsigned char)said->data[i] < 32)
            said->data[i] = ' ';
    if (said->len)
        return error_set(error, "the practice server %s: %s", why, buf_text(said));
    return error_set(error, "the practice server %s; is %s installed?", why, program);
}

static bool await_ready(struct sandbox_child *child, struct buf *said, struct error *error)
{
    int64_t until = clock_millis() + START_MILLIS;
    while (!find_ready(said)) {
        int64_t left = until - clock_millis();
        struct pollfd wait = { .fd = child->output, .events = POLLIN };
        if (left <= 0)
            return fail_start(said, "was not ready within ten seconds", error);
        if (poll(&wait, 1, (int)left) <= 0)
            continue;
        char bytes[1024];
        ssize_t got = read(child->output, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail_start(said, "did not start", error);
        buf_add_bytes(said, bytes, (size_t)got);
        if (said->len > MAX_LINE_BYTES)
            return fail_start(said, "says things that are not understood", error);
    }
    return true;
}

/* The value of NAME=VALUE on the line, up to the next blank; a blank within a file's name comes as
 * %20. NULL where it is not there. */
static char *take_value(const char *line, const char *mark)
{
    const char *start = strstr(line, mark);
    if (!start)
        return NULL;
    struct buf value = { 0 };
    for (start += strlen(mark); *start && *start != ' '; start++) {
        if (*start == '%' && isxdigit((unsigned char)start[1]) &&
            isxdigit((unsigned char)start[2])) {
            const char pair[] = { start[1], start[2], '\0' };
            buf_add_char(&value, (char)strtoul(pair, NULL, 16));
            start += 2;
        } else {
            buf_add_char(&value, *start);
        }
    }
    return buf_take(&value);
}

/* A row for each sample: its profile's name and what that says of its token, which stands on the ready
 * line behind `mark`. */
static const struct {
    const char *name, *mark, *description;
    enum token_type type;
    bool only_reads; /* its token has those methods ticked that read */
} samples[SANDBOX_CHILD_SAMPLES] = {
    { "sandbox", " token=", "everything, for practice", TOKEN_COMPANY, false },
    { "sandbox-customer", " customer-token=", "one customer's orders", TOKEN_CUSTOMER, false },
    { "sandbox-vendor", " vendor-token=", "one grower's orders", TOKEN_VENDOR, false },
    { "sandbox-list", " list-token=", "looking only", TOKEN_COMPANY, true },
};

static char *reading_methods(void)
{
    bool listed[METHOD_COUNT];
    for (int i = 0; i < METHOD_COUNT; i++)
        listed[i] = !method_rows[i].is_write && i != METHOD_LOGIN;
    return methods_write(listed);
}

void sandbox_child_describe(struct sandbox_child *child)
{
    for (size_t i = 0; i < SANDBOX_CHILD_SAMPLES; i++) {
        struct profile *profile = &child->samples[i];
        profile_init(profile);
        free(profile->endpoint);
        profile->endpoint = mem_strdup("");
        profile->name = mem_strdup(samples[i].name);
        profile->description = mem_strdup(samples[i].description);
        profile->token_type = samples[i].type;
        profile->methods = samples[i].only_reads ? reading_methods() : NULL;
        profile->multi_location = true;
    }
}

/* "ready ADDRESS ca=FILE token=FILE … admin=FILE". */
static bool read_ready(struct sandbox_child *child, const char *text)
{
    char *line = mem_strndup(text, strcspn(text, "\n"));
    sandbox_child_describe(child);
    child->admin_file = take_value(line, " admin=");
    bool is_whole = child->admin_file != NULL;
    for (size_t i = 0; i < SANDBOX_CHILD_SAMPLES; i++) {
        struct profile *profile = &child->samples[i];
        free(profile->endpoint);
        profile->endpoint = take_value(line, ready);
        profile->ca_file = take_value(line, " ca=");
        profile->token_file = take_value(line, samples[i].mark);
        is_whole &= profile->endpoint && profile->ca_file && profile->token_file;
    }
    free(line);
    return is_whole;
}

bool sandbox_child_start(struct sandbox_child *child, struct error *error)
{
    struct buf said = { 0 };
    bool done = spawn(child, error) && await_ready(child, &said, error) &&
                (read_ready(child, find_ready(&said)) || fail_start(&said, "said", error));
    buf_free(&said);
    if (!done)
        sandbox_child_stop(child);
    return done;
}

static void forget(struct sandbox_child *child)
{
    for (size_t i = 0; i < SANDBOX_CHILD_SAMPLES; i++)
        profile_free(&child->samples[i]);
    free(child->admin_file);
    *child = (struct sandbox_child){ 0 };
}

void sandbox_child_stop(struct sandbox_child *child)
{
    if (child->pid <= 0) {
        forget(child);
        return;
    }
    close(child->input); /* its sign to end */
    int64_t until = clock_millis() + STOP_MILLIS;
    pid_t got;
    /* its output closes with it */
    for (;;) {
        got = waitpid(child->pid, NULL, WNOHANG);
        int64_t left = until - clock_millis();
        if (got == child->pid || (got < 0 && errno != EINTR) || left <= 0)
            break;
        struct pollfd wait = { .fd = child->output, .events = POLLIN };
        char bytes[1024];
        if (poll(&wait, 1, (int)left) > 0 && read(child->output, bytes, sizeof bytes) <= 0)
            poll(NULL, 0, 1);
    }
    if (got == 0) {
        kill(child->pid, SIGKILL);
        while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    close(child->output);
    forget(child);
}
