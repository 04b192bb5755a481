/* The program itself: options, the ready line, its files, TLS, its end with its parent. */
#include "config.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/date.h"
#include "sandbox/options.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(sandbox_process, .timeout = 120);

enum { PATIENCE_MILLIS = 60000, MAX_ARGS = 16 };

Test(sandbox_options, are_read)
{
    static char *const argv[] = { "--port",  "4443",    "--db=/tmp/x.db", "--limit",
                                  "5",       "--today", "2031-01-06",     "--status",
                                  "500",     "a.list",  "--drop=b.list",  "--slow-bytes",
                                  "--empty", NULL };
    struct options options;
    struct error error = { 0 };
    cr_assert(options_read(&options, argv, &error), "%s", error_text(&error));
    cr_expect_eq(options.port, 4443);
    cr_expect_str_eq(options.db_path, "/tmp/x.db");
    cr_expect_eq(options.daily_limit, 5);
    cr_expect_eq(options.today, date_from_civil(2031, 1, 6));
    cr_expect(options.empty);
    cr_expect_not(options.reset);
    struct faults *faults = options_faults(&options, &error);
    cr_assert_not_null(faults, "%s", error_text(&error));
    int code = 0;
    cr_expect(faults_strike(faults, FAULT_STATUS, "a.list", &code));
    cr_expect_eq(code, 500);
    cr_expect(faults_strike(faults, FAULT_DROP, "b.list", NULL));
    cr_expect_not(faults_strike(faults, FAULT_DROP, "a.list", NULL));
    cr_expect(faults_strike(faults, FAULT_SLOW_BYTES, "a.list", NULL));
    faults_free(faults);
    options_free(&options);
}

