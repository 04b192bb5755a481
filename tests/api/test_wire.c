/* Whom the session trusts, and that whoever it does not trust gets no byte of the token: certificates
 * of every wrong kind, old TLS, redirects, and how much of an answer is taken in. */
#include "config.h"
#include "api/session_desk.h"
#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

/* A read and a write end in this sentence, nothing was sent, and the token is in no byte that came. */
static void expect_nothing_sent(struct session_desk *desk, struct tls_server *server,
                                const char *sentence)
{
    for (int is_write = 0; is_write < 2; is_write++) {
        if (is_write)
            session_desk_create(desk);
        else
            session_desk_list(desk, "Active");
        cr_expect_eq(desk->answer.outcome, API_UNREACHED, "%s", desk->message);
        EXPECT_MESSAGE(desk, sentence);
        EXPECT_MESSAGE(desk, "The server was not reached: ");
        EXPECT_MESSAGE(desk, " Nothing was sent.");
    }
    cr_expect_gt(tls_server_connections(server), 0, "it was asked at all");
    cr_expect_eq(tls_server_requests(server), 0);
    cr_expect_not(tls_server_heard(server, session_desk_token));
}

static const struct {
    const char *title; /* for the reader */
    struct tls_server_setup setup;
    bool trusts_other;
    const char *sentence;
} certificates[] = {
    { "expired", { .name = "127.0.0.1", .is_expired = true }, false, "certificate has expired" },
    { "expired, from a known authority",
      { .name = "127.0.0.1", .is_expired = true, .authority = "The authority" },
      false,
      "certificate has expired" },
    { "not yet valid",
      { .name = "127.0.0.1", .is_early = true },
      false,
      "certificate is not valid yet; check this machine's clock" },
    { "for another host", { .name = "other.example" }, false, "certificate is for another host" },
    { "for another host, from a known authority",
      { .name = "other.example", .authority = "The authority" },
      false,
      "certificate is for another host" },
    { "for another address", { .name = "127.0.0.2" }, false, "certificate is for another host" },
    { "signed by itself",
      { .name = "127.0.0.1" },
      true,
      "certificate is not trusted: it is signed by itself" },
    { "of another authority",
      { .name = "127.0.0.1", .authority = "Another authority" },
      true,
      "certificate is not trusted: its authority is not known here" },
    { "of an authority that only bears the same name",
      { .name = "127.0.0.1", .authority = "The authority" },
      true,
      "certificate is not trusted" },
    { "with its name in the subject only",
      { .name = "127.0.0.1", .is_without_alternative = true },
      false,
      "certificate names no host in the form that counts (subjectAltName)" },
    { "with its name in the subject only, from a known authority",
      { .name = "127.0.0.1", .is_without_alternative = true, .authority = "The authority" },
      false,
      "certificate names no host in the form that counts (subjectAltName)" },
    { "TLS 1.0 only",
      { .name = "127.0.0.1", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.0" },
      false,
      "the server speaks no TLS 1.2 or newer" },
    { "TLS 1.1 only",
      { .name = "127.0.0.1", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1" },
      false,
      "the server speaks no TLS 1.2 or newer" },
};

Test(wire, who_is_not_trusted_gets_nothing)
{
    struct tls_server *other = tls_server_start_as(
        &(struct tls_server_setup){ .name = "127.0.0.1", .authority = "The authority" });
    for (size_t i = 0; i < sizeof certificates / sizeof *certificates; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_replace_server(&desk, &certificates[i].setup);
        if (certificates[i].trusts_other)
            session_desk_trust(&desk, tls_server_ca_file(other));
        session_desk_start(&desk);
        expect_nothing_sent(&desk, desk.server, certificates[i].sentence);
        session_desk_close(&desk);
    }
    tls_server_free(other);
}

Test(wire, an_authority_that_is_trusted_vouches_for_its_servers)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_replace_server(
        &desk, &(struct tls_server_setup){ .name = "127.0.0.1", .authority = "The authority" });
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect_eq(tls_server_connections(desk.server), 1, "the same connection twice");
    session_desk_close(&desk);
}

Test(wire, an_open_connection_serves_nobody_who_does_not_trust_it)
{
    struct session_desk desk;
    struct tls_server *other = tls_server_start("127.0.0.1", false);
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    session_close(desk.session); /* the client, and with it the connection, stays */
    session_desk_trust(&desk, tls_server_ca_file(other));
    session_desk_start(&desk);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_UNREACHED, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "certificate is not trusted");
    cr_expect_eq(tls_server_requests(desk.server), 1);
    tls_server_free(other);
    session_desk_close(&desk);
}

/* In a name space of its own an authority is one of the system's directory of authorities, and only
 * there: the system's file holds another one. */
