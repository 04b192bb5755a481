/* perennial-sandbox: composes the server, says when it is ready, waits for its end.
 *
 * The ready line, the only thing on standard output, is for people and programs:
 *
 *     ready https://127.0.0.1:PORT/api/ ca=FILE token=FILE customer-token=FILE … admin=FILE
 *
 * Words are separated by one blank; a blank, a per cent sign and control characters within a word are
 * written %XX. The files lie beside the database and go when the server ends. */
#include "config.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "model/date.h"
#include "sandbox/admin.h"
#include "sandbox/catalogue.h"
#include "sandbox/certificate.h"
#include "sandbox/db.h"
#include "sandbox/http.h"
#include "sandbox/options.h"
#include "sandbox/routes.h"
#include "sandbox/tokens.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    EXIT_USE = 2,
    NOON = 12 * 3600,
    DAY_SECONDS = 86400,
    ADMIN_FILE = 1 + TOKENS_SAMPLES,
    FILES
};

struct sandbox {
    struct options options;
    struct certificate certificate;
    struct server server;
    struct http *http;
    char *dir;          /* where the files go: the database's */
    char *files[FILES]; /* the CA, the tokens, the admin secret; NULL = not made */
};

static void fill(struct db *db, void *context)
{
    const struct sandbox *sandbox = context;
    catalogue_fill(db, date_of_time(clock_now()), !sandbox->options.empty);
}

static bool open_db(struct sandbox *sandbox, struct error *error)
{
    struct options *options = &sandbox->options;
    if (!options->db_path)
        options->db_path = paths_make(PATHS_DATA, "sandbox.db", error);
    if (!options->db_path)
        return false;
    const char *slash = strrchr(options->db_path, '/');
    sandbox->dir = slash ? mem_strndup(options->db_path, (size_t)(slash - options->db_path) + 1)
                         : mem_strdup("./");
    if (options->reset && !db_remove(options->db_path, error))
        return false;
    sandbox->server.db = db_open(options->db_path, fill, sandbox, error);
    if (!sandbox->server.db)
        return false;
    tokens_keep_samples(sandbox->server.db, CATALOGUE_FIRST_CUSTOMER, CATALOGUE_FIRST_VENDOR);
    if (options->empty)
        catalogue_remove_orders(sandbox->server.db);
    return !db_failed(sandbox->server.db, error);
}

/* Takes away what sandboxes left that were killed: sandbox-PID.pem, sandbox-PID.admin and
 * sandbox-PID.*token of processes that are no more. */
static void sweep(const char *dir)
{
    DIR *entries = opendir(dir);
    for (const struct dirent *entry; entries && (entry = readdir(entries));) {
        int pid = 0, end = 0;
        if (sscanf(entry->d_name, "sandbox-%d.%n", &pid, &end) != 1 || !end || pid <= 0)
            continue;
        size_t len = strlen(entry->d_name);
        bool ours = strcmp(entry->d_name + end, "pem") == 0 ||
                    strcmp(entry->d_name + end, "admin") == 0 ||
                    (len > 5 && strcmp(entry->d_name + len - 5, "token") == 0);
        if (ours && kill(pid, 0) != 0 && errno == ESRCH)
            unlinkat(dirfd(entries), entry->d_name, 0);
    }
    if (entries)
        closedir(entries);
}

/* Not file_create(): these need not outlive a power cut, and waiting for the disk costs the start. */
static bool write_file(struct sandbox *sandbox, int which, const char *ending, const char *text,
                       struct error *error)
{
    char *path = mem_printf("%ssandbox-%d.%s", sandbox->dir, (int)getpid(), ending);
    unlink(path); /* of an earlier process of this number */
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    size_t len = strlen(text);
    bool done = fd >= 0 && write(fd, text, len) == (ssize_t)len;
    if (!done)
        error_set(error, "%s cannot be written: %s", path, strerror(errno));
    if (fd >= 0) {
        close(fd);
        sandbox->files[which] = path;
    } else {
        free(path);
    }
    return done;
}

/* A file of one line with a secret, which is wiped and freed. */
static bool write_secret(struct sandbox *sandbox, int which, const char *ending, char *secret,
                         struct error *error)
{
    char *line = mem_printf("%s\n", secret);
    bool done = write_file(sandbox, which, ending, line, error);
    mem_wipe(secret, strlen(secret));
    mem_wipe(line, strlen(line));
    free(secret);
    free(line);
    return done;
}

