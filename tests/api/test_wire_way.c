/* The way from the session to the server: proxies and what they learn, names that are not found out,
 * networks that say nothing. */
#include "config.h"
#include "api/session_desk.h"
#include "base/clock.h"
#include "base/mem.h"
#include "support/names.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void set_endpoint(struct session_desk *desk, const char *host, int port)
{
    free(desk->profile.endpoint);
    desk->profile.endpoint = mem_printf("https://%s:%d/api/", host, port);
}

/* A server that is reached through a proxy only; the same process plays both. */
static void open_behind_proxy(struct session_desk *desk, const char *proxy_answer)
{
    session_desk_open(desk);
    session_desk_replace_server(desk, &(struct tls_server_setup){ .name = "service.example",
                                                                  .is_proxy = true,
                                                                  .proxy_answer = proxy_answer });
    set_endpoint(desk, "service.example", 443);
    setenv("https_proxy", tls_server_proxy_url(desk->server), 1);
}

static void expect_unreached(struct session_desk *desk, const char *sentence)
{
    for (int is_write = 0; is_write < 2; is_write++) {
        if (is_write)
            session_desk_create(desk);
        else
            session_desk_list(desk, "Active");
        cr_expect_eq(desk->answer.outcome, API_UNREACHED, "%s", desk->message);
        cr_expect_eq(desk->answer.http_status, 0);
        EXPECT_MESSAGE(desk, sentence);
        EXPECT_MESSAGE(desk, "The server was not reached: ");
        EXPECT_MESSAGE(desk, " Nothing was sent.");
    }
}

Test(way, a_proxy_carries_everything_and_learns_nothing)
{
    struct session_desk desk;
    open_behind_proxy(&desk, "HTTP/1.1 200 OK\r\n\r\n");
    free(desk.profile.account);
    desk.profile.account = mem_strdup("S3cretAccount");
    session_desk_start(&desk);
    session_desk_say(&desk, 200, session_desk_orders);
    session_desk_say(&desk, 200, session_desk_created);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
    cr_expect(tls_server_heard(desk.server, "CONNECT service.example:443 HTTP/1.1\r\n"));
    cr_expect_not(tls_server_heard(desk.server, session_desk_token));
    cr_expect_not(tls_server_heard(desk.server, "authenticationToken"));
    cr_expect_not(tls_server_heard(desk.server, "S3cretAccount"));
    cr_expect_not(tls_server_heard(desk.server, "standing"));
    cr_expect_not_null(strstr(tls_server_request(desk.server, 0), session_desk_token));
    cr_expect_not_null(strstr(tls_server_request(desk.server, 1), session_desk_token));
    session_desk_close(&desk);
}

#define TEN        "0123456789"
#define LINE       "X-Filler: " TEN TEN TEN TEN TEN TEN TEN TEN TEN "\r\n"
#define LINES      LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE
#define MANY_LINES LINES LINES LINES LINES LINES LINES LINES LINES LINES LINES

static const struct {
    const char *answer;
    const char *sentence;
} refusals[] = {
    { "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 19\r\n\r\n"
      "<html>Never.</html>",
      "the proxy refuses the connection (HTTP 403)" },
    { "HTTP/1.1 407 Authenticate\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: "
      "0\r\n\r\n",
      "the proxy asks for a name and a password (HTTP 407)" },
    { "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n",
      "the proxy refuses the connection (HTTP 502)" },
    { "HTTP/1.1 302 Found\r\nLocation: https://other.example/\r\nContent-Length: 0\r\n\r\n",
      "the proxy refuses the connection (HTTP 302)" },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Log in first</html>",
      "what answers behind the proxy does not speak TLS" },
    { "HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n<html>Log in first</html>",
      "what answers behind the proxy does not speak TLS" },
    { "220 mail.example ESMTP\r\n", "the proxy" },
    { "", "the proxy closed the connection" },
    { "HTTP/1.1 200 OK\r\n" MANY_LINES MANY_LINES MANY_LINES MANY_LINES MANY_LINES MANY_LINES
          MANY_LINES "\r\n",
      "the proxy's headers are larger than 64 KiB" },
};

Test(way, a_proxy_that_does_not_let_through)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct session_desk desk;
        open_behind_proxy(&desk, refusals[i].answer);
        session_desk_start(&desk);
        expect_unreached(&desk, refusals[i].sentence);
        cr_expect_eq(desk.answer.http_status, 0, "what a proxy says teaches nothing of the token");
        cr_expect(tls_server_heard(desk.server, "CONNECT service.example:443 HTTP/1.1\r\n"));
        cr_expect_not(tls_server_heard(desk.server, session_desk_token));
        cr_expect_eq(tls_server_requests(desk.server), 0);
        session_desk_close(&desk);
    }
}