static bool join_systems_authorities(const char *ca_file, const char *other_ca_file)
{
    const char *const files[][2] = {
        { ca_file, "/etc/ssl/certs/88d0bdcb.0" }, /* what OpenSSL calls CN=127.0.0.1 */
        { other_ca_file, "/etc/ssl/certs/ca-certificates.crt" },
    };
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", "/etc/ssl/certs", "tmpfs", 0, NULL) != 0)
        return false;
    for (size_t i = 0; i < 2; i++) {
        struct buf pem = { 0 };
        cr_assert(file_read(files[i][0], 1 << 20, &pem, NULL));
        cr_assert(file_write(files[i][1], pem.data, pem.len, 0644, NULL));
        buf_free(&pem);
    }
    return true;
}

Test(wire, a_ca_file_is_trusted_and_nothing_else)
{
    struct session_desk desk;
    if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        cr_skip_test("no name space to be had");
    session_desk_open(&desk);
    struct tls_server *other = tls_server_start_as(
        &(struct tls_server_setup){ .name = "127.0.0.1", .authority = "The authority" });
    if (join_systems_authorities(tls_server_ca_file(desk.server), tls_server_ca_file(other))) {
        session_desk_trust(&desk, tls_server_ca_file(other));
        session_desk_start(&desk);
        expect_nothing_sent(&desk, desk.server, "certificate is not trusted");
        session_close(desk.session);
        session_desk_trust(&desk, NULL); /* shows that the system would have trusted it */
        session_desk_start(&desk);
        session_desk_say(&desk, 200, session_desk_orders);
        session_desk_list(&desk, "Active");
        cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    }
    tls_server_free(other);
    session_desk_close(&desk);
}

Test(wire, what_opens_a_connection_is_written_nowhere)
{
    struct session_desk desk;
    char path[] = "/tmp/perennial-test-keys.XXXXXX";
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    close(fd);
    setenv("SSLKEYLOGFILE", path, 1);
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    session_desk_close(&desk);
    struct buf text = { 0 };
    cr_expect(file_read(path, 1 << 20, &text, NULL));
    cr_expect_eq(text.len, 0);
    buf_free(&text);
    unlink(path);
}

#define SECRET "S3cretToken"

static const struct {
    const char *location; /* PORT is that of the other server; NULL = not said */
    const char *words;
} redirects[] = {
    { "http://127.0.0.1:PORT/api/?authenticationToken=" SECRET,
      "the same host without TLS (http)" },
    { "http://other.example:PORT/api/?next=1", "another host without TLS (other.example)" },
    { "https://other.example:PORT/api/?authenticationToken=" SECRET,
      "another host (other.example)" },
    { "//other.example:PORT/api/?next=1", "another host (other.example)" },
    { "https://" SECRET ":x@other.example:PORT/", "another host (other.example)" },
    { "https://127.0.0.1:PORT/api/?next=1", "another port of the same host (" },
    { "/login?next=" SECRET "#next=", "another path of the same host (/login)" },
    { "/" SECRET "/here", "another path of the same host (/" },
    { "ftp://other.example:PORT/", "another host without TLS (other.example)" },
    { "https://other.\303\261.example/", "another host (other." },
    { "javascript:alert(1)", "another address" },
    { "https://:::/", "another address" },
    { NULL, "another address" },
};

static char *fill_in_port(const char *location, int port)
{
    const char *at = location ? strstr(location, "PORT") : NULL;
    if (!location)
        return mem_strdup("");
    if (!at)
        return mem_printf("Location: %s\r\n", location);
    return mem_printf("Location: %.*s%d%s\r\n", (int)(at - location), location, port, at + 4);
}

static void expect_redirect(struct session_desk *desk, int status, const char *words)
{
    char *number = mem_printf("(HTTP %d), which is not followed", status);
    EXPECT_MESSAGE(desk, words);
    EXPECT_MESSAGE(desk, number);
    cr_expect_null(strstr(desk->message, "next="), "%s", desk->message);
    cr_expect_null(strstr(desk->message, "authenticationToken"), "%s", desk->message);
    cr_expect_null(strstr(desk->message, SECRET), "%s", desk->message);
    for (const char *c = desk->message; *c; c++)
        cr_expect((unsigned char)*c >= ' ' && (unsigned char)*c < 0x7F, "%s", desk->message);
    free(number);
}

