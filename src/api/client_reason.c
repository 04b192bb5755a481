/* Failures and redirects in words, and what replies ask for; see client_reason.h. Knows curl's codes, and nothing of how
 * requests are carried. */
#include "config.h"
#include "api/client_reason.h"
#include "base/clock.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_PLACE_BYTES = 200 };

struct place {
    char *scheme, *host, *port, *path; /* NULL where there is none; curl's */
};

/* `address` may be relative to `base`. */
static bool read_place(const char *base, const char *address, struct place *place)
{
    CURLU *url = curl_url();
    *place = (struct place){ 0 };
    bool good = url && curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK &&
                curl_url_set(url, CURLUPART_URL, address, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
    if (good) {
        curl_url_get(url, CURLUPART_SCHEME, &place->scheme, 0);
        curl_url_get(url, CURLUPART_HOST, &place->host, 0);
        curl_url_get(url, CURLUPART_PORT, &place->port, CURLU_DEFAULT_PORT);
        curl_url_get(url, CURLUPART_PATH, &place->path, 0);
    }
    curl_url_cleanup(url);
    return good && place->scheme && place->host;
}

static void free_place(struct place *place)
{
    curl_free(place->scheme);
    curl_free(place->host);
    curl_free(place->port);
    curl_free(place->path);
}

/* Whether it is a proxy that this failure is about: curl names whom it tried to speak to. */
static bool is_about_proxy(const struct client_failure *failure)
{
    static const char *const variables[] = { "https_proxy", "HTTPS_PROXY", "all_proxy",
                                             "ALL_PROXY" };
    const char *url = failure->request->url;
    struct place server;
    bool has_proxy = false, is_other = false;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        has_proxy = has_proxy || getenv(variables[i]);
    if (!has_proxy || !*failure->problem)
        return false;
    if (read_place(url, url, &server)) {
        server.host[strcspn(server.host, "]")] = '\0';
        is_other = !strcasestr(failure->problem, server.host + (*server.host == '['));
    }
    free_place(&server);
    return is_other;
}

/* What OpenSSL has against a certificate: its X509_V_ERR_… */
static const struct {
    long why;
    const char *reason;
} certificate_reasons[] = {
    { 9, "certificate is not valid yet; check this machine's clock" },
    { 10, "certificate has expired" },
    { 18, "certificate is not trusted: it is signed by itself" },
    { 19, "certificate is not trusted: its authority is not known here" },
    { 20, "certificate is not trusted: its authority is not known here" },
    { 21, "certificate is not trusted: its authority is not known here" },
    { 66, "certificate is not trusted: its key is too weak" },
    { 67, "certificate is not trusted: its authority's key is too weak" },
    { 68, "certificate is not trusted: its signature is too weak" },
};

static void say_certificate(const struct client_failure *failure, struct buf *out)
{
    enum { UNSPECIFIED = 1 };
    long why = 0, proxy_why = 0;
    curl_easy_getinfo(failure->easy, CURLINFO_SSL_VERIFYRESULT, &why);
    curl_easy_getinfo(failure->easy, CURLINFO_PROXY_SSL_VERIFYRESULT, &proxy_why);
    if (proxy_why > UNSPECIFIED)
        why = proxy_why;
    bool is_proxys = proxy_why > UNSPECIFIED || (why <= UNSPECIFIED && is_about_proxy(failure));
    buf_add(out, is_proxys ? "the proxy's " : "the server's ");
    if (why <= UNSPECIFIED) { /* OpenSSL had nothing against the chain, so it was the name */
        buf_add(out, "certificate is for another host");
        return;
    }
    for (size_t i = 0; i < sizeof certificate_reasons / sizeof *certificate_reasons; i++) {
        if (certificate_reasons[i].why == why) {
            buf_add(out, certificate_reasons[i].reason);
            return;
        }
    }
    buf_add(out, "certificate is not trusted");
}

static void say_time(const struct client_failure *failure, struct buf *out)
{
    const struct client_request *request = failure->request;
    int connect = request->connect_timeout;
    curl_off_t looked_up = 0;
    if (request->is_write && request->timeout < connect) /* of a write it is the limit in all */
        connect = request->timeout;
    if (failure->easy)
        curl_easy_getinfo(failure->easy, CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
    if (!failure->is_sent && !looked_up)
        buf_addf(out, "the look-up of its name took longer than %d s", connect);
    else if (!failure->is_sent)
        buf_addf(out, "no connection was made within %d s", connect);
    else if (!failure->received)
        buf_addf(out, "the server did not answer within %d s", request->timeout);
    else if (request->is_write)
        buf_addf(out, "the answer was not complete within %d s", request->timeout);
    else
        buf_addf(out, "nothing more came for %d s", request->timeout);
}

static const char no_secure_connection[] = "no secure connection could be agreed on";

/* What curl's code alone does not tell, found in its own words; where they change, the code's
 * sentence below takes their place. */
static const struct {
    CURLcode code;
    const char *part, *reason;
    bool may_pass;
} problems[] = {
    { CURLE_SSL_CONNECT_ERROR, "protocol version", "the server speaks no TLS 1.2 or newer", false },
    { CURLE_SSL_CONNECT_ERROR, "unsupported protocol", "the server speaks no TLS 1.2 or newer",
      false },
    { CURLE_SSL_CONNECT_ERROR, "wrong version number", "what answers there does not speak TLS",
      false },
    { CURLE_SSL_CONNECT_ERROR, "asn1 encoding routines",
      "the server's certificate is not trusted: it cannot be verified", false },
    { CURLE_SSL_CONNECT_ERROR, "SSL_ERROR_SYSCALL", no_secure_connection, true },
    { CURLE_SSL_CONNECT_ERROR, "reset by peer", no_secure_connection, true },
    { CURLE_SSL_CONNECT_ERROR, "unexpected eof", no_secure_connection, true },
    { CURLE_RECV_ERROR, "Proxy CONNECT aborted", "the proxy closed the connection", true },
};

static const struct {
    CURLcode code;
    const char *reason;
    bool may_pass;
} reasons[] = {
    { CURLE_COULDNT_RESOLVE_HOST, "the server's name is not known; the network may be down", true },
    { CURLE_COULDNT_RESOLVE_PROXY, "the proxy's name is not known", true },
    { CURLE_COULDNT_CONNECT, "nothing answers at its address; the network may be down", true },
    { CURLE_SSL_CONNECT_ERROR, no_secure_connection, false },
    { CURLE_SSL_CACERT_BADFILE, "the profile's ca_file cannot be read", false },
    { CURLE_UNSUPPORTED_PROTOCOL, "the profile's endpoint is not an https address", false },
    { CURLE_URL_MALFORMAT, "the profile's endpoint is not an address", false },
    { CURLE_GOT_NOTHING, "the server closed the connection without an answer", true },
    { CURLE_PARTIAL_FILE, "the connection closed in the middle of the answer", true },
    { CURLE_SEND_ERROR, "the connection broke while sending", true },
    { CURLE_RECV_ERROR, "the connection broke", true },
    { CURLE_BAD_CONTENT_ENCODING, "the answer's compression cannot be undone", false },
    { CURLE_WEIRD_SERVER_REPLY, "what came back is not HTTP", false },
    { CURLE_PROXY, "the proxy cannot be agreed with", false },
    { CURLE_FAILED_INIT, "the connection could not be set up", false },
};

/* What a proxy answered to CONNECT; 0 = nothing, or there is none. */
static long proxy_status(const struct client_failure *failure)
{
    long status = 0;
    if (failure->easy && !failure->is_sent)
        curl_easy_getinfo(failure->easy, CURLINFO_HTTP_CONNECTCODE, &status);
    return status;
}

/* What a proxy is to blame for; false where it is not, or where there is none. */
static bool say_proxy(const struct client_failure *failure, struct buf *out)
{
    long status = proxy_status(failure);
    if (!failure->easy || failure->is_sent)
        return false;
    if (status == 407)
        buf_add(out, "the proxy asks for a name and a password (HTTP 407); https_proxy can hold "
                     "them");
    else if (status && (status < 200 || status > 299))
        buf_addf(out, "the proxy refuses the connection (HTTP %ld)", status);
    else if (status && failure->code == CURLE_SSL_CONNECT_ERROR &&
             strstr(failure->problem, "wrong version number"))
        buf_add(out, "what answers behind the proxy does not speak TLS");
    else if (failure->code == CURLE_COULDNT_CONNECT && is_about_proxy(failure))
        buf_add(out, "the proxy does not answer; the network may be down");
    else
        return false;
    return true;
}

void client_say_reason(const struct client_failure *failure, struct buf *out)
{
    CURLcode code = failure->code;
    if (failure->excess == EXCESS_HEAD) {
        buf_addf(out, "the %s headers are larger than %d KiB",
                 failure->is_sent ? "answer's" : "proxy's", CLIENT_MAX_HEAD_BYTES >> 10);
        return;
    }
    if (failure->excess == EXCESS_BODY || code == CURLE_FILESIZE_EXCEEDED) {
        buf_addf(out, "the answer is larger than %zu MiB", failure->request->max_bytes >> 20);
        return;
    }
    if (failure->is_nameless) {
        buf_add(out, "the server's certificate names no host in the form that counts "
                     "(subjectAltName)");
        return;
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        say_certificate(failure, out);
        return;
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        say_time(failure, out);
        return;
    }
    if (say_proxy(failure, out))
        return;
    if (code == CURLE_SSL_CACERT_BADFILE && !failure->request->ca_file) {
        buf_add(out, "this machine knows no certificate authorities; the package ca-certificates "
                     "brings them");
        return;
    }
    if (code == CURLE_UNSUPPORTED_PROTOCOL && failure->is_sent)
        code = CURLE_WEIRD_SERVER_REPLY; /* so curl calls an answer without a status line */
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        if (problems[i].code == code && strstr(failure->problem, problems[i].part)) {
            buf_add(out, problems[i].reason);
            return;
        }
    }
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].code == code) {
            buf_add(out, reasons[i].reason);
            return;
        }
    }
    buf_addf(out, "the connection failed (curl code %d)", (int)code);
}