Test(way, a_proxy_that_says_nothing)
{
    struct session_desk desk;
    open_behind_proxy(&desk, NULL);
    desk.profile.connect_timeout = 1;
    session_desk_start(&desk);
    expect_unreached(&desk, "no connection was made within 1 s");
    cr_expect_not(tls_server_heard(desk.server, session_desk_token));
    session_desk_close(&desk);
}

Test(way, a_proxy_that_is_not_there)
{
    struct session_desk desk;
    open_behind_proxy(&desk, "");
    setenv("https_proxy", "http://NAME:S3cretToken@127.0.0.1:1", 1);
    session_desk_start(&desk);
    expect_unreached(&desk, "the proxy does not answer");
    setenv("https_proxy", "http://silent.example:1", 1);
    names_let_go();
    expect_unreached(&desk, "the proxy's name is not known");
    cr_expect_eq(tls_server_connections(desk.server), 0);
    session_desk_close(&desk);
}

Test(way, a_proxy_spoken_to_over_tls_is_looked_at_as_closely)
{
    static const struct tls_server_setup proxies[] = {
        { .name = "other.example" },
        { .name = "proxy.example", .authority = "The authority" },
        { .name = "proxy.example", .is_expired = true },
    };
    static const char *const sentences[] = { "the proxy's certificate is for another host",
                                             "the proxy's certificate is not trusted",
                                             "the proxy's certificate has expired" };
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        session_desk_replace_server(&desk, &proxies[i]);
        struct tls_server *other = tls_server_start("127.0.0.1", false);
        if (i == 1)
            session_desk_trust(&desk, tls_server_ca_file(other));
        char *proxy = mem_printf("https://proxy.example:%d", tls_server_port(desk.server));
        setenv("https_proxy", proxy, 1);
        set_endpoint(&desk, "service.example", 443);
        session_desk_start(&desk);
        expect_unreached(&desk, sentences[i]);
        cr_expect_not(tls_server_heard(desk.server, "CONNECT"));
        cr_expect_eq(tls_server_requests(desk.server), 0);
        free(proxy);
        tls_server_free(other);
        session_desk_close(&desk);
    }
}

Test(way, no_proxy_leads_past_the_proxy)
{
    static const char *const exceptions[] = { "service.example", "a.b,.example", "*" };
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        struct tls_server *proxy = tls_server_start("127.0.0.1", false);
        session_desk_replace_server(&desk, &(struct tls_server_setup){ .name = "service.example" });
        set_endpoint(&desk, "service.example", tls_server_port(desk.server));
        setenv("https_proxy", tls_server_proxy_url(proxy), 1);
        setenv("no_proxy", exceptions[i], 1);
        session_desk_start(&desk);
        session_desk_say(&desk, 200, session_desk_orders);
        session_desk_list(&desk, "Active");
        cr_expect_eq(desk.answer.outcome, API_DONE, "%s", desk.message);
        cr_expect_eq(tls_server_connections(proxy), 0);
        tls_server_free(proxy);
        session_desk_close(&desk);
    }
}

Test(way, this_machine_is_never_behind_a_proxy)
{
    static const struct {
        const char *host, *name;
    } hosts[] = { { "127.0.0.1", "127.0.0.1" }, { "127.1", "127.0.0.1" },
                  { "localhost", "localhost" }, { "LOCALHOST", "localhost" },
                  { "127.0.0.2", NULL },        { "[::1]", NULL } };
    static const char *const variables[] = { "https_proxy", "ALL_PROXY" };
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct session_desk desk;
        session_desk_open(&desk);
        struct tls_server *proxy = tls_server_start("127.0.0.1", false);
        session_desk_replace_server(
            &desk, &(struct tls_server_setup){ .name = hosts[i].name ? hosts[i].name : "none" });
        /* nothing listens there but on 127.0.0.1; that the proxy is not asked shows all the same */
        set_endpoint(&desk, hosts[i].host, tls_server_port(desk.server));
        for (size_t v = 0; v < sizeof variables / sizeof *variables; v++)
            setenv(variables[v], tls_server_proxy_url(proxy), 1);
        session_desk_start(&desk);
        session_desk_say(&desk, 200, session_desk_orders);
        session_desk_list(&desk, "Active");
        cr_expect_eq(desk.answer.outcome, hosts[i].name ? API_DONE : API_UNREACHED, "%s: %s",
                     hosts[i].host, desk.message);
        cr_expect_eq(tls_server_connections(proxy), 0, "%s", hosts[i].host);
        tls_server_free(proxy);
        session_desk_close(&desk);
    }
}