Test(sandbox_options, wrong_ones_are_refused_in_words)
{
    static const struct {
        char *argv[4];
        const char *says;
    } rows[] = {
        { { "--prot", "1" }, "--port is near it" },
        { { "--xyzzyx" }, "--help lists" },
        { { "port" }, "begin with --" },
        { { "--port" }, "needs N" },
        { { "--port", "70000" }, "from 0 to 65535" },
        { { "--port", "x" }, "must be a number" },
        { { "--today", "soon" }, "must be a date" },
        { { "--status", "500" }, "needs CODE METHOD" },
        { { "--reset=1" }, "takes no value" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct options options;
        struct error error = { 0 };
        cr_expect_not(options_read(&options, rows[i].argv, &error), "%s", rows[i].argv[0]);
        cr_expect(strstr(error_text(&error), rows[i].says), "%s said: %s", rows[i].argv[0],
                  error_text(&error));
        error_clear(&error);
        options_free(&options);
    }
}

Test(sandbox_options, each_has_a_sentence)
{
    struct buf help = { 0 };
    options_add_help(&help);
    for (const struct option_row *row = options_table; row->name; row++) {
        cr_expect(row->help && row->help[strlen(row->help) - 1] == '.', "--%s", row->name);
        for (const struct option_row *other = options_table; other < row; other++)
            cr_expect_str_neq(row->name, other->name);
        cr_expect(strstr(buf_text(&help), row->name));
    }
    buf_free(&help);
}

Test(sandbox_options, each_is_in_the_manual_page)
{
    struct buf page = { 0 };
    cr_assert(file_read(TEST_SOURCE_DIR "/../man/perennial-sandbox.1", 1000000, &page, NULL));
    for (const struct option_row *row = options_table; row->name; row++) {
        struct buf name = { 0 };
        buf_add(&name, *row->words ? ".BI \\-\\-" : ".B \\-\\-");
        for (const char *c = row->name; *c; c++)
            if (*c == '-')
                buf_add(&name, "\\-");
            else
                buf_add_char(&name, *c);
        if (*row->words)
            buf_addf(&name, " \" %s\"", row->words);
        buf_add_char(&name, '\n');
        cr_expect(strstr(buf_text(&page), buf_text(&name)), "no %s", buf_text(&name));
        buf_free(&name);
    }
    buf_free(&page);
}

struct child {
    pid_t pid;
    int in, out, err;
    char *dir;
    char *line; /* the ready line */
};

static char *read_line(int fd)
{
    struct buf line = { 0 };
    char c;
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    while (poll(&wait, 1, PATIENCE_MILLIS) > 0 && read(fd, &c, 1) == 1 && c != '\n')
        buf_add_char(&line, c);
    return buf_take(&line);
}

/* With its files in `dir`, which the child owns from here on. */
static struct child start_in(char *dir, const char *option)
{
    struct child child = { .dir = dir };
    int in[2], out[2], err[2];
    cr_assert(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 &&
              pipe2(err, O_CLOEXEC) == 0);
    char *db = mem_printf("%s/s.db", child.dir);
    child.pid = fork();
    if (child.pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        execl(TEST_BUILD_DIR "/perennial-sandbox", "perennial-sandbox", "--child", "--verbose",
              "--db", db, option, (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    child.in = in[1];
    child.out = out[0];
    child.err = err[0];
    child.line = read_line(child.out);
    free(db);
    return child;
}

static struct child start(const char *option)
{
    char *dir = mem_printf("%s/sand box-XXXXXX", TEST_BUILD_DIR);
    cr_assert(mkdtemp(dir));
    return start_in(dir, option);
}

/* The value of a word of the ready line, per cent signs undone; the caller frees it. */
static char *word_of(const struct child *child, const char *key)
{
    char *start = mem_printf(" %s=", key), *at = strstr(child->line, start);
    cr_assert_not_null(at, "no %s in: %s", key, child->line);
    struct buf word = { 0 };
    for (at += strlen(start); *at && *at != ' '; at++)
        if (*at == '%') {
            buf_add_char(&word, (char)strtol((char[]){ at[1], at[2], 0 }, NULL, 16));
            at += 2;
        } else {
            buf_add_char(&word, *at);
        }
    free(start);
    return buf_take(&word);
}

static int wait_for(struct child *child)
{
    int status = -1;
    char *rest = read_line(child->out); /* its end: nothing more is printed */
    cr_expect_eq(strlen(rest ? rest : ""), 0, "%s", rest);
    free(rest);
    cr_assert_eq(waitpid(child->pid, &status, 0), child->pid);
    close(child->out);
    close(child->err);
    return status;
}

static void clean(struct child *child)
{
    static const char *const names[] = { "s.db", "s.db-wal", "s.db-shm" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = mem_printf("%s/%s", child->dir, names[i]);
        unlink(path);
        free(path);
    }
    cr_expect_eq(rmdir(child->dir), 0, "files were left in %s", child->dir);
    free(child->dir);
    free(child->line);
}

struct line {
    int fd;
    gnutls_certificate_credentials_t trust;
    gnutls_session_t session;
};

/* A TLS connection with the CA of the ready line and nothing else trusted, and one request sent.
 * `headers` end each in a line feed; `body` may be NULL. */
static void send_request(const struct child *child, const char *verb, const char *path,
                         const char *headers, const char *body, struct line *line)
{
    char *ca = word_of(child, "ca");
    const char *port = strstr(child->line, "127.0.0.1:");
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)atoi(port + 10)),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    cr_assert_eq(connect(line->fd, (struct sockaddr *)&address, sizeof address), 0);
    gnutls_certificate_allocate_credentials(&line->trust);
    cr_assert_eq(gnutls_certificate_set_x509_trust_file(line->trust, ca, GNUTLS_X509_FMT_PEM), 1);
    gnutls_init(&line->session, GNUTLS_CLIENT);
    gnutls_set_default_priority(line->session);
    gnutls_credentials_set(line->session, GNUTLS_CRD_CERTIFICATE, line->trust);
    gnutls_session_set_verify_cert(line->session, "127.0.0.1", 0);
    gnutls_transport_set_int(line->session, line->fd);
    int code;
    do
        code = gnutls_handshake(line->session);
    while (code < 0 && !gnutls_error_is_fatal(code));
    cr_assert_eq(code, 0, "%s", gnutls_strerror(code));
    char *request = mem_printf("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s"
                               "Content-Length: %zu\r\n\r\n%s",
                               verb, path, headers, body ? strlen(body) : 0, body ? body : "");
    gnutls_record_send(line->session, request, strlen(request));
    free(request);
    free(ca);
}

static void ask(const struct child *child, const char *path, struct line *line)
{
    char *whole = mem_printf("/api/%s", path);
    send_request(child, "GET", whole, "", NULL, line);
    free(whole);
}

static void hang_up(struct line *line)
{
    gnutls_deinit(line->session);
    gnutls_certificate_free_credentials(line->trust);
    close(line->fd);
}

/* The whole reply; ends the connection. */
static char *read_reply(struct line *line)
{
    struct buf reply = { 0 };
    char piece[4096];
    ssize_t got;
    while ((got = gnutls_record_recv(line->session, piece, sizeof piece)) > 0)
        buf_add_bytes(&reply, piece, (size_t)got);
    hang_up(line);
    return buf_take(&reply);
}

static char *get(const struct child *child, const char *path)
{
    struct line line;
    ask(child, path, &line);
    return read_reply(&line);
}

Test(sandbox_process, serves_over_tls_and_ends_with_its_input)
{
    struct child child = start("--empty");
    cr_assert_eq(strncmp(child.line, "ready https://127.0.0.1:", 24), 0, "%s", child.line);
    static const char *const keys[] = { "ca",           "token",      "customer-token",
                                        "vendor-token", "list-token", "admin" };
    char *files[6];
    for (int i = 0; i < 6; i++) {
        struct stat about;
        files[i] = word_of(&child, keys[i]);
        cr_expect_eq(stat(files[i], &about), 0, "%s", files[i]);
        cr_expect_eq(about.st_mode & 0777, 0600, "%s", files[i]);
    }
    struct buf token = { 0 };
    cr_assert(file_read(files[1], 100, &token, NULL));
    token.data[strcspn(token.data, "\n")] = 0;
    char *path = mem_printf("carrier.list?authenticationToken=%s", token.data);
    char *reply = get(&child, path), *refused = get(&child, "carrier.list");
    cr_expect_eq(strncmp(reply, "HTTP/1.1 200", 12), 0, "%s", reply);
    cr_expect(strstr(reply, "Armellini"));
    cr_expect_eq(strncmp(refused, "HTTP/1.1 401", 12), 0, "%s", refused);
    close(child.in);
    int status = wait_for(&child);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    for (int i = 0; i < 6; i++) {
        cr_expect_not(file_exists(files[i]), "%s was left", files[i]);
        free(files[i]);
    }
    free(reply);
    free(refused);
    free(path);
    buf_free(&token);
    clean(&child);
}

/* The first line of the file that a word of the ready line names; the caller frees it. */
static char *secret_of(const struct child *child, const char *key)
{
    struct buf text = { 0 };
    char *path = word_of(child, key);
    cr_assert(file_read(path, 100, &text, NULL), "%s", path);
    text.data[strcspn(text.data, "\n")] = 0;
    free(path);
    return buf_take(&text);
}

/* A request with the secret in its header. The whole reply. */
static char *administer(const struct child *child, const char *secret, const char *verb,
                        const char *path, const char *body)
{
    struct line line;
    char *header = mem_printf("adminSecret: %s\r\n", secret);
    send_request(child, verb, path, header, body, &line);
    free(header);
    return read_reply(&line);
}

/* The code of a list with this token. */
static int carriers_with(const struct child *child, const char *token)
{
    char *path = mem_printf("carrier.list?authenticationToken=%s", token);
    char *reply = get(child, path);
    int code = atoi(reply + strlen("HTTP/1.1 "));
    free(reply);
    free(path);
    return code;
}

/* Ends it and leaves its database. Its directory, now the caller's. */
static char *stop(struct child *child)
{
    close(child->in);
    int status = wait_for(child);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(child->line);
    return child->dir;
}

Test(sandbox_process, issues_tokens_that_outlive_it)
{
    static const char wish[] = "{\"type\":\"company\",\"description\":\"over the wire\","
                               "\"methods\":[\"carrier.list\"]}";
    struct child child = start("--empty");
    char *secret = secret_of(&child, "admin"), *sample = secret_of(&child, "token");
    char *last = strrchr(child.line, ' ');
    cr_expect_eq(strncmp(last, " admin=", 7), 0, "the last word, for readers of older lines");
    char *reply = administer(&child, sample, "POST", "/admin/tokens", wish);
    cr_expect_eq(strncmp(reply, "HTTP/1.1 401", 12), 0, "a token opens nothing: %s", reply);
    free(reply);
    cr_expect_eq(carriers_with(&child, secret), 401, "the secret is no token");
    reply = administer(&child, secret, "GET", "/api/admin/tokens", NULL);
    cr_expect_eq(strncmp(reply, "HTTP/1.1 404", 12), 0, "apart from the API: %s", reply);
    free(reply);
    reply = administer(&child, secret, "POST", "/admin/tokens", wish);
    cr_assert_eq(strncmp(reply, "HTTP/1.1 201", 12), 0, "%s", reply);
    char *at = strstr(reply, "\"token\":\"");
    cr_assert(at);
    at += strlen("\"token\":\"");
    char *token = mem_strndup(at, strcspn(at, "\""));
    cr_expect_eq(carriers_with(&child, token), 200);

    child = start_in(stop(&child), "--limit=1000");
    char *next = secret_of(&child, "admin"), *same = secret_of(&child, "token");
    cr_expect_str_neq(next, secret, "a secret of each start");
    cr_expect_str_eq(same, sample);
    cr_expect_eq(carriers_with(&child, token), 200, "it survives a restart");
    cr_expect_eq(carriers_with(&child, sample), 200);
    static const char *const names[] = { "s.db", "s.db-wal" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = mem_printf("%s/%s", child.dir, names[i]);
        struct buf kept = { 0 };
        cr_assert(file_read(path, 64 << 20, &kept, NULL), "%s", path);
        cr_expect_not(kept.len && memmem(kept.data, kept.len, token, strlen(token)),
                      "the token stands in %s", path);
        buf_free(&kept);
        free(path);
    }
    free(reply);
    reply = administer(&child, secret, "GET", "/admin/tokens", NULL);
    cr_expect_eq(strncmp(reply, "HTTP/1.1 401", 12), 0, "the secret of the last run: %s", reply);
    free(reply);
    reply = administer(&child, next, "DELETE", "/admin/tokens/5", NULL);
    cr_expect_eq(strncmp(reply, "HTTP/1.1 200", 12), 0, "%s", reply);
    cr_expect_eq(carriers_with(&child, token), 401, "revoked");

    child = start_in(stop(&child), "--reset");
    free(next);
    next = secret_of(&child, "admin");
    free(reply);
    reply = administer(&child, next, "GET", "/admin/tokens", NULL);
    cr_expect(strstr(reply, "\"id\":4,") && !strstr(reply, "\"id\":5,"), "%s", reply);
    free(reply);
    free(next);
    free(same);
    free(token);
    free(secret);
    free(sample);
    close(child.in);
    wait_for(&child);
    clean(&child);
}

Test(sandbox_process, a_signal_ends_it_while_a_reply_is_delayed)
{
    struct child child = start("--slow=600000");
    cr_assert_eq(strncmp(child.line, "ready ", 6), 0, "%s", child.line);
    struct line line;
    ask(&child, "carrier.list", &line);
    char *said = read_line(child.err);
    cr_expect_str_eq(said, "GET carrier.list 401", "it waits now, %s", said);
    free(said);
    kill(child.pid, SIGTERM);
    int status = wait_for(&child);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    hang_up(&line);
    close(child.in);
    clean(&child);
}

Test(sandbox_process, takes_away_what_a_killed_one_left)
{
    struct child child = start("--empty");
    char *ca = word_of(&child, "ca"), *admin = word_of(&child, "admin");
    kill(child.pid, SIGKILL);
    wait_for(&child);
    close(child.in);
    cr_assert(file_exists(ca) && file_exists(admin));
    char *db = mem_printf("%s/s.db", child.dir);
    char *command = mem_printf("'%s/perennial-sandbox' --child --db '%s' </dev/null >/dev/null",
                               TEST_BUILD_DIR, db);
    cr_expect_eq(system(command), 0);
    cr_expect_not(file_exists(ca), "%s was left", ca);
    cr_expect_not(file_exists(admin), "%s was left", admin);
    free(admin);
    free(command);
    free(db);
    free(ca);
    clean(&child);
}

Test(sandbox_process, serves_a_client_whose_directory_has_blanks)
{
    char *dir = mem_printf("%s/a b 100%% c-XXXXXX", TEST_BUILD_DIR);
    cr_assert(mkdtemp(dir));
    char *command =
        mem_printf("D='%s'; HOME=$D XDG_DATA_HOME=$D XDG_STATE_HOME=$D XDG_CACHE_HOME=$D"
                   " XDG_CONFIG_HOME=$D '%s/perennial' --sandbox lookup carriers --plain"
                   " </dev/null >\"$D/out\" && grep -q Armellini \"$D/out\"",
                   dir, TEST_BUILD_DIR);
    cr_expect_eq(system(command), 0);
    free(command);
    command = mem_printf("rm -rf '%s'", dir);
    cr_expect_eq(system(command), 0);
    free(command);
    free(dir);
}

/* Two servers on one port would each get some of the connections. */
Test(sandbox_process, a_port_is_served_by_one)
{
    struct child first = start(NULL);
    char *port = mem_strdup(strrchr(first.line, ':') ? strstr(first.line, "127.0.0.1:") + 10 : "");
    port[strspn(port, "0123456789")] = '\0';
    char *option = mem_printf("--port=%s", port);
    struct child second = start(option);
    free(read_line(second.err)); /* of its library, since it is started with --verbose */
    char *said = read_line(second.err);
    cr_expect_str_empty(second.line);
    cr_expect(strstr(said, "cannot be used: Address already in use"), "%s", said);
    int status = wait_for(&second);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) != 0);
    close(second.in);
    clean(&second);
    close(first.in);
    wait_for(&first);
    clean(&first);
    free(said);
    free(option);
    free(port);
}

Test(sandbox_process, wrong_use_ends_with_2)
{
    int status = system("'" TEST_BUILD_DIR "/perennial-sandbox' --prot 2>/dev/null");
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 2);
    status = system("'" TEST_BUILD_DIR "/perennial-sandbox' --version >/dev/null");
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