static bool write_files(struct sandbox *sandbox, struct error *error)
{
    if (!write_file(sandbox, 0, "pem", sandbox->certificate.cert_pem, error))
        return false;
    for (int i = 0; i < TOKENS_SAMPLES; i++)
        if (!write_secret(sandbox, 1 + i, tokens_sample_word((enum tokens_sample)i),
                          tokens_sample_text(sandbox->server.db, (enum tokens_sample)i), error))
            return false;
    char *admin = admin_open(&sandbox->server);
    if (!admin)
        return error_set(error, "The system gives no random numbers");
    return write_secret(sandbox, ADMIN_FILE, "admin", admin, error);
}

static void add_word(struct buf *line, const char *key, const char *path)
{
    char *whole = realpath(path, NULL);
    buf_addf(line, " %s=", key);
    for (const char *c = whole ? whole : path; *c; c++)
        if (*c == ' ' || *c == '%' || iscntrl((unsigned char)*c))
            buf_addf(line, "%%%02X", (unsigned char)*c);
        else
            buf_add_char(line, *c);
    free(whole);
}

static void say_ready(const struct sandbox *sandbox)
{
    struct buf line = { 0 };
    buf_addf(&line, "ready https://127.0.0.1:%u/api/", (unsigned)http_port(sandbox->http));
    add_word(&line, "ca", sandbox->files[0]);
    for (int i = 0; i < TOKENS_SAMPLES; i++)
        add_word(&line, tokens_sample_word((enum tokens_sample)i), sandbox->files[1 + i]);
    add_word(&line, "admin", sandbox->files[ADMIN_FILE]);
    puts(buf_text(&line));
    fflush(stdout);
    buf_free(&line);
}

/* Until a signal, or the end of standard input where it is a child. */
static void wait_for_end(bool is_child, const sigset_t *signals)
{
    struct pollfd fds[] = {
        { .fd = signalfd(-1, signals, SFD_CLOEXEC), .events = POLLIN },
        { .fd = is_child ? STDIN_FILENO : -1, .events = POLLIN },
    };
    for (;;) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            break;
        if (fds[0].revents)
            break;
        char ignored[256];
        if (fds[1].revents && read(STDIN_FILENO, ignored, sizeof ignored) <= 0)
            break;
    }
    close(fds[0].fd);
}

static bool start(struct sandbox *sandbox, struct error *error)
{
    const struct options *options = &sandbox->options;
    if (options->today != DATE_NONE)
        clock_fix((time_t)options->today * DAY_SECONDS + NOON);
    sandbox->server = (struct server){ .faults = options_faults(options, error),
                                       .daily_limit = options->daily_limit,
                                       .lead_days = options->lead_days,
                                       .single_location = options->single_location };
    if (!sandbox->server.faults || !open_db(sandbox, error) ||
        !certificate_make(&sandbox->certificate, error))
        return false;
    sweep(sandbox->dir);
    if (!write_files(sandbox, error))
        return false;
    sandbox->http = http_start(&sandbox->server, &sandbox->certificate, (uint16_t)options->port,
                               options->verbose, error);
    return sandbox->http != NULL;
}

static void end(struct sandbox *sandbox)
{
    http_stop(sandbox->http);
    for (int i = 0; i < FILES; i++) {
        if (sandbox->files[i])
            unlink(sandbox->files[i]);
        free(sandbox->files[i]);
    }
    certificate_free(&sandbox->certificate);
    db_close(sandbox->server.db);
    faults_free(sandbox->server.faults);
    free(sandbox->dir);
    options_free(&sandbox->options);
}

int main(int argc, char **argv)
{
    struct sandbox sandbox = { 0 };
    struct error error = { 0 };
    sigset_t signals;
    int status = EXIT_SUCCESS;
    setlocale(LC_CTYPE, "C.UTF-8"); /* not the user's: the sample company is the same everywhere */
    if (!options_read(&sandbox.options, argc > 0 ? argv + 1 : argv, &error)) {
        status = EXIT_USE;
    } else if (sandbox.options.help) {
        struct buf help = { 0 };
        options_add_help(&help);
        fputs(buf_text(&help), stdout);
        buf_free(&help);
    } else if (sandbox.options.version) {
        puts("perennial-sandbox " PACKAGE_VERSION);
    } else {
        /* Blocked before the server's threads start, so that they all leave them to signalfd. */
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGHUP);
        sigprocmask(SIG_BLOCK, &signals, NULL);
        signal(SIGPIPE, SIG_IGN);
        if (sandbox.options.child)
            prctl(PR_SET_PDEATHSIG, SIGTERM);
        umask(077);
        if (start(&sandbox, &error)) {
            say_ready(&sandbox);
            wait_for_end(sandbox.options.child, &signals);
        } else {
            status = EXIT_FAILURE;
        }
    }
    if (error.text)
        fprintf(stderr, "perennial-sandbox: %s\n", error.text);
    error_clear(&error);
    end(&sandbox);
    return status;
}
