/* What curl tells of a connection, for the log at its level debug: its own remarks and the lines of headers,
 * never a body. Nothing is set up where the log does not want it. */
#ifndef API_CLIENT_TALK_H
#define API_CLIENT_TALK_H

#include "base/buf.h"

#include <curl/curl.h>
#include <stdbool.h>

enum client_talk_kind { TALK_REMARK, TALK_RECEIVED, TALK_SENT, TALK_KINDS };

/* Of one transfer; zeroed before. */
struct client_talk {
    unsigned id;
    struct client_talk_line {
        struct buf text;
        bool is_too_long; /* what comes until its end is left out */
    } lines[TALK_KINDS];
};

/* `talk` must stay where it is until client_talk_end(). */
void client_talk_begin(struct client_talk *talk, unsigned id, CURL *easy);
void client_talk_end(struct client_talk *talk);

#endif
