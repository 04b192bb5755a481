/* Why a transfer came to nothing, in words for a person, and whether that may pass; where a reply
 * points to, and how long it asks to wait. Belongs to client.c, which alone includes it. No address of a request enters the words. */
#ifndef API_CLIENT_REASON_H
#define API_CLIENT_REASON_H

#include "api/client.h"
#include "base/buf.h"

#include <curl/curl.h>

enum client_excess { EXCESS_NONE, EXCESS_BODY, EXCESS_HEAD };

enum { CLIENT_MAX_HEAD_BYTES = 64 << 10 }; /* all lines of a reply before its body */

struct client_failure {
    CURL *easy; /* NULL where it was never made */
    CURLcode code;
    const char *problem; /* curl's own words: looked through, never shown */
    const struct client_request *request;
    enum client_excess excess;
    bool is_sent, is_nameless; /* see struct transfer */
    size_t received;           /* bytes of the body */
};

/* Appends the reason, without capital and full stop: "the server's certificate has expired". */
void client_say_reason(const struct client_failure *failure, struct buf *out);

/* Whether the same request may go well a little later: not where somebody would have to mend something
 * first, such as a certificate or a setting. */
bool client_may_pass(const struct client_failure *failure);

/* The seconds of the reply's Retry-After, which may also be a date; 0 where it is past or nonsense, -1
 * where there is none. */
long client_read_wait(CURL *easy);

/* Appends what a reply of 3xx points to, seen from `url`: "another host (other.example)"; nothing
 * where it does not say. A query is left out: the server may repeat the token in it. */
void client_say_target(CURL *easy, const char *url, struct buf *out);

#endif