bool client_may_pass(const struct client_failure *failure)
{
    CURLcode code = failure->code;
    long refused = proxy_status(failure);
    if (failure->excess || failure->is_nameless)
        return false;
    if (refused && (refused < 200 || refused > 299))
        return refused >= 500;
    if (code == CURLE_OPERATION_TIMEDOUT)
        return true;
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        if (problems[i].code == code && strstr(failure->problem, problems[i].part))
            return problems[i].may_pass;
    }
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].code == code)
            return reasons[i].may_pass;
    }
    return false;
}

long client_read_wait(CURL *easy)
{
    struct curl_header *header;
    if (curl_easy_header(easy, "Retry-After", 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return -1;
    const char *text = header->value;
    size_t digits = strspn(text, "0123456789");
    if (digits && !text[digits])
        return digits < 10 ? strtol(text, NULL, 10) : LONG_MAX;
    /* curl's own reading makes dates of many things; those of HTTP begin with their weekday */
    time_t at = isalpha((unsigned char)*text) && strchr(text, ':') ? curl_getdate(text, NULL) : -1;
    time_t now = clock_now();
    return at > now ? (long)(at - now) : 0;
}

/* The server's text: only what can be shown, and not endless. */
static void say_part(const char *text, struct buf *out)
{
    for (size_t i = 0; text && text[i] && i < MAX_PLACE_BYTES; i++)
        buf_add_char(out, text[i] > ' ' && text[i] < 0x7F ? text[i] : '?');
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcasecmp(a, b) == 0;
}

static void compare_places(const struct place *from, const struct place *to, struct buf *out)
{
    bool is_same_host = is_same(from->host, to->host);
    if (!is_same(to->scheme, "https")) {
        buf_addf(out, "%s host without TLS (", is_same_host ? "the same" : "another");
        say_part(is_same_host ? to->scheme : to->host, out);
    } else if (!is_same_host) {
        buf_add(out, "another host (");
        say_part(to->host, out);
    } else if (!is_same(from->port, to->port)) {
        buf_add(out, "another port of the same host (");
        say_part(to->port, out);
    } else {
        buf_add(out, "another path of the same host (");
        say_part(to->path, out);
    }
    buf_add_char(out, ')');
}

void client_say_target(CURL *easy, const char *url, struct buf *out)
{
    struct curl_header *location; /* CURLINFO_REDIRECT_URL is there only when all was read */
    struct place from, to;
    if (curl_easy_header(easy, "Location", 0, CURLH_HEADER, -1, &location) != CURLHE_OK)
        return;
    bool is_known = read_place(url, url, &from);
    if (read_place(url, location->value, &to) && is_known)
        compare_places(&from, &to, out);
    free_place(&from);
    free_place(&to);
}