Test(way, a_name_that_begins_like_this_machine_is_behind_the_proxy)
{
    static const char *const hosts[] = { "127.0.0.1.example", "localhost.example" };
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct session_desk desk;
        open_behind_proxy(&desk, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
        set_endpoint(&desk, hosts[i], 443);
        session_desk_start(&desk);
        expect_unreached(&desk, "the proxy refuses the connection (HTTP 403)");
        session_desk_close(&desk);
    }
}

/* Listens; `is_full` and the kernel answers no further connection. */
static int listen_silently(int *port, bool is_full, int fillers[4])
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t len = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    cr_assert(bind(listener, (struct sockaddr *)&address, len) == 0 &&
              listen(listener, is_full ? 0 : 16) == 0 &&
              getsockname(listener, (struct sockaddr *)&address, &len) == 0);
    for (size_t i = 0; i < 4; i++) {
        fillers[i] = is_full ? socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) : -1;
        if (is_full) /* the first of them fill the queue, the others wait as the program will */
            cr_expect(connect(fillers[i], (struct sockaddr *)&address, len) <= 0);
    }
    *port = ntohs(address.sin_port);
    return listener;
}

Test(way, a_silent_network_is_waited_for_only_so_long)
{
    for (int is_full = 0; is_full < 2; is_full++) {
        struct session_desk desk;
        int port, fillers[4], listener = listen_silently(&port, is_full, fillers);
        session_desk_open(&desk);
        set_endpoint(&desk, "127.0.0.1", port);
        desk.profile.connect_timeout = 1;
        session_desk_start(&desk);
        int64_t start = clock_millis();
        expect_unreached(&desk, "no connection was made within 1 s");
        int64_t took = clock_millis() - start;
        cr_expect(took >= 1900 && took < 6000, "%lld ms for two of a second", (long long)took);
        session_desk_close(&desk);
        for (size_t i = 0; i < 4 && is_full; i++)
            close(fillers[i]);
        close(listener);
    }
}

/* The shorter of the two limits is the one that is named: of a write the time in all, of a read only
 * what comes behind the connection. */
Test(way, the_limit_that_was_reached_is_named)
{
    struct session_desk desk;
    int port, fillers[4], listener = listen_silently(&port, false, fillers);
    session_desk_open(&desk);
    set_endpoint(&desk, "127.0.0.1", port);
    desk.profile.connect_timeout = 2;
    desk.profile.timeout = 1;
    session_desk_start(&desk);
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_UNREACHED, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "no connection was made within 2 s");
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNREACHED, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "no connection was made within 1 s");
    session_desk_close(&desk);
    close(listener);
}

Test(way, a_name_that_is_not_found_out)
{
    struct session_desk desk;
    session_desk_open(&desk);
    set_endpoint(&desk, "silent.example", 443);
    desk.profile.connect_timeout = 1;
    session_desk_start(&desk);
    int64_t start = clock_millis();
    expect_unreached(&desk, "the look-up of its name took longer than 1 s");
    cr_expect_lt(clock_millis() - start, 6000);

    session_desk_forget(&desk); /* nor does giving up wait for it */
    unsigned id = session_desk_ask_list(&desk, "Active");
    client_run(desk.client);
    start = clock_millis();
    desk.api.ops->drop(desk.api.self, id);
    cr_expect_lt(clock_millis() - start, 500);

    names_let_go();
    expect_unreached(&desk, "the server's name is not known");
    session_desk_close(&desk);
}

Test(way, what_speaks_no_tls_or_no_http)
{
    struct session_desk desk;
    session_desk_open(&desk);
    session_desk_replace_server(
        &desk, &(struct tls_server_setup){ .name = "127.0.0.1",
                                           .is_proxy = true,
                                           .proxy_answer = "HTTP/1.1 400 No TLS\r\n\r\n" });
    desk.profile.connect_timeout = 1;
    session_desk_start(&desk);
    expect_unreached(&desk, "");
    cr_expect_not(tls_server_heard(desk.server, session_desk_token));
    session_desk_close(&desk);

    session_desk_open(&desk);
    session_desk_start(&desk);
    session_desk_say_act(&desk, TLS_SERVER_BARE, "220 mail.example ESMTP\r\n");
    session_desk_list(&desk, "Active");
    cr_expect_eq(desk.answer.outcome, API_FAILED, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "what came back is not HTTP");
    session_desk_create(&desk);
    cr_expect_eq(desk.answer.outcome, API_UNKNOWN, "%s", desk.message);
    EXPECT_MESSAGE(&desk, "what came back is not HTTP");
    session_desk_close(&desk);
}