/* 307 and 308 ask for the same request elsewhere; behind the others it may have been carried out. */
Test(wire, no_redirect_is_followed)
{
    static const int statuses[] = { 301, 302, 303, 307, 308 };
    struct tls_server *target = tls_server_start("127.0.0.1", false);
    for (size_t i = 0; i < sizeof redirects / sizeof *redirects; i++) {
        struct session_desk desk;
        char *headers = fill_in_port(redirects[i].location, tls_server_port(target));
        session_desk_open(&desk);
        session_desk_start(&desk);
        for (size_t s = 0; s < sizeof statuses / sizeof *statuses; s++) {
            struct tls_server_answer answer = { .status = statuses[s],
                                                .headers = headers,
                                                .body = "<html>Moved</html>" };
            bool is_undone = statuses[s] == 307 || statuses[s] == 308;
            tls_server_say(desk.server, &answer);
            tls_server_say(desk.server, &answer);
            session_desk_list(&desk, "Active");
            cr_expect_eq(desk.answer.outcome, API_FAILED, "%s", desk.message);
            expect_redirect(&desk, statuses[s], redirects[i].words);
            session_desk_create(&desk);
            cr_expect_eq(desk.answer.outcome, is_undone ? API_REFUSED : API_UNKNOWN, "%s",
                         desk.message);
            expect_redirect(&desk, statuses[s], redirects[i].words);
            EXPECT_MESSAGE(&desk, is_undone ? "Nothing was carried out" : "may have been saved");
        }
        cr_expect_eq(tls_server_requests(desk.server), 10);
        session_desk_close(&desk);
        free(headers);
    }
    cr_expect_eq(tls_server_connections(target), 0, "a redirect was followed");
    tls_server_free(target);
}

/* A read and a write of an answer that is too much, or none at all. */
static void expect_refused_answer(const struct tls_server_answer *answer, const char *sentence)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    tls_server_say(desk.server, answer);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED, "%s", desk.message);
    EXPECT_MESSAGE(&desk, sentence);
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN, "%s", desk.message);
    EXPECT_MESSAGE(&desk, sentence);
    EXPECT_MESSAGE(&desk, "may have been saved");
    session_desk_close(&desk);
}

static char *repeat(const char *text, size_t times)
{
    struct buf all = { 0 };
    while (times--)
        buf_add(&all, text);
    char *copy = mem_strdup(buf_text(&all));
    buf_free(&all);
    return copy;
}

Test(wire, headers_are_bounded)
{
    char *many = repeat("X-Filler: 0123456789012345678901234567890123456789012345678\r\n", 1200);
    char *blanks = repeat("0123456789", 20000);
    char *one = mem_printf("X-Filler: %s\r\n", blanks);
    char *fitting = repeat("X-Filler: 0123456789012345678901234567890123456789012345678\r\n", 900);
    struct tls_server_answer answer = { .status = 200, .headers = many, .body = "{}" };
    expect_refused_answer(&answer, "the answer's headers are larger than 64 KiB");
    answer.headers = one;
    expect_refused_answer(&answer, "the answer's headers are larger than 64 KiB");
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    tls_server_say(desk.server, &(struct tls_server_answer){ .status = 200,
                                                             .headers = fitting,
                                                             .body = session_desk_orders });
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    session_desk_close(&desk);
    free(many);
    free(blanks);
    free(one);
    free(fitting);
}

Test(wire, a_list_is_bounded)
{
    char *blanks = repeat("                                ", 1 << 15);
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    tls_server_say(desk.server,
                   &(struct tls_server_answer){
                       .act = TLS_SERVER_CUT, .status = 200, .body = blanks, .repeat = 257 });
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "the answer is larger than 256 MiB");
    session_desk_close(&desk);
    free(blanks);
}

Test(wire, compressed_answers_are_neither_asked_for_nor_read)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_list(&desk, "Active");
    cr_expect_null(strcasestr(tls_server_request(desk.server, 0), "\r\nAccept-Encoding:"));
    cr_expect_null(strcasestr(tls_server_request(desk.server, 0), "\r\nTE:"));
    session_desk_close(&desk);
    expect_refused_answer(&(struct tls_server_answer){ .status = 200,
                                                       .headers = "Content-Encoding: gzip\r\n",
                                                       .body = "\x1f\x8b\x08 and so on" },
                          "The server's answer cannot be read");
}

/* Curl undoes a compressed transfer although nobody asked for one: the bound holds behind it. */
Test(wire, what_unpacks_to_too_much_is_bounded)
{
    static char packed[1 << 20];
    FILE *gzip = popen("head -c 20000000 /dev/zero | tr '\\0' ' ' | gzip -9", "r");
    cr_assert_not_null(gzip);
    size_t len = fread(packed, 1, sizeof packed, gzip);
    pclose(gzip);
    cr_assert(len > 1000 && len < 100000);
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_start(&desk);
    tls_server_say(desk.server,
                   &(struct tls_server_answer){ .act = TLS_SERVER_NO_LENGTH,
                                                .status = 200,
                                                .headers = "Transfer-Encoding: gzip\r\n",
                                                .body = packed,
                                                .body_bytes = len });
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "the answer is larger than 16 MiB");
    session_desk_close(&desk);
}
